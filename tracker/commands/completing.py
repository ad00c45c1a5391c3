"""What a shell completes from the store: names of actors and outlets, ids of records.

A shell asks at each key, so it is answered from the store's indices and with a few words; where there is no store to
read, nothing is completed and nothing is said.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from tracker.errors import TrackerError
from tracker.store.opening import default_path, open_to_read
from tracker.terms import folded

_MOST = 50  # completions: as many as a person looks through
_END = "\U0010ffff"  # comes after every name that begins in the same way

# Names that begin with what was typed; of those in which a later word does, the rest from that word on.
_ACTORS = """
select distinct name from actors where lower(name) >= :begun and lower(name) < :end
union
select distinct substr(name, instr(lower(name), ' ' || :begun) + 1) from actors
where :begun <> '' and instr(lower(name), ' ' || :begun)
order by 1 limit :many"""
_OUTLETS = """
select distinct outlet from articles where lower(outlet) >= :begun and lower(outlet) < :end order by 1 limit :many"""
_ARTICLES = """
select id, coalesce(title, outlet, '') from articles where id >= :begun and id < :end and newer is null
order by 1 limit :many"""
_CLAIMS = """
select id, words from claims
where claims.id >= :begun and claims.id < :end order by 1 limit :many"""
_STATEMENTS = """
select id, words from statements where id >= :begun and id < :end and not hidden order by 1 limit :many"""
_MEETINGS = """
select meetings.id, meeting_reports.words from meetings join meeting_reports on meeting_reports.id = 'r' ||
    substr(meetings.id, 2)
where meetings.id >= :begun and meetings.id < :end order by 1 limit :many"""
_SOURCES = "select id, name from sources where id >= :begun and id < :end order by 1 limit :many"
_DECISIONS = "select id, kind || ' ' || subject from decisions where id >= :begun and id < :end order by 1 limit :many"
# By the first letter of the ids.
_IDS = {
    "a": _ARTICLES, "c": _CLAIMS, "s": _STATEMENTS, "m": _MEETINGS, "w": _SOURCES, "d": _DECISIONS,
}  # fmt: skip

Completed = list[str] | list[tuple[str, str]]


def actor(context: typer.Context, incomplete: str) -> Completed:
    """Return the names of actors that begin so, and of those with a later word that does the rest ("Vilhena")."""
    return _names(context, _ACTORS, incomplete)


def outlet(context: typer.Context, incomplete: str) -> Completed:
    """Return the outlets that begin so."""
    return _names(context, _OUTLETS, incomplete)


def ids(letters: str) -> Callable[[typer.Context, str], Completed]:
    """Return what completes the ids that begin with one of `letters`, each with its record's first words."""

    def complete(context: typer.Context, incomplete: str) -> Completed:
        kinds = [letter for letter in letters if letter == incomplete[:1] or not incomplete]
        return [(id_, words) for letter in kinds for id_, words in _rows(context, _IDS[letter], incomplete)]

    return complete


def page(incomplete: str) -> list[str]:
    """Return the pages of `tracker docs` that begin so."""
    from tracker.commands.pages import pages

    return [name for name in pages() if name.startswith(incomplete)]


def one_of(values: Sequence[str]) -> Callable[[str], list[str]]:
    """Return what completes one of these values."""
    return lambda incomplete: [value for value in values if value.startswith(incomplete)]


def _names(context: typer.Context, sql: str, incomplete: str) -> Completed:
    """Return names as the shell takes them: they go on from what was typed, and bash splits words at a bare space."""
    is_bash = os.environ.get("_TRACKER_COMPLETE") == "complete_bash"
    names = (incomplete + row[0][len(incomplete) :] for row in _rows(context, sql, folded(incomplete)))
    return [name.replace(" ", r"\ ") if is_bash else name for name in names]


def _rows(context: typer.Context, sql: str, begun: str) -> list[tuple[str, ...]]:
    path = context.params.get("db") or default_path()
    try:
        db = open_to_read(Path(path))
        return db.execute(sql, {"begun": begun, "end": begun + _END, "many": _MOST}).fetchall()
    except (TrackerError, sqlite3.Error):
        return []
