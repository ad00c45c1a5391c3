"""Whether two reports tell of the same meeting, by the two alone: by who meets, when, where and how.

They are the same when the same sides meet and date or place agree; where one thing is told otherwise by another article
and the rest agrees, they are the same and the meeting shows the conflict. They are different when they cannot be one:
by phone and in person, in two towns on two days, twice in one article. Else the two alone leave it open, and a third
may join them: a plan that was postponed names both of its dates. A habit ("have met 38 times") is no meeting among
others.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.dates import PartialDate
from tracker.link.meeting_reports import MeetingReport, Side, days_of

_WIRED = {"video", "phone"}
_AHEAD = {"planned", "proposed"}

NEAR_DAYS = 3  # between two publications, or from a meeting to a later report, for which undated reports are compared
SAME_PLACE_DAYS = 30  # that an undated report which names the place looks back, or one of a plan ahead
_SLIP = 1  # days by which two articles may differ on the date of one meeting in one place
_SOON = 3  # days between their publications for that
_BY_NEARNESS = 0.01  # of the score, by which a nearer passage of one article counts more


@dataclass(frozen=True, slots=True)
class Same:
    """Two reports are of one meeting: how sure (0 to 1), and why in words."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Different:
    """Two reports cannot be of one meeting."""


Verdict = Same | Different | None  # None: the two alone leave it open


def compare(one: MeetingReport, other: MeetingReport) -> Verdict:
    """Return whether two reports are of one meeting. It is symmetric."""
    if "habitual" in (one.status, other.status):
        return _habits(one, other)
    if one.article == other.article and (one.refers == other.id or other.refers == one.id):
        return Same(1.0, "takes it up in the same article")
    if one.refers or other.refers:
        return None  # it belongs with the report that it takes up
    if _by_other_means(one, other):
        return Different()
    alike = _sides(one, other)
    if alike is None:
        return Different()
    if alike == "open":
        return None
    if one.dates and other.dates:
        return _dated(one, other, alike)
    return _undated(one, other, alike)


def _habits(one: MeetingReport, other: MeetingReport) -> Verdict:
    if one.status != other.status or one.keys != other.keys or one.count != other.count:
        return Different()
    return Same(0.5, "the same habit of the same participants")


def _by_other_means(one: MeetingReport, other: MeetingReport) -> bool:
    """On the phone and in person; two kinds of call on one day may be one call."""
    modes = {one.mode, other.mode} - {"unknown"}
    return len(modes) > 1 and not modes <= _WIRED


def _sides(one: MeetingReport, other: MeetingReport) -> str | None:
    """ "same": the same participants; "level": one names the people, the other whom they act for; "part": some miss.

    "open" where it is not known whom somebody acts for; None where they are others.
    """
    if one.keys == other.keys:
        return "same"
    here = {side: {_is(side, o) for o in other.sides} for side in one.sides}
    there = {side: {_is(side, o) for o in one.sides} for side in other.sides}
    if len(one.sides) == len(other.sides):
        if all(True in fits for fits in (*here.values(), *there.values())):
            return "level"
        return "open" if all(fits - {False} for fits in (*here.values(), *there.values())) else None
    fewer = here if len(one.sides) < len(other.sides) else there
    if len(fewer) > 1 and all(True in fits for fits in fewer.values()):
        return "part" if one.keys < other.keys or other.keys < one.keys else None
    return None


def _is(one: Side, other: Side) -> bool | None:
    """Whether two sides are one, or one acts for the other; None where it is not known."""
    if one.key == other.key:
        return True
    if one.is_person and other.is_person:
        return False
    if one.country is None or other.country is None:
        return None
    return one.country == other.country and not (one.office and other.office and one.office != other.office)


def _dated(one: MeetingReport, other: MeetingReport, alike: str) -> Verdict:
    here = one.article == other.article
    place = _places(one, other)
    if any(left.overlaps(right) for left in one.dates for right in other.dates):
        exact = all(min(days_of(d) for d in report.dates) <= 1 for report in (one, other))
        if alike == "part":
            return Different() if here or place == "other" or not (exact or place) else Same(0.5, _why(alike, "date"))
        if place == "other":
            return Same(0.6, _why(alike, "date")) if exact and not here and alike == "same" else Different()
        if alike == "level":
            return Same(0.7, _why(alike, "date")) if exact or place else None
        return Same(0.95 if place else 0.85, _why(alike, "date and place" if place else "date"))
    gap = min(_gap(left, right) for left in one.dates for right in other.dates)
    if here or place == "other":
        return Different()
    ahead = [report for report in (one, other) if report.status != "held"]
    if place and alike != "level" and gap <= _SLIP and _published_within(one, other, _SOON):
        return Same(0.4, _why(alike, "place"))
    return None if ahead else Different()


def _undated(one: MeetingReport, other: MeetingReport, alike: str) -> Verdict:
    """At least one has no date: then it is about when its article appeared that is compared, and the place."""
    here = one.article == other.article
    place = _places(one, other)
    if place == "other" or (alike == "part" and here):
        return Different()
    if alike == "part":
        return Same(0.3, _why(alike, "place")) if place and _lies_near(one, other, SAME_PLACE_DAYS) else None
    if _is_later(one, other) or _is_later(other, one):
        return Different()
    if {one.status, other.status} in ({"refused", "held"}, {"proposed", "held"}) and not place:
        return None
    if here:
        if alike == "level" and not place:
            return None
        near = 1 / (2 + abs(one.start - other.start))
        return Same((0.7 if place else 0.5) + _BY_NEARNESS * near, _why(alike, "article"))
    if place:
        return Same(0.65, _why(alike, "place")) if _lies_near(one, other, SAME_PLACE_DAYS) else None
    if alike == "level":
        return None
    return Same(0.3, _why(alike, "days")) if _lies_near(one, other, NEAR_DAYS) else None


def _is_later(plan: MeetingReport, held: MeetingReport) -> bool:
    """Whether a plan is of a later meeting than one that was over when the plan was told."""
    if plan.status not in _AHEAD or held.status != "held" or plan.dates:
        return False
    if plan.article == held.article:
        return True
    over = held.dates[0].last if held.dates else None
    return over is not None and plan.day is not None and over < plan.day.first


def _lies_near(one: MeetingReport, other: MeetingReport, days: int) -> bool:
    """Whether what two reports tell may lie within so many days, by the date of one; else by publication alone."""
    if one.dates or other.dates:
        dated, undated = (one, other) if one.dates else (other, one)
        if undated.day is None:
            return False
        return any(_gap(date, undated.day) <= days for date in dated.dates)
    return _published_within(one, other, NEAR_DAYS) and _week(one) == _week(other)


def _week(report: MeetingReport) -> tuple[int, int] | None:
    """The week of its publication: of two undated reports in two weeks nothing is known, or one chain held a year."""
    return report.day.first.isocalendar()[:2] if report.day is not None else None


def _published_within(one: MeetingReport, other: MeetingReport, days: int) -> bool:
    return one.day is not None and other.day is not None and _gap(one.day, other.day) <= days


def _places(one: MeetingReport, other: MeetingReport) -> str | None:
    """ "same", "other", or None where one names none, or only a house or village that may lie in the other's town."""
    if not one.place or not other.place:
        return None
    left, right = one.place.casefold(), other.place.casefold()
    if left == right or left in right or right in left:
        return "same"
    return None if (one.place_country is None) != (other.place_country is None) else "other"


def _gap(left: PartialDate, right: PartialDate) -> int:
    """The days between two dates; 0 where they overlap."""
    return max(0, (right.first - left.last).days, (left.first - right.last).days)


_AGREE = {
    "date": "the dates agree",
    "date and place": "date and place agree",
    "place": "the place agrees",
    "article": "in one article, and nothing contradicts",
    "days": "told within days, and nothing contradicts",
}
_ALIKE = {
    "same": "the same participants",
    "level": "one names the people, the other whom they act for",
    "part": "one names fewer of the participants",
}


def _why(alike: str, agreed: str) -> str:
    return f"{_ALIKE[alike]}; {_AGREE[agreed]}"
