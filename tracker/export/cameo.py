"""CAMEO codes of meetings (Schrodt, CAMEO codebook 1.1b3, 2012), where one fits what is known.

Only what the store knows is coded: who wanted to mediate or negotiate (045, 046) it does not. Denials of claims get no
code here: REJECT (12x) turns down a request.
"""

from __future__ import annotations

from tracker.views.meetings import MeetingRow

_CONSULT, _BY_TELEPHONE, _VISIT, _ELSEWHERE = "040", "041", "042", "044"
_INTENT, _REJECT_MEETING = "036", "125"


def cameo_code(row: MeetingRow) -> str | None:
    """Return the code of a meeting; None for one that was cancelled, which CAMEO has no code for.

    042 is a visit, from the side of the visitors; from that of the host the same event is 043.
    """
    if row.status in ("planned", "proposed"):
        return _INTENT
    if row.status == "refused":
        return _REJECT_MEETING
    if row.status == "cancelled":
        return None
    if row.mode == "phone":
        return _BY_TELEPHONE
    return _in_person(row) if row.mode == "in_person" else _CONSULT


def _in_person(row: MeetingRow) -> str:
    """Return the code of a visit to the country of one side, of a meeting elsewhere or, where not known, to consult."""
    sides = {attendee.actor for attendee in row.participants}
    if row.country is None or None in sides or len(sides) < 2:
        return _CONSULT
    return _VISIT if row.country in sides else _ELSEWHERE
