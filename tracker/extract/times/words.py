"""The words of a text and their kinds (weekday, month, unit …): the alphabet that the rules are written in.

Every kind has a character of its own, so that a text becomes a string of kinds and a rule an ordinary pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.dates import MONTH_ABBREVIATIONS, MONTHS, SMALL_NUMBERS, WEEKDAYS

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
# What number words count.
NUMBERS = SMALL_NUMBERS | {w: 10 * n for n, w in enumerate(_TENS.split(), 2)} | {"hundred": 100, "thousand": 1000}
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), 1)}
# Decades of a century by their tens.
DECADES = {word[:-1] + "ies": number for number, word in enumerate(_TENS.split(), 2)}
# Units with their TIMEX3 letters; those of the clock come after a T.
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML",
}  # fmt: skip
# The name in UNITS of a unit in the singular or plural.
_OTHER_PLURALS = {"centuries": "century", "millennia": "millennium"}
SINGULAR = {unit + "s": unit for unit in UNITS} | _OTHER_PLURALS | {unit: unit for unit in UNITS}
# TIMEX3 letters of seasons and parts of the day, days from today, values of adverbs of frequency.
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
NAMED_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
# The open value of "the day before the summit", "the week after it", by the unit.
OPEN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
SETS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y",
    "yearly": "P1Y",
}  # fmt: skip

# The words of each kind; `_TOKEN` adds the kinds that are told by their form. No word is of two kinds.
_KINDS: dict[str, str] = {
    "weekday": " ".join(WEEKDAYS),
    "weekdays": " ".join(day + "s" for day in WEEKDAYS),
    "month": " ".join(MONTHS),
    "numeral": " ".join(NUMBERS),
    "nth": _ORDINAL_WORDS,
    "unit": "minute hour day week month year decade century millennium",
    "weekend": "weekend",
    "quarter": "quarter",
    "units": "seconds minutes hours days nights weeks weekends months quarters years decades centuries millennia",
    "period": "period",
    "season": " ".join(SEASONS),
    "part": " ".join(DAY_PARTS),
    "parts": "mornings afternoons evenings nights",
    "named": " ".join(NAMED_DAYS),
    "tonight": "tonight",
    "noon": "noon midday midnight",
    "presently": "now currently nowadays presently",
    "recently": "recently lately",
    "setword": " ".join(SETS),
    "decade": " ".join(DECADES),
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
    "soon": "soon",
    "near": "near distant",
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
    "fiscal": "fiscal financial",
    "full": "full whole entire",
    "comparable": "comparable corresponding",
    "or": "or",
    "so": "so",
    "per": "per",
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
    "long": "long",
    "old": "old",
    "unitlong": "daylong weeklong monthlong yearlong decadelong",
    "zone": "gmt utc est edt cst cdt pst pdt et cet bst msk",
    "comma": ",",
    "dash": "- \u2010 \u2011 \u2013",
    "slash": "/",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_SHORT_MONTHS = "|".join(form for name in MONTH_ABBREVIATIONS for form in (name.capitalize(), name.upper()))
_HOLIDAYS = (
    r"Christmas(?:\s(?:Eve|Day))?|New\sYear['\u2019]s\s(?:Eve|Day)|Thanksgiving(?:\sDay)?|Good\sFriday|Palm\sSunday"
    r"|Ash\sWednesday|Easter(?:\s(?:Sunday|Monday))?|Holy\s(?:Thursday|Saturday)|Maundy\sThursday"
    r"|Ascension\sDay|Pentecost|Boxing\sDay|May\sDay|Bastille\sDay|Halloween|Armistice\sDay"
    r"|Valentine['\u2019]s\sDay|St\.?\sPatrick['\u2019]s\sDay|Veterans\sDay|All\sSaints['\u2019]\sDay"
    r"|April\sFools['\u2019]\sDay|Labor\sDay|Memorial\sDay|Presidents['\u2019]\sDay|Columbus\sDay|Election\sDay"
    r"|Martin\sLuther\sKing(?:\sJr\.?)?\sDay"
)
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
