"""A story never says other than the lists, leaves open only what rows leave open, and fits on one screen.

`TRACKER_GOLDEN=write pytest tests/test_story.py` writes the expected files; read the difference before keeping it.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import run_in
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from test_queries import EMBASSY, OFFICIALS, Met, Said, filled
from test_queries import story as article

from tracker.dates import PartialDate
from tracker.errors import UnknownName, UsageError
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.render.answers.story import show_story
from tracker.render.formats import show_rows
from tracker.render.output import FormatName, Output
from tracker.render.story import TOPICS, story_lines
from tracker.render.story_screen import draw_story
from tracker.store.opening import open_to_read
from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow
from tracker.views.disputed import Disputed
from tracker.views.meetings import Attendee, MeetingRow
from tracker.views.reports import AnswerReport, Report
from tracker.views.sources import SourceRow, UnnamedShare
from tracker.views.stories import OpenQuestion, Story, StoryScope, TopicRow

GOLDEN = Path(__file__).parent / "golden" / "story"
WIDTHS = (60, 80, 120, 200)
CODES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
HOSTILE = "\x1b[2J[bold]x[/] ![p](http://x.example) <b>\u202e =cmd|' /C calc'!A0 " + "Wolfeschlegelsteinhausen" * 9


@pytest.fixture
def samples(sample_store: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_to_read(sample_store)) as db:
        yield db


def day(value: str) -> PartialDate:
    date = PartialDate.parse(value)
    assert date is not None
    return date


# -- what belongs to a story ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("Ukraine", Filters()),
        ("Russia", Filters(actors=("China",))),
        (None, Filters(actors=("Russia",), since=day("2022-03-15"), until=day("2022-03-20"))),
        ("military", Filters(possible=True)),
    ],
)
def test_a_story_has_the_rows_that_the_lists_have(
    samples: sqlite3.Connection, typed: str | None, filters: Filters
) -> None:
    story = queries.story(samples, typed, filters)
    asked = replace(filters, about=typed)
    claims = queries.claims(samples, asked).rows
    assert claims
    assert sorted(story.claims, key=lambda row: row.id) == sorted(claims, key=lambda row: row.id)
    assert set(story.contested) == set(queries.disputed(samples, asked, possible=filters.possible).rows)
    denials = queries.denials(samples, asked, possible=filters.possible).rows
    assert [row.id for row in story.denials] == [row.id for row in denials if row.asserted_by is None]
    assert story.totals["denials"] == len(denials)
    assert story.sources == queries.sources(samples, asked).rows
    refused = {question.id for question in story.questions if question.kind == "refused"}
    assert refused == {row.id for row in queries.refusals(samples, asked).rows}


def test_a_limit_keeps_the_totals_of_the_lists(samples: sqlite3.Connection) -> None:
    whole, some = (queries.story(samples, "Ukraine", Filters(limit=limit)) for limit in (None, 2))
    assert len(some.claims) == len(some.contested) == 2
    assert [row.id for row in some.claims] == [row.id for row in whole.claims[:2]]
    assert {**some.totals, "meetings": 0} == {**whole.totals, "meetings": 0}


def test_words_that_no_claim_holds_are_replaced_by_words_near_them_and_that_is_said(
    samples: sqlite3.Connection,
) -> None:
    story = queries.story(samples, "arms request", Filters())
    assert any("asked China for military equipment" in row.words for row in story.claims)
    assert [near.split(" or ")[0] for near in story.near] == ["arms", "request"]


def test_words_that_nothing_holds_are_an_error_with_the_nearest_of_the_store(samples: sqlite3.Connection) -> None:
    with pytest.raises(UnknownName, match=r"“arms requst”; some hold “arms” \(\d+\); near are “request”.*stories"):
        queries.story(samples, "arms requst", Filters())
    with pytest.raises(UsageError, match=r"no word of “\?!”.*stories"):
        queries.story(samples, "?!", Filters())


def test_a_story_of_nothing_says_what_to_give(samples: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match=r"words.*--actor.*id.*`tracker stories`"):
        queries.story(samples, " ", Filters())


def test_a_claim_is_found_by_its_id_the_beginning_of_it_and_what_reports_or_answers_it(
    samples: sqlite3.Connection,
) -> None:
    row = next(row for row in queries.disputed(samples, Filters(sort="origins")).rows if row.asserted)
    stories = [queries.story(samples, id_, Filters()) for id_ in (row.id, row.id[:8], row.asserted[-1].id)]
    assert [story.claim for story in stories] == [row.id] * 3
    assert stories[0] == stories[1] == stories[2]
    assert stories[0].claims[0].id == row.id == stories[0].contested[0].id
    with pytest.raises(UsageError, match="no claim"):
        queries.story(samples, queries.meetings(samples, Filters()).rows[0].id, Filters())


def test_a_claims_story_has_what_shares_its_answers_or_its_terms_and_the_meetings_of_its_actors(
    samples: sqlite3.Connection,
) -> None:
    claim = queries.story(samples, "arms request", Filters()).claims[0]
    story = queries.story(samples, claim.id, Filters())
    words = " ".join(row.words for row in story.claims)
    assert "never heard of that" in words  # an answer of it that is a claim too
    assert "material support to Russia" in words  # other terms, the same actors
    assert "trading partner" not in words
    came = {one.actor for row in story.meetings for one in row.participants}
    assert {"USA", "CHN"} <= came
    first, last = story.scope.first, story.scope.last
    assert first is not None
    assert last is not None
    assert all(row.start is not None and row.start[:7] == first[:7] == last[:7] for row in story.meetings)


def test_every_line_of_a_story_has_an_id_that_can_be_shown(samples: sqlite3.Connection) -> None:
    for typed in ("Ukraine", "arms request"):
        story = queries.story(samples, typed, Filters())
        lines = list(story_lines(story))[1:]
        assert {line.section for line in lines} >= {"claim", "asserted", "denied", "source", "open question"}
        ids = {id_ for line in lines for id_ in (line.id, *line.of.split())}
        assert all(queries.show(samples, id_).id for id_ in ids)


# -- what is open -----------------------------------------------------------------------------------------------


def test_words_that_only_meetings_hold_have_a_story_and_words_that_no_list_shows_have_none(tmp_path: Path) -> None:
    hidden = Said("Ann Roe", "quartz was sold", probability=0.2)
    met = Met(("Jake Sullivan", "Yang Jiechi"), "rome", "2022-03-14", place="Rome")
    with closing(filled(tmp_path / "s.db", article("one", OFFICIALS, hidden, met))) as db:
        assert [row.place for row in queries.story(db, "Rome", Filters()).meetings] == ["Rome"]
        with pytest.raises(UnknownName, match="quartz"):
            queries.story(db, "quartz", Filters())


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A store in which something is open in each way."""
    figure = Said("An aide", "Russia sent 40 drones", actor="USA", about=("RUS",), claim="drones")
    confirmed = Said("Wang Li", "Russia paid China", actor="CHN", about=("RUS",), claim="paid")
    db = filled(
        tmp_path / "asked.db",
        article("one", OFFICIALS, EMBASSY, outlet="The Times"),
        article("two", figure, outlet="The Post"),
        article("three", Said("A guard", "Russia sent 90 drones", "assert", answers="drones",
                              answer_stance="other_figure"), outlet="The Post"),
        article("four", confirmed, Said("A clerk", "Russia paid nothing", "deny", answers="paid"),
                Said("A judge", "Russia did pay", "confirm", answers="paid"), outlet="The Echo"),
        article("five", Said("Ann Roe", "would not speak of Russia", "no_comment", about=("RUS",))),
        article("six", Said("Tom Poe", "why Russia asked", "question", "asked", about=("RUS",))),
        article("seven", Met(("Yang Jiechi", "Vladimir Putin"), "passed", "2022-03-10", "planned")),
        article("eight", Met(("Jake Sullivan", "Vladimir Putin"), "ahead", "2022-04-10", "planned")),
    )  # fmt: skip
    yield db
    db.close()


def test_what_is_open_is_derived_from_rows_and_cites_them(asked: sqlite3.Connection) -> None:
    story = queries.story(asked, None, Filters(actors=("Russia",)))
    open_ = {question.kind: question for question in story.questions}
    claims = {row.words: row.id for row in story.claims}
    assert open_["denied"].id == claims["Russia asked China for arms"]
    assert {queries.show(asked, id_).kind for id_ in open_["denied"].ids} == {"statement"}
    assert open_["figures"].words == "An aide said Russia sent 40 drones / A guard said Russia sent 90 drones"
    assert open_["refused"].who == "Ann Roe"
    assert open_["asked"].who == "Tom Poe"
    assert open_["planned"].why == "planned; no report by Monday 14 March 2022 that it took place"
    kinds = [question.kind for question in story.questions]
    assert kinds.count("denied") == kinds.count("planned") == 1  # not what is confirmed, nor what lies ahead


def test_a_claim_of_one_origin_is_open_where_no_source_of_it_has_a_name(tmp_path: Path) -> None:
    named = Said("Ann Roe", "it rained", claim="rain")
    filled(tmp_path / "s.db", article("one", OFFICIALS), article("two", named)).close()
    with closing(sqlite3.connect(tmp_path / "s.db")) as db:
        db.execute("update statements set anonymity = iif(words like '%officials%', 'unnamed', 'named')")
        db.commit()
    with closing(open_to_read(tmp_path / "s.db")) as db:
        unnamed = [q.words for q in queries.story(db, "arms", Filters()).questions if q.kind == "unnamed"]
        assert unnamed == ["Russia asked China for arms"]
        assert not queries.story(db, "rained", Filters()).questions


# -- topics -----------------------------------------------------------------------------------------------------


def test_the_command_of_a_topic_opens_what_the_topic_counts(samples: sqlite3.Connection) -> None:
    for filters in (Filters(), Filters(actors=("Russia",), since=day("2022-03-15"))):
        topics = queries.stories(samples, filters).rows
        assert len({row.id for row in topics}) == len(topics) > 3
        for row in topics:
            story = queries.story(samples, row.id, filters)
            counts = row.claims, row.contested, row.denials, row.meetings
            assert counts == tuple(story.totals[name] for name in ("claims", "contested", "denials", "meetings"))
            assert (row.articles, row.first, row.last) == (story.scope.articles, story.scope.first, story.scope.last)
            own = " ".join(one.words for one in story.claims).casefold()
            assert all(word in own for word in row.name.rpartition(": ")[2].split(", ") if word)


def test_what_a_topic_says_to_type_gives_its_claims(sample_store: Path, tmp_path: Path) -> None:
    listed = run_in(tmp_path, "stories", "--db", sample_store, "--actor", "Russia", "--limit", "1", "-f", "json")
    (row,) = json.loads(listed.out)
    assert "--limit" in listed.err
    _, *typed = shlex.split(row["command"])
    opened = run_in(tmp_path, *typed, "--db", sample_store, "-f", "json")
    assert opened.status == 0
    story = json.loads(opened.out)
    assert (story["claim"], len(story["claims"])) == (row["id"], row["claims"])
    assert "--actor Russia" in row["command"]


def test_a_table_of_topics_says_how_to_open_one_where_its_rows_do_not(sample_store: Path, tmp_path: Path) -> None:
    def said(*asked: str) -> tuple[str, str]:
        listed = run_in(tmp_path, "stories", "--db", sample_store, "--limit", "3", *asked)
        return listed.out, listed.err

    note = "tracker: `tracker story ID` opens one of them\n"
    out, err = said("-f", "table")
    assert "tracker story" not in out and note in err
    for asked in (("-f", "table", "--wide"), ("-f", "table", "--actor", "Russia"), ("-f", "tsv")):
        out, err = said(*asked)
        assert "tracker story c" in out and note not in err


# -- what is seen -----------------------------------------------------------------------------------------------


_said = Report(
    "nor-1", (1, 9), "sfficia1s01", "US officials", "USA", "2031-05-11",
    "Sudria has asked its neighbour for artillery shells and a loan", "2031-05-12", "Norland Gazette",
    actor_name="United States",
)  # fmt: skip
_knows = AnswerReport(
    "sud-7", (4, 9), "sembassy001", "the embassy of Sudria", "SUD", None, "we have never heard of any such request",
    "2031-05", None, "deny_knowledge", 0.8, "why", actor_name="Sudria",
)  # fmt: skip
_denies = replace(_knows, id="sminister01", source="Anna Lind", stance="deny", words="there was no such request")
_silent = replace(_knows, id="ssilent0001", source="the White Hall", stance="no_comment", words="would not say")
_claim = ClaimRow("c0fficia1s1", _said.words, "US officials", "2031-05-11", "2031-05-12", None, None, 2, 2, 2, 1, 2)
_met = MeetingRow(
    "mrome000001", "held", "video", "Port Anselm", "2031-05-13", "2031-05-14",
    (Attendee("Jonas Berg", "NOR", None, "Norland"), Attendee("Anna Lind", "SUD", None, "Sudria")),
    (replace(_said, id="rrome000001"),),
)  # fmt: skip
STORY = Story(
    "arms request", None, ("arms or weapons", "request or ask"), StoryScope(9, 4, 3, "2031-05-11", "2031-06"),
    {"claims": 4, "contested": 2, "denials": 5, "refusals": 1, "meetings": 2, "sources": 2},
    (
        _claim,
        ClaimRow("c0weather01", "It rained.", "the Harbour Times", None, "2031-W20", None, None, 1, 1, 1, 1, 0),
        ClaimRow("chosti1e001", HOSTILE, HOSTILE, None, None, None, None, 1, 1, 1, 1, 0),
        ClaimRow("ca1one00001", "nothing was signed", "(nobody asserts it)", None, None, None, None, 0, 1, 1, 1, 1),
    ),
    (
        Disputed("c0fficia1s1", _said.words, "denied", (_said, replace(_said, id="sfficia1s02")), (_knows, _denies),
                 (_silent,), 2, 2, 1, "2031-05-11", "2031-06", "disputed"),
        Disputed("ca1one00001", "nothing was signed", "denied", (), (_denies,), (), 1, 1, 1, None, None, "denied only"),
    ),
    (
        DenialRow("sa1one00001", None, "reported", "Anna Lind", "SUD", "deny", "nothing was ever signed", None, None,
                  None, None, "sud-8", actor_name="Sudria"),
    ),
    (_met, replace(_met, id="mp1anned001", status="planned", mode="unknown", place=None, start="2031-06", end="2031-06",
                   conflicts={"place": ("Rome", "Oslo")})),
    (
        SourceRow("w0fficia1s1", "US officials", "unnamed", "USA", 12, 0, 1, 3, 4, "2031-05-11", "2031-06",
                  actor_name="United States"),
        SourceRow("w1ind000001", "Anna Lind", "person", "SUD", 3, 2, 0, 0, 2, "2031-05-12", "2031-05-12",
                  actor_name="Sudria"),
    ),
    UnnamedShare(1, 2, 12, 15),
    (
        OpenQuestion("denied", "c0fficia1s1", "2031-06", "US officials / Anna Lind", _said.words,
                     "denied, confirmed by nobody", ("sfficia1s01", "sminister01")),
        OpenQuestion("denied", "chosti1e001", None, HOSTILE, HOSTILE, "denied, confirmed by nobody", ("shosti1e001",)),
        OpenQuestion("refused", "ssilent0001", "2031-05", "the White Hall", "would not say", "declined to say"),
        OpenQuestion("told_differently", "mp1anned001", "2031-06", "Jonas Berg · Anna Lind", "will meet",
                     "reports differ about the place", ("rrome000001", "rrome000002")),
    ),
)  # fmt: skip
TOPIC_ROWS = (
    TopicRow("c0fficia1s1", "Sudria, Norland: asked, artillery, shells", 12, 3, 5, 1, 9, 4, 3, "2031-05-11", "2031-06",
             "tracker story c0fficia1s1 --since 2031"),
    TopicRow("chosti1e001", HOSTILE, 1, 0, 0, 0, 1, 1, 1, None, None, "tracker story chosti1e001"),
)  # fmt: skip


def story_shown(format_name: FormatName, width: int, *, whole: bool = False, colour: bool = False) -> str:
    stream = io.StringIO(newline="")
    show_story(STORY, Output(stream, format_name, width, colour), whole=whole)
    return stream.getvalue()


def topics_shown(format_name: FormatName, width: int, *, colour: bool = False) -> str:
    stream = io.StringIO(newline="")
    show_rows(TOPIC_ROWS, TOPICS, Output(stream, format_name, width, colour))
    return stream.getvalue()


def golden_cases() -> dict[str, str]:
    cases: dict[str, str] = {}
    for width in WIDTHS:
        for colour in (False, True):
            end = f"{width}{'.colour' if colour else ''}.txt"
            cases[f"story.{end}"] = story_shown("table", width, colour=colour)
            cases[f"story.all.{end}"] = story_shown("table", width, whole=True, colour=colour)
            cases[f"stories.{end}"] = topics_shown("table", width, colour=colour)
    for format_name in get_args(FormatName):
        if format_name != "table":
            cases[f"story.{format_name}.txt"] = story_shown(format_name, 100)
            cases[f"stories.{format_name}.txt"] = topics_shown(format_name, 100)
    return cases


def test_output_is_what_a_person_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "50")
    cases = golden_cases()
    if os.environ.get("TRACKER_GOLDEN") == "write":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for file, text in cases.items():
            (GOLDEN / file).write_bytes(text.encode())
    assert {path.name for path in GOLDEN.iterdir()} == set(cases)
    for file, text in cases.items():
        assert text == (GOLDEN / file).read_bytes().decode(), file


@pytest.mark.parametrize("format_name", get_args(FormatName))
def test_no_format_shows_a_code_that_a_text_holds(format_name: FormatName) -> None:
    assert not CODES.search(story_shown(format_name, 80, whole=True) + topics_shown(format_name, 80))


def drawn(story: Story, width: int, lines: int) -> list[str]:
    pieces: Iterable[str] = draw_story(story, Output(io.StringIO(), width=width), whole=False, lines=lines)
    return "".join(pieces).splitlines()


@settings(max_examples=60)
@given(st.integers(60, 240), st.integers(24, 70), st.integers(0, 30), st.text(max_size=300))
def test_a_story_fits_on_one_screen_whatever_it_holds(width: int, lines: int, more: int, words: str) -> None:
    rows: list[Any] = [replace(STORY.claims[1], id=f"c{number:010}", words=words) for number in range(more)]
    questions = tuple(replace(STORY.questions[0], words=words) for _ in range(more))
    story = replace(STORY, claims=(*STORY.claims, *rows), questions=(*STORY.questions, *questions))
    shown = drawn(story, width, lines)
    assert len(shown) < min(lines, 50)
    assert max(map(cell_len, shown)) <= width


def test_every_part_of_a_story_has_its_turn_on_the_smallest_screen() -> None:
    shown = "\n".join(drawn(STORY, 80, 24))
    for heading in ("Contested claims", "Other claims", "Denials", "Meetings", "Sources", "Open questions"):
        assert heading in shown
    assert "--all" in shown
    whole = story_shown("table", 80, whole=True)
    ids = {line.id for line in story_lines(STORY) if line.id and line.id != "ca1one00001"}
    assert [id_ for id_ in ids if id_ not in whole] == []


def test_csv_begins_with_section_id_date_who_and_words() -> None:
    header, *lines = story_shown("csv", 100).splitlines()
    assert header.startswith("section,id,date,who,words")
    sections = list(chain([STORY.topic], (line.section for line in story_lines(STORY))))
    assert len(lines) == len(sections) - 1
