"""Dates as people write them: "14 March 2022", "week of 7 March 2022", "spring 2022", "14 March 2022, evening".

Programs get TIMEX3 values; whatever people read gets these words instead, from here alone. The words are just as
precise as the value: a month never becomes a day, nor a day of unknown year a day of some year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

_PARTS_OF_DAY = {
    "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime",
}  # fmt: skip
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_NO_DEFINITE_TIME = {"PAST_REF": "some time ago", "PRESENT_REF": "at present", "FUTURE_REF": "some time to come"}
# A moment, as the program dates what it does itself: "alice at 2022-04-01T09:00:00+00:00".
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
_QUOTED = re.compile("(“[^”]*”)")
_LETTERS = 3  # of the name of a month in short

Words = tuple[str, ...]  # the parts of a date in words, the finest first: ("14", "March", "2022")


def in_words(value: str) -> str:
    """Return a TIMEX3 date value as people write it; one that is no such value is returned as it is."""
    return _value_in_words(value, short=False)


def in_short(value: str) -> str:
    """Return a TIMEX3 date value as people write it with months abbreviated, for lists: "week of 7 Mar 2022"."""
    return _value_in_words(value, short=True)


def codes_in_words(text: str, codes: Iterable[str], names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a text of the program's own with the codes in it (date values, tokens of the store) and moments in words.

    Keys of actors are replaced by their `names`. What the text quotes (“…”) is an article's words and stays as it is.
    """
    escaped = [re.escape(code) for code in sorted(filter(None, (*codes, *names)), key=len, reverse=True)]
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join((*escaped, _MOMENT))})(?![\w-])")
    pieces = _QUOTED.split(text)
    pieces[::2] = [
        pattern.sub(lambda code: names.get(code[0]) or _code_in_words(code[0]), piece) for piece in pieces[::2]
    ]
    return "".join(pieces)


def _code_in_words(code: str) -> str:
    words = in_words(code)
    return words if words != code else code.replace("_", " ")


def _value_in_words(value: str, *, short: bool) -> str:
    start, slash, end = value.partition("/")
    try:
        first, last = _words(start, short=short), _words(end, short=short) if slash else None
    except (ValueError, OverflowError):  # no day of the calendar
        return value
    if first is None or (slash and last is None):
        return value
    return _range(first, last) if last is not None and last != first else _joined(first)


def _range(first: Words, last: Words) -> str:
    """Return "from 3 to 5 June 2022": coarse parts that both ends share are said once."""
    shared = 0
    if len(first) == len(last):
        while shared < len(first) - 1 and first[len(first) - 1 - shared :] == last[len(last) - 1 - shared :]:
            shared += 1
    return f"from {_with_article(first[: len(first) - shared])} to {_with_article(last)}"


def _with_article(parts: Words) -> str:
    """Return "the week of 7 March 2022", "the first quarter"; days, months, years and seasons have no article."""
    return ("the " if " " in parts[0] and not parts[0][0].isdigit() else "") + _joined(parts)


def _joined(parts: Words) -> str:
    return " ".join(filter(None, parts))


def _words(value: str, *, short: bool) -> Words | None:
    if value in _NO_DEFINITE_TIME:
        return (_NO_DEFINITE_TIME[value],)
    for pattern, words in _forms():
        if match := pattern.fullmatch(value):
            return words(*match.groups(), short=short)
    return None


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[..., Words]], ...]:
    """Return the pattern of each form of a date value with the function that puts it in words.

    The functions raise ValueError or OverflowError where there is no such day.

    The forms are those that PartialDate has days for, and those whose year is open (XXXX).
    """
    clock = r"(?:T((?:[01]\d|2[0-4])(?::[0-5]\d){0,2}|MO|MI|AF|EV|NI|DT)(Z|[+-]\d\d:?\d\d)?)?"
    year = r"(\d{4}|XXXX)"
    forms: tuple[tuple[str, Callable[..., Words]], ...] = (
        (r"(\d\d)", lambda c, short: (f"{_nth(int(c) + 1)} century",)),
        (r"(\d{3})", lambda d, short: (f"{d}0s",)),
        (r"(\d{4})", lambda y, short: (y,)),
        (rf"{year}-(\d\d)", lambda y, m, short: (_month(int(m), short), _year(y))),
        (rf"{year}-(\d\d)-(\d\d){clock}", _day),
        (r"(\d{4})-W(\d\d)", lambda y, w, short: _week("week of", y, w, 1, short)),
        (r"(\d{4})-W(\d\d)-WE", lambda y, w, short: _week("weekend of", y, w, 6, short)),
        (rf"(\d{{4}})-W(\d\d)-([1-7]){clock}", _weekday),
        (rf"{year}-Q([1-4])", lambda y, q, short: _part_of_year("quarter", y, q)),
        (rf"{year}-H([12])", lambda y, h, short: _part_of_year("half", y, h)),
        (rf"{year}-(SP|SU|FA|WI)", _season),
    )
    return tuple((re.compile(pattern, re.ASCII), words) for pattern, words in forms)


def _year(digits: str) -> str:
    return "" if digits == "XXXX" else digits


def _month(number: int, short: bool) -> str:
    """Return the name of a month; ValueError where there is none of that number."""
    if not 1 <= number <= len(calendar.month_name) - 1:
        raise ValueError(f"no month {number}")
    return calendar.month_name[number][: _LETTERS if short else None]


def _day(year: str, month: str, day: str, *clock: str | None, short: bool) -> Words:
    known = int(year) if year != "XXXX" else 2000  # a leap year: 29 February is a day of some year
    date = dt.date(known, int(month), int(day))
    return _timed((str(date.day), _month(date.month, short), _year(year)), *clock)


def _timed(day: Words, clock: str | None, zone: str | None) -> Words:
    """Return a day with its time, if any, as one part: a range with times repeats the whole day at both ends."""
    if clock is None:
        return day
    offset = "" if zone is None else " UTC" if zone.strip("Z+-0:") == "" else f" UTC{zone}"
    return (f"{_joined(day)}, {_PARTS_OF_DAY.get(clock, clock)}{offset}",)


def _week(name: str, year: str, week: str, weekday: int, short: bool) -> Words:
    first = dt.date.fromisocalendar(int(year), int(week), weekday)
    return (f"{name} {first.day}", _month(first.month, short), f"{first.year:04}")


def _weekday(year: str, week: str, weekday: str, *clock: str | None, short: bool) -> Words:
    date = dt.date.fromisocalendar(int(year), int(week), int(weekday))
    return _timed((str(date.day), _month(date.month, short), f"{date.year:04}"), *clock)


def _part_of_year(name: str, year: str, number: str) -> Words:
    return (f"{_ORDINALS[number]} {name}", f"of {year}" if _year(year) else "")


def _season(year: str, name: str, *, short: bool) -> Words:
    """Return "spring 2022"; a winter belongs to the year in which it begins and the next, "winter 2021/22"."""
    if name == "WI" and _year(year):
        return (_SEASONS[name], f"{year}/{(int(year) + 1) % 100:02}")
    return (_SEASONS[name], _year(year))


def _nth(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
