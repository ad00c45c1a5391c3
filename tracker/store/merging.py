"""Decisions of several stores put together: which stand on something that is here, and in what order they hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from tracker.records import Decision
from tracker.store.decisions import decisions, file, insert, unguarded
from tracker.store.forgetting import without

_THERE = """
with asked (id) as (select value from json_each(?))
select id from asked where
    exists (select 1 from articles where articles.id = asked.id)
    or exists (select 1 from statements where statements.id = asked.id)
    or exists (select 1 from meeting_reports where meeting_reports.id = asked.id)
    or exists (select 1 from sources where sources.id = asked.id)
    or exists (select 1 from actors where actors.id = asked.id)
    or exists (select 1 from decisions where decisions.id = asked.id)
"""


def grounds(every: Iterable[Decision]) -> set[str]:
    """Return the ids of all records, actors, sources and decisions that decisions name."""
    found = set[str]()
    for one in every:
        found.update(one.about, one.ids("members"), filter(None, [one.was.get("known_as")]))
    return found


def missing(db: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that the store has no record, actor, source or decision of."""
    asked = set(ids)
    return asked - {row[0] for row in db.execute(_THERE, (json.dumps(sorted(asked)),))}


def says_something(decision: Decision, gone: Collection[str]) -> bool:
    """Return whether a decision says something yet, where the records `gone` are not there.

    What was forgotten is gone by itself.
    """
    return decision.kind == "forget" or without(decision, gone, {}) is not None


def joined(ours: Sequence[Decision], theirs: Sequence[Decision]) -> list[Decision]:
    """Return the decisions of two stores in one order: that of time, then of ids, and that of each store kept.

    What both hold is there once, as ours has it. Of two that contradict, the one that comes later holds.
    """
    own, done = {one.id for one in ours}, set[str]()
    left, found = list(reversed(ours)), list[Decision]()

    def take() -> None:
        found.append(left.pop())
        done.add(found[-1].id)

    for one in theirs:
        if one.id in own:
            while one.id not in done:
                take()
        elif one.id not in done:
            while left and (left[-1].at, left[-1].id) <= (one.at, one.id):
                take()
            found.append(one)
            done.add(one.id)
    return [*found, *reversed(left)]


def put_in_order(db: sqlite3.Connection, order: Sequence[Decision]) -> None:
    """Let the store have these decisions in this order, its own among them, and let them take effect at once."""
    own = {one.id for one in decisions(db)}
    for one in order:
        if one.id not in own:
            insert(db, one)
    numbers = dict(db.execute("select id, n from decisions").fetchall())
    placed = [numbers[one.id] for one in order]
    if placed != sorted(placed):
        with unguarded(db):
            db.executemany("update decisions set n = ? where id = ?", [(-n, one.id) for n, one in enumerate(order, 1)])
            db.execute("update decisions set n = -n")
    file(db)
