"""The claims: who asserts each first, in how many reports, articles, outlets and origins, and how many deny it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tracker.queries.decided import on_claims
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import CLAIMS
from tracker.queries.question import Question, Ranked
from tracker.queries.salience import claim_points, salience_of
from tracker.queries.sql_parts import NOBODY_ASSERTS, fill, first_report, listed
from tracker.store.derived import counted
from tracker.views.claims import ClaimRow

_MATCHING = """
    select claims.id, statements.n as statement, {asserts} as asserted, {first} as first, {last} as last,
        statements.article, statements.start, {reports} as reports, {salience} as salience
    from claims
    cross join statements on statements.n = {first_report}
    join articles on articles.id = statements.article
    where {asked}"""

# The same from the derived table, which has each claim at its first report in all articles.
_MATCHING_DERIVED = """
    select derived_claims.claim as id, derived_claims.statement, derived_claims.asserted, derived_claims.first,
        derived_claims.last, statements.article, statements.start, {reports} as reports,
        derived_claims.points as salience
    from derived_claims
    left join statements on statements.n = derived_claims.statement
    where derived_claims.kind is not null and {asked}"""

# How many assert a claim, only for the order by that: `_SELECT` counts again for the few rows that are shown.
_REPORTS = """(
    select count(*) from statements
    where statements.claim = {claim} and {asserts})"""

_SELECT = """
, telling as materialized (
    -- the reports that assert it; where nobody asserts it, those that deny it
    select picked.id, {asserts} as asserts, articles.id as article, articles.outlet, articles.newsroom,
        statements.cites, articles.origin
    from picked
    cross join statements on statements.claim = picked.id
    join articles on articles.id = statements.article
    where {asserts} or not picked.asserted and not statements.hidden
), own as (
    select id, newsroom, min(origin) as origin from telling group by id, newsroom
), coverage as (
    -- what cites an outlet whose own report is there has the origin of that
    select telling.id, sum(telling.asserts) as reports, count(distinct telling.article) as articles,
        max(1, count(distinct telling.outlet)) as outlets,
        count(distinct coalesce(own.origin, telling.cites, telling.origin)) as origins
    from telling
    left join own on own.id = telling.id and own.newsroom = telling.cites
    group by telling.id
)
select {counts}, picked.id, statements.claimed as words, iif(picked.asserted, {who}, '{nobody}') as who,
    statements.said, articles.published as reported, statements.happened, statements.certainty,
    coverage.reports, coverage.articles, coverage.outlets, coverage.origins,
    (select count(distinct answers.statement)
     from statements as members cross join answers on answers.answered = members.id
     where members.claim = picked.id and answers.state = 'linked'
        and answers.stance in ('deny', 'deny_knowledge')) as denials
from picked
join coverage on coverage.id = picked.id
cross join statements on statements.n = picked.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source"""


def claims(db: sqlite3.Connection, filters: Filters) -> Found[ClaimRow]:
    """Return the claims that somebody asserts or denies, each with its first assertion.

    A claim's date is that of its first assertion, said else reported; its words are the first assertion's. Orders:
    salience (see salience.py), date, latest, reports.
    """
    question = Question.of(db, filters, CLAIMS)
    return _found(question, *_matching(question))


def ids_of_claims(db: sqlite3.Connection, filters: Filters) -> Found[str]:
    """Return the ids of the claims that `claims` returns, in its order."""
    question = Question.of(db, filters, CLAIMS)
    return question.ids(*_matching(question))


def number_of_claims(db: sqlite3.Connection, filters: Filters) -> int:
    """Return how many claims their list has for the same filters."""
    question = Question.of(db, replace(filters, sort="date", top=None), CLAIMS)
    return question.number(*_matching(question))


def _matching(question: Question) -> tuple[str, Ranked | None]:
    use_derived = question.can_use_derived and question.in_places == "true"
    claim = "derived_claims.claim" if use_derived else "claims.id"
    asked = question.claims(claim, asserted=True)
    matching = fill(
        _MATCHING_DERIVED if use_derived else _MATCHING,
        first_report=first_report("claims.id", question.in_places),
        reports=fill(_REPORTS, claim=claim) if question.filters.sort == "reports" else "null",
        salience=claim_points("claims.id") if question.needs_salience else "0",
        asked=asked,
    )
    is_whole_list = use_derived and asked == "true"
    return matching, Ranked((matching,), counted(("claim", "answered"))) if is_whole_list else None


def claims_at(question: Question, ids: Iterable[str]) -> tuple[ClaimRow, ...]:
    """Return the rows of these claims (ids), each at its first report in the articles that the question asks for."""
    of_ids = Question(
        question.db, Filters(), next(iter(CLAIMS.orders.values())), {**question.values, "ids": listed(ids)}
    )
    asked = "claims.id in (select value from json_each(:ids))"
    first = first_report("claims.id", question.in_places)
    return _found(of_ids, fill(_MATCHING, first_report=first, reports="null", salience="0", asked=asked)).rows


def _found(question: Question, matching: str, ranked: Ranked | None = None) -> Found[ClaimRow]:
    found = question.pick(matching, fill(_SELECT, nobody=NOBODY_ASSERTS), ranked)
    ids = [row["id"] for row in found.rows]
    judged, weighed = on_claims(question.db, ids), salience_of(question.db, claims=ids)

    def claim(row: dict[str, Any]) -> ClaimRow:
        credibility, words = judged[row["id"]]
        salience = weighed[row["id"]]
        return ClaimRow(
            **row,
            credibility=credibility,
            decided_by=words,
            salience=salience.points,
            salient_for=salience.reasons,
        )

    return found.map(claim)
