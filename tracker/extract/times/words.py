"""The words of a text and their kinds (weekday, month, unit …): the alphabet that the rules are written in.

Every kind has a character of its own, so that a text becomes a string of kinds and a rule an ordinary pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.dates import MONTH_ABBREVIATIONS, MONTHS, WEEKDAYS, holidays
from tracker.word_lists import lists, meanings, numbers, word_list

# What number words count.
_TENS = numbers("number_words", "tens")
NUMBERS = numbers("number_words", "small") | _TENS | {"hundred": 100, "thousand": 1000}
_ORDINALS = numbers("number_words", "ordinals")
# Decades of a century by their tens.
DECADES = {word[:-1] + "ies": number // 10 for word, number in _TENS.items()}
# Units with their TIMEX3 letters, and what each is called in UNITS in the singular or plural.
UNITS = meanings("time_words", "units")
_OTHER_PLURALS = meanings("time_words", "other_plurals")
SINGULAR = {unit + "s": unit for unit in UNITS} | dict(_OTHER_PLURALS) | {unit: unit for unit in UNITS}
# TIMEX3 letters of seasons and parts of the day, days from today, values of adverbs of frequency.
SEASONS = meanings("time_words", "seasons")
DAY_PARTS = meanings("time_words", "day_parts")
NAMED_DAYS = numbers("time_words", "named_days")
SETS = meanings("time_words", "frequencies")
# The open value of "the day before the summit", "the week after it", by the unit.
OPEN_VALUES = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}

# The words of each kind; `_TOKEN` adds the kinds that are known by their form. No word is of two kinds.
_KINDS: dict[str, Iterable[str]] = {
    **lists("time_kinds"),
    "approx": (*lists("time_kinds")["approx"], *word_list("number_words", "about")),
    "weekday": WEEKDAYS,
    "weekdays": [day + "s" for day in WEEKDAYS],
    "month": MONTHS,
    "numeral": NUMBERS,
    "nth": _ORDINALS,
    "season": SEASONS,
    "part": DAY_PARTS,
    "named": NAMED_DAYS,
    "setword": SETS,
    "decade": DECADES,
    "comma": ",",
    "dash": "-\u2010\u2011\u2013",
    "slash": "/",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_SHORT_MONTHS = "|".join(form for name in MONTH_ABBREVIATIONS for form in (name.capitalize(), name.upper()))


def _as_printed(holiday: str) -> str:
    """A pattern of a holiday's name with capitals, and the full stops and apostrophes that print may have."""
    words = (re.sub("^(st|jr)$", r"\1\\.?", word).replace("'", "['\u2019]") for word in holiday.split())
    return r"\s".join(word[0].upper() + word[1:] for word in words)


_HOLIDAYS = "|".join(_as_printed(name) for name in sorted(holidays(), key=len, reverse=True))
_TOKEN = re.compile(
    rf"""
      (?P<lower>[b-nq-z][^\W\d_]*)  # most words; no other form begins so
    | (?P<holiday>\b(?:{_HOLIDAYS})\b)
    | (?P<iso>\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:T[0-9]{{2}}:[0-9]{{2}})?(?![\w-]))
    | (?P<numeric>\b[0-9]{{1,2}}(?:(?P<sign>[/.-])[0-9]{{1,2}}(?P=sign)[0-9]{{4}}|/[0-9]{{1,2}}/[0-9]{{2}}(?!/))\b)
    | (?P<clock>\b[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![\w:]))
    | (?P<decade>\b[0-9]{{3}}0s\b|['\u2019]?\b[2-9]0s\b)
    | (?P<nth>\b[0-9]{{1,2}}(?:st|nd|rd|th)\b)
    | (?P<qtr>\bQ[1-4]\b)
    | (?P<ampm>(?<![A-Za-z])[AaPp]\.?\s?[Mm](?:\.|\b))
    | (?P<shortmonth>\b(?:{_SHORT_MONTHS})\b\.?)
    | (?P<shortday>\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)
    | (?P<year>\b(?:1[5-9]|20)[0-9]{{2}}\b(?![,.][0-9]))
    | (?P<digits>[0-9]+(?:,[0-9]{{3}}(?![0-9]))*(?P<fraction>\.[0-9]+)?)
    | (?P<oclock>\bo['\u2019]clock\b)
    | (?P<shortyear>(?<!\w)['\u2019][0-9]{{2}}\b)
    | (?P<fiscalyear>\bFY\s?(?:19|20)[0-9]{{2}}\b)
    | (?P<possessive>['\u2019]s\b)
    | (?P<word>[^\W\d_]+)
    | (?P<other>\S)
    """,
    re.VERBOSE,
)
_FORMS = (
    "holiday",
    "iso",
    "numeric",
    "clock",
    "nth",
    "qtr",
    "ampm",
    "shortmonth",
    "shortday",
    "year",
    "digits",
    "oclock",
    "shortyear",
    "fiscalyear",
    "possessive",
)
# The character of each kind; any will do that has no meaning in a regular expression.
CHARACTERS = {kind: chr(0x4E00 + number) for number, kind in enumerate((*_KINDS, *_FORMS))}
PLAIN = "."  # a word of no kind


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or sign, its place in the text (code points) and its kind."""

    start: int
    end: int
    text: str  # in lower case
    kind: str


def words_of(text: str) -> Iterator[Word]:
    """Yield all words of the text in order; white space is none."""
    for match in _TOKEN.finditer(text):
        words = match[0].lower()
        yield Word(match.start(), match.end(), words, _kind(match, words))


def _kind(match: re.Match[str], words: str) -> str:
    form = match.lastgroup or "other"
    if form not in ("lower", "word", "other"):
        return "plain" if match["fraction"] else form
    kind = _KIND_OF.get(words, "plain")
    # "may" and "march" are verbs in lower case.
    return "plain" if kind in ("month", "weekday", "weekdays") and not match[0][0].isupper() else kind


def kinds_of(words: Iterable[Word]) -> str:
    """Return the kinds of the words, a character each, for patterns to match."""
    return "".join(CHARACTERS.get(word.kind, PLAIN) for word in words)


def month_number(name: str) -> int:
    """Return the number, 1 to 12, of a month or its abbreviation in lower case."""
    return MONTHS.get(name) or MONTH_ABBREVIATIONS[name.rstrip(".")]


def ordinal(words: str) -> int:
    """Return the number in "third", "3rd", "3" or "q3"."""
    return _ORDINALS.get(words) or int(re.sub("[^0-9]", "", words))


def number_of(word: Word) -> int | None:
    """Return the number that one word states; None for no number and for one too long to count with."""
    if word.kind == "numeral":
        return NUMBERS[word.text]
    if word.kind in ("digits", "year") and len(word.text) <= 9:
        return int(word.text.replace(",", ""))
    return None
