"""Every format that an answer can be given in, and the two calls that give it.

A format turns rows into pieces of text, in order; it writes nothing itself. Adding one is a function, a name in
`FormatName` and a line in `FORMATS`. Only tables need rich, so only they import it: a command that is piped into
another program starts without.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tracker.render.cells import UNDATED_BLOCK
from tracker.render.column import Column, Row, View
from tracker.render.forms import Form
from tracker.render.output import FormatName, Output
from tracker.render.safe import HIDDEN, csv_cell, markdown_cell, marked_markdown_cell, tsv_cell

# Views differ in the type of their rows; show_rows makes sure that rows and view belong together.
Format = Callable[[Sequence[Any], View[Any], Output], Iterable[str]]


def show_rows(rows: Sequence[Row], view: View[Row], output: Output) -> None:
    """Write the rows of a list to the output's stream, in the output's format.

    No rows give `[]` in JSON, nothing in JSON lines, the header alone in CSV, TSV and Markdown, and a line that says
    so in a table.
    """
    output.show(FORMATS[output.format](rows, view, output))


def write_json(form: Form, output: Output) -> None:
    """Write an answer that is one object: in lines of JSON on a single line."""
    output.show([_json_text(form, output, 2 if output.format == "json" else None) + "\n"])


# -- for a person -----------------------------------------------------------------------------------------------


def as_table(rows: Sequence[Row], view: View[Row], output: Output) -> Iterable[str]:
    """Return a table for a terminal, or the layout that a view has of its own."""
    from tracker.render.tables import draw

    return draw(rows, view, output)


def as_md(rows: Sequence[Row], view: View[Row], _: Output) -> Iterator[str]:
    """Yield a pipe table (GFM) that shows the text of the articles and nothing that the text would have it show.

    Rows that stand outside the order of dates come in a table of their own, under a heading.
    """
    dated = [row for row in rows if view.is_dated(row)]
    undated = [row for row in rows if not view.is_dated(row)]
    if dated or not undated:
        yield from _pipe_table(dated, view)
    if undated:
        yield ("\n" if dated else "") + f"### {UNDATED_BLOCK}\n\n"
        yield from _pipe_table(undated, view)


def _pipe_table(rows: Iterable[Row], view: View[Row]) -> Iterator[str]:
    yield _pipes(column.header for column in view.columns)
    yield _pipes("---:" if column.right else "---" for column in view.columns)
    for row in rows:
        yield _pipes(_markdown_cell(column, row) for column in view.columns)


def _markdown_cell(column: Column[Row], row: Row) -> str:
    marks = column.marks(row) if column.marks else ()
    return marked_markdown_cell(column.text(row), marks) if marks else markdown_cell(column.for_people(row))


def _pipes(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


# -- for a program ----------------------------------------------------------------------------------------------


def as_json(rows: Sequence[Row], view: View[Row], output: Output) -> Iterator[str]:
    """Yield one array of objects, indented by two."""
    yield _json_text([view.form(row) for row in rows], output, 2) + "\n"


def as_jsonl(rows: Sequence[Row], view: View[Row], output: Output) -> Iterator[str]:
    """Yield one object a line."""
    for row in rows:
        yield _json_text(view.form(row), output) + "\n"


def as_tsv(rows: Sequence[Row], view: View[Row], _: Output) -> Iterator[str]:
    """Yield a header and one line a row; tabs, line breaks and backslashes within a cell are escaped."""
    yield "\t".join(column.header for column in view.columns) + "\n"
    for row in rows:
        yield "\t".join(tsv_cell(column.text(row)) for column in view.columns) + "\n"


def as_csv(rows: Sequence[Row], view: View[Row], _: Output) -> Iterator[str]:
    """Yield a header and one record a row (RFC 4180, but lines end in a line feed)."""
    yield _csv_record(column.header for column in view.columns)
    for row in rows:
        yield _csv_record(csv_cell(column.text(row)) for column in view.columns)


def _csv_record(cells: Iterable[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerow(list(cells))
    return buffer.getvalue()


def _json_text(value: Form | list[Form], output: Output, indent: int | None = None) -> str:
    """Return JSON that keeps the article's letters but shows a terminal no control code and an encoder no surrogate."""
    text = json.dumps(value, ensure_ascii=not output.unicode, indent=indent)
    return HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


FORMATS: dict[FormatName, Format] = {
    "table": as_table,
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
    "tsv": as_tsv,
    "md": as_md,
}
