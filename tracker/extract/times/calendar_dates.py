"""Rules for what the calendar names: days, months, weekdays, seasons, years, decades, centuries.

A date without a year, and a weekday, lie where the tense of their verb puts them.
"""

from __future__ import annotations

import datetime as dt
import re

from tracker.dates import WEEKDAYS, PartialDate, normalise_published, shift, value_of, weekday_before
from tracker.extract.times.expression import Expression, Reading, Rule
from tracker.extract.times.tense import SURELY_PAST
from tracker.extract.times.words import DECADES, NUMBERS, SEASONS, month_number, ordinal


def _nearest(today: dt.date, values: list[str], lean: int) -> str | None:
    """Of the same date in several years return the latest begun (lean -1), the next to end (1), or the nearest (0).

    A date without a year is seldom far: unless the verb is surely past, a much nearer date is preferred.
    """
    dates = sorted(date for value in values if (date := PartialDate.parse(value)))
    begun = [date for date in dates if date.first <= today][-1:]
    ahead = [date for date in dates if date.last >= today][:1]
    if not begun or not ahead:
        return next((date.value for date in begun + ahead), None)
    back, forth = max((today - begun[0].last).days, 0), max((ahead[0].first - today).days, 0)
    if lean == SURELY_PAST:
        return begun[0].value
    if lean < 0:
        return begun[0].value if back < _FAR or forth > _NEAR else ahead[0].value
    if lean > 0:
        return ahead[0].value if forth < _FAR or back > _NEAR else begun[0].value
    return (begun if back <= forth else ahead)[0].value


_FAR, _NEAR = 250, 100  # days; chosen by hand on the news of TimeBank


def _in_some_year(expression: Expression, rest: str) -> str:
    """Return the value of a date without a year ("-03-14"), in the year that the tense of its verb tells."""
    where = expression.at
    leaning = 0 if where.is_adjective() else where.lean()

    weekday = expression.get("weekday", "shortday")

    def value_on(today: dt.date) -> str | None:
        values = [f"{today.year + years:04}{rest}" for years in (-1, 0, 1)]
        fitting = [value for value in values if weekday and _falls_on(value, weekday)]
        return _nearest(today, fitting or values, leaning)

    return where.near(value_on) or f"XXXX{rest}"


def _falls_on(value: str, weekday: str) -> bool:
    date = PartialDate.parse(value)
    return date is not None and list(WEEKDAYS)[date.first.weekday()].startswith(weekday[:3])


def stated_year(expression: Expression) -> str | None:
    """Return the year that the words state: "2022", or "last year" counted from the publication date."""
    if year := expression.get("year"):
        return year
    if expression.get("unit") != "year":
        return None
    return expression.at.near(lambda today: value_of(shift(today, expression.step, "year"), "year"))


def _iso(e: Expression) -> Reading | None:
    value = e.words[0].text.upper()
    return Reading("TIME" if "T" in value else "DATE", value, "as written") if PartialDate.parse(value) else None


def _numeric(e: Expression) -> Reading | None:
    value = normalise_published(e.words[0].text)
    return Reading("DATE", value, "as written") if value else None


def _day_of_month(e: Expression) -> Reading | None:
    month = month_number(e.get("month", "shortmonth") or "")
    days = [ordinal(word) for word in e.all("digits", "nth")]
    if max(days) > 31 or e.at.after in ("percent", "%", "million", "billion"):
        return None
    year = stated_year(e)
    rests = [f"-{month:02}-{day:02}" for day in days]
    if not all(PartialDate.parse(f"{year or 2000}{rest}") for rest in rests):
        return None
    values = [f"{year}{rest}" if year else _in_some_year(e, rest) for rest in rests]
    return Reading("DATE", "/".join(values), "day and month" + (", year" if year else ", year by tense"))


def _month(e: Expression) -> Reading | None:
    rest = f"-{month_number(e.get('month', 'shortmonth') or ''):02}"
    if year := stated_year(e):
        return Reading("DATE", year + rest, "month and year")
    if len(e.words) == 1 and not _is_month_alone(e):
        return None
    if e.step or e.get("this"):
        return Reading("DATE", _this_or_next(e, rest), "month counted from publication")
    return Reading("DATE", _in_some_year(e, rest), "month, year by tense")


def _is_month_alone(e: Expression) -> bool:
    """Whether a single word is a month: not "may", nor the first name of April Jones, nor Jan without its dot."""
    token = e.at.token
    if token is None or token.tag_ == "MD" or e.words[0].kind == "shortmonth":
        return e.words[0].text.endswith(".")
    return not (token.dep_ == "compound" and token.head.ent_type_ == "" and token.head.tag_ == "NNP")


def _this_or_next(e: Expression, rest: str) -> str:
    """Return "last May", "this May" or "next May": the latest quite past, the same year's, the next to begin."""
    where, step = e.at, e.step

    def value_on(today: dt.date) -> str | None:
        dates = [PartialDate.parse(f"{today.year + years:04}{rest}") for years in (-1, 0, 1)]
        past = [d.value for d in dates if d and d.last < today]
        coming = [d.value for d in dates if d and d.first > today]
        if step == 0:
            return f"{today.year:04}{rest}"
        chosen = past[-1:] if step < 0 else coming[:1]
        return chosen[0] if chosen else None

    return where.near(value_on) or f"XXXX{rest}"


def _weekday(e: Expression) -> Reading | None:
    weekday = WEEKDAYS[e.get("weekday") or ""]
    if e.get("unit"):
        value = e.at.near(lambda today: _weekday_of_week(shift(today, 7 * e.step, "day"), weekday))
        return Reading("DATE", value or f"XXXX-WXX-{weekday + 1}", "weekday of a week")
    if e.get("previous", "following"):
        return _weekday_from_focus(e, weekday)
    lean = e.step or e.at.lean() or (1 if e.get("this") else -1)
    strict = e.step != 0  # "last Monday" is not today

    def value_on(today: dt.date) -> str:
        if lean < 0:
            return value_of(weekday_before(shift(today, -strict, "day"), weekday), "day")
        return value_of(weekday_before(shift(today, 6 + strict, "day"), weekday), "day")

    rule = "weekday counted from publication" if strict else f"weekday, {'ahead' if lean > 0 else 'behind'} by tense"
    return Reading("DATE", e.at.near(value_on) or f"XXXX-WXX-{weekday + 1}", rule)


def _weekday_of_week(day: dt.date, weekday: int) -> str:
    return value_of(shift(day, weekday - day.weekday(), "day"), "day")


def _weekday_from_focus(e: Expression, weekday: int) -> Reading | None:
    focus = e.at.focus
    if focus is None or focus.first != focus.last:
        return None
    try:
        day = weekday_before(shift(focus.first, 7 if e.get("following") else -1, "day"), weekday)
    except OverflowError:  # at the edge of the calendar
        return None
    return Reading("DATE", value_of(day, "day"), "weekday from the date before")


def _season(e: Expression) -> Reading | None:
    rest = f"-{SEASONS[e.get('season') or '']}"
    if year := stated_year(e):
        return Reading("DATE", year + rest, "season and year")
    if len(e.words) == 1 and not e.at.prefixed:
        return None
    if e.get("season") == "fall" and e.at.after == "of":
        return None
    if e.step:
        return Reading("DATE", _this_or_next(e, rest), "season counted from publication")
    return Reading("DATE", _in_some_year(e, rest), "season, year by tense")


def _year(e: Expression) -> Reading | None:
    """Read four digits as a year, unless they count something ("2000 troops") or are money or a name."""
    following = e.at.next_token
    counted = e.at.after in ("percent", "%") or (following is not None and following.tag_ == "NNS")
    determined = e.at.before in ("in", "since", "during", "the", "its", "'s") or e.at.prefixed
    if not e.get("fiscal", "unit") and (e.at.before in _NOT_A_YEAR or (counted and not determined)):
        return None
    return Reading("DATE", e.get("year") or "", "year as written")


_NOT_A_YEAR = frozenset(("$", "#", "\u20ac", "\u00a3", "no", "number", "flight", "room", "than", "some", "/", "."))


def _spoken_year(e: Expression) -> Reading | None:
    century, *rest = (NUMBERS[word] for word in e.all("numeral"))
    if e.get("unit"):  # "the year two thousand"
        return Reading("DATE", "2000", "year in words") if [century, *rest] == [2, 1000] else None
    if not 15 <= century <= 20 or rest[0] < 10 or sum(rest) > 99 or (len(rest) == 2 and not 0 < rest[1] < 10):
        return None
    return Reading("DATE", f"{century}{sum(rest)}", "year in words")


def _decade(e: Expression) -> Reading | None:
    words = e.get("decade") or ""
    tens = DECADES.get(words)
    if tens is not None:
        return Reading("DATE", f"19{tens}", "decade of the last century")
    digits = re.sub("[^0-9]", "", words)
    return Reading("DATE", digits[:-1] if len(digits) == 4 else f"19{digits[0]}", "decade")


def _century(e: Expression) -> Reading | None:
    number = ordinal(e.get("nth") or "")
    return Reading("DATE", f"{number - 1:02}", "century") if e.unit == "century" and 1 < number <= 30 else None


CALENDAR_RULES: tuple[Rule, ...] = (
    ("iso", _iso),
    ("numeric", _numeric),
    ("WEEKDAY? MONTH DAYS (comma? year | of? THIS unit)?", _day_of_month),
    ("WEEKDAY? the? DAYS of? MONTH (comma? year | of? THIS unit)?", _day_of_month),
    ("MONTH (comma|of)? year | MONTH of? THIS unit | (STEP|previous)? MONTH", _month),
    ("(STEP|the? (previous|following))? weekday | weekday of? THIS unit", _weekday),
    ("the? season of? (year|THIS unit) | (STEP|the)? season", _season),
    ("(the? unit|the? fiscal unit?)? year", _year),
    ("(the unit)? numeral numeral (dash? numeral)?", _spoken_year),
    ("the? decade", _decade),
    ("the? nth dash? unit", _century),
)
