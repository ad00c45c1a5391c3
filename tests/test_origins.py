"""Reports that share an origin count once: near-identical texts, credits, and outlets that others cite."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.lexicon.newsrooms import is_agency, is_outlet, newsroom
from tracker.link.credits import CitingStatement, cited_by, credit_of
from tracker.link.origins import link_origins, regroup
from tracker.link.texts import bands, likeness_of
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.records import Article, Extraction
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.views.claims import ClaimRow

WIRE = (
    "The harbour of Sudria will close for a week because the crane fell, port officials said on Monday. Nobody was "
    "hurt when the crane came down in the night, but it blocks the only quay that is deep enough for tankers. "
    "Engineers have begun to cut it into pieces and expect to lift the last of them on Sunday. Two tankers wait "
    "outside the bay, and a third has turned back to Norland with its cargo of fuel. The port earns a third of what "
    "the island lives on, and its director asked the government for help with the wages of the dockers while they "
    "have no ships to unload. The ministry of trade answered that it would look at the request after the holiday. "
    "Crane and quay were built in the same year, and an inspector had warned in spring that both needed new bolts "
    "before the storms of the autumn."
)
FIRST, *_, LAST = WIRE.split(". ")
SHORTENED = ". ".join(WIRE.split(". ")[:3]) + "."
EDITED = WIRE.replace("on Monday", "Monday").replace("Nobody", "No one").replace("a third has", "another has")
ALONE = (
    "A fallen crane has shut the port of Sudria, and it may be a week before ships can land there again. “It is a "
    "sad sight,” said the harbour master, who stood on the quay on Monday and watched men with torches at work on "
    "the steel. Fuel on the island will last for a month. Dockers were sent home at noon without being told when "
    "they will be paid. The director has written to the government, and the ministry of trade says that it has read "
    "his letter."
)
DAY = "2031-05-12"


def an_article(
    text: str, outlet: str | None = "Harbour Post", published: str | None = DAY, credit: str | None = None
) -> Article:
    return Article(text, outlet=outlet, published=published, published_from="given", credit=credit)


def origins(path: Path, articles: Iterable[Article]) -> dict[str, tuple[str, str]]:
    """The origin of each article by its outlet, and why, after they came in this order without their statements."""
    path.unlink(missing_ok=True)
    with closing(Store.open(path)) as store:
        for article in articles:
            with store.transaction():
                store.add(Extraction(article), "test")
                link_origins(store, article.id)
        return _origins(store)


def _origins(store: Store) -> dict[str, tuple[str, str]]:
    sql = "select coalesce(outlet, id) as outlet, origin, origin_why from articles"
    return {row["outlet"]: (row["origin"], row["origin_why"]) for row in store.rows(sql)}


def claims(path: Path, *articles: Article) -> tuple[ClaimRow, ...]:
    with closing(Store.open(path)) as store:
        list(ingest(articles, store))
    with closing(open_to_read(path)) as db:
        return queries.claims(db, Filters()).rows


def sheet_links(path: Path, claim: str) -> list[tuple[str, str]]:
    """The origins of a claim as its sheet shows them, with the reasons."""
    with closing(open_to_read(path)) as db:
        return [(one.value, one.reason) for one in queries.show(db, claim).links if one.name == "origin"]


# ------------------------------------------------------------------ near-identical texts


@pytest.mark.parametrize("copy", [WIRE, WIRE.upper(), WIRE.replace(". ", ".\n\n"), EDITED, SHORTENED])
def test_a_copy_is_near_identical_whole_edited_or_cut_short(copy: str) -> None:
    assert likeness_of(WIRE, copy)
    assert set(bands(WIRE)) & set(bands(copy))


@pytest.mark.parametrize("other", [ALONE, FIRST, "", "The harbour of Sudria will close", LAST + ". " + ALONE])
def test_the_same_story_written_by_another_is_no_copy_nor_is_a_quotation(other: str) -> None:
    assert likeness_of(WIRE, other) is None


def test_a_digest_of_many_stories_is_no_copy_of_one() -> None:
    others = " ".join(WIRE.replace(" ", f" {letter}") for letter in "qxzvwk")
    assert likeness_of(SHORTENED, f"{SHORTENED} {others}") is None


@given(st.text("ab ", max_size=60), st.text("ab ", max_size=60))
def test_likeness_is_symmetric(one: str, other: str) -> None:
    assert likeness_of(one, other) == likeness_of(other, one)


@given(st.text(max_size=200))
def test_a_text_is_near_identical_to_itself_however_cased_and_spaced(text: str) -> None:
    spaced = "  ".join(text.split(" "))
    assert likeness_of(text, spaced)
    assert list(bands(text)) == list(bands(spaced))


def test_a_wire_story_in_two_papers_has_the_origin_of_who_printed_it_first(tmp_path: Path) -> None:
    printed = [an_article(WIRE, "Morning Ledger", "2031-05-13"), an_article(EDITED, "Harbour Post")]
    found = origins(tmp_path / "s.db", printed)
    assert {origin for origin, _ in found.values()} == {"harbour post"}
    assert found["Morning Ledger"][1].startswith("near-identical text (0.9")
    assert "(Harbour Post)" in found["Morning Ledger"][1]


def test_of_copies_that_one_credits_all_have_the_credited_origin(tmp_path: Path) -> None:
    credited = an_article(WIRE, "Lantern Daily", "2031-05-14", credit="Meridian Wire")
    found = origins(tmp_path / "s.db", [an_article(SHORTENED), an_article(WIRE, "Morning Ledger"), credited])
    assert {origin for origin, _ in found.values()} == {"meridian wire"}
    assert found["Lantern Daily"][1] == "its source is Meridian Wire"


def test_the_order_in_which_copies_come_changes_nothing(tmp_path: Path) -> None:
    printed = [
        an_article(WIRE, "Morning Ledger", "2031-05-14"),
        an_article(SHORTENED, "Harbour Post", "2031-05-13"),
        an_article(EDITED, "Lantern Daily", None),
        an_article(ALONE, "Evening Star"),
    ]
    every = [origins(tmp_path / "s.db", order) for order in itertools.permutations(printed)]
    assert all(found == every[0] for found in every)
    assert len({origin for origin, _ in every[0].values()}) == 2


def test_the_same_words_two_months_later_are_a_form_filled_in_anew_unless_all_of_them_are_the_same(
    tmp_path: Path,
) -> None:
    later = "2031-07-20"
    edited = origins(tmp_path / "s.db", [an_article(WIRE), an_article(EDITED, "Morning Ledger", later)])
    assert len({origin for origin, _ in edited.values()}) == 2
    whole = origins(tmp_path / "s.db", [an_article(WIRE), an_article(WIRE, "Morning Ledger", later)])
    assert len({origin for origin, _ in whole.values()}) == 1


def test_what_is_known_later_of_an_outlet_and_what_goes_changes_the_origin_of_its_copies(tmp_path: Path) -> None:
    one, other = an_article(WIRE, "Harbour Post", "2031-05-11"), an_article(EDITED, "Morning Ledger")
    origins(tmp_path / "s.db", [one, other])
    with closing(Store.open(tmp_path / "s.db")) as store, store.transaction():
        store.db.execute("update articles set outlet = 'Reuters' where id = ?", (other.id,))
        link_origins(store, other.id)
        assert {origin for origin, _ in _origins(store).values()} == {"Reuters"}
        store.db.execute("delete from articles where id = ?", (other.id,))
        regroup(store, [one.id])
        assert _origins(store) == {"Harbour Post": ("harbour post", "its own text")}
        assert store.rows("select * from same_text") == []


def test_a_text_is_filed_under_few_bands_however_long_and_under_none_of_another_story() -> None:
    assert len(list(bands(WIRE))) == len(list(bands(" ".join(map(str, range(10_000)))))) <= 32
    assert set(bands(WIRE)).isdisjoint(bands(ALONE))


# ------------------------------------------------------------------ credits and citations


@pytest.mark.parametrize(
    ("text", "known", "carries"),
    [
        ("SUDRIA CITY, May 12 (Reuters) - The port is shut.", {}, "Reuters"),
        ("NORTH BAY (AP) — The port is shut.", {}, "Associated Press"),
        ("Port shut in Sudria\nBy Ann Lind\n\nNORTH BAY (AP) — The port is shut.", {}, "Associated Press"),
        ("Hale (right): It is shut\n\nNORTH BAY (AP) — The port is shut.", {}, "Associated Press"),
        ("Debate night\nHALE (interrupting): The port is shut.", {}, None),
        ("NORTH BAY, May 12. /TASS/. The port is shut.", {}, "TASS"),
        ("NORTH BAY, May 12 /TASS/ - The port is shut.", {}, "TASS"),
        ("ROME, 12 May (Meridian Wire) – The port is shut.", {}, "meridian wire"),
        ("Rome, 12 May (Meridian Wire) – The port is shut.", {}, "meridian wire"),  # an agency by its name
        ("Rome, 12 May (The Guardian) – The port is shut.", {}, "The Guardian"),  # listed, and no agency
        ("The port is shut.\n\n— Reuters", {}, "Reuters"),
        ("The port is shut.\n\n— Meridian Wire", {}, "meridian wire"),
        ("The port is shut.\n\n— The Guardian", {}, "The Guardian"),
        ("The port is shut. (AFP)", {}, "Agence France-Presse"),
        ("The port is shut.\nSource: Xinhua News Agency", {}, "Xinhua"),
        ("The port is shut.", {"author": "Ann Lind, Associated Press"}, "Associated Press"),
        ("The port is shut.", {"author": "Reuters Staff"}, "Reuters"),
        ("The port is shut.", {"author": "Meridian Wire"}, "meridian wire"),
        ("The port is shut.", {"author": "The Guardian"}, "The Guardian"),
        ("The port is shut.", {"credit": "Meridian Wire"}, "meridian wire"),
        ("The port is shut.", {"outlet": "TASS"}, "TASS"),
        ("The port is shut.", {"outlet": "Harbour Post", "credit": "The Harbour Post"}, None),
        ("The port is shut. — Ann Lind", {}, None),
        ("The port (in Sudria) - is shut.", {}, None),
        ("Berlin (dpa) - The port is shut.", {}, "Deutsche Presse-Agentur"),
        ("The strait is shut, say people in the town (Norland) — and they know.", {}, None),
        ("The port is shut (Reuters was there).", {}, None),
    ],
)
def test_a_text_carries_what_its_credit_says(text: str, known: dict[str, str], carries: str | None) -> None:
    article = replace(Article(text), **known)  # type: ignore[arg-type]
    credit = credit_of(text, article.outlet, article.author, article.credit)
    assert (credit.newsroom if credit else None) == carries


@pytest.mark.parametrize(
    ("text", "cue", "bodies", "cited"),
    [
        ("The port is shut, officials told the Morning Ledger.", "told", (), "morning ledger"),
        ("Two officials told Reuters on Monday that the port is shut.", "told", (), "Reuters"),
        ("The minister told parliament that the port is shut.", "told", (), None),
        ("The minister told reporters that the port is shut.", "told", (), None),
        ("The port is shut, a clerk said in an interview with CNN.", "said", (), "CNN"),
        ("Reuters reported that the port is shut.", "reported", ("Reuters",), "Reuters"),
        ("The Daily Courier, citing a clerk, said the port is shut.", "said", ("Daily Courier",), "daily courier"),
        ("The port authority said the port is shut.", "said", ("port authority",), None),
        ("The harbour is shut, the Harbour Post reported.", "reported", ("Harbour Post",), None),
        ("The Norland Times wrote of it. The port is shut, a clerk told the Times.", "told", (), "norland times"),
        ("The port is shut, a clerk told the Times.", "told", (), "times"),
    ],
)
def test_a_statement_cites_the_outlet_that_it_comes_from(
    text: str, cue: str, bodies: tuple[str, ...], cited: str | None
) -> None:
    at = text.rindex(cue)
    start = text.rfind(". ", 0, at) + 1
    found = cited_by(CitingStatement(max(0, start), at + len(cue), at + len(cue), bodies), text, "Harbour Post")
    assert (found.newsroom if found else None) == cited


def test_the_names_of_a_newsroom_are_one() -> None:
    assert {newsroom(name) for name in ("AP", "A.P.", "the Associated Press", "Associated Press")} == {
        "Associated Press"
    }
    assert newsroom("The Harbour Post") == newsroom("harbour post newspaper") != newsroom("Harbour Times")
    assert is_agency("Meridian Wire")
    assert not is_agency("Harbour Post")
    assert not is_outlet("port authority")


# ------------------------------------------------------------------ what is counted and shown

ASKED = "Russia has asked China for military equipment, US officials said on Sunday."


def test_a_report_of_what_an_outlet_reported_counts_with_that_outlets_own_article(tmp_path: Path) -> None:
    own = an_article("US officials said on Sunday that Russia had asked China for military equipment.", "Daily Courier")
    citing = an_article("Russia has asked China for military equipment, the Daily Courier reported.", "Evening Star")
    interview = an_article(
        "Russia has asked China for military equipment, US officials told the Daily Courier.", "Lantern Daily"
    )
    independent = an_article("American officials say Moscow has asked Beijing for military equipment.", "Harbour Post")
    path = tmp_path / "s.db"
    (claim,) = claims(path, own, citing, interview, independent)
    assert (claim.articles, claim.outlets, claim.origins) == (4, 4, 2)
    (_, why), (value, _) = sorted(sheet_links(path, claim.id))
    assert "cites Daily Courier" in why
    assert "told Daily Courier" in why
    assert value.startswith("Harbour Post: ")


def test_what_cites_a_paper_that_carries_an_agency_has_the_agencys_origin(tmp_path: Path) -> None:
    carrying = an_article(ASKED, "Daily Courier", credit="Meridian Wire")
    citing = an_article("Russia has asked China for military equipment, the Daily Courier reported.", "Evening Star")
    other = an_article(
        "Moscow has asked Beijing for military equipment, American officials said. They gave no date for it.",
        "Lantern Daily",
        credit="Meridian Wire",
    )
    (claim,) = claims(tmp_path / "s.db", carrying, citing, other)
    assert (claim.articles, claim.outlets, claim.origins) == (3, 3, 1)


def test_a_newsroom_that_repeats_itself_is_one_origin(tmp_path: Path) -> None:
    again = "The request that US officials spoke of is old. Russia had asked China for military equipment, they said."
    (claim, *_) = claims(tmp_path / "s.db", an_article(ASKED), an_article(again, published="2031-05-20"))
    assert claim.origins == 1


def test_an_article_shows_whose_text_it_carries_and_what_is_near_identical(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    one, other = an_article(WIRE, credit="Meridian Wire"), an_article(SHORTENED, "Morning Ledger")
    origins(path, [one, other])
    with closing(open_to_read(path)) as db:
        sheet = queries.show(db, other.id)
    assert ("origin", "Meridian Wire") in [(field.name, field.value) for field in sheet.fields]
    assert [(link.name, link.value.split()[0], link.reason) for link in sheet.links] == [
        ("same text", one.id, "1.00 of shingles")
    ]
