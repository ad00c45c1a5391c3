"""The sentence or paragraph that a record's words stand in, cut from the article's text.

Without a parser: a paragraph ends at a blank line, or at a line break after the end of a sentence. A long paragraph is
cut to the sentences around the words.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from tracker.queries.sql_parts import listed, rows
from tracker.views.row import Spot
from tracker.views.sheets import Passage
from tracker.word_lists import any_of, word_list

_PARAGRAPH_ENDS = frozenset('.!?"\u201d\u2019)')  # what stands before a line break that ends a paragraph by itself
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)\]]*\s+")
_LONG = 600  # code points: about ten lines of a terminal

_SPANS = """
select asked.value as owner, spans.article, spans.role, spans.start, spans.end
from json_each(:owners) as asked
join spans on (spans.statement = asked.value or spans.report = asked.value) and spans.role <> 'mention'
order by asked.key, spans.start, spans.end, spans.role"""
_TEXT = "select text, coalesce(given_id, id), outlet from articles where id = ?"


def passages(db: sqlite3.Connection, owners: Iterable[str]) -> Iterator[Passage]:
    """Yield the passages of each record, in the order given: one for each paragraph that its spans stand in."""
    found = rows(db, _SPANS, {"owners": listed(owners)})
    for (owner, article), spans in groupby(found, key=lambda row: (row["owner"], row["article"])):
        text, name, outlet = db.execute(_TEXT, (article,)).fetchone()
        for passage in _cut(text, name, list(spans)):
            yield replace(passage, outlet=outlet, record=owner)


@cache
def _sentence_ends() -> re.Pattern[str]:
    """A line break, or the end of a sentence that no abbreviation makes, before a capital, a figure or a mark."""
    words = sorted(word_list("light_words", "abbreviations"), key=len)
    no_end = "".join(rf"(?<!\b(?:{any_of(alike)})\.)" for _, alike in groupby(words, key=len))  # each of one length
    return re.compile(rf"\n|[.!?](?<!\b[A-Z]\.){no_end}[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]*[A-Z0-9])")


def sentences(text: str) -> Iterator[Spot]:
    """Yield the places of the sentences of a text, found without a parser: by marks and line breaks alone."""
    start = 0
    for found in _sentence_ends().finditer(text):
        end = found.start()
        if end < start:
            continue  # a line break in white space that was passed
        if text[end] == "\n":
            while end > start and text[end - 1].isspace():
                end -= 1
            after = found.end()
            while after < len(text) and text[after].isspace():
                after += 1
        else:
            end, after = end + len(found[0].rstrip()), found.end()
        if start < end:
            yield start, end
        start = after
    if text[start:].strip():
        yield start, len(text.rstrip())


def paragraphs(text: str) -> Iterator[Spot]:
    """Yield the places of the paragraphs of a text: a blank line parts them, or a line break after a sentence."""
    start = 0
    for end, after in (*_between_paragraphs(text), (len(text), len(text))):
        if text[start:end].strip():
            yield start, end
        start = after


def _cut(text: str, article: str, spans: list[dict[str, Any]]) -> Iterator[Passage]:
    placed = [(*_around(text, span["start"], span["end"]), span) for span in spans]
    for start, end, inside in _joined(placed):
        marks = tuple((span["start"] - start, span["end"] - start, span["role"]) for span in inside)
        yield Passage(text[start:end], marks, article, (start, end))


def _joined(placed: list[tuple[int, int, dict[str, Any]]]) -> list[tuple[int, int, list[dict[str, Any]]]]:
    """Return places that overlap as one, with all their spans."""
    joined: list[tuple[int, int, list[dict[str, Any]]]] = []
    for start, end, span in sorted(placed, key=lambda place: place[:2]):
        if joined and start < joined[-1][1]:
            first, last, inside = joined.pop()
            joined.append((first, max(last, end), [*inside, span]))
        else:
            joined.append((start, end, [span]))
    return joined


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of the paragraph around the words, or where it is long, of the sentences around them."""
    first, last = _within(_between_paragraphs(text), (0, len(text)), (start, end))
    if last - first > _LONG:
        between = (found.span() for found in _SENTENCE_END.finditer(text, first, last))
        first, last = _within(between, (first, last), (start, end))
    return first, last


def _within(borders: Iterable[Spot], bounds: tuple[int, int], words: tuple[int, int]) -> tuple[int, int]:
    """Return the widest place within `bounds` that holds `words` and has no border on either side of them."""
    first, last = bounds
    for start, end in borders:
        if end <= words[0]:
            first = end
        elif start >= words[1]:
            return first, start
    return first, last


@lru_cache(maxsize=8)  # the spans of a record stand in one text, and its borders are the same for each
def _between_paragraphs(text: str) -> list[Spot]:
    """The white space between paragraphs: two line breaks, or one after the end of a sentence."""
    found = []
    at = text.find("\n")
    while at >= 0:
        start, end = at, at + 1
        while start and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        if text.count("\n", start, end) > 1 or (start and text[start - 1] in _PARAGRAPH_ENDS):
            found.append((start, end))
        at = text.find("\n", end)
    return found
