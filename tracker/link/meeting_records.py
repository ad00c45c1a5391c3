"""Making the record of a meeting from its reports; where they contradict each other, all versions are kept."""

from __future__ import annotations

import json

from tracker.dates import PartialDate
from tracker.link.meeting_reports import MeetingReport, days_of

_MOST_CERTAIN_FIRST = ("held", "cancelled", "refused", "planned", "proposed", "habitual")
_MOST_TELLING_FIRST = ("video", "phone", "written", "in_person", "unknown")


def record_of(group: list[MeetingReport]) -> dict[str, object]:
    """Return the columns of a meeting from its reports, in reading order; `conflicts` has what they contradict in."""
    status = _status(group)
    dates, old = _dates([one for one in group if one.status == status] + [one for one in group if one.status != status])
    places = _distinct_places(group)
    date = PartialDate.parse(dates[0]) if dates else None
    conflicts: dict[str, list[object]] = {
        "start": list(dates) if len(dates) > 1 else [],
        "place": list(places) if len(places) > 1 else [],
        "participants": [],
        "mode": [],
        "status": [],
    }
    # Only reports that name all sides as persons can contradict each other in who met.
    named = [report.keys for report in group if all(side.is_person for side in report.sides)]
    participants = [sorted(keys) for keys in dict.fromkeys(named)]
    if len(participants) > 1:
        conflicts["participants"] = list(participants)
    modes = [m for m in _MOST_TELLING_FIRST if m != "unknown" and any(report.mode == m for report in group)]
    if len(modes) > 1:
        conflicts["mode"] = list(modes)
    if status == "held" and any(one.status == "refused" for one in group):
        conflicts["status"] = ["held", "refused"]
    placed = next((one for one in group if one.place == places[0]), None) if places else None
    return {
        "id": "m" + group[0].id[1:],
        "status": status,
        "mode": modes[0] if modes else "unknown",
        "place": placed.place if placed else None,
        "place_country": placed.place_country if placed else None,
        "start": dates[0] if dates else None,
        "start_first": date.first.isoformat() if date else None,
        "start_last": date.last.isoformat() if date else None,
        "old": old,
        "conflicts": json.dumps({name: values for name, values in conflicts.items() if values}, ensure_ascii=False),
        "count": max((one.count for one in group if one.count), default=None),
    }


def _status(group: list[MeetingReport]) -> str:
    """Held if anybody says so; else cancelled unless planned anew later; else the most certain."""
    statuses = {one.status for one in group}
    if "held" not in statuses and "cancelled" in statuses:
        off = max((one.published or "") for one in group if one.status == "cancelled")
        if any((one.published or "") > off for one in group if one.status == "planned" and not one.refers):
            return "planned"
    return next(status for status in _MOST_CERTAIN_FIRST if status in statuses)


def _dates(reports: list[MeetingReport]) -> tuple[list[str], str | None]:
    """The dates of a meeting, and the date from which it was put off.

    Several dates contradict each other: the earliest reported is first. Of dates that overlap only the most precise is
    kept.
    """
    old = next((one.old for one in reports if one.old), None)
    put_off = PartialDate.parse(old) if old else None
    dated = [one.held for one in reports if one.held]
    if put_off is not None and len(set(dated)) > 1:
        dated = [value for value in dated if not _is_within(value, put_off)] or dated
    status = reports[0].status
    firm = [one.held for one in reports if one.held in dated and one.status == status] or dated
    groups: list[list[str]] = []  # of dates that overlap, the most precise first
    for value in sorted(dict.fromkeys(firm), key=_precision):
        date = PartialDate.parse(value)
        for group in groups:
            most_precise = PartialDate.parse(group[0])
            if date is not None and most_precise is not None and date.overlaps(most_precise):
                group.append(value)
                break
        else:
            groups.append([value])
    published = {value: min(one.published or "" for one in reports if one.held == value) for value in set(firm)}
    groups.sort(key=lambda group: (min(published[value] for value in group), group[0]))
    return [group[0] for group in groups], old


def _is_within(value: str, old: PartialDate) -> bool:
    date = PartialDate.parse(value)
    return date is not None and old.first <= date.first and date.last <= old.last


def _precision(value: str) -> tuple[int, str]:
    date = PartialDate.parse(value)
    return (days_of(date) if date is not None else 10**6, value)


def _distinct_places(reports: list[MeetingReport]) -> list[str]:
    """The places that differ; two are one where the name of one is part of the other's. Known ones only, if any are."""
    distinct: list[str] = []
    listed = [one for one in reports if one.place_country]
    for place in (one.place for one in listed or reports if one.place):
        folded = place.casefold()
        if not any(folded in known.casefold() or known.casefold() in folded for known in distinct):
            distinct.append(place)
    return distinct
