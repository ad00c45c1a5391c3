"""The numbers of a store: each is that of the rows of its list, and they fit on one screen.

`TRACKER_GOLDEN=write pytest tests/test_stats.py` writes the expected files; read the difference before keeping it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tracker.dates import PartialDate
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.render.answers.stats import show_stats
from tracker.render.date_words import in_short
from tracker.render.output import Output
from tracker.store.opening import open_to_read, show_from
from tracker.views.denials import Denying
from tracker.views.sources import Quoted, UnnamedShare
from tracker.views.stats import MostDenied, Stats, Week

GOLDEN = Path(__file__).parent / "golden" / "stats"
WIDTHS = (60, 80, 120, 200)
HOSTILE = "\x1b[2J[bold red]now[/] \u202eeslaf"

STATS = Stats(
    articles=412, outlets=31, claims=2977, disputed=88, denials=140, meetings=1,
    unnamed=UnnamedShare(120, 301, 802, 3020),
    weeks=(
        Week("2031-W19", 40), Week("2031-W20", 212), Week("2031-W21", 118), Week("2031-W24", 3), Week("2031-W31", 66),
    ),
    no_week=17,
    most_quoted=(
        Quoted("w1ind000001", "Anna Lind", "SUD", "Sudria", 61),
        Quoted("w0fficia1s1", "senior Norland officials", "NOR", "Norland", 9),
        Quoted("whosti1e001", HOSTILE, None, None, 2),
    ),
    most_denied=(
        MostDenied(
            "c0fficia1s1", "Sudria has asked its neighbour for artillery shells and a loan of two billion crowns",
            "two senior Norland officials", 11,
        ),
        MostDenied("c0weather01", "外務省報道官は「そのような要請は聞いたことがない」と述べた。", None, 4),
        MostDenied("chosti1e001", HOSTILE, "the Harbour Times", 1),
    ),
    who_denies_whom=(
        Denying("Sudria", "Norland", 31), Denying("Norland", "Sudria", 12), Denying("Norland", "The Harbour Times", 2),
        Denying("Federated Isles of the Outer Sea", "Norland", 2), Denying(HOSTILE, "Sudria", 1),
    ),
)  # fmt: skip
NOTHING = Stats(0, 0, 0, 0, 0, 0, UnnamedShare(0, 0, 0, 0), (), 0, (), (), ())


# -- what they count --------------------------------------------------------------------------------------------


FILTERS = {
    "everything": Filters(),
    "an actor": Filters(actors=("Russia",)),
    "two actors": Filters(actors=("China", "United States")),
    "a window of dates": Filters(since=PartialDate.parse("2022-03-14"), until=PartialDate.parse("2022-03-20")),
    "an actor in a window": Filters(actors=("United States",), since=PartialDate.parse("2022-03-15")),
    "an outlet": Filters(outlet="Harbour Post"),
    "words": Filters(about="military"),
    "what is possible": Filters(possible=True),
    "nothing": Filters(about="zorblatt"),
}


@pytest.fixture(scope="module", params=FILTERS, ids=lambda name: name.replace(" ", "-"))
def asked(sample_store: Path, request: pytest.FixtureRequest) -> Iterator[tuple[sqlite3.Connection, Filters]]:
    """A connection to the samples, and what is asked."""
    filters = FILTERS[request.param]
    with closing(open_to_read(sample_store)) as db:
        if filters.possible:
            show_from(db, 0)
        yield db, filters


def test_each_number_is_that_of_the_rows_of_its_list(asked: tuple[sqlite3.Connection, Filters]) -> None:
    db, filters = asked
    numbers = queries.stats(db, filters)
    articles = queries.articles(db, filters).rows
    sources = queries.sources(db, filters).rows
    disputed = queries.disputed(db, filters, possible=filters.possible).rows
    assert numbers.articles == len(articles)
    assert numbers.outlets == len({row.outlet for row in articles if row.outlet})
    assert numbers.claims == len(queries.claims(db, filters).rows)
    assert numbers.disputed == len(disputed)
    assert numbers.denials == len(queries.denials(db, filters).rows)
    assert numbers.meetings == len(queries.meetings(db, filters).rows)
    assert numbers.unnamed == queries.unnamed_share(db, filters)
    assert [(one.id, one.statements) for one in numbers.most_quoted] == [
        (row.id, row.statements) for row in sources[:5]
    ]
    denials = {row.id: sum(one.stance in ("deny", "deny_knowledge") for one in row.denied) for row in disputed}
    assert [one.denials for one in numbers.most_denied] == [n for n in sorted(denials.values(), reverse=True) if n][:5]
    assert all(denials[one.id] == one.denials for one in numbers.most_denied)


def test_the_weeks_hold_the_events_of_the_timeline(asked: tuple[sqlite3.Connection, Filters]) -> None:
    db, filters = asked
    numbers, timeline = queries.stats(db, filters), queries.timeline(db, filters)
    assert sum(week.events for week in numbers.weeks) + numbers.no_week == len(timeline.rows)
    dated = (PartialDate.parse(row.date) for row in timeline.rows if row.date)
    days = Counter(date.first for date in dated if date and date.first == date.last)
    for week in numbers.weeks:
        year, number = map(int, week.week.split("-W"))
        assert week.events >= sum(days[dt.date.fromisocalendar(year, number, day)] for day in range(1, 8))
    assert [week.week for week in numbers.weeks] == sorted({week.week for week in numbers.weeks})
    assert numbers.undated == timeline.undated


def test_the_matrix_holds_each_denial_of_what_somebody_asserts(asked: tuple[sqlite3.Connection, Filters]) -> None:
    db, filters = asked
    numbers = queries.stats(db, filters)
    answering = [row for row in queries.denials(db, filters).rows if row.asserted_by]
    names = dict(db.execute("select id, name from actors").fetchall())
    by_whom = Counter(names.get(row.actor or row.who, row.who) for row in answering)
    assert sum((Counter({one.who: one.denials}) for one in numbers.who_denies_whom), Counter[str]()) == by_whom
    pairs = [(one.who, one.whom) for one in numbers.who_denies_whom]
    assert len(pairs) == len(set(pairs))


def test_an_actor_that_nobody_knows_is_said_and_what_has_no_date_too(sample_store: Path, run_tracker: Run) -> None:
    unknown = run_tracker("stats", "--actor", "Zorblatt", "--db", sample_store)
    assert (unknown.status, unknown.out) == (1, "")
    assert unknown.said[0].startswith("tracker: no actor is called “Zorblatt”")
    done = run_tracker("stats", "--since", "2022-03-14", "--format", "json", "--db", sample_store)
    undated = json.loads(done.out)["undated"]
    assert undated
    assert f"tracker: {undated} without a date left out by --since and --until" in done.said


# -- how they look ----------------------------------------------------------------------------------------------


def shown(
    stats: Stats, *, width: int = 100, colour: bool = False, encoding: str = "utf-8", format: Any = "table"
) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    show_stats(stats, Output(stream, format, width, colour))
    stream.flush()
    return raw.getvalue().decode(encoding)


GOLDENS: dict[str, dict[str, Any]] = {
    **{f"table.{width}.{hue}.txt": {"width": width, "colour": hue == "colour"}
       for width in WIDTHS for hue in ("plain", "colour")},
    "table.80.ascii.txt": {"width": 80, "encoding": "ascii"},
    **{f"{name}.txt": {"format": name} for name in ("json", "jsonl", "csv", "tsv", "md")},
}  # fmt: skip


@pytest.mark.parametrize("file", GOLDENS)
def test_stats_look_as_a_person_approved(file: str) -> None:
    text = shown(STATS, **GOLDENS[file])
    if os.environ.get("TRACKER_GOLDEN") == "write":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / file).write_bytes(text.encode())
    assert text == (GOLDEN / file).read_bytes().decode()


def test_every_golden_file_of_stats_belongs_to_a_case() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(GOLDENS)


def test_a_store_that_holds_nothing_says_noughts() -> None:
    assert re.findall(r"\d+", shown(NOTHING)) == ["0"] * 6
    assert shown(NOTHING).count("\n") == 2


def test_a_program_gets_every_number() -> None:
    form = json.loads(shown(STATS, format="json"))
    assert list(form) == [field.name for field in fields(Stats)]
    rows = list(csv.DictReader(io.StringIO(shown(STATS, format="csv"))))
    assert list(rows[0]) == ["section", "name", "value"]
    weeks = [row["value"] for row in rows if row["section"] == "activity per week"]
    assert weeks == [str(week["events"]) for week in form["weeks"]] + ["17"]
    assert len({(row["section"], row["name"]) for row in rows}) == len(rows)


@given(
    st.dictionaries(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 10**6), min_size=1, max_size=40),
    st.integers(30, 220),
)
def test_bars_fit_the_width_and_the_highest_stands_for_most(events: dict[dt.date, int], width: int) -> None:
    days = {day - dt.timedelta(days=day.weekday()): number for day, number in sorted(events.items())}
    weeks = tuple(Week("{}-W{:02}".format(*day.isocalendar()[:2]), number) for day, number in days.items())
    lines = shown(replace(NOTHING, weeks=weeks), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    bars = lines[lines.index("activity per week") + 1]
    assert "█" in bars
    assert bars.startswith("  ") and bars[2] != " "
    assert in_short(str(min(days))) in " ".join(" ".join(lines).split())


@given(st.lists(st.builds(Denying, st.text(max_size=30), st.text(max_size=30), st.integers(1, 99)), max_size=30))
def test_who_denies_whom_fits_the_width_whatever_their_names(pairs: list[Denying]) -> None:
    stats = replace(NOTHING, denials=10_000, who_denies_whom=tuple(pairs))
    for width in WIDTHS:
        assert max(map(cell_len, shown(stats, width=width).splitlines())) <= width
