"""The columns of the meetings."""

from __future__ import annotations

from tracker.render.cells import SayDate, as_value, counted, coverage_words, joined, period, with_actor, worded
from tracker.render.column import COVERED_ONCE, DATED_ID, Column, View, with_dates
from tracker.render.forms import Form, answer_form, report_form
from tracker.views.meetings import MeetingRow

# Fields of a meeting whose values are dates or tokens; the others are text of articles.
_DATES_OF_MEETING = ("start", "end", "old")
_TOKENS_OF_MEETING = ("mode", "status")


def _attendees(row: MeetingRow, say: SayDate) -> str:
    return joined(with_actor(attendee.name, attendee, say) for attendee in row.participants)


def _meeting_coverage(row: MeetingRow) -> str:
    articles = {report.article for report in row.reports}
    outlets = {report.outlet for report in row.reports if report.outlet}
    origins = {report.origin or report.article for report in row.reports}
    return coverage_words(len(articles), max(1, len(outlets)), len(origins))


def _meeting_words(row: MeetingRow) -> str:
    further = len(row.reports) - 1
    return (row.reports[0].words if row.reports else "") + (f" (+{counted(further, 'report')})" if further > 0 else "")


def contradictions(row: MeetingRow, say: SayDate = as_value) -> str:
    """Return the fields in which reports of a meeting differ, with their values: "date: 2022-06-04 / 2022-06-05"."""
    fields = (
        (name, " / ".join(_written(value, _writer_of(name, say)) for value in values))
        for name, values in row.conflicts.items()
    )
    return joined(f"{'date' if name == 'start' else name}: {values}" for name, values in fields)


def _writer_of(name: str, say: SayDate) -> SayDate:
    """Return how to write the values of a field of a meeting: dates as asked, tokens in words for people."""
    if name in _DATES_OF_MEETING:
        return say
    return worded if name in _TOKENS_OF_MEETING and say is not as_value else as_value


def _written(value: str | tuple[str, ...], say: SayDate) -> str:
    return " and ".join(value) if isinstance(value, tuple) else say(value)


def _times(count: int | None) -> str:
    return "" if count is None else counted(count, "time")


_MEETING_WORDS: Column[MeetingRow] = Column("words", _meeting_words, least=22, folds=1, folded=lambda _: "")
_MEETING_COVERAGE: Column[MeetingRow] = Column("coverage", _meeting_coverage, below="{}", usual=COVERED_ONCE)


_WHO_MET: tuple[Column[MeetingRow], ...] = (
    Column("times", lambda r: _times(r.count), below="{}"),
    with_dates("participants", _attendees, least=44, style="bold"),
    Column("place", lambda r: r.place or "", below="place: {}"),
    Column("topics", lambda r: joined(r.topics), below="about: {}"),
    with_dates("told differently", contradictions, below="told differently: {}"),
    with_dates("put off from", lambda r, say: say(r.old or ""), below="put off from: {}"),
)


def meeting_form(row: MeetingRow) -> Form:
    """Return a meeting with its participants and all its reports."""
    return {
        "id": row.id,
        "status": row.status,
        "mode": row.mode,
        "place": row.place,
        "start": row.start,
        "end": row.end,
        "participants": [{"name": who.name, "actor": who.actor, "role": who.role} for who in row.participants],
        "reports": [report_form(report) for report in row.reports],
        "country": row.country,
        "old": row.old,
        "topics": list(row.topics),
        "count": row.count,
        "conflicts": {
            name: [list(value) if isinstance(value, tuple) else value for value in values]
            for name, values in row.conflicts.items()
        },
        "denied": [answer_form(report) for report in row.denied],
    }


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
        Column("id", lambda r: r.id, least=DATED_ID, most=DATED_ID, style="dim"),
        with_dates("date", lambda r, say: period(r.start, r.end, say), below="{}"),
        Column("status", lambda r: worded(r.status), least=9, folds=2),
        Column("mode", lambda r: worded(r.mode), below="{}", usual="unknown"),
        *_WHO_MET,
        _MEETING_COVERAGE,
        _MEETING_WORDS,
    ),
)
