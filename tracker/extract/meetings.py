"""Who met whom, where, when and how, and whether they did: the reader's meetings as records."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from spacy.tokens import Token

from tracker.dates import PartialDate
from tracker.extract.people import People
from tracker.extract.quantities import quantities_in
from tracker.extract.text_places import Place, tokens_of
from tracker.extract.times import Dated, governing_verb, when_of
from tracker.lexicon import actors as lexicon
from tracker.lexicon.places import country_of
from tracker.models.limits import limits
from tracker.models.reader import FoundMeeting, Reading, Who
from tracker.records import Meeting, MeetingMode, MeetingStatus, Mention, Participant, Span, Statement, Time, When
from tracker.word_lists import word_list

_WHERE = word_list("grammar_words", "where")
_BOUNDING = word_list("grammar_words", "bounding_a_meeting")
_PART_OF_DAY = re.compile(r"T(?:MO|MI|AF|EV|NI|DT)$")
_FEWEST_SIDES = 2


class MeetingFinder:
    """Makes the meetings of one article from what was read in it."""

    def __init__(
        self, people: People, reading: Reading, times: Iterable[Time], statements: Sequence[Statement]
    ) -> None:
        """Take the people of the article, the reading, the times, and who says what."""
        self._people, self._page, self._reading = people, people.page, reading
        self._times = Dated(times)
        self._statements = statements

    def find(self) -> list[Meeting]:
        """Return the reports of meetings in text order."""
        found = (met for met in self._reading.meetings if met.sureness >= limits().least["meeting"])
        made = [meeting for met in found if (meeting := self._meeting(met)) is not None]
        return list({meeting.id: meeting for meeting in made}.values())

    def _meeting(self, met: FoundMeeting) -> Meeting | None:
        participants = list(self._participants(met))
        if not participants:
            return None
        words = self._clause(met)
        place = self._place(met.word, words, participants)
        status: MeetingStatus = cast(MeetingStatus, likeliest(met.statuses))
        mode: MeetingMode = cast(MeetingMode, likeliest(met.modes))
        is_remote = mode in ("phone", "video", "written")
        decisions = {
            "that a meeting is told of": met.sureness,
            "its status": met.statuses[status],
            "who takes part": _probability_of_sides(met.sides),
        }
        likely = limits().probability("meeting", decisions)
        return Meeting(
            article_id=self._page.article.id,
            words=words,
            cue=(self._page.cut(*met.word),),
            status=status,
            mode=mode,
            participants=tuple(participants),
            place=None if is_remote else place,
            place_country=self._country(place) if place is not None and not is_remote else None,
            when=None if status == "habitual" else self._when(met.word, words),
            count=self._count(words) if status == "habitual" else None,
            statement=self._innermost_statement(met.word),
            reason=f"“{self._page.article.text[slice(*met.word)]}”: {status}",
            mentions=tuple(_mentions(participants)),
            probability=likely,
            least_sure=min(decisions, key=lambda name: decisions[name]),
            decisions=tuple(decisions.items()),
            possible=not limits().is_shown("meeting", likely),
        )

    def _clause(self, met: FoundMeeting) -> Span:
        """The words that report the meeting, within the sentence of its word."""
        head = self._head(met.word)
        first, last = (head.sent.start_char, head.sent.end_char) if head is not None else met.word
        parts = [met.word, *((max(a, first), min(b, last)) for a, b in met.clause if a < last and first < b)]
        return self._page.cut(min(a for a, _ in parts), max(b for _, b in parts))

    def _participants(self, met: FoundMeeting) -> Iterator[Participant]:
        seen: set[str] = set()
        for who in met.sides:
            found = next(((n, p) for n in who.mentions if (p := self._people.party(n)) is not None), None)
            if found is None or found[1].name in seen:
                continue
            number, party = found
            seen.add(party.name)
            yield Participant(party.name, self._span(number), party.actor, party.acts_for)

    def _count(self, words: Span) -> int | None:
        """How often they met, where the clause says so: "met 38 times"."""
        counted = quantities_in(tokens_of(self._page, [(words.start, words.end)]))
        return next((int(times.low) for times in counted if times.of == "time" and math.isfinite(times.low)), None)

    def _span(self, mention: int) -> Span:
        one = self._reading.mentions[mention]
        return self._page.cut(one.start, one.end)

    # ---------------------------------------------------------- where

    def _place(self, word: Place, words: Span, participants: Sequence[Participant]) -> Span | None:
        """The name after "in" or "at" in the clause, or that of "in the city of Kazan"; a town before others."""
        cue = self._head(word)
        taken = [participant.span for participant in participants]
        found = []
        for token in tokens_of(self._page, [(words.start, words.end)]):
            is_date = bool(self._times.within(token.idx, token.idx + 1))
            if not self._names_a_place(token) or is_date or _is_in_other_clause(token, cue):
                continue
            first = token
            while first.i > token.left_edge.i and _is_one_name(first.nbor(-1), first):
                first = first.nbor(-1)
            span = self._page.cut(first.idx, token.idx + len(token))
            if not any(s.start < span.end and span.start < s.end for s in taken):
                found.append(span)
        return next((span for span in found if self._country(span) is not None), next(iter(found), None))

    def _names_a_place(self, token: Token) -> bool:
        """Whether a name stands after "in" or "at"; what the reader takes for a place also after "in the city of"."""
        if token.dep_ != "pobj" or token.pos_ != "PROPN" or self._people.person_at(token) is not None:
            return False
        above, number = token.head, self._people.mention_at(token)
        is_place = number is not None and self._reading.mentions[number].type == "place"
        if is_place and above.lower_ == "of" and above.head.dep_ == "pobj":
            above = above.head.head
        return above.lower_ in _WHERE

    def _country(self, place: Span) -> str | None:
        listed = country_of(place.words)
        if listed is not None:
            return listed
        _, namings = lexicon.longest_name(place.words.split(), 0)
        keys = [lexicon.actor(n.actor) for n in namings]
        return next((actor.key for actor in keys if actor.kind == "country"), None)

    # ---------------------------------------------------------- when

    def _when(self, word: Place, clause: Span) -> When | None:
        """The date that belongs to the meeting word or its verb, else the nearest in the clause."""
        cue = self._head(word)
        if cue is None:
            return None
        sentence = cue.sent
        dated = [t for t in self._times.within(sentence.start_char, sentence.end_char) if not self._is_only_a_bound(t)]
        own = {cue, cue.head, *(k for k in cue.children if k.dep_ in ("acl", "relcl"))}
        governed = [(t, governing_verb(self._page, t.span)) for t in dated]
        belonging = [t for t, verb in governed if verb in own]
        inside = [
            t
            for t, verb in governed
            if clause.start <= t.span.start < clause.end and not _is_in_other_clause(verb, cue)
        ]
        near = sorted(belonging or inside, key=lambda t: abs(t.span.start - word[0]))
        if not near:
            return None
        when = when_of(self._page, near[0], f"belongs to “{cue.text}”")
        return When(_PART_OF_DAY.sub("", when.value), when.span, when.reason)

    def _head(self, word: Place) -> Token | None:
        span = self._page.doc.char_span(*word, alignment_mode="expand")
        return span.root if span is not None else None

    def _is_only_a_bound(self, time: Time) -> bool:
        before = self._page.article.text[: time.span.start].split()
        is_bound = bool(before) and before[-1].lower() in _BOUNDING and time.anchor is None
        return is_bound or PartialDate.parse(time.date or "") is None

    def _innermost_statement(self, word: Place) -> str | None:
        """The id of the innermost statement in whose content the meeting is reported."""
        around = [
            (span.end - span.start, one.id)
            for one in self._statements
            for span in one.content
            if span.start <= word[0] < span.end and one.force != "expressive"
        ]
        return min(around)[1] if around else None


def _is_one_name(before: Token, token: Token) -> bool:
    """Whether a token goes on a name: "Rio de Janeiro", "Port-au-Prince"."""
    return before.pos_ == "PROPN" or "-" in (before.text, token.text)


def _is_in_other_clause(word: Token | None, cue: Token | None) -> bool:
    """Whether a word stands in a clause about somebody: "Lind, who was born in 1960, met Hale"."""
    if word is None or cue is None:
        return False
    clauses = (one for one in (word, *word.ancestors) if one.dep_ == "relcl")
    return any(cue not in (one, one.head) and not one.is_ancestor(cue) for one in clauses)


def likeliest(probabilities: Mapping[str, float]) -> str:
    """Return the name of the greatest probability."""
    return max(probabilities, key=lambda name: probabilities[name])


def _probability_of_sides(sides: Sequence[Who]) -> float:
    """How likely the two likeliest sides take part."""
    likely = sorted((who.probability for who in sides), reverse=True)[:_FEWEST_SIDES]
    return likely[0] * likely[1] if len(likely) == _FEWEST_SIDES else 0.5 * sum(likely)


def _mentions(participants: Iterable[Participant]) -> Iterator[Mention]:
    for participant in participants:
        if participant.actor:
            yield Mention(participant.actor, "meets", participant.span, participant.name)
        if participant.acts_for and participant.acts_for != participant.actor:
            yield Mention(participant.acts_for, "meets", participant.span, participant.name)


__all__ = ["MeetingFinder"]
