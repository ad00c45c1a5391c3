"""The sheet of a meeting, with its reports, and that of one report of a meeting."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.queries.actors import actor_names
from tracker.queries.decided import decided
from tracker.queries.meetings import attendees, attendees_by_key, conflicts_of, denials_of, topics_of
from tracker.queries.names import Named
from tracker.queries.passages import passages
from tracker.queries.sheet_fields import (
    article_field,
    changed_fields,
    date_field,
    discarded_field,
    field_of,
    fields_of,
    link_fields,
    names_by_key,
    probability_field,
    row_of,
    title_of,
    why_of_date,
)
from tracker.queries.sql_parts import fill, rows
from tracker.store.decisions import decisions
from tracker.views.meetings import Attendee
from tracker.views.sheets import Field, Sheet

# Of a meeting's status and date the reason is that of a report that says the same. It is as likely as its likeliest.
_MEETING = """
select meetings.*, likeliest.probability, likeliest.least_sure, likeliest.possible,
    (select min(nullif(reason, '')) from meeting_reports
     where meeting = meetings.id and status = meetings.status) as status_why,
    (select min(spans.words) from meeting_reports join spans on report = meeting_reports.id and role = 'when'
     where meeting = meetings.id and held = meetings.start) as when_words,
    (select min(spans.reason) from meeting_reports join spans on report = meeting_reports.id and role = 'when'
     where meeting = meetings.id and held = meetings.start) as when_why
from meetings join meeting_reports as likeliest on likeliest.id = (
    select id from meeting_reports where meeting = meetings.id order by probability desc, id limit 1)
where meetings.id = :id"""
_MEETING_REPORTS = """
select 'report' as name, meeting_reports.id,
    coalesce(articles.outlet, {article}) || coalesce(', ' || sources.name, '') as who, meeting_reports.words,
    meeting_reports.joined as reason
from meeting_reports join articles on articles.id = meeting_reports.article
left join statements on statements.id = meeting_reports.statement
left join sources on sources.id = statements.source
where meeting_reports.meeting = :id
order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start"""
_REPORT = """
select meeting_reports.*, {article} as article_name, articles.outlet, articles.title,
    (select group_concat(words, '; ') from spans where report = meeting_reports.id and role = 'when') as when_words,
    (select group_concat(reason, '; ') from spans where report = meeting_reports.id and role = 'when') as when_why,
    (select group_concat(name, ' · ') from (
        select name from participants where report = meeting_reports.id order by position)) as names,
    (select group_concat(words, ' · ') from (
        select words from spans where report = meeting_reports.id and role = 'topic' order by start)) as topics,
    (select sources.name from statements join sources on sources.id = statements.source
     where statements.id = meeting_reports.statement) as teller
from meeting_reports join articles on articles.id = meeting_reports.article
where meeting_reports.id = :id"""


def meeting_sheet(db: sqlite3.Connection, record: Named) -> Sheet:
    """Return the sheet of a meeting: who met where and when, and its reports."""
    row = row_of(db, _MEETING, record.id)
    reports = rows(db, fill(_MEETING_REPORTS), {"id": record.id})
    came = attendees(db, [record.id]).get(record.id, ())
    fields = (
        *field_of("status", row["status"], row["status_why"] or ""),
        *field_of("mode", row["mode"], codes=(row["mode"],)),
        *map(_participant, came),
        *_place(db, row),
        *date_field("date", row["start"], why_of_date(row, "when")),
        *date_field("put off from", row["old"]),
        *(Field("topic", topic) for topic in topics_of(db, [record.id])[record.id]),
        *fields_of(row, "count"),
        *probability_field(row),
        *_conflicts(row["conflicts"], attendees_by_key(db, [record.id])[record.id]),
    )
    title = " · ".join(one.name for one in came)
    ids = [one["id"] for one in reports]
    denied = [
        Field("denied by", f"{one.id} {one.source}: {one.words}", one.reason)
        for one in denials_of(db, [record.id])[record.id]
    ]
    links = (*decided(db, set(ids), decisions(db)), *link_fields(reports), *denied)
    return Sheet(record.id, "meeting", title, fields, tuple(passages(db, ids)), links)


def report_sheet(db: sqlite3.Connection, record: Named) -> Sheet:
    """Return the sheet of one report of a meeting, as its article has it."""
    row = row_of(db, fill(_REPORT), record.id)
    every = decisions(db)
    fields = (
        *discarded_field(row, every),
        *field_of("status", row["status"], row["reason"]),
        *field_of("mode", row["mode"], codes=(row["mode"],)),
        *field_of("participants", row["names"]),
        *_place(db, row),
        *date_field("date", row["held"], why_of_date(row, "when")),
        *date_field("put off from", row["old"]),
        *field_of("topics", row["topics"]),
        *fields_of(row, "count"),
        *probability_field(row),
        *fields_of(row, "found_by"),
    )
    links = (
        *decided(db, {record.id}, every),
        *field_of("meeting", row["meeting"], row["joined"]),
        *field_of("takes up", row["refers"]),
        *field_of("told by", row["statement"], row["teller"] or ""),
        article_field(row),
        *changed_fields(db, row["article"], record.id),
    )
    return Sheet(record.id, "meeting report", title_of(row["words"]), fields, tuple(passages(db, [record.id])), links)


def _participant(one: Attendee) -> Field:
    """Return who took part, and for whom; that a country or a group takes part for itself is no news to people."""
    whom = f"for {one.actor}" if one.actor else ""
    unsaid = whom if one.actor_name == one.name else ""
    return Field("participant", _with_role(one), whom, unsaid=unsaid, names=names_by_key(one.actor, one.actor_name))


def _place(db: sqlite3.Connection, row: Mapping[str, Any]) -> Iterator[Field]:
    country = row["place_country"] or ""
    yield from field_of("place", row["place"], country, names=actor_names(db, [country]))


def _with_role(one: Attendee) -> str:
    return f"{one.name}, {one.role}" if one.role and one.role.casefold() not in one.name.casefold() else one.name


def _conflicts(conflicts: str, came: Mapping[str, Attendee]) -> Iterator[Field]:
    """What reports of a meeting contradict each other about, each way that it is told."""
    for name, values in conflicts_of(conflicts, came).items():
        shown = " / ".join(" · ".join(value) if isinstance(value, tuple) else value for value in values)
        codes = tuple(map(str, values)) if name in ("start", "mode") else ()
        shown = f"{'date' if name == 'start' else name}: {shown}"
        yield Field("told differently", shown, "reports contradict each other", codes)
