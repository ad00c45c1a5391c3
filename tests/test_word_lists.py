"""The lists of words: each in the lexicon with its source, asked for by the code, and none in the code itself."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

import pytest
from spacy.glossary import GLOSSARY

from tracker import word_lists
from tracker.extract.times.words import CHARACTERS
from tracker.models.decoding import KINDS
from tracker.word_lists import WordListError, any_of, lists, meanings, word_list

PACKAGE = Path(word_lists.__file__).parent
MOST = 4  # words that may stand together in code
# What other standards name, by the file that has it.
OF_STANDARDS = {
    "export/ics.py": "properties of iCalendar (RFC 5545)",
    "reading/fragments.py": "elements of HTML",
    "link/spellings.py": "syllables of Pinyin",
}


@cache
def trees() -> dict[Path, ast.Module]:
    """Each module of the program; parsed by the first test that asks, not by each process that collects the tests."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def code() -> dict[Path, ast.Module]:
    """The modules that are shipped."""
    return {path: tree for path, tree in trees().items() if "training" not in path.relative_to(PACKAGE).parts}


def names_in(tree: ast.AST) -> Iterator[str]:
    """The names that code gives to its own things, and the values that its types allow."""
    for node in ast.walk(tree):
        yield from (str(value) for field, value in ast.iter_fields(node) if field in ("id", "attr", "arg", "name"))
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
            yield from (str(one.value) for one in ast.walk(node.slice) if isinstance(one, ast.Constant))


def together(node: ast.AST) -> Iterator[list[str]]:
    """The strings that stand together in a collection, in a string that is split or has a name, or in a pattern."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict):
        held = node.keys if isinstance(node, ast.Dict) else node.elts
        yield [one.value for one in held if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    elif isinstance(node, ast.Attribute | ast.Assign) and isinstance(node.value, ast.Constant):
        words = str(node.value.value)
        yield words.split() if re.fullmatch("[a-z' -]+", words) else []
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (choices.split("|") for choices in re.findall(r"[a-z]+(?:\|[a-z]+)+", node.value))


def lists_of_words(tree: ast.AST, own: Set[str]) -> Iterator[str]:
    """Those of more than a few English words that are no names of the program's own."""
    for node in ast.walk(tree):
        for strings in together(node):
            words = {word for word in strings if re.fullmatch("[a-z]{2,}", word)} - own
            if len(words) > MOST:
                yield " ".join(sorted(words))


def test_no_list_of_words_stands_in_the_code() -> None:
    own = {name for tree in trees().values() for name in names_in(tree)} | {*KINDS} | {*CHARACTERS} | {*GLOSSARY}
    found = {path.relative_to(PACKAGE).as_posix(): [*lists_of_words(tree, own)] for path, tree in code().items()}
    assert {path: words for path, words in found.items() if words and path not in OF_STANDARDS} == {}
    assert all(found[path] for path in OF_STANDARDS), "take out of OF_STANDARDS what no longer needs to be there"


@pytest.mark.parametrize(
    "code",
    [
        '{"red", "green", "blue", "black", "white"}',
        '{"red": 1, "green": 2, "blue": 3, "black": 4, "white": 5}',
        'COLOURS = "red green blue black white"',
        '"red green blue black white".split()',
        'f"{sign}(?:red|green|blue|black|white)?"',
    ],
)
def test_a_list_in_the_code_is_noticed(code: str) -> None:
    assert set(lists_of_words(ast.parse(code), set())) == {"black blue green red white"}
    assert set(lists_of_words(ast.parse(code), {"red"})) == set()


def asked_for(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The lists that code asks for by name, with their file; "" for all of one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING:
            file, *names = (ast.literal_eval(one) for one in node.args if isinstance(one, ast.Constant))
            yield from ((file, name) for name in names or [""])


ASKING = ("word_list", "meanings", "numbers", "lists")
HEADER = "\nlist\twhat\tsource\twords\n"
FILES = sorted(path.stem for path in word_lists.FOLDER.glob("*.tsv") if HEADER in path.read_text(encoding="utf-8"))


def test_every_list_is_asked_for_and_every_list_asked_for_is_there() -> None:
    asked = {pair for path, tree in code().items() if path.stem != "word_lists" for pair in asked_for(tree)}
    there = {(file, name) for file in FILES for name in lists(file)}
    assert {(file, name) for file, name in asked if name} - there == set()
    assert {(file, name) for file, name in there if (file, "") not in asked} - asked == set()


@pytest.mark.parametrize("file", FILES)
def test_no_word_stands_twice_in_a_list(file: str) -> None:
    for name, words in lists(file).items():
        assert len(meanings(file, name)) == len(words), name


def test_words_are_read_with_what_they_stand_for() -> None:
    assert meanings("time_words", "noons") == {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
    assert "news agency" in word_list("outlet_words", "agencies")
    assert any_of(["a", "a b", "c."]) == r"a b|c\.|a"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("list\twhat\tsource\n", r"made\.tsv, line 2: 3 columns, where 4 are needed"),
        ("list\twhat\tfrom\twords\n", r"made\.tsv: the header must be list what source words"),
        ("", r"made\.tsv: the header must be"),
        ("list\twhat\tsource\twords\nred\tcolours\t\trose\n", r"made\.tsv, line 3: a list needs"),
        ("list\twhat\tsource\twords\na\tb\tc\td\na\tb\tc\td\n", r"made\.tsv, line 4: a list needs"),
        ("list\twhat\tsource\twords\na\tb\tc\td\n", r"made\.tsv has no list red"),
    ],
)
def test_a_wrong_list_is_refused(rows: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.tsv").write_text(f"# comment\n{rows}", encoding="utf-8")
    monkeypatch.setattr(word_lists, "FOLDER", tmp_path)
    lists.cache_clear()
    with pytest.raises(WordListError, match=message):
        meanings.__wrapped__("made", "red")


def test_asking_reads_no_list_before_it_needs_one() -> None:
    code = "import json, sys, tracker.cli, tracker.queries, tracker.word_lists as w; print(w.lists.cache_info().misses)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == 0
