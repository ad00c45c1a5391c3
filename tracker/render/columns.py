"""The columns of each list, in their order: what stands in a cell, and how a table makes room for it.

A cell's text is the same in every format but JSON, save that dates are values for programs ("2022-03-14 said") and
words for people ("14 Mar 2022 said"). It is not yet safe to print: each format makes it so in its own way. A number
never stands for coverage alone ("4 articles / 2 outlets / 1 origin"), and a date says what it is the date of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from tracker.errors import UsageError
from tracker.lexicon.languages import language_name
from tracker.render.date_words import codes_in_words, in_short, in_words
from tracker.render.forms import Form, disputed_form, fields_form, lane_form, meeting_form, timeline_form
from tracker.terms import ENGLISH
from tracker.views.actors import ActorRow, Merged, other_names
from tracker.views.articles import ArticleRow, DiffRow, UnderstoodRow
from tracker.views.check import CheckedReport
from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow, PossibleClaim
from tracker.views.discarded import DiscardedRow
from tracker.views.disputed import Disputed
from tracker.views.meetings import Attendee, MeetingRow
from tracker.views.quotations import Misquote
from tracker.views.reports import AnswerReport, Event, Report, Word
from tracker.views.row import Spot
from tracker.views.search import SearchRow
from tracker.views.sheets import Field, Passage, Sheet
from tracker.views.sources import SourceRow, UnnamedShare
from tracker.views.stats import Stats
from tracker.views.stories import StoryScope, TopicRow
from tracker.views.timeline import LaneRow, TimelineRow

Row = TypeVar("Row")
Say = Callable[[str], str]  # how a date value is said: as it is, in words, or in short

UNDATED = "undated"
UNDATED_BLOCK = "Undated"  # what stands over the rows of a list in order of dates that have none
_DATES_OF_MEETING = ("start", "end", "old")  # among what reports of a meeting may tell differently
_TOKENS_OF_MEETING = ("mode", "status")
_DATED_ID = 28  # terminal columns: "2 Jan 2019, morning reported" below an id, on one line
_PERIOD_ID = 26  # "27 Apr 2011 to 25 Jan 2019"
_TIME_OF_DAY = re.compile(r"^(\d{4}-\d\d-\d\d)T.*", re.ASCII)
COVERED_ONCE = "1 article / 1 outlet / 1 origin"
NOBODY = "nobody in this store asserts it; known from its denial"

_STANCES = {
    "assert": "asserts it",
    "confirm": "confirms it",
    "deny": "denies it",
    "deny_knowledge": "denies knowledge of it",
    "no_comment": "declined to say",
    "question": "questions it",
    "retract": "retracts it",
    "reject": "rejects it",
    "other_figure": "gives another figure",
}


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A header, and the cell's text of a row; what people read in its place where that is another text (`shown`).

    In a table it is from `least` to `most` terminal columns wide (wider text is no easier to read), and wider only for
    a long word. With `below` it stands under the column before it, in the same cell and without a header of its own,
    and reads as that pattern: "{}" or "said by {}"; `beside` puts it on the line of the column before it. What is
    `usual` goes unsaid in a table, unless it is asked to be wide. Where a table has no room for all its columns, those
    that have a turn (`folds`) go below the column before them, with all that stands below, the lowest turn first;
    there they say what `folded` has ("" leaves them out).
    """

    header: str
    text: Callable[[Row], str]
    least: int = 6
    most: int = 60
    below: str = ""
    beside: bool = False
    usual: str = ""
    right: bool = False
    style: str = ""
    marks: Callable[[Row], Iterable[Spot]] | None = None  # places in the cell's text that Markdown shows in bold
    shown: Callable[[Row], str] | None = None
    folds: int = 0
    folded: Callable[[Row], str] | None = None

    def for_people(self, row: Row) -> str:
        """Return the cell's text as people read it: its dates in words."""
        return (self.shown or self.text)(row)

    def below_another(self) -> Column[Row]:
        """Return the column as it stands below another where there is no room for it beside that."""
        return replace(self, below="{}", style="", shown=self.folded or self.for_people)


def with_dates(header: str, text: Callable[[Row, Say], str], **more: Any) -> Column[Row]:  # noqa: ANN401 - as Column has them
    """Return a column whose `text` is told how to say dates: as values to programs, in short words to people."""
    return Column(header, lambda row: text(row, as_value), shown=lambda row: text(row, in_short), **more)


def as_value(date: str) -> str:
    """Return a date value as it is, as programs read it."""
    return date


@dataclass(frozen=True, slots=True)
class View(Generic[Row]):
    """A list as a person knows it: its name, its columns, and the JSON form of a row.

    A table has the columns of `brief`, where there are some, unless it is asked to be wide: then a row takes two lines
    (more where columns are folded), and its longest words end in "…".
    `is_dated` tells which rows stand in the order of dates; for readers the others follow under a heading of their own.
    """

    name: str
    columns: tuple[Column[Row], ...]
    form: Callable[[Row], Form] = fields_form
    is_dated: Callable[[Row], bool] = lambda _: True
    brief: tuple[Column[Row], ...] = ()


# -- cell texts -------------------------------------------------------------------------------------------------


def dated(date: str | None, date_of: str | None, say: Say = as_value) -> str:
    """Return a date with what it is the date of, or "undated"."""
    return " ".join(filter(None, (say(date), date_of))) if date else UNDATED


def said_or_reported(said: str | None, reported: str | None, say: Say = as_value) -> str:
    """Return when it was said, else when it was reported, marked as such."""
    return dated(said, "said", say) if said else dated(reported, "reported", say)


def period(start: str | None, end: str | None, say: Say = as_value) -> str:
    """Return "start to end", one date where both are the same or one is missing, or "undated"; "13 to 15 Mar 2022"."""
    ends = list(dict.fromkeys(filter(None, (start, end))))
    if len(ends) < 2 or say is as_value:
        return " to ".join(map(say, ends)) or UNDATED
    both = "/".join(ends)
    words = say(both)
    words = words if words != both else f"from {say(ends[0])} to {say(ends[1])}"
    return words if say is not in_short or words.startswith("from the ") else words.removeprefix("from ")


def days(first: str | None, last: str | None, say: Say = as_value) -> str:
    """Return the same of statements: to people without the time of the day, which tells nothing of many of them."""
    if say is not as_value:
        first, last = (date and _TIME_OF_DAY.sub(r"\1", date) for date in (first, last))
    return period(first, last, say)


def counted(number: int, thing: str) -> str:
    """Return "1 article", "4 articles"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def coverage(row: ClaimRow | Disputed | SourceRow | StoryScope | TopicRow) -> str:
    """Return "4 articles / 2 outlets / 1 origin": how many independent origins stand behind the articles."""
    return _coverage(row.articles, row.outlets, row.origins)


def _coverage(articles: int, outlets: int, origins: int) -> str:
    numbers = (articles, "article"), (outlets, "outlet"), (origins, "origin")
    return " / ".join(counted(number, thing) for number, thing in numbers)


def named(name: str, actor: str | None) -> str:
    """Return a name with the actor it stands for: "US officials (United States)", unless the name says it."""
    return f"{name} ({actor})" if actor and not _says(name, actor) else name


def _says(name: str, actor: str) -> bool:
    """Whether a name has that of the actor in it: "the United Nations", "the embassy of Sudria"."""
    meant = re.escape(actor.removeprefix("the "))
    return re.search(rf"(?<!\w){meant}(?!\w)", name, re.IGNORECASE) is not None


def keyed(name: str, key: str | None) -> str:
    """Return a name with the key of the actor it stands for, as programs read it: "US officials (USA)"."""
    return f"{name} ({key})" if key and key != name else name


def with_actor(name: str, row: Report | DenialRow | SourceRow | Attendee | Event, say: Say) -> str:
    """Return a name in a row with the actor of the row, as people call it or as programs know it."""
    return keyed(name, row.actor) if say is as_value else named(name, row.actor_name)


def stance_words(stance: str) -> str:
    """Return what a stance does to the claim it answers: "denies knowledge of it"."""
    return _STANCES.get(stance, worded(stance))


def does(stance: str) -> str:
    """Return what a stance does, where what it does that to stands behind it: "denies knowledge"."""
    return stance_words(stance).removesuffix(" it").removesuffix(" of")


def worded(token: str | None) -> str:
    """Return a token of the store as words: "in person" for ``in_person``."""
    return (token or "").replace("_", " ")


def joined(texts: Iterable[str]) -> str:
    """Return texts side by side in one cell."""
    return " · ".join(texts)


def kind_words(row: TimelineRow) -> str:
    """Return the kind of an event as one reads it: "planned meeting", "denial of knowledge", "claim"."""
    if row.kind == "meeting":
        return f"{worded(row.status)} meeting".strip()
    return "denial of knowledge" if row.stance == "deny_knowledge" else worded(row.kind)


def report_cell(report: Report, say: Say = as_value) -> str:
    """Return who said it, when, where, and the words."""
    where = report.outlet or report.article
    who = with_actor(report.source, report, say)
    return f"{who}, {_report_date(report, say)}, {where}, {report.id}: {report.words}"


def answer_cell(report: AnswerReport, say: Say = as_value) -> str:
    """Return a report with its stance, and why it is taken to answer the claim."""
    return f"{report_cell(report, say)} [{stance_of(report)}; {why(report)}]"


def _answer_cells(reports: Iterable[AnswerReport], say: Say) -> str:
    return joined(answer_cell(report, say) for report in reports)


def stance_of(report: AnswerReport) -> str:
    """Return what an answer does to the claim; "possibly: denies it" of a possible link."""
    return f"{'possibly: ' if report.state == 'possible' else ''}{stance_words(report.stance)}"


def person_words(words: Iterable[Word]) -> str:
    """Return what people decided of a row: "merged by alice: they tell of one order"."""
    return joined(f"{word.what} by {word.who}" + (f": {word.why}" if word.why else "") for word in words)


def _possible(possible: PossibleClaim) -> str:
    whose = f"{possible.asserted_by}: " if possible.asserted_by else ""
    return f"{possible.claim} {whose}{possible.claim_words} ({possible.reason}, score {possible.score:.2f})"


def why(report: AnswerReport) -> str:
    """Return the reason of a link in words, and its score (0 to 1)."""
    return ", ".join(filter(None, (report.reason, f"score {report.score:.2f}")))


def _report_date(report: Report, say: Say) -> str:
    return said_or_reported(report.said, report.reported, say)


def _attendees(row: MeetingRow, say: Say) -> str:
    return joined(with_actor(one.name, one, say) for one in row.participants)


def _meeting_coverage(row: MeetingRow) -> str:
    articles = {report.article for report in row.reports}
    outlets = {report.outlet for report in row.reports if report.outlet}
    origins = {report.origin or report.article for report in row.reports}
    return _coverage(len(articles), max(1, len(outlets)), len(origins))


def _meeting_words(row: MeetingRow) -> str:
    more = len(row.reports) - 1
    return (row.reports[0].words if row.reports else "") + (f" (+{counted(more, 'report')})" if more > 0 else "")


def told_differently(row: MeetingRow, say: Say = as_value) -> str:
    """Return what reports of a meeting contradict each other about: "date: 2022-06-04 / 2022-06-05"."""
    told = (
        (name, " / ".join(_told(value, _way_to_say(name, say)) for value in values))
        for name, values in row.conflicts.items()
    )
    return joined(f"{'date' if name == 'start' else name}: {values}" for name, values in told)


def _way_to_say(name: str, say: Say) -> Say:
    """Return how people or programs are told what a field of a meeting has, a token or a text of articles."""
    if name in _DATES_OF_MEETING:
        return say
    return worded if name in _TOKENS_OF_MEETING and say is not as_value else as_value


def _told(value: str | tuple[str, ...], say: Say) -> str:
    return " and ".join(value) if isinstance(value, tuple) else say(value)


def _published(row: ArticleRow, say: Say) -> str:
    """The date with where it came from; that it is not known may be a person's word too."""
    source = row.published_from if row.published or row.published_from == "person" else ""
    if say is not as_value and source:
        source = f"({source})"
    return f"{say(row.published) if row.published else UNDATED} {source}".rstrip()


def _not_read(row: ArticleRow) -> str:
    """Why an article was not read: "in Russian: not read"."""
    return "" if row.language in (None, ENGLISH) else f"in {language_name(row.language or '')}: not read"


def _merged(row: ActorRow, say: Say) -> str:
    names = {row.acts_for: row.acts_for_name} if row.acts_for and row.acts_for_name else {}
    return joined(_merged_one(merged, say, names) for merged in row.merged)


def _merged_one(merged: Merged, say: Say, names: Mapping[str, str]) -> str:
    """Return what was merged into an actor, by whom and why: "john-brown John Brown (tracker: …)"."""
    by = ": ".join(filter(None, (merged.by, merged.reason)))
    return f"{merged.id} {merged.name} ({by if say is as_value else codes_in_words(by, (), names)})"


def unnamed_words(share: UnnamedShare) -> str:
    """Return "7 of 21 sources unnamed, 34 % of statements"."""
    percent = round(100 * share.unnamed_statements / max(1, share.statements))
    return f"{share.unnamed} of {counted(share.sources, 'source')} unnamed, {percent} % of statements"


def _times(count: int | None) -> str:
    return "" if count is None else counted(count, "time")


def _asserted(row: Disputed, say: Say) -> str:
    return joined(report_cell(report, say) for report in row.asserted) or NOBODY


def _number(header: str, number: Callable[[Any], int], says: str, **more: Any) -> Column[Any]:  # noqa: ANN401
    """Return a column of a number; where it stands below another it `says` of what it is ("{} made"), none nothing."""

    def folded(row: Any) -> str:  # noqa: ANN401
        thing = header.split(maxsplit=1)[0].removesuffix("s")
        return says.format(counted(number(row), thing)) if number(row) else ""

    return Column(header, lambda row: str(number(row)), right=True, folded=folded, **more)


CLAIMS: View[ClaimRow] = View(
    "claims",
    (
        Column("id", lambda r: r.id, least=19, style="dim"),  # "2031-05-11 reported" on one line
        with_dates("date", lambda r, say: said_or_reported(r.said, r.reported, say), below="{}"),
        Column("credibility", lambda r: r.credibility, below="credibility {}", usual="6"),
        Column("who", lambda r: r.who, least=12),
        Column("claim", lambda r: r.words, least=26, most=70, style="bold"),
        Column("certainty", lambda r: r.certainty or "", below="certainty: {}"),
        with_dates("happened", lambda r, say: say(r.happened or ""), below="happened: {}"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
        Column("coverage", coverage, below="{}", usual=COVERED_ONCE),
        Column("reports", lambda r: counted(r.reports, "report"), below="{}", beside=True, usual="1 report"),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", beside=True, usual="0 denials"),
    ),
    brief=(
        Column("id", lambda r: r.id, least=_DATED_ID, most=_DATED_ID, style="dim"),
        with_dates("date", lambda r, say: said_or_reported(r.said, r.reported, say), below="{}"),
        Column("who", lambda r: r.who, least=16, most=24, folds=1),
        Column("claim", lambda r: r.words, least=26, most=90, style="bold"),
        Column("certainty", lambda r: r.certainty or "", below="certainty: {}"),
        with_dates("happened", lambda r, say: say(r.happened or ""), below="happened: {}"),
        Column("credibility", lambda r: r.credibility, below="credibility {}", usual="6"),
        Column("coverage", coverage, below="{}", usual=COVERED_ONCE),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", usual="0 denials"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
    ),
)


def _acts_for(row: SourceRow, say: Say) -> str:
    """Return whom a source acts for; to people its own name says no more."""
    if say is as_value:
        return row.actor or ""
    name = row.actor_name or ""
    return name if named(row.name, name) != row.name else ""


SOURCES: View[SourceRow] = View(
    "sources",
    (
        Column("id", lambda r: r.id, least=15, style="dim"),  # "from 2031-05-11" on one line
        with_dates("first", lambda r, say: say(r.first or UNDATED), below="from {}"),
        with_dates("last", lambda r, say: say(r.last or UNDATED), below="to {}"),
        Column("source", lambda r: r.name, least=18, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        with_dates("actor", _acts_for, below="for {}"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
        Column("statements", lambda r: str(r.statements), right=True),
        Column("denials made", lambda r: str(r.denials), right=True),
        Column("denials met", lambda r: str(r.denials_met), right=True),
        Column("refusals", lambda r: str(r.refusals), right=True),
        Column("coverage", coverage, least=13, most=13),  # "reliability F" on one line
        Column("reliability", lambda r: r.reliability, below="reliability {}", usual="F"),
    ),
    brief=(
        Column("id", lambda r: r.id, least=_PERIOD_ID, style="dim"),
        with_dates("dates", lambda r, say: days(r.first, r.last, say), below="{}"),
        Column("source", lambda r: r.name, least=40, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}", usual="person"),
        with_dates("actor", _acts_for, below="for {}"),
        Column("coverage", coverage, below="{}", usual=COVERED_ONCE),
        Column("reliability", lambda r: r.reliability, below="reliability {}", usual="F"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
        _number("statements", lambda r: r.statements, "{}", folds=2),
        _number("denials made", lambda r: r.denials, "{} made", folds=2, most=7),
        _number("denials met", lambda r: r.denials_met, "{} met", folds=2, most=7),
        _number("refusals", lambda r: r.refusals, "{}", folds=1),
    ),
)


def _claim_answered(row: DenialRow) -> str:
    """Return the words of the claim and who asserted it first."""
    return f"{row.asserted_by}: {row.claim_words}" if row.asserted_by and row.claim_words else row.claim_words or ""


def _denier(row: DenialRow, say: Say) -> str:
    return with_actor(row.who, row, say)


def _folded_claim(row: DenialRow) -> str:
    return f"claim: {_claim_answered(row)}" if row.claim_words else ""


def _answers(name: str, header: str) -> View[DenialRow]:
    return View(
        name,
        (
            Column("id", lambda r: r.id, style="dim"),
            with_dates("date", lambda r, say: dated(r.date, r.date_of, say), below="{}"),
            Column("article", lambda r: r.article, below="{}"),
            with_dates("who", _denier, least=14),
            Column("stance", lambda r: stance_words(r.stance), below="{}"),
            Column(header, lambda r: r.words, least=20, style="bold"),
            Column("claim", lambda r: r.claim_words or "", least=20),
            Column("asserted by", lambda r: r.asserted_by or "", below="asserted by {}"),
            Column("claim id", lambda r: r.claim or "", below="{}"),
            Column("why", lambda r: r.reason or "", below="why: {}"),
            Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
            Column("possible", lambda r: joined(map(_possible, r.possible)), below="possibly: {}"),
        ),
        brief=(
            Column("id", lambda r: r.id, least=_DATED_ID, most=_DATED_ID, style="dim"),
            with_dates("date", lambda r, say: dated(r.date, r.date_of, say), below="{}"),
            with_dates("who", _denier, least=26, most=36, folds=1),  # "officials (United States)" on one line
            Column("stance", lambda r: stance_words(r.stance), below="{}"),
            Column(header, lambda r: r.words, least=20, style="bold"),
            Column("claim", _claim_answered, least=20, folds=2, folded=_folded_claim),
            Column("claim id", lambda r: r.claim or "", below="{}"),
            Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
            Column("possible", lambda r: joined(map(_possible, r.possible)), below="possibly: {}"),
        ),
    )


DENIALS = _answers("denials", "denial")
REFUSALS = _answers("refusals", "refusal")

DISCARDED: View[DiscardedRow] = View(
    "discarded records",
    (
        Column("id", lambda r: r.id, least=15, style="dim"),  # "2031-05-11 said" on one line
        with_dates("date", lambda r, say: dated(r.date, r.date_of, say), below="{}"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        Column("who", lambda r: r.who, least=12),
        Column("article", lambda r: r.article, below="{}"),
        Column("words", lambda r: r.words, least=26, style="bold"),
        Column("claim", lambda r: r.claim or "", below="claim: {}"),
        Column("by person", lambda r: person_words(r.decided_by), least=20),
    ),
    brief=(
        Column("id", lambda r: r.id, least=_DATED_ID, most=_DATED_ID, style="dim"),
        with_dates("date", lambda r, say: dated(r.date, r.date_of, say), below="{}"),
        Column("who", lambda r: r.who, least=12, most=24, folds=1),
        Column("kind", lambda r: worded(r.kind), below="{}", usual="statement"),
        Column("words", lambda r: r.words, least=26, style="bold"),
        Column("claim", lambda r: r.claim or "", below="claim: {}"),
        Column("by person", lambda r: person_words(r.decided_by), least=20),
    ),
)

_MEETING_WORDS: Column[MeetingRow] = Column("words", _meeting_words, least=22, folds=1, folded=lambda _: "")
_MEETING_COVERAGE: Column[MeetingRow] = Column("coverage", _meeting_coverage, below="{}", usual=COVERED_ONCE)
_WHO_MET: tuple[Column[MeetingRow], ...] = (
    Column("times", lambda r: _times(r.count), below="{}"),
    with_dates("participants", _attendees, least=44, style="bold"),
    Column("place", lambda r: r.place or "", below="place: {}"),
    Column("topics", lambda r: joined(r.topics), below="about: {}"),
    with_dates("told differently", told_differently, below="told differently: {}"),
    with_dates("put off from", lambda r, say: say(r.old or ""), below="put off from: {}"),
)

MEETINGS: View[MeetingRow] = View(
    "meetings",
    (
        Column("id", lambda r: r.id, least=13, style="dim"),  # "2031-05-13 to" on one line
        with_dates("date", lambda r, say: period(r.start, r.end, say), below="{}"),
        Column("status", lambda r: worded(r.status), least=9),
        Column("mode", lambda r: worded(r.mode), below="{}"),
        *_WHO_MET,
        _MEETING_WORDS,
        _MEETING_COVERAGE,
    ),
    meeting_form,
    brief=(
        Column("id", lambda r: r.id, least=_DATED_ID, most=_DATED_ID, style="dim"),
        with_dates("date", lambda r, say: period(r.start, r.end, say), below="{}"),
        Column("status", lambda r: worded(r.status), least=9, folds=2),
        Column("mode", lambda r: worded(r.mode), below="{}", usual="unknown"),
        *_WHO_MET,
        _MEETING_COVERAGE,
        _MEETING_WORDS,
    ),
)

ARTICLES: View[ArticleRow] = View(
    "articles",
    (
        Column("id", lambda r: r.id, style="dim"),
        Column("given id", lambda r: r.given_id or "", below="{}"),
        with_dates("published", _published, least=10),
        Column("outlet", lambda r: r.outlet or "", below="{}"),
        Column("by person", lambda r: joined(r.set_by_person), below="by a person: {}"),
        Column("title", lambda r: r.title or "", least=22, style="bold"),
        Column("url", lambda r: r.url or "", below="{}"),
        with_dates("ingested", lambda r, say: say(r.ingested_at), below="ingested {}"),
        Column("version", lambda r: str(r.version) if r.version > 1 else "", below="version {}"),
        Column("not read", _not_read, below="{}"),
        Column("words", lambda r: str(r.words), right=True),
        Column("statements", lambda r: counted(r.statements, "statement"), least=13),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}"),
        Column("meetings", lambda r: counted(r.meetings, "meeting"), below="{}"),
    ),
    brief=(
        Column("id", lambda r: r.id, style="dim"),
        Column("given id", lambda r: r.given_id or "", below="{}"),
        with_dates("published", _published, least=22),  # "13 Mar 2022 (metadata)" on one line
        Column("outlet", lambda r: r.outlet or "", below="{}"),
        Column("title", lambda r: r.title or "", least=23, most=80, style="bold"),
        Column("version", lambda r: str(r.version) if r.version > 1 else "", below="version {}"),
        Column("not read", _not_read, below="{}"),
        Column("by person", lambda r: joined(r.set_by_person), below="by a person: {}"),
        _number("words", lambda r: r.words, "{}", folds=2),
        Column("statements", lambda r: counted(r.statements, "statement"), least=22, folds=1),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", usual="0 denials"),
        Column("meetings", lambda r: counted(r.meetings, "meeting"), below="{}", usual="0 meetings"),
    ),
)

UNDERSTOOD: View[UnderstoodRow] = View(
    "understood",
    (
        Column("input", lambda r: r.input, least=12),
        Column("kind", lambda r: r.kind, least=8),
        with_dates("published", lambda r, say: dated(r.published, r.published_from, say), least=10),
        Column("outlet", lambda r: r.outlet or "", below="{}"),
        Column("title", lambda r: r.title or "", least=22, style="bold"),
        Column("byline", lambda r: r.author or "", below="by {}"),
        Column("url", lambda r: r.url or "", below="{}"),
        Column("words", lambda r: str(r.words), right=True),
        Column("language", lambda r: r.language or "unknown", least=7),
        Column("sha-256", lambda r: r.raw_sha256, below="SHA-256 {}"),
    ),
)

DIFF: View[DiffRow] = View(
    "differences",
    (
        Column("change", lambda r: r.change, least=7),
        Column("what", lambda r: r.what, least=9),
        Column("before", lambda r: r.before, least=20),
        Column("after", lambda r: r.after, least=20),
        Column("near", lambda r: r.near, below="after “{}”"),
        Column("id", lambda r: r.id, style="dim"),
    ),
)

ACTORS: View[ActorRow] = View(
    "actors",
    (
        Column("id", lambda r: r.id, style="dim"),
        Column("actor", lambda r: r.name, least=14, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        Column("acts for", lambda r: r.acts_for or "", least=8, shown=lambda r: r.acts_for_name or ""),
        Column("aliases", lambda r: joined(r.aliases), least=18),
        with_dates("merged", _merged, below="merged: {}"),
        Column("says", lambda r: str(r.says), right=True),
        Column("spoken of", lambda r: str(r.spoken_of), right=True),
        Column("meets", lambda r: str(r.meets), right=True),
    ),
)
ACTORS = replace(
    ACTORS,
    brief=(
        Column("id", lambda r: r.id, style="dim"),
        Column("actor", lambda r: r.name, least=20, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        Column(
            "acts for", lambda r: r.acts_for or "", least=8, shown=lambda r: r.acts_for_name or "",
            folds=1, folded=lambda r: f"for {r.acts_for_name}" if r.acts_for_name else "",
        ),
        Column(
            "other names", lambda r: joined(r.aliases), least=18, shown=lambda r: joined(other_names(r)),
            folds=2, folded=lambda r: counted(len(other_names(r)), "other name") if other_names(r) else "",
        ),
        with_dates("merged", _merged, below="merged: {}"),
        Column("says", lambda r: str(r.says), right=True),
        Column("spoken of", lambda r: str(r.spoken_of), right=True),
        Column("meets", lambda r: str(r.meets), right=True),
    ),
)  # fmt: skip

TIMELINE: View[TimelineRow] = View(
    "timeline",
    (
        with_dates("date", lambda r, say: dated(r.date, r.date_of, say)),
        Column("kind", kind_words),
        Column("who", lambda r: r.who),
        Column("whom", lambda r: r.whom or ""),
        Column("words", lambda r: r.words),
        Column("stance", lambda r: worded(r.stance)),
        Column("status", lambda r: worded(r.status)),
        Column("reports", lambda r: counted(r.reports, "report")),
        Column("outlet", lambda r: r.outlet or ""),
        Column("article", lambda r: r.article),
        Column("id", lambda r: r.id),
        Column("by person", lambda r: person_words(r.decided_by)),
    ),
    timeline_form,
    is_dated=lambda r: r.date is not None,
)


_GROUPS = ("day", "week", "month", "story")
_UNITS = _GROUPS[:3]


def timeline_by(group: str) -> View[TimelineRow]:
    """Return the timeline as it is drawn by day, week, month or story; UsageError for anything else."""
    if group not in _GROUPS:
        raise UsageError(f"--group {group!r} is not known: choose from {', '.join(_GROUPS)}")
    return TIMELINE if group == "day" else replace(TIMELINE, name=f"timeline by {group}")


def lanes_by(unit: str) -> View[LaneRow]:
    """Return the lanes of the timeline, of columns no finer than a day, week or month; UsageError for anything else."""
    if unit not in _UNITS:
        raise UsageError(f"--graph has no --group {unit!r}: choose from {', '.join(_UNITS)}")
    return View(
        f"lanes by {unit}",
        (
            Column("actor", lambda r: r.actor),
            Column("from", lambda r: r.first or UNDATED),
            Column("to", lambda r: r.last or UNDATED),
            Column("statements", lambda r: str(r.statements), right=True),
            Column("denials", lambda r: str(r.denials), right=True),
            Column("meetings", lambda r: str(r.meetings), right=True),
            Column("planned", lambda r: str(r.planned), right=True),
        ),
        lane_form,
    )


DISPUTED: View[Disputed] = View(
    "disputed",
    (
        Column("id", lambda r: r.id),
        Column("claim", lambda r: r.claim),
        Column("kind", lambda r: worded(r.kind)),
        with_dates("asserted", _asserted),
        with_dates("denied", lambda r, say: _answer_cells(r.denied, say)),
        with_dates("declined", lambda r, say: _answer_cells(r.declined, say)),
        Column("coverage", coverage),
        with_dates("first", lambda r, say: say(r.first or UNDATED)),
        with_dates("last", lambda r, say: say(r.last or UNDATED)),
        Column("state", lambda r: r.state),
        with_dates("retracted", lambda r, say: _answer_cells(r.retracted, say)),
        Column("link", lambda r: r.link),
        Column("credibility", lambda r: r.credibility),
        Column("by person", lambda r: person_words(r.decided_by)),
    ),
    disputed_form,
)

CHECKED: View[CheckedReport] = View(
    "check",
    (
        Column("stance", lambda r: r.stance),
        with_dates("who", lambda r, say: with_actor(r.source, r, say)),
        Column("words", lambda r: r.words),
        with_dates("date", _report_date),
        Column("outlet", lambda r: r.outlet or ""),
        Column("article", lambda r: r.article),
        Column("span", lambda r: f"{r.span[0]}-{r.span[1]}"),
        Column("id", lambda r: r.id),
        Column("why", why),
    ),
)


def searched_coverage(row: SearchRow) -> str:
    """Return how widely a claim that was found is told, and how often denied; "" of all else."""
    if row.articles is None:
        return ""
    told = _coverage(row.articles, row.outlets or 0, row.origins or 0)
    return f"{told} · {counted(row.denials, 'denial')}" if row.denials else told


def found_in(row: SearchRow) -> str:
    """Return in how many places of an article or statement, or reports of a claim, the words were found."""
    return f"in {counted(row.hits, 'report')}" if row.kind == "claim" else counted(row.hits, "hit")


def search_view(kinds: Sequence[str]) -> View[SearchRow]:
    """Return the columns of what was searched: those of one kind, or of all with the kind in front."""
    columns: dict[str, Column[SearchRow]] = {
        "kind": Column("kind", lambda r: r.kind),
        "id": Column("id", lambda r: r.id),
        "date": with_dates("date", lambda r, say: dated(r.date, r.date_of, say)),
        "who": Column("outlet" if [*kinds] == ["articles"] else "who", lambda r: r.who),
        "stance": Column("stance", lambda r: stance_words(r.stance) if r.stance else ""),
        "title": Column("title", lambda r: r.title or "", marks=lambda r: r.title_marks),
        "words": Column("words", lambda r: r.words, marks=lambda r: r.marks),
        "coverage": Column("coverage", searched_coverage),
        "hits": Column("found", found_in),
        "article": Column("article", lambda r: r.article),
    }
    unknown = _UNKNOWN_OF[kinds[0]] if len(kinds) == 1 else ()
    return View("search", tuple(column for name, column in columns.items() if name not in unknown))


_UNKNOWN_OF = {  # the columns that say nothing of a kind
    "claims": ("kind", "stance", "title"),
    "statements": ("kind", "title", "coverage"),
    "articles": ("kind", "stance", "coverage", "article"),
}

MISQUOTES: View[Misquote] = View(
    "misquotes",
    (
        Column("owner", lambda r: r.owner, style="dim"),
        Column("role", lambda r: worded(r.role), least=8),
        Column("article", lambda r: r.article, least=11),
        Column("span", lambda r: f"{r.span[0]}-{r.span[1]}"),
        Column("stored", lambda r: r.stored, least=16),
        Column("found", lambda r: r.found, least=16),
    ),
)


# -- one record as lines ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a record's sheet in the formats that have only rows: which part of the sheet, and what it says."""

    part: str  # record field passage words history link
    name: str
    value: str
    reason: str = ""


def sheet_lines(sheet: Sheet, *, for_people: bool = False) -> list[SheetLine]:
    """Return a sheet as lines: the record, its fields, each passage and its marked words, its history, its links."""
    tell, say = (field_in_words, in_words) if for_people else (_field_as_it_is, as_value)
    title = title_in_words(sheet) if for_people else sheet.title
    lines = [SheetLine("record", f"{worded(sheet.kind)} {sheet.id}", title)]
    lines += [SheetLine("field", *tell(field)) for field in sheet.fields]
    for passage in sheet.passages:
        lines.append(SheetLine("passage", spot(passage.article, passage.span), passage.words))
        lines += [SheetLine("words", name, words) for name, words in marked_words(passage)]
    lines += [SheetLine("history", *event_line(event, say)) for event in sheet.history]
    return lines + [SheetLine("link", *tell(link)) for link in sheet.links]


def title_in_words(sheet: Sheet) -> str:
    """Return the title of a sheet as people read it: that of a decision is made of the program's own words."""
    if sheet.kind != "decision":
        return sheet.title
    told = (*sheet.fields, *sheet.links)
    names = {key: name for field in told for key, name in field.names.items()}
    return codes_in_words(sheet.title, [code for field in told for code in field.codes], names)


def field_in_words(field: Field) -> tuple[str, str, str]:
    """Return name, value and reason of a field as people read them: no code of the store, dates in words."""
    codes = field.codes
    names = {**{code: does(code) for code in codes if code in _STANCES}, **field.names}
    value = codes_in_words(field.value, codes, names) if codes or names else field.value
    reason = codes_in_words(field.reason.removesuffix(field.unsaid), codes, names)
    return codes_in_words(field.name, codes, names), value, reason


def _field_as_it_is(field: Field) -> tuple[str, str, str]:
    return field.name, field.value, field.reason


def event_line(event: Event, say: Say = as_value) -> tuple[str, str, str]:
    """Return when something was done to a claim; what, by whom, where and in what words; why it is taken for that."""
    where = f"{event.outlet or event.article}, {event.id}"
    what = f"{event.what}: {with_actor(event.who, event, say)}, {where}: {event.words}"
    return dated(event.date, event.date_of, say), what, event.reason


def marked_words(passage: Passage) -> Iterator[tuple[str, str]]:
    """Yield each marked part of a passage: its role with its place in the article (code points), and its words."""
    for start, end, role in passage.marks:
        yield f"{worded(role)} {passage.span[0] + start}-{passage.span[0] + end}", passage.words[start:end]


def spot(article: str, span: tuple[int, int]) -> str:
    """Return the place of some words: the article, start and end in code points."""
    return f"{article} {span[0]}-{span[1]}"


SHEET: View[SheetLine] = View(
    "sheet",
    (
        Column("part", lambda r: r.part),
        Column("name", lambda r: r.name),
        Column("value", lambda r: r.value),
        Column("reason", lambda r: r.reason),
    ),
)


# -- numbers of a store -----------------------------------------------------------------------------------------

NOBODY_YET = "nobody asserts it"


def in_brackets(*parts: str) -> str:
    """Return "(Politico, c79jdd592z9)"; a name that has brackets of its own, "(no source named)", keeps none."""
    return f"({', '.join(part.removeprefix('(').removesuffix(')') for part in parts)})"


@dataclass(frozen=True, slots=True)
class StatsLine:
    """One number in the formats that have only rows: the section it stands in, what it is of, and the number."""

    section: str
    name: str
    value: int


def stats_counts(stats: Stats) -> Iterator[tuple[str, int]]:
    """Yield the name of each count of a store, and the count."""
    for name in ("articles", "outlets", "claims", "disputed", "denials", "meetings"):
        yield name, getattr(stats, name)


def stats_lines(stats: Stats) -> list[StatsLine]:
    """Return the numbers of a store as lines, section after section."""
    lines = [StatsLine("counts", name, number) for name, number in stats_counts(stats)]
    share = stats.unnamed
    unnamed = {"sources": share.sources, "unnamed sources": share.unnamed}
    said = {"statements": share.statements, "statements of unnamed sources": share.unnamed_statements}
    lines += [StatsLine("sources", name, number) for name, number in (unnamed | said).items()]
    lines += [StatsLine("activity per week", one.week, one.events) for one in stats.weeks]
    lines += [StatsLine("activity per week", "no one week", stats.no_week)] if stats.no_week else []
    lines += [StatsLine("most quoted", keyed(one.name, one.actor_name), one.statements) for one in stats.most_quoted]
    denied = ((f"{one.id} {one.who or NOBODY_YET}: {one.claim}", one.denials) for one in stats.most_denied)
    lines += [StatsLine("most denied", name, number) for name, number in denied]
    lines += [
        StatsLine("who denies whom", f"{one.who} denies {one.whom}", one.denials) for one in stats.who_denies_whom
    ]
    return lines


STATS: View[StatsLine] = View(
    "stats",
    (
        Column("section", lambda r: r.section),
        Column("name", lambda r: r.name),
        Column("value", lambda r: str(r.value), right=True),
    ),
)
