"""Where the rows of lists stand: in which article, at which place, in which words, and who speaks there.

A place is given twice over, as code points and as words with what stands around them (W3C Web Annotation: text position
and text quote selectors), so that it can be found again in a page that has changed since.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tracker.queries.decided import on_sources
from tracker.queries.filters import Filters, Listing
from tracker.queries.meetings import attendees_by_key
from tracker.queries.question import Question
from tracker.queries.sql_parts import fill, first_report, known_as, listed, rows, source_name
from tracker.views.quotations import Publication, Quotation, Speaker
from tracker.views.reports import Word

_AROUND = 32  # code points in front and after, as the annotations of Hypothesis have
_PUBLICATION = (
    "id", "given_id", "title", "author", "outlet", "url", "published", "published_from", "language", "sha256",
    "ingested_at",
)  # fmt: skip
_PUBLICATIONS = f"""
select {", ".join(_PUBLICATION)} from articles where id in (select value from json_each(:ids))"""

_SPOTS = """
select statements.id, statements.article, statements.start, statements.end
from json_each(:ids) as asked cross join statements on statements.id = asked.value
union all
select meeting_reports.id, meeting_reports.article, meeting_reports.start, meeting_reports.end
from json_each(:ids) as asked cross join meeting_reports on meeting_reports.id = asked.value
order by 2, 3, 1"""
_TEXTS = "select id, text from articles where id in (select value from json_each(:ids))"

# The statement that a claim stands at, and the first report of a meeting, as the lists have them.
_STOOD_AT = """
select asked.value as id, statements.id as record
from json_each(:ids) as asked cross join statements on statements.n = {first_report}
where asked.value glob 'c*'
union all
select asked.value, (
    select meeting_reports.id from meeting_reports cross join articles on articles.id = meeting_reports.article
    where meeting_reports.meeting = asked.value
    order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start,
        meeting_reports.id
    limit 1)
from json_each(:ids) as asked
where asked.value glob 'm*'"""

# All who speak in a statement, the first of them first. Persons that are one go by the source of the person by whose
# name they are known, if that one speaks.
_SPEAKER = """coalesce((
        select one.id from same_actor as known cross join sources as one on one.actor = known.known_as
        where known.actor = sources.actor and sources.kind = 'person' and one.kind = 'person'
        order by one.id limit 1), sources.id)"""
_SPEAKERS = """
with speaking as (
    select asked.key, asked.value as statement, statements.source, -1 as position
    from json_each(:ids) as asked cross join statements on statements.id = asked.value
    union all
    select asked.key, asked.value, statement_sources.source, position
    from json_each(:ids) as asked
    cross join statement_sources on statement_sources.statement = asked.value and role = 'beside'
), spoke as (
    select speaking.*, {speaker} as speaker, {name} as name, sources.kind, {actor} as actor
    from speaking cross join sources on sources.id = speaking.source
)
select statement, speaker as id, name, kind, actor from spoke order by key, position"""

# An outlet that tells something in its own voice has no source in the store.
_OWN_VOICES = """
select statements.id as statement, articles.outlet
from json_each(:ids) as asked
cross join statements on statements.id = asked.value and statements.own_voice and statements.source is null
join articles on articles.id = statements.article and articles.outlet is not null"""
_OUTLET = "outlet {}"  # the id of an outlet as one that speaks
# Who takes part in meetings, where it is known who that is: a person that speaks somewhere too is that source.
_TAKING_PART = """
select actors.id as actor, actors.name, actors.kind,
    (select min(id) from sources where sources.actor = actors.id and sources.kind = 'person') as source
from json_each(:keys) as asked cross join actors on actors.id = asked.value"""
_ACTOR = "actor {}"  # the id of an actor that takes part in meetings and speaks nowhere
_KNOWN_SINCE = """
select asked.value as id, min(articles.ingested_at) as since
from json_each(:ids) as asked
cross join statements on statements.source = asked.value
cross join articles on articles.id = statements.article
group by 1
union all
select 'outlet ' || outlet, min(ingested_at) from articles
where outlet in (select value from json_each(:outlets)) group by outlet
union all
select 'actor ' || participants.actor, min(articles.ingested_at)
from json_each(:actors) as asked
cross join participants on participants.actor = asked.value
cross join meeting_reports on meeting_reports.id = participants.report
cross join articles on articles.id = meeting_reports.article
group by participants.actor"""


def publications(db: sqlite3.Connection, articles: Iterable[str]) -> dict[str, Publication]:
    """Return each of these articles (by id) as one cites it."""
    return {row["id"]: Publication(**row) for row in rows(db, _PUBLICATIONS, {"ids": listed(articles)})}


def quotations(db: sqlite3.Connection, records: Iterable[str]) -> dict[str, Quotation]:
    """Return the words of each of these statements and reports of meetings, by id."""
    spots = rows(db, _SPOTS, {"ids": listed(records)})
    articles = {spot["article"] for spot in spots}
    published = publications(db, articles)
    texts = {row["id"]: row["text"] for row in rows(db, _TEXTS, {"ids": listed(sorted(articles))})}
    return {spot["id"]: _quotation(spot, published[spot["article"]], texts[spot["article"]]) for spot in spots}


def _quotation(spot: dict[str, Any], article: Publication, text: str) -> Quotation:
    start, end = spot["start"], spot["end"]
    return Quotation(
        spot["id"],
        article,
        start,
        end,
        exact=text[start:end],
        prefix=text[max(0, start - _AROUND) : start],
        suffix=text[end : end + _AROUND],
    )


def stood_at(db: sqlite3.Connection, filters: Filters, listing: Listing, ids: Iterable[str]) -> dict[str, str]:
    """Return for rows of a list (by their ids) the statement or report of a meeting whose words they show."""
    every = list(ids)
    question = Question.of(db, filters, listing)
    sql = fill(_STOOD_AT, first_report=first_report("asked.value", question.in_places))
    found = {row["id"]: row["record"] for row in rows(db, sql, {**question.values, "ids": listed(every)})}
    return {id_: found.get(id_) or id_ for id_ in every}


def speakers(db: sqlite3.Connection, statements: Iterable[str]) -> defaultdict[str, list[Speaker]]:
    """Return who speaks in each of these statements; none where no source is named."""
    ids = {"ids": listed(statements)}
    found: defaultdict[str, list[Speaker]] = defaultdict(list)
    sql = fill(_SPEAKERS, speaker=_SPEAKER, name=source_name("sources"), actor=known_as("sources.actor"))
    sources = rows(db, sql, ids)
    judged = on_sources(db, {row["id"] for row in sources})
    for row in sources:
        reliability, words = judged[row["id"]]
        found[row.pop("statement")].append(Speaker(**row, reliability=reliability, decided_by=words))
    for row in rows(db, _OWN_VOICES, ids):
        found[row["statement"]].append(outlet(row["outlet"]))
    return found


def outlet(name: str) -> Speaker:
    """Return an outlet as one that speaks."""
    return Speaker(_OUTLET.format(name), name, "outlet", None)


def taking_part(db: sqlite3.Connection, meetings: Iterable[str]) -> dict[str, list[Speaker]]:
    """Return who took part in each meeting, of those of whom it is known who they are: kinds are those of actors."""
    came = attendees_by_key(db, meetings)
    keys = {"keys": listed(sorted({key for people in came.values() for key in people}))}
    actors = rows(db, _TAKING_PART, keys)
    judged = on_sources(db, {row["source"] for row in actors if row["source"]})
    known = {row["actor"]: _one_who_came(row, *judged[row["source"]]) for row in actors}
    return {meeting: [known[key] for key in people if key in known] for meeting, people in came.items()}


def _one_who_came(row: dict[str, Any], reliability: str, words: tuple[Word, ...]) -> Speaker:
    source = row["source"] or _ACTOR.format(row["actor"])
    return Speaker(source, row["name"], row["kind"], row["actor"], reliability, words)


def known_since(db: sqlite3.Connection, who: Iterable[Speaker]) -> dict[str, str]:
    """Return by id when the first article came that has each of them speak or meet; else it is not there."""
    every = list(who)
    asked = {
        "ids": listed(one.id for one in every),
        "outlets": listed(one.name for one in every if one.id == _OUTLET.format(one.name)),
        "actors": listed(one.id.removeprefix("actor ") for one in every if one.id.startswith("actor ")),
    }
    return {row["id"]: row["since"] for row in rows(db, _KNOWN_SINCE, asked)}
