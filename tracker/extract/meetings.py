"""Who met whom, where, when, how, and whether they did.

A meeting needs two sides who act: "met the deadline" and "met with criticism" have one. Whether it took place is told
by the tense of the verb and by what governs it: "refused to meet", "is due to meet", "called for talks". "Have met 38
times" is a habit with a count and has no date. "The meeting ended on Friday", later, is a further report of the one
that its article named before.

To read in this order: `meeting_words`, `meeting_sides` (who may meet), `meeting_verbs` and `meeting_nouns` (who meets),
`attendance` (who they are), `meeting_status`, `meeting_details` (where, when, how, about what), and here the records.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from tracker.extract.attendance import Attendance
from tracker.extract.meeting_details import Details, Found, Marks, habit_of, mode_of
from tracker.extract.meeting_nouns import MeetingNouns, is_indefinite, outermost, verb_over
from tracker.extract.meeting_sides import Sides
from tracker.extract.meeting_status import is_postponed, status_of
from tracker.extract.meeting_verbs import MeetingVerbs
from tracker.extract.meeting_words import ENDING, MEALS, NOUNS, VERBS
from tracker.extract.people import People
from tracker.parsing import Page
from tracker.records import Meeting, MeetingStatus, Mention, Participant, Statement, Time

_REACH = 20  # meetings that "the meeting" looks back over
_TAKEN_UP = NOUNS - MEALS - {"trip", "visit", "audience", "round", "session", "dialogue"}
# What tells something of a meeting itself, not of what came of it or was said there.
_TELLING = ENDING | set(
    "take occur happen begin start open resume hold schedule plan cancel postpone delay scrap focus reschedule go "
    "adjourn convene".split()
)
_FOLLOWED_BY = {
    "take": {"place"},
    "go": {"ahead", "on"},
    "break": {"up", "off", "down"},
    "run": {"over", "for", "until"},
}


class MeetingFinder:
    """Finds the meetings of one article."""

    def __init__(self, page: Page, times: Iterable[Time], people: People, statements: Sequence[Statement] = ()) -> None:
        """Take the page with its times, its people, and who says what."""
        self._page = page
        self._sides = Sides(people)
        self._verbs = MeetingVerbs(people, self._sides)
        self._nouns = MeetingNouns(people, self._sides, self._verbs)
        self._attendance = Attendance(page, people, statements)
        self._details = Details(page, times, people)

    def find(self) -> list[Meeting]:
        """Return the meetings in text order, each further mention of one as a report of its own."""
        found: list[Meeting] = []
        for candidate in self._candidates():
            meeting = self._meeting(candidate, found)
            if meeting is not None and not self._takes_up(candidate, meeting, found):
                found.append(meeting)
        found.sort(key=lambda m: m.words.start)
        found += list(self._taken_up(found))
        unique = {m.id: m for m in sorted(found, key=lambda m: (m.words.start, m.words.end))}
        return list(unique.values())

    def _takes_up(self, found: Found, meeting: Meeting, told: Sequence[Meeting]) -> bool:
        """Whether "Saturday's talks", "the presidents' meeting" mean one told before, whose people are named."""
        if found.cue.pos_ == "VERB" or any(p.actor for p in meeting.participants):
            return False
        marks = self._details.marks(found.cue)
        return marks.identify and self._last_before(found.cue, list(told), marks) is not None

    # ---------------------------------------------------------- candidates

    def _candidates(self) -> Iterator[Found]:
        for token in self._page.doc:
            lemma = token.lemma_.lower()
            if token.pos_ == "VERB" and lemma in VERBS and not _is_noun(token, NOUNS):
                top, verb, sides = token, token, self._verbs.of_verb(token)
            elif _is_noun(token, NOUNS):
                top = outermost(token)
                verb, sides = verb_over(top), self._nouns.of_noun(token)
            else:
                continue
            told = status_of(token, top, verb) if sides and not self._sides.is_contest(token, sides) else None
            if told is not None:
                yield Found(token, top, verb, sides, *told)

    # ---------------------------------------------------------- the record

    def _meeting(self, found: Found, told: Sequence[Meeting]) -> Meeting | None:
        participants = self._attendance.of(found.sides, told)
        if not participants or (len(participants) < 2 and not _is_many(found.sides[0])):
            return None
        clause = _clause(found)
        start, end = clause[0].idx, clause[-1].idx + len(clause[-1])
        if not found.is_apart:
            start = min(start, *(p.span.start for p in participants if p.span.start >= found.cue.sent.start_char))
            end = max(end, *(p.span.end for p in participants))
        words = self._page.cut(start, end)
        habit = habit_of(found) if found.status == "held" else None
        place, country = self._details.place(found, participants, clause)
        mode = mode_of(found, words.words, place)
        status: MeetingStatus = "habitual" if habit else found.status
        when, old = (None, None) if habit else self._details.when(found)
        if status == "held" and when is not None and self._details.is_ahead(when):  # "they meet again on Thursday"
            status = "planned"
        around = self._attendance.statement_around(found.cue.idx)
        return Meeting(
            article_id=self._page.article.id,
            words=words,
            cue=(self._page.cut(found.cue.idx, found.cue.idx + len(found.cue)),),
            status=status,
            mode=mode,
            participants=tuple(participants),
            place=place if mode not in ("phone", "video", "written") else None,
            place_country=country if mode not in ("phone", "video", "written") else None,
            when=when,
            old=old,
            topics=self._details.topics(found, participants),
            count=habit[0] if habit else None,
            statement=around.id if around is not None else None,
            reason=f"“{habit[1]}”" if habit else found.reason,
            mentions=tuple(_mentions(participants)),
        )

    # ---------------------------------------------------------- taken up again

    def _taken_up(self, meetings: list[Meeting]) -> Iterator[Meeting]:
        """ "The meeting took place …", "the Rome meeting": the last one before it that fits the words."""
        known = {m.cue[0].start for m in meetings}
        for token in self._page.doc:
            if not _is_noun(token, _TAKEN_UP) or token.idx in known or token.dep_ in ("compound", "nmod"):
                continue
            marks = self._details.marks(token)
            if not marks.identify and not _tells_of_itself(token):
                continue
            earlier = self._last_before(token, meetings, marks)
            verb = verb_over(token)
            told = status_of(token, token, verb) if earlier is not None else None
            if earlier is not None and told is not None:
                yield self._again(Found(token, token, verb, [], *told), earlier)

    def _again(self, found: Found, earlier: Meeting) -> Meeting:
        token, participants = found.cue, list(earlier.participants)
        telling = _tells_of_itself(token) or found.status in ("cancelled", "refused")
        is_subject = token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX")
        tokens = [t for t in _clause(found) if is_subject or token.is_ancestor(t) or t == token]
        place, country = self._details.place(found, participants, tokens)
        when, old = self._details.when(found)
        is_ahead = when is not None and found.status == "held" and self._details.is_ahead(when)
        around = self._attendance.statement_around(token.idx)
        return Meeting(
            article_id=earlier.article_id,
            words=self._page.cut(tokens[0].idx, _last_word(tokens).idx + len(_last_word(tokens))),
            cue=(self._page.cut(token.idx, token.idx + len(token)),),
            status="planned" if is_ahead else found.status if telling else earlier.status,
            mode=earlier.mode,
            participants=earlier.participants,
            place=place or earlier.place,
            place_country=country if place else earlier.place_country,
            when=when,
            old=old,
            topics=self._details.topics(found, participants) if is_subject else (),
            again=earlier.id,
            statement=around.id if around is not None else None,
            reason=f"“{token.text}” is the one named before; {found.reason}",
            mentions=(),
        )

    def _last_before(self, token: Token, meetings: list[Meeting], marks: Marks) -> Meeting | None:
        """The last meeting told before that a phrase may mean by what marks it: its place, day, means, number."""
        at = bisect_right(meetings, token.idx, key=lambda m: m.words.start)
        before = [m for m in meetings[max(0, at - _REACH) : at] if m.cue[0].end <= token.idx and m.status != "habitual"]
        sure = next((m for m in reversed(before) if marks.fit(m)), None)
        if sure is not None or not _tells_of_itself(token):
            return sure
        return next((m for m in reversed(before) if m.place is None and replace(marks, place=None).fit(m)), None)


# ------------------------------------------------------------------ words and places


def _is_noun(token: Token, nouns: set[str]) -> bool:
    """Whether a token is one of these nouns, or the "meeting" of "their Oslo meeting", tagged as a verb."""
    if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in nouns:
        return True
    return token.lower_ == "meeting" and token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass")


def _is_many(head: Token) -> bool:
    return head.tag_ in ("NNS", "NNPS") or head.pos_ in ("PROPN", "NOUN")


def _tells_of_itself(noun: Token) -> bool:
    """ "The meeting lasted an hour", "no such meeting took place": not "the meeting produced a headline"."""
    verb = noun.head
    known = not is_indefinite(noun) or any(k.lower_ == "such" for k in noun.children)
    if noun.dep_ not in ("nsubj", "nsubjpass") or not known:
        return False
    if verb.lemma_ == "be":  # "the meeting will be the first"
        return any(k.dep_ == "attr" and k.lemma_ in ("first", "second", "last", "third") for k in verb.children)
    if verb.pos_ != "VERB":
        return False
    if verb.lemma_ not in _TELLING and not is_postponed(verb):
        return verb.lemma_ == "call" and any(k.lower_ == "off" for k in verb.children)
    needed = _FOLLOWED_BY.get(verb.lemma_)
    return needed is None or any(k.lower_ in needed for k in verb.children)


def _clause(found: Found) -> list[Token]:
    """The tokens of the meeting's own clause: its verb's, without clauses of saying around it."""
    tokens = sorted((found.top.head if found.is_apart else found.verb).subtree, key=lambda t: t.i)
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens.pop()
    while tokens and (tokens[0].is_punct or tokens[0].is_space or tokens[0].dep_ == "mark"):
        tokens.pop(0)
    return tokens or [found.cue]


def _last_word(tokens: list[Token]) -> Token:
    return next((t for t in reversed(tokens) if not t.is_punct and not t.is_space), tokens[-1])


def _mentions(participants: Iterable[Participant]) -> Iterator[Mention]:
    for participant in participants:
        if participant.actor:
            yield Mention(participant.actor, "meets", participant.span, participant.name)
        if participant.acts_for and participant.acts_for != participant.actor:
            yield Mention(participant.acts_for, "meets", participant.span, participant.name)
