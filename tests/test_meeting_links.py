"""When two reports are of one meeting, and that the meetings do not depend on the order in which articles came."""

from __future__ import annotations

import itertools
import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from conftest import Run, tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from tracker import pipeline
from tracker.link.meeting_reports import MeetingReport, Side, reading_order
from tracker.link.meetings import _REPORTS, _Nearby, link_meetings, regroup
from tracker.link.same_meeting import Different, Same, compare
from tracker.models.reader import VECTOR_SIZE
from tracker.parsing import Page
from tracker.pipeline import Reread, ingest, reread
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.queries.meetings import meetings
from tracker.queries.sheets import show
from tracker.records import (
    Actor,
    Article,
    Extraction,
    Meeting,
    MeetingMode,
    MeetingStatus,
    Mention,
    Participant,
    Proposition,
    Source,
    Span,
    Statement,
    When,
)
from tracker.store.decided import put_discarded
from tracker.store.older import migrations
from tracker.store.opening import open_to_read, show_from
from tracker.store.store import Store
from tracker.terms import Stance
from tracker.views.meetings import MeetingRow

BLINKEN = Side("antony-blinken", "USA", True, "minister")
LAVROV = Side("sergei-lavrov", "RUS", True, "foreign")
BIDEN = Side("joe-biden", "USA", True, "leader")
PUTIN = Side("vladimir-putin", "RUS", True, "leader")
USA = Side("USA", "USA", False, "")
RUSSIA = Side("RUS", "RUS", False, "")
WANG = Side("wang-yi", "CHN", True, "foreign")


def meeting_report(
    *sides: Side,
    held: str | None = None,
    place: str | None = None,
    status: str = "held",
    mode: str = "in_person",
    old: str | None = None,
    published: str | None = "2022-01-22",
    article: str = "a1",
    start: int = 0,
    count: int | None = None,
    refers: str | None = None,
    country: str | None = "CHE",
) -> MeetingReport:
    id_ = f"r{article}{start}"
    who = sides or (BLINKEN, LAVROV)
    where = country if place else None
    return MeetingReport(id_, who, status, mode, place, where, held, old, published, article, start, count, refers)


GENEVA = meeting_report(held="2022-01-21", place="Geneva")


@pytest.mark.parametrize(
    "other",
    [
        meeting_report(held="2022-01", place="Geneva", article="a2"),
        meeting_report(held="2022-W03", status="planned", published="2022-01-18", article="a2"),
        meeting_report(USA, RUSSIA, held="2022-01-21", article="a2"),
        meeting_report(held="2022-01-21", place="Lausanne", article="a2"),
        meeting_report(held="2022-01-20", place="Geneva", article="a2"),
        meeting_report(place="Geneva", published="2022-02-10", article="a2"),
        meeting_report(published="2022-01-23", article="a2"),
        meeting_report(status="planned", held="2022-01-21", old="2022-01-18", published="2022-01-17", article="a2"),
        meeting_report(BLINKEN, LAVROV, WANG, held="2022-01-21", place="Geneva", article="a2"),
    ],
    ids=lambda one: f"{one.held} {one.place} {len(one.sides)} {one.status}",
)
def test_reports_that_agree_on_people_and_on_date_or_place_are_of_one_meeting(other: MeetingReport) -> None:
    assert isinstance(compare(GENEVA, other), Same)


@pytest.mark.parametrize(
    "other",
    [
        meeting_report(held="2022-01-21", mode="phone", article="a2"),
        meeting_report(BLINKEN, WANG, held="2022-01-21", place="Geneva", article="a2"),
        meeting_report(BIDEN, PUTIN, held="2022-01-21", place="Geneva", article="a2"),
        meeting_report(held="2022-02-10", place="Munich", country="DEU", article="a2"),
        meeting_report(held="2022-02-10", place="Geneva", article="a2"),
        meeting_report(held="2022-01-20", place="Geneva", article="a1", start=90),
        meeting_report(status="habitual", article="a2"),
        meeting_report(status="planned", published="2022-02-01", place="Geneva", article="a2"),
    ],
    ids=lambda one: f"{one.held} {one.place} {one.mode} {one.status}",
)
def test_by_other_means_with_others_or_elsewhere_on_another_day_it_is_another_meeting(other: MeetingReport) -> None:
    assert isinstance(compare(GENEVA, other), Different)


def test_a_plan_and_a_meeting_on_another_day_are_left_open_since_it_may_have_been_put_off() -> None:
    plan = meeting_report(held="2022-01-18", status="planned", published="2022-01-15", article="a2")
    assert compare(GENEVA, plan) is None


def test_what_takes_up_a_meeting_belongs_with_that_one_and_is_compared_with_no_other() -> None:
    again = meeting_report(article="a1", start=90, refers=GENEVA.id)
    assert isinstance(compare(GENEVA, again), Same)
    assert compare(meeting_report(held="2022-02-10", place="Munich", start=40), again) is None


SIDES = st.lists(st.sampled_from([BLINKEN, LAVROV, USA, RUSSIA, WANG]), min_size=1, max_size=3, unique=True)
REPORTS = st.builds(
    lambda sides, held, place, status, mode, day, article, start: meeting_report(
        *sides,
        held=held,
        place=place,
        status=status,
        mode=mode,
        published=day,
        article=article,
        start=start,
    ),
    SIDES,
    st.sampled_from([None, "2022-01-20", "2022-01-21", "2022-01", "2022-W03", "2022-02-10"]),
    st.sampled_from([None, "Geneva", "Munich"]),
    st.sampled_from(["held", "planned", "cancelled", "refused", "proposed", "habitual"]),
    st.sampled_from(["in_person", "phone", "video", "unknown"]),
    st.sampled_from([None, "2022-01-18", "2022-01-22", "2022-02-11"]),
    st.sampled_from(["a1", "a2", "a3"]),
    st.integers(0, 500),
)


@given(REPORTS, REPORTS)
@settings(max_examples=300)
def test_whether_two_reports_are_of_one_meeting_does_not_depend_on_which_is_first(
    one: MeetingReport, other: MeetingReport
) -> None:
    assert compare(one, other) == compare(other, one)


# ------------------------------------------------------------------ in a store

PLANNED = Article(
    text="Antony Blinken will meet Sergei Lavrov in Geneva on Tuesday, the State Department said.",
    published="2022-01-14",
    given_id="planned",
    outlet="Harbour Post",
)
POSTPONED = Article(
    text="A meeting between Antony Blinken and Sergei Lavrov has been postponed from January 18 to January 21.",
    published="2022-01-17",
    given_id="postponed",
    outlet="Eastward Courier",
)
HELD = Article(
    text="Antony Blinken and Sergei Lavrov met in Geneva on Friday to discuss Ukraine. The meeting lasted two hours.",
    published="2022-01-22",
    given_id="held",
    outlet="Harbour Post",
)
ELSEWHERE = Article(
    text="Antony Blinken and Sergei Lavrov met in Lausanne on January 21, a Swiss official said.",
    published="2022-01-23",
    given_id="elsewhere",
    outlet="Capital Ledger",
)
LATER = Article(
    text="Antony Blinken and Sergei Lavrov met in Munich on Thursday.",
    published="2022-02-11",
    given_id="later",
    outlet="Capital Ledger",
)
DENIED = Article(
    text="US officials said that Antony Blinken had met Sergei Lavrov in Geneva on January 21. The Kremlin denied that "
    "the ministers had met.",
    published="2022-01-24",
    given_id="denied",
    outlet="Northgate Observer",
)
STORY = (PLANNED, POSTPONED, HELD, ELSEWHERE, LATER, DENIED)


ACTORS = (
    Actor("USA", "United States", "country"),
    Actor("RUS", "Russia", "country"),
    Actor("antony-blinken", "Antony Blinken", "person", ("Blinken",), "USA"),
    Actor("sergei-lavrov", "Sergei Lavrov", "person", ("Lavrov",), "RUS"),
)


def cut(text: str, words: str) -> Span:
    return Span.cut(text, text.index(words), text.index(words) + len(words))


def report(
    article: Article, words: str, status: MeetingStatus, *, place: str | None = None, country: str = "CHE",
    when: tuple[str, str] | None = None, old: tuple[str, str] | None = None, topic: str | None = None,
    said: Statement | None = None, again: Meeting | None = None,
) -> Meeting:  # fmt: skip
    """Blinken and Lavrov meet, as a careful reader finds it in these words; dates are their words and their value."""
    text = article.text
    sides = (("Antony Blinken", "USA", "minister"), ("Sergei Lavrov", "RUS", "foreign"))
    return Meeting(
        article.id,
        cut(text, words),
        (cut(text, words),),
        status,
        "in_person",
        tuple(Participant(name, cut(text, name), name.lower().replace(" ", "-"), *who) for name, *who in sides),
        cut(text, place) if place else None,
        country if place else None,
        When(when[1], cut(text, when[0]), "") if when else None,
        When(old[1], cut(text, old[0]), "") if old else None,
        (cut(text, topic),) if topic else (),
        again=again.id if again else None,
        statement=said.id if said else None,
        mentions=tuple(Mention(name.lower().replace(" ", "-"), "meets", cut(text, name), "") for name, *_ in sides),
    )


ALIKE = bytes([11]) * VECTOR_SIZE  # as a vector of length 1 in 8-bit numbers


def statement(article: Article, source: str, cue: str, content: str, stance: Stance = "assert") -> Statement:
    """Somebody says or denies that the two meet."""
    terms = ("antony-blinken", "meet", "sergei-lavrov")
    return Statement(
        article.id,
        (cut(article.text, source),),
        (cut(article.text, cue),),
        (cut(article.text, content),),
        stance,
        speaker=Source(source.removeprefix("the ").removeprefix("The "), "organisation"),
        proposition=Proposition(content, terms, " ".join(terms), tells=ALIKE, denies=ALIKE),
    )


def read_by_hand(page: Page) -> Extraction:
    """What is read from the articles of this story, whatever the reader has learnt."""
    article = page.article
    statements: list[Statement] = []
    if article.given_id == "planned":
        words = "Antony Blinken will meet Sergei Lavrov in Geneva on Tuesday"
        statements = [statement(article, "the State Department", "said", words)]
        when = ("Tuesday", "2022-01-18")
        reports = [report(article, words, "planned", place="Geneva", when=when, said=statements[0])]
    elif article.given_id == "postponed":
        dates = [("January 21", "2022-01-21"), ("January 18", "2022-01-18")]
        reports = [report(article, article.text[:-1], "planned", when=dates[0], old=dates[1])]
    elif article.given_id == "held":
        words = "Antony Blinken and Sergei Lavrov met in Geneva on Friday to discuss Ukraine"
        met = report(article, words, "held", place="Geneva", when=("Friday", "2022-01-21"), topic="Ukraine")
        reports = [met, report(article, "The meeting lasted two hours", "held", again=met)]
    elif article.given_id == "elsewhere":
        words = "Antony Blinken and Sergei Lavrov met in Lausanne on January 21"
        statements = [statement(article, "a Swiss official", "said", words)]
        when = ("January 21", "2022-01-21")
        reports = [report(article, words, "held", place="Lausanne", when=when, said=statements[0])]
    elif article.given_id == "later":
        when = ("Thursday", "2022-02-10")
        reports = [report(article, article.text[:-1], "held", place="Munich", country="DEU", when=when)]
    else:
        words, denied = "Antony Blinken had met Sergei Lavrov in Geneva on January 21", "the ministers had met"
        statements = [
            statement(article, "US officials", "said", words),
            statement(article, "The Kremlin", "denied", denied, "deny"),
        ]
        statements[1] = replace(statements[1], answers=((statements[0].id, 0.95),))
        when = ("January 21", "2022-01-21")
        met = report(article, words, "held", place="Geneva", when=when, said=statements[0])
        reports = [met, report(article, denied, "refused", again=met, said=statements[1])]
    return Extraction(article, (), tuple(statements), tuple(reports), ACTORS)


def in_store(path: Path, *articles: Article) -> list[MeetingRow]:
    with closing(Store.open(path)) as store, patch.object(pipeline, "extract", read_by_hand):
        list(ingest(articles, store))
        return list(meetings(store.db, Filters()).rows)


def test_a_planned_meeting_that_was_put_off_becomes_the_one_held(tmp_path: Path) -> None:
    (row,) = in_store(tmp_path / "t.db", PLANNED, POSTPONED, HELD)
    assert (row.status, row.start, row.old, row.place) == ("held", "2022-01-21", "2022-01-18", "Geneva")
    assert [report.article for report in row.reports] == ["planned", "postponed", "held", "held"]
    assert row.conflicts == {}


def test_an_undated_plan_is_shown_with_the_date_that_it_had(tmp_path: Path) -> None:
    (row,) = in_store(tmp_path / "t.db", PLANNED, POSTPONED)
    assert (row.status, row.start, row.old) == ("planned", "2022-01-21", "2022-01-18")


def test_another_place_on_the_same_day_is_kept_and_shown_as_a_contradiction(tmp_path: Path) -> None:
    (row,) = in_store(tmp_path / "t.db", HELD, ELSEWHERE)
    assert (row.place, row.conflicts) == ("Geneva", {"place": ("Geneva", "Lausanne")})


def test_another_day_in_another_town_is_another_meeting(tmp_path: Path) -> None:
    assert len(in_store(tmp_path / "t.db", HELD, LATER)) == 2


def test_a_report_says_who_tells_it_an_outlet_or_a_source(tmp_path: Path) -> None:
    (row,) = in_store(tmp_path / "t.db", PLANNED, POSTPONED)
    assert [report.source for report in row.reports] == ["State Department", "Eastward Courier"]


def test_what_a_source_tells_of_a_meeting_can_be_denied(tmp_path: Path) -> None:
    (row,) = in_store(tmp_path / "t.db", DENIED)
    assert [(one.source, one.stance) for one in row.denied] == [("Kremlin", "deny")]
    assert row.conflicts == {"status": ("held", "refused")}


def test_the_meetings_are_the_same_in_whatever_order_the_articles_came(tmp_path: Path) -> None:
    wanted = in_store(tmp_path / "t.db", *STORY)
    for number, articles in enumerate(itertools.islice(itertools.permutations(STORY), 1, 720, 90)):
        assert in_store(tmp_path / f"{number}.db", *articles) == wanted


def test_what_is_read_again_gives_the_same_meetings(tmp_path: Path) -> None:
    wanted = in_store(tmp_path / "t.db", *STORY)
    with closing(Store.open(tmp_path / "t.db")) as store, patch.object(pipeline, "extract", read_by_hand):
        done = list(reread([HELD.id, PLANNED.id], store))
        assert [type(one) for one in done] == [Reread, Reread]
        assert list(meetings(store.db, Filters()).rows) == wanted


@pytest.mark.parametrize(
    ("options", "places"),
    [
        (("--place", "Geneva"), ["Geneva"]),
        (("--place", "Switzerland"), ["Geneva"]),
        (("--place", "Germany"), ["Munich"]),
        (("--status", "held", "--place", "munich"), ["Munich"]),
        (("--status", "cancelled", "--status", "refused"), []),
        (("--mode", "phone"), []),
        (("--mode", "in-person", "--actor", "Lavrov", "--actor", "Blinken"), ["Geneva", "Munich"]),
    ],
)
def test_meetings_are_asked_for_by_place_status_mode_and_all_actors(
    options: tuple[str, ...], places: list[str], tmp_path: Path, run_tracker: Run
) -> None:
    in_store(tmp_path / "t.db", HELD, LATER)
    ran = run_tracker("meetings", *options, "--db", tmp_path / "t.db", "--format", "tsv")
    header, *lines = [line.split("\t") for line in ran.out.splitlines()] or [["place"]]
    assert [line[header.index("place")] for line in lines] == places


def test_a_status_that_is_none_is_refused_with_those_there_are(tmp_path: Path, run_tracker: Run) -> None:
    in_store(tmp_path / "t.db", HELD)
    ran = run_tracker("meetings", "--status", "met", "--db", tmp_path / "t.db")
    assert (ran.status, "no --status met in meetings: choose from held" in ran.err) == (2, True)


def test_show_lists_each_report_with_its_words_and_in_what_they_differ(tmp_path: Path, run_tracker: Run) -> None:
    (row,) = in_store(tmp_path / "t.db", HELD, ELSEWHERE)
    shown = run_tracker("show", row.id, "--db", tmp_path / "t.db").out
    for words in (
        "place: Geneva / Lausanne",
        "met in Geneva on Friday",
        "met in Lausanne",
        "Swiss official",
        "Ukraine",
    ):
        assert words in shown


def test_the_timeline_has_a_planned_meeting_at_its_planned_date_and_says_so(tmp_path: Path, run_tracker: Run) -> None:
    in_store(tmp_path / "t.db", PLANNED)
    ran = run_tracker("timeline", "--kind", "meeting", "--db", tmp_path / "t.db", "--format", "json")
    assert '"status": "planned"' in ran.out and '"date": "2022-01-18"' in ran.out


# ------------------------------------------------------------------ how likely a meeting is

LIKELY = {"held": (0.9, 0.6), "later": (0.7,), "elsewhere": (0.3,)}  # each report of an article


def read_unsurely(page: Page) -> Extraction:
    read = read_by_hand(page)
    reports = zip(read.meetings, LIKELY[str(page.article.given_id)], strict=True)
    unsure = (
        replace(one, probability=p, possible=p < 0.5, least_sure="its status" if p > 0.6 else "who takes part")
        for one, p in reports
    )
    return replace(read, meetings=tuple(unsure))


@pytest.fixture
def unsure(tmp_path: Path) -> Path:
    with closing(Store.open(tmp_path / "t.db")) as store, patch.object(pipeline, "extract", read_unsurely):
        list(ingest((HELD, LATER, ELSEWHERE), store))
    return tmp_path / "t.db"


@pytest.mark.parametrize(
    ("least", "places", "met"),
    [
        (None, ["Geneva", "Munich"], 3),
        (0.0, ["Geneva", "Lausanne", "Munich"], 4),
        (0.65, ["Geneva", "Munich"], 3),
        (0.8, ["Geneva"], 2),
        (0.95, [], 0),
    ],
)
def test_lists_show_meetings_whose_likeliest_report_is_likely_enough(
    unsure: Path, least: float | None, places: list[str], met: int
) -> None:
    with closing(open_to_read(unsure)) as db:
        if least is not None:
            show_from(db, least)
        found = meetings(db, Filters()).rows
        assert sorted(str(row.place) for row in found) == places
        assert sum(len(row.reports) for row in found) == met
        assert not any(row.conflicts for row in found)  # what is hardly likely contradicts nothing
        in_timeline = queries.timeline(db, Filters(kinds=("meeting",))).rows
        assert {(row.id, row.reports, row.who) for row in in_timeline} == {
            (row.id, len(row.reports), "Antony Blinken · Sergei Lavrov") for row in found
        }
        assert sum(row.meetings for row in queries.articles(db, Filters()).rows) == len(places)
        assert {row.id: row.meets for row in queries.actors(db, Filters()).rows}["sergei-lavrov"] == met
        of_lausanne = [row.place for row in meetings(db, Filters(about="lausanne", actors=("Lavrov",))).rows]
        assert of_lausanne == [place for place in places if place == "Lausanne"]


def test_a_meeting_tells_how_likely_its_likeliest_report_is_and_what_was_least_sure(unsure: Path) -> None:
    with closing(open_to_read(unsure)) as db:
        show_from(db, 0.0)
        sheets = {row.place: show(db, row.id) for row in meetings(db, Filters()).rows}
    probabilities = {
        place: [(field.value, field.reason) for field in sheet.fields if field.name == "probability"]
        for place, sheet in sheets.items()
    }
    assert probabilities == {
        "Geneva": [("0.90", "least sure: its status")],
        "Munich": [("0.70", "least sure: its status")],
        "Lausanne": [("0.30", "least sure: who takes part; not likely enough to be shown unasked")],
    }


def test_a_person_discards_a_meeting_that_is_only_possible(unsure: Path, run_tracker: Run) -> None:
    def places(*options: str) -> list[str]:
        ran = run_tracker("meetings", *options, "--db", unsure, "--format", "json")
        return [row["place"] for row in json.loads(ran.out)]

    assert places("--possible", "--sort", "latest") == ["Munich", "Geneva", "Lausanne"]
    listed = run_tracker("meetings", "--possible", "--place", "Lausanne", "--db", unsure, "--format", "json")
    (row,) = json.loads(listed.out)
    assert run_tracker("discard", row["id"], "--db", unsure).status == 0
    assert places("--possible", "--min-score", "0.1", "--actor", "Blinken") == ["Geneva", "Munich"]
    assert run_tracker("undo", "--db", unsure).status == 0
    assert places("--min-score", "0.1", "--until", "2022-01") == ["Geneva", "Lausanne"]


# ------------------------------------------------------------------ one after the other

PEOPLE = {
    "antony-blinken": "USA", "joe-biden": "USA", "sergei-lavrov": "RUS", "vladimir-putin": "RUS", "wang-yi": "CHN",
}  # fmt: skip
COUNTRIES = ("USA", "RUS", "CHN")
DATES = [None, None, "2022-01-20", "2022-01-21", "2022-01-24", "2022-01", "2022-W03", "2022-02-10", "2022"]


def an_article(number: int, published: str | None) -> Article:
    article = Article(f"{number:02} words of a made text, long enough", published=published, given_id=f"a{number}")
    return replace(article, kept_id=article.id)


def a_meeting(
    article: Article, sides: Mapping[str, str | None], *, at: int = 0, status: MeetingStatus = "held",
    mode: MeetingMode = "in_person", place: str | None = None, held: str | None = None, old: str | None = None,
) -> Meeting:  # fmt: skip
    """A report in a made article; `sides` are who takes part, each with whom the article says that it acts for."""
    places = [Span(at + n, at + n + 1, article.text[at + n : at + n + 1]) for n in range(8)]
    return Meeting(
        article.id,
        Span(at, at + 8, article.text[at : at + 8]),
        (places[7],),
        status,
        mode,
        tuple(
            Participant(name, span, name, says, None) for span, (name, says) in zip(places, sides.items(), strict=False)
        ),
        Span(at, at + len(place), place) if place else None,
        when=When(held, places[6], "") if held else None,
        old=When(old, places[6], "") if old else None,
    )


def a_report(draw: st.DrawFn, article: Article, at: int) -> Meeting:
    sides = {}
    for country in draw(st.lists(st.sampled_from(COUNTRIES), min_size=1, unique=True)):
        name = draw(st.sampled_from([country, *(key for key, acts_for in PEOPLE.items() if acts_for == country)]))
        sides[name] = draw(st.sampled_from([country, country, None]))
    return a_meeting(
        article,
        sides,
        at=at,
        held=draw(st.sampled_from(DATES)),
        old=draw(st.sampled_from([*[None] * 9, "2022-01-24"])),
        place=draw(st.sampled_from([None, None, "Geneva", "Munich"])),
        status=draw(st.sampled_from(["held", "held", "held", "planned", "cancelled", "refused", "habitual"])),
        mode=draw(st.sampled_from(["in_person", "in_person", "phone", "unknown"])),
    )


def saying(article: Article, *reports: Meeting) -> Extraction:
    actors = [Actor(key, key, "country") for key in COUNTRIES]
    actors += [Actor(key, key, "person", acts_for=acts_for) for key, acts_for in PEOPLE.items()]
    return Extraction(article, (), (), reports, tuple(actors))


@st.composite
def extractions(draw: st.DrawFn) -> list[Extraction]:
    """Articles with reports of the same few people within the same few weeks."""
    found = []
    for number in range(draw(st.integers(1, 14))):
        days = [None, "2022-01-18", "2022-01-21", "2022-01-22", "2022-01-25", "2022-02-11"]
        article = an_article(number, draw(st.sampled_from(days)))
        found.append(saying(article, *(a_report(draw, article, at * 9) for at in range(draw(st.integers(1, 3))))))
    return found


def grouped(store: Store) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for row in store.rows("select id, meeting from meeting_reports where discarded is null"):
        groups.setdefault(row["meeting"] or "", set()).add(row["id"])
    assert "" not in groups
    return set(map(frozenset, groups.values()))


def linked(path: Path) -> list[object]:
    """All of meetings that a store holds, without the numbers of its rows."""
    held = tables(path)
    return [held["meetings"], held["participants"], sorted((row[1:] for row in held["meeting_reports"]), key=repr)]


def grouped_at_once(store: Store) -> set[frozenset[str]]:
    """The groups that come of comparing all reports of the store with all: the surest pair first."""
    every = _Nearby(store)
    pairs = itertools.combinations(sorted(every.read(_REPORTS), key=lambda id_: reading_order(every.reports[id_])), 2)
    verdicts = {pair: every.verdict(*pair) for pair in pairs}
    different = {frozenset(pair) for pair, verdict in verdicts.items() if isinstance(verdict, Different)}
    group = {id_: frozenset([id_]) for id_ in every.reports}
    same = [(-verdict.score, pair) for pair, verdict in verdicts.items() if isinstance(verdict, Same)]
    for _, (one, other) in sorted(same):
        left, right = group[one], group[other]
        if left is not right and not any(frozenset((a, b)) in different for a in left for b in right):
            group |= dict.fromkeys(left | right, left | right)
    return set(group.values())


def test_a_report_that_moves_to_another_meeting_names_nobody_in_the_one_that_it_leaves(tmp_path: Path) -> None:
    two = [an_article(number, "2022-01-21") for number in (1, 2)]
    sides = ({"RUS": "RUS", "CHN": "CHN"}, {"RUS": "RUS", "USA": "USA"})
    with closing(Store.open(tmp_path / "t.db")) as store:
        for article, who in zip(two, sides, strict=True):
            add(store, saying(article, a_meeting(article, who, held="2022-01-21")))
        reports = [row["id"] for row in store.rows("select id from meeting_reports order by n")]
        meetings_of = "select id, status, mode from meetings where id = ?"
        one, other = (dict(store.rows(meetings_of, "m" + report[1:])[0]) for report in reports)
        with store.transaction():
            store.put_meetings([(one, dict.fromkeys(reports, "together"))])
        assert who_meet(store) == {one["id"]: {"RUS", "CHN", "USA"}}
        with store.transaction():
            store.put_meetings([(one, {reports[0]: "alone"}), (other, {reports[1]: "alone"})])
        assert who_meet(store) == {one["id"]: {"RUS", "CHN"}, other["id"]: {"RUS", "USA"}}


def who_meet(store: Store) -> dict[str, set[str]]:
    return {row["id"]: set(row["participants"].split(" · ")) for row in store.rows("select * from meetings")}


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_meetings_made_article_by_article_are_those_of_all_reports_at_once(data: st.DataObject) -> None:
    found = data.draw(extractions())
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder) / "t.db")) as store:
        for extraction in found:
            add(store, extraction)
        assert grouped(store) == grouped_at_once(store)
        first = linked(Path(folder) / "t.db")
        again = data.draw(st.lists(st.sampled_from(found), max_size=3))
        for extraction in again:
            with store.transaction():
                forgotten = store.forget_records(extraction.article.id)
                regroup(store, forgotten.reports)
                assert grouped(store) == grouped_at_once(store)
                store.read_again(extraction, "test", forgotten)
                link_meetings(store, extraction.article.id)
        assert linked(Path(folder) / "t.db") == first
        reports = [report.id for extraction in found for report in extraction.meetings]
        discarded = data.draw(st.lists(st.sampled_from(reports), max_size=3, unique=True))
        with store.transaction():
            changed = put_discarded(store.db, "meeting_reports", dict.fromkeys(discarded, "d"))
            regroup(store, changed)
        assert grouped(store) == grouped_at_once(store)
        with store.transaction():
            regroup(store, put_discarded(store.db, "meeting_reports", {}))
        assert grouped(store) == grouped_at_once(store)
        with store.transaction():
            merged = data.draw(st.sampled_from(sorted(PEOPLE)))
            store.put_same_actors(PEOPLE, [(key, "joe-biden", "", None) for key in {merged, "joe-biden"}])
            regroup(store, [row[0] for row in store.rows("select report from participants where actor = ?", merged)])
        assert grouped(store) == grouped_at_once(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "t.db")) as store:
        yield store


def add(store: Store, *found: Extraction) -> None:
    for extraction in found:
        with store.transaction():
            store.add(extraction, "test")
            link_meetings(store, extraction.article.id)


def read_again(store: Store, extraction: Extraction) -> None:
    with store.transaction():
        forgotten = store.forget_records(extraction.article.id)
        regroup(store, forgotten.reports)
        store.read_again(extraction, "test", forgotten)
        link_meetings(store, extraction.article.id)


def articles_of(store: Store) -> set[frozenset[str]]:
    """The given ids of the articles whose reports are of one meeting."""
    article = dict(
        tuple(row)
        for row in store.rows("select r.id, given_id from meeting_reports r join articles a on a.id = article")
    )
    return {frozenset(article[report] for report in group) for group in grouped(store)}


def test_a_report_that_a_new_one_parts_from_its_meeting_is_compared_anew_with_all_near_it(store: Store) -> None:
    both = {"USA": None, "RUS": None}
    plan, trip, call, met = (
        an_article(n, day) for n, day in enumerate(["2022-01-18", "2022-01-22", "2022-01-22", "2022-01-21"])
    )
    planned = saying(plan, a_meeting(plan, both, status="planned", place="Geneva", held="2022-01-20"))
    further = saying(trip, a_meeting(trip, both, status="planned", mode="unknown", place="Geneva"))
    by_phone = saying(call, a_meeting(call, both, status="planned", mode="phone"))
    add(store, planned, further, by_phone)
    assert articles_of(store) == {frozenset({"a0", "a1"}), frozenset({"a2"})}
    # What was planned was held before the further trip was planned, which now may be the call.
    add(store, saying(met, a_meeting(met, both, place="Geneva", held="2022-01-20")))
    assert articles_of(store) == {frozenset({"a0", "a3"}), frozenset({"a1", "a2"})}


def test_whom_a_person_acts_for_is_learnt_from_a_report_of_another_time_and_forgotten_with_it(store: Store) -> None:
    person, country, later = (an_article(n, day) for n, day in enumerate(["2022-01-21", "2022-01-22", "2022-06-21"]))
    with_lavrov = {"sergei-lavrov": None, "CHN": "CHN"}
    lavrov_for_russia = saying(later, a_meeting(later, {"sergei-lavrov": "RUS", "USA": "USA"}, held="2022-06-20"))
    add(store, saying(person, a_meeting(person, with_lavrov, held="2022-01-20")))
    add(store, saying(country, a_meeting(country, {"RUS": "RUS", "CHN": "CHN"}, held="2022-01-20")))
    assert articles_of(store) == {frozenset({"a0"}), frozenset({"a1"})}
    add(store, lavrov_for_russia)
    assert articles_of(store) == {frozenset({"a0", "a1"}), frozenset({"a2"})}
    read_again(store, saying(later))
    assert articles_of(store) == {frozenset({"a0"}), frozenset({"a1"})}
    read_again(store, lavrov_for_russia)
    with store.transaction():
        regroup(store, store.forget_records(later.id).reports)
    assert articles_of(store) == {frozenset({"a0"}), frozenset({"a1"})}


def test_a_store_of_an_older_version_finds_reports_by_the_same_days(tmp_path: Path) -> None:
    new, old = tmp_path / "new.db", tmp_path / "old.db"
    both = {"USA": "USA", "sergei-lavrov": None}
    days = [None, "2022", "2022-02", "2022-02-03"]
    statuses: tuple[MeetingStatus, ...] = ("held", "habitual")
    cases = itertools.product(days, [*DATES[1:], "2022-Q1", "2022-SP"], [None, "2022-01-24"], statuses)
    with closing(Store.open(new)) as store:
        for number, (published, held, put_off, status) in enumerate(cases):
            article = an_article(number, published)
            add(store, saying(article, a_meeting(article, both, held=held, old=put_off, status=status)))
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        migrations.apply(Database(db), stop_before="m010_meetings_found_by_side_and_day")
        db.execute("attach ? as new", (str(new),))
        for table in ("articles", "meetings", "meeting_reports", "participants"):
            in_new = {row[1] for row in db.execute(f"pragma new.table_info({table})")}
            names = ", ".join(row[1] for row in db.execute(f"pragma main.table_info({table})") if row[1] in in_new)
            db.execute(f"insert into {table} ({names}) select {names} from new.{table}")
    Store.open(old).close()
    assert tables(old)["participants"] == tables(new)["participants"]
    with closing(Store.open(old)) as store, store.transaction():
        regroup(store, [row["id"] for row in store.rows("select id from meeting_reports")])
    assert linked(old) == linked(new)
