"""Articles: in their list, as `ingest --dry-run` understood them, their text, and differences between versions."""

from __future__ import annotations

from tracker.views.row import row


@row
class ArticleRow:
    """An article in the list of articles; one in another `language` than English (ISO 639 code) is not read."""

    id: str
    given_id: str | None
    published: str | None
    published_from: str
    outlet: str | None
    title: str | None
    url: str | None
    words: int
    statements: int
    denials: int
    meetings: int
    ingested_at: str
    set_by_person: tuple[str, ...] = ()  # the fields that are a person's word: published, outlet …
    language: str | None = None
    version: int = 1


@row
class UnderstoodRow:
    """What `ingest --dry-run` understood an input as. `published_from` names the very place, as "JSON-LD", if known."""

    input: str
    kind: str
    title: str | None
    outlet: str | None
    published: str | None
    published_from: str
    author: str | None
    url: str | None
    words: int
    language: str | None
    raw_sha256: str


@row
class ArticleText:
    """The text of an article as stored, and the places of its statements in it, in order and without overlaps."""

    id: str
    text: str
    statements: tuple[tuple[int, int], ...]


@row
class DiffRow:
    """What went, came or changed from one version of an article to another: words, or a statement, denial or meeting.

    `near` has the words in front of words that changed, in the later version or where they stood.
    """

    change: str  # came | went | changed
    what: str  # words | statement | denial | meeting
    id: str  # of the row in the later version, else in the earlier one; "" of words
    before: str
    after: str
    near: str
