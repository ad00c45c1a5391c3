"""Every statement that the lists show, whatever its stance: the rows behind claims, denials and refusals."""

from __future__ import annotations

import sqlite3

from tracker.queries.filters import Filters, Found
from tracker.queries.listings import STATEMENTS
from tracker.queries.question import Question
from tracker.queries.sql_parts import fill
from tracker.views.statements import StatementRow

_MATCHING = """
    select statements.id, statements.n as statement, {first} as first, {last} as last, statements.article,
        statements.start
    from statements
    join articles on articles.id = statements.article
    where not statements.hidden and {kind} and {asked}"""
_OF_KIND = "statements.stance in (select value from json_each(:kinds))"

_SELECT = """
select {counts}, picked.id, {date} as date, {date_of} as date_of, statements.said, articles.published as reported,
    statements.happened, {who} as who, {actor} as actor, statements.stance, statements.force,
    coalesce(statements.claimed, statements.words) as words, statements.certainty, statements.anonymity,
    statements.claim, statements.probability
from picked
cross join statements on statements.n = picked.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source"""


def statements(db: sqlite3.Connection, filters: Filters) -> Found[StatementRow]:
    """Return the statements that fit, or answer a claim that does. Kinds: the stances. Orders: date, latest."""
    question = Question.of(db, filters, STATEMENTS)
    kind = _OF_KIND if filters.kinds else "true"
    return question.typed_rows(StatementRow, fill(_MATCHING, kind=kind, asked=question.statements()), fill(_SELECT))
