"""A forgotten article: all that came from it is gone, from the lists and from the bytes of the file; the rest stays."""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Run, run_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_reread import assert_sound, everything, samples

from tracker import pipeline
from tracker.commands import deciding, deciding_claims
from tracker.commands.forgetting import report_forget
from tracker.errors import DecisionError, StoreError, UnknownName, UsageError
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.records import Article
from tracker.store.decisions import decisions
from tracker.store.opening import open_to_read
from tracker.store.store import Store

LISTS = ("timeline", "disputed", "claims", "denials", "refusals", "meetings", "sources", "actors", "articles")
A = Article(
    "Russia asked China for weapons, US officials said on Monday. China's embassy denied that Russia had asked for "
    "weapons.\n\nJake Sullivan met Yang Jiechi in Rome on Monday. The White House declined to comment on the request.",
    title="A plea", outlet="The Gazette", published="2022-03-15", given_id="a",
)  # fmt: skip
B = Article(
    "Moscow asked Beijing for weapons, Colonel Ottoline Quarrelwick said on Tuesday. Dmitry Peskov, the Kremlin's "
    "spokesman, denied that Russia had asked for weapons.\n\nJake Sullivan met Yang Jiechi for seven hours in Rome on "
    "Monday, the zibeline envoy Hjalmar Vontrapp said. Ottoline Quarrelwick met Liu Pengyu in Vladizhovsk.",
    title="Zorblatt flummoxes", outlet="The Quibbler", author="Xanthippe Wobblethorpe", published="2022-03-16",
    url="https://quibbler.example/zorblatt", given_id="b",
)  # fmt: skip
C = Article(
    "Russia asked China for weapons, American officials said on Sunday. The Chinese ambassador, Qin Gang, denied that "
    "there was any request for weapons.\n\nYang Jiechi, China's top diplomat, met Jake Sullivan in Rome on Monday.",
    title="An answer", outlet="The Courier", published="2022-03-17", given_id="c",
)  # fmt: skip
ONLY_B = "Quarrelwick Zorblatt flummox Quibbler Xanthippe Wobblethorpe zibelin Vontrapp Vladizh".split()
_read = functools.cache(pipeline.read)


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an article says is a function of it alone, so that it need not be read for each of many stores."""
    monkeypatch.setattr(pipeline, "read", _read)


def a_store(path: Path, articles: Sequence[Article]) -> Path:
    path.unlink(missing_ok=True)
    with closing(Store.open(path)) as store:
        list(ingest(articles, store))
    return path


def forgotten(path: Path, name: str, why: str | None = None) -> list[str]:
    said: list[str] = []
    assert report_forget(name, why, path, said.append, None) == 0
    return said


def but_for_the_record(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in everything(path).items() if name != "decisions"}


def files(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def answers(path: Path) -> list[object]:
    with closing(open_to_read(path)) as db:
        shown = [getattr(queries, name)(db, Filters()).rows for name in LISTS]
    return [*shown[:-1], [replace(row, ingested_at="") for row in shown[-1]]]


# -- as if it had never been read -------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["ABC", "BAC", "CAB"])
def test_a_store_with_an_article_forgotten_is_one_that_never_read_it(tmp_path: Path, order: str) -> None:
    articles = [{"A": A, "B": B, "C": C}[name] for name in order]
    path = a_store(tmp_path / "forgot.db", articles)
    other = a_store(tmp_path / "never.db", [one for one in articles if one is not B])
    assert but_for_the_record(path) != but_for_the_record(other)
    forgotten(path, "b")
    assert but_for_the_record(path) == but_for_the_record(other)
    assert answers(path) == answers(other)
    assert_sound(path)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(4)), gone=st.sets(st.integers(0, 3), min_size=1))
def test_whatever_samples_are_forgotten_in_whatever_order_the_others_are_as_if_alone(
    tmp_path: Path, order: list[int], gone: set[int]
) -> None:
    articles = [samples()[i] for i in order]
    path = a_store(tmp_path / "forgot.db", articles)
    for number in gone:
        forgotten(path, articles[number].id)
    other = a_store(tmp_path / "never.db", [one for n, one in enumerate(articles) if n not in gone])
    assert but_for_the_record(path) == but_for_the_record(other)
    assert_sound(path)


def test_every_version_of_it_is_forgotten(tmp_path: Path) -> None:
    at = "https://quibbler.example/zorblatt"
    first, last = (replace(B, text=f"{B.text}\n\n{end}", given_id=None, url=at) for end in ("More soon.", "The end."))
    path = a_store(tmp_path / "forgot.db", [A, first, C, last])
    other = a_store(tmp_path / "never.db", [A, C])
    with closing(open_to_read(path)) as db:
        assert [row[0] for row in db.execute("select version from articles order by n")] == [1, 1, 1, 2]
    assert forgotten(path, last.id)[0].startswith(f"forgot {last.id}: ")
    assert but_for_the_record(path) == but_for_the_record(other)
    assert [word for word in ONLY_B if word.casefold().encode() in files(path).lower()] == []
    assert_sound(path)


def test_it_can_be_read_again_and_then_is_as_before(tmp_path: Path) -> None:
    path = a_store(tmp_path / "t.db", [A, C, B])
    before = but_for_the_record(path)
    forgotten(path, B.id)
    with closing(Store.open(path)) as store:
        assert [getattr(one, "outcome", one) for one in ingest([B], store)] == ["added"]
    assert but_for_the_record(path) == before


def test_all_articles_can_be_forgotten(tmp_path: Path) -> None:
    path = a_store(tmp_path / "t.db", [A, B, C])
    for article in (C, A, B):
        forgotten(path, article.id)
    assert {name for name, rows in but_for_the_record(path).items() if rows} == set()
    assert answers(path) == [()] * (len(LISTS) - 1) + [[]]


# -- its words --------------------------------------------------------------------------------------------------


def test_none_of_its_words_is_left_in_the_bytes_of_the_file(tmp_path: Path) -> None:
    path = a_store(tmp_path / "t.db", [A, B, C])
    assert [word for word in ONLY_B if word.casefold().encode() not in files(path).lower()] == []
    forgotten(path, "b")
    assert [word for word in ONLY_B if word.casefold().encode() in files(path).lower()] == []


def test_nor_of_what_was_decided_of_it(tmp_path: Path) -> None:
    path = a_store(tmp_path / "t.db", [A, B, C])
    quiet: Callable[[str], None] = lambda _: None  # noqa: E731
    deciding.report_set("b", ["title=Gallimaufry", "author=Nobody"], "the page says blatherskite", path, quiet)
    deciding.report_undo(None, None, path, quiet)
    deciding.report_alias("Ottoline Quarrelwick", "The Snollygoster", None, path, quiet)
    deciding.report_merge("Liu Pengyu", "Ottoline Quarrelwick", "they are popinjays", path, quiet)
    words = (*ONLY_B, "Gallimaufry", "blatherskite", "Snollygoster", "popinjay")
    assert [word for word in words if word.casefold().encode() not in files(path).lower()] == []
    said = forgotten(path, B.id)
    assert "; 4 decisions on it went too; " in said[0]
    assert [word for word in words if word.casefold().encode() in files(path).lower()] == []
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute("delete from decisions")


def test_words_that_another_reader_of_the_file_holds_are_wiped_by_the_next_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.forgetting._BUSY_TIMEOUT", 50)
    path = a_store(tmp_path / "t.db", [A, B])
    said: list[str] = []
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from articles").fetchone()
        assert report_forget(B.id, None, path, said.append, None) == 1
    assert "its words may still stand in free places" in said[-1]
    assert f"run `tracker article forget {B.id}` once more" in said[-1]
    assert "was forgotten already, by " in forgotten(path, B.id)[0]
    assert [word for word in ONLY_B if word.casefold().encode() in files(path).lower()] == []


# -- what people decided ----------------------------------------------------------------------------------------


def _claims(path: Path) -> list[tuple[str, set[str]]]:
    with closing(open_to_read(path)) as db:
        rows = db.execute(
            "select claim, json_group_array(article) from statements where claim is not null group by claim order by 1"
        )
        return [(claim, set(re.findall(r"a\w{10}", held))) for claim, held in rows]


def test_a_rating_of_a_claim_that_others_report_stays_with_it(tmp_path: Path) -> None:
    path = a_store(tmp_path / "t.db", [A, B, C])
    quiet: Callable[[str], None] = lambda _: None  # noqa: E731
    claim = next(claim for claim, held in _claims(path) if held >= {A.id, B.id})
    deciding_claims.report_rate(claim, "3", None, path, quiet)
    forgotten(path, B.id)
    with closing(open_to_read(path)) as db:
        assert [row.credibility for row in queries.claims(db, Filters()).rows if row.credibility != "6"] == ["3"]


def test_what_was_decided_of_other_articles_still_holds(tmp_path: Path) -> None:
    path, other = (a_store(tmp_path / name, [A, C]) for name in ("a.db", "b.db"))
    with closing(Store.open(path)) as store:
        list(ingest([B], store))
    quiet: Callable[[str], None] = lambda _: None  # noqa: E731
    with closing(open_to_read(other)) as db:
        statement = queries.timeline(db, Filters(article=A.id, kinds=("claim",))).rows[0].id
        meeting = queries.meetings(db, Filters()).rows[0].id
    for one in (path, other):
        deciding_claims.report_discard(statement, "misread", one, quiet)
        deciding.report_set("a", ["title=Another"], None, one, quiet)
        deciding_claims.report_discard(meeting, None, one, quiet)
    forgotten(path, B.id)
    assert answers(path) == answers(other)
    with closing(open_to_read(path)) as db:
        assert [one.kind for one in decisions(db)] == ["discard", "set", "discard", "forget"]


def test_the_record_says_who_forgot_it_when_and_why_and_cannot_be_undone(tmp_path: Path, run_tracker: Run) -> None:
    path = a_store(tmp_path / "t.db", [A, B])
    decision = forgotten(path, B.id, "fetched by mistake")[0].rpartition(" ")[2]
    shown = run_tracker("show", decision, "--db", path, "--format", "table").out
    assert f"{B.id} was forgotten, with all that came from it" in shown
    assert "fetched by mistake" in shown
    with pytest.raises(DecisionError, match="gone for good"):
        deciding.report_undo(decision, None, path, lambda _: None)
    with pytest.raises(UnknownName, match="no decision stands"):
        deciding.report_undo(None, None, path, lambda _: None)


# -- asking -----------------------------------------------------------------------------------------------------


def test_it_asks_on_a_terminal_and_forgets_nothing_unless_told_so(tmp_path: Path) -> None:
    path = a_store(tmp_path / "t.db", [A, B])
    said: list[str] = []
    with pytest.raises(UsageError, match="say --yes too"):
        report_forget("b", None, path, said.append, lambda _: True)
    before = everything(path)
    assert run_in(tmp_path, "article", "forget", "b", "--db", path).status == 2
    assert everything(path) == before
    assert run_in(tmp_path, "article", "forget", "b", "--yes", "--db", path).status == 0
    assert B.id not in str(but_for_the_record(path))


def test_the_answer_on_a_terminal_is_heeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    path = a_store(tmp_path / "t.db", [A, B])
    before, said, asked = everything(path), list[str](), list[str]()

    def refuse(question: str) -> bool:
        asked.append(question)
        return False

    assert report_forget("b", None, path, said.append, refuse) == 1
    assert (everything(path), said) == (before, ["nothing was forgotten"])
    assert asked[0].startswith(f"Forget {B.id} “Zorblatt flummoxes” (The Quibbler, 16 March 2022) with ")
    assert report_forget("b", None, path, said.append, lambda _: True) == 0
    assert B.id not in str(but_for_the_record(path))


def test_an_article_that_is_not_there_or_a_store_is_one_line(tmp_path: Path) -> None:
    path = a_store(tmp_path / "t.db", [A])
    with pytest.raises(UnknownName, match="no article “b”"):
        report_forget("b", None, path, lambda _: None, None)
    with pytest.raises(StoreError, match="no store at"):
        report_forget("b", None, tmp_path / "none.db", lambda _: None, None)
