"""One report of a claim or meeting, its stance, its origin, and what people decided of it."""

from __future__ import annotations

from dataclasses import field

from tracker.views.row import Spot, row


@row
class Word:
    """What a person decided of a row: `what` was done (linked, removed, merged, split, rated, discarded), by whom.

    `at` is the time in UTC (ISO 8601), `id` the decision's.
    """

    what: str
    who: str
    at: str
    why: str | None
    id: str


@row
class Report:
    """One statement, or one passage about a meeting, in one article; the `report` of the JSON forms."""

    article: str  # the id that the article came with, else its own
    span: Spot
    id: str
    source: str
    actor: str | None
    said: str | None  # else None: then it stands at the publication date, `reported`
    words: str
    reported: str | None = None
    outlet: str | None = None
    origin: str | None = field(default=None, kw_only=True)  # whose word it is, to count by
    actor_name: str | None = field(default=None, kw_only=True)  # what people call the actor


@row
class AnswerReport(Report):
    """A report that takes a stance to a claim: with the score (0 to 1), the reason in words, and the state."""

    stance: str = "deny"
    score: float = 1.0
    reason: str = ""
    state: str = "linked"  # or possible, where such are asked for
    decided_by: tuple[Word, ...] = ()


@row
class Event:
    """One report as a line of a claim's history."""

    date: str | None  # None: undated, shown in a block of its own
    date_of: str | None  # said | reported
    what: str  # asserted | repeated | confirmed | denied | knowledge denied | other figure given | …
    who: str
    actor: str | None
    id: str
    article: str
    outlet: str | None
    words: str
    reason: str  # why it is taken for that, "" where the words say so
    actor_name: str | None = None


@row
class Origin:
    """Whose word some reports are: each with its id, its outlet (else its article), and why it has this origin."""

    name: str
    reports: tuple[tuple[str, str, str], ...]
