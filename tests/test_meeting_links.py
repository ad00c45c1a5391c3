"""When two reports are of one meeting, and that the meetings do not depend on the order in which articles came."""

from __future__ import annotations

import itertools
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.link.meetings import Different, Same, Side, Told, compare
from tracker.pipeline import ingest
from tracker.queries import Filters, meetings
from tracker.records import Article
from tracker.store.store import Store
from tracker.views import MeetingRow

BLINKEN = Side("antony-blinken", "USA", True, "minister")
LAVROV = Side("sergei-lavrov", "RUS", True, "foreign")
BIDEN = Side("joe-biden", "USA", True, "leader")
PUTIN = Side("vladimir-putin", "RUS", True, "leader")
USA = Side("USA", "USA", False, "")
RUSSIA = Side("RUS", "RUS", False, "")
WANG = Side("wang-yi", "CHN", True, "foreign")


def told(
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
) -> Told:
    id_ = f"r{article}{start}"
    who = sides or (BLINKEN, LAVROV)
    where = country if place else None
    return Told(id_, who, status, mode, place, where, held, old, published, article, start, count, refers)


GENEVA = told(held="2022-01-21", place="Geneva")


@pytest.mark.parametrize(
    "other",
    [
        told(held="2022-01", place="Geneva", article="a2"),
        told(held="2022-W03", status="planned", published="2022-01-18", article="a2"),
        told(USA, RUSSIA, held="2022-01-21", article="a2"),
        told(held="2022-01-21", place="Lausanne", article="a2"),
        told(held="2022-01-20", place="Geneva", article="a2"),
        told(place="Geneva", published="2022-02-10", article="a2"),
        told(published="2022-01-23", article="a2"),
        told(status="planned", held="2022-01-21", old="2022-01-18", published="2022-01-17", article="a2"),
        told(BLINKEN, LAVROV, WANG, held="2022-01-21", place="Geneva", article="a2"),
    ],
    ids=lambda one: f"{one.held} {one.place} {len(one.sides)} {one.status}",
)
def test_reports_that_agree_on_people_and_on_date_or_place_are_of_one_meeting(other: Told) -> None:
    assert isinstance(compare(GENEVA, other), Same)


@pytest.mark.parametrize(
    "other",
    [
        told(held="2022-01-21", mode="phone", article="a2"),
        told(BLINKEN, WANG, held="2022-01-21", place="Geneva", article="a2"),
        told(BIDEN, PUTIN, held="2022-01-21", place="Geneva", article="a2"),
        told(held="2022-02-10", place="Munich", country="DEU", article="a2"),
        told(held="2022-02-10", place="Geneva", article="a2"),
        told(held="2022-01-20", place="Geneva", article="a1", start=90),
        told(status="habitual", article="a2"),
        told(status="planned", published="2022-02-01", place="Geneva", article="a2"),
    ],
    ids=lambda one: f"{one.held} {one.place} {one.mode} {one.status}",
)
def test_by_other_means_with_others_or_elsewhere_on_another_day_it_is_another_meeting(other: Told) -> None:
    assert isinstance(compare(GENEVA, other), Different)


def test_a_plan_and_a_meeting_on_another_day_are_left_open_since_it_may_have_been_put_off() -> None:
    plan = told(held="2022-01-18", status="planned", published="2022-01-15", article="a2")
    assert compare(GENEVA, plan) is None


def test_what_takes_up_a_meeting_belongs_with_that_one_and_is_compared_with_no_other() -> None:
    again = told(article="a1", start=90, refers=GENEVA.id)
    assert isinstance(compare(GENEVA, again), Same)
    assert compare(told(held="2022-02-10", place="Munich", start=40), again) is None


SIDES = st.lists(st.sampled_from([BLINKEN, LAVROV, USA, RUSSIA, WANG]), min_size=1, max_size=3, unique=True)
REPORTS = st.builds(
    lambda sides, held, place, status, mode, day, article, start: told(
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
def test_whether_two_reports_are_of_one_meeting_does_not_depend_on_which_is_first(one: Told, other: Told) -> None:
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
    text="US officials said that Antony Blinken had met Sergei Lavrov in Geneva on January 21. No such meeting took "
    "place, the Kremlin said.",
    published="2022-01-24",
    given_id="denied",
    outlet="Northgate Observer",
)
STORY = (PLANNED, POSTPONED, HELD, ELSEWHERE, LATER, DENIED)


def in_store(path: Path, *articles: Article) -> list[MeetingRow]:
    with closing(Store.open(path)) as store:
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


def test_what_is_read_again_gives_the_same_meetings(tmp_path: Path, run_tracker: Run) -> None:
    wanted = in_store(tmp_path / "t.db", *STORY)
    ran = run_tracker("reread", "held", "planned", "--db", tmp_path / "t.db")
    assert ran.status == 0, ran.err
    with closing(Store.open(tmp_path / "t.db")) as store:
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


def test_a_status_that_is_none_is_told_with_those_there_are(tmp_path: Path, run_tracker: Run) -> None:
    in_store(tmp_path / "t.db", HELD)
    ran = run_tracker("meetings", "--status", "met", "--db", tmp_path / "t.db")
    assert (ran.status, "no --status met in meetings: choose from held" in ran.err) == (2, True)


def test_show_lists_each_report_with_its_words_and_what_is_told_differently(tmp_path: Path, run_tracker: Run) -> None:
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
