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
# Decisions that are looked up by the records they stand on; those on articles and actors are in the rows of these.
_LOOKED_UP = ("link", "unlink", "claim_merge", "claim_split", "discard", "rate")


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
    held, before = json.loads(f"[{value}, {was}]")  # one call takes half the time of two
    return Decision(kind, subject, held, before, who, at, why, id_)  # type: ignore[arg-type]


def append_decision(db: sqlite3.Connection, decision: Decision) -> Decision:
    """Append a decision, and return it with its id: one made of what it says and which came before it.

    Table `decided` follows. Let it take effect in the same transaction.
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
    """Append a decision that has its id, or put it at its number; call `file` when all are there."""
    value, was = (json.dumps(dict(fields), ensure_ascii=False) for fields in (decision.value, decision.was))
    kept = (n, decision.id, decision.kind, decision.subject, value, was, decision.who, decision.at, decision.why)
    db.execute(f"insert into decisions (n, {_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", kept)


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
    """Let table `decided` have what is in force, by the records that it stands on now."""
    newer = _newer(db)
    standing = (with_ids(one, newer) for one in in_force(decisions(db)) if one.kind in _LOOKED_UP)
    db.execute("delete from decided")
    db.executemany(
        "insert into decided (record, decision, kind) values (?, ?, ?)",
        [(record, one.id, one.kind) for one in standing for record in one.about],
    )


def standing(db: sqlite3.Connection, *kinds: str) -> list[Decision]:
    """Return the decisions in force of these kinds, in order; of kinds that stand on claims, answers and sources.

    What stood on rows of an older version of an article stands on those of the newer that say the same.
    """
    sql = (
        f"select {_COLUMNS} from decisions where id in "
        "(select decision from decided where kind in (select value from json_each(?))) order by n"
    )
    newer = _newer(db)
    return [with_ids(decided_of(*row), newer) for row in db.execute(sql, (json.dumps(kinds),))]


def _newer(db: sqlite3.Connection) -> dict[str, str]:
    """Each record of an older version of an article that a newer one has too, with that of the newest."""
    step = dict(db.execute("select record, newer from carried_on").fetchall())
    found = {}
    for record, newer in step.items():
        last = newer
        while last in step:
            last = step[last]
        found[record] = last
    return found


def older_records(db: sqlite3.Connection, record: str) -> set[str]:
    """Return the ids of the records of older versions of an article in whose place a record of the newest stands."""
    return {older for older, newer in _newer(db).items() if newer == record}


def moved_to_newest(db: sqlite3.Connection, decision: Decision) -> Decision:
    """Return a decision on the records that stand in the newest versions for those that it was taken on."""
    return with_ids(decision, _newer(db))


def with_ids(decision: Decision, newer: Mapping[str, str]) -> Decision:
    """Return a decision on the records that stand `newer` in the place of those that it was taken on."""
    if newer.keys().isdisjoint(decision.about) and newer.keys().isdisjoint(decision.ids("members")):
        return decision
    ids = {name: decision.ids(name) for name in (*OF_RECORDS, "members") if name in decision.value}
    value = {name: " ".join(newer.get(one, one) for one in every) for name, every in ids.items()}
    subject = newer.get(decision.subject, decision.subject)
    return replace(decision, subject=subject, value={**decision.value, **value})


def on_statements(decision: Decision) -> Decision:
    """Return a decision on statements for one of before 1.0, which stood on their propositions (s… for p…)."""
    if decision.kind not in _LOOKED_UP:
        return decision
    ids = (decision.subject, *(one for name in (*OF_RECORDS, "members") for one in decision.ids(name)))
    return with_ids(decision, {one: "s" + one[1:] for one in ids if one.startswith("p")})


def in_force(every: Sequence[Decision]) -> list[Decision]:
    """Return those of all decisions, in their order, that no later one takes back."""
    taken_back: set[str] = set()
    standing = []
    for decision in reversed(every):
        if decision.id not in taken_back:
            standing.append(decision)
            if decision.kind == "undo":
                taken_back.add(decision.subject)
    return standing[::-1]


def corrections_of(article_id: str, every: Iterable[Decision]) -> dict[str, str | None]:
    """Return what decisions that are in force say of an article, by name of field; the latest word holds."""
    words: dict[str, str | None] = {}
    for decision in every:
        if decision.kind == "set" and decision.subject == article_id:
            words |= decision.value
    return words
