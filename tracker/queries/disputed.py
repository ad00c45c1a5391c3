"""The claims that somebody contests: who asserts each, who denies it or says otherwise, who declined to speak of it.

The program never says who is right. A claim known only from its denial stands here with nobody asserting it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from tracker.queries.asking import BY_SALIENCE, MEMBER, Filters, Found, Listing, Question, claims_with, every
from tracker.queries.decided import Rated, on_claims
from tracker.queries.pieces import DENIED_ELSEWHERE, fill, first_report
from tracker.queries.salience import Salience, claim_points, salience_of
from tracker.queries.told import TOLD, Told, states, told_of
from tracker.views import Disputed

DISPUTED = Listing(
    "disputed claims",
    orders={
        "salience": BY_SALIENCE,
        "latest": "last is null, last desc, first desc, id",
        "origins": "origins desc, last is null, last desc, id",
        "denials": "denials desc, last is null, last desc, id",
        "actor": "asserting is null, asserting, denying is null, denying, last is null, last desc, id",
    },
    kinds=("denied", "knowledge_denied", "figures"),
    roles=("says", "spoken_of", "asserts", "denies"),
)

# How plainly a claim is contested: by what is linked, else by what may be.
_RANK = """case answers.stance when 'deny' then 0 when 'deny_knowledge' then 1 else 2 end"""
_PLAINEST = f"coalesce(min(iif(answers.state = 'linked', {_RANK}, null)), min({_RANK}))"
# A day has ten letters, so the least of day and date together is the date with the least day.
_MATCHING = """
    with denied as (
        select claim_members.claim, min(answers.state) as link, case
                when {rank} = 0 then 'denied' when {rank} = 1 then 'knowledge_denied'
                else 'figures' end as kind
        from {denials}
        where {contests} and answers.state in {states} and not {denied_elsewhere} and {asked}
        group by claim_members.claim
        having {kind}
    ), {told}{own}
    select denied.claim as id, denied.kind, denied.link, min({first}) as first, max({last}) as last,
        substr(min({first} || {date}), 11) as first_date, substr(max({last} || {date}), 11) as last_date,
        {origins} as origins, {asserting} as asserting, {denying} as denying, {denials_met} as denials,
        {salience} as salience
    from denied
    join told on told.claim = denied.claim
    cross join statements on statements.id = told.statement
    cross join articles on articles.id = statements.article
    {with_sources}
    {with_own}
    group by denied.claim"""

# How many origins, for the order by them alone: `told_of` counts again for the few rows that are shown. What cites an
# outlet whose own report is there has the origin of that.
_OWN_REPORTS = """, own as materialized (
    select told.claim, told.part, articles.newsroom, min(articles.origin) as origin
    from told
    cross join statements on statements.id = told.statement
    join articles on articles.id = statements.article
    group by told.claim, told.part, articles.newsroom
)"""
_WITH_OWN = "left join own on own.claim = told.claim and own.part = told.part and own.newsroom = statements.cites"
_ORIGIN = "coalesce(own.origin, statements.cites, articles.origin)"
_ORIGINS = f"""coalesce(
    nullif(count(distinct iif(told.part = 'asserted', {_ORIGIN}, null)), 0),
    count(distinct iif(told.part = 'denied', {_ORIGIN}, null)))"""
_COUNTED = {"own": _OWN_REPORTS, "with_own": _WITH_OWN, "origins": _ORIGINS}
_NOT_COUNTED = {"own": "", "with_own": "", "origins": "null"}
# Who stands on either side, for the order by them alone, since it is looked up for each report of each claim.
_BY_ACTOR = {
    "with_sources": "left join sources on sources.id = statements.source",
    "asserting": fill("min(iif(told.part = 'asserted', {actor}, null))"),
    "denying": fill("min(iif(told.part = 'denied', {actor}, null))"),
}
_NOT_BY_ACTOR = {"with_sources": "", "asserting": "null", "denying": "null"}

_DENIALS_MET = """count(distinct iif(
    told.part = 'denied' and told.stance in ('deny', 'deny_knowledge'), told.statement, null))"""

# All denials with their claims; those of some claims are found from these, as SQLite would not without being told.
_OF_ALL = "answers cross join claim_members on claim_members.proposition = answers.proposition"
_OF_SOME = "claim_members cross join answers on answers.proposition = claim_members.proposition"

_SELECT = """
select {counts}, picked.id, propositions.words as claim, picked.kind, picked.link,
    picked.first_date as first, picked.last_date as last
from picked
cross join claims on claims.id = picked.id
cross join statements on statements.n = coalesce({first_report}, (
    select n from statements where id = (select statement from propositions where id = claims.proposition)))
join propositions on propositions.statement = statements.id"""

_ASSERTED_IN = """
    select claim_members.claim from ({statements}) as mentioning
    cross join statements on statements.id = mentioning.id
    cross join claim_members on claim_members.proposition = 'p' || substr(statements.id, 2)
    where {asserts}"""
_DENIED_IN = """
    select claim_members.claim from answers
    join claim_members on claim_members.proposition = answers.proposition
    where answers.state in {states} and {contests} and answers.statement in ({statements})"""
# Claims that may have been disputed in the window of dates, or have a report without any date and so are counted; the
# dates of the reports that count decide. To work these out for each dispute that there ever was takes most of the time.
_IN_WINDOW = "select claim from answered_claims where first <= :until and last >= :since"
# The same asked of one claim.
_IS_ASSERTED = """exists (
    select 1 from claim_members as members cross join statements on statements.id = {member}
    where members.claim = claim_members.claim and {asserts} and {mentioned})"""
_IS_DENIED = """exists (
    select 1 from claim_members as members cross join answers on answers.proposition = members.proposition
    where members.claim = claim_members.claim and answers.state in {states} and {contests} and {mentioned})"""
_SIDES = {"asserts": ("asserted",), "denies": ("denied",)}  # by role; any other may be on either side
_LISTED = {"asserted": _ASSERTED_IN, "denied": _DENIED_IN}
_ASKED = {"asserted": (_IS_ASSERTED, "statements.id"), "denied": (_IS_DENIED, "answers.statement")}


def disputed(db: sqlite3.Connection, filters: Filters, *, possible: bool = False) -> Found[Disputed]:
    """Return the claims that a linked statement contests, both sides of each, and the refusals to comment on it.

    `actors` keeps claims that the actor asserts, denies or is spoken of in; `role` narrows that to one of the three,
    "says" to the first two.
    `first` and `last` are the dates of all reports; articles, outlets and origins count the assertions, or where nobody
    asserts it the denials. `possible` adds the answers that may contest a claim, and the claims that only such do.
    The kind is the plainest: denied; knowledge_denied (nobody denies it outright); figures (somebody gives another).
    Orders: salience (see salience.py), latest, origins, denials, actor.
    """
    question = Question.of(db, filters, DISPUTED)
    found = question.pick(_matching(question, possible), fill(_SELECT, first_report=first_report("claims.id")))
    ids = [row["id"] for row in found.rows]
    both, judged = told_of(db, ids, possible=possible), on_claims(db, ids)
    weighed = salience_of(db, claims=ids)
    return found.made(lambda row: _whole(row, both[row["id"]], judged[row["id"]], weighed[row["id"]]))


def ids_of_disputed(db: sqlite3.Connection, filters: Filters, *, possible: bool = False) -> Found[str]:
    """Return the ids of the claims that `disputed` returns, in its order."""
    question = Question.of(db, filters, DISPUTED)
    return question.ids(_matching(question, possible))


def _matching(question: Question, possible: bool) -> str:
    filters = question.filters
    kind = "kind in (select value from json_each(:kinds))" if filters.kinds else "true"
    counting = states(possible)
    told = fill(TOLD, states=counting)
    asked = every(_conditions(question, counting))
    ordering = (_COUNTED if filters.sort == "origins" else _NOT_COUNTED) | (
        _BY_ACTOR if filters.sort == "actor" else _NOT_BY_ACTOR
    )
    denials = _OF_ALL if asked == "true" else _OF_SOME
    gaps = {
        "denied_elsewhere": fill(DENIED_ELSEWHERE, told_in=MEMBER),
        "told": told,
        "states": counting,
        "asked": asked,
        "kind": kind,
        "rank": _PLAINEST,
        "denials": denials,
        "denials_met": _DENIALS_MET if filters.sort == "denials" else "null",
        "salience": claim_points("denied.claim") if question.weighs else "0",
    }
    return fill(_MATCHING, **gaps, **ordering)


def _conditions(question: Question, counting: str) -> Iterator[str]:
    parts = _SIDES.get(question.filters.role or "", tuple(_LISTED))
    few, _ = question.drivers(dated=True)
    for actor in question.actors:
        if actor in few:
            sides = (fill(_LISTED[part], statements=question.mentioned(actor), states=counting) for part in parts)
            yield f"claim_members.claim in ({' union '.join(sides)})"
        else:
            asked = ((sql, question.mentions_of(actor, statement)) for sql, statement in map(_ASKED.__getitem__, parts))
            sides = (fill(sql, mentioned=mentioned, states=counting, member=MEMBER) for sql, mentioned in asked)
            yield f"({' or '.join(sides)})"
    yield from question.chosen_claims("claim_members.claim")
    for statements in (*question.about, *question.places):
        yield f"claim_members.claim in ({claims_with(statements)})"
    if any(question.dated):
        yield f"claim_members.claim in ({_IN_WINDOW})"


def _whole(row: dict[str, Any], told: Told, judged: Rated, salience: Salience) -> Disputed:
    credibility, words = judged
    return Disputed(
        **row,
        asserted=told.asserted,
        denied=told.denied,
        declined=told.declined,
        articles=told.articles,
        outlets=told.outlets,
        origins=told.origins,
        state=told.state,
        retracted=told.retracted,
        credibility=credibility,
        decided_by=words,
        salience=salience.points,
        salient_for=salience.reasons,
    )
