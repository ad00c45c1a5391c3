"""The actor lexicon: what a name may mean, who held which office when, and how wrong data is reported."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from tracker.errors import UnknownName
from tracker.lexicon import actors
from tracker.lexicon.actors import LexiconError, Naming, longest_name, read_lexicon
from tracker.lexicon.places import _countries, country_of
from tracker.records import Actor

COUNTRIES = "key\tcode\tname\tnames\tdemonyms\tpeople\tseats\tinstitutions"
ORGANISATIONS = "key\tname\tnames\tseats\tacts_for\tkind"
PEOPLE = "key\tname\tnames\tsurname\talone\tacts_for\ttitle\tsince\tuntil"
NOT_ACTORS = "words\twhat"
RUSSIA = "RUS\tRU\tRussia\t\tRussian\tRussians\tMoscow\t"


@cache
def english() -> Language:
    return spacy.blank("en")


def split(text: str) -> list[str]:
    return [token.text for token in english()(text)]


def named(text: str) -> set[str]:
    """The actors that the first name of `text` may name."""
    return {naming.actor for naming in longest_name(split(text), 0)[1]}


def first_safe(text: str) -> bool:
    return longest_name(split(text), 0)[1][0].safe


def names_in_the_data() -> list[tuple[str, str]]:
    """Each actor's key with each name that text may have for it; codes and keys are no such names."""
    lexicon = read_lexicon(Path(actors.__file__).parent)
    return [(key, name) for key, names in lexicon.names.items() for name in names]


def test_every_name_in_the_data_is_found_in_full_when_its_tokens_are_given() -> None:
    for key, name in names_in_the_data():
        words = split(name)
        count, namings = longest_name(words, 0)
        assert (count, key in {n.actor for n in namings}) == (len(words), True), (key, name, words)


def test_names_are_found_in_capitals_and_with_their_possessive_left_out() -> None:
    assert longest_name(split("SOUTH KOREA'S PRESIDENT"), 0)[0] == 2
    assert longest_name(split("Russia's army"), 0) == (1, (Naming("RUS", "name", True),))


@given(st.lists(st.sampled_from(names_in_the_data()), min_size=1, max_size=4), st.data())
def test_a_name_never_runs_over_a_full_stop_or_past_the_last_word(
    names: list[tuple[str, str]], data: st.DataObject
) -> None:
    words = [word for _, name in names for word in (*split(name), ".")]
    at = data.draw(st.integers(0, len(words) - 1))
    count, _ = longest_name(words, at)
    assert 0 <= count <= len(words) - at
    assert "." not in words[at : at + count]


@pytest.mark.parametrize("words", [["South", ".", "Korea"], ["Sri", "-", "."], ["XI"], ["-", "Russia"]])
def test_no_name_is_found_over_a_full_stop_or_in_three_capitals_or_before_its_first_letter(words: list[str]) -> None:
    assert longest_name(words, 0) == (0, ())


def test_a_name_ends_with_its_last_letter_not_with_a_hyphen_after_it() -> None:
    assert longest_name(["Russia", "-", "China", "talks"], 0)[0] == 1


def test_a_name_that_begins_with_a_small_letter_may_begin_a_sentence() -> None:
    assert named("Bin Salman said") == named("bin Salman said") == {"mohammed-bin-salman"}


def test_a_name_that_is_a_word_in_lower_case_is_not_safe_in_capitals() -> None:
    assert (first_safe("Turkey"), first_safe("TURKEY")) == (True, False)
    assert (first_safe("Polish"), first_safe("POLISH")) == (True, False)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_words_at_all_are_read_without_error(words: list[str]) -> None:
    for at in range(len(words)):
        count, namings = longest_name(words, at)
        assert count or not namings


@pytest.mark.parametrize(
    ("text", "actor", "how"),
    [
        ("Russia", "RUS", "name"),
        ("Kremlin", "RUS", "seat"),
        ("Russian", "RUS", "demonym"),
        ("Russians", "RUS", "people"),
        ("Duma", "RUS", "institution"),
        ("Vladimir Putin", "vladimir-putin", "person"),
        ("Putin", "vladimir-putin", "surname"),
        ("Quai d'Orsay", "FRA", "institution"),
        ("NATO", "nato", "code"),
        ("Downing Street", "GBR", "seat"),
        ("White House", "USA", "seat"),
        ("Pentagon", "USA", "institution"),
        ("Soviet Union", "SUN", "name"),
        ("East German", "DDR", "demonym"),
        ("Burma", "MMR", "name"),
        ("Zaire", "COD", "name"),
        ("Swaziland", "SWZ", "name"),
        ("Türkiye", "TUR", "name"),
        ("Fed", "federal-reserve", "name"),
    ],
)
def test_a_naming_says_how_it_names(text: str, actor: str, how: str) -> None:
    assert (actor, how) in {(n.actor, n.how) for n in longest_name(split(text), 0)[1]}


def test_the_us_is_a_country_by_its_name_and_an_adjective() -> None:
    for text in ("US", "U.S."):
        assert {n.how for n in longest_name([text, "officials"], 0)[1]} == {"code", "demonym"}


@pytest.mark.parametrize(
    "word", ["us", "who", "turkey", "china", "chad", "jordan", "guinea", "polish", "may", "is", "Who", "Us"]
)
def test_words_that_only_capitals_make_a_name_are_not_taken_for_one(word: str) -> None:
    assert longest_name([word, "said"], 0) == (0, ())


@pytest.mark.parametrize(
    ("headline", "at", "actor"),
    [
        ("CHINA DENIES SENDING ARMS", 0, "CHN"),
        ("US SAYS RUSSIA ASKED CHINA", 0, "USA"),
        ("TURKEY REJECTS CLAIM", 0, "TUR"),
        ("THE WHO WARNED", 1, None),
        ("WHO WINS THE WAR", 0, None),
        ("THEY TELL US NOTHING", 2, None),
        ("WHAT IS TRUE", 1, None),
    ],
)
def test_in_a_headline_in_capitals_names_are_found_and_words_are_not(headline: str, at: int, actor: str | None) -> None:
    assert {n.actor for n in longest_name(headline.split(), at)[1]} == ({actor} if actor else set())


def test_an_acronym_among_small_letters_is_a_name_even_if_it_is_also_a_word() -> None:
    assert named("WHO said on Monday") == {"who"}
    assert {n.actor for n in longest_name("officials told US reporters".split(), 2)[1]} == {"USA"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Congo", {"COD", "COG"}),
        ("Korea", {"KOR", "PRK"}),
        ("Guinea", {"GIN", "GNB", "GNQ"}),
        ("Georgia", {"GEO"}),
        ("Jordan", {"JOR"}),
        ("Chad", {"TCD"}),
        ("Victoria", {"SYC"}),
        ("Washington", {"USA"}),
        ("Brussels", {"BEL", "european-union"}),
        ("Dominican", {"DMA", "DOM"}),
        ("Bush", {"george-h-w-bush", "george-w-bush"}),
        ("Assad", {"hafez-al-assad", "bashar-al-assad"}),
    ],
)
def test_an_ambiguous_name_has_all_its_meanings_and_none_is_safe(text: str, expected: set[str]) -> None:
    assert named(text) == expected
    assert not first_safe(text)


@pytest.mark.parametrize("surname", ["Putin", "Xi", "Zelensky", "Zelenskyy", "Lavrov", "Peskov", "Zakharova", "Trump"])
def test_a_surname_that_only_one_person_in_the_news_has_stands_alone(surname: str) -> None:
    assert first_safe(surname)


@pytest.mark.parametrize("surname", ["Johnson", "Brown", "Bush", "Clinton", "Major", "Sullivan", "Yang", "Kim", "May"])
def test_a_common_surname_needs_the_full_name_first(surname: str) -> None:
    assert not first_safe(surname)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Northern Ireland said", 2),
        ("South China Sea", 3),
        ("New Jersey", 2),
        ("Michelle Obama", 2),
        ("African-American voters", 3),
        ("Michael Jordan", 2),
    ],
)
def test_a_name_around_an_actor_that_does_not_act_is_covered_and_names_nobody(text: str, words: int) -> None:
    assert longest_name(split(text), 0) == (words, ())


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("South Sudan", "SSD"),
        ("Papua New Guinea", "PNG"),
        ("Guinea-Bissau", "GNB"),
        ("Democratic Republic of the Congo", "COD"),
        ("Dominican Republic", "DOM"),
        ("South Georgia", "SGS"),
        ("Washington Post", "washington-post"),
        ("South China Morning Post", "south-china-morning-post"),
        ("Israel Katz", "israel-katz"),
        ("Turkish Republic of Northern Cyprus", "northern-cyprus"),
        ("People's Bank of China", "peoples-bank-of-china"),
    ],
)
def test_the_longest_name_wins(text: str, actor: str) -> None:
    count, namings = longest_name(split(text), 0)
    assert (count, {n.actor for n in namings}) == (len(split(text)), {actor})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("al-Qaeda", "Al Qaeda"),
        ("Ban Ki-moon", "Ban Ki Moon"),
        ("Cote d'Ivoire", "Côte d\u2019Ivoire"),
        ("St. Lucia", "St Lucia"),
        ("Binali Yildirim", "Binali Yıldırım"),
    ],
)
def test_accents_hyphens_and_full_stops_do_not_matter(one: str, other: str) -> None:
    assert named(one) == named(other) != set()


def test_iso_codes_are_names_to_ask_by_and_never_found_in_text() -> None:
    assert {"RUS", "RU", "Moscow", "Kremlin", "Russian"} <= set(actors.actor("RUS").aliases)
    for code in ("CAN", "ARE", "AND", "PER", "RUS"):
        assert longest_name([code], 0) == (0, ())


def test_all_of_iso_3166_1_is_there_with_kosovo_and_states_of_the_past() -> None:
    rows = [row for row in read_lexicon(Path(actors.__file__).parent).rows.values() if row.file == "countries.tsv"]
    now = [row for row in rows if row["code"]]
    assert len(now) == 249 + 1
    assert len({row["code"] for row in now}) == len(now)
    assert {row["key"] for row in rows if not row["code"]} >= {"SUN", "DDR", "YUG", "CSK"}


def test_a_country_acts_for_nobody_and_a_central_bank_for_its_country() -> None:
    assert actors.actor("GBR").acts_for is None
    assert actors.actor("federal-reserve").acts_for == "USA"
    assert actors.actor("hamas").acts_for is None
    assert actors.actor("hamas").kind == "organisation"


def test_a_person_is_shown_with_the_latest_office() -> None:
    putin = actors.actor("vladimir-putin")
    assert (putin.kind, putin.acts_for, putin.since, putin.until) == ("person", "RUS", "2012-05-07", None)


def test_people_and_bodies_act_for_a_country_or_organisation() -> None:
    merkel = actors.offices("angela-merkel")
    assert [(o.acts_for, o.since, o.until) for o in merkel] == [("DEU", "2005-11-22", "2021-12-08")]
    assert actors.actor("bundesbank").acts_for == "DEU"
    assert "nato" in {office.acts_for for office in actors.offices("mark-rutte")}


def test_every_actor_is_listed_once_and_leads_to_itself() -> None:
    listed: tuple[Actor, ...] = actors.actors()
    assert len({a.key for a in listed}) == len(listed)
    assert all(actors.actor(a.key) == a for a in listed[::50])
    assert all(a.name not in a.aliases and "?" not in a.name for a in listed)


def test_an_unknown_key_is_an_error_that_says_what_keys_look_like() -> None:
    with pytest.raises(UnknownName, match=r"no actor has the key 'Rusland'.*RUS"):
        actors.actor("Rusland")


@pytest.mark.parametrize(
    ("person", "date", "acts_for", "title"),
    [
        ("vladimir-putin", "2010-06", "RUS", "prime minister"),
        ("vladimir-putin", "2022-03-14", "RUS", "president"),
        ("jake-sullivan", "2022-03-14", "USA", "national security adviser"),
        ("boris-johnson", "2017", "GBR", "foreign secretary"),
        ("boris-johnson", "2022-03", "GBR", "prime minister"),
        ("margaret-thatcher", "1987-02-26", "GBR", "prime minister"),
        ("james-baker", "1987-03", "USA", "secretary of the treasury"),
        ("mikhail-gorbachev", "1987", "SUN", "general secretary"),
        ("jens-stoltenberg", "2022", "nato", "secretary-general"),
        ("mark-rutte", "2025", "nato", "secretary-general"),
        ("christine-lagarde", "2015-07-05", "imf", "managing director"),
        ("kaja-kallas", "2023", "EST", "prime minister"),
        ("john-kerry", "2016-09-08", "USA", "secretary of state"),
        ("donald-trump", None, "USA", "president"),
        ("wang-yi", "2022-03-14", "CHN", "foreign minister"),
        ("qin-gang", "2023-05", "CHN", "foreign minister"),
        ("josep-borrell", "2022", "european-union", "high representative for foreign affairs"),
    ],
)
def test_the_office_on_a_date_is_the_one_held_then(person: str, date: str | None, acts_for: str, title: str) -> None:
    office = actors.office_on(person, date)
    assert office is not None
    assert (office.acts_for, office.title) == (acts_for, title)


def test_no_office_is_found_before_the_first_after_the_last_or_between_two() -> None:
    assert actors.office_on("barack-obama", "2008-12") is None
    assert actors.office_on("barack-obama", "2017-01-21") is None
    assert actors.office_on("donald-trump", "2023") is None
    assert actors.office_on("RUS", None) is None


def test_a_week_counts_as_its_year_and_a_reference_without_date_as_none() -> None:
    assert actors.office_on("barack-obama", "2012-W10") is not None
    assert actors.office_on("barack-obama", "PAST_REF") is None


def test_on_the_day_of_handing_over_the_office_that_begins_is_meant() -> None:
    assert [o.title for o in actors.offices("colin-powell")][-1] == "secretary of state"
    office = actors.office_on("condoleezza-rice", "2005-01-26")
    assert office is not None
    assert office.title == "secretary of state"


@given(st.sampled_from([a.key for a in actors.actors() if a.kind == "person"]), st.dates())
def test_an_office_found_for_a_date_was_held_on_it(person: str, day: object) -> None:
    date = str(day)
    office = actors.office_on(person, date)
    assert office is None or ((office.since or date)[:4] <= date[:4] <= (office.until or date)[:4])


def test_one_person_heads_a_state_at_a_time() -> None:
    for country, title in (
        ("USA", "president"),
        ("GBR", "prime minister"),
        ("FRA", "president"),
        ("DEU", "chancellor"),
    ):
        offices = (office for actor in actors.actors() for office in actors.offices(actor.key))
        held = sorted((o.since or "", o.until or "9") for o in offices if (o.acts_for, o.title) == (country, title))
        assert len(held) > 5
        assert all(until <= since for (_, until), (since, _) in pairwise(held)), held


Write = Callable[..., Path]


@pytest.fixture
def lexicon_of(tmp_path: Path) -> Write:
    """Write a lexicon of these rows after the header and one comment, and give its folder."""

    def write(
        countries: str = RUSSIA,
        organisations: str = "",
        people: str = "",
        not_actors: str = "",
        given_names: str = "Anna\tf",
    ) -> Path:
        texts = {
            "countries": (COUNTRIES, countries),
            "organisations": (ORGANISATIONS, organisations),
            "people": (PEOPLE, people),
            "not_actors": (NOT_ACTORS, not_actors),
            "given_names": ("name\tgender", given_names),
        }
        for name, (header, rows) in texts.items():
            (tmp_path / f"{name}.tsv").write_text(f"# comment\n{header}\n{rows}\n", encoding="utf-8")
        return tmp_path

    return write


def test_a_small_lexicon_reads(lexicon_of: Write) -> None:
    putin = (
        "putin\tVladimir Putin\t\tPutin\tyes\tRUS\tpresident\t2012-05\t\nputin\t\t\t\t\tRUS\tprime minister\t2008\t2012"
    )
    lexicon = read_lexicon(lexicon_of(people=putin))
    assert lexicon.namings["Moscow"] == (Naming("RUS", "seat", True),)
    assert [o.since for o in lexicon.offices["putin"]] == ["2012-05", "2008"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"countries": RUSSIA + "\textra"}, r"countries\.tsv, line 3: 9 columns, where the header has 8"),
        ({"countries": "RUS\tRU\tRussia"}, r"countries\.tsv, line 3: 3 columns"),
        ({"countries": f"{RUSSIA}\n{RUSSIA}"}, r"countries\.tsv, line 4: the key RUS is there twice"),
        ({"countries": f"{RUSSIA}\nXXX\tXX\tOther\t\t\t\tMoscow\t"}, r"line 4: 'Moscow' also names RUS \(line 3\)"),
        ({"countries": RUSSIA.replace("Moscow", "Moscow||Kremlin")}, r"line 3: an empty name"),
        ({"countries": "RUS\tRU\t\t\t\t\t\t"}, r"line 3: a key and a name are needed"),
        ({"organisations": "fed\tFed\t\t\tUSA\tbank"}, r"organisations\.tsv, line 3: acts_for USA is neither"),
        ({"given_names": "Anna\tf\nBoris\tm\nAnna\tf"}, r"given_names\.tsv, line 5: Anna is there twice \(line 3\)"),
        ({"given_names": "anna\tf"}, r"given_names\.tsv, line 3: 'anna' is no first name"),
        ({"given_names": "Anna\twoman"}, r"given_names\.tsv, line 3: gender must be m, f or empty"),
        ({"people": "p\tP Q\t\tQ\tyes\t\tking\t\t"}, r"people\.tsv, line 3: .*acts_for is empty"),
        ({"people": "p\tP Q\t\tQ\tyes\tFRA\tking\t\t"}, r"people\.tsv, line 3: acts_for FRA is neither"),
        ({"people": "p\tP Q\t\tQ\tperhaps\tRUS\tking\t\t"}, r"line 3: `alone` must be yes or no"),
        ({"people": "p\tP Q\t\tQ\tyes\tRUS\tking\t2012-13\t"}, r"line 3: since '2012-13' is no ISO date"),
        ({"people": "p\tP Q\t\tQ\tyes\tRUS\tking\t20120101\t"}, r"line 3: since '20120101' is no ISO date"),
        (
            {"people": "p\tP Q\t\tQ\tyes\tRUS\tking\t2012\t2011-05-01"},
            r"line 3: it ends \(2011-05-01\) before it begins",
        ),
        (
            {"people": "p\tP Q\t\tQ\tyes\tRUS\tking\t\t\np\tP Q\t\t\t\tRUS\tking\t\t"},
            r"line 4: p has its names in an earlier",
        ),
        (
            {"people": "p\tP Q\t\tQ\tyes\tRUS\tking\t\t\nr\tR Q\t\tQ\tno\tRUS\tking\t\t"},
            r"people\.tsv, line 4: 'Q' also names p \(line 3\): mark both",
        ),
    ],
)
def test_wrong_data_is_refused_with_its_file_and_line(lexicon_of: Write, rows: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        read_lexicon(lexicon_of(**rows))


def test_a_wrong_header_is_refused(lexicon_of: Write) -> None:
    folder = lexicon_of()
    (folder / "people.tsv").write_text(PEOPLE.replace("alone", "safe") + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"people\.tsv, line 1: the header must be key name"):
        read_lexicon(folder)


def test_the_safe_meaning_of_a_name_comes_first(lexicon_of: Write) -> None:
    folder = lexicon_of(countries="AAA\tAA\tAland\t\t\t\tWagner?\t", organisations="wagner\tWagner\t\t\t\tarmed group")
    assert [(n.actor, n.safe) for n in read_lexicon(folder).namings["Wagner"]] == [("wagner", True), ("AAA", False)]


def test_a_name_marked_as_ambiguous_on_both_sides_is_accepted(lexicon_of: Write) -> None:
    both = "GIN\tGN\tGuinea?\t\t\t\t\t\nGNQ\tGQ\tEquatorial Guinea\tGuinea?\t\t\t\t"
    assert [n.actor for n in read_lexicon(lexicon_of(countries=both)).namings["Guinea"]] == ["GIN", "GNQ"]


@pytest.mark.parametrize(
    ("place", "country"), [("Geneva", "CHE"), ("ZÜRICH", "CHE"), ("Sharm el-Sheikh", "EGY"), ("Nowhere", None)]
)
def test_a_place_lies_in_the_country_that_the_list_has(place: str, country: str | None) -> None:
    assert country_of(place) == country


def test_every_listed_place_lies_in_a_country_of_the_lexicon() -> None:
    assert {actors.actor(key).kind for key in set(_countries().values())} == {"country"}
