"""The columns of `tracker check`: what the store holds about a typed sentence."""

from __future__ import annotations

from dataclasses import asdict

from tracker.render.cells import reason_and_score, report_date, with_actor
from tracker.render.column import Column, View, with_dates
from tracker.render.forms import Form, report_form
from tracker.views.check import Checked, CheckedReport


def checked_form(checked: Checked) -> Form:
    """Return what the store holds about a typed sentence; `id` is null for an outlet's own words."""
    return {
        "claim": checked.claim,
        "reports": [_checked_report_form(report) for report in checked.reports],
        "near": [asdict(claim) for claim in checked.near],
    }


def _checked_report_form(report: CheckedReport) -> Form:
    link = {"stance": report.stance, "score": report.score, "reason": report.reason}
    return report_form(report) | {"id": report.id or None} | link


CHECKED: View[CheckedReport] = View(
    "check",
    (
        Column("stance", lambda r: r.stance),
        with_dates("who", lambda r, say: with_actor(r.source, r, say)),
        Column("words", lambda r: r.words),
        with_dates("date", report_date),
        Column("outlet", lambda r: r.outlet or ""),
        Column("article", lambda r: r.article),
        Column("span", lambda r: f"{r.span[0]}-{r.span[1]}"),
        Column("id", lambda r: r.id),
        Column("why", reason_and_score),
    ),
)
