"""How likely a statement contests what somebody claims, and which assertions are denials for it.

Most that is contested in news is contested by plain assertions ("the timing was not intentional"). Whether a "not"
answers anybody only what stands around it tells, which the relation model reads. Where it is likely to, the assertion
is a denial, and carries what it denies: its own words without the "not".
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.link.likeness import Told, logistic, logit
from tracker.models.relations import before, reading_of, whole
from tracker.records import Affirmed, Article, Extraction, Proposition, Statement, hull

CONTESTS, CONTESTS_ASSERTING = 0.25, 0.4  # probability from which a denial, an assertion is held to contest something
DENIES = 0.5  # from which a negated assertion is a denial
_READ_AT_MOST = 260  # code points: about the pieces of one text that the model reads
# A logistic function, fitted to disputes that were marked in news: in every tenth article of the corpora, of which the
# first epochs had learned from some, and in PolNeAR's development articles, of which none. By what the model reads of
# the statement, by its stance, and by a "not" in what it asserts.
_BY_READING, _BY_STANCE, _BY_NOT, _LEAST = 0.63, {"deny": 2.05, "deny_knowledge": 1.57}, 0.94, -1.99
# Of an assertion with a "not" also by the kind of "not", and by an insisting cue, as all marked news has it, what the
# model had learned from too.
_BY_NEVER, _BY_NO, _BY_INSISTING = 0.6, -0.4, 0.5
# "I never had a case where", "we have never seen anything like it" tells how rare something is.
_UNHEARD_OF = re.compile(
    r"\bnever (?:before )?(?:had|have|seen|see|saw|known|knew|heard|met|been|experienced|witnessed) (?:of )?"
    r"(?:an?|any|anyone|anybody|anything|someone|somebody|something)\b(?: [\w'’-]+){0,3} (?:where|like|quite)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
_NO = re.compile(r"\bno\b(?! (?:more|less|longer)\b)", re.IGNORECASE)
_INSISTING = re.compile(
    r"\b(?:insist|maintain|counter|stress|sw[eo]re|protest|respond|repl|reiterat|assur)", re.IGNORECASE
)


def contesting(read: float, stance: str, *, negated: bool, beside: float = 0.0) -> float:
    """Return how likely a statement contests what somebody claims (0 to 1), from what the model reads of it alone.

    `beside` is what else is known, as logarithm of odds.
    """
    by_not = _BY_NOT * (stance == "assert" and negated)
    return logistic(_BY_READING * logit(read) + _BY_STANCE.get(stance, 0.0) + by_not + beside + _LEAST)


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
    read = [(_contests(one, statement, said, article), one) for one in said.affirmed]
    most, denied = max(read, key=lambda found: found[0])
    if most < DENIES:
        return statement
    return replace(statement, stance="deny", proposition=denied.proposition)


def _contests(one: Affirmed, statement: Statement, said: Proposition, article: Article) -> float:
    """How likely a sentence of the statement contests something, by what the kind of its "not" and the cue add.

    Read with who says it and how; of many with a "not", or far into a long quotation, the sentence alone.
    """
    start, end = hull((*statement.source, *statement.cue, *statement.content))
    if len(said.affirmed) > 1 or one.start - start > _READ_AT_MOST:
        start, end = one.start, one.end
    words = article.text[one.start : one.end]
    if _UNHEARD_OF.search(words):
        return 0.0
    read = reading_of(before(article.text, start), whole(article.text[start:end], said.words))
    kind = _BY_NEVER if _NEVER.search(words) else _BY_NO * (_NO.search(words) is not None)
    insists = _BY_INSISTING * any(_INSISTING.search(span.words) is not None for span in statement.cue)
    return contesting(read.contests, "assert", negated=True, beside=kind + insists)
