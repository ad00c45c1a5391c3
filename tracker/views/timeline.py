"""The events of a story, and what each actor did over time."""

from __future__ import annotations

from tracker.views.reports import Word
from tracker.views.row import row


@row
class TimelineRow:
    """One event of the story: a claim at its first assertion, an answer, or a meeting."""

    id: str
    kind: str  # claim denial refusal confirmation retraction rejection demand promise question attitude meeting
    date: str | None  # None: undated, shown in a block of its own
    date_of: str | None  # said | reported | happened | meeting
    who: str
    whom: str | None  # for an answer: who asserted what it answers; for a meeting: None, all are in `who`
    words: str
    stance: str | None
    status: str | None  # of a meeting
    article: str
    reports: int
    decided_by: tuple[Word, ...] = ()  # of a claim, or of what an answer answers
    story: str | None = None  # the id of the claim that it asserts or answers; only where grouped by story
    story_words: str | None = None  # the words of what an answer answers
    salience: int = 0  # points, and what it has them for
    salient_for: tuple[str, ...] = ()
    outlet: str | None = None  # of the article


@row
class LaneRow:
    """What one actor said, denied and met about within some days; `first` and `last` are None for what is undated."""

    actor: str
    first: str | None
    last: str | None
    statements: int
    denials: int
    meetings: int
    planned: int  # meetings


@row
class Played:
    """The actors (keys) that play a part in a row of the timeline, and the outlets that report it."""

    actors: frozenset[str]
    outlets: frozenset[str]
