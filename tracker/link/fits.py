"""Which claims of an article an answer contests, and how well each fits.

An assertion can contest too, by another account of the same: the relation model says how likely a statement contests
anything, and of what it may contest, the claims nearest to it, how likely each is what it denies. What is linked must
be read as a denial by the words of both alone too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.link.answerable import spells_out
from tracker.link.apart import NEGATION, differ, happen_apart, hold_other_figures, is_only_asked, tell_apart
from tracker.link.contests import CONTESTS, CONTESTS_ASSERTING, DENIES, contesting_of
from tracker.link.odds import logistic, logit, share_of
from tracker.link.told import Told, answering
from tracker.models.relations import relation_of, without_before
from tracker.records import DENYING

_POSSIBLE = 0.2  # probability of contesting something from which an answer may contest something
# The probability that a denial contests a claim from which both are linked, and an assertion with a "not" that contests
# something as surely as one.
_FITS = 0.62
_FITS_ASSERTING, _FITS_ASSERTING_ELSEWHERE = 0.7, 0.86  # of another account, in its article and in another
# How surely the words by themselves, without what stands before them, must be read as a denial of the claim's words: of
# a denial, and of another account. What stands before often speaks of both, and so makes much sound like a denial.
ALONE, _ALONE_ASSERTING = 0.82, 0.72
# What is plainly a denial by its words alone is linked where it fits so well and lies so near, though it sounds little
# like an answer.
PLAINLY, _FITS_PLAINLY, _NEAR_PLAINLY, _CONTESTS_PLAINLY = 0.93, 0.7, 0.59, 0.14
_FITS_SURELY, _FITS_MORE_SURELY = 0.77, 0.85  # of what has a "not"; and sounds only a little like an answer by itself
SURELY_CONTESTS = 0.07  # the probability that it contests anything from which it does
_FITS_TOO, _FITS_TOO_ASSERTING = 0.65, 0.85  # the same for a second claim; of another account
# The score from which a link is possible: of 66 that were read in news, none of 31 below it was right, 13 of 35 above.
LEAST_POSSIBLE = 0.3
AGREES = 0.65  # how likely, as the model reads it, an assertion is another report of a claim, and no other account
_NEAREST, _NEAREST_ELSEWHERE = 6, 1  # claims of its article, and of any other, that an answer is held against
# Cosine of what an answer denies and a claim tells, from which both are read; and from which those that share no term
# are, of a denial.
_NEAR, NEAR_ANYHOW = 0.3, 0.45
# The same of an assertion with a "not" that sounds less like an answer than so, from which it is linked.
_PLAIN_ANSWER, _NEAR_THOUGH_NO_ANSWER = 0.5, 0.6
_ALONE_ANSWERING, _NEAR_ANSWERING = 0.9, 0.4  # what one that sounds more like it must be read as alone, and lie near
# That a claim is what an answer contests is a logistic function, fitted to pairs of news that an earlier model took for
# likely and that were judged, and to denials and claims in tests/gold/claim_stories.toml, none of them learned from. By
# what the model reads of both together, how near what the answer denies is to what the claim tells, as their articles
# have it, and the share of the answer's terms in the claim; what each counts for was set anew by the stories there.
_BY_BOTH, _BY_NEAR, _BY_TERMS, _LEAST_FIT = 0.63, 2.35, 1.48, -1.98
_MOST = 5.0  # that the logit of what the model reads of two texts counts for, either way
_NOTHING_ELSE = re.compile(r"\bnothing (?:else|but|more)\b|\bno(?:ne)? other\b", re.IGNORECASE)
# "Seized on his claim that it was sold" tells what he claims, and is no other account of it.
_OF_A_CLAIM = re.compile(
    r"\b(?:fact-?check\w*(?: on)?|seiz\w+ on|cit(?:es|ed|ing)|repeat(?:s|ed|ing)|referr?(?:s|ed|ing) to"
    r"|point(?:s|ed|ing) to|echo(?:es|ed|ing)|took offen[cs]e at)\W+(?:[\w’'-]+\W+){0,4}?"
    r"(?:claims?|allegations?|assertions?|accusations?|contentions?|suggestions?) that\b",
    re.IGNORECASE,
)
# "Defended his firm's pricing": what he says for it is told elsewhere.
_DEFENDING = re.compile(r"\W*(?:has |have |had |also )*(?:defend(?:s|ed|ing)?|stood by|stands? by)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """That an answer means a claim: how, how likely (0 to 1), why in words, and whether it is linked or possible."""

    answer: Told
    claim: Told
    stance: str
    score: float
    reason: str
    state: str = "linked"


def linked(links: Iterable[Link]) -> list[Link]:
    """Return those that are more than possible."""
    return [link for link in links if link.state == "linked"]


def contested(answer: Told, claims: Sequence[Told], names: Mapping[str, str]) -> Iterator[Link]:
    """Yield links with the claims of one article that the answer fits best, if it contests any and they fit enough."""
    contests = contesting_of(answer)
    denies = answer.stance in DENYING
    if not may_contest(answer):
        return
    stance, how = "opposes", "tells it otherwise, "
    if denies or answer.negated:
        stance, how = (answer.stance, "") if denies else ("deny", "says the opposite, ")
    near = zip(claims, answering(answer, claims), strict=True) if claims else ()
    about = [one for one in near if one[1] >= _NEAR and (not denies or _may_be_denied(answer, *one))]
    found = [(fit(answer, claim, cosine), claim, cosine) for claim, cosine in _nearest(answer, about)]
    best, *others = sorted(found, key=lambda one: -one[0]) or [(0.0, answer, 0.0)]
    too = _FITS_TOO if denies or answer.negated else _FITS_TOO_ASSERTING
    for score, claim, cosine in [best, *(one for one in others[:1] if one[0] >= too)]:
        if score < LEAST_POSSIBLE:
            continue
        linked = _is_linked(answer, claim, score, cosine, contests)
        if linked or answer.negated or contests >= _POSSIBLE:
            reason = f"{how}as read from both{shared_by(answer, claim, names)}"
            yield Link(answer, claim, stance, score, reason, "linked" if linked else "possible")


def _is_linked(answer: Told, claim: Told, score: float, cosine: float, contests: float) -> bool:
    """Whether an answer that contests anything so likely means a claim that fits so well and lies so near."""
    is_not = answer.negated and answer.stance not in DENYING
    if is_not and contests < _PLAIN_ANSWER and cosine < _NEAR_THOUGH_NO_ANSWER:
        return False  # "no rain fell in the south" beside "rains stopped the harvest"
    alone = denies_alone(answer, claim)
    if alone < (ALONE if answer.stance in DENYING else _ALONE_ASSERTING):
        return False
    likely = contests >= _enough(answer) and score >= _fits_enough(answer, claim)
    fits_surely = _FITS_SURELY if contests >= CONTESTS else _FITS_MORE_SURELY
    surely = answer.negated and score >= fits_surely and contests >= SURELY_CONTESTS
    plainly = alone >= PLAINLY and score >= _FITS_PLAINLY and contests >= _CONTESTS_PLAINLY
    answers = is_not and contests >= _PLAIN_ANSWER and alone >= _ALONE_ANSWERING and score >= _FITS_PLAINLY
    return likely or surely or (plainly and cosine >= _NEAR_PLAINLY) or (answers and cosine >= _NEAR_ANSWERING)


def _may_be_denied(answer: Told, claim: Told, cosine: float) -> bool:
    """Whether a denial speaks of something that the claim tells, or who tells it; or spells out what lies very near.

    It must speak of the claim's verb, where that is known. Who denies one figure denies no other.
    """
    terms = answer.speaks_of
    if hold_other_figures(answer, claim) or (claim.core is not None and claim.core.split()[1] not in terms):
        return False
    return bool(terms & {*claim.terms, claim.side}) or (answer.spelled_out and cosine >= NEAR_ANYHOW)


def may_contest(answer: Told) -> bool:
    """Return whether it may be held to contest something: what has a "not" may, however little it sounds like it."""
    only_speaks_of_it = _OF_A_CLAIM.search(answer.words) or _DEFENDING.match(answer.words)
    if answer.stance == "assert" and not answer.negated and only_speaks_of_it:
        return False
    return answer.negated or contesting_of(answer) >= _CONTESTS_PLAINLY


def _enough(answer: Told) -> float:
    """How likely it must contest something to be held to."""
    says_not = answer.negated or _NOTHING_ELSE.search(answer.words) is not None
    return CONTESTS if answer.stance in DENYING or says_not else CONTESTS_ASSERTING


def _fits_enough(answer: Told, claim: Told) -> float:
    """How likely it must contest a claim to be linked with it."""
    if answer.stance in DENYING:
        return _FITS
    if answer.article != claim.article:
        return _FITS_ASSERTING_ELSEWHERE
    return _FITS if answer.negated and contesting_of(answer) >= DENIES else _FITS_ASSERTING


def fit(answer: Told, claim: Told, cosine: float) -> float:
    """Return how likely a claim is the one that an answer contests, if any; 0 where surely below LEAST_POSSIBLE."""
    if (tell_apart if spells_out(answer) else is_only_asked)(answer, claim):
        return 0.0
    odds = _LEAST_FIT + _beside(answer, claim, cosine)
    if odds + _BY_BOTH * _MOST < logit(LEAST_POSSIBLE):
        return 0.0  # whatever the model would read from both
    read = relation_of(claim.claimed, answer.told).denies
    likely = logistic(odds + _BY_BOTH * logit(read, _MOST))
    if likely >= LEAST_POSSIBLE and (agree if answer.stance == "assert" else says_it_beside)(answer, claim):
        return 0.0
    return likely


def denies_alone(answer: Told, claim: Told) -> float:
    """Return how likely the answer is read as a denial of the claim by the words of both alone (0 to 1)."""
    return reads_denied(answer, claim.words)


def reads_denied(answer: Told, words: str) -> float:
    """Return how likely the answer by itself is read as a denial of these words (0 to 1)."""
    return relation_of(("", words), without_before(answer.told)).denies


def agree(answer: Told, claim: Told) -> bool:
    """Return whether what is asserted is another report of the claim or of other days, and so no other account."""
    if happen_apart(answer, claim):
        return True
    if answer.negated:
        return says_it_beside(answer, claim)
    same_way = bool(answer.directions & claim.directions)
    return same_way or (not differ(answer, claim) and read_as_same(answer, claim) >= AGREES)


def says_it_beside(answer: Told, claim: Told) -> bool:
    """Return whether a clause beside that with the "not" says what is claimed: "no standstill: we expect a fall"."""
    return any(_says_it(clause, claim) for clause in answer.clauses)


def _says_it(clause: str, claim: Told) -> bool:
    if NEGATION.search(clause):
        return False
    return relation_of(*sorted((("", clause), ("", claim.words)))).same >= AGREES


def read_as_same(one: Told, other: Told) -> float:
    """Return how likely both are read to say the same (0 to 1)."""
    return relation_of(*sorted((one.claimed, other.claimed))).same


def _nearest(answer: Told, near: Iterable[tuple[Told, float]]) -> list[tuple[Told, float]]:
    """Of the claims of one article, each with its cosine, those that the answer is most likely about."""
    about = sorted(near, key=lambda one: (-_beside(answer, *one), one[0].start, one[0].proposition))
    elsewhere = bool(about) and about[0][0].article != answer.article
    return about[: _NEAREST_ELSEWHERE if elsewhere else _NEAREST]


def _beside(answer: Told, claim: Told, cosine: float) -> float:
    """What is known without reading both together."""
    return _BY_NEAR * cosine + _BY_TERMS * share_of(answer.speaks_of & claim.terms, answer.speaks_of)


def shared_by(answer: Told, claim: Told, names: Mapping[str, str]) -> str:
    """Return the end of a reason that tells what both speak of, or nothing."""
    shared = names_shared(answer, claim, names)
    return f"; both speak of: {shared}" if shared else ""


def names_shared(answer: Told, claim: Told, names: Mapping[str, str]) -> str:
    """Return the terms that both share, actors first, by their names."""
    shared = sorted(answer.speaks_of & claim.terms, key=lambda term: (term not in names, term))
    return ", ".join(names.get(term, term) for term in shared)
