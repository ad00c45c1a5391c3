"""Whether two propositions say the same: decided of the two alone, by model and by rule.

The relation model reads both texts together, where what is known without it leaves that open: sooner for two of which
each is the other's nearest in its article, later for two of one article. Beside it stands what keeps two apart
(`apart.py`). Each decision is a function of two statements and their articles, and symmetric, so it does not matter
which article came first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.link.apart import (
    NEAR_LONG_APART,
    NEGATION,
    figures_apart,
    hold_other_figures,
    lie_long_apart,
    name_others,
    plain_words,
    share_names,
    tell_apart,
)
from tracker.link.odds import logistic, logit, share_of
from tracker.link.told import UNIT, Told
from tracker.models.relations import Text, relation_of
from tracker.records import DENYING

# Likeness from which two propositions are one claim, of two articles, and of one, which seldom says a thing twice, or
# where an outlet only tells one of them, which seldom is what others claim.
SAME, SAME_WITHIN = 0.54, 0.72
FEWEST_TERMS = 1  # a proposition of fewer terms says too little to be recognised in another article
SURE = 0.8  # from which they would be but for a figure
# Cosine of what two statements claim, below which they are not compared; and of those of two articles without a term
# in common.
NEAR, _NEAR_WITHOUT_TERMS = 0.2, 0.58
# The logarithm of odds, before the model reads two, below which it does not; of two that name others or share no term;
# and where an outlet only tells one.
_TOO_FAR, _TOO_FAR_OF_OTHERS, _TOO_FAR_NARRATED = -2.5, -2.0, -0.8
# Two are read alone first, which takes a quarter of the time, and again only if they may come to be alike so much then.
_MAY_COME_TO = 0.65
_NAMED = 8  # shared terms that a reason names
_MOST = 4.0  # that the logit of what the model reads of two texts counts for, either way
_NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Weights:
    """What each thing that is known of two propositions counts for, as logarithm of odds."""

    least: float
    tells: float
    terms: float
    all_terms: float
    core: float
    figures: float
    other_names: float
    nearest: float
    within: float

    def of(self, one: Told, other: Told, *, figures: bool, other_names: bool, nearest: bool) -> float:
        """Return the odds of two propositions."""
        shared = one.terms & other.terms
        return (
            self.least
            + self.tells * float(one.claimed_vector @ other.claimed_vector) / UNIT
            + self.terms * share_of(shared, min(one.terms, other.terms, key=len))
            + self.all_terms * share_of(shared, one.terms | other.terms)
            + self.core * (one.core is not None and one.core == other.core)
            + self.figures * figures
            + self.other_names * other_names
            + self.nearest * nearest
            + self.within * (one.article == other.article)
        )


# Whether two may say the same, before the model reads them; and how likely they do, when it has. Both are logistic
# functions: of how near what both claim is, as their articles have it, the share of terms in common (of the shorter,
# and of all), that who does what to whom agrees, that they hold no figure in common though both hold some, that they
# name others, that no others of their articles are nearer, or that they are of one; the second also of what the model
# reads of the two alone and with what stands before each. The first is fitted to the pairs of
# tests/gold/claim_stories.toml, of half of every tenth invented story, and to 188 judged pairs of news that were held
# back, with an earlier network of articles; both were then chosen anew by what they join of the stories, and rounded.
_MAY_BE = _Weights(
    least=-6.2, tells=4.5, terms=2.2, all_terms=1.6, core=0.5, figures=-0.6, other_names=-0.5, nearest=2.2, within=-0.8
)
_IS = _Weights(
    least=-4.25, tells=1.15, terms=2.13, all_terms=1.41, core=0.3, figures=-2.7, other_names=-0.26, nearest=0.76,
    within=0.25,
)  # fmt: skip
_BY_SAME, _BY_SAME_ALONE = 0.79, 0.89


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two propositions are (score 0 to 1), or would be but for a figure or a "not"."""

    score: float
    reason: str
    joins: bool = True  # whether they are alike enough to be one claim
    opposite: bool = False
    differs_in: Mapping[str, str] | None = None  # the figures, by proposition


def likeness_of(one: Told, other: Told, names: Mapping[str, str], *, nearest: bool) -> Likeness | None:
    """Return how alike two propositions are; None where they were not read together. It is symmetric.

    `names` are those of the actors, by key, for the reason; `nearest` says that of their articles no others are nearer.
    """
    if (
        tell_apart(one, other)
        or name_others(one, other, names)
        or _lie_apart(one, other)
        or _denied_long_after(one, other)
        or _says_not_what_is_denied(one, other)
    ):
        return None
    apart = figures_apart(one, other)
    texts = [_NUMBER.sub("some", told.words) for told in (one, other)] if apart else []
    score = sameness(one, other, *texts, nearest=nearest, other_names=not share_names(one, other, names))
    if not score:
        return None
    surely = one.article == other.article or one.narrated or other.narrated
    joins = score >= (SAME_WITHIN if surely else SAME)
    figures = {one.proposition: apart[0].figure, other.proposition: apart[1].figure} if apart else None
    opposite = one.negated != other.negated
    if opposite and not _contradict(one, other):
        return None
    return Likeness(round(score, 3), _reason(one, other, names), joins, opposite, figures)


def _lie_apart(one: Told, other: Told) -> bool:
    """Whether two of two articles share no term, and do not lie near either, so that all that is left is the model."""
    if one.article == other.article or one.terms & other.terms:
        return False
    return _cosine(one, other) < _NEAR_WITHOUT_TERMS


def _denied_long_after(one: Told, other: Told) -> bool:
    """Whether one is what somebody denies so long after the other, or before it, that it must lie nearer to be it."""
    denied = any(told.stance in DENYING for told in (one, other)) and one.article != other.article
    return denied and lie_long_apart(one, other) and _cosine(one, other) < NEAR_LONG_APART


def _says_not_what_is_denied(one: Told, other: Told) -> bool:
    """Whether one is what a denial denies, and the other says itself that it is not so: "and no decision was made"."""
    denial, claim = (one, other) if one.stance in DENYING else (other, one)
    return denial.stance in DENYING and claim.stance not in DENYING and _holds_a_not(claim) and not _holds_a_not(denial)


def _holds_a_not(told: Told) -> bool:
    return not told.negated and NEGATION.search(told.words) is not None


def _cosine(one: Told, other: Told) -> float:
    return float(one.claimed_vector @ other.claimed_vector) / UNIT


def _contradict(one: Told, other: Told) -> bool:
    """Whether the "not" of one makes it the opposite of the other: of two with the same parts, or all words the same.

    Else it is none ("would not, until"); nor where both hold a "not", since it is not known well whose verb's it is.
    """
    alike = one.terms == other.terms or (one.core is not None and one.core == other.core)
    return alike and not any(NEGATION.search(told.words) for told in (one, other) if not told.negated)


def sameness(
    one: Told, other: Told, *texts: str, nearest: bool = False, other_names: bool = False, anyhow: bool = False
) -> float:
    """Return how likely two propositions say the same, leaving out any "not" (0 to 1); 0 where they are far apart.

    `texts` stand for their words where these are not to be compared as they are; `anyhow`, they are read however far
    apart they are.
    """
    figures = not texts and hold_other_figures(one, other)
    texts = texts or (one.words, other.words)
    if plain_words(texts[0]) == plain_words(texts[1]) and not other_names:
        return 1.0
    if min(len(one.terms), len(other.terms)) < FEWEST_TERMS:
        return 0.0
    may_be, odds = (
        weights.of(one, other, figures=figures, other_names=other_names, nearest=nearest) for weights in (_MAY_BE, _IS)
    )
    if not anyhow and may_be < _too_far(one, other, other_names=other_names):
        return 0.0  # hardly whatever the model would read from both
    odds += _BY_SAME_ALONE * _read_same(("", texts[0]), ("", texts[1]))
    if odds + _BY_SAME * _MOST < logit(_MAY_COME_TO):
        return 0.0
    return logistic(odds + _BY_SAME * _read_same((one.before, texts[0]), (other.before, texts[1])))


def _too_far(one: Told, other: Told, *, other_names: bool) -> float:
    if one.narrated or other.narrated:
        return _TOO_FAR_NARRATED
    return _TOO_FAR_OF_OTHERS if other_names else _TOO_FAR


def _read_same(one: Text, other: Text) -> float:
    """The logit of how likely the model reads that both say the same."""
    return logit(relation_of(*sorted((one, other))).same, _MOST)


def _reason(one: Told, other: Told, names: Mapping[str, str]) -> str:
    shared = sorted(one.terms & other.terms, key=lambda term: (term not in names, term))[:_NAMED]
    said = (
        f"both say: {', '.join(names.get(term, term) for term in shared)}"
        if shared
        else "both say the same in other words"
    )
    return (
        f"both say “{' '.join(names.get(part, part) for part in one.core.split())}”, and: {said[10:]}"
        if one.core and one.core == other.core and shared
        else said
    )
