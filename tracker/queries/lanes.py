"""The lanes of the timeline: how much each actor said, denied and met in each day, week or month.

An actor here is whom a source acts for, where that is known: what a country's ministers say is in the lane of their
country. A person asked for by name has a lane of his own. A source of which no actor is known has a lane by its own
name, and all that are not named share one. What is counted is what the timeline lists: a claim at its first report.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tracker.dates import PartialDate, value_of
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import TIMELINE
from tracker.queries.meetings import attendees_by_key
from tracker.queries.question import Question
from tracker.queries.sql_parts import fill, known_as, listed, rows, source_name
from tracker.queries.timeline import events
from tracker.views.timeline import LaneRow

OTHERS = "all others"
UNNAMED = "sources not named"

_HELD, _TO_COME = ("held", "habitual"), ("planned", "proposed")
_WHAT = dict.fromkeys(_HELD, "meetings") | dict.fromkeys(_TO_COME, "planned")
_COUNTS = ("statements", "denials", "meetings", "planned")

# Who is asked for by name has a lane of his own, and a person before the country that he speaks for.
_ASKED = """(
    select mentions.actor from mentions
    join actors on actors.id = mentions.actor
    where statement = statements.id and shown and role = 'says'
        and mentions.actor in (select value from json_each(:asked))
    order by kind = 'person' desc limit 1)"""
_LANES = """
with matching as ({matching}), fitting as materialized (
    select * from matching where first is null or (last >= :since and first <= :until)
)
select coalesce({asked}, statements.acts_for, sources.actor) as actor,
    iif(sources.kind = 'unnamed', null, {source}) as source,
    iif(fitting.kind = 'denial', 'denials', 'statements') as what, null as meeting,
    fitting.first, fitting.last, count(*) as number
from fitting
cross join statements on statements.n = fitting.statement
left join sources on sources.id = statements.source
group by 1, 2, 3, fitting.first, fitting.last
union all
select null, null, meetings.status, fitting.id, fitting.first, fitting.last, 1
from fitting
join meetings on meetings.id = fitting.id
where fitting.report is not null"""
_NAMES = """
select value as actor, actors.name
from json_each(:actors)
join actors on actors.id = {known_as}"""

Days = tuple[str | None, str | None]


class _Done(NamedTuple):
    """What somebody did within some days, so many times; a meeting has a row for each who took part."""

    actor: str | None
    name: str
    days: Days
    what: str
    number: int = 1
    meeting: str | None = None


def lanes(
    db: sqlite3.Connection,
    filters: Filters,
    *,
    happened: bool = False,
    between: bool = False,
    unit: str = "day",
) -> Found[LaneRow]:
    """Return for each actor, the most active first, what it did in each day, week or month with anything in it.

    What is known only to more than the `unit` has a row of its own dates, what is undated one without. The limit
    of `filters` is one of actors: what those after them did is summed as "all others". Meetings that were cancelled or
    refused are not counted.
    `happened` and `between` are those of the timeline; UsageError as there.
    """
    question = Question.of(db, filters, TIMELINE)
    done = _done(question, events(question, happened=happened, between=between))
    if between:
        asked = _asked(question)
        done = [one for one in done if one.actor in asked]
    return Found(tuple(_rows(done, _names(db, done), unit, filters.limit)))


def _rows(done: Sequence[_Done], known: Mapping[str | None, str], unit: str, most: int | None) -> Iterator[LaneRow]:
    """A source of which no actor is known has a lane by its own name."""
    named = [(known.get(one.actor, one.name), one) for one in done]
    lane_of = _lanes_of(named, most)
    found: dict[str, dict[Days, Counter[str]]] = {lane: defaultdict(Counter) for lane in lane_of.values()}
    met = set()
    for name, one in named:
        lane = lane_of[name]
        if one.meeting is None or (lane, one.meeting) not in met:  # counts once though several others took part
            found[lane][_bin(one.days, unit)][one.what] += one.number
            met.add((lane, one.meeting))
    for lane, days in found.items():
        for (first, last), counts in sorted(days.items(), key=lambda one: (one[0][0] or "~", one[0][1] or "~")):
            yield LaneRow(lane, first, last, *(counts[what] for what in _COUNTS))


def _lanes_of(named: Sequence[tuple[str, _Done]], most: int | None) -> dict[str, str]:
    """The lane of each name, the most active first; names after the first `most` share one."""
    activity: dict[str, int] = defaultdict(int)
    for name, one in named:
        activity[name] += one.number
    names = sorted(activity, key=lambda name: (name == UNNAMED, -activity[name], name))
    return {name: OTHERS if most is not None and at >= most else name for at, name in enumerate(names)}


@cache
def _bin(days: Days, unit: str) -> Days:
    """Return the days of the unit that `days` lie in, or `days` where they lie in none."""
    first, last = days
    if first is None or last is None:
        return None, None
    if first == last and unit == "day":
        return days
    span = PartialDate.parse(value_of(dt.date.fromisoformat(first), unit))
    if span is None or dt.date.fromisoformat(last) > span.last:
        return days
    return span.first.isoformat(), span.last.isoformat()


def _done(question: Question, matching: str) -> list[_Done]:
    asked = _asked(question)
    sql = fill(_LANES, matching=matching, asked=_ASKED if asked else "null", source=source_name("sources"))
    cursor = question.db.cursor()
    cursor.row_factory = None
    found = cursor.execute(sql, {**question.values, "asked": listed(sorted(asked))}).fetchall()
    said = [
        _Done(actor, name or UNNAMED, (first, last), what, number)
        for actor, name, what, meeting, first, last, number in found
        if meeting is None
    ]
    met = {one[3]: (_WHAT[one[2]], one[4:6]) for one in found if one[2] in _WHAT}
    return [*said, *_met(question.db, met, asked)]


def _met(db: sqlite3.Connection, meetings: Mapping[str, tuple[str, Days]], asked: set[str]) -> Iterator[_Done]:
    """Yield each meeting once for each side that took part: a person who is asked for, else whom one acts for."""
    came = attendees_by_key(db, meetings)
    for meeting, (what, days) in meetings.items():
        sides = {
            (key if key in asked else one.actor) or one.name: (key if key in asked else one.actor, one.name)
            for key, one in came.get(meeting, {}).items()
        }
        for actor, name in sides.values():
            yield _Done(actor, name, days, what, meeting=meeting)


def _asked(question: Question) -> set[str]:
    """The keys of all actors asked for."""
    return {key for actor in question.actors for key in json.loads(str(question.values[actor]))}


def _names(db: sqlite3.Connection, done: Sequence[_Done]) -> dict[str | None, str]:
    """The names by which actors are known, by their keys."""
    keys = sorted({one.actor for one in done if one.actor})
    found = rows(db, fill(_NAMES, known_as=known_as("json_each.value")), {"actors": listed(keys)})
    return {row["actor"]: row["name"] for row in found}
