"""Where the rows of lists stand in their articles: for a report that opens each row at its words.

A row of the timeline is cited by the one statement, or report of a meeting, that it stands at. What it is found by is
the same as for `--actor` and `--outlet`: a claim also by all that report it and all that answer it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.queries.sql_parts import fill, first_report, known_as, listed, rows
from tracker.views.citations import Citation, CitedArticle
from tracker.views.row import Spot
from tracker.views.timeline import Played, TimelineRow

# The statement or report of a meeting that each row stands at: the same as the timeline's, in the article it names.
_STANDS_AT = """
with asked as (select value ->> 0 as id, value ->> 1 as kind, value ->> 2 as article from json_each(:rows))
select asked.id, asked.kind, coalesce((
    select statements.id from statements where statements.n = {first_report}
), asked.id) as cited
from asked where kind = 'claim'
union all
select asked.id, asked.kind, coalesce((
    select meeting_reports.id from meeting_reports cross join articles on articles.id = meeting_reports.article
    where meeting_reports.meeting = asked.id and {article} = asked.article
    order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start,
        meeting_reports.id
    limit 1
), asked.id)
from asked where kind = 'meeting'
union all
select asked.id, asked.kind, asked.id from asked where kind not in ('claim', 'meeting')"""

_CITED = """
select statements.id, statements.article, statements.words, statements.start, statements.end, statements.stance,
    {date} as date, {date_of} as date_of
from json_each(:ids) as asked
cross join statements on statements.id = asked.value
join articles on articles.id = statements.article
union all
select meeting_reports.id, meeting_reports.article, meeting_reports.words, meeting_reports.start, meeting_reports.end,
    null, articles.published, 'reported'
from json_each(:ids) as asked
cross join meeting_reports on meeting_reports.id = asked.value
join articles on articles.id = meeting_reports.article"""
_PIECES = """
select spans.statement, spans.role, spans.start, spans.end
from json_each(:ids) as asked
cross join spans on spans.statement = asked.value and spans.role in ('source', 'cue', 'content')
order by spans.statement, spans.start, spans.end"""

_ARTICLES = """
select articles.id, given_id, outlet, title, author, url, published, published_from, language, words, text
from json_each(:ids) as asked cross join articles on articles.id = asked.value
order by published_first is null, published_first, published_last, articles.id"""

# For each row the statements and reports of meetings by which it is found, and those whose outlet it is found by.
_FOUND_BY = """
with asked as (
    select value ->> 0 as id, value ->> 1 as kind, value ->> 2 as cited from json_each(:rows)
), of_claims as (
    select id, kind, id as claim from asked where kind = 'claim'
    union
    select asked.id, asked.kind, contested.claim
    from asked
    cross join answers on answers.statement = asked.id and answers.state = 'linked'
    cross join statements as contested on contested.id = answers.answered
    where asked.kind not in ('claim', 'meeting')
), found as (
    select id, kind, cited as owner from asked where kind <> 'meeting'
    union
    select of_claims.id, kind, members.id from of_claims
    cross join statements as members on members.claim = of_claims.claim and members.discarded is null
    union
    select of_claims.id, kind, answers.statement from of_claims
    cross join statements as members on members.claim = of_claims.claim
    cross join answers on answers.answered = members.id and answers.state = 'linked'
    union
    select asked.id, kind, meeting_reports.id from asked
    cross join meeting_reports on meeting_reports.meeting = asked.id or meeting_reports.id = asked.id
    where kind = 'meeting'
)"""
_ACTORS = """
select distinct found.id, found.kind, {actor} as actor
from found cross join mentions on mentions.statement = found.owner and mentions.shown
union
select distinct found.id, found.kind, {actor}
from found cross join mentions on mentions.report = found.owner and mentions.shown"""
_OUTLETS = """
select distinct found.id, found.kind, articles.outlet
from found
cross join statements on statements.id = found.owner
join articles on articles.id = statements.article
where articles.outlet is not null and (found.kind <> 'claim' and found.owner = found.id or found.kind = 'claim'
    and statements.stance = 'assert' and statements.force = 'assertive' and not statements.hidden)
union
select found.id, found.kind, articles.outlet
from found
cross join meeting_reports on meeting_reports.id = found.owner
join articles on articles.id = meeting_reports.article
where found.kind = 'meeting' and articles.outlet is not null"""

_NAMES = "select actors.id, name from json_each(:ids) as asked cross join actors on actors.id = asked.value"


def stands_at(db: sqlite3.Connection, timeline: Iterable[TimelineRow]) -> dict[tuple[str, str], str]:
    """Return the id of the statement or report of a meeting that each row of the timeline stands at, by id and kind."""
    asked = json.dumps([(row.id, row.kind, row.article) for row in timeline])
    sql = fill(_STANDS_AT, first_report=first_report("asked.id", fill("{article} = asked.article")))
    return {(row["id"], row["kind"]): row["cited"] for row in rows(db, sql, {"rows": asked})}


def citations(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Citation]:
    """Return where statements and reports of meetings stand, by their ids."""
    asked = {"ids": listed(ids)}
    pieces: dict[str, list[tuple[str, Spot]]] = defaultdict(list)
    for row in rows(db, _PIECES, asked):
        pieces[row["statement"]].append((row["role"], (row["start"], row["end"])))
    return {row["id"]: _citation(row, pieces[row["id"]]) for row in rows(db, fill(_CITED), asked)}


def _citation(row: dict[str, Any], pieces: list[tuple[str, Spot]]) -> Citation:
    whole = (row.pop("start"), row.pop("end"))
    opens = next((place for role, place in pieces if role == "content"), whole)
    return Citation(**row, pieces=tuple(place for _, place in pieces) or (whole,), opens=opens)


def cited_articles(db: sqlite3.Connection, ids: Iterable[str]) -> tuple[CitedArticle, ...]:
    """Return articles by their own ids, in order of publication, undated ones last."""
    return tuple(CitedArticle(**row) for row in rows(db, _ARTICLES, {"ids": listed(ids)}))


def played(
    db: sqlite3.Connection, timeline: Iterable[TimelineRow], cited: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], Played]:
    """Return by whom and by what outlets each row of the timeline is found, by its id and kind."""
    asked = {"rows": json.dumps([(row.id, row.kind, cited[row.id, row.kind]) for row in timeline])}
    found_by = fill(_FOUND_BY)
    actors: dict[tuple[str, str], set[str]] = defaultdict(set)
    outlets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows(db, found_by + fill(_ACTORS, actor=known_as("mentions.actor")), asked):
        actors[row["id"], row["kind"]].add(row["actor"])
    for row in rows(db, found_by + _OUTLETS, asked):
        outlets[row["id"], row["kind"]].add(row["outlet"])
    return {key: Played(frozenset(actors[key]), frozenset(outlets[key])) for key in cited}


def names_of(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of actors by their keys."""
    return {row["id"]: row["name"] for row in rows(db, _NAMES, {"ids": listed(keys)})}
