"""The made store of the benchmark is one that the program could have made; frequent actors are found as rare ones."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import bench_store
import pytest
from conftest import tables
from made_news import Affair, in_order

from tracker.dates import PartialDate
from tracker.link import claims, related
from tracker.link.actors import link_actors
from tracker.link.stored import answers_of, claims_of
from tracker.pipeline import link_article
from tracker.queries import every as queries
from tracker.queries import question, topic
from tracker.queries.filters import Filters, Found
from tracker.records import Article, Extraction
from tracker.render.story import kept_words
from tracker.store import triggers
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.terms import LEAST_SHARED, MOST_FILED
from tracker.views.search import SearchRow

SEARCH = importlib.import_module("tracker.queries.search")  # the name is that of its function too
SMALL = [Affair(6), Affair(17)]  # twelve articles each
LISTINGS: dict[str, Callable[[sqlite3.Connection, Filters], Any]] = {
    "timeline": queries.timeline,
    "disputed": queries.disputed,
    "claims": queries.claims,
    "denials": queries.denials,
}
OF_RECORDS = (
    "articles", "statements", "figures", "sources", "spans", "mentions", "meeting_reports", "participants",
    "actors", "actor_aliases", "acts_for", "same_actor", "same_text", "text_bands", "article_terms", "meetings",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of made news, of which no model read anything. Only for reading."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    bench_store.fill(path, bench_store.affairs_of(0))
    return path


def test_made_news_has_spans_that_are_the_words_of_their_articles(made: Path) -> None:
    with closing(open_to_read(made)) as db:
        checked, misquotes = queries.misquotes(db)
    assert checked > 10_000
    assert not misquotes


def test_an_affair_is_the_same_every_time_it_is_made() -> None:
    assert Affair(3).article(4) == Affair(3).article(4)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store into which the articles of two affairs were linked one by one. Only for reading."""
    return linked_in(in_order(SMALL), tmp_path_factory.mktemp("linked") / "linked.db")


def linked_in(articles: Iterable[tuple[Affair, int]], path: Path) -> Path:
    with closing(Store.open(path)) as store:
        for affair, at in articles:
            extraction = bench_store.with_vectors(affair.article(at).extraction)
            with store.transaction():
                store.add(extraction, bench_store.FOUND_BY)
                link_actors(store, [actor.key for actor in extraction.actors])
                link_article(store, extraction.article.id)
    return path


@pytest.fixture(scope="module")
def filled_and_linked(linked: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[Any]], ...]:
    """What a filled store holds, and one into which the same articles were linked one by one."""
    made = tmp_path_factory.mktemp("both") / "made.db"
    bench_store.fill(made, SMALL)
    return tables(made), tables(linked)


def test_a_filled_store_holds_what_linking_article_by_article_puts_there(
    filled_and_linked: tuple[dict[str, list[Any]], ...],
) -> None:
    filled, one_by_one = filled_and_linked
    counts = {name: (len(filled[name]), len(one_by_one[name])) for name in OF_RECORDS}
    assert {name: one for name, (one, _) in counts.items()} == {name: other for name, (_, other) in counts.items()}
    assert len(filled["claims"]) == pytest.approx(len(one_by_one["claims"]), rel=0.3)
    assert len(filled["answers"]) >= len(one_by_one["answers"])  # made news knows each claim that is denied


def test_topics_do_not_depend_on_the_order_in_which_articles_came(linked: Path, tmp_path: Path) -> None:
    found = []
    for path in (linked, linked_in(reversed(list(in_order(SMALL))), tmp_path / "backwards.db")):
        with closing(open_to_read(path)) as db:
            found.append(queries.stories(db, Filters()).rows)
    assert found[0]
    assert found[0] == found[1]


@pytest.mark.parametrize("role", [None, "says", "spoken_of"])
@pytest.mark.parametrize("days", [None, ("2022-06-01", "2022-12-31"), ("2023-05", "2023-06")])
def test_an_actor_is_found_alike_whether_its_statements_are_listed_or_asked_for_one_by_one(
    made: Path, role: str | None, days: tuple[str, str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    since, until = map(PartialDate.parse, days) if days else (None, None)
    with closing(open_to_read(made)) as db:
        sql = "select actor from mentions group by actor order by count(*) desc, actor"
        often = [row[0] for row in db.execute(sql)]
        for pair in ((often[0], often[1]), (often[0], often[-1]), (often[2],), (often[0], often[0])):
            filters = Filters(actors=pair, role=role, all=True, since=since, until=until)
            for name, listing in LISTINGS.items():
                found = []
                for much_rarer in (0, 10**9):
                    monkeypatch.setattr(question, "_MUCH_RARER", much_rarer)
                    found.append(listing(db, filters))
                assert found[0] == found[1], (name, pair)


@pytest.mark.parametrize("words", ["said", "deliver*", "pledged OR withheld"])
def test_a_search_finds_the_same_whether_it_ranks_first_or_looks_up_all_that_has_the_words(
    made: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_to_read(made)) as db:
        often = db.execute("select actor from mentions group by actor order by count(*) desc, actor limit 1").fetchone()
        week = {"since": PartialDate.parse("2023-03-01"), "until": PartialDate.parse("2023-03-07")}
        for given in ({}, {"actors": tuple(often)}, week, {"sort": "date"}, {"limit": 400}):
            filters = Filters(**given)
            looked_up = _searched(db, words, filters, 10**9, monkeypatch)
            assert _searched(db, words, filters, 0, monkeypatch) == looked_up
            monkeypatch.setattr(SEARCH, "_MANY_REPORTS", 0)
            for kind, found in _searched(db, words, filters, 0, monkeypatch).items():
                assert found.rows == looked_up[kind].rows
                assert found.left_out == looked_up[kind].left_out or found.at_most
                assert found.left_out >= looked_up[kind].left_out
            monkeypatch.undo()


def _searched(
    db: sqlite3.Connection, words: str, filters: Filters, few: int, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Found[SearchRow]]:
    monkeypatch.setattr(SEARCH, "_FEW", few)
    return queries.search(db, words, filters)


@pytest.mark.parametrize("days", [("2022", "2022"), ("2023", "2023"), ("2022-06", None)])
@pytest.mark.parametrize("more", [{}, {"all": True}, {"kinds": ("denial", "claim")}])
def test_what_passed_is_found_alike_from_the_days_and_from_the_rarer_of_two_actors(
    made: Path, days: tuple[str, str | None], more: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    since, until = (PartialDate.parse(day) if day else None for day in days)
    some = 0
    with closing(open_to_read(made)) as db:
        for pair in _who_answer_each_other(db):
            found = []
            for many_in_window in ("select 0", f"select {10**9}"):
                monkeypatch.setattr(question, "_MANY_IN", many_in_window)
                filters = Filters(actors=pair, since=since, until=until, **more)
                found.append(
                    [queries.timeline(db, filters, between=True, by_story=by_story) for by_story in (False, True)]
                    + [queries.lanes(db, filters, between=True)]
                )
            assert found[0] == found[1], pair
            some += len(found[0][0].rows)
    assert some


def _who_answer_each_other(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Pairs of actors of which one answers what the other says."""
    sql = """
        select answering.actor, asserting.actor from answers
        join mentions as answering on answering.statement = answers.statement and answering.role = 'says'
        join mentions as asserting on asserting.statement = answers.answered and asserting.role = 'says'
        where answers.state = 'linked' and answering.actor <> asserting.actor
        group by 1, 2 order by count(*) desc, 1, 2 limit 8"""
    return db.execute(sql).fetchall()


def test_of_a_word_in_a_quarter_of_all_statements_only_the_best_are_looked_up(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_to_read(made)) as db:
        asked = partial(queries.search, db, "said", Filters(limit=1), kinds=("statements",))
        monkeypatch.setattr(SEARCH, "_FEW", 0)
        ranked = _steps(db, asked)
        monkeypatch.setattr(SEARCH, "_FEW", 10**9)
        assert _steps(db, asked) > 2 * ranked


def test_what_passed_in_a_few_days_is_not_searched_for_in_all_that_frequent_actors_did(made: Path) -> None:
    often = "select actor from mentions group by actor order by count(*) desc, actor limit 2"
    day = PartialDate.parse("2023-03-01")
    with closing(open_to_read(made)) as db:
        pair = tuple(row[0] for row in db.execute(often))
        ever, one_day = Filters(actors=pair), Filters(actors=pair, since=day, until=day)
        for listing in (queries.timeline, queries.lanes):
            took = [_steps(db, partial(listing, db, filters, between=True)) for filters in (ever, one_day)]
            assert took[0] > 3 * took[1]


def _steps(db: sqlite3.Connection, asked: Callable[[], object]) -> int:
    """How many steps of SQLite's virtual machine a question takes: the same on any machine."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    db.set_progress_handler(count, 1)
    asked()
    db.set_progress_handler(None, 1)
    return steps


@pytest.mark.parametrize("role", ["asserts", "denies"])
def test_a_dispute_is_found_alike_by_who_stands_on_a_side_of_it(
    made: Path, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_to_read(made)) as db:
        often = [
            row[0] for row in db.execute("select actor from mentions group by actor order by count(*) desc, actor")
        ]
        some = 0
        for pair in ((one, other) for one in often[:12] for other in often[:12]):
            found = []
            for much_rarer in (0, 10**9):
                monkeypatch.setattr(question, "_MUCH_RARER", much_rarer)
                found.append(queries.disputed(db, Filters(actors=pair, role=role, sort="actor")))
            assert found[0] == found[1], pair
            some += len(found[0].rows)
    assert some


def test_a_window_of_dates_keeps_months_and_years_that_overlap_it(made: Path) -> None:
    with closing(open_to_read(made)) as db:
        days = [row[0] for row in db.execute("select distinct said_first from statements where said is not null")]
        some = min(days)
        day = PartialDate.parse(some)
        found = queries.timeline(db, Filters(all=True, since=day, until=day)).rows
        assert found
        assert {row.date for row in found if row.date_of == "said"} == {some}


@pytest.mark.parametrize(
    "days", [("2022-03", "2022-03"), ("2022-06-01", "2022-06-02"), (None, "2022-03-31"), ("2023", None), ("2031", None)]
)
@pytest.mark.parametrize("possible", [False, True])
def test_a_window_of_dates_finds_the_disputes_that_reach_into_it(
    made: Path, days: tuple[str | None, str | None], possible: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    since, until = (PartialDate.parse(day) if day else None for day in days)
    filters = Filters(since=since, until=until)
    with closing(open_to_read(made)) as db:
        found = queries.disputed(db, filters, possible=possible)
        module = importlib.import_module("tracker.queries.disputed")  # the name is that of its function too
        monkeypatch.setattr(module, "_IN_WINDOW", "select id from claims")
        assert found == queries.disputed(db, filters, possible=possible)
        assert found.rows or days == ("2031", None)


def test_the_days_of_answered_claims_follow_from_what_the_store_holds(made: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(made, tmp_path / "made.db"))
    held = "select id, answered_first, answered_last from claims where answered_last is not null order by id"
    with closing(Store.open(path)) as store:

        def check() -> None:
            now = [tuple(row) for row in store.rows(held)]
            store.db.execute("update claims set answered_first = null, answered_last = null")
            store.db.execute(triggers.DAYS_OF_ALL)
            assert now == [tuple(row) for row in store.rows(held)]

        check()
        before = len(store.rows(held))
        answering = "select distinct article from answers join statements on id = statement"
        undated, *articles = [row["article"] for row in store.rows(answering)]
        for article in articles[::9]:
            with store.transaction():
                claims.regroup(store, store.forget_records(article).statements)
                check()
        assert 0 < len(store.rows(held)) < before
        with store.transaction():
            store.db.execute(
                "update articles set published = null, published_first = null, published_last = null where id = ?",
                (undated,),
            )
            store.db.execute(
                "update statements set said = null, said_first = null, said_last = null where article = ?", (undated,)
            )
            answers = store.rows(
                "select answers.* from answers join statements on id = statement where article = ?", undated
            )
            store.db.execute(
                "delete from answers where statement in (select id from statements where article = ?)", (undated,)
            )
            check()
            for answer in answers:
                store.put_answer(dict(answer))
                check()
        assert ("", "~") in {(row["answered_first"], row["answered_last"]) for row in store.rows(held)}


@pytest.mark.parametrize("most_listed", [0, 10**6])
def test_a_story_that_very_many_statements_tell_is_of_the_claims_answered_and_reported_last_and_says_so(
    made: Path, most_listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic, "MOST_STATEMENTS", 50)
    monkeypatch.setattr(topic, "MOST_LISTED", most_listed)
    with closing(open_to_read(made)) as db:
        often = db.execute("select actor from mentions group by 1 order by count(*) desc, actor").fetchone()[0]
        for typed, filters in ((None, Filters(actors=(often,))), ("some", Filters())):
            every = queries.story(db, typed, filters)
            monkeypatch.setattr(topic, "MOST_LAST", 10**6)
            monkeypatch.setattr(topic, "_RECENT", 10**6)
            all_kept = queries.story(db, typed, replace(filters, limit=10**6), whole=False)
            missed = {row.id for row in every.claims} - {row.id for row in all_kept.claims}
            assert not missed if typed is None else len(missed) < len(every.claims) / 50  # words of answers alone
            monkeypatch.setattr(topic, "MOST_LAST", 20)
            some = queries.story(db, typed, filters, whole=False)
            assert 20 <= some.kept <= 40 < len(every.claims)
            assert {row.id for row in some.claims} <= {row.id for row in every.claims}
            assert f"of the {some.kept} claims" in kept_words(some)
            assert not every.kept


def test_a_bounded_story_looks_at_no_more_claims_in_a_store_of_many(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic, "MOST_STATEMENTS", 50)
    monkeypatch.setattr(topic, "MOST_LAST", 20)
    monkeypatch.setattr(topic, "_RECENT", 5)
    with closing(open_to_read(made)) as db:
        steps = [0, 0]

        def count(which: int) -> int:
            steps[which] += 1
            return 0

        often = db.execute("select actor from mentions group by 1 order by count(*) desc, actor").fetchone()[0]
        for which, whole in enumerate((False, True)):
            db.set_progress_handler(lambda which=which: count(which), 100)  # type: ignore[misc]
            queries.story(db, None, Filters(actors=(often,)), whole=whole)
        assert steps[0] < steps[1] / 2


@pytest.mark.parametrize("read", [claims_of, answers_of])
def test_what_an_article_says_is_found_by_the_article_whatever_the_store_holds(
    made: Path, tmp_path: Path, read: Callable[[Store, list[str]], object]
) -> None:
    asked: list[str] = []
    with closing(Store.open(Path(shutil.copy(made, tmp_path / "s.db")))) as store:
        store.db.set_trace_callback(asked.append)
        read(store, [store.db.execute("select id from articles").fetchone()[0]])
        store.db.set_trace_callback(None)
        plan = [row[3] for row in store.db.execute(f"explain query plan {asked[-1]}")]
    assert [step for step in plan if step.startswith("SEARCH statements ") and "(article=?)" not in step] == []
    assert not any(step.startswith("SCAN statements") for step in plan)


def test_what_very_many_articles_of_some_months_stand_under_relates_none_of_them(tmp_path: Path) -> None:
    telling = {"harpsichord+velodrome": LEAST_SHARED, "parliament": LEAST_SHARED}
    with closing(Store.open(tmp_path / "many.db")) as store, store.transaction():
        ids = []
        for at in range(MOST_FILED + 1):
            extraction = Extraction(Article(text=f"Note {at}."), (), (), (), ())
            store.add(extraction, "made")
            ids.append(extraction.article.id)
            store.put_article_terms(ids[-1], "1", telling if at < 2 else {"parliament": LEAST_SHARED})
        assert list(related.related_to(store, ids[0])) == ids[1:2]
        store.put_article_terms(ids[-1], "9", {})
        assert list(related.related_to(store, ids[0])) == sorted(ids[1:-1])
