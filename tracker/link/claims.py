"""Which statements claim the same thing, and so report one claim.

Two statements of an article, or of related articles, are compared where each is among the nearest of the other (by the
cosine of their vectors); `pairs` gives the probability that they say the same. What happens on different days, or is
done by or to different actors, is never one claim. Statements are then grouped into claims by average linkage: two
groups are joined where the mean over all their pairs is high enough, so that a chain of similar statements does not
join what its ends do not share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tracker.link.decided import ClaimDecisions, Member, claim_decisions
from tracker.link.narrated import show_or_hide_narrated
from tracker.link.pairs import are_of_one_side, incompatible_figures, reason_of, same, tell_of_two_things
from tracker.link.stored import StoredStatement, cosines, greatest
from tracker.models.limits import limits
from tracker.store.store import Store

_NEAREST = 3  # how many statements of another article (or of the same) each is compared with
_BATCH = 500  # statements per matrix product, to bound its memory
_NO_COSINE = -2.0  # less than any
FOUND_BY = "pairs 1"  # stored with answers: which version of this linking made them
Pair = tuple[StoredStatement, StoredStatement]


def relate_claims(store: Store, mine: Sequence[StoredStatement], others: Sequence[StoredStatement]) -> None:
    """Store which of an article's statements (`mine`) say the same as another of them, or of `others`, and how likely.

    Two that say the same but for a figure are no one claim: the later is stored as an answer to the earlier.
    """
    pairs = list(near_pairs(mine, others))
    names = store.actor_names(term for pair in pairs for statement in pair for term in statement.terms)
    linked = limits().pairs["same"].linked
    for one, other in pairs:
        score = 0.0 if tell_of_two_things(one, other) else same(one, other).probability()
        if score is None:
            continue
        reason = reason_of(one, other, names, "say the same, as the pair reader reads both")
        joins = score >= linked
        if incompatible_figures(one, other) is None:
            store.put_same_claim(one.statement, other.statement, round(score, 3), reason, joins=joins)
            continue
        store.put_same_claim(one.statement, other.statement, 0.0, reason, joins=False)
        if joins:
            _put_other_figure(store, (one, other), score, reason)


def near_pairs(mine: Sequence[StoredStatement], others: Sequence[StoredStatement]) -> Iterator[Pair]:
    """Yield the pairs that may say the same: each among the nearest to the other, in one article or in two.

    What outlets only tell does not count among the nearest of what is cited. The pairs of two articles depend on those
    two alone.
    """
    for one, other in _near_each_other(mine, mine):
        is_disjoint = one.end <= other.start or other.end <= one.start
        if one.statement < other.statement and is_disjoint and not (one.narrated and other.narrated):
            yield one, other
    by_article: defaultdict[str, list[StoredStatement]] = defaultdict(list)
    for other in others:
        by_article[other.article].append(other)
    for theirs in by_article.values():
        yield from _near_each_other(mine, theirs)


def _near_each_other(mine: Sequence[StoredStatement], theirs: Sequence[StoredStatement]) -> list[Pair]:
    """The pairs of which each is among the nearest to the other, among all statements or among those cited alone."""
    my_cited, their_cited = (
        [statement for statement in statements if not statement.narrated] for statements in (mine, theirs)
    )
    pairs = list(_nearest_pairs(mine, theirs))
    if len(my_cited) < len(mine) or len(their_cited) < len(theirs):
        pairs += _nearest_pairs(my_cited, their_cited)
    return list({(one.statement, other.statement): (one, other) for one, other in pairs}.values())


def _nearest_pairs(mine: Sequence[StoredStatement], theirs: Sequence[StoredStatement]) -> Iterator[Pair]:
    nearest_to_mine, nearest_to_theirs = _nearest(mine, theirs), _nearest(theirs, mine)
    for m, nearest in enumerate(nearest_to_mine):
        yield from ((mine[m], theirs[t]) for t in nearest if m in nearest_to_theirs[t])


def _nearest(mine: Sequence[StoredStatement], theirs: Sequence[StoredStatement]) -> list[list[int]]:
    """For each of `mine`, the positions of those of `theirs` that lie nearest to it, without itself."""
    position = {statement.statement: n for n, statement in enumerate(theirs)}
    nearest: list[list[int]] = []
    for start in range(0, len(mine) if theirs else 0, _BATCH):
        batch = mine[start : start + _BATCH]
        similarity = cosines(
            [statement.content_vector for statement in batch], [statement.content_vector for statement in theirs]
        )
        for n, statement in enumerate(batch):
            similarity[n, position.get(statement.statement, [])] = _NO_COSINE
        ranked = zip(similarity, greatest(similarity, _NEAREST), strict=True)
        nearest += [[n for n in positions if row[n] > _NO_COSINE] for row, positions in ranked]
    return nearest


def _put_other_figure(store: Store, pair: Pair, score: float, reason: str) -> None:
    """Store the later of two statements as an answer with another figure, where each plainly asserts a single one.

    Not where both are of one side, which may have counted again.
    """
    is_plain = all(
        len(statement.quantities) == 1 and statement.stance == "assert" and not statement.narrated for statement in pair
    )
    if not is_plain or are_of_one_side(*pair):
        return
    claim, answer = sorted(pair, key=lambda statement: (statement.said, statement.statement))
    store.put_answer({
        "statement": answer.statement,
        "answered": claim.statement,
        "stance": "other_figure",
        "score": round(score, 3),
        "reason": f"{answer.quantities[0].figure} against {claim.quantities[0].figure}; {reason}",
        "state": "linked",
        "found_by": FOUND_BY,
    })  # fmt: skip


def regroup(store: Store, statements: Iterable[str]) -> None:
    """Group these statements, and all that are alike with them directly or through others, into claims anew.

    Decisions of people on what is one claim go before likeness.
    """
    left = set(statements)
    decided = claim_decisions(store, left)
    while left:
        groups, claimed = _groups_of(store, min(left), decided)
        members = {member for group in groups for member, _, _ in group}
        store.drop_claims(members)
        store.put_claims(group for group in groups if any(member in claimed for member, _, _ in group))
        show_or_hide_narrated(store, members)
        left -= members


# All statements that are alike with ?1, or that people joined with it (?2, pairs as JSON), directly or through others,
# in the order in which they may give the claim its words. `carried`: somebody is cited for it, answers it or decided
# on it.
_ALIKE = """
with recursive said (one, other) as (
    select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?2)
), alike (statement) as (
    select ?1
    union
    select case one when alike.statement then other else one end
    from alike join same_claim on joins and (one = alike.statement or other = alike.statement)
    union
    select case one when alike.statement then other else one end
    from alike join said on one = alike.statement or other = alike.statement
)
select statements.id,
    (select max(score) from same_claim where joins and (one = statements.id or other = statements.id)) as score,
    (select reason from same_claim where joins and (one = statements.id or other = statements.id)
        order by score desc, one, other limit 1) as reason,
    statements.narrated is null
        or exists (select 1 from answers where answered = statements.id and state <> 'possible')
        or exists (
            select 1 from decided where record = statements.id and kind not in ('link', 'unlink')) as carried
from alike
join statements on statements.id = alike.statement
join articles on articles.id = statements.article
where statements.claimed is not null
order by statements.stance in ('deny', 'deny_knowledge'), statements.narrated is not null,
    coalesce(statements.said_first, articles.published_first, '9999'),
    articles.published_first is null, articles.published_first, articles.id, statements.start, statements.id
"""


def _groups_of(store: Store, statement: str, decided: ClaimDecisions) -> tuple[list[list[Member]], set[str]]:
    """Return the groups that the statement and all alike with it make, and the statements that make a group a claim.

    What outlets only tell makes no claim by itself. The first member of a group, which gives the claim its id and
    words, is its earliest assertion.
    """
    rows = store.rows(_ALIKE, statement, decided.pairs)
    alike = [(row["id"], row["score"] or 1.0, row["reason"] or "") for row in rows]
    groups = decided.groups(store, alike)
    claims = [[(first[0], 1.0, "the first report of the claim"), *others] for first, *others in groups]
    return claims, {row["id"] for row in rows if row["carried"]}
