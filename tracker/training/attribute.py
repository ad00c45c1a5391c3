"""Finds where articles that are to be learned say something, by the reader that is shipped.

Marks tell which statements are made and not always by which words, disputes and the lines of stories only roughly
where. What the reader finds there, each with how sure it is, is added to `marks/attributions.jsonl` for articles that
have nothing yet; articles of PolNeAR have attributions of their own.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.models.reader import FoundStatement, read
from tracker.parsing import parse
from tracker.records import Article
from tracker.training.corpora import MARKS, TEXTS, Row, read_jsonl, stories_as_articles

_LEAST = 0.1  # sureness


def articles(folder: Path) -> Iterator[Row]:
    """Yield the articles that need attributions: marked ones, those with an outright dispute, and the stories."""
    texts = {row["id"]: row for name in TEXTS for row in read_jsonl(folder / f"{name}.jsonl.gz")}
    own = {row["id"]: row for row in read_jsonl(MARKS / "own.jsonl")}
    marked = [row["id"] for row in read_jsonl(MARKS / "corpora.jsonl")]
    denied = [
        row["article"]
        for row in read_jsonl(MARKS / "disputes.jsonl")
        if any(one["explicit"] for one in row["disputes"])
    ]
    for id_ in dict.fromkeys((*marked, *denied)):
        if "attributions" not in texts[id_]:
            yield texts[id_]
    yield from own.values()
    yield from stories_as_articles()


def attributions(article: Row) -> list[dict[str, Any]]:
    """Return what is said in an article: cue or start, source, content, and how sure the reader is that it is one."""
    phrases = parse(Article(article["text"], title=article.get("title"))).noun_phrases()
    return [_row(statement) for statement in read(article["text"], phrases).statements if statement.sureness >= _LEAST]


def _row(statement: FoundStatement) -> dict[str, Any]:
    anchor = "cue" if statement.has_cue else "start"
    parts = {"source": statement.source, "content": statement.content}
    return {anchor: statement.anchor, **parts, "sure": round(statement.sureness, 3)}


def main() -> None:
    """Add the attributions of articles that have none yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpora")
    path = MARKS / "attributions.jsonl"
    known = {row["id"] for row in read_jsonl(path)}
    with path.open("a", encoding="utf-8") as out:
        for article in articles(parser.parse_args().corpus):
            if article["id"] not in known:
                known.add(article["id"])
                out.write(json.dumps({"id": article["id"], "attributions": attributions(article)}) + "\n")


if __name__ == "__main__":
    main()
