"""The sources: who speaks, for whom, and how much of it is denial or refusal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.queries.asking import Filters, Found, Listing, Question, every
from tracker.queries.pieces import fill
from tracker.views import SourceRow

SOURCES = Listing(
    "sources",
    orders={
        "statements": "statements desc, name, id",
        "name": "name, id",
        "date": "first is null, first, last, id",
        "latest": "last is null, last desc, first desc, id",
    },
    kinds=("person", "office", "organisation", "document", "unnamed", "outlet"),
)

# A day has ten letters, so the least of day and date together is the date with the least day.
_MATCHING = """
    select sources.id, sources.name, sources.kind, coalesce(max(statements.acts_for), sources.actor) as actor,
        count(*) as statements, sum(statements.stance in ('deny', 'deny_knowledge')) as denials,
        sum(statements.stance = 'no_comment') as refusals, count(distinct statements.article) as articles,
        min({first}) as first, max({last}) as last,
        substr(min({first} || {date}), 11) as first_date, substr(max({last} || {date}), 11) as last_date
    from sources
    join statements on statements.source = sources.id
    join articles on articles.id = statements.article
    where {speaks} and {asked}
    group by sources.id"""
# Who is only said to want or to ask for something ("Russia is asking China for arms, officials said") does not speak.
_SPEAKS = """statements.force <> 'expressive'
    and (statements.force = 'assertive' or statements.id not in (select statement from statement_sources))"""
_SPEAKS_FOR = """sources.id in (select source from statements where id in (
    select owner from mentions where role = 'says' and actor in (select value from json_each(:{actor}))))"""

_SELECT = """
select {counts}, id, name, kind, actor, statements, denials, refusals, articles,
    first_date as first, last_date as last
from picked"""


def sources(db: sqlite3.Connection, filters: Filters) -> Found[SourceRow]:
    """Return who speaks; counts and dates are of the statements in the articles, and about the words, asked for.

    `actors` keeps those that speak for the actor, or are it. Kinds: those of sources. Orders: statements (most first),
    name, date, latest.
    """
    question = Question.of(db, filters, SOURCES)
    return question.found(SourceRow, fill(_MATCHING, speaks=_SPEAKS, asked=every(_conditions(question))), fill(_SELECT))


def _conditions(question: Question) -> Iterator[str]:
    for actor in question.actors:
        yield _SPEAKS_FOR.format(actor=actor)
    for statements in (*question.about, *question.places):
        yield f"statements.id in ({statements})"
    if question.filters.kinds:
        yield "sources.kind in (select value from json_each(:kinds))"
