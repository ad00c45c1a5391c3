"""Dates as precise as the article made them, and no more.

News says "in March" or "last week". To store that as a day would invent one, so a date here is a TIMEX3 value
(ISO-TimeML): `2022`, `2022-03`, `2022-W10`, `2021-WI`. PartialDate gives the first and last day that such a value
may mean; whether two dates overlap, and which comes first, is decided there and nowhere else.

Also read here, by patterns alone: the dates that people type as options (`typed_date`), and the publication dates of
feeds and papers (`normalise_published`). What is ambiguous (03/04/2022) is not guessed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, total_ordering

from tracker.errors import UsageError
from tracker.word_lists import meanings, numbers, table

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTH_ABBREVIATIONS = {name[:3]: number for name, number in MONTHS.items() if name != "may"} | {"sept": 9}
WEEKDAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
WEEKDAY_ABBREVIATIONS = {name[:3]: number for name, number in WEEKDAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3}
# Meteorological seasons of the northern hemisphere: the first month. Winter has the year in which it begins.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTH_NUMBERS = MONTHS | MONTH_ABBREVIATIONS
_LONGEST_DATE = 100  # code points; nobody writes a longer one, and a bound keeps hostile input cheap

Days = tuple[dt.date, dt.date]


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A TIMEX3 date value with the earliest and the latest day it may mean.

    Dates are ordered by first day, then last day: a day stands before the month that begins on it.
    """

    value: str
    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        """Raise ValueError where the last day comes before the first."""
        if self.last < self.first:
            raise ValueError(f"{self.value} ends before it begins")

    @classmethod
    def parse(cls, value: str) -> PartialDate | None:
        """Return the date of a TIMEX3 value; None for a duration, a set, PAST_REF, an open value, no real date."""
        start, slash, end = value.partition("/")
        days = _days_of(start)
        if slash and days is not None:
            until = _days_of(end)
            days = (days[0], until[1]) if until is not None and days[0] <= until[1] else None
        return cls(value, *days) if days is not None else None

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> PartialDate:
        """Return the range of days from `first` to `last`; ValueError where `last` comes first."""
        return cls(f"{first.isoformat()}/{last.isoformat()}", first, last)

    def overlaps(self, other: PartialDate) -> bool:
        """Whether some day may belong to both."""
        return self.first <= other.last and other.first <= self.last

    def __lt__(self, other: PartialDate) -> bool:
        """Whether it stands before `other` in a list."""
        return (self.first, self.last, self.value) < (other.first, other.last, other.value)

    @property
    def in_words(self) -> str:
        """Its days as one writes them: "Friday 11 March 2022", "7 to 13 March 2022", "March 2022", "1990 to 1999"."""
        if self.first == self.last:
            return f"{calendar.day_name[self.first.weekday()]} {' '.join(_day_parts(self.first))}"
        parts = 3
        if self.first.day == 1 and self.last.day == calendar.monthrange(self.last.year, self.last.month)[1]:
            parts = 1 if (self.first.month, self.last.month) == (1, 12) else 2
        start, end = _day_parts(self.first)[-parts:], _day_parts(self.last)[-parts:]
        shared = sum(start[i:] == end[i:] for i in range(parts))  # how many last parts both have
        return " ".join([*start[: parts - shared], *(["to"] if shared < parts else []), *end])


def _day_parts(day: dt.date) -> list[str]:
    return [str(day.day), calendar.month_name[day.month], str(day.year)]


def _days_of(value: str) -> Days | None:
    for pattern, days in _value_forms():
        if match := pattern.fullmatch(value):
            try:
                return days(*match.groups())
            except (ValueError, OverflowError):
                return None
    return None


@cache
def _value_forms() -> tuple[tuple[re.Pattern[str], Callable[..., Days]], ...]:
    """Return the pattern of each form of a TIMEX3 date value, with a function of its groups that gives the days.

    It raises ValueError or OverflowError where there are no such days.
    """
    clock = r"(?:T(?:(?:[01]\d|2[0-4])(?::[0-5]\d){0,2}|MO|MI|AF|EV|NI|DT)(?:Z|[+-]\d\d:?\d\d)?)?"
    forms: tuple[tuple[str, Callable[..., Days]], ...] = (
        (r"(\d\d)", lambda c: _years(int(c) * 100, 100)),
        (r"(\d{3})", lambda d: _years(int(d) * 10, 10)),
        (r"(\d{4})", lambda y: _years(int(y), 1)),
        (r"(\d{4})-(\d\d)", lambda y, m: _months(int(y), int(m), 1)),
        (rf"(\d{{4}})-(\d\d)-(\d\d){clock}", lambda y, m, d: (dt.date(int(y), int(m), int(d)),) * 2),
        (r"(\d{4})-W(\d\d)", lambda y, w: _week(int(y), int(w), 1, 7)),
        (r"(\d{4})-W(\d\d)-WE", lambda y, w: _week(int(y), int(w), 6, 7)),
        (rf"(\d{{4}})-W(\d\d)-([1-7]){clock}", lambda y, w, d: _week(int(y), int(w), int(d), int(d))),
        (r"(\d{4})-Q([1-4])", lambda y, q: _months(int(y), int(q) * 3 - 2, 3)),
        (r"(\d{4})-H([12])", lambda y, h: _months(int(y), int(h) * 6 - 5, 6)),
        (r"(\d{4})-(SP|SU|FA|WI)", lambda y, s: _months(int(y), SEASONS[s], 3)),
    )
    return tuple((re.compile(pattern, re.ASCII), days) for pattern, days in forms)


def _years(first: int, count: int) -> Days:
    return dt.date(first, 1, 1), dt.date(first + count - 1, 12, 31)


def _months(year: int, month: int, count: int) -> Days:
    start = dt.date(year, month, 1)
    return start, shift(start, count, "month") - dt.timedelta(days=1)


def _week(year: int, week: int, first: int, last: int) -> Days:
    return dt.date.fromisocalendar(year, week, first), dt.date.fromisocalendar(year, week, last)


# -- arithmetic ----------------------------------------------------------------------------------------------------

_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7}


def shift(day: dt.date, count: int, unit: str) -> dt.date:
    """Return the day `count` units from `day`: in another month the same day, or its last where that has none.

    Units: day week weekend month quarter half season year decade century. OverflowError outside the years 1 to 9999.
    """
    from dateutil.relativedelta import relativedelta  # imported here: a command that needs no dates starts faster

    days, months = count * _DAYS_IN.get(unit, 0), count * _MONTHS_IN.get(unit, 0)
    try:
        shifted: dt.date = day + relativedelta(days=days, months=months)
    except ValueError as error:
        raise OverflowError(str(error)) from error
    return shifted


def value_of(day: dt.date, unit: str) -> str:
    """Return the TIMEX3 value of the unit (see `shift`) that `day` lies in: its week is `2022-W11`."""
    return _VALUES[unit](day)


def _week_value(day: dt.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _season_value(day: dt.date) -> str:
    start = shift(day, -(day.month % 3), "month")
    season = next(name for name, month in SEASONS.items() if month == start.month)
    return f"{start.year:04}-{season}"


_VALUES: dict[str, Callable[[dt.date], str]] = {
    "day": dt.date.isoformat,
    "week": _week_value,
    "weekend": lambda day: _week_value(day) + "-WE",
    "month": lambda day: f"{day.year:04}-{day.month:02}",
    "quarter": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "half": lambda day: f"{day.year:04}-H{(day.month + 5) // 6}",
    "season": _season_value,
    "year": lambda day: f"{day.year:04}",
    "decade": lambda day: f"{day.year // 10:03}",
    "century": lambda day: f"{day.year // 100:02}",
}


def weekday_before(day: dt.date, weekday: int) -> dt.date:
    """Return the latest day that is that weekday (0 is Monday) and not after `day`."""
    return day - dt.timedelta(days=(day.weekday() - weekday) % 7)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> dt.date:
    """Return the weekday (0 is Monday) of that number (from 1; -1 is the last) in a month; ValueError for none."""
    first = dt.date(year, month, 1)
    if number < 0:
        return weekday_before(dt.date(year, month, calendar.monthrange(year, month)[1]), weekday)
    day = weekday_before(first + dt.timedelta(days=6), weekday) + dt.timedelta(weeks=number - 1)
    if day.month != month:
        raise ValueError(f"no weekday {weekday} of number {number} in {year}-{month:02}")
    return day


# -- feasts and holidays -------------------------------------------------------------------------------------------
#
# Their names and days are in holidays.tsv; the Gregorian Easter is python-dateutil's.

DayIn = Callable[[int], dt.date]  # year -> the day in it; ValueError or OverflowError beyond the calendar


@cache
def holidays() -> dict[str, DayIn]:
    """Return a function from year to day for each feast and holiday, by its name in lower case."""
    return {name: _day_in(day) for name, day in _holiday_rows()}


def fixed_day(holiday: str) -> str | None:
    """Return the month and day ("12-25") of a holiday that is the same in every year; None for any other."""
    day = dict(_holiday_rows()).get(holiday, "")
    return day if "-" in day and " " not in day else None


@cache
def _holiday_rows() -> tuple[tuple[str, str], ...]:
    return tuple((name, day) for _, (name, day) in table("holidays.tsv", ("name", "day")))


def _day_in(day: str) -> DayIn:
    """The function from year to day of a row of holidays.tsv.

    The forms are "12-25", "11 4 thursday" (the fourth of November), "11 1 monday +1" (a day later), "easter -2".
    """
    first, *rest = day.split()
    if not rest:
        month, number = map(int, first.split("-"))
        return lambda year: dt.date(year, month, number)
    if first == "easter":
        return _from_easter(int(rest[0]))
    number, weekday, after = int(rest[0]), WEEKDAYS[rest[1]], dt.timedelta(days=int("".join(rest[2:]) or 0))
    return lambda year: nth_weekday(year, int(first), weekday, number) + after


def _from_easter(days: int) -> DayIn:
    def day_in(year: int) -> dt.date:
        from dateutil.easter import easter

        sunday: dt.date = easter(year)
        return sunday + dt.timedelta(days=days)

    return day_in


def holiday_name(words: str) -> str:
    """Return the name of a holiday as `holidays` has it: lower case, plain apostrophes, no full stops."""
    return " ".join(words.casefold().replace("\u2019", "'").replace(".", "").split())


# -- what people type ----------------------------------------------------------------------------------------------


def typed_date(text: str, today: dt.date) -> PartialDate:
    """Return the date that a person means by an option: 2022-03, "14 March 2022", "late last year", "3 days ago".

    Weekdays, months, seasons, holidays and days without a year are the latest not after `today`. "Early", "mid" and
    "late" are the thirds of what they stand before. UsageError where it is none of these.
    """
    words = " ".join(text[: _LONGEST_DATE + 1].casefold().split())
    try:
        date = _typed(words, today) if len(text) <= _LONGEST_DATE else None
    except (ValueError, OverflowError):
        date = None
    if date is None:
        shown = text[:40] + ("…" if len(text) > 40 else "")
        raise UsageError(
            f'"{shown}" is not a date: write 2022-03-14, 2022-03, "14 March 2022", "last week" or "3 days ago"'
        )
    return date


_THIRD_OF = re.compile(r"(early|mid|late)(?: in)?[ -](.+)|(?:the )?(start|beginning|middle|end) of (.+)")
_WEEK_OF = re.compile(r"(?:the )?week of (.+)")


def _typed(words: str, today: dt.date) -> PartialDate | None:
    if match := _THIRD_OF.fullmatch(words):
        whole = _plain_date(match[2] or match[4], today)
        return _third(whole, numbers("time_words", "thirds")[match[1] or match[3]]) if whole is not None else None
    if match := _WEEK_OF.fullmatch(words):
        day = _plain_date(match[1], today)
        return PartialDate.parse(value_of(day.first, "week")) if day is not None and day.first == day.last else None
    return _plain_date(words, today)


def _plain_date(words: str, today: dt.date) -> PartialDate | None:
    if re.match(r"\d{4}", words, re.ASCII) and (date := PartialDate.parse(words.upper())):
        return date
    for phrase in (words, re.sub(r"^(?:on|in|at|during) ", "", words), holiday_name(words)):
        for pattern, meaning in _phrases():
            if match := pattern.fullmatch(phrase):
                return PartialDate.parse(meaning(today, *match.groups()) or "")
    return PartialDate.parse(normalise_published(words) or "")


def _third(date: PartialDate, number: int) -> PartialDate | None:
    """The first (0), middle (1) or last (2) third of a date, in whole years, months or days; None for a day or two."""
    unit, end = "day", date.last + dt.timedelta(days=1)
    if date.first.day == 1 and shift(date.first, 3, "month") <= end:
        unit = "year" if shift(date.first, 3, "year") <= end else "month"
    starts = [date.first]
    while (start := shift(date.first, len(starts), unit)) <= date.last:
        starts.append(start)
    if len(starts) < 3:
        return None
    # The middle of a week is its third day, Wednesday.
    cuts = (2, 3) if (unit, len(starts)) == ("day", 7) else (round(len(starts) / 3), round(len(starts) * 2 / 3))
    borders = [starts[0], starts[cuts[0]], starts[cuts[1]], end]
    return PartialDate.between(borders[number], borders[number + 1] - dt.timedelta(days=1))


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], Callable[..., str | None]], ...]:
    """The pattern of each phrase, with a function of today and its groups that gives the TIMEX3 value."""
    month, weekday = _either(_MONTH_NUMBERS), _either(WEEKDAYS | WEEKDAY_ABBREVIATIONS)
    number = rf"(an?|\d{{1,6}}|{'|'.join(_number_words())})"
    unit = "(day|week|weekend|month|quarter|year|decade|century)"
    step_word, holiday = f"({'|'.join(_steps())})", f"({'|'.join(holidays())})"
    season = f"({'|'.join(_season_letters())})"
    phrases: tuple[tuple[str, Callable[..., str | None]], ...] = (
        (r"(now|today|tonight|yesterday|tomorrow)", _named_day),
        (r"(?:the )?day before yesterday", lambda today: value_of(shift(today, -2, "day"), "day")),
        (rf"{number} {unit}s? ago", lambda today, n, u: value_of(shift(today, -_number(n), u), u)),
        (rf"in {number} {unit}s?", lambda today, n, u: value_of(shift(today, _number(n), u), u)),
        (rf"{number} {unit}s? from now", lambda today, n, u: value_of(shift(today, _number(n), u), u)),
        (rf"(?:the )?(last|past|next) {number} {unit}s", _several_units),
        (rf"(?:the )?{step_word} {unit}", _near_unit),
        (rf"(?:{step_word} )?{weekday}", _near_weekday),
        (rf"{weekday} (?:of )?{step_word} week", _weekday_of_week),
        (rf"(?:{step_word} )?{month}", _near_month),
        (rf"{month} (\d{{1,2}})(?:st|nd|rd|th)?", _latest_day),
        (rf"(?:the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{month}", lambda today, d, m: _latest_day(today, m, d)),
        (r"q([1-4])(?:,?(?: of)? (\d{4}))?", _quarter),
        (r"(?:the )?(first|second|third|fourth|last) quarter(?:(?: of)? (\d{4}))?", _quarter),
        (r"(?:the )?(first|second|last) half (?:of )?(\d{4})", lambda _, n, y: f"{y}-H{1 + (n != 'first')}"),
        (r"(?:the )?(\d{3})0s", lambda _, d: str(d)),
        (rf"{holiday}(?: of)? (\d{{4}})", lambda _, name, y: holidays()[name](int(y)).isoformat()),
        (rf"(?:{step_word} )?{holiday}", _near_holiday),
        (rf"{season}(?: of)? (\d{{4}})", lambda _, s, y: f"{y}-{_season_letters()[s]}"),
        (rf"(?:{step_word} )?{season}", _near_season),
    )
    return tuple((re.compile(pattern, re.ASCII), meaning) for pattern, meaning in phrases)


# Read when a date is typed, so that commands without one start faster.


def _number_words() -> dict[str, int]:
    return numbers("number_words", "small")


def _steps() -> dict[str, int]:
    """How many units from the present one a word counts: "last" -1, "this" 0, "next" 1."""
    return numbers("time_words", "steps")


def _season_letters() -> Mapping[str, str]:
    return meanings("time_words", "seasons")


def _either(names: dict[str, int]) -> str:
    return f"({'|'.join(names)})\\.?"


def _number(word: str) -> int:
    return 1 if word in ("a", "an") else int(_number_words().get(word, word))


def _named_day(today: dt.date, name: str) -> str:
    return value_of(shift(today, {"yesterday": -1, "tomorrow": 1}.get(name, 0), "day"), "day")


def _near_unit(today: dt.date, step_word: str, unit: str) -> str:
    return value_of(shift(today, _steps()[step_word], unit), unit)


def _several_units(today: dt.date, step_word: str, number: str, unit: str) -> str:
    far_end = shift(today, _number(number) * _steps()[step_word], unit)
    return PartialDate.between(min(today, far_end), max(today, far_end)).value


def _near_weekday(today: dt.date, step_word: str | None, name: str) -> str:
    """Return the weekday: the latest, "last" before today, "next" after it, "this" of the present week."""
    if step_word == "this":
        return _weekday_of_week(today, name, step_word)
    latest = shift(today, 0 if step_word is None else {-1: -1, 1: 7}[_steps()[step_word]], "day")
    return value_of(weekday_before(latest, (WEEKDAYS | WEEKDAY_ABBREVIATIONS)[name]), "day")


def _weekday_of_week(today: dt.date, name: str, step_word: str) -> str:
    monday = shift(weekday_before(today, 0), _steps()[step_word], "week")
    return value_of(shift(monday, (WEEKDAYS | WEEKDAY_ABBREVIATIONS)[name], "day"), "day")


def _near_month(today: dt.date, step_word: str | None, name: str) -> str:
    """Return the month: the latest begun, "last" before the present one, "next" after it, "this" of this year."""
    month = _MONTH_NUMBERS[name]
    step = None if step_word is None else _steps()[step_word]
    years = {None: -(month > today.month), -1: -(month >= today.month), 0: 0, 1: int(month <= today.month)}
    return f"{today.year + years[step]:04}-{month:02}"


def _near_season(today: dt.date, step_word: str | None, name: str) -> str:
    """Return the season: the latest begun, "last" the latest ended, "next" the next to begin, "this" of this year."""
    season = _season_letters()[name]
    begun = today.year if today.month >= SEASONS[season] else today.year - 1
    is_now = value_of(today, "season") == f"{begun:04}-{season}"
    step = None if step_word is None else _steps()[step_word]
    years = {None: begun, -1: begun - is_now, 0: begun if is_now else today.year, 1: begun + 1}
    return f"{years[step]:04}-{season}"


def _near_holiday(today: dt.date, step_word: str | None, name: str) -> str:
    """Return the holiday: the latest, "last" before today, "next" after it, "this" of this year."""
    step = None if step_word is None else _steps()[step_word]
    day = holidays()[name](today.year)
    if (step is None and day > today) or (step == -1 and day >= today):
        day = holidays()[name](today.year - 1)
    elif step == 1 and day <= today:
        day = holidays()[name](today.year + 1)
    return day.isoformat()


def _quarter(today: dt.date, ordinal: str, year: str | None) -> str:
    """Return the quarter of the year, else the latest begun."""
    quarter = 4 if ordinal == "last" else int(numbers("number_words", "ordinals").get(ordinal, ordinal))
    return f"{int(year) if year else today.year - (today.month < quarter * 3 - 2):04}-Q{quarter}"


def _latest_day(today: dt.date, month: str, day: str) -> str | None:
    """Return the latest such day not after today; 29 February may be up to eight years back."""
    for year in range(today.year, today.year - 9, -1):
        value = f"{year:04}-{_MONTH_NUMBERS[month]:02}-{int(day):02}"
        if (date := PartialDate.parse(value)) and date.last <= today:
            return value
    return None


# -- what feeds and papers write -----------------------------------------------------------------------------------

_TIME_OF_DAY = re.compile(
    r"\b[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\.[0-9]{1,9})?\s?(?:[ap]\.?m\b\.?)?(?:\s?(?:z|utc|gmt|[a-z]{1,2}[sd]t)\b)?"
    r"(?:\s?[+-][0-9]{2}:?[0-9]{2}\b)?(?:\s?\([a-z]{1,5}\))?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_LABEL = re.compile(r"^(?:(?:first )?(?:published|updated|posted|date)(?: on| at)?:? )")


def normalise_published(text: str) -> str | None:
    """Return a publication date as people and feeds write it, as an ISO date or prefix; None where it is unclear.

    The day is that of the text's own time zone. A day is never invented, and numbers alone (04/03/2022) are read
    only where one of the two cannot be a month, or both are the same.
    """
    if len(text) > _LONGEST_DATE:
        return None
    words = " ".join(text.casefold().split())
    words = re.sub(r"(?<=[0-9])t(?=[0-9]{2}:)", " ", words)
    words = _LABEL.sub("", _TIME_OF_DAY.sub(" ", words)).strip(" ,;|-\u2013\u2014")
    value = _numeric_date(words) or _worded_date(words)
    return value if value is not None and PartialDate.parse(value) else None


def _numeric_date(words: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(words):
        year, *rest = filter(None, match.groups())
        return "-".join([year, *(part.zfill(2) for part in rest)])
    if not (match := _DAY_AND_MONTH.fullmatch(words)):
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = (first, second) if second > 12 else (second, first)
    return f"{year}-{month:02}-{day:02}"


def _worded_date(words: str) -> str | None:
    """Read "14 March 2022", "March 14, 2022", "March 2022", with or without the weekday, in this order of parts."""
    parts = [part for part in re.split(r"[\s,.\-/]+|\bof\b|\bat\b|\bon\b|\bthe\b", words) if part]
    if parts and parts[0] in WEEKDAYS | WEEKDAY_ABBREVIATIONS:
        parts = parts[1:]
    shape = "".join(_part_letter(part) for part in parts)
    if shape not in ("dmy", "mdy", "my", "ymd"):
        return None
    month, year = _MONTH_NUMBERS[parts[shape.index("m")]], parts[shape.index("y")]
    day = re.sub(r"[^0-9]", "", parts[shape.index("d")]) if "d" in shape else None
    return f"{year}-{month:02}" + (f"-{day.zfill(2)}" if day is not None else "")


def _part_letter(part: str) -> str:
    """What a part of a date is: "d", "m" or "y", "?" for anything else."""
    if part in _MONTH_NUMBERS:
        return "m"
    if re.fullmatch(r"[0-9]{4}", part):
        return "y"
    return "d" if re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?", part) else "?"
