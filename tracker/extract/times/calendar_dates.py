"""Rules for what the calendar names: days, months, seasons, years, decades, centuries.

A date without a year lies where the tense of its verb puts it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from tracker.dates import WEEKDAYS, PartialDate, normalise_published, shift, value_of
from tracker.extract.times.expression import Expression, Rule, Timex
from tracker.extract.times.tense import Direction
from tracker.extract.times.words import DECADES, NUMBERS, SEASONS, month_number, number_of, ordinal
from tracker.word_lists import word_list


def _nearest(today: dt.date, values: list[str], direction: Direction) -> str | None:
    """Return, of the same date in several years, the latest begun (past), the next to end (future), or the nearest.

    A date without a year is seldom far away: unless the verb is plainly past, one much nearer than that is preferred.
    """
    dates = sorted(date for value in values if (date := PartialDate.parse(value)))
    begun = [date for date in dates if date.first <= today][-1:]
    ahead = [date for date in dates if date.last >= today][:1]
    if not begun or not ahead:
        return next((date.value for date in begun + ahead), None)
    days_back = max((today - begun[0].last).days, 0)
    days_ahead = max((ahead[0].first - today).days, 0)
    if direction == Direction(-1, 2) and days_back < _NEARLY_A_YEAR:
        return begun[0].value
    if direction.sign < 0 or direction.strength < 0:
        return begun[0].value if days_back < _FAR or days_ahead > _NEAR else ahead[0].value
    if direction.sign > 0:
        return ahead[0].value if days_ahead < _FAR or days_back > _NEAR else begun[0].value
    return (begun if days_back <= days_ahead else ahead)[0].value


_FAR, _NEAR = 250, 100  # days; chosen by hand on the news of TimeBank
_NEARLY_A_YEAR = 335  # days; a date that long past is seldom written without its year


def in_year_by_tense(expression: Expression, value_in: Callable[[int], str]) -> str | None:
    """Return the value of a date without a year, in the year by the tense of its verb; None where that is open.

    `value_in` gives the value in a year; OverflowError or ValueError beyond the calendar.
    """
    direction = expression.context.direction()
    if expression.context.is_adjective():
        direction = Direction(min(direction.sign, 0), 0)
    weekday = expression.get("weekday", "shortday")

    def value_on(today: dt.date) -> str | None:
        values = _in_years_around(today, value_in)
        on_weekday = [value for value in values if weekday and _falls_on(value, weekday)]
        return _nearest(today, on_weekday or values, direction)

    return expression.context.on_publication(value_on)


def _in_years_around(today: dt.date, value_in: Callable[[int], str]) -> list[str]:
    return [value_in(year) for year in range(max(today.year - 1, 1), min(today.year + 1, 9999) + 1)]


def _falls_on(value: str, weekday: str) -> bool:
    date = PartialDate.parse(value)
    return date is not None and list(WEEKDAYS)[date.first.weekday()].startswith(weekday[:3])


def stated_year(expression: Expression) -> str | None:
    """Return the year that the words state: "2022", "nineteen ninety-six", "last year" counted from publication."""
    if year := expression.get("year"):
        return year
    if numerals := expression.all("numeral"):
        return _year_in_words([NUMBERS[word] for word in numerals])
    if expression.get("unit") != "year":
        return None
    return expression.context.on_publication(lambda today: value_of(shift(today, expression.step, "year"), "year"))


def _bare_day(e: Expression) -> Timex | None:
    """Read "on the 24th": of the month that the tense of its verb tells."""
    day = ordinal(e.get("nth") or "")
    if not (e.get("nth") or "")[0].isdigit() or not 1 <= day <= 31 or e.context.before not in _BEFORE_A_DAY:
        return None
    if e.context.is_before_a_noun():
        return None
    direction = e.context.direction()

    def value_on(today: dt.date) -> str | None:
        months = [value_of(shift(today.replace(day=1), count, "month"), "month") for count in range(-2, 3)]
        dates = [date for month in months if (date := PartialDate.parse(f"{month}-{day:02}"))]
        begun = [date.value for date in dates if date.first <= today][-1:]
        ahead = [date.value for date in dates if date.first >= today][:1]
        return next(iter(ahead + begun if direction.sign > 0 else begun + ahead), None)

    value = e.context.on_publication(value_on)
    return Timex("DATE", value or f"XXXX-XX-{day:02}", "day, month by tense")


_BEFORE_A_DAY = word_list("grammar_words", "before_a_time") | {"on"}


def _iso(e: Expression) -> Timex | None:
    value = e.words[0].text.upper()
    return Timex("TIME" if "T" in value else "DATE", value, "as written") if PartialDate.parse(value) else None


def _numeric(e: Expression) -> Timex | None:
    words = e.words[0].text
    if len(words.rsplit("/", 1)[-1]) == 2:  # "10/23/98": the century that the article is nearest to
        year = int(words[-2:])
        near = e.context.published.first.year if e.context.published else 2000
        words = f"{words[:-2]}{min((century + year for century in (1900, 2000)), key=lambda y: abs(y - near))}"
    value = normalise_published(words) or _of_publication(e, words)
    return Timex("DATE", value, "as written") if value else None


def _of_publication(e: Expression, words: str) -> str | None:
    """Return the date of "03/04/2022", which may be in March or April, where one of the two is that of publication."""
    first, second, year = (int(part) for part in re.split("[-/.]", words))
    values = {f"{year:04}-{first:02}-{second:02}", f"{year:04}-{second:02}-{first:02}"}
    return next((value for value in values if e.context.published and value == e.context.published.value), None)


def _day_of_month(e: Expression) -> Timex | None:
    month = month_number(e.get("month", "shortmonth") or "")
    days = [ordinal(word) for word in e.all("digits", "nth")]
    if max(days) > 31 or e.context.after in _AFTER_A_COUNT:
        return None
    if e.get("and") and days[-1] != days[0] + 1:
        return None
    year = stated_year(e)
    all_after_year = [f"-{month:02}-{day:02}" for day in days]
    if not all(PartialDate.parse(f"{year or 2000}{after_year}") for after_year in all_after_year):
        return None
    if not year and (e.step or e.get("this")):
        counted = [_from_publication(e, after_year) for after_year in all_after_year]
        return Timex("DATE", "/".join(counted), "day and month counted from publication")
    values = [f"{year}{after_year}" if year else _by_tense(e, after_year) for after_year in all_after_year]
    return Timex("DATE", "/".join(values), "day and month" + (", year" if year else ", year by tense"))


_AFTER_A_COUNT = word_list("time_words", "after_a_count")


def _from_publication(e: Expression, after_year: str) -> str:
    """The value of "last May", "this May", "next May"; its year is open where publication leaves it so."""
    return last_this_or_next(e, lambda year: f"{year:04}{after_year}") or f"XXXX{after_year}"


def _week_of_day(e: Expression) -> Timex | None:
    """Read "the week of March 6": the week in which that day lies."""
    day = _day_of_month(e) if e.get("unit") == "week" else None
    date = PartialDate.parse(day.value) if day is not None else None
    return replace(day, value=value_of(date.first, "week"), rule=f"week of a {day.rule}") if day and date else None


def _further_day(e: Expression) -> Timex | None:
    """Read the "8" of "July 7 and 8": a later day of the same month."""
    before, focus, day = e.context.neighbours[0], e.context.focus, number_of(e.words[0])
    if before not in ("and", "or") or focus is None or focus.first != focus.last or day is None:
        return None
    if (
        e.context.second_before != str(focus.first.day)
        or not focus.first.day < day <= 31
        or e.context.is_before_a_noun()
    ):
        return None
    value = f"{value_of(focus.first, 'month')}-{day:02}"
    return Timex("DATE", value, "a further day of the month") if PartialDate.parse(value) else None


def _month(e: Expression) -> Timex | None:
    after_year = f"-{month_number(e.get('month', 'shortmonth') or ''):02}"
    if year := stated_year(e):
        return Timex("DATE", year + after_year, "month and year")
    if e.get("numeral"):
        return None
    if len(e.words) == 1 and not _is_month_alone(e):
        return None
    if e.step or e.get("this"):
        return Timex("DATE", _from_publication(e, after_year), "month counted from publication")
    return Timex("DATE", _by_tense(e, after_year), "month, year by tense")


def _is_month_alone(e: Expression) -> bool:
    """Whether a single word is a month: not "may", nor the first name of April Jones, nor Jan without its dot."""
    token = e.context.token
    if token is None or token.tag_ == "MD" or (e.context.next_token is not None and e.context.next_token.tag_ == "VB"):
        return False
    if token.text == "March" and e.context.before in _BEFORE_A_WALK and e.context.after in _AFTER_A_WALK:
        return False  # "the annual March for Peace"
    if e.words[0].kind == "shortmonth":
        return e.words[0].text.endswith(".")
    return not (token.dep_ == "compound" and token.head.ent_type_ == "" and token.head.tag_ == "NNP")


_BEFORE_A_WALK = word_list("time_words", "before_a_walk")
_AFTER_A_WALK = word_list("time_words", "after_a_walk")


def last_this_or_next(e: Expression, value_in: Callable[[int], str]) -> str | None:
    """Return the value of "last May" (the latest that is over), "this May" (this year's) or "next May" (not begun).

    "Last February" in March is that of the year before: the other is "last month". None where it is open.
    """
    step = e.step

    def value_on(today: dt.date) -> str | None:
        dates = [date for value in _in_years_around(today, value_in) if (date := PartialDate.parse(value))]
        if step == 0:
            return next((d.value for d in dates if d.first.year == today.year), None)
        month_before = value_of(shift(today.replace(day=1), -1, "month"), "month")
        past = [d.value for d in dates if d.last < today and d.value != month_before]
        coming = [d.value for d in dates if d.first > today]
        chosen = past[-1:] if step < 0 else coming[:1]
        return chosen[0] if chosen else None

    return e.context.on_publication(value_on)


def _by_tense(e: Expression, after_year: str) -> str:
    """The value of a date without a year, in the year by the tense of its verb; the year is open where that is."""
    return in_year_by_tense(e, lambda year: f"{year:04}{after_year}") or f"XXXX{after_year}"


def _season(e: Expression) -> Timex | None:
    after_year = f"-{SEASONS[e.get('season') or '']}"
    if year := stated_year(e):
        return Timex("DATE", year + after_year, "season and year")
    if e.get("numeral"):
        return None
    if len(e.words) == 1 and not e.context.prefixed:
        return None
    if e.get("season") == "fall" and e.context.after == "of":
        return None
    if e.step:
        return Timex("DATE", _from_publication(e, after_year), "season counted from publication")
    return Timex("DATE", _by_tense(e, after_year), "season, year by tense")


def _year(e: Expression) -> Timex | None:
    """Read four digits as a year, unless they count something ("2000 troops") or are money or a name."""
    following = e.context.next_token
    counted = e.context.after in ("percent", "%") or (following is not None and following.tag_ == "NNS")
    counted = counted and e.context.after not in _COMPARED_YEARS
    is_compound = e.context.before == "-" and e.context.second_before in ("pre", "post")  # "pre-1990 houses"
    determined = e.context.before in _BEFORE_A_COUNTED_YEAR or e.context.prefixed or is_compound
    if not e.get("fiscal", "unit") and (e.context.before in _NOT_A_YEAR or (counted and not determined)):
        return None
    if e.context.after in _MAKES:  # "her 1996 Honda": the year of the model
        return None
    return Timex("DATE", (e.get("year", "fiscalyear") or "")[-4:], "year as written")


_MAKES = word_list("time_words", "makes")
_NOT_A_YEAR = word_list("time_words", "before_no_year")
_BEFORE_A_COUNTED_YEAR = word_list("grammar_words", "before_a_counted_year")
_COMPARED_YEARS = word_list("time_words", "compared_years")


def _short_year(e: Expression) -> Timex | None:
    """Read "in '98": the latest such year, or one that is near."""
    if e.context.before not in _BEFORE_A_SHORT_YEAR or e.context.is_before_a_noun():
        return None
    year = int(e.words[0].text[1:])
    value = e.context.on_publication(lambda today: f"{today.year + 10 - (today.year + 10 - year) % 100:04}")
    return Timex("DATE", value, "year in short") if value else None


_BEFORE_A_SHORT_YEAR = word_list("grammar_words", "before_a_time", "before_a_short_year") | {"-"}


def _years(e: Expression) -> Timex | None:
    """Read "2009-2010", "1998-99"."""
    first, last = e.all("year", "digits")
    last = first[: 4 - len(last)] + last
    if len(last) != 4 or not 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return None
    return Timex("DATE", f"{first}/{last}", "years as written")


_LONGEST_RANGE = 150  # years; what spans more is no pair of years


def _spoken_year(e: Expression) -> Timex | None:
    year = _year_in_words([NUMBERS[word] for word in e.all("numeral")])
    if year is None or (year == "2000" and not e.get("unit")):  # "the year two thousand"
        return None
    return Timex("DATE", year, "year in words")


def _year_in_words(numbers: list[int]) -> str | None:
    """Return the year of "nineteen ninety-six" or "two thousand five"; None where the numbers are no year."""
    if numbers[:2] == [2, 1000]:
        return f"20{sum(numbers[2:]):02}" if sum(numbers[2:]) < 100 else None
    century, *rest = numbers
    if not 15 <= century <= 20 or not rest or rest[0] < 10 or sum(rest) > 99:
        return None
    return None if len(rest) > 1 and (rest[0] < 20 or not 0 < rest[1] < 10) else f"{century}{sum(rest)}"


def _decade(e: Expression) -> Timex | None:
    words = e.get("decade") or ""
    if _is_age(e):
        return None
    tens = DECADES.get(words)
    if tens is not None:
        return Timex("DATE", f"19{tens}", "decade of the last century")
    digits = re.sub("[^0-9]", "", words)
    return Timex("DATE", digits[:-1] if len(digits) == 4 else f"19{digits[0]}", "decade")


def _is_age(e: Expression) -> bool:
    """Whether "in her mid-30s" tells how old she was."""
    token = e.context.token
    return token is not None and any(word.lower_ in _OWNERS for word in token.doc[max(0, token.i - 3) : token.i])


_OWNERS = word_list("grammar_words", "possessives")


def _century(e: Expression) -> Timex | None:
    number = ordinal(e.get("nth") or "")
    return Timex("DATE", f"{number - 1:02}", "century") if e.unit == "century" and 1 < number <= 30 else None


CALENDAR_RULES: tuple[Rule, ...] = (
    ("iso", _iso),
    ("numeric", _numeric),
    ("(STEP|previous)? WEEKDAY? MONTH the? DAYS (comma? year | of? THIS unit)?", _day_of_month),
    ("the? unit of WEEKDAY? MONTH DAYS (comma? year)?", _week_of_day),
    (
        "MONTH (digits|nth) and (digits|nth) comma? year | the? (digits|nth) and the? (digits|nth) of? MONTH",
        _day_of_month,
    ),
    ("WEEKDAY? the? DAYS of? MONTH (comma? year | of? THIS unit)?", _day_of_month),
    ("MONTH (comma|of)? YEAR | MONTH of? THIS unit | (STEP|previous)? MONTH", _month),
    ("the? season of? (YEAR|THIS unit) | (STEP|the)? season", _season),
    ("(the? unit|the? fiscal unit?)? year | fiscalyear", _year),
    ("shortyear", _short_year),
    ("year (dash|slash) (year|digits)", _years),
    ("(the unit)? SPOKEN", _spoken_year),
    ("the? decade", _decade),
    ("the? nth dash? unit", _century),
    ("the nth", _bare_day),
    ("digits", _further_day),
)
