"""What a denial or a refusal in one article answers in another, where it points at the claim and does not spell it out.

"It was not aware of any Russian request for arms" answers what other papers said of that request. The decision is a
function of two statements, and both are filed under "who does what", so it is the same whichever article comes first.
It needs more than a pointing word: "made no such request" reaches no further than its own article.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Row

from tracker.store.store import Store

ENOUGH = 2 / 3  # the share of an answer's terms that the claim must hold
FEWEST = 3  # terms in common, among them who did what
FOUND_BY = "across 1"

_SELECT = """
select statements.id as statement, propositions.id, statements.stance, statements.source, propositions.terms,
    propositions.core
from propositions join statements on statements.id = propositions.statement
"""
_ANSWERS = """
    (statements.stance in ('deny', 'deny_knowledge') and not propositions.spelled_out
        or statements.stance = 'no_comment')
"""
_CLAIMS = """
    statements.stance in ('assert', 'confirm') and statements.force = 'assertive' and propositions.core is not null
    and not propositions.negated
"""
_MINE = _SELECT + "where propositions.article = ?1 and {kind} order by propositions.id"
_ELSEWHERE = (
    _SELECT
    + """
where propositions.id in (
    select proposition from proposition_index where term in (select value from json_each(?2))
) and propositions.article <> ?1 and {kind}
order by propositions.id
"""
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim or an answer, as far as the decision needs it. `core` is "agent verb counterpart" or None."""

    statement: str
    proposition: str
    stance: str
    source: str | None
    terms: frozenset[str]
    core: str | None


def link_across(store: Store, article_id: str, of_answering: frozenset[str]) -> None:
    """Link the article's answers with claims elsewhere, and answers elsewhere with its claims.

    `of_answering` are terms that an answer says of itself ("heard", "report").
    """
    answers = [_told(row, of_answering) for row in store.rows(_MINE.format(kind=_ANSWERS), article_id)]
    claims = [_told(row) for row in store.rows(_MINE.format(kind=_CLAIMS), article_id)]
    names = store.actor_names(term for told in (*answers, *claims) for term in told.terms)
    keys = {told.proposition: _filed(told, set(names)) for told in answers} | {c.proposition: [_key(c)] for c in claims}
    for proposition, terms in keys.items():
        store.index_proposition(proposition, terms)
    for answer in answers:
        for row in store.rows(_ELSEWHERE.format(kind=_CLAIMS), article_id, json.dumps(keys[answer.proposition])):
            _link(store, answer, _told(row), names)
    for claim in claims:
        for row in store.rows(_ELSEWHERE.format(kind=_ANSWERS), article_id, json.dumps(keys[claim.proposition])):
            _link(store, _told(row, of_answering), claim, names)


def _link(store: Store, answer: _Told, claim: _Told, names: dict[str, str]) -> None:
    shared = sorted(answer.terms & claim.terms, key=lambda term: (term not in names, term))
    score = len(shared) / len(answer.terms)
    own = answer.stance != "no_comment" and answer.source is not None and answer.source == claim.source
    if len(shared) < FEWEST or score < ENOUGH or own:
        return
    store.put_answer({
        "statement": answer.statement,
        "proposition": claim.proposition,
        "stance": answer.stance,
        "score": round(score, 3),
        "reason": f"in another article; both speak of: {', '.join(names.get(t, t) for t in shared)}",
        "state": "linked",
        "found_by": FOUND_BY,
    })  # fmt: skip


def _key(claim: _Told) -> str:
    """Who does what: "~RUS ask"."""
    return "~" + " ".join((claim.core or "").split()[:2])


def _filed(answer: _Told, actors: set[str]) -> list[str]:
    """Every "who does what" that the answer may speak of."""
    return list(_pairs(sorted(answer.terms & actors), sorted(answer.terms - actors)))


def _pairs(actors: list[str], others: list[str]) -> Iterator[str]:
    for actor in actors:
        yield from (f"~{actor} {other}" for other in others)


def _told(row: Row, left_out: frozenset[str] = frozenset()) -> _Told:
    terms = frozenset((row["terms"] or "").split()) - left_out
    return _Told(row["statement"], row["id"], row["stance"], row["source"], terms, row["core"])
