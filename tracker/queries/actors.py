"""The actors: countries, organisations and persons, their aliases, and how often each speaks, is spoken of or meets.

Actors that are one stand there once, by the name that they are known by, with what was merged into it and why.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.queries.filters import Filters, Found
from tracker.queries.listings import ACTORS
from tracker.queries.question import Question
from tracker.queries.sql_parts import every, fill, known_as, listed, rows
from tracker.views.actors import ActorRow, Merged

_KEPT = "statement not in (select id from statements where hidden)"
# Whether the report that mentions who meets is of a meeting that is shown.
_MET = """exists (
                select 1 from meeting_reports
                where meeting_reports.id = report and {meeting_of} in (select id from meetings))"""
_ONE_WITH = "(select {key} union select actor from same_actor where known_as = {key})"
_MATCHING = """
    select id, name, kind, null as first, null as last,
        (select count(distinct statement) from mentions
            where actor in {one_with} and role = 'says' and shown and statement is not null and {kept}) as says,
        (select count(distinct statement) from mentions
            where actor in {one_with} and role = 'spoken_of' and shown and statement is not null and {kept}
        ) as spoken_of,
        (select count(distinct report) from mentions
            where actor in {one_with} and role = 'meets' and shown and report is not null and {met}) as meets
    from actors
    where id not in (select actor from same_actor where actor <> known_as) and {asked}"""
_IS_OR_ACTS_FOR = """actors.id in (
        select value from json_each(:{actor})
        union select {known_as} from acts_for where for_actor in (select value from json_each(:{actor})))"""
_MENTIONED_IN = "actors.id in (select {known_as} from mentions where shown and statement in ({statements}))"
_MERGED = "actors.id in (select known_as from same_actor)"

# For whom it acts now; where it has several, the one begun last.
_SELECT = """
select {counts}, id, name, kind, says, spoken_of, meets, (
    select {for_actor} from acts_for where actor in {one_with}
    order by until <> '', until desc, since desc, for_actor limit 1) as acts_for
from picked"""
_ALIASES = """
select distinct {known_as} as actor, alias from actor_aliases
where actor in (
    select value from json_each(:actors)
    union select actor from same_actor where known_as in (select value from json_each(:actors)))
order by 1, alias"""
_MERGED_INTO = """
select known_as, same_actor.actor as id, name, coalesce(who || ' at ' || at, 'tracker') as by, same_actor.reason
from same_actor
join actors on actors.id = same_actor.actor
left join decisions on decisions.id = same_actor.decision
where known_as in (select value from json_each(:actors)) and same_actor.actor <> known_as
order by known_as, same_actor.actor"""


def actors(db: sqlite3.Connection, filters: Filters, *, merged: bool = False) -> Found[ActorRow]:
    """Return the actors: `actors` keeps one and those that act for it; other filters, those their statements mention.

    `merged` keeps those that others were merged into. Kinds: country, organisation, person. Orders: mentions (most
    first), name, says.
    """
    question = Question.of(db, filters, ACTORS)
    return _found(question, every(_conditions(question, merged)))


def actor(db: sqlite3.Connection, key: str) -> ActorRow:
    """Return the actor that goes by a key, without the many that may act for it."""
    question = Question(db, Filters(), ACTORS.orders["name"], {"id": key, "limit": 1})
    return _found(question, "actors.id = :id").rows[0]


def actor_names(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of actors by their keys; what is no key of an actor is left out."""
    sql = "select id, name from actors where id in (select value from json_each(:keys))"
    named = rows(db, sql, {"keys": listed(keys)})
    return {row["id"]: row["name"] for row in named}


def _found(question: Question, asked: str) -> Found[ActorRow]:
    matching = fill(_MATCHING, one_with=_ONE_WITH.format(key="actors.id"), kept=_KEPT, met=fill(_MET), asked=asked)
    select = fill(_SELECT, one_with=_ONE_WITH.format(key="picked.id"), for_actor=known_as("for_actor"))
    found = question.pick(matching, select)
    ids = [row["id"] for row in found.rows]
    aliases, merged_into = _aliases(question.db, ids), _merged_into(question.db, ids)
    names = actor_names(question.db, {row["acts_for"] for row in found.rows} - {None})

    def whole(row: dict[str, Any]) -> ActorRow:
        names_of, merged = tuple(aliases[row["id"]]), tuple(merged_into[row["id"]])
        return ActorRow(**row, aliases=names_of, merged=merged, acts_for_name=names.get(row["acts_for"]))

    return found.map(whole)


def _aliases(db: sqlite3.Connection, actors: list[str]) -> dict[str, list[str]]:
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in rows(db, fill(_ALIASES, known_as=known_as("actor_aliases.actor")), {"actors": listed(actors)}):
        aliases[row["actor"]].append(row["alias"])
    return aliases


def _merged_into(db: sqlite3.Connection, actors: list[str]) -> dict[str, list[Merged]]:
    merged: dict[str, list[Merged]] = defaultdict(list)
    for row in rows(db, _MERGED_INTO, {"actors": listed(actors)}):
        merged[row.pop("known_as")].append(Merged(**row))
    return merged


def _conditions(question: Question, merged: bool) -> Iterator[str]:
    for actor in question.actors:
        yield fill(_IS_OR_ACTS_FOR, actor=actor, known_as=known_as("acts_for.actor"))
    for statements in (*question.about, *question.places):
        yield fill(_MENTIONED_IN, statements=statements, known_as=known_as("mentions.actor"))
    if question.filters.kinds:
        yield "actors.kind in (select value from json_each(:kinds))"
    if merged:
        yield _MERGED
