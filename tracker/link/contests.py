"""How likely a statement contests what somebody claims.

Most that is contested in news is contested by plain assertions ("the timing was not intentional"). Whether a "not"
answers anybody only what stands around it tells, which the relation model reads.
"""

from __future__ import annotations

from tracker.link.odds import logistic, logit
from tracker.link.told import Told
from tracker.models.relations import article_read, before, contests_alone, whole

# The probability from which something is held to contest a claim: what denies or has a "not", and any other assertion.
CONTESTS, CONTESTS_ASSERTING = 0.2, 0.4
# From which an assertion with a "not" contests something by itself.
DENIES = 0.5
# The same as its article has it, from where a statement is read alone too: 877 of 2,215 in development articles, and
# 110 of the 115 that are in disputes.
_MAY_CONTEST, _MAY_CONTEST_ASSERTING = 0.03, 0.12
_BY_ARTICLE, _BY_WORDS = 0.2, 0.8  # what both readings count for
# A logistic function, fitted to the disputes that others marked in PolNeAR's development articles and in 84 of its
# training part, of which the models had learned from none (5,072 statements, 271 are in disputes), and rounded: by what
# is read of the statement, its stance, and a "not" in what it asserts.
_BY_READING, _BY_STANCE, _BY_NOT, _LEAST = 1.0, {"deny": 2.0, "deny_knowledge": 1.9}, 1.2, -1.9


def contesting(read: float, stance: str, *, negated: bool) -> float:
    """Return how likely a statement contests what somebody claims (0 to 1), from what `read_of` returns."""
    by_not = _BY_NOT * (stance == "assert" and negated)
    return logistic(_BY_READING * logit(read) + _BY_STANCE.get(stance, 0.0) + by_not + _LEAST)


def read_of(article: tuple[str, str], place: tuple[int, int], claim: str, *, answers: bool) -> float:
    """Return how likely what stands at a place of an article contests something (0 to 1), as the models read it.

    `claim` stands for its words where they are too many; `answers` says that it denies, or has a "not". What surely
    contests nothing the reading of the whole article tells; of the rest more is seen when the words are read alone.
    """
    text, title = article
    start, end = place
    likely = article_read(text, title).of(start, end).contests
    if likely < (_MAY_CONTEST if answers else _MAY_CONTEST_ASSERTING):
        return likely
    alone = contests_alone(before(text, start), whole(text[start:end], claim))
    return logistic(_BY_ARTICLE * logit(likely) + _BY_WORDS * logit(alone))


def contesting_of(told: Told) -> float:
    """Return how likely a statement of the store contests what somebody claims (0 to 1)."""
    return contesting(told.contests, told.stance, negated=told.negated)
