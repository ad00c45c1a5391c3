"""The columns of what was found by words."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.render.cells import counted, coverage_words, dated, stance_words
from tracker.render.column import Column, View, with_dates
from tracker.views.search import SearchRow


def searched_coverage(row: SearchRow) -> str:
    """Return how widely a claim that was found is told, and how often denied; "" of all else."""
    if row.articles is None:
        return ""
    coverage = coverage_words(row.articles, row.outlets or 0, row.origins or 0)
    return f"{coverage} · {counted(row.denials, 'denial')}" if row.denials else coverage


def found_in(row: SearchRow) -> str:
    """Return in how many places of an article or statement, or reports of a claim, the words were found."""
    return f"in {counted(row.hits, 'report')}" if row.kind == "claim" else counted(row.hits, "hit")


def search_view(kinds: Sequence[str]) -> View[SearchRow]:
    """Return the columns of what was searched: those of one kind, or of all with the kind in front."""
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
    unknown = _UNKNOWN_OF[kinds[0]] if len(kinds) == 1 else ()
    return View("search", tuple(column for name, column in columns.items() if name not in unknown))


_UNKNOWN_OF = {  # the columns that say nothing of a kind
    "claims": ("kind", "stance", "title"),
    "statements": ("kind", "title", "coverage"),
    "articles": ("kind", "stance", "coverage", "article"),
}
