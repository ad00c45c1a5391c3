"""Temporal expressions of an article, with TIMEX3 types and values (ISO-TimeML).

Words are sorted into kinds (weekday, month, unit …) and each rule is a pattern of kinds; at a place, the longest match
wins. Relative expressions are counted from the publication date. Where that is only a month or a year, an expression
gets a value only if every day of it would give the same; else its value stays open (`XXXX-WXX-1`). Whether "Monday"
or "in March" lies ahead is decided by the tense of the verb it belongs to. A value is never finer than the words: "two
weeks ago" is a week.

"A day after the summit" is a duration, and beside it stands the date that this makes, where the article dates the
summit. Left out: ages.

To read in this order: `words` (kinds), `tense` (the verb of an expression), `expression` (what a rule is given and
returns), the rules in `calendar_dates`, `weekdays`, `holidays`, `quarters`, `relative`, `durations`, `references` and
`clock`, `grammar` (all rules in one table), `reader` (goes through a page) and `anchored` (what counts from an event).
`dated` serves the other finders.
"""

from __future__ import annotations

from tracker.extract.times.dated import DateIndex, when_of
from tracker.extract.times.reader import find_times
from tracker.extract.times.tense import governing_verb

__all__ = ["DateIndex", "find_times", "governing_verb", "when_of"]
