"""The numbers of a store, in every format."""

from __future__ import annotations

from tracker.render.formats import show_rows, write_json
from tracker.render.forms import fields_form
from tracker.render.lists.stats import STATS, stats_lines
from tracker.render.output import Output
from tracker.views.stats import Stats


def show_stats(stats: Stats, output: Output) -> None:
    """Write the numbers of a store: one object in JSON and JSON lines, else a row for each number."""
    if output.is_json:
        write_json(fields_form(stats), output)
    elif output.format == "table":
        from tracker.render.stats import draw_stats

        output.show(draw_stats(stats, output))
    else:
        show_rows(stats_lines(stats), STATS, output)
