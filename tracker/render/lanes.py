"""The timeline as lanes: one for each actor, time from left to right, a mark where it said, denied or met something.

A column of time is as fine as the width allows: a day, week, month, quarter, year, decade or century. A single event in
it is drawn as the sign of its kind, several as their number. An event whose date spans several columns is drawn across
all of them, never in one. Events without a date are counted, and not drawn.
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
_WIDEST = 6  # terminal columns of a column of time, where there are few
_LONGEST_NAME = 24  # terminal columns
_GAP = 2  # terminal columns
_FINE = 31  # days: dates that span more do not set where the axis begins and ends
_PLANNED = replace(NOT_MET, words="meeting planned")
_KINDS = (("statements", STATEMENT), ("denials", DENIAL), ("meetings", MEETING), ("planned", _PLANNED))
# Every how many columns a label may stand.
_STEPS = {"day": (1, 2, 7, 14, 28), "week": (1, 2, 4, 8, 13, 26), "month": (1, 2, 3, 6, 12), "quarter": (1, 2, 4, 8)}


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from left to right, in columns of one unit: the first day of each, the last day of all, and their width."""

    unit: str
    starts: Sequence[dt.date]
    end: dt.date
    column_width: int  # terminal columns

    def columns_of(self, first: dt.date, last: dt.date) -> range:
        """Return the columns that the days from `first` to `last` lie in, also in part."""
        if first > self.end:
            return range(0)
        return range(max(0, bisect_right(self.starts, first) - 1), bisect_right(self.starts, last))


def draw_lanes(rows: Sequence[LaneRow], output: Output, *, finest: str = "day") -> Iterator[RenderableType]:
    """Yield the lanes in the order of the rows, above them the time; no column is finer than `finest`."""
    lanes = _by_actor(rows)
    longest = max(cell_len(plain(actor).plain) for actor, _ in lanes)
    name_width = min(longest, _LONGEST_NAME, output.columns // 4)
    total_width = 2 + max(
        len(str(sum(getattr(row, kind) for row in lane_rows))) for _, lane_rows in lanes for kind, _ in _KINDS
    )
    axis = _axis(rows, output.columns - name_width - total_width - 2 * _GAP, finest)
    if axis is not None:
        days = PartialDate.between(axis.starts[0], axis.end).in_words
        yield rule(Text.assemble((days, STRONG), f", by {axis.unit}"), output.columns, unicode=output.unicode)
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width in (name_width, total_width, output.columns - name_width - total_width - 2 * _GAP):
        grid.add_column(width=width, overflow="fold")
    if axis is not None:
        grid.add_row("", "", _scale(axis, unicode=output.unicode))
    for actor, lane_rows in lanes:
        grid.add_row(plain(actor, STRONG), *_lane(lane_rows, axis, total_width, output))
    yield grid
    yield from _notes(rows, axis, output)


def _by_actor(rows: Sequence[LaneRow]) -> list[tuple[str, list[LaneRow]]]:
    return [(actor, list(lane_rows)) for actor, lane_rows in groupby(rows, key=lambda row: row.actor)]


# -- time -------------------------------------------------------------------------------------------------------


def _axis(rows: Sequence[LaneRow], room: int, finest: str) -> Axis | None:
    """Return the axis of the finest unit that fits; None where nothing has a date.

    It reaches over the dates that span a month at most, if any: one "1990s" would leave no room for the rest.
    """
    spans = [days for row in rows if (days := _days(row))]
    fine = [(first, last) for first, last in spans if (last - first).days <= _FINE] or spans
    if not fine:
        return None
    first, last = min(start for start, _ in fine), max(end for _, end in fine)
    for unit in _UNITS[_UNITS.index(finest) :]:
        starts, end = _columns(first, last, unit, room)
        if 0 < len(starts) <= room:
            return Axis(unit, starts, end, min(_WIDEST, room // len(starts)))
    return None


def _columns(first: dt.date, last: dt.date, unit: str, most_columns: int) -> tuple[list[dt.date], dt.date]:
    """Return the first days of the units from `first` to `last`, `most_columns` + 1 at most, and their last day."""
    starts: list[dt.date] = []
    span = PartialDate.parse(value_of(first, unit))
    end = last
    while span is not None and span.first <= last and len(starts) <= most_columns:
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
    """Return the labels of the axis (years above days, weeks or months) and the line beneath, with a tick at each."""
    width = len(axis.starts) * axis.column_width
    ticks = _ticks(axis)
    years = [n for n in range(len(axis.starts)) if not n or axis.starts[n].year != axis.starts[n - 1].year]
    lines = [_line({n * axis.column_width: _LABELS[axis.unit](axis.starts[n]) for n in ticks}, width)]
    if axis.unit in _STEPS:
        lines.insert(0, _line({n * axis.column_width: str(axis.starts[n].year) for n in years}, width))
    places = {n * axis.column_width for n in ticks}
    flat, up = "─┴" if unicode else "-+"
    lines.append("".join(up if place in places else flat for place in range(width)))
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
    """Return the columns of time that are labelled, at round dates, with two spaces between labels at least."""
    longest = max(len(_LABELS[axis.unit](day)) for day in axis.starts)
    steps = (*_STEPS.get(axis.unit, (1, 2, 5, 10, 20, 50)), len(axis.starts))
    step = next((step for step in steps if step * axis.column_width >= longest + 2), steps[-1])
    room = len(axis.starts) * axis.column_width
    ordinal = _ORDINALS[axis.unit]
    ticks = [
        n for n, day in enumerate(axis.starts) if ordinal(day) % step == 0 and n * axis.column_width + longest <= room
    ]
    return ticks or [0]


def _line(labels: dict[int, str], width: int) -> str:
    """Return a line with labels at their places (terminal columns); of two that overlap the later is shown."""
    line, end = "", width
    for place, label in sorted(labels.items(), reverse=True):
        if place + len(label) <= end:
            line = label.ljust(min(end, width) - place) + line
            end = place - 1 if place else 0
            line = (" " if place else "") + line
    return (" " * end + line)[:width] if line else ""


# -- lanes ------------------------------------------------------------------------------------------------------


def _lane(rows: Sequence[LaneRow], axis: Axis | None, width: int, output: Output) -> tuple[Text, Text]:
    """Return for each kind of event that a lane has its total, and its marks over time; a line for each kind."""
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
    counts, spanned = _counts_by_column(rows, kind, axis)
    nothing, spanning = "·~" if output.unicode else ".~"
    for column in range(len(axis.starts)):
        number = counts[column]
        if number:
            mark = _mark(number, sign, axis.column_width, unicode=output.unicode)
            text.append(mark.ljust(axis.column_width), sign.style)
        elif column in spanned:
            text.append(spanning * axis.column_width, sign.style)
        else:
            text.append(nothing.ljust(axis.column_width), QUIET)
    return text


def _counts_by_column(rows: Sequence[LaneRow], kind: str, axis: Axis) -> tuple[Counter[int], set[int]]:
    """Return the number of events in each column of time, and the columns that a coarser date spans."""
    counts: Counter[int] = Counter()
    spanned: set[int] = set()
    for row in rows:
        if days := _days(row):
            columns = axis.columns_of(*days) if getattr(row, kind) else range(0)
            if len(columns) == 1 and axis.starts[0] <= days[0] and days[1] <= axis.end:
                counts[columns[0]] += getattr(row, kind)
            else:
                spanned.update(columns)
    return counts, spanned


def _mark(number: int, sign: Sign, room: int, *, unicode: bool) -> str:
    if number == 1:
        return sign.on(unicode=unicode)
    return str(number) if len(str(number)) <= max(1, room - 1) else "+"


def _notes(rows: Sequence[LaneRow], axis: Axis | None, output: Output) -> Iterator[Text]:
    used = [sign for kind, sign in _KINDS if any(getattr(row, kind) for row in rows)]
    yield Text()
    yield legend([*used, *_number_signs(rows, axis)], output.columns, unicode=output.unicode)
    undated = _counts_by_actor(rows, _is_undated)
    outside = _counts_by_actor(rows, lambda row: _is_outside(row, axis))
    if undated or outside:
        yield Text()
    if undated:
        yield plain(f"Counted but not drawn, for they are undated: {undated}", QUIET)
    if outside:
        yield plain(f"Counted but not drawn, for they lie before or after these days: {outside}", QUIET)


def _counts_by_actor(rows: Sequence[LaneRow], is_left_out: Callable[[LaneRow], bool]) -> str:
    """Return "Norland 2, Sudria 1": how many events of each actor are left out of the drawing."""
    counts: Counter[str] = Counter()
    for row in filter(is_left_out, rows):
        counts[plain(row.actor).plain] += sum(getattr(row, kind) for kind, _ in _KINDS)
    return ", ".join(f"{actor} {number}" for actor, number in counts.items() if number)


def _is_undated(row: LaneRow) -> bool:
    return _days(row) is None


def _is_outside(row: LaneRow, axis: Axis | None) -> bool:
    days = _days(row)
    return axis is not None and days is not None and not axis.columns_of(*days)


def _number_signs(rows: Sequence[LaneRow], axis: Axis | None) -> Iterator[Sign]:
    """Yield the entries of the legend for marks that are no signs of a kind: numbers, "+" and "~", where used."""
    if axis is None:
        return
    placed = [_counts_by_column(lane_rows, kind, axis) for _, lane_rows in _by_actor(rows) for kind, _ in _KINDS]
    most = max(max(counts.values(), default=0) for counts, _ in placed)
    least_unfit = 10 ** max(1, axis.column_width - 1)  # the least number that a column has no room for
    if most > 1:
        yield Sign(f"to {min(most, least_unfit - 1)}: so many" if most > 2 else "of them", "2", "2")
    if most >= least_unfit:
        yield Sign(f"{least_unfit} or more", "+", "+")
    if any(spanned for _, spanned in placed):
        yield Sign("on some day of these", "~", "~")
