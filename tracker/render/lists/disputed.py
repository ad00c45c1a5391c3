"""The columns of the disputed claims."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.render.cells import (
    KNOWN_FROM_DENIAL,
    UNDATED,
    SayDate,
    answer_cell,
    coverage,
    joined,
    person_words,
    report_cell,
    worded,
)
from tracker.render.column import Column, View, with_dates
from tracker.render.forms import Form, answer_form, report_form, salience_form, words_form
from tracker.views.disputed import Disputed
from tracker.views.reports import AnswerReport


def _answer_cells(reports: Iterable[AnswerReport], say: SayDate) -> str:
    return joined(answer_cell(report, say) for report in reports)


def _asserted(row: Disputed, say: SayDate) -> str:
    return joined(report_cell(report, say) for report in row.asserted) or KNOWN_FROM_DENIAL


def disputed_form(row: Disputed) -> Form:
    """Return a claim with its reports on both sides and those that declined to speak of it."""
    return {
        "id": row.id,
        "claim": row.claim,
        "kind": row.kind,
        "asserted": [report_form(report) for report in row.asserted],
        "denied": [answer_form(report) for report in row.denied],
        "declined": [answer_form(report) for report in row.declined],
        "articles": row.articles,
        "outlets": row.outlets,
        "origins": row.origins,
        "first": row.first,
        "last": row.last,
        "state": row.state,
        "retracted": [answer_form(report) for report in row.retracted],
        "link": row.link,
        "credibility": row.credibility,
        "decided_by": words_form(row.decided_by),
        **salience_form(row),
    }


DISPUTED: View[Disputed] = View(
    "disputed",
    (
        Column("id", lambda r: r.id),
        Column("claim", lambda r: r.claim),
        Column("kind", lambda r: worded(r.kind)),
        with_dates("asserted", _asserted),
        with_dates("denied", lambda r, say: _answer_cells(r.denied, say)),
        with_dates("declined", lambda r, say: _answer_cells(r.declined, say)),
        Column("coverage", coverage),
        with_dates("first", lambda r, say: say(r.first or UNDATED)),
        with_dates("last", lambda r, say: say(r.last or UNDATED)),
        Column("state", lambda r: r.state),
        with_dates("retracted", lambda r, say: _answer_cells(r.retracted, say)),
        Column("link", lambda r: r.link),
        Column("credibility", lambda r: r.credibility),
        Column("by person", lambda r: person_words(r.decided_by)),
    ),
    disputed_form,
)
