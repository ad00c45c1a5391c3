"""The meetings: who met whom, where, when and how, each with all its reports."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.queries.asking import Filters, Found, Listing, Question, every, listed, phrases, rows
from tracker.queries.pieces import OUTLET_NOT_KNOWN, fill, known_as
from tracker.views import Attendee, MeetingRow, Report

_STATUSES = ("held", "planned", "cancelled", "refused", "proposed", "habitual")
_MODES = ("in_person", "phone", "video", "written", "unknown")

MEETINGS = Listing(
    "meetings",
    orders={
        "date": "first is null, first, last, id",
        "latest": "first is null, first desc, last desc, id",
        "reports": "reports desc, first is null, first, id",
    },
    kinds=(*_STATUSES, *_MODES),
    roles=("meets",),
)

_MATCHING = """
    select meetings.id, meetings.start_first as first, meetings.start_last as last,
        (select count(*) from meeting_reports where meeting = meetings.id) as reports
    from meetings
    where {kind} and {asked}"""

_SELECT = """
select {counts}, meetings.id, status, mode, place, start as date, count
from picked join meetings on meetings.id = picked.id"""

_REPORTS = """
select meeting_reports.meeting, {article} as article, meeting_reports.start, meeting_reports.end, meeting_reports.id,
    meeting_reports.words, articles.published as reported, articles.outlet, articles.origin
from meeting_reports
join articles on articles.id = meeting_reports.article
where meeting_reports.meeting in (select value from json_each(:meetings))
order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start,
    meeting_reports.id"""

_PARTICIPANTS = """
select meeting_reports.meeting,
    coalesce((select actors.name from same_actor join actors on actors.id = known_as
        where same_actor.actor = participants.actor), participants.name) as name,
    {participant} as actor, {side} as acts_for
from meeting_reports
join articles on articles.id = meeting_reports.article
join participants on participants.report = meeting_reports.id
where meeting_reports.meeting in (select value from json_each(:meetings))
order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start,
    meeting_reports.id, participants.position"""

_WITH_REPORT = "meetings.id in (select meeting from meeting_reports where {condition})"
# The two conditions on kinds: a status and a mode narrow each other, two statuses widen.
_KIND = "{column} in (select value from json_each(:{column}))"
_WORDS = "(words || ' ' || coalesce(place, '')) like :word{i} escape '\\'"


def meetings(db: sqlite3.Connection, filters: Filters) -> Found[MeetingRow]:
    """Return the meetings that fit; undated ones last.

    `about` looks for each word typed in the words and the place of a report. Kinds: any status or mode. Orders: date,
    latest, reports.
    """
    question = Question.of(db, filters, MEETINGS)
    question.values.update(status=listed(_among(filters, _STATUSES)), mode=listed(_among(filters, _MODES)))
    matching = fill(_MATCHING, kind=every(_kinds(filters)), asked=meetings_asked(question))
    return _whole(db, question.pick(matching, fill(_SELECT)))


def meetings_asked(question: Question) -> str:
    """Return the condition that a row of `meetings` fits all filters but kinds and dates."""
    return every(_WITH_REPORT.format(condition=condition) for condition in _conditions(question))


def attendees(db: sqlite3.Connection, meetings: Iterable[str]) -> dict[str, tuple[Attendee, ...]]:
    """Return who took part in each meeting, each once: the same actor, or where none is known the same name."""
    found: dict[str, dict[str, Attendee]] = defaultdict(dict)
    sql = fill(_PARTICIPANTS, participant=known_as("participants.actor"), side=known_as("participants.acts_for"))
    for row in rows(db, sql, {"meetings": listed(meetings)}):
        attendee = Attendee(row["name"], row["acts_for"] or row["actor"])
        found[row["meeting"]].setdefault(row["actor"] or row["name"].casefold(), attendee)
    return {meeting: tuple(several.values()) for meeting, several in found.items()}


def meeting_reports(db: sqlite3.Connection, meetings: Iterable[str]) -> dict[str, list[Report]]:
    """Return the reports of each meeting, the earliest published first; the source of each is its article's outlet."""
    found: dict[str, list[Report]] = defaultdict(list)
    for row in rows(db, fill(_REPORTS), {"meetings": listed(meetings)}):
        span = (row.pop("start"), row.pop("end"))
        source = row["outlet"] or OUTLET_NOT_KNOWN
        found[row.pop("meeting")].append(Report(**row, span=span, source=source, actor=None, said=None))
    return found


def dates_of(value: str | None) -> tuple[str | None, str | None]:
    """Return the start and the end of a date value: both ends of a range, else the value twice."""
    start, _, end = (value or "").partition("/")
    return start or None, end or start or None


def _whole(db: sqlite3.Connection, found: Found[dict[str, Any]]) -> Found[MeetingRow]:
    ids = [row["id"] for row in found.rows]
    came, reports = attendees(db, ids), meeting_reports(db, ids)
    return found.made(lambda row: _meeting(row, came.get(row["id"], ()), reports[row["id"]]))


def _meeting(row: dict[str, Any], participants: tuple[Attendee, ...], reports: list[Report]) -> MeetingRow:
    start, end = dates_of(row.pop("date"))
    return MeetingRow(**row, start=start, end=end, participants=participants, reports=tuple(reports))


def _conditions(question: Question) -> Iterator[str]:
    for mentioned in question.mentions:
        yield f"meeting_reports.id in ({mentioned})"
    if question.filters.article is not None:
        yield "article in (select value from json_each(:articles))"
    if question.filters.outlet is not None:
        yield "article in (select id from articles where outlet in (select value from json_each(:outlets)))"
    for i, phrase in enumerate(phrases(question.filters.about or "")):
        question.values[f"word{i}"] = "%" + re.sub(r"([\\%_])", r"\\\1", phrase) + "%"
        yield _WORDS.format(i=i)
    if question.filters.about is not None and not phrases(question.filters.about):
        yield "false"


def _among(filters: Filters, choices: tuple[str, ...]) -> list[str]:
    return [kind for kind in filters.kinds if kind in choices]


def _kinds(filters: Filters) -> Iterator[str]:
    for column, choices in (("status", _STATUSES), ("mode", _MODES)):
        if _among(filters, choices):
            yield _KIND.format(column=column)
