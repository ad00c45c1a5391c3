"""Which propositions say the same thing, and so are one claim.

What an article says is held against what it says elsewhere and what related articles say, where both lie near
(the cosine of their vectors); `likeness` decides of each pair by its two articles and what these share, so the
order in which articles come changes nothing. A claim is then a set of propositions that are alike by and large: of two
groups, each pair counts, those that are not alike too, so that a chain of near sayings does not join what its ends do
not share.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from tracker.link.apart import is_plain_figure, of_one_side
from tracker.link.contests import read_of
from tracker.link.decided import Member, SameOrNot, same_or_not
from tracker.link.likeness import NEAR, SURE, Likeness, likeness_of
from tracker.link.narrated import show_narrated
from tracker.link.told import TOLD, Told, Vector, nearness, told_from
from tracker.models.relations import article_read
from tracker.store.store import Store

FOUND_BY = "likeness 24"
_TELLING = ("assert", "confirm")

# Nobody would say, or was asked, what stands within a refusal or a question, unless it says whose claim that is.
TOLD_BY_SOMEBODY = """(statements.contested or not exists (
    select 1 from statements as around
    where around.article = statements.article and around.id <> statements.id
        and around.stance in ('no_comment', 'question')
        and around.start <= statements.start and statements.end <= around.end))
"""
CLAIMED = f"""
    statements.force = 'assertive' and propositions.terms <> ''
    and (statements.stance in ('assert', 'confirm') or statements.stance in ('deny', 'deny_knowledge')
        and propositions.spelled_out)
    and {TOLD_BY_SOMEBODY}
"""
_OF_ARTICLES = f"""
{TOLD}
where propositions.article in (select value from json_each(?1)) and propositions.tells is not null and {CLAIMED}
order by propositions.id
"""

_TO_READ = """
select propositions.id, statements.start, statements.end, statements.narrated, propositions.words,
    propositions.negated or statements.stance in ('deny', 'deny_knowledge') as answers
from propositions join statements on statements.id = propositions.statement
where propositions.article = ? order by propositions.id
"""


def read_statements(store: Store, article_id: str) -> None:
    """Keep what is read of each statement of the article, as the article tells it.

    What the outlet only tells contests nothing.
    """
    (article,) = store.rows("select title, text from articles where id = ?", article_id)
    rows = list(store.rows(_TO_READ, article_id))
    if not rows:
        return
    told = article["text"], article["title"] or ""
    read = article_read(*told)
    found = []
    for row in rows:
        place, contests = (row["start"], row["end"]), 0.0
        if row["narrated"] is None:
            contests = read_of(told, place, row["words"], answers=bool(row["answers"]))
        said = read.of(*place)
        found.append((row["id"], round(contests, 4), said.tells, said.denies))
    store.put_readings(found)


def claims_of(store: Store, articles: Iterable[str]) -> list[Told]:
    """Return what the articles claim, in the order of ids."""
    return [told_from(row) for row in store.rows(_OF_ARTICLES, json.dumps(sorted(articles)))]


def relate_claims(store: Store, mine: Sequence[Told], others: Sequence[Told]) -> None:
    """Keep how alike the claims of an article are to its others and those of related ones, or what figures differ."""
    if not mine:
        return
    every = [*mine, *others]
    names = store.actor_names(term for told in every for term in (*told.terms, *(told.core or "").split()))
    near = nearness(mine, every)
    each_others = _nearest_of_two_articles(near[:, len(mine) :], mine, others)
    for at, cosines in enumerate(near):
        for n in np.flatnonzero(cosines >= NEAR).tolist():
            if n > at:  # those before it were compared from the other side
                nearest = (at, n - len(mine)) in each_others
                if mine[at].narrated and every[n].narrated and not nearest:
                    continue  # outlets tell much that is alike, and hardly any of it is claimed
                likeness = likeness_of(mine[at], every[n], names, nearest=nearest)
                if likeness is not None:
                    _keep(store, mine[at], every[n], likeness)


def _nearest_of_two_articles(near: Vector, mine: Sequence[Told], others: Sequence[Told]) -> set[tuple[int, int]]:
    """The places of claims of an article and of others, of which each is the nearest to the other in its article.

    Of those that somebody is cited for what is nearest of them; of all, what is nearest of all.
    """
    cited = [n for n, told in enumerate(mine) if not told.narrated]
    places, cited_in = defaultdict(list), defaultdict(list)
    for n, other in enumerate(others):
        places[other.article].append(n)
        if not other.narrated:
            cited_in[other.article].append(n)
    blocks = [
        *((range(len(mine)), here) for here in places.values()),
        *((cited, here) for here in cited_in.values() if cited),
    ]
    found = set()
    for rows, columns in blocks:
        block = near[np.ix_(list(rows), columns)]
        found |= {(rows[at], columns[n]) for n, at in enumerate(block.argmax(0).tolist()) if block[at].argmax() == n}
    return found


def _keep(store: Store, one: Told, other: Told, likeness: Likeness) -> None:
    if not likeness.opposite and likeness.differs_in is None:
        pair = one.proposition, other.proposition
        store.relate(*pair, likeness.score, likeness.reason, joins=likeness.joins)
        return
    store.relate(one.proposition, other.proposition, 0.0, likeness.reason, joins=False)
    if of_one_side(one, other) or not likeness.joins or one.narrated or other.narrated:
        return
    if likeness.opposite:
        answer, claim = (one, other) if one.negated else (other, one)
        stance, why = "deny", "says the opposite"
        contests = True
    else:
        claim, answer = sorted((one, other), key=lambda told: (told.said, told.proposition))
        figures = likeness.differs_in or {}
        stance, why = (
            "other_figure",
            "{} against {}".format(*(figures.get(told.proposition) for told in (answer, claim))),
        )
        contests = is_plain_figure(one, other) and likeness.score >= SURE and claim.stance in _TELLING
    if contests and answer.stance in _TELLING:
        store.put_answer({
            "statement": answer.statement,
            "proposition": claim.proposition,
            "stance": stance,
            "score": likeness.score,
            "reason": f"{why}; {likeness.reason}",
            "state": "linked",
            "found_by": FOUND_BY,
        })  # fmt: skip


def regroup(store: Store, propositions: Iterable[str]) -> None:
    """Make the claims anew that these propositions belong to, each all that are alike, directly or through others.

    What people joined or keep apart goes before.
    """
    left = set(propositions)
    said = same_or_not(store, left)
    while left:
        groups, carried = _groups_of(store, min(left), said)
        told = {member for group in groups for member, _, _ in group}
        store.drop_claims(told)
        store.put_claims(group for group in groups if any(member in carried for member, _, _ in group))
        show_narrated(store, told)
        left -= told


_GROUP = """
with recursive said (one, other) as (
    select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?2)
), alike (proposition) as (
    select ?1
    union
    select case one when alike.proposition then other else one end
    from alike join same_claim on joins and (one = alike.proposition or other = alike.proposition)
    union
    select case one when alike.proposition then other else one end
    from alike join said on one = alike.proposition or other = alike.proposition
)
select propositions.id,
    (select max(score) from same_claim where joins and (one = propositions.id or other = propositions.id)) as score,
    (select reason from same_claim where joins and (one = propositions.id or other = propositions.id)
        order by score desc, one, other limit 1) as reason,
    statements.narrated is null
        or exists (select 1 from answers where proposition = propositions.id and state <> 'possible')
        or exists (select 1 from decided where record = propositions.id) as carried
from alike
join propositions on propositions.id = alike.proposition
join statements on statements.id = propositions.statement
join articles on articles.id = propositions.article
order by statements.stance in ('deny', 'deny_knowledge'), statements.narrated is not null,
    coalesce(statements.said_first, articles.published_first, '9999'),
    articles.published_first is null, articles.published_first, articles.id, statements.start, propositions.id
"""


def _groups_of(store: Store, proposition: str, said: SameOrNot) -> tuple[list[list[Member]], set[str]]:
    """All that is alike as claims, and which of them make a group one; what outlets only tell makes none by itself.

    The first member of each, which gives the claim its id and words, is the earliest that somebody asserts it in.
    """
    rows = store.rows(_GROUP, proposition, said.pairs)
    alike = [(row["id"], row["score"] or 1.0, row["reason"] or "") for row in rows]
    groups = said.groups(store, alike)
    claims = [[(first[0], 1.0, "the first report of the claim"), *others] for first, *others in groups]
    return claims, {row["id"] for row in rows if row["carried"]}
