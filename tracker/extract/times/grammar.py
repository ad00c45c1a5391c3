"""All rules in one table, and their patterns compiled.

A pattern is a regular expression whose letters are the kinds of words.py; names in capitals stand for what the
abbreviations below say. `COUNT dash? UNITS` reads "two-week" as well as "two weeks".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tracker.extract.times.calendar_dates import CALENDAR_RULES
from tracker.extract.times.clock import CLOCK_RULES
from tracker.extract.times.durations import DURATION_RULES
from tracker.extract.times.expression import Read, Rule
from tracker.extract.times.holidays import HOLIDAY_RULES
from tracker.extract.times.quarters import QUARTER_RULES
from tracker.extract.times.references import REFERENCE_RULES
from tracker.extract.times.relative import RELATIVE_RULES
from tracker.extract.times.weekdays import WEEKDAY_RULES
from tracker.extract.times.words import CHARACTERS, PLAIN

# Of matches of equal length the rule that stands first is tried first.
_RULES: tuple[Rule, ...] = (
    *CALENDAR_RULES,
    *WEEKDAY_RULES,
    *HOLIDAY_RULES,
    *QUARTER_RULES,
    *RELATIVE_RULES,
    *DURATION_RULES,
    *REFERENCE_RULES,
    *CLOCK_RULES,
)
# Abbreviations in patterns. All repetitions are bounded, so that reading is linear in the length of the text.
_PARTS = {
    "MONTH": "(month|shortmonth)",
    "WEEKDAY": "((weekday|shortday) comma? the?)",
    "DAYS": "(digits|nth)((dash|to)(digits|nth))?",
    "YEAR": "(year|SPOKEN)",
    "SPOKEN": "numeral numeral (and|dash)? numeral?",
    "UNITS": "(unit|units|quarter|weekend)",
    "UNIT": "(unit|quarter|weekend)",
    "COUNT": "((a|digits|numeral)((dash|and)?(numeral|digits)){0,3}|a? few of?)",
    "THIS": "(this|last|next|the? current)",
    "STEP": "(this (past|coming)?|the? (last|past|next|coming|current))",
    "AGO": "(ago|earlier)",
    "CLOCK": "((digits ampm|clock ampm?|noon|(digits|year) zone|HOUR oclock (on the part)?|HOUR on the part) ZONE)",
    "HOUR": "(digits|numeral|clock)",
    "ZONE": "zone? (local time)?",
}
# What may stand before an expression and modify it, and the time of day around a day.
_PREFIXES = (
    "the? early dash? (on|of)?",
    "(earlier|later) (on|of)?",
    "the? edge of",
    "at leastmost",
    "no? moreless than",
    "approx",
)
_DAY_TIME_BEFORE = "the? (early dash?)? (CLOCK|part) (comma|on|of|the){0,2}"
_DAY_TIME_AFTER = "(comma|at){0,2} (CLOCK|part)"


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return the pattern of kinds as one over their characters."""
    while re.search("[A-Z]", pattern):
        pattern = re.sub("[A-Z]+", lambda match: _PARTS[match[0]], pattern)
    return re.compile(re.sub("[a-z]+", lambda match: CHARACTERS[match[0]], pattern).replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules, and patterns over the kinds of words that decide at once whether any may begin at one."""

    rules: tuple[tuple[re.Pattern[str], Read], ...]
    prefix: re.Pattern[str]
    time_before: re.Pattern[str]
    time_after: re.Pattern[str]
    start: re.Pattern[str]
    may_begin: re.Pattern[str]

    def next_start(self, kinds: str, position: int) -> int | None:
        """Return the first position from `position` on at which some rule may begin."""
        while found := self.may_begin.search(kinds, position):
            if self.start.match(kinds, found.start()):
                return found.start()
            position = found.end()
        return None


# The kinds with which no rule begins: most words are of these, and are passed over at once.
_NEVER_FIRST = "and of on to than or so other possessive comma dash slash from before after local time zone long old"


@cache
def grammar() -> Grammar:
    """Return the grammar, compiled once."""
    prefix = "|".join(_PREFIXES)
    every = "|".join(pattern for pattern, _ in _RULES)
    return Grammar(
        tuple((_compiled(pattern), read) for pattern, read in _RULES),
        _compiled(prefix),
        _compiled(_DAY_TIME_BEFORE),
        _compiled(_DAY_TIME_AFTER),
        _compiled(f"(?:{prefix})?(?:{_DAY_TIME_BEFORE})?(?:{every})"),
        re.compile(f"[^{PLAIN}{''.join(CHARACTERS[kind] for kind in _NEVER_FIRST.split())}]"),
    )
