"""The results of a search in a terminal: claims, statements and articles under a heading each, the words marked.

Each row has who says what, and beneath it the id, the date and the coverage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console, RenderableType
from rich.text import Text

from tracker.render.cells import dated, stance_words
from tracker.render.date_words import in_short
from tracker.render.layout import QUIET, STRONG, console_for, indented, lines, plain, printed
from tracker.render.lists.search import Results, found_in, searched_coverage
from tracker.render.marks import marked, with_carets
from tracker.render.output import Output
from tracker.views.row import Spot
from tracker.views.search import SearchRow

_INDENT = 2
_WIDEST = 100  # terminal columns of words: wider text is no easier to read
_FOUND = "bold underline"


def draw_searched(found: Mapping[str, Results], output: Output) -> Iterator[str]:
    """Yield the results by kind as text for a terminal, a heading and then each row."""
    console = console_for(output)
    for number, (kind, (rows, left_out, at_most)) in enumerate(found.items()):
        if number:
            yield "\n"
        yield printed(console, _heading(kind, len(rows), left_out, at_most=at_most))
        for n, row in enumerate(rows):
            yield ("\n" if n else "") + printed(console, indented(_row(row, console), _INDENT))


def _heading(kind: str, shown: int, left_out: int, *, at_most: bool) -> Text:
    count = (
        f"the first {shown} of {'at most ' * at_most}{shown + left_out}"
        if left_out
        else str(shown)
        if shown
        else "nothing found"
    )
    return Text.assemble((kind, STRONG), (f"  {count}", QUIET))


def _row(row: SearchRow, console: Console) -> RenderableType:
    title = _wrapped(_words(row.title or "", row.title_marks, "" if not console.color_system else STRONG), console)
    words = _words(row.words, row.marks)
    if row.kind != "article":
        who = Text(f"{plain(row.who).plain}: ", STRONG if console.color_system else "", overflow="fold")
        words = who.append_text(words)
    return lines((title, _wrapped(words, console), plain(_details(row), QUIET)))


def _words(words: str, marks: tuple[Spot, ...], style: str = "") -> Text:
    text = marked(words, ((start, end, _FOUND) for start, end in marks))
    text.style = style
    return text


def _wrapped(text: Text, console: Console) -> Text:
    """Return the text wrapped; without colours with carets under its spans, all of which are words found."""
    width = min(console.width, _WIDEST) - _INDENT
    if not console.color_system:
        return with_carets(text, width, console)
    return Text("\n", overflow="fold").join(text.wrap(console, width, overflow="fold"))


def _details(row: SearchRow) -> str:
    """Return what stands beneath the words: the id, the date, and what else is known of a row of its kind."""
    details = {
        "claim": (searched_coverage(row), f"found {found_in(row)}"),
        "statement": (stance_words(row.stance or ""), row.outlet or row.article),
        "article": (row.who, found_in(row)),
    }
    return " · ".join(filter(None, (row.id, dated(row.date, row.date_of, in_short), *details[row.kind])))
