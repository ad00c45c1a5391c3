"""What extraction finds and the store keeps, as frozen values.

Every part of a record is a Span: a place in the article's text and the exact words there. Offsets
count Unicode code points of the text as it came. Ids are made from places, so reading an article
twice gives the same ids, on any machine and in any order.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, Self

from tracker.terms import ENGLISH, OF_RECORDS, Stance

Force = Literal["assertive", "directive", "commissive", "expressive"]
PublishedFrom = Literal["given", "header", "metadata", "dateline", "url", "person", "unknown"]
DecisionKind = Literal[
    "set", "alias", "merge", "split", "link", "unlink", "claim_merge", "claim_split", "discard", "rate", "undo",
    "forget",
]  # fmt: skip
SourceKind = Literal["person", "office", "organisation", "document", "unnamed", "outlet"]
ActorKind = Literal["country", "organisation", "person"]
Anonymity = Literal["named", "unnamed", "mixed"]
MentionRole = Literal["says", "spoken_of", "meets", "place"]
# The bands of likelihood of ICD 203 (Office of the Director of National Intelligence, 2015), by the first name of each.
Band = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"
]
MeetingStatus = Literal["held", "planned", "cancelled", "refused", "proposed", "habitual"]
MeetingMode = Literal["in_person", "phone", "video", "written", "unknown"]
SpanRole = Literal[
    "source",
    "via",
    "cue",
    "content",
    "certainty",
    "said",
    "happened",
    "unnamed",
    "mention",
    "participant",
    "place",
    "when",
    "old",
    "topic",
]

_ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing that is read as something else
_ID_LETTERS = 10  # 50 bits: among a million records, one chance in two thousand that any two share an id


def make_id(letter: str, *parts: object) -> str:
    """Return `letter` and ten base-32 letters hashed from `parts`: not the same for ("ab", "c") and ("a", "bc")."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:8], "big")
    return letter + "".join(_ID_ALPHABET[number >> (5 * i) & 31] for i in range(_ID_LETTERS))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of an article: `start` and `end` in code points, `words == text[start:end]`."""

    start: int
    end: int
    words: str

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Self:
        """Return the span of `text` from `start` to `end`; the words are always the text's own."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no words between {start} and {end} of {len(text)} code points")
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True, order=True)
class Certainty(Span):
    """Words that say how certain a statement is ("highly likely"), and the band of ICD 203 they name, if any."""

    band: Band | None = None


@lru_cache(maxsize=2)  # every record of an article asks for the article's id, and so for the hash of its whole text
def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hull(spans: Iterable[Span]) -> tuple[int, int]:
    """Return the smallest start and the largest end of `spans`, in code points; ValueError where there are none."""
    listed = list(spans)
    return min(span.start for span in listed), max(span.end for span in listed)


@dataclass(frozen=True, slots=True)
class Intake:
    """From which input an article came, and how that was read; it is no part of the article's identity.

    `name` is the file or address as a person finds it, `kind` what it was understood as ("web page", "PDF"),
    `raw_sha256` the SHA-256 of its bytes, `language` an ISO 639 code, None where the input does not say and the text is
    too short to tell. `dated_by` says more closely than `published_from` what dated it ("JSON-LD"), `read_by` which
    version of which library read it ("trafilatura 2.3.1").
    """

    kind: str
    raw_sha256: str
    name: str = ""
    language: str | None = None
    dated_by: str | None = None
    read_by: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text as one outlet published it. What is not known is None; `published` is an ISO date or prefix.

    `as_read` holds, by name of field, what was read where a person's correction stands now. `intake` is None for an
    article that was not made from an input, and for one that an older version of the program stored.
    """

    text: str
    given_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    credit: str | None = None  # the header `source`: the agency or place that the text was taken from
    published: str | None = None
    published_from: PublishedFrom = "unknown"
    kept_id: str | None = None  # the id that it got when it was stored; metadata filled in later do not change it
    as_read: tuple[tuple[str, str | None], ...] = ()
    intake: Intake | None = field(default=None, compare=False)

    @property
    def language(self) -> str | None:
        """The language it is in, as an ISO 639 code; None where that is not known."""
        return self.intake.language if self.intake else None

    @property
    def is_foreign(self) -> bool:
        """Whether it is in another language than English, the only one that is read."""
        return self.language not in (None, ENGLISH)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return _sha256(self.text)

    @property
    def id(self) -> str:
        """Its id: the kept one, else one from its text and the first known of given id, url and outlet."""
        return self.kept_id or make_id("a", self.sha256, self.given_id or self.url or self.outlet or "")

    def without_corrections(self) -> Article:
        """Return the article as it was read, without people's corrections."""
        known: dict[str, Any] = dict(self.as_read)
        return replace(self, **known, as_read=())

    def with_corrections(self, corrections: Mapping[str, str | None]) -> Article:
        """Return the article as it was read but for these corrections, by name of field, and no earlier ones."""
        read, values = self.without_corrections(), dict[str, Any](corrections)
        if "published" in values:
            values["published_from"] = "person"
        return replace(read, **values, as_read=tuple((name, getattr(read, name)) for name in sorted(values)))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a record, its `subject`. It is never changed, only taken back by another decision.

    `value` is what holds from then on, by name of field, `was` what held before, `who` decided it `at` that time in UTC
    (ISO 8601), and `why`. By kind, with the subject and the fields of `value`:

    - set: an article, and the metadata that are corrected
    - alias: an actor, and a further name of it (`alias`)
    - merge, split: an actor, and the actor that it is `known_as`, None after a split
    - link, unlink: a denial, and reports of the `claim` that it answers or does not
    - claim_merge: a claim's first report, the first report of the `other`, and all `members` of both
    - claim_split, and unlink of a denial that spells out what it denies: the statements `named` and the `rest` that
      they are kept apart from
    - discard: a `statement`, the reports of a `claim`, or the `reports` of a meeting
    - rate: the `reliability` of a source or the `credibility` of a claim
    - undo: the decision that is taken back
    - forget: the article that was deleted, and nothing of its text

    A decision on a claim names statements, since their ids are made from places in the text and stay when claims are
    grouped anew. A field that holds several ids has spaces between them.
    """

    kind: DecisionKind
    subject: str
    value: Mapping[str, str | None]
    was: Mapping[str, str | None]
    who: str
    at: str
    why: str | None = None
    id: str = ""  # given by the store

    def ids(self, name: str) -> tuple[str, ...]:
        """Return the ids that a field of `value` holds, in order."""
        return tuple((self.value.get(name) or "").split())

    @property
    def about(self) -> tuple[str, ...]:
        """The ids of all records that it refers to, each once, the subject first; without the `members` of a merge."""
        named = (id_ for name in OF_RECORDS if name in self.value for id_ in self.ids(name))
        return tuple(dict.fromkeys((self.subject, *named)))


@dataclass(frozen=True, slots=True)
class Time:
    """A temporal expression with its TIMEX3 type and value (ISO-TimeML), resolved against the publication date.

    "A day after the summit" has the value of a duration; `anchor` is the words that it counts from ("the summit"),
    `relation` the direction, and `counted` the date that results, None where the article does not date the summit.
    `rule` names the rule that read it.
    """

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    rule: str = ""
    anchor: Span | None = None
    relation: Literal["before", "after"] | None = None
    counted: str | None = None

    @property
    def date(self) -> str | None:
        """The TIMEX3 value of the date that it stands for; None for a duration or set that counts from no date."""
        return self.counted or (self.value if self.type in ("DATE", "TIME") else None)


@dataclass(frozen=True, slots=True)
class When:
    """A date of a record: a TIMEX3 value no finer than the words, the words, and the rule that chose them."""

    value: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A country, organisation or person.

    `acts_for` is the key of the actor that a person or body acts for, `since` and `until` when that
    began and ended, where known, and `reason` how it is known.
    """

    key: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    acts_for: str | None = None
    since: str | None = None
    until: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an actor (by its key), and the part that it plays in the record.

    In the role "place" they only tell where ("in Rome", "Moscow residents"): `actor` is the country of that place,
    which does and says nothing there.
    """

    actor: str
    role: MentionRole
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks; `actor` is the key of the person or body, where that is known.

    A named source is the same one in every article; a `local` one is only described.
    """

    name: str
    kind: SourceKind
    actor: str | None = None
    local: bool = False  # described, not named ("US officials", "the report"): somebody else in the next article

    def id_in(self, article_id: str) -> str:
        """Return its id: by who it is for a person, by name for a body, by article too where it is only described."""
        if self.local:
            return make_id("w", self.kind, article_id, self.name.casefold())
        return make_id("w", (self.kind == "person" and self.actor) or self.name.casefold())


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what: from `low` to `high`, which may be infinite; `of` is the lemma of what is counted."""

    low: float
    high: float
    of: str

    def __str__(self) -> str:
        """Return it as exported: "20 20 soldier"."""
        return f"{self.low:.12g} {self.high:.12g} {self.of}"

    @property
    def figure(self) -> str:
        """The figure as a person reads it: "20", "16 to 24", "20 or more"."""
        if self.low == self.high:
            return f"{self.low:,.12g}"
        if math.isinf(self.high):
            return f"{self.low:,.12g} or more"
        return f"{self.high:,.12g} or fewer" if math.isinf(self.low) else f"{self.low:,.12g} to {self.high:,.12g}"

    @classmethod
    def parse(cls, exported: str) -> Self:
        """Return the quantity that was exported as text."""
        low, high, of = exported.split(" ", 2)
        return cls(float(low), float(high), of)

    @classmethod
    def between(cls, least: float | None, most: float | None, of: str) -> Self:
        """Return the quantity between two bounds, as it is stored; None is no bound."""
        return cls(-math.inf if least is None else least, math.inf if most is None else most, of)


@dataclass(frozen=True, slots=True)
class Proposition:
    """The content of one statement, as terms that can be compared without a parser.

    `terms` are lemmas and actor keys; `core` is "agent verb counterpart" where the parse gives one; `negated`
    says that the main verb is negated. It is `spelled_out` where it is a clause or an act ("that it had asked"), not a
    mere word for what was said before ("such a request", "the report"). `tells` and `denies` are the reader's vectors
    of what the statement tells and what it denies, as signed 8-bit numbers: the vector of a denial lies near the
    `tells` of the claims that it answers.
    """

    words: str
    terms: tuple[str, ...]
    core: str | None = None
    negated: bool = False
    spelled_out: bool = True
    quantities: tuple[Quantity, ...] = ()
    tells: bytes = b""
    denies: bytes = b""


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says, thinks, denies or asks something in one place of one article (an attribution).

    `source`, `cue` and `content` are the words for who says it, that it is said, and what is said. `force` is the
    illocutionary force (Searle, A Taxonomy of Illocutionary Acts, 1975): only an assertive statement makes a claim.
    `number` is how many speak who are not named, where the words count them ("two officials"); `why_unnamed` is the
    reason that the article gives for their being unnamed. `via` is through whom it came, the nearest first, each with
    its words. It is in the outlet's `own_voice` where the outlet itself says it.
    """

    article_id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance = "assert"
    force: Force = "assertive"
    certainty: tuple[Certainty, ...] = ()
    speaker: Source | None = None
    beside: tuple[Source, ...] = ()  # who says it together with the speaker
    acts_for: str | None = None  # the actor (key) that the speaker acts for, as this article has it
    anonymity: Anonymity | None = None  # None where nobody is known to speak
    number: int | None = None
    why_unnamed: Span | None = None
    via: tuple[tuple[Source, Span], ...] = ()
    said: When | None = None
    happened: When | None = None
    proposition: Proposition | None = None
    mentions: tuple[Mention, ...] = ()
    own_voice: bool = False
    narrated: bool = False  # told by the outlet and cited to nobody: shown where it carries or answers a claim
    probability: float = 1.0  # that the row is right: that it is said, of this kind, by this speaker
    least_sure: str = ""  # the decision that was least sure
    decisions: tuple[tuple[str, float], ...] = ()  # of the reader, each with how sure it was (0 to 1)
    possible: bool = False  # not likely enough to be shown unasked
    answers: tuple[tuple[str, float], ...] = ()  # ids of statements of its article that it may answer, and how likely

    @property
    def body(self) -> str:
        """The ten letters that the ids of the statement (s…) and of the claim that begins with it (c…) share."""
        places = ",".join(f"{s.start}-{s.end}" for s in (*self.cue, *self.content))
        return make_id("", self.article_id, places)

    @property
    def place(self) -> tuple[int, int]:
        """Where the whole of it begins and ends, in code points."""
        return hull((*self.source, *self.cue, *self.content))

    @property
    def id(self) -> str:
        """The statement's id, from its article and the places of its cue and content."""
        return "s" + self.body


@dataclass(frozen=True, slots=True)
class Participant:
    """One side of a meeting: its name, its words, the keys of the actor and of whom that acts for, and its role."""

    name: str
    span: Span
    actor: str | None = None
    acts_for: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One report of a meeting. `words` is its clause; `count` is set for habitual ones ("met 38 times").

    `old` is the date from which a meeting was put off. `statement` is the id of the statement that reports it, None
    where the outlet does so itself. `again` is the id of an earlier report of the article that this one takes up ("the
    meeting").
    """

    article_id: str
    words: Span
    cue: tuple[Span, ...]  # the words that speak of meeting
    status: MeetingStatus
    mode: MeetingMode
    participants: tuple[Participant, ...]
    place: Span | None = None
    place_country: str | None = None
    when: When | None = None
    old: When | None = None
    topics: tuple[Span, ...] = ()
    count: int | None = None
    again: str | None = None
    statement: str | None = None
    reason: str = ""
    mentions: tuple[Mention, ...] = ()
    probability: float = 1.0  # that the row is right: that they met or are to, in this way, these sides
    least_sure: str = ""  # the decision that was least sure
    decisions: tuple[tuple[str, float], ...] = ()  # of the reader, each with how sure it was (0 to 1)
    possible: bool = False  # not likely enough to be shown unasked

    @property
    def id(self) -> str:
        """The id of this report, from its article and place; the meeting's is made of its first report's."""
        places = ",".join(f"{p.span.start}-{p.span.end}" for p in self.participants)
        return make_id("r", self.article_id, self.words.start, self.words.end, places)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article, in the order of the text; `narrated` is what the outlet tells as fact."""

    article: Article
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    actors: tuple[Actor, ...] = ()
    narrated: tuple[Statement, ...] = ()
