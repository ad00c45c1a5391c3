"""Which reports tell of the same meeting.

Two reports are compared by who meets, when, where and how. They are the same when the same sides meet and date or place
agree; where one thing is told otherwise by another article and the rest agrees, they are the same and the meeting shows
the conflict. They are different when they cannot be one: by phone and in person, in two towns on two days, twice in one
article. Else the two alone leave it open, and a third may join them: a plan that was postponed names both of its dates.

Reports are joined by the surest pair first, and two groups only where no report of one is different from any of the
other. What is compared is two reports, and who is compared depends on nothing but what they say, so the groups are the
same in whatever order the articles came. A habit ("have met 38 times") is no meeting among others.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from sqlite3 import Row

from tracker.dates import PartialDate
from tracker.store.decided import forget_meetings
from tracker.store.store import Store

_MORE_CERTAIN = ("held", "cancelled", "refused", "planned", "proposed", "habitual")
_KNOWN_MODES = ("video", "phone", "written", "in_person", "unknown")
_WIRED = {"video", "phone"}
_AHEAD = {"planned", "proposed"}
_TOLD = ("id", "status", "mode", "place", "place_country", "held", "old", "article", "start", "count", "refers")

_NEAR = 3  # days between two publications, or from a meeting to a later report, for which undated reports are compared
_AFTER = 30  # days that an undated report which names the place looks back, or one of a plan ahead
_SLIP = 1  # days by which two articles may differ on the date of one meeting in one place
_SOON = 3  # days between their publications for that
_DAYS_OF_AN_ARTICLE = 0.01  # of the score, by which a nearer passage of one article counts more

# Whom a person acts for where the article does not say: as all others say that name him or her at a meeting.
_KNOWN_TO_ACT_FOR = """coalesce(participants.acts_for, (
    select min(other.acts_for) from participants as other where other.actor = participants.actor
    having count(distinct other.acts_for) = 1))"""
_REPORTS = f"""
select meeting_reports.*, articles.published_first, (
    select json_group_array(json_array(
            coalesce(known_as, participants.actor, acts_for, lower(participants.name)), {_KNOWN_TO_ACT_FOR}, role,
            coalesce(actors.kind, '')))
        from participants left join same_actor on same_actor.actor = coalesce(participants.actor, acts_for)
        left join actors on actors.id = participants.actor
        where report = meeting_reports.id) as participants
from meeting_reports join articles on articles.id = meeting_reports.article
where meeting_reports.discarded is null
"""
# Those in which at least so many of these sides take part (actor keys, whom they act for, or names), in any spelling.
_WITH_SIDES = f"""
with asked as (
    select value as side from json_each(?1)
    union select actor from same_actor where known_as in (select value from json_each(?1))
), found as (
    select report, coalesce(actor, acts_for, lower(name)) as side from asked
    cross join participants on coalesce(actor, acts_for, lower(name)) = side
    union
    select report, acts_for from asked cross join participants on participants.acts_for = side
    union
    select participants.report, known.acts_for from asked
    cross join participants as known on known.acts_for = side
    cross join participants on participants.actor = known.actor and participants.acts_for is null
)
{_REPORTS}
and meeting_reports.id in (select report from found group by report having count(distinct side) >= ?2)
"""
# Of these reports those that nobody discarded, and where one is, all that it was compared with.
_KEPT = """
select id from meeting_reports where id in (select value from json_each(?1)) and discarded is null
union
select other.id from meeting_reports as one
join meetings as of_one on of_one.id = one.meeting
join meetings as of_other on of_other.kin = of_one.kin
join meeting_reports as other on other.meeting = of_other.id
where one.id in (select value from json_each(?1)) and one.discarded is not null and other.discarded is null
"""
# The reports of an article, and those that know less of whom its people act for.
_TOUCHED = """
select id from meeting_reports where article = ?1
union
select other.report from meeting_reports
join participants on participants.report = meeting_reports.id and participants.acts_for is not null
join participants as other on other.actor = participants.actor and other.acts_for is null
where meeting_reports.article = ?1
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One participant as far as sameness needs it: who it is, whom it acts for, whether a person, in which office."""

    key: str
    acts_for: str | None
    is_person: bool
    office: str

    @property
    def country(self) -> str | None:
        """Whom the side acts for, else who it is; None where that is not known of a person."""
        return self.acts_for or (None if self.is_person else self.key)


@dataclass(frozen=True)
class Told:
    """One report of a meeting, as far as sameness needs it."""

    id: str
    sides: tuple[Side, ...]
    status: str
    mode: str
    place: str | None
    place_country: str | None
    held: str | None
    old: str | None
    published: str | None
    article: str
    start: int
    count: int | None
    refers: str | None

    @cached_property
    def dates(self) -> tuple[PartialDate, ...]:
        """The dates that it gives the meeting: its own, and the one it had before it was put off."""
        return tuple(date for value in (self.held, self.old) if value and (date := PartialDate.parse(value)))

    @cached_property
    def day(self) -> PartialDate | None:
        """The first day of its publication, where known."""
        return PartialDate.parse(self.published) if self.published else None

    @cached_property
    def keys(self) -> frozenset[str]:
        """Who takes part."""
        return frozenset(side.key for side in self.sides)


@dataclass(frozen=True, slots=True)
class Same:
    """Two reports are of one meeting: how sure (0 to 1), and why in words."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Different:
    """Two reports cannot be of one meeting."""


Verdict = Same | Different | None  # None: the two alone leave it open


def compare(one: Told, other: Told) -> Verdict:
    """Return whether two reports are of one meeting. It is symmetric."""
    if "habitual" in (one.status, other.status):
        return _habits(one, other)
    if one.article == other.article and (one.refers == other.id or other.refers == one.id):
        return Same(1.0, "takes it up in the same article")
    if one.refers or other.refers:
        return None  # it belongs with the report that it takes up
    if _by_other_means(one, other):
        return Different()
    alike = _sides(one, other)
    if alike is None:
        return Different()
    if alike == "open":
        return None
    if one.dates and other.dates:
        return _dated(one, other, alike)
    return _undated(one, other, alike)


def link_meetings(store: Store, article_id: str) -> None:
    """Join the article's reports with those of the same meeting, in any article."""
    regroup(store, [row["id"] for row in store.rows(_TOUCHED, article_id)])


def regroup(store: Store, reports: Iterable[str]) -> None:
    """Make the meetings anew that these reports may be of; one that a person discarded is of none."""
    asked = json.dumps(list(reports))
    left = {row["id"] for row in store.rows(_KEPT, asked)}
    forget_meetings(store.db, asked)
    while left:
        kin = _kin_of(store, min(left))
        first = min(kin, key=_order)
        meetings = []
        for group in _groups(kin):
            meeting = _meeting(group) | {"kin": first.id}
            meetings.append((meeting, {told.id: _reason(told, group) for told in group}))
        store.put_meetings(meetings)
        left -= {told.id for told in kin}


# ------------------------------------------------------------------ two reports


def _habits(one: Told, other: Told) -> Verdict:
    if one.status != other.status or one.keys != other.keys or one.count != other.count:
        return Different()
    return Same(0.5, "the same habit of the same participants")


def _by_other_means(one: Told, other: Told) -> bool:
    """On the phone and in person; two kinds of call on one day may be one call."""
    modes = {one.mode, other.mode} - {"unknown"}
    return len(modes) > 1 and not modes <= _WIRED


def _sides(one: Told, other: Told) -> str | None:
    """ "same": the same participants; "level": one names the people, the other whom they act for; "part": some miss.

    "open" where it is not known whom somebody acts for; None where they are others.
    """
    if one.keys == other.keys:
        return "same"
    here = {side: {_is(side, o) for o in other.sides} for side in one.sides}
    there = {side: {_is(side, o) for o in one.sides} for side in other.sides}
    if len(one.sides) == len(other.sides):
        if all(True in fits for fits in (*here.values(), *there.values())):
            return "level"
        return "open" if all(fits - {False} for fits in (*here.values(), *there.values())) else None
    fewer = here if len(one.sides) < len(other.sides) else there
    if len(fewer) > 1 and all(True in fits for fits in fewer.values()):
        return "part" if one.keys < other.keys or other.keys < one.keys else None
    return None


def _is(one: Side, other: Side) -> bool | None:
    """Whether two sides are one, or one acts for the other; None where it is not known."""
    if one.key == other.key:
        return True
    if one.is_person and other.is_person:
        return False
    if one.country is None or other.country is None:
        return None
    return one.country == other.country and not (one.office and other.office and one.office != other.office)


def _dated(one: Told, other: Told, alike: str) -> Verdict:
    here = one.article == other.article
    place = _places(one, other)
    if any(left.overlaps(right) for left in one.dates for right in other.dates):
        exact = all(min(_days(d) for d in told.dates) <= 1 for told in (one, other))
        if alike == "part":
            return Different() if here or place == "other" or not (exact or place) else Same(0.5, _why(alike, "date"))
        if place == "other":
            return Same(0.6, _why(alike, "date")) if exact and not here and alike == "same" else Different()
        if alike == "level":
            return Same(0.7, _why(alike, "date")) if exact or place else None
        return Same(0.95 if place else 0.85, _why(alike, "date and place" if place else "date"))
    apart = min(_gap(left, right) for left in one.dates for right in other.dates)
    if here or place == "other":
        return Different()
    ahead = [told for told in (one, other) if told.status != "held"]
    if place and alike != "level" and apart <= _SLIP and _published_within(one, other, _SOON):
        return Same(0.4, _why(alike, "place"))
    return None if ahead and place != "other" else Different()


def _undated(one: Told, other: Told, alike: str) -> Verdict:
    """At least one has no date: then it is about when its article appeared that is compared, and the place."""
    here = one.article == other.article
    place = _places(one, other)
    if place == "other" or (alike == "part" and here):
        return Different()
    if alike == "part":
        return Same(0.3, _why(alike, "place")) if place and _lies_near(one, other, _AFTER) else None
    if _is_later(one, other) or _is_later(other, one):
        return Different()
    if {one.status, other.status} in ({"refused", "held"}, {"proposed", "held"}) and not place:
        return None
    if here:
        if alike == "level" and not place:
            return None
        near = 1 / (2 + abs(one.start - other.start))
        return Same((0.7 if place else 0.5) + _DAYS_OF_AN_ARTICLE * near, _why(alike, "article"))
    if place:
        return Same(0.65, _why(alike, "place")) if _lies_near(one, other, _AFTER) else None
    if alike == "level":
        return None
    return Same(0.3, _why(alike, "days")) if _lies_near(one, other, _NEAR) else None


def _is_later(plan: Told, held: Told) -> bool:
    """Whether a plan is of a later meeting than one that was over when the plan was told."""
    if plan.status not in _AHEAD or held.status != "held" or plan.dates:
        return False
    if plan.article == held.article:
        return True
    over = held.dates[0].last if held.dates else None
    return over is not None and plan.day is not None and over < plan.day.first


def _lies_near(one: Told, other: Told, days: int) -> bool:
    """Whether what two reports tell may lie within so many days: by the date of one, else by their publications."""
    if one.dates or other.dates:
        dated, undated = (one, other) if one.dates else (other, one)
        if undated.day is None:
            return False
        return any(_gap(date, undated.day) <= days for date in dated.dates)
    return _published_within(one, other, _NEAR) and _week(one) == _week(other)


def _week(told: Told) -> tuple[int, int] | None:
    """The week of its publication: of two undated reports in two weeks nothing is known, or one chain held a year."""
    return told.day.first.isocalendar()[:2] if told.day is not None else None


def _published_within(one: Told, other: Told, days: int) -> bool:
    return one.day is not None and other.day is not None and _gap(one.day, other.day) <= days


def _places(one: Told, other: Told) -> str | None:
    """ "same", "other", or None where one names none, or only a house or village that may lie in the other's town."""
    if not one.place or not other.place:
        return None
    left, right = one.place.casefold(), other.place.casefold()
    if left == right or left in right or right in left:
        return "same"
    return None if (one.place_country is None) != (other.place_country is None) else "other"


def _gap(left: PartialDate, right: PartialDate) -> int:
    """The days between two dates; 0 where they overlap."""
    return max(0, (right.first - left.last).days, (left.first - right.last).days)


def _days(date: PartialDate) -> int:
    return (date.last - date.first).days + 1


_AGREE = {
    "date": "the dates agree",
    "date and place": "date and place agree",
    "place": "the place agrees",
    "article": "in one article, and nothing contradicts",
    "days": "told within days, and nothing contradicts",
}
_ALIKE = {
    "same": "the same participants",
    "level": "one names the people, the other whom they act for",
    "part": "one names fewer of the participants",
}


def _why(alike: str, agreed: str) -> str:
    return f"{_ALIKE[alike]}; {_AGREE[agreed]}"


# ------------------------------------------------------------------ groups


def _kin_of(store: Store, report: str) -> list[Told]:
    """All reports that may be of one meeting with this one, directly or through others."""
    start = _told(store.rows(f"{_REPORTS} and meeting_reports.id = ?", report)[0])
    kin, edge = {start.id: start}, [start]
    asked: dict[frozenset[str], list[Told]] = {}
    while edge:
        here = edge.pop()
        sides = here.keys | {side.country for side in here.sides if side.country}
        if sides not in asked:
            names = sorted(sides | {side.replace("-", " ") for side in sides})
            asked[sides] = [_told(row) for row in store.rows(_WITH_SIDES, json.dumps(names), min(2, len(here.keys)))]
        joined = [t for t in asked[sides] if t.id not in kin and isinstance(compare(here, t), Same)]
        kin |= {told.id: told for told in joined}
        edge += joined
    return list(kin.values())


def _groups(kin: list[Told]) -> Iterator[list[Told]]:
    """The reports of each meeting: the surest pair first, and never two that cannot be one."""
    verdicts = {(a.id, b.id): compare(a, b) for a, b in combinations(sorted(kin, key=_order), 2)}
    different: dict[str, set[str]] = defaultdict(set)
    for (a, b), verdict in verdicts.items():
        if isinstance(verdict, Different):
            different[a].add(b)
            different[b].add(a)
    group = {told.id: {told.id} for told in kin}
    same = [(-verdict.score, pair) for pair, verdict in verdicts.items() if isinstance(verdict, Same)]
    for _, (a, b) in sorted(same):
        left, right = group[a], group[b]
        if left is right or any(different[one] & right for one in left):
            continue
        left |= right
        group |= dict.fromkeys(right, left)
    by_id = {told.id: told for told in kin}
    for members in {min(ids): ids for ids in group.values()}.values():
        yield sorted((by_id[id_] for id_ in members), key=_order)


def _meeting(group: list[Told]) -> dict[str, object]:
    """What all the reports of a meeting say together; where they contradict, the first, with what others say kept."""
    status = _status(group)
    dates, old = _dates([one for one in group if one.status == status] + [one for one in group if one.status != status])
    places = _distinct_places(group)
    date = PartialDate.parse(dates[0]) if dates else None
    conflicts: dict[str, list[object]] = {
        "start": list(dates) if len(dates) > 1 else [],
        "place": list(places) if len(places) > 1 else [],
        "participants": [],
        "mode": [],
        "status": [],
    }
    several = [sorted(keys) for keys in dict.fromkeys(one.keys for one in group if all(s.is_person for s in one.sides))]
    if len(several) > 1:
        conflicts["participants"] = list(several)
    modes = [m for m in _KNOWN_MODES if m != "unknown" and any(one.mode == m for one in group)]
    if len(modes) > 1:
        conflicts["mode"] = list(modes)
    if status == "held" and any(one.status == "refused" for one in group):
        conflicts["status"] = ["held", "refused"]
    placed = next((one for one in group if one.place == places[0]), None) if places else None
    return {
        "id": "m" + group[0].id[1:],
        "status": status,
        "mode": modes[0] if modes else "unknown",
        "place": placed.place if placed else None,
        "place_country": placed.place_country if placed else None,
        "start": dates[0] if dates else None,
        "start_first": date.first.isoformat() if date else None,
        "start_last": date.last.isoformat() if date else None,
        "old": old,
        "conflicts": json.dumps({name: values for name, values in conflicts.items() if values}, ensure_ascii=False),
        "count": max((one.count for one in group if one.count), default=None),
    }


def _status(group: list[Told]) -> str:
    """Held if anybody says so; else cancelled unless planned anew later; else the most certain."""
    statuses = {one.status for one in group}
    if "held" not in statuses and "cancelled" in statuses:
        off = max((one.published or "") for one in group if one.status == "cancelled")
        if any((one.published or "") > off for one in group if one.status == "planned" and not one.refers):
            return "planned"
    return next(status for status in _MORE_CERTAIN if status in statuses)


def _dates(told: list[Told]) -> tuple[list[str], str | None]:
    """The dates that contradict each other, each as precise as told, the one that stands first; and the old date."""
    old = next((one.old for one in told if one.old), None)
    put_off = PartialDate.parse(old) if old else None
    dated = [one.held for one in told if one.held]
    if put_off is not None and len(set(dated)) > 1:
        dated = [value for value in dated if not _is_within(value, put_off)] or dated
    status = told[0].status
    firm = [one.held for one in told if one.held in dated and one.status == status] or dated
    kinds: list[list[str]] = []
    for value in sorted(dict.fromkeys(firm), key=_precision):
        date = PartialDate.parse(value)
        for kind in kinds:
            best = PartialDate.parse(kind[0])
            if date is not None and best is not None and date.overlaps(best):
                kind.append(value)
                break
        else:
            kinds.append([value])
    published = {value: min(one.published or "" for one in told if one.held == value) for value in firm}
    kinds.sort(key=lambda kind: (min(published[value] for value in kind), kind[0]))
    return [kind[0] for kind in kinds], old


def _is_within(value: str, old: PartialDate) -> bool:
    date = PartialDate.parse(value)
    return date is not None and old.first <= date.first and date.last <= old.last


def _precision(value: str) -> tuple[int, str]:
    date = PartialDate.parse(value)
    return (_days(date) if date is not None else 10**6, value)


def _distinct_places(told: list[Told]) -> list[str]:
    """The places that are not one, a longer name for a shorter."""
    distinct: list[str] = []
    listed = [one for one in told if one.place_country]
    for place in (one.place for one in listed or told if one.place):
        folded = place.casefold()
        if not any(folded in known.casefold() or known.casefold() in folded for known in distinct):
            distinct.append(place)
    return distinct


def _reason(told: Told, group: list[Told]) -> str:
    if told is group[0]:
        return "the first report of the meeting"
    verdicts = (compare(told, other) for other in group if other is not told)
    return max((v for v in verdicts if isinstance(v, Same)), key=lambda v: (v.score, v.reason)).reason


def _order(told: Told) -> tuple[str, str, int, str]:
    return told.published or "9999", told.article, told.start, told.id


# ------------------------------------------------------------------ from the store

_OFFICES = {
    "president": "leader", "premier": "leader", "chancellor": "leader", "leader": "leader", "king": "leader",
    "queen": "leader", "emir": "leader", "sultan": "leader", "presidents": "leader", "leaders": "leader",
}  # fmt: skip


def _office(role: str | None) -> str:
    """The office that a role tells, so far as two of them tell a meeting of ministers from one of their leaders."""
    words = (role or "").replace("-", " ").split()
    if "minister" in words or "ministers" in words or "secretary" in words:
        return "leader" if "prime" in words else next((w for w in words if w in _PORTFOLIOS), "minister")
    return next((_OFFICES[word] for word in words if word in _OFFICES and "vice" not in words), "")


_PORTFOLIOS = set("foreign defence defense finance interior trade energy economy health justice transport".split())


def _key(key: str) -> str:
    """The key of a side; a name that no article gave a key to is spelt as one."""
    return key.replace(" ", "-")


def _told(row: Row) -> Told:
    fields = {name: row[name] for name in _TOLD}
    sides = sorted(
        (
            Side(_key(key), acts_for, kind == "person", _office(role))
            for key, acts_for, role, kind in json.loads(row["participants"])
        ),
        key=lambda side: (side.key, side.acts_for or "", side.office),
    )
    return Told(sides=tuple(sides), published=row["published_first"], **fields)
