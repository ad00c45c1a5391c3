"""Statements read from the store for linking: who says what and when, and the vectors by which they are compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from sqlite3 import Row

import numpy as np
from numpy.typing import NDArray

from tracker.models.pairs import CONTEXT_REACH, Text, in_one_line, statement_or_claim
from tracker.records import Quantity
from tracker.store.store import Store
from tracker.terms import DENYING

UNDATED = "9999"  # stands for a day that is not known: sorts after all days
_SCALE = 127.0**2  # vectors are of length 1 times 127, in 8-bit numbers: their product is the cosine times this
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
Vector = NDArray[np.float32]


@dataclass(frozen=True)
class StoredStatement:
    """A statement with what it claims, as far as linking needs it."""

    statement: str  # its id
    article: str  # its article's id
    source: str | None
    stance: str
    words: str  # of what is claimed
    whole: str  # of the statement, with who says it and how
    terms: frozenset[str]
    core: str | None  # "agent verb counterpart"
    negated: bool
    spelled_out: bool
    quantities: tuple[Quantity, ...]
    text: str = field(repr=False)  # of the article
    start: int  # its place in the article, in code points
    end: int
    claim_start: int  # where what is claimed begins
    first: str | None  # the first and last day (ISO) on which what it speaks of happens, where it says so
    last: str | None
    said: str  # the first day (ISO) on which it may have been said, else reported; UNDATED where that is not known
    said_until: str  # the last of these days
    side: str | None  # the actor that the speaker acts for, else is; the name of a source that is not named or known
    tells: Vector  # of whole numbers, so that a product is exact whatever it is computed with
    denies: Vector  # what it denies, where it is a denial
    probability: float  # that the row is right
    narrated: bool  # told by the outlet and cited to nobody

    @property
    def is_denial(self) -> bool:
        """Whether it denies something, or knowledge of it."""
        return self.stance in DENYING

    @property
    def content_vector(self) -> Vector:
        """The vector of what it is about: of a denial what it denies, else what it tells."""
        return self.denies if self.is_denial else self.tells

    @cached_property
    def figures(self) -> frozenset[str]:
        """The numbers among its terms, without years."""
        return frozenset(term for term in self.terms if term[0].isdigit() and not _YEAR.fullmatch(term))

    @property
    def before_claim(self) -> str:
        """What stands before what is claimed: often who says it, whom "it" means there."""
        return self._before(self.claim_start)

    @property
    def claimed(self) -> Text:
        """The words of what is claimed, with what stands before them."""
        return self.before_claim, self.words

    @property
    def said_whole(self) -> Text:
        """The words of the statement, with what stands before it."""
        return self._before(self.start), statement_or_claim(self.whole, self.words)

    def _before(self, start: int) -> str:
        return in_one_line(self.text[max(0, start - CONTEXT_REACH) : start])


_TEXTS = """
select id, iif(typeof(text) = 'text', text, '') as text from articles where id in (select value from json_each(?))
"""
_CLAIM_START = "coalesce((select min(start) from spans where statement = statements.id and role = 'content'), 0)"
_COLUMNS = f"""
select statements.id as statement, statements.article, statements.source,
    statements.stance, statements.claimed as words, statements.words as whole, statements.terms, statements.core,
    statements.negated, statements.spelled_out, (
        select json_group_array(json_array(least, most, of_what)) from (
            select * from figures where statement = statements.id order by position)) as figures,
    statements.start, statements.end, statements.happened_first, statements.happened_last,
    coalesce(statements.said_first, articles.published_first, '{UNDATED}') as said,
    coalesce(statements.said_last, articles.published_last, '{UNDATED}') as said_until, statements.tells,
    statements.denies, statements.probability,
    {_CLAIM_START} as claim_start,
    statements.narrated is not null as narrated,
    iif(statements.anonymity = 'unnamed', sources.name, coalesce(statements.acts_for, sources.actor, sources.name)
    ) as side
from statements
cross join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where statements.article in (select value from json_each(?1)) and statements.tells is not null
    and not statements.possible and {{}}
order by statements.article, statements.start, statements.id
"""
# "+": found by the article, and not by the stance, of which a store has hundreds of thousands.
_CLAIMS = _COLUMNS.format("""
    statements.force = 'assertive' and statements.terms <> ''
    and (+statements.stance in ('assert', 'confirm')
        or +statements.stance in ('deny', 'deny_knowledge') and statements.spelled_out)""")
_ANSWERS = _COLUMNS.format("+statements.stance in ('deny', 'deny_knowledge', 'no_comment', 'confirm', 'retract')")


def claims_of(store: Store, articles: Iterable[str]) -> list[StoredStatement]:
    """Return what the articles claim, and what denials in them spell out, in the order of articles and places."""
    return _statements(store, _CLAIMS, articles)


def answers_of(store: Store, articles: Iterable[str]) -> list[StoredStatement]:
    """Return the denials, refusals, confirmations and retractions of the articles, in the same order."""
    return _statements(store, _ANSWERS, articles)


def _statements(store: Store, query: str, articles: Iterable[str]) -> list[StoredStatement]:
    ids = json.dumps(sorted(articles))
    texts = {row["id"]: row["text"] for row in store.rows(_TEXTS, ids)}
    return [_statement_of(row, texts[row["article"]]) for row in store.rows(query, ids)]


def _statement_of(row: Row, text: str) -> StoredStatement:
    quantities = tuple(Quantity.between(*figure) for figure in json.loads(row["figures"]))
    as_stored = (
        "statement", "article", "source", "stance", "words", "whole", "core", "start", "end",
        "claim_start", "said", "said_until", "side", "probability",
    )  # fmt: skip
    return StoredStatement(
        **{name: row[name] for name in as_stored},
        terms=frozenset(row["terms"].split()),
        negated=bool(row["negated"]),
        spelled_out=bool(row["spelled_out"]),
        quantities=quantities,
        text=text,
        first=row["happened_first"],
        last=row["happened_last"],
        tells=vector(row["tells"]),
        denies=vector(row["denies"]),
        narrated=bool(row["narrated"]),
    )


def vector(numbers: bytes) -> Vector:
    """Return a stored vector of 8-bit numbers."""
    return np.frombuffer(numbers, np.int8).astype(np.float32)


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors."""
    return float(one @ other) / _SCALE


def cosines(rows: Sequence[Vector], columns: Sequence[Vector]) -> Vector:
    """Return the matrix of the cosines of each vector of `rows` with each of `columns`."""
    if not rows or not columns:
        return np.zeros((len(rows), len(columns)), np.float32)
    matrix: Vector = np.array(rows) @ np.array(columns).T / _SCALE
    return matrix


def greatest(values: Vector, most: int) -> list[list[int]]:
    """Return for each row the positions of its `most` greatest values, the greatest first; of equal ones the first."""
    positions: list[list[int]] = np.argsort(-values, axis=1, kind="stable")[:, :most].tolist()
    return positions
