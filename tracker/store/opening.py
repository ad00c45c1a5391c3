"""Opening a store: which file, whether it is one of ours, and reading without ever creating or changing it.

Reading commands go through this module and the standard library's sqlite3 alone, so they start in a moment; only the
writer needs sqlite-utils.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from tracker.errors import StoreError

APPLICATION_ID = 0x74726B72  # "trkr": SQLite's own place for saying whose file it is (pragma application_id)
_STEPS = "_sqlite_migrations"  # sqlite-utils makes it before the first step is taken
SCHEMA_VERSION = 25  # the number of the last step in schema.py, kept in pragma user_version

_MEETINGS_FROM = """
create temp view meetings as
select id, status, mode, participants, place, place_country, start, start_first, start_last, old, count, conflicts
from main.meetings
where exists (select 1 from main.meeting_reports where meeting = meetings.id and probability >= {least!r})
union all
select id, status, mode, (select group_concat(name, ' · ') from participants where report = meeting_reports.id), place,
    place_country, held, held_first, held_last, old, count, '{{}}'
from main.meeting_reports
where meeting is null and discarded is null and not outdated and probability >= {least!r}"""


def default_path() -> Path:
    """Return the store's place: TRACKER_DB, else tracker/tracker.db in the XDG data folder."""
    if given := os.environ.get("TRACKER_DB"):
        return Path(given)
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "tracker" / "tracker.db"


def open_to_read(path: Path) -> sqlite3.Connection:
    """Return a read-only connection to the store at `path`.

    StoreError where there is none (it is never created), where the file is no store, or of another version.
    """
    if not path.exists():
        raise StoreError(f"no store at {path}: run `tracker ingest FILE` first, or name another with --db")
    if path.is_dir():
        raise StoreError(f"{path} is a folder: name a file with --db")
    try:
        db = _connect_read_only(path)
        check(db, path)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} cannot be opened as a store ({error}): name another file with --db") from error
    return db


def show_from(db: sqlite3.Connection, least: float) -> None:
    """Let queries on this connection see statements and meetings that are at least so likely right (0 to 1).

    Temporary views of this connection shadow the tables of statements and meetings (SQLite looks a name up in the
    temporary schema first). What people discarded, and what outlets only tell, stays hidden. A meeting is as likely as
    its likeliest report. A report that is only possible is joined with no other: it is a meeting by itself, with the id
    of the report.
    """
    put_hidden_before(db, f"probability < {float(least)!r}")
    db.execute(_MEETINGS_FROM.format(least=float(least)))


def put_hidden_before(db: sqlite3.Connection, too_unlikely: str) -> None:
    """Shadow the table of statements with a temporary view that hides what is `too_unlikely` (SQL of a statement).

    A second view, `every_version`, hides the same, but not what older versions of articles say.
    """
    columns = [f'"{row[1]}"' for row in db.execute("pragma main.table_xinfo(statements)") if row[1] != "hidden"]
    hidden = f"discarded is not null or coalesce(narrated = 'aside', 0) or {too_unlikely}"
    names = ", ".join(columns)
    for view, condition in (("every_version", hidden), ("statements", f"{hidden} or outdated")):
        db.execute(f"create temp view {view} as select {names}, ({condition}) as hidden from main.statements")


def _connect_read_only(path: Path) -> sqlite3.Connection:
    """Connect; as immutable where the folder cannot be written, since SQLite cannot make WAL files there."""
    uri = path.absolute().as_uri()
    db = sqlite3.connect(f"{uri}?mode=ro", uri=True)
    try:
        db.execute("pragma schema_version").fetchone()
    except sqlite3.OperationalError:
        db.close()
        db = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True)
    return db


def check(db: sqlite3.Connection, path: Path, *, older_is_fine: bool = False) -> None:
    """Raise StoreError unless `db` is a store of this program, of the version that it writes.

    A store whose first ingest was broken off before its tables were made counts as an older one. All is read in one
    transaction: another process may be making the store meanwhile.
    """
    db.execute("begin")
    try:
        _check(db, path, older_is_fine=older_is_fine)
    finally:
        db.rollback()


def _check(db: sqlite3.Connection, path: Path, *, older_is_fine: bool) -> None:
    if db.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        if not _is_unmade(db):
            raise StoreError(f"{path} is an SQLite file but not a tracker store: name another file with --db")
        if not older_is_fine:
            raise StoreError(f"{path} is empty: run `tracker ingest FILE` first, or name another with --db")
    version = db.execute("pragma user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreError(f"{path} was written by a newer tracker (store version {version}): update tracker first")
    if version < SCHEMA_VERSION and not older_is_fine:
        raise StoreError(f"{path} is of an older version: run `tracker reread` once to bring it up to date")


def _is_unmade(db: sqlite3.Connection) -> bool:
    """Whether the file holds nothing, or only the list of migration steps with none taken."""
    tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
    return not tables or (tables == [_STEPS] and not db.execute(f"select count(*) from {_STEPS}").fetchone()[0])
