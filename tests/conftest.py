"""What the end-to-end tests share: the program as a person runs it, and one store made from the sample articles."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, Any

import pytest
import standby
import typer
from hypothesis import settings

from tracker import cli
from tracker.store.derived import derive
from tracker.store.store import Store

# How long an example takes says something of the machine, not of the program.
settings.register_profile("tracker", deadline=None)
settings.load_profile("tracker")

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "articles"


def _commands(group: Any, of: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, command in group.commands.items():
        whole = f"{of} {name}".strip()
        yield from _commands(command, whole) if hasattr(command, "commands") else [(whole, command.callback)]


COMMANDS = dict(_commands(typer.main.get_command(cli.app)))  # every command as it is typed, with what runs it
_OF_THE_CLOCK = {"articles": "ingested_at", "_sqlite_migrations": "applied_at"}


# -- how a run of the tests is shown, and in which order --------------------------------------------------------


# Those that take longest begin first, so that both processes end at about the same time.
LONGEST = """
cli reread crash large_stores claim_stories report times watching docs decided_claims render exports forgetting import
meeting_links timeline_views decisions wordpiece pager actors versions queries link scores check reader story history
""".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


class Progress:
    """One line that says how many of the tests have ended; those that fail are named, and shown whole at the end."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal
        self._ended = 0

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        if report.skipped:
            return "xfailed" if hasattr(report, "wasxfail") else "skipped", "", ""
        return ("passed", "", "") if report.passed and report.when == "call" else None

    def pytest_runtest_logfinish(self) -> None:
        self._ended += 1
        every = self._terminal._session.testscollected if self._terminal._session else 0
        tenths = self._ended * 10 // every if every else 0
        if tenths > (self._ended - 1) * 10 // every:
            self._terminal.write(f"{tenths * 10} % ", flush=True)


@pytest.hookimpl(trylast=True)  # the terminal is set up by then
def pytest_configure(config: pytest.Config) -> None:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal and config.get_verbosity() < 0:
        config.pluginmanager.register(Progress(terminal), "progress")


# -- what the tests share ---------------------------------------------------------------------------------------


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
    measured = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    return known | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)} | measured | more


def run_in(home: Path, *args: str | bytes | Path, stdin: bytes = b"", **env: str) -> Ran:
    """Run `tracker` as a process of its own with standard output and error piped."""
    given = environment(home, **env)
    if any(name.startswith("PYTHON") for name in env):  # Python reads it when it starts
        command = [sys.executable, "-m", "tracker", *args]
        done = subprocess.run(command, cwd=home, env=given, input=stdin, capture_output=True, check=False)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    with piped(stdin) as read, TemporaryFile() as out, TemporaryFile() as err:
        status = standby.status_of([os.fsdecode(arg) for arg in args], home, given, (read, out.fileno(), err.fileno()))
        return Ran(status, *(_written(file).decode() for file in (out, err)))


def _written(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


@contextmanager
def piped(given: bytes) -> Iterator[int]:
    """Give the end to read of a pipe with `given` in it."""
    reading, writing = os.pipe()
    feeding = Thread(target=_feed, args=(writing, given), daemon=True)
    feeding.start()
    yield reading
    os.close(reading)
    feeding.join()


def _feed(writing: int, given: bytes) -> None:
    with suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
        pipe.write(given)


@pytest.fixture
def run_tracker(tmp_path: Path) -> Run:
    """Run `tracker` in an empty folder with a data folder of its own."""
    return lambda *args, **more: run_in(tmp_path, *args, **more)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made by one ingest of the sample articles. Only for reading; copy it to change it.

    All processes that run tests share it; whichever asks first makes it.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # then the folder is one of several in the session's own
        folder = folder.parent
    with (folder / "samples.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        home = folder / "samples"
        if not home.exists():
            making = tmp_path_factory.mktemp("making")
            made = run_in(making, "ingest", SAMPLES, "--db", making / "tracker.db")
            assert made.status == 0, made.err
            making.rename(home)
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


def assert_derived(path: Path) -> None:
    """What a store keeps of what its records weigh, stand at and count is what is derived of all of them anew."""
    with closing(Store.open(path)) as store:
        store.db.execute("begin")
        assert store.rows("select * from stale_claims union all select * from stale_statements") == []
        before = _derived(store)
        for table in ("derived_claims", "disputes", "derived_statements"):
            store.db.execute(f"delete from {table}")
        assert store.rows("select * from counted_days") == []
        store.db.execute("insert into stale_claims select id from claims")
        store.db.execute("insert into stale_statements select id from statements")
        derive(store.db)
        now = _derived(store)
        store.db.execute("rollback")
        counted = store.rows(
            "select source, sources.kind, count(*) from statements join sources on sources.id = source "
            "where not hidden and force <> 'expressive' and (force = 'assertive' or statements.id not in "
            "(select statement from statement_sources where role = 'via')) group by source order by source"
        )
    assert now == before
    assert [tuple(row) for row in counted] == before["counted_sources"]


def _derived(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("derived_claims", "disputes", "derived_statements", "counted_days", "counted_sources")
    return {name: [tuple(row) for row in store.rows(f"select * from {name} order by 1, 2, 3")] for name in tables}
