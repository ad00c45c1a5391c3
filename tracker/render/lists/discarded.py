"""The columns of what a person discarded."""

from __future__ import annotations

from tracker.render.cells import dated, person_words, worded
from tracker.render.column import DATED_ID, Column, View, with_dates
from tracker.views.discarded import DiscardedRow

DISCARDED: View[DiscardedRow] = View(
    "discarded records",
    (
        Column("id", lambda r: r.id, least=15, style="dim"),  # "2031-05-11 said" on one line
        with_dates("date", lambda r, say: dated(r.date, r.date_of, say), below="{}"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        Column("who", lambda r: r.who, least=12),
        Column("article", lambda r: r.article, below="{}"),
        Column("words", lambda r: r.words, least=26, style="bold"),
        Column("claim", lambda r: r.claim or "", below="claim: {}"),
        Column("by person", lambda r: person_words(r.decided_by), least=20),
    ),
    brief=(
        Column("id", lambda r: r.id, least=DATED_ID, most=DATED_ID, style="dim"),
        with_dates("date", lambda r, say: dated(r.date, r.date_of, say), below="{}"),
        Column("who", lambda r: r.who, least=12, most=24, folds=1),
        Column("kind", lambda r: worded(r.kind), below="{}", usual="statement"),
        Column("words", lambda r: r.words, least=26, style="bold"),
        Column("claim", lambda r: r.claim or "", below="claim: {}"),
        Column("by person", lambda r: person_words(r.decided_by), least=20),
    ),
)
