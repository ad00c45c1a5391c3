"""The links that an older version of an article had while it was the newest (table `outdated_links`), as values.

They are kept so that the store can be asked as it was on a day. They cannot be computed again: what a version was
linked with depends on which articles the store held by then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from tracker.terms import Stance


@dataclass(frozen=True, slots=True)
class OutdatedMember:
    """A statement of the older version with the claim that it reported; `beside` is another report of that claim."""

    statement: str
    claim: str
    score: float
    reason: str
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class OutdatedAnswer:
    """An answer of a statement to another, one of which is of the older version; see table `answers`."""

    statement: str
    answered: str
    stance: Stance
    score: float
    reason: str
    state: str
    found_by: str
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class OutdatedAlike:
    """Two statements that were compared, one of which is of the older version; `joins`: as one claim."""

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


_MEMBERS = """
select one, claim, score, reason, nullif(other, '') from outdated_links
where kind = 'member' and article = ? order by 1"""
_ANSWERS = """
select one, other, stance, score, reason, state, found_by, decision from outdated_links
where kind = 'answer' and article = ? order by 1, 2"""
_ALIKE = "select one, other, joins from outdated_links where kind = 'alike' and article = ? order by 1, 2"
_PUT = """
insert or replace into outdated_links (
    article, kind, one, other, claim, joins, stance, score, reason, state, found_by, decision)
values (:article, :kind, :one, :other, :claim, :joins, :stance, :score, :reason, :state, :found_by, :decision)"""
_COLUMNS = ("claim", "joins", "stance", "score", "reason", "state", "found_by", "decision")


def outdated_links(db: sqlite3.Connection, article_id: str) -> OutdatedLinks:
    """Return the links that an older version of an article had while it was the newest; none for the newest version."""
    members, answers, alike = (
        [tuple(row) for row in db.execute(sql, (article_id,))] for sql in (_MEMBERS, _ANSWERS, _ALIKE)
    )
    pairs = (OutdatedAlike(one, other, bool(joins)) for one, other, joins in alike)
    return OutdatedLinks(
        tuple(OutdatedMember(*row) for row in members), tuple(OutdatedAnswer(*row) for row in answers), tuple(pairs)
    )


def keep_outdated_links(db: sqlite3.Connection, article_id: str, linked: OutdatedLinks) -> None:
    """Replace the links that an older version of an article had."""
    db.execute("delete from outdated_links where article = ?", (article_id,))
    own = [dict.fromkeys(_COLUMNS) | {"article": article_id} | row for row in _rows(linked)]
    db.executemany(_PUT, own)


def _rows(linked: OutdatedLinks) -> Iterator[dict[str, Any]]:
    for member in linked.members:
        yield {**asdict(member), "kind": "member", "one": member.statement, "other": member.beside or ""}
    for answer in linked.answers:
        yield {**asdict(answer), "kind": "answer", "one": answer.statement, "other": answer.answered}
    for pair in linked.alike:
        yield {**asdict(pair), "kind": "alike"}
