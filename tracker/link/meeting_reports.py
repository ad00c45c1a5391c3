"""One report of a meeting, as far as it matters which reports are of one: who meets, when, where and how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tracker.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Side:
    """One participant as far as sameness needs it: who it is, whom it acts for, whether a person, in which office."""

    key: str
    acts_for: str | None
    is_person: bool
    office: str

    @property
    def country(self) -> str | None:
        """Whom the side acts for, else who it is; None where that is not known of a person."""
        return self.acts_for or (None if self.is_person else self.key)


@dataclass(frozen=True)
class MeetingReport:
    """One report of a meeting, as far as sameness needs it."""

    id: str
    sides: tuple[Side, ...]
    status: str
    mode: str
    place: str | None
    place_country: str | None
    held: str | None
    old: str | None
    published: str | None
    article: str
    start: int
    count: int | None
    refers: str | None

    @cached_property
    def dates(self) -> tuple[PartialDate, ...]:
        """The dates that it gives the meeting: its own, and the one it had before it was put off."""
        return tuple(date for value in (self.held, self.old) if value and (date := PartialDate.parse(value)))

    @cached_property
    def day(self) -> PartialDate | None:
        """The first day of its publication, where known."""
        return PartialDate.parse(self.published) if self.published else None

    @cached_property
    def says(self) -> tuple[object, ...]:
        """All by which it is compared with reports of other articles."""
        where, when = (self.place, self.place_country), (self.held, self.old, self.published)
        return self.sides, self.status, self.mode, where, when, self.count, self.refers

    @cached_property
    def keys(self) -> frozenset[str]:
        """Who takes part."""
        return frozenset(side.key for side in self.sides)


def reading_order(report: MeetingReport) -> tuple[str, str, int, str]:
    """Return by what reports are put in order: day of publication, article, place in it."""
    return report.published or "9999", report.article, report.start, report.id


def days_of(date: PartialDate) -> int:
    """Return of how many days a date may be one."""
    return (date.last - date.first).days + 1
