"""Quotations of records with their place in an article, for exports; articles, speakers; and misquotes."""

from __future__ import annotations

from tracker.views.reports import Word
from tracker.views.row import Spot, row


@row
class Misquote:
    """A stored span whose words are not the article's at its place: a defect of the store."""

    owner: str
    role: str
    article: str
    span: Spot
    stored: str
    found: str


@row
class Publication:
    """The metadata of an article, as needed to cite it."""

    id: str
    given_id: str | None
    title: str | None
    author: str | None  # the byline as it was read
    outlet: str | None
    url: str | None
    published: str | None
    published_from: str
    language: str | None
    sha256: str  # of the text
    ingested_at: str


@row
class Quotation:
    """The words of one record in one article, with the words in front of them and after them.

    `exact` is the article's text from `start` to `end`, in code points: what the W3C Web Annotation model calls a text
    position and a text quote.
    """

    id: str  # of the statement or the report of a meeting
    article: Publication
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@row
class Speaker:
    """Who speaks in a statement; the kinds are those of sources."""

    id: str
    name: str
    kind: str
    actor: str | None
    reliability: str = "F"
    decided_by: tuple[Word, ...] = ()
