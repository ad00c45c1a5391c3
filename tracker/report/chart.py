"""The timeline as a chart: where each mark stands, in percent of the width, so that any width shows the same.

A lane for each kind of event, a mark for each date in it. A date of one day is a point; a month or a year is a bar from
its first day to its last, since the article says no more. Rows of one kind and date share a mark, which counts them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tracker.dates import PartialDate
from tracker.views.timeline import TimelineRow

LANES = {
    "claim": "Claims",
    "confirmation": "Confirmations",
    "denial": "Denials",
    "retraction": "Retractions",
    "rejection": "Rejections",
    "refusal": "Refusals to comment",
    "demand": "Demands",
    "promise": "Promises",
    "question": "Questions",
    "attitude": "Attitudes",
    "meeting": "Meetings held",
    "unmet": "Meetings not held, or not yet",
}
_HELD = ("held", "habitual")  # statuses of meetings that took place
_MARGIN = 0.02  # of the width, on either side
_TICKS = 6  # labels that fit beside each other in a chart that is not zoomed
_CLOSEST = 10  # days: zooms end where no more are seen
_MOST_ZOOM = 64  # times the width
_DAY, _MONTH, _YEAR = 1, 30.4, 365.2  # days
# Steps between ticks: their unit, how many of it, and about how many days.
_STEPS = (
    *(("day", count, count * _DAY) for count in (1, 2)),
    ("week", 1, 7.0),
    ("week", 2, 14.0),
    *(("month", count, count * _MONTH) for count in (1, 2, 3, 6)),
    *(("year", count, count * _YEAR) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The rows of one kind and date: `x` is the middle and `width` the breadth of the date, both in percent."""

    name: str
    x: float
    width: float
    date: PartialDate
    rows: tuple[int, ...]  # their numbers in the timeline, from 0

    @property
    def is_day(self) -> bool:
        """Whether the date is one day."""
        return self.date.first == self.date.last


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of event with its marks in order of date."""

    kind: str
    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line at the beginning of a day, month or year; `x` in percent."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Lanes, and for each zoom (1, 2, 4 … times the width) its ticks; half the rows lie left of `middle` (percent)."""

    lanes: tuple[Lane, ...]
    ticks: dict[int, tuple[Tick, ...]]
    middle: float
    first: dt.date
    last: dt.date
    mark_of: dict[int, str] = field(default_factory=dict)  # the name of the mark, by the row's number in the timeline


def lane_of(row: TimelineRow) -> str:
    """Return the lane that a row stands in: its kind, but of meetings that did not take place, or not yet, "unmet"."""
    return "unmet" if row.kind == "meeting" and row.status not in _HELD else row.kind


def chart_of(rows: Sequence[TimelineRow], since: PartialDate | None, until: PartialDate | None) -> Chart | None:
    """Return the chart of the rows that have a date, from `since` to `until` where they are given; None for none."""
    dated = [(i, row, date) for i, row in enumerate(rows) if (date := PartialDate.parse(row.date or "")) is not None]
    if not dated:
        return None
    first = since.first if since else min(date.first for _, _, date in dated)
    last = until.last if until else max(date.last for _, _, date in dated)
    scale = _Scale(first.toordinal(), max(first, last).toordinal() + 1)
    grouped: dict[str, dict[PartialDate, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, row, date in dated:
        grouped[lane_of(row)][date].append(i)
    lanes = tuple(
        Lane(kind, name, tuple(_marks(kind, grouped[kind], scale))) for kind, name in LANES.items() if kind in grouped
    )
    mark_of = {i: mark.name for lane in lanes for mark in lane.marks for i in mark.rows}
    places = sorted(mark.x for lane in lanes for mark in lane.marks for _ in mark.rows)
    ticks = {zoom: tuple(_ticks(scale, zoom)) for zoom in _zooms(scale)}
    return Chart(lanes, ticks, places[len(places) // 2], first, max(first, last), mark_of)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The days of a chart as ordinals: the first, and the one after the last."""

    first: int
    end: int

    @property
    def days(self) -> int:
        return self.end - self.first

    def percent(self, day: float) -> float:
        inside = min(max(day, self.first), self.end)
        return round(100 * (_MARGIN + (1 - 2 * _MARGIN) * (inside - self.first) / self.days), 5)


def _marks(kind: str, dates: dict[PartialDate, list[int]], scale: _Scale) -> Iterator[Mark]:
    for number, date in enumerate(sorted(dates)):
        left, right = scale.percent(date.first.toordinal()), scale.percent(date.last.toordinal() + 1)
        yield Mark(f"{kind}{number}", round((left + right) / 2, 5), round(right - left, 5), date, tuple(dates[date]))


def _zooms(scale: _Scale) -> list[int]:
    zooms = [1]
    while zooms[-1] < _MOST_ZOOM and scale.days / zooms[-1] > _CLOSEST:
        zooms.append(2 * zooms[-1])
    return zooms


def _ticks(scale: _Scale, zoom: int) -> Iterator[Tick]:
    unit, count, _ = next((step for step in _STEPS if scale.days / step[2] <= _TICKS * zoom), _STEPS[-1])
    year = None
    for day in _days(scale, unit, count):
        label = {"year": "", "month": f"{day:%b} "}.get(unit, f"{day.day} {day:%b} ")
        with_year = unit == "year" or day.year != year
        yield Tick(scale.percent(day.toordinal()), (label + (str(day.year) if with_year else "")).strip())
        year = day.year


def _days(scale: _Scale, unit: str, count: int) -> Iterable[dt.date]:
    """Yield the days from the first on at which units begin; a week begins on Monday."""
    first, last = dt.date.fromordinal(scale.first), dt.date.fromordinal(scale.end - 1)
    if unit in ("day", "week"):
        step = count * (7 if unit == "week" else 1)
        start = scale.first + (-first.weekday() % 7 if unit == "week" else 0)
        yield from map(dt.date.fromordinal, range(start, scale.end, step))
        return
    months = count * (12 if unit == "year" else 1)
    month = -(-(12 * first.year + first.month - 1) // months) * months
    while month // 12 <= min(last.year, dt.MAXYEAR):
        day = dt.date(max(1, month // 12), month % 12 + 1, 1)
        if first <= day <= last:
            yield day
        month += months
