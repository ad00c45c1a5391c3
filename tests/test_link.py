"""What belongs together across articles: one claim in many reports, denials beside claims, one meeting told twice."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tracker import queries
from tracker.extract.quantities import quantities_in
from tracker.link.claims import claims_of
from tracker.link.fits import LEAST_POSSIBLE
from tracker.link.told import nearness
from tracker.parsing import parse
from tracker.pipeline import ingest
from tracker.queries import Filters
from tracker.records import Article, Quantity
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.views import Disputed

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


def test_how_near_two_claims_are_is_the_same_alone_and_among_others(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "near.db")
    list(ingest((ASKED, ASKED_TOO, DENIED), store))
    told = claims_of(store, [row["id"] for row in store.rows("select id from articles")])
    among = nearness(told, told)
    assert len(told) > 2
    assert all(
        nearness([one], [other])[0, 0] == among[n, m] for n, one in enumerate(told) for m, other in enumerate(told)
    )


def test_a_claim_of_sunday_stands_beside_its_denial_of_tuesday(tmp_path: Path) -> None:
    (row,) = disputed(tmp_path, ASKED, DENIED)
    assert row.kind == "denied"
    assert [(r.source, r.said) for r in row.asserted] == [("US officials", "2022-03-13")]
    assert [(r.source, r.said, r.stance) for r in row.denied] == [("Kremlin", "2022-03-15", "deny")]
    assert row.denied[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "Russia has not asked China for military equipment, the Kremlin said on Tuesday.",
        "The Kremlin said that Russia had never asked China for military equipment.",
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


@pytest.mark.parametrize(
    ("asked", "denied"),
    [
        (
            "The council told the port to sell its cranes, a docker said on Monday.",
            "The port denied on Tuesday that its cranes were about to be sold.",
        ),
        (
            "The owner urged the captain to sink the ship, a sailor said on Monday.",
            "The captain denied on Tuesday that he had sunk the ship.",
        ),
        (
            "The general ordered his men to burn the village, a soldier said on Monday.",
            "The army denied on Tuesday that its men had burned the village.",
        ),
    ],
)
def test_who_denies_that_it_was_done_does_not_deny_that_it_was_asked_for(
    tmp_path: Path, asked: str, denied: str
) -> None:
    rows = disputed(tmp_path, an_article(asked), an_article(denied, "2022-03-15", "Evening Star"))
    assert not any(row.asserted for row in rows)


@pytest.mark.parametrize(
    ("answer", "deniers"),
    [
        ("One viewer, Anna Berg, said it was a hoax.", []),
        ("'The whole thing is bogus,' said Anna Berg, a nurse.", []),
        ("The baker, Otto Lind, denied faking the film.", ["Otto Lind"]),
        ("The baker, Otto Lind, called that untrue.", ["Otto Lind"]),
    ],
)
def test_who_calls_false_what_others_call_a_fake_does_not_deny_it(
    tmp_path: Path, answer: str, deniers: list[str]
) -> None:
    text = f"Skeptics said the film of the baker was a fake that was made for money. {answer}"
    rows = disputed(tmp_path, an_article(text))
    assert [report.source for row in rows for report in row.denied if row.asserted] == deniers


WENT_TO_THE_REBELS = "profits from the sale of arms to Iran went to the rebels in Nicaragua"


@pytest.mark.parametrize(
    ("told", "asserting"), [(WENT_TO_THE_REBELS, 0), (f"the king knew that {WENT_TO_THE_REBELS}", 1)]
)
def test_who_denies_that_he_knew_of_something_answers_who_says_that_he_knew(
    tmp_path: Path, told: str, asserting: int
) -> None:
    report = an_article(f"The Post reported that {told}.")
    denial = an_article(f"The king denied that he knew {WENT_TO_THE_REBELS}.", "2022-03-15", "Evening Star")
    (row,) = disputed(tmp_path, report, denial)
    assert len(row.asserted) == asserting


@pytest.mark.parametrize(
    "denial",
    ["said he knew nothing of", "denied knowing of", "said he was not aware of"],
)
def test_who_knows_nothing_of_something_answers_who_says_that_he_knew(tmp_path: Path, denial: str) -> None:
    text = f"The Post said the king knew of the arms sale to Iran. The king {denial} the arms sale to Iran."
    assert any(row.asserted and row.denied for row in disputed(tmp_path, an_article(text)))


@pytest.mark.parametrize(
    ("one", "other", "linked"),
    [
        ("union", "company spokesman", True),
        ("company", "company spokesman", False),
        ("United Auto Workers", "UAW spokesman", False),
        ("Gull Air Inc", "company spokesman", False),
        ("officer on Gull Air's freight desk", "Gull Air officer", False),
        ("Treasury", "statement issued by the Treasury", False),
    ],
)
def test_a_spokesman_does_not_deny_what_those_say_for_whom_he_speaks(
    tmp_path: Path, one: str, other: str, linked: bool
) -> None:
    text = f"The {one} said the union would strike Ford in May. A {other} denied that there would be a strike in May."
    with asking(tmp_path, an_article(text)) as db:
        ((links,),) = db.execute("select count(*) from answers where reason like '%as read from both%'")
    assert (links > 0) == linked


def test_who_says_that_it_is_not_so_does_not_deny_who_says_the_same(tmp_path: Path) -> None:
    text = (
        "A clerk said the bank had told the company that it was not dissatisfied with the board. "
        "The chairman denied that the bank was dissatisfied with the board."
    )
    with asking(tmp_path, an_article(text)) as db:
        assert [row[0] for row in db.execute("select reason from answers")] == ["the denial itself says what it denies"]


def test_a_figure_that_somebody_denies_is_not_his(tmp_path: Path) -> None:
    told = an_article("Rescuers said that six people had died in the flood in Dol.")
    denied = an_article(
        "The governor denied that 11 people had died in the flood in Dol.", "2022-03-15", "Evening Star"
    )
    with asking(tmp_path, told, denied) as db:
        assert [row[0] for row in db.execute("select stance from answers")] == ["deny"]


def test_who_gives_two_figures_and_who_gives_one_of_them_agree_in_either_order(tmp_path: Path) -> None:
    one = an_article("The ministry said 20 people died in the fire in Lyon.")
    text = "The ministry said 20 people died in the fire in Lyon, 5 people of them in the square."
    two = an_article(text, "2022-03-15", "Evening Star")
    for order in ((one, two), (two, one)):
        assert claims(tmp_path, *order) == [("20 people died in the fire in Lyon", 2)]


def test_a_common_word_is_nobody_s_name_though_some_article_names_a_company_so(tmp_path: Path) -> None:
    elsewhere = an_article("Royal Dutch Shell met Anna Berg in Oslo on Monday, Otto Lind said.", "2022-03-10")
    one = an_article("Ministers said that shells had destroyed the market in Lyon.")
    text = "Ministers said that bombs of Boris Lind had destroyed the market in Lyon."
    other = an_article(text, "2022-03-15", "Evening Star")
    assert ("shells had destroyed the market in Lyon", 2) in claims(tmp_path, elsewhere, one, other)


def test_the_order_of_ingest_changes_nothing(tmp_path: Path) -> None:
    embassy = an_article("China's embassy denied that Russia had asked China for military equipment.")
    every = {disputed(tmp_path, *order) for order in itertools.permutations((ASKED, ASKED_TOO, DENIED, embassy))}
    assert len(every) == 1
    (row,) = every.pop()
    assert (len(row.asserted), len(row.denied)) == (2, 2)


def test_who_says_that_it_was_not_so_denies_it_and_claims_nothing_else(tmp_path: Path) -> None:
    said = an_article("US officials said Russia had asked China for drones.")
    unsaid = an_article("The Kremlin said Russia had not asked China for drones.", "2022-03-15", "Evening Star")
    (row,) = disputed(tmp_path, said, unsaid)
    assert [report.outlet for report in row.asserted] == ["Harbour Post"]
    assert [report.outlet for report in row.denied] == ["Evening Star"]


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
        ("Iran said on Monday that it was over its quota.", "Ecuador said on Monday that it was over its quota."),
        (
            "Chrysler Corp said on Monday that it would close its plant in Ohio in May.",
            "Ford Motor Co said on Monday that it would close its plant in Ohio in May.",
        ),
        (
            "The US told China of the consequences if China gives support to Russia, the White House said.",
            "The allies fear that China gives support to Russia, the White House said.",
        ),
        (
            "Beijing had been told so directly and in private, the White House said.",
            "Beijing had been told of the invasion of Ukraine directly and in private, the White House said.",
        ),
        ("The council told the port to sell its cranes, a docker said.", "The port sold its cranes, a docker said."),
        ("Otto Lind said that the bank would close in May.", "Otto Lind said that the bank would open in May."),
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Police said about 20 people died in the fire in Lyon.",
            "Nurses said two dozen people died there in the fire.",
        ),
        ("Police said 20 people died in the fire in Lyon.", "Nurses estimate that 30 people died in the fire in Lyon."),
        ("Rebels said 20 people died in the fire in Lyon.", "Rebels said 30 people died in the fire in Lyon."),
        ("Police said 20 people died in the fire in Lyon.", "Nurses said rumours that 30 died in the fire in Lyon."),
        (
            "The board put the wheat crop at 16 million tonnes.",
            "The largest wheat crop was 20 million tonnes, millers said.",
        ),
    ],
)
def test_an_estimate_or_another_figure_of_the_same_side_contradicts_nothing(
    tmp_path: Path, one: str, other: str
) -> None:
    assert not disputed(tmp_path, an_article(one), an_article(other, "2022-03-15", "Evening Star"))


def test_officials_who_are_not_named_may_be_contradicted_by_their_own_side(tmp_path: Path) -> None:
    said = an_article("US officials said the United States had sent troops to Niger.")
    not_so = an_article("The United States has not sent troops to Niger, the White House said.", "2022-03-15", "Star")
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


@pytest.mark.parametrize(("country", "growers"), [("Argentina", 1), ("Peru", 0)])
def test_articles_that_name_nothing_in_common_tell_of_two_affairs(tmp_path: Path, country: str, growers: int) -> None:
    claim = (
        "Maize and sorghum yields in Argentina varied widely. "
        "Growers said that heavy rains in recent weeks had harmed the coffee crop."
    )
    answer = f"Justo Marin denied that heavy rains had harmed the coffee crop of {country}."
    rows = disputed(tmp_path, an_article(claim), an_article(answer, "2022-03-15", "Evening Star"))
    assert len([report for row in rows for report in row.asserted]) == growers


def test_another_account_is_one_though_it_tells_of_the_claim_too(tmp_path: Path) -> None:
    answer = "Otto Lind said the ship hit a rock and that the claim that rebels sank it was a cover story."
    rows = disputed(tmp_path, an_article(f"The ship was sunk by rebels, the navy said. {answer}"))
    assert [report.source for row in rows for report in row.denied] == ["Otto Lind"]


def test_what_hardly_answers_a_claim_is_not_shown_as_possible(sample_store: Path) -> None:
    with closing(open_to_read(sample_store)) as db:
        scores = [score for (score,) in db.execute("select score from answers where state = 'possible'")]
    assert scores
    assert min(scores) >= LEAST_POSSIBLE


def test_a_refusal_to_comment_of_months_later_still_stands_beside_the_claim(tmp_path: Path) -> None:
    refusal = "The Kremlin declined to comment on whether Russia had asked China for military equipment."
    with asking(tmp_path, ASKED, an_article(refusal, "2022-07-20", "Evening Star")) as db:
        (answer,) = db.execute("select stance from answers where state = 'linked'").fetchall()
    assert tuple(answer) == ("no_comment",)


@pytest.mark.parametrize(
    ("published", "asserting"), [("2022-03-20", 1), ("2022-07-20", 0), ("2022-07", 0), ("2022", 1)]
)
def test_a_denial_of_months_later_is_linked_only_where_it_lies_very_near(
    tmp_path: Path, published: str, asserting: int
) -> None:
    claim = an_article("Otto Lind told the rebels where the convoy would pass, US officials said.")
    denial = an_article("Otto Lind had never spoken of the convoy, his lawyer said.", published, "Evening Star")
    rows = disputed(tmp_path, claim, denial)
    assert len([report for row in rows for report in row.asserted]) == asserting


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


def test_one_meeting_told_by_two_papers_is_one(tmp_path: Path) -> None:
    one = an_article("Jake Sullivan met Yang Jiechi in Rome on Monday.", "2022-03-15")
    other = an_article("Jake Sullivan met Yang Jiechi in Rome on Monday.", "2022-03-16", "Evening Star")
    assert met(tmp_path, one, other) == [("held", "2022-03-14", 2)]


def test_other_people_at_the_same_place_and_day_are_another_meeting(tmp_path: Path) -> None:
    one = an_article("Jake Sullivan met Yang Jiechi in Rome on Monday.", "2022-03-15")
    other = an_article("Jake Sullivan met Liz Truss in Rome on Monday.", "2022-03-15", "Evening Star")
    assert [n for _, _, n in met(tmp_path, one, other)] == [1, 1]


def test_an_assertion_with_a_not_denies_what_it_surely_means_though_little_in_it_sounds_like_an_answer(
    tmp_path: Path,
) -> None:
    told = "Dealers said the krone was undervalued and could go up by 10 or 15 percent against the mark."
    said = '"I do not regard the krone as undervalued at this point against the mark," said Otto Lind, the governor.'
    assert disputed(tmp_path, an_article(said)) == ()
    (row,) = disputed(tmp_path / "answering", an_article(f"{told} {said}"))
    assert [report.source for report in row.asserted] == ["Dealers"]
    assert [report.source for report in row.denied] == ["Otto Lind"]


def test_a_not_beside_a_sentence_that_says_what_is_claimed_contests_nothing(tmp_path: Path) -> None:
    told = "Production of feedstuffs in Tarnovia is expected to decline further, the millers' board said."
    said = '"Production of feedstuffs is not at a standstill," Otto Lind said.'
    beside = "We expect annual production of feedstuffs to decline further."
    assert disputed(tmp_path / "alone", an_article(f"{told} {said}"))
    assert disputed(tmp_path / "both", an_article(f'{told} {said} "{beside}"')) == ()


def test_who_denies_a_part_of_what_is_told_or_defends_himself_is_not_said_to_deny_one_claim_of_it(
    tmp_path: Path,
) -> None:
    told = (
        "An article in the Ledger said the navy had secretly taped the captain's calls at his home. "
        "It said the taping was done for the record by the Coast Agency."
    )
    charge = "A critic said the harbour office had been careless in its handling of the fire."
    defended = "The director defended the office's handling of the fire."
    assert disputed(tmp_path / "all", an_article(f"{told} A spokesman denied the article."))
    assert disputed(tmp_path / "part", an_article(f"{told} A spokesman denied one premise of the article.")) == ()
    assert disputed(tmp_path / "defended", an_article(f"{charge} {defended}")) == ()


def test_what_only_points_means_what_it_is_surely_read_to_deny_among_many_claims(tmp_path: Path) -> None:
    text = (
        "A spokesman for the Quay Bank said it received forged bonds of Gull Air. The spokesman said the sale left the "
        "bank with a loss of ten million. The Evening Standard said the bank was feared to be the victim of a scandal. "
        "The bonds were delivered by a man who acted for a third party, the spokesman said. The spokesman said it was "
        "only when the bonds were cleared that they were found to be forged. The spokesman said the bank had insurance "
        "to cover the loss. An auditor said the bank had bought bonds for years. A broker said the market was calm. "
        "The spokesman said the middleman had been arrested by police. A spokesman for the city police said he was "
        "unaware of such an arrest."
    )
    (row,) = disputed(tmp_path, an_article(text))
    assert (row.claim, row.kind) == ("the middleman had been arrested by police", "knowledge_denied")


def test_what_one_knows_nothing_of_is_a_claim_that_nobody_asserts(tmp_path: Path) -> None:
    text = "The envoy said she was unaware that the ministry was selling the port to Tarnovia."
    (row,) = disputed(tmp_path, an_article(text))
    assert (row.claim, row.kind, row.asserted) == (
        "the ministry was selling the port to Tarnovia",
        "knowledge_denied",
        (),
    )


def test_nobody_asserts_what_he_himself_denies_in_the_same_article(tmp_path: Path) -> None:
    denied = (
        "Pavel Orlik said that the plant had sold the drones. Pavel Orlik denied that the plant had sold the drones."
    )
    (row,) = disputed(tmp_path, an_article(denied))
    assert not row.asserted


def test_what_a_state_says_of_itself_is_not_what_another_denies(tmp_path: Path) -> None:
    admitted = an_article("Ecuador said on Monday that it was producing more oil than its OPEC quota allows.")
    denied = an_article(
        "Kuwait denied on Tuesday that it was producing more oil than its OPEC quota allows.",
        "2022-03-15",
        "Evening Star",
    )
    assert all(not row.asserted for row in disputed(tmp_path, admitted, denied))


def test_who_answers_no_denies_what_was_asked_in_other_articles_too(tmp_path: Path) -> None:
    told = an_article("Sailors said on Monday that Velmark's navy fired at the trawler Orsa.")
    asked = an_article(
        "Some wondered whether Velmark's navy had shot at the trawler Orsa. It had not, the admiral said.",
        "2022-03-15",
        "Evening Star",
    )
    assert any(row.asserted and row.denied for row in disputed(tmp_path, told, asked))


def test_a_denial_of_all_that_a_claim_says_denies_no_part_of_it(tmp_path: Path) -> None:
    denial = "The ministry denied that the port was closed or the crews hungry."
    told = "The port of Varna was closed by marines on Friday, and the crews are short of food, Berg said."
    (row,) = (row for row in disputed(tmp_path, an_article(f"{told} {denial}")) if row.asserted)
    assert [one.clause for one in row.denied] == [None]
    assert row.state == "disputed"


def test_who_denies_it_of_one_of_several_that_a_claim_names_denies_it_of_that_one_alone(tmp_path: Path) -> None:
    text = (
        "Traders said Kuwait and the United Arab Emirates were producing more oil than their OPEC quotas allow. "
        "The oil minister denied that Kuwait was producing more than its quota."
    )
    (row,) = (row for row in disputed(tmp_path, an_article(text)) if row.asserted)
    assert [one.clause for one in row.denied] == ["Kuwait"]


def test_what_only_tells_of_a_denial_is_no_second_contest(tmp_path: Path) -> None:
    text = (
        "A five-count indictment charged that Deaver lied in sworn testimony to Congress. "
        "Deaver issued a statement denying he had lied to Congress and predicting that he would be acquitted."
    )
    (row,) = (row for row in disputed(tmp_path, an_article(text)) if row.asserted)
    assert [(one.stance, one.source) for one in row.denied] == [("deny", "Deaver")]


def test_what_is_denied_of_a_body_is_not_all_that_is_told_of_it(tmp_path: Path) -> None:
    told = an_article("Envoys said the tax on vegetable oils would violate Velmark's obligations under the GATT.")
    denied = an_article(
        "US ambassador Ida Lind denied that the customs fee of the United States breached GATT.",
        "2022-03-15",
        "Evening Star",
    )
    assert all(not row.asserted for row in disputed(tmp_path, told, denied))
