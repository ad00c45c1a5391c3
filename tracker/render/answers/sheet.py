"""One record whole, in every format."""

from __future__ import annotations

from tracker.render.formats import show_rows, write_json
from tracker.render.lists.sheet import SHEET, sheet_form, sheet_lines
from tracker.render.output import Output
from tracker.views.sheets import Sheet


def show_sheet(sheet: Sheet, output: Output) -> None:
    """Write one record whole: one object in JSON and JSON lines, a row for each line of it in CSV, TSV and Markdown."""
    if output.is_json:
        write_json(sheet_form(sheet), output)
    elif output.format == "table":
        from tracker.render.sheet import draw_sheet

        output.show(draw_sheet(sheet, output))
    else:
        show_rows(sheet_lines(sheet, for_people=output.format == "md"), SHEET, output)
