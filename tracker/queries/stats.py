"""What a store holds, in numbers: each the number of rows that its list has for the same filters.

They come from the lists themselves, so that whoever doubts a number can have its rows.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from tracker.queries.articles import articles_and_outlets
from tracker.queries.claims import number_of_claims
from tracker.queries.denials import number_of_denials, who_denies_whom
from tracker.queries.disputed import disputed
from tracker.queries.filters import Filters
from tracker.queries.meetings import number_of_meetings
from tracker.queries.sources import speakers
from tracker.queries.timeline import days_of_events, timeline
from tracker.views.disputed import Disputed
from tracker.views.stats import MostDenied, Stats, Week

_MOST = 5  # rows of most quoted and most denied
_DENIES = ("deny", "deny_knowledge")


def stats(db: sqlite3.Connection, filters: Filters) -> Stats:
    """Return the numbers for what fits; `sources` count as in their list: those that speak for the actors asked for."""
    most = replace(filters, sort="denials", limit=_MOST)
    contested = disputed(db, most, possible=filters.possible)
    unnamed, most_quoted = speakers(db, filters, _MOST)
    weeks, no_week = _weeks(days_of_events(db, filters))
    articles, outlets = articles_and_outlets(db, filters)
    return Stats(
        articles=articles,
        outlets=outlets,
        claims=number_of_claims(db, filters),
        disputed=len(contested.rows) + contested.left_out,
        denials=number_of_denials(db, filters),
        meetings=number_of_meetings(db, filters),
        unnamed=unnamed,
        weeks=weeks,
        no_week=no_week,
        most_quoted=most_quoted,
        most_denied=_most_denied(contested.rows),
        who_denies_whom=who_denies_whom(db, filters),
        undated=timeline(db, replace(filters, limit=1)).undated if filters.since or filters.until else 0,
    )


def _most_denied(contested: Iterable[Disputed]) -> tuple[MostDenied, ...]:
    every = (MostDenied(row.id, row.claim, _first(row), _denials(row)) for row in contested)
    return tuple(one for one in every if one.denials)


def _first(row: Disputed) -> str | None:
    return row.asserted[0].source if row.asserted else None


def _denials(row: Disputed) -> int:
    return sum(answer.stance in _DENIES for answer in row.denied)


def _weeks(days: Iterable[tuple[str | None, str | None, int]]) -> tuple[tuple[Week, ...], int]:
    """Return each week that has events, in order, and how many events lie within no one week."""
    events: Counter[dt.date | None] = Counter()
    for first, last, number in days:
        events[_monday(first, last)] += number
    no_week = events.pop(None, 0)
    return tuple(Week(_week(monday), events[monday]) for monday in sorted(filter(None, events))), no_week


def _week(monday: dt.date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def _monday(first: str | None, last: str | None) -> dt.date | None:
    """The first day of the week that both days lie in; None where they lie in two, or are not known."""
    if first is None or last is None:
        return None
    mondays = {day - dt.timedelta(days=day.weekday()) for day in map(dt.date.fromisoformat, (first, last))}
    return mondays.pop() if len(mondays) == 1 else None
