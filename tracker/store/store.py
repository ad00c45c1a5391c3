"""The only writer: articles with all that was read from them, and the links found between them.

One article is one transaction: it is there with all its rows and links, or not at all. Reading the same article
again adds nothing, since every id is made from a place in a text. No row depends on which article came first:
where two articles name an actor differently, a rule decides, not the order.

What an older extractor read gives way when the article is read again: its records, the links to them, and the sources
and actors that nothing refers to any more.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import StoreError
from tracker.records import Article, Extraction
from tracker.store import opening
from tracker.store.article_rows import Known, article_columns, article_of, filled, is_same
from tracker.store.deleting import Forgotten, delete_article, delete_records, grouped_with, settle_actors
from tracker.store.derived import derive
from tracker.store.record_rows import RecordWriter
from tracker.store.recorded import Recorded, recorded
from tracker.store.versions import version_before
from tracker.terms import folded

_BUSY_TIMEOUT = 60.0  # seconds that a second ingest waits for the first to finish its article
_PAUSE = 0.01  # seconds between two tries where SQLite does not wait itself

# Set `meetings.participants`: the names of all who take part, each as the earliest report names it.
_SET_PARTICIPANTS = """
update meetings set participants = coalesce((
    select group_concat(name, ' · ') from (
        select name, min(nth) from (
            select name, actor, row_number() over (
                order by published_first is null, published_first, articles.id, meeting_reports.start, position) as nth
            from meeting_reports cross join articles on articles.id = article
            cross join participants on report = meeting_reports.id
            where meeting = meetings.id)
        group by coalesce(actor, lower(name)) order by 2)), '')
where id in (select value from json_each(?))
"""
_REPORT_NO_CLAIM = """
update statements set claim = null, claim_score = null, claim_reason = null
where claim_reason is not null and id in (select value from json_each(?))"""


class Store:
    """An open store. Use `Store.open`; every change belongs in `with store.transaction():`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Take a connection to a store that is up to date."""
        self.db = db
        self.db.row_factory = sqlite3.Row

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the store at `path` for writing, creating it or bringing it up to date; StoreError where it can't be."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT, isolation_level=None)
            _bring_up_to_date(db, path)
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(f"{path} cannot be written as a store ({error}): name another file with --db") from error
        return cls(db)

    @classmethod
    def open_existing(cls, path: Path) -> Store:
        """Open the store at `path` for writing, as `open` does, but make none: StoreError where there is none."""
        if not path.exists():
            raise StoreError(f"no store at {path}: run `tracker ingest FILE` first, or name another with --db")
        return cls.open(path)

    def close(self) -> None:
        """Close the file; SQLite folds its write-ahead log back into it."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes made inside, or none of them."""
        self.db.execute("begin immediate")
        try:
            yield
            derive(self.db)
        except BaseException:
            self.db.execute("rollback")
            raise
        self.db.execute("commit")

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Return the rows of a query with `values` bound to its parameters."""
        return self.db.execute(sql, values).fetchall()

    def actor_names(self, terms: Iterable[str]) -> dict[str, str]:
        """Return the names of actors by key, of those of the terms that are keys of stored actors."""
        keys = json.dumps(sorted(set(terms)))
        rows = self.rows("select id, name from actors where id in (select value from json_each(?))", keys)
        return {row["id"]: row["name"] for row in rows}

    # -------------------------------------------------------------- articles

    def find_article(self, article: Article) -> Known | None:
        """Return the stored article that this one is, if any: the same text, from the same outlet, url or given id.

        These are compared with what was read of the stored one, else with what people corrected in it since.
        """
        rows = self.rows("select * from articles where sha256 = ? order by newer is not null, id", article.sha256)
        candidates = [(article_of(row), row["found_by"], row["newer"]) for row in rows]
        for compared in (Article.without_corrections, lambda corrected: corrected):
            for stored, found_by, newer in candidates:
                if is_same(compared(stored), article):
                    return Known(stored, filled(stored, article), found_by, newer)
        return None

    def version_before(self, article: Article) -> Known | None:
        """Return the stored article that this one, which is not known, is a new version of, if any."""
        before = version_before(self.db, article)
        return self.article_by_id(before) if before is not None else None

    def article_by_id(self, article_id: str) -> Known | None:
        """Return the stored article of this id, with no gaps filled; None where there is none."""
        for row in self.rows("select * from articles where id = ?", article_id):
            stored = article_of(row)
            return Known(stored, stored, row["found_by"], row["newer"])
        return None

    def ids_read_by_another_version(self, found_by: str) -> list[str]:
        """Return the ids of the articles that another version of the extractor than this read, in order of ingest.

        Older versions of an article are not among them: they stay as they were read.
        """
        rows = self.rows("select id from articles where found_by <> ? and newer is null order by n", found_by)
        return [row["id"] for row in rows]

    def recorded(self, article_id: str) -> list[Recorded]:
        """Return the statements and reports of meetings of an article, to compare before and after it is read again."""
        return recorded(self.db, article_id)

    def add(self, extraction: Extraction, found_by: str, came: str | None = None) -> None:
        """Add a new article with all that was read from it; `came` is its time of ingest (UTC), by default now."""
        article = extraction.article
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        own = {"id": article.id, "first_version": article.id, "ingested_at": came or now}
        columns = {**own, **article_columns(article, found_by)}
        names, places = ", ".join(columns), ", ".join(f":{name}" for name in columns)
        self.db.execute(f"insert into articles ({names}) values ({places})", columns)
        RecordWriter(self.db, extraction.article, found_by).add(extraction)

    def read_again(self, extraction: Extraction, found_by: str, forgotten: Forgotten) -> None:
        """Write the records of an article whose earlier ones `forget_records` has deleted (`forgotten`).

        Records in the same places have the same ids again. Metadata are those of the extraction, people's corrections
        among them; `ingested_at` stays.
        """
        columns = article_columns(extraction.article, found_by)
        settings = ", ".join(f"{name} = :{name}" for name in columns)
        self.db.execute(f"update articles set {settings} where id = :id", {"id": extraction.article.id, **columns})
        RecordWriter(self.db, extraction.article, found_by).add(extraction)
        settle_actors(self.db, forgotten)

    def forget_article(self, article_id: str, forgotten: Forgotten) -> None:
        """Delete an article whose records `forget_records` has deleted (`forgotten`), and actors that only it named."""
        delete_article(self.db, article_id, forgotten)

    def forget_records(self, article_id: str) -> Forgotten:
        """Delete all that was read from the article, every link to it, and sources that speak nowhere else.

        The row of the article stays, and so do its actors until `read_again` or `forget_article` shows whether
        anything still names them. The caller regroups the statements and reports that are returned.
        """
        return delete_records(self.db, article_id)

    def grouped_with(self, article_id: str) -> tuple[list[str], list[str]]:
        """Return the statements and the meeting reports of other articles that are grouped with those of this one."""
        return grouped_with(self.db, article_id)

    # -------------------------------------------------------------- what was linked

    def put_article_terms(self, article_id: str, period: str, weights: Mapping[str, float]) -> None:
        """Keep the key terms by which related articles find this one, with their weights, and its period."""
        self.db.execute("delete from article_terms where article = ?", (article_id,))
        self.db.executemany(
            "insert into article_terms (term, period, article, weight) values (?, ?, ?, ?)",
            [(term, period, article_id, weight) for term, weight in weights.items()],
        )

    def put_same_claim(self, one: str, other: str, score: float, reason: str, *, joins: bool = True) -> None:
        """Store how likely two statements claim the same (0 to 1), why, and whether that `joins` them to one claim."""
        one, other = sorted((one, other))
        self.db.execute(
            "insert or replace into same_claim (one, other, score, reason, joins) values (?, ?, ?, ?, ?)",
            (one, other, score, reason, joins),
        )

    def drop_claims(self, statements: Iterable[str]) -> None:
        """Delete the claims that any of the statements reports."""
        ids = _as_json(statements)
        self.db.execute(
            "delete from claims where id in "
            "(select claim from statements where id in (select value from json_each(?)))",
            (ids,),
        )
        self.db.execute(_REPORT_NO_CLAIM, (ids,))

    def put_narrated(self, narrated: Mapping[str, bool]) -> None:
        """Store of each narrated statement (by id) whether it carries a claim; else it is an aside, in no list."""
        for id_, carries in narrated.items():
            kind = "claim" if carries else "aside"
            update = self.db.execute(
                "update statements set narrated = ?1 where id = ?2 and narrated <> ?1", (kind, id_)
            )
            if update.rowcount:
                self.db.execute("update mentions set shown = ? where statement = ? and role <> 'place'", (carries, id_))

    def put_claims(self, groups: Iterable[list[tuple[str, float, str]]]) -> None:
        """Make each group of (statement, score, reason) one claim, which takes its id and words from the first."""
        for group in groups:
            members = [member for member, _, _ in group]
            self.db.execute(
                "delete from claims where statement in (select value from json_each(?1)) or id in "
                "(select claim from statements where id in (select value from json_each(?1)))",
                (json.dumps(members),),
            )
            claim = "c" + members[0][1:]
            self.db.execute(
                "insert into claims (id, statement, words) select ?, id, claimed from statements where id = ?",
                (claim, members[0]),
            )
            self.db.executemany(
                "update statements set claim = ?, claim_score = ?, claim_reason = ? where id = ?",
                [(claim, score, reason, member) for member, score, reason in group],
            )

    def put_same_actors(self, among: Iterable[str], same: Iterable[tuple[str, str, str, str | None]]) -> None:
        """Replace the rows of `same_actor` of the actors `among` with `same`: (actor, known as, reason, decision).

        The actor that others are known as has a row of its own.
        """
        self.db.execute("delete from same_actor where actor in (select value from json_each(?))", (_as_json(among),))
        self.db.executemany(
            "insert into same_actor (actor, known_as, reason, decision) values (?, ?, ?, ?)", list(same)
        )

    def put_given_aliases(self, among: Iterable[str], given: Iterable[tuple[str, str]]) -> None:
        """Replace the aliases that people gave to the actors `among` with `given`: (actor, name)."""
        self.db.execute(
            "delete from actor_aliases where actor in (select value from json_each(?)) and given", (_as_json(among),)
        )
        self.db.executemany(
            "insert or ignore into actor_aliases (alias, actor, given) select ?2, id, 1 from actors where id = ?1",
            [(actor, folded(name)) for actor, name in given],
        )

    def put_spellings(self, spellings: Mapping[str, str]) -> None:
        """Store the spelling under which each actor (by key) is compared with others."""
        rows = [(spelling, key) for key, spelling in spellings.items()]
        self.db.executemany("update actors set spelling = ? where id = ?", rows)

    def put_answer(self, answer: Mapping[str, object]) -> None:
        """Store an answer: a row of table `answers` by its columns, with a score from 0 to 1.

        Where the statement has an answer to the same one already, a linked one is kept before others, then the surer.
        """
        columns = ("statement", "answered", "stance", "score", "reason", "state", "found_by")
        self.db.execute(
            "insert into answers (statement, answered, stance, score, reason, state, found_by) "
            "values (?, ?, ?, ?, ?, ?, ?) "
            "on conflict (statement, answered) do update set stance = excluded.stance, score = excluded.score, "
            "reason = excluded.reason, state = excluded.state, found_by = excluded.found_by "
            "where (excluded.state = 'linked', excluded.score) > (state = 'linked', score)",
            [answer[name] for name in columns],
        )

    def put_meetings(self, meetings: Sequence[tuple[Mapping[str, object], Mapping[str, str]]]) -> None:
        """Store each meeting (its columns) with its reports (id to reason), replacing the meetings these had."""
        reports = [report for _, reasons in meetings for report in reasons]
        meeting_ids = json.dumps([meeting["id"] for meeting, _ in meetings])
        self.db.execute(
            "delete from meetings where id in (select meeting from meeting_reports where id in "
            "(select value from json_each(?1))) and id not in (select value from json_each(?2))",
            (json.dumps(reports), meeting_ids),
        )
        for meeting, reasons in meetings:
            self._put_meeting(meeting)
            self.db.executemany(  # rows that stay as they are are not written: a further report changes few of many
                "update meeting_reports set meeting = ?1, joined = ?2 "
                "where id = ?3 and (meeting, joined) is not (?1, ?2)",
                [(meeting["id"], reason, report) for report, reason in reasons.items()],
            )
        # Only when every report is in its meeting: one that moved to another must not name participants of the old one.
        self.db.execute(_SET_PARTICIPANTS, (meeting_ids,))

    def _put_meeting(self, meeting: Mapping[str, object]) -> None:
        names, places = ", ".join(meeting), ", ".join(f":{name}" for name in meeting)
        settings = ", ".join(f"{name} = excluded.{name}" for name in meeting if name != "id")
        self.db.execute(
            f"insert into meetings ({names}) values ({places}) on conflict (id) do update set {settings}", meeting
        )


def _as_json(values: Iterable[str]) -> str:
    return json.dumps(list(values))


def _bring_up_to_date(db: sqlite3.Connection, path: Path) -> None:
    opening.check(db, path, older_is_fine=True)
    if db.execute("pragma user_version").fetchone()[0] < opening.SCHEMA_VERSION:
        from sqlite_utils import Database

        from tracker.store import older, schema

        db.execute("begin immediate")  # of two that make the store at once one waits, and finds it made
        if 0 < db.execute("pragma user_version").fetchone()[0] < older.LAST:
            older.migrations.apply(Database(db))
        schema.migrations.apply(Database(db))
        derive(db)
        db.execute("commit")
    _use_write_ahead_log(db)
    db.execute("pragma foreign_keys = on")


def _use_write_ahead_log(db: sqlite3.Connection) -> None:
    """Let the file be read while it is written.

    SQLite itself does not wait here: where another process is about to write, as one that makes the store at the same
    moment, it answers at once that the file is busy (in `sqlite3BtreeBeginTrans` a transaction that has begun to read
    never calls the busy handler).
    """
    last_try = time.monotonic() + _BUSY_TIMEOUT
    while True:
        try:
            db.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > last_try:
                raise
            time.sleep(_PAUSE)
        else:
            return
