"""An address read again with other text: one article with versions, of which lists and links have the newest alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_reader import read_plainly

from tracker.commands.deciding import report_set, report_undo
from tracker.commands.deciding_claims import report_claim_merge, report_discard, report_link
from tracker.commands.forgetting import report_forget
from tracker.commands.ingesting import report_reread
from tracker.dates import PartialDate
from tracker.errors import UnknownName
from tracker.outcomes import Ingested
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.records import Article
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.store.versions import Row, compare

ADDRESS = "https://gazette.example/live"
ASKED = "Russia asked China for weapons, US officials said on Monday."
DENIED = "China denied that Russia had asked for weapons."
MET = "Jake Sullivan met Yang Jiechi in Rome on Monday."
TANKS = "Poland will send Ukraine forty tanks, a minister said on Monday."
FIRST = Article(f"{ASKED} {DENIED}\n\n{MET}\n", outlet="The Gazette", url=ADDRESS, published="2022-03-15")
SECOND = replace(FIRST, text=f"{TANKS}\n\n{FIRST.text}", published="2022-03-16")
THIRD = replace(FIRST, text=f"{TANKS}\n\n{ASKED.replace('weapons', 'weapons and money')}\n", published="2022-03-17")
LIVE = (FIRST, SECOND, THIRD)
OTHERS = (
    Article(
        f"American officials said on Sunday that Russia had asked China for weapons.\n\n{MET}",
        outlet="Morning Ledger",
        published="2022-03-14",
    ),
    Article(
        "The Kremlin denied on Tuesday that Russia had asked China for weapons.",
        outlet="Evening Star",
        published="2022-03-15",
    ),
    Article(
        "Poland will send Ukraine forty tanks, the Polish government said on Tuesday.\n\n"
        "Berlin denied that Poland would send Ukraine forty tanks.",
        outlet="The Courier",
        published="2022-03-16",
    ),
)
ALL = Filters()


@pytest.fixture(scope="module", autouse=True)
def plain() -> Iterator[None]:
    """What is read here does not hang on what the network has learned."""
    with read_plainly():
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


def add(path: Path, *articles: Article) -> list[Ingested]:
    """What becomes of the articles when they are ingested in this order."""
    with closing(Store.open(path)) as store:
        return [done for done in ingest(articles, store) if isinstance(done, Ingested)]


def lists(path: Path) -> dict[str, list[Any]]:
    """What every list shows, but for the time of ingest."""
    with closing(open_to_read(path)) as db:
        found = {
            name: list(getattr(queries, name)(db, ALL).rows)
            for name in ("timeline", "disputed", "claims", "denials", "refusals", "meetings", "sources", "actors")
        }
        articles = [replace(row, ingested_at="", version=1) for row in queries.articles(db, ALL).rows]
    return found | {"articles": articles}


def linked(path: Path) -> dict[str, list[Any]]:
    """All that was linked."""
    tables = ("claims", "answers", "same_claim", "meetings", "article_terms")
    members = "select id, claim, claim_score, claim_reason from statements where claim is not null"
    with closing(sqlite3.connect(path)) as db:
        found = {table: sorted(db.execute(f"select * from {table}"), key=repr) for table in tables}
        return found | {"members": sorted(db.execute(members))}


def statement(path: Path, article: str, words: str) -> str:
    """The id of the statement of a version that has these words."""
    with closing(open_to_read(path)) as db:
        sql = "select id from statements where article = ? and instr(words, ?) and narrated is null"
        return str(db.execute(sql, (article, words)).fetchone()[0])


# -- lists and links --------------------------------------------------------------------------------------------


def test_a_live_blog_read_after_two_edits_is_one_article_with_three_versions(path: Path) -> None:
    assert [done.outcome for done in add(path, *LIVE)] == ["added", "updated", "updated"]
    (article,) = lists(path)["articles"]
    assert (article.id, article.published, article.statements) == (THIRD.id, "2022-03-17", 2)
    assert [done.outcome for done in add(path, *LIVE, *LIVE)] == ["known"] * 6
    assert lists(path)["articles"] == [article]


@st.composite
def courses(draw: st.DrawFn) -> list[Article]:
    """Versions of the live blog in their order, and other articles before, between and after them."""
    number = draw(st.integers(2, 3))
    left: list[list[Article]] = [list(LIVE[:number]), *([one] for one in draw(st.permutations(OTHERS)))]
    course = []
    while left:
        some = draw(st.sampled_from(left))
        course.append(some.pop(0))
        left = [rest for rest in left if rest]
    return course


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(courses())
def test_lists_and_links_are_as_if_only_the_newest_versions_had_ever_been_read(
    tmp_path_factory: pytest.TempPathFactory, course: list[Article]
) -> None:
    home = tmp_path_factory.mktemp("versions")
    last = max((one for one in course if one.url == ADDRESS), key=course.index)
    add(home / "all.db", *course)
    add(home / "newest.db", *(one for one in course if one.url != ADDRESS or one == last))
    assert linked(home / "all.db") == linked(home / "newest.db")
    assert lists(home / "all.db") == lists(home / "newest.db")
    with closing(open_to_read(home / "all.db")) as db:
        assert queries.misquotes(db)[1] == []


def test_what_comes_later_is_not_linked_with_an_older_version(path: Path) -> None:
    add(path, FIRST, THIRD, *OTHERS)
    with closing(sqlite3.connect(path)) as db:
        older = "select id from statements where article = ?"
        assert db.execute(f"select count(*) from answers where statement in ({older})", (FIRST.id,)).fetchone() == (0,)
        members = f"select id from statements where claim is not null and id in ({older})"
        assert db.execute(members, (FIRST.id,)).fetchall() == []


@pytest.mark.parametrize(
    ("stored", "comes", "is_version"),
    [
        (FIRST, replace(SECOND, outlet="Another Name"), True),
        (FIRST, replace(SECOND, url="https://gazette.example/other"), False),
        (replace(FIRST, url="https://gazette.example/"), replace(SECOND, url="https://gazette.example/"), False),
        (replace(FIRST, url=None, given_id="7"), replace(SECOND, url=None, given_id="7"), True),
        (replace(FIRST, url=None, given_id="7"), replace(SECOND, url=None, given_id="7", outlet="Star"), False),
        (replace(FIRST, url=None, given_id="7"), Article("It rained in Oslo all week.", given_id="7"), False),
        (replace(FIRST, given_id="7"), replace(SECOND, given_id="8"), True),
    ],
)
def test_a_new_version_has_the_address_or_without_one_the_id_and_half_of_the_words(
    path: Path, stored: Article, comes: Article, is_version: bool
) -> None:
    _, done = add(path, stored, comes)
    assert done.outcome == ("updated" if is_version else "added")


def test_an_older_version_is_not_read_again(path: Path) -> None:
    add(path, *LIVE)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("update articles set found_by = 'an older version'")
    said = list[str]()
    assert report_reread([], path, said.append) == 0
    assert said[-1].startswith("1 reread")
    assert report_reread([FIRST.id], path, said.append) == 0
    assert said[-2].startswith(f"reread {THIRD.id}")


# -- what a person decided --------------------------------------------------------------------------------------


def test_what_a_person_decided_of_a_row_holds_for_the_same_row_of_a_new_version(path: Path) -> None:
    add(path, FIRST)
    report_discard(statement(path, FIRST.id, DENIED[:-1]), None, path, lambda _: None)
    assert lists(path)["denials"] == []
    add(path, SECOND)
    assert lists(path)["denials"] == []
    report_undo(None, None, path, lambda _: None)
    (denial,) = lists(path)["denials"]
    assert denial.id == statement(path, SECOND.id, DENIED[:-1])


def test_claims_that_a_person_joined_are_one_in_a_new_version_until_that_is_taken_back(path: Path) -> None:
    add(path, FIRST, OTHERS[2])
    before = len(lists(path)["claims"])
    one, other = (statement(path, article.id, words) for article, words in ((FIRST, "asked"), (OTHERS[2], "Polish")))
    report_claim_merge(one, other, None, path, lambda _: None)
    assert len(lists(path)["claims"]) == before - 1
    add(path, replace(FIRST, text=f"It rained.\n\n{FIRST.text}"))
    assert len(lists(path)["claims"]) == before - 1
    report_undo(None, None, path, lambda _: None)
    assert len(lists(path)["claims"]) == before


def test_an_answer_that_a_person_gave_holds_for_the_new_version_and_never_for_the_older(path: Path) -> None:
    add(path, FIRST, OTHERS[2])
    berlin = statement(path, OTHERS[2].id, "Berlin denied")
    report_link(berlin, statement(path, FIRST.id, "Russia asked"), None, path, lambda _: None)
    add(path, SECOND)
    newer = statement(path, SECOND.id, "Russia asked")
    with closing(sqlite3.connect(path)) as db:
        by_person = db.execute("select statement, answered from answers where decision is not null").fetchall()
    assert by_person == [(berlin, newer)]
    add(path, THIRD)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("select count(*) from answers where decision is not null").fetchone() == (0,)


def test_a_persons_word_on_an_article_holds_for_a_new_version_where_it_was_read_the_same(path: Path) -> None:
    add(path, FIRST)
    report_set(FIRST.id, ["outlet=The Daily Gazette", "published=2022-03-20"], None, path, lambda _: None)
    (done,) = add(path, SECOND)
    assert done.outcome == "updated"
    (article,) = lists(path)["articles"]
    assert (article.outlet, article.published, article.set_by_person) == (
        "The Daily Gazette",
        "2022-03-16",
        ("outlet",),
    )
    report_undo(None, None, path, lambda _: None)
    (article,) = lists(path)["articles"]
    assert (article.id, article.outlet, article.set_by_person) == (SECOND.id, "The Gazette", ())


def test_an_address_that_a_person_corrected_is_still_known_by_what_was_read(path: Path) -> None:
    add(path, FIRST)
    report_set(FIRST.id, ["url=https://gazette.example/other"], None, path, lambda _: None)
    (done,) = add(path, SECOND)
    assert (done.outcome, done.article.url) == ("updated", "https://gazette.example/other")


# -- the older versions -----------------------------------------------------------------------------------------


def disputed_at(path: Path, day: str) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The disputed claims of a day, with the ids of who asserts and who denies."""
    with closing(open_to_read(path)) as db:
        queries.stand_at(db, PartialDate.parse(day))  # type: ignore[arg-type]
        rows = queries.disputed(db, ALL).rows
    sides = [[tuple(sorted(one.id for one in side)) for side in (row.asserted, row.denied)] for row in rows]
    return {(row.claim, asserted, denied) for row, (asserted, denied) in zip(rows, sides, strict=True)}


def test_a_day_before_a_version_came_is_shown_with_the_older_one(path: Path) -> None:
    add(path, OTHERS[0], FIRST)
    then = disputed_at(path, "2022-03-15")
    add(path, SECOND)
    later = disputed_at(path, "2022-03-16")
    add(path, THIRD)
    assert then
    assert disputed_at(path, "2022-03-15") == then
    assert disputed_at(path, "2022-03-16") == later
    assert disputed_at(path, "2022-03-17") == set()


def test_a_version_without_a_later_date_stands_from_the_day_on_which_it_was_read(path: Path) -> None:
    add(path, FIRST)
    then = disputed_at(path, "2022-03-15")
    add(path, replace(THIRD, published=FIRST.published))
    assert disputed_at(path, "2022-03-15") == then
    assert disputed_at(path, "2999-01-01") == set()


def test_other_articles_read_again_change_nothing_of_the_day_before(path: Path) -> None:
    add(path, *OTHERS[:2], FIRST)
    then = disputed_at(path, "2022-03-15")
    add(path, SECOND)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("update articles set found_by = 'an older version'")
    assert report_reread([], path, lambda _: None) == 0
    assert disputed_at(path, "2022-03-15") == then


def test_what_was_put_aside_goes_with_either_article(path: Path) -> None:
    add(path, *OTHERS[:2], *LIVE)
    with closing(sqlite3.connect(path)) as db:
        tables = ("outdated_links", "carried_on")
        left = [db.execute(f"select count(*) from {table}").fetchone()[0] for table in tables]
        assert all(left)
        assert report_forget(OTHERS[1].id, None, path, lambda _: None, None) == 0
        assert db.execute("select count(*) from outdated_links where kind = 'answer'").fetchone()[0] < left[0]
        assert report_forget(FIRST.id, None, path, lambda _: None, None) == 0
        assert [db.execute("select count(*) from articles").fetchone()[0]] == [1]
        assert [db.execute(f"select count(*) from {table}").fetchone()[0] for table in tables] == [0, 0]


def test_show_knows_a_row_of_an_older_version_and_what_stands_in_its_place(path: Path) -> None:
    add(path, *LIVE[:2])
    older, newer = (statement(path, one.id, DENIED[:-1]) for one in LIVE[:2])
    with closing(open_to_read(path)) as db:
        links = {link.name: link.value for link in queries.show(db, older).links}
        claim = queries.show(db, "c" + statement(path, FIRST.id, "Russia asked")[1:])
        article = queries.show_article(db, FIRST.id)
        text = queries.article_text(db, FIRST.id)
    assert links["newer version"] == f"{SECOND.id}: {newer}"
    assert "answers: deny" in links
    assert claim.title.startswith("Russia asked China for weapons")
    fields = {field.name: field.value for field in article.fields}
    assert (fields["version"], fields["version 2"], fields["statements"]) == ("1 of 2", SECOND.id, "2")
    assert text.text == FIRST.text
    assert [text.text[start:end] for start, end in text.statements] == [ASKED[:49], DENIED[:-1]]


def test_show_knows_what_a_corrected_row_said_before(path: Path) -> None:
    said = "Police said {} people died in the fire in Lyon."
    corrected = said.format("12") + " Correction: An earlier version of this article said that 20 people had died."
    first, second = (Article(text, url=ADDRESS, published="2022-03-14") for text in (said.format("20"), corrected))
    add(path, first, second)
    older, newer = (statement(path, one.id, said.format(n)[:-1]) for one, n in ((first, "20"), (second, "12")))
    with closing(open_to_read(path)) as db:
        for name in (newer, "c" + newer[1:]):
            (was,) = (link for link in queries.show(db, name).links if link.name == "changed from")
            assert (was.value.split()[0], "20 people" in was.value) == (older, True)
            assert was.reason == f"version 1 of the article, {first.id}"
        assert not [link for link in queries.show(db, older).links if link.name == "changed from"]


def test_diff_shows_the_words_and_the_rows_that_came_went_and_changed(path: Path) -> None:
    add(path, *LIVE)
    with closing(open_to_read(path)) as db:
        before, after, rows = queries.article_diff(db, "a" + THIRD.id[1:])
        of_first = queries.article_diff(db, FIRST.id)
    assert (before, after, of_first[:2]) == (SECOND.id, THIRD.id, (FIRST.id, SECOND.id))
    assert [(row.change, row.what, row.before, row.after) for row in rows] == [
        ("changed", "words", "weapons,", "weapons and money,"),
        ("went", "words", f"{DENIED} {MET}", ""),
        ("went", "denial", "China [deny]: Russia had asked for weapons", ""),
        ("went", "meeting", f"Jake Sullivan · Yang Jiechi: {MET[:-1]}", ""),
        ("changed", "statement", "US officials: Russia asked China for weapons",
         "US officials: Russia asked China for weapons and money"),
    ]  # fmt: skip
    assert [(row.change, row.what) for row in of_first[2]] == [("came", "words"), ("came", "statement")]


def test_an_article_of_one_version_has_no_differences_to_show(path: Path) -> None:
    add(path, FIRST)
    with closing(open_to_read(path)) as db, pytest.raises(UnknownName, match="has one version only"):
        queries.article_diff(db, FIRST.id)


words = st.lists(st.sampled_from("the envoy left Oslo for talks on grain".split()), max_size=6).map(" ".join)
rows = st.lists(st.tuples(st.sampled_from(["assert", "deny", "meeting"]), words), max_size=6)


@given(rows, rows)
def test_every_row_of_two_versions_is_kept_changed_gone_or_new_and_only_one_of_these(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    one, other = (
        [Row(f"{version}{n}", kind, "she", said, shown=True) for n, (kind, said) in enumerate(some)]
        for version, some in (("b", before), ("a", after))
    )
    found = compare(one, other)
    pairs = [*found.kept, *found.changed]
    assert sorted([*(pair[0].id for pair in pairs), *(row.id for row in found.went)]) == sorted(row.id for row in one)
    assert sorted([*(pair[1].id for pair in pairs), *(row.id for row in found.came)]) == sorted(row.id for row in other)
    assert all(left.said == right.said for left, right in found.kept)
    assert not {row.said for row in found.went} & {row.said for row in found.came}


def test_the_command_line_says_that_an_article_was_updated_and_how_to_see_it(run_tracker: Run, tmp_path: Path) -> None:
    for version in LIVE[:2]:
        text = f"outlet: The Gazette\npublished: {version.published}\nurl: {ADDRESS}\n\n{version.text}"
        (tmp_path / "live.txt").write_text(text, encoding="utf-8")
        ran = run_tracker("ingest", "live.txt")
    assert "0 added, 1 updated by a new version, 0 known already, 0 failed" in ran.said[-1]
    assert f"a new version: `tracker article diff {SECOND.id}` has what changed" in ran.said[0]
    shown = run_tracker("article", "diff", FIRST.id, "--format", "json")
    assert json.loads(shown.out)[0]["after"] == TANKS
    assert shown.said[0].startswith(f"tracker: from {FIRST.id} to {SECOND.id}: ")
    assert run_tracker("disputed", "--as-of", "2022-03-15", "--possible").status == 0
