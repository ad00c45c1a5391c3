"""Which reports tell of the same meeting.

Pairs of reports are compared (`same_meeting`) and joined, the surest pair first; two groups are joined only where no
report of one is of a different meeting than any of the other. Which pairs are compared depends on nothing but what the
two reports say, so the groups are the same in whatever order the articles came. The record of a meeting is made of its
reports in `meeting_records`.

Grouping is incremental: a new report is compared with the reports that share its sides and days, and only the meetings
near it are grouped anew. The result is the same as of grouping all reports of the store.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from sqlite3 import Row

from tracker.link.meeting_records import record_of
from tracker.link.meeting_reports import MeetingReport, Side, reading_order
from tracker.link.same_meeting import NEAR_DAYS, SAME_PLACE_DAYS, Different, Same, Verdict, compare
from tracker.store.decided import forget_meetings
from tracker.store.deleting import REPORTS_INFORMED_BY
from tracker.store.record_rows import LONGEST
from tracker.store.store import Store
from tracker.word_lists import word_list

_REPORT_FIELDS = (
    "id", "status", "mode", "place", "place_country", "held", "old", "article", "start", "count", "refers",
)  # fmt: skip

# Whom a person acts for; where the article does not say, what all others that name the person at a meeting agree on.
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
# Those of the reports that may be of a meeting, and with them all others of their present meetings.
_TO_GROUP = """
select id from meeting_reports
where id in (select value from json_each(?1)) and discarded is null and not possible and not outdated
union
select other.id from meeting_reports as one join meeting_reports as other on other.meeting = one.meeting
where one.id in (select value from json_each(?1)) and other.discarded is null and not other.possible
    and not other.outdated
"""
# The reports of an article that are of no meeting yet, and those to which only it tells whom a participant acts for.
_TOUCHED = f"""
select id from meeting_reports where article = ?1 and meeting is null
union
{REPORTS_INFORMED_BY}
"""


def link_meetings(store: Store, article_id: str) -> None:
    """Join the article's reports with those of the same meeting, in any article."""
    regroup(store, [row["id"] for row in store.rows(_TOUCHED, article_id)])


def nearby_reports(store: Store, article_id: str) -> list[str]:
    """Return the meeting reports of other articles that lie near those of this one, with the others of their groups."""
    near = _Nearby(store)
    mine = near.read(_OF_ARTICLE, article_id)
    nearby = {other for report in mine for match in near.matches(report) for other in near.group(match)}
    return sorted(nearby - mine)


def regroup(store: Store, reports: Iterable[str]) -> None:
    """Group the reports of which something changed into meetings anew; one that a person discarded is of none.

    They, and all that are of a meeting with one, are compared again with what lies near them. Other meetings are left
    as they are, unless one of these reports joins them or sets them apart.
    """
    asked = json.dumps(list(reports))
    left = {row["id"] for row in store.rows(_TO_GROUP, asked)}
    forget_meetings(store.db, asked)
    near = _Nearby(store)
    near.read(_BY_ID, json.dumps(sorted(left)))
    while left:
        first = min(left)
        seeds = {first} | (left & near.group(first))
        left -= _settle(near, seeds)


# ------------------------------------------------------------------ groups


class _Nearby:
    """The reports near those being regrouped, read from the store on demand, with the comparisons made so far.

    Reports that say the same of a meeting share a number, so that their like pairs are compared only once.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reports: dict[str, MeetingReport] = {}
        self.meeting_of: dict[str, str | None] = {}  # by report
        self._groups: dict[str, frozenset[str]] = {}  # by meeting
        self._with_sides: dict[tuple[str, str, int], frozenset[str]] = {}  # by the values that _WITH_SIDES was asked
        self._matches: dict[str, tuple[str, ...]] = {}  # by report
        self._numbers: dict[tuple[object, ...], int] = {}  # by what a report says
        self._number: dict[str, int] = {}  # by report
        self._verdicts: dict[tuple[int, int], Verdict] = {}  # by the numbers of two reports

    def read(self, sql: str, *values: object) -> frozenset[str]:
        """Read the reports that the SQL finds into memory, and return their ids."""
        rows = self.store.rows(sql, *values)
        for row in rows:
            if row["id"] not in self.reports:
                report = self.reports[row["id"]] = _report_of(row)
                self.meeting_of[report.id] = row["meeting"]
                self._number[report.id] = self._numbers.setdefault(report.says, len(self._numbers))
        return frozenset(row["id"] for row in rows)

    def verdict(self, one: str, other: str) -> Verdict:
        """Return what `compare` says of two reports."""
        reports = self.reports[one], self.reports[other]
        # Where they stand matters within an article and for "the meeting", so that such pairs are not remembered.
        if reports[0].article == reports[1].article or any(report.refers for report in reports):
            return compare(*reports)
        pair = self._number[one], self._number[other]
        if pair not in self._verdicts:
            self._verdicts[pair] = self._verdicts[pair[::-1]] = compare(*reports)
        return self._verdicts[pair]

    def number(self, report: str) -> int:
        """Return the number of a report, which all share that say the same of a meeting, on the same day."""
        return self._number[report]

    def group(self, report: str) -> frozenset[str]:
        """Return all reports of the meeting that this one is in at present, itself among them."""
        meeting = self.meeting_of[report]
        if meeting is None:
            return frozenset((report,))
        if meeting not in self._groups:
            self._groups[meeting] = self.read(_OF_MEETING, meeting)
        return self._groups[meeting]

    def matches(self, report: str) -> tuple[str, ...]:
        """Return the reports that are of one meeting with this one when the two alone are compared."""
        if report not in self._matches:
            candidates = sorted(self._candidates(self.reports[report]) - {report})
            self._matches[report] = tuple(
                other for other in candidates if isinstance(self.verdict(report, other), Same)
            )
        return self._matches[report]

    def _candidates(self, report: MeetingReport) -> frozenset[str]:
        same_article = self.read(_OF_ARTICLE, report.article)
        sides = report.keys | {side.country for side in report.sides if side.country}
        names = json.dumps(sorted(sides | {side.replace("-", " ") for side in sides}))
        values = names, json.dumps(list(_days_asked(report))), min(2, len(report.keys))
        if values not in self._with_sides:
            self._with_sides[values] = self.read(_WITH_SIDES, *values)
        return same_article | self._with_sides[values]

    def put(self, groups: Iterable[frozenset[str]]) -> None:
        """Store each of these groups of reports as a meeting, in place of those they were in."""
        records = []
        for group in groups:
            reports = sorted((self.reports[id_] for id_ in group), key=reading_order)
            record = record_of(reports)
            records.append((record, dict(self._reasons(reports))))
            self._groups[str(record["id"])] = group
            self.meeting_of |= dict.fromkeys(group, str(record["id"]))
        self.store.put_meetings(records)

    def _reasons(self, group: list[MeetingReport]) -> Iterator[tuple[str, str]]:
        """Yield why each report belongs to its meeting: by the surest of the comparisons with others of it.

        Of the reports that say the same, two of different articles are enough to compare any report with another's.
        """
        by_article: defaultdict[str, list[MeetingReport]] = defaultdict(list)
        by_number: defaultdict[int, dict[str, MeetingReport]] = defaultdict(dict)  # then by article
        for report in group:
            by_article[report.article].append(report)
            by_number[self.number(report.id)].setdefault(report.article, report)
        samples = [list(reports.values())[:2] for reports in by_number.values()]
        for report in group:
            elsewhere = (next((o for o in sample if o.article != report.article), None) for sample in samples)
            others = (*(o for o in by_article[report.article] if o is not report), *filter(None, elsewhere))
            verdicts = (self.verdict(report.id, other.id) for other in others)
            best = max((v for v in verdicts if isinstance(v, Same)), key=lambda v: (v.score, v.reason), default=None)
            yield report.id, "the first report of the meeting" if report is group[0] or best is None else best.reason


def _days_asked(report: MeetingReport) -> Iterator[tuple[str, str, str]]:
    """Yield the periods in which reports lie that may be of one meeting with this one: (earliest, since, until).

    Their days begin from `earliest` to `until` and end on or after `since`. Reports that may be of any day are filed
    under the empty day.
    """
    days = SAME_PLACE_DAYS if report.place else NEAR_DAYS
    dates = report.dates or ((report.day,) if report.day else ())
    if dates or report.status == "habitual":
        yield "", "", ""
    for date in dates if report.status != "habitual" else ():
        yield _moved(date.first, -days - LONGEST), _moved(date.first, -days), _moved(date.last, days)


def _moved(day: dt.date, days: int) -> str:
    """Return the day (ISO) that is so many days after this one, at least year 1 and at most year 9999."""
    number = min(max(day.toordinal() + days, dt.date.min.toordinal()), dt.date.max.toordinal())
    return dt.date.fromordinal(number).isoformat()


def _settle(near: _Nearby, seeds: set[str]) -> set[str]:
    """Group these reports with those near them; return all reports that are settled by that, the seeds among them.

    The groups are those that grouping all reports of the store would give. A meeting that only grows stays apart from
    all that it was apart from before, so its reports need not be compared again; the reports of one that falls apart
    must be, with all that lies near them.
    """
    looked_at = set(seeds)
    while True:
        nearby = {other for report in looked_at for other in (report, *near.matches(report))}
        before = {near.group(report) for report in nearby}
        groups = _joined(near, looked_at, before)
        group_of = {id_: group for group in groups for id_ in group}
        broken = {id_ for old in before if len({group_of[id_] for id_ in old}) > 1 for id_ in old}
        if broken <= looked_at:
            near.put(group for group in groups if group not in before or group & looked_at)
            return looked_at
        looked_at |= broken


def _joined(near: _Nearby, looked_at: set[str], before: set[frozenset[str]]) -> set[frozenset[str]]:
    """Join the groups of `before` along pairs of reports, the surest first, but none that has a `Different` pair."""
    if len(looked_at) == 1 and frozenset(looked_at) in before and len(before) == 2:  # a new one, and a meeting near it
        (one,), whole = looked_at, frozenset(id_ for old in before for id_ in old)
        if not any(isinstance(near.verdict(one, other), Different) for other in whole - {one}):
            return {whole}
    group = {id_: _Group({id_}) for old in before for id_ in old}
    for one, other in _surest_first(near, looked_at, before):
        left, right = group[one], group[other]
        if left is right or id(right) in left.incompatible:
            continue
        if any(isinstance(near.verdict(a, b), Different) for a in left.reports for b in right.reports):
            left.incompatible[id(right)], right.incompatible[id(left)] = right, left
            continue
        left.take(right)
        group |= dict.fromkeys(right.reports, left)
    return {frozenset(joined.reports) for joined in group.values()}


class _Group:
    """Reports that are joined so far, and the groups that they cannot be joined with."""

    def __init__(self, reports: set[str]) -> None:
        self.reports = reports
        self.incompatible: dict[int, _Group] = {}

    def take(self, other: _Group) -> None:
        """Take in all reports of another."""
        self.reports |= other.reports
        for number, third in other.incompatible.items():
            del third.incompatible[id(other)]
            third.incompatible[id(self)] = self
            self.incompatible[number] = third


def _surest_first(near: _Nearby, looked_at: set[str], before: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The pairs that are of one meeting, surest first: all of reports looked at, of others those within a meeting."""
    within = (pair for old in before for pair in combinations(sorted(old - looked_at), 2))
    of_looked_at = (
        (one, other) for one in looked_at for other in near.matches(one) if other not in looked_at or one < other
    )
    by_score: defaultdict[float, list[tuple[str, str]]] = defaultdict(list)
    for one, other in (*within, *of_looked_at):
        verdict = near.verdict(one, other)
        if isinstance(verdict, Same):
            first, second = sorted((one, other), key=lambda id_: reading_order(near.reports[id_]))
            by_score[verdict.score].append((first, second))
    for score in sorted(by_score, reverse=True):
        yield from sorted(by_score[score])


# ------------------------------------------------------------------ from the store

_LEADERS = word_list("name_words", "leaders")
_MINISTERS = word_list("name_words", "ministers")
_PORTFOLIOS = word_list("name_words", "portfolios")


def _office(role: str | None) -> str:
    """The office in a role ("leader", a minister's portfolio), to tell a meeting of ministers from one of leaders."""
    words = (role or "").replace("-", " ").replace("defense", "defence").split()
    if not _MINISTERS.isdisjoint(words):
        return "leader" if "prime" in words else next((w for w in words if w in _PORTFOLIOS), "minister")
    return "leader" if not _LEADERS.isdisjoint(words) and "vice" not in words else ""


def _key(key: str) -> str:
    """The key of a side; a name without a key is made to look like one."""
    return key.replace(" ", "-")


def _report_of(row: Row) -> MeetingReport:
    fields = {name: row[name] for name in _REPORT_FIELDS}
    sides = sorted(
        (
            Side(_key(key), acts_for, kind == "person", _office(role))
            for key, acts_for, role, kind in json.loads(row["participants"])
        ),
        key=lambda side: (side.key, side.acts_for or "", side.office),
    )
    return MeetingReport(sides=tuple(sides), published=row["published_first"], **fields)
