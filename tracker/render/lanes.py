"""The timeline as lanes: one for each actor, time from left to right, a mark where it said, denied or met something.

A column is as fine as the width allows: a day, a week, a month, a quarter, a year. What happened once in it is the sign
of its kind, what happened more often the number. What is known only to more days than a column has is drawn across all
of them, never in one. What has no date is counted, and not drawn.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tracker.dates import PartialDate, value_of
from tracker.render.layout import QUIET, STRONG, plain
from tracker.render.output import Output
from tracker.render.signs import DENIAL, MEETING, NOT_MET, STATEMENT, Sign, legend, rule
from tracker.views.timeline import LaneRow

_UNITS = ("day", "week", "month", "quarter", "year", "decade", "century")
_WIDEST = 6  # terminal columns that a column of time may take where there are few
_LONGEST_NAME = 24
_GAP = 2
_MONTH = 31  # days
_PLANNED = replace(NOT_MET, words="meeting planned")
_KINDS = (("statements", STATEMENT), ("denials", DENIAL), ("meetings", MEETING), ("planned", _PLANNED))
_STEPS = {"day": (1, 2, 7, 14, 28), "week": (1, 2, 4, 8, 13, 26), "month": (1, 2, 3, 6, 12), "quarter": (1, 2, 4, 8)}


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from left to right: the first days of its columns, of one unit, each so many terminal columns wide."""

    unit: str
    starts: Sequence[dt.date]
    end: dt.date
    cell: int

    def columns_of(self, first: dt.date, last: dt.date) -> range:
        """Return the columns that some days lie in, also in part."""
        if first > self.end:
            return range(0)
        return range(max(0, bisect_right(self.starts, first) - 1), bisect_right(self.starts, last))


def draw_lanes(rows: Sequence[LaneRow], output: Output, *, finest: str = "day") -> Iterator[RenderableType]:
    """Yield the lanes in the order of the rows, above them the time; no column is finer than `finest`."""
    lanes = _by_actor(rows)
    longest = max(cell_len(plain(actor).plain) for actor, _ in lanes)
    name = min(longest, _LONGEST_NAME, output.columns // 4)
    total = 2 + max(len(str(sum(getattr(row, kind) for row in own))) for _, own in lanes for kind, _ in _KINDS)
    axis = _axis(rows, output.columns - name - total - 2 * _GAP, finest)
    if axis is not None:
        days = PartialDate.between(axis.starts[0], axis.end).in_words
        yield rule(Text.assemble((days, STRONG), f", by {axis.unit}"), output.columns, unicode=output.unicode)
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width in (name, total, output.columns - name - total - 2 * _GAP):
        grid.add_column(width=width, overflow="fold")
    if axis is not None:
        grid.add_row("", "", _scale(axis, unicode=output.unicode))
    for actor, own in lanes:
        grid.add_row(plain(actor, STRONG), *_lane(own, axis, total, output))
    yield grid
    yield from _notes(rows, axis, output)


def _by_actor(rows: Sequence[LaneRow]) -> list[tuple[str, list[LaneRow]]]:
    return [(actor, list(own)) for actor, own in groupby(rows, key=lambda row: row.actor)]


# -- time -------------------------------------------------------------------------------------------------------


def _axis(rows: Sequence[LaneRow], room: int, finest: str) -> Axis | None:
    """Return the finest time that fits; None where nothing has a date.

    What is known to a month or better says how far it reaches: one "1990s" would leave no room for the rest.
    """
    spans = [days for row in rows if (days := _days(row))]
    fine = [(first, last) for first, last in spans if (last - first).days <= _MONTH] or spans
    if not fine:
        return None
    first, last = min(one for one, _ in fine), max(one for _, one in fine)
    for unit in _UNITS[_UNITS.index(finest) :]:
        starts, end = _columns(first, last, unit, room)
        if 0 < len(starts) <= room:
            return Axis(unit, starts, end, min(_WIDEST, room // len(starts)))
    return None


def _columns(first: dt.date, last: dt.date, unit: str, most: int) -> tuple[list[dt.date], dt.date]:
    """Return the first days of the units from `first` to `last`, at most one more than `most`, and their last day."""
    starts: list[dt.date] = []
    span = PartialDate.parse(value_of(first, unit))
    end = last
    while span is not None and span.first <= last and len(starts) <= most:
        starts.append(span.first)
        end = span.last
        if end == dt.date.max:
            break
        span = PartialDate.parse(value_of(end + dt.timedelta(days=1), unit))
    return starts, end


def _days(row: LaneRow) -> tuple[dt.date, dt.date] | None:
    first, last = (PartialDate.parse(day or "") for day in (row.first, row.last))
    return (first.first, last.last) if first and last and first.first <= last.last else None


def _scale(axis: Axis, *, unicode: bool) -> Text:
    """Return the years, the days or months, and the line beneath, with a mark under each."""
    width = len(axis.starts) * axis.cell
    ticks = _ticks(axis)
    years = [at for at in range(len(axis.starts)) if not at or axis.starts[at].year != axis.starts[at - 1].year]
    lines = [_line({at * axis.cell: _LABELS[axis.unit](axis.starts[at]) for at in ticks}, width)]
    if axis.unit in _STEPS:
        lines.insert(0, _line({at * axis.cell: str(axis.starts[at].year) for at in years}, width))
    marks = {at * axis.cell for at in ticks}
    flat, up = "─┴" if unicode else "-+"
    lines.append("".join(up if at in marks else flat for at in range(width)))
    return Text("\n".join(lines), QUIET)


def _month(day: dt.date) -> str:
    return f"{day:%b}"


_LABELS: dict[str, Callable[[dt.date], str]] = {
    "day": lambda day: f"{day.day} {_month(day)}",
    "week": lambda day: f"{day.day} {_month(day)}",
    "month": _month,
    "quarter": lambda day: f"Q{(day.month + 2) // 3}",
    "year": lambda day: str(day.year),
    "decade": lambda day: f"{day.year}s",
    "century": lambda day: f"{day.year}s",
}
_ORDINALS: dict[str, Callable[[dt.date], int]] = {
    "day": lambda day: day.toordinal() - 1,  # Mondays are its multiples of seven
    "week": lambda day: day.toordinal() // 7,
    "month": lambda day: day.year * 12 + day.month - 1,
    "quarter": lambda day: day.year * 4 + (day.month - 1) // 3,
    "year": lambda day: day.year,
    "decade": lambda day: day.year // 10,
    "century": lambda day: day.year // 100,
}


def _ticks(axis: Axis) -> list[int]:
    """Return the columns that are labelled: as many as leave two spaces between labels, at round numbers."""
    longest = max(len(_LABELS[axis.unit](day)) for day in axis.starts)
    steps = (*_STEPS.get(axis.unit, (1, 2, 5, 10, 20, 50)), len(axis.starts))
    step = next((step for step in steps if step * axis.cell >= longest + 2), steps[-1])
    room = len(axis.starts) * axis.cell
    ordinal = _ORDINALS[axis.unit]
    ticks = [at for at, day in enumerate(axis.starts) if ordinal(day) % step == 0 and at * axis.cell + longest <= room]
    return ticks or [0]


def _line(labels: dict[int, str], width: int) -> str:
    """Return labels at their places; of two without room the later stands, for it says what follows."""
    line, until = "", width
    for at, label in sorted(labels.items(), reverse=True):
        if at + len(label) <= until:
            line = label.ljust(min(until, width) - at) + line
            until = at - 1 if at else 0
            line = (" " if at else "") + line
    return (" " * until + line)[:width] if line else ""


# -- lanes ------------------------------------------------------------------------------------------------------


def _lane(rows: Sequence[LaneRow], axis: Axis | None, width: int, output: Output) -> tuple[Text, Text]:
    """Return the number of each kind that there is, and its marks, a line each."""
    totals, marks = [], []
    for kind, sign in _KINDS:
        total = sum(getattr(row, kind) for row in rows)
        if total:
            character = sign.on(unicode=output.unicode)
            number = str(total).rjust(width - 2)
            totals.append(Text.assemble((character, sign.style), " ", number))
            marks.append(_marks([row for row in rows if getattr(row, kind)], kind, sign, axis, output))
    return Text("\n").join(totals), Text("\n").join(marks)


def _marks(rows: Sequence[LaneRow], kind: str, sign: Sign, axis: Axis | None, output: Output) -> Text:
    text = Text()
    if axis is None:
        return text
    counts, across = _placed(rows, kind, axis)
    nothing, somewhere = "·~" if output.unicode else ".~"
    for at in range(len(axis.starts)):
        number = counts[at]
        if number:
            text.append(_mark(number, sign, axis.cell, unicode=output.unicode).ljust(axis.cell), sign.style)
        elif at in across:
            text.append(somewhere * axis.cell, sign.style)
        else:
            text.append(nothing.ljust(axis.cell), QUIET)
    return text


def _placed(rows: Sequence[LaneRow], kind: str, axis: Axis) -> tuple[Counter[int], set[int]]:
    """Return the number in each column, and the columns that something lies across."""
    counts: Counter[int] = Counter()
    across: set[int] = set()
    for row in rows:
        if days := _days(row):
            columns = axis.columns_of(*days) if getattr(row, kind) else range(0)
            if len(columns) == 1 and axis.starts[0] <= days[0] and days[1] <= axis.end:
                counts[columns[0]] += getattr(row, kind)
            else:
                across.update(columns)
    return counts, across


def _mark(number: int, sign: Sign, room: int, *, unicode: bool) -> str:
    if number == 1:
        return sign.on(unicode=unicode)
    return str(number) if len(str(number)) <= max(1, room - 1) else "+"


def _notes(rows: Sequence[LaneRow], axis: Axis | None, output: Output) -> Iterator[Text]:
    used = [sign for kind, sign in _KINDS if any(getattr(row, kind) for row in rows)]
    yield Text()
    yield legend([*used, *_numbers(rows, axis)], output.columns, unicode=output.unicode)
    undated = _counts_by_actor(rows, _is_undated)
    outside = _counts_by_actor(rows, lambda row: _is_outside(row, axis))
    if undated or outside:
        yield Text()
    if undated:
        yield plain(f"Counted but not drawn, for they are undated: {undated}", QUIET)
    if outside:
        yield plain(f"Counted but not drawn, for they lie before or after these days: {outside}", QUIET)


def _counts_by_actor(rows: Sequence[LaneRow], is_left_out: Callable[[LaneRow], bool]) -> str:
    """Return "Norland 2, Sudria 1": how much of each actor is left out of the drawing."""
    counts: Counter[str] = Counter()
    for row in filter(is_left_out, rows):
        counts[plain(row.actor).plain] += sum(getattr(row, kind) for kind, _ in _KINDS)
    return ", ".join(f"{actor} {number}" for actor, number in counts.items() if number)


def _is_undated(row: LaneRow) -> bool:
    return _days(row) is None


def _is_outside(row: LaneRow, axis: Axis | None) -> bool:
    days = _days(row)
    return axis is not None and days is not None and not axis.columns_of(*days)


def _numbers(rows: Sequence[LaneRow], axis: Axis | None) -> Iterator[Sign]:
    """Yield what the marks that are no signs mean, of those there are."""
    if axis is None:
        return
    placed = [_placed(own, kind, axis) for _, own in _by_actor(rows) for kind, _ in _KINDS]
    most, least_unfit = max((max(counts.values(), default=0) for counts, _ in placed)), 10 ** max(1, axis.cell - 1)
    if most > 1:
        yield Sign(f"to {min(most, least_unfit - 1)}: so many" if most > 2 else "of them", "2", "2")
    if most >= least_unfit:
        yield Sign(f"{least_unfit} or more", "+", "+")
    if any(across for _, across in placed):
        yield Sign("on some day of these", "~", "~")
