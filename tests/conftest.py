"""What the end-to-end tests share: the program as a person runs it, and one store made from the sample articles."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tracker import cli
from tracker.store.reckoned import reckon
from tracker.store.store import Store

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "articles"
# Every command as it is typed, with what runs it.
COMMANDS = {
    f"{group} {command.name or command.callback.__name__}".strip(): command.callback
    for group, app in [("", cli.app), *((one.name or "", one.typer_instance) for one in cli.app.registered_groups)]
    for command in (app.registered_commands if app else ())
    if command.callback
}
_OF_THE_CLOCK = {"articles": "ingested_at", "_sqlite_migrations": "applied_at"}


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit status, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


Run = Callable[..., Ran]


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment with nothing of this machine's own but its PATH; the store is in `home`."""
    known = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "LANG": "C.UTF-8"}
    return known | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)} | more


def run_in(home: Path, *args: str | bytes | Path, stdin: bytes = b"", **env: str) -> Ran:
    """Run `tracker` as a process of its own with standard output and error piped."""
    command, given = [sys.executable, "-m", "tracker", *args], environment(home, **env)
    done = subprocess.run(command, cwd=home, env=given, input=stdin, capture_output=True, check=False)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def run_tracker(tmp_path: Path) -> Run:
    """Run `tracker` in an empty folder with a data folder of its own."""
    return lambda *args, **more: run_in(tmp_path, *args, **more)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made by one ingest of the sample articles. Only for reading; copy it to change it."""
    home = tmp_path_factory.mktemp("samples")
    made = run_in(home, "ingest", SAMPLES, "--db", home / "tracker.db")
    assert made.status == 0, made.err
    return home / "tracker.db"


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of a store with all its rows in order, without the columns that read the clock."""
    with closing(sqlite3.connect(path)) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table' order by name")]
        return {name: _rows(db, name) for name in names}


def _rows(db: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in db.execute(f"pragma table_info({table})") if row[1] != _OF_THE_CLOCK.get(table)]
    quoted = ", ".join(f'"{column}"' for column in columns)
    return sorted(db.execute(f"select {quoted} from {table}"), key=repr)


def forget_reckoned(db: sqlite3.Connection) -> None:
    """Take back the step that keeps what lists are ordered and counted by, so that an older store can be made."""
    for name, kind in db.execute("select name, type from sqlite_master where type in ('trigger', 'table')").fetchall():
        if name.startswith(("stale_", "reckoned_", "counted_")) or name == "disputes":
            db.execute(f"drop {kind} if exists {name}")
    for index in ("statements_by_source", "articles_newest"):
        db.execute(f"drop index {index}")
    db.execute("create index statements_by_source on statements (source)")


def assert_reckoned(path: Path) -> None:
    """What a store keeps of what its records weigh, stand at and count is what is reckoned of all of them anew."""
    with closing(Store.open(path)) as store:
        store.db.execute("begin")
        assert store.rows("select * from stale_claims union all select * from stale_statements") == []
        before = _reckoned(store)
        for table in ("reckoned_claims", "disputes", "reckoned_statements"):
            store.db.execute(f"delete from {table}")
        assert store.rows("select * from counted_days") == []
        store.db.execute("insert into stale_claims select id from claims")
        store.db.execute("insert into stale_statements select id from statements")
        reckon(store.db)
        now = _reckoned(store)
        store.db.execute("rollback")
        counted = store.rows(
            "select source, sources.kind, count(*) from statements join sources on sources.id = source "
            "where not hidden and force <> 'expressive' and (force = 'assertive' or statements.id not in "
            "(select statement from statement_sources)) group by source order by source"
        )
    assert now == before
    assert [tuple(row) for row in counted] == before["counted_sources"]


def _reckoned(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("reckoned_claims", "disputes", "reckoned_statements", "counted_days", "counted_sources")
    return {name: [tuple(row) for row in store.rows(f"select * from {name} order by 1, 2, 3")] for name in tables}
