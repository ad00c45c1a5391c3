"""The columns of the results of a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.render.cells import counted, coverage_words, dated, stance_words
from tracker.render.column import Column, View, with_dates
from tracker.views.search import SearchRow


class Results(NamedTuple):
    """What a search found of one kind: the rows shown, and how many more there are (`at_most` so many, if set)."""

    rows: Sequence[SearchRow]
    left_out: int
    at_most: bool


def searched_coverage(row: SearchRow) -> str:
    """Return the coverage of a claim, and how often it is denied; "" for statements and articles."""
    if row.articles is None:
        return ""
    coverage = coverage_words(row.articles, row.outlets or 0, row.origins or 0)
    return f"{coverage} · {counted(row.denials, 'denial')}" if row.denials else coverage


def found_in(row: SearchRow) -> str:
    """Return how often an article or statement has the words, or in how many reports a claim has them."""
    return f"in {counted(row.hits, 'report')}" if row.kind == "claim" else counted(row.hits, "hit")


def search_view(kinds: Sequence[str]) -> View[SearchRow]:
    """Return the view of the kinds searched: the columns of that kind, or all columns where there are several."""
    columns: dict[str, Column[SearchRow]] = {
        "kind": Column("kind", lambda r: r.kind),
        "id": Column("id", lambda r: r.id),
        "date": with_dates("date", lambda r, say: dated(r.date, r.date_of, say)),
        "who": Column("outlet" if [*kinds] == ["articles"] else "who", lambda r: r.who),
        "stance": Column("stance", lambda r: stance_words(r.stance) if r.stance else ""),
        "title": Column("title", lambda r: r.title or "", marks=lambda r: r.title_marks),
        "words": Column("words", lambda r: r.words, marks=lambda r: r.marks),
        "coverage": Column("coverage", searched_coverage),
        "hits": Column("found", found_in),
        "article": Column("article", lambda r: r.article),
    }
    empty = _EMPTY_COLUMNS[kinds[0]] if len(kinds) == 1 else ()
    return View("search", tuple(column for name, column in columns.items() if name not in empty))


_EMPTY_COLUMNS = {  # the columns that have nothing to show for a kind
    "claims": ("kind", "stance", "title"),
    "statements": ("kind", "title", "coverage"),
    "articles": ("kind", "stance", "coverage", "article"),
}
