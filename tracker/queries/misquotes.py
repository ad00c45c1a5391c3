"""Whether every stored span still quotes its article: text[start:end] == words, for the whole store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.views.quotations import Misquote

# The spans of one article's records, then the hull of each record, which is an owner's own place and words.
_QUOTES = """
select coalesce(statement, report), role, start, end, words from spans where article = :article
union all
select id, 'hull', start, end, words from statements where article = :article
union all
select id, 'hull', start, end, words from meeting_reports where article = :article
order by 3, 4, 1, 2"""


def misquotes(db: sqlite3.Connection) -> tuple[int, list[Misquote]]:
    """Return how many places were checked, and those whose words are not the article's there.

    Sliced in Python, since SQLite's substr stops at a NUL; one article at a time, so memory holds one text.
    """
    checked = 0
    wrong: list[Misquote] = []
    for article, text in db.execute("select id, text from articles order by n"):
        for misquote in _checked(db, article, text):
            checked += 1
            wrong += [misquote] if misquote.stored != misquote.found else []
    return checked, wrong


def _checked(db: sqlite3.Connection, article: str, text: str) -> Iterator[Misquote]:
    for owner, role, start, end, words in db.execute(_QUOTES, {"article": article}):
        found = text[start:end] if 0 <= start < end else ""
        yield Misquote(owner, role, article, (start, end), words, found)
