"""The lanes of the timeline: how much each actor said, denied and met in each day, week or month.

An actor here is whom a source acts for, where that is known: what a country's ministers say is in the lane of their
country. A person asked for by name has a lane of his own. A source of which no actor is known has a lane by its own
name, and all that are not named share one. What is counted is what the timeline lists: a claim at its first report.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.dates import PartialDate, value_of
from tracker.queries.asking import Filters, Found, Question, listed, rows
from tracker.queries.meetings import attendees_by_key
from tracker.queries.pieces import fill, known_as, source_name
from tracker.queries.timeline import TIMELINE, events
from tracker.views import LaneRow

OTHERS = "all others"
UNNAMED = "sources not named"

_HELD, _TO_COME = ("held", "habitual"), ("planned", "proposed")
_WHAT = dict.fromkeys(_HELD, "meetings") | dict.fromkeys(_TO_COME, "planned")
_COUNTS = ("statements", "denials", "meetings", "planned")

# Who is asked for by name has a lane of his own, and a person before the country that he speaks for.
_ASKED = """(
    select mentions.actor from mentions
    join actors on actors.id = mentions.actor
    where owner = statements.id and role = 'says' and mentions.actor in (select value from json_each(:asked))
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


@dataclass(frozen=True, slots=True)
class _Done:
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
    return Found(tuple(_rows(_named(db, done), unit, filters.limit)))


def _rows(done: Sequence[_Done], unit: str, most: int | None) -> Iterator[LaneRow]:
    activity: Counter[str] = Counter()
    for one in done:
        activity[one.name] += one.number
    names = sorted(activity, key=lambda name: (name == UNNAMED, -activity[name], name))
    lane_of = {name: OTHERS if most is not None and at >= most else name for at, name in enumerate(names)}
    found: dict[str, dict[Days, Counter[str]]] = {lane_of[name]: defaultdict(Counter) for name in names}
    met = set()
    for one in done:
        lane = lane_of[one.name]
        if one.meeting is None or (lane, one.meeting) not in met:  # counts once though several others took part
            found[lane][_bin(one.days, unit)][one.what] += one.number
            met.add((lane, one.meeting))
    for lane, days in found.items():
        for (first, last), counts in sorted(days.items(), key=lambda one: (one[0][0] or "~", one[0][1] or "~")):
            yield LaneRow(lane, first, last, *(counts[what] for what in _COUNTS))


def _bin(days: Days, unit: str) -> Days:
    """Return the days of the unit that `days` lie in, or `days` where they lie in none."""
    first, last = (PartialDate.parse(day or "") for day in days)
    if first is None or last is None:
        return None, None
    span = PartialDate.parse(value_of(first.first, unit))
    if span is None or last.last > span.last:
        return days
    return span.first.isoformat(), span.last.isoformat()


def _done(question: Question, matching: str) -> list[_Done]:
    asked = _asked(question)
    sql = fill(_LANES, matching=matching, asked=_ASKED if asked else "null", source=source_name("sources"))
    found = rows(question.db, sql, {**question.values, "asked": listed(sorted(asked))})
    said = [
        _Done(row["actor"], row["source"] or UNNAMED, (row["first"], row["last"]), row["what"], row["number"])
        for row in found
        if row["meeting"] is None
    ]
    return [*said, *_met(question.db, [row for row in found if row["what"] in _WHAT], asked)]


def _met(db: sqlite3.Connection, meetings: Sequence[dict[str, Any]], asked: set[str]) -> Iterator[_Done]:
    """Yield each meeting once for each side that took part: a person who is asked for, else whom one acts for."""
    came = attendees_by_key(db, [row["meeting"] for row in meetings])
    for row in meetings:
        sides = {
            (key if key in asked else one.actor) or one.name: (key if key in asked else one.actor, one.name)
            for key, one in came.get(row["meeting"], {}).items()
        }
        for actor, name in sides.values():
            yield _Done(actor, name, (row["first"], row["last"]), _WHAT[row["what"]], meeting=row["meeting"])


def _asked(question: Question) -> set[str]:
    """The keys of all actors asked for."""
    return {key for actor in question.actors for key in json.loads(str(question.values[actor]))}


def _named(db: sqlite3.Connection, done: Sequence[_Done]) -> list[_Done]:
    """The same under the names by which actors are known; a source of which no actor is known keeps its own."""
    keys = sorted({one.actor for one in done if one.actor})
    found = rows(db, fill(_NAMES, known_as=known_as("json_each.value")), {"actors": listed(keys)})
    names = {row["actor"]: row["name"] for row in found}
    return [replace(one, name=names.get(one.actor or "", one.name)) for one in done]
