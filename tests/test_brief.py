"""Rows of lists in two lines: what stands below is never cut, and of the rest as much as there is room for."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tracker.render.brief import brief, line_count

CONSOLE = Console(file=io.StringIO(), width=200, _environ={})
WORDS = st.lists(st.text("abcdé外", min_size=1, max_size=12), max_size=30).map(" ".join)
WIDTHS = st.integers(12, 60)


def wrapped(text: Text, width: int) -> list[str]:
    return [line.plain for line in text.wrap(CONSOLE, width, overflow="fold")]


@given(WORDS, st.lists(WORDS, max_size=2), WIDTHS)
def test_a_cell_has_two_lines_where_what_stands_below_leaves_room(words: str, below: list[str], width: int) -> None:
    shown = brief([Text(words), *map(Text, below)], width)
    kept = " · ".join(filter(None, below))
    assert shown.plain.endswith(kept)
    start = shown.plain.removesuffix(kept).rstrip(" ·\n")
    assert start == words or (start.endswith("…") and words.startswith(start.removesuffix("…")))
    if not kept:
        assert line_count(shown.plain, width) <= 2


@given(st.lists(st.text("abcdé外", min_size=1, max_size=20), max_size=30).map(" ".join), st.integers(8, 60))
@example(words="a" * 20 + " aaaa aaaaa", width=10)
def test_lines_are_counted_as_they_are_drawn(words: str, width: int) -> None:
    assert line_count(words, width) == max(1, len(wrapped(Text(words), width)))


CLAIM = "Russia has asked China for military equipment and economic aid since it invaded Ukraine"


@pytest.mark.parametrize(
    ("below", "width", "shown"),
    [
        ("", 60, CLAIM),
        ("1 denial", 60, f"{CLAIM} · 1 denial"),
        ("1 denial", 90, f"{CLAIM}\n1 denial"),
        (
            "2 articles / 2 outlets / 1 origin · 1 denial",
            60,
            "Russia has asked China for military equipment and economic aid since it… · ",
        ),
        ("", 20, "Russia has asked China for military…"),
    ],
)
def test_what_stands_below_comes_on_a_line_of_its_own_else_behind_the_words(below: str, width: int, shown: str) -> None:
    text = brief([Text(CLAIM), Text(below)], width)
    assert text.plain == (shown if below in shown else shown + below)
    assert max(map(cell_len, wrapped(text, width))) <= width
    assert len(wrapped(text, width)) <= 2
