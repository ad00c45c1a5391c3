"""What denials and refusals answer, in their article and in related ones, and confirmations, retractions in their own.

In its own article the reader has learned what each answers (`extract`); `pairs` weighs that with what else is known of
both statements, and so what is claimed in other articles. A denial that spells out what it denies ("denied that it had
asked for weapons") brings that along, which is a claim even if nobody asserts it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from tracker.link.claims import FOUND_BY
from tracker.link.pairs import answers, reason_of
from tracker.link.stored import StoredStatement, answers_of, cosines, greatest
from tracker.models.limits import limits
from tracker.store.store import Store

_NEAREST = 3  # claims of an article, by what an answer denies, that are held against it
_ANSWERED = """
select statement, answered, probability from read_answers
where statement in (select id from statements where article = ?)
"""
Candidate = tuple[StoredStatement, StoredStatement, float]  # answer, claim, how likely the reader has it (0 elsewhere)


def link_answers(
    store: Store, article_id: str, mine: Sequence[StoredStatement], others: Sequence[StoredStatement],
    related: Collection[str],
) -> list[str]:  # fmt: skip
    """Link the article's answers with its claims (`mine`) and `others` of related articles, and theirs with its.

    Return the statements that are answered.
    """
    found = list(candidates(store, article_id, mine, others, related))
    names = store.actor_names(term for answer, claim, _ in found for one in (answer, claim) for term in one.terms)
    for denial in mine:
        if denial.is_denial:
            _put(store, (denial, denial), 1.0, ("linked", "the denial itself says what it denies"))
    linked = []
    for answer, claim, likely in found:
        pair = answers(answer, claim, likely)
        score, limit = pair.probability(), limits().pairs[pair.kind]
        if score is None or score < limit.possible:
            continue
        state = "linked" if score >= limit.linked else "possible"
        if answer.article == claim.article:
            why = "as the reader of the article has it" if likely else "as the pair reader reads both"
        else:
            why = "in another article, as the pair reader reads both"
        _put(store, (answer, claim), score, (state, reason_of(answer, claim, names, why)))
        linked += [claim.statement] if state == "linked" else []
    return linked


def candidates(
    store: Store, article_id: str, mine: Sequence[StoredStatement], others: Sequence[StoredStatement],
    related: Collection[str],
) -> Iterator[Candidate]:  # fmt: skip
    """Yield what the answers of an article may mean of its claims and of others, and those of `related` ones of its."""
    mine, others = ([claim for claim in some if claim.stance in ("assert", "confirm")] for some in (mine, others))
    here = answers_of(store, [article_id])
    rows = store.rows(_ANSWERED, article_id)
    read = {(row["statement"], row["answered"]): row["probability"] for row in rows}
    yield from candidates_within(here, mine, read)
    yield from candidates_across(here, others)
    yield from candidates_across(answers_of(store, related), mine)


def candidates_within(
    here: Sequence[StoredStatement], claims: Sequence[StoredStatement], read: Mapping[tuple[str, str], float]
) -> Iterator[Candidate]:
    """Yield what each answer may mean of its own article: what the reader has, and what lies nearest to it."""
    for answer in here:
        around = [claim for claim in claims if not (claim.start <= answer.start and answer.end <= claim.end)]
        nearest = set(_nearest(answer, around)) if answer.is_denial or answer.stance == "no_comment" else set()
        for n, claim in enumerate(around):
            likely = read.get((answer.statement, claim.statement), 0.0)
            if likely or n in nearest:
                yield answer, claim, likely


def candidates_across(some: Sequence[StoredStatement], claims: Sequence[StoredStatement]) -> Iterator[Candidate]:
    """Yield what each denial or refusal may mean of other articles: of each what lies nearest to what it is about.

    A refusal that only points ("would not discuss it") means what stands in its own article.
    """
    by_article: defaultdict[str, list[StoredStatement]] = defaultdict(list)
    for claim in claims:
        by_article[claim.article].append(claim)
    for answer in some:
        reaches = answer.is_denial or (answer.stance == "no_comment" and answer.spelled_out)
        for theirs in by_article.values() if reaches else ():
            for n in _nearest(answer, theirs):
                yield answer, theirs[n], 0.0


def _nearest(answer: StoredStatement, claims: Sequence[StoredStatement]) -> list[int]:
    """The numbers of the claims that lie nearest to what an answer is about."""
    near = cosines([answer.answered_vector], [claim.tells for claim in claims])
    return greatest(near, _NEAREST)[0]


def _put(store: Store, pair: tuple[StoredStatement, StoredStatement], score: float, found: tuple[str, str]) -> None:
    (answer, claim), (state, reason) = pair, found
    store.put_answer({
        "statement": answer.statement,
        "answered": claim.statement,
        "stance": answer.stance,
        "score": round(score, 3),
        "reason": reason,
        "state": state,
        "found_by": FOUND_BY,
    })  # fmt: skip
