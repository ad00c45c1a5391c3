"""A claim that somebody contests."""

from __future__ import annotations

from tracker.views.reports import AnswerReport, Report, Word
from tracker.views.row import row


@row
class Disputed:
    """A claim that somebody contests: who asserts it, who denies it or says otherwise, who declined to speak of it."""

    id: str
    claim: str
    kind: str  # denied | knowledge_denied | figures
    asserted: tuple[Report, ...]
    denied: tuple[AnswerReport, ...]
    declined: tuple[AnswerReport, ...]
    articles: int
    outlets: int
    origins: int
    first: str | None
    last: str | None
    state: str = ""  # what stands by its history, never a verdict: "disputed", "denied, then confirmed"
    retracted: tuple[AnswerReport, ...] = ()
    link: str = "linked"  # possible: no denial is linked, some may be
    credibility: str = "6"  # Admiralty scale, by a person; 6 is also the default
    decided_by: tuple[Word, ...] = ()
    salience: int = 0  # points, and what it has them for
    salient_for: tuple[str, ...] = ()
