"""What a forgotten article leaves beside its rows: what people decided of it, and words in free places of the file.

Decisions are never changed otherwise, and triggers see to it; here they are lifted for one transaction. A decision that
stands on records of other articles too stays, without the ids of those that are gone.
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
_KEPT = """
select id from actors where id in (select value from json_each(?1))
union all select id from sources where id in (select value from json_each(?1))
"""
_LISTS = ("claim", "members", "named", "rest", "reports", "statement")  # fields with several ids, some of which may go
_PATIENCE = 5_000  # milliseconds that others who read the file are waited for


@dataclass(frozen=True, slots=True)
class BeforeForgetting:
    """What people decided before an article is forgotten.

    `records` are the ids of what it holds, `stand_ins` for its statements other reports of their claims, and `names`
    the actors and sources that decisions stand on and the store has.
    """

    records: frozenset[str]
    stand_ins: Mapping[str, str]
    names: frozenset[str]
    decisions: tuple[Decision, ...]

    @classmethod
    def of(cls, db: sqlite3.Connection, article_id: str) -> BeforeForgetting:
        """Return what stands on the records of an article that is still there."""
        records = frozenset(row[0] for row in db.execute(_RECORDS, (article_id,)))
        stand_ins = {row[0]: row[1] for row in db.execute(_STAND_INS, (article_id,))}
        every = tuple(decisions(db))
        return cls(records, stand_ins, _there(db, _names(every)), every)

    @property
    def on_article(self) -> list[Decision]:
        """The decisions that stand on any of its records."""
        return [one for one in self.decisions if not self.records.isdisjoint((*one.about, *one.ids("members")))]


def forget_decisions(db: sqlite3.Connection, before: BeforeForgetting) -> int:
    """Take the records, actors and sources that are gone out of all decisions; return how many went whole.

    A judgement on a claim stands on another report of it from then on.
    """
    gone = before.records | (before.names - _there(db, before.names))
    kept: list[Decision] = []
    for one in before.decisions:
        if (left := without(one, gone, before.stand_ins)) is not None:
            kept.append(left)
        else:
            gone |= {one.id}
    changed = [one for one in kept if one not in before.decisions]
    _rewrite(db, gone, changed)
    return len(before.decisions) - len(kept)


def _names(every: Iterable[Decision]) -> Iterator[str]:
    for one in every:
        if one.kind in ("alias", "merge", "split") or "reliability" in one.value:
            yield one.subject
            yield from (str(fields["known_as"]) for fields in (one.value, one.was) if fields.get("known_as"))


def _there(db: sqlite3.Connection, names: Iterable[str]) -> frozenset[str]:
    """Those of the actors and sources that the store has."""
    return frozenset(row[0] for row in db.execute(_KEPT, (json.dumps(sorted(set(names))),)))


def without(one: Decision, gone: Collection[str], stand_ins: Mapping[str, str]) -> Decision | None:
    """Return a decision without what is gone; None where nothing is left for it to say."""
    if one.kind == "rate" and one.subject in stand_ins:
        one = replace(one, subject=stand_ins[one.subject])
    value = dict(one.value)
    for name in _LISTS:
        ids = [stand_ins.get(id_, id_) if one.kind == "link" else id_ for id_ in one.ids(name)]
        if ids and not (left := [id_ for id_ in ids if id_ not in gone]):
            return None
        if ids:
            value[name] = " ".join(left)
    if {value.get("other"), value.get("known_as"), one.was.get("known_as")} & set(gone):
        return None
    subject = one.subject
    if subject in gone and one.kind in ("claim_split", "discard"):  # these stand on the first of a list
        first = next(name for name in ("named", "claim", "reports", "statement") if name in value)
        subject = str(value[first]).split()[0]
    return None if subject in gone else replace(one, subject=subject, value=value)


def _rewrite(db: sqlite3.Connection, gone: Iterable[str], changed: Iterable[Decision]) -> None:
    with unguarded(db):
        db.execute("delete from decided")
        db.executemany("delete from decisions where id = ?", [(id_,) for id_ in gone])
        db.executemany(
            "update decisions set subject = ?, value = ? where id = ?",
            [(one.subject, json.dumps(dict(one.value), ensure_ascii=False), one.id) for one in changed],
        )
    fill_decided(db)


def wipe(db: sqlite3.Connection) -> bool:
    """Leave no word in the file that no row holds; return whether it is done, not while others read the file.

    The text search is made anew, since its index keeps the words of what was taken out, and then the file.
    sqlite3.OperationalError where the disk is too full for that.
    """
    db.execute(f"pragma busy_timeout = {_PATIENCE}")
    db.execute("pragma secure_delete = on")
    for index in ("articles_fts", "statements_fts", "claimed_fts"):
        db.execute(f"insert into {index} ({index}) values ('rebuild')")
    db.execute("vacuum")
    busy, _, _ = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    return not busy
