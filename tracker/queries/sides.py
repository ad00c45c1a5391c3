"""All sides of a claim: who asserts it, denies it, declines to speak of it or retracts it, and from which origins."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.queries.decided import words_of
from tracker.queries.history import events, state
from tracker.queries.sql_parts import fill, listed, rows, source_name
from tracker.store.sql_parts import REPORTS
from tracker.views.reports import AnswerReport, Event, Origin, Report, Word

# Of several answers of one statement to one claim a linked one comes first, then the plainest, then the likeliest; a
# denial's link to what it spells out itself comes last. `sides_of` keeps the first of each statement and part.
_REPORTS = """
with denied as (select value as claim from json_each(:claims)), {reports}
select reports.claim, reports.part, reports.stance, reports.score, reports.reason, reports.state, reports.decision,
    articles.id as article_id, articles.origin, articles.origin_why, articles.newsroom,
    statements.cites, statements.cites_why,
    statements.id, {article} as article, statements.start, statements.end, {who} as source, {speaker} as speaker,
    {actor} as actor, {actor_name} as actor_name, statements.said, statements.words,
    articles.published as reported, articles.outlet,
    {date} as date, {date_of} as date_of, {first} as first_day, {last} as last_day
from reports
cross join statements on statements.id = reports.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
order by {first} is null, {first}, {last}, articles.published_first is null, articles.published_first, articles.id,
    statements.start, statements.id, reports.state, {plainest}, reports.itself, reports.score desc, reports.reason"""

# What tells speakers apart: a named source is the same everywhere, one that is only described is another in each
# article.
_SPEAKER = f"iif(sources.article is null, {source_name('sources')}, sources.id)"
_REPORT = ("article", "id", "source", "actor", "actor_name", "said", "words", "reported", "outlet", "origin")
_ANSWER = (*_REPORT, "stance", "score", "reason", "state")


@dataclass(frozen=True, slots=True)
class Sides:
    """All sides of a claim in order of date, its history and state, and how many articles and outlets assert it.

    Where nobody asserts it, those that deny it are counted. Reports without a known outlet count as one outlet where no
    outlet is known, else not at all. `shared` are the origins of the reports counted.
    """

    asserted: tuple[Report, ...]
    denied: tuple[AnswerReport, ...]
    declined: tuple[AnswerReport, ...]
    retracted: tuple[AnswerReport, ...]
    history: tuple[Event, ...]
    state: str
    articles: int
    outlets: int
    shared: tuple[Origin, ...]

    @property
    def origins(self) -> int:
        """How many origins the counted reports have."""
        return len(self.shared)


def counted_states(possible: bool) -> str:
    """Return the states of the answers that count, as an SQL list: linked, and if asked for also possible."""
    return "('linked', 'possible')" if possible else "('linked')"


def sides_of(db: sqlite3.Connection, claims: Iterable[str], *, possible: bool = False) -> dict[str, Sides]:
    """Return all sides of each of the claims (ids) that has any report; with `possible` also by possible answers."""
    rows_of: dict[str, dict[tuple[str, str], dict[str, Any]]] = defaultdict(dict)
    sql = fill(_REPORTS, reports=fill(REPORTS, states=counted_states(possible)), speaker=_SPEAKER)
    for row in rows(db, sql, {"claims": listed(claims)}):
        rows_of[row["claim"]].setdefault((row["part"], row["id"]), row)
    decided_by = words_of(db, (row["decision"] for reports in rows_of.values() for row in reports.values()))
    return {claim: _sides(list(reports.values()), decided_by) for claim, reports in rows_of.items()}


def _sides(reports: list[dict[str, Any]], decided_by: Mapping[str | None, tuple[Word, ...]]) -> Sides:
    def answers(part: str) -> tuple[AnswerReport, ...]:
        of_part = (row for row in reports if row["part"] == part)
        return tuple(
            AnswerReport(span=_span(row), **_fields(row, _ANSWER), decided_by=decided_by[row["decision"]])
            for row in of_part
        )

    linked = [row for row in reports if row["state"] == "linked"]
    asserted, denied = ([row for row in reports if row["part"] == part] for part in ("asserted", "denied"))
    counted = asserted or denied or reports
    _settle_origins(reports, counted)
    return Sides(
        asserted=tuple(Report(span=_span(row), **_fields(row, _REPORT)) for row in asserted),
        denied=answers("denied"),
        declined=answers("declined"),
        retracted=answers("retracted"),
        history=events(linked),
        state=state(linked),
        articles=len({row["article_id"] for row in counted}),
        outlets=len({row["outlet"] for row in counted if row["outlet"]}) or 1,
        shared=_origins(counted),
    )


def _settle_origins(reports: Iterable[dict[str, Any]], counted: Iterable[dict[str, Any]]) -> None:
    """Set the origin of reports that cite a newsroom: that of its own report among those `counted`, else itself."""
    origin_of: dict[str, str] = {}
    for row in counted:
        if row["newsroom"]:
            origin_of[row["newsroom"]] = min(row["origin"], origin_of.get(row["newsroom"], row["origin"]))
    for row in reports:
        if row["cites"]:
            row["origin"], row["origin_why"] = origin_of.get(row["cites"], row["cites"]), row["cites_why"]


def _origins(counted: Iterable[dict[str, Any]]) -> tuple[Origin, ...]:
    """The origins of the counted reports, each with its reports; that of the earliest report first."""
    by_origin: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in counted:
        by_origin[row["origin"]].append(row)
    return tuple(
        Origin(
            _origin_name(origin, reports),
            tuple((row["id"], row["outlet"] or row["article"], row["origin_why"]) for row in reports),
        )
        for origin, reports in by_origin.items()
    )


def _origin_name(origin: str, reports: Iterable[dict[str, Any]]) -> str:
    """The name of a newsroom as its own articles have it, else by its key; of an article as origin its id."""
    own = (row["outlet"] for row in reports if row["newsroom"] == origin)
    return next(own, origin if any(row["article_id"] == origin for row in reports) else newsroom_name(origin))


def newsroom_name(key: str) -> str:
    """Return the name of a newsroom from its key: one that the lexicon does not list has a key in small letters."""
    return key.title() if key.islower() else key


def _span(row: dict[str, Any]) -> tuple[int, int]:
    return row["start"], row["end"]


def _fields(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}
