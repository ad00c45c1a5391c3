"""How a report says things: dates in words, who said it where, and the pieces of a citation in every form."""

from __future__ import annotations

from tracker.dates import PartialDate
from tracker.queries.filters import Filters
from tracker.render.cells import (
    UNDATED,
    counted,
    coverage,
    joined,
    named,
    person_words,
    reason_and_score,
    stance_of,
    stance_words,
    worded,
)
from tracker.render.column import Row, View
from tracker.render.date_words import in_words
from tracker.render.lists.articles import ARTICLES
from tracker.render.lists.meetings import MEETINGS
from tracker.report.contents import Contents, Note
from tracker.views.articles import ArticleRow
from tracker.views.citations import CitedArticle
from tracker.views.disputed import Disputed
from tracker.views.meetings import MeetingRow
from tracker.views.reports import AnswerReport, Report
from tracker.views.sources import SourceRow
from tracker.views.timeline import TimelineRow

# What every form says before its rows.
READING = (
    "Each row was read from the words it is cited with. Nothing here says who is right.",
    "A date is as precise as the article makes it. “Said” is when it was said; where the article does not tell, "
    "“reported” is the day of publication.",
    "Articles that carry the same text, or cite the same newsroom, are one origin.",
)
SCALES = (
    "Reliability (A to F) and credibility (1 to 6) are on the Admiralty scales and a person's judgement; F and 6 say "
    "that nobody has judged."
)


def date_words(value: str | None) -> str:
    """Return a date value in words, as precise as it is: "Sunday 13 March 2022", "March 2022", or "undated"."""
    if not value:
        return UNDATED
    date = PartialDate.parse(value)
    return date.in_words if date and "T" not in value else in_words(value)


def when(value: str | None, date_of: str | None) -> str:
    """Return a date in words with what it is the date of: "Sunday 13 March 2022 (said)"; of a meeting without."""
    return f"{date_words(value)} ({date_of})" if value and date_of and date_of != "meeting" else date_words(value)


def report_when(report: Report) -> str:
    """Return when a report was said, else when it was reported."""
    return when(report.said, "said") if report.said else when(report.reported, "reported")


def period_words(row: MeetingRow) -> str:
    """Return when a meeting was, in words."""
    return " to ".join(date_words(date) for date in dict.fromkeys(filter(None, (row.start, row.end)))) or UNDATED


def cell(view: View[Row], header: str, row: Row) -> str:
    """Return what a list has in one of its columns, as people read it."""
    return next(column.for_people(row) for column in view.columns if column.header == header)


def sentence_case(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]


def whom_words(row: TimelineRow) -> str:
    """Return whom an answer answers: "to US officials", "" for what answers nobody."""
    return f"to {row.whom}" if row.whom else ""


def reported_by(contents: Contents, row: TimelineRow) -> str:
    """Return the outlet whose words a row shows, and how many reports there are if there are several."""
    return contents.outlet_of(row) + (f", {counted(row.reports, 'report')}" if row.reports > 1 else "")


def standing(row: Disputed) -> str:
    """Return the state of a disputed claim, its coverage, and its credibility if a person judged it."""
    parts = [row.state or worded(row.kind), coverage(row)]
    parts += [f"credibility {row.credibility}"] * (row.credibility != "6")
    return " · ".join([*parts, *["no denial of it is sure, some may be"] * (row.link == "possible")])


def decided(row: TimelineRow | Disputed | SourceRow | AnswerReport) -> str:
    """Return what people decided on a row, as a clause in brackets; "" where they did not."""
    return f" (by a person: {person_words(row.decided_by)})" if row.decided_by else ""


def who_says(report: Report) -> str:
    """Return who says something, the stance of an answer, when, and in which outlet."""
    does = f" {stance_of(report)}" if isinstance(report, AnswerReport) else ""
    who = named(report.source, report.actor_name)
    return f"{who}{does}, {report_when(report)}, {report.outlet or report.article}"


def reason_of(report: Report) -> str:
    """Return the reason of an answer's link and what people decided on it, in brackets; "" for other reports."""
    if not isinstance(report, AnswerReport):
        return ""
    return f" (why: {reason_and_score(report)})" + decided(report)


def meeting_kind(row: MeetingRow) -> str:
    """Return what a meeting was: "Held, in person"; "Planned, mode unknown, 38 times"."""
    mode = "mode unknown" if row.mode == "unknown" else worded(row.mode)
    times = [counted(row.count, "time")] if row.count else []
    return ", ".join([sentence_case(worded(row.status)), mode, *times])


def participants(row: MeetingRow) -> list[str]:
    """Return who met, each with the actor they act for."""
    return [named(attendee.name, attendee.actor_name) for attendee in row.participants]


def meeting_notes(row: MeetingRow) -> list[str]:
    """Return what a meeting was about, in what its reports differ, and from when it was put off, each as a line."""
    notes = [
        ("About", joined(row.topics)),
        ("Told differently", cell(MEETINGS, "told differently", row)),
        ("Put off from", date_words(row.old) if row.old else ""),
    ]
    return [f"{name}: {text}" for name, text in notes if text]


def source_name(row: SourceRow) -> str:
    """Return a source with whom it acts for, and what it is."""
    return f"{named(row.name, row.actor_name)}, {worded(row.kind)}"


def said_in(note: Note) -> str:
    """Return what a statement does, when it was said and where it stands, for a list of statements."""
    does = [stance_words(note.citation.stance)] if note.citation.stance else []
    article = note.article
    where = article.outlet or article.given_id or article.id
    return ", ".join([*does, when(note.citation.date, note.citation.date_of), where])


def outlet_and_date(article: CitedArticle) -> list[str]:
    """Return where and when an article was published, and where that date came from."""
    published = date_words(article.published) + (f" (from: {article.published_from})" if article.published else "")
    return [article.outlet or "outlet not known", published]


def article_facts(article: CitedArticle, row: ArticleRow | None) -> list[str]:
    """Return what else is known of an article, and how much the lists show of it."""
    facts = [article.author or "", counted(article.words, "word")]
    if row is not None:
        facts += [counted(row.statements, "statement"), counted(row.denials, "denial")]
        facts += [counted(row.meetings, "meeting"), cell(ARTICLES, "not read", row)]
        facts += [f"by a person: {', '.join(row.set_by_person)}"] if row.set_by_person else []
    return [fact for fact in facts if fact]


def outlet_day(article: CitedArticle) -> str:
    """Return where and when an article was published: "Harbour Post, Sunday 13 March 2022"."""
    return f"{article.outlet or 'outlet not known'}, {date_words(article.published)}"


def title_of(article: CitedArticle) -> str:
    """Return the title of an article in quotation marks, else its id."""
    return f"“{article.title}”" if article.title else (article.given_id or article.id)


def reference(article: CitedArticle) -> list[str]:
    """Return an article as a footnote names it: outlet and date, title, and its address where it has one."""
    return [outlet_day(article), title_of(article), *([article.url] if article.url else [])]


def filter_words(filters: Filters) -> list[tuple[str, str]]:
    """Return the filters of a report, each as its name and its value in words."""
    pairs = [
        ("Actor", " and ".join(filters.actors)),
        ("About", filters.about or ""),
        ("Outlet", filters.outlet or ""),
        ("Article", filters.article or ""),
        ("Since", filters.since.in_words if filters.since else ""),
        ("Until", filters.until.in_words if filters.until else ""),
        ("Kinds in the timeline", ", ".join(filters.kinds)),
        ("Rows of each list", f"at most {filters.limit}" if filters.limit else ""),
        ("Links", "also those that are only possible" if filters.possible else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def counts(contents: Contents) -> list[str]:
    """Return how much the report holds, a phrase for each list."""
    return [
        counted(len(contents.timeline.rows), "timeline row"),
        counted(len(contents.disputed.rows), "disputed claim"),
        counted(len(contents.meetings.rows), "meeting"),
        counted(len(contents.sources.rows), "source"),
        counted(len(contents.texts), "article"),
    ]
