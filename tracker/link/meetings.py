"""Which reports tell of the same meeting.

Two reports are of one meeting when they name the same people, or the same actors where no people are named, and nothing
they say of date and place contradicts. A habit ("have met 38 times") is no meeting among others and stays by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Row

from tracker.dates import PartialDate
from tracker.store.decided import forget_meetings
from tracker.store.store import Store

_MORE_CERTAIN = {"held": 0, "cancelled": 1, "refused": 2, "planned": 3, "proposed": 4, "habitual": 5}
_KNOWN_MODES = ("video", "phone", "written", "in_person", "unknown")
_TOLD = ("id", "status", "mode", "place", "place_country", "held", "article", "start", "count")
_KEPT = """
select id from meeting_reports where id in (select value from json_each(?1)) and discarded is null
union
select other.id from meeting_reports as one join meeting_reports as other on other.meeting = one.meeting
where one.id in (select value from json_each(?1)) and one.discarded is not null and other.discarded is null
"""
_APART = 3  # days between two publications beyond which undated reports are not taken for one meeting

_REPORTS = """
select meeting_reports.*, articles.published_first,
    (select json_group_array(coalesce(known_as, participants.actor, acts_for, lower(name)))
        from participants left join same_actor on same_actor.actor = coalesce(participants.actor, acts_for)
        where report = meeting_reports.id) as participants
from meeting_reports join articles on articles.id = meeting_reports.article
where meeting_reports.discarded is null
"""
_WITH_ANY_OF = f"""
{_REPORTS}
and meeting_reports.id in (
    select report
    from (
        select value as side from json_each(?1)
        union select actor from same_actor where known_as in (select value from json_each(?1))
    )
    cross join participants on coalesce(participants.actor, acts_for, lower(name)) = side)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """One report of a meeting, as far as sameness needs it."""

    id: str
    participants: frozenset[str]
    status: str
    mode: str
    place: str | None
    place_country: str | None
    held: str | None
    published: str | None
    article: str
    start: int
    count: int | None


def same_meeting(one: Told, other: Told) -> str | None:
    """Return why two reports are of one meeting; None where they are not. It is symmetric."""
    if "habitual" in (one.status, other.status) and one.status != other.status:
        return None
    if one.participants != other.participants or _contradict(one, other):
        return None
    if one.held is None and other.held is None and not _published_near(one, other):
        return None
    if (one.held is None) != (other.held is None) and one.article != other.article:
        return None
    return "the same participants, and neither date nor place contradicts"


def link_meetings(store: Store, article_id: str) -> None:
    """Join the article's reports with those of the same meeting, in any article."""
    regroup(store, [row["id"] for row in store.rows("select id from meeting_reports where article = ?", article_id)])


def regroup(store: Store, reports: Iterable[str]) -> None:
    """Make the meetings anew that these reports belong to; one that a person discarded is of no meeting."""
    asked = json.dumps(list(reports))
    left = {row["id"] for row in store.rows(_KEPT, asked)}
    forget_meetings(store.db, asked)
    while left:
        group = _group_of(store, min(left))
        first = min(group, key=_order)
        store.put_meeting(_meeting(first, group), {told.id: _reason(told, first, group) for told in group})
        left -= {told.id for told in group}


def _group_of(store: Store, report: str) -> list[Told]:
    """All reports that are the same as this one, directly or through others."""
    start = _told(store.rows(f"{_REPORTS} and meeting_reports.id = ?", report)[0])
    alike = [_told(row) for row in store.rows(_WITH_ANY_OF, json.dumps(sorted(start.participants)))]
    group, edge = {start.id: start}, [start]
    while edge:
        here = edge.pop()
        joined = [told for told in alike if told.id not in group and same_meeting(here, told)]
        group |= {told.id: told for told in joined}
        edge += joined
    return list(group.values())


def _meeting(first: Told, group: list[Told]) -> dict[str, object]:
    surest = min(group, key=lambda told: (_MORE_CERTAIN[told.status], _order(told)))
    dated = sorted((told for told in group if told.held), key=lambda told: (_days(told), _order(told)))
    placed = [told for told in sorted(group, key=_order) if told.place]
    date = PartialDate.parse(dated[0].held) if dated and dated[0].held else None
    return {
        "id": "m" + first.id[1:],
        "status": surest.status,
        "mode": min((told.mode for told in group), key=_KNOWN_MODES.index),
        "place": placed[0].place if placed else None,
        "place_country": placed[0].place_country if placed else None,
        "start": dated[0].held if date else None,
        "start_first": date.first.isoformat() if date else None,
        "start_last": date.last.isoformat() if date else None,
        "count": max((told.count for told in group if told.count), default=None),
    }


def _reason(told: Told, first: Told, group: list[Told]) -> str:
    if told is first:
        return "the first report of the meeting"
    reasons = (same_meeting(told, other) for other in group if other is not told)
    return next(reason for reason in reasons if reason is not None)


def _contradict(one: Told, other: Told) -> bool:
    if one.place and other.place and one.place != other.place:
        return True
    left, right = (PartialDate.parse(told.held) if told.held else None for told in (one, other))
    return left is not None and right is not None and not left.overlaps(right)


def _published_near(one: Told, other: Told) -> bool:
    if one.article == other.article:
        return True
    left, right = (PartialDate.parse(told.published) if told.published else None for told in (one, other))
    return left is not None and right is not None and abs((left.first - right.first).days) <= _APART


def _days(told: Told) -> int:
    date = PartialDate.parse(told.held) if told.held else None
    return (date.last - date.first).days if date else 10**6


def _order(told: Told) -> tuple[str, str, int, str]:
    return told.published or "9999", told.article, told.start, told.id


def _told(row: Row) -> Told:
    fields = {name: row[name] for name in _TOLD}
    return Told(participants=frozenset(json.loads(row["participants"])), published=row["published_first"], **fields)
