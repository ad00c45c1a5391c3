"""The timeline in a terminal: one heading for a date, its events beneath, what is undated in a block at the end.

A date that is no single day is also written out beside its words: "week of 7 March 2022 (7 to 13 March 2022)".
What an event is, and what its date is the date of, stand in words at the left; who says what at the right. In a
narrow terminal the words stand beneath.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from tracker.date_words import in_words
from tracker.dates import PartialDate
from tracker.render.columns import UNDATED_BLOCK, counted, kind_words, person_words
from tracker.render.layout import (
    ASSERTS,
    DENIES,
    QUIET,
    STRONG,
    indented,
    plain,
    side_by_side,
    stack,
    widest_line,
)
from tracker.views import TimelineRow

_BESIDE = 80  # terminal columns from which the words stand beside the kind
_INDENT = 2
_GAP = 2

_KIND_STYLES = {"claim": ASSERTS, "confirmation": ASSERTS, "denial": DENIES, "retraction": DENIES, "meeting": STRONG}


def draw_timeline(rows: Sequence[TimelineRow], width: int) -> Iterator[RenderableType]:
    """Yield a heading and the events for each date, in the order of the rows; undated events come last."""
    left = max(widest_line(_kind(row).plain) for row in rows)
    dated = [row for row in rows if row.date]
    by_date = ((words, list(events)) for words, events in groupby(dated, key=lambda row: in_words(row.date or "")))
    blocks = [(_heading(words, events[0].date or ""), events) for words, events in by_date]
    undated = [row for row in rows if not row.date]
    if undated:
        blocks.append((Text(UNDATED_BLOCK), undated))
    for number, (heading, events) in enumerate(blocks):
        if number:
            yield Text()
        heading.stylize(STRONG)
        yield heading
        yield from (_event(row, left, width) for row in events)


def _heading(words: str, value: str) -> Text:
    date = PartialDate.parse(value)
    is_plain = date is None or date.first == date.last or words.endswith(date.in_words)
    return plain(words if date is None or is_plain else f"{words} ({date.in_words})")


def _event(row: TimelineRow, left: int, width: int) -> RenderableType:
    right = width - left - _INDENT - _GAP
    if width < _BESIDE or right < left:
        return stack((indented(_kind(row, " · "), _INDENT), indented(_what(row), 2 * _INDENT)))
    return indented(side_by_side([(_kind(row), _what(row))], left, width - _INDENT), _INDENT)


def _kind(row: TimelineRow, between: str = "\n") -> Text:
    """Return "planned meeting" and, beneath or after it, "meeting · id"."""
    place = " · ".join(filter(None, (row.date_of if row.date else None, row.id)))
    kind = plain(kind_words(row), _KIND_STYLES.get(row.kind, ""))
    return Text(between).join((kind, plain(place, QUIET)))


def _what(row: TimelineRow) -> Text:
    who = plain(row.who, STRONG)
    if row.whom:
        who.append_text(plain(f", answering {row.whom}", ""))
    more = f", +{counted(row.reports - 1, 'report')}" if row.reports > 1 else ""
    by_person = f"; by a person: {person_words(row.decided_by)}" if row.decided_by else ""
    where = f" ({row.article}{more}{by_person})"
    said = ": " if row.who or row.whom else ""
    return Text.assemble(who, said, plain(row.words), " ", plain(where, QUIET), overflow="fold")
