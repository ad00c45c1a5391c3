"""The sheet of an actor, and that of a source: what is known of each, and where it speaks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.queries.actors import actor
from tracker.queries.decided import RELIABILITY, decided, on_sources, whose
from tracker.queries.names import Named
from tracker.queries.sheet_fields import (
    date_field,
    field_of,
    fields_of,
    link_fields,
    names_by_key,
    rating_field,
    row_of,
    statements_sql,
)
from tracker.queries.sql_parts import actor_name, fill, known_as, listed, rows, source_name
from tracker.store.decisions import decisions, in_force
from tracker.views.actors import Merged, other_names
from tracker.views.sheets import Field, Sheet

# A source, by the name that the person is known by, and all sources that are one with it.
_SOURCE = """
select sources.id, {name} as name, sources.kind, {actor} as actor, {actor_name} as actor_name, sources.article
from sources where id = :id"""
# Of what stands in every article, older versions of one do not count; what is known in one alone is of that version.
_SAME_SOURCE = """(not statements.outdated or sources.article is not null) and statements.source in (
    select :id
    union
    select other.id from sources as one
    join same_actor as mine on mine.actor = one.actor
    join same_actor as theirs on theirs.known_as = mine.known_as
    join sources as other on other.actor = theirs.actor and other.kind = 'person'
    where one.id = :id and one.kind = 'person')"""
_ACTS_FOR = """
select {name} as name, {other} as id, actors.name as who, reason,
    case when since || until = '' then '' when until = '' then 'since ' || since when since = '' then 'until ' || until
        else since || '/' || until end as words,
    iif(since = '' or until = '', since || until, since || '/' || until) as codes
from acts_for join actors on actors.id = {other}
where {one} in (select value from json_each(:ids))
order by until <> '', since desc, {other}"""
# In which articles an actor is first and last named. Spans are numbered article by article, so that those of an actor
# that is named a hundred thousand times are found side by side.
_SEEN = """
with seen as materialized (
    select published, {article} as article, outlet, id, published_first, published_last from articles
    where published is not null and id in (
        select article from spans where n in (
            select span from mentions
            where shown and statement is not null and actor in (select value from json_each(:ids))
            union all
            select span from mentions
            where shown and report is not null and actor in (select value from json_each(:ids))))
)
select * from (select 'first' as end, published, article, outlet from seen order by published_first, id limit 1)
union all
select * from (select 'last', published, article, outlet from seen order by published_last desc, id limit 1)"""


def source_sheet(db: sqlite3.Connection, record: Named) -> Sheet:
    """Return the sheet of a source: who it is, how far it is relied on, and all that it says."""
    acting = {"actor": known_as("sources.actor"), "actor_name": actor_name("sources.actor")}
    row = row_of(db, fill(_SOURCE, name=source_name("sources"), **acting), record.id)
    reliability, words = on_sources(db, [record.id])[record.id]
    fields = (
        *fields_of(row, "kind"),
        *field_of("actor", row["actor"], names=names_by_key(row["actor"], row["actor_name"])),
        rating_field("reliability", reliability, RELIABILITY, words),
        *field_of("article", row["article"], "one of a class, known in it alone"),
    )
    rated = decided(db, {record.id, *(word.id for word in words)}, decisions(db))
    links = (*rated, *link_fields(rows(db, statements_sql(_SAME_SOURCE), {"id": record.id})))
    return Sheet(record.id, "source", row["name"], fields, (), links)


def actor_sheet(db: sqlite3.Connection, record: Named) -> Sheet:
    """Return the sheet of an actor: its names, whom it acts for, how often it speaks and is spoken of."""
    row = actor(db, record.id)
    ids = [record.id, *(one.id for one in row.merged)]
    every = decisions(db)
    given = [one for one in in_force(every) if one.kind == "alias" and one.subject in ids]
    acts_for = names_by_key(row.acts_for, row.acts_for_name)
    fields = (
        *field_of("kind", row.kind),
        *field_of("aliases", ", ".join(other_names(row))),
        *(Field("also called", str(one.value["alias"]), f"person, {whose(one)}") for one in given),
        *(Field("merged", f"{one.id} {one.name}", _merged_by(one), names=acts_for) for one in row.merged),
        *field_of("says", row.says, f"see them with `tracker timeline --all --role says --actor {record.id}`"),
        *field_of("spoken of", row.spoken_of),
        *field_of("meets", row.meets),
        *_seen(db, ids),
    )
    acting = fill(_ACTS_FOR, name="'acts for'", one="actor", other="for_actor")
    acted_for = fill(_ACTS_FOR, name="'acts for it'", one="for_actor", other="actor")
    links = link_fields(row for sql in (acting, acted_for) for row in rows(db, sql, {"ids": listed(ids)}))
    return Sheet(record.id, "actor", row.name, fields, (), (*decided(db, set(ids), every), *links))


def _merged_by(merged: Merged) -> str:
    by = merged.by if merged.by == "tracker" else f"person, {merged.by}"
    return f"{by}: {merged.reason}" if merged.reason else by


def _seen(db: sqlite3.Connection, ids: Iterable[str]) -> Iterator[Field]:
    for row in rows(db, fill(_SEEN), {"ids": listed(ids)}):
        yield from date_field(f"{row['end']} seen", row["published"], _seen_in(row))


def _seen_in(row: Mapping[str, Any]) -> str:
    return f"in {row['outlet']}, {row['article']}" if row["outlet"] else f"in the article {row['article']}"
