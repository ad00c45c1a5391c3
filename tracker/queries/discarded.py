"""What people discarded as wrong rows: hidden from every other list, never deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.queries.decided import words_of
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import DISCARDED
from tracker.queries.question import Question
from tracker.queries.sql_parts import OUTLET_NOT_KNOWN, every, fill
from tracker.views.discarded import DiscardedRow

_MATCHING = """
    select * from (
        select statements.id, 'statement' as kind, {first} as first, {last} as last, statements.article,
            statements.start, statements.n as statement, null as report, discarded as decision, decisions.n as decided
        from statements
        join decisions on decisions.id = discarded
        join articles on articles.id = statements.article
        where discarded is not null and not outdated and {in_places}
        union all
        select meeting_reports.id, 'meeting_report', held_first, held_last, meeting_reports.article,
            meeting_reports.start, null, meeting_reports.n, discarded, decisions.n
        from meeting_reports
        join decisions on decisions.id = discarded
        join articles on articles.id = meeting_reports.article
        where discarded is not null and not outdated and {in_places})
    where {asked}"""

_SELECT = """
select {counts}, picked.id, picked.kind, {date} as date, {date_of} as date_of, {who} as who,
    coalesce(statements.claimed, statements.words) as words, {article} as article, statements.claim, picked.decision
from picked
cross join statements on statements.n = picked.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
union all
select {counts}, picked.id, picked.kind, held, iif(held is null, null, 'meeting'),
    coalesce(articles.outlet, '{unknown}'), meeting_reports.words, {article}, null, picked.decision
from picked
cross join meeting_reports on meeting_reports.n = picked.report
join articles on articles.id = meeting_reports.article"""


def discarded(db: sqlite3.Connection, filters: Filters) -> Found[DiscardedRow]:
    """Return the statements and reports of meetings that a person discarded, by themselves or with their claim.

    Kinds: statement, meeting_report. Orders: decided (the first discarded first), date, latest.
    """
    question = Question.of(db, filters, DISCARDED)
    matching = fill(_MATCHING, in_places=question.in_places, asked=every(_conditions(question)))
    found = question.pick(matching, fill(_SELECT, unknown=OUTLET_NOT_KNOWN))
    words = words_of(db, (row["decision"] for row in found.rows))
    return found.map(lambda row: DiscardedRow(decided_by=words[row.pop("decision")], **row))


def _conditions(question: Question) -> Iterator[str]:
    named = (
        f"{one} union all {other}"
        for one, other in zip(question.statements_of_actors, question.reports_of_actors, strict=True)
    )
    for mentioned in (*named, *question.about):
        yield f"id in ({mentioned})"
    if question.filters.kinds:
        yield "kind in (select value from json_each(:kinds))"
