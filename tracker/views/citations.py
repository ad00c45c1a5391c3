"""What a report cites: places in articles, and the articles."""

from __future__ import annotations

from tracker.views.row import Spot, row


@row
class Citation:
    """Where one statement, or one report of a meeting, stands in an article (by its own id).

    `words` is all of it, from its first to its last word; `pieces` are the places of what it consists of, in order:
    the source, the verb and what is said.
    """

    id: str
    article: str
    words: str
    pieces: tuple[Spot, ...]
    opens: Spot  # the piece with which what is said begins: a link leads there
    stance: str | None  # of a statement
    date: str | None
    date_of: str | None  # said | reported


@row
class CitedArticle:
    """An article that something is cited from, with its text."""

    id: str
    given_id: str | None
    outlet: str | None
    title: str | None
    author: str | None
    url: str | None
    published: str | None
    published_from: str
    language: str | None
    words: int
    text: str
