"""What a person decides of claims, answers, wrong rows and ratings: it holds whatever comes, and can be taken back."""

from __future__ import annotations

import itertools
import json
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_reader import read_plainly
from test_decisions import kept, without_decisions

from tracker.commands.deciding import report_undo
from tracker.commands.deciding_claims import (
    report_claim_merge,
    report_claim_split,
    report_discard,
    report_link,
    report_rate,
    report_unlink,
)
from tracker.commands.ingesting import report_reread
from tracker.errors import DecisionError, TrackerError, UnknownName, UsageError
from tracker.extract import FOUND_BY
from tracker.link import claims as linking
from tracker.link.actors import link_actors
from tracker.link.decided import ClaimDecisions, apply_decisions, reports_to_regroup
from tracker.pipeline import link_article, read
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.records import Article, Decision, Extraction
from tracker.render.lists.sheet import field_in_words
from tracker.store.decisions import append_decision
from tracker.store.opening import open_to_read
from tracker.store.store import Store
from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow
from tracker.views.disputed import Disputed
from tracker.views.sheets import Sheet

ASKED = Article(
    "Russia has asked China for military equipment, US officials said on Sunday.",
    outlet="Harbour Post",
    published="2022-03-13",
)
ASKED_TOO = Article(
    "American officials said on Sunday that Russia had asked China for military equipment.",
    outlet="Morning Ledger",
    published="2022-03-14",
)
DENIED = Article(
    "The Kremlin denied on Tuesday that Russia had asked China for military equipment.",
    outlet="Evening Star",
    published="2022-03-15",
)
TANKS = Article(
    "Poland will send Ukraine forty tanks, a minister said on Monday. Jake Sullivan met Yang Jiechi in Rome on Monday."
    "\n\nBerlin denied that Poland would send Ukraine forty tanks.",
    outlet="The Courier",
    published="2022-03-15",
)
TANKS_TOO = Article(
    "Poland is to send forty tanks to Ukraine, the Polish government said on Tuesday.\n\n"
    "Jake Sullivan and Yang Jiechi met in Rome on Monday.",
    outlet="Evening Star",
    published="2022-03-16",
)
STORY = (ASKED, ASKED_TOO, DENIED, TANKS, TANKS_TOO)
ALL = Filters()


@pytest.fixture(scope="module", autouse=True)
def plain() -> Iterator[None]:
    """What is read here does not hang on what the network has learned."""
    with read_plainly():
        yield


@cache
def reading(article: Article) -> Extraction:
    with read_plainly():
        found = read(article)
    assert isinstance(found, Extraction)
    return found


def add(path: Path, *articles: Article) -> None:
    """Add the articles as ingest does, reading each only once in this session."""
    with closing(Store.open(path)) as store:
        for article in articles:
            with store.transaction():
                store.add(reading(article), FOUND_BY)
                link_actors(store, [actor.key for actor in reading(article).actors])
                link_article(store, article.id)


def body(article: Article, words: str = "") -> str:
    """The letters that the ids of the statement with these words and its claim share."""
    return next(one.body for one in reading(article).statements if words in article.text[slice(*hull_of(one))])


def hull_of(statement: Any) -> tuple[int, int]:
    spans = (*statement.source, *statement.cue, *statement.content)
    return min(span.start for span in spans), max(span.end for span in spans)


def claim(article: Article, words: str = "") -> str:
    return "c" + body(article, words)


def statement(article: Article, words: str = "") -> str:
    return "s" + body(article, words)


def denial() -> str:
    return statement(TANKS, "Berlin denied")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the story. Only for reading; `store` is a copy of it."""
    path = tmp_path_factory.mktemp("story") / "tracker.db"
    add(path, *STORY)
    return path


@pytest.fixture
def store(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_USER", "anna")
    return Path(shutil.copy(story, tmp_path / "tracker.db"))


def done(report: Callable[..., int], path: Path, *names: Any, why: str | None = None) -> list[str]:
    """Decide, and return what is said."""
    said: list[str] = []
    assert report(*names, why, path, said.append) == 0
    return said


def undo(path: Path, name: str | None = None) -> list[str]:
    return done(report_undo, path, name)


@contextmanager
def asked(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_to_read(path)) as db:
        yield db


def claims(path: Path) -> dict[str, ClaimRow]:
    with asked(path) as db:
        return {row.id: row for row in queries.claims(db, ALL).rows}


def denials(path: Path, **more: bool) -> dict[str, DenialRow]:
    with asked(path) as db:
        return {row.id: row for row in queries.denials(db, ALL, **more).rows}


def disputed(path: Path, **more: bool) -> dict[str, Disputed]:
    with asked(path) as db:
        return {row.id: row for row in queries.disputed(db, ALL, **more).rows}


def sheet(path: Path, name: str) -> Sheet:
    with asked(path) as db:
        return queries.show(db, name)


def links(path: Path, name: str) -> dict[str, str]:
    """Of the records a sheet links to, the relation and the reason by their value's first word."""
    return {link.value.split()[0]: f"{link.name}: {link.reason}" for link in sheet(path, name).links}


def groups(path: Path) -> set[frozenset[str]]:
    """The reports of each claim."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("select claim, id from statements where claim is not null order by 1").fetchall()
    return {frozenset(row[1] for row in group) for _, group in itertools.groupby(rows, key=lambda row: row[0])}


def together(path: Path, *articles: Article) -> bool:
    """Whether the first statements of the articles are reports of one claim."""
    return any(group >= {"s" + body(article) for article in articles} for group in groups(path))


# -- a denial and its claim -------------------------------------------------------------------------------------


def test_a_person_links_a_denial_to_a_claim(store: Path) -> None:
    said = done(report_link, store, denial(), claim(ASKED), why="it names the request")
    assert re.fullmatch(rf"{denial()} denies {claim(ASKED)}; decision d\w{{10}}", said[0])
    (answer,) = [one for one in disputed(store)[claim(ASKED)].denied if one.id == denial()]
    assert (answer.stance, answer.score, answer.reason, answer.state) == (
        "deny", 1.0, "by anna: it names the request", "linked",
    )  # fmt: skip
    assert [(word.what, word.who, word.why) for word in answer.decided_by] == [
        ("linked", "anna", "it names the request")
    ]
    row = denials(store)[denial()]
    assert (row.claim, row.reason) == (claim(ASKED), "by anna: it names the request")
    assert row.decided_by == answer.decided_by
    assert links(store, denial())[claim(ASKED)] == "answers: deny: 1.00 by anna: it names the request (person)"


def test_a_claim_may_be_named_by_any_report_and_a_denial_by_the_beginning_of_its_id(store: Path) -> None:
    done(report_link, store, denial()[:6], statement(ASKED_TOO))
    assert denial() in {one.id for one in disputed(store)[claim(ASKED)].denied}


def test_a_decision_says_what_the_denial_denies_in_words(store: Path) -> None:
    done(report_link, store, denial(), claim(TANKS))
    with asked(store) as db:
        fields = queries.show(db, kept(store)[-1]["id"]).fields
    assert {name: value for name, value, _ in map(field_in_words, fields)}["stance"] == "denies"


def test_what_the_program_linked_a_person_may_confirm_and_then_it_is_the_persons_word(store: Path) -> None:
    (found,) = disputed(store)[claim(TANKS)].denied
    done(report_link, store, denial(), claim(TANKS))
    (answer,) = disputed(store)[claim(TANKS)].denied
    assert (answer.score, answer.reason) == (1.0, "by anna")
    undo(store)
    assert disputed(store)[claim(TANKS)].denied == (found,)


def test_a_person_unlinks_a_denial_and_no_list_shows_it_there(store: Path) -> None:
    done(report_unlink, store, denial(), claim(TANKS), why="another report")
    assert claim(TANKS) not in disputed(store)
    assert claims(store)[claim(TANKS)].denials == 0
    row = denials(store)[denial()]
    assert row.claim != claim(TANKS)
    assert [word.what for word in row.decided_by] == ["removed"]
    shown = links(store, denial())[claim(TANKS)]
    assert re.match(r"answers: deny \(removed\): 0\.\d\d removed by anna: another report; ", shown)


def test_a_denial_that_is_unlinked_can_be_linked_elsewhere_or_there_again(store: Path) -> None:
    done(report_unlink, store, denial(), claim(TANKS))
    done(report_link, store, denial(), claim(ASKED))
    assert claim(TANKS) not in disputed(store)
    done(report_link, store, denial(), claim(TANKS))
    assert denial() in {one.id for one in disputed(store)[claim(TANKS)].denied}
    done(report_unlink, store, denial(), claim(TANKS))
    assert claim(TANKS) not in disputed(store)


def test_a_denial_that_spells_out_what_it_denies_is_a_claim_of_its_own_once_unlinked(store: Path) -> None:
    assert together(store, ASKED, DENIED)
    done(report_unlink, store, statement(DENIED), claim(ASKED))
    assert not together(store, ASKED, DENIED)
    assert together(store, ASKED, ASKED_TOO)
    row = disputed(store)[claim(DENIED)]
    assert (row.asserted, [one.id for one in row.denied]) == ((), [statement(DENIED)])
    assert claim(ASKED) not in disputed(store)
    with pytest.raises(DecisionError, match=r"is what .* itself spells out: `tracker discard"):
        done(report_unlink, store, statement(DENIED), claim(DENIED))


def test_a_later_report_of_the_claim_does_not_bring_back_what_was_unlinked(story: Path, tmp_path: Path) -> None:
    for articles in itertools.permutations((TANKS, TANKS_TOO)):
        path = tmp_path / f"{articles[0].id}.db"
        add(path, *articles)
        assert claim(TANKS) in disputed(path)
        done(report_unlink, path, denial(), claim(TANKS))
        assert report_reread([TANKS.id, TANKS_TOO.id], path, lambda _: None) == 0
        add(path, *STORY[:3])
        assert claim(TANKS) not in disputed(path)


# -- one claim or two -------------------------------------------------------------------------------------------


def test_a_person_merges_two_claims(store: Path) -> None:
    said = done(report_claim_merge, store, claim(ASKED), claim(TANKS), why="one deal")
    assert said[0].startswith(f"{claim(TANKS)} is one claim with {claim(ASKED)}; decision d")
    assert said[1:] == [f"{claim(ASKED)} has 6 reports"]
    row = claims(store)[claim(ASKED)]
    assert [(word.what, word.who, word.why) for word in row.decided_by] == [("merged", "anna", "one deal")]
    assert (row.reports, row.articles, row.denials) == (4, 4, 2)
    assert claim(TANKS) not in claims(store)
    assert links(store, claim(TANKS))[statement(TANKS)] == "asserted: 1.00 by anna: one deal"
    assert sheet(store, claim(TANKS)).id == claim(ASKED)


def test_a_person_splits_a_claim_and_the_two_stay_apart(store: Path) -> None:
    said = done(report_claim_split, store, claim(ASKED), [statement(ASKED_TOO)], why="a later request")
    assert said[0].startswith(f"{statement(ASKED_TOO)} kept apart from the rest of {claim(ASKED)}; decision d")
    assert sorted(said[1:]) == sorted([f"{claim(ASKED)} has 2 reports", f"{claim(ASKED_TOO)} has 1 report"])
    again = replace(ASKED_TOO, outlet="Evening Star")
    add(store, again)
    assert not together(store, ASKED, ASKED_TOO)
    both = [claims(store)[sheet(store, claim(one)).id].decided_by for one in (ASKED, ASKED_TOO)]
    assert [[word.what for word in words] for words in both] == [["split"], ["split"]]


def test_the_reports_that_are_split_off_are_one_claim_of_their_own(store: Path) -> None:
    done(report_claim_merge, store, claim(ASKED), claim(TANKS))
    done(report_claim_split, store, claim(ASKED), [statement(DENIED), statement(TANKS)])
    assert groups(store) >= {
        frozenset({"s" + body(DENIED), "s" + body(TANKS)}),
        frozenset({"s" + body(ASKED), "s" + body(ASKED_TOO)}),
    }
    assert frozenset({"s" + body(TANKS_TOO), "s" + denial()[1:]}) in groups(store)


def test_a_split_takes_apart_what_a_person_merged_and_a_merge_joins_what_a_person_split(store: Path) -> None:
    done(report_claim_merge, store, claim(ASKED), claim(TANKS))
    done(report_claim_split, store, claim(ASKED), [statement(TANKS), statement(TANKS_TOO)])
    assert not together(store, ASKED, TANKS)
    assert together(store, TANKS, TANKS_TOO)
    done(report_claim_merge, store, claim(TANKS), claim(ASKED))
    assert together(store, ASKED, ASKED_TOO, DENIED, TANKS, TANKS_TOO)
    undo(store)
    assert not together(store, ASKED, TANKS)


def test_a_report_goes_to_one_side_of_a_split_whatever_the_order_of_ingest(tmp_path: Path) -> None:
    again = replace(ASKED_TOO, outlet="Evening Star")
    found = set()
    for number, order in enumerate(itertools.permutations((ASKED, ASKED_TOO, again))):
        path = tmp_path / f"{number}.db"
        add(path, *(one for one in order if one is not again))
        done(report_claim_split, path, claim(ASKED), [statement(ASKED_TOO)])
        add(path, again)
        assert not together(path, ASKED, ASKED_TOO)
        found.add(frozenset(groups(path)))
    assert len(found) == 1


# -- wrong rows -------------------------------------------------------------------------------------------------


def everywhere(path: Path) -> str:
    """All that the lists say, but for the list of what is discarded."""
    with asked(path) as db:
        rows: list[Any] = [
            queries.claims(db, ALL), queries.denials(db, ALL), queries.disputed(db, ALL), queries.meetings(db, ALL),
            queries.timeline(db, replace(ALL, all=True)), queries.sources(db, ALL),
        ]  # fmt: skip
        views = [db.execute(f"select * from {view}").fetchall() for view in ("timeline", "disputed", "denials")]
    return repr((rows, views))


def test_a_discarded_statement_is_in_no_list_but_its_own(store: Path) -> None:
    said = done(report_discard, store, denial(), why="not a denial")
    assert said[0].startswith(f"{denial()} discarded; decision d")
    assert "Berlin" not in everywhere(store)
    assert claim(TANKS) not in disputed(store)
    with asked(store) as db:
        (row,) = queries.discarded(db, ALL).rows
        assert queries.articles(db, Filters(article=TANKS.id)).rows[0].denials == 0
    assert (row.id, row.kind, row.who) == (denial(), "statement", "Berlin")
    assert [(word.what, word.who, word.why) for word in row.decided_by] == [("discarded", "anna", "not a denial")]
    field = sheet(store, denial()).fields[0]
    assert (field.name, field.value[:8]) == ("discarded", "by anna ")


def test_a_claim_keeps_its_other_reports_and_its_denials_when_one_is_discarded(store: Path) -> None:
    done(report_discard, store, statement(TANKS))
    row = claims(store)[claim(TANKS)]
    assert (row.who, row.reports, row.denials) == ("Polish government", 1, 1)
    assert links(store, claim(TANKS))[statement(TANKS)].startswith("asserted (discarded): ")
    assert [one.id for one in disputed(store)[claim(TANKS)].denied] == [denial()]


def test_a_discarded_claim_goes_with_all_its_reports_and_those_that_come_later(store: Path) -> None:
    said = done(report_discard, store, claim(ASKED))
    assert said[0].startswith(f"{claim(ASKED)} discarded, with all that report it (3); decision d")
    add(store, replace(ASKED, outlet="Evening Star"))
    assert "military equipment" not in everywhere(store)
    assert claim(ASKED) not in {**claims(store), **disputed(store)}
    with asked(store) as db:
        assert len(queries.discarded(db, Filters(kinds=("statement",))).rows) == 4
        assert len(queries.discarded(db, Filters(article=ASKED.id)).rows) == 1
    assert sheet(store, claim(ASKED)).fields[0].name == "discarded"
    undo(store)
    assert claims(store)[sheet(store, claim(ASKED)).id].reports == 3


def test_an_answer_to_a_discarded_claim_is_linked_to_nothing(store: Path) -> None:
    done(report_discard, store, claim(TANKS))
    assert claim(TANKS) not in {row.claim for row in denials(store).values()}
    assert claim(TANKS) not in everywhere(store)


def test_a_discarded_report_of_a_meeting_is_of_no_meeting(store: Path) -> None:
    with asked(store) as db:
        (meeting,) = queries.meetings(db, ALL).rows
    assert len(meeting.reports) == 2
    first, second = (report.id for report in meeting.reports)
    done(report_discard, store, first)
    with asked(store) as db:
        (left,) = queries.meetings(db, ALL).rows
    assert ([report.id for report in left.reports], left.id) == ([second], "m" + second[1:])
    assert sheet(store, meeting.id).id == first
    assert sheet(store, first).fields[0].name == "discarded"
    done(report_discard, store, left.id)
    with asked(store) as db:
        assert queries.meetings(db, ALL).rows == ()
        assert {row.id for row in queries.discarded(db, Filters(kinds=("meeting_report",))).rows} == {first, second}
    undo(store)
    undo(store)
    with asked(store) as db:
        assert queries.meetings(db, ALL).rows == (meeting,)


# -- ratings ----------------------------------------------------------------------------------------------------


def test_a_source_and_a_claim_are_rated_apart_and_by_default_not_judged(store: Path) -> None:
    with asked(store) as db:
        source = next(row for row in queries.sources(db, ALL).rows if row.name == "Polish government")
    assert (source.reliability, claims(store)[claim(TANKS)].credibility) == ("F", "6")
    said = done(report_rate, store, source.id, "b", why="it buys them")
    assert said[0].startswith(f"{source.id} is rated B, usually reliable; was F; decision d")
    done(report_rate, store, claim(TANKS), "3")
    with asked(store) as db:
        source = next(row for row in queries.sources(db, ALL).rows if row.name == "Polish government")
    assert (source.reliability, [word.who for word in source.decided_by]) == ("B", ["anna"])
    assert (claims(store)[claim(TANKS)].credibility, disputed(store)[claim(TANKS)].credibility) == ("3", "3")
    values = {field.name: (field.value, field.reason) for field in sheet(store, source.id).fields}
    assert values["reliability"][0] == "B usually reliable"
    assert re.fullmatch(r"person, anna at \S+: it buys them", values["reliability"][1])
    values = {field.name: (field.value, field.reason) for field in sheet(store, claim(ASKED)).fields}
    assert values["credibility"] == ("6 truth cannot be judged", "the default: no person has rated it")


def test_the_latest_rating_holds_and_undo_brings_back_the_one_before(store: Path) -> None:
    for mark in "324":
        done(report_rate, store, claim(TANKS), mark)
    row = claims(store)[claim(TANKS)]
    assert (row.credibility, len(row.decided_by)) == ("4", 1)
    undo(store)
    assert claims(store)[claim(TANKS)].credibility == "2"
    done(report_claim_merge, store, claim(ASKED), claim(TANKS))
    assert claims(store)[claim(ASKED)].credibility == "2"


def test_a_person_is_rated_by_name_and_so_by_any_name(sample_store: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample_store, tmp_path / "tracker.db"))
    done(report_rate, path, "Liu Pengyu", "C")
    with asked(path) as db:
        rated = [row.name for row in queries.sources(db, ALL).rows if row.reliability == "C"]
    assert rated == ["Liu Pengyu"]


# -- possible answers -------------------------------------------------------------------------------------------


def possible(path: Path, statement: str, claim: str) -> None:
    with closing(Store.open(path)) as opened, opened.transaction():
        opened.put_answer({
            "statement": statement, "answered": "s" + claim[1:], "stance": "deny", "score": 1 / 3,
            "reason": "may speak of it", "state": "possible", "found_by": "test",
        })  # fmt: skip


def test_a_possible_answer_is_shown_where_it_is_asked_for_and_marked(store: Path) -> None:
    before, shown = everywhere(store), sheet(store, claim(TANKS))
    possible(store, statement(DENIED), claim(TANKS))
    possible(store, denial(), claim(ASKED))
    assert everywhere(store) == before
    assert sheet(store, claim(TANKS)) == shown
    both = disputed(store, possible=True)[claim(TANKS)].denied
    assert {one.id: one.state for one in both} == {denial(): "linked", statement(DENIED): "possible"}
    row = denials(store, possible=True)[statement(DENIED)]
    assert row.claim == claim(ASKED)
    assert [(one.claim, one.asserted_by, one.reason) for one in row.possible] == [
        (claim(TANKS), "minister", "may speak of it")
    ]
    assert denials(store)[statement(DENIED)].possible == ()


def test_a_claim_that_is_only_possibly_denied_says_so(store: Path) -> None:
    done(report_unlink, store, denial(), claim(TANKS))
    possible(store, statement(DENIED), claim(TANKS_TOO))
    assert claim(TANKS) not in disputed(store)
    row = disputed(store, possible=True)[claim(TANKS)]
    assert (row.link, row.kind, [one.state for one in row.denied]) == ("possible", "denied", ["possible"])


def test_a_person_links_or_unlinks_what_was_possible(store: Path) -> None:
    possible(store, statement(DENIED), claim(TANKS))
    before = without_decisions(store)
    done(report_link, store, statement(DENIED), claim(TANKS))
    assert {one.id for one in disputed(store)[claim(TANKS)].denied} == {denial(), statement(DENIED)}
    undo(store)
    done(report_unlink, store, statement(DENIED), claim(TANKS))
    assert denials(store, possible=True)[statement(DENIED)].possible == ()
    undo(store)
    assert without_decisions(store) == before


# -- what is wrong usage ----------------------------------------------------------------------------------------

SPLIT = report_claim_split
WRONG: list[tuple[Callable[..., int], tuple[Any, ...], type[TrackerError], str]] = [
    (report_link, ("zzz", claim(ASKED)), UnknownName, "nothing is called “zzz”"),
    (report_link, (claim(ASKED), claim(ASKED)), UnknownName, "is no statement: `tracker denials`"),
    (report_link, (denial(), "czzzzzzzzzz"), UnknownName, "nothing is called “czzzzzzzzzz”"),
    (report_link, (denial(), TANKS.id), UnknownName, "is no claim: `tracker claims`"),
    (report_link, (statement(ASKED), claim(TANKS)), DecisionError, "is no denial, its stance is assert"),
    (report_unlink, (denial(), claim(ASKED)), DecisionError, "is not linked to .*: `tracker show"),
    (report_claim_merge, (claim(ASKED), statement(ASKED_TOO)), DecisionError, "are one claim already"),
    (report_claim_merge, (claim(ASKED), "berlin"), UnknownName, "is no claim: `tracker claims`"),
    (SPLIT, (claim(ASKED), [statement(TANKS)]), DecisionError, "is no report of c.*: `tracker show"),
    (SPLIT, (claim(TANKS), [statement(TANKS), statement(TANKS_TOO), denial()]), DecisionError, "has no other reports"),
    (report_discard, (TANKS.id,), DecisionError, "cannot be discarded: a statement, a claim or a report"),
    (report_rate, (claim(ASKED), "7"), UsageError, "'7' is on no scale: a source is rated A"),
    (report_rate, (claim(ASKED), "G"), UsageError, "'G' is on no scale"),
    (report_rate, (claim(ASKED), "B"), DecisionError, "cannot be rated B: a claim is rated 1"),
    (report_rate, (denial(), "3"), DecisionError, "cannot be rated: a source is rated A"),
    (report_rate, ("Poland", "B"), UnknownName, "is no source by itself: `tracker sources --actor"),
]


@pytest.mark.parametrize(("report", "names", "error", "message"), WRONG, ids=lambda one: getattr(one, "__name__", None))
def test_what_makes_no_sense_is_one_sentence_and_decides_nothing(
    store: Path, report: Callable[..., int], names: tuple[Any, ...], error: type[TrackerError], message: str
) -> None:
    with pytest.raises(error, match=message):
        done(report, store, *names)
    assert kept(store) == []


SOURCE_B = ("Jake Sullivan", "B")
DECISIONS: list[tuple[Callable[..., int], tuple[Any, ...]]] = [
    (report_link, (denial(), claim(ASKED))),
    (report_unlink, (denial(), claim(TANKS))),
    (report_unlink, (statement(DENIED), claim(ASKED))),
    (report_claim_merge, (claim(ASKED), claim(TANKS))),
    (report_claim_split, (claim(ASKED), [statement(ASKED_TOO)])),
    (report_discard, (statement(ASKED),)),
    (report_discard, (claim(ASKED),)),
    (report_discard, (denial(),)),
    (report_discard, (reading(TANKS).meetings[0].id,)),
    (report_rate, (claim(ASKED), "2")),
]
EACH = pytest.mark.parametrize(
    ("report", "names"), DECISIONS, ids=[f"{report.__name__}-{at}" for at, (report, _) in enumerate(DECISIONS)]
)


@EACH
def test_the_same_decision_twice_is_an_error(store: Path, report: Callable[..., int], names: tuple[Any, ...]) -> None:
    done(report, store, *names)
    before = without_decisions(store)
    with pytest.raises(DecisionError):
        done(report, store, *names)
    assert without_decisions(store) == before
    assert len(kept(store)) == 1


# -- decisions last, and can be taken back ----------------------------------------------------------------------


@EACH
def test_what_is_taken_back_leaves_no_trace_and_can_be_brought_back(
    store: Path, story: Path, report: Callable[..., int], names: tuple[Any, ...]
) -> None:
    (line, *_) = done(report, store, *names)
    after = without_decisions(store)
    (back,) = undo(store)
    assert line.split("; decision ")[0] in back
    assert without_decisions(store) == without_decisions(story)
    undo(store, kept(store)[-1]["id"])
    assert without_decisions(store) == after
    undo(store)
    assert without_decisions(store) == without_decisions(story)
    assert len(kept(store)) == 4


@EACH
def test_a_decision_holds_when_articles_are_read_again(
    store: Path, report: Callable[..., int], names: tuple[Any, ...]
) -> None:
    done(report, store, *names)
    before = without_decisions(store)
    for article in (*STORY, ASKED):
        assert report_reread([article.id], store, lambda _: None) == 0
    assert without_decisions(store) == before


@EACH
def test_a_decision_holds_in_a_store_to_which_the_articles_come_in_any_order(
    store: Path, tmp_path: Path, report: Callable[..., int], names: tuple[Any, ...]
) -> None:
    done(report, store, *names)
    decided = [decision(row) for row in kept(store)]
    for number, order in enumerate((STORY, STORY[::-1], (DENIED, TANKS_TOO, ASKED, TANKS, ASKED_TOO))):
        path = tmp_path / f"{number}.db"
        add(path, *order[:2])
        decide(path, decided)
        add(path, *order[2:])
        assert without_decisions(path) == without_decisions(store)


def decision(row: dict[str, Any]) -> Decision:
    values = {"value": json.loads(row["value"]), "was": json.loads(row["was"])}
    return Decision(row["kind"], row["subject"], **values, who=row["who"], at=row["at"], why=row["why"])


def decide(path: Path, decided: list[Decision]) -> None:
    """Keep decisions in a store that need not hold what they stand on."""
    with closing(Store.open(path)) as opened, opened.transaction():
        for one in decided:
            reports = reports_to_regroup(opened, one)
            append_decision(opened.db, one)
            linking.regroup(opened, reports)
        apply_decisions(opened)


def test_a_decision_on_what_is_no_longer_found_waits_until_it_is_found_again(store: Path) -> None:
    done(report_link, store, denial(), claim(ASKED))
    done(report_claim_merge, store, claim(TANKS), claim(ASKED))
    done(report_discard, store, statement(DENIED))
    before = without_decisions(store)
    with closing(Store.open(store)) as opened, opened.transaction():
        for article in (ASKED, DENIED):
            forgotten = opened.forget_records(article.id)
            linking.regroup(opened, forgotten.statements)
            apply_decisions(opened)
    assert denials(store)[denial()].claim == claim(TANKS)
    for article in (DENIED, ASKED):
        assert report_reread([article.id], store, lambda _: None) == 0
    assert without_decisions(store) == before


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 6), st.randoms(use_true_random=False)), max_size=8))
def test_any_decisions_all_taken_back_leave_the_store_as_it_was(
    story: Path, tmp_path: Path, steps: list[tuple[int, random.Random]]
) -> None:
    path = Path(shutil.copy(story, tmp_path / "tracker.db"))
    for which, chance in steps:
        try:
            some_decision(path, which, chance)
        except (DecisionError, UnknownName):
            continue
    orders = [decision(row) for row in kept(path)]
    other = tmp_path / "other.db"
    other.unlink(missing_ok=True)
    decide(other, [])
    add(other, *STORY[::-1])
    if not any(one.kind == "undo" for one in orders):
        decide(other, orders)
        assert without_decisions(other) == without_decisions(path)
    while True:
        try:
            undo(path)
        except UnknownName:
            break
    assert without_decisions(path) == without_decisions(story)


def some_decision(path: Path, which: int, chance: random.Random) -> None:
    with asked(path) as db:
        every = [row[0] for row in db.execute("select id from claims order by id")]
        said = [row[0] for row in db.execute("select id from statements order by id")]
        reports = [row[0] for row in db.execute("select id from meeting_reports order by id")]
        made = [row[0] for row in db.execute("select id from decisions order by n")]
    one, other = chance.choice(every), chance.choice(every)
    answering = chance.choice([denial(), statement(DENIED)])
    if which == 0:
        done(report_link, path, answering, one)
    elif which == 1:
        done(report_unlink, path, answering, one)
    elif which == 2:
        done(report_claim_merge, path, one, other)
    elif which == 3:
        with asked(path) as db:
            of_it = "select id from statements where claim = ? order by 1"
            mine = [row[0] for row in db.execute(of_it, (one,))]
        done(report_claim_split, path, one, chance.sample(mine, chance.randint(1, len(mine))))
    elif which == 4:
        done(report_discard, path, chance.choice([*every, *said, *reports]))
    elif which == 5:
        done(report_rate, path, one, chance.choice("123456"))
    elif made:
        undo(path, chance.choice(made))


# -- groups -----------------------------------------------------------------------------------------------------


def test_no_claim_ever_holds_what_was_split_and_every_order_gives_the_same(tmp_path: Path) -> None:
    twins = [replace(ASKED_TOO, outlet=name) for name in ("One", "Two", "Three")]
    everyone = (ASKED, ASKED_TOO, *twins)
    path = tmp_path / "first.db"
    add(path, *everyone)
    done(report_claim_split, path, claim(ASKED), [statement(twins[0]), statement(twins[1])])
    done(report_claim_split, path, claim(twins[0]), [statement(twins[1])])
    decided = [decision(row) for row in kept(path)]
    wanted = groups(path)
    assert len(wanted) == 3
    for number, order in enumerate(itertools.islice(itertools.permutations(everyone), 0, 120, 17)):
        other = tmp_path / f"{number}.db"
        decide(other, decided)
        add(other, *order)
        assert groups(other) == wanted


def test_the_program_as_a_person_runs_it(story: Path, tmp_path: Path, run_tracker: Any) -> None:
    path = shutil.copy(story, tmp_path / "tracker.db")

    def ran(*words: str) -> Any:
        return run_tracker(*words, "--db", path, TRACKER_USER="anna")

    assert ran("link", denial(), claim(ASKED), "--why", "so it says").status == 0
    assert ran("claim", "merge", claim(ASKED), claim(TANKS)).status == 0
    assert ran("claim", "split", claim(ASKED), statement(ASKED_TOO), statement(DENIED)).status == 0
    assert ran("rate", claim(ASKED), "2").status == 0
    assert ran("unlink", denial(), claim(ASKED)).status == 0
    assert ran("discard", denial()).status == 0
    (row,) = json.loads(ran("discarded", "--format", "json").out)
    assert (row["id"], row["decided_by"][0]["who"]) == (denial(), "anna")
    for form in ("table", "tsv", "csv", "md"):
        shown = " ".join(ran("discarded", "--format", form).out.split())
        assert "Berlin" in shown and "discarded by anna" in shown
    rows = json.loads(ran("disputed", "--format", "json", "--possible").out)
    decided = [[word["what"] for word in row["decided_by"]] for row in rows if row["decided_by"]]
    assert sorted(decided) == [["merged", "split", "rated"], ["split"]]
    assert "credibility 2" in ran("claims", "--format", "table").out
    assert "split by anna" in ran("timeline", "--format", "table").out
    for _ in range(6):
        assert ran("undo").status == 0
    failed = ran("rate", claim(ASKED), "Z")
    assert (failed.status, failed.said[0].startswith("tracker: 'Z' is on no scale")) == (2, True)


# -- what is alike as a whole ---------------------------------------------------------------------------------------


def grouped(home: Path, *alike: tuple[str, str, float, bool]) -> list[list[str]]:
    """The groups of statements of which it is known how alike some pairs are, and whether they are so enough."""
    with closing(Store.open(home / "alike.db")) as store:
        store.db.execute("pragma foreign_keys = off")
        for one, other, score, joins in alike:
            store.put_same_claim(one, other, score, "", joins=joins)
        members = [(member, 1.0, "") for member in sorted({id_ for pair in alike for id_ in pair[:2]})]
        return [[member for member, _, _ in group] for group in ClaimDecisions().groups(store, members)]


def test_a_chain_is_one_claim_where_its_ends_are_somewhat_alike(tmp_path: Path) -> None:
    chain = ("a", "b", 0.9, True), ("b", "c", 0.6, True), ("a", "c", 0.4, False)
    assert grouped(tmp_path, *chain) == [["a", "b", "c"]]


def test_a_chain_is_no_claim_where_its_ends_were_read_as_other(tmp_path: Path) -> None:
    chain = ("a", "b", 0.9, True), ("b", "c", 0.6, True), ("a", "c", 0.1, False)
    assert grouped(tmp_path, *chain) == [["a", "b"], ["c"]]


def test_two_that_are_alike_but_not_enough_are_not_one_claim(tmp_path: Path) -> None:
    assert grouped(tmp_path, ("a", "b", 0.49, False)) == [["a"], ["b"]]


def test_a_chain_whose_ends_were_never_read_together_is_one_claim_only_where_it_is_strong(tmp_path: Path) -> None:
    strong, weak = ("b", "c", 0.9, True), ("b", "c", 0.7, True)
    assert grouped(tmp_path, ("a", "b", 0.95, True), strong) == [["a", "b", "c"]]
    (tmp_path / "alike.db").unlink()
    assert grouped(tmp_path, ("a", "b", 0.95, True), weak) == [["a", "b"], ["c"]]
