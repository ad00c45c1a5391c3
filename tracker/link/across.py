"""What an answer means of the claims of other articles: of each the one that it fits best, if it fits well enough.

So a link depends on the answer and one article, and is found whichever was read first. Both must share more than who
they are about, or lie very near; where the articles share little, or lie long apart, only what lies near is linked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.link.answerable import REPLYING, may_answer, spells_out
from tracker.link.apart import NEAR_LONG_APART, lie_long_apart, may_name_the_same, name_other_states, speaks_of_itself
from tracker.link.fits import NEAR_ANYHOW, Link, contested, may_contest, names_shared
from tracker.link.odds import share_of
from tracker.link.related import is_key
from tracker.link.told import KNOWING, Told, answering
from tracker.link.within import FEWEST
from tracker.records import DENYING

# The cosine of what an answer denies and a claim tells from which both are held against each other though they share no
# more than who they are about: of a denial, of whom much is told, and of an assertion.
_NEAR_OF_ONE, _NEAR_ANYHOW_ASSERTING = 0.55, 0.6
# Where two articles share less (`related.py`), an assertion is linked only where it lies so near, and a denial where it
# does as it must where both share no term: among thousands of articles much sounds like a denial of another affair.
_SHARE_LITTLE, _NEAR_WHERE_LITTLE = 20.0, NEAR_LONG_APART
_ENOUGH_ELSEWHERE = 2 / 3  # the share of an answer's terms that a claim of another article holds
# What says of "it" or "them" what is not so says of nobody to whom another affair belongs.
_OF_IT = re.compile(r"\W*(?:its?|his|her|their|they|he|she|we|our|this|these|those)\b", re.IGNORECASE)
_KNOWING = re.compile(rf"\b{KNOWING}|\btold\b", re.IGNORECASE)


def link_across(
    answers: Sequence[Told], claims: Sequence[Told], names: Mapping[str, str], shared: Mapping[str, float]
) -> Iterator[Link]:
    """Yield, of each other article, the claim that an answer fits best of those that share more than who it is about.

    That is a term, or that both lie very near. `names` are those of actors, by key; `shared` the weight of what the
    other article shares, by its id.
    """
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    for n, claim in enumerate(claims):
        for term in claim.terms:
            by_term[term].append(n)
    for answer in answers:
        contests = answer.stance not in REPLYING and may_contest(answer)
        if not claims or not (contests or _points(answer)):
            continue
        cosines = answering(answer, claims) if contests else [0.0] * len(claims)
        near = {n for n, cosine in enumerate(cosines) if cosine >= NEAR_ANYHOW}
        by_article: defaultdict[str, list[Told]] = defaultdict(list)
        for n in sorted(near.union(*(by_term[term] for term in answer.terms))):
            claim = claims[n]
            enough = _shares_more(answer, claim, cosines[n], names)
            may = may_answer(answer, claim) and _may_answer_elsewhere(answer, claim)
            same = may_name_the_same(answer, claim, names) and not name_other_states(answer, claim, names)
            if contests and cosines[n] < _NEAR_WHERE_LITTLE and lie_long_apart(answer, claim):
                continue
            if enough and may and same:
                by_article[claim.article].append(claim)
        for every in by_article.values():
            others = [claim for claim in every if not claim.narrated]
            links = list(_elsewhere(answer, others, names)) if _points(answer) else []
            if contests and not links:
                links = [link for link in contested(answer, others, names) if _is_likely(link, shared)]
            if contests and not links and answer.stance in DENYING:
                told = [claim for claim in every if claim.narrated]
                links = [link for link in contested(answer, told, names) if _is_likely(link, shared)]
            yield from (replace(link, reason=f"in another article: {link.reason}") for link in links)


def _is_likely(link: Link, shared: Mapping[str, float]) -> bool:
    """Whether what is said of two articles is linked: where these share little, only what lies near enough."""
    answer, claim = link.answer, link.claim
    share_much = shared.get(claim.article, shared.get(answer.article, 0.0)) >= _SHARE_LITTLE
    if link.state != "linked" or share_much:
        return link.state == "linked"
    near = NEAR_ANYHOW if answer.stance in DENYING else _NEAR_WHERE_LITTLE
    return _OF_IT.match(answer.words) is None and answering(answer, [claim])[0] >= near


def _shares_more(answer: Told, claim: Told, cosine: float, names: Mapping[str, str]) -> bool:
    """Whether both share more than who they are about, or lie very near."""
    shared = answer.speaks_of & claim.terms
    if not all(is_key(term) or term in names for term in shared):
        return True
    if answer.stance not in DENYING:
        return cosine >= _NEAR_ANYHOW_ASSERTING
    return cosine >= (_NEAR_OF_ONE if shared else NEAR_ANYHOW)


def _may_answer_elsewhere(answer: Told, claim: Told) -> bool:
    """Whether an answer may mean a claim of another article.

    Who "denied that he knew of it" answers who says that he knew, not who tells of it; who denies that Kuwait sold more
    answers who speaks of Kuwait. Of whom "press reports that it would" tell is not known there.
    """
    if claim.contested and _OF_IT.match(claim.words):
        return False
    of_whom = {term for term in answer.terms if is_key(term)} | speaks_of_itself(answer)
    if spells_out(answer) and of_whom and of_whom.isdisjoint({*claim.terms, claim.side}):
        return False
    return not answer.is_of_knowing or answer.stance not in DENYING or _KNOWING.search(claim.words) is not None


def _points(answer: Told) -> bool:
    """Whether a denial or refusal points at what it answers instead of spelling it out."""
    return answer.stance in (*DENYING, "no_comment") and not spells_out(answer)


def _elsewhere(answer: Told, claims: Iterable[Told], names: Mapping[str, str]) -> Iterator[Link]:
    """The claims that hold most of what a denial or refusal points at; a pointing word alone reaches no further."""
    for claim in claims:
        shared = answer.speaks_of & claim.terms
        score = share_of(shared, answer.speaks_of)
        if len(shared) >= FEWEST and score >= _ENOUGH_ELSEWHERE and not claim.negated and claim.core is not None:
            yield Link(answer, claim, answer.stance, score, f"both speak of: {names_shared(answer, claim, names)}")
