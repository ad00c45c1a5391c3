"""What lists are ordered and counted by is kept: it equals what is derived from the records, whatever was done."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import assert_derived
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_forgetting import A, B, C

from tracker import pipeline
from tracker.commands import deciding, deciding_claims
from tracker.commands.forgetting import report_forget
from tracker.dates import PartialDate
from tracker.errors import TrackerError
from tracker.pipeline import ingest
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.store.opening import open_to_read
from tracker.store.store import Store

AT = "https://gazette.example/plea"
ARTICLES = (
    replace(A, url=AT),
    B,
    C,
    replace(A, url=AT, text=f"{A.text}\n\nUS officials said that France had asked for drones.", given_id=None),
    replace(A, url=AT, text=A.text.replace("denied that", "said that"), given_id=None),
)
_read = functools.cache(pipeline.read)

Do = Callable[[Path, int], object]


def _say(_: str) -> None:
    """What is said is not looked at here."""


def _ingest(path: Path, n: int) -> None:
    with closing(Store.open(path)) as store:
        list(ingest([ARTICLES[n % len(ARTICLES)]], store))


def _one_of(path: Path, sql: str, n: int) -> str:
    with closing(open_to_read(path)) as db:
        ids = [row[0] for row in db.execute(sql)]
    return str(ids[n % len(ids)]) if ids else "nothing"


_STATEMENT = "select id from statements order by id"
_CLAIM = "select id from claims order by id"
_DENIAL = "select id from statements where stance in ('deny', 'deny_knowledge') order by id"
_ACTOR = "select id from actors where kind = 'person' order by id"
STEPS: dict[str, Do] = {
    "ingest": _ingest,
    "forget": lambda path, n: report_forget(ARTICLES[n % len(ARTICLES)].id, None, path, _say, None),
    "date": lambda path, n: deciding.report_set(
        ARTICLES[n % len(ARTICLES)].id, [f"published=2022-0{1 + n % 9}-01"], None, path, _say
    ),
    "discard": lambda path, n: deciding_claims.report_discard(_one_of(path, _STATEMENT, n), None, path, _say),
    "link": lambda path, n: deciding_claims.report_link(
        _one_of(path, _DENIAL, n), _one_of(path, _CLAIM, 7 * n), None, path, _say
    ),
    "unlink": lambda path, n: deciding_claims.report_unlink(
        _one_of(path, _DENIAL, n), _one_of(path, _CLAIM, 7 * n), None, path, _say
    ),
    "merge claims": lambda path, n: deciding_claims.report_claim_merge(
        _one_of(path, _CLAIM, n), _one_of(path, _CLAIM, n + 3), None, path, _say
    ),
    "merge actors": lambda path, n: deciding.report_merge(
        _one_of(path, _ACTOR, n), _one_of(path, _ACTOR, n + 1), None, path, _say
    ),
    "undo": lambda path, n: deciding.report_undo(None, None, path, _say),
}


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an article says is a function of it alone, so that it need not be read for each of many stores."""
    monkeypatch.setattr(pipeline, "read", _read)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.integers(0, len(ARTICLES) - 1), min_size=2, max_size=5),
    steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 40)), max_size=6),
)
def test_what_is_kept_is_what_is_derived_after_any_steps(
    tmp_path: Path, before: list[int], steps: list[tuple[str, int]]
) -> None:
    path = tmp_path / "t.db"
    path.unlink(missing_ok=True)
    for name, n in [*(("ingest", n) for n in before), *steps]:
        try:
            STEPS[name](path, n)
        except TrackerError:
            continue  # there is nothing of the kind to decide of
        assert_derived(path)


@pytest.mark.parametrize("name", ["claims", "disputed", "denials", "timeline", "stats"])
@pytest.mark.parametrize("filters", [
    Filters(limit=3), Filters(top=2), Filters(sort="salience", since=PartialDate.parse("2022-03-15")),
    Filters(actors=("Russia",)),
])  # fmt: skip
def test_lists_and_stats_are_the_same_whether_it_is_kept_or_derived(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch, name: str, filters: Filters
) -> None:
    if name == "stats":
        filters = replace(filters, sort=None, limit=None, top=None)
    ask = getattr(queries, name)
    with closing(open_to_read(sample_store)) as db:
        kept = ask(db, filters)
        for module in ("question", "salience"):
            monkeypatch.setattr(f"tracker.queries.{module}.can_use_derived", lambda _: False)
        assert ask(db, filters) == kept
