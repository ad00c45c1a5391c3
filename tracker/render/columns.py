"""The columns of each list, in their order: what stands in a cell, and how a table makes room for it.

A cell's text is the same in every format but JSON. It is not yet safe to print: each format makes it so in its own
way. A number never stands for coverage alone ("4 articles / 2 outlets / 1 origin"), and a date says what it is the
date of ("2022-03-14 said").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.lexicon.languages import language_name
from tracker.records import ENGLISH
from tracker.render.forms import Form, disputed_form, fields_form, meeting_form, timeline_form
from tracker.views import (
    ActorRow,
    AnswerReport,
    ArticleRow,
    Attendee,
    CheckedReport,
    ClaimRow,
    DenialRow,
    DiffRow,
    DiscardedRow,
    Disputed,
    Event,
    MeetingRow,
    Merged,
    Misquote,
    Passage,
    PossibleClaim,
    Report,
    Sheet,
    SourceRow,
    TimelineRow,
    UnderstoodRow,
    UnnamedShare,
    Word,
)

Row = TypeVar("Row")

UNDATED = "undated"
UNDATED_BLOCK = "Undated"  # what stands over the rows of a list in order of dates that have none
_COVERED_ONCE = "1 article / 1 outlet / 1 origin"
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
    """A header, and the cell's text of a row.

    In a table it is from `least` to `most` terminal columns wide (wider text is no easier to read), and wider only for
    a long word. With `below` it stands under the column before it, in the same cell and without a header of its own,
    and reads as that pattern: "{}" or "said by {}"; `beside` puts it on the line of the column before it. What is
    `usual` goes unsaid in a table, unless it is asked to be wide.
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


@dataclass(frozen=True, slots=True)
class View(Generic[Row]):
    """A list as a person knows it: its name, its columns, and the JSON form of a row.

    `is_dated` tells which rows stand in the order of dates; for readers the others follow under a heading of their own.
    """

    name: str
    columns: tuple[Column[Row], ...]
    form: Callable[[Row], Form] = fields_form
    is_dated: Callable[[Row], bool] = lambda _: True


# -- cell texts -------------------------------------------------------------------------------------------------


def dated(date: str | None, date_of: str | None) -> str:
    """Return a date with what it is the date of, or "undated"."""
    return " ".join(filter(None, (date, date_of))) if date else UNDATED


def said_or_reported(said: str | None, reported: str | None) -> str:
    """Return when it was said, else when it was reported, marked as such."""
    return dated(said, "said") if said else dated(reported, "reported")


def period(start: str | None, end: str | None) -> str:
    """Return "start to end", one date where both are the same or one is missing, or "undated"."""
    return " to ".join(dict.fromkeys(filter(None, (start, end)))) or UNDATED


def counted(number: int, thing: str) -> str:
    """Return "1 article", "4 articles"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def coverage(row: ClaimRow | Disputed | SourceRow) -> str:
    """Return "4 articles / 2 outlets / 1 origin": how many independent origins stand behind the articles."""
    return _coverage(row.articles, row.outlets, row.origins)


def _coverage(articles: int, outlets: int, origins: int) -> str:
    numbers = (articles, "article"), (outlets, "outlet"), (origins, "origin")
    return " / ".join(counted(number, thing) for number, thing in numbers)


def named(name: str, actor: str | None) -> str:
    """Return a name with the actor it stands for: "US officials (USA)"."""
    return f"{name} ({actor})" if actor and actor != name else name


def stance_words(stance: str) -> str:
    """Return what a stance does to the claim it answers: "denies knowledge of it"."""
    return _STANCES.get(stance, worded(stance))


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


def report_cell(report: Report) -> str:
    """Return who said it, when, where, and the words."""
    where = report.outlet or report.article
    return f"{named(report.source, report.actor)}, {_report_date(report)}, {where}, {report.id}: {report.words}"


def answer_cell(report: AnswerReport) -> str:
    """Return a report with its stance, and why it is taken to answer the claim."""
    return f"{report_cell(report)} [{stance_of(report)}; {why(report)}]"


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


def _report_date(report: Report) -> str:
    return said_or_reported(report.said, report.reported)


def _attendees(attendees: tuple[Attendee, ...]) -> str:
    return joined(named(one.name, one.actor) for one in attendees)


def _meeting_coverage(row: MeetingRow) -> str:
    articles = {report.article for report in row.reports}
    outlets = {report.outlet for report in row.reports if report.outlet}
    origins = {report.origin or report.article for report in row.reports}
    return _coverage(len(articles), max(1, len(outlets)), len(origins))


def _meeting_words(row: MeetingRow) -> str:
    more = len(row.reports) - 1
    return (row.reports[0].words if row.reports else "") + (f" (+{counted(more, 'report')})" if more > 0 else "")


def told_differently(row: MeetingRow) -> str:
    """Return what reports of a meeting contradict each other about: "date: 2022-06-04 / 2022-06-05"."""
    told = (
        (name, " / ".join(" and ".join(value) if isinstance(value, tuple) else value for value in values))
        for name, values in row.conflicts.items()
    )
    return joined(f"{'date' if name == 'start' else name}: {values}" for name, values in told)


def _published(row: ArticleRow) -> str:
    """The date with where it came from; that it is not known may be a person's word too."""
    by_person = not row.published and row.published_from == "person"
    return f"{UNDATED} person" if by_person else dated(row.published, row.published_from)


def _not_read(row: ArticleRow) -> str:
    """Why an article was not read: "in Russian: not read"."""
    return "" if row.language in (None, ENGLISH) else f"in {language_name(row.language or '')}: not read"


def _merged(merged: Merged) -> str:
    """Return what was merged into an actor, by whom and why: "john-brown John Brown (tracker: …)"."""
    return f"{merged.id} {merged.name} ({': '.join(filter(None, (merged.by, merged.reason)))})"


def unnamed_words(share: UnnamedShare) -> str:
    """Return "7 of 21 sources unnamed, 34 % of statements"."""
    percent = round(100 * share.unnamed_statements / max(1, share.statements))
    return f"{share.unnamed} of {counted(share.sources, 'source')} unnamed, {percent} % of statements"


def _times(count: int | None) -> str:
    return "" if count is None else counted(count, "time")


def _asserted(row: Disputed) -> str:
    return joined(map(report_cell, row.asserted)) or NOBODY


# -- the lists --------------------------------------------------------------------------------------------------

CLAIMS: View[ClaimRow] = View(
    "claims",
    (
        Column("id", lambda r: r.id, least=19, style="dim"),  # "2031-05-11 reported" on one line
        Column("date", lambda r: said_or_reported(r.said, r.reported), below="{}"),
        Column("credibility", lambda r: r.credibility, below="credibility {}", usual="6"),
        Column("who", lambda r: r.who, least=12),
        Column("claim", lambda r: r.words, least=26, most=70, style="bold"),
        Column("certainty", lambda r: r.certainty or "", below="certainty: {}"),
        Column("happened", lambda r: r.happened or "", below="happened: {}"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
        Column("coverage", coverage, below="{}", usual=_COVERED_ONCE),
        Column("reports", lambda r: counted(r.reports, "report"), below="{}", beside=True, usual="1 report"),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", beside=True, usual="0 denials"),
    ),
)

SOURCES: View[SourceRow] = View(
    "sources",
    (
        Column("id", lambda r: r.id, least=15, style="dim"),  # "from 2031-05-11" on one line
        Column("first", lambda r: r.first or UNDATED, below="from {}"),
        Column("last", lambda r: r.last or UNDATED, below="to {}"),
        Column("source", lambda r: r.name, least=18, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        Column("actor", lambda r: r.actor or "", below="for {}"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
        Column("statements", lambda r: str(r.statements), right=True),
        Column("denials made", lambda r: str(r.denials), right=True),
        Column("denials met", lambda r: str(r.denials_met), right=True),
        Column("refusals", lambda r: str(r.refusals), right=True),
        Column("coverage", coverage, least=13, most=13),  # "reliability F" on one line
        Column("reliability", lambda r: r.reliability, below="reliability {}", usual="F"),
    ),
)


def _answers(name: str, header: str) -> View[DenialRow]:
    return View(
        name,
        (
            Column("id", lambda r: r.id, style="dim"),
            Column("date", lambda r: dated(r.date, r.date_of), below="{}"),
            Column("article", lambda r: r.article, below="{}"),
            Column("who", lambda r: named(r.who, r.actor), least=14),
            Column("stance", lambda r: stance_words(r.stance), below="{}"),
            Column(header, lambda r: r.words, least=20, style="bold"),
            Column("claim", lambda r: r.claim_words or "", least=20),
            Column("asserted by", lambda r: r.asserted_by or "", below="asserted by {}"),
            Column("claim id", lambda r: r.claim or "", below="{}"),
            Column("why", lambda r: r.reason or "", below="why: {}"),
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
        Column("date", lambda r: dated(r.date, r.date_of), below="{}"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        Column("who", lambda r: r.who, least=12),
        Column("article", lambda r: r.article, below="{}"),
        Column("words", lambda r: r.words, least=26, style="bold"),
        Column("claim", lambda r: r.claim or "", below="claim: {}"),
        Column("by person", lambda r: person_words(r.decided_by), least=20),
    ),
)

MEETINGS: View[MeetingRow] = View(
    "meetings",
    (
        Column("id", lambda r: r.id, least=13, style="dim"),  # "2031-05-13 to" on one line
        Column("date", lambda r: period(r.start, r.end), below="{}"),
        Column("status", lambda r: worded(r.status), least=9),
        Column("mode", lambda r: worded(r.mode), below="{}"),
        Column("times", lambda r: _times(r.count), below="{}"),
        Column("participants", lambda r: _attendees(r.participants), least=20, style="bold"),
        Column("place", lambda r: r.place or "", below="place: {}"),
        Column("topics", lambda r: joined(r.topics), below="about: {}"),
        Column("told differently", told_differently, below="told differently: {}"),
        Column("put off from", lambda r: r.old or "", below="put off from: {}"),
        Column("words", _meeting_words, least=22),
        Column("coverage", _meeting_coverage, below="{}", usual=_COVERED_ONCE),
    ),
    meeting_form,
)

ARTICLES: View[ArticleRow] = View(
    "articles",
    (
        Column("id", lambda r: r.id, style="dim"),
        Column("given id", lambda r: r.given_id or "", below="{}"),
        Column("published", _published, least=10),
        Column("outlet", lambda r: r.outlet or "", below="{}"),
        Column("by person", lambda r: joined(r.set_by_person), below="by a person: {}"),
        Column("title", lambda r: r.title or "", least=22, style="bold"),
        Column("url", lambda r: r.url or "", below="{}"),
        Column("ingested", lambda r: r.ingested_at, below="ingested {}"),
        Column("version", lambda r: str(r.version) if r.version > 1 else "", below="version {}"),
        Column("not read", _not_read, below="{}"),
        Column("words", lambda r: str(r.words), right=True),
        Column("statements", lambda r: counted(r.statements, "statement"), least=13),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}"),
        Column("meetings", lambda r: counted(r.meetings, "meeting"), below="{}"),
    ),
)

UNDERSTOOD: View[UnderstoodRow] = View(
    "understood",
    (
        Column("input", lambda r: r.input, least=12),
        Column("kind", lambda r: r.kind, least=8),
        Column("published", lambda r: dated(r.published, r.published_from), least=10),
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
        Column("acts for", lambda r: r.acts_for or "", least=8),
        Column("aliases", lambda r: joined(r.aliases), least=18),
        Column("merged", lambda r: joined(map(_merged, r.merged)), below="merged: {}"),
        Column("says", lambda r: str(r.says), right=True),
        Column("spoken of", lambda r: str(r.spoken_of), right=True),
        Column("meets", lambda r: str(r.meets), right=True),
    ),
)

TIMELINE: View[TimelineRow] = View(
    "timeline",
    (
        Column("date", lambda r: dated(r.date, r.date_of)),
        Column("kind", kind_words),
        Column("who", lambda r: r.who),
        Column("whom", lambda r: r.whom or ""),
        Column("words", lambda r: r.words),
        Column("stance", lambda r: worded(r.stance)),
        Column("status", lambda r: worded(r.status)),
        Column("reports", lambda r: counted(r.reports, "report")),
        Column("article", lambda r: r.article),
        Column("id", lambda r: r.id),
        Column("by person", lambda r: person_words(r.decided_by)),
    ),
    timeline_form,
    is_dated=lambda r: r.date is not None,
)

DISPUTED: View[Disputed] = View(
    "disputed",
    (
        Column("id", lambda r: r.id),
        Column("claim", lambda r: r.claim),
        Column("kind", lambda r: worded(r.kind)),
        Column("asserted", _asserted),
        Column("denied", lambda r: joined(map(answer_cell, r.denied))),
        Column("declined", lambda r: joined(map(answer_cell, r.declined))),
        Column("coverage", coverage),
        Column("first", lambda r: r.first or UNDATED),
        Column("last", lambda r: r.last or UNDATED),
        Column("state", lambda r: r.state),
        Column("retracted", lambda r: joined(map(answer_cell, r.retracted))),
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
        Column("who", lambda r: named(r.source, r.actor)),
        Column("words", lambda r: r.words),
        Column("date", _report_date),
        Column("outlet", lambda r: r.outlet or ""),
        Column("article", lambda r: r.article),
        Column("span", lambda r: f"{r.span[0]}-{r.span[1]}"),
        Column("id", lambda r: r.id),
        Column("why", why),
    ),
)

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


def sheet_lines(sheet: Sheet) -> list[SheetLine]:
    """Return a sheet as lines: the record, its fields, each passage and its marked words, its history, its links."""
    lines = [SheetLine("record", f"{worded(sheet.kind)} {sheet.id}", sheet.title)]
    lines += [SheetLine("field", field.name, field.value, field.reason) for field in sheet.fields]
    for passage in sheet.passages:
        lines.append(SheetLine("passage", spot(passage.article, passage.span), passage.words))
        lines += [SheetLine("words", name, words) for name, words in marked_words(passage)]
    lines += [SheetLine("history", *event_line(event)) for event in sheet.history]
    return lines + [SheetLine("link", link.name, link.value, link.reason) for link in sheet.links]


def event_line(event: Event) -> tuple[str, str, str]:
    """Return when something was done to a claim; what, by whom, where and in what words; why it is taken for that."""
    where = f"{event.outlet or event.article}, {event.id}"
    what = f"{event.what}: {named(event.who, event.actor)}, {where}: {event.words}"
    return dated(event.date, event.date_of), what, event.reason


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
