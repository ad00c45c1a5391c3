"""How likely two statements say the same, and how likely one answers the other.

The features of a pair are named numbers: how near their vectors lie, what of terms, actors, figures and days they
share, where they stand, and what the pair network reads in both together. A logistic function of them, with the weights
in `models/limits.json` that `tracker.training.fit_pairs` fitted, gives the probability. Since the network is slow, a
second function of the other features comes first: what is unlikely by that is not read. A pair is decided by its two
statements and their articles alone, so it does not matter which was read first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from tracker.link.stored import UNDATED, StoredStatement, cosine
from tracker.models.limits import limits, logistic, logit
from tracker.models.pairs import relation_of
from tracker.records import Quantity
from tracker.terms import is_actor_key

_DISTANT_DAYS = 60  # statements further apart that share the words of an affair are mostly of another one
_MOST_TERMS_NAMED = 8  # shared terms that a reason names
_FIGURE = re.compile(r"\d[\d,.]*")
Facts = dict[str, float]  # features by name


@dataclass(frozen=True, slots=True)
class StatementPair:
    """The features of two statements: those known `at_sight`, and those that the pair network adds (`read`).

    `kind` chooses the weights: "same"; or "denies", "denies bare" (a denial that does not spell out what it denies) or
    "answers" (refusals, confirmations, retractions), with "within" for one article or "across" for two.
    """

    kind: str
    at_sight: Facts
    read: Callable[[], Facts]  # slow: runs the network

    def probability(self) -> float | None:
        """Return how likely they say the same, or the one answers the other; None where that is unlikely at sight."""
        fitted = limits().pairs[self.kind]
        if logistic(fitted.at_sight, self.at_sight) < fitted.read:
            return None
        return logistic(fitted.weights, self.at_sight | self.read())


def same(one: StoredStatement, other: StoredStatement) -> StatementPair:
    """Return the pair of two statements that may say the same; it is symmetric.

    Figures that contradict each other are left out of the comparison: they are for the caller to judge.
    """
    one, other = sorted((one, other), key=lambda claim: claim.statement)
    shared = one.terms & other.terms
    at_sight = {
        "cosine": cosine(one.content_vector, other.content_vector),
        "terms": share_of(shared, min(one.terms, other.terms, key=len)),
        "all terms": share_of(shared, one.terms | other.terms),
        "one article": float(one.article == other.article),
        "denial": float(one.is_denial != other.is_denial),
        **_common_facts(one, other),
    }
    figures_differ = incompatible_figures(one, other) is not None
    if figures_differ:
        at_sight["other figures"] = 0.0

    def read() -> Facts:
        words = [_FIGURE.sub("some", claim.words) if figures_differ else claim.words for claim in (one, other)]
        both = relation_of(*sorted(zip((one.before_claim, other.before_claim), words, strict=True)))
        return {"same": logit(both.same), "denies": logit(both.denies)}

    return StatementPair("same", at_sight, read)


def answers(answer: StoredStatement, claim: StoredStatement, answered: float = 0.0) -> StatementPair:
    """Return the pair of an answer and a claim that it may mean.

    `answered` is how likely the reader of their article takes the one to answer the other (0 to 1).
    """
    at_sight = {
        "cosine": cosine(answer.content_vector, claim.tells),
        "terms": share_of(answer.terms & claim.terms, answer.terms),
        "spelled out": float(answer.spelled_out),
        "ignorance": float(answer.stance == "deny_knowledge"),
        "about who answers": float(answer.side is not None and answer.side in claim.terms),
        "claim": logit(claim.probability),
        "answer": logit(answer.probability),
        **_common_facts(answer, claim),
    }
    within = answer.article == claim.article
    if within:
        at_sight |= {
            "answered": logit(answered),
            "before": float(claim.start < answer.start),
            "distance": math.log(1 + abs(answer.start - claim.start) / 100),
            "inside": float(answer.start <= claim.start and claim.end <= answer.end),
        }

    def read() -> Facts:
        facts = {"same": 0.0}
        if answer.spelled_out:
            facts["same"] = logit(relation_of(*sorted((claim.claimed, answer.claimed))).same)
        if answer.is_denial:
            facts["denies"] = logit(relation_of(claim.claimed, answer.said_whole).denies)
        return facts

    kind = "answers" if not answer.is_denial else "denies" if answer.spelled_out else "denies bare"
    return StatementPair(f"{kind} {'within' if within else 'across'}", at_sight, read)


def _common_facts(one: StoredStatement, other: StoredStatement) -> Facts:
    """The features of all kinds of pairs: whether speakers, who does what, figures and days are the same or differ."""
    return {
        "one side": float(are_of_one_side(one, other)),
        "narrated": float(one.narrated or other.narrated),
        "core": float(one.core is not None and one.core == other.core),
        "other core": float(have_different_cores(one, other)),
        "other names": float(name_others(one, other)),
        "other figures": float(bool(one.figures and other.figures) and one.figures.isdisjoint(other.figures)),
        "other days": float(happen_on_other_days(one, other)),
        "negated": float(one.negated != other.negated),
        "long apart": float(are_distant_in_time(one, other)),
    }


def reason_of(one: StoredStatement, other: StoredStatement, names: Mapping[str, str], begin: str) -> str:
    """Return why both belong together: `begin`, and the terms that both have; first actors, by the `names` of keys."""
    shared = sorted(one.terms & other.terms, key=lambda term: (term not in names, term))[:_MOST_TERMS_NAMED]
    return f"{begin}; both speak of: {', '.join(names.get(term, term) for term in shared)}" if shared else begin


def are_of_one_side(one: StoredStatement, other: StoredStatement) -> bool:
    """Return whether both are said by one source, or by those who act for one actor."""
    same_source = one.source is not None and one.source == other.source
    return same_source or (one.side is not None and one.side == other.side)


def name_others(one: StoredStatement, other: StoredStatement) -> bool:
    """Return whether both name actors, and none in common."""
    mine, theirs = (set(filter(is_actor_key, statement.terms)) for statement in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def tell_of_two_things(one: StoredStatement, other: StoredStatement) -> bool:
    """Return whether they tell of two things, however alike their words: on different days, or done by or to others."""
    return happen_on_other_days(one, other) or have_different_cores(one, other)


def have_different_cores(one: StoredStatement, other: StoredStatement) -> bool:
    """Return whether both have a core (who does what to whom), and not the same."""
    return bool(one.core and other.core) and one.core != other.core


def happen_on_other_days(one: StoredStatement, other: StoredStatement) -> bool:
    """Return whether both say when it happens, and no day is common to both."""
    return bool(one.first and one.last and other.first and other.last) and not (
        str(one.first) <= str(other.last) and str(other.first) <= str(one.last)
    )


def are_distant_in_time(one: StoredStatement, other: StoredStatement) -> bool:
    """Return whether more than two months lie between both, of two articles whose days are known."""
    if one.article == other.article or UNDATED in (one.said, other.said):
        return False
    earlier, later = sorted((one, other), key=lambda statement: statement.said)
    return (date.fromisoformat(later.said) - date.fromisoformat(earlier.said_until)).days > _DISTANT_DAYS


def incompatible_figures(one: StoredStatement, other: StoredStatement) -> tuple[Quantity, Quantity] | None:
    """Return a figure of each for the same thing that contradict each other; None where no such two are known.

    Where either gives several figures for the thing, all must contradict all of the other's.
    """
    for of in sorted({quantity.of for quantity in one.quantities}):
        mine, theirs = (
            [quantity for quantity in statement.quantities if quantity.of == of] for statement in (one, other)
        )
        if theirs and all(a.high < b.low or b.high < a.low for a, b in product(mine, theirs)):
            return mine[0], theirs[0]
    return None


def share_of(shared: Collection[str], terms: Collection[str]) -> float:
    """Return the share of the terms that is `shared` (0 to 1); 0 where there are none."""
    return len(shared) / len(terms) if terms else 0.0
