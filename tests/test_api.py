"""The program as a library: its page runs as it stands, and its answers are those of the commands."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SAMPLES, run_in

import tracker
from tracker import api
from tracker.errors import StoreError, UnknownName, UsageError
from tracker.outcomes import Unreadable

PAGE = ROOT / "tracker" / "docs" / "python.md"


def test_the_page_runs_as_it_stands(
    tmp_path: Path, sample_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(sample_store, tmp_path / "story.db")
    (tmp_path / "articles").symlink_to(SAMPLES)
    examples = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    for example in examples:
        exec(compile(example, str(PAGE), "exec"), names)
        assert capsys.readouterr().out.strip(), example


LISTS = ("timeline", "disputed", "claims", "denials", "refusals", "meetings", "sources", "actors", "articles")
ASKED: list[tuple[str, dict[str, Any], list[str]]] = [
    *((name, {}, []) for name in LISTS),
    ("timeline", {"actor": "Sullivan", "kind": ["claim"]}, ["--actor", "Sullivan", "--kind", "claim"]),
    ("claims", {"since": "13 March 2022", "limit": 3}, ["--since", "13 March 2022", "--limit", "3"]),
    ("denials", {"actor": "China", "role": "says"}, ["--actor", "China", "--role", "says"]),
    ("meetings", {"possible": True, "status": ["planned"]}, ["--possible", "--status", "planned"]),
    ("meetings", {"status": "held", "since": None}, ["--status", "held"]),
    ("claims", {"top": 3, "outlet": None}, ["--top", "3"]),
    ("disputed", {"as_of": "2022-03-14", "outlet": "Harbour"}, ["--as-of", "2022-03-14", "--outlet", "Harbour"]),
]


@pytest.mark.parametrize(("name", "asked", "typed"), ASKED)
def test_a_function_returns_the_rows_of_its_command(
    sample_store: Path, tmp_path: Path, name: str, asked: dict[str, Any], typed: list[str]
) -> None:
    found = getattr(tracker, name)(api.open_store(sample_store), **asked)
    shown = run_in(tmp_path, name, *typed, "--format", "jsonl", "--db", sample_store).out.splitlines()
    assert [row.id for row in found] == [json.loads(line)["id"] for line in shown]
    assert len(found) > 0


def test_every_name_that_is_promised_is_there() -> None:
    assert {name for name in tracker.__all__ if not hasattr(tracker, name)} == set()
    assert sorted(tracker.__all__) == tracker.__all__
    typed = (ROOT / "tracker" / "__init__.pyi").read_text(encoding="utf-8")
    assert re.findall(r"^    (\w+) as \1,$", typed, re.MULTILINE) == tracker.__all__
    assert set(tracker.__all__) <= set(dir(tracker))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        tracker.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_what_cannot_be_read_says_why_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Russia asked China for weapons, US officials said on Monday.", encoding="utf-8")
    store = api.open_store(tmp_path / "s.db")
    added, failed = api.ingest(store, [tmp_path / "a.txt", tmp_path / "none.txt"], published="2022-03-15")
    assert not isinstance(added, Unreadable)
    assert isinstance(failed, Unreadable)
    assert "none.txt" in failed.why
    assert [row.published for row in api.articles(store)] == ["2022-03-15"]
    monkeypatch.chdir(tmp_path)
    assert len(api.ingest(store, "a.txt")) == 1  # a name alone is no list of letters


def test_what_a_person_can_mend_is_one_kind_of_error(sample_store: Path, tmp_path: Path) -> None:
    store = api.open_store(sample_store)
    with pytest.raises(UnknownName, match="Narnia"):
        api.claims(store, actor="Narnia")
    with pytest.raises(UsageError, match="choose from"):
        api.claims(store, sort="beauty")
    with pytest.raises(UsageError, match="no filter is called abuot"):
        api.claims(store, abuot="request")  # type: ignore[call-arg]
    (tmp_path / "text.db").write_text("no store", encoding="utf-8")
    with pytest.raises(StoreError):
        api.open_store(tmp_path / "text.db")


def test_what_is_disputed_is_among_the_claims_however_likely_all_must_be(sample_store: Path) -> None:
    store = api.open_store(sample_store)
    for tenths in range(11):
        claims = {row.id for row in api.claims(store, min_score=tenths / 10)}
        assert {row.id for row in api.disputed(store, min_score=tenths / 10)} <= claims
