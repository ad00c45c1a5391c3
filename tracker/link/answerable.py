"""What an answer may mean at all: nobody denies himself, and nobody what is no claim.

Held against these are a denial, a confirmation, a retraction, a refusal to comment, and an assertion that may contest.
"""

from __future__ import annotations

import re

from tracker.link.apart import NEGATION, are_of_other_ties, of_one_side, same_words
from tracker.link.told import Told
from tracker.records import DENYING

REPLYING = ("no_comment", "confirm", "retract")  # what contests nothing
# What should be is no fact, and what tells of a denial or a hoax denies the same: neither is what a denial contests.
_NO_CLAIM = re.compile(
    r"\b(?:should|ought to|must|den(?:y|ies|ied|ying|ials?)|hoax(?:es)?|untrue|inaccurate|debunk\w*|no evidence)\b"
    r"|\b(?:is|are|was|were)\W+(?:\w+ly )?false\b",
    re.IGNORECASE,
)
# What is said of a thing, not of what others say of it: "baseless" would be said of the claim that it is a fake.
_CALLED_FALSE = re.compile(
    r"\b(?:hoax(?:es)?|fake[ds]?|bogus|doctored|photoshopped|scam|prank|set-?up|staged(?!\s+(?:an?|the|its|their|his|her)\b))\b",
    re.IGNORECASE,
)
# "No idea who paid" asks who did, "no recollection" tells what one remembers: neither says that nobody did.
_ASKS_ITSELF = re.compile(
    r"\bno idea (?:who|whom|whose|what|which|when|where|why|how|if|whether)\b|\bno (?:\w+ )?(?:recollection|memory)\b",
    re.IGNORECASE,
)
# What is not decided may come all the same; it contests only that it was decided.
_NOT_DECIDED = re.compile(
    r"\b(?:not|n['’]t|never) (?:yet )?(?:decided|reached a decision|made (?:a|any|its|his|her|their) decision)\b"
    r"|\bno (?:\w+ )?decisions?\b",
    re.IGNORECASE,
)
_OF_DECIDING = re.compile(r"\bdeci(?:de|di|sion)", re.IGNORECASE)


def spells_out(answer: Told) -> bool:
    """Return whether a statement is a denial that carries what it denies."""
    return answer.stance in DENYING and answer.spelled_out


def overlap(one: Told, other: Told) -> bool:
    """Return whether two stand at one place."""
    return one.article == other.article and one.start < other.end and other.start < one.end


def says_word_for_word(answer: Told, claim: Told) -> bool:
    """Return whether a claim stands within the answer, as somebody else's, and says just what that denies."""
    within = answer.start <= claim.start and claim.end <= answer.end and claim.article == answer.article
    return within and claim.stance == "assert" and claim.statement != answer.statement and same_words(answer, claim)


def may_answer(answer: Told, claim: Told) -> bool:
    """Return whether an answer may mean a claim.

    Nobody denies himself, his side, or words within his own; but one refuses to tell more, or takes back his own.
    """
    if overlap(answer, claim):
        return False
    if claim.stance not in ("assert", "confirm") or _ASKS_ITSELF.search(answer.words):
        return False
    if answer.stance in ("no_comment", "retract"):
        return True
    if _NOT_DECIDED.search(answer.words) and not _OF_DECIDING.search(claim.words):
        return False
    if claim.negated or _NO_CLAIM.search(claim.words) or _both_call_it_false(answer, claim):
        return False
    if are_of_other_ties(answer, claim):
        return False
    if spells_out(answer) and NEGATION.search(claim.words) and not NEGATION.search(answer.words):
        return False  # "he is not dissatisfied" agrees with "Soros told us that he was not dissatisfied"
    return claim.source is None or not of_one_side(answer, claim)


def _both_call_it_false(answer: Told, claim: Told) -> bool:
    """ "A hoax", "it is staged", of a claim that it is a fake; not who denies faking it, or says it is no hoax."""
    if spells_out(answer) or NEGATION.search(answer.whole):
        return False
    return all(_CALLED_FALSE.search(words) is not None for words in (answer.whole, claim.words))
