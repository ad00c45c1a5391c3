"""Who met whom, where, when, how, and whether they did.

A meeting needs two sides who act: "met the deadline" and "met with criticism" have one. Whether it took place is told
by the tense of the verb and by what governs it: "refused to meet", "is due to meet", "called for talks". "Have met 38
times" is a habit with a count and has no date. "The meeting", later, is a further report of the one that its article
named before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from tracker.dates import PartialDate
from tracker.extract.attributions import find_speaker
from tracker.extract.meeting_status import (
    ARRANGING,
    ENDING,
    HOLDING,
    TAKING_PLACE,
    WITH_A_MEETING,
    is_none,
    is_untold,
    status_of_noun,
    status_of_verb,
)
from tracker.extract.names import STATE_NOUNS
from tracker.extract.people import People
from tracker.extract.roles import ROLES
from tracker.extract.times import Dated, governing_verb, when_of
from tracker.extract.words import CALENDAR
from tracker.lexicon import actors as lexicon
from tracker.parsing import Page
from tracker.records import Meeting, MeetingMode, MeetingStatus, Mention, Participant, Span, Time, When

_MEET, _TALK = {"meet", "confer", "huddle"}, {"speak", "talk", "negotiate"}
_RECEIVE = {"receive", "host", "visit"}
_MEETING_NOUNS = {
    "meeting",
    "talk",
    "talks",
    "summit",
    "negotiation",
    "call",
    "conversation",
    "audience",
    "consultation",
    "dialogue",
    "discussion",
    "lunch",
    "dinner",
}
_PEOPLE_NOUNS = (
    ROLES
    | STATE_NOUNS
    | set(
        "leader man woman people family group community delegation side counterpart team worker student activist "
        "supporter member victim resident farmer elder chief colleague partner ally both".split()
    )
) - set(
    "attack invasion request demand proposal offer plan statement response claim oil gas war sanction threat warning "
    "pressure interest policy stance position aid support export import power influence decision weapon arm missile "
    "drone propaganda national federal state top".split()
)
_LASTING = {"hour", "minute", "day", "time", "week"}  # "met for two hours in Geneva"
_TRAVELLING = set("visit fly travel go come arrive head".split())
_PHONE, _VIDEO = (
    re.compile(r"\b(?:tele)?phone[ds]?\b|\bcalls?\b", re.I),
    re.compile(r"\bvideo|\bvirtual|\bonline\b|\bzoom\b|video-?conferenc", re.I),
)
_IN_PERSON = re.compile(r"\bin[ -]person\b|\bface[ -]to[ -]face\b", re.I)
_TIMES = re.compile(r"\b(\d+|two|three|four|five|six|seven|eight|nine|ten|dozens of|several|many) times\b", re.I)
_NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten".split(), 2)}
_REACH = 20  # meetings that "the meeting" looks back over
_HABITS = re.compile(
    r"\b(?:every|each) (?:year|month|week|day)\b|\bregularly\b|\boften\b|\b(?:annually|monthly|weekly)\b|\bonce a\b",
    re.I,
)


@dataclass(slots=True)
class _Found:
    """A meeting as the parse tells it: the word for it, the clause's verb, and the heads of both sides."""

    cue: Token
    verb: Token
    sides: list[Token]
    status: MeetingStatus
    reason: str


class MeetingFinder:
    """Finds the meetings of one article."""

    def __init__(self, page: Page, times: Iterable[Time], people: People) -> None:
        """Take the page with its times and people."""
        self._page, self._people = page, people
        self._times = Dated(times)

    def find(self) -> list[Meeting]:
        """Return the meetings in text order, each further mention of one as a report of its own."""
        found = [m for f in self._candidates() if (m := self._meeting(f)) is not None]
        found.sort(key=lambda m: m.words.start)
        found += list(self._taken_up(found))
        unique = {m.id: m for m in sorted(found, key=lambda m: (m.words.start, m.words.end))}
        return list(unique.values())

    # ---------------------------------------------------------- candidates

    def _candidates(self) -> Iterator[_Found]:
        for token in self._page.doc:
            lemma = token.lemma_.lower()
            if is_untold(token if token.pos_ == "VERB" else token.head) or is_none(token):
                continue
            if token.pos_ == "VERB" and lemma in _MEET | _TALK | _RECEIVE | {
                "call",
                "discuss",
                "phone",
                "sit",
                "telephone",
            }:
                sides = self._sides_of_verb(token, lemma)
                if sides:
                    status, reason = status_of_verb(token)
                    yield _Found(token, token, sides, status, reason)
            elif token.pos_ in ("NOUN", "PROPN") and lemma in _MEETING_NOUNS:
                sides, verb = self._sides_of_noun(token)
                if sides:
                    status, reason = status_of_noun(token, verb)
                    yield _Found(token, verb, sides, status, reason)

    def _sides_of_verb(self, verb: Token, lemma: str) -> list[Token]:
        subject = find_speaker(verb)
        if subject is None:
            return []
        passive = any(k.dep_ == "nsubjpass" for k in verb.children)
        ours = [k for k in verb.children if k.dep_ == "nsubjpass"] if passive else [subject]
        theirs = [subject] if passive else self._others(verb, lemma)
        if not theirs and (lemma in _MEET or (lemma in _TALK and (_by_wire(verb) or _to_each_other(verb)))):
            return self._several(ours)
        left, right = self._acting(ours), self._acting(theirs)
        return [*left, *right] if left and right else []

    def _others(self, verb: Token, lemma: str) -> list[Token]:
        kids = list(verb.children)
        objects = [k for k in kids if k.dep_ == "dobj" and not any(t.lower_ == "times" for t in k.subtree)]
        with_ = [
            o for k in kids if k.dep_ == "prep" and k.lower_ in ("with", "to") for o in k.children if o.dep_ == "pobj"
        ]
        if lemma in _MEET:
            return [*objects, *(o for o in with_ if o.head.lower_ == "with")]
        words = verb.sent.text
        if lemma in _RECEIVE:
            return [o for o in objects if self._is_person_or_team(o)]
        if lemma == "sit":
            return [o for o in with_ if o.head.lower_ == "with"] if any(k.lower_ == "down" for k in kids) else []
        if lemma in ("phone", "telephone"):
            return objects
        if lemma == "call":
            said_of = any(
                k.dep_ in ("oprd", "ccomp", "acomp", "attr") or (k.dep_ == "xcomp" and k.pos_ != "VERB") for k in kids
            )
            return [] if said_of else [o for o in objects if self._people.person_of(o) is not None]
        if lemma == "discuss":
            return with_
        if lemma in _TALK and (_PHONE.search(words) or _VIDEO.search(words) or lemma == "negotiate"):
            return [o for o in with_ if o.head.lower_ == "with" or lemma == "speak"]
        return []

    def _sides_of_noun(self, noun: Token) -> tuple[list[Token], Token]:
        verb = (
            noun.head
            if noun.dep_ in ("dobj", "nsubjpass", "nsubj") and noun.head.pos_ in ("VERB", "AUX")
            else _clause_verb(noun)
        )
        preps = {k.lower_: [o for o in k.children if o.dep_ == "pobj"] for k in noun.children if k.dep_ == "prep"}
        if noun.head == verb:
            preps |= {
                k.lower_: [o for o in k.children if o.dep_ == "pobj"]
                for k in verb.children
                if k.lower_ in ("with", "between") and k.i > noun.i
            }
        if noun.dep_ == "dobj" and verb.lemma_.lower() not in WITH_A_MEETING:
            return [], verb
        owners = [k for k in noun.children if k.dep_ == "poss"]
        if between := self._several(preps.get("between", [])):
            return (between if len(between) > 1 else []), verb
        with_, of = self._acting(preps.get("with", [])), self._acting(preps.get("of", []))
        ours = self._acting(owners) or of
        if (
            not ours
            and not with_
            and noun.dep_ == "pobj"
            and noun.head.lower_ in ("in", "during", "at", "by", "after", "over")
        ):
            subject = find_speaker(verb) if verb.pos_ in ("VERB", "AUX") else None
            both = self._acting([subject, *_addressed(verb)]) if subject is not None else []
            return (both if len(both) > 1 else []), verb
        if noun.lemma_.lower() == "call" and not with_:
            return [], verb
        if not ours and noun.dep_ == "dobj" and verb.lemma_.lower() in ARRANGING:
            subject = find_speaker(verb)
            ours = self._acting([subject]) if subject is not None else []
        if with_:
            subject = find_speaker(verb) if not ours else None
            return [
                *(ours or (self._acting([subject]) if subject is not None else [])),
                *with_,
            ] if ours or subject is not None else [], verb
        return (ours if len(ours) > 1 else []), verb

    def _acting(self, heads: Iterable[Token]) -> list[Token]:
        """Each of the joined noun phrases that stands for people or an actor."""
        every = [t for head in heads for t in (head, *self._joined(head))]
        return [t for t in dict.fromkeys(every) if self._acts(t)]

    def _several(self, heads: list[Token]) -> list[Token]:
        """The sides of "Putin and Xi met", of "Russian and Ukrainian negotiators met", of "the ministers met"."""
        acting = self._acting(heads)
        if len(acting) > 1:
            return acting
        many = [t for t in acting if t.tag_ in ("NNS", "NNPS") and t.lemma_.lower() in _PEOPLE_NOUNS]
        nations = self._nations(many[0]) if many else []
        return nations if len(nations) > 1 else many

    def _nations(self, head: Token) -> list[Token]:
        """The nationalities joined before one noun, each of which is a side."""
        first = next((k for k in head.children if k.dep_ == "amod" and self._people.name_at(k)), None)
        return [first, *(t for t in first.conjuncts if self._people.name_at(t))] if first is not None else []

    def _joined(self, head: Token) -> list[Token]:
        """What is joined to a side by "and"; after a name with a description the parser joins descriptions only."""
        beside = (k for k in head.children if k.dep_ in ("appos", "compound", "nmod"))
        if self._people.person_at(head) is None and any(self._people.person_at(k) for k in beside):
            return []
        joined = [t for t in head.conjuncts if head.i < t.i]
        if self._people.person_of(head) is not None:  # "Macron of France and Scholz of Germany": joined to France
            joined += [
                t for t in head.subtree if t.dep_ == "conj" and t.head.dep_ == "pobj" and self._people.person_at(t)
            ]
        return joined

    def _acts(self, head: Token) -> bool:
        if head.pos_ == "PRON":
            return self._people.person_of(head) is not None
        if self._is_person_or_team(head):
            return True
        name = self._people.name_at(head)
        return name is not None or (head.pos_ == "PROPN" and head.text not in CALENDAR)

    def _is_person_or_team(self, head: Token) -> bool:
        return self._people.person_of(head) is not None or (head.lemma_.lower() in _PEOPLE_NOUNS)

    # ---------------------------------------------------------- the record

    def _meeting(self, found: _Found) -> Meeting | None:
        participants = list({(p.actor or p.name): p for p in map(self._participant, self._named(found.sides))}.values())
        if len(participants) < 2 and found.sides[0].tag_ not in ("NNS", "NNPS"):
            return None
        clause = _clause(found)
        start = min(clause[0].idx, *(p.span.start for p in participants if p.span.start >= found.cue.sent.start_char))
        end = max(clause[-1].idx + len(clause[-1]), *(p.span.end for p in participants))
        words = self._page.cut(start, end)
        count, habit = _habit(words.words, found)
        status: MeetingStatus = "habitual" if habit else found.status
        when = None if habit else self._when(found)
        if status == "held" and when is not None and self._is_ahead(when):  # "they meet again on Thursday"
            status = "planned"
        place, country = self._place(found, participants, clause)
        return Meeting(
            article_id=self._page.article.id,
            words=words,
            cue=(self._page.cut(found.cue.idx, found.cue.idx + len(found.cue)),),
            status=status,
            mode=_mode(found, words.words, place),
            participants=tuple(participants),
            place=place,
            place_country=country,
            when=when,
            count=count,
            reason=f"“{words.words[habit.start() : habit.end()]}”" if habit else found.reason,
            mentions=tuple(_mentions(participants)),
        )

    def _named(self, sides: list[Token]) -> list[Token]:
        """Of "the foreign ministers, Lavrov and Kuleba," the names alone."""
        people = [t for t in sides if self._people.person_of(t) is not None]
        described = {
            t.i
            for t in sides
            if t not in people
            and t.tag_ in ("NNS", "NNPS")
            and any(p.dep_ in ("appos", "conj", "nsubj") and t.i < p.i for p in people)
            and t.lemma_.lower() in ROLES
        }
        return [t for t in sides if t.i not in described] if len(people) > 1 else sides

    def _participant(self, head: Token) -> Participant:
        acting = self._people.acts_for(head)
        person = self._people.person_of(head)
        tokens = [t for t in head.subtree if not _is_apart(t, head)]
        first, last = tokens[0], tokens[-1]
        if person is not None:
            last = head if head.pos_ == "PRON" else _end_of(self._people, person.key, first, last)
        span = self._page.cut(first.idx, last.idx + len(last))
        name = self._people.name_at(head)
        actor = person.key if person is not None else name.naming.actor if name is not None else None
        if person is None and name is not None and name.naming.how == "demonym":
            plain = f"{span.words} {head.head.text if head.dep_ == 'amod' else head.head.head.text}"
        else:
            plain = person.name if person is not None else _plain_name(span.words)
        return Participant(plain, span, actor, acting[0] if acting is not None else None)

    def _place(
        self, found: _Found, participants: list[Participant], clause: list[Token]
    ) -> tuple[Span | None, str | None]:
        """The first name after "in" or "at" in the clause, else where its people went ("visited Kyiv and met")."""
        at = [token for token in clause if _is_at(token) and not _is_of_other(token, found.cue)]
        named = [k for token in at for k in token.children if k.dep_ == "pobj"]
        for head in (*named, *_destinations(found.verb)):
            if head.pos_ != "PROPN" or self._people.person_at(head) is not None or self._is_time(head):
                continue
            first = next((t for t in head.subtree if t.pos_ == "PROPN"), head)
            span = self._page.cut(first.idx, head.idx + len(head))
            if not any(p.span.start <= span.start < p.span.end and len(p.span.words.split()) < 4 for p in participants):
                return span, self._country(head)
        return None, None

    def _country(self, place: Token) -> str | None:
        """The country that the name of a place is, or is followed by: "Antalya, in Turkey"."""
        for token in place.doc[place.i : place.i + 4]:
            name = self._people.name_at(token)
            if name is not None and lexicon.actor(name.naming.actor).kind == "country":
                return name.naming.actor
            if token != place and token.text not in (",", "in"):
                break
        return None

    def _is_time(self, token: Token) -> bool:
        return token.text in CALENDAR or bool(self._times.within(token.idx, token.idx + 1))

    def _when(self, found: _Found) -> When | None:
        """The date that belongs to the meeting's verb or noun; never one that tells when somebody spoke of it."""
        sentence = found.cue.sent
        dated = self._times.within(sentence.start_char, sentence.end_char)
        own = {found.cue, *(k for k in found.cue.children if k.dep_ == "acl")}  # "a meeting planned for Tuesday"
        if found.cue.pos_ == "VERB" or found.verb.lemma_.lower() in HOLDING | TAKING_PLACE | ENDING:
            own.add(found.verb)
        for time in dated:
            if governing_verb(self._page, time.span) in own:
                return when_of(self._page, time, f"belongs to “{found.cue.text}”")
        near = [t for t in dated if found.cue.idx < t.span.start and not self._verb_between(found.cue, t)]
        if near:
            return when_of(self._page, near[0], f"follows “{found.cue.text}”")
        return None

    def _is_ahead(self, when: When) -> bool:
        """Whether a date lies wholly after the publication."""
        published = PartialDate.parse(self._page.article.published or "")
        date = PartialDate.parse(when.value)
        return published is not None and date is not None and date.first > published.last

    def _verb_between(self, cue: Token, time: Time) -> bool:
        between = (t for t in cue.sent if t.pos_ == "VERB" and cue.i < t.i and t.idx < time.span.start)
        return any(t.lemma_.lower() not in HOLDING for t in between)

    # ---------------------------------------------------------- taken up again

    def _taken_up(self, meetings: list[Meeting]) -> Iterator[Meeting]:
        """ "The meeting took place …": the last one before it, with the same place where one is given."""
        for token in self._page.doc:
            if (
                token.lemma_.lower() not in ("meeting", "summit")
                or token.dep_ not in ("nsubj", "nsubjpass")
                or not _is_the(token)
            ):
                continue
            place = next((o for k in token.children if k.lower_ == "in" for o in k.children if o.pos_ == "PROPN"), None)
            at = bisect_right(meetings, token.idx, key=lambda m: m.words.start)
            near = meetings[max(0, at - _REACH) : at]
            before = [m for m in near if m.words.end <= token.idx and m.status != "habitual"]
            fitting = [m for m in before if place is None or (m.place is not None and m.place.words == place.text)]
            if not fitting:
                continue
            earlier, verb = fitting[-1], token.head
            tokens = [t for t in sorted(verb.subtree, key=lambda t: t.i) if t.dep_ != "mark" or t.head != verb]
            yield Meeting(
                article_id=earlier.article_id,
                words=self._page.cut(tokens[0].idx, _last_word(tokens).idx + len(_last_word(tokens))),
                cue=(self._page.cut(token.idx, token.idx + len(token)),),
                status=earlier.status,
                mode=earlier.mode,
                participants=earlier.participants,
                place=earlier.place,
                place_country=earlier.place_country,
                again=True,
                reason=f"“the {token.text}” is the one named before",
                mentions=(),
            )


# ------------------------------------------------------------------ words and places


def _habit(words: str, found: _Found) -> tuple[int | None, re.Match[str] | None]:
    times = _TIMES.search(words)
    if times is not None and any(k.lower_ in ("have", "has", "had", "'ve") for k in found.verb.children):
        number = times.group(1).lower()
        return (int(number) if number.isdigit() else _NUMBERS.get(number)), times
    return None, _HABITS.search(words) if found.verb.tag_ in ("VBP", "VBZ", "VBN", "VB") else None


def _mode(found: _Found, words: str, place: Span | None) -> MeetingMode:
    beside = " ".join(t.text for t in (found.cue, *found.cue.children, *found.verb.children))
    deeper = " ".join(
        t.text
        for k in (*found.verb.children, *found.cue.children)
        if k.dep_ in ("prep", "agent") and k.lower_ in ("by", "over", "via", "on", "through")
        for t in k.subtree
    )
    if _VIDEO.search(f"{beside} {deeper}"):
        return "video"
    if (
        found.cue.lemma_.lower() in ("phone", "telephone")
        or (found.cue.pos_ == "VERB" and found.cue.lemma_ == "call")
        or _PHONE.search(f"{beside} {deeper}")
    ):
        return "phone"
    if place is not None or _IN_PERSON.search(words) or found.cue.lemma_.lower() in _RECEIVE | {"sit"}:
        return "in_person"
    return "unknown"


def _addressed(verb: Token) -> list[Token]:
    """Whom a verb of saying is said to: "told his counterpart"."""
    if verb.lemma_ not in ("tell", "assure", "warn"):
        return []
    return [k for k in verb.children if k.dep_ in ("dobj", "dative")]


def _by_wire(verb: Token) -> bool:
    """Whether a verb of speaking has its means beside it: "by phone", "on video"."""
    words = " ".join(t.text for k in verb.children if k.dep_ in ("prep", "agent") for t in k.subtree)
    return bool(_PHONE.search(words) or _VIDEO.search(words))


def _to_each_other(verb: Token) -> bool:
    """ "Biden and Xi spoke on Friday": nobody else is spoken to, and nothing is said to be spoken at or for."""
    beside = {k.lower_ for k in verb.children if k.dep_ in ("prep", "dobj", "ccomp", "acomp", "prt")}
    joined = any(c.dep_ == "conj" for k in verb.children if k.dep_ == "nsubj" for c in k.children)
    return beside <= {"on", "about", "during", "after", "before"} and (joined or verb.dep_ == "xcomp")


def _clause(found: _Found) -> list[Token]:
    """The tokens of the meeting's own clause: its verb's, without clauses of saying around it."""
    tokens = sorted(found.verb.subtree, key=lambda t: t.i)
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens.pop()
    while tokens and (tokens[0].is_punct or tokens[0].is_space or tokens[0].dep_ == "mark"):
        tokens.pop(0)
    return tokens or [found.cue]


def _is_at(token: Token) -> bool:
    return token.lower_ in ("in", "at") and token.dep_ == "prep"


def _is_of_other(preposition: Token, cue: Token) -> bool:
    """Of "talked about the war in Ukraine" the war is there, not the talk."""
    noun = preposition.head
    lemma = noun.lemma_.lower()
    return noun.pos_ == "NOUN" and noun != cue and lemma not in _PEOPLE_NOUNS | _MEETING_NOUNS | _LASTING


def _destinations(verb: Token) -> list[Token]:
    """Where the people of a verb went, when it hangs on a verb of travelling."""
    going = verb.head
    if verb.dep_ not in ("conj", "xcomp", "advcl") or going.lemma_.lower() not in _TRAVELLING:
        return []
    towards = [o for k in going.children if k.dep_ == "prep" and k.lower_ in ("to", "in") for o in k.children]
    return [*(k for k in going.children if k.dep_ == "dobj" and going.lemma_ == "visit"), *towards]


def _clause_verb(noun: Token) -> Token:
    return next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), noun)


def _is_apart(token: Token, head: Token) -> bool:
    """Of a participant's phrase: the others joined to it, and what only describes it at length."""
    chain = [token, *token.ancestors]
    return any(
        t.head == head and t.dep_ in ("conj", "cc", "relcl", "acl", "punct", "preconj", "prep") and not _belongs(t)
        for t in chain
        if head.is_ancestor(t)
    )


def _belongs(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ in ("of", "for", "from")


def _end_of(people: People, key: str, first: Token, last: Token) -> Token:
    """The end of a person's name where the parser hangs a description behind it without a comma."""
    doc = first.doc
    named = [i for i in range(first.i, last.i + 1) if (p := people.person_at(doc[i])) is not None and p.key == key]
    return doc[named[-1]] if named else last


def _plain_name(words: str) -> str:
    words = re.sub(r"['’]s?$", "", words.strip())
    plain = re.sub(r"^(?:the|a|an|his|her|their|its|some|several)\s+", "", " ".join(words.split()), flags=re.I)
    return plain or words


def _last_word(tokens: list[Token]) -> Token:
    return next((t for t in reversed(tokens) if not t.is_punct and not t.is_space), tokens[-1])


def _is_the(noun: Token) -> bool:
    return any(k.lower_ in ("the", "this", "that") and k.dep_ == "det" for k in noun.children)


def _mentions(participants: Iterable[Participant]) -> Iterator[Mention]:
    for participant in participants:
        if participant.actor:
            yield Mention(participant.actor, "meets", participant.span, participant.name)
        if participant.acts_for and participant.acts_for != participant.actor:
            yield Mention(participant.acts_for, "meets", participant.span, participant.name)
