"""The records of a stored article, each as one text, to compare them before and after it is read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recorded:
    """A statement or a report of a meeting as stored: `said` is all that it says, as one text to compare.

    `dates` are the TIMEX3 values of when it was said and what it says happens, or of when the meeting was held.
    """

    id: str
    kind: str  # "meeting", else the stance of the statement
    said: str
    dates: Mapping[str, str | None]


_PLACES = """(
    select json_group_array(json_array(role, start, end, reason)) from (
        select role, start, end, reason from spans where {owner} and role <> 'mention'
        order by role, start, end, reason))"""
_MENTIONED = """(
    select json_group_array(json_array(start, end, actor, role, reason)) from (
        select start, end, actor, mentions.role, mentions.reason from spans join mentions on span = n
        where spans.{owner} order by 1, 2, 3, 4))"""
_OTHERS = """(
    select json_group_array(source) from (
        select source from statement_sources where statement = statements.id and role = '{role}' order by position))"""
_OF_STATEMENT, _OF_REPORT = "statement = statements.id", "report = meeting_reports.id"
_RECORDED = f"""
select id, stance as kind, json_array(
    source, acts_for, anonymity, number, stance, force, own_voice, said, certainty, claimed, terms, core, negated,
    spelled_out, (
        select json_group_array(json_array(least, most, of_what)) from (
            select * from figures where statement = statements.id order by position)),
    happened, {_OTHERS.format(role="via")}, {_OTHERS.format(role="beside")},
    {_PLACES.format(owner=_OF_STATEMENT)}, {_MENTIONED.format(owner=_OF_STATEMENT)}) as content,
    json_object('said', said, 'happened', happened) as dates
from statements where article = ?1 and narrated is null
union all
select id, 'meeting', json_array(
    status, mode, place, place_country, held, old, count, again, start, end, reason, (
        select json_group_array(json_array(name, actor, acts_for, role)) from (
            select name, actor, acts_for, role from participants where report = meeting_reports.id order by position)),
    (select json_group_array(words) from (
        select words from spans where report = meeting_reports.id and role = 'topic' order by start)),
    {_PLACES.format(owner=_OF_REPORT)}, {_MENTIONED.format(owner=_OF_REPORT)}),
    json_object('held', held)
from meeting_reports where article = ?1
order by id
"""


def recorded(db: sqlite3.Connection, article_id: str) -> list[Recorded]:
    """Return the cited statements of an article and its reports of meetings, in the order of their ids."""
    rows = db.execute(_RECORDED, (article_id,)).fetchall()
    return [Recorded(id_, kind, content, json.loads(dates)) for id_, kind, content, dates in rows]
