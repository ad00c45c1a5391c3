"""A list as a Parquet file, with a type for each column and what it holds in the metadata of its field.

The text is the article's own, exactly: nothing that reads Parquet takes a value for a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from tracker.export.libraries import needed
from tracker.export.lists import Column, ExportedList, Record, records
from tracker.queries.filters import Filters

_ROW_GROUP = 20_000  # rows


def parquet(db: sqlite3.Connection, filters: Filters, exported: ExportedList, rows: Sequence[Any]) -> Iterator[bytes]:
    """Yield the file; TrackerError where the library is not installed."""
    arrow, files = needed("pyarrow", "parquet"), needed("pyarrow.parquet", "parquet")
    schema = _schema(arrow, exported.columns)
    file = io.BytesIO()
    with files.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in records(db, filters, exported, rows, _ROW_GROUP):
            arrays = [
                arrow.array([_typed(column, record) for record in batch], schema.field(column.name).type)
                for column in exported.columns
            ]
            writer.write_table(arrow.table(arrays, schema))
    yield file.getvalue()


def _schema(arrow: Any, columns: Sequence[Column]) -> Any:  # noqa: ANN401 - a module that has no types
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "day": arrow.date32(),
        "moment": arrow.timestamp("us", "UTC"),
        "texts": arrow.list_(arrow.string()),
    }
    return arrow.schema(
        [arrow.field(column.name, types[column.type], metadata={"about": column.about}) for column in columns]
    )


def _typed(column: Column, record: Record) -> object:
    value = column.value(record)
    if column.type == "day" and value is not None:
        return dt.date.fromisoformat(str(value))
    if column.type == "moment" and value is not None:
        return dt.datetime.fromisoformat(str(value))
    return value
