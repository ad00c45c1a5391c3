"""The JSON form of each row: names and order of keys that other programs rely on.

Reports, disputed claims, meetings and the timeline have the forms that are promised to readers of the program's
output; a key may be added at the end but never renamed. All other rows are their own fields. Dates are TIMEX3 values
or null, spans are ``[start, end]`` in code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from tracker.views import (
    AnswerReport,
    Checked,
    CheckedReport,
    Disputed,
    Field,
    LaneRow,
    MeetingRow,
    Passage,
    Report,
    Sheet,
    TimelineRow,
    Word,
)

Form = dict[str, Any]

_TIMELINE = ("id", "kind", "date", "date_of", "who", "whom", "words", "stance", "status", "article", "outlet")


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
    """Return a report with the stance that it takes, how sure the link is (0 to 1), why, and who decided it, if any."""
    names = ("stance", "score", "reason", "state")
    link = {name: getattr(report, name) for name in names}
    return report_form(report) | link | {"decided_by": words_form(report.decided_by)}


def words_form(words: Iterable[Word]) -> list[Form]:
    """Return what people decided as ``{"what", "who", "at", "why", "id"}``."""
    return [asdict(word) for word in words]


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


def checked_form(checked: Checked) -> Form:
    """Return what the store holds about a typed sentence; `id` is null where a report is no statement."""
    return {
        "claim": checked.claim,
        "reports": [_checked_report_form(report) for report in checked.reports],
        "near": [asdict(claim) for claim in checked.near],
    }


def _checked_report_form(report: CheckedReport) -> Form:
    link = {"stance": report.stance, "score": report.score, "reason": report.reason}
    return report_form(report) | {"id": report.id or None} | link


def meeting_form(row: MeetingRow) -> Form:
    """Return a meeting with its participants and all its reports."""
    return {
        "id": row.id,
        "status": row.status,
        "mode": row.mode,
        "place": row.place,
        "start": row.start,
        "end": row.end,
        "participants": [{"name": one.name, "actor": one.actor, "role": one.role} for one in row.participants],
        "reports": [report_form(report) for report in row.reports],
        "country": row.country,
        "old": row.old,
        "topics": list(row.topics),
        "count": row.count,
        "conflicts": {
            name: [list(value) if isinstance(value, tuple) else value for value in values]
            for name, values in row.conflicts.items()
        },
        "denied": [answer_form(report) for report in row.denied],
    }


def timeline_form(row: TimelineRow) -> Form:
    """Return one event of the timeline."""
    decided_by = words_form(row.decided_by)
    return {name: getattr(row, name) for name in _TIMELINE} | {"decided_by": decided_by} | salience_form(row)


def salience_form(row: Disputed | TimelineRow) -> Form:
    """Return the points of a row, and what it has them for."""
    return {"salience": row.salience, "salient_for": list(row.salient_for)}


def lane_form(row: LaneRow) -> Form:
    """Return what one actor did within some days; both days are null for what is undated."""
    named = {"actor": row.actor, "from": row.first, "to": row.last}
    return named | {name: getattr(row, name) for name in ("statements", "denials", "meetings", "planned")}


def sheet_form(sheet: Sheet) -> Form:
    """Return one record whole; the marks of a passage are places within its words."""
    parts = {name: [_field_form(field) for field in getattr(sheet, name)] for name in ("fields", "links")}
    return asdict(sheet) | parts | {"passages": [_passage_form(passage) for passage in sheet.passages]}


def _field_form(field: Field) -> Form:
    return {"name": field.name, "value": field.value, "reason": field.reason}


def _passage_form(passage: Passage) -> Form:
    marks = [{"role": role, "start": start, "end": end} for start, end, role in passage.marks]
    named = {name: getattr(passage, name) for name in ("record", "outlet", "article")}
    return named | {"span": list(passage.span), "words": passage.words, "marks": marks}
