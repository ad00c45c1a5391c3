"""The times of an article that are dates, for finders that ask what date stands at a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from tracker.dates import PartialDate
from tracker.records import Time


class Dated:
    """The times of an article that tell a date, by place."""

    def __init__(self, times: Iterable[Time]) -> None:
        """Keep those of the type DATE or TIME whose value is a date, not a reference such as PAST_REF."""
        self._times = [t for t in times if t.type in ("DATE", "TIME") and PartialDate.parse(t.value) is not None]

    def within(self, start: int, end: int) -> list[Time]:
        """Return those that begin from `start` to before `end` (code points), in text order."""
        first, last = (bisect_left(self._times, place, key=lambda t: t.span.start) for place in (start, end))
        return self._times[first:last]
