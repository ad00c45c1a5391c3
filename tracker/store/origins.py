"""Whose word each report is, as kept: the credits of articles, the outlets that statements cite, near-identical texts.

The origin of near-identical texts is one rule, the same SQL for all that is stored and for what was there at a date.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

# The origin of the near-identical texts `member` (rows of articles): whose text one of them says that it carries, else
# the newsroom that published it first, else the text itself. A day has ten letters, so the least of day and newsroom
# together is the newsroom with the least day.
ORIGIN = """coalesce(min(member.carries),
    substr(min(coalesce(member.published_first, '9999-12-31') || member.newsroom), 11), min(member.id))"""

# All articles near-identical to each of the articles {those}, directly or through others, itself too, where {hold}.
COPIES = """
copies (article, copy) as (
    select id, id from articles where id in ({those})
    union
    select copies.article, iif(same_text.one = copies.copy, same_text.other, same_text.one)
    from copies
    join same_text on same_text.one = copies.copy or same_text.other = copies.copy
    where {hold}
)"""

_THESE = "select value from json_each(:articles)"
_REGROUP = f"""
with recursive {COPIES.format(those=_THESE, hold="true")}, decided as materialized (
    select copies.article, {ORIGIN} as origin
    from copies cross join articles as member on member.id = copies.copy
    group by copies.article
)
update articles set origin = (select decided.origin from decided where decided.article = articles.id)
where id in (select value from json_each(:articles))
"""
_GROUP = f"with recursive {COPIES.format(those=_THESE, hold='true')} select distinct copy from copies order by copy"
# The same text, and those in one of the bands that were published about the same time; undated ones at any.
_CANDIDATES = """
with near (id) as (
    select id from articles where sha256 = :sha256
    union select article from text_bands where band in (select value from json_each(:bands))
)
select articles.id, articles.text
from near cross join articles on articles.id = near.id
where articles.id <> :article and articles.first_version <> :first_version
    and (sha256 = :sha256 or published_first is null or :first is null or (
    julianday(published_first) <= julianday(:last) + :days and julianday(published_last) >= julianday(:first) - :days))
order by articles.id
"""
_BEST_COPY = """
select same_text.share, articles.id, articles.outlet
from same_text join articles on articles.id = iif(same_text.one = ?1, same_text.other, same_text.one)
where same_text.one = ?1 or same_text.other = ?1
order by same_text.share desc, articles.carries is null, articles.id limit 1
"""


def put_credit(db: sqlite3.Connection, article: str, newsroom: str | None, carries: str | None) -> None:
    """Keep whose article it is, and whose text it says that it carries."""
    db.execute("update articles set newsroom = ?, carries = ? where id = ?", (newsroom, carries, article))


def put_cited(db: sqlite3.Connection, statement: str, newsroom: str | None, reason: str | None) -> None:
    """Keep which newsroom a statement comes from, where that is another than the article's own."""
    db.execute("update statements set cites = ?, cites_why = ? where id = ?", (newsroom, reason, statement))


def put_bands(db: sqlite3.Connection, article: str, bands: Iterable[int]) -> None:
    """File the text of an article under these bands; they are those of its text, which never changes."""
    filed = [(band, article) for band in bands]
    db.executemany("insert or ignore into text_bands (band, article) values (?, ?)", filed)


def put_copies(db: sqlite3.Connection, article: str, shares: Iterable[tuple[str, float]]) -> None:
    """Let the text of an article be near-identical to exactly these others, with the share (0 to 1) of the shorter."""
    db.execute("delete from same_text where one = ?1 or other = ?1", (article,))
    pairs = [(*sorted((article, other)), share) for other, share in shares]
    db.executemany("insert into same_text (one, other, share) values (?, ?, ?)", pairs)


def near_texts(db: sqlite3.Connection, article: str, bands: Iterable[int], days: int) -> list[tuple[str, str]]:
    """Return id and text of the articles that may be near-identical: in one of the bands, published within `days`.

    Other versions of the article are not among them.
    """
    columns = "sha256, published_first, published_last, first_version"
    row = db.execute(f"select {columns} from articles where id = ?", (article,)).fetchone()
    values = {"article": article, "bands": json.dumps(list(bands)), "days": days}
    values |= {"sha256": row[0], "first": row[1], "last": row[2], "first_version": row[3]}
    return [(other, text) for other, text in db.execute(_CANDIDATES, values)]


def copies_of(db: sqlite3.Connection, articles: Iterable[str]) -> list[str]:
    """Return all articles whose texts are near-identical to these, directly or through others, themselves too."""
    return [row[0] for row in db.execute(_GROUP, {"articles": json.dumps(sorted(articles))})]


def best_copy(db: sqlite3.Connection, article: str) -> tuple[float, str, str | None] | None:
    """Return the article whose text is nearest to this one's: the share (0 to 1), its id and its outlet; or None."""
    row = db.execute(_BEST_COPY, (article,)).fetchone()
    return tuple(row) if row else None


def put_origins(db: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Give these articles their origin, each that of all near-identical texts."""
    db.execute(_REGROUP, {"articles": json.dumps(sorted(articles))})


def put_origin_reason(db: sqlite3.Connection, article: str, reason: str) -> None:
    """Keep why an article has its origin."""
    db.execute("update articles set origin_why = ? where id = ?", (reason, article))
