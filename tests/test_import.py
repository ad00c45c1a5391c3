"""A store written as lines and read back is the same store, and the stores of two analysts become one."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import math
import re
import shutil
import sqlite3
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from conftest import Run, tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_reader import read_plainly
from test_queries import Said, extraction, story

from tracker import pipeline
from tracker.commands.deciding import report_alias, report_merge, report_set, report_split, report_undo
from tracker.commands.deciding_claims import (
    report_claim_merge,
    report_claim_split,
    report_discard,
    report_link,
    report_rate,
    report_unlink,
)
from tracker.commands.forgetting import report_forget
from tracker.commands.importing import report_import
from tracker.dates import PartialDate
from tracker.export.forms import Form, form_of, line_of, record_of
from tracker.export.jsonl import lines
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.records import Actor, Article, Decision, DecisionKind, Meeting, Quantity, Source, Statement
from tracker.store.decisions import decisions
from tracker.store.extractions import StoredExtraction, stored_extraction
from tracker.store.merging import merged_in_order
from tracker.store.opening import open_to_read
from tracker.store.store import Store

ALL = Filters()
LISTS = ("timeline", "disputed", "claims", "denials", "refusals", "meetings", "sources", "actors", "discarded")
ADDRESS = "https://gazette.example/live"
ASKED = "Russia asked China for weapons, US officials said on Monday."
DENIED = "China denied that Russia had asked for weapons."
MET = "Jake Sullivan met Yang Jiechi in Rome on Monday."
FIRST = Article(f"{ASKED} {DENIED}\n\n{MET}\n", outlet="The Gazette", url=ADDRESS, published="2022-03-15")
SECOND = replace(FIRST, text=f"It rained.\n\n{ASKED}\n\n{MET}\n")
LEDGER = Article(
    f"American officials said on Sunday that Russia had asked China for weapons.\n\n{MET}",
    outlet="Morning Ledger",
    published="2022-03-14",
)
STAR = Article(
    "The Kremlin denied on Tuesday that Russia had asked China for weapons.",
    outlet="Evening Star",
    published="2022-03-15",
)
COURIER = Article(
    "Poland will send Ukraine forty tanks, the Polish government said on Tuesday.\n\n"
    "Berlin denied that Poland would send Ukraine forty tanks.",
    outlet="The Courier",
    published="2022-03-16",
)


def quietly(_: str) -> None:
    pass


@pytest.fixture
def plain() -> Iterator[None]:
    """What is read here does not hang on what the network has learned."""
    with read_plainly():
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


def decide_a_minute_apart(patch: pytest.MonkeyPatch, first: int = 0) -> None:
    """Let decisions be a minute apart, so that their order in time is the order in which they are taken."""
    minutes = itertools.count(first)
    day = dt.datetime(2022, 4, 1, tzinfo=dt.UTC)

    def now() -> str:
        return (day + dt.timedelta(minutes=next(minutes))).isoformat()

    for module in ("deciding", "deciding_claims", "forgetting"):
        patch.setattr(f"tracker.commands.{module}.now", now)
    patch.setenv("TRACKER_USER", "alice")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    decide_a_minute_apart(monkeypatch)


def add(path: Path, *articles: Article) -> None:
    with closing(Store.open(path)) as store:
        assert list(ingest(articles, store))


def exported(path: Path, articles: Sequence[str] | None = None) -> bytes:
    with closing(open_to_read(path)) as db:
        return b"".join(lines(db, articles))


def imported(path: Path, *exports: bytes, status: int = 0) -> list[str]:
    """What is said when exports are read into the store at a path."""
    files = []
    for number, content in enumerate(exports):
        files.append(path.parent / f"{path.name}.{number}.jsonl")
        files[-1].write_bytes(content)
    said = list[str]()
    assert report_import([str(file) for file in files], path, said.append) == status, said
    return said


def lists(path: Path) -> dict[str, list[Any]]:
    with closing(open_to_read(path)) as db:
        return {name: list(getattr(queries, name)(db, ALL).rows) for name in LISTS}


def one_of(path: Path, sql: str, *values: str) -> str:
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute(sql, values).fetchone()[0])


# -- the sample store -------------------------------------------------------------------------------------------

KINDS = set(get_args(DecisionKind))


def decide_all(path: Path) -> None:
    """Decide something of every kind in the sample store."""
    with pytest.MonkeyPatch.context() as patch:
        decide_a_minute_apart(patch)
        claims = lists(path)["claims"]
        (many, *_), (other, *single) = (
            [row.id for row in claims if (row.reports > 1) is is_so] for is_so in (True, False)
        )
        denial = next(row for row in lists(path)["denials"] if row.claim not in (None, many, other))
        single = [claim for claim in single if claim != denial.claim]
        report_claim_merge(many, other, "one affair", path, quietly)
        report_undo(None, "not so", path, quietly)
        report_claim_merge(many, other, "one affair indeed", path, quietly)
        report_unlink(denial.id, denial.claim, None, path, quietly)
        report_link(denial.id, single[0], "it denies this", path, quietly)
        mates = "select claim from statements where id = 's' || substr(?, 2)"
        whole = one_of(path, mates, many)
        last = one_of(path, "select max(id) from statements where claim = ?", whole)
        report_claim_split(whole, [last], None, path, quietly)
        report_discard("s" + single[1][1:], "not said", path, quietly)
        report_discard(lists(path)["meetings"][0].id, None, path, quietly)
        report_rate(one_of(path, "select min(id) from sources where kind = 'person'"), "B", "long known", path, quietly)
        report_rate(single[2], "2", None, path, quietly)
        persons = [row.id for row in lists(path)["actors"] if row.kind == "person"]
        report_alias(persons[0], "the Old Man", None, path, quietly)
        report_merge(persons[1], persons[2], "one person", path, quietly)
        report_merge(persons[3], persons[4], None, path, quietly)
        report_split(persons[4], "two after all", path, quietly)
        first, second = (one_of(path, f"select {which}(id) from articles") for which in ("min", "max"))
        report_set(first, ["outlet=The Daily Word", "published=2022-03-13"], "on the page", path, quietly)
        assert report_forget(second, "asked to", path, quietly, None) == 0


@pytest.fixture(scope="module")
def decided(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample store with decisions of every kind."""
    path = tmp_path_factory.mktemp("decided") / "tracker.db"
    shutil.copy(sample_store, path)
    decide_all(path)
    return path


def test_the_sample_store_with_decisions_of_every_kind_comes_back_to_the_byte(
    decided: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "read", None)  # no article is read anew
    export = exported(decided)
    assert {json.loads(line)["kind"] for line in export.splitlines() if b'"tracker":"decision"' in line} == KINDS
    said = imported(path, export)
    assert exported(path) == export
    assert said == [f"11 added, 0 known already; {len(export.splitlines()) - 12} decisions added; the store is {path}"]
    assert lists(path) == lists(decided)
    with closing(open_to_read(path)) as db:
        assert queries.misquotes(db)[1] == []


def test_what_is_imported_twice_changes_nothing(decided: Path, path: Path) -> None:
    export = exported(decided)
    imported(path, export)
    before = tables(path)
    said = imported(path, export)
    number = len(export.splitlines()) - 12
    assert said == [f"0 added, 11 known already; 0 decisions added, {number} known already; the store is {path}"]
    assert tables(path) == before


def test_two_halves_of_the_samples_joined_are_in_every_list_the_whole(sample_store: Path, tmp_path: Path) -> None:
    with closing(open_to_read(sample_store)) as db:
        ids = [row[0] for row in db.execute("select id from articles order by id")]
    one, other, whole, both = (tmp_path / f"{name}.db" for name in ("one", "other", "whole", "both"))
    halves = ids[:6], ids[6:]
    for path, articles in zip((one, other), halves, strict=True):
        imported(path, exported(sample_store, articles))
    shutil.copy(sample_store, whole)
    for minute, (path, articles) in enumerate(zip((one, other, one, other), halves * 2, strict=True)):
        for store in (path, whole):
            decide_in_half(store, articles, minute)
    imported(both, exported(one), exported(other))
    assert without_decision_ids(both) == without_decision_ids(whole)
    assert [(one.kind, one.subject, one.at) for one in held(both)] == [
        (one.kind, one.subject, one.at) for one in held(whole)
    ]
    again = tmp_path / "again.db"
    imported(again, exported(other))
    imported(again, exported(one))
    assert exported(again) == exported(both)


def decide_in_half(path: Path, articles: Sequence[str], turn: int) -> None:
    """Decide what means the same in a store of these articles and in one that has others too."""
    asked = json.dumps(list(articles))
    with pytest.MonkeyPatch.context() as patch:
        decide_a_minute_apart(patch, 10 * turn)
        of_these = "article in (select value from json_each(?)) and not hidden order by id"
        claimed = "claim is not null"
        sql = f"select id from statements where stance = 'assert' and {claimed} and {of_these} limit 1 offset"
        report_discard(one_of(path, f"{sql} {3 * turn}", asked), f"turn {turn}", path, quietly)
        said, also = (one_of(path, f"{sql} {3 * turn + n}", asked) for n in (7, 8))
        report_claim_merge(said, also, None, path, quietly)
        acting = f"select acts_for from statements where acts_for is not null and {of_these} limit 1"
        report_alias(one_of(path, acting, asked), f"The Turn {turn}", None, path, quietly)


def held(path: Path) -> list[Decision]:
    with closing(open_to_read(path)) as db:
        return decisions(db)


def without_decision_ids(path: Path) -> dict[str, list[str]]:
    """What every list shows; a decision's id tells how many came before it in its store."""
    return {name: [re.sub(r"'d[0-9a-z]{10}'", "'d'", repr(row)) for row in rows] for name, rows in lists(path).items()}


def test_the_order_of_ingest_shows_nowhere(plain: None, tmp_path: Path) -> None:
    articles = [FIRST, LEDGER, STAR, COURIER]
    for name, order in (("one.db", articles), ("other.db", articles[::-1])):
        add(tmp_path / name, *order)
    assert exported(tmp_path / "one.db") == exported(tmp_path / "other.db")


@pytest.mark.parametrize(
    "told",
    [
        (Source("Guard", "person"), Source("Guard", "unnamed", "USA")),
        (Source("Zoe Ray", "person", "putin"), Source("Putin", "office")),
    ],
)
def test_a_source_that_an_article_tells_of_in_two_ways_comes_back_as_one(
    path: Path, told: tuple[Source, Source]
) -> None:
    made = extraction(story("a", Said("Guard", "it rained"), Said("Guard", "it snowed")))
    both = (replace(one, speaker=source) for one, source in zip(made.statements, told, strict=True))
    made = replace(made, statements=tuple(both))
    for name in ("one.db", "other.db"):
        with closing(Store.open(path.with_name(name))) as store, store.transaction():
            store.add(made, "test")
            made = stored_extraction(store.db, made.article.id).extraction
            assert {row[0] for row in store.rows("select source from statements")} == {told[0].id_in("")}


def test_older_versions_come_back_with_what_they_were_linked_with(plain: None, path: Path) -> None:
    add(path, LEDGER, FIRST, STAR)
    report_discard(one_of(path, "select id from statements where stance = 'deny'"), None, path, quietly)
    add(path, SECOND, COURIER)
    new = path.with_name("new.db")
    imported(new, exported(path))
    assert exported(new) == exported(path)
    assert lists(new) == lists(path)
    for day in ("2022-03-15", "2022-03-16"):
        assert disputed_at(new, day) == disputed_at(path, day)
    names = ("outdated_links", "carried_on")
    assert [tables(new)[name] for name in names] == [tables(path)[name] for name in names]
    assert tables(path)["outdated_links"]


def disputed_at(path: Path, day: str) -> list[Any]:
    with closing(open_to_read(path)) as db:
        queries.stand_at(db, PartialDate.parse(day))  # type: ignore[arg-type]
        return list(queries.disputed(db, ALL).rows)


# -- what two analysts decided ----------------------------------------------------------------------------------


@pytest.fixture
def two(plain: None, tmp_path: Path) -> tuple[Path, Path]:
    """The stores of Alice and Bob, with the same articles."""
    alice, bob = tmp_path / "alice.db", tmp_path / "bob.db"
    add(alice, FIRST, LEDGER, STAR)
    shutil.copy(alice, bob)
    return alice, bob


@pytest.mark.parametrize("first", ["alice", "bob"])
def test_of_two_that_contradict_the_later_holds_and_both_are_kept(
    two: tuple[Path, Path], first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = two
    claim = lists(alice)["claims"][0].id
    for name, path, mark in sorted((("alice", alice, "2"), ("bob", bob, "5")), key=lambda of: of[0] != first):
        monkeypatch.setenv("TRACKER_USER", name)
        report_rate(claim, mark, None, path, quietly)
    imported(alice, exported(bob))
    assert lists(alice)["claims"][0].credibility == ("5" if first == "alice" else "2")
    assert [one.who for one in held(alice)] == sorted(["alice", "bob"], key=lambda name: name != first)
    assert exported(alice) == joined_the_other_way(alice, bob, two)


def joined_the_other_way(alice: Path, bob: Path, two: tuple[Path, Path]) -> bytes:
    before = alice.with_name("before.db")
    imported(before, exported(bob))
    imported(before, exported(alice))
    return exported(before)


def test_what_two_decided_alike_is_there_twice_and_undone_for_each(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, bob = two
    denial = lists(alice)["denials"][0].id
    report_discard(denial, None, alice, quietly)
    monkeypatch.setenv("TRACKER_USER", "bob")
    report_discard(denial, None, bob, quietly)
    report_undo(None, "it is right", bob, quietly)
    said = imported(alice, exported(bob))
    assert said[-1].startswith("0 added, 3 known already; 2 decisions added")
    assert denial not in [row.id for row in lists(alice)["denials"]]  # Alice took nothing back
    report_undo(held(alice)[0].id, None, alice, quietly)
    assert denial in [row.id for row in lists(alice)["denials"]]


def test_an_article_that_both_read_keeps_its_id_and_takes_what_was_decided_of_the_other(
    plain: None, path: Path
) -> None:
    add(path, replace(FIRST, given_id="7"), LEDGER)
    bob = path.with_name("bob.db")
    add(bob, FIRST, STAR)
    theirs = one_of(bob, "select id from statements where article = ? and stance = 'deny'", FIRST.id)
    report_discard(theirs, "misread", bob, quietly)
    said = imported(path, exported(bob))
    assert said[-1].startswith("1 added, 1 known already (1 of them by another id); 1 decision added")
    assert one_of(path, "select count(*) from articles") == "3"
    (discarded,) = lists(path)["discarded"]
    assert (discarded.id[1:] != theirs[1:], discarded.words) == (True, lists(bob)["discarded"][0].words)


def test_a_known_article_is_read_as_people_say_that_it_is(two: tuple[Path, Path]) -> None:
    alice, bob = two
    report_set(LEDGER.id, ["published=2022-03-21"], None, alice, quietly)
    report_set(LEDGER.id, ["published=2022-03-28"], None, bob, quietly)
    said = imported(alice, exported(bob))
    assert "1 read again with what people say of it" in said[-1]
    assert one_of(alice, "select said from statements where article = ?", LEDGER.id) == "2022-03-27"
    report_set(LEDGER.id, ["outlet=The Ledger"], None, alice, quietly)
    report_set(LEDGER.id, ["published=2022-04-04"], None, bob, quietly)
    imported(alice, exported(bob))
    assert one_of(alice, "select outlet || ' ' || published from articles where id = ?", LEDGER.id) == (
        "The Ledger 2022-04-04"
    )


def test_what_another_forgot_is_still_here_and_said_so(two: tuple[Path, Path]) -> None:
    alice, bob = two
    assert report_forget(STAR.id, None, bob, quietly, None) == 0
    said = imported(alice, exported(bob))
    assert said[0].startswith(
        f"{STAR.id} (Evening Star, 15 March 2022) was forgotten by alice on 1 April 2022, 00:00:00 UTC"
    )
    assert said[-1].startswith("0 added, 2 known already; 1 decision added")
    assert one_of(alice, "select count(*) from articles") == "3"


def test_a_part_has_the_decisions_on_it_and_what_stands_on_nothing_here_is_left_out(two: tuple[Path, Path]) -> None:
    alice, _ = two
    report_set(STAR.id, ["outlet=Star"], None, alice, quietly)
    report_alias("chn", "Middle Kingdom", None, alice, quietly)
    statement = one_of(alice, "select id from statements where article = ?", LEDGER.id)
    report_discard(statement, None, alice, quietly)
    lines = exported(alice, [LEDGER.id]).splitlines(keepends=True)
    assert [json.loads(line)["tracker"] for line in lines] == ["export", "article", "decision", "decision"]
    new = alice.with_name("new.db")
    said = imported(new, b"".join([lines[0], *lines[2:]]), status=1)
    assert said[-2] == f"left out {held(alice)[2].id}, a discard by alice: it stands on {statement}, which is not here"
    assert said[-1] == f"0 added, 0 known already, 1 failed; 0 decisions added, 2 left out; the store is {new}"
    assert imported(new, b"".join(lines))[-1].startswith("1 added, 0 known already; 2 decisions added")


# -- what is wrong with a file ----------------------------------------------------------------------------------

Change = Callable[[Form], object]


def put(form: Form, **values: object) -> None:
    form.update(values)


FAULTS: list[tuple[Change, str]] = [
    (lambda a: put(a["statements"][0]["cue"][0], words="denied"), "statements[0].cue[0] is not what the text says"),
    (lambda a: put(a["statements"][0]["cue"][0], end=10**12), "statements[0].cue[0] is not what the text says"),
    (lambda a: put(a["statements"][0]["cue"][0], start=-1), "statements[0].cue[0] is not what the text says"),
    (lambda a: put(a["statements"][0]["cue"][0], start=True), "statements[0].cue[0].start is no whole number"),
    (lambda a: put(a["statements"][0]["cue"][0], start=10**400), "statements[0].cue[0].start is no whole number"),
    (lambda a: put(a["statements"][0], cue=[], content=[]), "statements[0] has neither cue nor content"),
    (lambda a: put(a["statements"][0], id="s" + "0" * 10), "statements[0] has the id s0000000000"),
    (lambda a: put(a["statements"][0], stance="lie"), "statements[0].stance is none of assert, confirm"),
    (lambda a: put(a["statements"][0], probability=1.5), "has a probability that is not between 0 and 1"),
    (lambda a: put(a["statements"][0], answers=[["s" + "0" * 10, 0.5]]), "refers to 's0000000000'"),
    (lambda a: put(a["statements"][0], number=-3), "statements[0] counts -3"),
    (lambda a: put(a["statements"][0], colour="red"), "statements[0] has 'colour', which is not known"),
    (lambda a: put(a["statements"][0]["proposition"], core="all"), "core is not an agent, a verb and a counterpart"),
    (lambda a: put(a["statements"][0]["proposition"], tells="AAAA"), "is not 128 numbers"),
    (lambda a: put(a["statements"][0]["proposition"], tells="é"), "proposition.tells is not in base 64"),
    (lambda a: put(a["statements"][0]["proposition"], quantities=["nan 2 men"]), "is no quantity"),
    (lambda a: a["statements"].append(a["statements"][0]), "has a record twice"),
    (lambda a: a.update(actors=[]), "names the actor"),
    (lambda a: next(x for x in a["actors"] if x["key"] == "CHN").update(name="Chad"), "calls CHN 'Chad'"),
    (lambda a: a.update(id="a" + "0" * 10), "a0000000000 is not made of the text"),
    (lambda a: put(a["article"], text=a["article"]["text"] + "\0"), "article.text holds a NUL character"),
    (lambda a: put(a["article"], title="\ud800"), "article.title holds half a character"),
    (lambda a: a.pop("article"), "article is no object"),
    (lambda a: a.update(tracker="opinion"), "the line is neither an article nor a decision"),
    (lambda a: a.update(first="a" + "0" * 10), "came is told of each later version"),
]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("export") / "tracker.db"
    with read_plainly():
        add(path, STAR, FIRST)
    with pytest.MonkeyPatch.context() as patch:
        decide_a_minute_apart(patch)
        report_discard(one_of(path, "select min(id) from statements where article = ?", STAR.id), None, path, quietly)
    return exported(path)


@pytest.mark.parametrize(("change", "why"), FAULTS, ids=[why for _, why in FAULTS])
def test_a_line_that_cannot_be_is_refused_whole_and_the_rest_goes_on(
    export: bytes, path: Path, change: Change, why: str
) -> None:
    header, *others = export.splitlines(keepends=True)
    number = next(n for n, line in enumerate(others) if FIRST.id.encode() in line)
    form = json.loads(others[number])
    change(form)
    others[number] = json.dumps(form).encode() + b"\n"
    said = imported(path, b"".join([header, *others]), status=1)
    assert said[0].startswith(f"{path}.0.jsonl, line {number + 2}: ")
    assert why in said[0]
    assert said[0].endswith("; nothing of this line was stored")
    assert "1 added, 0 known already, " in said[-1]
    assert "; 1 decision added" in said[-1]
    assert [row.article for row in lists(path)["discarded"]] == [STAR.id]


DECISION_FAULTS: list[tuple[Change, str]] = [
    (lambda d: put(d, kind="guess"), "kind is none of set, alias"),
    (lambda d: put(d, at="yesterday"), "at is no time"),
    (lambda d: put(d, at="2022-04-01T02:00:00+02:00"), "at is no time in UTC to the second"),
    (lambda d: put(d, who=""), "who is empty"),
    (lambda d: put(d, why="\x1b[2J"), "why holds what no terminal can show"),
    (lambda d: put(d, value={}), "value is not what a discard says"),
    (lambda d: put(d, value={"statement": " "}), "value.statement holds no ids of records"),
    (
        lambda d: put(d, kind="rate", value={"credibility": "9"}, was={"credibility": "6"}),
        "value.credibility is none of",
    ),
    (lambda d: put(d, kind="link", value={"claim": "p" + "0" * 10, "stance": "assert"}), "is not that of a denial"),
    (lambda d: put(d, kind="claim_split", value={"named": "p" + "0" * 10, "rest": "p" + "1" * 10}), "was does not say"),
    (lambda d: put(d, id="x"), "id is no id of a decision"),
]


@pytest.mark.parametrize(("change", "why"), DECISION_FAULTS, ids=[why for _, why in DECISION_FAULTS])
def test_a_decision_that_cannot_be_is_refused(export: bytes, path: Path, change: Change, why: str) -> None:
    *others, last = export.splitlines(keepends=True)
    form = json.loads(last)
    change(form)
    said = imported(path, b"".join([*others, json.dumps(form).encode()]), status=1)
    assert why in said[0]
    assert said[-1].startswith("2 added, 0 known already, 1 failed; 0 decisions added")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"Russia asked China for weapons.\n", "is no export that can be read: the line is no JSON"),
        (b'{"text": "It rained."}\n', "it does not begin with the header of an export; `tracker ingest`"),
        (b'{"tracker":"export","version":2}\n', "version is 2, and this tracker reads 1"),
        (b'{"tracker":"export","version":1,"store_version":9999}\n', "written by a newer tracker"),
        (b'{"tracker":"export","version":1,"store_version":21,"articles":3}\n', "was cut off: 0 of 3 lines are there"),
        (b'{"tracker":"export","version":1,"store_version":21}\n[1,2]\n', "line 2: the line is no JSON object"),
        (b'{"tracker":"export","version":1,"store_version":21}\n{"a":NaN}\n', "line 2: the line is no JSON (NaN"),
        (b'{"tracker":"export","version":1,"store_version":21}\n' + b"[" * 99_999, "line 2: the line is no JSON"),
        (b'{"tracker":"export","version":1,"store_version":21}\n\xff\n', "line 2: the line is no JSON"),
    ],
    ids=repr,
)
def test_a_file_that_is_no_export_is_told_so(path: Path, content: bytes, why: str) -> None:
    said = imported(path, content, status=1)
    assert why in said[0]
    assert one_of(path, "select count(*) from articles") == "0"


# -- the command ------------------------------------------------------------------------------------------------


def test_the_commands_write_a_part_and_read_it_from_standard_input(plain: None, path: Path, run_tracker: Run) -> None:
    add(path, FIRST, LEDGER, STAR)
    whole = run_tracker("export", "jsonl", "--db", path, "--output", "all.jsonl")
    assert (whole.status, whole.out, whole.err) == (0, "", "")
    assert (path.parent / "all.jsonl").read_bytes() == exported(path)
    part = run_tracker("export", "jsonl", "--db", path, "--outlet", "Ledger", "--since", "2022-03-14")
    assert part.out.encode() == exported(path, [LEDGER.id])
    ran = run_tracker("import", "-", "nowhere.jsonl", stdin=part.out.encode(), TRACKER_DB=str(path.with_name("new.db")))
    assert (ran.status, ran.out) == (1, "")
    assert ran.said == [
        "tracker: nowhere.jsonl cannot be read (No such file or directory): "
        "name a file that `tracker export jsonl` wrote",
        f"tracker: 1 added, 0 known already, 1 failed; 0 decisions added; the store is {path.with_name('new.db')}",
    ]
    refused = run_tracker("export", "jsonl", "--db", path, "-o", path)
    assert (refused.status, "is an SQLite file" in refused.err) == (2, True)


# -- what always holds ------------------------------------------------------------------------------------------


def values(of: Any) -> st.SearchStrategy[Any]:
    """Any value that a field of this type may have."""
    origin, parts = get_origin(of), get_args(of)
    plainly: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(max_size=8),
        int: st.integers(-9, 10**9),
        float: st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9),
        bool: st.booleans(),
        bytes: st.binary(max_size=8),
        Quantity: st.builds(
            Quantity, *2 * [st.integers(0, 10**6).map(float) | st.just(math.inf)], st.text("ab ", max_size=5)
        ),
    }
    if of in plainly:
        return plainly[of]
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (Union, types.UnionType):
        return st.none() | values(parts[0])
    if origin is tuple:
        return st.lists(values(parts[0]), max_size=2).map(tuple) if parts[-1] is ... else st.tuples(*map(values, parts))
    if origin is Mapping:
        return st.dictionaries(st.text(max_size=4), values(parts[1]), max_size=2)
    return st.builds(of, **{name: values(kind) for name, kind in get_type_hints(of).items()})


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.one_of(*(values(of) for of in (Article, Statement, Meeting, Actor, Decision, StoredExtraction))))
def test_a_record_written_as_a_line_and_read_back_is_the_same_record(record: Any) -> None:
    line = line_of(form_of(record))
    back = record_of(type(record), json.loads(line))
    assert back == record
    assert line_of(form_of(back)) == line
    assert line.count(b"\n") == 1


def test_half_a_character_is_written_so_that_the_line_is_utf_8() -> None:
    assert line_of({"b": "a\ud800", "a": "é"}) == '{"a":"é","b":"a\\ud800"}\n'.encode()


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 30), st.booleans(), st.booleans()),
        max_size=8,
        unique_by=lambda d: d[1],
    )
)
def test_joined_decisions_are_in_the_order_of_time_whoever_joins_them(drawn: list[tuple[int, int, bool, bool]]) -> None:
    every = [
        (Decision("forget", "a", {}, {}, "alice", f"{at}", id=f"d{id_:02}"), ours, theirs)
        for at, id_, ours, theirs in drawn
    ]
    every.sort(key=lambda of: (of[0].at, of[0].id))
    ours, theirs = [one for one, here, _ in every if here], [one for one, _, there in every if there]
    whole = [one for one, *stores in every if any(stores)]
    assert merged_in_order(ours, theirs) == merged_in_order(theirs, ours) == whole
    assert merged_in_order(whole, theirs) == whole
