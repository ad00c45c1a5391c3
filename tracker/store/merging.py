"""Merging the decisions of several stores: which are about something that is here, and in what order they hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from tracker.records import Decision
from tracker.store.decisions import decisions, fill_decided, insert, unguarded
from tracker.store.forgetting import without

_IDS_IN_STORE = """
with asked (id) as (select value from json_each(?))
select id from asked where
    exists (select 1 from articles where articles.id = asked.id)
    or exists (select 1 from statements where statements.id = asked.id)
    or exists (select 1 from meeting_reports where meeting_reports.id = asked.id)
    or exists (select 1 from sources where sources.id = asked.id)
    or exists (select 1 from actors where actors.id = asked.id)
    or exists (select 1 from decisions where decisions.id = asked.id)
"""


def ids_named(decisions: Iterable[Decision]) -> set[str]:
    """Return the ids of all records, actors, sources and decisions that decisions name."""
    ids = set[str]()
    for decision in decisions:
        ids.update(decision.about, decision.ids("members"), filter(None, [decision.was.get("known_as")]))
    return ids


def missing(db: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are of no article, record, actor, source or decision in the store."""
    asked = set(ids)
    return asked - {row[0] for row in db.execute(_IDS_IN_STORE, (json.dumps(sorted(asked)),))}


def says_something(decision: Decision, gone: Collection[str]) -> bool:
    """Return whether anything is left of a decision when the ids in `gone` are taken out of it.

    A "forget" always is: its article is gone by its own doing.
    """
    return decision.kind == "forget" or without(decision, gone, {}) is not None


def merged_in_order(ours: Sequence[Decision], theirs: Sequence[Decision]) -> list[Decision]:
    """Return the decisions of two stores in one order, by time, then by id; the order within each store stays.

    What both hold is there once, as ours has it. Of two that contradict, the one that comes later holds.
    """
    our_ids, merged_ids = {decision.id for decision in ours}, set[str]()
    ours_left, merged = list(reversed(ours)), list[Decision]()

    def take_next_of_ours() -> None:
        merged.append(ours_left.pop())
        merged_ids.add(merged[-1].id)

    for decision in theirs:
        if decision.id in our_ids:
            while decision.id not in merged_ids:
                take_next_of_ours()
        elif decision.id not in merged_ids:
            while ours_left and (ours_left[-1].at, ours_left[-1].id) <= (decision.at, decision.id):
                take_next_of_ours()
            merged.append(decision)
            merged_ids.add(decision.id)
    return [*merged, *reversed(ours_left)]


def put_in_order(db: sqlite3.Connection, order: Sequence[Decision]) -> None:
    """Store all decisions of `order`, the store's own among them, in this order; table `decided` follows."""
    stored = {decision.id for decision in decisions(db)}
    for decision in order:
        if decision.id not in stored:
            insert(db, decision)
    numbers = dict(db.execute("select id, n from decisions").fetchall())
    placed = [numbers[one.id] for one in order]
    if placed != sorted(placed):
        with unguarded(db):
            db.executemany("update decisions set n = ? where id = ?", [(-n, one.id) for n, one in enumerate(order, 1)])
            db.execute("update decisions set n = -n")
    fill_decided(db)
