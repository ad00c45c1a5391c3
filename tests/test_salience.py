"""Which rows stand first and which `--top` keeps: a sum of points that a person can check by the reasons shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, run_in
from hypothesis import given
from hypothesis import strategies as st
from test_queries import Met, Said, Story, filled, story

from tracker.errors import UsageError
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.reading.openings import lead_end
from tracker.store.opening import open_to_read, show_from
from tracker.views.disputed import Disputed
from tracker.views.timeline import TimelineRow

LISTS: dict[str, Callable[..., Any]] = {
    "claims": queries.claims,
    "disputed": queries.disputed,
    "timeline": queries.timeline,
    "denials": queries.denials,
    "meetings": queries.meetings,
    "refusals": queries.refusals,
}
WEIGHED = ("claims", "disputed", "timeline")
POINTS = {"contested": 4, "official": 2, "in the lead": 2, "named speaker": 1, "holds a figure": 1}


def points_for(reasons: Sequence[str]) -> int:
    """The sum, as the help of the module has it."""
    origins = [int(reason.split()[0]) for reason in reasons if reason.endswith(" origins")]
    return sum(POINTS[reason] for reason in reasons if reason in POINTS) + sum(min(4, n - 1) for n in origins)


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., sqlite3.Connection]:
    return lambda *stories: filled(tmp_path / "t.db", *stories)


def one_paragraph(*parts: Said | Met, n: int = 1, **known: Any) -> Story:
    """An article of one paragraph: all of it is the lead."""
    return story(f"a{n}", *parts, outlet=f"Outlet {n}", **known)


# -- what weighs ------------------------------------------------------------------------------------------------


def test_each_thing_that_is_known_of_a_claim_adds_its_points_and_its_reason(
    asked: Callable[..., sqlite3.Connection],
) -> None:
    db = asked(
        one_paragraph(Said("Someone", "plain", claim="plain", actor="yang"), n=1, published="2022-03-01"),
        one_paragraph(
            Said("Putin", "denied", claim="denied", actor="putin"), Said("Xi", "it", "deny", answers="denied"), n=2
        ),
        *(one_paragraph(Said("Sullivan", "often", claim="often", actor="sullivan"), n=n) for n in (3, 4, 5)),
        one_paragraph(Said(None, "nobody knows", cue="reportedly", claim="unsourced"), n=6),
        *(
            one_paragraph(Said("Sullivan", "everywhere", claim="everywhere", actor="sullivan"), n=n)
            for n in range(7, 13)
        ),
    )
    rows = {row.words: row for row in queries.claims(db, Filters()).rows}
    assert rows["nobody knows"].salient_for == ("in the lead",)
    assert rows["plain"].salient_for == ("official", "in the lead")
    assert rows["denied"].salient_for == ("contested", "official", "in the lead")
    assert rows["often"].salient_for == ("official", "in the lead", "3 origins")
    assert rows["everywhere"].salient_for == ("official", "in the lead", "6 origins")
    points = {
        "nobody knows": 2,
        "plain": 4,
        "denied": 8,
        "often": 6,
        "everywhere": 8,
    }  # more than five origins add no more
    assert {words: rows[words].salience for words in points} == points
    order = [row.words for row in queries.claims(db, Filters()).rows if row.words in rows]
    assert order == ["denied", "everywhere", "often", "plain", "nobody knows"]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("It rained. It snowed.\n\nThen more.", "It rained. It snowed."),
        ("Rain on town\n\nBy Ann Lee\n\n“It rained.”\n\nMore.", "Rain on town\n\nBy Ann Lee\n\n“It rained.”"),
        ("Rain falls\nIt rained all day.\nMore came.", "Rain falls\nIt rained all day."),
        ("one line that is\nwrapped here.\n\nNext.", "one line that is\nwrapped here."),
        ("no end\n\nnone\n\nnone\n\nnone\n\nAt last.", "no end"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_lead_ends_with_the_first_paragraph_that_is_a_sentence(text: str, lead: str) -> None:
    assert text[: lead_end(text)] == lead


@given(st.text(alphabet='ab .\n"”\t', max_size=60))
def test_a_lead_lies_in_its_text_and_holds_its_first_word(text: str) -> None:
    end = lead_end(text)
    assert 0 <= end <= len(text)
    assert bool(text[:end].strip()) == bool(text.strip())


def test_what_stands_in_the_lead_or_holds_a_figure_is_kept_with_the_record(sample_store: Path) -> None:
    with closing(open_to_read(sample_store)) as db:
        every = db.execute(
            "select in_lead, holds_figure, text, start, exists (select 1 from figures where statement = statements.id) "
            "from statements join articles on articles.id = statements.article"
        ).fetchall()
    assert {row[0] for row in every} == {row[1] for row in every} == {0, 1}
    for in_lead, figure, text, start, figures in every:
        assert in_lead == (start < lead_end(text))
        assert figure == figures


# -- order and --top --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("possible", [False, True])
@pytest.mark.parametrize("name", WEIGHED)
def test_the_points_of_a_row_are_the_sum_of_its_reasons_and_its_order(
    sample_store: Path, name: str, possible: bool
) -> None:
    with closing(open_to_read(sample_store)) as db:
        if possible:
            show_from(db, 0)
        for actors in ((), ("Russia",), ("China", "United States")):
            rows = LISTS[name](db, Filters(sort="salience", actors=actors, possible=possible)).rows
            assert rows
            assert [row.salience for row in rows] == [points_for(row.salient_for) for row in rows]
            assert [row.salience for row in rows] == sorted((row.salience for row in rows), reverse=True)


def test_the_lists_weigh_a_claim_alike_and_by_their_own_numbers(sample_store: Path) -> None:
    with closing(open_to_read(sample_store)) as db:
        claims = {row.id: row for row in queries.claims(db, Filters()).rows}
        disputed = {row.id: row for row in queries.disputed(db, Filters()).rows}
        events = {row.id: row for row in queries.timeline(db, Filters(kinds=("claim",))).rows}
    assert disputed
    others: list[Disputed | TimelineRow] = [*disputed.values(), *events.values()]
    for same in others:
        claim = claims[same.id]
        assert (same.salience, same.salient_for) == (claim.salience, claim.salient_for)
    for claim in claims.values():
        assert ("contested" in claim.salient_for) == (claim.id in disputed)
        assert (f"{claim.origins} origins" in claim.salient_for) == (claim.origins > 1)


@pytest.mark.parametrize("name", LISTS)
def test_top_keeps_the_most_salient_rows_in_the_order_that_is_asked_for(sample_store: Path, name: str) -> None:
    sort = {"disputed": "latest"}.get(name, "date")
    with closing(open_to_read(sample_store)) as db:
        by_date = [row.id for row in LISTS[name](db, Filters(sort=sort)).rows]
        weighed = [row.id for row in LISTS[name](db, Filters(sort="salience")).rows]
        assert sorted(weighed) == sorted(by_date)
        for top in (1, 3, len(weighed), len(weighed) + 1):
            found = LISTS[name](db, Filters(sort=sort, top=top))
            assert [row.id for row in found.rows] == [id_ for id_ in by_date if id_ in weighed[:top]]
            assert (found.left_out, found.cut) == (max(0, len(weighed) - top), "top")


def test_top_picks_among_what_the_window_of_dates_holds(sample_store: Path, run_tracker: Run) -> None:
    window = ("--since", "2022-03-15", "--until", "2022-03-20", "--format", "jsonl", "--db", str(sample_store))
    every = [json.loads(line) for line in run_tracker("timeline", *window).out.splitlines()]
    done = run_tracker("timeline", "--top", "2", *window)
    picked = [json.loads(line) for line in done.out.splitlines()]
    assert [row for row in every if row["id"] in {one["id"] for one in picked}] == picked
    least = min(row["salience"] for row in picked)
    assert sum(row["salience"] > least for row in every) < len(picked)
    assert f"tracker: {len(every) - 2} more left out by --top" in done.said


def test_what_cannot_be_asked_together_is_said(sample_store: Path) -> None:
    with closing(open_to_read(sample_store)) as db:
        with pytest.raises(UsageError, match="--top and --limit both cut the list: give --top for the most salient"):
            queries.claims(db, Filters(top=1, limit=1))
        with pytest.raises(UsageError, match="--top must be at least 1"):
            queries.claims(db, Filters(top=0))
        with pytest.raises(UsageError, match="sources are not weighed: give --limit in place of --top"):
            queries.sources(db, Filters(top=1))


def test_show_says_what_a_claim_weighs_and_how_that_is_summed(sample_store: Path, tmp_path: Path) -> None:
    first = json.loads(run_in(tmp_path, "claims", "--format", "jsonl", "--db", sample_store).out.splitlines()[0])
    sheet = json.loads(run_in(tmp_path, "show", first["id"], "--format", "json", "--db", sample_store).out)
    (line,) = (field for field in sheet["fields"] if field["name"] == "salience")
    assert line["value"] == "; ".join(first["salient_for"])
    *summands, total = line["reason"].removesuffix(" points").replace("= ", "+ ").split(" + ")
    assert sum(map(int, summands)) == int(total) == first["salience"]


def test_a_meeting_weighs_by_who_came_and_who_denies_it(asked: Callable[..., sqlite3.Connection]) -> None:
    db = asked(
        story("a", Met(("Jake Sullivan", "Yang Jiechi"), "rome"), Met(("Ann Lee", "Bob Ray"), "cafe"), outlet="A"),
    )
    rows = queries.timeline(db, Filters(kinds=("meeting",), sort="salience")).rows
    assert [row.salient_for for row in rows] == [
        ("official", "in the lead", "named speaker"),
        ("in the lead",),
    ]
