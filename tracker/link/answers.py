"""What a denial, a confirmation, a retraction or a refusal to comment answers: first within its own article.

A denial that spells out what it denies ("denied that it had asked for weapons") answers its own proposition, which is
a claim even if nobody here asserts it. One that only points ("such a request", "the report", "it") answers the claim in
its article that speaks of the same; where nothing but the pointing word is left, the claim before it. What points
nowhere stays unlinked, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Row

from tracker.link.across import link_across
from tracker.store.store import Store

ENOUGH = 0.5  # the share of an answer's terms that the claim must hold
FEWEST = 3  # terms that both must hold where who does what to whom is not known
POINTING = 0.5  # the score of a link that rests on a pointing word alone
FOUND_BY = "answers 1"
# What an answer says of itself: never what the claim must hold. Lemmas, with synonyms made one.
_OF_ANSWERING = frozenset(
    "hear know claim report accuse suggestion idea notion assertion account story rumour rumor speculation reply "
    "comment "
    "detail question false untrue fake baseless lie truth true nonsense wrong ask-not describe discuss confirm deny "
    "information source intelligence collective evidence statement characterization criticism insinuation make "
    "type".split()
)

_ANSWERING = """
select statements.id, statements.stance, statements.source, statements.start,
    statements.end, propositions.id as proposition,
    propositions.terms, propositions.words, propositions.spelled_out, statements.own_voice
from statements left join propositions on propositions.statement = statements.id
where statements.article = ?1 and (
    statements.stance in ('deny', 'deny_knowledge', 'no_comment', 'confirm', 'retract')
    or statements.stance = 'assert' and statements.force = 'assertive' and propositions.negated
)
order by statements.start, statements.id
"""
_CLAIMS = """
select propositions.id, propositions.terms, propositions.core, propositions.negated, statements.source,
    statements.start, statements.end
from propositions
join statements on statements.id = propositions.statement
join claim_members on claim_members.proposition = propositions.id
where statements.article = ?1 and statements.stance = 'assert'
order by statements.start, propositions.id
"""


@dataclass(frozen=True, slots=True)
class _Claim:
    id: str
    terms: frozenset[str]
    core: str | None
    negated: bool
    source: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Answering:
    """A statement that answers, and the terms by which it points at what it answers."""

    id: str
    stance: str
    terms: frozenset[str]
    source: str | None
    start: int
    end: int
    proposition: str | None
    spelled_out: bool
    own_voice: bool  # the outlet's


@dataclass(frozen=True, slots=True)
class _Link:
    proposition: str
    score: float
    reason: str


def link_answers(store: Store, article_id: str) -> None:
    """Link each answering statement of the article to what it answers."""
    claims = [_claim(row) for row in store.rows(_CLAIMS, article_id)]
    names = store.actor_names(term for claim in claims for term in claim.terms)
    answered: dict[str, str] = {}  # what each source has answered last: it points there again ("never heard of it")
    for answering in map(_answering, store.rows(_ANSWERING, article_id)):
        for link in _links(answering, claims, names, answered):
            if answering.source:
                answered[answering.source] = link.proposition
            store.put_answer({
                "statement": answering.id,
                "proposition": link.proposition,
                "stance": "deny" if answering.stance == "assert" else answering.stance,
                "score": link.score,
                "reason": link.reason,
                "state": "linked",
                "found_by": FOUND_BY,
            })  # fmt: skip
    link_across(store, article_id, _OF_ANSWERING)


def _links(
    answering: _Answering, claims: list[_Claim], names: dict[str, str], answered: dict[str, str]
) -> Iterator[_Link]:
    """What a denial spells out, and the claim of its article that it speaks of."""
    own = answering.stance == "deny" and answering.spelled_out and answering.proposition
    if own:
        yield _Link(own, 1.0, "the denial itself says what it denies")
    others = [claim for claim in claims if _may_answer(answering, claim)]
    best = _best(answering, others, names)
    if best is not None and best.proposition != own:
        yield best
    elif best is None and not own and answering.own_voice:
        yield from _pointed_at(answering, others)
    elif best is None and not own and answering.stance in ("deny", "deny_knowledge") and not answering.terms:
        before = [claim.id for claim in others if claim.start < answering.start]
        if answering.source in answered:
            yield _Link(answered[answering.source], POINTING, "goes on from what the same source has answered")
        elif before:
            yield _Link(before[-1], POINTING, "points at what was claimed before it and says nothing else")


def _pointed_at(answering: _Answering, claims: list[_Claim]) -> Iterator[_Link]:
    """What an outlet judges in its own voice by a mere word for it: "the photo is a fake", "it was a hoax"."""
    before = [claim for claim in claims if claim.start < answering.start and answering.terms <= claim.terms]
    if not before or answering.stance not in ("deny", "confirm"):
        return
    shared = f"both speak of: {', '.join(sorted(answering.terms))}" if answering.terms else "says nothing else"
    yield _Link(before[-1].id, POINTING, f"points at what was claimed before it; {shared}")


def _may_answer(answering: _Answering, claim: _Claim) -> bool:
    """Nobody denies himself, or words within his own; a refusal may be about what the same source has told."""
    if claim.negated or (claim.start < answering.end and answering.start < claim.end):
        return False
    return answering.stance == "no_comment" or claim.source is None or claim.source != answering.source


def _best(answering: _Answering, claims: list[_Claim], names: dict[str, str]) -> _Link | None:
    """The claim that holds most of the answer's terms; of equals the last before it."""
    scored = [(_score(answering, c), c.start < answering.start, -abs(answering.start - c.start), c) for c in claims]
    score, _, _, claim = max(scored, key=lambda s: s[:3], default=(0.0, False, 0, None))
    if claim is None or score < ENOUGH or (answering.stance == "assert" and not _contradicts(answering, claim)):
        return None
    shared = sorted(answering.terms & claim.terms, key=lambda term: (term not in names, term))
    said = "says the opposite; " if answering.stance == "assert" else ""
    return _Link(claim.id, round(score, 3), f"{said}both speak of: {', '.join(names.get(t, t) for t in shared)}")


def _contradicts(answering: _Answering, claim: _Claim) -> bool:
    """A plain "there was no request" speaks of nothing but what the claim tells, its main verb among it."""
    return claim.core is not None and claim.core.split()[1] in answering.terms and answering.terms <= claim.terms


def _score(answering: _Answering, claim: _Claim) -> float:
    """The share of the answer's terms that the claim holds: what its main verb tells among them, else three."""
    shared = answering.terms & claim.terms
    speaks_of_it = claim.core.split()[1] in shared if claim.core else len(shared) >= FEWEST
    return len(shared) / len(answering.terms) if speaks_of_it else 0.0


def _claim(row: Row) -> _Claim:
    return _Claim(
        row["id"],
        frozenset(row["terms"].split()),
        row["core"],
        bool(row["negated"]),
        row["source"],
        row["start"],
        row["end"],
    )


def _answering(row: Row) -> _Answering:
    terms = frozenset((row["terms"] or "").split()) - _OF_ANSWERING
    return _Answering(
        row["id"],
        row["stance"],
        terms,
        row["source"],
        row["start"],
        row["end"],
        row["proposition"],
        bool(row["spelled_out"]),
        bool(row["own_voice"]),
    )
