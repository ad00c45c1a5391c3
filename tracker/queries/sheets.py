"""One record whole: what `tracker show ID` prints, each value with the reason why it is so.

Each kind of record has its own sheet: statements and claims, meetings, actors and sources in files of their own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.queries.actor_sheets import actor_sheet, source_sheet
from tracker.queries.decided import actors_in, dates_in, decided, decision_in_words, undone_by
from tracker.queries.meeting_sheets import meeting_sheet, report_sheet
from tracker.queries.names import Named, find_record, resolve_one_actor
from tracker.queries.sheet_fields import (
    field_of,
    fields_of,
    link_fields,
    metadata_of,
    origin_of,
    row_of,
    statements_sql,
    title_of,
    version_fields,
)
from tracker.queries.sql_parts import rows
from tracker.queries.statement_sheets import claim_sheet, statement_sheet
from tracker.store.decisions import decisions, in_force
from tracker.views.sheets import Field, Sheet

# Making the records takes 13 ms of processor time, which a question would pay for the names of types alone.
if TYPE_CHECKING:
    from tracker.records import Decision

_ARTICLE = "select * from articles where id = :id"
_SAME_TEXT = """
select 'same text' as name, articles.id, articles.outlet as who, articles.title as words, same_text.share as score,
    'of shingles' as reason
from same_text join articles on articles.id = iif(same_text.one = :id, same_text.other, same_text.one)
where same_text.one = :id or same_text.other = :id
order by same_text.share desc, articles.id"""
_MEETINGS_IN = """
select 'meeting' || case when discarded is not null then ' (discarded)' when possible then ' (possible)' else '' end
        as name, coalesce(meeting, id) as id, status as who, words, joined as reason
from meeting_reports where article = :id order by start, id"""


def show(db: sqlite3.Connection, name: str) -> Sheet:
    """Return the sheet of the record that an id, the beginning of one, or an actor's name stands for.

    UnknownName where nothing fits, or several do.
    """
    record = find_record(db, name)
    return _SHEETS[record.letter](db, record)


def show_actor(db: sqlite3.Connection, name: str) -> Sheet:
    """Return the sheet of the actor called `name`; UnknownName where there is none, or several."""
    return actor_sheet(db, Named("", resolve_one_actor(db, name)))


def _article_sheet(db: sqlite3.Connection, record: Named) -> Sheet:
    row = row_of(db, _ARTICLE, record.id)
    every = decisions(db)
    fields = (
        *metadata_of(db, row, in_force(every), "title", "outlet", "author", "credit", "url", "given_id", "published"),
        *field_of("origin", origin_of(row), row["origin_why"]),
        *fields_of(row, "words"),
        *field_of("ingested at", row["ingested_at"], codes=(row["ingested_at"],)),
        *fields_of(row, "found_by"),
        *version_fields(db, record.id),
    )
    read = rows(db, statements_sql("statements.article = :id"), {"id": record.id})
    found = link_fields((*read, *rows(db, _MEETINGS_IN, {"id": record.id})))
    same = link_fields(rows(db, _SAME_TEXT, {"id": record.id}))
    links = (*decided(db, {record.id}, every), *same, *found)
    return Sheet(record.id, "article", row["title"] or row["given_id"] or record.id, fields, (), links)


def _decision_sheet(db: sqlite3.Connection, record: Named) -> Sheet:
    every = decisions(db)
    one = next(one for one in every if one.id == record.id)
    dates, names = dates_in(one), actors_in(db, one, every)
    fields = (
        Field("kind", one.kind, codes=(one.kind,)),
        *(
            Field(name.replace("_", " "), it or "unknown", _was(one, name), (*dates, *_stance(name, it)), names=names)
            for name, it in one.value.items()
        ),
        *field_of("who", one.who),
        *field_of("at", one.at, codes=(one.at,)),
        *field_of("why", one.why),
    )
    links = (Field("decided on", one.subject, names=names), *field_of("taken back by", undone_by(every).get(one.id)))
    return Sheet(record.id, "decision", title_of(decision_in_words(one, every)), fields, (), links)


def _stance(name: str, value: object) -> tuple[str, ...]:
    return (str(value),) if name == "stance" else ()


def _was(decision: Decision, name: str) -> str:
    return f"was: {decision.was[name] or 'unknown'}" if name in decision.was else ""


_SHEETS: dict[str, Callable[[sqlite3.Connection, Named], Sheet]] = {
    "a": _article_sheet,
    "s": statement_sheet,
    "c": claim_sheet,
    "m": meeting_sheet,
    "r": report_sheet,
    "w": source_sheet,
    "d": _decision_sheet,
    "": actor_sheet,
}
