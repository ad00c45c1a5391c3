"""Invented stories told by several papers, with marks: who says what, who contests it, and what only looks like it.

`stories.jsonl` was written for this project by large language models, and all that it tells is invented. A line for
each story: {"story", "claims": {letter: a sentence}, "articles": [{"outlet", "date", "title", "lines": [[words,
marks]]}]}. A mark is "+a" where the line asserts claim a, "-a" where it contests it outright, "~a" where it does so by
another account only, and "?a" where somebody will not comment on it. `python -m tracker.models.relations.stories`
prints the articles, one a line, for `tracker extract`; then they are learnt from as the marked news is.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "stories.jsonl"
_BETWEEN = "\n\n"
_SAME, _NEAR = 6, 4  # pairs of a claim that are learnt from: that tell the same, and that do not, of the likest

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A story in the form of `disputes.jsonl` and of `judged.jsonl`."""

    number: int
    articles: list[dict[str, Any]]
    judged: list[dict[str, Any]]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of an article, with the claims that it asserts and contests."""

    article: str
    place: Place  # of its longest statement, which bears its marks
    whole: Place
    words: frozenset[str]  # of four letters and more
    asserts: frozenset[str]
    contests: frozenset[str]


def articles(path: Path = FILE) -> list[dict[str, str]]:
    """Return the articles of all stories, as `tracker extract` reads them."""
    return [
        {
            "id": f"story {n} article {k}",
            "title": told["title"],
            "outlet": told["outlet"],
            "published": told["date"],
            "text": _BETWEEN.join(words for words, _ in told["lines"]),
        }
        for n, story in enumerate(_stories(path))
        for k, told in enumerate(story["articles"])
    ]


def marked(statements: Mapping[str, Sequence[Mapping[str, Any]]], path: Path = FILE) -> Iterator[Marked]:
    """Yield what the stories tell in the form of marked news.

    `statements` is what was extracted of each article: where a line holds several, its marks are those of the longest.
    """
    rng = random.Random(1)  # noqa: S311
    for n, story in enumerate(_stories(path)):
        told = [(f"story {n} article {k}", article["lines"]) for k, article in enumerate(story["articles"])]
        lines = [line for id_, said in told if id_ in statements for line in _lines(id_, said, statements[id_])]
        articles = [_disputes(id_, lines) for id_, _ in told if id_ in statements]
        yield Marked(n, articles, list(_judged(lines, rng)), lines)


def _stories(path: Path) -> list[dict[str, Any]]:
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]


def _lines(article: str, told: Sequence[Sequence[str]], statements: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    places = [_place(statement) for statement in statements]
    at = 0
    for words, marks in told:
        end = at + len(words)
        inside = [place for place in places if at <= place[0] < end]
        by_kind = defaultdict(set)
        for mark in marks.split():
            by_kind[mark[0]].add(mark[1:])
        yield Line(
            article,
            max(inside, key=lambda place: place[1] - place[0], default=(at, end)),
            (at, end),
            frozenset(re.findall(r"\w{4,}", words.lower())),
            frozenset(by_kind["+"]),
            frozenset(by_kind["-"] | by_kind["~"]),
        )
        at = end + len(_BETWEEN)


def _place(statement: Mapping[str, Any]) -> Place:
    places = [place for part in ("source", "cue", "content") for place in statement[part]]
    return min(place[0] for place in places), max(place[1] for place in places)


def _disputes(article: str, lines: Sequence[Line]) -> dict[str, Any]:
    here = [line for line in lines if line.article == article]
    found = [
        {
            "denial": line.place,
            "asserted": [
                [said.article, *said.place] for said in lines if said.asserts & line.contests and said != line
            ],
        }
        for line in here
        if line.contests
    ]
    around = [line.whole for line in here if line.contests]
    return {"article": article, "disputes": found, "unsure": [], "around": around}


def _judged(lines: Sequence[Line], rng: random.Random) -> Iterator[dict[str, Any]]:
    for claim in sorted({claim for line in lines for claim in line.asserts}):
        telling = [line for line in lines if claim in line.asserts and not line.contests]
        pairs = list(combinations(telling, 2))
        yield from (_pair(*pair, "same", "same") for pair in rng.sample(pairs, min(_SAME, len(pairs))))
        for line in telling[:_NEAR]:
            others = [o for o in lines if not (o.asserts | o.contests) & line.asserts]
            near = sorted(others, key=lambda o: -len(o.words & line.words))
            if near:
                other = near[min(rng.randrange(3), len(near) - 1)]
                yield _pair(line, other, "denies" if other.contests else "same", "other")


def _pair(one: Line, other: Line, asked: str, relation: str) -> dict[str, Any]:
    places = ([line.article, *line.place] for line in (one, other))
    return dict(zip(("one", "other"), places, strict=True), asked=asked, relation=relation)


if __name__ == "__main__":
    for article in articles():
        print(json.dumps(article))  # noqa: T201
