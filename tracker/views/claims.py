"""The claims."""

from __future__ import annotations

from tracker.views.reports import Word
from tracker.views.row import row


@row
class ClaimRow:
    """A claim in the list of claims."""

    id: str
    words: str
    who: str
    said: str | None
    reported: str | None
    happened: str | None
    certainty: str | None
    reports: int
    articles: int
    outlets: int
    origins: int
    denials: int
    credibility: str = "6"  # Admiralty scale, by a person; 6 is also the default
    decided_by: tuple[Word, ...] = ()
    salience: int = 0  # points, and what it has them for
    salient_for: tuple[str, ...] = ()
