"""Adds what readers marked to `marks/`: their quoted words become places, so that no word of a corpus is kept.

`python -m tracker.training.add_marks ARTICLES MARKS --to corpora|own|second`: both are JSONL files, MARKS as the
guideline has them, where a mark may also quote its `cue` and `source`. An article that is there already is left as it
is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from tracker.training.corpora import MARKS, Row, read_jsonl

_KEPT = ("n", "kind", "who", "weight", "said", "answers", "implicit", "unsure")
_OF_MEETINGS = ("status", "mode", "place", "date")
_OF_OWN = ("id", "story", "title", "published", "outlet", "text")


def placed(mark: Row, text: str) -> Row:
    """Return a mark with places (code points of the text) for its words; ValueError where they are not there."""
    start = text.index(mark["words"])
    end = start + len(mark["words"])
    row = {name: mark[name] for name in _KEPT if mark.get(name) not in (None, False)}
    if mark["kind"] == "meeting":
        row |= {name: mark.get(name) for name in _OF_MEETINGS}
    row |= {
        "start": start,
        "end": end,
        "spans": [_within(text, start, end, piece) for piece in mark.get("content") or ()],
    }
    for part in ("cue", "source"):
        if mark.get(part):
            row[part] = _within(text, start, end, mark[part])
    return row | {"also_spans": [_within(text, 0, len(text), other) for other in mark.get("also") or ()]}


def _within(text: str, start: int, end: int, words: str) -> list[int]:
    at = text.index(words, start, end)
    return [at, at + len(words)]


def added(articles: Iterable[Row], marked: Iterable[Row], *, own: bool) -> Iterable[Row]:
    """Yield a row for each marked article: its id and marks; where it was written for the project, its text too."""
    by_id = {article["id"]: article for article in articles}
    for row in marked:
        article = by_id[row["id"]]
        about = {name: article.get(name) for name in _OF_OWN} if own else {"id": row["id"]}
        yield about | {"marks": [placed(mark, article["text"]) for mark in row["marks"]]}


def main() -> None:
    """Add the marks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("marks", type=Path)
    parser.add_argument("--to", choices=("corpora", "own", "second"), required=True)
    options = parser.parse_args()
    path = MARKS / f"{options.to}.jsonl"
    known = {row["id"] for row in read_jsonl(path)}
    rows = added(read_jsonl(options.articles), read_jsonl(options.marks), own=options.to == "own")
    new = [row for row in rows if row["id"] not in known]
    with path.open("a", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in new)


if __name__ == "__main__":
    main()
