"""A story on one page: what the lists say of one topic, put together, and the questions that it leaves open.

Each part is the answer of the list of that name to the topic's filters, so that a story never says other than the
lists. What is open is derived from those rows alone, and cites their ids; nothing says who is right.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from tracker.dates import PartialDate
from tracker.queries.claims import claims, ids_of_claims
from tracker.queries.denials import denials, ids_of_denials, refusals
from tracker.queries.disputed import disputed, ids_of_disputed
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import STORY
from tracker.queries.meetings import ids_of_meetings, meetings
from tracker.queries.question import Question
from tracker.queries.sources import share_of, sources
from tracker.queries.sql_parts import fill, known_as, listed, rows
from tracker.queries.timeline import timeline
from tracker.queries.topic import Topic, narrowed_to_latest, topic_of
from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow
from tracker.views.disputed import Disputed
from tracker.views.meetings import MeetingRow
from tracker.views.reports import Report
from tracker.views.stories import OpenQuestion, Story, StoryScope
from tracker.views.timeline import TimelineRow

MOST = 200  # rows of each part, unless all are asked for: many more than a screen has room for
_MAIN_ACTORS = 4  # whose meetings belong to the story, two of them at a time
_MAIN_CLAIMS = 50  # that say who they are
_AROUND = dt.timedelta(days=7)  # before the first and after the last report of the story
_STATUS_ORDER = ("held", "planned")  # any other status comes after

_SCOPE = """
with reports as (
    select statements.article, articles.outlet, coalesce(statements.cites, articles.origin) as origin,
        {first} as first, {last} as last, {date} as date
    from statements
    join articles on articles.id = statements.article
    where not statements.hidden and {asked} and {window}
)
select count(distinct article) as articles, count(distinct outlet) as outlets, count(distinct origin) as origins,
    substr(min(first || date), 11) as first, substr(max(last || date), 11) as last from reports"""
_IN_WINDOW = "{last} >= :since and {first} <= :until"
# Who plays a part in what reports or answers some claims.
_ACTORS = """
select {known} as actor, count(distinct mentions.statement) as n
from (
    select members.claim, members.id as statement from json_each(:claims) as asked
    cross join statements as members on members.claim = asked.value
    union
    select members.claim, answers.statement from json_each(:claims) as asked
    cross join statements as members on members.claim = asked.value
    cross join answers on answers.answered = members.id and answers.state = 'linked'
) as telling
cross join mentions on mentions.statement = telling.statement and mentions.shown
group by 1 order by n desc, actor limit :most"""
# Claims that nobody with a name asserts.
_UNNAMED = """
select statements.claim
from json_each(:claims) as asked
cross join statements on statements.claim = asked.value
where {asserts}
group by statements.claim
having min(coalesce(statements.anonymity, '') = 'unnamed')"""
# By the index on their first days: the last day of the newest article.
_LATEST = """
select published_last as day from articles where newer is null
order by published_first desc, published_last desc limit 1"""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows that the lists give for a topic."""

    claims: Found[ClaimRow]
    disputed: Found[Disputed]
    denials: Found[DenialRow]
    refusals: Found[DenialRow]
    meetings: Found[MeetingRow]
    questions: Found[TimelineRow]
    latest: str | None = None  # the day of the newest article of the store
    unnamed: frozenset[str] = field(default=frozenset())  # the claims that only unnamed sources assert

    @property
    def totals(self) -> dict[str, int]:
        """How many rows each list has, those too that a limit leaves out."""
        return {
            "claims": _total(self.claims),
            "contested": _total(self.disputed),
            "denials": _total(self.denials),
            "refusals": _total(self.refusals),
            "meetings": _total(self.meetings),
        }


def story(db: sqlite3.Connection, typed: str | None, filters: Filters, *, whole: bool = True) -> Story:
    """Return the story of a topic: words, the id of a claim, or what the filters name.

    `filters.limit` is of the rows of each part; without one `whole` gives all, else the MOST that come first, and of a
    topic that very many statements tell only the claims of `narrowed_to_latest`. Raises what `topic_of` does.
    """
    topic = topic_of(db, typed, filters)
    return story_of(db, topic if whole else narrowed_to_latest(db, topic), whole=whole)


def story_of(db: sqlite3.Connection, topic: Topic, *, whole: bool = True) -> Story:
    """Return the story of a topic that was found."""
    limit = topic.filters.limit or (None if whole else MOST)
    filters = replace(topic.filters, limit=limit)
    if topic.kept:
        filters = replace(filters, about=None, claims=topic.kept)
    scope = _scope(db, filters)
    parts = _parts(db, topic, filters, scope)
    said_by = sources(db, replace(filters, limit=None)).rows
    alone = tuple(row for row in parts.denials.rows if row.asserted_by is None)
    totals = {**parts.totals, "sources": len(said_by)}
    return Story(
        topic.name, topic.claim, topic.near, scope, totals, parts.claims.rows, parts.disputed.rows, alone,
        parts.meetings.rows, said_by[:limit], share_of(said_by), tuple(_open(parts)), parts.claims.undated,
        kept=len(topic.kept), fitting=topic.fitting,
    )  # fmt: skip


def outline_of(db: sqlite3.Connection, topic: Topic) -> tuple[StoryScope, dict[str, int]]:
    """Return what a story covers, and how many rows the lists have for it, but for the sources."""
    filters = replace(topic.filters, limit=MOST)
    scope = _scope(db, filters)
    contested = ids_of_disputed(db, replace(filters, sort="origins"), possible=filters.possible)
    by_reports = ids_of_claims(db, replace(filters, sort="reports"))
    first = dict.fromkeys((*([topic.claim] if topic.claim else ()), *contested.rows, *by_reports.rows))
    met = {id_ for one in _meetings_asked(db, topic, filters, scope, tuple(first)) for id_ in ids_of_meetings(db, one)}
    return scope, {
        "claims": _total(by_reports),
        "contested": _total(contested),
        "denials": _total(ids_of_denials(db, filters)),
        "meetings": len(met),
    }


def _total(found: Found[Any]) -> int:
    return len(found.rows) + found.left_out


def _scope(db: sqlite3.Connection, filters: Filters) -> StoryScope:
    question = Question.of(db, replace(filters, limit=None), STORY)
    window = fill(_IN_WINDOW) if any(question.dated) else "true"
    sql = fill(_SCOPE, asked=question.statements(), window=window)
    row = rows(db, sql, question.values)[0]
    return StoryScope(**{**row, "outlets": row["outlets"] or min(1, row["articles"])})


def _parts(db: sqlite3.Connection, topic: Topic, filters: Filters, scope: StoryScope) -> _Parts:
    contested = disputed(db, replace(filters, sort="origins"), possible=filters.possible)
    if topic.claim is not None:
        contested = replace(contested, rows=tuple(sorted(contested.rows, key=lambda row: row.id != topic.claim)))
    found = _claims(db, filters, topic, contested.rows)
    one_unnamed = [row.id for row in found.rows if row.origins == 1 and row.reports]
    unnamed = rows(db, fill(_UNNAMED), {"claims": listed(one_unnamed)})
    return _Parts(
        found,
        contested,
        denials(db, filters, possible=filters.possible),
        refusals(db, filters),
        _meetings(db, topic, replace(topic.filters, limit=filters.limit), scope, found.rows),
        timeline(db, replace(filters, kinds=("question",))),
        rows(db, _LATEST, {})[0]["day"],
        frozenset(row["claim"] for row in unnamed),
    )


def _claims(db: sqlite3.Connection, filters: Filters, topic: Topic, contested: Sequence[Disputed]) -> Found[ClaimRow]:
    """Return the claims: the one that the topic begins with, those contested in their order, those with most reports.

    What nobody asserts, known from its denial alone, comes last.
    """
    every = claims(db, replace(filters, sort="reports"))
    ids = tuple(row.id for row in contested)
    known = {row.id: row for row in every.rows}
    missing = tuple(id_ for id_ in ids if id_ not in known)
    if missing:
        known |= {row.id: row for row in claims(db, replace(filters, claims=missing)).rows}
    first = [known[id_] for id_ in ids if id_ in known]
    ordered = [*first, *(row for row in every.rows if row.id not in ids)]
    ordered.sort(key=lambda row: (row.id != topic.claim, not row.reports))
    kept = ordered[: filters.limit]
    return Found(tuple(kept), _total(every) - len(kept), every.undated)


# -- meetings ---------------------------------------------------------------------------------------------------


def _meetings(
    db: sqlite3.Connection, topic: Topic, filters: Filters, scope: StoryScope, claim_rows: Sequence[ClaimRow]
) -> Found[MeetingRow]:
    """Return the meetings that the filters find, and those of any two of the main actors in the time of the story.

    Those held come first, then those planned, then the others.
    """
    asked = _meetings_asked(db, topic, filters, scope, [row.id for row in claim_rows])
    found = {row.id: row for one in asked for row in meetings(db, one).rows}
    ordered = sorted(found.values(), key=_meeting_order)
    kept = ordered[: filters.limit]
    return Found(tuple(kept), len(ordered) - len(kept))


def _meetings_asked(
    db: sqlite3.Connection, topic: Topic, filters: Filters, scope: StoryScope, claim_ids: Sequence[str]
) -> Iterator[Filters]:
    """Yield what the meetings of a story are asked for by."""
    if filters.claims is None:
        yield filters
    window = _time_of(scope, filters)
    if window and (topic.filters.about is not None or filters.claims is not None):
        yield from (replace(window, actors=pair) for pair in _pairs(db, claim_ids, filters))


def _meeting_order(row: MeetingRow) -> tuple[int, bool, str, str]:
    status = _STATUS_ORDER.index(row.status) if row.status in _STATUS_ORDER else len(_STATUS_ORDER)
    return status, row.start is None, row.start or "", row.id


def _time_of(scope: StoryScope, filters: Filters) -> Filters | None:
    """The filters for meetings within a week of the story, and within the dates asked for; None without a date."""
    first, last = (PartialDate.parse(one or "") for one in (scope.first, scope.last))
    if first is None or last is None:
        return None
    start, end = first.first - _AROUND, last.last + _AROUND
    start = max(start, filters.since.first) if filters.since else start
    end = min(end, filters.until.last) if filters.until else end
    if start > end:
        return None
    since, until = PartialDate.between(start, start), PartialDate.between(end, end)
    return Filters(role="meets", outlet=filters.outlet, article=filters.article, since=since, until=until,
                   limit=filters.limit, possible=filters.possible)  # fmt: skip


def _pairs(db: sqlite3.Connection, claim_ids: Sequence[str], filters: Filters) -> Iterator[tuple[str, ...]]:
    """Yield any two of the main actors, or the only one, each time with those asked for."""
    sql = fill(_ACTORS, known=known_as("mentions.actor"))
    main = [row["actor"] for row in rows(db, sql, {"claims": listed(claim_ids[:_MAIN_CLAIMS]), "most": _MAIN_ACTORS})]
    for several in combinations(main, 2) if len(main) > 1 else [tuple(main)]:
        if several:
            yield tuple(dict.fromkeys((*filters.actors, *several)))


# -- what is open -----------------------------------------------------------------------------------------------


def _open(parts: _Parts) -> Iterator[OpenQuestion]:
    """Yield what the rows leave open, kind by kind, each in the order of its rows."""
    yield from _denied(parts.disputed.rows)
    yield from _figures(parts.disputed.rows)
    yield from _refused(parts.refusals.rows)
    yield from _passed(parts.meetings.rows, parts.latest)
    yield from _unnamed(row for row in parts.claims.rows if row.id in parts.unnamed)
    yield from _contradicted(parts.meetings.rows)
    for row in parts.questions.rows:
        yield OpenQuestion("asked", row.id, row.date, row.who, row.words, "a source asks")


def _denied(contested: Iterable[Disputed]) -> Iterator[OpenQuestion]:
    for row in contested:
        if row.asserted and row.kind != "figures" and "confirmed" not in row.state:
            plainest = sorted(row.denied, key=lambda one: one.stance != "deny")
            cited = (*row.asserted[:1], *plainest[:1])
            yield OpenQuestion(
                "denied", row.id, row.last, _who(cited), row.claim, "denied, confirmed by nobody",
                tuple(one.id for one in cited),
            )  # fmt: skip


def _figures(contested: Iterable[Disputed]) -> Iterator[OpenQuestion]:
    for row in contested:
        others = [one for one in row.denied if one.stance == "other_figure"]
        if others and row.asserted:
            cited = (*row.asserted[:1], *others)
            yield OpenQuestion(
                "figures", row.id, row.last, _who(cited), " / ".join(one.words for one in cited), "the figures differ",
                tuple(one.id for one in cited),
            )  # fmt: skip


def _refused(refused: Iterable[DenialRow]) -> Iterator[OpenQuestion]:
    for row in refused:
        cited = (row.claim,) if row.claim else ()
        yield OpenQuestion("refused", row.id, row.date, row.who, row.words, "declined to say", cited)


def _passed(met: Iterable[MeetingRow], latest: str | None) -> Iterator[OpenQuestion]:
    """A planned meeting whose date is over in the newest article, and that no report says was held."""
    for row in met:
        end = PartialDate.parse(row.end or row.start or "")
        if row.status == "planned" and end is not None and latest and end.last.isoformat() < latest:
            why = f"planned; no report by {_in_words(latest)} that it took place"
            yield OpenQuestion("planned", row.id, row.start, _met(row), _words(row), why, _report_ids(row))


def _in_words(day: str) -> str:
    known = PartialDate.parse(day)
    return known.in_words if known else day


def _unnamed(rows_of_claims: Iterable[ClaimRow]) -> Iterator[OpenQuestion]:
    for row in rows_of_claims:
        why = "one origin, and no source of it is named"
        yield OpenQuestion("unnamed", row.id, row.said or row.reported, row.who, row.words, why)


def _contradicted(met: Iterable[MeetingRow]) -> Iterator[OpenQuestion]:
    for row in met:
        if row.conflicts:
            names = ", ".join("date" if name == "start" else name for name in row.conflicts)
            why = f"reports differ about the {names}"
            yield OpenQuestion("told_differently", row.id, row.start, _met(row), _words(row), why, _report_ids(row))


def _who(reports: Iterable[Report]) -> str:
    return " / ".join(dict.fromkeys(report.source for report in reports))


def _met(row: MeetingRow) -> str:
    return " · ".join(one.name for one in row.participants)


def _words(row: MeetingRow) -> str:
    return row.reports[0].words if row.reports else ""


def _report_ids(row: MeetingRow) -> tuple[str, ...]:
    return tuple(report.id for report in row.reports)
