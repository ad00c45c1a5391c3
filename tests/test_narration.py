"""What an outlet tells in its own voice: read as fact or left out, hidden where it stands alone, shown with a claim."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import Run

from tracker import queries
from tracker.deciding import report_undo
from tracker.deciding_claims import report_discard, report_unlink
from tracker.errors import UnknownName
from tracker.extract import FOUND_BY
from tracker.ingesting import report_reread
from tracker.link.actors import link_actors
from tracker.link.claims import regroup
from tracker.pipeline import link_article, read
from tracker.queries import Filters
from tracker.records import Article, Extraction
from tracker.store.opening import open_to_read
from tracker.store.store import Store

ALL = Filters(all=True)

REPORTED = Article(
    "Tarnovian artillery shelled the village of Dol overnight, officials in Velmark said on Tuesday.",
    outlet="Harbour Post",
    published="2023-05-10",
)
TOLD = Article(
    "Tarnovian artillery shelled the village of Dol overnight. Schools in the valley remained closed.",
    outlet="Morning Ledger",
    published="2023-05-09",
)
TOLD_TOO = Article(
    "Tarnovian artillery shelled the village of Dol overnight.", outlet="Evening Star", published="2023-05-09"
)
DENIED = Article(
    "Tarnovian artillery shelled the village of Dol overnight.\n\n"
    "The defence ministry in Tarnow denied that its artillery had shelled Dol.",
    outlet="The Courier",
    published="2023-05-10",
)
POINTING = Article(
    "Tarnovian artillery shelled the village of Dol overnight.\n\nThe defence ministry in Tarnow called that a lie.",
    outlet="The Courier",
    published="2023-05-10",
)


@cache
def reading(article: Article) -> Extraction:
    found = read(article)
    assert isinstance(found, Extraction)
    return found


def told(text: str) -> list[str]:
    """What an article with this text tells in its outlet's own voice."""
    found = reading(Article(text, outlet="Harbour Post", published="2023-05-10")).narrated
    return [one.proposition.words for one in found if one.proposition is not None]


def add(path: Path, *articles: Article) -> None:
    with closing(Store.open(path)) as store:
        for article in articles:
            with store.transaction():
                store.add(reading(article), FOUND_BY)
                link_actors(store, [actor.key for actor in reading(article).actors])
                link_article(store, article.id)


@contextmanager
def asking(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_to_read(path)) as db:
        yield db


def silent(_: str) -> None:
    """Say nothing."""


def claims(path: Path) -> list[tuple[str, str, int]]:
    """Of each claim its words, who asserts it first, and in how many reports."""
    with asking(path) as db:
        return [(row.words, row.who, row.reports) for row in queries.claims(db, ALL).rows]


def disputed(path: Path) -> list[tuple[list[str | None], list[str | None]]]:
    with asking(path) as db:
        rows = queries.disputed(db, ALL).rows
    return [([one.source for one in row.asserted], [one.source for one in row.denied]) for row in rows]


# -- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gunmen burned the town hall of Orsa on Friday.", "Gunmen burned the town hall of Orsa on Friday"),
        ("Work on the tunnel will start after the harvest.", "Work on the tunnel will start after the harvest"),
        (
            "Gunmen burned the town hall of Orsa, and the mayor said nobody was hurt.",
            "Gunmen burned the town hall of Orsa",
        ),
    ],
)
def test_what_nobody_is_cited_for_is_told_by_the_outlet(text: str, words: str) -> None:
    assert told(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen burned the town hall of Orsa, the mayor said.",
        "According to the mayor, gunmen burned the town hall of Orsa.",
        "Gunmen may have burned the town hall of Orsa on Friday.",
        "Gunmen reportedly burned the town hall of Orsa on Friday.",
        "Had gunmen burned the town hall of Orsa on Friday?",
        "Gunmen burn town hall of Orsa",
        "Mayor: gunmen burned the town hall of Orsa.",
        "We burned the town hall of Orsa on Friday.",
        "The photo of the burning town hall is a fake.",
        "“Gunmen burned the town hall of Orsa on Friday.”",
        "It burned.",
    ],
)
def test_what_is_said_asked_possible_or_too_little_is_not_told(text: str) -> None:
    assert told(text) == []


def test_what_is_told_has_the_outlet_for_its_source_and_says_what_happened_when() -> None:
    (one,) = reading(replace(TOLD_TOO, text="Tarnovian artillery shelled Dol on Monday.")).narrated
    assert one.own_voice
    assert one.narrated
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.kind, one.stance) == ("Evening Star", "outlet", "assert")
    assert one.happened is not None
    assert one.happened.value == "2023-05-08"


def test_extract_prints_nothing_of_what_is_only_told(run_tracker: Run, tmp_path: Path) -> None:
    (tmp_path / "told.txt").write_text(TOLD.text, encoding="utf-8")
    (line,) = run_tracker("extract", "told.txt", "--format", "jsonl").out.splitlines()
    assert json.loads(line)["statements"] == json.loads(line)["own_voice"] == []


# -- what is shown ---------------------------------------------------------------------------------------------------


def test_what_outlets_only_tell_is_in_no_list(tmp_path: Path) -> None:
    add(tmp_path / "s.db", TOLD, TOLD_TOO)
    with asking(tmp_path / "s.db") as db:
        assert db.execute("select count(*) from statements where narrated = 'aside'").fetchone()[0] > 1
        assert not db.execute("select 1 from claims").fetchall()
        lists = (queries.claims, queries.timeline, queries.sources, queries.disputed, queries.denials)
        assert [len(of(db, ALL).rows) for of in lists] == [0] * len(lists)
        assert {row.statements for row in queries.articles(db, ALL).rows} == {0}
        assert db.execute("select count(*) from v_timeline").fetchone() == (0,)
        assert [field.name for field in queries.show(db, TOLD.id).links] == []


@pytest.mark.parametrize("order", list(itertools.permutations((REPORTED, TOLD, TOLD_TOO))))
def test_what_an_outlet_tells_is_a_report_of_what_somebody_says(tmp_path: Path, order: tuple[Article, ...]) -> None:
    add(tmp_path / "s.db", *order)
    words = "Tarnovian artillery shelled the village of Dol overnight"
    assert claims(tmp_path / "s.db") == [(words, "officials in Velmark", 3)]
    with asking(tmp_path / "s.db") as db:
        (row,) = queries.claims(db, ALL).rows
        assert (row.id, row.articles, row.outlets) == ("c" + reading(REPORTED).statements[0].body, 3, 3)
        assert {one.name for one in queries.sources(db, ALL).rows} == {
            "officials in Velmark",
            "Morning Ledger",
            "Evening Star",
        }
        assert {one.statements for one in queries.articles(db, ALL).rows} == {1}


def test_what_an_outlet_tells_stands_beside_who_denies_it(tmp_path: Path) -> None:
    add(tmp_path / "s.db", DENIED)
    assert disputed(tmp_path / "s.db") == [(["The Courier"], ["ministry"])]


def test_a_denial_that_only_points_answers_what_the_outlet_tells_before_it(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    add(path, POINTING)
    (denial,), (one,) = reading(POINTING).statements, reading(POINTING).narrated
    assert disputed(path) == [(["The Courier"], ["ministry"])]
    claim = "c" + one.body
    with asking(path) as db:
        assert queries.show(db, claim).kind == "claim"
        before = [len(of(db, ALL).rows) for of in (queries.claims, queries.timeline, queries.sources)]
    assert before == [1, 2, 2]
    assert report_unlink(denial.id, claim, None, path, silent) == 0
    assert disputed(path) == []
    assert claims(path) == []
    with asking(path) as db:
        assert queries.show(db, claim).title.startswith("Tarnovian artillery")


def test_what_is_told_is_hidden_again_where_no_denial_answers_it_any_more(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    add(path, DENIED)
    (denial,), (one,) = reading(DENIED).statements, reading(DENIED).narrated
    said: list[str] = []
    assert report_unlink(denial.id, "c" + one.body, None, path, said.append) == 0
    assert "The Courier" not in str(disputed(path))
    with asking(path) as db:
        assert queries.show(db, one.id).title.startswith("Tarnovian artillery")
        assert queries.show(db, "c" + one.body).kind in ("claim", "statement")
        (decision,) = db.execute("select id from decisions").fetchone()
    assert report_undo(decision, None, path, said.append) == 0
    assert disputed(path) == [(["The Courier"], ["ministry"])]


def test_what_is_told_is_hidden_with_the_last_report_that_cites_somebody(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    add(path, TOLD, REPORTED)
    assert report_discard(reading(REPORTED).statements[0].id, None, path, silent) == 0
    assert claims(path) == []
    with asking(path) as db:
        (decision,) = db.execute("select id from decisions").fetchone()
    assert report_undo(decision, None, path, silent) == 0
    assert [reports for _, _, reports in claims(path)] == [2]


def test_what_is_told_is_hidden_where_a_second_reading_finds_nobody_who_says_it(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    add(path, TOLD, REPORTED)
    with closing(Store.open(path)) as store, store.transaction():
        forgotten = store.forget_records(REPORTED.id)
        regroup(store, forgotten.propositions)
        store.read_again(replace(reading(REPORTED), statements=(), narrated=()), "another", forgotten)
    assert claims(path) == []
    with asking(path) as db:
        shown = queries.show(db, "c" + reading(TOLD).narrated[0].body)
        assert shown.id == reading(TOLD).narrated[0].id
        with pytest.raises(UnknownName):
            queries.show(db, "c" + reading(REPORTED).statements[0].body)
    assert report_reread((), path, silent) == 0
    assert [reports for _, _, reports in claims(path)] == [2]
