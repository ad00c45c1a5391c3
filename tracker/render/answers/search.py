"""What was searched, in every format."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.render.formats import show_rows
from tracker.render.lists.search import Results, search_view
from tracker.render.output import Output


def show_searched(found: Mapping[str, Results], output: Output) -> None:
    """Write the results by the kind searched (claims, statements, articles): in a table each kind under its heading.

    In other formats all stand in one list, one kind after the other.
    """
    if output.format == "table":
        from tracker.render.search import draw_searched

        output.show(draw_searched(found, output))
    else:
        show_rows([row for results in found.values() for row in results.rows], search_view([*found]), output)
