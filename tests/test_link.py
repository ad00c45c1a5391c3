"""What belongs together across articles: one claim in many reports, denials beside claims, one meeting told twice."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tracker.extract.quantities import quantities_in
from tracker.parsing import parse
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.records import Article, Quantity
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.views.disputed import Disputed

NO_FILTER = Filters()

ASKED = Article(
    text="Russia has asked China for military equipment, US officials said on Sunday.",
    outlet="Harbour Post",
    published="2022-03-13",
)
ASKED_TOO = Article(
    text="American officials said on Sunday that Russia had asked China for military equipment.",
    outlet="Morning Ledger",
    published="2022-03-14",
)
DENIED = Article(
    text="The Kremlin denied on Tuesday that Russia had asked China for military equipment.",
    outlet="Evening Star",
    published="2022-03-15",
)


@contextmanager
def asking(home: Path, *articles: Article) -> Iterator[sqlite3.Connection]:
    """A store with the articles, read in this order, open for questions."""
    path = home / "story.db"
    path.unlink(missing_ok=True)
    store = Store.open(path)
    list(ingest(articles, store))
    store.close()
    db = open_to_read(path)
    try:
        yield db
    finally:
        db.close()


def disputed(home: Path, *articles: Article) -> tuple[Disputed, ...]:
    with asking(home, *articles) as db:
        return queries.disputed(db, NO_FILTER).rows


def claims(home: Path, *articles: Article) -> list[tuple[str, int]]:
    """The words of each claim, and how many statements report it."""
    with asking(home, *articles) as db:
        return [(row.words, row.reports) for row in queries.claims(db, NO_FILTER).rows]


def an_article(text: str, published: str = "2022-03-14", outlet: str = "Harbour Post") -> Article:
    return Article(text=text, outlet=outlet, published=published)


def test_the_same_claim_in_two_articles_is_one_claim_with_two_reports(tmp_path: Path) -> None:
    with asking(tmp_path, ASKED, ASKED_TOO) as db:
        (claim,) = queries.claims(db, NO_FILTER).rows
    assert (claim.reports, claim.articles, claim.outlets) == (2, 2, 2)


def test_a_claim_of_sunday_stands_beside_its_denial_of_tuesday(tmp_path: Path) -> None:
    (row,) = disputed(tmp_path, ASKED, DENIED)
    assert row.kind == "denied"
    assert [(r.source, r.said) for r in row.asserted] == [("US officials", "2022-03-13")]
    assert [(r.source, r.said, r.stance) for r in row.denied] == [("Kremlin", "2022-03-15", "deny")]
    assert row.denied[0].reason


def _not_found(text: str) -> Any:
    """A denial that linking does not find yet: alone in its article the reader takes it for a claim."""
    return pytest.param(text, marks=pytest.mark.xfail(strict=True, reason="the reader takes it for a claim"))


def _taken_for_one(one: str, other: str) -> Any:
    """Two claims that the pair reader does not yet tell from each other."""
    return pytest.param(one, other, marks=pytest.mark.xfail(strict=True, reason="the pair reader takes them for one"))


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin denied on Tuesday that Russia had asked China for military equipment.",
        "The Kremlin rejected as false the report that Moscow had asked Beijing for military equipment.",
        _not_found("Russia has not asked China for military equipment, the Kremlin said on Tuesday."),
        _not_found("The Kremlin said that Russia had never asked China for military equipment."),
    ],
)
def test_a_denial_finds_its_claim_in_whatever_words(tmp_path: Path, text: str) -> None:
    (row,) = disputed(tmp_path, ASKED, an_article(text, "2022-03-15", "Evening Star"))
    assert row.kind == "denied"
    assert [r.source for r in row.asserted] == ["US officials"]
    assert [r.stance for r in row.denied] == ["deny"]


@pytest.mark.parametrize(
    "answer",
    [
        "The Kremlin denied it.",
        "Chinese officials denied that.",
        "Moscow made no such request, the Kremlin said.",
        "The Kremlin called the report false.",
    ],
)
def test_within_an_article_a_denial_points_back_to_the_claim_before_it(tmp_path: Path, answer: str) -> None:
    text = f"Russia has asked China for military equipment, US officials said on Sunday. {answer}"
    (row,) = disputed(tmp_path, an_article(text))
    assert ([r.source for r in row.asserted], len(row.denied)) == (["US officials"], 1)


WENT_TO_THE_REBELS = "profits from the sale of arms to Iran went to the rebels in Nicaragua"


def test_the_order_of_ingest_changes_nothing(tmp_path: Path) -> None:
    embassy = an_article("China's embassy denied that Russia had asked China for military equipment.")
    every = {disputed(tmp_path, *order) for order in itertools.permutations((ASKED, ASKED_TOO, DENIED, embassy))}
    assert len(every) == 1
    (row,) = every.pop()
    assert (len(row.asserted), len(row.denied)) == (2, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Police said 20 people died in the fire in Lyon.", "Police said 30 people died in the fire in Lyon."),
        (
            "US officials said Russia had asked China for drones.",
            "US officials said Russia had received drones from China.",
        ),
        (
            "US officials said Russia had asked China for drones.",
            "US officials said China had asked Russia for drones.",
        ),
        ("US officials said Russia had asked China for drones.", "US officials said Iran had asked China for drones."),
        _taken_for_one(
            "Iran said on Monday that it was over its quota.", "Ecuador said on Monday that it was over its quota."
        ),
        _taken_for_one(
            "Chrysler Corp said on Monday that it would close its plant in Ohio in May.",
            "Ford Motor Co said on Monday that it would close its plant in Ohio in May.",
        ),
        _taken_for_one(
            "The US told China of the consequences if China gives support to Russia, the White House said.",
            "The allies fear that China gives support to Russia, the White House said.",
        ),
        (
            "Beijing had been told so directly and in private, the White House said.",
            "Beijing had been told of the invasion of Ukraine directly and in private, the White House said.",
        ),
        _taken_for_one(
            "The council told the port to sell its cranes, a docker said.", "The port sold its cranes, a docker said."
        ),
        _taken_for_one(
            "Otto Lind said that the bank would close in May.", "Otto Lind said that the bank would open in May."
        ),
        ("The ministry said the ship left Odesa on Friday.", "The ministry said the ship left Odesa on Sunday."),
    ],
)
def test_what_differs_in_a_number_a_verb_a_side_or_a_day_is_two_claims(tmp_path: Path, one: str, other: str) -> None:
    assert len(claims(tmp_path, an_article(one), an_article(other, "2022-03-15", "Evening Star"))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Police said 20 people died in the fire in Lyon.", "Twenty people died in the fire in Lyon, police said."),
        (
            "Iran sent drones to Russia, the White House said.",
            "The White House said that Tehran had sent drones to Moscow.",
        ),
        (
            "Otto Lind said that the airline would cut 900 jobs in Spain.",
            "According to Otto Lind, the airline will cut 900 jobs in Spain.",
        ),
        (
            "The tanker was hit by a drone near Aden, the navy said.",
            "A drone hit the tanker near Aden, the navy said.",
        ),
    ],
)
def test_what_says_the_same_in_other_words_is_one_claim(tmp_path: Path, one: str, other: str) -> None:
    assert [n for _, n in claims(tmp_path, an_article(one), an_article(other, "2022-03-15", "Evening Star"))] == [2]


@pytest.mark.parametrize(
    ("one", "other", "figures"),
    [
        (
            "Police said 20 people died in the fire in Lyon.",
            "Nurses said 30 people died in the fire in Lyon.",
            "30 against 20",
        ),
        (
            "Norland sent Sudania 40 tanks, a minister said.",
            "Norland sent Sudania 60 tanks, rebels said.",
            "60 against 40",
        ),
    ],
)
def test_two_figures_of_one_thing_are_a_dispute_of_figures(tmp_path: Path, one: str, other: str, figures: str) -> None:
    (row,) = disputed(tmp_path, an_article(one), an_article(other, "2022-03-15", "Evening Star"))
    assert row.kind == "figures"
    assert [(r.stance, r.reason.partition(";")[0]) for r in row.denied] == [("other_figure", figures)]


def test_officials_who_are_not_named_may_be_contradicted_by_their_own_side(tmp_path: Path) -> None:
    said = an_article("US officials said the United States had sent troops to Niger.")
    not_so = an_article("The White House denied that the United States had sent troops to Niger.", "2022-03-15", "Star")
    (row,) = disputed(tmp_path, said, not_so)
    assert [(r.source, r.stance) for r in row.denied] == [("White House", "deny")]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("They sent 40 tanks.", ["40 tank"]),
        ("They sent about 20 soldiers.", ["16 to 24 soldier"]),
        ("They sold at least 1.2 million tonnes of wheat.", ["1,200,000 or more tonne"]),
        ("Up to two dozen ships were seen.", ["24 or fewer ship"]),
        ("It cost $3,500 and rose 2.5 pct.", ["3,500 dollar", "2.5 percent"]),
        ("In 1998 they met in room 12.", []),
    ],
)
def test_a_quantity_is_how_many_of_what(text: str, quantities: list[str]) -> None:
    found = quantities_in(list(parse(Article(text)).doc))
    assert [f"{one.figure} {one.of}" for one in found] == quantities
    assert [Quantity.parse(str(one)) for one in found] == list(found)


def test_a_refusal_to_comment_stands_beside_the_claim_and_disputes_nothing(tmp_path: Path) -> None:
    refused = "Officials in Beijing declined to comment on whether Russia had asked China for military equipment."
    (row,) = disputed(tmp_path, ASKED, DENIED, an_article(refused, "2022-03-16"))
    assert [r.stance for r in row.declined] == ["no_comment"]
    assert disputed(tmp_path, ASKED, an_article(refused, "2022-03-16")) == ()


def test_a_wire_story_in_two_papers_is_one_origin(tmp_path: Path) -> None:
    printed = [
        Article(text=ASKED.text, outlet=outlet, credit="Meridian Wire", published="2022-03-13")
        for outlet in ("Harbour Post", "Morning Ledger")
    ]
    with asking(tmp_path, *printed) as db:
        (claim,) = queries.claims(db, NO_FILTER).rows
    assert (claim.articles, claim.outlets, claim.origins) == (2, 2, 1)


def test_two_papers_that_cite_the_same_paper_are_one_origin(tmp_path: Path) -> None:
    text = "The Daily Courier, citing US officials, reported that Russia had asked China for military equipment."
    again = "Russia had asked China for military equipment, the Daily Courier reported, citing US officials."
    with asking(tmp_path, an_article(text), an_article(again, outlet="Evening Star")) as db:
        (claim,) = queries.claims(db, NO_FILTER).rows
    assert (claim.articles, claim.origins) == (2, 1)


def test_a_denial_brings_the_denied_claim_along_with_nobody_asserting(tmp_path: Path) -> None:
    (row,) = disputed(tmp_path, DENIED)
    assert (row.asserted, [r.source for r in row.denied]) == ((), ["Kremlin"])


def test_a_claim_that_comes_later_joins_the_denial_that_was_there(tmp_path: Path) -> None:
    (row,) = disputed(tmp_path, DENIED, ASKED)
    assert (len(row.asserted), len(row.denied)) == (1, 1)


def test_a_rejected_proposal_is_nowhere_in_disputed(tmp_path: Path) -> None:
    offered = an_article("Turkey offered to host talks between Russia and Ukraine, its foreign minister said.")
    rejected = an_article("Russia rejected the offer to host talks. It also rejected a proposal for a ceasefire.")
    assert disputed(tmp_path, offered, rejected) == ()


@pytest.mark.xfail(strict=True, reason="the reader takes it for a denial")
def test_what_was_not_denied_is_nowhere_in_disputed(tmp_path: Path) -> None:
    answer = an_article("The Kremlin did not deny that Russia had asked China for military equipment.", "2022-03-15")
    assert disputed(tmp_path, ASKED, answer) == ()


def test_a_denial_of_something_else_leaves_the_claim_alone(tmp_path: Path) -> None:
    other = an_article("The Kremlin denied that Russia had shelled a hospital in Mariupol.", "2022-03-15")
    rows = disputed(tmp_path, ASKED, other)
    assert [(len(row.asserted), len(row.denied)) for row in rows] == [(0, 1)]


def test_a_denial_without_a_claim_is_listed_as_unlinked(tmp_path: Path) -> None:
    with asking(tmp_path, an_article("The airline denied the report.")) as db:
        (row,) = queries.denials(db, NO_FILTER, unlinked=True).rows
    assert (row.who, row.claim) == ("airline", None)


def test_articles_that_name_nothing_in_common_tell_of_two_affairs(tmp_path: Path) -> None:
    claim = (
        "Maize and sorghum yields in Argentina varied widely. "
        "Growers said that heavy rains in recent weeks had harmed the coffee crop."
    )
    answer = "Justo Marin denied that heavy rains had harmed the coffee crop of Peru."
    rows = disputed(tmp_path, an_article(claim), an_article(answer, "2022-03-15", "Evening Star"))
    assert len([report for row in rows for report in row.asserted]) == 0


def test_a_refusal_to_comment_of_months_later_still_stands_beside_the_claim(tmp_path: Path) -> None:
    refusal = "The Kremlin declined to comment on whether Russia had asked China for military equipment."
    with asking(tmp_path, ASKED, an_article(refusal, "2022-07-20", "Evening Star")) as db:
        (answer,) = db.execute("select stance from answers where state = 'linked'").fetchall()
    assert tuple(answer) == ("no_comment",)


def test_a_bare_pointing_word_reaches_no_further_than_its_own_article(tmp_path: Path) -> None:
    pointing = an_article("The Kremlin denied the report on Tuesday.", "2022-03-15", "Evening Star")
    with asking(tmp_path, ASKED, pointing) as db:
        assert queries.disputed(db, NO_FILTER).rows == ()
        assert [row.who for row in queries.denials(db, NO_FILTER, unlinked=True).rows] == ["Kremlin"]


def test_a_linked_denial_is_not_listed_as_unlinked(tmp_path: Path) -> None:
    with asking(tmp_path, ASKED, DENIED) as db:
        assert queries.denials(db, NO_FILTER, unlinked=True).rows == ()
        assert [row.claim is not None for row in queries.denials(db, NO_FILTER).rows] == [True]


def met(home: Path, *articles: Article) -> list[tuple[str, str | None, int]]:
    """Status, first day and number of reports of each meeting."""
    with asking(home, *articles) as db:
        return [(row.status, row.start, len(row.reports)) for row in queries.meetings(db, NO_FILTER).rows]


def test_the_same_people_on_two_dates_met_twice(tmp_path: Path) -> None:
    one = an_article("Jake Sullivan met Yang Jiechi in Rome on Monday.", "2022-03-15")
    other = an_article("Jake Sullivan met Yang Jiechi in Rome on Monday.", "2022-03-22", "Evening Star")
    assert sorted(met(tmp_path, one, other)) == [("held", "2022-03-14", 1), ("held", "2022-03-21", 1)]


def test_one_meeting_reported_by_two_papers_is_one(tmp_path: Path) -> None:
    one = an_article("Jake Sullivan met Yang Jiechi in Rome on Monday.", "2022-03-15")
    other = an_article("Jake Sullivan met Yang Jiechi in Rome on Monday.", "2022-03-16", "Evening Star")
    assert met(tmp_path, one, other) == [("held", "2022-03-14", 2)]


def test_other_people_at_the_same_place_and_day_are_another_meeting(tmp_path: Path) -> None:
    one = an_article("Jake Sullivan met Yang Jiechi in Rome on Monday.", "2022-03-15")
    other = an_article("Jake Sullivan met Liz Truss in Rome on Monday.", "2022-03-15", "Evening Star")
    assert [n for _, _, n in met(tmp_path, one, other)] == [1, 1]


def test_what_one_knows_nothing_of_is_a_claim_that_nobody_asserts(tmp_path: Path) -> None:
    text = "The envoy said she was unaware that the ministry was selling the port to Tarnovia."
    (row,) = disputed(tmp_path, an_article(text))
    assert (row.claim, row.kind, row.asserted) == (
        "the ministry was selling the port to Tarnovia",
        "knowledge_denied",
        (),
    )


@pytest.mark.xfail(strict=True, reason="linking does not find it yet")
def test_a_denial_answers_what_another_article_tells_in_other_words(tmp_path: Path) -> None:
    works = (
        "The works at Aldermoor, where Lowmark Chemicals makes solvents and paint, stand on the River Tern. Inspectors "
        "of the Environment Office closed the filling station there and took samples from the river. Anglers found "
        "dead trout."
    )
    claim = f"A tank at Lowmark Chemicals leaked toluene into the Tern last month, the Chemists' Union said. {works}"
    denial = f"Lowmark Chemicals denied on Tuesday that any of its products had got into the water. {works}"
    rows = disputed(tmp_path, an_article(claim), an_article(denial, "2022-03-15", "Evening Star"))
    assert [report.source for row in rows for report in row.asserted] == ["Chemists' Union"]


@pytest.mark.xfail(strict=True, reason="linking does not find it yet")
def test_nobody_asserts_what_he_himself_denies_in_the_same_article(tmp_path: Path) -> None:
    denied = (
        "Pavel Orlik said that the plant had sold the drones. Pavel Orlik denied that the plant had sold the drones."
    )
    (row,) = disputed(tmp_path, an_article(denied))
    assert not row.asserted


@pytest.mark.xfail(strict=True, reason="linking does not find it yet")
def test_a_denial_of_what_growers_say_of_the_same_country_answers_them(tmp_path: Path) -> None:
    claim = (
        "Maize and sorghum yields in Argentina varied widely. "
        "Growers said that heavy rains in recent weeks had harmed the coffee crop."
    )
    answer = "Justo Marin denied that heavy rains had harmed the coffee crop of Argentina."
    rows = disputed(tmp_path, an_article(claim), an_article(answer, "2022-03-15", "Evening Star"))
    assert len([report for row in rows for report in row.asserted]) == 1


@pytest.mark.xfail(strict=True, reason="linking does not find it yet")
def test_officials_may_be_contradicted_by_their_own_side_without_the_word_deny(tmp_path: Path) -> None:
    said = an_article("US officials said the United States had sent troops to Niger.")
    not_so = an_article("The United States has not sent troops to Niger, the White House said.", "2022-03-15", "Star")
    (row,) = disputed(tmp_path, said, not_so)
    assert [(r.source, r.stance) for r in row.denied] == [("White House", "deny")]
