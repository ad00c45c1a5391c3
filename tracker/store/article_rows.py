"""Articles as rows of the store and back, and whether one is known there already."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from tracker.dates import PartialDate
from tracker.records import Article, Intake

METADATA = ("given_id", "title", "outlet", "author", "url", "credit")
_INTAKE = {  # the fields of an article's intake, and where they stand
    "kind": "kind", "name": "input", "raw_sha256": "raw_sha256", "language": "language", "dated_by": "dated_by",
    "read_by": "read_by",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the store has: as `stored`, and `filled` with the metadata that an input adds to it."""

    stored: Article
    filled: Article
    found_by: str  # the version of the extractor that read it
    newer: str | None = None  # the id of the version that took its place

    @property
    def needs_rereading(self) -> bool:
        """Whether the newest version gained metadata, or turned out to be in a language that is read or not."""
        has_changed = self.stored != self.filled or self.stored.is_foreign != self.filled.is_foreign
        return has_changed and self.newer is None


def article_of(row: sqlite3.Row) -> Article:
    """Return the article that a row of `articles` holds."""
    names = ("text", *METADATA, "published", "published_from")
    as_read = tuple(sorted(json.loads(row["as_read"]).items()))
    values = {name: row[column] for name, column in _INTAKE.items()}
    intake = Intake(**values) if row["kind"] is not None else None
    return Article(**{name: row[name] for name in names}, kept_id=row["id"], as_read=as_read, intake=intake)


def article_columns(article: Article, found_by: str) -> dict[str, object]:
    """Return the row of `articles` of an article, but for its id, its versions and when it came."""
    return {
        **{name: getattr(article, name) for name in METADATA},
        **{column: getattr(article.intake, name, None) for name, column in _INTAKE.items()},
        **date_columns("published", article.published),
        "published_from": article.published_from,
        "as_read": json.dumps(dict(article.as_read), ensure_ascii=False),
        "sha256": article.sha256,
        "origin": article.id,  # until it is linked with others
        "text": article.text,
        "words": len(article.text.split()),
        "found_by": found_by,
    }


def is_same(stored: Article, article: Article) -> bool:
    """Return whether two articles with the same text are one: from the same outlet, url or given id.

    Fields that are unknown on either side are not compared; where none can be, they are one.
    """
    pairs = [(getattr(stored, name), getattr(article, name)) for name in ("outlet", "url", "given_id")]
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    return not known or any(one == other for one, other in known)


def filled(stored: Article, article: Article) -> Article:
    """Return the stored article with its unknown metadata filled in; people's corrections stay, empty ones too."""
    read = stored.without_corrections()
    gaps: dict[str, Any] = {
        name: getattr(article, name)
        for name in METADATA
        if getattr(read, name) is None and getattr(article, name) is not None
    }
    if read.published is None and article.published is not None:
        gaps |= {"published": article.published, "published_from": article.published_from}
    if article.intake is not None and article.language is not None and article.is_foreign != stored.is_foreign:
        gaps["intake"] = article.intake
    return replace(read, **gaps).with_corrections({name: getattr(stored, name) for name, _ in stored.as_read})


def date_columns(name: str, value: str | None) -> dict[str, object]:
    """Return the three columns of a date (TIMEX3): its value, first day and last day; null where it is no date."""
    date = PartialDate.parse(value) if value else None
    return {
        name: value if date else None,
        f"{name}_first": date.first.isoformat() if date else None,
        f"{name}_last": date.last.isoformat() if date else None,
    }
