"""The whole program in a straight line: read inputs, parse, extract, store, link.

    reading → parsing → extract → store → link

`queries` and `render` answer later from the store alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tracker.extract import FOUND_BY, extract
from tracker.link import claims, meetings
from tracker.link.answers import link_answers
from tracker.parsing import parse
from tracker.reading import Remark, Unreadable
from tracker.records import Article, Extraction
from tracker.store.store import Known, Store


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article: added, known already, or known and filled with what was unknown before."""

    outcome: Literal["added", "known", "filled"]
    article: Article
    extraction: Extraction | None = None


def ingest(inputs: Iterable[Article | Unreadable | Remark], store: Store) -> Iterator[Ingested | Unreadable | Remark]:
    """Add each article with all that it says; one article, one transaction. What cannot be read passes through."""
    for found in inputs:
        yield _ingest_article(found, store) if isinstance(found, Article) else found


def read(article: Article) -> Extraction | Unreadable:
    """Return all that an article says; where a defect of the program stops the reading, a sentence that says so.

    One article that no one foresaw must not keep the rest of a batch from being read.
    """
    try:
        return extract(parse(article))
    except Exception as error:
        name = article.given_id or article.title or article.id
        defect = f"{type(error).__name__}: {error}"
        why = f"{name}: not read, by a defect of tracker ({defect}): report it with the article; the others are read"
        return Unreadable(name, article.given_id, why)


def _ingest_article(article: Article, store: Store) -> Ingested | Unreadable:
    known = store.known(article)
    while known is None or known.is_news:
        extraction = read(known.filled if known is not None else article)
        if isinstance(extraction, Unreadable):
            return extraction
        with store.transaction():
            now = store.known(article)
            if now == known:
                _put(extraction, known, store)
                return Ingested("added" if known is None else "filled", extraction.article, extraction)
        known = now  # another ingest was faster while this one parsed
    return Ingested("known", known.stored)


def _put(extraction: Extraction, known: Known | None, store: Store) -> None:
    if known is None:
        store.add(extraction, FOUND_BY)
    else:
        _read_again(store, extraction)
    link_article(store, extraction.article.id)


def _read_again(store: Store, extraction: Extraction) -> None:
    """Dates were counted from a publication date that was unknown: with more metadata the article is read anew."""
    propositions, reports = store.forget_records(extraction.article.id)
    claims.regroup(store, propositions)
    meetings.regroup(store, reports)
    store.read_again(extraction, FOUND_BY)


def link_article(store: Store, article_id: str) -> None:
    """Link what one article says: its claims with those of others, then what it answers, then its meetings."""
    claims.link_claims(store, article_id)
    link_answers(store, article_id)
    meetings.link_meetings(store, article_id)
