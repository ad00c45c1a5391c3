"""A store of before 1.0 is brought along with all that it holds, and so is an export of one.

`stores/version-23.db.xz` is a store of 0.1.0 as its program left it: the sample articles, one of them in two versions,
and a decision of each kind; `stores/version-23.jsonl.xz` is what that program exported from it.
"""

from __future__ import annotations

import json
import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, assert_derived, tables

from tracker.commands.forgetting import report_forget
from tracker.commands.importing import report_import
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.queries.sheets import show
from tracker.store.opening import SCHEMA_VERSION, open_to_read
from tracker.store.store import Store

STORES = ROOT / "tests" / "stores"
# What counts rows, or says when they came.
_OF_ITS_OWN = {"n", "span", "ingested_at"}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store as it was. Only for reading."""
    path = tmp_path_factory.mktemp("before") / "before.db"
    path.write_bytes(lzma.decompress((STORES / "version-23.db.xz").read_bytes()))
    return path


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store brought along. Only for reading."""
    path = tmp_path_factory.mktemp("after") / "after.db"
    path.write_bytes(before.read_bytes())
    Store.open(path).close()
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store, into which the export was read. Only for reading."""
    home = tmp_path_factory.mktemp("imported")
    (home / "lines.jsonl").write_bytes(lzma.decompress((STORES / "version-23.jsonl.xz").read_bytes()))
    said: list[str] = []
    assert report_import([str(home / "lines.jsonl")], home / "t.db", said.append) == 0, said
    return home / "t.db"


def one_of(db: sqlite3.Connection, sql: str) -> Any:
    return db.execute(sql).fetchone()[0]


# By what is there now, what it was: as many rows as these had together.
CAME_FROM = {
    "articles": "articles", "actors": "actors", "actor_aliases": "actor_aliases", "acts_for": "acts_for",
    "same_actor": "same_actor", "sources": "sources", "statements": "statements", "claims": "claims",
    "statements where claimed is not null": "propositions", "statements where claim is not null": "claim_members",
    "claims where answered_last is not null": "answered_claims",
    "statement_sources where role = 'via'": "statement_sources",
    "statement_sources where role = 'beside'": "statement_speakers", "same_claim": "same_claim", "answers": "answers",
    "read_answers": "read_answers", "meetings": "meetings", "meeting_reports": "meeting_reports",
    "participants": "participants", "spans": "spans", "mentions where shown": "mentions",
    "mentions where not shown and role <> 'place'": "aside_mentions", "mentions where role = 'place'": "places",
    "decisions": "decisions", "outdated_links where kind = 'answer'": "outdated_answers",
    "outdated_links where kind = 'member'": "outdated_members", "outdated_links where kind = 'alike'": "outdated_alike",
    "same_text": "same_text", "text_bands": "text_bands", "article_terms": "article_terms", "named": "named",
    "spoken": "spoken",
}  # fmt: skip


def test_a_store_of_before_is_brought_along_with_every_row(before: Path, after: Path) -> None:
    with closing(sqlite3.connect(before)) as old, closing(sqlite3.connect(after)) as new:
        for now, was in CAME_FROM.items():
            count = one_of(new, f"select count(*) from {now}")
            assert count == one_of(old, f"select count(*) from {was}"), now
        kept = {row[0] for row in old.execute("select name from sqlite_master where type = 'table'")}
        assert {name for name in kept if "_fts" not in name and "sqlite" not in name} <= {*CAME_FROM.values(), *_SAME}
        assert one_of(new, "pragma user_version") == SCHEMA_VERSION
        assert new.execute("pragma foreign_key_check").fetchall() == []
        assert one_of(new, "pragma integrity_check") == "ok"


_SAME = ("decided", "carried_on")  # of which a row for a statement stands for that of its proposition too


def test_what_is_brought_along_is_what_linking_finds_in_the_same_articles(after: Path, imported: Path) -> None:
    assert_derived(after)
    here, there = _of_its_articles(after), _of_its_articles(imported)
    assert [name for name in here if here[name] != there[name]] == []


def _of_its_articles(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as db:
        return {name: sorted(_rows(db, name), key=repr) for name in tables(path) if not _is_inner(name)}


def _is_inner(table: str) -> bool:
    """Whether a table is SQLite's, or names statements by numbers: that one is looked at by `assert_derived`."""
    return any(one in table for one in ("_fts", "sqlite", "derived_"))


def _rows(db: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """Rows without what only counts them. What pairs were held against each other in vain depends on what came when."""
    names = [row[1] for row in db.execute(f"pragma table_info({table})") if row[1] not in _OF_ITS_OWN]
    quoted = ", ".join(f'"{name}"' for name in names)
    for row in db.execute(f"select {quoted} from {table}{' where joins' if table == 'same_claim' else ''}"):
        yield tuple(json.loads(one) if table == "decisions" and str(one).startswith("{") else one for one in row)


def test_ids_and_decisions_of_before_go_on_working(before: Path, after: Path) -> None:
    with closing(sqlite3.connect(before)) as old:
        propositions = [row[0] for row in old.execute("select id from propositions")]
        decided = old.execute("select id, who, at, why from decisions order by n").fetchall()
    with closing(open_to_read(after)) as db:
        assert db.execute("select id, who, at, why from decisions order by n").fetchall() == decided
        for id_ in propositions:
            assert show(db, id_).id == "s" + id_[1:]
        in_force = (
            "select record from decided union select each.value from decisions, json_each(decisions.value) as each"
        )
        known = "select 1 from {} where id = ?"
        for (record,) in db.execute(in_force).fetchall():
            for one in str(record).split():
                assert not one.startswith("p") or len(one) != 11
                if len(one) == 11 and one[0] in "sr":
                    table = "statements" if one[0] == "s" else "meeting_reports"
                    assert db.execute(known.format(table), (one,)).fetchone(), one


def test_a_store_brought_along_forgets_an_article_whole(after: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    path.write_bytes(after.read_bytes())
    with closing(open_to_read(path)) as db:
        ((article, words),) = db.execute("select id, title from articles where version = 2").fetchall()
    assert report_forget(article, None, path, lambda _: None, None) == 0
    assert words.encode() not in path.read_bytes()
    with closing(open_to_read(path)) as db:
        assert db.execute("pragma foreign_key_check").fetchall() == []
        assert one_of(db, "select count(*) from outdated_links") == 0
        assert len(queries.articles(db, Filters()).rows) == 11


def test_the_view_of_disputes_has_the_claims_of_the_list_and_denials_those_of_theirs(after: Path) -> None:
    with closing(open_to_read(after)) as db:
        viewed = {row[0] for row in db.execute("select claim from disputed")}
        assert viewed == {row.id for row in queries.disputed(db, Filters()).rows}
        assert {row[0] for row in db.execute("select id from denials")} == {
            row.id for row in queries.denials(db, Filters()).rows
        }
        dated = "select count(*) from timeline where kind not like 'meeting%'"
        assert one_of(db, dated) == one_of(db, "select count(*) from statements where not hidden")
