"""The meetings, and who took part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from tracker.views.reports import AnswerReport, Report
from tracker.views.row import row


@row
class Attendee:
    """A participant of a meeting: the actor is whom it acts for, else who it is; the role as an article words it."""

    name: str
    actor: str | None
    role: str | None = None
    actor_name: str | None = None


@row
class MeetingRow:
    """A meeting with all its reports.

    `old` is the date that it had before it was put off. `conflicts` has the fields in which reports differ, by
    name: their values, that of the row first; for participants lists of names.
    """

    id: str
    status: str
    mode: str
    place: str | None
    start: str | None
    end: str | None
    participants: tuple[Attendee, ...]
    reports: tuple[Report, ...]
    count: int | None = None
    country: str | None = None
    old: str | None = None
    topics: tuple[str, ...] = ()
    conflicts: Mapping[str, tuple[str | tuple[str, ...], ...]] = field(default_factory=dict)
    denied: tuple[AnswerReport, ...] = ()
