"""A store in numbers."""

from __future__ import annotations

from tracker.views.denials import Denying
from tracker.views.row import row
from tracker.views.sources import Quoted, UnnamedShare


@row
class Week:
    """A week (TIMEX3: "2022-W11") and how many events of the timeline lie in it."""

    week: str
    events: int


@row
class MostDenied:
    """A disputed claim, who asserts it first (None: nobody does), and how many denials answer it."""

    id: str
    claim: str
    who: str | None
    denials: int


@row
class Stats:
    """How much a store holds: each number is that of the rows of the list of its name, with the same filters.

    `weeks` has each week in which an event of the timeline lies, in order; `no_week` counts the events whose date is
    no closer than a month, or not known. `undated` is how many events without a date --since and --until left out.
    """

    articles: int
    outlets: int
    claims: int
    disputed: int
    denials: int
    meetings: int
    unnamed: UnnamedShare
    weeks: tuple[Week, ...]
    no_week: int
    most_quoted: tuple[Quoted, ...]
    most_denied: tuple[MostDenied, ...]
    who_denies_whom: tuple[Denying, ...]
    undated: int = 0
