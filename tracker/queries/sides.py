"""All that is told of a claim: who asserts, denies, would not speak of it, takes it back; and whose word they are."""

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

# Of several answers of one statement to one claim one that is linked comes first, then the plainest, then the best; but
# that it denies what it itself spells out comes last.
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

# Who is only described is another in the next article; a named source is one everywhere.
_SPEAKER = f"iif(sources.article is null, {source_name('sources')}, sources.id)"
_REPORT = ("article", "id", "source", "actor", "actor_name", "said", "words", "reported", "outlet", "origin")
_ANSWER = (*_REPORT, "stance", "score", "reason", "state")


@dataclass(frozen=True, slots=True)
class Sides:
    """All sides of a claim in order of date, its history, and how many articles, outlets and origins assert it.

    Where nobody asserts it, those that deny it are counted. Outlets that are not known count as one more only where
    none is known.
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
        """How many origins stand behind the articles."""
        return len(self.shared)


def states(possible: bool) -> str:
    """Return the states of the answers that count, as SQL: linked, and where asked for also possible."""
    return "('linked', 'possible')" if possible else "('linked')"


def sides_of(db: sqlite3.Connection, claims: Iterable[str], *, possible: bool = False) -> dict[str, Sides]:
    """Return what is told of each claim."""
    found: dict[str, dict[tuple[str, str], dict[str, Any]]] = defaultdict(dict)
    sql = fill(_REPORTS, reports=fill(REPORTS, states=states(possible)), speaker=_SPEAKER)
    for row in rows(db, sql, {"claims": listed(claims)}):
        found[row["claim"]].setdefault((row["part"], row["id"]), row)
    words = words_of(db, (row["decision"] for reports in found.values() for row in reports.values()))
    return {claim: _sides(list(reports.values()), words) for claim, reports in found.items()}


def _sides(reports: list[dict[str, Any]], words: Mapping[str | None, tuple[Word, ...]]) -> Sides:
    def answers(part: str) -> tuple[AnswerReport, ...]:
        of_part = (row for row in reports if row["part"] == part)
        return tuple(
            AnswerReport(span=_span(row), **_only(row, _ANSWER), decided_by=words[row["decision"]]) for row in of_part
        )

    linked = [row for row in reports if row["state"] == "linked"]
    asserted, denied = ([row for row in reports if row["part"] == part] for part in ("asserted", "denied"))
    counted = asserted or denied or reports
    _settle_origins(reports, counted)
    return Sides(
        asserted=tuple(Report(span=_span(row), **_only(row, _REPORT)) for row in asserted),
        denied=answers("denied"),
        declined=answers("declined"),
        retracted=answers("retracted"),
        history=events(linked),
        state=state(linked),
        articles=len({row["article_id"] for row in counted}),
        outlets=len({row["outlet"] for row in counted if row["outlet"]}) or 1,
        shared=_shared(counted),
    )


def _settle_origins(reports: Iterable[dict[str, Any]], counted: Iterable[dict[str, Any]]) -> None:
    """Let what cites an outlet have the origin of that outlet's own report, where it is among those `counted`."""
    own: dict[str, str] = {}
    for row in counted:
        if row["newsroom"]:
            own[row["newsroom"]] = min(row["origin"], own.get(row["newsroom"], row["origin"]))
    for row in reports:
        if row["cites"]:
            row["origin"], row["origin_why"] = own.get(row["cites"], row["cites"]), row["cites_why"]


def _shared(counted: Iterable[dict[str, Any]]) -> tuple[Origin, ...]:
    """The origins of some reports, the one of the earliest first."""
    by_origin: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in counted:
        by_origin[row["origin"]].append(row)
    return tuple(
        Origin(
            _name(origin, of_it),
            tuple((row["id"], row["outlet"] or row["article"], row["origin_why"]) for row in of_it),
        )
        for origin, of_it in by_origin.items()
    )


def _name(origin: str, reports: Iterable[dict[str, Any]]) -> str:
    """The name of a newsroom as its own articles have it; an article that is its own origin goes by its id."""
    own = (row["outlet"] for row in reports if row["newsroom"] == origin)
    return next(own, origin if any(row["article_id"] == origin for row in reports) else newsroom_name(origin))


def newsroom_name(key: str) -> str:
    """Return the name of a newsroom by the key that it is stored under: of one that is not listed, small letters."""
    return key.title() if key.islower() else key


def _span(row: dict[str, Any]) -> tuple[int, int]:
    return row["start"], row["end"]


def _only(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}
