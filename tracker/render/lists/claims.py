"""The columns of the claims."""

from __future__ import annotations

from tracker.render.cells import counted, coverage, person_words, said_or_reported
from tracker.render.column import COVERED_ONCE, DATED_ID, Column, View, with_dates
from tracker.views.claims import ClaimRow

CLAIMS: View[ClaimRow] = View(
    "claims",
    (
        Column("id", lambda r: r.id, least=19, style="dim"),  # "2031-05-11 reported" on one line
        with_dates("date", lambda r, say: said_or_reported(r.said, r.reported, say), below="{}"),
        Column("credibility", lambda r: r.credibility, below="credibility {}", usual="6"),
        Column("who", lambda r: r.who, least=12),
        Column("claim", lambda r: r.words, least=26, most=70, style="bold"),
        Column("certainty", lambda r: r.certainty or "", below="certainty: {}"),
        with_dates("happened", lambda r, say: say(r.happened or ""), below="happened: {}"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
        Column("coverage", coverage, below="{}", usual=COVERED_ONCE),
        Column("reports", lambda r: counted(r.reports, "report"), below="{}", beside=True, usual="1 report"),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", beside=True, usual="0 denials"),
    ),
    brief=(
        Column("id", lambda r: r.id, least=DATED_ID, most=DATED_ID, style="dim"),
        with_dates("date", lambda r, say: said_or_reported(r.said, r.reported, say), below="{}"),
        Column("who", lambda r: r.who, least=16, most=24, folds=1),
        Column("claim", lambda r: r.words, least=26, most=90, style="bold"),
        Column("certainty", lambda r: r.certainty or "", below="certainty: {}"),
        with_dates("happened", lambda r, say: say(r.happened or ""), below="happened: {}"),
        Column("credibility", lambda r: r.credibility, below="credibility {}", usual="6"),
        Column("coverage", coverage, below="{}", usual=COVERED_ONCE),
        Column("denials", lambda r: counted(r.denials, "denial"), below="{}", usual="0 denials"),
        Column("by person", lambda r: person_words(r.decided_by), below="by a person: {}"),
    ),
)
