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

from tracker.link.contests import contesting_of
from tracker.link.likeness import Told, logistic, logit, nearness
from tracker.models.relations import relation_of


@dataclass(frozen=True, slots=True)
class _Weights:
    """What each thing counts for, as logarithm of odds.

    What the model reads of both, that the second denies the first or that they agree; what both are about; how far into
    the article the claim stands, and how far from the denial; how many claims there are; words of reporting around the
    claim; its length, where the denial only points; how many terms both share; the length of the denial; how many
    claims of the article are near it; how likely the denial contests anything; that it speaks of whose claim it is;
    that "that" points at it.
    """

    least: float
    denies: float
    agrees: float
    about: float
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


# Fitted to `models/relations/answers.jsonl`, mostly to the news there of which the relation model has learned nothing:
# of denials that spell out what they deny, and of those that only point. Held back a tenth at a time, of 138 of the
# first 27 of 38 that are 0.62 and likelier are right, of 200 of the others 98 of 131 from 0.55 on.
_SPELLED_OUT = _Weights(
    least=-0.76, denies=0.81, agrees=0.27, about=0.31, place=-0.88, apart=-0.13, number=-0.28, reporting=0.64,
    length=0.0, terms=0.29, denied=-0.13, near=0.25, contesting=0.47, side=0.18, pointing=0.0,
)  # fmt: skip
_POINTING = _Weights(
    least=0.95, denies=0.50, agrees=-0.26, about=-0.36, place=-1.19, apart=-0.22, number=-0.84, reporting=1.04,
    length=0.90, terms=0.27, denied=-0.93, near=0.20, contesting=0.48, side=0.08, pointing=0.32,
)  # fmt: skip
MAY_MEAN = 0.1  # from which a denial may mean a claim
_MOST = 5.0  # that the logit of what the model reads of two texts counts for, either way
_LONGEST, _MOST_TERMS, _MOST_NEAR = 30, 4, 4  # words; terms; claims: more count for no more
_NEAR = 0.7  # cosine of what two claims are about from which they are near
_FEW, _MANY, _NEAREST = 5, 30, 15  # claims: of fewer each is no likelier, and of more the nearest are looked at
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
    if len(claims) > _MANY:  # what a day's news in one article tells elsewhere is of other affairs
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
        + weights.contesting * contesting_of(denial)
    )
    about, near = nearness([denial], claims)[0], (nearness(claims, claims) > _NEAR).sum(1) - 1
    end, last = max(claim.end for claim in claims), _last_before(denial, claims)
    return [
        alike
        + weights.about * float(about[n])
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
