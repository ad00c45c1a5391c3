"""The statements that say a thing or deny it, from those that were found: all of their claims, and their answers."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tracker.queries.sql_parts import OUTLET_NOT_KNOWN, fill, listed, rows
from tracker.views.check import NearClaim
from tracker.views.row import Spot

_STANCES = """
with found as materialized (select value as statement from json_each(:statements)),
members as materialized (
    select found.statement as found, members.id as statement
    from found
    cross join statements as own on own.id = found.statement
    cross join statements as members on members.claim = own.claim
    union
    select statement, statement from found
)
select members.found, statements.id as statement, statements.stance, 0 as is_answer
from members
cross join statements on statements.id = members.statement
where not statements.hidden and statements.force = 'assertive'
union all
select members.found, answers.statement, answers.stance, 1
from members
cross join answers on answers.answered = members.statement and answers.state = 'linked'
cross join statements on statements.id = answers.statement and not statements.hidden
where answers.stance in ('deny', 'deny_knowledge', 'retract', 'confirm')
order by 2, 4, 1"""
_REPORTS = """
select statements.id, {article} as article, statements.article as article_id, statements.start, statements.end,
    {who} as source, {actor} as actor, {actor_name} as actor_name, statements.said, statements.words,
    articles.published as reported, articles.outlet, statements.hidden
from json_each(:statements) as asked
cross join statements on statements.id = asked.value
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
order by articles.published_first is null, articles.published_first, articles.id, statements.start, statements.id"""
_ATTRIBUTED = """
select statements.article, statements.start, statements.end
from json_each(:articles) as asked
cross join statements on statements.article = asked.value
where not statements.own_voice and statements.discarded is null"""
_CLAIMS = """
select own.id as statement, claims.id, claims.words, (
    select coalesce(sources.name, articles.outlet) from statements
    join articles on articles.id = statements.article left join sources on sources.id = statements.source
    where statements.id = claims.statement
) as who
from json_each(:statements) as asked
cross join statements as own on own.id = asked.value
cross join claims on claims.id = own.claim"""


def stances_on(db: sqlite3.Connection, statements: Iterable[str]) -> list[dict[str, Any]]:
    """Return all statements that tell the claims of some statements, deny them, confirm them or take them back.

    Rows have `found` (the statement asked for), `statement`, its `stance`, and whether it `is_answer`.
    """
    return rows(db, _STANCES, {"statements": listed(sorted(statements))})


def reports(db: sqlite3.Connection, statements: Iterable[str]) -> list[dict[str, Any]]:
    """Return the rows of some statements in order of date, article and place, also of those that no list shows."""
    return rows(db, fill(_REPORTS), {"statements": listed(statements)})


def attributed_places(db: sqlite3.Connection, articles: Iterable[str]) -> dict[str, list[Spot]]:
    """Return by article the places of what somebody is cited for there, and so the outlet does not say itself."""
    found = defaultdict[str, list[Spot]](list)
    for row in rows(db, _ATTRIBUTED, {"articles": listed(articles)}):
        found[row["article"]].append((row["start"], row["end"]))
    return found


def nearest_claims(db: sqlite3.Connection, scores: dict[str, float]) -> list[NearClaim]:
    """Return the claims of some statements (with scores, 0 to 1), each once, the nearest first."""
    best: dict[str, NearClaim] = {}
    for row in rows(db, _CLAIMS, {"statements": listed(sorted(scores))}):
        claim = NearClaim(row["id"], row["words"], row["who"] or OUTLET_NOT_KNOWN, round(scores[row["statement"]], 3))
        if claim.id not in best or best[claim.id].score < claim.score:
            best[claim.id] = claim
    return sorted(best.values(), key=lambda claim: (-claim.score, claim.id))
