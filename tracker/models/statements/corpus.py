"""The training articles: texts with marked attributions, as words with tags, and the measure of what was found.

Lines of a corpus are JSON objects `{"id", "text", "attributions": [{"source", "cue", "content"}]}` whose parts are
lists of [start, end] in code points, as PolNeAR (Newell et al., An Attribution Relations Corpus for Political News,
LREC 2018) has them; an article without "attributions" is one whose text alone is used.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tracker.models.statements.decoding import Found, Run
from tracker.models.statements.encoding import Ints, Words, words_of

PARTS = ("source", "cue", "content")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTE = re.compile("[\"\u201c\u201d\u201e\u201f]|``|''")

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with its attributions: by code points as marked, and as runs of words."""

    text: str
    words: Words
    is_marked: bool
    spans: list[tuple[Spans, Spans, Spans]]  # source, cue, content
    runs: list[Found]
    tags: Ints  # a number of network.TAGS for each word


def read_corpus(path: Path) -> list[Marked]:
    """Return the articles of a JSONL file, plain or gzipped; OSError or ValueError where it cannot be read."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return [_marked(json.loads(line)) for line in text.split("\n") if line.strip()]


def _marked(row: dict[str, Any]) -> Marked:
    text = row["text"]
    words = words_of(text)
    tags = np.zeros(len(words), dtype=np.int64)
    spans, found = [], []
    for marked in row.get("attributions", ()):
        source, cue, content = ([(int(a), int(b)) for a, b in marked.get(part) or ()] for part in PARTS)
        spans.append((source, cue, content))
        runs = [_runs(words, _merged(part, text)) for part in (source, cue, content)]
        for begin, part in ((3, runs[0]), (5, runs[2]), (1, runs[1])):
            for first, after in part:
                tags[first:after] = begin + 1
                tags[first] = begin
        if runs[1]:
            found.append(Found(runs[1][0], runs[0], runs[2], 1.0))
    return Marked(text, words, "attributions" in row, spans, found, tags)


def _runs(words: Words, spans: Spans) -> list[Run]:
    runs = [
        (int(np.searchsorted(words.ends, start, side="right")), int(np.searchsorted(words.starts, end)))
        for start, end in spans
    ]
    return [(first, after) for first, after in runs if after > first]


def _merged(spans: Iterable[tuple[int, int]], text: str) -> Spans:
    merged: Spans = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# ------------------------------------------------------------------ the measure


def f1_scores(articles: Sequence[Marked], found: Sequence[Sequence[Found]]) -> dict[str, float]:
    """Return F1 between 0 and 1 of attributions (all, direct, indirect) and of the tokens of each part.

    An attribution is found when the contents share at least half of their tokens (Jaccard) and the sources a token, or
    both have none; one to one, the closest first. A content with a double quotation mark is direct.
    """
    counts = {name: np.zeros(3) for name in ("all", "direct", "indirect", *PARTS)}
    for article, predicted in zip(articles, found, strict=True):
        gold = _rows(article.text, article.spans)
        words = article.words
        ours = _rows(
            article.text,
            [(_places(words, f.source), _places(words, [f.cue]), _places(words, f.content)) for f in predicted],
        )
        for n, part in enumerate(PARTS):
            right, there = ({token for row in rows for token in row[0][n]} for rows in (gold, ours))
            counts[part] += (len(right & there), len(there), len(right))
        pairs = _pairs(ours, gold)
        counts["all"] += (len(pairs), len(ours), len(gold))
        for kind in ("direct", "indirect"):
            want = kind == "direct"
            hits = sum(gold[g][1] == want for g in pairs.values())
            loose = sum(row[1] == want for n, row in enumerate(ours) if n not in pairs)
            counts[kind] += (hits, hits + loose, sum(row[1] == want for row in gold))
    return {name: round(float(2 * n[0] / max(n[1] + n[2], 1)), 4) for name, n in counts.items()}


_Row = tuple[tuple[frozenset[int], ...], bool]  # tokens of source, cue and content; whether it is direct


def _rows(text: str, spans: Iterable[tuple[Spans, Spans, Spans]]) -> list[_Row]:
    at = np.full(len(text) + 1, -1)
    for number, match in enumerate(_TOKEN.finditer(text)):
        at[match.start() : match.end()] = number
    rows = []
    for parts in spans:
        if parts[2]:
            tokens = [frozenset(int(n) for a, b in part for n in at[a:b]) - {-1} for part in parts]
            is_direct = any(_QUOTE.search(text[a:b]) for a, b in _merged(parts[2], text))
            rows.append((tuple(tokens), is_direct))
    return list(dict.fromkeys(rows))


def _pairs(ours: list[_Row], gold: list[_Row]) -> dict[int, int]:
    close = []
    for n, ((source, _, content), _) in enumerate(ours):
        for g, ((their_source, _, their_content), _) in enumerate(gold):
            jaccard = len(content & their_content) / len(content | their_content)
            if jaccard >= 0.5 and (source & their_source or not (source or their_source)):
                close.append((-jaccard, n, g))
    pairs: dict[int, int] = {}
    for _, n, g in sorted(close):
        if n not in pairs and g not in pairs.values():
            pairs[n] = g
    return pairs


def _places(words: Words, runs: Iterable[Run]) -> Spans:
    return [(int(words.starts[first]), int(words.ends[after - 1])) for first, after in runs]
