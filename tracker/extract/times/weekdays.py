"""Rules for weekdays: "on Monday", "last Friday", "from Monday to Thursday", "the first Monday in September".

A weekday alone lies where the tense of its verb puts it; a weekday equal to the day of publication is that day.
"""

from __future__ import annotations

import datetime as dt

from tracker.dates import WEEKDAYS, nth_weekday, shift, value_of, weekday_before
from tracker.extract.times.calendar_dates import in_year_by_tense
from tracker.extract.times.expression import Expression, Rule, Timex
from tracker.extract.times.tense import Direction
from tracker.extract.times.words import month_number, ordinal
from tracker.word_lists import word_list


def _weekday(e: Expression) -> Timex | None:
    weekday = WEEKDAYS[e.get("weekday") or ""]
    if e.get("unit"):
        value = e.context.on_publication(lambda today: _weekday_of_week(shift(today, 7 * e.step, "day"), weekday))
        return Timex("DATE", value or f"XXXX-WXX-{weekday + 1}", "weekday of a week")
    if e.get("previous", "following"):
        return _weekday_from_focus(e, weekday)
    if e.step:  # "last Monday" is not today
        value = e.context.on_publication(lambda today: value_of(_weekday_from(today, weekday, e.step), "day"))
        return Timex("DATE", value or f"XXXX-WXX-{weekday + 1}", "weekday counted from publication")
    if (days := _in_range(e, weekday)) is not None:
        return days
    direction = e.context.direction()
    if e.get("this") and direction.sign == 0:
        direction = Direction(1, 1)
    if e.context.after in ("'s", "\u2019s") and e.context.neighbours[2] in _CLOSING:
        direction = Direction(-1, 2)
    value = e.context.on_publication(
        lambda today: value_of(_weekday_by_tense(today, weekday, direction, _is_news_of(today, e)), "day")
    )
    return Timex("DATE", value or f"XXXX-WXX-{weekday + 1}", _rule(e, value, direction))


_CLOSING = word_list("time_words", "closing_prices")  # prices are those of a day that is over: "Thursday's close"


def _is_news_of(today: dt.date, e: Expression) -> bool:
    """Whether it is the date of the article's news: no date stands before it, or that of tomorrow does."""
    return e.context.focus is None or value_of(shift(today, 1, "day"), "day") in e.context.earlier_values


def _rule(e: Expression, value: str | None, direction: Direction) -> str:
    published = e.context.published.value if e.context.published is not None else ""
    if value is None or value == published:
        return "weekday of publication" if value else "weekday without a day of publication"
    sign = 1 if value > published else -1
    by = "by tense" if sign == (direction.sign or -1) else "as the nearer"
    return f"weekday, {'ahead' if sign > 0 else 'behind'} {by}"


def _in_range(e: Expression, weekday: int) -> Timex | None:
    """Read both weekdays of "from Monday to Thursday", so that the second comes after the first."""
    before, after, second = e.context.neighbours
    focus = e.context.focus
    if before in _RANGE and focus is not None and focus.first == focus.last and e.context.second_before in WEEKDAYS:
        try:
            last = weekday_before(shift(focus.first, 6, "day"), weekday)
        except OverflowError:  # at the edge of the calendar
            return None
        return Timex("DATE", value_of(last, "day"), "the end of a range of weekdays")
    if after not in _RANGE or second not in WEEKDAYS:
        return None
    direction = e.context.direction()

    def value_on(today: dt.date) -> str:
        if direction.sign > 0:
            return value_of(_weekday_by_tense(today, weekday, direction, is_news=False), "day")
        return value_of(weekday_before(weekday_before(today, WEEKDAYS[second]), weekday), "day")

    value = e.context.on_publication(value_on)
    return Timex("DATE", value, "the start of a range of weekdays") if value else None


_RANGE = word_list("grammar_words", "range") | {"-", "\u2013"}


def _weekday_from(today: dt.date, weekday: int, step: int) -> dt.date:
    """Return the nearest such weekday that is surely before today (step -1) or after it (1)."""
    return weekday_before(shift(today, -1 if step < 0 else 7, "day"), weekday)


def _weekday_by_tense(today: dt.date, weekday: int, direction: Direction, is_news: bool) -> dt.date:
    """Return the last or the next such weekday, today if it is one.

    News names a day by its weekday when it is near, and seldom yesterday's for six days ahead, or tomorrow's for six
    days back. So the weaker the direction, the sooner the nearer of the two is preferred. An article does not open with
    what is six days old: where tomorrow's weekday is its news, it was written ahead ("Baker left Tuesday", printed on
    Monday) or where it was tomorrow already, even beside a past tense.
    """
    back = weekday_before(today, weekday)
    ahead = back if back == today else shift(back, 7, "day")
    days_back = (today - back).days
    if direction.sign > 0:
        return back if days_back <= _TOO_NEAR[direction.strength] else ahead
    doubtful = direction.sign == 0 or direction.strength == 0 or is_news
    return ahead if doubtful and days_back == 6 else back


_TOO_NEAR = {2: 0, 1: 1, 0: 3, -1: 4}  # days back, by the strength of the direction; chosen by hand on news


def _weekday_of_week(day: dt.date, weekday: int) -> str:
    return value_of(shift(day, weekday - day.weekday(), "day"), "day")


def _weekday_from_focus(e: Expression, weekday: int) -> Timex | None:
    """Read "the following Monday", "the previous Friday", counted from the day in focus."""
    focus = e.context.focus
    if focus is None or focus.first != focus.last:
        return None
    try:
        day = weekday_before(shift(focus.first, 7 if e.get("following") else -1, "day"), weekday)
    except OverflowError:  # at the edge of the calendar
        return None
    return Timex("DATE", value_of(day, "day"), "weekday from the date before")


def _nth_weekday(e: Expression) -> Timex | None:
    """Read "the first Monday in September", "the last Friday of March 2021"."""
    number = -1 if e.get("last") else ordinal(e.get("nth") or "")
    month, weekday = month_number(e.get("month") or ""), WEEKDAYS[e.get("weekday") or ""]
    if not (number == -1 or 1 <= number <= 5):
        return None

    def value_in(year: int) -> str:
        return value_of(nth_weekday(year, month, weekday, number), "day")

    try:
        value = value_in(int(year)) if (year := e.get("year")) else in_year_by_tense(e, value_in)
    except ValueError:  # a fifth Monday that the month has not
        return None
    return Timex("DATE", value or f"XXXX-{month:02}-XX", "weekday of a month")


WEEKDAY_RULES: tuple[Rule, ...] = (
    ("(STEP|the? (previous|following))? weekday | weekday of? THIS unit", _weekday),
    ("the (nth|last) weekday (of|on) month (comma? year)?", _nth_weekday),
)
