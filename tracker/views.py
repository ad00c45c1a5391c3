"""The rows that queries return: one class for each question that a person asks of the store.

Rows hold plain values. An actor is told by its key, which programs go by, and beside it by its name, which people read.
Dates are TIMEX3 values ("2022-03-14", "2022-W10", "2022-03") or None, never finer than the
article; offsets count code points of the article's text. Text is the article's own and is not yet safe to
print: `render` makes it so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Spot = tuple[int, int]
Row = TypeVar("Row")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def row(made: type[Row]) -> type[Row]:
    """Make a class one of rows: a dataclass that nobody writes to, and that can stand in a set.

    mypy sees to the first. To have Python see to it too takes a third of the time in which all these classes are made,
    which is the longest part of the start of every command.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)


@row
class Word:
    """What a person decided of a row: `what` was done (linked, removed, merged, split, rated, discarded), by whom.

    `at` is the time in UTC (ISO 8601), `id` the decision's.
    """

    what: str
    who: str
    at: str
    why: str | None
    id: str


@row
class Report:
    """One statement, or one passage about a meeting, in one article; the `report` of the JSON forms."""

    article: str  # the id that the article came with, else its own
    span: Spot
    id: str
    source: str
    actor: str | None
    said: str | None  # else None: then it stands at the publication date, `reported`
    words: str
    reported: str | None = None
    outlet: str | None = None
    origin: str | None = field(default=None, kw_only=True)  # whose word it is, to count by
    actor_name: str | None = field(default=None, kw_only=True)  # what people call the actor


@row
class AnswerReport(Report):
    """A report that takes a stance to a claim: with the score (0 to 1), the reason in words, and the state."""

    stance: str = "deny"
    score: float = 1.0
    reason: str = ""
    state: str = "linked"  # or possible, where such are asked for
    decided_by: tuple[Word, ...] = ()


@row
class Event:
    """What one report does to a claim: a line of the claim's history."""

    date: str | None  # None: undated, shown in a block of its own
    date_of: str | None  # said | reported
    what: str  # asserted | repeated | confirmed | denied | knowledge denied | other figure given | …
    who: str
    actor: str | None
    id: str
    article: str
    outlet: str | None
    words: str
    reason: str  # why it is taken for that, "" where the words say so
    actor_name: str | None = None


@row
class Origin:
    """Whose word some reports are: each with its id, its outlet (else its article), and why it has this origin."""

    name: str
    reports: tuple[tuple[str, str, str], ...]


@row
class CheckedReport(AnswerReport):
    """A report about a sentence that a person typed; `stance` is asserts, denies or mentions.

    Its `id` is empty where it is the outlet's own telling, and so in no list. `score` is how likely it does so, as the
    pair reader has it; of what only tells it in the outlet's words, the share of the sentence that is told there.
    """


@row
class NearClaim:
    """A stored claim near to a typed sentence, who told it first, and how likely it says the same (0 to 1)."""

    id: str
    words: str
    who: str
    score: float


@row
class Checked:
    """What the stored articles say about a typed sentence: those that assert it, then those that deny, then mention it.

    `left_out` is how many articles hold much of the sentence and were not read closely.
    """

    claim: str
    reports: tuple[CheckedReport, ...]
    near: tuple[NearClaim, ...]
    left_out: int = 0


@row
class SearchRow:
    """A claim, statement or article that has the words searched for, and where it has them.

    `words` stand at `span` of the article (of a claim or statement that is the hull of its parts): those of a report
    that has what was found, or the sentence of an article that has most of it. `marks` are the places of what was found
    in `words`, `title_marks` in the title. `hits` are how often an article or statement has it, or in how many reports
    a claim has it. Coverage is of claims alone.
    """

    kind: str  # claim | statement | article
    id: str
    date: str | None
    date_of: str | None  # said | reported | published
    who: str  # the outlet of an article
    words: str
    marks: tuple[Spot, ...]
    article: str  # the id that the article came with, else its own
    span: Spot
    hits: int
    stance: str | None = None
    title: str | None = None
    title_marks: tuple[Spot, ...] = ()
    articles: int | None = None
    outlets: int | None = None
    origins: int | None = None
    reports: int | None = None
    denials: int | None = None
    outlet: str | None = None  # of a statement's or claim's article; that of an article is `who`


@row
class Disputed:
    """A claim that somebody contests: who asserts it, who denies it or says otherwise, who declined to speak of it."""

    id: str
    claim: str
    kind: str  # denied | knowledge_denied | figures
    asserted: tuple[Report, ...]
    denied: tuple[AnswerReport, ...]
    declined: tuple[AnswerReport, ...]
    articles: int
    outlets: int
    origins: int
    first: str | None
    last: str | None
    state: str = ""  # what stands by its history, never a verdict: "disputed", "denied, then confirmed"
    retracted: tuple[AnswerReport, ...] = ()
    link: str = "linked"  # possible: no denial is linked, some may be
    credibility: str = "6"  # Admiralty scale, by a person; 6 is also the default
    decided_by: tuple[Word, ...] = ()
    salience: int = 0  # points, and what it has them for
    salient_for: tuple[str, ...] = ()


@row
class TimelineRow:
    """One event of the story: a claim at its first assertion, an answer, or a meeting."""

    id: str
    kind: str  # claim denial refusal confirmation retraction rejection demand promise question attitude meeting
    date: str | None  # None: undated, shown in a block of its own
    date_of: str | None  # said | reported | happened | meeting
    who: str
    whom: str | None  # for an answer: who asserted what it answers; for a meeting: None, all are in `who`
    words: str
    stance: str | None
    status: str | None  # of a meeting
    article: str
    reports: int
    decided_by: tuple[Word, ...] = ()  # of a claim, or of what an answer answers
    story: str | None = None  # by story: the claim that it tells or answers
    story_words: str | None = None  # of what an answer answers
    salience: int = 0  # points, and what it has them for
    salient_for: tuple[str, ...] = ()
    outlet: str | None = None  # of the article


@row
class LaneRow:
    """What one actor said, denied and met about within some days; `first` and `last` are None for what is undated."""

    actor: str
    first: str | None
    last: str | None
    statements: int
    denials: int
    meetings: int
    planned: int  # meetings


@row
class ClaimRow:
    """A claim in the list of claims."""

    id: str
    words: str
    who: str
    said: str | None
    reported: str | None
    happened: str | None
    certainty: str | None
    reports: int
    articles: int
    outlets: int
    origins: int
    denials: int
    credibility: str = "6"  # Admiralty scale, by a person; 6 is also the default
    decided_by: tuple[Word, ...] = ()
    salience: int = 0  # points, and what it has them for
    salient_for: tuple[str, ...] = ()


@row
class SourceRow:
    """A source in the list of sources."""

    id: str
    name: str
    kind: str
    actor: str | None  # whom it acts for, else who it is
    statements: int
    denials: int  # that it makes
    refusals: int
    denials_met: int  # claims of it that somebody else denies
    articles: int
    first: str | None
    last: str | None
    reliability: str = "F"  # Admiralty scale, by a person; F is also the default
    decided_by: tuple[Word, ...] = ()
    outlets: int = 1
    origins: int = 1
    actor_name: str | None = None


@row
class UnnamedShare:
    """How many of some sources are unnamed, and how many of their statements come from those."""

    unnamed: int
    sources: int
    unnamed_statements: int
    statements: int


@row
class PossibleClaim:
    """A claim that a denial may answer, with the score of the link (0 to 1) and its reason in words."""

    claim: str
    claim_words: str
    asserted_by: str | None
    score: float
    reason: str


@row
class DenialRow:
    """A denial, and the claim that it was linked to, if any."""

    id: str
    date: str | None
    date_of: str
    who: str
    actor: str | None
    stance: str
    words: str
    claim: str | None  # the id of the claim
    claim_words: str | None
    asserted_by: str | None
    reason: str | None
    article: str
    decided_by: tuple[Word, ...] = ()
    possible: tuple[PossibleClaim, ...] = ()  # where such are asked for
    actor_name: str | None = None


@row
class DiscardedRow:
    """A statement or a report of a meeting that a person discarded: no other list shows it."""

    id: str
    kind: str  # statement, meeting report
    date: str | None
    date_of: str | None
    who: str
    words: str
    article: str
    claim: str | None  # that it would report
    decided_by: tuple[Word, ...]


@row
class Attendee:
    """A participant of a meeting: the actor is whom it acts for, else who it is; the role as an article words it."""

    name: str
    actor: str | None
    role: str | None = None
    actor_name: str | None = None


@row
class MeetingRow:
    """A meeting with all its reports.

    `old` is the date that it had before it was put off. `conflicts` has what reports tell differently, by name of
    field: the values, the one that stands in the row first; for participants lists of names.
    """

    id: str
    status: str
    mode: str
    place: str | None
    start: str | None
    end: str | None
    participants: tuple[Attendee, ...]
    reports: tuple[Report, ...]
    count: int | None = None
    country: str | None = None
    old: str | None = None
    topics: tuple[str, ...] = ()
    conflicts: Mapping[str, tuple[str | tuple[str, ...], ...]] = field(default_factory=dict)
    denied: tuple[AnswerReport, ...] = ()


@row
class ArticleRow:
    """An article in the list of articles; one in another `language` than English (ISO 639 code) is not read."""

    id: str
    given_id: str | None
    published: str | None
    published_from: str
    outlet: str | None
    title: str | None
    url: str | None
    words: int
    statements: int
    denials: int
    meetings: int
    ingested_at: str
    set_by_person: tuple[str, ...] = ()  # the fields that are a person's word: published, outlet …
    language: str | None = None
    version: int = 1


@row
class UnderstoodRow:
    """What an input was understood as before anything is stored. `published_from` is told as closely as it is known."""

    input: str
    kind: str
    title: str | None
    outlet: str | None
    published: str | None
    published_from: str
    author: str | None
    url: str | None
    words: int
    language: str | None
    raw_sha256: str


@row
class ArticleText:
    """The text of an article as stored, and the places of its statements in it, in order, apart from each other."""

    id: str
    text: str
    statements: tuple[tuple[int, int], ...]


@row
class DiffRow:
    """What went, came or changed from one version of an article to another: words, or a statement, denial or meeting.

    `near` has the words in front of words that changed, in the later version or where they stood.
    """

    change: str  # came | went | changed
    what: str  # words | statement | denial | meeting
    id: str  # of the row in the later version, else in the earlier one; "" of words
    before: str
    after: str
    near: str


@row
class Merged:
    """An actor that is one with another, by whose name both are known.

    `by` is "tracker", or who decided it and when; `reason` says why.
    """

    id: str
    name: str
    by: str
    reason: str


@row
class ActorRow:
    """An actor in the list of actors, with all that were merged into it."""

    id: str
    name: str
    kind: str
    acts_for: str | None
    aliases: tuple[str, ...]
    says: int  # statements it makes, itself or through those who act for it
    spoken_of: int
    meets: int
    merged: tuple[Merged, ...] = ()
    acts_for_name: str | None = None


def other_names(row: ActorRow) -> list[str]:
    """Return the aliases of an actor that its id and its name do not say already."""
    return [alias for alias in row.aliases if alias.casefold() not in (row.name.casefold(), row.id.casefold())]


@row
class Passage:
    """Words to highlight within the sentence (or paragraph) they stand in: `marks` are places within `words`."""

    words: str
    marks: tuple[tuple[int, int, str], ...]  # start, end, role: code points of `words`
    article: str
    span: Spot
    outlet: str | None = None  # of the article
    record: str | None = None  # whose words they are: a statement or a report of a meeting


@row
class Field:
    """One line of a record's sheet: what it is, its value, and why it has that value ("" where it says itself).

    `codes` are the date values and tokens of the store among these texts, which people read in words; `names` are those
    of the actors whose keys stand there. `unsaid` is the end of the reason that is of use to programs alone.
    """

    name: str
    value: str
    reason: str = ""
    codes: tuple[str, ...] = ()
    unsaid: str = ""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


@row
class Sheet:
    """One record whole, as `tracker show` prints it: fields, passages with their words, then linked records."""

    id: str
    kind: str
    title: str
    fields: tuple[Field, ...]
    passages: tuple[Passage, ...]
    links: tuple[Field, ...]  # name: the relation, value: id and words of the other record, reason: why
    history: tuple[Event, ...] = ()  # of a claim


@row
class OpenQuestion:
    """What some rows of a story leave open, in the words of the first of them; `ids` are those of the others.

    Kinds: denied, figures, refused, planned, unnamed, told_differently, asked.
    """

    kind: str
    id: str
    date: str | None
    who: str
    words: str
    why: str
    ids: tuple[str, ...] = ()


@row
class StoryScope:
    """From when to when the statements of a story are, and in how many articles, of how many outlets and origins."""

    articles: int
    outlets: int
    origins: int
    first: str | None
    last: str | None


@row
class Story:
    """All that the lists say of one topic, and what that leaves open.

    `claim` is the one that the topic begins with, if any; `near` the words taken for those typed. `totals` has how many
    rows each list has (claims, contested, denials, refusals, meetings, sources), also where fewer stand here. Claims
    that are contested come first; `denials` are those whose claim nobody in the store asserts.
    """

    topic: str
    claim: str | None
    near: tuple[str, ...]
    scope: StoryScope
    totals: Mapping[str, int]
    claims: tuple[ClaimRow, ...]
    contested: tuple[Disputed, ...]
    denials: tuple[DenialRow, ...]
    meetings: tuple[MeetingRow, ...]
    sources: tuple[SourceRow, ...]
    unnamed: UnnamedShare
    questions: tuple[OpenQuestion, ...]
    undated: int = 0  # claims without a date, that dates asked for left out
    kept: int = 0  # claims answered or reported last that all of it is of, where about `fitting` statements fit; 0: all
    fitting: int = 0


@row
class TopicRow:
    """A topic that the store proposes: the claim that it begins with, a name of its own words, and the command."""

    id: str
    name: str
    claims: int
    contested: int
    denials: int
    meetings: int
    articles: int
    outlets: int
    origins: int
    first: str | None
    last: str | None
    command: str


@row
class Misquote:
    """A stored span whose words are not the article's at its place: a defect of the store."""

    owner: str
    role: str
    article: str
    span: Spot
    stored: str
    found: str


@row
class Week:
    """A week (TIMEX3: "2022-W11") and how many events of the timeline lie in it."""

    week: str
    events: int


@row
class Quoted:
    """A source, whom it acts for, else who it is, by key and by name, and how many statements it makes."""

    id: str
    name: str
    actor: str | None
    actor_name: str | None
    statements: int


@row
class MostDenied:
    """A disputed claim, who asserts it first (None: nobody does), and how many denials answer it."""

    id: str
    claim: str
    who: str | None
    denials: int


@row
class Denying:
    """Who denies what whom asserted first, and in how many denials; each by the name of the actor they speak for."""

    who: str
    whom: str
    denials: int


@row
class Stats:
    """What a store holds, in numbers: each is that of the rows of the list of its name, asked the same.

    `weeks` has each week in which an event of the timeline lies, in order; `no_week` counts the events whose date is
    no closer than a month, or not known. `undated` events are left out by a window of dates.
    """

    articles: int
    outlets: int
    claims: int
    disputed: int
    denials: int
    meetings: int
    unnamed: UnnamedShare
    weeks: tuple[Week, ...]
    no_week: int
    most_quoted: tuple[Quoted, ...]
    most_denied: tuple[MostDenied, ...]
    who_denies_whom: tuple[Denying, ...]
    undated: int = 0


# -- what exports say beside the rows of lists ----------------------------------------------------------------------


@row
class Publication:
    """An article as one cites it."""

    id: str
    given_id: str | None
    title: str | None
    author: str | None  # the byline as it was read
    outlet: str | None
    url: str | None
    published: str | None
    published_from: str
    language: str | None
    sha256: str  # of the text
    ingested_at: str


@row
class Quotation:
    """The words of one record in one article, with the words in front of them and after them.

    `exact` is the article's text from `start` to `end`, in code points: what the W3C Web Annotation model calls a text
    position and a text quote.
    """

    id: str  # of the statement or the report of a meeting
    article: Publication
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@row
class Speaker:
    """Who speaks in a statement; the kinds are those of sources."""

    id: str
    name: str
    kind: str
    actor: str | None
    reliability: str = "F"
    decided_by: tuple[Word, ...] = ()


@row
class StatementRow:
    """One statement of one article, whatever its stance, with the claim that it reports, if any."""

    id: str
    date: str | None
    date_of: str | None
    said: str | None
    reported: str | None
    happened: str | None
    who: str
    actor: str | None
    stance: str
    force: str
    words: str  # what it says, as its claim has it; else all its words
    certainty: str | None
    anonymity: str | None
    claim: str | None
    probability: float


@row
class Citation:
    """Where one statement, or one report of a meeting, stands in an article (by its own id).

    `words` is all of it, from its first to its last word; `pieces` are the places of what it consists of, in order:
    the source, the verb and what is said.
    """

    id: str
    article: str
    words: str
    pieces: tuple[Spot, ...]
    opens: Spot  # the piece to show first: where what is said begins
    stance: str | None  # of a statement
    date: str | None
    date_of: str | None  # said | reported


@row
class CitedArticle:
    """An article that something is cited from, with its text."""

    id: str
    given_id: str | None
    outlet: str | None
    title: str | None
    author: str | None
    url: str | None
    published: str | None
    published_from: str
    language: str | None
    words: int
    text: str


@row
class Played:
    """Whom and what outlets a row of the timeline is found by: keys of actors as they are known, and outlets."""

    actors: frozenset[str]
    outlets: frozenset[str]
