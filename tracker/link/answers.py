"""Which claims the answers of an article answer, and which answers of related articles answer its claims.

Answers are denials and refusals, in their article and in related ones, and confirmations and retractions, in their own.
Candidates are what the reader takes an answer to mean in its own article (`extract`), and the claims nearest to it;
`pairs` gives the probability of each. A denial that spells out what it denies ("denied that it had asked for weapons")
also answers that, which is a claim of its own even if nobody asserts it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from tracker.link.claims import FOUND_BY
from tracker.link.pairs import answers, reason_of
from tracker.link.stored import StoredStatement, answers_of, cosines, greatest
from tracker.models.limits import limits
from tracker.store.store import Store

_NEAREST = 3  # how many claims of an article an answer is compared with: those nearest to what it denies
_ANSWERED = """
select statement, answered, probability from read_answers
where statement in (select id from statements where article = ?)
"""
# An answer, a claim, and how likely the reader of their article takes the one to answer the other (0 to 1; 0 of two
# articles).
Candidate = tuple[StoredStatement, StoredStatement, float]


def link_answers(
    store: Store, article_id: str, mine: Sequence[StoredStatement], others: Sequence[StoredStatement],
    related: Collection[str],
) -> list[str]:  # fmt: skip
    """Link the article's answers with its claims (`mine`) and `others` of related articles, and theirs with its.

    Return the ids of the statements that are answered.
    """
    pairs = list(candidates(store, article_id, mine, others, related))
    names = store.actor_names(
        term for answer, claim, _ in pairs for statement in (answer, claim) for term in statement.terms
    )
    for denial in mine:
        if denial.is_denial:
            _put_answer(store, (denial, denial), 1.0, ("linked", "the denial itself says what it denies"))
    answered = []
    for answer, claim, as_read in pairs:
        pair = answers(answer, claim, as_read)
        score, limit = pair.probability(), limits().pairs[pair.kind]
        if score is None or score < limit.possible:
            continue
        state = "linked" if score >= limit.linked else "possible"
        if answer.article == claim.article:
            why = "as the reader of the article has it" if as_read else "as the pair reader reads both"
        else:
            why = "in another article, as the pair reader reads both"
        _put_answer(store, (answer, claim), score, (state, reason_of(answer, claim, names, why)))
        answered += [claim.statement] if state == "linked" else []
    return answered


def candidates(
    store: Store, article_id: str, mine: Sequence[StoredStatement], others: Sequence[StoredStatement],
    related: Collection[str],
) -> Iterator[Candidate]:  # fmt: skip
    """Yield what the answers of an article may mean of the claims given, and answers of `related` ones of its own."""
    mine, others = ([claim for claim in claims if claim.stance in ("assert", "confirm")] for claims in (mine, others))
    own_answers = answers_of(store, [article_id])
    rows = store.rows(_ANSWERED, article_id)
    as_read = {(row["statement"], row["answered"]): row["probability"] for row in rows}
    yield from candidates_within(own_answers, mine, as_read)
    yield from candidates_across(own_answers, others)
    yield from candidates_across(answers_of(store, related), mine)


def candidates_within(
    own_answers: Sequence[StoredStatement],
    claims: Sequence[StoredStatement],
    as_read: Mapping[tuple[str, str], float],
) -> Iterator[Candidate]:
    """Yield the claims of its own article that each answer may mean: those the reader has, and those nearest to it.

    A claim that the answer is part of is none of them.
    """
    for answer in own_answers:
        around = [claim for claim in claims if not (claim.start <= answer.start and answer.end <= claim.end)]
        nearest = set(_nearest(answer, around)) if answer.is_denial or answer.stance == "no_comment" else set()
        for n, claim in enumerate(around):
            probability = as_read.get((answer.statement, claim.statement), 0.0)
            if probability or n in nearest:
                yield answer, claim, probability


def candidates_across(given: Sequence[StoredStatement], claims: Sequence[StoredStatement]) -> Iterator[Candidate]:
    """Yield the claims of other articles that each denial or refusal may mean: of each article those nearest to it.

    A refusal that only points ("would not discuss it") means a claim of its own article.
    """
    by_article: defaultdict[str, list[StoredStatement]] = defaultdict(list)
    for claim in claims:
        by_article[claim.article].append(claim)
    for answer in given:
        may_be_across = answer.is_denial or (answer.stance == "no_comment" and answer.spelled_out)
        for theirs in by_article.values() if may_be_across else ():
            for n in _nearest(answer, theirs):
                yield answer, theirs[n], 0.0


def _nearest(answer: StoredStatement, claims: Sequence[StoredStatement]) -> list[int]:
    """The positions of the claims that lie nearest to what an answer is about."""
    similarity = cosines([answer.content_vector], [claim.tells for claim in claims])
    return greatest(similarity, _NEAREST)[0]


def _put_answer(
    store: Store, pair: tuple[StoredStatement, StoredStatement], score: float, state_and_reason: tuple[str, str]
) -> None:
    (answer, claim), (state, reason) = pair, state_and_reason
    store.put_answer({
        "statement": answer.statement,
        "answered": claim.statement,
        "stance": answer.stance,
        "score": round(score, 3),
        "reason": reason,
        "state": state,
        "found_by": FOUND_BY,
    })  # fmt: skip
