"""What `tracker check` says of a typed sentence: who asserts it, who denies it, who speaks of it, and nothing invented.

The articles are written for this test. Each says what it is there for in the tests that ask for it.
"""

from __future__ import annotations

import importlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, run_in
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.commands.checking import check as check_store
from tracker.errors import UsageError
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.records import Article
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.views.check import Checked, CheckedReport

DRONES = "Russia asked China for drones"
WHALE = "A whale swam up the canal to Ghent"

ARTICLES = (
    Article(
        text="Russia asked China for drones in February, US officials said on Sunday. The officials gave no number.",
        outlet="Harbour Post",
        published="2022-03-13",
        given_id="post",
    ),
    Article(
        text="The Kremlin denied on Monday that Moscow had asked Beijing for drones.",
        outlet="Evening Star",
        published="2022-03-14",
        given_id="star",
    ),
    Article(
        text="Russia sold China gas worth a billion last year. The ministry of trade published the figure on Friday.",
        outlet="Trade Day",
        published="2022-03-14",
        given_id="gas",
    ),
    Article(
        text="A whale swam up the canal to Ghent on Saturday. Thousands came to see it, and the mayor fed it herring.",
        outlet="Canal Mail",
        published="2022-05-01",
        given_id="mail",
    ),
    Article(
        text="A post about a whale was read by thousands. The harbour master denied that a whale swam up the canal to "
        "Ghent.",
        outlet="Ledger",
        published="2022-05-03",
        given_id="ledger",
    ),
    Article(
        text="Is there a whale in the canal? A whale in Ghent would have swum up through four locks.",
        outlet="Ask Us",
        published="2022-05-04",
        given_id="ask",
    ),
    Article(
        text="Biologists in Bruges said they were sceptical that a whale swam up the canal to Ghent.",
        outlet="Science Day",
        published="2022-05-04",
        given_id="doubt",
    ),
    Article(
        text="The harbour of Lisbon was shut for a day because of fog. Two ferries waited outside.",
        outlet="Ledger",
        published="2022-05-05",
        given_id="fog",
    ),
)


def made(path: Path, articles: tuple[Article, ...] = ARTICLES) -> Path:
    store = Store.open(path)
    list(ingest(articles, store))
    store.close()
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("check") / "check.db")


@pytest.fixture(scope="module")
def db(path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_to_read(path)
    yield connection
    connection.close()


def sides(checked: Checked) -> dict[str, set[str]]:
    """The articles on each side."""
    return {
        stance: {report.article for report in checked.reports if report.stance == stance}
        for stance in ("asserts", "denies", "mentions")
    }


def of(checked: Checked, article: str) -> list[CheckedReport]:
    return [report for report in checked.reports if report.article == article]


# ------------------------------------------------------------------ who says what


def test_who_asserts_it_and_who_denies_it_stand_apart(db: sqlite3.Connection) -> None:
    found = sides(check_store(db, DRONES))
    assert found["asserts"] == {"post"}
    assert found["denies"] == {"star"}


def test_a_report_has_its_source_its_words_and_an_id_that_show_knows(db: sqlite3.Connection) -> None:
    (report,) = of(check_store(db, DRONES), "post")
    assert (report.source, report.actor, report.said) == ("US officials", "USA", "2022-03-13")
    assert report.words == "Russia asked China for drones in February, US officials said"
    assert queries.show(db, report.id).id == report.id


def test_an_actor_is_found_by_any_of_its_names(db: sqlite3.Connection) -> None:
    assert sides(check_store(db, "Moscow asked Beijing for drones")) == sides(check_store(db, DRONES))


def test_near_words_count_and_words_that_the_store_lacks_are_missed(db: sqlite3.Connection) -> None:
    assert "asserts" in {r.stance for r in check_store(db, "Russia's request to China for drones").reports}
    assert "asserts" not in {r.stance for r in check_store(db, "Russia asked China for zeppelins").reports}


def test_a_sentence_with_not_turns_both_sides_about(db: sqlite3.Connection) -> None:
    found = sides(check_store(db, "Russia did not ask China for drones"))
    assert (found["asserts"], found["denies"]) == ({"star"}, {"post"})


def test_a_sentence_that_calls_it_a_hoax_is_asserted_by_nobody_who_tells_it(db: sqlite3.Connection) -> None:
    assert "mail" not in sides(check_store(db, "The whale that swam up the canal to Ghent is a hoax"))["asserts"]


def test_what_an_outlet_tells_in_its_own_words_it_asserts(db: sqlite3.Connection) -> None:
    (report,) = of(check_store(db, WHALE), "mail")
    text = next(article.text for article in ARTICLES if article.given_id == "mail")
    assert (report.stance, report.source, report.id) == ("asserts", "Canal Mail", "")
    assert report.words == text[slice(*report.span)] == "A whale swam up the canal to Ghent on Saturday."


def test_a_question_asserts_nothing(db: sqlite3.Connection) -> None:
    assert "ask" not in sides(check_store(db, "A whale is in the canal in Ghent"))["asserts"]


def test_what_is_left_open_is_on_no_side(tmp_path: Path) -> None:
    text = "Neither side said whether Russia asked China for drones on the Sunday of the talks."
    with closing(open_to_read(made(tmp_path / "open.db", (Article(text=text, given_id="open"),)))) as db:
        found = sides(check_store(db, DRONES))
        assert found["asserts"] | found["denies"] == set()


@pytest.mark.parametrize("sentence", [DRONES, WHALE, "The harbour of Lisbon was shut because of fog"])
def test_an_article_about_something_else_is_on_no_side(db: sqlite3.Connection, sentence: str) -> None:
    about = {DRONES: {"post", "star"}, WHALE: {"mail", "ledger", "ask", "doubt"}}.get(sentence, {"fog"})
    found = sides(check_store(db, sentence))
    assert found["asserts"] | found["denies"] <= about


def test_the_nearest_claims_are_shown_where_nobody_says_the_same(db: sqlite3.Connection) -> None:
    checked = check_store(db, "Russia asked China for zeppelins")
    assert "Russia asked China for drones in February" in {claim.words for claim in checked.near}
    assert all(claim.id.startswith("c") and queries.show(db, claim.id) for claim in checked.near)


def test_the_order_of_ingest_changes_nothing(db: sqlite3.Connection, tmp_path: Path) -> None:
    other = open_to_read(made(tmp_path / "other.db", ARTICLES[::-1]))
    for sentence in (DRONES, WHALE, "Russia sold China gas"):
        one, two = check_store(db, sentence), check_store(other, sentence)
        assert one == two
    other.close()


def test_what_was_not_read_closely_is_counted(
    db: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_to_read(made(tmp_path / "other.db", ARTICLES[::-1]))
    monkeypatch.setattr(importlib.import_module("tracker.queries.retrieval"), "MOST_ARTICLES", 2)
    one, two = check_store(db, WHALE), check_store(other, WHALE)
    other.close()
    assert one == two
    assert one.left_out == 2
    assert len({report.article for report in one.reports}) <= 2


WORDS = ["Russia", "China", "drones", "asked", "whale", "Ghent", "canal", "not", "hoax", "gas", "a", "fog", "Moscow"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=12), min_size=1, max_size=12).map(" ".join))
@example('"')
@example("NEAR(whale canal, 2) AND * ^ : - {drones}")
@example("whale\0canal")
@example("whale \udc80 canal")
def test_whatever_is_typed_is_answered_with_words_of_the_articles(db: sqlite3.Connection, sentence: str) -> None:
    texts = {article.given_id: article.text for article in ARTICLES}
    try:
        checked = check_store(db, sentence)
    except UsageError:
        return
    for report in checked.reports:
        assert 0 <= report.score <= 1.001
        assert report.reason
        start, end = report.span
        assert " ".join(report.words.split())[:20] in " ".join(texts[report.article][start:end].split())


# ------------------------------------------------------------------ the sample articles


@pytest.fixture(scope="module")
def samples(sample_store: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_to_read(sample_store)) as connection:
        yield connection


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia requested weapons from China",
        "The Kremlin asked Beijing for arms",
        "Russia asked China for military help",
    ],
)
def test_a_paraphrase_of_a_denied_claim_finds_who_asserts_and_who_denies_it(
    samples: sqlite3.Connection, sentence: str
) -> None:
    reports = check_store(samples, sentence).reports
    assert any("US officials" in report.source for report in reports if report.stance == "asserts")
    denials = {report.source for report in reports if report.stance == "denies"}
    assert {"Dmitry Peskov", "Kremlin", "Liu Pengyu"} <= denials
    assert all(report.id for report in reports if report.stance == "denies")


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia sent troops to China",
        "China sold Russia gas",
        "Russia and China signed a treaty",
        "Sullivan met Yang in Rome",
    ],
)
def test_a_sentence_about_another_thing_is_not_denied_by_what_shares_its_names(
    samples: sqlite3.Connection, sentence: str
) -> None:
    assert [report for report in check_store(samples, sentence).reports if report.stance == "denies"] == []


def test_a_negated_paraphrase_turns_the_claim_and_its_denials_about(samples: sqlite3.Connection) -> None:
    reports = check_store(samples, "Russia did not ask China for arms").reports
    assert {"Dmitry Peskov", "Kremlin"} <= {report.source for report in reports if report.stance == "asserts"}
    assert any("US officials" in report.source for report in reports if report.stance == "denies")


# ------------------------------------------------------------------ the command


def check(home: Path, sentence: str, *args: str, db: Path) -> Any:
    return run_in(home, "check", sentence, *args, TRACKER_DB=str(db))


def test_the_json_form_is_one_object_with_reports(path: Path, tmp_path: Path) -> None:
    form = json.loads(check(tmp_path, WHALE, "--format", "json", db=path).out)
    assert list(form)[:2] == ["claim", "reports"]
    assert form["claim"] == WHALE
    (report,) = [report for report in form["reports"] if report["article"] == "mail"]
    assert list(report)[:8] == ["article", "span", "id", "source", "actor", "said", "words", "stance"]
    assert (report["id"], report["stance"], report["span"]) == (None, "asserts", [0, 47])


def test_a_person_reads_both_sides_with_reasons_and_no_verdict(path: Path, tmp_path: Path) -> None:
    shown = check(tmp_path, DRONES, "--format", "table", db=path).out
    lines = shown.splitlines()
    assert lines.index("asserted by") < lines.index("denied by")
    assert "why: " in shown
    assert not {"true", "false", "verdict"} & set(shown.lower().split())


def test_a_side_without_a_report_says_so(path: Path, tmp_path: Path) -> None:
    shown = check(tmp_path, "The harbour of Lisbon was shut because of fog", "--format", "table", db=path).out
    assert "denied by\n  nobody\n" in shown


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md", "table"])
def test_every_format_gives_every_report(path: Path, tmp_path: Path, form: str) -> None:
    done = check(tmp_path, DRONES, "--format", form, db=path)
    assert (done.status, done.err) == (0, "")
    assert all(words in " ".join(done.out.split()) for words in ("US officials", "Kremlin"))


def test_where_there_is_no_store_it_says_so(run_tracker: Run) -> None:
    done = run_tracker("check", DRONES, "--db", "none.db")
    assert (done.status, len(done.said)) == (1, 1)
    assert "run `tracker ingest" in done.err


def test_in_an_empty_store_nobody_says_anything(tmp_path: Path) -> None:
    done = check(tmp_path, DRONES, "--format", "json", db=made(tmp_path / "empty.db", ()))
    assert (done.status, json.loads(done.out)["reports"]) == (0, [])
    assert len(done.said) == 1


@pytest.mark.parametrize("sentence", ["", "   ", "it was not so", "?!", "\u202e", "the of and", "'\"--"])
def test_a_sentence_that_says_nothing_is_refused_in_a_line(path: Path, tmp_path: Path, sentence: str) -> None:
    done = check(tmp_path, sentence, db=path)
    assert (done.status, done.out, len(done.said)) == (2, "", 1)
    assert "type who did what" in done.err


@pytest.mark.parametrize("sentence", ["Zorblatt greeted Quuxington", 'NEAR("whale" OR'])
def test_words_that_nobody_wrote_find_nothing_and_say_so(path: Path, tmp_path: Path, sentence: str) -> None:
    done = check(tmp_path, sentence, "--format", "json", db=path)
    assert done.status == 0
    assert not [r for r in json.loads(done.out)["reports"] if r["stance"] != "mentions"]


def test_a_megabyte_is_answered_as_its_beginning_is(db: sqlite3.Connection) -> None:
    assert check_store(db, DRONES + " " * 3000 + "whale " * 180_000).reports == check_store(db, DRONES).reports
