"""Rules for what is counted from the publication date ("last week") or from the date in focus ("a day later")."""

from __future__ import annotations

import datetime as dt

from tracker.dates import SEASONS, WEEKDAYS, shift, value_of, weekday_before
from tracker.extract.times.expression import Expression, Rule, Timex, period
from tracker.extract.times.quarters import year_ago
from tracker.extract.times.words import NAMED_DAYS, OPEN_VALUES
from tracker.extract.times.words import SEASONS as SEASON_LETTERS
from tracker.word_lists import word_list


def _named_day(e: Expression) -> Timex | None:
    if e.context.is_name() or (e.get("named") == "tomorrow" and e.context.before == "of"):  # "the people of tomorrow"
        return None
    if e.get("named") == "today" and _is_of_our_time(e):
        return Timex("DATE", "PRESENT_REF", "no definite time")
    days = NAMED_DAYS[e.get("named") or ""]
    if e.get("unit"):  # "the day before yesterday"
        days += -1 if e.get("before") else 1
    value = e.context.on_publication(lambda today: value_of(shift(today, days, "day"), "day"))
    return Timex("DATE", value or "XXXX-XX-XX", "day counted from publication")


def _is_of_our_time(e: Expression) -> bool:
    """Whether "today's" means the present: "today's world", "today's young voters"."""
    mark = e.context.next_token
    return mark is not None and mark.tag_ == "POS" and mark.head.head.lemma_.lower() in _OF_OUR_TIME


_OF_OUR_TIME = word_list("time_words", "of_our_time")


def _this_unit(e: Expression) -> Timex | None:
    """Read "last week", "this year", "next month", "the current quarter"; "the past year" is a duration."""
    unit, step = e.unit, e.step
    if e.context.is_name():
        return None
    if e.get("the") and e.get("last", "past", "next", "coming"):
        if e.get("next") and (unit == "day" or _continues_narrative(e)):
            return from_focus(e, 1, unit)
        return Timex("DURATION", period(1, unit), "one unit up to now or from now")
    if unit == "day":  # "next day", not "last day", nor "on this day in 1945"
        return from_focus(e, 1, unit) if step > 0 and not e.get("the") else None
    if unit in _NOT_COUNTED:
        return None
    value = e.context.on_publication(lambda today: value_of(shift(today, step, unit), unit))
    open_value = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[step + 1]
    return Timex("DATE", value or open_value, "unit counted from publication")


def _continues_narrative(e: Expression) -> bool:
    """Whether "the next year" is one of a narrative ("The next year he left"), not from now ("over the next year")."""
    return e.context.before in ("", ".", ",", "and", "\u201d", '"') and e.context.direction().sign < 0


# Units from which no date results: too short, too long, or no unit of the calendar.
_NOT_COUNTED = ("second", "minute", "hour", "millennium", "night")


def _weekend(e: Expression) -> Timex | None:
    """Read "the weekend", "this weekend": the last begun, or the next to end where the verb is in the future."""
    direction = e.context.direction()

    def value_on(today: dt.date) -> str:
        week = today if direction.sign > 0 else shift(today, -5, "day")
        return value_of(week, "weekend")

    value = e.context.on_publication(value_on)
    return Timex("DATE", value, "weekend by tense") if value else None


def _the_unit(e: Expression) -> Timex | None:
    """Read "the end of the month", "later in the day", "for the year": the one of publication."""
    unit = e.unit
    if unit in _NOT_COUNTED or not (e.context.prefixed or e.get("full", "fiscal") or unit == "year"):
        return None
    if unit == "year" and e.context.after in ("ended", "ending"):
        return Timex("DURATION", "P1Y", "a year up to a date")
    if e.context.after == "of" or (
        unit != "year" and not e.context.prefixed and e.context.before not in ("for", "of", "and")
    ):
        return None
    if unit == "day" and (day := from_focus(e, 0, unit)):  # "later in the day"
        return day
    value = e.context.on_publication(lambda today: value_of(today, unit))
    return Timex("DATE", value, "the one of publication") if value else None


def _year_end(e: Expression) -> Timex | None:
    """Read "year-end", "the year's close": the end of this year, or of the last after "since"."""
    back = 1 if e.context.before == "since" else 0
    value = e.context.on_publication(lambda today: value_of(shift(today, -back, "year"), "year"))
    return Timex("DATE", value, "year of publication", "END") if value else None


def _ago(e: Expression) -> Timex | None:
    """Read "two weeks ago", "three days from now", "a year ago Sunday"; "several years ago" is only the past."""
    unit, ago = e.unit, e.get("ago") is not None
    open_value = "PAST_REF" if ago else "FUTURE_REF"
    count = e.count
    if count is None or unit in _NOT_COUNTED:
        return Timex("DATE", open_value, "counted from publication")
    if day := e.get("weekday", "named"):
        return _counted_from_day(e, day, -count if ago else count)
    if ago and unit == "year" and count == 1:
        return year_ago(e)
    value = e.context.on_publication(lambda today: value_of(shift(today, -count if ago else count, unit), unit))
    return Timex("DATE", value or open_value, "counted from publication")


def _vaguely_ago(_: Expression) -> Timex:
    """Read "three or four months ago", "half a century ago"."""
    return Timex("DATE", "PAST_REF", "counted from publication")


def _counted_from_day(e: Expression, day: str, count: int) -> Timex | None:
    """Read "a week ago Monday", "two weeks from Tuesday", "a year ago today": as far from that day as it says.

    The Monday of "a week ago Monday" is the last; that of "a year ago Monday", an anniversary, the nearest.
    """
    unit = e.unit

    def value_on(today: dt.date) -> str:
        if day in NAMED_DAYS:
            start = shift(today, NAMED_DAYS[day], "day")
        else:
            reach = 0 if count < 0 and unit in ("day", "week") else 3 if count < 0 else 6
            start = weekday_before(shift(today, reach, "day"), WEEKDAYS[day])
        return value_of(shift(start, count, unit), "day")

    value = e.context.on_publication(value_on)
    return Timex("DATE", value or "XXXX-XX-XX", f"counted from {day}")


def _earlier(e: Expression) -> Timex | None:
    """Read "two weeks later", "a day earlier", "the day before": counted from the last date in focus.

    With an event after it ("the day before the summit") there is no date to count from.
    """
    unit, count = e.unit, e.count
    back = e.get("earlier", "before") is not None
    if e.get("before", "after") and e.context.after not in _PHRASE_ENDS and not _is_anaphor(e):
        return None
    if unit == "year" and count == 1 and back:
        return year_ago(e)
    timex = from_focus(e, -count if back else count, unit) if count else None
    if e.get("the"):
        return timex
    return timex or Timex("DURATION", period(count or "X", unit), "no date to count from")


def _is_anaphor(e: Expression) -> bool:
    """Whether "two days after that" ends there: not "two days after that meeting"."""
    return e.get("that") is not None and not e.context.is_before_a_noun()


def _the_unit_of_an_event(e: Expression) -> Timex | None:
    """Read "the day" in "the day before the summit", "the week after they met": open, until the event has a date."""
    if e.unit not in OPEN_VALUES or e.context.after not in ("before", "after", "following"):
        return None
    return Timex("DATE", OPEN_VALUES[e.unit], "counted from an event", moves_focus=False)


_PHRASE_ENDS = ("", ".", ",", ";", ":", ")", "-", "\u2014", '"', "\u201d", "!", "?", "and", "but")


def from_focus(e: Expression, count: int, unit: str) -> Timex | None:
    """Count from the last date in focus, where that is no coarser than the unit."""
    focus = e.context.focus
    if focus is None or unit in _NOT_COUNTED:
        return None
    try:
        values = {value_of(shift(day, count, unit), unit) for day in (focus.first, focus.last)}
    except OverflowError:
        return None
    rule = f"counted from {focus.value}" if count else f"the same as {focus.value}"
    return Timex("DATE", values.pop(), rule) if len(values) == 1 else None


def _anaphor(e: Expression) -> Timex | None:
    """Read "the same day", "that year", "the following month", "the previous year"."""
    step = -1 if e.get("previous") else 1 if e.get("following") else 0
    return from_focus(e, step, e.unit)


def _season_in_focus(e: Expression) -> Timex | None:
    """Read "that summer", "the following winter": the one of the date in focus, or of its year."""
    focus, letters = e.context.focus, SEASON_LETTERS[e.get("season") or ""]
    if focus is None or focus.first.year != focus.last.year:
        return None
    try:
        in_season, until = value_of(focus.first, "season"), value_of(focus.last, "season")
    except OverflowError:  # at the edge of the calendar
        return None
    year, step = focus.first.year, -1 if e.get("previous") else 1 if e.get("following") else 0
    begins = dt.date(year, SEASONS[letters], 1)
    if in_season == until and in_season.endswith(letters):
        year = int(in_season[:4]) + step
    elif step > 0:
        year += begins <= focus.last
    elif step < 0:
        year -= begins > focus.first
    return Timex("DATE", f"{year:04}-{letters}", f"counted from {focus.value}")


def _middle(e: Expression) -> Timex | None:
    """Read "mid-year", "mid-week": the middle of the one of publication."""
    if e.get("early") != "mid" or e.unit not in ("week", "month", "year"):
        return None
    value = e.context.on_publication(lambda today: value_of(today, e.unit))
    return Timex("DATE", value, "the one of publication", "MID") if value else None


RELATIVE_RULES: tuple[Rule, ...] = (
    ("named | the unit (before|after) named", _named_day),
    ("STEP fiscal? UNIT | coming UNIT", _this_unit),
    ("(the|this) weekend", _weekend),
    ("the (full|fiscal)? UNIT", _the_unit),
    ("the? unit (dash|possessive)? edge", _year_end),
    ("COUNT dash? UNITS (or so)? (ago|from presently) | units ago", _ago),
    ("COUNT (to|or|dash) COUNT dash? UNITS ago | (a? half dash | half a) UNIT ago", _vaguely_ago),
    ("COUNT UNITS (ago on? | from) (weekday | named)", _ago),
    ("(the? same | that | the (previous|following)) season", _season_in_focus),
    ("early dash unit", _middle),
    ("(the|a)? unit dash AGO", year_ago),
    ("COUNT UNITS (earlier|later|before|after) | the unit (before|after)", _earlier),
    ("COUNT UNITS (before|after) that", _earlier),
    ("the unit", _the_unit_of_an_event),
    ("(the? same | that same? | the (previous|following)) UNIT", _anaphor),
)
