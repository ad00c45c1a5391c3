"""Rules for the feasts and holidays that news names as dates: "Christmas Eve", "Thanksgiving", "Easter weekend".

A name that stands for something else beside a noun is left out ("the Good Friday agreement").
"""

from __future__ import annotations

from dataclasses import replace

from tracker.dates import PartialDate, fixed_day, holiday_name, holidays, shift, value_of
from tracker.extract.times.calendar_dates import in_year_by_tense, last_this_or_next, stated_year
from tracker.extract.times.expression import Expression, Rule, Timex


def _holiday(e: Expression) -> Timex | None:
    name = holiday_name(e.get("holiday") or "")
    if e.context.is_before_its_noun():
        return None

    def value_in(year: int) -> str:
        return holidays()[name](year).isoformat()

    if year := stated_year(e):
        return Timex("DATE", value_in(int(year)), "feast or holiday, year")
    open_value = f"XXXX-{fixed_day(name) or 'XX-XX'}"
    if e.step or e.get("this"):
        return Timex("DATE", last_this_or_next(e, value_in) or open_value, "feast or holiday counted from publication")
    return Timex("DATE", in_year_by_tense(e, value_in) or open_value, "feast or holiday, year by tense")


def _around_holiday(e: Expression) -> Timex | None:
    """Read "Thanksgiving weekend", "Easter week": its week, or the weekend that it makes long."""
    day = _holiday(e)
    date = PartialDate.parse(day.value) if day is not None else None
    unit = e.get("unit", "weekend") or ""
    if day is None or date is None or unit not in ("week", "weekend"):
        return None
    try:
        start = shift(date.first, -2, "day") if unit == "weekend" else date.first  # of a Monday, the weekend before
    except OverflowError:  # at the edge of the calendar
        return None
    return replace(day, value=value_of(start, unit), rule=f"{unit} of a {day.rule}")


HOLIDAY_RULES: tuple[Rule, ...] = (
    ("(STEP|previous)? holiday (comma? year | of? THIS unit)?", _holiday),
    ("holiday UNIT", _around_holiday),
)
