"""What the store holds about a sentence, in every format."""

from __future__ import annotations

from tracker.render.formats import show_rows, write_json
from tracker.render.lists.check import CHECKED, checked_form
from tracker.render.output import Output
from tracker.views.check import Checked


def show_checked(checked: Checked, output: Output) -> None:
    """Write what the store holds about a sentence: one object in JSON and JSON lines, else a row for each report."""
    if output.is_json:
        write_json(checked_form(checked), output)
    elif output.format == "table":
        from tracker.render.check import draw_checked

        output.show(draw_checked(checked, output))
    else:
        show_rows(checked.reports, CHECKED, output)
