"""Rows that sceptical readers of the output found wrong, in passages of this project's own words, with all their rows.

Beside each stand passages that look alike and were right, so that a rule that is too broad fails too.
"""

from __future__ import annotations

import tomllib
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tracker import queries
from tracker.pipeline import ingest
from tracker.queries import Filters
from tracker.records import Article
from tracker.store.opening import open_to_read
from tracker.store.store import Store

PASSAGES = tomllib.loads((Path(__file__).parent / "gold" / "reviewed_rows.toml").read_text(encoding="utf-8"))["passage"]


def shown(text: str) -> list[list[str]]:
    """What the timeline shows of a text: kind, who, and the words."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.db"
        with closing(Store.open(path)) as store:
            list(ingest([Article(text, published="2016-02-25")], store))
        with closing(open_to_read(path)) as db:
            rows = queries.timeline(db, Filters(all=True)).rows
    return sorted([row.kind, row.who, row.words] for row in rows)


@pytest.mark.parametrize("passage", [pytest.param(one, id=one["text"][:60]) for one in PASSAGES])
def test_a_passage_has_the_rows_that_a_reader_expects(passage: dict[str, Any]) -> None:
    assert shown(passage["text"]) == sorted(passage["rows"])
