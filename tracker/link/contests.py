"""How likely a statement contests what somebody claims, and which assertions are denials for it.

Most that is contested in news is contested by plain assertions ("the timing was not intentional"). Whether a "not"
answers anybody only what stands around it tells, which the relation model reads. Where it is likely to, the assertion
is a denial, and carries what it denies: its own words without the "not".
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.link.likeness import Told, logistic, logit
from tracker.models.relations import article_read
from tracker.records import Affirmed, Article, Extraction, Statement

# The probability from which something is held to contest a claim: what denies or has a "not", and any other assertion.
CONTESTS, CONTESTS_ASSERTING = 0.2, 0.4
DENIES = 0.33  # from which a negated assertion is a denial
# A logistic function, fitted to the disputes that others marked in PolNeAR's development articles, of which the models
# had learned from none: by what the model reads of the statement, by its stance, and by a "not" in what it asserts.
_BY_READING, _BY_STANCE, _BY_NOT, _LEAST = 0.98, {"deny": 2.79, "deny_knowledge": 2.2}, 0.52, -2.17
# "I never had a case where", "we have never seen anything like it" tells how rare something is.
_UNHEARD_OF = re.compile(
    r"\bnever (?:before )?(?:had|have|seen|see|saw|known|knew|heard|met|been|experienced|witnessed) (?:of )?"
    r"(?:an?|any|anyone|anybody|anything|someone|somebody|something)\b(?: [\w'’-]+){0,3} (?:where|like|quite)\b",
    re.IGNORECASE,
)


def contesting(read: float, stance: str, *, negated: bool) -> float:
    """Return how likely a statement contests what somebody claims (0 to 1), from what is read of it in its article."""
    by_not = _BY_NOT * (stance == "assert" and negated)
    return logistic(_BY_READING * logit(read) + _BY_STANCE.get(stance, 0.0) + by_not + _LEAST)


def contesting_of(told: Told) -> float:
    """Return how likely a statement of the store contests what somebody claims (0 to 1)."""
    return contesting(told.contests, told.stance, negated=told.negated)


def with_denials(extraction: Extraction) -> Extraction:
    """Return what was read of an article, with the negated assertions that contest something as denials."""
    statements = tuple(_as_denial(one, extraction.article) for one in extraction.statements)
    return replace(extraction, statements=statements)


def _as_denial(statement: Statement, article: Article) -> Statement:
    said = statement.proposition
    if statement.stance != "assert" or statement.force != "assertive" or said is None or not said.affirmed:
        return statement
    read = [(_contests(one, article), one) for one in said.affirmed]
    most, denied = max(read, key=lambda found: found[0])
    if most < DENIES:
        return statement
    return replace(statement, stance="deny", proposition=denied.proposition)


def _contests(one: Affirmed, article: Article) -> float:
    """How likely a sentence of a statement contests something, as the article tells it."""
    if _UNHEARD_OF.search(article.text, one.start, one.end):
        return 0.0
    read = article_read(article.text, article.title or "").of(one.start, one.end)
    return contesting(read.contests, "assert", negated=True)
