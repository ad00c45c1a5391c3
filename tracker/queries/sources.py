"""The sources: who speaks, for whom, how much of it is denial or refusal, and how much of it others deny."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tracker.queries.actors import actor_names
from tracker.queries.decided import on_sources
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import SOURCES
from tracker.queries.question import Question
from tracker.queries.sql_parts import actor_name, every, fill, known_as, listed, rows
from tracker.views.sources import Quoted, SourceRow, UnnamedShare

# Persons that are one are one source. Its id and kind are those of the person by whose name they are known, if that one
# speaks. A day has ten letters, so the least of day and date together is the date with the least day.
_MATCHING = """
    select coalesce(max(iif(known.actor is null or known.actor = known.known_as, sources.id, null)), min(sources.id))
            as id,
        {speaker} as speaker, coalesce(actors.name, sources.name) as name, sources.kind,
        coalesce(max(statements.acts_for), sources.actor) as actor,
        count(*) as statements, sum(statements.stance in ('deny', 'deny_knowledge')) as denials,
        sum(statements.stance = 'no_comment') as refusals, count(distinct statements.article) as articles,
        max(1, count(distinct articles.outlet)) as outlets,
        count(distinct coalesce(statements.cites, articles.origin)) as origins,
        min({first}) as first, max({last}) as last,
        substr(min({first} || {date}), 11) as first_date, substr(max({last} || {date}), 11) as last_date
    from sources
    join statements on statements.source = sources.id
    join articles on articles.id = statements.article
    left join same_actor as known on known.actor = sources.actor and sources.kind = 'person'
    left join actors on actors.id = known.known_as
    where {speaks} and {asked}
    group by speaker"""
# The same without what only the list of sources needs.
_NUMBERS = """
    select coalesce(max(iif(known.actor is null or known.actor = known.known_as, sources.id, null)), min(sources.id))
            as id,
        {speaker} as speaker, coalesce(actors.name, sources.name) as name, sources.kind,
        coalesce(max(statements.acts_for), sources.actor) as actor, count(*) as statements,
        {min_first} as first, {max_last} as last
    from sources
    join statements on statements.source = sources.id
    {articles}
    left join same_actor as known on known.actor = sources.actor and sources.kind = 'person'
    left join actors on actors.id = known.known_as
    where {speaks} and {asked}
    group by speaker"""
_SPEAKER = "coalesce('one ' || known.known_as, sources.id)"
# Who is only said to want or to ask for something ("Russia is asking China for arms, officials said") does not speak.
_SPEAKS = """not statements.hidden and statements.force <> 'expressive'
    and (statements.force = 'assertive'
        or statements.id not in (select statement from statement_sources where role = 'via'))"""
# The sources that are `speaking`, and those of the persons that these are one with.
_AMONG = """sources.id in (
    with speaking as ({speaking})
    select id from speaking
    union
    select other.id
    from speaking
    cross join sources as one on one.id = speaking.id and one.kind = 'person'
    cross join same_actor as mine on mine.actor = one.actor
    cross join same_actor as theirs on theirs.known_as = mine.known_as
    cross join sources as other on other.actor = theirs.actor and other.kind = 'person')"""
_SAYS_ONE_OF = "select source as id from statements where id in ({statements})"
_CHOSEN = "select value as id from json_each(:sources)"
_SAID_BY = """
    select statement from mentions where shown and statement is not null and role = 'says'
        and actor in (select value from json_each(:{actor}))"""

# The same asked of each of a few statements.
_SPEAKS_FOR_IT = """exists (
    select 1 from mentions
    where statement = statements.id and shown and role = 'says'
        and +actor in (select value from json_each(:{actor})))"""

# From the derived table, of all sources: a person who is one with others is counted once for all of them.
_DERIVED_SHARE = """
with merged as (
    select count(*) as sources, count(distinct known_as) as persons
    from same_actor
    cross join sources on sources.actor = same_actor.actor and sources.kind = 'person'
    cross join counted_sources on counted_sources.source = sources.id
)
select coalesce(sum(kind = 'unnamed'), 0), count(*) - merged.sources + merged.persons,
    coalesce(sum(iif(kind = 'unnamed', statements, 0)), 0), coalesce(sum(statements), 0)
from counted_sources, merged"""
_DERIVED_QUOTED = """
with merged as materialized (
    select sources.id as source, known_as, same_actor.actor = known_as as is_known, counted_sources.statements
    from same_actor
    cross join sources on sources.actor = same_actor.actor and sources.kind = 'person'
    cross join counted_sources on counted_sources.source = sources.id
), quoted as (
    select * from (
        select source as id, sources.name, source as one, null as known_as, statements
        from counted_sources join sources on sources.id = source
        where source not in (select source from merged)
        order by statements desc, sources.name, source limit :most)
    union all
    select coalesce(max(iif(is_known, source, null)), min(source)), actors.name, null, known_as, sum(statements)
    from merged join actors on actors.id = known_as
    group by known_as
)
select id, name, statements, coalesce((
        select max(for_whom) from (
            select (select acts_for from statements where statements.source = sources.id and {speaks}
                order by acts_for desc limit 1) as for_whom
            from sources where sources.id = quoted.one or sources.id in (
                select source from merged where merged.known_as = quoted.known_as))
    ), (select actor from sources where sources.id = quoted.id)) as actor
from quoted
order by statements desc, name, id limit :most"""
_KNOWN_AS = """
select value as actor, coalesce((select known_as from same_actor where same_actor.actor = value), value) as known_as
from json_each(:keys)"""

# All answers with what they answer; what answers the statements of some speakers; what answers a few statements
# ("limit", so that these come first).
_OF_ALL = """answers
    cross join statements as denied on denied.id = answers.answered
    cross join statements on statements.claim = denied.claim
    cross join sources on sources.id = statements.source"""
_OF_SPEAKERS = """sources
    cross join statements on statements.source = sources.id
    cross join statements as denied on denied.claim = statements.claim
    cross join answers on answers.answered = denied.id"""
_OF_FEW = """(
        select statements.* from statements join sources on sources.id = statements.source where {asked} limit -1
    ) as statements
    cross join sources on sources.id = statements.source
    cross join statements as denied on denied.claim = statements.claim
    cross join answers on answers.answered = denied.id"""
# The statements that are counted for each source, in order of date; the id of a source as in its row.
_COUNTED = """
with said as materialized (
    select {speaker} as speaker, sources.id as source, known.actor, known.known_as, statements.id as statement,
        {first} as first, {last} as last, statements.article, statements.start
    from sources
    join statements on statements.source = sources.id
    join articles on articles.id = statements.article
    left join same_actor as known on known.actor = sources.actor and sources.kind = 'person'
    where {speaks} and {asked}
), speaking as (
    select speaker, coalesce(max(iif(actor is null or actor = known_as, source, null)), min(source)) as id
    from said group by speaker
)
select speaking.id as source, said.statement
from speaking join said on said.speaker = speaking.speaker
where speaking.id in (select value from json_each(:sources))
order by speaking.id, first is null, first, last, article, start, statement"""

# Denials met: the claims that a source asserts in the statements asked for, and somebody else denies.
_SELECT = """
, met as (
    select {speaker} as speaker, count(distinct statements.claim) as claims
    from {answered}
    cross join statements as denial on denial.id = answers.statement
    left join same_actor as known on known.actor = sources.actor and sources.kind = 'person'
    left join sources as denying on denying.id = denial.source
    left join same_actor as denier on denier.actor = denying.actor and denying.kind = 'person'
    where answers.stance in ('deny', 'deny_knowledge') and answers.state = 'linked' and {asserts} and {asked}
        and {speaker} is not coalesce('one ' || denier.known_as, denying.id)
    group by 1
)
select {counts}, picked.id, picked.name, picked.kind, {actor} as actor, {actor_name} as actor_name,
    picked.statements, picked.denials, picked.refusals,
    coalesce(met.claims, 0) as denials_met, picked.articles, picked.first_date as first,
    picked.last_date as last, picked.outlets, picked.origins
from picked left join met on met.speaker = picked.speaker"""


def sources(db: sqlite3.Connection, filters: Filters, *, unnamed: bool = False) -> Found[SourceRow]:
    """Return who speaks; counts and dates are of the statements in the articles, and about the words, asked for.

    `actors` keeps those that speak for the actor, or are it; `unnamed` those that are only described ("US officials").
    Kinds: those of sources. Orders: statements (most first), name, date, latest.
    """
    question, left_out = _first_of(Question.of(db, filters, SOURCES), unnamed)
    asked = every(_conditions(question, unnamed))
    matching = fill(_MATCHING, speaker=_SPEAKER, speaks=_SPEAKS, asked=asked)
    answered = fill(_answered(question), asked=asked)
    acting = {"actor": known_as("picked.actor"), "actor_name": actor_name("picked.actor")}
    select = fill(_SELECT, answered=answered, speaker=_SPEAKER, asked=asked, **acting)
    found = question.pick(matching, select)
    judged = on_sources(db, [row["id"] for row in found.rows])

    def source(row: dict[str, Any]) -> SourceRow:
        reliability, words = judged[row["id"]]
        return SourceRow(**row, reliability=reliability, decided_by=words)

    return replace(found.map(source), left_out=found.left_out + left_out)


def _first_of(question: Question, unnamed: bool) -> tuple[Question, int]:
    """Return a question for the first few sources alone, where the derived table tells which, and how many it leaves.

    Else the question as it is, which leaves out none.
    """
    filters = question.filters
    only_first = replace(filters, limit=None, sort=None) == Filters() and question.order == SOURCES.orders["statements"]
    if unnamed or not (only_first and filters.limit and question.can_use_derived):
        return question, 0
    first = rows(question.db, fill(_DERIVED_QUOTED, speaks=_SPEAKS), {"most": filters.limit})
    left_out = _derived_share(question.db).sources - len(first)
    if left_out < len(first):
        return question, 0
    return replace(question, values=question.values | {"sources": listed(row["id"] for row in first)}), left_out


def _answered(question: Question) -> str:
    """The SQL of the answers to count, with the statements that they answer: from whichever are the fewest."""
    if any((*question.chosen, *question.about, *question.places)):
        return _OF_FEW
    few_speak = question.filters.actors or "sources" in question.values or any(question.from_since_on)
    return _OF_SPEAKERS if few_speak else _OF_ALL


def speakers(db: sqlite3.Connection, filters: Filters, most: int) -> tuple[UnnamedShare, tuple[Quoted, ...]]:
    """Return how many of the sources that fit are unnamed, and the `most` (a number) of them that are quoted most."""
    question = Question.of(db, replace(filters, limit=None, sort=None), SOURCES)
    asked = every(_conditions(question, unnamed=False))
    if asked == "true" and question.can_use_derived and not any(question.dated):
        return _derived_share(db), _quoted(db, rows(db, fill(_DERIVED_QUOTED, speaks=_SPEAKS), {"most": most}))
    dates = {"min_first": "null", "max_last": "null", "articles": ""}
    if any(question.dated):
        join = "join articles on articles.id = statements.article"
        dates = {"min_first": fill("min({first})"), "max_last": fill("max({last})"), "articles": join}
    matching = fill(_NUMBERS, speaker=_SPEAKER, speaks=_SPEAKS, asked=asked, **dates)
    found = question.tally(matching, "select id, name, kind, actor, statements from picked order by 5 desc, 2, 1")
    return _share_of([(row["kind"], row["statements"]) for row in found]), _quoted(db, found[:most])


def _derived_share(db: sqlite3.Connection) -> UnnamedShare:
    ((unnamed, all_sources, by_unnamed, statements),) = db.execute(_DERIVED_SHARE)
    return UnnamedShare(unnamed, all_sources, by_unnamed, statements)


def _quoted(db: sqlite3.Connection, sources: Sequence[dict[str, Any]]) -> tuple[Quoted, ...]:
    """The sources with the key and the name that their actors are known as."""
    actors = listed(row["actor"] for row in sources if row["actor"])
    known = {row["actor"]: row["known_as"] for row in rows(db, _KNOWN_AS, {"keys": actors})}
    names = actor_names(db, known.values())
    return tuple(
        Quoted(row["id"], row["name"], actor, names.get(actor or ""), row["statements"])
        for row in sources
        for actor in (known.get(row["actor"]),)
    )


def counted_statements(db: sqlite3.Connection, filters: Filters, sources: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of the statements that the rows of `sources` (their ids) count, in order of date."""
    question = Question.of(db, filters, SOURCES)
    sql = fill(_COUNTED, speaker=_SPEAKER, speaks=_SPEAKS, asked=every(_conditions(question, unnamed=False)))
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(db, sql, {**question.values, "sources": listed(sources)}):
        found[row["source"]].append(row["statement"])
    return found


def unnamed_share(db: sqlite3.Connection, filters: Filters) -> UnnamedShare:
    """Return how many of the sources that fit, of any kind and without a limit, are unnamed, and their statements."""
    share, _ = speakers(db, replace(filters, kinds=()), 0)
    return share


def share_of(sources: Sequence[SourceRow]) -> UnnamedShare:
    """Return how many of these sources are unnamed, and how many statements they make."""
    return _share_of([(row.kind, row.statements) for row in sources])


def _share_of(sources: Sequence[tuple[str, int]]) -> UnnamedShare:
    """The same of sources given as kind and number of statements."""
    unnamed = [statements for kind, statements in sources if kind == "unnamed"]
    return UnnamedShare(len(unnamed), len(sources), sum(unnamed), sum(statements for _, statements in sources))


def _conditions(question: Question, unnamed: bool) -> Iterator[str]:
    for actor in question.actors:
        if question.filters.claims is None:
            yield _AMONG.format(speaking=_SAYS_ONE_OF.format(statements=_SAID_BY.format(actor=actor)))
        else:
            yield _SPEAKS_FOR_IT.format(actor=actor)
    for statements in question.from_since_on:
        yield _AMONG.format(speaking=_SAYS_ONE_OF.format(statements=statements))
    if "sources" in question.values:
        yield _AMONG.format(speaking=_CHOSEN)
    for statements in (*question.chosen, *question.about, *question.places):
        yield f"statements.id in ({statements})"
    if question.filters.kinds:
        yield "sources.kind in (select value from json_each(:kinds))"
    if unnamed:
        yield "sources.kind = 'unnamed'"
