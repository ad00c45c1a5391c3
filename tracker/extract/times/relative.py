"""Rules for what is counted from the publication date ("last week") or from the date in focus ("a day later")."""

from __future__ import annotations

import datetime as dt

from tracker.dates import shift, value_of
from tracker.extract.times.expression import Expression, Reading, Rule, period
from tracker.extract.times.quarters import year_ago
from tracker.extract.times.words import NAMED_DAYS


def _named_day(e: Expression) -> Reading | None:
    days = NAMED_DAYS[e.get("named") or ""]
    if e.get("unit"):  # "the day before yesterday"
        days += -1 if e.get("before") else 1
    value = e.at.near(lambda today: value_of(shift(today, days, "day"), "day"))
    return Reading("DATE", value or "XXXX-XX-XX", "day counted from publication")


def _this_unit(e: Expression) -> Reading | None:
    """Read "last week", "this year", "next month", "the current quarter"; "the past year" is a duration."""
    unit, step = e.unit, e.step
    if e.get("the") and e.get("last", "past", "next", "coming"):
        if e.get("next") and unit == "day":
            return from_focus(e, 1, unit)
        return Reading("DURATION", period(1, unit), "one unit up to now or from now")
    if unit in _CLOCK_SIZED:
        return None
    value = e.at.near(lambda today: value_of(shift(today, step, unit), unit))
    open_value = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[step + 1]
    return Reading("DATE", value or open_value, "unit counted from publication")


_CLOCK_SIZED = ("second", "minute", "hour", "millennium", "night")


def _weekend(e: Expression) -> Reading | None:
    """Read "the weekend", "this weekend": the last begun, or the next to end where the verb is in the future."""
    lean = e.at.lean()

    def value_on(today: dt.date) -> str:
        week = today if lean > 0 else shift(today, -5, "day")
        return value_of(week, "weekend")

    value = e.at.near(value_on)
    return Reading("DATE", value, "weekend by tense") if value else None


def _the_unit(e: Expression) -> Reading | None:
    """Read "the end of the month", "later in the day", "for the year": the one of publication."""
    unit = e.unit
    if unit in _CLOCK_SIZED or not (e.at.prefixed or e.get("full", "fiscal") or unit in ("year", "week")):
        return None
    if unit == "year" and e.at.after in ("ended", "ending"):
        return Reading("DURATION", "P1Y", "a year up to a date")
    if e.at.after == "of" or (unit != "year" and not e.at.prefixed and e.at.before not in ("for", "of", "and")):
        return None
    value = e.at.near(lambda today: value_of(today, unit))
    return Reading("DATE", value, "the one of publication") if value else None


def _year_end(e: Expression) -> Reading | None:
    """Read "year-end", "the year's close": the end of this year, or of the last after "since"."""
    back = 1 if e.at.before == "since" else 0
    value = e.at.near(lambda today: value_of(shift(today, -back, "year"), "year"))
    return Reading("DATE", value, "year of publication", "END") if value else None


def _ago(e: Expression) -> Reading | None:
    """Read "two weeks ago", "three days from now"; "several years ago" is only the past."""
    unit, ago = e.unit, e.get("ago") is not None
    open_value = "PAST_REF" if ago else "FUTURE_REF"
    count = e.count
    if count is None or unit in _CLOCK_SIZED:
        return Reading("DATE", open_value, "counted from publication")
    if ago and unit == "year" and count == 1:
        return year_ago(e)
    value = e.at.near(lambda today: value_of(shift(today, -count if ago else count, unit), unit))
    return Reading("DATE", value or open_value, "counted from publication")


def _earlier(e: Expression) -> Reading | None:
    """Read "two weeks later", "a day earlier", "the day before": counted from the last date in focus.

    With an event after it ("the day before the summit") there is no date to count from.
    """
    unit, count = e.unit, e.count
    back = e.get("earlier", "before") is not None
    if e.get("before", "after") and e.at.after not in _ENDS:
        return None
    if unit == "year" and count == 1 and back:
        return year_ago(e)
    reading = from_focus(e, -count if back else count, unit) if count else None
    if e.get("the"):
        return reading
    return reading or Reading("DURATION", period(count or "X", unit), "no date to count from")


_ENDS = ("", ".", ",", ";", ":", ")", "-", "\u2014", '"', "\u201d", "!", "?", "and", "but")


def from_focus(e: Expression, count: int, unit: str) -> Reading | None:
    """Count from the last date in focus, where that is no coarser than the unit."""
    focus = e.at.focus
    if focus is None or unit in _CLOCK_SIZED:
        return None
    try:
        values = {value_of(shift(day, count, unit), unit) for day in (focus.first, focus.last)}
    except OverflowError:
        return None
    rule = f"counted from {focus.value}" if count else f"the same as {focus.value}"
    return Reading("DATE", values.pop(), rule) if len(values) == 1 else None


def _anaphor(e: Expression) -> Reading | None:
    """Read "the same day", "that year", "the following month", "the previous year"."""
    step = -1 if e.get("previous") else 1 if e.get("following") else 0
    return from_focus(e, step, e.unit)


RELATIVE_RULES: tuple[Rule, ...] = (
    ("named | the unit (before|after) named", _named_day),
    ("STEP fiscal? UNIT | coming UNIT", _this_unit),
    ("(the|this) weekend", _weekend),
    ("the (full|fiscal)? UNIT", _the_unit),
    ("the? unit (dash|possessive)? edge", _year_end),
    ("COUNT dash? UNITS (or so)? (ago|from presently) | units ago", _ago),
    ("(the|a)? unit dash AGO", year_ago),
    ("COUNT UNITS (earlier|later|before|after) | the unit (before|after)", _earlier),
    ("(the? same | that | the (previous|following)) UNIT", _anaphor),
)
