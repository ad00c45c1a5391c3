"""One article: how it came, its text with its statements, and its versions."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from tracker.render.article import show_text
from tracker.render.output import Output
from tracker.views.articles import ArticleText

PLEA = """\
outlet: The Gazette
published: 2022-03-15
url: https://gazette.example/live

Russia asked China for weapons, US officials said on Monday. China denied that Russia had asked for weapons.

Jake Sullivan met Yang Jiechi in Rome on Monday.
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file into the folder where commands run."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def the_id(run_tracker: Run) -> str:
    """The id of the only article in the list."""
    (row,) = map(json.loads, run_tracker("articles", "--format", "jsonl").out.splitlines())
    return str(row["id"])


def test_the_store_keeps_how_an_article_came(run_tracker: Run, write: Callable[[str, str], Path]) -> None:
    path = write("a.txt", PLEA)
    assert run_tracker("ingest", "a.txt").status == 0
    shown = json.loads(run_tracker("article", "show", the_id(run_tracker), "--format", "json").out)
    fields = {field["name"]: (field["value"], field["reason"]) for field in shown["fields"]}
    assert fields["kind"] == ("text", "")
    assert fields["input"] == ("a.txt", "")
    assert fields["language"] == ("English", "")
    assert fields["published"] == ("2022-03-15", "from: header")
    assert fields["SHA-256"] == (hashlib.sha256(path.read_bytes()).hexdigest(), "of the original bytes")
    assert fields["read by"][0].startswith("tracker ")
    assert [fields[name][0] for name in ("statements", "denials", "meetings")] == ["2", "1", "1"]


def test_the_text_of_an_article_is_printed_as_it_is_stored(run_tracker: Run, write: Callable[[str, str], Path]) -> None:
    write("a.txt", PLEA)
    run_tracker("ingest", "a.txt")
    assert run_tracker("article", "text", the_id(run_tracker), "--plain").out == PLEA.partition("\n\n")[2]
    unknown = run_tracker("article", "text", "azzzzzz")
    assert (unknown.status, unknown.said) == (1, ["tracker: no article “azzzzzz”: `tracker articles` lists their ids"])


def drawn(text: str, *places: tuple[int, int], colour: bool = True, plain: bool = False) -> str:
    out = io.StringIO()
    show_text(ArticleText("a1", text, places), Output(out, colour=colour), plain=plain)
    return out.getvalue()


def test_statements_are_underlined_on_a_terminal_and_nowhere_else() -> None:
    text = "He left, she\nsaid. It rained.\n"
    assert drawn(text, (0, 17)) == "\x1b[4mHe left, she\x1b[24m\n\x1b[4msaid\x1b[24m. It rained.\n"
    assert drawn(text, (0, 17), plain=True) == text
    assert drawn(text, (0, 17), colour=False) == text


@given(st.text(), st.data())
def test_no_text_reaches_a_terminal_as_codes(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = drawn(text, (start, end))
    codes = shown.replace("\x1b[4m", "").replace("\x1b[24m", "")
    assert not any(character < " " and character not in "\t\n" for character in codes)
    assert codes == drawn(text, plain=True)
