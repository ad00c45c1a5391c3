"""Who a noun phrase stands for: people by all their names, those who are only described, and for whom they act."""

from __future__ import annotations

import pytest
from made_readings import PUBLISHED, Made

PERSON = "person"


def made(text: str, *people: str, published: str | None = PUBLISHED, **others: str) -> Made:
    """An article in which these words or root words are people, and others of the type that is given."""
    return Made(text, dict.fromkeys(people, PERSON) | others, published)


def name(article: Made, words: str) -> str:
    party = article.party(words)
    assert party is not None
    return party.name


@pytest.mark.parametrize(
    ("text", "words", "full"),
    [
        ("Ann Lind flew home. Lind slept.", "Lind", "Ann Lind"),
        ("Ann Lind flew home. Ms. Lind slept.", "Ms. Lind", "Ann Lind"),
        ("Lind slept. Ann Lind is a nurse.", "Lind", "Ann Lind"),
        ("Mayor Otto Lind spoke. LIND was tired.", "LIND", "Otto Lind"),
        ("Otto van der Lind flew home. Van der Lind slept.", "Van der Lind", "Otto van der Lind"),
        ("Bo Wang flew home. Mr. Bo slept.", "Mr. Bo", "Bo Wang"),
        ("Putin flew home.", "Putin", "Vladimir Putin"),
        ("Emma Quorn left. Quorn slept.", "Quorn", "Emma Quorn"),  # the parser takes the second for a noun
    ],
)
def test_a_person_has_one_full_name_however_it_is_taken_up(text: str, words: str, full: str) -> None:
    article = made(text, "Lind", "LIND", "Wang", "Bo", "Putin", "Quorn")
    assert name(article, words) == full
    assert len(article.people.people) == 1


@pytest.mark.parametrize(
    ("words", "full"),
    [
        ("Chinese Foreign Minister Bo Wang", "Bo Wang"),
        ("Ukraine's Deputy Prime Minister Olha Lind", "Olha Lind"),
        ("The Rev. Otto J. Lind Jr.", "Otto J. Lind Jr."),
        ("Judge Emma Marshall", "Emma Marshall"),
        ("Otto King", "Otto King"),
        ("Sen. Angus King", "Angus King"),
    ],
)
def test_titles_and_nations_before_a_name_are_no_part_of_it(words: str, full: str) -> None:
    assert name(made(f"{words} spoke.", words), words) == full


def test_two_people_of_one_surname_are_told_apart_by_mr_and_ms_and_else_by_who_was_named_last() -> None:
    article = made("Emma Hale met Otto Hale. Ms Hale left. Mr Hale stayed. Hale slept.", "Hale")
    assert [name(article, words) for words in ("Ms Hale", "Mr Hale", "Hale")] == ["Emma Hale", "Otto Hale", "Otto Hale"]


def test_a_person_is_known_within_a_phrase_that_describes_another() -> None:
    article = made("Ann Lind left. Lind's lawyer stayed.", "Ann Lind", "lawyer")
    party = article.party("Lind's lawyer")
    assert party is not None
    assert (party.name, party.kind, party.actor) == ("Lind's lawyer", "unnamed", None)
    assert [article.people.key_of(token) for token in article.page.doc if token.text == "Lind"] == ["ann-lind"] * 2


@pytest.mark.parametrize(
    ("text", "words", "acts_for"),
    [
        ("Ann Lind, a spokeswoman for the Chinese embassy in Rome, spoke.", "Ann Lind", "CHN"),
        ("A spokesman for the Chinese embassy, Otto Lind, spoke.", "Otto Lind", "CHN"),
        ("Chinese Foreign Minister Bo Wang spoke.", "Chinese Foreign Minister Bo Wang", "CHN"),
        ("Russia's defence ministry spoke.", "Russia's defence ministry", "RUS"),
        ("Russia's Foreign Ministry spoke.", "Russia's Foreign Ministry", "RUS"),
        ("US officials spoke.", "US officials", "USA"),
        ("The Polish ambassador to Ukraine spoke.", "The Polish ambassador", "POL"),
        ("The ambassador to China spoke.", "The ambassador", None),
        ("Officials familiar with the Chinese plan spoke.", "Officials", None),
        ("A German baker spoke.", "A German baker", None),
        ("Ann Lind, a nurse in Russia, spoke.", "Ann Lind", None),
    ],
)
def test_who_speaks_for_a_state_and_who_does_not(text: str, words: str, acts_for: str | None) -> None:
    article = made(
        text, "Lind", "Wang", "ambassador", "officials", "Officials", "baker", ministry="body", Ministry="body"
    )
    party = article.party(words)
    assert party is not None
    assert party.acts_for == acts_for


def test_the_ministry_speaks_for_the_state_of_the_one_described_before_with_its_words() -> None:
    text = "Russia's defence ministry spoke. The ministry left. The health ministry stayed."
    article = made(text, ministry="body")
    parties = [article.party(words) for words in ("The ministry", "The health ministry")]
    assert [party and party.acts_for for party in parties] == ["RUS", None]


@pytest.mark.parametrize(("published", "acts_for"), [("2022-03-14", "USA"), ("2015-03-14", None)])
def test_a_listed_person_acts_for_a_country_only_while_in_office(published: str, acts_for: str | None) -> None:
    party = made("Antony Blinken spoke.", "Blinken", published=published).party("Antony Blinken")
    assert party is not None
    assert (party.actor, party.acts_for) == ("antony-blinken", acts_for)


@pytest.mark.parametrize(
    ("published", "holder"), [("2022-03-14", "boris-johnson"), ("2012-03-14", "david-cameron"), (None, None)]
)
def test_an_office_is_its_holder_s_on_the_day_of_publication(published: str | None, holder: str | None) -> None:
    party = made("Britain's prime minister spoke.", "minister", published=published).party("Britain's prime minister")
    assert party is not None
    assert (party.kind, party.actor, party.acts_for) == ("office", holder, "GBR")


@pytest.mark.parametrize(
    ("words", "type_", "kind", "local"),
    [
        ("Ann Lind", "person", "person", False),
        ("The Prime Minister", "person", "office", True),
        ("the secretary-general", "person", "unnamed", True),
        ("an analyst", "person", "unnamed", True),
        ("Democrats", "people", "unnamed", True),
        ("Toyota", "body", "organisation", False),
        ("The Foreign Ministry", "body", "organisation", False),
        ("the port authority", "body", "organisation", True),
        ("The Harbour Report", "document", "document", False),
        ("a study", "document", "document", True),
    ],
)
def test_a_party_has_its_kind_and_is_local_where_it_is_only_described(
    words: str, type_: str, kind: str, local: bool
) -> None:
    party = Made(f"It rained, and {words} told the court of the fire.", {words: type_}).party(words)
    assert party is not None
    assert (party.kind, party.local) == (kind, local)


@pytest.mark.parametrize(
    ("source", "words", "shown", "number"),
    [
        ("Two officials", "Two officials", "officials", 2),
        ("a spokesman for the Chinese embassy in Rome", "a spokesman", "spokesman for the Chinese embassy in Rome", 1),
        ("Three people familiar with the matter", "Three people", "people familiar with the matter", 3),
        ("12 officials briefed on the talks", "12 officials", "officials briefed on the talks", 12),
        ("Some residents who fled", "Some residents", "residents", None),
    ],
)
def test_a_description_has_what_follows_it_but_no_clause_and_counts_its_people(
    source: str, words: str, shown: str, number: int | None
) -> None:
    article = Made(f"It rained, {source} said.", {words: "people"})
    party = article.party(words)
    assert party is not None
    assert (party.name, party.number) == (shown, number)
    short = article.people.party(article.number(words), article.place(words)[1])
    assert short is not None
    assert short.name == words.rpartition(" ")[2]


def test_the_nation_of_a_description_has_one_form() -> None:
    article = made("US officials spoke. Some American officials left.", officials="people")
    assert name(article, "US officials") == name(article, "Some American officials") == "US officials"


def test_a_short_form_in_brackets_stands_for_the_name_before_it() -> None:
    article = made("The Ministry of Health (MoH) spoke. MoH was right.", Ministry="body", MoH="body", Health="body")
    assert name(article, "The Ministry") == name(article, "MoH") == "Ministry of Health"


def test_a_name_that_only_tells_where_is_a_place_of_its_country() -> None:
    text = "ROME, March 14 - Moscow residents fled. Moscow said no. He flew to Kyiv."
    article = Made(text, {"residents": "people", "Moscow": "body", "Kyiv": "place"})
    names = {(n.first, n.naming.actor): article.people.is_place(n) for n in article.people.names}
    assert [(key, place) for (_, key), place in sorted(names.items())] == [
        ("ITA", True), ("RUS", True), ("RUS", False), ("UKR", True),
    ]  # fmt: skip


def test_a_pronoun_stands_for_nobody_by_itself() -> None:
    assert made("Ann Lind left. She slept.", "Ann Lind", "She").party("She") is None


def test_the_actors_are_all_that_is_named_and_whom_they_act_for_each_once() -> None:
    text = "Ann Lind, a French official, met Antony Blinken. Ms Lind and US officials left. The Kremlin was silent."
    actors = made(text, "Lind", "Blinken", officials="people", Kremlin="body").people.actors()
    assert [(actor.key, actor.acts_for) for actor in actors] == [
        ("FRA", None), ("RUS", None), ("USA", None), ("ann-lind", "FRA"), ("antony-blinken", "USA"),
    ]  # fmt: skip
