"""One article: all that is known of how it came, and its text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tracker.lexicon.languages import language_name
from tracker.queries.names import resolve_version
from tracker.queries.sheet_fields import field_of, metadata_of, origin_of, version_fields
from tracker.queries.sql_parts import rows
from tracker.store.decisions import decisions, in_force
from tracker.terms import ENGLISH
from tracker.views.articles import ArticleText
from tracker.views.sheets import Field, Sheet

_ARTICLE = "select * from articles where id = :id"
_COUNTS = """
select count(*) as statements, sum(stance in ('deny', 'deny_knowledge')) as denials,
    (select count(*) from meeting_reports where article = :id and discarded is null and not possible) as meetings
from statements where article = :id and {shown}"""
_PLACES = "select start, end from statements where article = :id and {shown} order by start, end"
# Of an older version what stood in lists while it was the newest.
_SHOWN = "discarded is null and narrated is not 'aside' and not possible"


def show_article(db: sqlite3.Connection, name: str) -> Sheet:
    """Return all that is known of an article and of how it came; UnknownName for none or several of that name.

    A whole id of an older version has what is known of that one.
    """
    id_ = resolve_version(db, name)
    (row,) = rows(db, _ARTICLE, {"id": id_})
    fields = (
        *metadata_of(db, row, in_force(decisions(db)), "title", "outlet", "author", "credit", "url", "given_id"),
        *_published(db, row),
        *_came(row),
        *field_of("origin", origin_of(row), row["origin_why"]),
        *_read(db, row),
        *version_fields(db, id_),
    )
    return Sheet(id_, "article", row["title"] or row["given_id"] or id_, fields, (), ())


def article_text(db: sqlite3.Connection, name: str) -> ArticleText:
    """Return the text of an article, or of the version of that id, with the places of its statements; UnknownName."""
    id_ = resolve_version(db, name)
    (row,) = rows(db, _ARTICLE, {"id": id_})
    places = [(one["start"], one["end"]) for one in rows(db, _PLACES.format(shown=_SHOWN), {"id": id_})]
    return ArticleText(id_, row["text"], tuple(_merged(places)))


def _merged(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places, in order of their starts, those that overlap as one."""
    at = 0
    while at < len(places):
        start, end = places[at]
        while at < len(places) and places[at][0] <= end:
            end = max(end, places[at][1])
            at += 1
        yield start, end


def _published(db: sqlite3.Connection, row: dict[str, Any]) -> Iterator[Field]:
    """Yield the publication date and where it stood, as closely as that is known."""
    for field in metadata_of(db, row, in_force(decisions(db)), "published"):
        plainly = f"from: {row['published_from']}"
        is_closer = row["dated_by"] not in (None, row["published_from"]) and field.reason == plainly
        yield replace(field, reason=f"{plainly} ({row['dated_by']})") if is_closer else field


def _came(row: dict[str, Any]) -> Iterator[Field]:
    if row["kind"] is None:
        yield Field("kind", "unknown", "stored by a version that did not keep how articles came")
        return
    yield from field_of("kind", row["kind"])
    yield from field_of("input", row["input"])
    yield from field_of("SHA-256", row["raw_sha256"], "of the original bytes")
    if row["language"] is None:
        yield Field("language", "unknown", "too little text to tell; taken for English")
    else:
        why = "" if row["language"] == ENGLISH else "so stored, and not read"
        yield Field("language", language_name(row["language"]), why)


def _read(db: sqlite3.Connection, row: dict[str, Any]) -> Iterator[Field]:
    """Yield when and by what it was read, and how much it says."""
    yield Field("text", f"{row['words']} words", f"SHA-256 {row['sha256']}")
    yield from field_of("read", row["ingested_at"], codes=(row["ingested_at"],))
    extractor = f"extractor: {row['found_by']}" if row["language"] in (None, ENGLISH) else ""
    yield from field_of("read by", "; ".join(filter(None, (row["read_by"], extractor))))
    (counts,) = rows(db, _COUNTS.format(shown=_SHOWN), {"id": row["id"]})
    for name, count in counts.items():
        yield Field(name, str(count or 0))
