"""Deleting what was read from an article, with all that refers to it, and what of actors and sources nothing refers to.

What several articles tell of an actor or a source is kept by article (tables `named` and `spoken`), so that both are
rewritten from the articles that are left.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What the deletion of an article's records leaves to be done; see `Store.forget_records`.

    `statements` and meeting `reports` (ids) of other articles were grouped with its own and must be regrouped. Its
    records referred to `actors` (keys); `named` has the rows of table `named` that it had of them (JSON, by key), and
    `sources` those of its sources that other articles may share.
    """

    statements: list[str]
    reports: list[str]
    actors: list[str]
    named: dict[str, str]
    sources: list[str]


# The sources that speak in article ?1; and the actors that it names or its records refer to, with whom these act for.
_SPEAKERS = """
select source from statements where article = ?1 and source is not null
union select source from statement_sources where statement in (select id from statements where article = ?1)
"""
_REFERRED_ACTORS = f"""
with recursive referred (actor) as (
    select actor from named where article = ?1
    union select mentions.actor from spans join mentions on span = n where article = ?1
    union select actor from sources where id in ({_SPEAKERS})
    union select acts_for from statements where article = ?1
    union select actor from participants where report in (select id from meeting_reports where article = ?1)
    union select acts_for from participants where report in (select id from meeting_reports where article = ?1)
    union select for_actor from referred join acts_for on acts_for.actor = referred.actor
)
select actor from referred where actor is not null order by actor
"""
_NAMED = "select actor, details from named where article = ? order by actor"
_IS_NAMED = """
select exists (select 1 from named where actor = ?1), exists (select 1 from named where actor = ?1 and details = ?2)"""
# Rewrite actor ?1, with its aliases and whom it acts for, from the rows of `named` that are left of it.
_REWRITE_ACTOR = (
    """
    update actors set name = (select max(details ->> 'name') from named where actor = ?1), kind = (
        select details ->> 'kind' from named join articles on articles.id = named.article where actor = ?1
        order by n desc limit 1)
    where id = ?1""",
    "delete from actor_aliases where actor = ?1 and not given",
    """
    insert into actor_aliases (alias, actor)
    select distinct value, ?1 from named, json_each(details, '$.aliases') where actor = ?1
    on conflict do update set given = 0""",
    "delete from acts_for where actor = ?1",
    """
    insert into acts_for (actor, for_actor, since, until, reason)
    select ?1, value ->> 0, value ->> 1, value ->> 2, min(value ->> 3)
    from named, json_each(details, '$.acts_for') where actor = ?1 group by 1, 2, 3, 4""",
)
_DELETE_UNREFERRED_ACTOR = """
delete from actors where id = ?1
    and not exists (select 1 from mentions where actor = ?1 and shown and statement is not null)
    and not exists (select 1 from mentions where actor = ?1 and shown and report is not null)
    and not exists (select 1 from mentions where actor = ?1 and not shown)
    and not exists (select 1 from sources where actor = ?1)
    and not exists (select 1 from participants where actor = ?1)
    and not exists (select 1 from participants where acts_for = ?1)
    and not exists (select 1 from acts_for where for_actor = ?1)
    and not exists (select 1 from statements where acts_for = ?1)
    and not exists (select 1 from named where actor = ?1)
"""
_DELETE_SILENT_SOURCE = """
delete from sources where id = ?1
    and not exists (select 1 from statements where source = ?1)
    and not exists (select 1 from statement_sources where source = ?1)
"""
# Rewrite source ?1 from the rows of `spoken` that are left of it, those read by the extractor that read the last one.
_REWRITE_SOURCE = """
update sources set (name, kind, actor) = (
    select max(spoken.name), min(spoken.kind), min(spoken.actor)
    from spoken join articles on articles.id = spoken.article
    where source = ?1 and found_by = (
        select found_by from spoken join articles on articles.id = spoken.article where source = ?1
        order by n desc limit 1))
where id = ?1 and exists (select 1 from spoken where source = ?1)"""
# Of the links that older versions of articles had, drop those whose other end is gone; a member stays without it.
_DROP_OUTDATED_LINKS = (
    "update or replace outdated_links set other = '' "
    "where kind = 'member' and other <> '' and other not in (select id from statements)",
    "delete from outdated_links where one not in (select id from statements) "
    "or other <> '' and other not in (select id from statements)",
)

# The meeting reports of other articles of which only article ?1 tells whom a participant acts for.
REPORTS_INFORMED_BY = """
select other.report from meeting_reports
join participants on participants.report = meeting_reports.id and participants.acts_for is not null
join participants as other on other.actor = participants.actor and other.acts_for is null
where meeting_reports.article = ?1 and not exists (
    select 1 from participants as known join meeting_reports as others on others.id = known.report
    where known.actor = participants.actor and known.acts_for = participants.acts_for and others.article <> ?1)
"""
_GROUPED_WITH = """
select id from statements where article <> ?1 and id in (
    select mates.id from statements as own cross join statements as mates on mates.claim = own.claim
    where own.article = ?1
    union select answered from statements join answers on statement = id where article = ?1
    union select other from statements join same_claim on one = id where article = ?1 and joins
    union select one from statements join same_claim on other = id where article = ?1 and joins)
"""


def delete_records(db: sqlite3.Connection, article_id: str) -> Forgotten:
    """Delete all that was read from the article, every link to it, and sources that speak nowhere else."""
    statements, reports = grouped_with(db, article_id)
    actors = _column(db, _REFERRED_ACTORS, article_id)
    named = {row[0]: row[1] for row in db.execute(_NAMED, (article_id,))}
    shared = _column(db, "select source from spoken where article = ?", article_id)
    speakers = _column(db, _SPEAKERS, article_id)
    db.execute(
        "delete from meetings where id in (select meeting from meeting_reports where article = ?)", (article_id,)
    )
    for table in ("spans", "statements", "meeting_reports", "sources", "article_terms", "named", "spoken"):
        db.execute(f"delete from {table} where article = ?", (article_id,))
    db.executemany(_DELETE_SILENT_SOURCE, [(speaker,) for speaker in speakers])
    return Forgotten(statements, reports, actors, named, shared)


def delete_article(db: sqlite3.Connection, article_id: str, forgotten: Forgotten) -> None:
    """Delete the row of an article whose records are deleted (`forgotten`), and actors that only it named."""
    db.execute("delete from articles where id = ?", (article_id,))
    for sql in _DROP_OUTDATED_LINKS:
        db.execute(sql)
    db.executemany(_REWRITE_SOURCE, [(source,) for source in forgotten.sources])
    settle_actors(db, forgotten)


def settle_actors(db: sqlite3.Connection, forgotten: Forgotten) -> None:
    """Rewrite the actors that the deleted records named otherwise, and delete those that nothing refers to."""
    for key, details in forgotten.named.items():
        is_named, is_named_alike = db.execute(_IS_NAMED, (key, details)).fetchone()
        if is_named and not is_named_alike:
            for sql in _REWRITE_ACTOR:
                db.execute(sql, (key,))
    left = forgotten.actors
    while gone := [key for key in left if db.execute(_DELETE_UNREFERRED_ACTOR, (key,)).rowcount]:
        left = [key for key in left if key not in gone]  # those that the deleted acted for may go now


def grouped_with(db: sqlite3.Connection, article_id: str) -> tuple[list[str], list[str]]:
    """Return the statements and the meeting reports of other articles that are grouped with those of this one."""
    statements = _column(db, _GROUPED_WITH, article_id)
    reports = _column(
        db,
        "select id from meeting_reports where article <> ?1 and meeting in (select meeting from meeting_reports "
        f"where article = ?1) union {REPORTS_INFORMED_BY}",
        article_id,
    )
    return statements, reports


def _column(db: sqlite3.Connection, sql: str, value: str) -> list[str]:
    return [row[0] for row in db.execute(sql, (value,))]
