"""The articles, with how much was read from each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from tracker.queries.filters import Filters, Found
from tracker.queries.listings import ARTICLES
from tracker.queries.question import Question
from tracker.queries.sql_parts import every, fill, listed, rows
from tracker.views.articles import ArticleRow

_MATCHING = """
    select id, n as article, published_first as first, published_last as last, outlet, ingested_at
    from articles
    where newer is null and {in_places} and {asked}"""
_ABOUT = "articles.n in (select rowid from articles_fts where articles_fts match :about)"
_MENTIONING = """articles.id in (
        select article from statements where id in ({mentioned})
        union select article from meeting_reports where id in ({reported}))"""
# The same asked of one article, where few are asked about.
_MENTIONS = """(exists (select 1 from statements where statements.article = articles.id and {statement})
    or exists (select 1 from meeting_reports where meeting_reports.article = articles.id and {report}))"""

# How much the lists show of the articles that are {these}; a meeting that several tell counts once.
_HELD = """
    (select count(*) from statements where statements.article {these} and not hidden) as statements,
    (select count(*) from statements
     where statements.article {these} and not hidden and stance in ('deny', 'deny_knowledge')) as denials,
    (select count(distinct {meeting_of}) from meeting_reports
     where meeting_reports.article {these} and {meeting_of} in (select id from meetings)) as meetings"""
_SELECT = f"""
select {{counts}}, articles.id, given_id, published, published_from, articles.outlet, title, url, words,{_HELD},
    articles.ingested_at, language, version,
    (select json_group_array(key) from (
        select key from json_each(articles.as_read) where key <> 'published_from' order by key)) as set_by_person
from picked join articles on articles.n = picked.article"""


def articles(db: sqlite3.Connection, filters: Filters) -> Found[ArticleRow]:
    """Return the articles that fit; `about` searches title and text. Orders: published, latest, outlet, ingested."""
    question = Question.of(db, filters, ARTICLES)
    return question.pick(_matching(question), fill(_SELECT, these="= articles.id")).map(_row)


def articles_and_outlets(db: sqlite3.Connection, filters: Filters) -> tuple[int, int]:
    """Return how many articles fit, and from how many outlets; what has none that is known counts for nothing."""
    question = Question.of(db, filters, ARTICLES)
    numbers = "select count(*) as articles, count(distinct outlet) as outlets from picked"
    (counts,) = question.tally(_matching(question), numbers)
    return int(counts["articles"]), int(counts["outlets"])


def _matching(question: Question) -> str:
    return _MATCHING.format(in_places=question.in_places, asked=every(mentioning(question)))


def mentioning(question: Question) -> list[str]:
    """Return the conditions that an article names each actor asked for, and has the words that it shall be about.

    Of fewer statements than an actor is in (`Question.hits`) it is asked one by one whether he is.
    """
    rare, _ = question.filters_to_list(dated=False)
    conditions = [
        _MENTIONING.format(mentioned=question.statements_of(actor), reported=question.reports_of(actor))
        if question.hits is None or actor in rare
        else _MENTIONS.format(
            statement=question.is_in_statement(actor, "statements.id"),
            report=question.is_in_report(actor, "meeting_reports.id"),
        )
        for actor in question.actors
    ]
    return [*conditions, *([_ABOUT] if question.filters.about is not None else [])]


def number_of_records(db: sqlite3.Connection, articles: Iterable[str]) -> tuple[int, int, int]:
    """Return how many statements, denials and meetings the lists show of these articles (ids), each meeting once."""
    sql = fill(f"select {_HELD}", these="in (select value from json_each(:ids))")
    (counts,) = rows(db, sql, {"ids": listed(articles)})
    return counts["statements"], counts["denials"], counts["meetings"]


def _row(row: dict[str, Any]) -> ArticleRow:
    return ArticleRow(**{**row, "set_by_person": tuple(json.loads(row["set_by_person"]))})
