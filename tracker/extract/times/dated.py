"""Dates for the other finders: which stand at a place of the text, and a date as a record has it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from tracker.dates import PartialDate
from tracker.parsing import Page
from tracker.records import Time, When


def when_of(page: Page, time: Time, belongs: str) -> When:
    """Return the date of a record from a time that gives one; `belongs` says why it belongs to the record."""
    counted = time.anchor is not None and time.counted is not None
    span = page.cut(time.span.start, time.anchor.end) if counted and time.anchor is not None else time.span
    return When(time.date or time.value, span, f"“{span.words}” {belongs}; {time.rule}")


class DateIndex:
    """The times of an article that give a date of the calendar, by place."""

    def __init__(self, times: Iterable[Time]) -> None:
        """Take all times; durations, sets, open values and references such as PAST_REF are left out."""
        self._times = [t for t in times if PartialDate.parse(t.date or "") is not None]

    def within(self, start: int, end: int) -> list[Time]:
        """Return those that begin from `start` to before `end` (code points), in text order."""
        first, last = (bisect_left(self._times, place, key=lambda t: t.span.start) for place in (start, end))
        return self._times[first:last]
