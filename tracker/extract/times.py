"""Temporal expressions of an article, with TIMEX3 types and values (ISO-TimeML).

Words are sorted into kinds (weekday, month, unit …) and each rule is a pattern of kinds; at a place, the longest match
wins. Relative expressions are counted from the publication date. Where that is only a month or a year, an expression
gets a value only if every day of it would give the same; else its value stays open (`XXXX-WXX-1`). Whether "Monday"
or "in March" lies ahead is told by the tense of the verb it belongs to. A value is never finer than the words: "two
weeks ago" is a week.

Left out: dates that hang on an event ("a day after the summit" is only a duration), and ages.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Literal

from spacy.tokens import Token

from tracker.dates import (
    MONTH_ABBREVIATIONS,
    MONTHS,
    SMALL_NUMBERS,
    WEEKDAYS,
    PartialDate,
    normalise_published,
    shift,
    value_of,
    weekday_before,
)
from tracker.parsing import Page
from tracker.records import Span, Time

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

# -- words and their kinds -----------------------------------------------------------------------------------------


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_NUMBERS = SMALL_NUMBERS | {w: 10 * n for n, w in enumerate(_TENS.split(), 2)} | {"hundred": 100, "thousand": 1000}
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), 1)}
_DECADES = {word[:-1] + "ies": number for number, word in enumerate(_TENS.split(), 2)}
# Units with their TIMEX3 letters; those of the clock come after a T.
_UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML",
}  # fmt: skip
_SINGULAR = {unit + "s": unit for unit in _UNITS} | {"centuries": "century"} | {unit: unit for unit in _UNITS}
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_DAY_PARTS = {"morning": "MO", "midday": "MI", "afternoon": "AF", "evening": "EV", "night": "NI"}
_NAMED_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SETS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y",
    "yearly": "P1Y",
}  # fmt: skip
_MODS = {
    "early": "START", "earlier": "START", "beginning": "START", "start": "START", "mid": "MID", "middle": "MID",
    "late": "END", "later": "END", "end": "END", "close": "END", "approx": "APPROX", "over": "MORE_THAN",
    "more": "MORE_THAN", "less": "LESS_THAN", "least": "EQUAL_OR_MORE", "most": "EQUAL_OR_LESS",
}  # fmt: skip

# The words of each kind; `_TOKEN` adds the kinds that are told by their form. No word is of two kinds.
_KINDS: dict[str, str] = {
    "weekday": " ".join(WEEKDAYS),
    "weekdays": " ".join(day + "s" for day in WEEKDAYS),
    "month": " ".join(MONTHS),
    "numeral": " ".join(_NUMBERS),
    "nth": _ORDINAL_WORDS,
    "unit": "minute hour day week month year decade century millennium",
    "weekend": "weekend",
    "quarter": "quarter",
    "units": "seconds minutes hours days nights weeks weekends months quarters years decades centuries millennia",
    "period": "period",
    "season": " ".join(_SEASONS),
    "part": " ".join(_DAY_PARTS),
    "parts": "mornings afternoons evenings nights",
    "named": " ".join(_NAMED_DAYS),
    "tonight": "tonight",
    "noon": "noon midnight",
    "presently": "now currently nowadays presently",
    "recently": "recently lately",
    "setword": " ".join(_SETS),
    "decade": " ".join(_DECADES),
    "a": "a an",
    "the": "the",
    "this": "this",
    "current": "current",
    "latest": "latest",
    "that": "that",
    "these": "these those",
    "same": "same",
    "last": "last",
    "past": "past",
    "previous": "previous preceding prior",
    "next": "next",
    "coming": "coming upcoming",
    "following": "following",
    "recent": "recent",
    "future": "future",
    "near": "near foreseeable distant",
    "few": "few several many couple",
    "ago": "ago",
    "from": "from",
    "earlier": "earlier",
    "later": "later",
    "before": "before previously",
    "after": "after",
    "early": "early late mid",
    "edge": "beginning start middle end close",
    "approx": "about around some roughly approximately nearly almost over",
    "moreless": "more less",
    "leastmost": "least most",
    "no": "no",
    "every": "every each",
    "other": "other",
    "half": "half",
    "fiscal": "fiscal",
    "full": "full whole entire",
    "comparable": "comparable corresponding",
    "or": "or",
    "so": "so",
    "and": "and",
    "of": "of",
    "on": "in on",
    "at": "at",
    "to": "to through",
    "than": "than",
    "right": "right",
    "moment": "moment present",
    "local": "local",
    "time": "time",
    "zone": "gmt utc est edt cst cdt pst pdt et cet bst msk",
    "comma": ",",
    "dash": "- \u2010 \u2011 \u2013",
    "slash": "/",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_SHORT_MONTHS = "|".join(name.capitalize() for name in MONTH_ABBREVIATIONS)
_TOKEN = re.compile(
    rf"""
      (?P<iso>\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:T[0-9]{{2}}:[0-9]{{2}})?(?![\w-]))
    | (?P<numeric>\b[0-9]{{1,2}}([/.])[0-9]{{1,2}}\3[0-9]{{4}}\b)
    | (?P<clock>\b[0-9]{{1,2}}:[0-9]{{2}}\b)
    | (?P<decade>\b[0-9]{{3}}0s\b|['\u2019]?\b[2-9]0s\b)
    | (?P<nth>\b[0-9]{{1,2}}(?:st|nd|rd|th)\b)
    | (?P<qtr>\bQ[1-4]\b)
    | (?P<ampm>(?<![A-Za-z])[AaPp]\.?\s?[Mm](?:\.|\b))
    | (?P<shortmonth>\b(?:{_SHORT_MONTHS})\b\.?)
    | (?P<shortday>\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)
    | (?P<year>\b(?:1[5-9]|20)[0-9]{{2}}\b(?![,.][0-9]))
    | (?P<digits>[0-9]+(?:,[0-9]{{3}}(?![0-9]))*(?P<fraction>\.[0-9]+)?)
    | (?P<possessive>['\u2019]s\b)
    | (?P<word>[^\W\d_]+)
    | (?P<other>\S)
    """,
    re.VERBOSE,
)
_FORMS = ("iso", "numeric", "clock", "nth", "qtr", "ampm", "shortmonth", "shortday", "year", "digits", "possessive")
_CHARS = {kind: chr(0x4E00 + number) for number, kind in enumerate((*_KINDS, *_FORMS))}
_PLAIN = "."  # a word of no kind


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str  # in lower case
    kind: str


def _words_of(text: str) -> Iterator[_Word]:
    for match in _TOKEN.finditer(text):
        words = match[0].lower()
        yield _Word(match.start(), match.end(), words, _kind(match, words))


def _kind(match: re.Match[str], words: str) -> str:
    form = match.lastgroup or "other"
    if form not in ("word", "other"):
        return "plain" if match["fraction"] else form
    kind = _KIND_OF.get(words, "plain")
    # "may" and "march" are verbs in lower case.
    return "plain" if kind in ("month", "weekday", "weekdays") and not match[0][0].isupper() else kind


# -- an expression and where it stands -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a rule may know besides the words: the publication date, what was spoken of, tense, the neighbours."""

    published: PartialDate | None
    focus: PartialDate | None  # the date that the article spoke of last
    page: Page
    hull: tuple[int, int]
    neighbours: tuple[str, str, str]  # the word before, and two after, in lower case; "" at the borders of the text
    prefixed: bool  # "the end of" or the like stands before it

    @property
    def before(self) -> str:
        """The word before the expression."""
        return self.neighbours[0]

    @property
    def after(self) -> str:
        """The word after the expression."""
        return self.neighbours[1]

    @property
    def token(self) -> Token | None:
        """The token of the parse at the start of the expression."""
        return _token_at(self.page, self.hull[0])

    @property
    def next_token(self) -> Token | None:
        """The token of the parse after the expression."""
        last = _token_at(self.page, self.hull[1] - 1)
        return last.nbor() if last is not None and last.i + 1 < len(self.page.doc) else None

    def is_adjective(self) -> bool:
        """Whether it stands before its noun ("a June agreement"): then the tense of the clause is not its own."""
        token = self.token
        return token is not None and token.dep_ in ("compound", "amod", "nmod", "nummod") and token.head.i > token.i

    def lean(self) -> int:
        """Return what `_lean` tells of the expression."""
        return _lean(self.page, *self.hull)

    def near(self, value_on: Callable[[dt.date], str | None]) -> str | None:
        """Return the value that holds on every day the article may have been published; None if they differ."""
        if self.published is None:
            return None
        try:
            values = {value_on(self.published.first), value_on(self.published.last)}
        except OverflowError:
            return None
        return values.pop() if len(values) == 1 else None


@dataclass(frozen=True, slots=True)
class _Reading:
    type: TimexType
    value: str
    rule: str
    mod: str | None = None
    moves_focus: bool = True


@dataclass(frozen=True, slots=True)
class _Expression:
    words: tuple[_Word, ...]
    at: _Setting

    def get(self, *kinds: str) -> str | None:
        """Return the first word of one of these kinds."""
        return next((word.text for word in self.words if word.kind in kinds), None)

    def all(self, *kinds: str) -> list[str]:
        """Return every word of these kinds."""
        return [word.text for word in self.words if word.kind in kinds]

    @property
    def unit(self) -> str:
        """The last unit it names, in the singular."""
        return _SINGULAR[self.all("unit", "units", "quarter", "weekend")[-1]]

    @property
    def step(self) -> int:
        """How many units from now: -1 for last, 0 for this, 1 for next."""
        if self.get("last", "past", "previous"):
            return -1
        return 1 if self.get("next", "coming", "following") else 0


# -- calendar dates ------------------------------------------------------------------------------------------------


def _month_number(name: str) -> int:
    return MONTHS.get(name) or MONTH_ABBREVIATIONS[name.rstrip(".")]


def _ordinal(words: str) -> int:
    return _ORDINALS.get(words) or int(re.sub("[^0-9]", "", words))


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
    if lean == _SURELY_PAST:
        return begun[0].value
    if lean < 0:
        return begun[0].value if back < _FAR or forth > _NEAR else ahead[0].value
    if lean > 0:
        return ahead[0].value if forth < _FAR or back > _NEAR else begun[0].value
    return (begun if back <= forth else ahead)[0].value


_FAR, _NEAR = 250, 100  # days; chosen by hand on the news of TimeBank


def _in_some_year(expression: _Expression, rest: str) -> str:
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


def _stated_year(expression: _Expression) -> str | None:
    """Return the year that the words state: "2022", or "last year" counted from the publication date."""
    if year := expression.get("year"):
        return year
    if expression.get("unit") != "year":
        return None
    return expression.at.near(lambda today: value_of(shift(today, expression.step, "year"), "year"))


def _iso(e: _Expression) -> _Reading | None:
    value = e.words[0].text.upper()
    return _Reading("TIME" if "T" in value else "DATE", value, "as written") if PartialDate.parse(value) else None


def _numeric(e: _Expression) -> _Reading | None:
    value = normalise_published(e.words[0].text)
    return _Reading("DATE", value, "as written") if value else None


def _day_of_month(e: _Expression) -> _Reading | None:
    month = _month_number(e.get("month", "shortmonth") or "")
    days = [_ordinal(word) for word in e.all("digits", "nth")]
    if max(days) > 31 or e.at.after in ("percent", "%", "million", "billion"):
        return None
    year = _stated_year(e)
    rests = [f"-{month:02}-{day:02}" for day in days]
    if not all(PartialDate.parse(f"{year or 2000}{rest}") for rest in rests):
        return None
    values = [f"{year}{rest}" if year else _in_some_year(e, rest) for rest in rests]
    return _Reading("DATE", "/".join(values), "day and month" + (", year" if year else ", year by tense"))


def _month(e: _Expression) -> _Reading | None:
    rest = f"-{_month_number(e.get('month', 'shortmonth') or ''):02}"
    if year := _stated_year(e):
        return _Reading("DATE", year + rest, "month and year")
    if len(e.words) == 1 and not _is_month_alone(e):
        return None
    if e.step or e.get("this"):
        return _Reading("DATE", _this_or_next(e, rest), "month counted from publication")
    return _Reading("DATE", _in_some_year(e, rest), "month, year by tense")


def _is_month_alone(e: _Expression) -> bool:
    """Whether a single word is a month: not "may", nor the first name of April Jones, nor Jan without its dot."""
    token = e.at.token
    if token is None or token.tag_ == "MD" or e.words[0].kind == "shortmonth":
        return e.words[0].text.endswith(".")
    return not (token.dep_ == "compound" and token.head.ent_type_ == "" and token.head.tag_ == "NNP")


def _this_or_next(e: _Expression, rest: str) -> str:
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


def _weekday(e: _Expression) -> _Reading | None:
    weekday = WEEKDAYS[e.get("weekday") or ""]
    if e.get("unit"):
        value = e.at.near(lambda today: _weekday_of_week(shift(today, 7 * e.step, "day"), weekday))
        return _Reading("DATE", value or f"XXXX-WXX-{weekday + 1}", "weekday of a week")
    if e.get("previous", "following"):
        return _weekday_from_focus(e, weekday)
    lean = e.step or e.at.lean() or (1 if e.get("this") else -1)
    strict = e.step != 0  # "last Monday" is not today

    def value_on(today: dt.date) -> str:
        if lean < 0:
            return value_of(weekday_before(shift(today, -strict, "day"), weekday), "day")
        return value_of(weekday_before(shift(today, 6 + strict, "day"), weekday), "day")

    rule = "weekday counted from publication" if strict else f"weekday, {'ahead' if lean > 0 else 'behind'} by tense"
    return _Reading("DATE", e.at.near(value_on) or f"XXXX-WXX-{weekday + 1}", rule)


def _weekday_of_week(day: dt.date, weekday: int) -> str:
    return value_of(shift(day, weekday - day.weekday(), "day"), "day")


def _weekday_from_focus(e: _Expression, weekday: int) -> _Reading | None:
    focus = e.at.focus
    if focus is None or focus.first != focus.last:
        return None
    day = shift(focus.first, 7 if e.get("following") else -1, "day")
    return _Reading("DATE", value_of(weekday_before(day, weekday), "day"), "weekday from the date before")


def _season(e: _Expression) -> _Reading | None:
    rest = f"-{_SEASONS[e.get('season') or '']}"
    if year := _stated_year(e):
        return _Reading("DATE", year + rest, "season and year")
    if len(e.words) == 1 and not e.at.prefixed:
        return None
    if e.get("season") == "fall" and e.at.after == "of":
        return None
    if e.step:
        return _Reading("DATE", _this_or_next(e, rest), "season counted from publication")
    return _Reading("DATE", _in_some_year(e, rest), "season, year by tense")


def _year(e: _Expression) -> _Reading | None:
    """Read four digits as a year, unless they count something ("2000 troops") or are money or a name."""
    following = e.at.next_token
    counted = e.at.after in ("percent", "%") or (following is not None and following.tag_ == "NNS")
    determined = e.at.before in ("in", "since", "during", "the", "its", "'s") or e.at.prefixed
    if not e.get("fiscal", "unit") and (e.at.before in _NOT_A_YEAR or (counted and not determined)):
        return None
    return _Reading("DATE", e.get("year") or "", "year as written")


_NOT_A_YEAR = frozenset(("$", "#", "\u20ac", "\u00a3", "no", "number", "flight", "room", "than", "some", "/", "."))


def _spoken_year(e: _Expression) -> _Reading | None:
    century, *rest = (_NUMBERS[word] for word in e.all("numeral"))
    if e.get("unit"):  # "the year two thousand"
        return _Reading("DATE", "2000", "year in words") if [century, *rest] == [2, 1000] else None
    if not 15 <= century <= 20 or rest[0] < 10 or sum(rest) > 99 or (len(rest) == 2 and not 0 < rest[1] < 10):
        return None
    return _Reading("DATE", f"{century}{sum(rest)}", "year in words")


def _decade(e: _Expression) -> _Reading | None:
    words = e.get("decade") or ""
    tens = _DECADES.get(words)
    if tens is not None:
        return _Reading("DATE", f"19{tens}", "decade of the last century")
    digits = re.sub("[^0-9]", "", words)
    return _Reading("DATE", digits[:-1] if len(digits) == 4 else f"19{digits[0]}", "decade")


def _century(e: _Expression) -> _Reading | None:
    number = _ordinal(e.get("nth") or "")
    return _Reading("DATE", f"{number - 1:02}", "century") if e.unit == "century" and 1 < number <= 30 else None


# -- quarters and halves -------------------------------------------------------------------------------------------


def _quarter(e: _Expression) -> _Reading | None:
    """Read "the third quarter", "Q3 2022", "last year's quarter", "the year-ago third quarter"."""
    number = _ordinal(e.get("nth", "qtr") or "0")
    if number > 4:
        return None
    if e.get("ago", "earlier"):
        return _year_before(e, number) if e.get("unit") == "year" else None
    year = _stated_year(e)
    if number == 0:
        return _same_quarter_of(e, year)
    if year:
        return _Reading("DATE", f"{year}-Q{number}", "quarter and year")

    def value_on(today: dt.date) -> str | None:
        begun = [f"{year:04}-Q{number}" for year in (today.year - 1, today.year)]
        return [value for value in begun if value <= value_of(today, "quarter")][-1]

    return _Reading("DATE", e.at.near(value_on) or f"XXXX-Q{number}", "the latest such quarter")


def _year_before(e: _Expression, number: int) -> _Reading | None:
    value = _comparable(e, "quarter")
    if number and value:
        value = f"{value[:4]}-Q{number}"
    return _Reading("DATE", value, "a year before", moves_focus=False) if value else None


def _same_quarter_of(e: _Expression, year: str | None) -> _Reading | None:
    """Read "the 1988 quarter": the quarter in focus, of another year; without one, only the year is known."""
    focus = e.at.focus
    if year is None:
        return None
    value = f"{year}{focus.value[4:]}" if focus is not None and "-Q" in focus.value else year
    return _Reading("DATE", value, "the same quarter of a year", moves_focus=False)


def _comparable(e: _Expression, unit: str) -> str | None:
    """Return the value a year before the quarter in focus; without one, a year before publication."""
    focus = e.at.focus
    if focus is not None and "-Q" in focus.value:
        return value_of(shift(focus.first, -1, "year"), "quarter")
    return e.at.near(lambda today: value_of(shift(today, -1, "year"), "year" if unit != "quarter" else "quarter"))


def _year_ago(e: _Expression) -> _Reading | None:
    """Read "a year ago", "a year earlier", "year-ago": of a quarter in focus, that quarter of the year before."""
    if e.unit != "year":
        return None
    value = _comparable(e, "year")
    return _Reading("DATE", value, "a year before", moves_focus=False) if value else None


def _latest(e: _Expression) -> _Reading | None:
    """Read "the quarter", "the latest period": the quarter in focus, else the last that was over."""
    focus, unit = e.at.focus, e.get("unit", "quarter", "period") or ""
    if unit in ("quarter", "period") and focus is not None and "-Q" in focus.value:
        return _Reading("DATE", focus.value, "the quarter in focus")
    if unit == "period":
        return None
    value = e.at.near(lambda today: value_of(shift(today, -1, unit), unit))
    return _Reading("DATE", value, "the latest that was over") if value else None


def _half(e: _Expression) -> _Reading | None:
    half = {"first": 1, "second": 2, "last": 2, "latter": 2}.get(e.get("nth", "last") or "")
    year = _stated_year(e) or e.at.near(lambda today: value_of(today, "year"))
    return _Reading("DATE", f"{year}-H{half}", "half of a year") if half and year else None


# -- counted from publication, or from the date in focus -----------------------------------------------------------


def _named_day(e: _Expression) -> _Reading | None:
    days = _NAMED_DAYS[e.get("named") or ""]
    if e.get("unit"):  # "the day before yesterday"
        days += -1 if e.get("before") else 1
    value = e.at.near(lambda today: value_of(shift(today, days, "day"), "day"))
    return _Reading("DATE", value or "XXXX-XX-XX", "day counted from publication")


def _this_unit(e: _Expression) -> _Reading | None:
    """Read "last week", "this year", "next month", "the current quarter"; "the past year" is a duration."""
    unit, step = e.unit, e.step
    if e.get("the") and e.get("last", "past", "next", "coming"):
        if e.get("next") and unit == "day":
            return _from_focus(e, 1, unit)
        return _Reading("DURATION", _period(1, unit), "one unit up to now or from now")
    if unit in _CLOCK_SIZED:
        return None
    value = e.at.near(lambda today: value_of(shift(today, step, unit), unit))
    open_value = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[step + 1]
    return _Reading("DATE", value or open_value, "unit counted from publication")


_CLOCK_SIZED = ("second", "minute", "hour", "millennium", "night")


def _weekend(e: _Expression) -> _Reading | None:
    """Read "the weekend", "this weekend": the last begun, or the next to end where the verb is in the future."""
    lean = e.at.lean()

    def value_on(today: dt.date) -> str:
        week = today if lean > 0 else shift(today, -5, "day")
        return value_of(week, "weekend")

    value = e.at.near(value_on)
    return _Reading("DATE", value, "weekend by tense") if value else None


def _the_unit(e: _Expression) -> _Reading | None:
    """Read "the end of the month", "later in the day", "for the year": the one of publication."""
    unit = e.unit
    if unit in _CLOCK_SIZED or not (e.at.prefixed or e.get("full", "fiscal") or unit in ("year", "week")):
        return None
    if unit == "year" and e.at.after in ("ended", "ending"):
        return _Reading("DURATION", "P1Y", "a year up to a date")
    if e.at.after == "of" or (unit != "year" and not e.at.prefixed and e.at.before not in ("for", "of", "and")):
        return None
    value = e.at.near(lambda today: value_of(today, unit))
    return _Reading("DATE", value, "the one of publication") if value else None


def _year_end(e: _Expression) -> _Reading | None:
    back = 1 if e.at.before == "since" else 0
    value = e.at.near(lambda today: value_of(shift(today, -back, "year"), "year"))
    return _Reading("DATE", value, "year of publication", "END") if value else None


def _ago(e: _Expression) -> _Reading | None:
    """Read "two weeks ago", "three days from now"; "several years ago" is only the past."""
    unit, ago = e.unit, e.get("ago") is not None
    open_value = "PAST_REF" if ago else "FUTURE_REF"
    count = _count(e)
    if count is None or unit in _CLOCK_SIZED:
        return _Reading("DATE", open_value, "counted from publication")
    if ago and unit == "year" and count == 1:
        return _year_ago(e)
    value = e.at.near(lambda today: value_of(shift(today, -count if ago else count, unit), unit))
    return _Reading("DATE", value or open_value, "counted from publication")


def _earlier(e: _Expression) -> _Reading | None:
    """Read "two weeks later", "a day earlier", "the day before": counted from the last date in focus.

    With an event after it ("the day before the summit") there is no date to count from.
    """
    unit, count = e.unit, _count(e)
    back = e.get("earlier", "before") is not None
    if e.get("before", "after") and e.at.after not in _ENDS:
        return None
    if unit == "year" and count == 1 and back:
        return _year_ago(e)
    reading = _from_focus(e, -count if back else count, unit) if count else None
    if e.get("the"):
        return reading
    return reading or _Reading("DURATION", _period(count or "X", unit), "no date to count from")


_ENDS = ("", ".", ",", ";", ":", ")", "-", "\u2014", '"', "\u201d", "!", "?", "and", "but")


def _from_focus(e: _Expression, count: int, unit: str) -> _Reading | None:
    """Count from the last date in focus, where that is no coarser than the unit."""
    focus = e.at.focus
    if focus is None or unit in _CLOCK_SIZED:
        return None
    try:
        values = {value_of(shift(day, count, unit), unit) for day in (focus.first, focus.last)}
    except OverflowError:
        return None
    rule = f"counted from {focus.value}" if count else f"the same as {focus.value}"
    return _Reading("DATE", values.pop(), rule) if len(values) == 1 else None


def _anaphor(e: _Expression) -> _Reading | None:
    """Read "the same day", "that year", "the following month", "the previous year"."""
    step = -1 if e.get("previous") else 1 if e.get("following") else 0
    return _from_focus(e, step, e.unit)


# -- durations and sets --------------------------------------------------------------------------------------------


def _count(e: _Expression) -> int | None:
    """Return the number that an expression states ("twenty-four", "1,500", "a"); None for "few" and the like."""
    if e.get("few"):
        return 2 if e.get("few") == "couple" else None
    total, found = 0, False
    for word in e.words:
        number = _number(word)
        if number is None:
            continue
        found = True
        total = max(total, 1) * number if number in (100, 1000) and word.kind == "numeral" else total + number
    if found:
        return total
    return 1 if e.get("a", "the", "unit", "quarter", "part") else None


def _number(word: _Word) -> int | None:
    if word.kind == "numeral":
        return _NUMBERS[word.text]
    if word.kind in ("digits", "year") and len(word.text) <= 9:
        return int(word.text.replace(",", ""))
    return None


def _period(count: int | str, unit: str) -> str:
    """Return the TIMEX3 value of a duration: P3D, PT7H, PXY."""
    return f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{count}{_UNITS[unit]}"


def _duration(e: _Expression) -> _Reading | None:
    """Read "three days", "the last two years", "two-week", "years"; an age ("7-year-old") is none."""
    core = [word for word in e.words if word.kind not in ("the", "dash")]
    if len(core) == 2 and (core[0].kind == "a" or (core[0].text, core[1].text) == ("one", "day")):
        return _one_unit(e)
    if _is_no_duration(e, core[0], core[1:]):
        return None
    unit, count = e.unit, _count(e)
    if e.get("or", "to") or not e.get("numeral", "digits", "few", "a"):
        return _Reading("DURATION", _period("X", unit), "some units")
    return _Reading("DURATION", _period("X" if count is None else count, unit), "counted units")


def _is_no_duration(e: _Expression, first: _Word, rest: list[_Word]) -> bool:
    if e.at.after == "old" or e.at.neighbours[1:] == ("-", "old"):
        return True
    if e.unit == "quarter" and (e.at.after == "of" or first.kind == "units"):  # "three quarters of the voters"
        return True
    if first.kind == "a":  # "a two-week exercise" has "two-week", "a hundred years" all of it
        return (_number(rest[0]) or 100) < 100
    return first.kind == "units" and e.at.before not in _SPAN_BEFORE | {"just"}


def _one_unit(e: _Expression) -> _Reading | None:
    """Read "a year" after "for" or "within"; "two dollars a day" is a set; else it is too vague to keep."""
    if e.at.before in _SPAN_BEFORE or e.at.after in ("after", "before") or e.at.prefixed:
        return _Reading("DURATION", _period(1, e.unit), "one unit")
    if e.at.before in ("times", "twice", "once", "%", "percent", "million", "billion") or e.at.before.isdigit():
        return _Reading("SET", _period(1, e.unit), "so many times a unit")
    return None


_SPAN_BEFORE = _set(
    "for in within over than lasted lasting lasts took take takes of nearly almost spent spend after during only "
    "another"
)


def _and_a_half(e: _Expression) -> _Reading | None:
    unit = e.unit
    whole = tuple(word for word in e.words if word.kind in ("a", "numeral", "digits"))
    count = _count(_Expression(whole[:1], e.at)) or 1
    if e.get("slash") and [word.text for word in whole[1:]] != ["1", "2"]:
        return None
    halves = {"hour": "30M", "minute": "30S", "year": "6M", "day": "T12H", "decade": None, "month": None}.get(unit)
    if halves is None:
        return _Reading("DURATION", _period("X", unit), "counted units and a half")
    return _Reading("DURATION", _period(count, unit) + halves, "counted units and a half")


def _recurring(e: _Expression) -> _Reading | None:
    """Read "every day", "each July", "every two weeks", "Mondays", "Tuesday nights"."""
    part = f"T{_DAY_PARTS[name.rstrip('s')]}" if (name := e.get("part", "parts")) else ""
    if day := e.get("weekday", "weekdays"):
        return _Reading("SET", f"XXXX-WXX-{WEEKDAYS[day.removesuffix('s')] + 1}{part}", "every such weekday")
    if month := e.get("month"):
        return _Reading("SET", f"XXXX-{MONTHS[month]:02}", "every such month")
    if season := e.get("season"):
        return _Reading("SET", f"XXXX-{_SEASONS[season]}", "every such season")
    if part:
        return _Reading("SET", f"XXXX-XX-XX{part}", "every such part of the day")
    count = 2 if e.get("other") else _count(e)
    return _Reading("SET", _period("X" if count is None else count, e.unit), "every so many units")


def _set_word(e: _Expression) -> _Reading | None:
    token = e.at.token
    if token is not None and token.tag_ != "RB":
        return None
    return _Reading("SET", _SETS[e.words[0].text], "adverb of frequency")


# -- now, the past, the future -------------------------------------------------------------------------------------


def _reference(value: str) -> Callable[[_Expression], _Reading | None]:
    def read(_: _Expression) -> _Reading:
        return _Reading("DATE", value, "no definite time")

    return read


def _the_past(e: _Expression) -> _Reading | None:
    token = e.at.next_token  # "the past three summers" is not "the past"
    if token is not None and token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    return _Reading("DATE", "PAST_REF", "no definite time")


# -- times of the day ----------------------------------------------------------------------------------------------


def _part_of_day(e: _Expression) -> _Reading | None:
    """Read "this morning", "last night", "tonight": counted from publication."""
    part = "NI" if e.get("tonight") else _DAY_PARTS[e.get("part") or ""]
    if e.get("that", "same", "next", "following"):
        day = _from_focus(e, 1 if e.get("next", "following") else 0, "day")
        return replace(day, type="TIME", value=f"{day.value}T{part}") if day else None
    back = -1 if e.get("last") else 0
    value = e.at.near(lambda today: value_of(shift(today, back, "day"), "day"))
    return _Reading("TIME", f"{value or 'XXXX-XX-XX'}T{part}", "part of the day of publication")


def _clock_alone(e: _Expression) -> _Reading | None:
    """Read "4 p.m." without a date: of the day in focus, else of no known day."""
    clock = _clock(e.words)
    if clock is None or not (e.get("ampm", "zone", "noon") or e.at.before in ("at", "by", "until")):
        return None
    focus = e.at.focus
    day = value_of(focus.first, "day") if focus is not None and focus.first == focus.last else "XXXX-XX-XX"
    return _Reading("TIME", f"{day}T{clock}", "time of the day in focus")


def _clock(words: tuple[_Word, ...]) -> str | None:
    """Return the time of day, "16:30", or its part, "MO"; None for a time that no clock shows."""
    kinds = {word.kind: word.text for word in words}
    if "part" in kinds or "noon" in kinds:
        return {"noon": "12:00", "midnight": "24:00"}.get(kinds.get("noon", "")) or _DAY_PARTS[kinds["part"]]
    digits = kinds.get("clock") or kinds.get("digits") or kinds.get("year") or ""
    hour, minute = digits.split(":") if ":" in digits else (digits[:2], digits[2:] or "00")
    if not (hour.isdigit() and minute.isdigit()) or int(minute) > 59 or int(hour) > (12 if "ampm" in kinds else 23):
        return None
    afternoon = 12 if kinds.get("ampm", "a").startswith("p") else 0
    return f"{int(hour) % 12 + afternoon if 'ampm' in kinds else int(hour):02}:{minute}"


# -- rules ---------------------------------------------------------------------------------------------------------

Read = Callable[[_Expression], _Reading | None]

# Abbreviations in patterns. All repetitions are bounded, so that reading is linear in the length of the text.
_PARTS = {
    "MONTH": "(month|shortmonth)",
    "WEEKDAY": "((weekday|shortday) comma? the?)",
    "DAY": "(digits|nth)",
    "DAYS": "(digits|nth)((dash|to)(digits|nth))?",
    "UNITS": "(unit|units|quarter|weekend)",
    "UNIT": "(unit|quarter|weekend)",
    "COUNT": "((a|digits|numeral)((dash|and)?(numeral|digits)){0,3}|a? few of?)",
    "THIS": "(this|last|next|the? current)",
    "STEP": "(this (past|coming)?|the? (last|past|next|coming|current))",
    "AGO": "(ago|earlier)",
    "CLOCK": "((digits ampm|clock ampm?|noon|(digits|year) zone) zone? (local time)?)",
}
_RULES: tuple[tuple[str, Read], ...] = (
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
    ("the? fiscal? dash? nth dash? quarter (of? fiscal? year | of? THIS unit)? | qtr (of? year)?", _quarter),
    ("THIS unit possessive fiscal? (nth dash?)? quarter | the? year (nth dash?)? (quarter|period)", _quarter),
    ("the? comparable? unit dash? AGO (nth dash?)? (quarter|period)", _quarter),
    ("the (same|comparable) (quarter|period) (THIS unit | a unit AGO) | the quarter a unit AGO", _quarter),
    ("(the|that) latest? (quarter|period) | the latest UNIT", _latest),
    ("the? (nth|last) half of (year | THIS unit | the unit)", _half),
    ("named | the unit (before|after) named", _named_day),
    ("STEP fiscal? UNIT | coming UNIT", _this_unit),
    ("(the|this) weekend", _weekend),
    ("the (full|fiscal)? UNIT", _the_unit),
    ("the? unit (dash|possessive)? edge", _year_end),
    ("COUNT dash? UNITS (or so)? (ago|from presently) | units ago", _ago),
    ("(the|a)? unit dash AGO", _year_ago),
    ("COUNT UNITS (earlier|later|before|after) | the unit (before|after)", _earlier),
    ("(the? same | that | the (previous|following)) UNIT", _anaphor),
    (
        "(the|these)? (nth|last|past|next|coming|previous|following|latest)? COUNT moreless? UNITS",
        _duration,
    ),
    ("COUNT dash UNIT | COUNT (to|or|dash) COUNT dash? UNITS | (the|the past|the last|the next)? units", _duration),
    ("half a UNIT | half dash UNIT", _duration),
    ("a UNIT", _one_unit),
    ("COUNT UNITS and a half | COUNT and a half units | digits digits slash digits dash? UNITS", _and_a_half),
    ("every (other|nth|COUNT)? (UNITS|weekday|month|season|part) | weekdays parts? | weekday parts", _recurring),
    ("setword", _set_word),
    ("right? presently | current | these units | at the? moment", _reference("PRESENT_REF")),
    ("recently | recent units? | past units", _reference("PAST_REF")),
    ("the recent? past", _the_past),
    ("the near? future | near future | the? coming units | future units", _reference("FUTURE_REF")),
    ("(this|last|that|the? same|the (next|following)) part | tonight", _part_of_day),
    ("CLOCK", _clock_alone),
)
_PREFIXES = (
    "the? early dash? (on|of)?",
    "(earlier|later) (on|of)?",
    "the? edge of",
    "at leastmost",
    "no? moreless than",
    "approx",
)
_DAY_TIME_BEFORE = "(early dash?)? (CLOCK|part) (comma|on|of|the){0,2}"
_DAY_TIME_AFTER = "(comma|at){0,2} (CLOCK|part)"


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return the pattern of kinds as one over their characters."""
    spelt = re.sub(r"[A-Z]+", lambda match: _PARTS[match[0]], re.sub(r"[A-Z]+", lambda m: _PARTS[m[0]], pattern))
    return re.compile(re.sub(r"[a-z]+", lambda match: _CHARS[match[0]], spelt).replace(" ", ""))


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled rules, and one pattern that tells at once whether any may begin at a place."""

    rules: tuple[tuple[re.Pattern[str], Read], ...]
    prefix: re.Pattern[str]
    time_before: re.Pattern[str]
    time_after: re.Pattern[str]
    start: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    prefix = "|".join(_PREFIXES)
    every = "|".join(pattern for pattern, _ in _RULES)
    return _Grammar(
        tuple((_compiled(pattern), read) for pattern, read in _RULES),
        _compiled(prefix),
        _compiled(_DAY_TIME_BEFORE),
        _compiled(_DAY_TIME_AFTER),
        _compiled(f"(?:{prefix})?(?:{_DAY_TIME_BEFORE})?(?:{every})"),
    )


# -- reading a page ------------------------------------------------------------------------------------------------


def find_times(page: Page) -> tuple[Time, ...]:
    """Return the temporal expressions of the article in the order of the text; none overlaps another.

    `rule` says in a few words what decided the value. See the module for what stays open or is left out.
    """
    published = PartialDate.parse(page.article.published) if page.article.published else None
    return tuple(_Reader(page, published).times())


class _Reader:
    """Goes through the words of one page once, and keeps the date that the text spoke of last."""

    def __init__(self, page: Page, published: PartialDate | None) -> None:
        self.page = page
        self.published = published
        self.words = tuple(_words_of(page.article.text))
        self.kinds = "".join(_CHARS.get(word.kind, _PLAIN) for word in self.words)
        self.focus: PartialDate | None = None

    def times(self) -> Iterator[Time]:
        place = 0
        while match := _grammar().start.search(self.kinds, place):
            found = self._read_at(match.start())
            if found is None:
                place = match.start() + 1
                continue
            reading, place = found
            self._move_focus(reading)
            start, end = self.words[match.start()].start, self.words[place - 1].end
            yield Time(self.page.cut(start, end), reading.type, reading.value, reading.mod, reading.rule)

    def _move_focus(self, reading: _Reading) -> None:
        if reading.moves_focus and reading.type in ("DATE", "TIME"):
            self.focus = PartialDate.parse(reading.value) or self.focus

    def _read_at(self, place: int) -> tuple[_Reading, int] | None:
        """Return the reading that begins at a word, and the word after it: with what modifies it, else without."""
        prefix = _grammar().prefix.match(self.kinds, place)
        found = self._read_modified(place, prefix.end()) if prefix else None
        return found or self._read_timed(place, prefixed=False)

    def _read_modified(self, place: int, core: int) -> tuple[_Reading, int] | None:
        found = self._read_timed(core, prefixed=True)
        if found is None:
            return None
        mod = _mod(self.words[place:core])
        if found[0].type not in _MODIFIED.get(mod or "", ("DURATION",)) or "REF" in found[0].value:
            return None
        return replace(found[0], mod=mod), found[1]

    def _read_timed(self, place: int, prefixed: bool) -> tuple[_Reading, int] | None:
        """Read a day with the time of day before or after it ("10 p.m. on Monday", "Friday evening")."""
        before = _grammar().time_before.match(self.kinds, place)
        clock = _clock(self.words[place : before.end()]) if before else None
        if before and clock and (found := self._read_core(before.end(), prefixed)) and _is_day(found[0]):
            return _with_clock(found[0], clock), found[1]
        found = self._read_core(place, prefixed)
        after = _grammar().time_after.match(self.kinds, found[1]) if found and _is_day(found[0]) else None
        if found and after and (clock := _clock(self.words[found[1] : after.end()])):
            return _with_clock(found[0], clock), after.end()
        return found

    def _read_core(self, place: int, prefixed: bool) -> tuple[_Reading, int] | None:
        """Return the first reading that its rule does not refuse, the longest match first."""
        matches = [(match.end(), read) for rule, read in _grammar().rules if (match := rule.match(self.kinds, place))]
        for end, read in sorted(matches, key=lambda match: -match[0]):
            if end > place and (reading := read(self._expression(place, end, prefixed))):
                return reading, end
        return None

    def _expression(self, place: int, end: int, prefixed: bool) -> _Expression:
        words = self.words[place:end]
        neighbours = (self._text(place - 1), self._text(end), self._text(end + 1))
        setting = _Setting(self.published, self.focus, self.page, (words[0].start, words[-1].end), neighbours, prefixed)
        return _Expression(words, setting)

    def _text(self, place: int) -> str:
        return self.words[place].text if 0 <= place < len(self.words) else ""


# What "early" or "about" may modify; "more than" and the like go with durations.
_MODIFIED = {
    "START": ("DATE", "TIME"), "MID": ("DATE", "TIME"), "END": ("DATE", "TIME"),
    "APPROX": ("DATE", "TIME", "DURATION"),
}  # fmt: skip


def _mod(words: tuple[_Word, ...]) -> str | None:
    mods = [_MODS.get(word.text, _MODS.get(word.kind)) for word in words]
    mod = next((mod for mod in mods if mod), None)
    if words[0].kind == "no":
        return "EQUAL_OR_LESS" if mod == "MORE_THAN" else "EQUAL_OR_MORE"
    return mod


def _is_day(reading: _Reading) -> bool:
    return (
        reading.type == "DATE" and re.fullmatch(r"[0-9X]{4}-([0-9X]{2}-[0-9X]{2}|WXX-[1-7])", reading.value) is not None
    )


def _with_clock(reading: _Reading, clock: str) -> _Reading:
    return replace(reading, type="TIME", value=f"{reading.value}T{clock}")


class Dated:
    """The times of an article that tell a date, by place."""

    def __init__(self, times: Iterable[Time]) -> None:
        """Keep those of the type DATE or TIME whose value is a date, not a reference such as PAST_REF."""
        self._times = [t for t in times if t.type in ("DATE", "TIME") and PartialDate.parse(t.value) is not None]

    def within(self, start: int, end: int) -> list[Time]:
        """Return those that begin from `start` to before `end` (code points), in text order."""
        first, last = (bisect_left(self._times, place, key=lambda t: t.span.start) for place in (start, end))
        return self._times[first:last]


# -- tense ---------------------------------------------------------------------------------------------------------


def governing_verb(page: Page, span: Span) -> Token | None:
    """Return the verb, or the noun that names an event ("talks"), that the expression at `span` modifies.

    None where the parse gives neither.
    """
    return next((token for token in _path(page, span.start, span.end) if _is_verb(token) or _is_event(token)), None)


def _path(page: Page, start: int, end: int) -> Iterator[Token]:
    """Yield the heads above the words from `start` to `end`, nearest first."""
    first, last = _token_at(page, start), _token_at(page, end - 1)
    if first is None or last is None:
        return
    token = page.doc[first.i : last.i + 1].root
    before = _verb_before_aside(page, first, last, token)
    if before is not None:
        yield before
        token = before
    for _ in range(_LONGEST_PATH):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def _verb_before_aside(page: Page, first: Token, last: Token, root: Token) -> Token | None:
    """The verb before "on Monday, the ministry said", where the parser hangs the day on the saying after the comma."""
    above = next((t for t in (root.head, root.head.head) if _is_verb(t)), None)
    if above is None or above.i < last.i or last.i + 1 >= len(page.doc) or page.doc[last.i + 1].text != ",":
        return None
    for token in reversed(page.doc[max(first.sent.start, first.i - _LONGEST_PATH) : first.i]):
        if token.text in (",", ";", "“", "”", '"'):
            return None
        if _is_verb(token):
            return token
    return None


_LONGEST_PATH = 30  # heads; a bound for hostile parses


def _token_at(page: Page, offset: int) -> Token | None:
    doc = page.doc
    index = bisect_right(doc, offset, key=lambda token: token.idx) - 1
    return doc[index] if 0 <= index < len(doc) else None


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")


_EVENTS = _set(
    "meeting summit talk talks call visit trip session conference vote election attack war strike trial hearing speech "
    "interview briefing dinner lunch ceremony protest rally raid invasion ceasefire truce deal accord signing launch "
    "test exercise drill statement report announcement remarks comments testimony dispute clash crash explosion "
    "bombing discussion negotiation consultation phone"
)


def _is_event(token: Token) -> bool:
    return token.pos_ == "NOUN" and (token.lemma_.lower() in _EVENTS or token.lower_ in _EVENTS)


# Verbs whose infinitive or participle lies ahead ("planned to meet", "talks scheduled for Monday").
_AHEAD = _set(
    "plan schedule expect due slate intend hope agree want aim prepare need promise vow pledge propose likely "
    "payable effective expire deadline upcoming invite ask urge demand threaten extend redeem"
)
# Verbs whose present tense tells a timetable ("the summit opens on Thursday").
_TIMETABLED = _set(
    "open begin start end close meet arrive leave return travel visit fly vote hold host expire take face go"
)


_SURELY_PAST = -2
_UP_TO = _set("by until till to through")


def _lean(page: Page, start: int, end: int) -> int:
    """Return 1 where the verb of the expression is in the future, 0 where it tells nothing, else -1 or -2.

    The past is sure (-2) where the expression hangs on the verb itself, not on a noun, and not on "by" or "until".
    """
    if any(token.lower_ == "since" for token in islice(_path(page, start, end), 1)):
        return _SURELY_PAST
    ahead = infinitive = indirect = False
    for token in _path(page, start, end):
        lemma = token.lemma_.lower()
        if not _is_verb(token):
            noun_with_infinitive = infinitive and token.pos_ == "NOUN"  # "a plan to meet"
            ahead = ahead or noun_with_infinitive or (lemma in _AHEAD and token.pos_ in ("ADJ", "NOUN"))
            indirect = indirect or token.pos_ in ("NOUN", "PROPN") or token.lower_ in _UP_TO
            continue
        tense = _tense(token)
        if infinitive and (lemma in _AHEAD or lemma in ("be", "set")) and not _is_perfect(token):
            ahead = ahead or lemma != "be" or tense != -1
        if tense is not None:
            lean = 1 if ahead and (lemma != "be" or tense >= 0) else tense
            return lean if lean >= 0 or indirect else _SURELY_PAST
        indirect = True
        ahead = ahead or lemma in _AHEAD
        infinitive = _is_infinitive(token)
    return 1 if ahead else 0


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts)


def _is_perfect(verb: Token) -> bool:
    return any(child.lower_ in ("had", "have", "has") for child in verb.lefts if child.dep_ == "aux")


def _tense(verb: Token) -> int | None:
    """Return the tense of a verb as -1, 0 or 1; None for an infinitive or participle, which has that of its head."""
    auxiliaries = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & _FUTURE_AUXILIARIES:
        return -1 if auxiliaries & {"have"} else 1
    if auxiliaries & _PAST_AUXILIARIES or verb.tag_ == "VBD":
        return -1
    if auxiliaries & {"is", "are", "'s", "'re", "am"}:
        return 1 if verb.tag_ == "VBG" or verb.lemma_ in _AHEAD else 0
    if verb.tag_ in ("VBZ", "VBP"):
        return 1 if verb.lemma_ in _TIMETABLED or verb.lemma_ == "be" else 0
    if verb.tag_ == "VBN" and verb.lemma_ not in _AHEAD and "to" not in auxiliaries:
        return -1
    return None


_FUTURE_AUXILIARIES = _set("will shall wo 'll \u2019ll would may might can could should must")
_PAST_AUXILIARIES = _set("was were did had has have 've \u2019ve")
