"""What a person discarded."""

from __future__ import annotations

from tracker.views.reports import Word
from tracker.views.row import row


@row
class DiscardedRow:
    """A statement or a report of a meeting that a person discarded: no other list shows it."""

    id: str
    kind: str  # statement, meeting report
    date: str | None
    date_of: str | None
    who: str
    words: str
    article: str
    claim: str | None  # that it would report
    decided_by: tuple[Word, ...]
