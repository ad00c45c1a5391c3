"""A TimelineJS file: the timeline as https://timeline.knightlab.com shows it in a page.

TimelineJS writes what it is given into the page as HTML, so article text is escaped. A date has a month and a day only
where they are known; a week, a season or a range is from its first to its last day, and says so. An event must have a
date: those without are left out.
"""

from __future__ import annotations

import calendar
import html
import sqlite3
from collections.abc import Iterator, Sequence

from tracker.dates import PartialDate
from tracker.export.form_parts import Form, batches, json_list, json_text, outlet_of, target
from tracker.queries.filters import Filters
from tracker.queries.listings import TIMELINE
from tracker.queries.quoted import quotations, stood_at
from tracker.render.cells import counted
from tracker.render.lists.timeline import kind_words
from tracker.render.safe import leads_to_web, one_line
from tracker.views.quotations import Quotation
from tracker.views.timeline import TimelineRow

_GROUPS = {"claim": "Claims", "denial": "Denials", "meeting": "Meetings"}


def timelinejs(
    db: sqlite3.Connection, filters: Filters, events: Sequence[TimelineRow], title: str | None
) -> Iterator[bytes]:
    """Yield the file for these rows of the timeline, but for those without a date (see `placed`)."""
    head = f'{{"title": {json_text({"text": {"headline": _html(title)}})}, ' if title else "{"
    return json_list(f'{head}"events": [', _events(db, filters, events), "]}\n")


def placed(row: TimelineRow) -> bool:
    """Whether a row has a date that can be shown on a line of time."""
    return PartialDate.parse(row.date or "") is not None


def _events(db: sqlite3.Connection, filters: Filters, events: Sequence[TimelineRow]) -> Iterator[Form]:
    for batch in batches(events):
        stood = stood_at(db, filters, TIMELINE, [row.id for row in batch])
        quoted = quotations(db, stood.values())
        for row in batch:
            if date := PartialDate.parse(row.date or ""):
                yield _event(row, date, quoted[stood[row.id]])


def _event(row: TimelineRow, date: PartialDate, quoted: Quotation) -> Form:
    headline = f"{kind_words(row).capitalize()}: {row.who}" + (f", to {row.whom}" if row.whom else "")
    return {
        **dates(date),
        "display_date": date.in_words + ("" if row.date_of == "meeting" else f" ({row.date_of})"),
        "text": {"headline": _html(headline), "text": f"<p>{_html(row.words)}</p><p>{_source(row, quoted)}</p>"},
        "group": _GROUPS.get(row.kind, "Other statements"),
        "unique_id": row.id,
        "target": target(quoted),
    }


def dates(date: PartialDate) -> dict[str, dict[str, int]]:
    """Return `start_date`, and `end_date` where that is another; in years, months or days, as the date is known."""
    first, last = date.first, date.last
    parts: tuple[str, ...] = ("year", "month", "day")
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        parts = parts[:1] if (first.month, last.month) == (1, 12) else parts[:2]
    start, end = ({part: getattr(day, part) for part in parts} for day in (first, last))
    return {"start_date": start} if start == end else {"start_date": start, "end_date": end}


def _source(row: TimelineRow, quoted: Quotation) -> str:
    article = quoted.article
    words = _html(", ".join(filter(None, (outlet_of(article), article.title))))
    linked = f'<a href="{_html(article.url or "")}">{words}</a>' if leads_to_web(article.url) else words
    reports = f" (+{counted(row.reports - 1, 'report')})" if row.reports > 1 else ""
    return f"{linked}{reports}"


def _html(text: str) -> str:
    return html.escape(one_line(text))
