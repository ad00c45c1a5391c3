"""Who a name means: a country that acts or a mere place, a person and whom that person acts for, and pronouns."""

from __future__ import annotations

from functools import cache

import pytest

from tracker.extract import extract
from tracker.extract.people import People
from tracker.parsing import parse
from tracker.records import Article, Extraction, Statement

PUBLISHED = "2022-03-14"


@cache
def read(text: str, published: str | None = PUBLISHED) -> Extraction:
    return extract(parse(Article(text=text, published=published)))


def last(text: str, published: str | None = PUBLISHED) -> Statement:
    """The last statement of the text, by the place of its cue."""
    return max(read(text, published).statements, key=lambda s: s.cue[0].start if s.cue else 0)


def actors(text: str) -> set[str]:
    """Every actor that a record of the text has, in whatever part."""
    found = read(text)
    mentioned = {mention.actor for s in found.statements for mention in s.mentions}
    mentioned |= {mention.actor for m in found.meetings for mention in m.mentions}
    speaking = {key for s in found.statements for key in (s.acts_for, s.speaker and s.speaker.actor) if key}
    meeting = {key for m in found.meetings for p in m.participants for key in (p.actor, p.acts_for) if key}
    return mentioned | speaking | meeting


@pytest.mark.parametrize(
    ("text", "acts_for"),
    [
        ("Moscow said the talks had failed.", "RUS"),
        ("The Kremlin said the talks had failed.", "RUS"),
        ("A Russian official said the talks had failed.", "RUS"),
        ("Russia's defence ministry said the talks had failed.", "RUS"),
        ("The Kremlin's spokesman, Dmitry Peskov, said the talks had failed.", "RUS"),
        ("US officials said the talks had failed.", "USA"),
        ("The Pentagon said the talks had failed.", "USA"),
        ("The Chinese embassy in Washington said the talks had failed.", "CHN"),
        ("A spokesman for China's embassy in Berlin said the talks had failed.", "CHN"),
        ("The Polish ambassador to Ukraine said the talks had failed.", "POL"),
        ("Ukraine's president said the talks had failed.", "UKR"),
        ("Foreign Minister Wang Yi said the talks had failed.", "CHN"),
        ("Downing Street said the talks had failed.", "GBR"),
        ("The South Korean government said the talks had failed.", "KOR"),
        ("Tokyo's foreign ministry said the talks had failed.", "JPN"),
        ("The mayor of Lyon said the talks had failed.", None),
        ("The Washington Post said the talks had failed.", "washington-post"),
        ("The Moscow Times said the talks had failed.", "moscow-times"),
        ("Paris Hilton said the party was over.", None),
        ("Chad Smith, a drummer, said the party was over.", None),
        ("A Chinese student in Rome said the party was over.", None),
        ("A German baker said the party was over.", None),
        ("A Chinese company said the party was over.", None),
        ("French officers said the talks had failed.", "FRA"),
    ],
)
def test_who_speaks_for_a_country_and_who_does_not(text: str, acts_for: str | None) -> None:
    assert last(text).acts_for == acts_for


@pytest.mark.parametrize("text", ["Farmer said he was known to favour it.", "The Minister of Trade said he was ill."])
def test_a_single_name_that_is_also_a_word_for_people_or_offices_is_read(text: str) -> None:
    assert last(text).content[0].words.startswith("he was")


@pytest.mark.parametrize(("published", "acts_for"), [("2018-06-01", "USA"), ("2022-03-14", None)])
def test_a_president_acts_for_the_country_only_while_in_office(published: str, acts_for: str | None) -> None:
    assert last("Donald Trump said the talks had failed.", published).acts_for == acts_for


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The envoy said in Moscow that the talks had failed.", "RUS"),
        ("Antony Blinken met Sergei Lavrov in Geneva.", "CHE"),
        ("Emmanuel Macron met Vladimir Putin in Rome.", "ITA"),
        ("The cook said the salad had Russian dressing on it.", "RUS"),
        ("The shop said its turkey sandwiches sold well.", "TUR"),
        ("The guide said the Jordan river was dry.", "JOR"),
        ("The dealer said the china was broken.", "CHN"),
        ("The doctor said German measles had come back.", "DEU"),
        ("A Georgia senator said the dam in Atlanta was safe.", "GEO"),
        ("The guide said the Vietnam War memorial was closed.", "VNM"),
    ],
)
def test_a_place_or_a_thing_is_no_actor(text: str, never: str) -> None:
    found = read(text)
    assert found.statements or found.meetings, "the row shows nothing"
    assert never not in actors(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The envoy said Russia had attacked the port.", "RUS"),
        ("The envoy said that Moscow had attacked the port.", "RUS"),
        ("The envoy said Russian troops had attacked the port.", "RUS"),
        ("Analysts say the United Nations is broke.", "united-nations"),
        ("The report says NATO has no plans for Ukraine.", "nato"),
    ],
)
def test_a_statement_mentions_the_actor_that_it_speaks_of(text: str, key: str) -> None:
    assert key in actors(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jake Sullivan flew to Rome. Sullivan said the talks were good.", "Jake Sullivan"),
        ("Anna Schmidt flew to Rome. Ms. Schmidt said the talks were good.", "Anna Schmidt"),
        ("Anna Schmidt met Peter Weber in Bonn. She said the talks were good.", "Anna Schmidt"),
        ("Anna Schmidt met Peter Weber in Bonn. He said the talks were good.", "Peter Weber"),
        ("The chairman, Peter Weber, flew to Rome. He said the talks were good.", "Peter Weber"),
        ("President Joe Biden flew to Rome. He said the talks were good.", "Joe Biden"),
        ("Putin flew to Rome. He said the talks were good.", "Vladimir Putin"),
        ("Sullivan said the talks were good. Jake Sullivan flew home.", "Jake Sullivan"),
        ("Retno Marsudi, the foreign minister, said the talks were good.", "Retno Marsudi"),
        ('"We are tired," Olena Bondar, a nurse, told the court.', "Olena Bondar"),
        ("A nurse named Olena Bondar said the ward was full.", "Olena Bondar"),
        ("Olena Bondar, 44, said the ward was full.", "Olena Bondar"),
        ("Yang Jiechi came. Mr Yang said the talks were good.", "Yang Jiechi"),
    ],
)
def test_a_person_is_known_by_the_full_name_wherever_the_article_gives_it(text: str, name: str) -> None:
    said = [s for s in read(text).statements if s.speaker]
    assert [s.speaker.name for s in said if s.speaker] == [name]
    assert all(s.speaker and s.speaker.kind == "person" for s in said)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The bank lost money. It said the loss was small.", "the bank"),
        ("The two rebels were caught. They said the war was lost.", "the rebels"),
        ("The union met on Monday. It said the strike would go on.", "the union"),
    ],
)
def test_a_pronoun_stands_for_what_was_named_before(text: str, name: str) -> None:
    source = last(text).speaker
    assert source is not None
    assert source.name.lower().removeprefix("the ") == name.removeprefix("the ")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna Schmidt, an economist, said the ship had left.", "person"),
        ("US officials said the ship had left.", "unnamed"),
        ("Two people familiar with the matter said the ship had left.", "unnamed"),
        ("Toyota said the ship had left.", "organisation"),
        ("The report said the ship had left.", "document"),
        ("A spokesman for the Chinese embassy said the ship had left.", "unnamed"),
        ("The prime minister said the ship had left.", "office"),
        ("The port authority said the ship had left.", "organisation"),
    ],
)
def test_a_source_has_its_kind(text: str, kind: str) -> None:
    source = last(text).speaker
    assert source is not None
    assert source.kind == kind


def test_us_officials_and_some_american_officials_are_one_source_in_one_article_and_two_in_two() -> None:
    text = "US officials said the ship had left. Some American officials said it was armed. The officials gave no date."
    first, second, *_ = (s.speaker for s in read(text).statements)
    assert first is not None
    assert second is not None
    assert first.id_in("a1") == second.id_in("a1")
    assert first.id_in("a1") != first.id_in("a2")


def test_a_named_person_is_one_source_in_every_article() -> None:
    long = last("Jake Sullivan, the national security adviser, said the ship had left.").speaker
    short = last("Mr. Jake Sullivan said the ship was armed.").speaker
    assert long is not None
    assert short is not None
    assert long.id_in("a1") == short.id_in("a2")


def test_i_in_a_quotation_is_never_the_name_of_a_source() -> None:
    text = '"I said no," Anna Schmidt said. "I think that he told me a lie."'
    names = {s.speaker.name for s in read(text).statements if s.speaker}
    assert names == {"Anna Schmidt"}


def test_he_and_she_are_not_one_person() -> None:
    page = parse(Article("Barack Obama met voters. Hillary Clinton spoke after Obama. She thanked the crowd."))
    (she,) = [token for token in page.doc if token.text == "She"]
    person = People(page).person_of(she)
    assert person is not None
    assert person.name == "Hillary Clinton"
