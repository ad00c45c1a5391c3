"""The columns of the sources."""

from __future__ import annotations

from tracker.render.cells import UNDATED, SayDate, as_value, counted, coverage, days, named, person_words, worded
from tracker.render.column import COVERED_ONCE, Column, View, number_column, with_dates
from tracker.views.sources import SourceRow, UnnamedShare

_PERIOD_ID = 26  # "27 Apr 2011 to 25 Jan 2019"


def unnamed_words(share: UnnamedShare) -> str:
    """Return "7 of 21 sources unnamed, 34 % of statements"."""
    percent = round(100 * share.unnamed_statements / max(1, share.statements))
    return f"{share.unnamed} of {counted(share.sources, 'source')} unnamed, {percent} % of statements"


def _acts_for(row: SourceRow, say: SayDate) -> str:
    """Return whom a source acts for; to people its own name says no more."""
    if say is as_value:
        return row.actor or ""
    name = row.actor_name or ""
    return name if named(row.name, name) != row.name else ""


SOURCES: View[SourceRow] = View(
    "sources",
    (
        Column("id", lambda r: r.id, least=15, style="dim"),  # "from 2031-05-11" on one line
        with_dates("first", lambda r, say: say(r.first or UNDATED), below="from {}"),
        with_dates("last", lambda r, say: say(r.last or UNDATED), below="to {}"),
        Column("source", lambda r: r.name, least=18, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        with_dates("actor", _acts_for, below="for {}"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
        Column("statements", lambda r: str(r.statements), right=True),
        Column("denials made", lambda r: str(r.denials), right=True),
        Column("denials met", lambda r: str(r.denials_met), right=True),
        Column("refusals", lambda r: str(r.refusals), right=True),
        Column("coverage", coverage, least=13, most=13),  # "reliability F" on one line
        Column("reliability", lambda r: r.reliability, below="reliability {}", usual="F"),
    ),
    brief=(
        Column("id", lambda r: r.id, least=_PERIOD_ID, style="dim"),
        with_dates("dates", lambda r, say: days(r.first, r.last, say), below="{}"),
        Column("source", lambda r: r.name, least=40, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}", usual="person"),
        with_dates("actor", _acts_for, below="for {}"),
        Column("coverage", coverage, below="{}", usual=COVERED_ONCE),
        Column("reliability", lambda r: r.reliability, below="reliability {}", usual="F"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
        number_column("statements", lambda r: r.statements, "{}", folds=2),
        number_column("denials made", lambda r: r.denials, "{} made", folds=2, most=7),
        number_column("denials met", lambda r: r.denials_met, "{} met", folds=2, most=7),
        number_column("refusals", lambda r: r.refusals, "{}", folds=1),
    ),
)
