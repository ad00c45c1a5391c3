"""The origin of each report, the newsroom whose word it is: reports that share an origin count once.

A newsroom's own articles are one origin, since it repeats itself. Near-identical texts are one: that of the agency that
one of them credits, else of the outlet that published it first. A statement that cites another outlet has that outlet's
origin, whatever its article carries. Each pair of texts is decided by itself, and a group is all that are connected by
such pairs, so the order of ingest changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from sqlite3 import Row

from tracker.lexicon.newsrooms import newsroom
from tracker.link.credits import CitingStatement, Credit, cited_by, credit_of
from tracker.link.texts import bands, likeness_of
from tracker.store import origins as kept
from tracker.store.store import Store

DAYS = 31  # within which one text is printed again; later ones with the same words are forms filled in anew

_ARTICLE = "select id, text, outlet, author, credit from articles where id = ?"
_STATEMENTS = """
select statements.id, statements.start, statements.end,
    coalesce((select max(end) from spans where statement = statements.id and role = 'cue'), statements.end) as cue_end,
    iif(sources.kind in ('organisation', 'outlet'), sources.name, null) as speaker, (
        select json_group_array(name) from (
            select through.name from statement_sources join sources as through on through.id = statement_sources.source
            where statement_sources.statement = statements.id and role = 'via'
                and through.kind in ('organisation', 'outlet')
            order by position)) as via
from statements left join sources on sources.id = statements.source
where statements.article = ? order by statements.id
"""


def link_origins(store: Store, article_id: str) -> None:
    """Find the origin of an article's reports, and with it that of the articles whose text is near-identical."""
    (article,) = store.rows(_ARTICLE, article_id)
    credit, own = _credit(article), newsroom(article["outlet"] or "")
    before = kept.copies_of(store.db, [article_id])
    kept.put_credit(store.db, article_id, own or None, credit.newsroom if credit else None)
    bands_of_text = list(bands(article["text"]))
    candidates = kept.near_texts(store.db, article_id, bands_of_text, DAYS)
    likenesses = ((other, likeness_of(article["text"], text)) for other, text in candidates)
    kept.put_bands(store.db, article_id, bands_of_text)
    copies = [(other, round(likeness.of_shorter, 3)) for other, likeness in likenesses if likeness]
    kept.put_copies(store.db, article_id, copies)
    regroup(store, before)
    for statement in store.rows(_STATEMENTS, article_id):
        _link_statement(store, statement, article)


def link_older_origins(store: Store) -> None:
    """Find the origins of the articles that a version without origins stored."""
    for row in store.rows("select id from articles where origin_why = '' order by id"):
        link_origins(store, row["id"])


def regroup(store: Store, articles: Iterable[str]) -> None:
    """Decide anew the origin of these articles, and of all whose texts are near-identical to theirs."""
    every = kept.copies_of(store.db, articles)
    kept.put_origins(store.db, every)
    for article_id in every:
        kept.put_origin_reason(store.db, article_id, _reason(store, article_id))


def _reason(store: Store, article_id: str) -> str:
    (article,) = store.rows(_ARTICLE, article_id)
    if credit := _credit(article):
        return credit.reason
    if copy := kept.best_copy(store.db, article_id):
        share, other, outlet = copy
        return f"near-identical text ({share:.2f} of shingles) with {other}{f' ({outlet})' if outlet else ''}"
    return "its own text"


def _credit(article: Row) -> Credit | None:
    return credit_of(article["text"], article["outlet"], article["author"], article["credit"])


def _link_statement(store: Store, row: Row, article: Row) -> None:
    bodies = (*filter(None, [row["speaker"]]), *json.loads(row["via"]))
    statement = CitingStatement(row["start"], row["end"], row["cue_end"], bodies)
    cited = cited_by(statement, article["text"], article["outlet"])
    kept.put_cited(store.db, row["id"], *((cited.newsroom, cited.reason) if cited else (None, None)))
