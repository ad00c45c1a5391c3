"""The columns of the denials and of the refusals."""

from __future__ import annotations

from tracker.render.cells import SayDate, dated, joined, person_words, stance_words, with_actor
from tracker.render.column import DATED_ID, Column, View, with_dates
from tracker.views.denials import DenialRow, PossibleClaim


def _possible(possible: PossibleClaim) -> str:
    asserter = f"{possible.asserted_by}: " if possible.asserted_by else ""
    return f"{possible.claim} {asserter}{possible.claim_words} ({possible.reason}, score {possible.score:.2f})"


def _claim_answered(row: DenialRow) -> str:
    """Return the words of the claim and who asserted it first."""
    return f"{row.asserted_by}: {row.claim_words}" if row.asserted_by and row.claim_words else row.claim_words or ""


def _denier(row: DenialRow, say: SayDate) -> str:
    return with_actor(row.who, row, say)


def _folded_claim(row: DenialRow) -> str:
    return f"claim: {_claim_answered(row)}" if row.claim_words else ""


def _answers(name: str, header: str) -> View[DenialRow]:
    return View(
        name,
        (
            Column("id", lambda r: r.id, style="dim"),
            with_dates("date", lambda r, say: dated(r.date, r.date_of, say), below="{}"),
            Column("article", lambda r: r.article, below="{}"),
            with_dates("who", _denier, least=14),
            Column("stance", lambda r: stance_words(r.stance), below="{}"),
            Column(header, lambda r: r.words, least=20, style="bold"),
            Column("claim", lambda r: r.claim_words or "", least=20),
            Column("asserted by", lambda r: r.asserted_by or "", below="asserted by {}"),
            Column("claim id", lambda r: r.claim or "", below="{}"),
            Column("why", lambda r: r.reason or "", below="why: {}"),
            Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
            Column("possible", lambda r: joined(map(_possible, r.possible)), below="possibly: {}"),
        ),
        brief=(
            Column("id", lambda r: r.id, least=DATED_ID, most=DATED_ID, style="dim"),
            with_dates("date", lambda r, say: dated(r.date, r.date_of, say), below="{}"),
            with_dates("who", _denier, least=26, most=36, folds=1),  # "officials (United States)" on one line
            Column("stance", lambda r: stance_words(r.stance), below="{}"),
            Column(header, lambda r: r.words, least=20, style="bold"),
            Column("claim", _claim_answered, least=20, folds=2, folded=_folded_claim),
            Column("claim id", lambda r: r.claim or "", below="{}"),
            Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
            Column("possible", lambda r: joined(map(_possible, r.possible)), below="possibly: {}"),
        ),
    )


DENIALS = _answers("denials", "denial")
REFUSALS = _answers("refusals", "refusal")
