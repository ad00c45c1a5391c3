"""A crash loses nothing and leaves nothing half done: the program is killed at many moments of an ingest."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES, environment, tables
from sqlite_utils import Database

from tracker.errors import StoreError
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.store.opening import open_to_read
from tracker.store.schema import migrations
from tracker.store.store import Store

ROUNDS = 50

# Runs `tracker ingest` again and again in processes that have the parser loaded already. What was read of each sample
# is taken from a store, so that most of the time, and so most of the kills, fall where something is written. A
# moment is one of processor time, as the kernel ends a process for (setitimer(2), SIGPROF): what else the machine does
# moves none. Each round has a part of the time of its own, in which its moment falls by chance.
_HELPER = """
import dataclasses, io, json, os, random, signal, sys, traceback
from contextlib import closing
from pathlib import Path
from tracker import cli, pipeline
from tracker.reading import Options, read_inputs
from tracker.store.extractions import stored_extraction
from tracker.store.store import Store

job = json.loads(sys.argv[1])
with closing(Store.open_existing(Path(job["read"]))) as store:
    ids = [row["id"] for row in store.rows("select id from articles")]
    samples = {id_: stored_extraction(store.db, id_).extraction for id_ in ids}
pipeline.parse = lambda article: article
pipeline.extract = lambda article: dataclasses.replace(samples[article.id], article=article)
with closing(Store.open(Path(job["folder"]) / "before.db")) as store:
    for _ in pipeline.ingest(read_inputs(job["inputs"], Options()), store):
        pass


NEVER = 1000


def started(store, killed_after=NEVER):
    # Begin an ingest in a process of its own; its words go to the file beside the store.
    child = os.fork()
    if child:
        return child
    signal.setitimer(signal.ITIMER_PROF, killed_after)
    sys.stderr = open(store + ".err", "a", encoding="utf-8")
    sys.argv = ["tracker", "ingest", *job["inputs"], "--db", store]
    status = 70
    try:
        cli.main()
    except SystemExit as end:
        status = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        Path(store + ".took").write_text(str(killed_after - signal.getitimer(signal.ITIMER_PROF)[0]))
        sys.stderr.flush()
        os._exit(status)


def status_of(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def articles_in(store):
    import sqlite3
    try:
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
            return db.execute("select count(*) from articles").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def timed(store):
    assert status_of(started(store)) == 0
    return float(Path(store + ".took").read_text())  # by the clock that ends the others


folder = Path(job["folder"])
whole = min(timed(str(folder / f"whole-{i}.db")) for i in range(3))
job["inputs"].reverse()
timed(str(folder / "backwards.db"))
job["inputs"].reverse()
moments = random.Random(20220314)
rounds = []
for number in range(job["rounds"]):
    store = str(folder / f"{number}.db")
    first = status_of(started(store, (number + moments.random()) / job["rounds"] * whole))
    kept = articles_in(store)
    rounds.append([first, kept, status_of(started(store))])
pairs = [[started(str(folder / pair)) for _ in range(2)] for pair in job["pairs"]]
print(json.dumps({"rounds": rounds, "pairs": [[status_of(child) for child in pair] for pair in pairs]}))
"""


PAIRS = ("empty.db", "new.db")  # a store that is there, and one that both ingests make


@dataclass(frozen=True)
class Crashed:
    """The folder of the stores that were made, and how the ingests into them ended.

    `rounds` are of the stores that were killed and filled again: status, articles kept, status. `pairs` are of two
    ingests at once.
    """

    folder: Path
    rounds: list[list[int]]
    pairs: list[list[int]]


@pytest.fixture(scope="module")
def crashed(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Crashed:
    folder = tmp_path_factory.mktemp("crashed")
    Store.open(folder / PAIRS[0]).close()
    inputs = [str(path) for path in sorted(SAMPLES.glob("*.txt"))]
    read = str(sample_store)
    job = json.dumps({"folder": str(folder), "inputs": inputs, "read": read, "rounds": ROUNDS, "pairs": PAIRS})
    done = subprocess.run(
        [sys.executable, "-c", _HELPER, job], env=environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return Crashed(folder, **json.loads(done.stdout))


def test_the_kills_came_before_during_and_after_the_writing(crashed: Crashed) -> None:
    rounds = crashed.rounds
    assert [first for first, _, _ in rounds].count(-signal.SIGPROF) > ROUNDS * 0.8
    kept = [articles for _, articles, _ in rounds]
    assert len({articles for articles in kept if 0 < articles < 12}) >= 5, kept


def test_the_same_ingest_again_gives_the_store_that_it_would_have_been(crashed: Crashed, sample_store: Path) -> None:
    folder, rounds = crashed.folder, crashed.rounds
    whole = tables(sample_store)
    assert len(whole["articles"]) == 12
    assert [again for _, _, again in rounds] == [0] * ROUNDS
    for number in range(ROUNDS):
        store = tables(folder / f"{number}.db")
        assert {name for name in whole if store.get(name) != whole[name]} == set(), (number, rounds[number])


def test_a_store_that_was_killed_is_whole_to_sqlite(crashed: Crashed) -> None:
    folder = crashed.folder
    for number in range(ROUNDS):
        with closing(sqlite3.connect(folder / f"{number}.db")) as db:
            assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert db.execute("pragma foreign_key_check").fetchall() == []
            for index in ("articles_fts", "statements_fts", "claimed_fts"):
                db.execute(f"insert into {index} ({index}) values ('integrity-check')")


def test_a_store_that_was_killed_before_it_had_tables_is_made_by_the_next_ingest(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    with closing(sqlite3.connect(path)) as db:
        migrations.ensure_migrations_table(Database(db))
    with pytest.raises(StoreError, match="is empty: run `tracker ingest FILE` first"):
        open_to_read(path)
    Store.open(path).close()
    assert queries.articles(open_to_read(path), Filters()).rows == ()


@pytest.mark.parametrize("pair", PAIRS)
def test_two_ingests_into_one_store_wait_for_each_other(crashed: Crashed, pair: str) -> None:
    statuses = crashed.pairs[PAIRS.index(pair)]
    assert statuses == [0, 0], (crashed.folder / f"{pair}.err").read_text(encoding="utf-8")
    articles = [{row[1:4] for row in tables(crashed.folder / name)["articles"]} for name in (pair, "whole-0.db")]
    assert articles[0] == articles[1]


# Each process opens a store that is not there yet at the same moment: every other one to read it, until it is made.
_OPEN_AT_ONCE = """
import os, sys, time
from pathlib import Path
from tracker.errors import StoreError
from tracker.store import older, opening, schema
from tracker.store.store import Store

def open_to_read(path, last_try):
    while True:
        try:
            return opening.open_to_read(path).close()
        except StoreError as error:
            if "run `tracker ingest FILE` first" not in str(error) or time.monotonic() > last_try:
                raise


for number in range(20):
    moment = time.monotonic() + 0.005
    children = []
    for process in range(4):
        child = os.fork()
        if not child:
            while time.monotonic() < moment:
                pass
            try:
                path = Path(sys.argv[1]) / f"{number}.db"
                open_to_read(path, moment + 30) if process % 2 else Store.open(path).close()
            except StoreError as error:
                print(error, flush=True)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
"""


def test_a_store_can_be_opened_while_another_process_makes_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _OPEN_AT_ONCE, str(tmp_path)],
        env=environment(tmp_path), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_store_that_another_process_has_just_made_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    Store.open(path).close()
    with closing(sqlite3.connect(path, check_same_thread=False)) as maker:
        maker.execute("pragma journal_mode = delete")  # as it is when its tables are there
        maker.execute("begin immediate")
        end = threading.Timer(0.1, maker.rollback)
        end.start()
        with closing(Store.open(path)) as store:
            assert [tuple(row) for row in store.rows("pragma journal_mode")] == [("wal",)]
        end.join()


# -- the order of ingest ----------------------------------------------------------------------------------------

_CLAIMS = """
select group_concat(id) from (select id, claim from statements where claim is not null order by id) group by claim"""
_MEETINGS = """
select meetings.*, group_concat(report) from (select id as report, meeting from meeting_reports order by id)
join meetings on meetings.id = meeting group by meetings.id"""
_ORDERLESS = {
    "claims": _CLAIMS,
    "ids of claims": "select * from claims",
    "likeness": "select * from same_claim",
    "answers": "select * from answers",
    "meetings": _MEETINGS,
    "why reports belong": "select id, meeting, joined from meeting_reports",
    "sources": "select * from sources",
    "actors": "select * from actors",
    "aliases": "select * from actor_aliases",
    "who acts for whom": "select * from acts_for",
}


def _found(path: Path, sql: str) -> set[tuple[Any, ...]]:
    with closing(open_to_read(path)) as db:
        return set(db.execute(sql))


@pytest.fixture
def backwards(crashed: Crashed) -> Path:
    """The store made from the sample articles, the last one first."""
    return crashed.folder / "backwards.db"


@pytest.mark.parametrize("what", _ORDERLESS)
def test_what_is_found_does_not_depend_on_the_order_of_ingest(sample_store: Path, backwards: Path, what: str) -> None:
    found = _found(sample_store, _ORDERLESS[what])
    assert found
    assert found == _found(backwards, _ORDERLESS[what])


_QUESTIONS = ("timeline", "disputed", "claims", "denials", "refusals", "meetings", "sources", "actors")


@pytest.mark.parametrize("name", _QUESTIONS)
def test_a_question_has_the_same_answer_whatever_the_order_of_ingest(
    sample_store: Path, backwards: Path, name: str
) -> None:
    answers = [getattr(queries, name)(open_to_read(path), Filters()) for path in (sample_store, backwards)]
    assert answers[0].rows
    assert answers[0] == answers[1]
