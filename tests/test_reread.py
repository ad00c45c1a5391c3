"""Reading stored articles again: what an older version read becomes what this one reads, and nothing else changes."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Container, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES, Run, assert_derived, environment
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker import pipeline
from tracker.commands.ingesting import report_ingest, report_reread
from tracker.errors import StoreError, UnknownName
from tracker.extract import FOUND_BY, extract
from tracker.parsing import parse
from tracker.pipeline import ingest, link_article, read
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.reading import Options, read_inputs
from tracker.records import Actor, Article, Extraction, Meeting, Mention, Participant, Source, Span, Statement
from tracker.store.opening import open_to_read
from tracker.store.store import Store

OLD = "rules 0"
ROUNDS = 12

TEXT = """\
Russia asked China for weapons, US officials said on Monday. China's embassy denied that Russia had asked for weapons.

Jake Sullivan met Yang Jiechi in Rome on Monday. The White House declined to comment on the request.
"""
ARTICLE = Article(text=TEXT, title="A plea", outlet="The Gazette", published="2022-03-15", given_id="g1")


# -- an older extractor -----------------------------------------------------------------------------------------

_NOBODY = Actor("wednesday-morning", "Wednesday Morning", "person", acts_for="atlantis", reason="a guess")
_NOWHERE = Actor("atlantis", "Atlantis", "country")


def older(extraction: Extraction, salt: int = 0) -> Extraction:
    """What an extractor with many faults, which `salt` spreads differently, would have read from the article."""
    faulty = [_at_fault(statement, i + salt) for i, statement in enumerate(extraction.statements)]
    found = {statement.id for statement in faulty if statement}
    meetings = (_met(meeting, i + salt) for i, meeting in enumerate(extraction.meetings))
    return replace(
        extraction,
        statements=tuple(_answering(statement, found) for statement in faulty if statement),
        meetings=(*filter(None, meetings), _never_held(extraction.article)),
        actors=(*extraction.actors, _NOBODY, _NOWHERE),
    )


def _at_fault(statement: Statement, fault: int) -> Statement | None:
    """The statement overlooked, cut short, misunderstood, given to somebody else, or to a source of another kind."""
    speaker = statement.speaker
    match fault % 6:
        case 0:
            return None
        case 1 if statement.content and len(statement.content[-1].words) > 1:
            *whole, last = statement.content
            return replace(statement, content=(*whole, Span(last.start, last.end - 1, last.words[:-1])))
        case 2:
            return replace(statement, stance="deny" if statement.stance == "assert" else "assert", said=None)
        case 3 if statement.cue:
            mention = Mention(_NOBODY.key, "says", statement.cue[0], "a guess")
            somebody = Source(_NOBODY.name, "person", _NOBODY.key)
            return replace(statement, speaker=somebody, acts_for=_NOWHERE.key, mentions=(mention,))
        case 4 if speaker and not speaker.local:
            return replace(statement, speaker=replace(speaker, kind="document", name=speaker.name.upper()))
        case _:
            return statement


def _answering(statement: Statement, found: Container[str]) -> Statement:
    """The statement, answering only what was found."""
    return replace(statement, answers=tuple(pair for pair in statement.answers if pair[0] in found))


def _met(meeting: Meeting, fault: int) -> Meeting | None:
    if fault % 3 == 0:
        return None
    return replace(meeting, status="planned", place=None, when=None) if fault % 3 == 1 else meeting


def _never_held(article: Article) -> Meeting:
    sides = [Span.cut(article.text, start, start + 4) for start in (0, 5)]
    participants = (
        Participant(_NOBODY.name, sides[0], _NOBODY.key, _NOWHERE.key),
        Participant("China", sides[1], "atlantis", None),
    )
    return Meeting(article.id, Span.cut(article.text, 0, 20), (sides[0],), "held", "phone", participants)


def fresh_of(article: Article) -> Extraction:
    """What the present extractor reads from the article."""
    extraction = read(article)
    assert isinstance(extraction, Extraction)
    return extraction


def ingest_with_older(articles: Iterable[Article], path: Path, salt: int = 0) -> None:
    """Add the articles to the store as the program did when the older extractor was its own."""
    with closing(Store.open(path)) as store:
        for article in articles:
            extraction = fresh_of(article)
            with store.transaction():
                store.add(older(extraction, salt), OLD)
                link_article(store, article.id)


def samples() -> list[Article]:
    return [found for found in read_inputs([str(SAMPLES)], Options()) if isinstance(found, Article)]


# -- comparing stores -------------------------------------------------------------------------------------------


@contextmanager
def sql(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("pragma foreign_keys = on")
        yield db


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, without the numbers that only count them and the time of ingest."""
    with sql(path) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        counting = ("_fts", "sqlite", "derived_")  # what is derived is looked at in `assert_sound`
        found = {name: _rows(db, name) for name in names if not any(one in name for one in counting)}
    assert {"articles", "statements", "claims", "answers", "meetings", "sources", "actors", "spans"} <= found.keys()
    return found


def _rows(db: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    if table == "mentions":
        columns, joined = f"spans.start, spans.end, spans.article, {table}.*", f"{table} join spans on n = span"
        return sorted((row[:3] + row[4:] for row in db.execute(f"select {columns} from {joined}")), key=repr)
    names = [row[1] for row in db.execute(f"pragma table_info({table})") if row[1] not in ("n", "ingested_at")]
    quoted = ", ".join(f'"{name}"' for name in names)
    return sorted(db.execute(f"select {quoted} from {table}"), key=repr)


def differing(path: Path, other: Path) -> set[str]:
    """The tables that two stores have different rows in."""
    one, two = everything(path), everything(other)
    return {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)}


def assert_sound(path: Path) -> None:
    """SQLite finds the file, its references and its text search whole, and every span is its article's words."""
    with sql(path) as db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert db.execute("pragma foreign_key_check").fetchall() == []
        for index in ("articles_fts", "statements_fts", "claimed_fts"):
            db.execute(f"insert into {index} ({index}) values ('integrity-check')")
    assert queries.misquotes(open_to_read(path))[1] == []
    assert_derived(path)


def reread_in(path: Path, *names: str) -> tuple[int, list[str]]:
    """The exit status of `tracker reread`, and what it says."""
    said: list[str] = []
    return report_reread(names, path, said.append), said


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """What an article says is a function of it alone, so that it need not be read for each of many stores."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "parse", cache(parse))
        patch.setattr(pipeline, "extract", cache(extract))
        yield


@pytest.fixture(scope="module")
def old_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles as the older extractor read them. Only for reading; copy it to change it."""
    path = tmp_path_factory.mktemp("old") / "tracker.db"
    ingest_with_older(samples(), path)
    return path


@pytest.fixture
def old(old_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(old_store, tmp_path / "tracker.db"))


def test_the_older_extractor_of_these_tests_fills_every_table_with_other_rows(
    old_store: Path, sample_store: Path
) -> None:
    whole = {"articles", "sources", "actors", "actor_aliases", "acts_for", "statements", "claims"}
    links = {"same_claim", "answers", "meetings", "meeting_reports", "participants", "spans"}
    assert differing(old_store, sample_store) >= whole | links | {"mentions", "article_terms"}
    assert_sound(old_store)


# -- what a second reading leaves -------------------------------------------------------------------------------


def test_what_an_older_version_read_becomes_what_this_one_reads(old: Path, sample_store: Path) -> None:
    status, _ = reread_in(old)
    assert status == 0
    assert differing(old, sample_store) == set()
    assert_sound(old)


def test_every_question_has_the_answer_of_a_new_store(old: Path, sample_store: Path) -> None:
    reread_in(old)
    for name in ("timeline", "disputed", "claims", "denials", "refusals", "meetings", "sources", "actors"):
        answers = [getattr(queries, name)(open_to_read(path), Filters()) for path in (old, sample_store)]
        assert answers[0].rows, name
        assert answers[0] == answers[1], name


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(12)), newer=st.sets(st.integers(0, 11)), salt=st.integers(0, 5))
def test_the_order_of_reading_again_and_what_is_new_among_it_change_nothing(
    tmp_path: Path, sample_store: Path, order: list[int], newer: set[int], salt: int
) -> None:
    path = tmp_path / "mixed.db"
    path.unlink(missing_ok=True)
    articles = samples()
    older_ones = [articles[i] for i in order if i not in newer]
    ingest_with_older(older_ones, path, salt)
    with closing(Store.open(path)) as store:
        list(ingest([articles[i] for i in newer], store))
    status, _ = reread_in(path, *(article.id for article in reversed(older_ones)))
    assert status == 0
    assert differing(path, sample_store) == set()


def test_reading_again_what_this_version_read_changes_no_row(sample_store: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample_store, tmp_path / "tracker.db"))
    status, said = reread_in(path, *(article.id for article in samples()))
    assert (status, differing(path, sample_store)) == (0, set())
    with sql(path) as db:
        (statements,) = db.execute("select count(*) from statements where narrated is null").fetchone()
    assert said[-1] == f"12 reread: {statements} statements kept; 0 failed; the store is {path}"


def test_ids_stay_where_the_place_is_the_same(old: Path) -> None:
    before = _ids(old)
    reread_in(old)
    for table, ids in _ids(old).items():
        assert ids & before[table], table
        assert ids != before[table], table


def _ids(path: Path) -> dict[str, set[str]]:
    with sql(path) as db:
        named = ("statements", "claims", "meeting_reports", "meetings")
        return {table: {row[0] for row in db.execute(f"select id from {table}")} for table in named}


def test_an_id_that_a_claim_or_a_meeting_had_still_finds_it(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    first, second = ARTICLE, replace(ARTICLE, text=TEXT + "!", published="2022-03-16", given_id="g2")
    with closing(Store.open(path)) as store:
        list(ingest([first, second], store))
    with sql(path) as db:  # an older version overlooked what the first article says, so the ids are the second's
        db.execute("delete from statements where article = ?", (first.id,))
        db.execute("delete from claims")
        db.execute("delete from meetings")
        db.execute("delete from meeting_reports where article = ?", (first.id,))
        db.execute("update articles set found_by = ?", (OLD,))
    reread_in(path, second.id)
    old_ids = _ids(path)["claims"] | _ids(path)["meetings"]
    reread_in(path)
    new_ids = _ids(path)["claims"] | _ids(path)["meetings"]
    assert old_ids
    assert not old_ids & new_ids
    with closing(open_to_read(path)) as db:
        assert {queries.show(db, id_).id for id_ in old_ids} <= new_ids


def test_what_is_known_of_the_article_and_when_it_was_ingested_stay(old: Path) -> None:
    with sql(old) as db:
        db.execute("update articles set ingested_at = '2022-04-01T09:00:0' || (n % 10) || '+00:00'")
        columns = "n, id, given_id, title, outlet, author, url, credit, published, published_from, text, ingested_at"
        before = db.execute(f"select {columns} from articles order by n").fetchall()
    reread_in(old)
    with sql(old) as db:
        assert db.execute(f"select {columns} from articles order by n").fetchall() == before
        assert db.execute("select distinct found_by from articles").fetchall() == [(FOUND_BY,)]


def test_an_article_that_is_not_asked_for_keeps_its_rows(old: Path) -> None:
    asked, *others = [article.id for article in samples()]
    before = [_of(old, article) for article in others]
    status, said = reread_in(old, asked)
    assert (status, len(said)) == (0, 2)
    assert [_of(old, article) for article in others] == before
    with sql(old) as db:
        assert db.execute("select id from articles where found_by = ?", (FOUND_BY,)).fetchall() == [(asked,)]
    assert_sound(old)


def _of(path: Path, article: str) -> list[Any]:
    """What was read from an article; which claims its statements report depends on what others say."""
    with sql(path) as db:
        db.execute("create temp table statements as select * from main.statements")
        for column in ("claim", "claim_score", "claim_reason", "narrated", "hidden"):
            db.execute(f"alter table temp.statements drop column {column}")
        return [
            db.execute(f"select * from {table} where article = ? order by n", (article,)).fetchall()
            for table in ("statements", "spans")
        ]


def test_names_that_only_the_older_version_read_are_gone(old: Path) -> None:
    with closing(open_to_read(old)) as db:
        assert queries.timeline(db, Filters(actors=("Wednesday Morning",))).rows
    reread_in(old)
    with closing(open_to_read(old)) as db, pytest.raises(UnknownName):
        queries.timeline(db, Filters(actors=("Wednesday Morning",)))


def test_an_actor_that_only_the_older_version_found_outside_all_records_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    extraction = fresh_of(ARTICLE)
    with closing(Store.open(path)) as store, store.transaction():
        store.add(replace(extraction, actors=(*extraction.actors, _NOWHERE)), OLD)
        link_article(store, ARTICLE.id)
    reread_in(path)
    assert _NOWHERE.key not in {row[0] for row in everything(path)["actors"]}


def test_metadata_that_come_later_do_not_disturb_a_meeting(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    with closing(Store.open(path)) as store:
        done = [*ingest([replace(ARTICLE, published=None), ARTICLE], store)]
    assert [getattr(one, "outcome", one) for one in done] == ["added", "filled"]
    assert [row[1] for row in everything(path)["meetings"]] == ["held"]
    assert_sound(path)


# -- what it says -----------------------------------------------------------------------------------------------


def one_article(path: Path, *changes: str) -> None:
    """A store with one article that an older version read, which differs by these changes from what this one reads."""
    with closing(Store.open(path)) as store:
        list(ingest([ARTICLE], store))
    with sql(path) as db:
        for change in (f"update articles set found_by = '{OLD}'", *changes):
            db.execute(change)


DENIAL = "stance in ('deny', 'deny_knowledge')"
CHANGES = {
    "nothing": ((), "{all} statements kept"),
    "a statement that was overlooked": (
        ("delete from statements where stance = 'assert' and not own_voice",),
        "1 statement new, {others} kept",
    ),
    "a denial that was overlooked": (
        (f"delete from statements where {DENIAL}",),
        "1 statement new, {others} kept; 1 denial new",
    ),
    "a denial that was taken for something else": (
        (f"update statements set stance = 'assert' where {DENIAL}",),
        "1 statement changed, {others} kept; 1 denial new",
    ),
    "a statement taken for a denial": (
        ("update statements set stance = 'deny' where stance = 'no_comment'",),
        "1 statement changed, {others} kept; 1 denial gone",
    ),
    "a statement without its date": (
        ("update statements set said = null, said_first = null, said_last = null where stance = 'assert'",),
        "1 statement changed, {others} kept",
    ),
    "a statement that is none": (
        (
            "create temp table more as select * from statements where stance = 'no_comment'",
            "alter table more drop column hidden",
            "update more set n = 99, id = 'szzzzzzzzzz'",
            "insert into statements select * from more",
        ),
        "1 statement gone, {all} kept",
    ),
    "a meeting that was overlooked": (("delete from meeting_reports",), "{all} statements kept; 1 meeting new"),
    "a meeting of another status": (
        ("update meeting_reports set status = 'planned'",),
        "{all} statements kept; 1 meeting changed",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_said_of_the_article_and_in_sum(tmp_path: Path, what: str) -> None:
    changes, summary = CHANGES[what]
    path = tmp_path / "tracker.db"
    one_article(path, *changes)
    statements = len(fresh_of(ARTICLE).statements)
    summary = summary.format(all=statements, others=statements - 1)
    status, said = reread_in(path)
    assert status == 0
    assert said == [
        f"reread {ARTICLE.id} “A plea” (The Gazette, 15 March 2022): {summary}",
        f"1 reread: {summary}; 0 failed; the store is {path}",
    ]
    assert reread_in(path) == (
        0,
        [f"nothing to read again: all articles were read by this version ({FOUND_BY}); the store is {path}"],
    )


def test_the_sums_are_those_of_all_articles_and_twenty_are_named(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    text = "China's embassy denied that Russia had asked for weapons.\n\n{} men spoke.\n"
    articles = [replace(ARTICLE, given_id=f"g{i}", outlet=None, text=text.format(i)) for i in range(22)]
    with closing(Store.open(path)) as store:
        list(ingest(articles, store))
    with sql(path) as db:
        db.execute("update articles set found_by = ?", (OLD,))
        db.execute(f"delete from statements where {DENIAL}")
    status, said = reread_in(path)
    assert (status, len(said)) == (0, 21)
    assert said[-1].startswith("22 reread: 22 statements new, ")
    assert "; 22 denials new; 0 failed" in said[-1]


def test_articles_are_named_by_id_by_its_beginning_and_by_the_id_they_came_with(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    one_article(path)
    for name in (ARTICLE.id, ARTICLE.id[:6], "g1"):
        status, said = reread_in(path, name, ARTICLE.id)
        assert (status, len(said)) == (0, 2)
        assert said[0].startswith(f"reread {ARTICLE.id} ")


def test_an_article_that_is_not_stored_is_an_error_and_nothing_is_read(old: Path, old_store: Path) -> None:
    with pytest.raises(UnknownName, match="no article “azzzzzzzzzz”: `tracker articles` lists their ids"):
        reread_in(old, samples()[0].id, "azzzzzzzzzz")
    assert differing(old, old_store) == set()


def test_without_a_store_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run `tracker ingest FILE` first"):
        reread_in(tmp_path / "tracker.db")
    assert not list(tmp_path.iterdir())


def test_an_article_that_cannot_be_read_keeps_its_rows_and_the_others_are_read(old: Path) -> None:
    broken = samples()[3].id
    with sql(old) as db:
        db.execute("update articles set text = cast(text as blob) where id = ?", (broken,))
    before = _of(old, broken)
    status, said = reread_in(old)
    assert status == 1
    (line,) = [line for line in said if "not read" in line]
    assert "by a defect of tracker" in line
    assert line.endswith("what was read from it before stays")
    assert said[-1].startswith("11 reread: ")
    assert "; 1 failed; " in said[-1]
    assert _of(old, broken) == before


def test_the_command_reads_again_and_ends_with_the_status(sample_store: Path, tmp_path: Path, run_tracker: Run) -> None:
    path = Path(shutil.copy(sample_store, tmp_path / "tracker.db"))
    with sql(path) as db:
        two = f"(select distinct article from statements where {DENIAL} order by article limit 2)"
        db.execute(f"update articles set found_by = ? where id in {two}", (OLD,))
        db.execute(f"delete from statements where {DENIAL} and article in {two}")
    assert "statements" in differing(path, sample_store)
    done = run_tracker("reread", "--db", path)
    assert (done.status, done.out, len(done.said)) == (0, "", 3)
    assert all(line.startswith("tracker: ") for line in done.said)
    assert differing(path, sample_store) == set()
    unknown = run_tracker("reread", "nonsense", "--db", path)
    assert (unknown.status, unknown.said) == (
        1,
        ["tracker: no article “nonsense”: `tracker articles` lists their ids"],
    )


def test_ingest_says_how_many_known_articles_an_older_version_read(old: Path) -> None:
    said: list[str] = []
    assert report_ingest([str(SAMPLES)], Options(), old, said.append) == 0
    assert said[-1].startswith(
        "0 added, 12 known already (12 of them read by an older version: tracker reread), 0 failed"
    )
    reread_in(old)
    report_ingest([str(SAMPLES)], Options(), old, said.append)
    assert said[-1].startswith("0 added, 12 known already, 0 failed")


# -- others who write at the same time, and crashes -------------------------------------------------------------


@contextmanager
def another_writing(path: Path, change: str) -> Iterator[None]:
    """Another process has begun to write, and makes its change while this one waits with what it read."""
    begun = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("pragma foreign_keys = on")
            db.execute("begin immediate")
            begun.set()
            time.sleep(0.5)
            db.execute(change)
            db.execute("commit")

    other = threading.Thread(target=write)
    other.start()
    begun.wait()
    yield
    other.join()


def test_an_article_that_is_forgotten_meanwhile_stays_forgotten(old: Path) -> None:
    gone, *others = [article.id for article in samples()]
    with another_writing(old, f"delete from articles where id = '{gone}'"):
        status, said = reread_in(old)
    assert (status, len(said)) == (0, 12)
    assert said[-1].startswith("11 reread: ")
    assert {row[0] for row in everything(old)["articles"]} == set(others)
    assert_sound(old)


def test_an_article_that_is_dated_meanwhile_is_read_with_its_date(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    ingest_with_older([replace(ARTICLE, published=None)], path)
    filled = "published = '2022-03-15', published_first = '2022-03-15', published_last = '2022-03-15'"
    with another_writing(path, f"update articles set {filled}"):
        status, said = reread_in(path)
    assert (status, len(said)) == (0, 2)
    assert "(The Gazette, 15 March 2022)" in said[0]
    with sql(path) as db:
        assert db.execute("select distinct said from statements where said is not null").fetchall() == [("2022-03-14",)]


# Runs `tracker reread` in processes that have at hand what this version reads, from a store of it, so that most of
# the time, and so most of the kills, fall where something is written. A moment is one of processor time, as the kernel
# ends a process for (setitimer(2), SIGPROF): what else the machine does moves none.
_HELPER = """
import dataclasses, json, os, random, signal, sys, traceback
from contextlib import closing
from pathlib import Path
from tracker import cli, pipeline
from tracker.store.extractions import stored_extraction
from tracker.store.store import Store

read, warm, whole, *stores = json.loads(sys.argv[1])
with closing(Store.open_existing(Path(read))) as store:
    ids = [row["id"] for row in store.rows("select id from articles")]
    samples = {id_: stored_extraction(store.db, id_).extraction for id_ in ids}
pipeline.parse = lambda article: article
pipeline.extract = lambda article: dataclasses.replace(samples[article.id], article=article)


def reread(store):
    sys.argv = ["tracker", "reread", "--db", store]
    try:
        cli.main()
    except SystemExit as end:
        return end.code or 0
    return 0


def started(store, killed_after=1000):
    child = os.fork()
    if child:
        return child
    signal.setitimer(signal.ITIMER_PROF, killed_after)
    sys.stderr = open(store + ".err", "a", encoding="utf-8")
    status = 70
    try:
        status = reread(store)
    except BaseException:
        traceback.print_exc()
    finally:
        Path(store + ".took").write_text(str(killed_after - signal.getitimer(signal.ITIMER_PROF)[0]))
        sys.stderr.flush()
        os._exit(status)


def status_of(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


assert reread(warm) == 0
assert status_of(started(whole)) == 0
seconds = float(Path(whole + ".took").read_text())
moments = random.Random(20220315)
parts = ((n + moments.random()) / len(stores) for n in range(len(stores)))  # a moment in each part of the time
print(json.dumps([status_of(started(store, part * seconds)) for store, part in zip(stores, parts)]))
"""


@pytest.fixture(scope="module")
def killed(old_store: Path, sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Stores whose second reading was killed at some moment."""
    folder = tmp_path_factory.mktemp("killed")
    stores = [Path(shutil.copy(old_store, folder / f"{i}.db")) for i in range(ROUNDS + 2)]
    job = json.dumps([str(path) for path in (sample_store, *stores)])
    done = subprocess.run(
        [sys.executable, "-c", _HELPER, job], env=environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout).count(-signal.SIGPROF) > ROUNDS * 0.6
    return stores[2:]


def test_a_crash_leaves_each_article_as_it_was_or_read_again_whole(
    killed: list[Path], old_store: Path, sample_store: Path
) -> None:
    statements = [dict(_by_article(path)) for path in (old_store, sample_store)]
    newer = []
    for path in killed:
        with sql(path) as db:
            found_by = dict(db.execute("select id, found_by from articles").fetchall())
        assert set(found_by.values()) <= {OLD, FOUND_BY}
        for article, rows in _by_article(path):
            assert rows == statements[found_by[article] == FOUND_BY][article], (path, article)
        assert_sound(path)
        newer.append(list(found_by.values()).count(FOUND_BY))
    assert len({number for number in newer if 0 < number < 12}) >= 3, newer


def _by_article(path: Path) -> Iterator[tuple[str, Any]]:
    with closing(Store.open_existing(path)) as store:
        for row in store.rows("select id from articles"):
            yield row["id"], store.recorded(row["id"])


def test_after_a_crash_reading_again_goes_on_with_the_rest(killed: list[Path], sample_store: Path) -> None:
    for path in killed:
        assert reread_in(path)[0] == 0
        assert differing(path, sample_store) == set(), path
