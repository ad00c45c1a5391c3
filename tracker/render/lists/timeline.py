"""The columns of the timeline, and of the lanes of its drawing."""

from __future__ import annotations

from dataclasses import replace

from tracker.errors import UsageError
from tracker.render.cells import UNDATED, counted, dated, person_words, worded
from tracker.render.column import Column, View, with_dates
from tracker.render.forms import Form, salience_form, words_form
from tracker.views.timeline import LaneRow, TimelineRow


def kind_words(row: TimelineRow) -> str:
    """Return the kind of an event as one reads it: "planned meeting", "denial of knowledge", "claim"."""
    if row.kind == "meeting":
        return f"{worded(row.status)} meeting".strip()
    return "denial of knowledge" if row.stance == "deny_knowledge" else worded(row.kind)


_FORM_KEYS = ("id", "kind", "date", "date_of", "who", "whom", "words", "stance", "status", "article", "outlet")


def timeline_form(row: TimelineRow) -> Form:
    """Return one event of the timeline."""
    decided_by = words_form(row.decided_by)
    return {name: getattr(row, name) for name in _FORM_KEYS} | {"decided_by": decided_by} | salience_form(row)


def lane_form(row: LaneRow) -> Form:
    """Return what one actor did within some days; both days are null for what is undated."""
    named = {"actor": row.actor, "from": row.first, "to": row.last}
    return named | {name: getattr(row, name) for name in ("statements", "denials", "meetings", "planned")}


TIMELINE: View[TimelineRow] = View(
    "timeline",
    (
        with_dates("date", lambda r, say: dated(r.date, r.date_of, say)),
        Column("kind", kind_words),
        Column("who", lambda r: r.who),
        Column("whom", lambda r: r.whom or ""),
        Column("words", lambda r: r.words),
        Column("stance", lambda r: worded(r.stance)),
        Column("status", lambda r: worded(r.status)),
        Column("reports", lambda r: counted(r.reports, "report")),
        Column("outlet", lambda r: r.outlet or ""),
        Column("article", lambda r: r.article),
        Column("id", lambda r: r.id),
        Column("by person", lambda r: person_words(r.decided_by)),
    ),
    timeline_form,
    is_dated=lambda r: r.date is not None,
)


_GROUPS = ("day", "week", "month", "story")
_UNITS = _GROUPS[:3]


def timeline_by(group: str) -> View[TimelineRow]:
    """Return the timeline as it is drawn by day, week, month or story; UsageError for anything else."""
    if group not in _GROUPS:
        raise UsageError(f"--group {group!r} is not known: choose from {', '.join(_GROUPS)}")
    return TIMELINE if group == "day" else replace(TIMELINE, name=f"timeline by {group}")


def lanes_by(unit: str) -> View[LaneRow]:
    """Return the lanes of the timeline, of columns no finer than a day, week or month; UsageError for anything else."""
    if unit not in _UNITS:
        raise UsageError(f"--graph has no --group {unit!r}: choose from {', '.join(_UNITS)}")
    return View(
        f"lanes by {unit}",
        (
            Column("actor", lambda r: r.actor),
            Column("from", lambda r: r.first or UNDATED),
            Column("to", lambda r: r.last or UNDATED),
            Column("statements", lambda r: str(r.statements), right=True),
            Column("denials", lambda r: str(r.denials), right=True),
            Column("meetings", lambda r: str(r.meetings), right=True),
            Column("planned", lambda r: str(r.planned), right=True),
        ),
        lane_form,
    )
