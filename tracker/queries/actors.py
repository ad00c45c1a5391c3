"""The actors: countries, organisations and persons, their aliases, and how often each speaks, is spoken of or meets."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from tracker.queries.asking import Filters, Found, Listing, Question, every, listed, rows
from tracker.queries.pieces import fill
from tracker.views import ActorRow

ACTORS = Listing(
    "actors",
    orders={"mentions": "says + spoken_of + meets desc, id", "name": "name, id", "says": "says desc, id"},
    kinds=("country", "organisation", "person"),
    dated=False,
)

_MATCHING = """
    select id, name, kind, null as first, null as last,
        (select count(distinct owner) from mentions where actor = actors.id and role = 'says') as says,
        (select count(distinct owner) from mentions where actor = actors.id and role = 'spoken_of') as spoken_of,
        (select count(distinct owner) from mentions where actor = actors.id and role = 'meets') as meets
    from actors
    where {asked}"""
_IS_OR_ACTS_FOR = """actors.id in (
        select value from json_each(:{actor})
        union select actor from acts_for where for_actor in (select value from json_each(:{actor})))"""
_MENTIONED_IN = "actors.id in (select actor from mentions where owner in ({statements}))"

# For whom it acts now; where it has several, the one begun last.
_SELECT = """
select {counts}, id, name, kind, says, spoken_of, meets, (
    select for_actor from acts_for where actor = picked.id
    order by until <> '', until desc, since desc, for_actor limit 1) as acts_for
from picked"""
_ALIASES = """
select actor, alias from actor_aliases
where actor in (select value from json_each(:actors)) order by actor, alias"""


def actors(db: sqlite3.Connection, filters: Filters) -> Found[ActorRow]:
    """Return the actors: `actors` keeps one and those that act for it; other filters, those their statements mention.

    Kinds: country, organisation, person. Orders: mentions (most first), name, says.
    """
    question = Question.of(db, filters, ACTORS)
    found = question.pick(_MATCHING.format(asked=every(_conditions(question))), fill(_SELECT))
    aliases = _aliases(db, [row["id"] for row in found.rows])
    return found.made(lambda row: ActorRow(**row, aliases=tuple(aliases[row["id"]])))


def _aliases(db: sqlite3.Connection, actors: list[str]) -> dict[str, list[str]]:
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in rows(db, _ALIASES, {"actors": listed(actors)}):
        aliases[row["actor"]].append(row["alias"])
    return aliases


def _conditions(question: Question) -> Iterator[str]:
    for actor in question.actors:
        yield _IS_OR_ACTS_FOR.format(actor=actor)
    for statements in (*question.about, *question.places):
        yield _MENTIONED_IN.format(statements=statements)
    if question.filters.kinds:
        yield "actors.kind in (select value from json_each(:kinds))"
