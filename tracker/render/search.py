"""What was searched for, in a terminal: claims, statements and articles under a heading each, with the words found.

Each row has who says what, and beneath it what leads further: the id, the date, how widely it is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from tracker.render.cells import dated, stance_words
from tracker.render.date_words import in_short
from tracker.render.layout import QUIET, STRONG, console_for, indented, lines, plain, printed
from tracker.render.lists.search import found_in, searched_coverage
from tracker.render.marks import marked, with_carets
from tracker.render.output import Output
from tracker.views.row import Spot
from tracker.views.search import SearchRow

_INDENT = 2
_WIDEST = 100  # terminal columns of words: wider text is no easier to read
_FOUND = "bold underline"


def draw_searched(found: Mapping[str, tuple[Sequence[SearchRow], int, bool]], output: Output) -> Iterator[str]:
    """Yield the pieces of an answer as text for a terminal, from the rows of each kind, and how many more there are."""
    console = console_for(output)
    for number, (kind, (rows, left_out, at_most)) in enumerate(found.items()):
        if number:
            yield "\n"
        yield printed(console, _heading(kind, len(rows), left_out, at_most=at_most))
        for place, row in enumerate(rows):
            yield ("\n" if place else "") + printed(console, indented(_row(row, console), _INDENT))


def _heading(kind: str, shown: int, left_out: int, *, at_most: bool) -> Text:
    many = (
        f"the first {shown} of {'at most ' * at_most}{shown + left_out}"
        if left_out
        else str(shown)
        if shown
        else "nothing found"
    )
    return Text.assemble((kind, STRONG), (f"  {many}", QUIET))


def _row(row: SearchRow, console: Console) -> RenderableType:
    title = _shown(_words(row.title or "", row.title_marks, "" if not console.color_system else STRONG), console)
    words = _words(row.words, row.marks)
    if row.kind != "article":
        who = Text(f"{plain(row.who).plain}: ", STRONG if console.color_system else "", overflow="fold")
        words = who.append_text(words)
    return lines((title, _shown(words, console), plain(_place(row), QUIET)))


def _words(words: str, marks: tuple[Spot, ...], style: str = "") -> Text:
    text = marked(words, ((start, end, _FOUND) for start, end in marks))
    text.style = style
    return text


def _shown(text: Text, console: Console) -> Text:
    """Return lines of text with what was found marked: without colours every span of it is that."""
    width = min(console.width, _WIDEST) - _INDENT
    if not console.color_system:
        return with_carets(text, width, console)
    return Text("\n", overflow="fold").join(text.wrap(console, width, overflow="fold"))


def _place(row: SearchRow) -> str:
    """What leads further: its id, what it is, its date, who reports it and where."""
    details = {
        "claim": (searched_coverage(row), f"found {found_in(row)}"),
        "statement": (stance_words(row.stance or ""), row.outlet or row.article),
        "article": (row.who, found_in(row)),
    }
    return " · ".join(filter(None, (row.id, dated(row.date, row.date_of, in_short), *details[row.kind])))
