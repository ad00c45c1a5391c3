"""All that is told of a claim: the reports that assert it, the denials, the refusals to speak of it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.queries.asking import listed, rows
from tracker.queries.decided import words_of
from tracker.queries.pieces import fill
from tracker.views import AnswerReport, Report, Word

# Every report of the claims of `denied`; `part` says on which side it stands, and the reason why it is there.
TOLD = """
told as (
    select denied.claim, statements.id as statement, 'asserted' as part, statements.stance, claim_members.score,
        claim_members.reason, 'linked' as state, null as decision
    from denied
    cross join claim_members on claim_members.claim = denied.claim
    cross join statements on statements.id = {told_in}
    where {asserts}
    union all
    select denied.claim, answers.statement, iif(answers.stance = 'no_comment', 'declined', 'denied'), answers.stance,
        answers.score, answers.reason, answers.state, answers.decision
    from denied
    cross join claim_members on claim_members.claim = denied.claim
    cross join answers on answers.proposition = claim_members.proposition
    where answers.state in {states} and answers.stance in ('deny', 'deny_knowledge', 'no_comment')
)"""

# Of several answers of one statement to one claim the best comes first, one that is linked before a possible one.
_REPORTS = """
with denied as (select value as claim from json_each(:claims)), {told}
select told.claim, told.part, told.stance, told.score, told.reason, told.state, told.decision,
    articles.id as article_id, articles.origin,
    statements.id, {article} as article, statements.start, statements.end, {who} as source, {actor} as actor,
    statements.said, statements.words, articles.published as reported, articles.outlet
from told
cross join statements on statements.id = told.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
order by {first} is null, {first}, {last}, articles.id, statements.start, statements.id, told.state,
    told.score desc, told.reason"""

_REPORT = ("article", "id", "source", "actor", "said", "words", "reported", "outlet")
_ANSWER = (*_REPORT, "stance", "score", "reason", "state")


@dataclass(frozen=True, slots=True)
class Told:
    """Both sides of a claim in order of date, and how many articles, outlets and origins assert it.

    Where nobody asserts it, those that deny it are counted. Outlets that are not known count as one more only where
    none is known.
    """

    asserted: tuple[Report, ...]
    denied: tuple[AnswerReport, ...]
    declined: tuple[AnswerReport, ...]
    articles: int
    outlets: int
    origins: int


def states(possible: bool) -> str:
    """Return the states of the answers that count, as SQL: linked, and where asked for also possible."""
    return "('linked', 'possible')" if possible else "('linked')"


def told_of(db: sqlite3.Connection, claims: Iterable[str], *, possible: bool = False) -> dict[str, Told]:
    """Return what is told of each claim."""
    found: dict[str, dict[tuple[str, str], dict[str, Any]]] = defaultdict(dict)
    for row in rows(db, fill(_REPORTS, told=fill(TOLD, states=states(possible))), {"claims": listed(claims)}):
        found[row["claim"]].setdefault((row["part"], row["id"]), row)
    words = words_of(db, (row["decision"] for reports in found.values() for row in reports.values()))
    return {claim: _told(list(reports.values()), words) for claim, reports in found.items()}


def _told(reports: list[dict[str, Any]], words: Mapping[str | None, tuple[Word, ...]]) -> Told:
    def answers(part: str) -> tuple[AnswerReport, ...]:
        return tuple(
            AnswerReport(span=_span(row), **_only(row, _ANSWER), decided_by=words[row["decision"]])
            for row in parts[part]
        )

    parts = {part: [row for row in reports if row["part"] == part] for part in ("asserted", "denied", "declined")}
    counted = parts["asserted"] or parts["denied"] or reports
    return Told(
        tuple(Report(span=_span(row), **_only(row, _REPORT)) for row in parts["asserted"]),
        answers("denied"),
        answers("declined"),
        articles=len({row["article_id"] for row in counted}),
        outlets=len({row["outlet"] for row in counted if row["outlet"]}) or 1,
        origins=len({row["origin"] for row in counted}),
    )


def _span(row: dict[str, Any]) -> tuple[int, int]:
    return row["start"], row["end"]


def _only(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}
