"""Who says what, of which kind: the reader's statements as records, with speaker, certainty, dates and proposition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.extract.certainty import certainty_of
from tracker.extract.people import Party, People
from tracker.extract.propositions import head_of, proposition_of, spoken_mentions
from tracker.extract.statement_dates import happens_on, said_of
from tracker.extract.text_places import Place, tokens_of
from tracker.extract.times import DateIndex
from tracker.extract.transcripts import Turn, turns
from tracker.models.decoding import Referent
from tracker.models.limits import limits
from tracker.models.reader import FoundStatement, Reading
from tracker.parsing import paragraph_breaks
from tracker.records import Anonymity, Force, Mention, Source, Span, Statement, Time, When
from tracker.terms import Stance
from tracker.word_lists import word_list

# Of the statements of each kind that the reader knows (`decoding.KINDS`).
STANCE_AND_FORCE: dict[str, tuple[Stance, Force]] = {
    "none": ("assert", "expressive"),
    "claim": ("assert", "assertive"),
    "denial": ("deny", "assertive"),
    "ignorance": ("deny_knowledge", "assertive"),
    "refusal": ("no_comment", "assertive"),
    "confirmation": ("confirm", "assertive"),
    "retraction": ("retract", "assertive"),
    "rejection": ("reject", "assertive"),
    "demand": ("assert", "directive"),
    "promise": ("assert", "commissive"),
    "question": ("question", "assertive"),
    "attitude": ("assert", "expressive"),
}
# A row that the list of claims shows is right where the statement is of any of these kinds.
_KINDS_OF_CLAIM = ("claim", "confirmation", "promise", "denial", "ignorance", "retraction")
_DENYING_KINDS = ("denial", "ignorance")
_FIRST_PERSON = word_list("grammar_words", "first_person")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a statement: the parties, the first for the rest; none where the article cites nobody."""

    parties: tuple[Party, ...]
    probability: float  # that it is they
    is_outlet: bool = False


class StatementFinder:
    """Makes records of the statements that the reader found in one article."""

    def __init__(self, people: People, reading: Reading, times: Iterable[Time]) -> None:
        """Take the people of the article, the reading, and the times."""
        self._people, self._page, self._reading = people, people.page, reading
        self._times = DateIndex(times)
        self._turns = turns(people.page.article.text)

    def find(self) -> list[Statement]:
        """Return the statements in text order, no two with the same cue and content."""
        least = limits().least["statement"]
        found = [f for f in self._reading.statements if f.sureness >= least and _says_something(f)]
        speakers = [self._speaker(f) for f in found]
        statements = [self._statement(f, speaker) for f, speaker in zip(found, speakers, strict=True)]
        vias = [self._via_of(n, found, speakers) for n in range(len(found))]
        statements = [replace(statement, via=via) for statement, via in zip(statements, vias, strict=True)]
        statements = list(self._with_answers(statements, found))
        unique = {statement.id: statement for statement in self._with_carried_dates(statements)}
        return list(unique.values())

    def _with_answers(self, statements: Sequence[Statement], found: Sequence[FoundStatement]) -> Iterator[Statement]:
        """Yield the statements with the ids of the others that each may answer, the likeliest last."""
        ids = {f.anchor: statement.id for f, statement in zip(found, statements, strict=True)}
        for f, statement in zip(found, statements, strict=True):
            answered = [(ids[anchor], probability) for anchor, probability in reversed(f.answers) if anchor in ids]
            answers = {id_: probability for id_, probability in answered if id_ != statement.id}
            yield replace(statement, answers=tuple(answers.items()))

    def _statement(self, found: FoundStatement, speaker: Speaker) -> Statement:
        page, people = self._page, self._people
        stance, force = STANCE_AND_FORCE[_kind(found)]
        anchor, source, content = self._spans([found.anchor]), self._spans(found.source), self._spans(found.content)
        cue = anchor if found.has_cue or not content else ()
        cue_tokens = tokens_of(page, [found.anchor]) if found.has_cue else []
        head = head_of(tokens_of(page, found.content))
        main = speaker.parties[0] if speaker.parties else None
        decisions = _decisions(found, speaker)
        row_kind = _row_kind(_kind(found))
        probability = limits().probability(row_kind, decisions)
        return Statement(
            article_id=page.article.id,
            source=source,
            cue=cue,
            content=content,
            stance=stance,
            force=force,
            certainty=certainty_of(page, head),
            speaker=_main_source(speaker, page.article.outlet),
            beside=_beside(speaker),
            acts_for=main.acts_for if main is not None else None,
            anonymity=_anonymity(speaker.parties),
            number=next((party.number for party in speaker.parties if party.kind == "unnamed"), None),
            said=said_of(page, cue_tokens, tokens_of(page, found.source), found.content, self._times),
            happened=happens_on(page, head, found.content, self._times),
            proposition=proposition_of(people, [found.anchor] if found.has_cue else [], found.content, (stance, force)),
            mentions=tuple(self._mentions(found, speaker, source or anchor)),
            own_voice=speaker.is_outlet,
            probability=probability,
            least_sure=min(decisions, key=lambda name: decisions[name]),
            decisions=tuple(decisions.items()),
            possible=not limits().is_shown(row_kind, probability),
        )

    def _spans(self, places: Iterable[Place]) -> tuple[Span, ...]:
        return tuple(self._page.cut(start, end) for start, end in places)

    # ---------------------------------------------------------- who

    def _speaker(self, found: FoundStatement) -> Speaker:
        turn = self._turn_around(found)
        if turn is not None:
            return Speaker((self._party_of_turn(turn),), 1.0)
        likeliest = found.who[0]
        if likeliest.special == "outlet":
            return Speaker((), likeliest.probability, is_outlet=True)
        if likeliest.special == "nobody":
            return Speaker((), likeliest.probability)
        parties = [party for referent in found.who if (party := self._party(referent, found)) is not None]
        if likeliest.special == "open" or not parties:
            described = self._described_by_source(found)
            return Speaker((described,) if described is not None else (), likeliest.probability)
        probability = sum(referent.probability for referent in found.who)
        return Speaker(_in_order(parties), min(1.0, probability))

    def _party(self, referent: Referent, found: FoundStatement) -> Party | None:
        """The party of the first of a referent's mentions that names or describes one, those in the source first."""
        if referent.special:
            return None
        source_end = max((end for _, end in found.source), default=None)
        in_source = [n for n in referent.mentions if self._is_in_source(n, found)]
        for number in (*in_source, *referent.mentions):
            party = self._people.party(number, source_end if number in in_source else None)
            if party is not None:
                return party
        return None

    def _described_by_source(self, found: FoundStatement) -> Party | None:
        """The party that the source names or describes, else its mere words, where no referent is clear."""
        numbers = [n for n in range(len(self._reading.mentions)) if self._is_in_source(n, found)]
        parties = [p for n in numbers if (p := self._people.party(n, max(end for _, end in found.source))) is not None]
        if parties:
            return parties[0]
        words = " ".join(self._page.article.text[slice(*found.source[0])].split()) if found.source else ""
        return Party(words, "unnamed", local=True) if words else None

    def _is_in_source(self, mention: int, found: FoundStatement) -> bool:
        return any(start <= self._reading.mentions[mention].start < end for start, end in found.source)

    def _turn_around(self, found: FoundStatement) -> Turn | None:
        """The turn of a transcript in which a statement stands that has no source, or "I" or "we"."""
        turn = next((turn for turn in self._turns if turn.start <= found.anchor[0] < turn.end), None)
        source = " ".join(self._page.article.text[start:end] for start, end in found.source).lower()
        return turn if turn is not None and (not source or source in _FIRST_PERSON) else None

    def _party_of_turn(self, turn: Turn) -> Party:
        """The one person with the surname that ends the label of a turn, else who is described by the label."""
        surname = turn.label.split()[-1]
        bearers = [p for p in self._people.people.values() if p.name.split()[-1].casefold() == surname.casefold()]
        if len(bearers) == 1:
            person = bearers[0]
            return Party(person.name, "person", person.key, person.acts_for, person.reason)
        return Party(turn.label, "unnamed", local=True)

    def _mentions(self, found: FoundStatement, speaker: Speaker, source: Sequence[Span]) -> Iterator[Mention]:
        """Yield the actors who say it, and those whom they act for, then those whom its content speaks of."""
        seen: set[str] = set()
        for party in speaker.parties if source else ():
            for key, reason in ((party.actor, party.name), (party.acts_for, party.reason)):
                if key is not None and key not in seen:
                    seen.add(key)
                    yield Mention(key, "says", source[0], reason)
        yield from spoken_mentions(self._people, found.content)

    def _via_of(
        self, number: int, found: Sequence[FoundStatement], speakers: Sequence[Speaker]
    ) -> tuple[tuple[Source, Span], ...]:
        """Return through whom it comes: the other sources whose content has its cue, the innermost content first."""
        own = found[number]
        around = []
        for other, speaker in zip(found, speakers, strict=True):
            is_around = any(start <= own.anchor[0] and own.anchor[1] <= end for start, end in other.content)
            if other is own or not is_around or not own.has_cue or not speaker.parties or not other.source:
                continue
            source = _main_source(speaker, None)
            if source is not None and source != _main_source(speakers[number], None):
                length = sum(end - start for start, end in other.content)
                around.append((length, source, self._page.cut(*other.source[0])))
        unique = {source: (source, span) for _, source, span in sorted(around, key=lambda entry: -entry[0])}
        return tuple(reversed(unique.values()))

    # ---------------------------------------------------------- when

    def _with_carried_dates(self, statements: Sequence[Statement]) -> list[Statement]:
        """The statements; one without a date was said when the same speaker said the last dated one, if that is near.

        It is near in the same paragraph or the one before.
        """
        text = self._page.article.text
        breaks = paragraph_breaks(text)
        last: tuple[Source | None, When, int] | None = None  # speaker, date and start of the last dated statement
        dated = []
        for statement in statements:
            start, said = statement.place[0], statement.said
            if said is not None:
                last = (statement.speaker, said, start)
            elif (
                last is not None
                and statement.speaker == last[0] is not None
                and len(breaks.findall(text, last[2], start)) < 2
            ):
                said = replace(last[1], reason=f"{last[1].reason}, and goes on")
            dated.append(replace(statement, said=said))
        return dated


def _says_something(found: FoundStatement) -> bool:
    """Whether it has a content, or refuses or denies without one: "would not comment"."""
    return bool(found.content) or _kind(found) in ("refusal", *_DENYING_KINDS)


def _right_kinds(kind: str) -> Sequence[str]:
    """The kinds of which a statement may be for its row, made for one of `kind`, to be right."""
    if kind in ("claim", "confirmation"):
        return _KINDS_OF_CLAIM
    return _DENYING_KINDS if kind in _DENYING_KINDS else (kind,)


def _kind(found: FoundStatement) -> str:
    """The kind of a statement: a denial or refusal from its fitted probability on, else the likeliest of the others."""
    others = dict(found.kinds)
    for kinds in (_DENYING_KINDS, ("refusal",)):
        probabilities = {kind: others.pop(kind) for kind in kinds}
        if sum(probabilities.values()) >= limits().kinds[kinds[0]]:
            return max(probabilities, key=lambda kind: probabilities[kind])
    return max(others, key=lambda kind: others[kind])


def _row_kind(kind: str) -> str:
    """The kind of row that a statement of this kind makes, by its name in `limits.json`."""
    return {"ignorance": "denial", "none": "attitude"}.get(kind, kind)


def _decisions(found: FoundStatement, speaker: Speaker) -> dict[str, float]:
    """The probability that the reader gives each decision, by its name in `limits.json`."""
    kind = sum(found.kinds[right] for right in _right_kinds(_kind(found)))
    return {"that it is said": found.sureness, "its kind": kind, "who says it": speaker.probability}


def _in_order(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each once, those named before those described: the first stands for the rest.

    A description of whom another acts for is left out: of Liu Pengyu and the Chinese embassy Liu alone stays.
    """
    ordered = sorted(dict.fromkeys(parties), key=lambda party: (party.local, party.kind == "unnamed"))
    acted_for = {party.acts_for for party in ordered if party.acts_for and not party.local}
    return tuple(party for party in ordered if not (party.local and party.acts_for in acted_for))


def _as_source(party: Party) -> Source:
    return Source(party.name, party.kind, party.actor, party.local)


def _beside(speaker: Speaker) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(map(_as_source, speaker.parties)))[1:]


def _main_source(speaker: Speaker, outlet: str | None) -> Source | None:
    if speaker.is_outlet:
        return Source(outlet, "outlet") if outlet else None
    return _as_source(speaker.parties[0]) if speaker.parties else None


def _anonymity(parties: Sequence[Party]) -> Anonymity | None:
    are_unnamed = {party.kind == "unnamed" for party in parties}
    if not are_unnamed:
        return None
    return "mixed" if len(are_unnamed) == 2 else "unnamed" if True in are_unnamed else "named"


__all__ = ["STANCE_AND_FORCE", "Speaker", "StatementFinder"]
