"""A list as CSV (RFC 4180, but lines end in a line feed), with a header, in UTF-8.

A spreadsheet that opens it computes nothing: a cell that it might take for a formula begins with an apostrophe. Codes
that a terminal would follow are shown as escapes; a Parquet file has the text exactly.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracker.export.lists import ExportedList, Value, records
from tracker.queries.filters import Filters
from tracker.render.cells import joined
from tracker.render.safe import csv_cell

_BATCH = 500  # rows whose words are looked up in one query


def csv_file(db: sqlite3.Connection, filters: Filters, exported: ExportedList, rows: Sequence[Any]) -> Iterator[bytes]:
    """Yield the header, then a line for each row."""
    yield _lines([[column.name for column in exported.columns]])
    for batch in records(db, filters, exported, rows, _BATCH):
        yield _lines([_cell(column.value(record)) for column in exported.columns] for record in batch)


def columns_as_csv(exported: ExportedList) -> Iterator[bytes]:
    """Yield a line for each column of a list, after a header: its name, its type, what it holds."""
    yield _lines(
        [("column", "type", "about"), *((column.name, column.type, column.about) for column in exported.columns)]
    )


def _cell(value: Value) -> str:
    return csv_cell(joined(value) if isinstance(value, tuple) else "" if value is None else str(value))


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()
