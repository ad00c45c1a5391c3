"""Lists in a terminal: a table where whole words fit beside each other, else one block for each row.

No word is ever lost, and no word is broken that a line could hold. Where the columns cannot keep theirs whole, a
narrow terminal gets blocks of "label: value"; from 80 columns on, very long words alone (addresses, and scripts that
do not part words) may be folded to save the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from rich import box
from rich.console import JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

from tracker.render.brief import LINES, brief, first_and_below, line_count
from tracker.render.column import Column, Row, View
from tracker.render.disputed import draw_disputed
from tracker.render.lanes import draw_lanes
from tracker.render.layout import QUIET, console_for, lines, plain, printed, side_by_side, widest_line, widest_word
from tracker.render.output import Output
from tracker.render.timeline import draw_timeline

Cell = tuple[Column[Row], ...]  # the columns of a list that share a cell of the table, the first on top

_NARROW = 80  # terminal columns
_LEAST = 22  # terminal columns: what least widths are cut to where the cells do not fit otherwise
_GAP = 2  # terminal columns between two columns of a table
# Terminal columns from which words may be folded, tried in turn; hardly an English word in news is longer than 20.
_LONG_WORDS = (30, 20)

# Views with a layout of their own, by name; each yields the pieces of its rows for an output.
DRAWINGS: dict[str, Callable[[Sequence[Any], Output], Iterable[RenderableType]]] = {
    "timeline": draw_timeline,
    **{f"timeline by {group}": partial(draw_timeline, group=group) for group in ("week", "month", "story")},
    **{f"lanes by {unit}": partial(draw_lanes, finest=unit) for unit in ("day", "week", "month")},
    "disputed": lambda rows, output: draw_disputed(rows, output.columns, wide=output.wide),
}


def draw(rows: Sequence[Row], view: View[Row], output: Output) -> Iterator[str]:
    """Yield the pieces of the table of a view; a line that says so where there are no rows."""
    if not rows:
        yield "nothing found\n"
        return
    console = console_for(output)
    drawing = DRAWINGS.get(view.name)
    pieces = drawing(rows, output) if drawing else _list(rows, view, output.columns, wide=output.wide)
    for piece in pieces:
        yield printed(console, piece)


def _list(rows: Sequence[Row], view: View[Row], width: int, *, wide: bool) -> Iterator[RenderableType]:
    columns = view.columns if wide else tuple(map(_without_usual, view.brief or view.columns))
    is_brief = bool(view.brief) and not wide
    all_cells = _cells(columns)
    for cells in _narrower(_not_empty(all_cells, rows)) if is_brief else (all_cells,):
        parts = [[_parts(cell, row) for cell in cells] for row in rows]
        texts = [
            [lines(first_and_below(cell) if is_brief and n else cell) for n, cell in enumerate(row)] for row in parts
        ]
        widths = _widths(cells, texts, width)
        if widths is not None:
            yield _table(cells, [_brief(row, widths) for row in parts] if is_brief else texts, widths)
            return
    yield from _blocks(rows, columns, width)


def _brief(row: Sequence[Sequence[Text]], widths: Sequence[int]) -> list[Text]:
    """Return the cells of a row in two lines, or as many as the first cell needs; that has the id and is never cut."""
    first, *others = row
    most_lines = max(LINES, sum(line_count(part.plain, widths[0]) for part in first if part.plain))
    cells = (brief(parts, width, most_lines) for parts, width in zip(others, widths[1:], strict=True))
    return [lines(first), *cells]


def _not_empty(cells: Sequence[Cell[Row]], rows: Sequence[Row]) -> list[Cell[Row]]:
    """Return the cells without those that have nothing to say in any row."""
    return [cell for cell in cells if any(column.for_people(row) for column in cell for row in rows)]


def _narrower(cells: Sequence[Cell[Row]]) -> Iterator[Sequence[Cell[Row]]]:
    """Yield layouts from the widest to the narrowest: all cells, then with more and more folded, at last all narrow.

    A folded cell moves below the nearest cell before it that is never folded, the cells with the lowest number first.
    Where there is no such cell before it (those before it are empty in every row), it stays.
    """
    layout = list(cells)
    yield cells
    for number in sorted({cell[0].folds for cell in cells} - {0}):
        layout = []
        for cell in cells:
            target = max((n for n, before in enumerate(layout) if not before[0].folds), default=None)
            if target is None or not 0 < cell[0].folds <= number:
                layout.append(cell)
            else:
                layout[target] += (cell[0].below_another(), *cell[1:])
        yield layout
    yield [(replace(cell[0], least=min(cell[0].least, _LEAST)), *cell[1:]) for cell in layout]


def _cells(columns: Iterable[Column[Row]]) -> list[Cell[Row]]:
    cells: list[Cell[Row]] = []
    for column in columns:
        if column.below:
            cells[-1] += (column,)
        else:
            cells.append((column,))
    return cells


def _without_usual(column: Column[Row]) -> Column[Row]:
    """Return the column with an empty text for people wherever its text is the usual one."""
    return replace(column, shown=lambda row: "" if column.text(row) == column.usual else column.for_people(row))


def _parts(cell: Cell[Row], row: Row) -> list[Text]:
    """Return the texts of a cell: that of its first column, and those of the others, quiet, each on a line."""
    first, *others = cell
    texts = [plain(first.for_people(row), first.style)]
    for column in others:
        text = plain(column.for_people(row)).plain
        if text and column.beside and texts[-1].style == QUIET:
            texts[-1] = Text(f"{texts[-1].plain} · {column.below.format(text)}", QUIET)
        elif text:
            texts.append(Text(column.below.format(text), QUIET))
    return texts


# -- as a table -------------------------------------------------------------------------------------------------


def _widths(cells: Sequence[Cell[Row]], texts: Sequence[Sequence[Text]], width: int) -> list[int] | None:
    """Return the width of each column, or None where the table would have to break words."""
    columns = [[cell[0].header, *(row[i].plain for row in texts)] for i, cell in enumerate(cells)]
    longest_words = [max(map(widest_word, column)) for column in columns]
    wishes = [min(cell[0].most, max(map(widest_line, column))) for cell, column in zip(cells, columns, strict=True)]
    room = width - _GAP * (len(cells) - 1)
    for unfolded in (width, *_LONG_WORDS) if width >= _NARROW else (width,):
        least = [
            max(min(cell[0].least, wish), min(word, unfolded))
            for cell, word, wish in zip(cells, longest_words, wishes, strict=True)
        ]
        if sum(least) <= room:
            return _spread(least, wishes, room)
    return None


def _spread(least: Sequence[int], wishes: Sequence[int], room: int) -> list[int]:
    """Return the widths `least` widened towards the wishes, each by the same share of what it lacks, within `room`."""
    lacks = [max(0, wish - width) for width, wish in zip(least, wishes, strict=True)]
    spare = min(room - sum(least), sum(lacks))
    return [width + spare * lack // (sum(lacks) or 1) for width, lack in zip(least, lacks, strict=True)]


def _table(cells: Sequence[Cell[Row]], texts: Sequence[Sequence[Text]], widths: Sequence[int]) -> Table:
    wraps = any(widest_line(text.plain) > width for row in texts for text, width in zip(row, widths, strict=True))
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, _GAP - 1, 0, 0),
        pad_edge=False,
        border_style=QUIET,
        header_style=QUIET,
        leading=1 if wraps or any("\n" in text.plain for row in texts for text in row) else 0,
    )
    for cell, width in zip(cells, widths, strict=True):
        justify: JustifyMethod = "right" if cell[0].right else "left"
        table.add_column(Text(cell[0].header), width=width, overflow="fold", justify=justify)
    for row in texts:
        table.add_row(*row)
    return table


# -- as blocks --------------------------------------------------------------------------------------------------


def _blocks(rows: Iterable[Row], columns: Sequence[Column[Row]], width: int) -> Iterator[RenderableType]:
    """Yield a block for each row, an empty line between them."""
    label_width = max(len(column.header) for column in columns) + 1
    for number, row in enumerate(rows):
        if number:
            yield Text()
        values = ((Text(f"{c.header}:", QUIET), plain(c.for_people(row), c.style)) for c in columns)
        yield side_by_side((pair for pair in values if pair[1].plain), label_width, width)
