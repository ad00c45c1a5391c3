"""The claims that somebody denies: who asserts each, who denies it, and who declined to speak of it.

The program never says who is right. A claim known only from its denial stands here with nobody asserting it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from tracker.queries.asking import Filters, Found, Listing, Question, claims_with, every
from tracker.queries.decided import Rated, on_claims
from tracker.queries.pieces import fill, first_report
from tracker.queries.told import TOLD, Told, states, told_of
from tracker.views import Disputed

DISPUTED = Listing(
    "disputed claims",
    orders={
        "latest": "last is null, last desc, first desc, id",
        "origins": "origins desc, last is null, last desc, id",
        "actor": "asserting is null, asserting, denying is null, denying, last is null, last desc, id",
    },
    kinds=("denied", "knowledge_denied"),
    roles=("says", "spoken_of", "asserts", "denies"),
)

# A day has ten letters, so the least of day and date together is the date with the least day.
_MATCHING = """
    with denied as (
        select claim_members.claim, min(answers.state) as state, iif(
            coalesce(max(iif(answers.state = 'linked', answers.stance = 'deny', null)), max(answers.stance = 'deny')),
            'denied', 'knowledge_denied') as kind
        from answers
        join claim_members on claim_members.proposition = answers.proposition
        where answers.stance in ('deny', 'deny_knowledge') and answers.state in {states} and {asked}
        group by claim_members.claim
        having {kind}
    ), {told}
    select denied.claim as id, denied.kind, denied.state, min({first}) as first, max({last}) as last,
        substr(min({first} || {date}), 11) as first_date, substr(max({last} || {date}), 11) as last_date,
        coalesce(nullif(count(distinct iif(told.part = 'asserted', articles.origin, null)), 0),
            count(distinct iif(told.part = 'denied', articles.origin, null))) as origins,
        min(iif(told.part = 'asserted', {actor}, null)) as asserting,
        min(iif(told.part = 'denied', {actor}, null)) as denying
    from denied
    join told on told.claim = denied.claim
    cross join statements on statements.id = told.statement
    join articles on articles.id = statements.article
    left join sources on sources.id = statements.source
    group by denied.claim"""


_SELECT = """
select {counts}, picked.id, propositions.words as claim, picked.kind, picked.state,
    picked.first_date as first, picked.last_date as last
from picked
cross join claims on claims.id = picked.id
cross join statements on statements.n = coalesce({first_report}, (
    select n from statements where id = (select statement from propositions where id = claims.proposition)))
join propositions on propositions.statement = statements.id"""

_ASSERTED_IN = """
    select claim_members.claim from statements
    join propositions on propositions.statement = statements.id
    join claim_members on claim_members.proposition = propositions.id
    where {asserts} and statements.id in ({statements})"""
_DENIED_IN = """
    select claim_members.claim from answers
    join claim_members on claim_members.proposition = answers.proposition
    where answers.state in {states} and answers.stance in ('deny', 'deny_knowledge')
        and answers.statement in ({statements})"""
_BOTH_SIDES = (_ASSERTED_IN, _DENIED_IN)
_SIDES = {"asserts": (_ASSERTED_IN,), "denies": (_DENIED_IN,)}  # by role; any other may be on either side


def disputed(db: sqlite3.Connection, filters: Filters, *, possible: bool = False) -> Found[Disputed]:
    """Return the claims with a linked denial, both sides of each, and the refusals to comment on it.

    `actors` keeps claims that the actor asserts, denies or is spoken of in; `role` narrows that to one of the three,
    "says" to the first two.
    `first` and `last` are the dates of all reports; articles, outlets and origins count the assertions, or where nobody
    asserts it the denials. `possible` adds the denials that may answer a claim, and the claims that only such answer.
    Kinds: denied, knowledge_denied (nobody denies it outright). Orders: latest, origins, actor.
    """
    question = Question.of(db, filters, DISPUTED)
    kind = "kind in (select value from json_each(:kinds))" if filters.kinds else "true"
    counting = states(possible)
    told = fill(TOLD, states=counting)
    asked = every(_conditions(question, counting))
    matching = fill(_MATCHING, told=told, states=counting, asked=asked, kind=kind)
    found = question.pick(matching, fill(_SELECT, first_report=first_report("claims.id")))
    ids = [row["id"] for row in found.rows]
    both, judged = told_of(db, ids, possible=possible), on_claims(db, ids)
    return found.made(lambda row: _whole(row, both[row["id"]], judged[row["id"]]))


def _conditions(question: Question, counting: str) -> Iterator[str]:
    for statements in question.mentions:
        parts = _SIDES.get(question.filters.role or "", _BOTH_SIDES)
        sides = (fill(side, statements=statements, states=counting) for side in parts)
        yield f"claim_members.claim in ({' union '.join(sides)})"
    for statements in (*question.about, *question.places):
        yield f"claim_members.claim in ({claims_with(statements)})"


def _whole(row: dict[str, Any], told: Told, judged: Rated) -> Disputed:
    credibility, words = judged
    return Disputed(
        **row,
        asserted=told.asserted,
        denied=told.denied,
        declined=told.declined,
        articles=told.articles,
        outlets=told.outlets,
        origins=told.origins,
        credibility=credibility,
        decided_by=words,
    )
