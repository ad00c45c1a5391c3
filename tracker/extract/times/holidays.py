"""Rules for the feasts and holidays that news names as dates: "Christmas Eve", "Thanksgiving", "Good Friday".

Sources: the public holidays of the United States (5 U.S.C. 6103) and its Election Day (2 U.S.C. 7; the press writes
other countries' small), the Gregorian Easter (python-dateutil). A name that different countries give to different days (Independence Day, Mother's Day) is left out, and so is one that names
something else beside a noun ("the Good Friday agreement").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from tracker.dates import WEEKDAYS, PartialDate, shift, value_of
from tracker.extract.times.calendar_dates import in_some_year, stated_year, this_or_next
from tracker.extract.times.expression import Expression, Reading, Rule
from tracker.extract.times.weekdays import nth_weekday


def _from_easter(days: int) -> Callable[[int], dt.date]:
    def day_in(year: int) -> dt.date:
        from dateutil.easter import easter

        sunday: dt.date = easter(year)
        return sunday + dt.timedelta(days=days)

    return day_in


def _weekday_in(month: int, weekday: str, number: int) -> Callable[[int], dt.date]:
    return lambda year: nth_weekday(year, month, WEEKDAYS[weekday], number)


# Days of the same date every year, as MM-DD; then those that move.
_FIXED = {
    "christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "boxing day": "12-26",
    "new year's day": "01-01", "new year's eve": "12-31", "valentine's day": "02-14", "st patrick's day": "03-17",
    "may day": "05-01", "bastille day": "07-14", "halloween": "10-31", "armistice day": "11-11",
    "veterans day": "11-11", "all saints' day": "11-01", "april fools' day": "04-01",
}  # fmt: skip
_MOVING = {
    "thanksgiving": _weekday_in(11, "thursday", 4), "thanksgiving day": _weekday_in(11, "thursday", 4),
    "labor day": _weekday_in(9, "monday", 1), "memorial day": _weekday_in(5, "monday", -1),
    "presidents' day": _weekday_in(2, "monday", 3), "columbus day": _weekday_in(10, "monday", 2),
    "martin luther king day": _weekday_in(1, "monday", 3), "martin luther king jr day": _weekday_in(1, "monday", 3),
    "election day": lambda year: nth_weekday(year, 11, WEEKDAYS["monday"], 1) + dt.timedelta(days=1),
    "ash wednesday": _from_easter(-46), "palm sunday": _from_easter(-7), "good friday": _from_easter(-2),
    "holy thursday": _from_easter(-3), "maundy thursday": _from_easter(-3), "holy saturday": _from_easter(-1),
    "ascension day": _from_easter(39), "pentecost": _from_easter(49),
    "easter": _from_easter(0), "easter sunday": _from_easter(0), "easter monday": _from_easter(1),
}  # fmt: skip


def _holiday(e: Expression) -> Reading | None:
    name = " ".join((e.get("holiday") or "").replace("\u2019", "'").replace(".", "").split())
    if e.at.is_before_its_noun():
        return None

    def value_in(year: int) -> str:
        return f"{year:04}-{_FIXED[name]}" if name in _FIXED else _MOVING[name](year).isoformat()

    if year := stated_year(e):
        return Reading("DATE", value_in(int(year)), "feast or holiday, year")
    open_value = f"XXXX-{_FIXED.get(name, 'XX-XX')}"
    if e.step or e.get("this"):
        return Reading("DATE", this_or_next(e, value_in) or open_value, "feast or holiday counted from publication")
    return Reading("DATE", in_some_year(e, value_in) or open_value, "feast or holiday, year by tense")


def _around_holiday(e: Expression) -> Reading | None:
    """Read "Thanksgiving weekend", "Easter week": its week, or the weekend that it makes long."""
    day = _holiday(e)
    date = PartialDate.parse(day.value) if day is not None else None
    unit = e.get("unit", "weekend") or ""
    if day is None or date is None or unit not in ("week", "weekend"):
        return None
    start = shift(date.first, -2, "day") if unit == "weekend" else date.first  # of a Monday, the weekend before
    return replace(day, value=value_of(start, unit), rule=f"{unit} of a {day.rule}")


HOLIDAY_RULES: tuple[Rule, ...] = (
    ("(STEP|previous)? holiday (comma? year | of? THIS unit)?", _holiday),
    ("holiday UNIT", _around_holiday),
)
