"""An iCalendar file of the meetings (RFC 5545): one all-day event for each that has a date.

A date that is coarser than a day makes an event of all the days that it may mean, and its title begins with "Within
March 2022:": a calendar can show no less. Such events take up no time in a calendar. Left out is what no event can
be: a meeting without a date, and a habit of meeting. Nobody is made an attendee, since that takes a mail address.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.dates import PartialDate
from tracker.export.cameo import cameo_code
from tracker.export.form_parts import batches, made_id, outlet_of
from tracker.export.libraries import needed
from tracker.queries.quoted import quotations
from tracker.render.cells import answer_cell, dated, named, period, worded
from tracker.render.date_words import in_words
from tracker.render.lists.meetings import contradictions
from tracker.render.safe import one_line
from tracker.views.meetings import MeetingRow
from tracker.views.quotations import Quotation
from tracker.views.reports import Report

_STATUSES = {
    "held": "CONFIRMED",
    "planned": "TENTATIVE",
    "proposed": "TENTATIVE",
    "cancelled": "CANCELLED",
    "refused": "CANCELLED",  # iCalendar has no other word for what does not take place
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?", re.ASCII)


def placed(row: MeetingRow) -> bool:
    """Whether a meeting is one event with a date."""
    return row.status in _STATUSES and _period(row) is not None


def ics(db: sqlite3.Connection, meetings: Sequence[MeetingRow]) -> Iterator[bytes]:
    """Yield a calendar of those of the meetings that are `placed`; TrackerError where the library is not installed."""
    library = needed("icalendar", "ics")
    calendar = library.Calendar()
    calendar.add("prodid", "-//tracker//meetings//EN")
    calendar.add("version", "2.0")
    before, after = calendar.to_ical().split(b"END:VCALENDAR")
    yield before
    for batch in batches(meetings):
        quoted = quotations(db, [report.id for row in batch for report in row.reports])
        for row in batch:
            if placed(row) and (date := _period(row)):
                yield _event(library, row, date, quoted)
    yield b"END:VCALENDAR" + after


def _event(
    library: Any,  # noqa: ANN401 - a module
    row: MeetingRow,
    date: PartialDate,
    quoted: Mapping[str, Quotation],
) -> bytes:
    articles = [quoted[report.id].article for report in row.reports]
    parts = {
        "uid": made_id("meeting", row.id),
        "dtstamp": max(dt.datetime.fromisoformat(article.ingested_at) for article in articles).astimezone(dt.UTC),
        "dtstart": date.first,
        "dtend": date.last + dt.timedelta(days=1),  # iCalendar has the day after the last
        "status": _STATUSES[row.status],
        "summary": _summary(row, date),
        "location": one_line(row.place or ""),
        "description": "\n".join(map(one_line, _description(row, quoted))),
        "categories": ["Meeting", worded(row.status).capitalize(), worded(row.mode).capitalize()],
        "x-cameo-code": cameo_code(row) or "",
        "transp": "TRANSPARENT",
    }
    event = library.Event()
    for name, value in parts.items():
        if value:
            event.add(name, value)
    lines: bytes = event.to_ical()
    return lines


def _period(row: MeetingRow) -> PartialDate | None:
    first, last = (PartialDate.parse(value or "") for value in (row.start, row.end))
    if first is None or last is None or not first.first <= last.last < dt.date.max:
        return None  # an event ends on the day after its last, and the last day of the calendar has none after it
    return PartialDate.between(first.first, last.last)


def _is_day(value: str | None) -> bool:
    return bool(_DAY.fullmatch(value or ""))


def _summary(row: MeetingRow, date: PartialDate) -> str:
    within = "" if _is_day(row.start) and _is_day(row.end) else f"Within {date.in_words}: "
    status = "" if row.status == "held" else f"{worded(row.status).capitalize()}: "
    return one_line(within + status + ", ".join(attendee.name for attendee in row.participants))


def _description(row: MeetingRow, quoted: Mapping[str, Quotation]) -> Iterator[str]:
    """Yield the lines that say what is known of a meeting, and each report with its words and their place."""
    yield "Participants: " + ", ".join(named(attendee.name, attendee.actor_name) for attendee in row.participants)
    details = {
        "About": ", ".join(row.topics),
        "Put off from": in_words(row.old or ""),
        "Told differently": contradictions(row, in_words),
    }
    yield from (f"{name}: {value}" for name, value in details.items() if value)
    for report in row.reports:
        yield _report(report, quoted[report.id])
    for denial in row.denied:
        yield f"Denied: {answer_cell(denial, in_words)}"
    yield f"Date as told: {period(row.start, row.end, in_words)}. Id: {row.id}"


def _report(report: Report, quoted: Quotation) -> str:
    article = quoted.article
    published = dated(article.published, "published", in_words)
    where = f"{outlet_of(article)}, {published}, {article.id} {quoted.start}-{quoted.end}"
    return f"“{quoted.exact}” ({where}{', ' + article.url if article.url else ''})"
