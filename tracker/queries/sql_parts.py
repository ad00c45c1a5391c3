"""Parts of SQL that queries share, so that "who says it" and "its first assertion" mean the same everywhere.

A query is a template with gaps in braces; `fill` puts the shared parts (`{who}`, `{article}`, `{first}` …) and its own
into them.

A `cross join` is SQLite's way to say in which order tables are read: from the few rows asked for to the many that hold
their details, each by its key. Without statistics SQLite would now and then begin with the largest table.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.store.sql_parts import DENIED_ELSEWHERE, FIRST_REPORT, SHARED

__all__ = ["DENIED_ELSEWHERE", "FIRST_REPORT"]

NOBODY_NAMED = "(no source named)"
OUTLET_NOT_KNOWN = "(outlet not known)"
NOBODY_ASSERTS = "(nobody asserts it)"

# The name of a source; of a person that is one with others, the name that they are known by.
_SOURCE_NAME = """coalesce((
    select actors.name from same_actor join actors on actors.id = known_as
    where same_actor.actor = {source}.actor and {source}.kind = 'person'
), {source}.name)"""
_KNOWN_AS = "coalesce((select known_as from same_actor where same_actor.actor = {key}), {key})"
_NAME_OF = "(select called.name from actors as called where called.id = {key})"
_SPEAKS_FOR = _KNOWN_AS.format(key="coalesce(statements.acts_for, sources.actor)")


def _names(role: str, before: str, between: str) -> str:
    """The SQL of the names of a statement's further sources in a role, in order and joined; '' where it has none."""
    name = _SOURCE_NAME.format(source="one")
    return f"""coalesce((
    select '{before}' || group_concat(name, '{between}')
    from (select {name} as name from statement_sources as others join sources as one on one.id = others.source
        where others.statement = statements.id and others.role = '{role}' order by others.position)
), '')"""


_VIA = _names("via", " via ", ", ")  # through whom it came, nearest first: "Xi via the Chinese account"
_BESIDE = _names("beside", " and ", " and ")  # who says it too: "France and Germany"
_OUTLET = f"iif(statements.own_voice, coalesce(articles.outlet, '{OUTLET_NOT_KNOWN}'), '{NOBODY_NAMED}')"

_SHARED = {
    **SHARED,
    "counts": "picked.nth, picked.fitting, picked.undated",  # Question.pick takes these out of each row
    "who": f"coalesce({_SOURCE_NAME.format(source='sources')}, {_OUTLET}) || {_BESIDE} || {_VIA}",
    "actor": _SPEAKS_FOR,
    "actor_name": _NAME_OF.format(key=_SPEAKS_FOR),
    "article": "coalesce(articles.given_id, articles.id)",
    "date_of": "case when statements.said is not null then 'said' "
    "when articles.published is not null then 'reported' end",
    # The id of the meeting of a report. A report that is only possible has none: where such are asked for it is a
    # meeting by itself, with the id of the report (see store.opening.show_from); else no meeting has that id.
    "meeting_of": "coalesce(meeting_reports.meeting, meeting_reports.id)",
    "of_meetings": "(meeting_reports.meeting in (select value from json_each(:meetings)) "
    "or meeting_reports.id in (select value from json_each(:meetings)))",
    "report_count": "max(1, (select count(*) from meeting_reports where meeting = meetings.id))",
    "plainest": "case reports.stance when 'deny' then 0 when 'deny_knowledge' then 1 else 2 end",
}

# `whom`: for each statement of `picked`, the claim that it answers best (other than by another figure), what that says
# and who asserted it first. What a denial itself spells out counts only where it answers nothing else, and then nobody
# asserted it.
ANSWERED = """
answered as (
    select picked.id, answers.reason, answers.decision, contested.n as statement, contested.claim, row_number() over (
            partition by picked.id order by contested.n = statements.n, answers.score desc, answers.answered) as rank
    from picked
    cross join statements on statements.n = picked.statement
    cross join answers on answers.statement = statements.id and answers.state = 'linked'
        and answers.stance <> 'other_figure'
    cross join statements as contested on contested.id = answers.answered
), whom as (
    select answered.id, answered.claim, answered.reason, answered.decision, statements.claimed as words,
        iif(statements.stance in ('deny', 'deny_knowledge'), null, {who}) as who,
        iif(statements.stance in ('deny', 'deny_knowledge'), null, {actor}) as actor
    from answered
    cross join statements on statements.n = coalesce({first_report}, answered.statement)
    join articles on articles.id = statements.article
    left join sources on sources.id = statements.source
    where answered.rank = 1
)"""


def fill(sql: str, **gaps: str) -> str:
    """Return an SQL statement with the shared parts and `gaps` put in where it names them in braces."""
    return sql.format_map({**_SHARED, **gaps})


def source_name(source: str) -> str:
    """Return the SQL of the name of a row of `sources`, and where persons are one, that by which they are known."""
    return _SOURCE_NAME.format(source=source)


def known_as(key: str) -> str:
    """Return the SQL of the key by which the actor of a `key` (SQL) is known, where it is one with others."""
    return _KNOWN_AS.format(key=key)


def actor_name(key: str) -> str:
    """Return the SQL of the name by which the actor of a `key` (SQL) is known."""
    return _NAME_OF.format(key=known_as(key))


def first_report(claim: str, placed: str = "true") -> str:
    """Return the SQL of the number of the report at which lists show a claim (SQL of its id).

    `placed` is a condition that narrows the articles.
    """
    return fill(FIRST_REPORT, claim=claim, placed=placed)


def answered() -> str:
    """Return the SQL of the tables `answered` and `whom`: what each statement of `picked` answers, and whose it is."""
    return fill(ANSWERED, first_report=first_report("answered.claim"))


def every(conditions: Iterable[str]) -> str:
    """Return the condition that every one of `conditions` holds; "true" where there are none."""
    return " and ".join(conditions) or "true"


def rows(db: sqlite3.Connection, sql: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
    """Return the rows of a statement by the names of its columns, whatever row factory the connection has."""
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def listed(values: Iterable[str]) -> str:
    """Return values as a JSON list, to be bound and read by SQLite's json_each."""
    return json.dumps(list(values))
