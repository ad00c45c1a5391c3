"""The claims that somebody contests: who asserts each, who denies it or says otherwise, who declined to speak of it.

The program never says who is right. A claim known only from its denial stands here with nobody asserting it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from tracker.queries.decided import Rated, on_claims
from tracker.queries.filters import BY_SALIENCE, Filters, Found
from tracker.queries.listings import DISPUTED
from tracker.queries.question import Question, Ranked, claims_with
from tracker.queries.salience import Salience, claim_points, salience_of
from tracker.queries.sides import Sides, counted_states, sides_of
from tracker.queries.sql_parts import every, fill, first_report
from tracker.store.derived import disputes
from tracker.views.disputed import Disputed

# How many origins, for the order by them alone: `sides_of` counts again for the few rows that are shown. What cites an
# outlet whose own report is there has the origin of that.
_OWN_REPORTS = """, own as materialized (
    select reports.claim, reports.part, articles.newsroom, min(articles.origin) as origin
    from reports
    cross join statements on statements.id = reports.statement
    join articles on articles.id = statements.article
    group by reports.claim, reports.part, articles.newsroom
)"""
_WITH_OWN = "left join own on own.claim = reports.claim and own.part = reports.part and own.newsroom = statements.cites"
_ORIGIN = "coalesce(own.origin, statements.cites, articles.origin)"
_ORIGINS = f"""coalesce(
    nullif(count(distinct iif(reports.part = 'asserted', {_ORIGIN}, null)), 0),
    count(distinct iif(reports.part = 'denied', {_ORIGIN}, null)))"""
_COUNTED = {"own": _OWN_REPORTS, "with_own": _WITH_OWN, "origins": _ORIGINS}
# Who is on either side: only for the order by these, since it is looked up for each report of each claim.
_BY_ACTOR = {
    "with_sources": "left join sources on sources.id = statements.source",
    "asserting": fill("min(iif(reports.part = 'asserted', {actor}, null))"),
    "denying": fill("min(iif(reports.part = 'denied', {actor}, null))"),
}
_ORDERED = {"origins": _COUNTED, "actor": _BY_ACTOR}
_DERIVED = """
    select claim as id, kind, 'linked' as link, first, last, first_date, last_date, denials, points as salience
    from disputes
    where {kind} and {asked}"""

_SELECT = """
select {counts}, picked.id, statements.claimed as claim, picked.kind, picked.link,
    picked.first_date as first, picked.last_date as last
from picked
cross join claims on claims.id = picked.id
cross join statements on statements.n = coalesce({first_report}, (
    select n from statements where id = claims.statement))"""

_ASSERTED_IN = """
    select statements.claim from ({statements}) as mentioning
    cross join statements on statements.id = mentioning.id
    where statements.claim is not null and {asserts}"""
_DENIED_IN = """
    select contested.claim from answers
    join statements as contested on contested.id = answers.answered
    where contested.claim is not null and answers.state in {states} and {contests}
        and answers.statement in ({statements})"""
# Claims that may have been disputed in the window of dates, or have a report without a date and so are counted. `pick`
# decides by the dates of the reports that count; to work these out for every dispute would take most of the time.
_IN_WINDOW = "select id from claims where answered_first <= :until and answered_last >= :since"
# The same as conditions on one claim.
_IS_ASSERTED = """exists (
    select 1 from statements where statements.claim = {claim} and {asserts} and {mentioned})"""
_IS_DENIED = """exists (
    select 1 from statements as members cross join answers on answers.answered = members.id
    where members.claim = {claim} and answers.state in {states} and {contests} and {mentioned})"""
# Where unlikely statements are not shown, an answer may be likelier than all that it answers: that is no dispute then.
_IS_REPORTED = "exists (select 1 from statements where statements.claim = contested.claim and not statements.hidden)"
_SIDES = {"asserts": ("asserted",), "denies": ("denied",)}  # by role; any other may be on either side
_LISTED = {"asserted": _ASSERTED_IN, "denied": _DENIED_IN}
_CHECKED = {"asserted": (_IS_ASSERTED, "statements.id"), "denied": (_IS_DENIED, "answers.statement")}


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
    matching, ranked = _matching(question, possible)
    found = question.pick(matching, fill(_SELECT, first_report=first_report("claims.id")), ranked)
    ids = [row["id"] for row in found.rows]
    sides, judged = sides_of(db, ids, possible=possible), on_claims(db, ids)
    weighed = salience_of(db, claims=ids)
    return found.map(lambda row: _whole(row, sides[row["id"]], judged[row["id"]], weighed[row["id"]]))


def ids_of_disputed(db: sqlite3.Connection, filters: Filters, *, possible: bool = False) -> Found[str]:
    """Return the ids of the claims that `disputed` returns, in its order."""
    question = Question.of(db, filters, DISPUTED)
    return question.ids(*_matching(question, possible))


def _matching(question: Question, possible: bool) -> tuple[str, Ranked | None]:
    filters = question.filters
    kind = "kind in (select value from json_each(:kinds))" if filters.kinds else "true"
    counting = counted_states(possible)
    ranked = None
    ordered = _ORDERED.get(filters.sort or "", {})
    if question.can_use_derived and not possible and not ordered:
        asked = every(_conditions(question, "disputes.claim", counting))
        matching = fill(_DERIVED, kind=kind, asked=asked)
        if asked == kind == "true":
            order = question.order if filters.sort == "denials" and filters.top is None else BY_SALIENCE
            indexed = order.replace(" last is null,", "")  # in an index that goes down what is null comes last
            ranked = Ranked((matching,), "(select count(*) from disputes)", order, indexed)
        return matching, ranked
    asked = every(_conditions(question, "contested.claim", counting))
    points = claim_points("denied.claim") if question.needs_salience else "0"
    kind = every((kind, _IS_REPORTED))
    return disputes(asked, points=points, all_denials=asked == "true", counting=counting, kind=kind, **ordered), ranked


def _conditions(question: Question, column: str, counting: str) -> Iterator[str]:
    parts = _SIDES.get(question.filters.role or "", tuple(_LISTED))
    listed_actors, _ = question.filters_to_list(dated=True)
    for actor in question.actors:
        if actor in listed_actors:
            sides = (fill(_LISTED[part], statements=question.statements_of(actor), states=counting) for part in parts)
            yield f"{column} in ({' union '.join(sides)})"
        else:
            sides = (
                fill(sql, mentioned=question.is_in_statement(actor, statement), states=counting, claim=column)
                for sql, statement in (_CHECKED[part] for part in parts)
            )
            yield f"({' or '.join(sides)})"
    yield from question.chosen_claims(column)
    for statements in (*question.about, *question.places):
        yield f"{column} in ({claims_with(statements)})"
    if any(question.dated):
        yield f"{column} in ({_IN_WINDOW})"


def _whole(row: dict[str, Any], sides: Sides, judged: Rated, salience: Salience) -> Disputed:
    credibility, words = judged
    return Disputed(
        **row,
        asserted=sides.asserted,
        denied=sides.denied,
        declined=sides.declined,
        articles=sides.articles,
        outlets=sides.outlets,
        origins=sides.origins,
        state=sides.state,
        retracted=sides.retracted,
        credibility=credibility,
        decided_by=words,
        salience=salience.points,
        salient_for=salience.reasons,
    )
