"""When an article was published, where neither a person nor its metadata say so: from its dateline, else its address.

A dateline without a year ("ROME, March 14 (Reuters) —") takes the year of the address where that spells a date near it;
by itself it gives none. An address gives a date only where it spells one: a day as /2022/03/14/, /2022/mar/14/,
/20220314/ or 2022-03-14 anywhere in the path, a month as /2022/03/. Years are from 1900 to 2099; other numbers, and
addresses that spell several dates, are not read.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from urllib.parse import urlsplit

from tracker.dates import MONTH_ABBREVIATIONS, MONTHS, PartialDate, normalise_published
from tracker.reading.openings import openings

_OPENING = 300  # code points of an article that a dateline is looked for in
# The date in an address is at most some weeks after the dateline's, or a day before it (time zones).
_BEFORE, _AFTER = dt.timedelta(days=31), dt.timedelta(days=1)

_YEAR = "((?:19|20)[0-9]{2})"
_DAY = re.compile(
    rf"(?<![0-9]){_YEAR}([-_.])([0-9]{{2}})\2([0-9]{{2}})(?![0-9])|/{_YEAR}([0-9]{{2}})([0-9]{{2}})(?![^/._-])"
)


def read_dateline(text: str, near: PartialDate | None = None) -> str | None:
    """Return the ISO date of the dateline that opens the report ("ROME, March 14, 2022 (Reuters) —").

    Where it states no year, that of `near`, if its day lies near that date. None where there is no dateline or year.
    """
    match = next(filter(None, (_opening(text[start:], above) for above, start in enumerate(openings(text)))), None)
    if match is None:
        return None
    day, month, year = match["day"] or match["day_first"], match["month"] or match["month_last"], match["year"]
    if year:
        return normalise_published(f"{day} {month} {year}")
    return _near(f"{day} {month}", near) if near is not None else None


def _opening(text: str, above: int) -> re.Match[str] | None:
    """Return the dateline that opens a text; below other lines only one whose place is all in capitalised words.

    "US troops left Iraq on December 18, 2011 - but" is none.
    """
    dateline = _dateline().match(" ".join(text[:_OPENING].split()))
    if dateline is None or not above:
        return dateline
    place = dateline[0][: min(n for n in (dateline.start("month"), dateline.start("day_first")) if n >= 0)]
    return dateline if all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", place)) else None


def _near(day: str, date: PartialDate) -> str | None:
    """Return the day with the year in which it lies near the date; None where it does in no year."""
    for year in range(date.first.year - 1, date.last.year + 2):
        value = normalise_published(f"{day} {year}")
        found = PartialDate.parse(value) if value else None
        if found and date.first - _BEFORE <= found.first <= date.last + _AFTER:
            return value
    return None


@cache
def _dateline() -> re.Pattern[str]:
    month = "(?:" + "|".join(name.capitalize() for name in MONTHS | MONTH_ABBREVIATIONS) + r")\b\.?"
    day = rf"(?:(?P<month>{month}) (?P<day>[0-9]{{1,2}})|(?P<day_first>[0-9]{{1,2}}) (?P<month_last>{month}))"
    place = r"[A-Z][A-Z.'\u2019/-]+(?=[ ,])[^\n0-9\u2013\u2014]{0,60}?"
    agency = r"(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/)"
    end = r"[-\u2013\u2014:](?![0-9])"  # "ROME, March 14-16" is no dateline
    return re.compile(rf"(?:{agency} ?)?{place},? {day}(?:,? (?P<year>[0-9]{{4}}))?,? ?{agency}? ?{end}")


def date_in_url(url: str) -> str | None:
    """Return the ISO day, or else month, that the path of an address spells; None where it spells none, or several."""
    try:
        path = urlsplit(url).path.casefold()
    except ValueError:
        return None
    folders = {match.groups() for match in _folders().finditer(path)}
    if len(folders) > 1:
        return None
    folder = None
    for year, month, day in folders:
        folder = _spelled(year, month, day)
        if folder is None or day:
            return folder
    days = {_spelled(m[1] or m[5], m[3] or m[6], m[4] or m[7]) for m in _DAY.finditer(path)} - {None}
    named = days.pop() if len(days) == 1 else None
    return named if named and named.startswith(folder or "") else folder


def _spelled(year: str, month: str, day: str | None) -> str | None:
    """Return the ISO date of these parts, where it is one of the calendar."""
    value = normalise_published(f"{day} {month} {year}" if day else f"{month} {year}") if month.isalpha() else None
    value = value or "-".join(part.zfill(2) for part in (year, month, day) if part)
    return value if PartialDate.parse(value) else None


@cache
def _folders() -> re.Pattern[str]:
    month = f"[0-9]{{1,2}}|{'|'.join(MONTHS | MONTH_ABBREVIATIONS)}"
    return re.compile(rf"/{_YEAR}/({month})(?:/([0-9]{{1,2}}))?(?=/|$)")
