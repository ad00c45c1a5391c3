"""The timeline as a person looks at it: by day, week, month and story, between two actors, and as lanes over time."""

from __future__ import annotations

import io
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import bench_store
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from test_queries import Met, Said, Story, filled, story

from tracker.dates import PartialDate
from tracker.errors import UsageError
from tracker.queries import between
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.render.column import View
from tracker.render.formats import show_rows
from tracker.render.lists.timeline import lanes_by, timeline_by
from tracker.render.output import FormatName, Output
from tracker.store.opening import open_to_read
from tracker.views.reports import Word
from tracker.views.timeline import LaneRow, TimelineRow

GOLDEN = Path(__file__).parent / "golden" / "timeline"
WIDTHS = (60, 80, 120, 200)
SGR = re.compile(r"\x1b\[[0-9;]*m")
Group = Literal["day", "week", "month", "story"]
GROUPS: tuple[Group, ...] = ("day", "week", "month", "story")

_ASKED = "Sudria has asked its neighbour for artillery shells and a loan of two billion crowns"
ROWS = [
    TimelineRow(
        "mtreaty0001", "meeting", "2031-03/2031-04", "meeting", "Ana Lynd · Jonas Berg", None,
        "Ana Lynd and Jonas Berg met on the treaty from March to April", None, "held", "nor-2", 1,
    ),
    TimelineRow(
        "crivers0001", "claim", "2031-05", "said", "Norland's ministry of rivers", None, "the dam at Ost is safe",
        "assert", None, "nor-2", 2, story="crivers0001",
    ),
    TimelineRow(
        "spromise001", "promise", "2031-W19", "said", "Sudria", None, "to open the border", "assert", None, "sud-7", 1,
        story="spromise001",
    ),
    TimelineRow(
        "c0fficia1s1", "claim", "2031-05-11", "said", "two senior Norland officials", None, _ASKED, "assert", None,
        "nor-1", 4, (Word("merged", "alice", "2031-06-01T00:00:00Z", "one order", "d1"),), story="c0fficia1s1",
    ),
    TimelineRow(
        "cweather001", "claim", "2031-05-11", "reported", "Port Anselm weather office", None, "it will rain", "assert",
        None, "nor-1", 1, story="cweather001",
    ),
    TimelineRow(
        "sembassy001", "denial", "2031-05-12", "said", "a spokesperson for the embassy of Sudria",
        "two senior Norland officials", "we have never heard of any such request", "deny_knowledge", None, "sud-7", 1,
        story="c0fficia1s1", story_words=_ASKED,
    ),
    TimelineRow(
        "ssilent0001", "refusal", "2031-05-12", "reported", "the White Hall", "two senior Norland officials",
        "turned down an invitation to describe what the request was based on", "no_comment", None, "nor-1", 1,
        story="c0fficia1s1", story_words=_ASKED,
    ),
    TimelineRow(
        "mrome000001", "meeting", "2031-05-13", "meeting", "Jonas Berg · Anna Lind", None,
        "Jonas Berg met Anna Lind for seven hours in Port Anselm", None, "held", "nor-1", 2,
    ),
    TimelineRow(
        "mcalled0ff1", "meeting", "2031-05-20", "meeting", "Jonas Berg · Anna Lind", None,
        "a second meeting was called off", None, "cancelled", "nor-3", 1,
    ),
    TimelineRow(
        "srai1way001", "denial", "2031-06-02", "said", "Sudria", None, "no train was stopped", "deny", None, "sud-8", 1,
        story="crai1way001", story_words="a train was stopped at the border",
    ),
    TimelineRow(
        "srai1way002", "confirmation", "2031-06-03", "said", "Sudria's railway", None, "a train had been stopped",
        "confirm", None, "sud-8", 1, story="crai1way001", story_words="a train was stopped at the border",
    ),
    TimelineRow(
        "mp1anned002", "meeting", "2031-06-14", "meeting", "Norland · Sudria", None, "will meet in Ost", None,
        "planned", "nor-1", 1,
    ),
    TimelineRow(
        "mp1anned001", "meeting", None, None, "Norland · Sudria", None, "will speak by telephone", None, "proposed",
        "nor-1", 1,
    ),
    TimelineRow(
        "sundated001", "denial", None, None, "Readers", "Sudria", "that the border was ever open", "deny", None,
        "nor-3", 1, story="spromise001", story_words="to open the border",
    ),
]  # fmt: skip
_OUTLETS = {"nor-1": "Norland Post", "sud-7": "The Sudria Evening Courier"}  # the others have none that is known
ROWS = [replace(row, outlet=_OUTLETS.get(row.article)) for row in ROWS]
LANES = [
    LaneRow("Norland", "2031-05-11", "2031-05-11", 14, 0, 0, 0),
    LaneRow("Norland", "2031-05-12", "2031-05-12", 1, 0, 0, 0),
    LaneRow("Norland", "2031-05-13", "2031-05-13", 0, 2, 1, 0),
    LaneRow("Norland", "2031-06-14", "2031-06-14", 0, 0, 0, 1),
    LaneRow("Norland", None, None, 0, 0, 0, 2),
    LaneRow("the Federated Republics of Sudria", "2031-05-01", "2031-05-31", 1, 0, 0, 0),
    LaneRow("the Federated Republics of Sudria", "2031-05-12", "2031-05-12", 0, 1, 0, 0),
    LaneRow("the Federated Republics of Sudria", "2031-05-13", "2031-05-13", 0, 0, 1, 0),
    LaneRow("the Federated Republics of Sudria", "2031-06-02", "2031-06-02", 3, 120, 0, 0),
    LaneRow("all others", "1990-01-01", "1999-12-31", 1, 0, 0, 0),
    LaneRow("all others", "2031-06-03", "2031-06-03", 1, 0, 0, 0),
]


def shown(
    rows: Any, view: View[Any], width: int = 100, *, colour: bool = False, encoding: str = "utf-8",
    format_name: FormatName = "table",
) -> str:  # fmt: skip
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    show_rows(rows, view, Output(stream, format_name, width, colour))
    stream.seek(0)
    return stream.read()


def by_story() -> list[TimelineRow]:
    """The rows as the query orders them by story."""
    together = Counter(row.story for row in ROWS if row.story)
    first = {row.story: at for at, row in reversed(list(enumerate(ROWS)))}

    def place(row: TimelineRow) -> tuple[bool, int]:
        alone = row.story is None or together[row.story] == 1
        return alone, 0 if alone else first[row.story]

    return sorted(ROWS, key=place)


def drawing(name: str, width: int, **more: Any) -> str:
    if name == "lanes":
        return shown(LANES, lanes_by("day"), width, **more)
    return shown(by_story() if name == "story" else ROWS, timeline_by(name), width, **more)


CASES: dict[str, Callable[[], str]] = {
    f"{name}.{width}{'.colour' if colour else ''}.txt": lambda n=name, w=width, c=colour: drawing(n, w, colour=c)
    for name in (*GROUPS, "lanes")
    for width in WIDTHS
    for colour in (False, True)
} | {f"{name}.80.ascii.txt": lambda n=name: drawing(n, 80, encoding="ascii") for name in ("day", "lanes")}  # type: ignore[misc]


@pytest.mark.parametrize("file", CASES)
def test_a_drawing_is_what_a_person_approved(file: str) -> None:
    text = CASES[file]()
    if os.environ.get("TRACKER_GOLDEN") == "write":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / file).write_bytes(text.encode())
    assert text == (GOLDEN / file).read_bytes().decode()


def test_every_golden_drawing_belongs_to_a_case() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)


# -- what a person sees -----------------------------------------------------------------------------------------


def titles(text: str) -> list[str]:
    return re.findall(r"^── (.+?) ─+$", text, re.MULTILINE)


def block(text: str, title: str) -> str:
    """What stands beneath a title, up to the next empty line."""
    return text[text.index(f"── {title} ──") :].partition("\n\n")[0]


def test_what_is_known_to_a_month_stands_in_no_week_and_no_day() -> None:
    assert titles(drawing("day", 100))[:3] == [
        "from March to April 2031 (day not known)", "May 2031 (day not known)", "week of 5 May 2031 (day not known)",
    ]  # fmt: skip
    by_week = drawing("week", 100)
    assert "crivers0001" in block(by_week, "May 2031 (week not known)")
    assert "c0fficia1s1" in block(by_week, "5 to 11 May 2031")
    assert "spromise001" in block(by_week, "5 to 11 May 2031")
    assert "crivers0001" in block(drawing("month", 100), "May 2031")


def test_a_group_has_one_title_also_where_a_coarser_date_stands_between_its_days() -> None:
    dates = ["2031-04-28", "2031-05-01", "2031-05", "2031-05-02", "2031-05-05"]
    rows = [replace(ROWS[3], id=f"c{at}", date=value) for at, value in enumerate(dates)]
    assert titles(shown(rows, timeline_by("week"))) == [
        "28 April to 4 May 2031", "May 2031 (week not known)", "5 to 11 May 2031",
    ]  # fmt: skip


def test_meetings_to_come_stand_apart_whatever_the_group_and_those_called_off_do_not() -> None:
    for group in GROUPS:
        planned = block(drawing(group, 120), "Planned")
        assert re.findall(r"\bm[a-z0-9]{10}\b", planned) == ["mp1anned002", "mp1anned001"]
        assert "undated" in planned


def test_a_story_stands_under_the_words_of_its_claim_and_does_not_say_them_twice() -> None:
    text = drawing("story", 200)
    assert text.count(_ASKED) == 1
    drawn = block(text, "11 to 12 May 2031")
    assert [drawn.index(one) for one in (_ASKED, "c0fficia1s1", "sembassy001", "ssilent0001")] == sorted(
        drawn.index(one) for one in (_ASKED, "c0fficia1s1", "sembassy001", "ssilent0001")
    )
    assert "a train was stopped at the border (crai1way001)" in text  # a claim that no row has
    assert "cweather001" in block(text, "In no story with others")


def test_each_sign_has_its_word_beside_it_and_in_the_legend() -> None:
    for width in (60, 100):
        text = drawing("day", width)
        legend = text[text.rindex("\n\n") :]
        for sign, word in (("●", "claim"), ("✗", "denial"), ("○", "refusal"), ("✓", "confirmation"), ("»", "promise")):
            assert f"{sign} {word}" in legend
            assert re.search(rf"^(?:.*  )?{sign} +{word}", text[: text.rindex("\n\n")], re.MULTILINE)
        assert "◇ meeting planned or not held" in " ".join(legend.split())


@pytest.mark.parametrize("name", [*GROUPS, "lanes"])
def test_a_stream_of_ascii_gets_signs_of_ascii_and_no_escapes(name: str) -> None:
    text = drawing(name, 100, encoding="ascii").replace(r"\xb7", "·")  # between names, as the store has them
    assert "\\" not in text
    assert len(text.splitlines()) == len(drawing(name, 100).splitlines())


# -- lanes ------------------------------------------------------------------------------------------------------


def test_a_day_that_is_not_known_is_drawn_across_all_that_it_may_be_and_what_is_undated_is_told() -> None:
    text = shown(LANES[5:7], lanes_by("day"), 120)
    marks = next(line for line in text.splitlines() if "●" in line)
    assert marks.count("~") == 31 * 2
    assert "~ on some day of these" in text
    assert "undated: Norland 2" in drawing("lanes", 100)
    assert "undated" not in text
    assert "before or after these days: all others 1" in drawing("lanes", 200)


def test_a_mark_is_the_sign_of_one_and_the_number_of_several_with_all_of_them_counted() -> None:
    later = LaneRow("Norland", "2033-01-01", "2033-01-01", 1, 0, 0, 0)
    text = shown([*LANES[:5], later], lanes_by("day"), 40)
    assert re.search(r"^Norland +● +16 +\+·+●$", text, re.MULTILINE)
    assert "+ 10 or more" in text
    wide = shown(LANES[:5], lanes_by("day"), 200)
    assert re.search(r"● +15 +14 ", wide)


days = st.dates().map(str)
dates = st.one_of(
    st.none(), days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]), st.just("2031-W20"),
    st.just("PAST_REF"), st.tuples(days, days).map(lambda two: "/".join(sorted(two))),
)  # fmt: skip
spans = st.one_of(
    st.just((None, None)), st.tuples(days, days).map(lambda two: tuple(sorted(two))), days.map(lambda d: (d, d))
)
words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Mn", "Me", "Cf")), max_size=30)
rows_of = st.builds(
    TimelineRow, st.from_regex(r"[csm][a-z0-9]{10}", fullmatch=True),
    st.sampled_from(["claim", "denial", "refusal", "demand", "meeting", "attitude"]), dates,
    st.sampled_from([None, "said", "happened"]), words, st.none() | words, words,
    st.sampled_from(["deny_knowledge", None]),
    st.sampled_from([None, "held", "planned", "refused"]), words, st.integers(1, 2000), st.just(()),
    st.sampled_from([None, "c1", "c2"]), words,
)  # fmt: skip
lanes_of = st.builds(
    lambda actor, span, counts: LaneRow(actor, *span, *counts), words, spans,
    st.tuples(*(st.integers(0, 3_000),) * 4),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(rows_of, min_size=1, max_size=5), st.sampled_from(GROUPS), st.integers(40, 220))
def test_a_drawing_has_every_row_and_no_line_is_too_wide(rows: list[TimelineRow], group: Group, width: int) -> None:
    text = shown(rows, timeline_by(group), width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert all(row.id in text for row in rows)
    owed = Counter("".join("".join(f"{r.who}{r.whom or ''}{r.words}{r.article}".split()) for r in rows))
    if group != "story":
        assert owed - Counter(text) == Counter()
    assert SGR.sub("", shown(rows, timeline_by(group), width, colour=True)) == text


@settings(max_examples=100)
@given(st.lists(lanes_of, min_size=1, max_size=6), st.sampled_from(["day", "week", "month"]), st.integers(40, 220))
def test_lanes_of_any_time_fit_any_width(rows: list[LaneRow], unit: str, width: int) -> None:
    rows = sorted(rows, key=lambda row: row.actor)
    text = shown(rows, lanes_by(unit), width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert SGR.sub("", shown(rows, lanes_by(unit), width, colour=True)) == text


# -- what is asked of the store ---------------------------------------------------------------------------------

ASKED = "Russia asked China for arms"
OFFICIALS = Said("US officials", ASKED, actor="USA", about=("RUS", "CHN"), claim="asked", kind="unnamed")
NEVER = Said("Liu Pengyu", "such a request", "deny", "denied", actor="CHN", kind="organisation", answers="asked")
OFFER = Said("Beijing", "Moscow may count on help", actor="CHN", kind="organisation", about=("RUS",), claim="offer")
AGAIN = Said("The Kremlin", "Moscow may count on help", actor="RUS", kind="organisation", about=("CHN",), claim="offer")
NO_OFFER = Said("Moscow", "any such word", "deny", "denied", actor="RUS", kind="organisation", answers="offer")
DEMAND = Said("Kremlin", "to pay", force="directive", cue="told them", actor="RUS", kind="organisation", claim="pay")
REJECTED = Said("China", "it", "reject", "turned down", actor="CHN", kind="organisation", answers="pay")
WEATHER = Said("China", "it will rain", actor="CHN", kind="organisation", claim="rain")
MET = Met(("Vladimir Putin", "Yang Jiechi"), "both", "2022-03-10")
APART = Met(("Jake Sullivan", "Yang Jiechi"), "rome", "2022-03-11")


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Callable[..., sqlite3.Connection]]:
    opened: list[sqlite3.Connection] = []

    def ask(*stories: Story) -> sqlite3.Connection:
        opened.append(filled(tmp_path / "tracker.db", *stories))
        return opened[-1]

    yield ask
    for db in opened:
        db.close()


def test_between_two_stands_what_one_says_of_the_other_or_answers_him_and_their_meetings(
    ask: Callable[..., sqlite3.Connection],
) -> None:
    db = ask(story("a", OFFICIALS, NEVER, OFFER, NO_OFFER, DEMAND, REJECTED, WEATHER, MET, APART))

    def passed(one: str, other: str) -> list[tuple[str, str]]:
        rows = queries.timeline(db, Filters(actors=(one, other)), between=True).rows
        assert rows == queries.timeline(db, Filters(actors=(other, one)), between=True).rows
        return [(row.kind, row.who) for row in rows]

    assert passed("Russia", "China") == [
        ("meeting", "Vladimir Putin · Yang Jiechi"), ("claim", "Beijing"), ("denial", "Moscow"), ("demand", "Kremlin"),
        ("rejection", "China"),
    ]  # fmt: skip
    assert passed("US", "China") == [
        ("meeting", "Jake Sullivan · Yang Jiechi"), ("claim", "US officials"), ("denial", "Liu Pengyu"),
    ]  # fmt: skip
    assert passed("US", "Russia") == [("claim", "US officials")]


def test_between_two_a_claim_stands_at_what_one_of_them_said(ask: Callable[..., sqlite3.Connection]) -> None:
    third = Said("Kyiv", "Moscow may count on help", about=("RUS", "CHN"), claim="offer")
    db = ask(story("a", third, published="2022-03-01"), story("b", AGAIN, published="2022-03-05"))
    (row,) = queries.timeline(db, Filters(actors=("Russia", "China")), between=True).rows
    assert (row.who, row.date, row.reports) == ("The Kremlin", "2022-03-05", 2)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(actors=("Russia",)), "needs two actors and one is named"),
        (Filters(), "needs two actors and none are named"),
        (Filters(actors=("Russia", "China", "US")), "needs two actors and 3 are named"),
        (Filters(actors=("Russia", "Moscow")), "Russia and Moscow are one actor"),
        (Filters(actors=("Russia", "China"), role="says"), "leave out --role"),
    ],
)
def test_between_other_than_two_actors_is_an_error_that_says_what_to_do(
    ask: Callable[..., sqlite3.Connection], filters: Filters, said: str
) -> None:
    db = ask(story("a", OFFICIALS))
    for listing in (queries.timeline, queries.lanes):
        with pytest.raises(UsageError, match=said):
            listing(db, filters, between=True)


@pytest.mark.parametrize("make", [timeline_by, lanes_by])
def test_a_group_that_is_not_known_is_an_error_that_names_the_choices(make: Callable[[str], View[Any]]) -> None:
    with pytest.raises(UsageError, match="day, week, month"):
        make("year")


def test_by_story_a_claim_and_its_answers_stand_together_and_the_first_story_first(
    ask: Callable[..., sqlite3.Connection],
) -> None:
    db = ask(
        story("a", OFFICIALS, WEATHER, MET, published="2022-03-02"),
        story("b", OFFER, published="2022-03-03"),
        story("c", NEVER, NO_OFFER, published="2022-03-04"),
    )
    found = queries.timeline(db, Filters(), by_story=True).rows
    assert [(row.who, row.story_words) for row in found] == [
        ("US officials", None), ("Liu Pengyu", ASKED), ("Beijing", None), ("Moscow", "Moscow may count on help"),
        ("China", None), ("Vladimir Putin · Yang Jiechi", None),
    ]  # fmt: skip
    assert len({row.story for row in found}) == 4
    limited = queries.timeline(db, Filters(limit=2), by_story=True)
    assert ([row.who for row in limited.rows], limited.left_out) == (["US officials", "Liu Pengyu"], 4)
    latest = queries.timeline(db, Filters(sort="latest"), by_story=True).rows
    assert [row.who for row in latest][:4] == ["Moscow", "Beijing", "Liu Pengyu", "US officials"]
    since = PartialDate.parse("2022-03-03")
    of_two_days = queries.timeline(db, Filters(since=since), by_story=True).rows
    assert [row.who for row in of_two_days][:2] == ["Beijing", "Moscow"]


def test_a_lane_is_of_whom_a_source_acts_for_and_of_a_person_who_is_asked_for(
    ask: Callable[..., sqlite3.Connection],
) -> None:
    sullivan = Said("Jake Sullivan", "Beijing knew", actor="sullivan", about=("CHN",), claim="knew", said="2022-03-13")
    nobody = Said(None, "all was well", claim="well", kind="unnamed")
    db = ask(story("a", OFFICIALS, sullivan, NEVER, nobody, APART), story("b", MET, NEVER, published=None))
    found = queries.lanes(db, Filters(limit=2)).rows
    assert found == (
        LaneRow("China", "2022-03-10", "2022-03-10", 0, 0, 1, 0),
        LaneRow("China", "2022-03-11", "2022-03-11", 0, 0, 1, 0),
        LaneRow("China", "2022-03-14", "2022-03-14", 0, 1, 0, 0),
        LaneRow("China", None, None, 0, 1, 0, 0),
        LaneRow("United States", "2022-03-11", "2022-03-11", 0, 0, 1, 0),
        LaneRow("United States", "2022-03-13", "2022-03-13", 1, 0, 0, 0),
        LaneRow("United States", "2022-03-14", "2022-03-14", 1, 0, 0, 0),
        LaneRow("all others", "2022-03-10", "2022-03-10", 0, 0, 1, 0),
        LaneRow("all others", "2022-03-14", "2022-03-14", 1, 0, 0, 0),
    )
    of_him = queries.lanes(db, Filters(actors=("Jake Sullivan",)), unit="month").rows
    assert ("Jake Sullivan", "2022-03-01", 1, 1) in {(r.actor, r.first, r.statements, r.meetings) for r in of_him}
    between_two = queries.lanes(db, Filters(actors=("Russia", "China")), between=True).rows
    assert {row.actor for row in between_two} == {"Russia", "China"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A store of made news. Only for reading."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    bench_store.fill(path, bench_store.affairs_of(0)[:2])
    with closing(open_to_read(path)) as db:
        yield db


def often(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("select actor from mentions group by actor order by count(*) desc, actor")]


def test_lanes_count_what_the_timeline_lists(made: sqlite3.Connection) -> None:
    for filters in (Filters(), Filters(since=PartialDate.parse("2022-06")), Filters(actors=(often(made)[2],))):
        rows = Counter(
            "denials" if row.kind == "denial" else "statements"
            for row in queries.timeline(made, filters).rows
            if row.kind != "meeting" and (row.date or not filters.since)
        )
        for unit in ("day", "week", "month"):
            found = [row for row in queries.lanes(made, filters, unit=unit).rows if row.first or not filters.since]
            assert rows == {"denials": sum(r.denials for r in found), "statements": sum(r.statements for r in found)}


def test_by_story_and_between_lose_nothing_and_do_not_depend_on_who_is_rarer(
    made: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = queries.timeline(made, Filters()).rows
    by_story = queries.timeline(made, Filters(), by_story=True).rows
    assert sorted(row.id for row in every) == sorted(row.id for row in by_story)
    stories = [row.story for row in by_story if Counter(r.story for r in by_story)[row.story] > 1]
    assert len([story for story, _ in groupby(stories)]) == len(set(stories))
    some, rarer = 0, between._how_often
    for pair in ((one, other) for one in often(made)[:4] for other in often(made)[4:8]):
        filters = Filters(actors=pair, all=True)
        found = queries.timeline(made, filters, between=True)
        with monkeypatch.context() as patch:
            patch.setattr(between, "_how_often", lambda question, actor: -rarer(question, actor))
            assert found == queries.timeline(made, filters, between=True)
        some += len(found.rows)
    assert some
