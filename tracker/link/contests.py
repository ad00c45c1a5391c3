"""How likely a statement contests what somebody claims, and which assertions are denials for it.

Most that is contested in news is contested by plain assertions ("the timing was not intentional"). Whether a "not"
answers anybody only what stands around it tells, which the relation model reads. Where it is likely to, the assertion
is a denial, and carries what it denies: its own words without the "not".
"""

from __future__ import annotations

from dataclasses import replace

from tracker.link.likeness import logistic, logit
from tracker.models.relations import before, reading_of, whole
from tracker.records import Article, Extraction, Proposition, Statement, hull

CONTESTS, CONTESTS_ASSERTING = 0.25, 0.4  # probability from which a denial, an assertion is held to contest something
DENIES = 0.5  # from which a negated assertion is a denial
# A logistic function, fitted to disputes that were marked in news: in every tenth article of the corpora, of which the
# first epochs had learned from some, and in PolNeAR's development articles, of which none. By what the model reads of
# the statement, by its stance, and by a "not" in what it asserts.
_BY_READING, _BY_STANCE, _BY_NOT, _LEAST = 0.63, {"deny": 2.05, "deny_knowledge": 1.57}, 0.94, -1.99


def contesting(read: float, stance: str, *, negated: bool) -> float:
    """Return how likely a statement contests what somebody claims (0 to 1), from what the model reads of it alone."""
    by_not = _BY_NOT * (stance == "assert" and negated)
    return logistic(_BY_READING * logit(read) + _BY_STANCE.get(stance, 0.0) + by_not + _LEAST)


def with_denials(extraction: Extraction) -> Extraction:
    """Return what was read of an article, with the negated assertions that contest something as denials."""
    statements = tuple(_as_denial(one, extraction.article) for one in extraction.statements)
    return replace(extraction, statements=statements)


def _as_denial(statement: Statement, article: Article) -> Statement:
    said = statement.proposition
    if statement.stance != "assert" or statement.force != "assertive" or said is None or not said.affirmed:
        return statement
    place = hull((*statement.source, *statement.cue, *statement.content))
    alone = len(said.affirmed) == 1
    read = [(_contests(place if alone else (one.start, one.end), said, article), one) for one in said.affirmed]
    most, denied = max(read, key=lambda found: found[0])
    if most < DENIES:
        return statement
    return replace(statement, stance="deny", proposition=denied.proposition)


def _contests(place: tuple[int, int], said: Proposition, article: Article) -> float:
    start, end = place
    read = reading_of(before(article.text, start), whole(article.text[start:end], said.words))
    return contesting(read.contests, "assert", negated=True)
