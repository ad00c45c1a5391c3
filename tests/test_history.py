"""What became of a claim, and the table of disputes as it stood on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run
from plain_reader import read_plainly

from tracker.commands.deciding_claims import report_claim_merge
from tracker.dates import PartialDate
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.queries.history import state
from tracker.records import Article
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.views.disputed import Disputed
from tracker.views.reports import Event


def an_article(text: str, published: str | None, outlet: str = "Harbour Post") -> Article:
    return Article(text, outlet=outlet, published=published, published_from="given")


ASKED = an_article("Russia has asked China for military equipment, US officials said.", "2022-03-13")
UNAWARE = an_article(
    "China's embassy said it was not aware of any Russian request for military equipment.", "2022-03-14", "Evening Star"
)
AGAIN = an_article("American officials said Moscow had asked Beijing for military equipment.", "2022-03-15", "Courier")
DENIED = an_article("The Kremlin denied that Russia had asked China for military equipment.", "2022-03-16", "Ledger")
UNDATED = an_article("American officials said Moscow had asked Beijing for military equipment.", None, "Review")
STORY = (ASKED, UNAWARE, AGAIN, DENIED, UNDATED)
KREMLIN, OFFICIALS, EMBASSY = "Kremlin", "US officials", "China's embassy"


@pytest.fixture(scope="module", autouse=True)
def plain() -> Iterator[None]:
    """What is read here does not hang on what the network has learned."""
    with read_plainly():
        yield


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("story") / "tracker.db", *STORY)


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_to_read(path)) as db:
        yield db


def stored(path: Path, *articles: Article) -> Path:
    with closing(Store.open(path)) as store:
        list(ingest(articles, store))
    return path


def disputed_on(path: Path, day: str, filters: Filters | None = None) -> tuple[Disputed, ...]:
    date = PartialDate.parse(day)
    assert date is not None
    with closing(open_to_read(path)) as db:
        queries.stand_at(db, date)
        return queries.disputed(db, filters or Filters()).rows


def history(db: sqlite3.Connection) -> tuple[Event, ...]:
    (row,) = queries.disputed(db, Filters()).rows
    return queries.show(db, row.id).history


# ------------------------------------------------------------------ the history of a claim


def test_a_history_stands_in_order_of_date_with_who_did_what_and_the_undated_last(db: sqlite3.Connection) -> None:
    assert [(one.date, one.what, one.who) for one in history(db)] == [
        ("2022-03-13", "asserted", OFFICIALS),
        ("2022-03-14", "knowledge denied", EMBASSY),
        ("2022-03-15", "asserted", OFFICIALS),
        ("2022-03-16", "denied", KREMLIN),
        (None, "asserted", OFFICIALS),
    ]


def test_what_a_source_or_a_newsroom_has_asserted_before_it_repeats(tmp_path: Path) -> None:
    earlier = "Russia has asked China for military equipment, Jake Sullivan said."
    later = "Moscow has asked Beijing for military equipment, Jake Sullivan said again. Others agreed."
    other = "The White House said that Russia had asked China for military equipment."
    with closing(
        open_to_read(
            stored(
                tmp_path / "s.db",
                an_article(earlier, "2022-03-13"),
                an_article(later, "2022-03-14", "Evening Star"),
                an_article(other, "2022-03-15"),
                DENIED,
            )
        )
    ) as db:
        found = history(db)
    assert [(one.what, one.who) for one in found] == [
        ("asserted", "Jake Sullivan"),
        ("repeated", "Jake Sullivan"),
        ("repeated", "White House"),
        ("denied", KREMLIN),
    ]
    assert found[1].reason == "Jake Sullivan asserted it before"
    assert found[2].reason == f"of one origin with {found[0].id}"


def test_show_prints_the_history_with_the_undated_in_a_block_of_its_own(path: Path, run_tracker: Run) -> None:
    (row,) = disputed_on(path, "2022-03-16")
    shown = run_tracker("show", row.id, "--db", path, "--format", "table").out
    dated, undated = shown.split("history, undated")
    assert "history\n" in dated
    assert "16 March 2022 reported:" in dated
    assert "denied: Kremlin (Russia), Ledger" in dated
    assert "asserted: US officials (United States), Review" in undated


Day = str | None


@pytest.mark.parametrize(
    ("stances", "stands"),
    [
        ([("assert", "01")], "asserted"),
        ([("assert", "01"), ("confirm", "02")], "confirmed"),
        ([("assert", "01"), ("deny", "02")], "disputed"),
        ([("deny", "02")], "denied only"),
        ([("deny_knowledge", "02")], "knowledge denied only"),
        ([("assert", "01"), ("deny_knowledge", "02")], "knowledge denied"),
        ([("assert", "01"), ("deny_knowledge", "02"), ("deny", "03")], "disputed"),
        ([("assert", "01"), ("other_figure", "02")], "figures differ"),
        ([("assert", "01"), ("deny", "02"), ("confirm", "03")], "denied, then confirmed"),
        ([("assert", "01"), ("confirm", "02"), ("deny", "03")], "confirmed, then denied"),
        ([("assert", "01"), ("deny", "02"), ("confirm", "02")], "confirmed and denied"),
        ([("assert", "01"), ("deny", "02"), ("confirm", None)], "confirmed and denied"),
        ([("assert", "01"), ("retract", "02")], "retracted"),
        ([("assert", "01"), ("deny", "02"), ("retract", "03")], "denied, then retracted"),
        ([("assert", "01"), ("retract", "02"), ("assert", "03")], "retracted, then asserted again"),
        ([("assert", "01"), ("no_comment", "02")], "asserted"),
    ],
)
def test_the_state_says_what_was_said_and_in_what_order(stances: list[tuple[str, Day]], stands: str) -> None:
    days = [(stance, day and f"2031-05-{day}") for stance, day in stances]
    assert state([{"stance": stance, "first_day": day, "last_day": day} for stance, day in days]) == stands


# ------------------------------------------------------------------ as of a day


@pytest.mark.parametrize(
    ("day", "asserted", "denied", "kind"),
    [
        pytest.param(
            "2022-03-14",
            1,
            1,
            "knowledge_denied",
            marks=pytest.mark.xfail(strict=True, reason="linked only through what others say of it later"),
        ),
        ("2022-03-15", 2, 1, "knowledge_denied"),
        ("2022-03-16", 2, 2, "denied"),
        ("2022-03", 2, 2, "denied"),
    ],
)
def test_a_dispute_stands_as_it_did_on_the_day(path: Path, day: str, asserted: int, denied: int, kind: str) -> None:
    (row,) = disputed_on(path, day)
    assert (len(row.asserted), len(row.denied), row.kind) == (asserted, denied, kind)
    assert row.last is not None
    assert row.last <= day or day == "2022-03"


def test_before_its_denial_a_claim_is_not_disputed(path: Path) -> None:
    assert disputed_on(path, "2022-03-13") == ()


CHAIN = (
    an_article("The tanker Aurora sank off Aden on Monday, the navy said.", "2022-03-14"),
    an_article("The owner denied that the tanker Aurora sank off Aden on Monday.", "2022-03-15", "Evening Star"),
    an_article(
        "The navy said that the old tanker Aurora sank with its oil off Aden on Monday.", "2022-03-17", "Courier"
    ),
    an_article(
        "The navy said that the old tanker Aurora sank with its crew and its oil far off Aden.", "2022-03-16", "Ledger"
    ),
    an_article("A clerk denied that the old tanker Aurora sank with its crew and its oil.", "2022-03-18", "Review"),
)


@pytest.mark.parametrize("story", [STORY[:4], CHAIN], ids=["story", "chain"])
@pytest.mark.parametrize("sort", ["latest", "origins", "actor"])
def test_as_of_a_day_the_table_is_that_of_a_store_of_what_was_published_by_then(
    tmp_path: Path, story: tuple[Article, ...], sort: str
) -> None:
    whole = stored(tmp_path / "whole.db", *story)
    filters = Filters(sort=sort)
    for number, day in enumerate(sorted(str(article.published) for article in story)):
        then = stored(tmp_path / f"{number}.db", *(one for one in story if str(one.published) <= day))
        with closing(open_to_read(then)) as db:
            assert disputed_on(whole, day, filters) == queries.disputed(db, filters).rows


def test_as_of_a_day_what_a_person_joined_stays_one(tmp_path: Path) -> None:
    other = an_article("The embassy of Norland bought forty trucks, US officials said.", "2022-03-14", "Evening Star")
    path = stored(tmp_path / "s.db", ASKED, other, DENIED)
    with closing(open_to_read(path)) as db:
        asked, bought = (row.id for row in queries.claims(db, Filters()).rows)
    assert report_claim_merge(asked, bought, None, path, lambda _: None) == 0
    (row,) = disputed_on(path, "2022-03-16")
    assert (len(row.asserted), len(row.denied)) == (2, 1)


def test_as_of_a_day_a_copy_is_not_yet_credited_to_whom_a_later_print_names(tmp_path: Path) -> None:
    text = (
        f"{ASKED.text} "
        + "The request for it came in the first days of the war and named drones, food and radios. " * 3
    )
    denied = "The Kremlin denied that Russia had asked China for military equipment."
    credited = Article(text, outlet="Ledger", published="2022-03-20", published_from="given", credit="Meridian Wire")
    citing = "Russia has asked China for military equipment, the Meridian Wire reported."
    path = stored(
        tmp_path / "s.db",
        an_article(text, "2022-03-14"),
        an_article(citing, "2022-03-14", "Courier"),
        an_article(denied, "2022-03-15", "Evening Star"),
        credited,
    )
    counts = [(row.articles, row.origins) for day in ("2022-03-16", "2022-03-20") for row in disputed_on(path, day)]
    assert counts == [(2, 2), (3, 1)]


def test_the_command_says_how_it_understood_the_day_and_what_it_leaves_out(path: Path, run_tracker: Run) -> None:
    ran = run_tracker("disputed", "--as-of", "15 March 2022", "--db", path, "--format", "json")
    assert ran.said == [
        'tracker: as-of "15 March 2022": Tuesday 15 March 2022',
        "tracker: 1 report without a date left out by --as-of",
    ]
    assert '"kind": "knowledge_denied"' in ran.out
    assert "2022-03-16" not in ran.out
    assert run_tracker("disputed", "--as-of", "when it rained", "--db", path).status == 2


# ------------------------------------------------------------------ kinds of contest


@pytest.mark.parametrize(
    ("stances", "kind"),
    [
        (("other_figure",), "figures"),
        (("other_figure", "deny"), "denied"),
    ],
)
def test_a_contest_is_of_the_plainest_kind_and_its_reports_keep_their_stance(
    tmp_path: Path, stances: tuple[str, ...], kind: str
) -> None:
    others = [
        an_article(f"The mayor of town {n} said the road to the coast was open.", "2022-03-15", f"Paper {n}")
        for n, _ in enumerate(stances)
    ]
    path = stored(tmp_path / "s.db", ASKED, *others)
    with closing(Store.open(path)) as store, store.transaction():
        (claimed,) = store.rows("select id from statements where article = ?", ASKED.id)
        for article, stance in zip(others, stances, strict=True):
            (answering,) = store.rows("select id from statements where article = ?", article.id)
            answer = {"statement": answering[0], "answered": claimed[0], "stance": stance, "score": 0.8}
            store.put_answer({**answer, "reason": "test", "state": "linked", "found_by": "test"})
    with closing(open_to_read(path)) as db:
        (row,) = queries.disputed(db, Filters(kinds=(kind,))).rows
        every = {"denied", "knowledge_denied", "figures"}
        assert queries.disputed(db, Filters(kinds=tuple(sorted(every - {kind})))).rows == ()
        assert {one.stance for one in row.denied} == set(stances)
        rows = queries.timeline(db, Filters()).rows
    assert {one.kind for one in rows} == {"claim"}
