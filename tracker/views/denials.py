"""The denials and refusals, each with the claim that it answers."""

from __future__ import annotations

from tracker.views.reports import Word
from tracker.views.row import row


@row
class PossibleClaim:
    """A claim that a denial may answer, with the score of the link (0 to 1) and its reason in words."""

    claim: str
    claim_words: str
    asserted_by: str | None
    score: float
    reason: str


@row
class DenialRow:
    """A denial, and the claim that it was linked to, if any."""

    id: str
    date: str | None
    date_of: str
    who: str
    actor: str | None
    stance: str
    words: str
    claim: str | None  # the id of the claim
    claim_words: str | None
    asserted_by: str | None
    reason: str | None
    article: str
    decided_by: tuple[Word, ...] = ()
    possible: tuple[PossibleClaim, ...] = ()  # where such are asked for
    actor_name: str | None = None


@row
class Denying:
    """Who denies what whom asserted first, and in how many denials; each by the name of the actor they speak for."""

    who: str
    whom: str
    denials: int
