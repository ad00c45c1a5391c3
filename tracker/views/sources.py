"""The sources, and how many of them are unnamed."""

from __future__ import annotations

from tracker.views.reports import Word
from tracker.views.row import row


@row
class SourceRow:
    """A source in the list of sources."""

    id: str
    name: str
    kind: str
    actor: str | None  # whom it acts for, else who it is
    statements: int
    denials: int  # that it makes
    refusals: int
    denials_met: int  # claims of it that somebody else denies
    articles: int
    first: str | None
    last: str | None
    reliability: str = "F"  # Admiralty scale, by a person; F is also the default
    decided_by: tuple[Word, ...] = ()
    outlets: int = 1
    origins: int = 1
    actor_name: str | None = None


@row
class UnnamedShare:
    """How many of some sources are unnamed, and how many of their statements come from those."""

    unnamed: int
    sources: int
    unnamed_statements: int
    statements: int


@row
class Quoted:
    """A source, whom it acts for, else who it is, by key and by name, and how many statements it makes."""

    id: str
    name: str
    actor: str | None
    actor_name: str | None
    statements: int
