"""The denials and the refusals to comment, each with the claim that it answers, where one was found."""

from __future__ import annotations

import sqlite3

from tracker.queries.asking import Filters, Found, Listing, Question, every
from tracker.queries.pieces import answered, fill
from tracker.views import DenialRow

_ORDERS = {
    "date": "first is null, first, last, article, start, id",
    "latest": "first is null, first desc, last desc, article, start, id",
}
DENIALS = Listing("denials", _ORDERS, kinds=("deny", "deny_knowledge"), roles=("says", "spoken_of"))
REFUSALS = Listing("refusals", _ORDERS, roles=("says", "spoken_of"))

_MATCHING = """
    select statements.id, statements.n as statement, {stance} as stance, {first} as first, {last} as last,
        statements.article, statements.start
    from statements
    join articles on articles.id = statements.article
    where {which} and {asked}"""

_DENIES = """(statements.stance in ('deny', 'deny_knowledge') or statements.id in
    (select statement from answers where stance in ('deny', 'deny_knowledge') and state = 'linked'))"""
# A statement that only denies by what it was linked to ("it bought nothing") has the stance of that answer.
_STANCE = """iif(statements.stance in ('deny', 'deny_knowledge'), statements.stance, (
    select min(stance) from answers
    where statement = statements.id and state = 'linked' and stance in ('deny', 'deny_knowledge')))"""
_OF_KIND = f"{_STANCE} in (select value from json_each(:kinds))"
_UNLINKED = "statements.id not in (select statement from answers where state = 'linked')"

_SELECT = """
, {answered}
select {counts}, picked.id, {date} as date, {date_of} as date_of, {who} as who, {actor} as actor, picked.stance,
    statements.words as words, whom.claim, whom.words as claim_words,
    whom.who as asserted_by, whom.reason, {article} as article
from picked
cross join statements on statements.n = picked.statement
join articles on articles.id = statements.article
left join propositions on propositions.statement = statements.id
left join sources on sources.id = statements.source
left join whom on whom.id = picked.id"""


def denials(db: sqlite3.Connection, filters: Filters, *, unlinked: bool = False) -> Found[DenialRow]:
    """Return the statements that deny something, or that a claim to which they are linked denies them.

    `unlinked` keeps those that no claim was found for. Kinds: deny, deny_knowledge. Orders: date, latest.
    """
    conditions = [_DENIES, *([_OF_KIND] if filters.kinds else ()), *([_UNLINKED] if unlinked else ())]
    return _answers(Question.of(db, filters, DENIALS), every(conditions), _STANCE)


def refusals(db: sqlite3.Connection, filters: Filters) -> Found[DenialRow]:
    """Return the refusals to comment, linked to a claim or not. Orders: date, latest."""
    return _answers(Question.of(db, filters, REFUSALS), "statements.stance = 'no_comment'", "statements.stance")


def _answers(question: Question, which: str, stance: str) -> Found[DenialRow]:
    matching = fill(_MATCHING, stance=stance, which=which, asked=question.statements())
    return question.found(DenialRow, matching, fill(_SELECT, answered=answered()))
