"""A story in each format: one screen for a terminal, a page in Markdown, one object in JSON, rows in CSV and TSV.

Whatever the format, each line has the id of the row that it comes from, to be given to `tracker show`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from tracker.dates import PartialDate
from tracker.render.cells import (
    UNDATED,
    SayDate,
    as_value,
    counted,
    coverage,
    dated,
    days,
    joined,
    keyed,
    named,
    period,
    said_or_reported,
    stance_of,
    with_actor,
    worded,
)
from tracker.render.column import COVERED_ONCE, Column, View, with_dates
from tracker.render.date_words import in_short
from tracker.render.date_words import in_words as date_in_words
from tracker.render.forms import Form, fields_form
from tracker.render.lists.disputed import disputed_form
from tracker.render.lists.meetings import meeting_form
from tracker.render.lists.sources import unnamed_words
from tracker.render.safe import markdown_cell
from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow
from tracker.views.disputed import Disputed
from tracker.views.meetings import MeetingRow
from tracker.views.reports import AnswerReport, Report
from tracker.views.sources import SourceRow
from tracker.views.stories import OpenQuestion, Story, TopicRow

SIDES = ("asserted", "denied", "declined")
_OF_SIDES = ("deny", "no_comment")  # stances that the names of the sides say already


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A line of a story in the formats that have only rows; `of`: its claim, or the rows that a question cites."""

    section: str  # story, claim, asserted, denied, declined, denial, held meeting …, source, open question
    id: str
    date: str
    who: str
    words: str
    of: str = ""
    why: str = ""


LINES: View[StoryLine] = View(
    "story",
    (
        Column("section", lambda r: r.section),
        Column("id", lambda r: r.id),
        Column("date", lambda r: r.date),
        Column("who", lambda r: r.who),
        Column("words", lambda r: r.words),
        Column("of", lambda r: r.of),
        Column("why", lambda r: r.why),
    ),
)


def _unusual_command(row: TopicRow) -> str:
    """Return the command that opens a story, where it is not `tracker story ID`; else ""."""
    return "" if opened_by_id((row,)) else row.command


def opened_by_id(rows: Iterable[TopicRow]) -> bool:
    """Whether any of the stories is opened by `tracker story ID`; a brief table says so once for all."""
    return any(row.command == f"tracker story {row.id}" for row in rows)


TOPICS: View[TopicRow] = View(
    "stories",
    (
        Column("id", lambda r: r.id, least=11, style="dim"),
        Column("topic", lambda r: r.name, least=20, style="bold"),
        Column("open with", lambda r: r.command, below="{}"),
        with_dates("period", lambda r, say: period(r.first, r.last, say), least=13),
        Column("claims", lambda r: counted(r.claims, "claim"), least=11),
        Column("contested", lambda r: f"{r.contested} contested", below="{}", usual="0 contested"),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", usual="0 denials"),
        Column("meetings", lambda r: counted(r.meetings, "meeting"), below="{}", usual="0 meetings"),
        Column("coverage", coverage, least=13),
    ),
    brief=(
        Column("id", lambda r: r.id, least=26, style="dim"),  # "27 Apr 2011 to 25 Jan 2019" on one line
        with_dates("period", lambda r, say: days(r.first, r.last, say), below="{}"),
        Column("topic", lambda r: r.name, least=24, style="bold"),
        Column("open with", lambda r: r.command, below="{}", shown=_unusual_command),
        Column("claims", lambda r: counted(r.claims, "claim"), least=24, folds=1),
        Column("contested", lambda r: f"{r.contested} contested", below="{}", usual="0 contested"),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", usual="0 denials"),
        Column("meetings", lambda r: counted(r.meetings, "meeting"), below="{}", usual="0 meetings"),
        Column("coverage", coverage, least=20, usual=COVERED_ONCE, folds=1),
    ),
)


def story_form(story: Story) -> Form:
    """Return a story as one object: what it covers, then each part with the forms that the lists have."""
    return {
        "topic": story.topic,
        "claim": story.claim,
        "near": list(story.near),
        "scope": asdict(story.scope),
        "totals": dict(story.totals),
        "claims": [fields_form(row) for row in story.claims],
        "contested": [disputed_form(row) for row in story.contested],
        "denials": [fields_form(row) for row in story.denials],
        "meetings": [meeting_form(row) for row in story.meetings],
        "sources": [fields_form(row) for row in story.sources],
        "unnamed": asdict(story.unnamed),
        "questions": [fields_form(row) for row in story.questions],
    }


# -- words that the formats share -------------------------------------------------------------------------------


def in_words(date: str | None) -> str:
    """Return a date in words, "13 March 2022"; "undated" for none."""
    return date_in_words(date) if date else UNDATED


def period_in_words(start: str | None, end: str | None) -> str:
    """Return a period in words, "13 to 25 March 2022"; "undated" where an end of it is not known."""
    first, last = (PartialDate.parse(value or "") for value in (start, end))
    return PartialDate.between(first.first, max(first.last, last.last)).in_words if first and last else UNDATED


def headline(story: Story) -> str:
    """Return the period of a story, its coverage, and how many rows each list has of it."""
    totals = story.totals
    numbers = (counted(totals[f"{thing}s"], thing) for thing in ("denial", "refusal", "meeting"))
    return joined(
        (period_in_words(story.scope.first, story.scope.last), coverage(story.scope), _claims(story), *numbers)
    )


def _claims(story: Story) -> str:
    """Return how many claims there are, how many are contested, and how many nobody asserts, if all rows are here."""
    counts = f"{counted(story.totals['claims'], 'claim')}, {story.totals['contested']} contested"
    alone = sum(not row.reports for row in story.claims)
    is_known = alone and len(story.claims) == story.totals["claims"]
    return f"{counts}, {alone} known from denials alone" if is_known else counts


def near_words(story: Story) -> str:
    """Return which words were searched for instead, where no claim has all the words typed; "" where one has."""
    return f"no claim holds all these words; sought: {', and '.join(story.near)}" if story.near else ""


def kept_words(story: Story) -> str:
    """Return which claims a story was made from, where far more fit the topic; "" where it was made from all."""
    if not story.kept:
        return ""
    return (
        f"of the {story.kept} claims answered or reported last; about {story.fitting:,} statements fit: --all reads all"
    )


def claim_head(row: ClaimRow) -> str:
    """Return who says a claim, when, and how widely it is reported."""
    denied = (counted(row.denials, "denial"),) if row.denials else ()
    return joined((row.who, said_when(row.said, row.reported), coverage(row), *denied))


def said_when(said: str | None, reported: str | None) -> str:
    """Return when something was said, else reported, in words: "said on Sunday 13 March 2022"."""
    return f"said {in_words(said)}" if said else f"reported {in_words(reported)}" if reported else UNDATED


def side_words(report: Report) -> str:
    """Return who takes a side, when and in which outlet; of an answer its stance, unless the side's name says it."""
    is_plain = not isinstance(report, AnswerReport) or (report.stance in _OF_SIDES and report.state == "linked")
    stance = () if is_plain else (stance_of(report),)  # type: ignore[arg-type]
    when = said_when(report.said, report.reported)
    return joined((named(report.source, report.actor_name), *stance, when, report.outlet or report.article))


def denial_head(row: DenialRow) -> str:
    """Return who denies what nobody asserts, and when."""
    stance = ("denies knowledge",) if row.stance == "deny_knowledge" else ()
    when = f"{row.date_of} {in_words(row.date)}" if row.date else UNDATED
    return joined((named(row.who, row.actor_name), *stance, when, row.article))


def meeting_head(row: MeetingRow) -> str:
    """Return whether a meeting was held, when, where, how, and who took part."""
    mode = () if row.mode in ("in_person", "unknown") else (worded(row.mode),)
    when = in_words(row.start) if row.end in (None, row.start) else period_in_words(row.start, row.end)
    return joined((worded(row.status), when, *filter(None, (row.place,)), *mode, _participants(row)))


def _participants(row: MeetingRow, say: SayDate = in_short) -> str:
    return ", ".join(with_actor(attendee.name, attendee, say) for attendee in row.participants)


def question_head(row: OpenQuestion) -> str:
    """Return why a question is open, the ids of the other rows that raise it, whose it is, and since when."""
    cited = (f"see {', '.join(row.ids)}",) if row.ids else ()
    return joined((row.why, *cited, *filter(None, (row.who,)), in_words(row.date)))


def source_words(row: SourceRow) -> str:
    """Return who speaks, whether without a name, and how often."""
    numbers = ((row.statements, "statement"), (row.denials, "denial"), (row.refusals, "refusal"))
    kind = ("unnamed",) if row.kind == "unnamed" else ()
    counts = (counted(number, thing) for number, thing in numbers if number)
    return joined((named(row.name, row.actor_name), *kind, *counts))


# -- rows -------------------------------------------------------------------------------------------------------


def story_lines(story: Story) -> Iterator[StoryLine]:
    """Yield a story as lines, part by part."""
    scope = story.scope
    yield StoryLine("story", story.claim or "", period(scope.first, scope.last), coverage(scope), story.topic)
    for claim in story.claims:
        yield StoryLine("claim", claim.id, said_or_reported(claim.said, claim.reported), claim.who, claim.words)
    for row in story.contested:
        yield from _sides(row)
    for denial in story.denials:
        when, who = dated(denial.date, denial.date_of), keyed(denial.who, denial.actor)
        yield StoryLine("denial", denial.id, when, who, denial.words, denial.claim or "", denial.reason or "")
    for meeting in story.meetings:
        when, words = period(meeting.start, meeting.end), meeting.reports[0].words if meeting.reports else ""
        yield StoryLine(f"{worded(meeting.status)} meeting", meeting.id, when, _participants(meeting, as_value), words)
    for source in story.sources:
        when, words = period(source.first, source.last), counted(source.statements, "statement")
        yield StoryLine("source", source.id, when, keyed(source.name, source.actor), words, "", worded(source.kind))
    for question in story.questions:
        ids = " ".join(question.ids)
        yield StoryLine("open question", question.id, question.date or UNDATED, question.who, question.words, ids,
                        question.why)  # fmt: skip


def _sides(row: Disputed) -> Iterator[StoryLine]:
    for side in SIDES:
        for report in getattr(row, side):
            when, why = said_or_reported(report.said, report.reported), getattr(report, "reason", "")
            yield StoryLine(side, report.id, when, keyed(report.source, report.actor), report.words, row.id, why)


# -- a page -----------------------------------------------------------------------------------------------------


def story_page(story: Story) -> Iterator[str]:
    """Yield a story as a page of Markdown; article text in it is escaped, so that it shows as it stands."""
    yield f"# {markdown_cell(story.topic)}\n\n{markdown_cell(headline(story))}\n"
    if story.near:
        yield f"\n{markdown_cell(near_words(story))}\n"
    contested = {row.id for row in story.contested}
    yield from _part("Contested claims", (line for row in story.contested for line in _contested(row)))
    others = (row for row in story.claims if row.reports and row.id not in contested)
    yield from _part("Other claims", (_bullet(row.id, claim_head(row), row.words) for row in others))
    alone = (_bullet(row.id, denial_head(row), row.words) for row in story.denials)
    yield from _part("Denials of what nobody here asserts", alone)
    yield from _part("Meetings", (_bullet(row.id, meeting_head(row), first_words(row)) for row in story.meetings))
    sources = (f"- `{row.id}` {markdown_cell(source_words(row))}\n" for row in story.sources)
    yield from _part(f"Sources: {unnamed_words(story.unnamed)}", sources)
    yield from _part("Open questions", (_bullet(row.id, question_head(row), row.words) for row in story.questions))


def _part(heading: str, bullets: Iterable[str]) -> Iterator[str]:
    yield f"\n## {markdown_cell(heading)}\n\n"
    yield "".join(bullets) or "none\n"


def _contested(row: Disputed) -> Iterator[str]:
    if row.asserted:
        yield _bullet(row.id, joined((row.state, coverage(row))), row.claim)
        for side in SIDES:
            for report in getattr(row, side):
                yield "  " + _bullet(report.id, f"{side}: {side_words(report)}", report.words)


def _bullet(id_: str, head: str, words: str) -> str:
    return f"- `{id_}` {markdown_cell(head)}: {markdown_cell(words)}\n"


def first_words(row: MeetingRow) -> str:
    """Return what the first report says of a meeting."""
    return row.reports[0].words if row.reports else ""
