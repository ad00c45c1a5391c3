"""What the layouts for a terminal have in common: pieces of text, widths, and printing them with rich.

Every piece of article text becomes a rich Text, never markup (news puts square brackets in quotations), and words are
folded rather than cut. Colours are the terminal's own sixteen, and none of them judges: who asserts and who denies
stand in two colours of equal weight, and whatever a colour says is also said in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.render.output import Output
from tracker.render.safe import one_line

ASSERTS, DENIES = "cyan", "magenta"
QUIET, STRONG = "dim", "bold"

_GAP = 2  # terminal columns between two texts

_TRAILING_SPACES = re.compile(r"(?: |\x1b\[[0-9;]*m)+$", re.MULTILINE)


def console_for(output: Output) -> Console:
    """Return a console that prints into memory, as wide as the output and with colour only where it is asked for."""
    return Console(
        file=StringIO(),
        width=output.columns,
        height=24,
        force_terminal=output.colour,
        color_system="standard" if output.colour else None,
        no_color=not output.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def printed(console: Console, piece: RenderableType) -> str:
    """Return what `piece` looks like on the console; no line ends in spaces."""
    with console.capture() as capture:
        console.print(piece, overflow="fold")
    return _TRAILING_SPACES.sub(lambda spaces: spaces[0].replace(" ", ""), capture.get())


def plain(text: str, style: str = "") -> Text:
    """Return article text as one safe paragraph."""
    return Text(one_line(text), style, overflow="fold")


def lines(parts: Iterable[Text]) -> Text:
    """Return the parts that are not empty, each on a line of its own."""
    return Text("\n", overflow="fold").join(part for part in parts if part.plain)


def indented(piece: RenderableType, by: int) -> Padding:
    """Return `piece` moved right `by` terminal columns."""
    return Padding(piece, (0, 0, 0, by))


def stack(pieces: Iterable[RenderableType]) -> Group:
    """Return pieces beneath each other."""
    return Group(*pieces)


def side_by_side(rows: Iterable[tuple[Text, Text]], left: int, width: int) -> Table:
    """Return pairs of texts beside each other, `left` and the rest of `width` terminal columns wide."""
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(width=left, overflow="fold")
    grid.add_column(width=width - left - _GAP, overflow="fold")
    for pair in rows:
        grid.add_row(*pair)
    return grid


def widest_word(text: str) -> int:
    """Return the width of the longest word, in terminal columns."""
    return max(map(cell_len, text.split()), default=0)


def widest_line(text: str) -> int:
    """Return the width of the longest line, in terminal columns."""
    return max(map(cell_len, text.split("\n")), default=0)
