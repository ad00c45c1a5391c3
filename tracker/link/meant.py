"""How likely a claim is what a denial means, of all that its article claims.

"That is a lie" tells little of what it denies, and beside "votes were not lost" many claims have the same words. The
relation model reads both together, and sees less than a reader: so where both stand counts too. What is contested
stands early in an article, and again and again; reports and allegations are contested more than what somebody plainly
says; the more an article claims, the less likely each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.link.odds import logistic, logit
from tracker.link.told import Told, answering, nearness
from tracker.models.relations import relation_of


@dataclass(frozen=True, slots=True)
class _Weights:
    """What each thing counts for, as logarithm of odds.

    What the model reads of both, that the second denies the first or that they agree; how near what the one denies is
    to what the other tells, as the article has both; how far into the article the claim stands, and how far from the
    denial; how many claims there are; words of reporting around the claim; its length, where the denial only points;
    how many terms both share; the length of the denial; how many claims of the article are near it; how likely the
    denial contests anything; that it speaks of whose claim it is; that "that" points at it.
    """

    least: float
    denies: float
    agrees: float
    link: float
    place: float
    apart: float
    number: float
    reporting: float
    length: float
    terms: float
    denied: float
    near: float
    contesting: float
    side: float
    pointing: float


# Fitted to denials of news of which the models have learned nothing, in `models/relations/answers.jsonl` and in
# PolNeAR's development articles: of those that spell out what they deny, and of those that only point. Held back an
# eighth at a time, of 203 of the first 33 of 50 that are 0.6 and likelier are right, of 177 of the others 96 of 114,
# with networks that had learned less; with the present ones `denies`, `agrees`, `link` and `least` were chosen anew by
# the stories of the tests and every tenth invented one.
_SPELLED_OUT = _Weights(
    least=-0.56, denies=0.63, agrees=0.17, link=1.3, place=-0.6, apart=-0.15, number=-0.2, reporting=0.21,
    length=0.0, terms=0.31, denied=-0.6, near=0.12, contesting=0.22, side=0.13, pointing=0.0,
)  # fmt: skip
_POINTING = _Weights(
    least=0.52, denies=0.35, agrees=-0.35, link=0.0, place=-0.89, apart=-0.07, number=-0.97, reporting=0.97,
    length=0.94, terms=0.09, denied=-0.84, near=0.34, contesting=0.0, side=0.2, pointing=0.46,
)  # fmt: skip
MAY_MEAN = 0.1  # from which a denial may mean a claim
_MOST = 5.0  # that the logit of what the model reads of two texts counts for, either way
_LONGEST, _MOST_TERMS, _MOST_NEAR = 30, 4, 4  # words; terms; claims: more count for no more
_NEAR = 0.5  # cosine of what two claims tell from which they are near
MANY = 30  # claims, of more of which only the nearest are looked at
_FEW, _NEAREST = 5, 15  # claims of fewer of which each is no likelier; and how many are looked at where there are many
_READ = 8  # claims of an article that are read together with a denial
_REPORTING = re.compile(
    r"\b(?:report|rumou?r|claim|alleg|accus|suspect|charg|suggest|hoax|fake|viral|stor(?:y|ies)|conspir|believ|said to"
    r"|purport)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:that|this|it|those|these|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meant:
    """A claim, and how likely it is what a denial means (0 to 1)."""

    score: float
    claim: Told


def meant(denial: Told, claims: Sequence[Told]) -> list[Meant]:
    """Return what a denial may mean of the claims of its article that it may answer, the likeliest first.

    Those below MAY_MEAN are left out.
    """
    if not claims:
        return []
    first = 0
    if len(claims) > MANY:  # what a day's news in one article tells elsewhere is of other affairs
        claims = sorted(claims, key=lambda claim: (abs(claim.start - denial.start), claim.proposition))[:_NEAREST]
        first = min(claim.start for claim in claims)
    weights = _SPELLED_OUT if denial.spelled_out else _POINTING
    odds = _odds(denial, claims, first, weights)
    likeliest = sorted(range(len(claims)), key=lambda n: (-odds[n], claims[n].start, claims[n].proposition))[:_READ]
    most = _MOST * (weights.denies + abs(weights.agrees))  # that reading both can add
    read = [n for n in likeliest if odds[n] + most >= logit(MAY_MEAN)]
    found = [Meant(logistic(odds[n] + _read(denial, claims[n], weights)), claims[n]) for n in read]
    likely = [one for one in found if one.score >= MAY_MEAN]
    return sorted(likely, key=lambda one: (-one.score, one.claim.start, one.claim.proposition))


def _odds(denial: Told, claims: Sequence[Told], first: int, weights: _Weights) -> list[float]:
    """What is known of each claim before both are read together."""
    alike = (
        weights.least
        + weights.number * math.log(max(len(claims), _FEW))
        + weights.denied * _length(denial)
        + weights.contesting * logit(denial.contests)
    )
    links, near = answering(denial, claims), (nearness(claims, claims) > _NEAR).sum(1) - 1
    end, last = max(claim.end for claim in claims), _last_before(denial, claims)
    return [
        alike
        + weights.link * links[n]
        + weights.place * (claim.start - first) / (end - first)
        + weights.near * min(int(near[n]), _MOST_NEAR)
        + weights.pointing * (claim is last)
        + _beside(denial, claim, weights)
        for n, claim in enumerate(claims)
    ]


def _beside(denial: Told, claim: Told, weights: _Weights) -> float:
    return (
        weights.apart * math.log(1 + abs(denial.start - claim.start) / 100)
        + weights.reporting * (_REPORTING.search(claim.whole.replace(claim.words, " ")) is not None)
        + weights.length * _length(claim)
        + weights.terms * min(len(denial.speaks_of & claim.terms), _MOST_TERMS)
        + weights.side * (claim.side in denial.terms)
    )


def _length(told: Told) -> float:
    return min(len(told.words.split()), _LONGEST) / _LONGEST


def _last_before(denial: Told, claims: Sequence[Told]) -> Told | None:
    """The last claim before "that is a lie", or before an outlet's own "the photo is a fake"."""
    points = not denial.spelled_out and (denial.own_voice or _POINTS.search(denial.words) is not None)
    before = [claim for claim in claims if claim.start < denial.start]
    return max(before, key=lambda claim: (claim.end, claim.start, claim.proposition), default=None) if points else None


def _read(denial: Told, claim: Told, weights: _Weights) -> float:
    read = relation_of(claim.claimed, denial.told)
    return weights.denies * logit(read.denies, _MOST) + weights.agrees * logit(read.agrees, _MOST)
