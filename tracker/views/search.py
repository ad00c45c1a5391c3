"""The results of a search."""

from __future__ import annotations

from tracker.views.row import Spot, row


@row
class SearchRow:
    """A claim, statement or article that has the words searched for, and where it has them.

    `words` stand at `span` of the article (of a claim or statement that is the hull of its parts): those of a report
    that has what was found, or the sentence of an article that has most of it. `marks` are the places of what was found
    in `words`, `title_marks` in the title. `hits` are how often an article or statement has it, or in how many reports
    a claim has it. Coverage is of claims alone.
    """

    kind: str  # claim | statement | article
    id: str
    date: str | None
    date_of: str | None  # said | reported | published
    who: str  # the outlet of an article
    words: str
    marks: tuple[Spot, ...]
    article: str  # the id that the article came with, else its own
    span: Spot
    hits: int
    stance: str | None = None
    title: str | None = None
    title_marks: tuple[Spot, ...] = ()
    articles: int | None = None
    outlets: int | None = None
    origins: int | None = None
    reports: int | None = None
    denials: int | None = None
    outlet: str | None = None  # of a statement's or claim's article; that of an article is `who`
