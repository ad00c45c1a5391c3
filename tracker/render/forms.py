"""The JSON form of what rows hold: names and order of keys that other programs rely on.

Programs rely on the forms of reports (here), disputed claims, meetings and the timeline (beside their columns in
`lists`): a key may be added at the end but never renamed. All other rows are shown as their own fields. Dates are
TIMEX3 values or null, spans are ``[start, end]`` in code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Protocol

from tracker.views.reports import AnswerReport, Report, Word

Form = dict[str, Any]


class Salient(Protocol):
    """A row with its salience."""

    @property
    def salience(self) -> int:
        """The points that it has."""

    @property
    def salient_for(self) -> tuple[str, ...]:
        """What it has the points for."""


def fields_form(row: Any) -> Form:  # noqa: ANN401 - any dataclass of views
    """Return all fields of a row, in their order."""
    return asdict(row)


def report_form(report: Report) -> Form:
    """Return a report as ``{"article", "span", "id", "source", "actor", "said", "words"}``."""
    return {
        "article": report.article,
        "span": list(report.span),
        "id": report.id,
        "source": report.source,
        "actor": report.actor,
        "said": report.said,
        "words": report.words,
    }


def answer_form(report: AnswerReport) -> Form:
    """Return a report with its stance, the score (0 to 1), reason and state of its link, and decisions on it."""
    names = ("stance", "score", "reason", "state")
    link = {name: getattr(report, name) for name in names}
    return report_form(report) | link | {"decided_by": words_form(report.decided_by)}


def words_form(words: Iterable[Word]) -> list[Form]:
    """Return what people decided as ``{"what", "who", "at", "why", "id"}``."""
    return [asdict(word) for word in words]


def salience_form(row: Salient) -> Form:
    """Return the points of a row's salience, and what it has them for."""
    return {"salience": row.salience, "salient_for": list(row.salient_for)}
