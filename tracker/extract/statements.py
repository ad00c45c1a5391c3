"""Who says what, of which kind: the reader's statements as records, with speaker, certainty, dates and proposition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.extract.certainty import certainty_of
from tracker.extract.people import Party, People
from tracker.extract.propositions import head_of, proposition_of, spoken_mentions
from tracker.extract.statement_dates import happens_on, said_of
from tracker.extract.text_places import Place, tokens_of
from tracker.extract.times import Dated
from tracker.extract.transcripts import Turn, turns
from tracker.models.limits import limits
from tracker.models.reader import FoundStatement, Reading, Who
from tracker.records import Anonymity, Force, Mention, Source, Span, Statement, Time, When
from tracker.terms import Stance
from tracker.word_lists import word_list

FORMS: dict[str, tuple[Stance, Force]] = {
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
# The true kinds of a statement with which a row that shows it as a claim is right.
_RIGHT_FOR_A_CLAIM = ("claim", "confirmation", "promise", "denial", "ignorance", "retraction")
_DENYING = ("denial", "ignorance")
_BREAK = re.compile(r"\n\s*")  # between two paragraphs
_FIRST_PERSON = word_list("grammar_words", "first_person")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a statement: the parties, none where the article cites nobody, and how likely it is they."""

    parties: tuple[Party, ...]
    probability: float
    is_outlet: bool = False


class StatementFinder:
    """Makes the statements of one article from what was read in it."""

    def __init__(self, people: People, reading: Reading, times: Iterable[Time]) -> None:
        """Take the people of the article, the reading, and the times."""
        self._people, self._page, self._reading = people, people.page, reading
        self._times = Dated(times)
        self._turns = turns(people.page.article.text)

    def find(self) -> list[Statement]:
        """Return the statements in text order, no two with the same cue and content."""
        least_sureness = limits().least["statement"]
        found = [read for read in self._reading.statements if read.sureness >= least_sureness and _says_something(read)]
        speakers = [self._speaker(read) for read in found]
        statements = [self._statement(read, speaker) for read, speaker in zip(found, speakers, strict=True)]
        vias = [self._via(n, found, speakers) for n in range(len(found))]
        statements = [replace(statement, via=via) for statement, via in zip(statements, vias, strict=True)]
        statements = list(self._with_answers(statements, found))
        dated = self._with_continued_dates(statements)
        unique = {statement.id: statement for statement in dated}
        return list(unique.values())

    def _with_answers(self, statements: Sequence[Statement], found: Sequence[FoundStatement]) -> Iterator[Statement]:
        """The statements, each with those of the others that the reader takes it to answer."""
        ids = {read.anchor: statement.id for read, statement in zip(found, statements, strict=True)}
        for read, statement in zip(found, statements, strict=True):
            answers = {
                ids[anchor]: probability
                for anchor, probability in reversed(read.answers)
                if anchor in ids and ids[anchor] != statement.id
            }
            yield replace(statement, answers=tuple(answers.items()))

    def _statement(self, found: FoundStatement, speaker: Speaker) -> Statement:
        page, people = self._page, self._people
        stance, force = FORMS[_kind(found)]
        anchor, source, content = self._spans([found.anchor]), self._spans(found.source), self._spans(found.content)
        cue = anchor if found.has_cue or not content else ()
        cue_tokens = tokens_of(page, [found.anchor]) if found.has_cue else []
        head = head_of(tokens_of(page, found.content))
        first = speaker.parties[0] if speaker.parties else None
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
            speaker=_source(speaker, page.article.outlet),
            beside=_beside(speaker),
            acts_for=first.acts_for if first is not None else None,
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
        turn = self._turn_of(found)
        if turn is not None:
            return Speaker((self._labelled(turn),), 1.0)
        best = found.who[0]
        if best.special == "outlet":
            return Speaker((), best.probability, is_outlet=True)
        if best.special == "nobody":
            return Speaker((), best.probability)
        parties = [party for who in found.who if (party := self._party(who, found)) is not None]
        if best.special == "open" or not parties:
            described = self._described_by_source(found)
            return Speaker((described,) if described is not None else (), best.probability)
        share = sum(who.probability for who in found.who)
        return Speaker(_in_order(parties), min(1.0, share))

    def _party(self, who: Who, found: FoundStatement) -> Party | None:
        if who.special:
            return None
        end = max((b for _, b in found.source), default=None)
        within = [n for n in who.mentions if any(a <= self._reading.mentions[n].start < b for a, b in found.source)]
        for number in (*within, *who.mentions):
            party = self._people.party(number, end if number in within else None)
            if party is not None:
                return party
        return None

    def _described_by_source(self, found: FoundStatement) -> Party | None:
        """A speaker described by the words of the source, where it stays open who that is."""
        numbers = [
            n for n, one in enumerate(self._reading.mentions) if any(a <= one.start < b for a, b in found.source)
        ]
        parties = [p for n in numbers if (p := self._people.party(n, max(b for _, b in found.source))) is not None]
        if parties:
            return parties[0]
        words = " ".join(self._page.article.text[slice(*found.source[0])].split()) if found.source else ""
        return Party(words, "unnamed", local=True) if words else None

    def _turn_of(self, found: FoundStatement) -> Turn | None:
        """The turn of a transcript in which a statement stands that names no speaker of its own."""
        at = found.anchor[0]
        turn = next((turn for turn in self._turns if turn.start <= at < turn.end), None)
        words = " ".join(self._page.article.text[a:b] for a, b in found.source).lower()
        return turn if turn is not None and (not words or words in _FIRST_PERSON) else None

    def _labelled(self, turn: Turn) -> Party:
        """The speaker that the label of a turn names: the only person of that surname, else its words."""
        surname = turn.label.split()[-1]
        same = [p for p in self._people.people.values() if p.name.split()[-1].casefold() == surname.casefold()]
        if len(same) == 1:
            person = same[0]
            return Party(person.name, "person", person.key, person.acts_for, person.reason)
        return Party(turn.label, "unnamed", local=True)

    def _mentions(self, found: FoundStatement, speaker: Speaker, where: Sequence[Span]) -> Iterator[Mention]:
        seen: set[str] = set()
        for party in speaker.parties if where else ():
            for key, reason in ((party.actor, party.name), (party.acts_for, party.reason)):
                if key is not None and key not in seen:
                    seen.add(key)
                    yield Mention(key, "says", where[0], reason)
        yield from spoken_mentions(self._people, found.content)

    def _via(
        self, number: int, found: Sequence[FoundStatement], speakers: Sequence[Speaker]
    ) -> tuple[tuple[Source, Span], ...]:
        """The sources through whom a statement comes: those in whose statements its cue stands, the nearest first."""
        own = found[number]
        through = []
        for other, speaker in zip(found, speakers, strict=True):
            around = any(a <= own.anchor[0] and own.anchor[1] <= b for a, b in other.content)
            if other is own or not around or not own.has_cue or not speaker.parties or not other.source:
                continue
            source = _source(speaker, None)
            if source is not None and source != _source(speakers[number], None):
                length = sum(b - a for a, b in other.content)
                through.append((length, source, self._page.cut(*other.source[0])))
        unique = {source: (source, span) for _, source, span in sorted(through, key=lambda one: -one[0])}
        return tuple(reversed(unique.values()))

    # ---------------------------------------------------------- when

    def _with_continued_dates(self, statements: Sequence[Statement]) -> list[Statement]:
        """The day of a dated statement holds for what the same speaker goes on to say in its paragraph and the next."""
        text = self._page.article.text
        last_dated: tuple[Source | None, When, int] | None = None  # speaker, when said, where it begins
        dated = []
        for statement in statements:
            start = statement.place[0]
            if statement.said is not None:
                last_dated = (statement.speaker, statement.said, start)
                dated.append(statement)
            elif (
                last_dated is not None
                and statement.speaker == last_dated[0] is not None
                and len(_BREAK.findall(text, last_dated[2], start)) < 2
            ):
                said = replace(last_dated[1], reason=f"{last_dated[1].reason}, and goes on")
                dated.append(replace(statement, said=said))
            else:
                dated.append(statement)
        return dated


def _says_something(found: FoundStatement) -> bool:
    """Whether something is said, or, in what has no words of its own, refused or denied: "would not comment"."""
    return bool(found.content) or _kind(found) in ("refusal", *_DENYING)


def _right_kinds(kind: str) -> Sequence[str]:
    """The true kinds of a statement with which a row of this kind is right."""
    if kind in ("claim", "confirmation"):
        return _RIGHT_FOR_A_CLAIM
    return _DENYING if kind in _DENYING else (kind,)


def _kind(found: FoundStatement) -> str:
    """The kind of a statement: a denial or refusal where that is likely enough, else the likeliest of the others."""
    others = dict(found.kinds)
    for kinds in (_DENYING, ("refusal",)):
        likely = {kind: others.pop(kind) for kind in kinds}
        if sum(likely.values()) >= limits().kinds[kinds[0]]:
            return max(likely, key=lambda kind: likely[kind])
    return max(others, key=lambda kind: others[kind])


def _row_kind(kind: str) -> str:
    """The kind of row that a kind of statement makes."""
    return {"ignorance": "denial", "none": "attitude"}.get(kind, kind)


def _decisions(found: FoundStatement, speaker: Speaker) -> dict[str, float]:
    """How sure the reader was of each of its decisions (0 to 1), by name."""
    kind = sum(found.kinds[right] for right in _right_kinds(_kind(found)))
    return {"that it is said": found.sureness, "its kind": kind, "who says it": speaker.probability}


def _in_order(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Those who speak, named ones before those that are only described: the first becomes the speaker.

    Who is described by whom a named one acts for is left out: of Liu Pengyu and "the Chinese embassy", for which he
    speaks, Liu alone.
    """
    ordered = sorted(dict.fromkeys(parties), key=lambda party: (party.local, party.kind == "unnamed"))
    acting = {party.acts_for for party in ordered if party.acts_for and not party.local}
    return tuple(party for party in ordered if not (party.local and party.acts_for in acting))


def _as_source(party: Party) -> Source:
    return Source(party.name, party.kind, party.actor, party.local)


def _beside(speaker: Speaker) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(map(_as_source, speaker.parties)))[1:]


def _source(speaker: Speaker, outlet: str | None) -> Source | None:
    if speaker.is_outlet:
        return Source(outlet, "outlet") if outlet else None
    return _as_source(speaker.parties[0]) if speaker.parties else None


def _anonymity(parties: Sequence[Party]) -> Anonymity | None:
    unnamed = {party.kind == "unnamed" for party in parties}
    if not unnamed:
        return None
    return "mixed" if len(unnamed) == 2 else "unnamed" if True in unnamed else "named"


__all__ = ["FORMS", "Speaker", "StatementFinder"]
