"""The times of an article that are dates, for finders that ask what date stands at a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from tracker.dates import PartialDate
from tracker.parsing import Page
from tracker.records import Time, When


def when_of(page: Page, time: Time, belongs: str) -> When:
    """Return the date of a record from a time that gives one; `belongs` says why it is the record's own."""
    counted = time.anchor is not None and time.counted is not None
    span = page.cut(time.span.start, time.anchor.end) if counted and time.anchor is not None else time.span
    return When(time.date or time.value, span, f"“{span.words}” {belongs}; {time.rule}")


class Dated:
    """The times of an article that give a date, by place."""

    def __init__(self, times: Iterable[Time]) -> None:
        """Keep those whose date is one of the calendar, not a reference such as PAST_REF."""
        self._times = [t for t in times if PartialDate.parse(t.date or "") is not None]

    def within(self, start: int, end: int) -> list[Time]:
        """Return those that begin from `start` to before `end` (code points), in text order."""
        first, last = (bisect_left(self._times, place, key=lambda t: t.span.start) for place in (start, end))
        return self._times[first:last]
