"""The timeline: one row for each event of a story, in order.

An event is a claim at its first assertion, a statement that answers or asks, or a meeting. Statements stand at the day
they were said, else reported; a meeting at its own date alone, and one without is undated: it never borrows the
article's.

Order: by first day, last day and value, as PartialDate orders them (a day stands before the month that begins on it),
then article, place in the text and id. Undated rows come last. By story, a claim and its answers stand together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tracker.queries.between import CLAIMS_PASSED, HAS_PASSED, passed, rarest
from tracker.queries.decided import on_claims, words_of
from tracker.queries.filters import BY_SALIENCE, Filters, Found
from tracker.queries.listings import DATED_FIRST, TIMELINE
from tracker.queries.meetings import attendees, meetings_asked
from tracker.queries.question import Question, Ranked
from tracker.queries.salience import Salience, claim_points, meeting_points, salience_of, statement_points
from tracker.queries.sql_parts import answered, every, fill, first_report, listed
from tracker.store.derived import STATEMENT_KINDS, counted
from tracker.views.timeline import TimelineRow

_ONLY_IN_ALL = ("question", "attitude")

_CLAIMS = """
select claims.id, 'claim' as kind, statements.n as statement, null as report, {columns}, {salience} as salience
from claims
cross join statements on statements.n = {first_report}
join articles on articles.id = statements.article
where statements.stance = 'assert' and {asked}"""

# The same from the derived table, which has each claim at its first report in all articles.
_DERIVED_CLAIMS = """
select derived_claims.claim as id, 'claim' as kind, derived_claims.statement, null as report, {columns},
    derived_claims.points as salience
from derived_claims
left join statements on statements.n = derived_claims.statement
left join articles on articles.id = statements.article
where derived_claims.kind = 'claim' and {asked}"""

_FURTHER_REPORTS = """
select statements.id, 'claim' as kind, statements.n as statement, null as report, {columns}, {salience} as salience
from statements
join articles on articles.id = statements.article
where statements.stance = 'assert' and statements.force = 'assertive' and {in_places} and {asked}
    and not statements.hidden and statements.n not in (select statement from ({claims}))"""

_OTHER_STATEMENTS = """
select statements.id, case {kinds} end as kind, statements.n as statement, null as report, {columns},
    {salience} as salience
from statements
join articles on articles.id = statements.article
where not statements.hidden and ({which}) and {asked}"""

# The same from the derived table: all of them, of any kind except those that only `all` shows.
_DERIVED_STATEMENTS = """
select statements.id, derived_statements.kind, derived_statements.statement, null as report, {columns},
    derived_statements.points as salience
from derived_statements
left join statements on statements.n = derived_statements.statement
left join articles on articles.id = statements.article
where derived_statements.kind not in ('question', 'attitude')"""
_DERIVED_AT = """{date} as date, {date_of} as date_of, {derived}.first as first, {derived}.last as last,
    statements.article, statements.start"""

_REPORTED_AT = """{date} as date, {date_of} as date_of, {first} as first, {last} as last,
    statements.article, statements.start"""
_HAPPENED_AT = """coalesce(statements.happened, {date}) as date,
    iif(statements.happened is not null, 'happened', {date_of}) as date_of,
    iif(statements.happened is not null, statements.happened_first, {first}) as first,
    iif(statements.happened is not null, statements.happened_last, {last}) as last,
    statements.article, statements.start"""

_MEETINGS = """
select meetings.id, 'meeting' as kind, null as statement, meeting_reports.n as report, meetings.start as date,
    iif(meetings.start is not null, 'meeting', null) as date_of,
    meetings.start_first as first, meetings.start_last as last, meeting_reports.article, meeting_reports.start,
    {salience} as salience
from meetings
cross join meeting_reports on meeting_reports.n = coalesce((
    select meeting_reports.n from meeting_reports cross join articles on articles.id = meeting_reports.article
    where meeting_reports.meeting = meetings.id
    order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start,
        meeting_reports.id
    limit 1), (select n from meeting_reports where id = meetings.id))
where {asked}"""

_DAYS = """
select nullif(first, ''), nullif(last, ''), sum(number) from counted_days
where kind in (select value from json_each('{kinds}')) group by 1, 2
union all
select start_first, start_last, count(*) from meetings group by 1, 2"""

_SELECT = """
, {answered}
select {counts}, picked.id, picked.kind, picked.date, picked.date_of, {who} as who,
    iif(picked.kind = 'claim', null, whom.who) as whom,
    iif(statements.stance = 'assert', coalesce(statements.claimed, statements.words), statements.words) as words,
    statements.stance, null as status, {story} as story,
    iif(picked.kind = 'claim', null, whom.words) as story_words,
    {article} as article, articles.outlet, iif(picked.id = statements.id, 1, (
        select count(*) from statements as reports
        where reports.claim = picked.id and reports.stance = 'assert' and reports.force = 'assertive'
            and not reports.hidden
    )) as reports, whom.decision
from picked
cross join statements on statements.n = picked.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
left join whom on whom.id = picked.id
union all
select {counts}, picked.id, picked.kind, picked.date, picked.date_of, null, null,
    meeting_reports.words, null, meetings.status, null, null,
    {article}, articles.outlet, {report_count}, null
from picked
cross join meeting_reports on meeting_reports.n = picked.report
join meetings on meetings.id = picked.id
join articles on articles.id = meeting_reports.article"""


# The story of an event: the claim that it tells, or answers best (as `sql_parts.ANSWERED` has it); a demand, or
# whatever else is no claim, begins one itself.
_STORY = """coalesce((
    select coalesce(answered.claim, answered.id)
    from answers cross join statements as answered on answered.id = answers.answered
    where answers.statement = matched.id and answers.state = 'linked' and answers.stance <> 'other_figure'
    order by answers.answered = answers.statement, answers.score desc, answers.answered
    limit 1
), (select claim from statements where id = matched.id), matched.id)"""
_BY_STORY = """
with matched as ({events}), with_story as (
    select matched.*, {story} as story, last >= :since and first <= :until as in_window
    from matched
)
select *, min(iif(in_window, first, null)) over story as began,
    sum(in_window or first is null) over story as together
from with_story
window story as (partition by story)"""
# Stories in the order of their first dates, then what is in none with others.
_BY_BEGIN = "together = 1, iif(together = 1, '', coalesce(began, '~')), iif(together = 1, '', story), "
_STORY_ORDERS = {
    "date": _BY_BEGIN,
    "salience": _BY_BEGIN,
    "latest": "together = 1, iif(together = 1, null, began) desc, iif(together = 1, '', story), ",
}


def timeline(
    db: sqlite3.Connection, filters: Filters, *, happened: bool = False, between: bool = False, by_story: bool = False
) -> Found[TimelineRow]:
    """Return the events that fit, in order; `happened` puts claims at when what they say happens, where known.

    With `filters.all` also each further report of a claim, each question and each attitude. A kind that is asked for by
    name needs no `all`. Kinds: those of TimelineRow. Orders: date, latest,
    salience (see salience.py).

    `between` keeps what passed between the two actors of `filters`; UsageError where there are not two. `by_story` puts
    each claim and its answers together, stories by their first date, and last what is in no story with others; `story`
    and `story_words` of a row are filled only then.
    """
    question = Question.of(db, filters, TIMELINE)
    matching, select = events(question, happened=happened, between=between), {"story": "null"}
    ranked = None if happened or between or by_story else _ranked(question)
    if by_story:
        story = _STORY
        matching, select = _BY_STORY.format(story=story, events=matching), {"story": "picked.story"}
        question = replace(question, order=_STORY_ORDERS[filters.sort or "date"] + question.order)
    found = question.pick(matching, fill(_SELECT, answered=answered(), **select), ranked)
    names = {id_: " · ".join(one.name for one in several) for id_, several in attendees(db, _meetings(found)).items()}
    words = words_of(db, (row["decision"] for row in found.rows))
    judged = on_claims(db, [row["id"] for row in found.rows if row["kind"] == "claim"])
    weighed = _weighed(db, found)

    def event(row: dict[str, Any]) -> TimelineRow:
        decided_by, salience = (*judged[row["id"]][1], *words[row.pop("decision")]), weighed[row["id"]]
        added = {"decided_by": decided_by, "salience": salience.points, "salient_for": salience.reasons}
        return _row(row | added, names.get(row["id"], row["who"] or ""))

    return found.map(event)


def days_of_events(db: sqlite3.Connection, filters: Filters) -> Iterator[tuple[str | None, str | None, int]]:
    """Yield each first and last day that events of the timeline have (ISO; None: undated), and how many have them."""
    question = Question.of(db, filters, TIMELINE)
    if _ranked(question) is not None:
        yield from db.execute(_DAYS.format(kinds=listed(set(TIMELINE.kinds).difference(_ONLY_IN_ALL))))
        return
    by_day = "select first, last, count(*) as events from picked group by 1, 2 order by 1, 2"
    for row in question.tally(events(question, happened=False, between=False), by_day):
        yield row["first"], row["last"], row["events"]


def _row(row: dict[str, Any], who: str) -> TimelineRow:
    """Return a row of the timeline; without `whom` where a source answers its own claim: it just declines."""
    return TimelineRow(**{**row, "who": who, "whom": row["whom"] if row["whom"] != who else None})


def _meetings(found: Found[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in found.rows if row["kind"] == "meeting"]


def _weighed(db: sqlite3.Connection, found: Found[dict[str, Any]]) -> dict[str, Salience]:
    """The salience of each event by id: of claims, statements (further reports too) and meetings."""
    meetings = _meetings(found)
    others = {row["id"] for row in found.rows} - set(meetings)
    claims = [id_ for id_ in others if id_.startswith("c")]
    return salience_of(db, claims=claims, statements=others.difference(claims), meetings=meetings)


def events(question: Question, *, happened: bool, between: bool) -> str:
    """Return the SQL of the events that fit apart from their date, as `Question.pick` takes it.

    Each with `id`, `kind`, its `statement` or `report` by number, `date` and what that is the date of, its days `first`
    and `last`, and its place. UsageError where `between` is asked of other than two actors.
    """
    filters = question.filters
    kinds = filters.kinds or [kind for kind in TIMELINE.kinds if filters.all or kind not in _ONLY_IN_ALL]
    every_kind = " union all ".join(_events(question, set(kinds), happened=happened, between=between))
    if not between:
        return every_kind
    in_window = not happened and _rest(question).lists_window
    return f"with {passed(question, in_window=in_window)} select * from ({every_kind})"


def _rest(question: Question) -> Question:
    """Return the question without its two actors, whose condition `between` adds; `hits` counts the rarer of them."""
    return replace(question, filters=replace(question.filters, actors=()), hits=rarest(question)[0])


def _ranked(question: Question) -> Ranked | None:
    """Return all events in an order that indexes hold; None where anything but an order or a number is asked for."""
    filters, kinds = question.filters, set(TIMELINE.kinds).difference(_ONLY_IN_ALL)
    if not question.can_use_derived or filters != Filters(sort=filters.sort, limit=filters.limit, top=filters.top):
        return None
    parts = list(_events(question, kinds, happened=False, between=False))
    number = f"{counted(kinds)} + (select count(*) from meetings)"
    if filters.top is not None or question.order == BY_SALIENCE:
        return Ranked(parts, number)
    dated_or_not = [f"select * from ({part}) where first is {which} null" for part in parts for which in ("not", "")]
    return Ranked(dated_or_not, number, question.order, question.order.removeprefix(DATED_FIRST))


def _events(question: Question, kinds: set[str], *, happened: bool, between: bool) -> Iterator[str]:
    """Yield the SQL of the events of each kind asked for."""
    columns = fill(_HAPPENED_AT if happened else _REPORTED_AT)
    rest = _rest(question) if between else question
    has_passed = (HAS_PASSED,) if between else ()
    weighed = statement_points() if question.needs_salience else "0"
    if "claim" in kinds:
        claims = _first_reports(rest, columns, dated=not happened, between=between)
        yield claims
        if rest.filters.all:
            asked = every((rest.statements(dated=not happened), *has_passed))
            yield fill(
                _FURTHER_REPORTS,
                columns=columns,
                claims=claims,
                asked=asked,
                in_places=rest.in_places,
                salience=weighed,
            )
    if others := [kind for kind in STATEMENT_KINDS if kind in kinds]:
        cases = " ".join(f"when {STATEMENT_KINDS[kind]} then '{kind}'" for kind in others)
        which = " or ".join(f"({STATEMENT_KINDS[kind]})" for kind in others)
        asked = every((rest.statements(), *has_passed))
        gaps = {"kinds": cases, "which": which, "salience": weighed}
        are_all_kinds = set(others) == set(STATEMENT_KINDS).difference(_ONLY_IN_ALL)
        if question.can_use_derived and asked == "true" and are_all_kinds:
            yield fill(_DERIVED_STATEMENTS, columns=fill(_DERIVED_AT, derived="derived_statements"))
        else:
            yield fill(_OTHER_STATEMENTS, columns=fill(_REPORTED_AT), asked=asked, **gaps)
    if "meeting" in kinds:
        salience = meeting_points("meetings.id", joined=question.can_use_derived) if question.needs_salience else "0"
        yield fill(_MEETINGS, asked=meetings_asked(question), salience=salience)


def _first_reports(question: Question, columns: str, *, dated: bool, between: bool) -> str:
    """The SQL of claims, each at its first report in the articles asked for; with `between`, at the first of these."""
    if question.can_use_derived and question.in_places == "true" and not between:
        asked = question.claims("derived_claims.claim", dated=dated, asserted=True)
        columns = fill(_DERIVED_AT, derived="derived_claims") if dated else columns
        return fill(_DERIVED_CLAIMS, columns=columns, asked=asked)
    placed = every((question.in_places, HAS_PASSED)) if between else question.in_places
    asked = every((question.claims("claims.id", dated=dated, asserted=True), *((CLAIMS_PASSED,) if between else ())))
    weighed = claim_points("claims.id") if question.needs_salience else "0"
    return fill(_CLAIMS, columns=columns, first_report=first_report("claims.id", placed), asked=asked, salience=weighed)
