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
from tracker.extract.times import DateIndex, governing_verb, when_of
from tracker.lexicon import actors as lexicon
from tracker.lexicon.places import country_of
from tracker.models.decoding import Referent
from tracker.models.limits import limits
from tracker.models.reader import FoundMeeting, Reading
from tracker.records import Meeting, MeetingMode, MeetingStatus, Mention, Participant, Span, Statement, Time, When
from tracker.word_lists import word_list

_PLACE_PREPOSITIONS = word_list("grammar_words", "where")
_BOUND_PREPOSITIONS = word_list("grammar_words", "bounding_a_meeting")
_PART_OF_DAY = re.compile(r"T(?:MO|MI|AF|EV|NI|DT)$")  # of a TIMEX3 value; a meeting keeps the day
_SIDES = 2  # that a meeting needs


class MeetingFinder:
    """Makes records of the meetings that the reader found in one article."""

    def __init__(
        self, people: People, reading: Reading, times: Iterable[Time], statements: Sequence[Statement]
    ) -> None:
        """Take the people of the article, the reading, the times, and the statements that may report the meetings."""
        self._people, self._page, self._reading = people, people.page, reading
        self._times = DateIndex(times)
        self._statements = statements

    def find(self) -> list[Meeting]:
        """Return the reports of meetings in text order, each id once."""
        sure = (found for found in self._reading.meetings if found.sureness >= limits().least["meeting"])
        meetings = [meeting for found in sure if (meeting := self._meeting(found)) is not None]
        return list({meeting.id: meeting for meeting in meetings}.values())

    def _meeting(self, found: FoundMeeting) -> Meeting | None:
        """The record of a meeting; None where none of its sides is a party."""
        participants = list(self._participants(found))
        if not participants:
            return None
        words = self._report_words(found)
        place = self._place(found.word, words, participants)
        status: MeetingStatus = cast(MeetingStatus, _likeliest(found.statuses))
        mode: MeetingMode = cast(MeetingMode, _likeliest(found.modes))
        is_remote = mode in ("phone", "video", "written")
        decisions = {
            "that a meeting is told of": found.sureness,
            "its status": found.statuses[status],
            "who takes part": _probability_of_sides(found.sides),
        }
        probability = limits().probability("meeting", decisions)
        return Meeting(
            article_id=self._page.article.id,
            words=words,
            cue=(self._page.cut(*found.word),),
            status=status,
            mode=mode,
            participants=tuple(participants),
            place=None if is_remote else place,
            place_country=self._country(place) if place is not None and not is_remote else None,
            when=None if status == "habitual" else self._when(found.word, words),
            count=self._count(words) if status == "habitual" else None,
            statement=self._innermost_statement(found.word),
            reason=f"“{self._page.article.text[slice(*found.word)]}”: {status}",
            mentions=tuple(_mentions(participants)),
            probability=probability,
            least_sure=min(decisions, key=lambda name: decisions[name]),
            decisions=tuple(decisions.items()),
            possible=not limits().is_shown("meeting", probability),
        )

    def _report_words(self, found: FoundMeeting) -> Span:
        """The clause that reports the meeting, cut to the sentence of the meeting word."""
        head = self._head(found.word)
        first, last = (head.sent.start_char, head.sent.end_char) if head is not None else found.word
        clause = ((max(start, first), min(end, last)) for start, end in found.clause if start < last and first < end)
        parts = [found.word, *clause]
        return self._page.cut(min(start for start, _ in parts), max(end for _, end in parts))

    def _participants(self, found: FoundMeeting) -> Iterator[Participant]:
        names: set[str] = set()
        for side in found.sides:
            named = next(((n, party) for n in side.mentions if (party := self._people.party(n)) is not None), None)
            if named is None or named[1].name in names:
                continue
            number, party = named
            names.add(party.name)
            yield Participant(party.name, self._span(number), party.actor, party.acts_for)

    def _count(self, words: Span) -> int | None:
        """How often they met, where the clause says so: "met 38 times"."""
        quantities = quantities_in(tokens_of(self._page, [(words.start, words.end)]))
        return next((int(q.low) for q in quantities if q.of == "time" and math.isfinite(q.low)), None)

    def _span(self, number: int) -> Span:
        mention = self._reading.mentions[number]
        return self._page.cut(mention.start, mention.end)

    # ---------------------------------------------------------- where

    def _place(self, word: Place, words: Span, participants: Sequence[Participant]) -> Span | None:
        """The first name of a place in the clause ("in Rome", "in the city of Kazan"), of a known country if any is."""
        cue = self._head(word)
        participant_spans = [participant.span for participant in participants]
        candidates = []
        for token in tokens_of(self._page, [(words.start, words.end)]):
            is_date = bool(self._times.within(token.idx, token.idx + 1))
            if not self._names_a_place(token) or is_date or _is_in_relative_clause(token, cue):
                continue
            first = token
            while first.i > token.left_edge.i and _continues_name(first.nbor(-1), first):
                first = first.nbor(-1)
            span = self._page.cut(first.idx, token.idx + len(token))
            if not any(s.start < span.end and span.start < s.end for s in participant_spans):
                candidates.append(span)
        known = (span for span in candidates if self._country(span) is not None)
        return next(known, next(iter(candidates), None))

    def _names_a_place(self, token: Token) -> bool:
        """Whether a name is the object of "in" or "at", or a place by the reader's type that of "in the city of"."""
        if token.dep_ != "pobj" or token.pos_ != "PROPN" or self._people.person_at(token) is not None:
            return False
        preposition, number = token.head, self._people.mention_at(token)
        is_place = number is not None and self._reading.mentions[number].type == "place"
        if is_place and preposition.lower_ == "of" and preposition.head.dep_ == "pobj":
            preposition = preposition.head.head
        return preposition.lower_ in _PLACE_PREPOSITIONS

    def _country(self, place: Span) -> str | None:
        """The key of the country in which a place lies, or that it is."""
        listed = country_of(place.words)
        if listed is not None:
            return listed
        _, namings = lexicon.longest_name(place.words.split(), 0)
        actors = (lexicon.actor(naming.actor) for naming in namings)
        return next((actor.key for actor in actors if actor.kind == "country"), None)

    # ---------------------------------------------------------- when

    def _when(self, word: Place, clause: Span) -> When | None:
        """The date nearest the meeting word, of those that belong to it or its verb, else of those in the clause."""
        cue = self._head(word)
        if cue is None:
            return None
        sentence = cue.sent
        dated = [t for t in self._times.within(sentence.start_char, sentence.end_char) if not self._is_only_a_bound(t)]
        governors = {cue, cue.head, *(k for k in cue.children if k.dep_ in ("acl", "relcl"))}
        governed = [(t, governing_verb(self._page, t.span)) for t in dated]
        belonging = [t for t, verb in governed if verb in governors]
        in_clause = [
            t
            for t, verb in governed
            if clause.start <= t.span.start < clause.end and not _is_in_relative_clause(verb, cue)
        ]
        near = sorted(belonging or in_clause, key=lambda t: abs(t.span.start - word[0]))
        if not near:
            return None
        when = when_of(self._page, near[0], f"belongs to “{cue.text}”")
        return When(_PART_OF_DAY.sub("", when.value), when.span, when.reason)

    def _head(self, word: Place) -> Token | None:
        span = self._page.doc.char_span(*word, alignment_mode="expand")
        return span.root if span is not None else None

    def _is_only_a_bound(self, time: Time) -> bool:
        """Whether a date only bounds the meeting ("before May 7"), or is none of the calendar."""
        before = self._page.article.text[: time.span.start].split()
        is_bound = bool(before) and before[-1].lower() in _BOUND_PREPOSITIONS and time.anchor is None
        return is_bound or PartialDate.parse(time.date or "") is None

    def _innermost_statement(self, word: Place) -> str | None:
        """The id of the innermost statement in whose content the meeting is reported."""
        around = [
            (span.end - span.start, statement.id)
            for statement in self._statements
            for span in statement.content
            if span.start <= word[0] < span.end and statement.force != "expressive"
        ]
        return min(around)[1] if around else None


def _continues_name(before: Token, token: Token) -> bool:
    """Whether a token belongs to the same name as the one before it: "New York", "Port-au-Prince"."""
    return before.pos_ == "PROPN" or "-" in (before.text, token.text)


def _is_in_relative_clause(word: Token | None, cue: Token | None) -> bool:
    """Whether a word stands in a relative clause without the cue: "Lind, who was born in 1960, met Hale"."""
    if word is None or cue is None:
        return False
    clauses = (verb for verb in (word, *word.ancestors) if verb.dep_ == "relcl")
    return any(cue not in (verb, verb.head) and not verb.is_ancestor(cue) for verb in clauses)


def _likeliest(probabilities: Mapping[str, float]) -> str:
    """The name of the greatest probability."""
    return max(probabilities, key=lambda name: probabilities[name])


def _probability_of_sides(sides: Sequence[Referent]) -> float:
    """The probability that the two likeliest sides both take part; half of that of a single one."""
    likeliest = sorted((side.probability for side in sides), reverse=True)[:_SIDES]
    return likeliest[0] * likeliest[1] if len(likeliest) == _SIDES else 0.5 * sum(likeliest)


def _mentions(participants: Iterable[Participant]) -> Iterator[Mention]:
    for participant in participants:
        if participant.actor:
            yield Mention(participant.actor, "meets", participant.span, participant.name)
        if participant.acts_for and participant.acts_for != participant.actor:
            yield Mention(participant.acts_for, "meets", participant.span, participant.name)


__all__ = ["MeetingFinder"]
