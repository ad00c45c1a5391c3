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
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracker.queries.asking import listed, rows
from tracker.queries.pieces import DENIED_ELSEWHERE, fill

_POINTS = {"contested": 4, "official": 2, "in the lead": 2, "named speaker": 1, "holds a figure": 1}
_MOST_FOR_ORIGINS = 4
Weigh = Callable[..., str]  # makes one SQL value of the parts of a subject: their sum, or a list of them

# Each part of a subject in SQL, 0 or 1, and how many origins.
_OFFICIAL = """(statements.acts_for is not null or coalesce((
    select sources.kind = 'office' or exists (select 1 from actors where id = sources.actor and kind = 'country')
    from sources where sources.id = statements.source), 0))"""
_NAMED = "coalesce(statements.anonymity in ('named', 'mixed'), 0)"

# What cites an outlet whose own report is among those of the claim has the origin of that.
_ORIGIN = """iif(statements.cites is null, articles.origin, coalesce((
    select min(own.origin)
    from statements as telling
    cross join articles as own on own.id = telling.article
    where telling.claim = {claim} and own.newsroom = statements.cites and not telling.hidden
        and (telling.stance in ('assert', 'confirm') and telling.force = 'assertive') = {asserts}
), statements.cites))"""
_IS_CONTESTED = """exists (
    select 1 from statements as contested
    cross join answers on answers.answered = contested.id
    where contested.claim = {claim} and answers.state = 'linked' and {contests} and not {denied_elsewhere})"""
_OF_CLAIM = """(
    select {weighed}
    from statements
    cross join articles on articles.id = statements.article
    where statements.claim = {claim} and not statements.hidden
    group by {asserts} order by {asserts} desc limit 1)"""

_CONTESTS_ONE = """exists (
    select 1 from answers where answers.statement = statements.id and answers.state = 'linked' and {contests})"""

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
    def reckoned(self) -> str:
        """The sum: "4 + 2 + 2 = 8 points"."""
        return f"{' + '.join(map(str, self.summands)) or '0'} = {self.points} points"


def claim_points(claim: str) -> str:
    """Return the SQL of the points of a claim (SQL of its id)."""
    return f"coalesce({_of_claim(claim, _points)}, 0)"


def statement_points() -> str:
    """Return the SQL of the points of a row of `statements` as an event of its own."""
    return _of_statement(_points)


def meeting_points(meeting: str) -> str:
    """Return the SQL of the points of a meeting (SQL of its id)."""
    return f"coalesce({_of_meeting(meeting, _points)}, 0)"


def salience_of(
    db: sqlite3.Connection,
    *,
    claims: Iterable[str] = (),
    statements: Iterable[str] = (),
    meetings: Iterable[str] = (),
) -> dict[str, Salience]:
    """Return the salience of each of these records by its id."""
    asked = {
        "claims": (claims, _of_claim("value", _listed)),
        "statements": (statements, _of_statement(_listed)),
        "meetings": (meetings, _of_meeting("value", _listed)),
    }
    return {
        row["id"]: _in_words(*json.loads(row["parts"]))
        for kind, (ids, weighed) in asked.items()
        for row in rows(db, fill(_SHOWN[kind], weighed=weighed), {"ids": listed(ids)})
        if row["parts"]
    }


def _in_words(*parts: int) -> Salience:
    *known, origins = parts
    summands = {name: _POINTS[name] for name, has in zip(_POINTS, known, strict=True) if has}
    if origins > 1:
        summands[f"{origins} origins"] = min(_MOST_FOR_ORIGINS, origins - 1)
    return Salience(sum(summands.values()), tuple(summands), tuple(summands.values()))


def _points(*parts: str) -> str:
    """The sum of the points, in SQL; parts in the order of `_POINTS`, then the origins."""
    *known, origins = parts
    weighed = (f"{points} * {part}" for points, part in zip(_POINTS.values(), known, strict=True))
    return " + ".join((*weighed, f"min({_MOST_FOR_ORIGINS}, max(0, {origins} - 1))"))


def _listed(*parts: str) -> str:
    return f"json_array({', '.join(parts)})"


def _of_claim(claim: str, weigh: Weigh) -> str:
    elsewhere = fill(DENIED_ELSEWHERE)
    parts = (
        fill(_IS_CONTESTED, claim=claim, denied_elsewhere=elsewhere),
        *(f"max({part})" for part in (_OFFICIAL, "statements.in_lead", _NAMED, "statements.holds_figure")),
        f"count(distinct {fill(_ORIGIN, claim=claim)})",
    )
    return fill(_OF_CLAIM, claim=claim, weighed=weigh(*parts))


def _of_statement(weigh: Weigh) -> str:
    parts = (fill(_CONTESTS_ONE), _OFFICIAL, "statements.in_lead", _NAMED, "statements.holds_figure", "1")
    return f"({weigh(*parts)})"


def _of_meeting(meeting: str, weigh: Weigh) -> str:
    of_meeting = f"(meeting_reports.meeting = {meeting} or meeting_reports.id = {meeting})"
    parts = (
        fill(_MEETING_DENIED, of_meeting=of_meeting),
        fill(_CAME, who="(participants.acts_for is not null or actors.kind = 'country')"),
        "max(meeting_reports.in_lead)",
        fill(_CAME, who="actors.kind = 'person'"),
        "0",
        "count(distinct articles.origin)",
    )
    return fill(_OF_MEETING, of_meeting=of_meeting, weighed=weigh(*parts))
