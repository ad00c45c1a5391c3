"""Which actors are one: what the program joins, what a person decides, and that every list then sees one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_reader import read_plainly

from tracker.commands.deciding import report_alias, report_merge, report_split, report_undo
from tracker.commands.ingesting import report_reread
from tracker.errors import DecisionError, UnknownName, UsageError
from tracker.link.actors import Person, link_actors, same_person
from tracker.link.spellings import fit, sound, spelling
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.records import Actor, Article, Extraction, Mention, Source, Span, Statement
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.terms import folded
from tracker.views.actors import ActorRow
from tracker.views.sheets import Field, Sheet

ARMY = "Serhiy Kovalchuk, a spokesman for the Ukrainian army, said that the bridge had been hit."
ARMY_TOO = "Serhij Kovalchuk, a spokesman for the Ukrainian army, said that the ferry had been sunk."
ALONE = "Olena Bondar, a nurse, said that the ward was full."
SERHIY, SERHIJ = "serhiy-kovalchuk", "serhij-kovalchuk"


@pytest.fixture(scope="module", autouse=True)
def plain() -> Iterator[None]:
    """What is read here does not hang on what the network has learned."""
    with read_plainly():
        yield


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a store may be, and somebody who decides."""
    monkeypatch.setenv("TRACKER_USER", "anna")
    return tmp_path / "tracker.db"


def add(path: Path, *texts: str, published: str = "2022-03-14") -> None:
    with closing(Store.open(path)) as store:
        list(ingest([Article(text, outlet=f"Paper {text[:12]}", published=published) for text in texts], store))


def same(path: Path) -> dict[str, str]:
    """Each actor that is one with others, and as whom it is known."""
    with closing(sqlite3.connect(path)) as db:
        return dict(db.execute("select actor, known_as from same_actor where actor <> known_as").fetchall())


def persons(path: Path, **asked: Any) -> list[ActorRow]:
    with closing(open_to_read(path)) as db:
        return list(queries.actors(db, Filters(kinds=("person",), **asked)).rows)


def sheet(path: Path, name: str) -> Sheet:
    with closing(open_to_read(path)) as db:
        return queries.show_actor(db, name)


def values(fields: Iterable[Field], name: str) -> list[str]:
    return [field.value for field in fields if field.name == name]


def said(act: Any, *args: Any) -> str:
    lines: list[str] = []
    assert act(*args, lines.append) == 0
    return lines[-1]


def alias(path: Path, actor: str, name: str, why: str | None = None) -> str:
    return said(report_alias, actor, name, why, path)


def merge(path: Path, actor: str, other: str, why: str | None = None) -> str:
    return said(report_merge, actor, other, why, path)


def split(path: Path, actor: str, why: str | None = None) -> str:
    return said(report_split, actor, why, path)


def undo(path: Path, name: str | None = None) -> str:
    return said(report_undo, name, None, path)


# -- spellings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "respelt"),
        ("Volodimir Zelenskij", "Volodymyr Zelensky", "respelt"),
        ("Muammar Gaddafi", "Moammar Kadhafi", "respelt"),
        ("Muammar al-Qaddafi", "Muammar Khadafy", "respelt"),
        ("Viktor Yanukovych", "Victor Janukowitsch", "respelt"),
        ("Mohammed Hussein", "Muhammad Husayn", "respelt"),
        ("Aleksei Kudrin", "Alexey Kudrin", "respelt"),
        ("Juergen Mueller", "Jürgen Müller", "respelt"),
        ("Recep Erdoğan", "Recep Erdogan", "alike"),
        ("Seán O'Neill", "Sean O’NEILL", "alike"),
        ("Jean-Luc Dupont", "Jean Luc Dupont", "alike"),
        ("Bashar al-Assad", "Bashar Assad", "alike"),
        ("Joseph R. Biden Jr.", "Joseph Biden", "shorter"),
        ("J. Smith", "John Smith", "shorter"),
        ("Anna Maria Lopez", "Anna Lopez", "shorter"),
        ("Jane Smith", "John Smith", None),
        ("Robert Hall Jr.", "Robert Hall Sr.", None),
        ("Maria Gomez", "Mario Gomez", None),
        ("Daniel Martin", "Danielle Martin", None),
        ("Zhang Xiaoming", "Zheng Xiaoming", None),
        ("Li Ming", "Li Meng", None),
        ("Wang Jianwen", "Wang Jianwan", None),
        ("Maria Lopez", "Anna Maria Lopez", None),
        ("Иван Иванов", "Иван Иванов", "alike"),
        ("Иван Иванов", "Иван Петров", None),
    ],
)
def test_two_names_fit_where_one_may_be_another_spelling_or_short_for_the_other(
    one: str, other: str, how: str | None
) -> None:
    left, right = spelling(one), spelling(other)
    assert left is not None
    assert right is not None
    assert fit(left, right) == fit(right, left) == how
    if how:
        assert left.filed == right.filed


@pytest.mark.parametrize("name", ["Putin", "", "-", "Jr.", "al-Assad", "’"])
def test_a_single_name_is_compared_with_no_other(name: str) -> None:
    assert spelling(name) is None


@given(st.text(max_size=200))
def test_any_name_at_all_is_filed_where_it_finds_itself(name: str) -> None:
    spelt = spelling(name)
    if spelt is not None:
        assert fit(spelt, spelt) == "alike"
        assert spelling(name.upper().lower()) is not None
        assert sound(spelt.surname) == spelt.filed.rsplit(" ", 1)[0]


@given(st.lists(st.sampled_from(["Ana", "Anna", "A.", "Serhiy", "Serhij", "S.", "Maria", "Jr.", "Kovalchuk", "Li"])))
def test_to_fit_is_symmetric(parts: list[str]) -> None:
    spelt = [one for cut in range(len(parts)) if (one := spelling(" ".join(parts[cut:]))) is not None]
    assert all(fit(one, other) == fit(other, one) for one in spelt for other in spelt)


def person(name: str, *acts_for: str, listed: bool = False) -> Person:
    spelt = spelling(name)
    return Person(folded(name), name, (spelt,) if spelt else (), frozenset(acts_for), listed)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (person("Serhiy Kovalchuk", "UKR"), person("Serhij Kovalchuk", "UKR"), "spellings of one name.*act for UKR"),
        (person("S. Kovalchuk", "UKR"), person("Serhiy Kovalchuk", "UKR"), "once shortened, and both act for UKR"),
        (person("José Ruiz"), person("Jose Ruiz", "ESP"), "differ in accents, hyphens or capitals alone"),
        (person("José Ruiz", "MEX"), person("Jose Ruiz", "ESP"), None),
        (person("Serhiy Kovalchuk", "UKR"), person("Serhij Kovalchuk"), None),
        (person("Serhiy Kovalchuk"), person("Serhij Kovalchuk"), None),
        (person("Serhiy Kovalchuk", "UKR"), person("Serhij Kovalchuk", "RUS"), None),
        (person("S. Kovalchuk"), person("Serhiy Kovalchuk"), None),
        (person("Serhiy Kovalchuk", "UKR", listed=True), person("Serhij Kovalchuk", "UKR", listed=True), None),
        (person("Serhiy Kovalchuk", "UKR", listed=True), person("Serhij Kovalchuk", "UKR"), "both act for UKR"),
        (person("Kovalchuk", "UKR"), person("Serhiy Kovalchuk", "UKR"), None),
    ],
)
def test_two_persons_are_joined_only_where_name_and_side_say_so(one: Person, other: Person, reason: str | None) -> None:
    why = same_person(one, other)
    assert why == same_person(other, one)
    assert (why is None) == (reason is None)
    if reason:
        assert re.search(reason, str(why))


# -- what the program joins -------------------------------------------------------------------------------------


def test_a_person_spelt_otherwise_in_another_article_is_one_source_with_the_reason(path: Path) -> None:
    add(path, ARMY, ARMY_TOO)
    (row,) = persons(path)
    assert (row.id, row.says, row.acts_for) == (SERHIY, 2, "UKR")
    assert [(one.id, one.by) for one in row.merged] == [(SERHIJ, "tracker")]
    assert row.merged[0].reason == (
        "“Serhij Kovalchuk” and “Serhiy Kovalchuk” are spellings of one name, and both act for UKR"
    )
    with closing(open_to_read(path)) as db:
        (source,) = queries.sources(db, Filters()).rows
        assert (source.name, source.statements, source.articles) == ("Serhiy Kovalchuk", 2, 2)
        assert {claim.who for claim in queries.claims(db, Filters()).rows} == {"Serhiy Kovalchuk"}


def test_listed_persons_are_one_in_every_usual_spelling(path: Path) -> None:
    add(
        path,
        "Volodymyr Zelenskyy said that the bridge stood.",
        "Volodymyr Zelenskiy said that the ferry sailed.",
        "Recep Tayyip Erdoğan said that the harbour was open.",
        "Recep Tayyip Erdogan said that the harbour was safe.",
        "Joseph R. Biden Jr. said that the talks were good.",
        "Joe Biden said that the talks were short.",
    )
    with closing(open_to_read(path)) as db:
        found = {row.name: row.statements for row in queries.sources(db, Filters()).rows}
    assert found == {"Joe Biden": 2, "Recep Tayyip Erdogan": 2, "Volodymyr Zelensky": 2}


def test_unnamed_classes_are_never_one_across_articles(path: Path) -> None:
    add(path, "Ukrainian officials said that the bridge stood.", "Ukrainian officials said that the ferry sailed.")
    with closing(open_to_read(path)) as db:
        assert [row.statements for row in queries.sources(db, Filters()).rows] == [1, 1]


def test_whoever_fits_two_that_cannot_be_one_is_left_alone(path: Path) -> None:
    fill(path, [("John Smith", "GBR"), ("J. Smith", "GBR")])
    assert same(path) == {"j-smith": "john-smith"}
    fill(path, [("Jane Smith", "GBR")])
    assert same(path) == {}


def test_persons_with_nothing_in_common_but_the_name_are_left_alone(path: Path) -> None:
    fill(path, [("Serhiy Kovalchuk", "UKR"), ("Serhij Kovalchuk", "RUS"), ("Sergiy Kovalchuk", None)])
    assert same(path) == {}


def fill(path: Path, persons: Sequence[tuple[str, str | None]]) -> None:
    """Add an article for each person, in which the person speaks and acts for that country."""
    with closing(Store.open(path)) as store:
        for name, acts_for in persons:
            _add(store, name, acts_for)


def _add(store: Store, name: str, acts_for: str | None) -> None:
    key = "-".join(folded(name).replace(".", "").split())
    text = f"{name} said that it rained in {acts_for}."
    article = Article(text, outlet=name)
    source, cue = Span.cut(text, 0, len(name)), Span.cut(text, len(name) + 1, len(name) + 5)
    mentions = tuple(Mention(one, "says", source, "named") for one in (key, acts_for) if one)
    statement = Statement(
        article.id, (source,), (cue,), (Span.cut(text, cue.end + 1, len(text)),),
        speaker=Source(name, "person", key), acts_for=acts_for, mentions=mentions,
    )  # fmt: skip
    sides = (Actor(acts_for, acts_for, "country"),) if acts_for else ()
    actors = (*sides, Actor(key, name, "person", (), acts_for, reason="told"))
    with store.transaction():
        store.add(Extraction(article, (), (statement,), (), actors), "test")
        link_actors(store, [actor.key for actor in actors])


_NAMES = ["Serhiy Kovalchuk", "Serhij Kovalchuk", "S. Kovalchuk", "Sofia Kovalchuk", "Sergiy Kovalchuck", "José Ruiz"]
_PERSONS = st.lists(
    st.tuples(st.sampled_from([*_NAMES, "Jose Ruiz"]), st.sampled_from(["UKR", "RUS", None])),
    min_size=2, max_size=5, unique=True,
)  # fmt: skip


@settings(max_examples=25)
@given(persons=_PERSONS)
def test_the_order_of_ingest_changes_nothing(tmp_path_factory: pytest.TempPathFactory, persons: list[Any]) -> None:
    home = tmp_path_factory.mktemp("orders")
    found = []
    for number, order in enumerate(list(permutations(persons))[:: max(1, len(persons) * 3)]):
        fill(home / f"{number}.db", order)
        with closing(open_to_read(home / f"{number}.db")) as db:
            rows = db.execute("select * from same_actor order by actor").fetchall()
            found.append((rows, queries.actors(db, Filters()).rows, queries.sources(db, Filters()).rows))
    assert all(one == found[0] for one in found)


# -- what a person decides --------------------------------------------------------------------------------------


def answers(path: Path, actor: str) -> dict[str, Any]:
    """What each list holds of an actor."""
    asks: dict[str, Any] = {
        "timeline": queries.timeline, "claims": queries.claims, "sources": queries.sources,
        "actors": queries.actors, "articles": queries.articles, "meetings": queries.meetings,
    }  # fmt: skip
    with closing(open_to_read(path)) as db:
        return {name: ask(db, Filters(actors=(actor,))).rows for name, ask in asks.items()}


def test_merged_actors_are_one_in_every_list_and_filter_by_any_name_of_either(path: Path) -> None:
    add(path, ARMY, ALONE, "Serhiy Kovalchuk met Olena Bondar in Oslo on Monday.")
    separately = answers(path, "Olena Bondar"), answers(path, SERHIY)
    line = merge(path, "serhiy kovalchuk", "Olena Bondar", "for the test")
    assert line.startswith("Olena Bondar is one with Serhiy Kovalchuk; decision d")
    both = [answers(path, name) for name in ("OLENA BONDAR", "olena-bondar", SERHIY, "Serhiy Kovalchuk")]
    assert all(one == both[0] for one in both)
    for name in ("timeline", "articles"):
        assert {row.id for row in both[0][name]} == {row.id for one in separately for row in one[name]}
    (source,), (actor,) = both[0]["sources"], both[0]["actors"]
    assert (source.name, source.statements) == ("Serhiy Kovalchuk", 2)
    assert (actor.id, actor.says) == (SERHIY, 2)
    assert [(one.id, one.by.split(" at ")[0], one.reason) for one in actor.merged] == [
        ("olena-bondar", "anna", "for the test")
    ]
    assert {row.who for row in both[0]["claims"]} == {"Serhiy Kovalchuk"}


def test_after_a_merge_is_taken_back_everything_is_as_before(path: Path) -> None:
    add(path, ARMY, ALONE)
    before = answers(path, SERHIY), answers(path, "olena-bondar"), persons(path)
    merge(path, SERHIY, "olena-bondar")
    assert "takes back d" in undo(path)
    assert (answers(path, SERHIY), answers(path, "olena-bondar"), persons(path)) == before


def test_a_chain_of_merges_has_one_name_whatever_was_merged_first(path: Path) -> None:
    add(path, ARMY, ALONE, "Vitali Klitschko, the mayor of Kyiv, said that the road was shut.")
    merge(path, "olena-bondar", SERHIY)
    merge(path, "Vitali Klitschko", "olena-bondar")
    assert set(same(path).values()) == {"vitali-klitschko"}
    assert set(same(path)) == {SERHIY, "olena-bondar"}


def test_a_split_takes_apart_what_the_program_joined_and_it_stays_apart(path: Path) -> None:
    add(path, ARMY, ARMY_TOO)
    assert same(path) == {SERHIJ: SERHIY}
    assert split(path, SERHIJ, "two brothers").startswith(
        "Serhij Kovalchuk is set apart from Serhiy Kovalchuk; decision d"
    )
    assert same(path) == {}
    add(path, ARMY_TOO + " He said that it was gone.")
    assert same(path) == {}
    undo(path)
    assert same(path) == {SERHIJ: SERHIY}


def test_a_split_takes_apart_what_a_person_merged_also_by_the_name_that_stayed(path: Path) -> None:
    add(path, ARMY, ALONE)
    merge(path, SERHIY, "olena-bondar")
    split(path, SERHIY)
    assert same(path) == {}
    merge(path, "olena-bondar", SERHIY)
    assert same(path) == {SERHIY: "olena-bondar"}


def test_decisions_survive_reading_again_and_later_articles(path: Path) -> None:
    add(path, ARMY, ARMY_TOO, ALONE)
    split(path, SERHIJ)
    merge(path, "olena-bondar", SERHIJ)
    alias(path, "olena-bondar", "The Nurse")
    before = same(path), persons(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("update articles set found_by = 'older'")
    assert report_reread([], path, lambda _: None) == 0
    assert (same(path), persons(path)) == before
    add(path, "The Ukrainian army said that it had rained.")
    assert (same(path), persons(path)) == before
    assert {row.id for row in persons(path, actors=("the nurse",))} == {"olena-bondar"}


def test_a_store_of_an_older_version_is_joined_when_it_is_read_again(path: Path) -> None:
    add(path, ARMY, ARMY_TOO)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("delete from same_actor")
        db.execute("update actors set spelling = null")
    assert report_reread([], path, lambda _: None) == 0
    assert same(path) == {SERHIJ: SERHIY}


def test_an_alias_finds_the_actor_and_is_shown_as_a_person_s_word(path: Path) -> None:
    add(path, ARMY)
    assert alias(path, "SERHIY KOVALCHUK", "The  Bridge Man", "so they call him").startswith(
        "Serhiy Kovalchuk is also called “The Bridge Man”; decision d"
    )
    assert answers(path, "the bridge man") == answers(path, SERHIY)
    (field,) = [field for field in sheet(path, "The Bridge Man").fields if field.name == "also called"]
    assert field.value == "The Bridge Man"
    assert field.reason.startswith("person, anna at ")
    assert field.reason.endswith(": so they call him")
    undo(path)
    with pytest.raises(UnknownName, match="no actor is called “The Bridge Man”"):
        sheet(path, "The Bridge Man")


def test_an_alias_stays_with_the_actor_it_was_given_to_when_a_merge_is_taken_back(path: Path) -> None:
    add(path, ARMY, ALONE)
    merge(path, SERHIY, "olena-bondar")
    alias(path, "Olena Bondar", "Olya")
    assert answers(path, "olya") == answers(path, SERHIY)
    undo(path, _decisions(path)[0])
    assert {row.id for row in persons(path, actors=("olya",))} == {"olena-bondar"}


def _decisions(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("select id from decisions order by n")]


def test_an_actor_is_shown_with_whom_it_acts_for_what_is_merged_into_it_and_when_it_is_seen(path: Path) -> None:
    add(path, ARMY)
    add(path, ARMY_TOO, published="2022-04-01")
    merged = merge(path, SERHIY, "UKR", "only a test").rsplit(" ", 1)[-1]
    shown = sheet(path, SERHIJ)
    assert (shown.id, shown.title) == (SERHIY, "Serhiy Kovalchuk")
    assert values(shown.fields, "merged") == ["UKR Ukraine", f"{SERHIJ} Serhij Kovalchuk"]
    reasons = [field.reason for field in shown.fields if field.name == "merged"]
    assert reasons[0].startswith("person, anna at ")
    assert reasons[0].endswith(": only a test")
    assert reasons[1].startswith("tracker: “Serhij Kovalchuk” and ")
    assert values(shown.fields, "first seen") == ["2022-03-14"]
    assert values(shown.fields, "last seen") == ["2022-04-01"]
    assert values(shown.links, "decision") == [f"{merged} UKR is one with {SERHIY}"]
    assert [link.reason for link in shown.links if link.name == "acts for"] == [
        "Serhij Kovalchuk: spokesman for the Ukrainian army", "Serhiy Kovalchuk: spokesman for the Ukrainian army",
    ]  # fmt: skip
    with closing(open_to_read(path)) as db:
        assert queries.show(db, merged).title == f"UKR is one with {SERHIY}"


def test_one_meeting_reported_under_two_names_of_a_merged_actor_is_one_until_they_are_split(path: Path) -> None:
    add(path, "Jake Sullivan met Wang Yi in Rome on Monday.", "Jake Sullivan met Qin Gang in Rome on Monday.")

    def meetings() -> list[int]:
        with closing(open_to_read(path)) as db:
            return [len(row.reports) for row in queries.meetings(db, Filters()).rows]

    assert meetings() == [1, 1]
    merge(path, "Wang Yi", "Qin Gang")
    assert meetings() == [2]
    split(path, "Qin Gang")
    assert meetings() == [1, 1]


def test_what_cannot_hold_is_an_error_that_says_so(path: Path) -> None:
    add(path, ARMY, ALONE)
    wrong: list[tuple[Callable[[], object], type[Exception], str]] = [
        (lambda: merge(path, SERHIY, "Serhiy Kovalchuk"), DecisionError, "are one already"),
        (lambda: merge(path, SERHIY, "Olena Bondarr"), UnknownName, "near: olena bondar"),
        (lambda: merge(path, "Kovalchuk", SERHIY), UnknownName, "near: serhiy kovalchuk"),
        (lambda: split(path, SERHIY), DecisionError, "is merged with no other"),
        (lambda: alias(path, SERHIY, " "), UsageError, "an empty name"),
        (lambda: alias(path, SERHIY, "SERHIY  kovalchuk"), DecisionError, "is called “SERHIY kovalchuk” already"),
        (lambda: alias(path, SERHIY, "olena bondar"), DecisionError, "is the name of olena-bondar “Olena Bondar”"),
        (lambda: undo(path), UnknownName, "no decision stands"),
    ]
    for act, error, message in wrong:
        with pytest.raises(error, match=message):
            act()
    assert _decisions(path) == []


# -- sources ----------------------------------------------------------------------------------------------------


def test_a_source_counts_the_denials_it_makes_and_those_it_meets(path: Path) -> None:
    add(path, "US officials said Russia had asked China for weapons. China denied that Russia had asked for weapons.")
    with closing(open_to_read(path)) as db:
        found = {row.name: (row.denials, row.denials_met) for row in queries.sources(db, Filters()).rows}
    assert found == {"US officials": (0, 1), "China": (1, 0)}


def test_the_share_of_unnamed_sources_is_of_the_listing_whatever_is_shown_of_it(path: Path) -> None:
    add(path, ALONE, "US officials said that it rained. US officials said that it snowed.")
    with closing(open_to_read(path)) as db:
        for filters in (Filters(), Filters(limit=1), Filters(kinds=("person",))):
            share = queries.unnamed_share(db, filters)
            assert (share.unnamed, share.sources, share.unnamed_statements, share.statements) == (1, 2, 2, 3)
        assert queries.unnamed_share(db, Filters(actors=("US",))).sources == 1
        assert [row.name for row in queries.sources(db, Filters(), unnamed=True).rows] == ["US officials"]


# -- as commands ------------------------------------------------------------------------------------------------


def test_the_commands_decide_show_and_take_back(path: Path, run_tracker: Run) -> None:
    add(path, ARMY, ARMY_TOO, ALONE, "Officials said that it rained.")

    def run(*words: str, status: int = 0) -> list[str]:
        ran = run_tracker(*words, "--db", path, TRACKER_USER="anna")
        assert ran.status == status, ran.err
        return [*ran.out.splitlines(), *ran.said]

    assert run("actors", "--merged")[1].startswith(f"{SERHIY}\tSerhiy Kovalchuk\tperson\tUKR\t")
    assert run("sources", "--unnamed")[1:][0].split("\t")[3:5] == ["Officials", "unnamed"]
    assert run("sources")[-1] == "tracker: 1 of 3 sources unnamed, 25 % of statements"
    assert run("sources", "--actor", "Olena Bondar")[-1] == "tracker: 0 of 1 source unnamed, 0 % of statements"
    assert run("actor", "alias", SERHIY, "Bridge Man")[0].startswith(
        "tracker: Serhiy Kovalchuk is also called “Bridge Man”"
    )
    assert run("actor", "merge", "bridge man", "Olena Bondar")[0].startswith(
        "tracker: Olena Bondar is one with Serhiy Kovalchuk"
    )
    assert run("actor", "show", "olena bondar")[1].startswith(f"record\tactor {SERHIY}\tSerhiy Kovalchuk")
    assert run("actor", "split", SERHIJ)[0].startswith("tracker: Serhij Kovalchuk is set apart from Serhiy Kovalchuk")
    assert run("undo")[0].startswith("tracker: takes back d")
    assert "are one already" in run("actor", "merge", SERHIJ, SERHIY, status=1)[0]
    assert "near: olena bondar" in run("actor", "show", "Olena Bondarr", status=1)[0]
    run("actor", "merge", SERHIY, status=2)
    assert run("timeline", "--actor", SERHIY, "--role", "about", status=2)[0].endswith(
        "choose from says, spoken_of, meets"
    )


def test_a_split_says_who_else_is_apart_by_it(path: Path) -> None:
    add(path, "Wang Yi spoke to Qin Gang and Yang Jiechi on Monday, Wang Yi said.")
    merge(path, "Yang Jiechi", "Wang Yi")
    merge(path, "Yang Jiechi", "Qin Gang")
    said: list[str] = []
    assert report_split("Yang Jiechi", None, path, said.append) == 0
    assert re.search(r"is apart too: .*“Qin Gang”.*“Wang Yi”", said[-1])
