"""What was linked with an older version of an article before a newer one took its place, as values.

It stands for the store as it was on a day, and cannot be found again: with which other articles it was linked depends
on which were there by then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from tracker.terms import Stance


@dataclass(frozen=True, slots=True)
class OutdatedMember:
    """A proposition of the older version with the claim it belonged to; `beside` is another member of that."""

    proposition: str
    claim: str
    score: float
    reason: str
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class OutdatedAnswer:
    """An answer of a statement to a proposition, one of which is of the older version; see table `answers`."""

    statement: str
    proposition: str
    stance: Stance
    score: float
    reason: str
    state: str
    found_by: str
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class OutdatedAlike:
    """Two propositions that were held alike, one of which is of the older version."""

    one: str
    other: str
    joins: bool


@dataclass(frozen=True, slots=True)
class OutdatedLinks:
    """All that was linked with an older version of an article."""

    members: tuple[OutdatedMember, ...] = ()
    answers: tuple[OutdatedAnswer, ...] = ()
    alike: tuple[OutdatedAlike, ...] = ()


NOTHING = OutdatedLinks()  # of the newest version


_Row = OutdatedMember | OutdatedAnswer | OutdatedAlike
_TABLES: tuple[tuple[type[_Row], str, str], ...] = (
    (OutdatedMember, "outdated_members", "proposition in (select id from propositions where article = ?)"),
    (OutdatedAnswer, "outdated_answers", "article = ?"),
    (OutdatedAlike, "outdated_alike", "article = ?"),
)


def outdated_links(db: sqlite3.Connection, article_id: str) -> OutdatedLinks:
    """Return what was linked with a version of an article that a newer one took the place of; nothing of the newest."""
    members, answers, alike = (list(_rows(db, article_id, *of)) for of in _TABLES)
    pairs = (OutdatedAlike(one, other, bool(joins)) for one, other, joins in alike)
    return OutdatedLinks(
        tuple(OutdatedMember(*row) for row in members), tuple(OutdatedAnswer(*row) for row in answers), tuple(pairs)
    )


def keep_outdated_links(db: sqlite3.Connection, article_id: str, linked: OutdatedLinks) -> None:
    """Let exactly this have been linked with an older version of an article."""
    every: tuple[Sequence[_Row], ...] = (linked.members, linked.answers, linked.alike)
    for (cls, table, of), rows in zip(_TABLES, every, strict=True):
        db.execute(f"delete from {table} where {of}", (article_id,))
        owner = {"article": article_id} if cls is not OutdatedMember else {}  # a member has it by its proposition
        columns = [*(one.name for one in fields(cls)), *owner]
        places = ", ".join("?" * len(columns))
        db.executemany(
            f"insert or replace into {table} ({', '.join(columns)}) values ({places})",
            [(*astuple(row), *owner.values()) for row in rows],
        )


def _rows(db: sqlite3.Connection, article_id: str, cls: type[_Row], table: str, of: str) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(one.name for one in fields(cls))
    return db.execute(f"select {names} from {table} where {of} order by 1, 2", (article_id,))
