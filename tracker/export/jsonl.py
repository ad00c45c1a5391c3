"""The whole store, or some of its articles, as lines of JSON that `tracker import` reads back.

A header, then a line for each version of each article with all that was read from it, in the order of their ids, then a
line for each decision in the order in which they hold, those too that were taken back. The order in which articles came
is not in them, so stores with the same content give the same bytes. What linking finds (claims, answers, meetings) is
left out: the store that imports the lines finds it again. So is the time at which an article came into this store, but
for a later version of one, which stands from then on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from importlib.metadata import version

from tracker.export.forms import Form, form_of, line_of
from tracker.records import Decision, Meeting, Statement
from tracker.store.decisions import decisions
from tracker.store.extractions import StoredExtraction, stored_extraction
from tracker.store.merging import ids_named, missing, says_something
from tracker.store.opening import SCHEMA_VERSION
from tracker.store.outdated import NOTHING

VERSION = 1  # of the form of these lines; raised when an older tracker could not read them

_VERSIONS = """
select id from articles
where first_version in (select first_version from articles where id in (select value from json_each(?)))
order by first_version, version
"""
_EVERY = "select id from articles order by first_version, version"
# The ids of these articles and of all in them that decisions can stand on.
_RECORDS_IN = """
with these (id) as (select value from json_each(?))
select id from these
union select id from statements where article in (select id from these)
union select id from meeting_reports where article in (select id from these)
union select id from sources where article in (select id from these)
union select source from spoken where article in (select id from these)
union select actor from named where article in (select id from these)
"""


def lines(db: sqlite3.Connection, articles: Sequence[str] | None) -> Iterator[bytes]:
    """Yield the lines of a store: all of it, or these articles (ids) with every version and what stands on them.

    A decision that stands on other articles too is there whole: an importing store leaves it out where it says nothing
    without them.
    """
    db.execute("begin")  # one state of the store, whoever writes to it meanwhile
    try:
        found = db.execute(_EVERY) if articles is None else db.execute(_VERSIONS, (_json(articles),))
        ids = [row[0] for row in found]
        history = decisions(db)
        exported = history if articles is None else list(_standing_on(db, ids, history))
        yield _header(len(ids), len(exported))
        for id_ in ids:
            yield line_of(article_line(stored_extraction(db, id_)))
        gone = missing(db, ids_named(history))
        for decision in exported:
            yield line_of(decision_line(decision, waits=not says_something(decision, gone)))
    finally:
        db.execute("rollback")


def _header(articles: int, decisions_: int) -> bytes:
    """Return the first line; it says how many follow, so that a file that was cut off is recognised."""
    form = {"tracker": "export", "version": VERSION, "store_version": SCHEMA_VERSION, "program": version("tracker")}
    return line_of({**form, "articles": articles, "decisions": decisions_})


def _standing_on(db: sqlite3.Connection, articles: Sequence[str], history: Sequence[Decision]) -> Iterator[Decision]:
    """Yield the decisions that stand on any record of the articles, and those that take them back."""
    here = {row[0] for row in db.execute(_RECORDS_IN, (_json(articles),))}
    for decision in history:
        if not here.isdisjoint(ids_named([decision])):
            here.add(decision.id)
            yield decision


def article_line(stored: StoredExtraction) -> Form:
    """Return the form of an article with all that was read from it."""
    extraction = stored.extraction
    values = {field.name: getattr(stored, field.name) for field in fields(stored) if field.name != "extraction"}
    return {
        "tracker": "article",
        "id": extraction.article.id,
        **{name: form_of(value) for name, value in values.items() if value is not None and value != NOTHING},
        "article": form_of(replace(extraction.article, kept_id=None)),
        "actors": form_of(extraction.actors),
        "statements": list(map(_with_id, extraction.statements)),
        "narrated": list(map(_with_id, extraction.narrated)),
        "meetings": list(map(_with_id, extraction.meetings)),
    }


def decision_line(decision: Decision, *, waits: bool) -> Form:
    """Return the form of a decision; it `waits` where the store no longer holds what it stands on."""
    return {"tracker": "decision", **form_of(decision), **({"waits": True} if waits else {})}


def _with_id(record: Statement | Meeting) -> Form:
    form: Form = form_of(record)
    del form["article_id"]
    return {"id": record.id, **form}


def _json(ids: Sequence[str]) -> str:
    return json.dumps(list(ids))
