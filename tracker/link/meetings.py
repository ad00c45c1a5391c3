"""Which reports tell of the same meeting.

Two reports are compared by who meets, when, where and how. They are the same when the same sides meet and date or place
agree; where one thing is told otherwise by another article and the rest agrees, they are the same and the meeting shows
the conflict. They are different when they cannot be one: by phone and in person, in two towns on two days, twice in one
article. Else the two alone leave it open, and a third may join them: a plan that was postponed names both of its dates.

Reports are joined by the surest pair first, and two groups only where no report of one is different from any of the
other. What is compared is two reports, and who is compared depends on nothing but what they say, so the groups are the
same in whatever order the articles came. A habit ("have met 38 times") is no meeting among others.

Nor does it matter what was joined before: one report more is compared with those of its sides that are told of the same
days, and only the meetings near it are made anew, as they would come of all reports of the store.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from sqlite3 import Row

from tracker.dates import PartialDate
from tracker.store.decided import forget_meetings
from tracker.store.store import LEARNING, LONGEST, Store
from tracker.word_lists import word_list

_MORE_CERTAIN = ("held", "cancelled", "refused", "planned", "proposed", "habitual")
_KNOWN_MODES = ("video", "phone", "written", "in_person", "unknown")
_WIRED = {"video", "phone"}
_AHEAD = {"planned", "proposed"}
_TOLD = ("id", "status", "mode", "place", "place_country", "held", "old", "article", "start", "count", "refers")

_NEAR = 3  # days between two publications, or from a meeting to a later report, for which undated reports are compared
_AFTER = 30  # days that an undated report which names the place looks back, or one of a plan ahead
_SLIP = 1  # days by which two articles may differ on the date of one meeting in one place
_SOON = 3  # days between their publications for that
_BY_NEARNESS = 0.01  # of the score, by which a nearer passage of one article counts more

# Whom a person acts for where the article does not say: as all others say that name him or her at a meeting.
_SAID_OF = "(select {}(other.acts_for) from participants as other where other.actor = participants.actor)"
_KNOWN_TO_ACT_FOR = f"""coalesce(
    participants.acts_for,
    iif({_SAID_OF.format("min")} = {_SAID_OF.format("max")}, {_SAID_OF.format("min")}, null))"""
_REPORTS = f"""
select meeting_reports.*, articles.published_first, (
    select json_group_array(json_array(
            coalesce(known_as, participants.actor, acts_for, lower(participants.name)), {_KNOWN_TO_ACT_FOR}, role,
            coalesce(actors.kind, '')))
        from participants left join same_actor on same_actor.actor = coalesce(participants.actor, acts_for)
        left join actors on actors.id = participants.actor
        where report = meeting_reports.id) as participants
from meeting_reports join articles on articles.id = meeting_reports.article
where meeting_reports.discarded is null and not meeting_reports.possible and not meeting_reports.outdated
"""
_BY_ID = f"{_REPORTS} and meeting_reports.id in (select value from json_each(?))"
_OF_ARTICLE = f"{_REPORTS} and meeting_reports.article = ?"
_OF_MEETING = f"{_REPORTS} and meeting_reports.meeting = ?"
# Those told of some days, or of any, in which so many of these sides take part (actor keys, whom they act for, or
# names), in any spelling. Each is looked up by side and day, so that reports of other years cost nothing.
_WITH_SIDES = f"""
with asked as (
    select value as side from json_each(?1)
    union select actor from same_actor where known_as in (select value from json_each(?1))
), days as (
    select value ->> 0 as earliest, value ->> 1 as since, value ->> 2 as until from json_each(?2)
), found as (
    select report, position from asked cross join days cross join participants
        on coalesce(actor, acts_for, lower(name)) = side and met_first between earliest and until
    where met_last >= since
    union
    select report, position from asked cross join days cross join participants
        on participants.acts_for = side and met_first between earliest and until
    where met_last >= since
    union
    select report, position from days cross join participants
        on acts_for is null and actor is not null and met_first between earliest and until
    where met_last >= since and exists (
        select 1 from asked cross join participants as known
        where known.actor = participants.actor and known.acts_for = side)
)
{_REPORTS}
and meeting_reports.id in (select report from found group by report having count(*) >= ?3)
"""
# Of these reports those that nobody discarded, and all that are of one meeting with any.
_KEPT = """
select id from meeting_reports
where id in (select value from json_each(?1)) and discarded is null and not possible and not outdated
union
select other.id from meeting_reports as one join meeting_reports as other on other.meeting = one.meeting
where one.id in (select value from json_each(?1)) and other.discarded is null and not other.possible
    and not other.outdated
"""
# The reports of an article that are of no meeting yet, and those that learn from it whom their people act for.
_TOUCHED = f"""
select id from meeting_reports where article = ?1 and meeting is null
union
{LEARNING}
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
class MeetingReport:
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
    def says(self) -> tuple[object, ...]:
        """All by which it is compared with reports of other articles."""
        where, when = (self.place, self.place_country), (self.held, self.old, self.published)
        return self.sides, self.status, self.mode, where, when, self.count, self.refers

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


def compare(one: MeetingReport, other: MeetingReport) -> Verdict:
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


def beside(store: Store, article_id: str) -> list[str]:
    """Return the reports of other articles that lie near those of this one, with all of the meetings of these."""
    near = _Nearby(store)
    mine = near.read(_OF_ARTICLE, article_id)
    found = {other for one in mine for like in near.likes(one) for other in near.group(like)}
    return sorted(found - mine)


def regroup(store: Store, reports: Iterable[str]) -> None:
    """Make the meetings anew that these reports may be of; one that a person discarded is of none.

    The reports are those of which anything changed: they, and all that are of a meeting with one, are looked at again
    with what lies near them. Other meetings are left as they are, unless one of these joins them or sets them apart.
    """
    asked = json.dumps(list(reports))
    left = {row["id"] for row in store.rows(_KEPT, asked)}
    forget_meetings(store.db, asked)
    near = _Nearby(store)
    near.read(_BY_ID, json.dumps(sorted(left)))
    while left:
        first = min(left)
        seeds = {first} | (left & near.group(first))
        left -= _settle(near, seeds)


# ------------------------------------------------------------------ two reports


def _habits(one: MeetingReport, other: MeetingReport) -> Verdict:
    if one.status != other.status or one.keys != other.keys or one.count != other.count:
        return Different()
    return Same(0.5, "the same habit of the same participants")


def _by_other_means(one: MeetingReport, other: MeetingReport) -> bool:
    """On the phone and in person; two kinds of call on one day may be one call."""
    modes = {one.mode, other.mode} - {"unknown"}
    return len(modes) > 1 and not modes <= _WIRED


def _sides(one: MeetingReport, other: MeetingReport) -> str | None:
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


def _dated(one: MeetingReport, other: MeetingReport, alike: str) -> Verdict:
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
    return None if ahead else Different()


def _undated(one: MeetingReport, other: MeetingReport, alike: str) -> Verdict:
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
        return Same((0.7 if place else 0.5) + _BY_NEARNESS * near, _why(alike, "article"))
    if place:
        return Same(0.65, _why(alike, "place")) if _lies_near(one, other, _AFTER) else None
    if alike == "level":
        return None
    return Same(0.3, _why(alike, "days")) if _lies_near(one, other, _NEAR) else None


def _is_later(plan: MeetingReport, held: MeetingReport) -> bool:
    """Whether a plan is of a later meeting than one that was over when the plan was told."""
    if plan.status not in _AHEAD or held.status != "held" or plan.dates:
        return False
    if plan.article == held.article:
        return True
    over = held.dates[0].last if held.dates else None
    return over is not None and plan.day is not None and over < plan.day.first


def _lies_near(one: MeetingReport, other: MeetingReport, days: int) -> bool:
    """Whether what two reports tell may lie within so many days, by the date of one; else by publication alone."""
    if one.dates or other.dates:
        dated, undated = (one, other) if one.dates else (other, one)
        if undated.day is None:
            return False
        return any(_gap(date, undated.day) <= days for date in dated.dates)
    return _published_within(one, other, _NEAR) and _week(one) == _week(other)


def _week(told: MeetingReport) -> tuple[int, int] | None:
    """The week of its publication: of two undated reports in two weeks nothing is known, or one chain held a year."""
    return told.day.first.isocalendar()[:2] if told.day is not None else None


def _published_within(one: MeetingReport, other: MeetingReport, days: int) -> bool:
    return one.day is not None and other.day is not None and _gap(one.day, other.day) <= days


def _places(one: MeetingReport, other: MeetingReport) -> str | None:
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


class _Nearby:
    """The reports near those that are looked at: each read once, and compared once with others that say the same."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reports: dict[str, MeetingReport] = {}
        self.meeting: dict[str, str | None] = {}
        self._groups: dict[str, frozenset[str]] = {}  # by meeting
        self._found: dict[tuple[str, str, int], frozenset[str]] = {}  # by sides and days asked for
        self._likes: dict[str, tuple[str, ...]] = {}
        self._numbers: dict[tuple[object, ...], int] = {}
        self._number: dict[str, int] = {}
        self._verdicts: dict[tuple[int, int], Verdict] = {}

    def read(self, sql: str, *values: object) -> frozenset[str]:
        """Keep the reports that the SQL finds, and return their ids."""
        rows = self.store.rows(sql, *values)
        for row in rows:
            if row["id"] not in self.reports:
                told = self.reports[row["id"]] = _report_of(row)
                self.meeting[told.id] = row["meeting"]
                self._number[told.id] = self._numbers.setdefault(told.says, len(self._numbers))
        return frozenset(row["id"] for row in rows)

    def verdict(self, one: str, other: str) -> Verdict:
        """Return what `compare` says of two reports."""
        here, there = self.reports[one], self.reports[other]
        if here.article == there.article or here.refers or there.refers:
            return compare(here, there)
        pair = self._number[one], self._number[other]
        if pair not in self._verdicts:
            self._verdicts[pair] = self._verdicts[pair[::-1]] = compare(here, there)
        return self._verdicts[pair]

    def number(self, report: str) -> int:
        """Return a number that reports share which say the same of a meeting, on the same day."""
        return self._number[report]

    def group(self, report: str) -> frozenset[str]:
        """Return all reports of the meeting that this one is of by now, itself among them."""
        meeting = self.meeting[report]
        if meeting is None:
            return frozenset((report,))
        if meeting not in self._groups:
            self._groups[meeting] = self.read(_OF_MEETING, meeting)
        return self._groups[meeting]

    def likes(self, report: str) -> tuple[str, ...]:
        """Return the reports that are of one meeting with this one by the two alone."""
        if report not in self._likes:
            candidates = sorted(self._candidates(self.reports[report]) - {report})
            self._likes[report] = tuple(one for one in candidates if isinstance(self.verdict(report, one), Same))
        return self._likes[report]

    def _candidates(self, told: MeetingReport) -> frozenset[str]:
        same_article = self.read(_OF_ARTICLE, told.article)
        sides = told.keys | {side.country for side in told.sides if side.country}
        names = json.dumps(sorted(sides | {side.replace("-", " ") for side in sides}))
        asked = names, json.dumps(list(_days_asked(told))), min(2, len(told.keys))
        if asked not in self._found:
            self._found[asked] = self.read(_WITH_SIDES, *asked)
        return same_article | self._found[asked]

    def put(self, groups: Iterable[frozenset[str]]) -> None:
        """Make each of these groups of reports a meeting, in place of those they were of."""
        meetings = []
        for group in groups:
            told = sorted((self.reports[id_] for id_ in group), key=_order)
            meeting = _meeting(told)
            meetings.append((meeting, dict(self._reasons(told))))
            self._groups[str(meeting["id"])] = group
            self.meeting |= dict.fromkeys(group, str(meeting["id"]))
        self.store.put_meetings(meetings)

    def _reasons(self, group: list[MeetingReport]) -> Iterator[tuple[str, str]]:
        """Yield why each report belongs to its meeting: by the surest of all that it is compared with."""
        by_article: defaultdict[str, list[MeetingReport]] = defaultdict(list)
        # Of all that say the same, of two articles.
        some: defaultdict[int, dict[str, MeetingReport]] = defaultdict(dict)
        for told in group:
            by_article[told.article].append(told)
            some[self.number(told.id)].setdefault(told.article, told)
        alike = [list(ones.values())[:2] for ones in some.values()]
        for told in group:
            elsewhere = (next((o for o in two if o.article != told.article), None) for two in alike)
            others = (*(o for o in by_article[told.article] if o is not told), *filter(None, elsewhere))
            verdicts = (self.verdict(told.id, other.id) for other in others)
            best = max((v for v in verdicts if isinstance(v, Same)), key=lambda v: (v.score, v.reason), default=None)
            yield told.id, "the first report of the meeting" if told is group[0] or best is None else best.reason


def _days_asked(told: MeetingReport) -> Iterator[tuple[str, str, str]]:
    """Yield for which days others are told that may be of one meeting with this report: they end in or after `since`.

    As (the earliest day on which they begin, since, until). What may be of any day is filed under the empty day.
    """
    days = _AFTER if told.place else _NEAR
    dates = told.dates or ((told.day,) if told.day else ())
    if dates or told.status == "habitual":
        yield "", "", ""
    for date in dates if told.status != "habitual" else ():
        yield _moved(date.first, -days - LONGEST), _moved(date.first, -days), _moved(date.last, days)


def _moved(day: dt.date, days: int) -> str:
    """Return the day so many days from this one, or the first or last that there is."""
    number = min(max(day.toordinal() + days, dt.date.min.toordinal()), dt.date.max.toordinal())
    return dt.date.fromordinal(number).isoformat()


def _settle(near: _Nearby, seeds: set[str]) -> set[str]:
    """Put these reports into meetings, with those near them; return all of which no more is to be looked at.

    The groups are those that would come of all reports of the store, the surest pair first. A meeting that only grows
    keeps apart from all that it was kept apart from before, so its own reports need no second look; one that falls
    apart does, with all that lies near it.
    """
    looked_at = set(seeds)
    while True:
        beside = {other for one in looked_at for other in (one, *near.likes(one))}
        before = {near.group(one) for one in beside}
        groups = _joined(near, looked_at, before)
        group_of = {id_: group for group in groups for id_ in group}
        broken = {id_ for old in before if len({group_of[id_] for id_ in old}) > 1 for id_ in old}
        if broken <= looked_at:
            near.put(group for group in groups if group not in before or group & looked_at)
            return looked_at
        looked_at |= broken


def _joined(near: _Nearby, looked_at: set[str], before: set[frozenset[str]]) -> set[frozenset[str]]:
    """The reports of each meeting: the surest pair first, and never two that cannot be one."""
    if len(looked_at) == 1 and frozenset(looked_at) in before and len(before) == 2:  # a new one, and a meeting near it
        (one,), whole = looked_at, frozenset(id_ for old in before for id_ in old)
        if not any(isinstance(near.verdict(one, other), Different) for other in whole - {one}):
            return {whole}
    group = {id_: _Group({id_}) for old in before for id_ in old}
    for one, other in _surest_first(near, looked_at, before):
        left, right = group[one], group[other]
        if left is right or id(right) in left.apart:
            continue
        if any(isinstance(near.verdict(a, b), Different) for a in left.reports for b in right.reports):
            left.apart[id(right)], right.apart[id(left)] = right, left
            continue
        left.take(right)
        group |= dict.fromkeys(right.reports, left)
    return {frozenset(one.reports) for one in group.values()}


class _Group:
    """Reports that are joined so far, and the groups that they were found to be apart from."""

    def __init__(self, reports: set[str]) -> None:
        self.reports = reports
        self.apart: dict[int, _Group] = {}

    def take(self, other: _Group) -> None:
        """Take in all reports of another."""
        self.reports |= other.reports
        for number, third in other.apart.items():
            del third.apart[id(other)]
            third.apart[id(self)] = self
            self.apart[number] = third


def _surest_first(near: _Nearby, looked_at: set[str], before: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of one meeting: all of those that are looked at, and of others those within one meeting."""
    within = (pair for old in before for pair in combinations(sorted(old - looked_at), 2))
    of_looked_at = (
        (one, other) for one in looked_at for other in near.likes(one) if other not in looked_at or one < other
    )
    by_score: defaultdict[float, list[tuple[str, str]]] = defaultdict(list)
    for one, other in (*within, *of_looked_at):
        verdict = near.verdict(one, other)
        if isinstance(verdict, Same):
            in_order = (one, other) if _order(near.reports[one]) < _order(near.reports[other]) else (other, one)
            by_score[verdict.score].append(in_order)
    for score in sorted(by_score, reverse=True):
        yield from sorted(by_score[score])


def _meeting(group: list[MeetingReport]) -> dict[str, object]:
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


def _status(group: list[MeetingReport]) -> str:
    """Held if anybody says so; else cancelled unless planned anew later; else the most certain."""
    statuses = {one.status for one in group}
    if "held" not in statuses and "cancelled" in statuses:
        off = max((one.published or "") for one in group if one.status == "cancelled")
        if any((one.published or "") > off for one in group if one.status == "planned" and not one.refers):
            return "planned"
    return next(status for status in _MORE_CERTAIN if status in statuses)


def _dates(told: list[MeetingReport]) -> tuple[list[str], str | None]:
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
    published = {value: min(one.published or "" for one in told if one.held == value) for value in dict.fromkeys(firm)}
    kinds.sort(key=lambda kind: (min(published[value] for value in kind), kind[0]))
    return [kind[0] for kind in kinds], old


def _is_within(value: str, old: PartialDate) -> bool:
    date = PartialDate.parse(value)
    return date is not None and old.first <= date.first and date.last <= old.last


def _precision(value: str) -> tuple[int, str]:
    date = PartialDate.parse(value)
    return (_days(date) if date is not None else 10**6, value)


def _distinct_places(told: list[MeetingReport]) -> list[str]:
    """The places that are not one, a longer name for a shorter."""
    distinct: list[str] = []
    listed = [one for one in told if one.place_country]
    for place in (one.place for one in listed or told if one.place):
        folded = place.casefold()
        if not any(folded in known.casefold() or known.casefold() in folded for known in distinct):
            distinct.append(place)
    return distinct


def _order(told: MeetingReport) -> tuple[str, str, int, str]:
    return told.published or "9999", told.article, told.start, told.id


# ------------------------------------------------------------------ from the store

_LEADERS = word_list("name_words", "leaders")
_MINISTERS = word_list("name_words", "ministers")
_PORTFOLIOS = word_list("name_words", "portfolios")


def _office(role: str | None) -> str:
    """The office that a role tells, so far as two of them tell a meeting of ministers from one of their leaders."""
    words = (role or "").replace("-", " ").replace("defense", "defence").split()
    if not _MINISTERS.isdisjoint(words):
        return "leader" if "prime" in words else next((w for w in words if w in _PORTFOLIOS), "minister")
    return "leader" if not _LEADERS.isdisjoint(words) and "vice" not in words else ""


def _key(key: str) -> str:
    """The key of a side; a name that no article gave a key to is spelt as one."""
    return key.replace(" ", "-")


def _report_of(row: Row) -> MeetingReport:
    fields = {name: row[name] for name in _TOLD}
    sides = sorted(
        (
            Side(_key(key), acts_for, kind == "person", _office(role))
            for key, acts_for, role, kind in json.loads(row["participants"])
        ),
        key=lambda side: (side.key, side.acts_for or "", side.office),
    )
    return MeetingReport(sides=tuple(sides), published=row["published_first"], **fields)
