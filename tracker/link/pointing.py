"""How likely a claim is what a denial means, of all that its article claims, where the denial only points at it.

"That is a lie" and "denied the reports" tell little of what they deny. The relation model reads both together, and sees
less than a reader: so where both stand counts too. What is contested stands early in an article, and again and again;
reports and allegations are contested more than what somebody plainly says; the more an article claims, the less likely
each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.link.contests import contesting_of
from tracker.link.likeness import Told, logistic, logit, nearness
from tracker.models.relations import relation_of

# A logistic function, fitted to `models/relations/answers.jsonl` when the model had learned from none of it. Of the
# denials there that only point, in 586 articles of other kinds than it has seen since, what it finds from 0.55 on is
# right for 83 of 109. By what the model reads of both, by what both are about, by how far into the article the claim
# stands and how far from the denial, by how many claims there are, by words of reporting around it, by its length where
# the denial only points, by how many terms both share, by the length of the denial, by how many claims of the article
# are near it, by how likely the denial contests anything, that it speaks of whose claim it is, and that "that" points
# at it.
_BY_BOTH, _BY_ABOUT, _BY_PLACE, _BY_APART, _BY_NUMBER, _BY_REPORTING = 0.53, 1.10, -1.65, -0.25, -0.88, 1.02
_BY_LENGTH, _BY_TERMS, _BY_DENIED, _BY_NEAR, _BY_CONTESTING = 1.18, 0.33, -1.42, 0.09, 0.50
_BY_SIDE, _BY_POINTING, _LEAST = 0.23, 0.65, 0.54
_MOST = 5.0  # that the logit of what the model reads of two texts counts for, either way
_LONGEST, _MOST_TERMS, _MOST_NEAR = 30, 4, 4  # words; terms; claims: more count for no more
_NEAR = 0.7  # cosine of what two claims are about from which they are near
_FEW, _MANY = 5, 30  # claims: of fewer each is no likelier, and of more the nearest of this number are looked at
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
    """Return what a denial may mean of the claims of its article that it may answer, the likeliest first."""
    if not claims:
        return []
    first = 0
    if len(claims) > _MANY:  # what a day's news in one article tells elsewhere is of other affairs
        claims = sorted(claims, key=lambda claim: (abs(claim.start - denial.start), claim.proposition))[:_MANY]
        first = min(claim.start for claim in claims)
    odds = _odds(denial, claims, first)
    likeliest = sorted(range(len(claims)), key=lambda n: (-odds[n], claims[n].start, claims[n].proposition))[:_READ]
    found = [Meant(logistic(odds[n] + _BY_BOTH * _read(denial, claims[n])), claims[n]) for n in likeliest]
    return sorted(found, key=lambda one: (-one.score, one.claim.start, one.claim.proposition))


def _odds(denial: Told, claims: Sequence[Told], first: int) -> list[float]:
    """What is known of each claim before both are read together."""
    alike = (
        _LEAST
        + _BY_NUMBER * math.log(max(len(claims), _FEW))
        + _BY_DENIED * _length(denial)
        + _BY_CONTESTING * contesting_of(denial)
    )
    about, near = nearness([denial], claims)[0], (nearness(claims, claims) > _NEAR).sum(1) - 1
    end, last = max(claim.end for claim in claims), _last_before(denial, claims)
    return [
        alike
        + _BY_ABOUT * float(about[n])
        + _BY_PLACE * (claim.start - first) / (end - first)
        + _BY_NEAR * min(int(near[n]), _MOST_NEAR)
        + _BY_POINTING * (claim is last)
        + _beside(denial, claim)
        for n, claim in enumerate(claims)
    ]


def _beside(denial: Told, claim: Told) -> float:
    return (
        _BY_APART * math.log(1 + abs(denial.start - claim.start) / 100)
        + _BY_REPORTING * (_REPORTING.search(claim.whole.replace(claim.words, " ")) is not None)
        + _BY_LENGTH * (0.0 if denial.spelled_out else _length(claim))
        + _BY_TERMS * min(len(denial.speaks_of & claim.terms), _MOST_TERMS)
        + _BY_SIDE * (claim.side in denial.terms)
    )


def _length(told: Told) -> float:
    return min(len(told.words.split()), _LONGEST) / _LONGEST


def _last_before(denial: Told, claims: Sequence[Told]) -> Told | None:
    """The last claim before "that is a lie", or before an outlet's own "the photo is a fake"."""
    points = not denial.spelled_out and (denial.own_voice or _POINTS.search(denial.words) is not None)
    before = [claim for claim in claims if claim.start < denial.start]
    return max(before, key=lambda claim: (claim.end, claim.start, claim.proposition), default=None) if points else None


def _read(denial: Told, claim: Told) -> float:
    return logit(relation_of(claim.claimed, denial.told).denies, _MOST)
