"""Which propositions say the same thing, and so are one claim.

The decision is a function of two propositions alone, and candidates are found the same way from both sides, so the
order in which articles come changes nothing. Two propositions are alike when they share most of their terms, or when
the same actor does the same to the same and the shorter says little besides. Numbers, days, and who does what to
whom must not differ: "20 dead" and "30 dead" are two claims, and so are "Russia asked China" and "China asked Russia".
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from sqlite3 import Row

from tracker.link.decided import Member, SameOrNot, same_or_not
from tracker.store.store import Store

SAME = 0.6  # of all terms of both (Jaccard): of the pairs above it that were read, nearly all said the same
SAME_CORE = 0.6  # of the terms of the shorter, where who does what to whom agrees
_WORDS = 8  # shared terms that a reason names
_NEGATION = re.compile(r"\b(?:not|no|never|fail(?:s|ed)? to)\b|n['’]t\b", re.IGNORECASE)
FEWEST_TERMS = 3  # a proposition of fewer terms says too little to be recognised elsewhere

_OF_ARTICLE = """
select propositions.id, propositions.article, propositions.terms, propositions.core, propositions.negated,
    statements.stance, statements.source, statements.start, statements.end,
    propositions.happened_first, propositions.happened_last, propositions.words
from propositions join statements on statements.id = propositions.statement
where propositions.article = ?1 and statements.force = 'assertive' and propositions.terms <> ''
    and not exists (  -- what nobody would say, or what was asked, is not told by anybody
        select 1 from statements as around
        where around.article = ?1 and around.id <> statements.id and around.stance in ('no_comment', 'question')
            and around.start <= statements.start and statements.end <= around.end)
    and (statements.stance in ('assert', 'confirm') or statements.stance = 'deny' and propositions.spelled_out)
order by propositions.id
"""
_CANDIDATES = """
select distinct propositions.id, propositions.article, propositions.terms, propositions.core, propositions.negated,
    statements.stance, statements.source, statements.start, statements.end,
    propositions.happened_first, propositions.happened_last, propositions.words
from proposition_index
join propositions on propositions.id = proposition_index.proposition
join statements on statements.id = propositions.statement
where proposition_index.term in (select value from json_each(?1)) and propositions.id <> ?2
order by propositions.id
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A proposition that makes a claim, as far as likeness needs it."""

    id: str
    article: str
    terms: frozenset[str]
    core: str | None
    negated: bool
    stance: str
    source: str | None
    start: int
    end: int
    first: str | None  # the days between which it happens, where it says so
    last: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two propositions are (0 to 1) and by what terms; `opposite` where one negates the other."""

    score: float
    shared: frozenset[str]
    core: str | None  # where it decided
    opposite: bool

    def reason(self, names: Mapping[str, str]) -> str:
        """Return why they are alike, in words; `names` are those of the actors, by key."""
        words = ", ".join(names.get(t, t) for t in sorted(self.shared, key=lambda t: (t not in names, t))[:_WORDS])
        core = " ".join(names.get(part, part) for part in self.core.split()) if self.core else None
        return f"both say “{core}”, and: {words}" if core else f"both say: {words}"


def link_claims(store: Store, article_id: str) -> None:
    """Group the article's propositions with those that say the same, and answer those that they contradict."""
    mine = [_claimed(row) for row in store.rows(_OF_ARTICLE, article_id)]
    for claimed in mine:
        store.index_proposition(claimed.id, index_terms(claimed))
    names = store.actor_names(term for claimed in mine for term in claimed.terms)
    for claimed in mine:
        for other in _candidates(store, claimed):
            likeness = likeness_of(claimed, other)
            if likeness is not None:
                _keep(store, (claimed, other), likeness, likeness.reason(names))
    regroup(store, [claimed.id for claimed in mine])


def likeness_of(one: Claimed, other: Claimed) -> Likeness | None:
    """Return how alike two propositions are; None where they are not the same. It is symmetric."""
    shared = one.terms & other.terms
    fewer, more = sorted((len(one.terms), len(other.terms)))
    if fewer < FEWEST_TERMS or _differ(one, other) or _overlap(one, other):
        return None
    of_all, of_fewer = len(shared) / (fewer + more - len(shared)), len(shared) / fewer
    opposite = one.negated != other.negated
    if opposite and any(_NEGATION.search(claimed.words) for claimed in (one, other) if not claimed.negated):
        return None  # both hold a "not": which of their verbs it belongs to is not known well enough
    if of_all >= SAME and not opposite:  # much in common and one "not" is no contradiction: "would not, until"
        return Likeness(round(of_all, 3), shared, None, opposite)
    if one.core is not None and one.core == other.core and of_fewer >= SAME_CORE:
        return Likeness(round(of_fewer, 3), shared, one.core, opposite)
    return None


def index_terms(claimed: Claimed) -> list[str]:
    """Return the terms under which a proposition is filed.

    Two sets that share the part SAME of all their terms share one of the first terms of each, in any fixed order, where
    "first" leaves out the last ceil(SAME x size) - 1 (prefix filtering: Bayardo, Ma and Srikant, WWW 2007). Long
    words come first, since they are rare. The core is filed too.
    """
    ordered = sorted(claimed.terms, key=lambda term: (-len(term), term))
    kept = ordered[: len(ordered) - math.ceil(SAME * len(ordered)) + 1]
    return [*kept, *([f"={claimed.core}"] if claimed.core else [])] if len(ordered) >= FEWEST_TERMS else []


def regroup(store: Store, propositions: Iterable[str]) -> None:
    """Make the claims anew that these propositions belong to, each all that are alike, directly or through others.

    What people joined or keep apart goes before.
    """
    left = set(propositions)
    said = same_or_not(store, left)
    while left:
        groups = _groups_of(store, min(left), said)
        store.put_claims(groups)
        left -= {member for group in groups for member, _, _ in group}


_GROUP = """
with recursive said (one, other) as (
    select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?2)
), alike (proposition) as (
    select ?1
    union
    select case one when alike.proposition then other else one end
    from alike join same_claim on one = alike.proposition or other = alike.proposition
    union
    select case one when alike.proposition then other else one end
    from alike join said on one = alike.proposition or other = alike.proposition
)
select propositions.id,
    (select max(score) from same_claim where one = propositions.id or other = propositions.id) as score,
    (select reason from same_claim where one = propositions.id or other = propositions.id
        order by score desc, one, other limit 1) as reason
from alike
join propositions on propositions.id = alike.proposition
join statements on statements.id = propositions.statement
join articles on articles.id = propositions.article
order by statements.stance = 'deny', coalesce(statements.said_first, articles.published_first, '9999'),
    articles.published_first is null, articles.published_first, articles.id, statements.start, propositions.id
"""


def _groups_of(store: Store, proposition: str, said: SameOrNot) -> list[list[Member]]:
    """The first member of each, which gives the claim its id and words, is the earliest that asserts it."""
    rows = store.rows(_GROUP, proposition, said.pairs)
    alike = [(row["id"], row["score"] or 1.0, row["reason"] or "") for row in rows]
    return [[(first[0], 1.0, "the first report of the claim"), *others] for first, *others in said.groups(store, alike)]


def _candidates(store: Store, claimed: Claimed) -> Iterator[Claimed]:
    terms = json.dumps(index_terms(claimed))
    return (_claimed(row) for row in store.rows(_CANDIDATES, terms, claimed.id))


def _keep(store: Store, pair: tuple[Claimed, Claimed], likeness: Likeness, reason: str) -> None:
    one, other = pair
    if not likeness.opposite:
        store.relate(one.id, other.id, likeness.score, reason)
        return
    negative, positive = (one, other) if one.negated else (other, one)
    if negative.source != positive.source and negative.stance in ("assert", "confirm"):
        store.put_answer({
            "statement": "s" + negative.id[1:],
            "proposition": positive.id,
            "stance": "deny",
            "score": likeness.score,
            "reason": f"says the opposite; {reason}",
            "state": "linked",
            "found_by": "likeness 1",
        })  # fmt: skip


def _claimed(row: Row) -> Claimed:
    id_, article, terms, core, negated, *rest = row
    return Claimed(id_, article, frozenset(terms.split()), core, bool(negated), *rest)


def _differ(one: Claimed, other: Claimed) -> bool:
    """Whether they give different numbers, days, or parts to the actors."""
    if _numbers(one) != _numbers(other) or (one.core and other.core and one.core != other.core):
        return True
    return bool(one.first and one.last and other.first and other.last) and not (
        str(one.first) <= str(other.last) and str(other.first) <= str(one.last)
    )


def _overlap(one: Claimed, other: Claimed) -> bool:
    """Whether one stands within the other: a statement told by another is not a second report of it."""
    return one.article == other.article and one.start < other.end and other.start < one.end


def _numbers(claimed: Claimed) -> frozenset[str]:
    return frozenset(term for term in claimed.terms if term[0].isdigit())
