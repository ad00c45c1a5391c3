"""Rules for quarters and halves of a year, as company news has them.

There the quarter that was spoken of last stays in focus: "a year earlier" is that quarter of the year before.
"""

from __future__ import annotations

import datetime as dt

from tracker.dates import shift, value_of
from tracker.extract.times.calendar_dates import stated_year
from tracker.extract.times.expression import Expression, Rule, Timex
from tracker.extract.times.words import ordinal


def _quarter(e: Expression) -> Timex | None:
    """Read "the third quarter", "Q3 2022", "last year's quarter", "the year-ago third quarter"."""
    number = ordinal(e.get("nth", "qtr") or "0")
    if number > 4:
        return None
    if e.get("ago", "earlier"):
        return _year_before(e, number) if e.get("unit") == "year" else None
    year = stated_year(e)
    if number == 0:
        return _same_quarter_of(e, year)
    if year:
        return Timex("DATE", f"{year}-Q{number}", "quarter and year")

    def value_on(today: dt.date) -> str | None:
        begun = [f"{year:04}-Q{number}" for year in (today.year - 1, today.year)]
        return [value for value in begun if value <= value_of(today, "quarter")][-1]

    return Timex("DATE", e.context.on_publication(value_on) or f"XXXX-Q{number}", "the latest such quarter")


def _year_before(e: Expression, number: int) -> Timex | None:
    value = _comparable(e, "year" if e.get("period") else "quarter")
    if number and value:
        value = f"{value[:4]}-Q{number}"
    return Timex("DATE", value, "a year before", moves_focus=False) if value else None


def _same_quarter_of(e: Expression, year: str | None) -> Timex | None:
    """Read "the 1988 quarter": the quarter in focus, of another year; without one, only the year is known."""
    focus = e.context.quarter
    if year is None:
        return None
    value = f"{year}{focus.value[4:]}" if focus is not None else year
    return Timex("DATE", value, "the same quarter of a year", moves_focus=False)


def _comparable(e: Expression, unit: str) -> str | None:
    """Return the value a year before the quarter in focus; without one, a year before publication."""
    focus = e.context.quarter
    if focus is not None:
        return value_of(shift(focus.first, -1, "year"), "quarter")
    return e.context.on_publication(lambda today: value_of(shift(today, -1, "year"), unit))


def year_ago(e: Expression) -> Timex | None:
    """Read "a year ago", "a year earlier", "year-ago": of a quarter in focus, that quarter of the year before."""
    if e.unit != "year":
        return None
    value = _comparable(e, "year")
    return Timex("DATE", value, "a year before", moves_focus=False) if value else None


def _latest(e: Expression) -> Timex | None:
    """Read "the quarter", "the latest period": the quarter in focus, else the last that was over."""
    focus, unit = e.context.quarter, e.get("unit", "quarter", "period") or ""
    if unit in ("quarter", "period") and focus is not None:
        return Timex("DATE", focus.value, "the quarter in focus")
    if unit == "period":
        return None
    value = e.context.on_publication(lambda today: value_of(shift(today, -1, unit), unit))
    return Timex("DATE", value, "the latest that was over") if value else None


def _half(e: Expression) -> Timex | None:
    """Read "the first half of 2015", "the last half of the year"."""
    half = {"first": 1, "second": 2, "last": 2}.get(e.get("nth", "last") or "")
    year = stated_year(e) or e.context.on_publication(lambda today: value_of(today, "year"))
    return Timex("DATE", f"{year}-H{half}", "half of a year") if half and year else None


QUARTER_RULES: tuple[Rule, ...] = (
    ("the? fiscal? dash? nth dash? quarter (of? fiscal? year | of? THIS unit)? | qtr (of? year)?", _quarter),
    ("THIS unit possessive fiscal? (nth dash?)? quarter | the? year (nth dash?)? (quarter|period)", _quarter),
    ("the? comparable? unit dash? AGO (nth dash?)? (quarter|period)", _quarter),
    ("the (same|comparable) (quarter|period) (THIS unit | a unit AGO) | the quarter a unit AGO", _quarter),
    ("(the|that) latest? (quarter|period) | the latest fiscal? UNIT", _latest),
    ("the? (nth|last) half of (year | THIS unit | the unit)", _half),
)
