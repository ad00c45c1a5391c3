"""What differs between two versions of an article: its words, and the rows that were read from it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from tracker.errors import UnknownName
from tracker.queries.names import resolve_version
from tracker.queries.sql_parts import rows
from tracker.store.versions import Row, compare, rows_of, versions
from tracker.terms import DENYING
from tracker.views.articles import DiffRow

_TEXT = "select text from articles where id = :id"
_WORD = re.compile(r"\S+")
_BEFORE = 3  # words that say where others changed
_MANY = 5_000  # words; of a longer passage that changed it is not told which


def article_diff(db: sqlite3.Connection, name: str) -> tuple[str, str, list[DiffRow]]:
    """Return the ids of two versions of an article, the older first, and what differs: words, then rows.

    The version named, by default the newest, is compared with the one before; the first one with the second.
    UnknownName for none or several of that name, and where there is one version only.
    """
    id_ = resolve_version(db, name)
    every = [one.id for one in versions(db, id_)]
    if len(every) == 1:
        raise UnknownName(f"{id_} has one version only: when its address is read again with other text, it has two")
    at = max(1, every.index(id_))
    before, after = every[at - 1], every[at]
    texts = [str(rows(db, _TEXT, {"id": one})[0]["text"]) for one in (before, after)]
    return before, after, [*_of_words(*texts), *_of_rows(rows_of(db, before), rows_of(db, after))]


def _of_words(before: str, after: str) -> Iterator[DiffRow]:
    """Yield each run of words that went, came, or gave way to others, with the words in front of it."""
    paragraphs, others = ([line for line in text.splitlines() if line.strip()] for text in (before, after))
    for start, end, first, last in _differing(
        [" ".join(one.split()) for one in paragraphs], [" ".join(one.split()) for one in others]
    ):
        front = _WORD.findall(others[first - 1]) if first else []
        words, new = (
            [word for one in some for word in _WORD.findall(one)]
            for some in (paragraphs[start:end], others[first:last])
        )
        places = _differing(words, new) if max(len(words), len(new)) <= _MANY else [(0, len(words), 0, len(new))]
        for from_, to, came, until in places:
            near = [*front, *new[:came]][-_BEFORE:]
            yield _row("words", "", " ".join(words[from_:to]), " ".join(new[came:until]), " ".join(near))


def _differing(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the places of what differs between two sequences: start and end in each."""
    from difflib import SequenceMatcher

    for what, *places in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            yield places[0], places[1], places[2], places[3]


def _of_rows(before: Iterable[Row], after: Iterable[Row]) -> Iterator[DiffRow]:
    """Yield the rows that went, came or changed, in this order."""
    compared = compare([row for row in before if row.shown], [row for row in after if row.shown])
    for row in compared.went:
        yield _row(_what(row), row.id, _in_words(row), "")
    for row in compared.came:
        yield _row(_what(row), row.id, "", _in_words(row))
    for row, other in compared.changed:
        yield _row(_what(other), other.id, _in_words(row), _in_words(other))


def _row(what: str, id_: str, before: str, after: str, near: str = "") -> DiffRow:
    change = "changed" if before and after else "came" if after else "went"
    return DiffRow(change, what, id_, before, after, near)


def _what(row: Row) -> str:
    return "meeting" if row.kind == "meeting" else "denial" if row.kind in DENYING else "statement"


def _in_words(row: Row) -> str:
    kind = "" if row.kind in ("meeting", "assert") else f" [{row.kind}]"
    return f"{row.who}{kind}: {row.words}"
