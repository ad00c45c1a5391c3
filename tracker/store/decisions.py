"""What people decided: a table that only grows, beside what was read from the articles.

A decision is never changed. It is taken back by another one, an undo, which may be taken back in turn. What is in
force follows from the whole list, so nothing else has to be kept, and who decided what, when and why stays on record.
`at` is read from the clock, as `ingested_at` is: both say when something came into the store.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from tracker.terms import OF_RECORDS

# Making the records takes 13 ms of processor time: a question pays it only where there are decisions to return.
if TYPE_CHECKING:
    from tracker.records import Decision

_COLUMNS = "id, kind, subject, value, was, who, at, why"
_GUARDS = "select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'decisions'"
# Kinds that table `decided` files by record; the effect of those on articles and actors is in the rows of these.
_FILED_KINDS = ("link", "unlink", "claim_merge", "claim_split", "discard", "rate")


def now() -> str:
    """Return the time in UTC to the second, as decisions are dated."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """Return all decisions, the oldest first."""
    return [decided_of(*row) for row in db.execute(f"select {_COLUMNS} from decisions order by n")]


def decided_of(id_: str, kind: str, subject: str, value: str, was: str, *rest: str) -> Decision:
    """Return the decision that a row of `decisions` holds."""
    from tracker.records import Decision

    who, at, why = rest
    holds, held_before = json.loads(f"[{value}, {was}]")  # one call takes half the time of two
    return Decision(kind, subject, holds, held_before, who, at, why, id_)  # type: ignore[arg-type]


def append_decision(db: sqlite3.Connection, decision: Decision) -> Decision:
    """Append a decision to the table; return it with its id, made from what it says and how many came before.

    Table `decided` is filled anew. The caller applies the decision in the same transaction.
    """
    from tracker.records import make_id

    # Those that went with a forgotten article count too, or an id could come twice.
    before = db.execute("select coalesce(max(n), 0) from decisions").fetchone()[0]
    value = json.dumps(dict(decision.value), ensure_ascii=False)
    ids = (make_id("d", number, decision.kind, decision.subject, value) for number in count(before))
    taken = "select 1 from decisions where id = ?"  # by one of another store, where as many came before
    kept = replace(decision, id=next(id_ for id_ in ids if not db.execute(taken, (id_,)).fetchone()))
    insert(db, kept)
    fill_decided(db)
    return kept


def insert(db: sqlite3.Connection, decision: Decision, n: int | None = None) -> None:
    """Insert a decision that has an id, at number `n` or at the end; call `fill_decided` when all are there."""
    value, was = (json.dumps(dict(fields), ensure_ascii=False) for fields in (decision.value, decision.was))
    row = (n, decision.id, decision.kind, decision.subject, value, was, decision.who, decision.at, decision.why)
    db.execute(f"insert into decisions (n, {_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


@contextmanager
def unguarded(db: sqlite3.Connection) -> Iterator[None]:
    """Lift the triggers that keep decisions from being changed, for what needs it within one transaction."""
    guards = db.execute(_GUARDS).fetchall()
    for name, _ in guards:
        db.execute(f"drop trigger {name}")
    yield
    for _, sql in guards:
        db.execute(sql)


def fill_decided(db: sqlite3.Connection) -> None:
    """Fill table `decided` anew: which decisions in force stand on which records of the newest versions."""
    newest = _newest_records(db)
    standing = (with_ids(decision, newest) for decision in in_force(decisions(db)) if decision.kind in _FILED_KINDS)
    db.execute("delete from decided")
    db.executemany(
        "insert into decided (record, decision, kind) values (?, ?, ?)",
        [(record, decision.id, decision.kind) for decision in standing for record in decision.about],
    )


def standing(db: sqlite3.Connection, *kinds: str) -> list[Decision]:
    """Return the decisions in force of these kinds, in order; only of kinds that table `decided` files.

    One that was taken on records of an older version of an article names those of the newest that say the same.
    """
    sql = (
        f"select {_COLUMNS} from decisions where id in "
        "(select decision from decided where kind in (select value from json_each(?))) order by n"
    )
    newest = _newest_records(db)
    return [with_ids(decided_of(*row), newest) for row in db.execute(sql, (json.dumps(kinds),))]


def _newest_records(db: sqlite3.Connection) -> dict[str, str]:
    """The record of the newest version by each record of an older version that says the same."""
    newer = dict(db.execute("select record, newer from carried_on").fetchall())
    newest = {}
    for record, after in newer.items():
        last = after
        while last in newer:
            last = newer[last]
        newest[record] = last
    return newest


def older_records(db: sqlite3.Connection, record: str) -> set[str]:
    """Return the ids of the records of older versions of an article that a record of the newest says the same as."""
    return {older for older, newest in _newest_records(db).items() if newest == record}


def moved_to_newest(db: sqlite3.Connection, decision: Decision) -> Decision:
    """Return a decision with the records of the newest versions in place of those that it was taken on."""
    return with_ids(decision, _newest_records(db))


def with_ids(decision: Decision, new_ids: Mapping[str, str]) -> Decision:
    """Return a decision with `new_ids` (old id to new) in its subject and in the fields that hold ids."""
    if new_ids.keys().isdisjoint(decision.about) and new_ids.keys().isdisjoint(decision.ids("members")):
        return decision
    ids = {name: decision.ids(name) for name in (*OF_RECORDS, "members") if name in decision.value}
    value = {name: " ".join(new_ids.get(id_, id_) for id_ in field) for name, field in ids.items()}
    subject = new_ids.get(decision.subject, decision.subject)
    return replace(decision, subject=subject, value={**decision.value, **value})


def on_statements(decision: Decision) -> Decision:
    """Return a decision on statements for one from before 1.0, which named their propositions (p… is s… now)."""
    if decision.kind not in _FILED_KINDS:
        return decision
    ids = (decision.subject, *(id_ for name in (*OF_RECORDS, "members") for id_ in decision.ids(name)))
    return with_ids(decision, {id_: "s" + id_[1:] for id_ in ids if id_.startswith("p")})


def in_force(history: Sequence[Decision]) -> list[Decision]:
    """Return those of all decisions, given and returned oldest first, that no later one takes back."""
    taken_back: set[str] = set()
    standing = []
    for decision in reversed(history):
        if decision.id not in taken_back:
            standing.append(decision)
            if decision.kind == "undo":
                taken_back.add(decision.subject)
    return standing[::-1]


def corrections_of(article_id: str, standing: Iterable[Decision]) -> dict[str, str | None]:
    """Return the metadata that the decisions in force set of an article, by name of field; the latest holds."""
    corrections: dict[str, str | None] = {}
    for decision in standing:
        if decision.kind == "set" and decision.subject == article_id:
            corrections |= decision.value
    return corrections
