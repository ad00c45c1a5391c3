"""Finding what a person names: actors by any alias, articles and outlets as they are called, records by id.

A name that fits nothing is an error with the nearest names, never an empty answer: an empty list means that the store
holds nothing of that kind about somebody it knows.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.errors import UnknownName
from tracker.store.versions import newest
from tracker.terms import encodable, folded

ID_PREFIX = re.compile(r"[acdmprsw][0-9a-hjkmnp-tv-z]{3,10}")
WHOLE_ID = 11  # a letter and ten more: see records.make_id
_MANY = 5  # names or ids worth listing in an error

# For each letter: the ids that begin with the prefix :prefix (up to :end), and the record each stands for. A claim is
# found by the id of any statement that it ever grouped, also what an outlet tells and is no claim any more; a meeting
# by that of any of its reports; a report that a person discarded, or of an older version of its article, is of none,
# and found itself, as is the statement by which an older version told a claim. Ids that begin with p are of before 1.0,
# when what a statement claims was a record of its own.
_RECORDS = {
    "a": "select id from articles where id >= :prefix and id < :end",
    "s": "select id from statements where id >= :prefix and id < :end",
    "p": "select id from statements where id >= 's' || substr(:prefix, 2) and id < 's' || substr(:end, 2)",
    "c": "select distinct coalesce(claim, id) from statements where id >= 's' || substr(:prefix, 2) "
    "and id < 's' || substr(:end, 2) and (claim is not null or narrated = 'aside' or outdated and exists ("
    "select 1 from outdated_links where kind = 'member' and one = id))",
    "m": "select distinct coalesce(meeting, id) from meeting_reports where id >= 'r' || substr(:prefix, 2) "
    "and id < 'r' || substr(:end, 2)",
    "r": "select id from meeting_reports where id >= :prefix and id < :end",
    "w": "select id from sources where id >= :prefix and id < :end",
    "d": "select id from decisions where id >= :prefix and id < :end",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A record that was asked for: `letter` says which kind (a s c m r w d, or "" for an actor), `id` which one."""

    letter: str
    id: str


def resolve_actor(db: sqlite3.Connection, name: str) -> frozenset[str]:
    """Return the keys of the actors called `name`, in any case, and of those that are one with them.

    An alias that several share means all of them ("Georgia" the country and the state), unless it is the key or the
    first name of some: then those. UnknownName, with names nearby, where there is none.
    """
    known_as = _known_as(db, _named(db, name))
    return frozenset(key for one in known_as for key in one_with(db, one))


def resolve_one_actor(db: sqlite3.Connection, name: str) -> str:
    """Return the key of the one actor called `name`; where several are one, the key that they are known as.

    UnknownName for none or several that are not one.
    """
    return _only(name, "", _known_as(db, _named(db, name))).id


def resolve_member(db: sqlite3.Connection, name: str) -> str:
    """Return the key of the only actor called `name`, not that of another it is one with; else as `resolve_one_actor`.

    UnknownName for none or several that are not one.
    """
    named = _named(db, name)
    return next(iter(named)) if len(named) == 1 else _only(name, "", _known_as(db, named)).id


def one_with(db: sqlite3.Connection, known_as: str) -> list[str]:
    """Return the keys of all actors that are one with the actor `known_as` this key, that key first."""
    sql = "select actor from same_actor where known_as = ? and actor <> known_as order by actor"
    return [known_as, *(row[0] for row in db.execute(sql, (known_as,)))]


def actor_name(db: sqlite3.Connection, key: str) -> str:
    """Return the name of an actor by its key; UnknownName where the store has none."""
    for (name,) in db.execute("select name from actors where id = ?", (key,)):
        return str(name)
    raise UnknownName(f"no actor has the key {key!r}: `tracker actors` lists them")


def matching_actor(db: sqlite3.Connection, name: str) -> tuple[str, str]:
    """Return what to ask for an actor by, and the name to show for it, where a person typed a name or a part of one.

    A whole name is returned as it is. A part ("Vilhena") means the one actor with a name that holds it as whole words
    (Teresa Vilhena): its key and name are returned. UnknownName, with the names, where several have one, and where none
    has.
    """
    if actors_called(db, name):
        return name, name
    sql = "select distinct actor from actor_aliases where instr(' ' || alias || ' ', ' ' || ? || ' ')"
    part = folded(name)
    keys = _known_as(db, [row[0] for row in db.execute(sql, (part,))]) if part else []
    if not keys:
        _named(db, name)
    if len(keys) > 1:
        raise _ambiguous(name, sorted({actor_name(db, key) for key in keys}))
    return keys[0], actor_name(db, keys[0])


def _named(db: sqlite3.Connection, name: str) -> frozenset[str]:
    if found := actors_called(db, name):
        return found
    raise UnknownName(f"no actor is called “{name}”{_near(db, folded(name))}: `tracker actors` lists them")


def _known_as(db: sqlite3.Connection, keys: Iterable[str]) -> list[str]:
    """Return the keys by which actors are known, each once."""
    sql = "select known_as from same_actor where actor = ?"
    return sorted({next((row[0] for row in db.execute(sql, (key,))), key) for key in keys})


def actors_called(db: sqlite3.Connection, name: str) -> frozenset[str]:
    """Return the keys of the actors called `name` themselves, as `resolve_actor` chooses them; none is no error."""
    sql = "select id, name from actor_aliases join actors on id = actor where alias = ?"
    spellings = dict.fromkeys((folded(name), folded(name).removeprefix("the ")))  # "the Kremlin" is "Kremlin"
    found = (dict(tuple(row) for row in db.execute(sql, (spelling,))) for spelling in spellings)
    called = next(filter(None, found), {})
    exactly = {key for key, first_name in called.items() if folded(name) in (folded(key), folded(first_name))}
    return frozenset(exactly or called)


def _near(db: sqlite3.Connection, name: str) -> str:
    """Return names that hold this one as a word, or begin like it and are spelt alike, as a clause for an error."""
    import difflib

    holding = "select distinct alias from actor_aliases where instr(' ' || alias || ' ', ' ' || ? || ' ') order by 1"
    begun = "select distinct alias from actor_aliases where alias >= ? and alias < ? order by 1"
    held = [row[0] for row in db.execute(holding, (name,))]
    aliases = [row[0] for row in db.execute(begun, (name[:1], name[:1] + "\U0010ffff"))]
    near = dict.fromkeys([*difflib.get_close_matches(name, aliases, n=_MANY, cutoff=0.7), *held])
    return f" (near: {', '.join(list(near)[:_MANY])})" if near else ""


def resolve_outlets(db: sqlite3.Connection, name: str) -> frozenset[str]:
    """Return the outlets called `name` in any case, as stored; UnknownName, with some that are, where there is none."""
    outlets = [row[0] for row in db.execute("select distinct outlet from articles where outlet is not null")]
    found = frozenset(outlet for outlet in outlets if folded(outlet) == folded(name))
    if not found:
        near = [outlet for outlet in outlets if folded(name) in folded(outlet)][:_MANY]
        hint = f" (near: {', '.join(near)})" if near else ""
        raise UnknownName(f"no article is from an outlet called “{name}”{hint}: `tracker articles` shows the outlets")
    return found


def matching_outlet(db: sqlite3.Connection, name: str) -> str:
    """Return the outlet that a name or some words of one stand for; UnknownName for none, or several by these words."""
    part = folded(name)
    outlets = [row[0] for row in db.execute("select distinct outlet from articles where outlet is not null order by 1")]
    if not part or any(folded(outlet) == part for outlet in outlets):
        return name
    holding = [outlet for outlet in outlets if f" {part} " in f" {folded(outlet)} "]
    if len(holding) > 1:
        raise _ambiguous(name, holding)
    return holding[0] if holding else name


def resolve_articles(db: sqlite3.Connection, name: str) -> frozenset[str]:
    """Return the ids of the articles with this id, given id or unique beginning of an id; UnknownName for none.

    An older version of an article stands for the newest.
    """
    typed = encodable(name).strip()
    sql = "select id from articles where id = :typed union select id from articles where given_id = :typed"
    if named := [row[0] for row in db.execute(sql, {"typed": typed})]:
        return frozenset(newest(db, id_) for id_ in named)
    if begun := _ids_beginning_with(db, typed) if typed.startswith("a") else []:
        return frozenset([newest(db, _only(typed, "a", begun).id)])
    raise UnknownName(f"no article “{name}”: `tracker articles` lists their ids")


def resolve_article(db: sqlite3.Connection, name: str) -> str:
    """Return the id of the one article with this id, given id or beginning; UnknownName for none or several."""
    ids = sorted(resolve_articles(db, name))
    return _only(encodable(name).strip(), "a", ids).id


def resolve_version(db: sqlite3.Connection, name: str) -> str:
    """Return the id of the version that a whole id of one names; else as `resolve_article`, the newest one."""
    typed = encodable(name).strip()
    is_whole = db.execute("select 1 from articles where id = ?", (typed,)).fetchone()
    return typed if is_whole else resolve_article(db, name)


def resolve_decision(db: sqlite3.Connection, name: str) -> str:
    """Return the id of the decision with this id or unique beginning of one; UnknownName for none or several."""
    typed = encodable(name).strip()
    found = _ids_beginning_with(db, typed) if typed.startswith("d") else []
    if not found:
        raise UnknownName(
            f"no decision “{name}”: `tracker show ARTICLE` lists those on an article, `tracker actor show` on an actor"
        )
    return _only(typed, "d", found).id


def resolve_statement(db: sqlite3.Connection, name: str) -> str:
    """Return the id of the statement with this id, its own or that of its proposition before 1.0; else UnknownName."""
    record = find_record(db, name)
    if record.letter != "s":
        raise UnknownName(f"{name} is no statement: `tracker denials` and `tracker show CLAIM` list their ids")
    return record.id


def resolve_report(db: sqlite3.Connection, name: str) -> str:
    """Return the first report of a claim, or the statement itself that reports one.

    UnknownName for any other record, or a statement that reports no claim.
    """
    record = find_record(db, name)
    if record.letter not in ("c", "s"):
        raise UnknownName(f"{name} is no claim: `tracker claims` lists their ids")
    sql = {
        "c": "select statement from claims where id = ?",
        "s": "select id from statements where id = ? and claim is not null",
    }
    for (statement,) in db.execute(sql[record.letter], (record.id,)):
        return str(statement)
    raise UnknownName(f"{name} reports no claim: `tracker claims` lists those there are")


def claim_of(db: sqlite3.Connection, statement: str) -> str:
    """Return the id of the claim that a statement reports; UnknownName where it reports none."""
    for (claim,) in db.execute("select claim from statements where id = ? and claim is not null", (statement,)):
        return str(claim)
    raise UnknownName(f"{statement} reports no claim: `tracker claims` lists those there are")


def members_of(db: sqlite3.Connection, claim: str) -> list[str]:
    """Return the statements that report a claim, in the order of their ids."""
    return [row[0] for row in db.execute("select id from statements where claim = ? order by 1", (claim,))]


def find_record(db: sqlite3.Connection, name: str) -> Named:
    """Return the record that an id, its beginning (four characters and more, if only one fits) or a name stands for.

    A whole id goes before an article's given id, that before an actor's name, and the beginning of an id comes last.
    UnknownName where nothing fits, or several do.
    """
    typed = encodable(name).strip()
    by_id = _ids_beginning_with(db, typed)
    if not by_id or len(typed) < WHOLE_ID:
        sql = "select id from articles where given_id = ? and newer is null order by id"
        given = [row[0] for row in db.execute(sql, (typed,))]
        for letter, named in (("a", given), ("", _known_as(db, actors_called(db, typed)))):
            if named:
                return _only(typed, letter, named)
    if not by_id:
        near = _near(db, folded(typed))
        raise UnknownName(
            f"nothing is called “{name}”{near}: give an id from a list such as `tracker claims`, at "
            "least four characters of one, or an actor's name"
        )
    return _only(typed, by_id[0][0], by_id)


def _only(typed: str, letter: str, ids: list[str]) -> Named:
    if len(ids) > 1:
        raise _ambiguous(typed, ids)
    return Named(letter, ids[0])


def _ambiguous(typed: str, ids: Iterable[str]) -> UnknownName:
    several = list(ids)
    more = f" and {len(several) - _MANY} more" if len(several) > _MANY else ""
    return UnknownName(f"“{typed}” may be {', '.join(several[:_MANY])}{more}: give one of them whole")


def _ids_beginning_with(db: sqlite3.Connection, prefix: str) -> list[str]:
    """Return the ids of the records whose id begins with `prefix`, in order."""
    if not ID_PREFIX.fullmatch(prefix):
        return []
    values = {"prefix": prefix, "end": prefix + "{"}  # "{" comes after every letter of an id
    return [row[0] for row in db.execute(_RECORDS[prefix[0]] + " order by 1", values)]
