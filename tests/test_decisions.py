"""What a person decides: it wins over what was read, is kept with who, when and why, and can be taken back."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES, assert_derived, tables
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from tracker import pipeline
from tracker.commands import deciding
from tracker.commands.deciding import report_set, report_undo
from tracker.commands.ingesting import report_ingest, report_reread
from tracker.errors import StoreError, UnknownName, UsageError
from tracker.parsing import parse
from tracker.pipeline import ingest
from tracker.queries.articles import articles
from tracker.queries.filters import Filters
from tracker.queries.sheets import show
from tracker.queries.timeline import timeline
from tracker.reading import Options
from tracker.records import Article, Decision
from tracker.store.decisions import corrections_of, in_force
from tracker.store.older import migrations
from tracker.store.opening import SCHEMA_VERSION, open_to_read
from tracker.store.store import Store
from tracker.views.articles import ArticleRow
from tracker.views.sheets import Sheet

TEXT = """\
Russia asked China for weapons, US officials said on Monday. China's embassy denied that Russia had asked for weapons.

Jake Sullivan met Yang Jiechi in Rome on Monday. The White House declined to comment on the request.
"""
ARTICLE = Article(TEXT, outlet="The Gazette", published="2022-03-15", published_from="header")
ID = ARTICLE.id


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one article, and somebody who decides."""
    monkeypatch.setenv("TRACKER_USER", "anna")
    add(tmp_path / "tracker.db", ARTICLE)
    return tmp_path / "tracker.db"


def add(path: Path, *added: Article) -> list[str]:
    with closing(Store.open(path)) as opened:
        return [getattr(one, "outcome", "") for one in ingest(added, opened)]


def set_(path: Path, *words: str, why: str | None = None, name: str = ID) -> list[str]:
    said: list[str] = []
    assert report_set(name, words, why, path, said.append) == 0
    return said


def undo(path: Path, name: str | None = None) -> list[str]:
    said: list[str] = []
    assert report_undo(name, None, path, said.append) == 0
    return said


@contextmanager
def sql(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as db, db:
        yield db


def kept(path: Path) -> list[dict[str, Any]]:
    with sql(path) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute("select * from decisions order by n")]


def known(path: Path) -> tuple[str | None, ...]:
    with sql(path) as db:
        (row,) = db.execute("select published, published_from, outlet, title, author, url from articles")
    return tuple(row)


def listed(path: Path) -> ArticleRow:
    with closing(open_to_read(path)) as db:
        return articles(db, Filters()).rows[0]


def sheet(path: Path) -> Sheet:
    with closing(open_to_read(path)) as db:
        return show(db, ID)


_NUMBERS = {"statement", "denies"}  # of statements, in what is derived; `assert_derived` holds that they are right


def without_decisions(path: Path) -> dict[str, Any]:
    """Every row but the decisions, and without the numbers that only count rows, which a second reading moves."""
    found = {name: rows for name, rows in tables(path).items() if name not in ("decisions", "_sqlite_migrations")}
    with sql(path) as db:
        names = [name for name in found if not any(one in name for one in ("_fts", "sqlite", "derived_"))]
        for name in names:
            columns = [row[1] for row in db.execute(f"pragma table_info({name})")]
            left_out = {"n", "span", "ingested_at"} | (_NUMBERS if name.startswith("derived") else set())
            chosen = ", ".join(f'"{column}"' for column in columns if column not in left_out)
            found[name] = sorted(db.execute(f"select {chosen} from {name}"), key=repr)
    return {name: found[name] for name in names}


def dates(path: Path) -> set[str | None]:
    with closing(open_to_read(path)) as db:
        return {row.date for row in timeline(db, Filters()).rows}


# -- a word and what follows from it ----------------------------------------------------------------------------


def test_a_word_is_kept_with_who_when_why_and_what_was_before(store: Path) -> None:
    said = set_(store, "published=22 March 2022", "outlet=World  Desk", why="printed on\nthe page")
    (row,) = kept(store)
    assert (row["kind"], row["subject"], row["who"], row["why"]) == ("set", ID, "anna", "printed on the page")
    assert json.loads(row["value"]) == {"published": "2022-03-22", "outlet": "World Desk"}
    assert json.loads(row["was"]) == {
        "published": "2022-03-15", "published_from": "header", "outlet": "The Gazette",
    }  # fmt: skip
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", row["at"])
    assert row["id"] in said[0]
    assert known(store) == ("2022-03-22", "person", "World Desk", None, None, None)


def test_a_new_date_is_read_into_the_article_and_what_changed_is_said(store: Path) -> None:
    before = without_decisions(store)
    said = set_(store, "published=2022-03-22")
    assert "published is 22 March 2022 (person), was 15 March 2022 (header)" in said[0]
    changed = [line for line in said if line.endswith("21 March 2022, was 14 March 2022")]
    assert {line.split()[1] for line in changed} == {"said", "held"}
    assert re.fullmatch(
        rf"reread {ID}: \d statements? changed, \d kept;( 1 denial changed;)? 1 meeting changed", said[-1]
    )
    after = without_decisions(store)
    for table in ("statements", "meeting_reports", "claims", "meetings"):
        assert [row[0] for row in before[table]] == [row[0] for row in after[table]]
    assert dates(store) == {"2022-03-21", "2022-03-22"}


def test_a_store_is_after_a_word_as_if_the_article_had_said_so_itself(store: Path, tmp_path: Path) -> None:
    set_(store, "published=2022-03-22", "outlet=World Desk", "title=A plea")
    at_once = tmp_path / "at-once.db"
    corrected = {"published": "2022-03-22", "outlet": "World Desk", "title": "A plea"}
    add(at_once, Article(TEXT, published_from="header", kept_id=ID, **corrected))  # type: ignore[arg-type]
    one, other = without_decisions(store), without_decisions(at_once)
    assert {name for name in one if one[name] != other[name]} == {"articles"}
    assert known(store) == tuple("person" if value == "header" else value for value in known(at_once))


def test_after_all_is_taken_back_the_store_is_as_it_was(sample_store: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample_store, tmp_path / "tracker.db"))
    set_(path, "published=2022-03-20", "outlet=World Desk", name="ac7nfwx5hcs")
    set_(path, "title=Another", "outlet=", name="ac7nfwx5hcs")
    assert without_decisions(path) != without_decisions(sample_store)
    undo(path)
    undo(path)
    assert without_decisions(path) == without_decisions(sample_store)
    assert_derived(path)
    assert len(kept(path)) == 4


def test_no_value_takes_back_what_was_known(store: Path) -> None:
    said = set_(store, "published=", "outlet=")
    assert "published is unknown (person), was 15 March 2022 (header); outlet is unknown, was The Gazette" in said[0]
    assert known(store) == (None, "person", None, None, None, None)
    assert dates(store) == {None}


@pytest.mark.parametrize("name", [ID, ID[:6], "g7"])
def test_an_article_is_named_by_id_its_beginning_or_the_id_it_came_with(tmp_path: Path, name: str) -> None:
    add(tmp_path / "t.db", Article(TEXT, given_id="g7", kept_id=ID))
    set_(tmp_path / "t.db", "title=A plea", name=name)
    assert known(tmp_path / "t.db")[3] == "A plea"


# -- a word stays -----------------------------------------------------------------------------------------------


def test_a_word_survives_reading_again(store: Path) -> None:
    set_(store, "published=2022-03-22", "outlet=World Desk")
    before = without_decisions(store)
    with sql(store) as db:
        db.execute("update articles set found_by = 'older'")
    assert report_reread([], store, lambda _: None) == 0
    assert without_decisions(store) == before


def test_a_word_survives_the_article_coming_again_with_other_metadata(store: Path) -> None:
    set_(store, "published=2022-03-22", "outlet=World Desk", "title=")
    again = Article(
        TEXT, outlet="The Gazette", published="2022-05-01", published_from="given", title="A plea", author="X"
    )
    assert add(store, ARTICLE, again, ARTICLE) == ["known", "filled", "known"]
    assert known(store) == ("2022-03-22", "person", "World Desk", None, "X", None)


def test_what_is_read_meanwhile_comes_to_light_when_the_word_is_taken_back(store: Path) -> None:
    set_(store, "title=My title", "author=")
    add(store, Article(TEXT, outlet="The Gazette", title="A plea", author="X"))
    assert known(store)[3:5] == ("My title", None)
    undo(store)
    assert known(store)[3:5] == ("A plea", "X")


def test_an_article_is_found_again_by_what_was_read_and_by_what_was_said_of_it(store: Path) -> None:
    set_(store, "outlet=World Desk")
    assert add(store, ARTICLE, Article(TEXT, outlet="World Desk")) == ["known", "known"]
    assert add(store, Article(TEXT, outlet="The Courier")) == ["added"]


def test_nothing_is_decided_where_the_article_cannot_be_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(store)
    monkeypatch.setattr(pipeline, "parse", lambda _: 1 // 0)
    said: list[str] = []
    assert report_set(ID, ["title=x"], None, store, said.append) == 1
    assert said[0].endswith("nothing was decided")
    assert tables(store) == before


def test_a_decision_is_made_on_what_another_decided_meanwhile(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = ["outlet=World Desk"]

    def parse_slowly(article: Article) -> Any:
        if others:
            set_(store, others.pop())
        return parse(article)

    monkeypatch.setattr(pipeline, "parse", parse_slowly)
    set_(store, "title=A plea")
    assert known(store)[2:4] == ("World Desk", "A plea")
    assert [json.loads(row["value"]) for row in kept(store)] == [{"outlet": "World Desk"}, {"title": "A plea"}]


# -- taking back ------------------------------------------------------------------------------------------------


def test_decisions_are_taken_back_from_the_last_to_the_first(store: Path) -> None:
    for outlet in ("One", "Two", "Three"):
        set_(store, f"outlet={outlet}")
    for outlet in ("Two", "One", "The Gazette"):
        assert f"outlet is {outlet}, was" in undo(store)[0]
        assert known(store)[2] == outlet
    with pytest.raises(UnknownName, match="no decision stands"):
        undo(store)


def test_a_decision_is_taken_back_by_its_id_and_later_words_stay(store: Path) -> None:
    set_(store, "outlet=One", "title=A plea")
    set_(store, "outlet=Two")
    undo(store, kept(store)[0]["id"][:8])
    assert known(store)[2:4] == ("Two", None)
    undo(store)
    assert known(store)[2:4] == ("The Gazette", None)


def test_taking_back_can_be_taken_back(store: Path) -> None:
    set_(store, "published=2022-03-22")
    undo(store)
    undo(store, kept(store)[-1]["id"])
    assert known(store)[:2] == ("2022-03-22", "person")
    assert dates(store) == {"2022-03-21", "2022-03-22"}
    undo(store)
    assert known(store)[:2] == ("2022-03-15", "header")
    assert [row["kind"] for row in kept(store)] == ["set", "undo", "undo", "undo"]


def test_what_is_taken_back_already_is_an_error(store: Path) -> None:
    set_(store, "outlet=One")
    undo(store)
    with pytest.raises(UnknownName, match="is taken back already"):
        undo(store, kept(store)[0]["id"])
    with pytest.raises(UnknownName, match="no decision “dzzzzzz”"):
        undo(store, "dzzzzzz")


@pytest.mark.parametrize("change", ["update decisions set who = 'bob'", "delete from decisions"])
def test_no_decision_is_ever_changed_or_removed(store: Path, change: str) -> None:
    set_(store, "outlet=One")
    with sql(store) as db, pytest.raises(sqlite3.IntegrityError, match="taken back by another decision"):
        db.execute(change)
    assert kept(store)[0]["who"] == "anna"


_STEPS = st.lists(
    st.tuples(st.sampled_from(["outlet", "title"]), st.sampled_from("AB")) | st.integers(0, 20), max_size=12
)


@given(_STEPS)
def test_what_stands_is_what_was_never_taken_back(steps: list[tuple[str, str] | int]) -> None:
    every: list[Decision] = []
    for number, step in enumerate(steps):
        if isinstance(step, tuple):
            every.append(Decision("set", "a1", {step[0]: step[1]}, {}, "anna", "", id=f"d{number}"))
        elif standing := in_force(every):
            before, taken = in_force(every), standing[step % len(standing)]
            undone = Decision("undo", taken.id, {}, {}, "anna", "", id=f"d{number}")
            again = Decision("undo", undone.id, {}, {}, "anna", "", id=f"r{number}")
            assert taken not in in_force([*every, undone])
            assert corrections_of("a1", in_force([*every, undone, again])) == corrections_of("a1", before)
            every.append(undone)
    assert corrections_of("a2", in_force(every)) == {}
    sets = [one for one in every if one.kind == "set"]
    assert corrections_of("a1", in_force(sets)) == {name: value for one in sets for name, value in one.value.items()}


# -- what is shown ----------------------------------------------------------------------------------------------


def test_a_list_shows_what_is_a_persons_word(store: Path) -> None:
    assert listed(store).set_by_person == ()
    set_(store, "published=2022-03-22", "outlet=World Desk")
    assert (listed(store).published_from, listed(store).set_by_person) == ("person", ("outlet", "published"))


def test_one_article_shows_whose_word_it_is_and_what_was_read(store: Path) -> None:
    set_(store, "published=2022-03-22", "outlet=", why="printed on the page")
    fields = {field.name: field for field in sheet(store).fields}
    assert fields["published"].value == "2022-03-22"
    assert re.fullmatch(
        r"from: person, anna at \S+: printed on the page; read: 2022-03-15, from: header", fields["published"].reason
    )
    assert fields["outlet"].value == "unknown"
    assert fields["outlet"].reason.endswith("; read: The Gazette")


def test_one_article_shows_every_decision_also_those_taken_back(store: Path) -> None:
    set_(store, "published=2022-03-22")
    undo(store)
    made, taken = [row["id"] for row in kept(store)]
    shown = [link for link in sheet(store).links if link.name == "decision"]
    assert [link.value for link in shown] == [
        f"{made} published is 2022-03-22, was 2022-03-15",
        f"{taken} takes back {made}: published is 2022-03-15, was 2022-03-22",
    ]
    assert shown[0].reason.endswith(f"taken back by {taken}")
    assert {field.name: field.reason for field in sheet(store).fields}["published"] == "from: header"


def test_a_decision_can_be_shown_itself(store: Path) -> None:
    set_(store, "published=2022-03-22", why="printed on the page")
    undo(store)
    made, taken = [row["id"] for row in kept(store)]
    with closing(open_to_read(store)) as db:
        shown = show(db, made)
    assert (shown.kind, shown.title) == ("decision", "published is 2022-03-22, was 2022-03-15")
    values = {field.name: field.value for field in (*shown.fields, *shown.links)}
    assert (values["who"], values["why"], values["decided on"]) == ("anna", "printed on the page", ID)
    assert values["taken back by"] == taken


def test_what_was_reported_says_that_the_date_is_a_persons_word(store: Path) -> None:
    set_(store, "published=2022-03-22")
    with closing(open_to_read(store)) as db:
        row = next(row for row in timeline(db, Filters()).rows if row.date_of == "reported")
        reasons = [field.reason for field in show(db, row.id).fields if field.value == "2022-03-22"]
    assert reasons == ["the article's publication date, from: person"]


# -- who, and what is wrong usage -------------------------------------------------------------------------------


def test_who_decides_is_the_user_of_the_system_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "bob")
    monkeypatch.setenv("TRACKER_USER", " Anna\tB. ")
    assert deciding.person() == "Anna B."
    monkeypatch.setenv("TRACKER_USER", " ")
    assert deciding.person() == "bob"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["outlet"], "write KEY=VALUE"),
        (["=x"], "an article has no '' to set"),
        (["text=x"], "an article has no 'text' to set: it has published, outlet, title, author, url"),
        (["outlet=x", "OUTLET=y"], "outlet is set twice"),
        (["published=soon"], "is no date, or may be several"),
        (["published=03/04/2022"], "is no date, or may be several"),
        (["published=2022-02-30"], "is no date, or may be several"),
        (["title=\udcff"], "title holds half a character"),
    ],
)
def test_words_that_set_nothing_are_wrong_usage_before_the_store_is_opened(
    tmp_path: Path, words: list[str], message: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        set_(tmp_path / "none.db", *words)


def test_an_odd_address_is_kept_and_said(store: Path) -> None:
    assert "is not a web address" in set_(store, "url=the paper")[0]
    assert known(store)[5] == "the paper"


def test_an_article_that_is_not_stored_or_not_the_only_one_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with pytest.raises(StoreError, match="no store at"):
        set_(path, "title=x")
    add(path, Article(TEXT, given_id="g7"), Article("It rained in Oslo all week.", given_id="g7"))
    with pytest.raises(UnknownName, match="“g7” may be a"):
        set_(path, "title=x", name="g7")
    with pytest.raises(UnknownName, match="no article “azzzzzz”"):
        set_(path, "title=x", name="azzzzzz")
    assert kept(path) == []


# -- older stores -----------------------------------------------------------------------------------------------


def test_the_oldest_store_is_brought_up_to_date_with_all_its_rows(store: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        migrations.apply(Database(db), stop_before="m002_decisions_of_people")
        assert db.execute("pragma user_version").fetchone() == (1,)
        db.execute("attach ? as new", (str(store),))
        for table in ("articles", "actors", "actor_aliases", "acts_for", "sources", "statements", "meetings"):
            there = {row[1] for row in db.execute(f"pragma new.table_info({table})")}
            names = (row[1] for row in db.execute(f"pragma main.table_info({table})"))
            columns = ", ".join(f'"{name}"' for name in names if name in there)
            db.execute(f"insert into main.{table} ({columns}) select {columns} from new.{table}")
        db.execute(
            "insert into main.propositions select n, 'p' || substr(id, 2), id, article, claimed, terms, core, negated, "
            "spelled_out, happened, happened_first, happened_last from new.statements where claimed is not null"
        )
        db.execute("insert into main.claims select id, 'p' || substr(statement, 2) from new.claims")
        db.execute("update main.articles set found_by = 'an older version'")
    with pytest.raises(StoreError, match="is of an older version: run `tracker reread` once"):
        open_to_read(old)
    assert report_reread([], old, lambda _: None) == 0
    assert without_decisions(old) == without_decisions(store)
    with sql(old) as db:
        assert db.execute("pragma user_version").fetchone() == (SCHEMA_VERSION,)
    set_(old, "published=2022-03-22")
    set_(store, "published=2022-03-22")
    assert without_decisions(old) == without_decisions(store)


def test_a_sample_that_a_person_corrected_is_known_when_the_samples_come_again(
    sample_store: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(sample_store, tmp_path / "tracker.db"))
    set_(path, "outlet=World Desk", "url=", name="ac7nfwx5hcs")
    before = without_decisions(path)
    said: list[str] = []
    assert report_ingest([str(SAMPLES)], Options(), path, said.append) == 0
    assert said[-1].startswith("0 added, 12 known already")
    assert without_decisions(path) == before


def test_an_empty_id_undoes_nothing_and_an_older_store_is_first_to_be_read_again(store: Path, tmp_path: Path) -> None:
    set_(store, "outlet=World Desk")
    with pytest.raises(UnknownName, match="no decision “”"):
        report_undo("", None, store, lambda _: None)
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        migrations.apply(Database(db), stop_before="m002_decisions_of_people")
    with pytest.raises(StoreError, match="is of an older version: run `tracker reread` once"):
        report_undo(None, None, old, lambda _: None)


@pytest.mark.parametrize("value", ["Harbour \x07Post", "x" * 1_001])
def test_a_value_that_no_terminal_or_list_can_show_is_refused(store: Path, value: str) -> None:
    with pytest.raises(UsageError, match=r"control character|longer than"):
        set_(store, f"outlet={value}")


def test_a_known_article_that_comes_with_other_metadata_says_how_to_correct_it(store: Path) -> None:
    said: list[str] = []
    report_ingest([str(SAMPLES / "01-russia-asked-china.txt")], Options(), store, lambda _: None)
    report_ingest([str(SAMPLES / "01-russia-asked-china.txt")], Options(published="2022-05-05"), store, said.append)
    assert "`tracker article set ac7nfwx5hcs published=…` corrects it" in said[0]
