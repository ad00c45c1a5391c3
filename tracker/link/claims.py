"""Which statements claim the same thing, and so report one claim.

What an article says is held against what it says elsewhere and what related articles say, where each is among the
nearest of the other (by the cosine of their vectors); `pairs` tells of each how likely it says the same. What happens
on other days, or is done by others to others, is never one claim. A claim is a set of statements that are alike by
and large: of two groups, each pair counts, those that are not alike too, so that a chain of near sayings does not join
what its ends do not share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tracker.link.decided import Member, SameOrNot, same_or_not
from tracker.link.narrated import show_narrated
from tracker.link.pairs import are_of_one_side, incompatible_figures, reason_of, same, tell_of_two_things
from tracker.link.stored import StoredStatement, cosines, greatest
from tracker.models.limits import limits
from tracker.store.store import Store

_NEAREST = 3  # statements of an article, among which what says the same is sought
_AT_ONCE = 500  # statements held against all others of an article in one product
FOUND_BY = "pairs 1"
Two = tuple[StoredStatement, StoredStatement]


def relate_claims(store: Store, mine: Sequence[StoredStatement], others: Sequence[StoredStatement]) -> None:
    """Keep how alike the claims of an article are to its others and those of related ones, or what figures differ."""
    pairs = list(near_pairs(mine, others))
    names = store.actor_names(term for pair in pairs for claim in pair for term in claim.terms)
    linked = limits().pairs["same"].linked
    for one, other in pairs:
        score = 0.0 if tell_of_two_things(one, other) else same(one, other).probability()
        if score is None:
            continue
        reason = reason_of(one, other, names, "say the same, as the pair reader reads both")
        joins = score >= linked
        if incompatible_figures(one, other) is None:
            store.relate(one.statement, other.statement, round(score, 3), reason, joins=joins)
            continue
        store.relate(one.statement, other.statement, 0.0, reason, joins=False)
        if joins:
            _put_other_figure(store, (one, other), score, reason)


def near_pairs(mine: Sequence[StoredStatement], others: Sequence[StoredStatement]) -> Iterator[Two]:
    """Yield the pairs that may say the same: in one article, or of two, those of which each lies near the other.

    What outlets only tell keeps nobody's claim from its nearest. Which pairs these are depends on their articles alone.
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


def _near_each_other(mine: Sequence[StoredStatement], theirs: Sequence[StoredStatement]) -> list[Two]:
    """The pairs of which each is among the nearest to the other, of all or of what is cited alone."""
    cited, their_cited = ([claim for claim in some if not claim.narrated] for some in (mine, theirs))
    found = [*_nearest_pairs(mine, theirs)]
    if len(cited) < len(mine) or len(their_cited) < len(theirs):
        found += _nearest_pairs(cited, their_cited)
    return list({(one.statement, other.statement): (one, other) for one, other in found}.values())


def _nearest_pairs(mine: Sequence[StoredStatement], theirs: Sequence[StoredStatement]) -> Iterator[Two]:
    forward, back = _nearest(mine, theirs), _nearest(theirs, mine)
    for at, nearest in enumerate(forward):
        yield from ((mine[at], theirs[n]) for n in nearest if at in back[n])


def _nearest(mine: Sequence[StoredStatement], theirs: Sequence[StoredStatement]) -> list[list[int]]:
    """The numbers of those of `theirs` that lie nearest to each of `mine`, itself aside; the first of those alike."""
    number = {claim.statement: n for n, claim in enumerate(theirs)}
    found: list[list[int]] = []
    for at in range(0, len(mine) if theirs else 0, _AT_ONCE):
        some = mine[at : at + _AT_ONCE]
        near = cosines([claim.claimed_vector for claim in some], [claim.claimed_vector for claim in theirs])
        for n, claim in enumerate(some):
            near[n, number.get(claim.statement, [])] = -2  # less than any cosine
        ranked = zip(near, greatest(near, _NEAREST), strict=True)
        found += [[n for n in nearest if row[n] > -2] for row, nearest in ranked]
    return found


def _put_other_figure(store: Store, pair: Two, score: float, reason: str) -> None:
    """Let the later of two plain figures for one thing stand beside the claim of the earlier."""
    plainly = all(len(one.quantities) == 1 and one.stance == "assert" and not one.narrated for one in pair)
    if not plainly or are_of_one_side(*pair):
        return
    claim, answer = sorted(pair, key=lambda one: (one.said, one.statement))
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
    """Make the claims anew that these statements report, each all that are alike, directly or through others.

    What people joined or keep apart goes before.
    """
    left = set(statements)
    said = same_or_not(store, left)
    while left:
        groups, carried = _groups_of(store, min(left), said)
        members = {member for group in groups for member, _, _ in group}
        store.drop_claims(members)
        store.put_claims(group for group in groups if any(member in carried for member, _, _ in group))
        show_narrated(store, members)
        left -= members


_GROUP = """
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


def _groups_of(store: Store, statement: str, said: SameOrNot) -> tuple[list[list[Member]], set[str]]:
    """All that is alike as claims, and which of them make a group one; what outlets only tell makes none by itself.

    The first member of each, which gives the claim its id and words, is the earliest that somebody asserts it in.
    """
    rows = store.rows(_GROUP, statement, said.pairs)
    alike = [(row["id"], row["score"] or 1.0, row["reason"] or "") for row in rows]
    groups = said.groups(store, alike)
    claims = [[(first[0], 1.0, "the first report of the claim"), *others] for first, *others in groups]
    return claims, {row["id"] for row in rows if row["carried"]}
