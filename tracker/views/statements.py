"""The statements, whatever their stance."""

from __future__ import annotations

from tracker.views.row import row


@row
class StatementRow:
    """One statement of one article, whatever its stance, with the claim that it reports, if any."""

    id: str
    date: str | None
    date_of: str | None
    said: str | None
    reported: str | None
    happened: str | None
    who: str
    actor: str | None
    stance: str
    force: str
    words: str  # what it says, as its claim has it; else all its words
    certainty: str | None
    anonymity: str | None
    claim: str | None
    probability: float
