"""Where, when and how people met, and about what: the details that a meeting's own clause tells of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from tracker.dates import PartialDate
from tracker.extract.meeting_status import is_postponed
from tracker.extract.meeting_verbs import by_wire
from tracker.extract.meeting_words import (
    CALENDAR_UNITS,
    ENDING,
    HOLDING,
    LETTERS,
    MEALS,
    NOUNS,
    PEOPLE,
    RECEIVE,
    TAKING_PLACE,
)
from tracker.extract.people import People
from tracker.extract.times import Dated, governing_verb, when_of
from tracker.extract.words import CALENDAR
from tracker.lexicon import actors as lexicon
from tracker.lexicon.places import country_of
from tracker.parsing import Page
from tracker.records import Meeting, MeetingMode, MeetingStatus, Participant, Span, Time, When

_PHONE = re.compile(r"\b(?:tele)?phone[ds]?\b|\bcalls?\b|\bhotline\b", re.I)
_VIDEO = re.compile(r"\bvideo|\bvirtual|\bonline\b|\bzoom\b|\bskype\b|\bremotely\b", re.I)
_WRITTEN = re.compile(r"\b(?:by|in) (?:letter|writing|email|e-mail|correspondence)\b", re.I)
_IN_PERSON = re.compile(r"\bin[ -]person\b|\bface[ -]to[ -]face\b|\btete-a-tete\b", re.I)
_BY_WIRE = {"by", "over", "via", "on", "through", "in", "during"}
_MEETING_IN_PERSON = {"meet", "sit", "see", "gather", "convene", "invite", "summon", "huddle"} | RECEIVE
_WHERE = {"in", "at", "near", "outside", "inside"}
_WHITHER = {"welcome", "invite", "receive", "host", "summon"}
_TRAVELLING = set("visit fly travel go come arrive head return journey".split())
_TRIPS = {"trip", "visit", "journey", "tour", "flight"}
_BOUNDING = {"before", "until", "till", "since", "by", "than", "after"}
_MEANS = {"phone": "phone", "telephone": "phone", "video": "video", "virtual": "video", "online": "video"}
_NUMBERED = {"trilateral": 3, "three-way": 3, "two": 2, "bilateral": 2, "three": 3, "two-way": 2}
_JOINING = {"to", "until", "through", "and", "till", "-", "–", "to the"}
_PUT = set("schedule plan set due slate fix book expect pencil".split())

_PART_OF_DAY = re.compile(r"T(?:MO|MI|AF|EV|NI|DT)$")
_ANAPHORIC = re.compile(r"\b(?:the|that|same) (?:same )?(?:day|morning|evening|night|afternoon)\b", re.I)
_COUNTED = re.compile(
    r"\b(?:(?:more than|at least|about|nearly|over|some) )?(a dozen|\d+|[a-z]+|dozens of|scores of) times\b|\b(twice)\b"
    r"|\b(\d+|[a-z]+) (?:rounds|sessions|meetings|summits|calls)\b",
    re.I,
)
_NUMBERS = (
    {
        word: number
        for number, word in enumerate(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen twenty".split(),
            2,
        )
    }
    | {"twice": 2, "a dozen": 12}
    | {word: 10 * n for n, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
)
_MANY = {"dozens of", "scores of", "several", "many", "numerous", "countless", "multiple", "various", "few"}
_HABITS = re.compile(
    r"\b(?:every|each) (?:other )?(?:\w+ )?(?:year|month|week|day|quarter|spring|summer|autumn|fall|winter|january"
    r"|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|easter|christmas|ramadan|season|decade|weekend|morning|night)s?\b|\bregularly\b|\boften\b|\btraditionally\b|\broutinely\b|\busually\b|\bfrequently\b"
    r"|\b(?:annually|monthly|weekly|quarterly|yearly)\b|\bonce (?:a|every)\b|\btwice a\b",
    re.I,
)


@dataclass(slots=True)
class Found:
    """A meeting as the parse has it: the word for it, what measures that, its clause's verb, the heads of its sides."""

    cue: Token
    top: Token
    verb: Token
    sides: list[Token]
    status: MeetingStatus
    reason: str

    @property
    def is_apart(self) -> bool:
        """Whether its clause tells of something else: "after their meeting in Vienna, she said"."""
        apart = {"after", "before", "since", "following", "ahead"}
        return self.cue is not self.verb and self.top.dep_ == "pobj" and self.top.head.lower_ in apart


@dataclass(frozen=True, slots=True)
class Marks:
    """What a phrase for a meeting named before tells of it: "the Rome meeting", "Saturday's talks", "the late call".

    `identify` says that it is known by that, whatever is told of it then.
    """

    identify: bool
    place: str | None = None
    date: PartialDate | None = None
    modes: frozenset[str] = frozenset()
    number: int | None = None
    roles: frozenset[str] = frozenset()

    def fit(self, meeting: Meeting) -> bool:
        """Return whether a meeting may be the one meant."""
        when = PartialDate.parse(meeting.when.value) if meeting.when else None
        return (
            (self.place is None or (meeting.place is not None and self.place in meeting.place.words))
            and (self.date is None or (when is not None and when.overlaps(self.date)))
            and (not self.modes or meeting.mode in self.modes)
            and (self.number is None or len(meeting.participants) == self.number)
            and (not self.roles or any(set((p.role or "").split()) & self.roles for p in meeting.participants))
        )


# ------------------------------------------------------------------ how


def mode_of(found: Found, words: str, place: Span | None) -> MeetingMode:
    """Return how they met, by the words: a meal, a visit and the verb "meet" are in person, "talks" alone unknown."""
    cue, lemma = found.cue, found.cue.lemma_.lower()
    kids = (*cue.children, *found.top.children, *(found.verb.children if found.verb is not cue else ()))
    beside = " ".join(t.text for t in (cue, *kids))
    deeper = " ".join(t.text for k in kids if k.dep_ in ("prep", "agent") and k.lower_ in _BY_WIRE for t in _near(k))
    told = f"{beside} {deeper}"
    if _VIDEO.search(told):
        return "video"
    if lemma == "exchange" or lemma in LETTERS or _WRITTEN.search(words):
        return "written"
    if lemma in ("phone", "telephone", "ring", "call") or (
        _PHONE.search(told) and (by_wire(found.verb) or cue.pos_ == "NOUN")
    ):
        return "phone"
    if place is not None or _IN_PERSON.search(words):
        return "in_person"
    if lemma in _MEETING_IN_PERSON or lemma in MEALS | {"audience", "visit", "trip"}:
        return "in_person"
    return "in_person" if lemma in ("come", "stand") else "unknown"


def _is_beside(token: Token, verb: Token) -> bool:
    """Whether a word belongs to the verb itself, not to a clause below it or joined to it."""
    clauses = ("relcl", "acl", "ccomp", "xcomp", "advcl", "conj")
    return not any(
        t.dep_ in clauses and t.pos_ in ("VERB", "AUX") for t in (token, *token.ancestors) if verb.is_ancestor(t)
    )


def _near(preposition: Token) -> Iterator[Token]:
    """The words of a prepositional phrase without clauses in it."""
    for token in preposition.subtree:
        if not any(
            t.dep_ in ("relcl", "acl", "ccomp") for t in (token, *token.ancestors) if preposition.is_ancestor(t)
        ):
            yield token


def habit_of(found: Found) -> tuple[int | None, str] | None:
    """Return the count, where told, and the words of a habit: "have met 38 times", "meet every year"; else None."""
    words = " ".join(t.text for t in found.verb.subtree if t == found.verb or _is_beside(t, found.verb))
    own = {k.lower_ for k in found.verb.children if k.dep_ == "aux"}
    if own & {"will", "would", "could", "may", "might", "should", "to", "can"}:
        return None
    perfect = bool(own & {"have", "has", "had", "'ve"})
    for counted in _COUNTED.finditer(words):
        number = next(g for g in counted.groups() if g).lower()
        value = int(number) if number.isdigit() else _NUMBERS.get(number)
        times = counted.group(3) is None
        if not times and (value is None or value == 2):  # "has held two meetings", "several meetings": no habit
            continue
        if (value is not None or number in _MANY) and (times or perfect) and (perfect or found.verb.tag_ == "VBD"):
            return value, counted.group()
    usual = _HABITS.search(words)
    past = found.verb.tag_ == "VBD" and not re.search(
        r"(?:year|month|week|quarter)ly|annually", usual.group() if usual else ""
    )
    if usual is not None and (found.verb.tag_ in ("VBP", "VBZ", "VB") or perfect or past):
        return None, usual.group()
    return None


# ------------------------------------------------------------------ where, when, about what


class Details:
    """Where and when the meetings of one article were, and what they were about."""

    def __init__(self, page: Page, times: Iterable[Time], people: People) -> None:
        """Take the page with its times and people."""
        self._page, self._people = page, people
        self._times = Dated(times)

    def place(
        self, found: Found, participants: list[Participant], clause: list[Token]
    ) -> tuple[Span | None, str | None]:
        """Return where they met and its country: "the Rome meeting", "in Rome", where they had gone; a town if any."""
        spans = [(self._span(head), head) for head in self._named_places(found, clause)]
        fitting = [
            (span, self._country(head))
            for span, head in spans
            if not any(p.span.start <= span.start < p.span.end and len(p.span.words.split()) < 4 for p in participants)
        ]
        towns = [one for one, (_, head) in zip(fitting, spans, strict=False) if self._is_town(one[0].words)]
        return next(iter([*towns, *fitting]), (None, None))

    def _named_places(self, found: Found, clause: list[Token]) -> Iterator[Token]:
        for head in self._places_before(found.cue):
            yield head
        whither = _WHITHER if found.cue.pos_ == "VERB" else set()
        own = [] if found.cue is found.verb else sorted(found.top.subtree, key=lambda t: t.i)
        for token in (*own, *(() if found.is_apart and own else clause)):
            to = token.lower_ == "to" and token.head == found.cue and found.cue.lemma_ in whither | _TRIPS
            of_other = _is_of_other(token, found.cue) and self._people.person_at(token.head) is None
            if token.dep_ == "prep" and (token.lower_ in _WHERE or to) and not of_other:
                for head in (k for k in token.children if k.dep_ == "pobj"):
                    yield from self._places_at(head)
        for head in _destinations(found.verb):
            yield from self._places_at(head)

    def _places_at(self, head: Token) -> Iterator[Token]:
        """The name after "in": "Geneva", "the Swiss city of Geneva", "the Bali conference"."""
        if head.pos_ != "PROPN":
            of = [o for k in head.children if k.lower_ == "of" for o in k.children if o.pos_ == "PROPN"]
            before = [k for k in head.children if k.dep_ in ("compound", "nmod", "amod") and self._is_town(k.text)]
            heads = of if head.lemma_ in ("city", "town", "village", "port", "resort", "capital", "island") else before
        else:
            heads = [head]
        for name in heads:
            person = self._people.person_at(name)
            if (person is None and not self._is_time(name) and not name.text.isupper() | (len(name.text) == 1)) or (
                person is None and not self._is_time(name) and self._people.name_at(name) is not None
            ):
                yield name

    def _places_before(self, noun: Token) -> Iterator[Token]:
        """ "The Rome meeting", "their Zagreb summit", "the White House meeting"."""
        if noun.pos_ == "VERB":
            return
        for kid in noun.children:
            if kid.dep_ in ("compound", "nmod") and kid.i < noun.i and kid.pos_ == "PROPN":
                name = self._people.name_at(kid)
                building = name is not None and name.naming.how in ("seat", "institution") and noun.lemma_ != "talk"
                if self._is_town(self._span(kid).words) or (building and not self._is_joined(kid)):
                    yield kid

    @staticmethod
    def _is_joined(token: Token) -> bool:
        near = [token.doc[i].text for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
        return any(word in ("-", "–", "/") for word in near)

    def _span(self, head: Token) -> Span:
        first = next((t for t in head.subtree if t.pos_ == "PROPN" and t.i <= head.i and _is_run(t, head)), head)
        last = head
        while last.i + 1 < len(head.doc) and last.nbor().dep_ == "flat":
            last = last.nbor()
        return self._page.cut(first.idx, last.idx + len(last))

    def _is_town(self, words: str) -> bool:
        if country_of(words) is not None:
            return True
        count, namings = lexicon.longest_name(words.split(), 0)
        return count == len(words.split()) and any(n.how == "seat" for n in namings) and "House" not in words

    def _country(self, place: Token) -> str | None:
        """The country that a place is, lies in by the lexicon, or is followed by: "Antalya, in Turkey"."""
        listed = country_of(self._span(place).words)
        if listed is not None:
            return listed
        for token in place.doc[place.i : place.i + 4]:
            name = self._people.name_at(token)
            if name is not None:
                actor = lexicon.actor(name.naming.actor)
                return actor.key if actor.kind == "country" else actor.acts_for if token == place else None
            if token != place and token.text not in (",", "in"):
                break
        _, namings = lexicon.longest_name([t.text for t in place.doc[place.i : place.i + 3]], 0)
        return next((n.actor for n in namings if lexicon.actor(n.actor).kind == "country"), None)

    def _is_time(self, token: Token) -> bool:
        return token.text in CALENDAR or bool(self._times.within(token.idx, token.idx + 1))

    def marks(self, noun: Token) -> Marks:
        """Return what a phrase for a meeting tells of the one it means."""
        kids = {k.lower_: k for k in noun.children}
        before = next(self._places_before(noun), None)
        within = [o for k in noun.children if k.lower_ == "in" for o in k.children if o.pos_ == "PROPN"]
        place = before if before is not None else next((o for o in within if not self._is_time(o)), None)
        owner = next((k for k in noun.children if k.dep_ == "poss"), None)
        days = self._times.within(owner.left_edge.idx, owner.idx + len(owner)) if owner is not None else []
        modes = {mode for word, mode in _MEANS.items() if word in kids}
        if noun.lemma_ == "call" and not modes and not {"to", "for"} & kids.keys():
            modes = {"phone", "video"}
        two = [o.lower_ for k in noun.children if k.lower_ == "of" for o in k.children]
        number = next((_NUMBERED[word] for word in (*kids, *two) if word in _NUMBERED), None)
        roles = {owner.lemma_.lower()} if owner is not None and owner.tag_ == "NNS" and not days else set()
        known = "the" in kids or owner is not None
        firm = known and bool(place is not None or days or modes or number or roles)
        return Marks(
            identify=firm or any(word in kids for word in ("that", "this")),
            place=self._span(place).words if place is not None else None,
            date=PartialDate.parse(days[0].date or "") if days else None,
            modes=frozenset(modes),
            number=number,
            roles=frozenset(roles),
        )

    # ---------------------------------------------------------- when

    def when(self, found: Found) -> tuple[When | None, When | None]:
        """Return the meeting's date and, where it was put off, the date that it had; never one of who spoke of it."""
        sentence = found.cue.sent
        dated = self._times.within(sentence.start_char, sentence.end_char)
        putting_off = _putting_off(found)
        if putting_off is not None:
            return self._put_off(found, putting_off, dated)
        return self._own_date(found, dated), self._first_set_for(found, dated)

    def _first_set_for(self, found: Found, dated: list[Time]) -> When | None:
        """The date of "a meeting first announced for June 12, will now take place on June 19"."""
        own = self._own_date(found, dated)
        told = {k for word in (found.cue, found.top) for k in word.children if k.dep_ in ("acl", "relcl")}
        before = [t for t in dated if governing_verb(self._page, t.span) in told and self._word_before(t) == "for"]
        late = found.verb.lemma_ in HOLDING | TAKING_PLACE and any(
            k.lower_ in ("now", "instead") for k in found.verb.children
        )
        if not before or not late or own is None or before[0].date == own.value:
            return None
        return when_of(self._page, before[0], f"is that of “{found.cue.text}” before it was put off")

    def _own_date(self, found: Found, dated: list[Time]) -> When | None:
        own = self._own_words(found)
        governed = sorted(dated, key=lambda t: governing_verb(self._page, t.span) not in (found.cue, found.top))
        clause = next((t for t in (found.verb, *found.verb.ancestors) if t.dep_ == "relcl"), found.verb)
        for time in (
            dated if clause.head.lemma_ in _TRIPS else ()
        ):  # "scrapped a trip next week in which he was to see him"
            if clause.head.idx < time.span.start < found.cue.idx:
                return self._range(time, dated, found, f"is that of “{clause.head.text}”")
        for time in governed:
            word = governing_verb(self._page, time.span)
            if word in own and not self._is_bound(time) and (own[word] != "for" or self._word_before(time) == "for"):
                return self._range(time, dated, found, f"belongs to “{found.cue.text}”")
        for time in dated:
            if found.cue.idx < time.span.start and not self._verb_between(found.cue, time) and not self._is_bound(time):
                word = governing_verb(self._page, time.span)
                foreign = word is not None and word.pos_ in ("VERB", "AUX") and word not in own
                of_act = found.status in ("refused", "cancelled", "proposed") and foreign
                when = self._range(time, dated, found, f"follows “{found.cue.text}”")
                return when if not of_act or self.is_ahead(when) else None
        return None

    def _own_words(self, found: Found) -> dict[Token, str]:
        """The words whose dates are the meeting's; those of "scheduled" only after "for"."""
        own = {found.cue: "", found.top: ""}
        if found.cue.lemma_ in ("invite",):
            own = {}
        for word in (found.cue, found.top):
            told = [k for k in word.children if k.dep_ in ("acl", "relcl", "advcl")]
            told += [k for clause in told if clause.lemma_ == "be" for k in clause.children if k.dep_ == "xcomp"]
            own |= {k: "" for k in told if k.lemma_.lower() in _PUT | HOLDING | {"open"}}
        lemma = found.verb.lemma_.lower()
        if (
            found.cue.pos_ == "VERB"
            or lemma in HOLDING | TAKING_PLACE | ENDING
            or (found.top.dep_ == "nsubj" and found.status == "held" and found.verb.pos_ == "VERB")
        ):
            own[found.verb] = ""
        elif lemma in _PUT:
            own[found.verb] = "for"
        if found.verb.head.lemma_ in ("due", "schedule", "expect", "set", "plan") and found.verb.dep_ == "xcomp":
            own[found.verb.head] = ""
        if found.verb.dep_ == "advcl" and found.verb.head.lemma_ == "visit":
            own[found.verb.head] = ""
        own |= {t: "" for t in found.verb.ancestors if t.lemma_ in _TRIPS and found.verb.dep_ == "relcl"}
        return own

    def _put_off(self, found: Found, verb: Token, dated: list[Time]) -> tuple[When | None, When | None]:
        new = old = None
        for time in dated:
            before = self._word_before(time)
            governed = governing_verb(self._page, time.span)
            of_noun = governed in (found.cue, found.top) or (governed is not None and found.cue.is_ancestor(governed))
            if before in ("to", "until", "till") or (before == "for" and governed == verb):
                new = new or self._dated(time, f"stands after “{verb.text} {before}”", lies_ahead=True)
            elif before == "from" or of_noun:
                reason = f"is that of “{found.cue.text}” before it was put off"
                old = old or self._dated(time, reason, lies_ahead=True)
        return new, old

    def _range(self, time: Time, dated: list[Time], found: Found, belongs: str) -> When:
        """The date, or both ends: "from March 5 to March 7", "on Monday and Tuesday"."""
        text = self._page.article.text
        after = next((t for t in dated if t.span.start >= time.span.end), None)
        if after is not None and text[time.span.end : after.span.start].strip(" ,").lower() in _JOINING:
            first, last = (PartialDate.parse(t.date or "") for t in (time, after))
            if first is not None and last is not None and first.first == first.last < last.first == last.last:
                span = self._page.cut(time.span.start, after.span.end)
                value = f"{first.first.isoformat()}/{last.last.isoformat()}"
                return When(value, span, f"“{span.words}” {belongs}; {time.rule}")
        was = any(
            k.lower_ in ("had", "was", "were") for t in (found.verb, *found.verb.ancestors) for k in (t, *t.children)
        )
        return self._dated(time, belongs, lies_ahead=found.status in ("planned", "proposed") and not was)

    def _dated(self, time: Time, belongs: str, *, lies_ahead: bool = False) -> When:
        """The date to the day; of what lies ahead the next such month or weekday, where the words name no other."""
        when = when_of(self._page, time, belongs)
        value = _PART_OF_DAY.sub("", when.value)
        if _ANAPHORIC.search(f"{self._word_before(time)} {time.span.words}".lower()):
            value = self._anaphoric(time) or value
        published = PartialDate.parse(self._page.article.published or "")
        date = PartialDate.parse(value)
        bare = time.span.words.removeprefix("next ")
        if (
            lies_ahead
            and date is not None
            and published is not None
            and date.last < published.first
            and bare in CALENDAR
        ):
            later = (
                date.first + dt.timedelta(days=7) if len(value) == 10 else date.first.replace(year=date.first.year + 1)
            )
            value = later.isoformat()[: len(value)]
        return When(value, when.span, when.reason)

    def _word_before(self, time: Time) -> str:
        before = self._page.article.text[: time.span.start].split()
        return before[-1].lower() if before else ""

    def _is_bound(self, time: Time) -> bool:
        return self._word_before(time) in _BOUNDING and time.anchor is None

    def _verb_between(self, cue: Token, time: Time) -> bool:
        between = (
            t
            for t in cue.sent
            if t.pos_ in ("VERB", "AUX")
            and t.dep_ not in ("aux", "auxpass")
            and cue.i < t.i
            and t.idx < time.span.start
        )
        return any(t.lemma_.lower() not in HOLDING | _PUT for t in between)

    def _anaphoric(self, time: Time) -> str | None:
        """The day that "that morning" or "earlier in the day" means: the last one that the article named before."""
        before = self._times.within(0, time.span.start)
        days = [
            t.date
            for t in before
            if t.date and len(_PART_OF_DAY.sub("", t.date)) == 10 and not _ANAPHORIC.search(t.span.words)
        ]
        return _PART_OF_DAY.sub("", days[-1]) if days else None

    def is_ahead(self, when: When) -> bool:
        """Return whether a date lies wholly after the publication."""
        published = PartialDate.parse(self._page.article.published or "")
        date = PartialDate.parse(when.value)
        return published is not None and date is not None and date.first > published.last

    # ---------------------------------------------------------- about what

    def topics(self, found: Found, participants: list[Participant]) -> tuple[Span, ...]:
        """Return what they met about: after "to discuss", "on", "over", "about"; what "and" joins is apart."""
        heads = [
            head for word in dict.fromkeys((found.cue, found.top, found.verb)) for head in _topic_heads(word, found)
        ]
        taken = [p.span for p in participants]
        several = (
            t for head in heads for t in (head, *head.conjuncts) if t.dep_ in ("pobj", "dobj", "conj") or t == head
        )
        spans = [self._phrase(t) for t in dict.fromkeys(several) if t.lower_ not in _NO_TOPICS and t.pos_ != "PRON"]
        spans = [span for span in spans if not self._times.within(span.start, span.end)]
        return tuple(s for s in dict.fromkeys(spans) if not any(s.start < t.end and t.start < s.end for t in taken))

    def _phrase(self, head: Token) -> Span:
        apart = ("conj", "cc", "punct", "appos", "relcl", "preconj")
        tokens = [
            t for t in head.subtree
            if not any(a.dep_ in apart and head.is_ancestor(a) and a.head == head for a in (t, *t.ancestors))
            or _is_inside_word(t)
        ]  # fmt: skip
        run = [t for t in tokens if t.i <= head.i or all(u in tokens for u in head.doc[head.i : t.i])]
        last = run[-1]
        after = last.nbor() if last.i + 1 < len(last.doc) else last  # "discuss the war in the east": hung on the verb
        if after.lower_ == "in" and after.head == head.head and after.dep_ == "prep":
            rest = list(after.subtree)
            if rest[-1].pos_ == "NOUN" and not any(self._is_time(t) for t in rest):
                run += rest
        while len(run) > 1 and self._is_time(run[-1]) | (run[-1].dep_ in ("prep", "cc", "punct", "det")):
            run.pop()
        return self._page.cut(run[0].idx, run[-1].idx + len(run[-1]))


_VENUES = set(
    "sideline margin assembly conference room hotel residence palace place office face headquarters villa house forum "
    "ceremony event estate funeral".split()
)
_NO_TOPICS = set(
    "time hour sidelines sideline phone telephone video line terms hotline zoom margins it them this that which course "
    "term occasion side arrival plane board basis level footing television record condition".split()
)
_ABOUT = {"on", "over", "about", "regarding", "concerning"}
_DISCUSSING = {"discuss", "negotiate", "address", "review"}


def _topic_heads(word: Token, found: Found) -> Iterator[Token]:
    for kid in word.children:
        if kid.i < found.cue.i and kid.dep_ != "prep":
            continue
        if kid.dep_ == "prep" and kid.lower_ in _ABOUT and (word is not found.verb or kid.i > found.cue.i):
            yield from (o for o in kid.children if o.dep_ == "pobj")
        elif (
            kid.dep_ in ("xcomp", "advcl", "acl", "relcl", "conj")
            and kid.lemma_.lower() in _DISCUSSING
            and kid.i > found.cue.i
        ):
            yield from (o for o in kid.children if o.dep_ == "dobj")
        elif kid.dep_ == "dobj" and word.lemma_ == "discuss":
            yield kid
        elif (
            kid.dep_ == "prep" and kid.i > found.cue.i
        ):  # "met in Rome on Monday to discuss": hung on what stands between
            yield from _deeper(kid)
        elif kid.dep_ == "dobj" and word is found.cue and word.pos_ == "VERB":
            yield from _deeper(kid)


def _deeper(phrase: Token) -> Iterator[Token]:
    for token in phrase.subtree:
        if token.lemma_.lower() in _DISCUSSING and any(k.lower_ == "to" for k in token.children if k.dep_ == "aux"):
            yield from (o for o in token.children if o.dep_ == "dobj")
        elif (
            token.dep_ == "prep"
            and token.lower_ in ("on", "over")
            and token.head.dep_ == "pobj"
            and token.head.lemma_.lower() in PEOPLE
        ):
            yield from (o for o in token.children if o.dep_ == "pobj")


def _is_inside_word(token: Token) -> bool:
    return token.text in ("-", "'", "’", "/")


def _is_run(token: Token, head: Token) -> bool:
    """Whether all tokens from one to the head are names: "New York", "Crown Plaza Hotel"."""
    return all(t.pos_ == "PROPN" or t.text in ("-", "'", "’", ".") for t in head.doc[token.i : head.i + 1])


def _is_of_other(preposition: Token, cue: Token) -> bool:
    """Of "talked about the war in Ukraine" the war is there, not the talk."""
    noun = preposition.head
    lemma = noun.lemma_.lower()
    if noun.pos_ not in ("NOUN", "PROPN") or noun == cue:
        return False
    if noun.pos_ == "PROPN":
        return noun.dep_ == "pobj" and noun.head.lower_ in ("about", "on", "over")
    if lemma in PEOPLE | NOUNS | CALENDAR_UNITS | MEALS | _VENUES:
        return False
    return noun.dep_ in ("pobj", "dobj", "conj", "appos")


def _putting_off(found: Found) -> Token | None:
    """The verb that puts a meeting off, if one does: "postponed the talks", "delayed his visit to see him"."""
    words = [found.verb, found.verb.head] if found.cue is not found.verb else []
    trips = [t for t in found.verb.ancestors if t.lemma_ in _TRIPS]
    return next((w for w in (*words, *(t.head for t in trips)) if is_postponed(w)), None)


def _destinations(verb: Token) -> list[Token]:
    """Where the people of a verb went, when it hangs on a verb of travelling: "visited Kyiv and met"."""
    for word in (verb, *verb.ancestors):
        above = word.head
        if word.dep_ == "relcl":
            if any(k.lower_ == "where" for k in word.children) and above.pos_ == "PROPN":
                return [above]
            return [o for k in above.children if k.lower_ == "to" for o in k.children] if above.lemma_ in _TRIPS else []
        if word.dep_ not in ("conj", "xcomp", "advcl"):
            return []
        if above.lemma_.lower() in _TRAVELLING:
            towards = [o for k in above.children if k.dep_ == "prep" and k.lower_ in ("to", "in") for o in k.children]
            return [*(k for k in above.children if k.dep_ == "dobj" and above.lemma_ == "visit"), *towards]
    return []
