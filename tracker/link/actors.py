"""Which actors are one: persons whom articles spell otherwise, and whatever a person said is one.

An actor has the key that its name makes, so the same spelling is the same actor everywhere. Beyond that the program
joins two persons only where it is safe: where one spelling is a usual variant of the other, or short for it, and both
act for the same; or where the names differ in accents alone and nothing speaks against it. Two whom the lexicon lists
are two. Whoever fits two that cannot be one is left alone. All this is a function of the actors that the store holds,
so the order in which articles come changes nothing.

What a person decided goes before: a merge joins what the program would not; a split sets an actor apart from all that
it was one with, and keeps the program from joining it again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from sqlite3 import Row

from tracker.lexicon.actors import offices
from tracker.link.meetings import regroup
from tracker.link.spellings import Fit, Spelling, fit, spelling
from tracker.records import Decision
from tracker.store.decisions import decisions, in_force
from tracker.store.store import Store

_UNNAMED = ""  # filed under nothing: a single name, or no person

_PERSONS = """
select id, name, kind,
    (select json_group_array(alias) from actor_aliases where actor = actors.id and not given) as aliases,
    (select json_group_array(for_actor) from (
        select distinct for_actor from acts_for where actor = actors.id order by for_actor)) as acts_for
from actors
where id in (select value from json_each(?))
order by id
"""
_SPELT_ALIKE = """
select other.id from actors as one join actors as other on other.spelling = one.spelling
where one.id in (select value from json_each(?)) and one.spelling <> ''
union
select other.actor from same_actor as one join same_actor as other on other.known_as = one.known_as
where one.actor in (select value from json_each(?))
"""
_KNOWN_AS = "select actor, known_as from same_actor where actor in (select value from json_each(?))"
# The meeting reports that any of the actors takes part in, or somebody who acts for one.
_REPORTS = """
select report from participants where actor in (select value from json_each(?1))
union
select report from participants where acts_for in (select value from json_each(?1))
"""

SameActor = tuple[str, str, str, str | None]  # a row of `same_actor`: actor, known as, reason, decision


@dataclass(frozen=True, slots=True)
class Person:
    """An actor as far as sameness needs it: its names, the first one first, and whom it acts for.

    It has no spellings where it is no person or has a single name; `listed` is whether the lexicon has it.
    """

    key: str
    name: str
    spellings: tuple[Spelling, ...]
    acts_for: frozenset[str]
    listed: bool

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Of persons that are one, the one with the highest gives the name: listed, else with the fullest name."""
        return self.listed, len(self.name.split()), len(self.name)


def same_person(one: Person, other: Person) -> str | None:
    """Return why two are one person; None where they are not, or it is not safe to say so. It is symmetric."""
    name_fit = _fit(one, other)
    if name_fit is None or _cannot_be_one(one, other):
        return None
    shared = sorted(one.acts_for & other.acts_for)
    names = " and ".join(f"“{person.name}”" for person in sorted((one, other), key=lambda p: p.key))
    if name_fit == "alike":
        return f"{names} differ in accents, hyphens or capitals alone"
    if not shared:
        return None
    how = "are spellings of one name" if name_fit == "respelt" else "are one name, once shortened"
    return f"{names} {how}, and both act for {shared[0]}"


def link_actors(store: Store, keys: Iterable[str]) -> None:
    """Decide anew which of these actors (keys) and those spelt like them are one, and regroup their meetings."""
    standing = [one for one in in_force(decisions(store.db)) if one.kind in ("alias", "merge", "split")]
    among = actors_possibly_same(store, _filed(store, keys), standing)
    before = _known_as(store, among)
    persons = [_person(row) for row in store.rows(_PERSONS, json.dumps(sorted(among)))]
    given = [(one.subject, str(one.value["alias"])) for one in standing if one.kind == "alias"]
    store.put_given_aliases(among, [(key, name) for key, name in given if key in among])
    store.put_same_actors(among, _same_actors(persons, standing))
    after = _known_as(store, among)
    changed = [key for key in sorted(among) if before.get(key, key) != after.get(key, key)]
    if changed:
        regroup(store, [row["report"] for row in store.rows(_REPORTS, json.dumps(changed))])


def actors_possibly_same(store: Store, keys: Iterable[str], standing: Sequence[Decision] | None = None) -> set[str]:
    """Return the actors that may be one with any of these, by their spelling or by a decision that is in force."""
    if standing is None:
        standing = in_force(decisions(store.db))
    merged = [(one.subject, str(one.value["known_as"])) for one in standing if one.kind == "merge"]
    found: set[str] = set()
    edge = set(keys)
    while edge:
        found |= edge
        asked = json.dumps(sorted(edge))
        alike = {row[0] for row in store.rows(_SPELT_ALIKE, asked, asked)}
        edge = (alike | {key for pair in merged if found & set(pair) for key in pair}) - found
    return found


def _filed(store: Store, keys: Iterable[str]) -> set[str]:
    """File each of these actors, and those that an older version left, under how it is spelt; return them all."""
    rows = store.rows(
        "select id, name, kind, spelling from actors where spelling is null or id in (select value from json_each(?))",
        json.dumps(sorted(keys)),
    )
    filed = {row["id"]: _filed_under(row) for row in rows}
    store.put_spellings({row["id"]: filed[row["id"]] for row in rows if row["spelling"] != filed[row["id"]]})
    return {*keys, *filed}


def _filed_under(row: Row) -> str:
    spelt = spelling(row["name"]) if row["kind"] == "person" else None
    return spelt.filed if spelt else _UNNAMED


def _known_as(store: Store, keys: Iterable[str]) -> dict[str, str]:
    return {row["actor"]: row["known_as"] for row in store.rows(_KNOWN_AS, json.dumps(sorted(keys)))}


def _person(row: Row) -> Person:
    is_compared = row["kind"] == "person" and spelling(row["name"])
    names = (row["name"], *json.loads(row["aliases"])) if is_compared else ()
    spelt = tuple(dict.fromkeys(one for name in names if (one := spelling(name))))
    return Person(row["id"], row["name"], spelt, frozenset(json.loads(row["acts_for"])), bool(offices(row["id"])))


# -- groups -----------------------------------------------------------------------------------------------------


def _same_actors(persons: Sequence[Person], standing: Sequence[Decision]) -> Iterator[SameActor]:
    """Yield a row for each actor that is one with others."""
    split_at = {one.subject: at for at, one in enumerate(standing) if one.kind == "split"}
    known_as: dict[str, str] = {}
    whys: dict[str, tuple[str, str | None]] = {}
    for group in _safe_groups(person for person in persons if person.key not in split_at):
        first = max(group, key=lambda person: (person.rank, person.key))
        for person in group:
            if person is not first:
                known_as[person.key] = first.key
                whys[person.key] = _reason(person, first, group), None
    there = {person.key for person in persons}
    for at, one in enumerate(standing):
        into = str(one.value["known_as"]) if one.kind == "merge" else ""
        if not {one.subject, into} <= there or any(split_at.get(key, -1) > at for key in (one.subject, into)):
            continue
        ends = [_end(known_as, key) for key in (one.subject, into)]
        if ends[0] != ends[1]:
            known_as[ends[0]] = ends[1]
            whys[ends[0]] = one.why or "", one.id
    for key in sorted({*known_as, *(_end(known_as, key) for key in known_as)}):
        yield key, _end(known_as, key), *whys.get(key, ("", None))


def _end(known_as: dict[str, str], key: str) -> str:
    while key in known_as:
        key = known_as[key]
    return key


def _safe_groups(persons: Iterable[Person]) -> Iterator[list[Person]]:
    """Yield the groups of persons that are one, each with all its members compatible."""
    filed: defaultdict[str, list[Person]] = defaultdict(list)
    for person in persons:
        if person.spellings:
            filed[person.spellings[0].filed].append(person)
    for alike in filed.values():
        pairs = [pair for pair in combinations(alike, 2) if same_person(*pair)]
        kept = [pair for pair in pairs if not any(_is_doubtful(person, pairs) for person in pair)]
        for group in _connected(kept):
            if not any(_cannot_be_one(*pair) for pair in combinations(group, 2)):
                yield group


def _is_doubtful(person: Person, pairs: Iterable[tuple[Person, Person]]) -> bool:
    """Whether it is the same as two that cannot be one."""
    others = [other for pair in pairs if person in pair for other in pair if other is not person]
    return any(_cannot_be_one(*two) for two in combinations(others, 2))


def _connected(pairs: Sequence[tuple[Person, Person]]) -> Iterator[list[Person]]:
    group_of: dict[str, list[Person]] = {}
    for one, other in pairs:
        joined = list({p.key: p for person in (one, other) for p in group_of.get(person.key, [person])}.values())
        group_of.update({person.key: joined for person in joined})
    yield from {id(group): group for group in group_of.values()}.values()


def _reason(person: Person, first: Person, group: Iterable[Person]) -> str:
    others = (first, *(other for other in group if other not in (person, first)))
    return next(reason for other in others if (reason := same_person(person, other)))


def _fit(one: Person, other: Person) -> Fit | None:
    """How the names of two persons fit at best."""
    fits = {fit(mine, theirs) for mine in one.spellings for theirs in other.spellings}
    order: tuple[Fit, ...] = ("alike", "respelt", "shorter")
    return next((how for how in order if how in fits), None)


def _cannot_be_one(one: Person, other: Person) -> bool:
    """Whether something speaks against it: both are listed, their names differ, or they act for different actors."""
    differ = bool(one.acts_for and other.acts_for) and not one.acts_for & other.acts_for
    return (one.listed and other.listed) or differ or _fit(one, other) is None
