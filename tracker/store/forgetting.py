"""Forgetting an article beyond its rows: the decisions that name its records, and words in unused pages of the file.

Triggers keep decisions from ever being changed; here, and where decisions of other stores are put among them, they are
lifted for one transaction. A decision that also stands on records of other articles stays, without the deleted ids.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.records import Decision
from tracker.store.decisions import decisions, fill_decided, unguarded

_RECORDS = """
select id from articles where id = ?1
union all select id from statements where article = ?1
union all select id from meeting_reports where article = ?1
"""
# The statements of an article, each with another report of its claim that stays.
_STAND_INS = """
select mine.id, min(theirs.id)
from statements as mine cross join statements as theirs on theirs.claim = mine.claim and theirs.article <> mine.article
where mine.article = ?
group by 1
"""
_NAMES_IN_STORE = """
select id from actors where id in (select value from json_each(?1))
union all select id from sources where id in (select value from json_each(?1))
"""
# Fields of a decision with several ids, some of which may go.
_ID_LISTS = ("claim", "members", "named", "rest", "reports", "statement")
_BUSY_TIMEOUT = 5_000  # milliseconds that readers of the file are waited for


@dataclass(frozen=True, slots=True)
class BeforeForgetting:
    """All `decisions` before an article is forgotten, and what is needed to take the article out of them.

    `records` are the ids of the article and its records, `stand_ins` of its statements another report of the same
    claim, and `names` the actors and sources that decisions stand on and the store has.
    """

    records: frozenset[str]
    stand_ins: Mapping[str, str]
    names: frozenset[str]
    decisions: tuple[Decision, ...]

    @classmethod
    def of(cls, db: sqlite3.Connection, article_id: str) -> BeforeForgetting:
        """Collect all that, while the article is still in the store."""
        records = frozenset(row[0] for row in db.execute(_RECORDS, (article_id,)))
        stand_ins = {row[0]: row[1] for row in db.execute(_STAND_INS, (article_id,))}
        history = tuple(decisions(db))
        return cls(records, stand_ins, _in_store(db, _names(history)), history)

    @property
    def on_article(self) -> list[Decision]:
        """The decisions that name any of the article's records."""
        return [
            decision
            for decision in self.decisions
            if not self.records.isdisjoint((*decision.about, *decision.ids("members")))
        ]


def forget_decisions(db: sqlite3.Connection, before: BeforeForgetting) -> int:
    """Take the records, actors and sources that are gone out of all decisions; return how many decisions that deleted.

    A rating or link of a claim stands on another report of it from then on.
    """
    gone = before.records | (before.names - _in_store(db, before.names))
    kept: list[Decision] = []
    for decision in before.decisions:
        if (left := without(decision, gone, before.stand_ins)) is not None:
            kept.append(left)
        else:
            gone |= {decision.id}
    changed = [decision for decision in kept if decision not in before.decisions]
    _rewrite(db, gone, changed)
    return len(before.decisions) - len(kept)


def _names(history: Iterable[Decision]) -> Iterator[str]:
    """Yield the actors and sources that decisions stand on."""
    for decision in history:
        if decision.kind in ("alias", "merge", "split") or "reliability" in decision.value:
            yield decision.subject
            fields_of_actors = (decision.value, decision.was)
            yield from (str(fields["known_as"]) for fields in fields_of_actors if fields.get("known_as"))


def _in_store(db: sqlite3.Connection, names: Iterable[str]) -> frozenset[str]:
    """Those of the actors and sources that the store has."""
    return frozenset(row[0] for row in db.execute(_NAMES_IN_STORE, (json.dumps(sorted(set(names))),)))


def without(decision: Decision, gone: Collection[str], stand_ins: Mapping[str, str]) -> Decision | None:
    """Return a decision without the ids that are `gone`; None where nothing is left for it to say."""
    if decision.kind == "rate" and decision.subject in stand_ins:
        decision = replace(decision, subject=stand_ins[decision.subject])
    value = dict(decision.value)
    for name in _ID_LISTS:
        ids = [stand_ins.get(id_, id_) if decision.kind == "link" else id_ for id_ in decision.ids(name)]
        if ids and not (left := [id_ for id_ in ids if id_ not in gone]):
            return None
        if ids:
            value[name] = " ".join(left)
    if {value.get("other"), value.get("known_as"), decision.was.get("known_as")} & set(gone):
        return None
    subject = decision.subject
    if subject in gone and decision.kind in ("claim_split", "discard"):  # their subject is the first id of a list
        first = next(name for name in ("named", "claim", "reports", "statement") if name in value)
        subject = str(value[first]).split()[0]
    return None if subject in gone else replace(decision, subject=subject, value=value)


def _rewrite(db: sqlite3.Connection, gone: Iterable[str], changed: Iterable[Decision]) -> None:
    with unguarded(db):
        db.execute("delete from decided")
        db.executemany("delete from decisions where id = ?", [(id_,) for id_ in gone])
        db.executemany(
            "update decisions set subject = ?, value = ? where id = ?",
            [
                (decision.subject, json.dumps(dict(decision.value), ensure_ascii=False), decision.id)
                for decision in changed
            ],
        )
    fill_decided(db)


def wipe(db: sqlite3.Connection) -> bool:
    """Rewrite the file so that it holds no word of a deleted row; return whether that is done: not while it is read.

    The text search is rebuilt first, since its index keeps the words of deleted rows. sqlite3.OperationalError where
    the disk is too full for a second copy of the file.
    """
    db.execute(f"pragma busy_timeout = {_BUSY_TIMEOUT}")
    db.execute("pragma secure_delete = on")
    for index in ("articles_fts", "statements_fts", "claimed_fts"):
        db.execute(f"insert into {index} ({index}) values ('rebuild')")
    db.execute("vacuum")
    busy, _, _ = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    return not busy
