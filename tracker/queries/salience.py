"""How much a claim or an event weighs: which rows of a list stand first, and which `--top` keeps.

The weight is a sum of whole points that a person can do in the head, each for something that the store knows and
`tracker show` says:

    contested         4   a linked statement denies it or gives another figure; of a denial: that it denies a claim
    official          2   an office says it, or who acts for a country or an organisation, or a country itself
    in the lead       2   it stands in the headline or the lead of an article
    named speaker     1   who says it is named, and not only described ("US officials")
    holds a figure    1   it gives a quantity
    origins           1   for each independent origin after the first, up to 4

The points are a choice and fitted to nothing: what is contested comes first, as long as not several others speak for
what is not; no number of origins outweighs that somebody denies it. Of a claim its assertions count, and where nobody
asserts it the denials that it is known from. A meeting is official where somebody takes part for a country or an
organisation, has a named speaker where it names a person, and holds no figure. Of rows that weigh the same the latest
stands first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.queries.question import can_use_derived
from tracker.queries.sql_parts import fill, listed, rows
from tracker.store.derived import (
    MOST_FOR_ORIGINS,
    POINTS,
    Weigh,
    claim_parts,
    listed_parts,
    statement_parts,
    sum_of_points,
)

_MEETING_DENIED = """exists (
    select 1 from meeting_reports
    cross join answers on answers.answered = meeting_reports.statement and answers.state = 'linked'
    cross join statements on statements.id = answers.statement
    where {of_meeting} and answers.stance in ('deny', 'deny_knowledge') and meeting_reports.status <> 'refused'
        and not statements.hidden)"""
_CAME = """max(exists (
    select 1 from participants left join actors on actors.id = participants.actor
    where participants.report = meeting_reports.id and {who}))"""
_OF_MEETING = """(
    select {weighed}
    from meeting_reports join articles on articles.id = meeting_reports.article
    where {of_meeting})"""

_SHOWN = {
    "claims": "select value as id, {weighed} as parts from json_each(:ids)",
    "statements": "select statements.id, {weighed} as parts from json_each(:ids) "
    "cross join statements on statements.id = value",
    "meetings": "select value as id, {weighed} as parts from json_each(:ids)",
}
_DERIVED = {
    "claims": "select claim as id, parts from json_each(:ids) cross join derived_claims on claim = value",
    "statements": "select statements.id, parts from json_each(:ids) cross join statements on statements.id = value "
    "cross join derived_statements on statement = statements.n",
}


@dataclass(frozen=True, slots=True)
class Salience:
    """The points of a row, and what it has them for, in words."""

    points: int
    reasons: tuple[str, ...]
    summands: tuple[int, ...]  # the points for each reason

    @property
    def in_words(self) -> str:
        """ "contested; official; 3 origins", or that nothing of the kind is known."""
        return "; ".join(self.reasons) or "nothing that weighs is known of it"

    @property
    def sum_in_words(self) -> str:
        """The sum: "4 + 2 + 2 = 8 points"."""
        return f"{' + '.join(map(str, self.summands)) or '0'} = {self.points} points"


def claim_points(claim: str) -> str:
    """Return the SQL of the points of a claim (SQL of its id), computed anew."""
    return f"coalesce({claim_parts(claim, sum_of_points)}, 0)"


def statement_points() -> str:
    """Return the SQL of the points of a row of `statements` as an event of its own."""
    return statement_parts(sum_of_points)


def meeting_points(meeting: str, *, joined: bool) -> str:
    """Return the SQL of the points of a meeting (SQL of its id), `joined` of its reports and never a report alone."""
    return f"coalesce({_of_meeting(meeting, sum_of_points, joined=joined)}, 0)"


def salience_of(
    db: sqlite3.Connection,
    *,
    claims: Iterable[str] = (),
    statements: Iterable[str] = (),
    meetings: Iterable[str] = (),
) -> dict[str, Salience]:
    """Return the salience of each of these records by its id."""
    asked = {
        "claims": (set(claims), claim_parts("value", listed_parts)),
        "statements": (set(statements), statement_parts(listed_parts)),
        "meetings": (set(meetings), _of_meeting("value", listed_parts)),
    }
    found: dict[str, str | None] = {}
    for kind, (ids, weighed) in asked.items():
        if kind in _DERIVED and can_use_derived(db):
            found |= _parts(db, _DERIVED[kind], ids)
        found |= _parts(db, fill(_SHOWN[kind], weighed=weighed), ids - found.keys())
    in_words = {parts: _in_words(*json.loads(parts)) for parts in set(found.values()) if parts}
    return {id_: in_words[parts] for id_, parts in found.items() if parts}


def _parts(db: sqlite3.Connection, sql: str, ids: Collection[str]) -> dict[str, str | None]:
    return {row["id"]: row["parts"] for row in rows(db, sql, {"ids": listed(ids)})} if ids else {}


def _in_words(*parts: int) -> Salience:
    *known, origins = parts
    summands = {name: POINTS[name] for name, has in zip(POINTS, known, strict=True) if has}
    if origins > 1:
        summands[f"{origins} origins"] = min(MOST_FOR_ORIGINS, origins - 1)
    return Salience(sum(summands.values()), tuple(summands), tuple(summands.values()))


def _of_meeting(meeting: str, weigh: Weigh, *, joined: bool = False) -> str:
    of_meeting = f"meeting_reports.meeting = {meeting}"
    if not joined:
        of_meeting = f"({of_meeting} or meeting_reports.id = {meeting})"
    parts = (
        fill(_MEETING_DENIED, of_meeting=of_meeting),
        fill(_CAME, who="(participants.acts_for is not null or actors.kind = 'country')"),
        "max(meeting_reports.in_lead)",
        fill(_CAME, who="actors.kind = 'person'"),
        "0",
        "count(distinct articles.origin)",
    )
    return fill(_OF_MEETING, of_meeting=of_meeting, weighed=weigh(*parts))
