"""What people decided, in words and beside the rows that it bears on: who, when, why, and what was taken back."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import TYPE_CHECKING

from tracker.queries.actors import actor_names
from tracker.queries.sql_parts import listed, rows
from tracker.store.decisions import in_force
from tracker.views.reports import Word
from tracker.views.sheets import Field

# Making the records takes 13 ms of processor time, which a question would pay for the names of types alone.
if TYPE_CHECKING:
    from tracker.records import Decision

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
NOT_RATED, NOT_JUDGED = "F", "6"  # what a source and a claim are rated that no person has rated

_DONE = {
    "link": "linked",
    "unlink": "removed",
    "claim_merge": "merged",
    "claim_split": "split",
    "discard": "discarded",
    "rate": "rated",
}
_BY_ID = """
select id, kind, value ->> 'credibility' as credibility, who, at, why
from decisions where id in (select value from json_each(:ids))"""
_ON_CLAIMS = """
select distinct statements.claim, decisions.n, decisions.id, decisions.kind,
    value ->> 'credibility' as credibility, who, at, why
from decided
cross join statements on statements.id = decided.record
join decisions on decisions.id = decided.decision
where decided.kind in ('claim_merge', 'claim_split', 'rate')
    and +statements.claim in (select value from json_each(:claims))
order by decisions.n"""
# Persons that are one are one source, rated by whatever name.
_SPEAKERS = """
select sources.id, coalesce('one ' || known_as, sources.id) as speaker
from sources left join same_actor on same_actor.actor = sources.actor and sources.kind = 'person'
where sources.id in (select value from json_each(:sources))
    or sources.id in (select record from decided where kind = 'rate')"""
_ON_SOURCES = """
select decided.record, decisions.id, decisions.kind, value ->> 'reliability' as reliability, who, at, why
from decided join decisions on decisions.id = decided.decision
where decided.kind = 'rate' and value ->> 'reliability' is not null
order by decisions.n"""

Rated = tuple[str, tuple[Word, ...]]  # the rating, and what people decided


def on_claims(db: sqlite3.Connection, claims: Iterable[str]) -> defaultdict[str, Rated]:
    """Return the credibility of each claim and what people decided of it: merges, splits, and the last rating."""
    found: defaultdict[str, Rated] = defaultdict(lambda: (NOT_JUDGED, ()))
    for row in rows(db, _ON_CLAIMS, {"claims": listed(claims)}):
        credibility, words = found[row["claim"]]
        if row["credibility"]:
            words = tuple(word for word in words if word.what != "rated")
        found[row["claim"]] = row["credibility"] or credibility, (*words, _word(row))
    return found


def on_sources(db: sqlite3.Connection, sources: Iterable[str]) -> defaultdict[str, Rated]:
    """Return the reliability of each source, and whose judgement it is."""
    speakers = {row["id"]: row["speaker"] for row in rows(db, _SPEAKERS, {"sources": listed(sources)})}
    rated = {
        speakers[row["record"]]: (row["reliability"], (_word(row),))
        for row in rows(db, _ON_SOURCES, {})
        if row["record"] in speakers
    }
    found: defaultdict[str, Rated] = defaultdict(lambda: (NOT_RATED, ()))
    found.update({source: rated[speaker] for source, speaker in speakers.items() if speaker in rated})
    return found


def words_of(db: sqlite3.Connection, ids: Iterable[str | None]) -> dict[str | None, tuple[Word, ...]]:
    """Return each of these decisions (by id) in short; none for None."""
    found = {row["id"]: (_word(row),) for row in rows(db, _BY_ID, {"ids": listed(id_ for id_ in ids if id_)})}
    return {None: (), **found}


def _word(row: dict[str, object]) -> Word:
    why = None if row["why"] is None else str(row["why"])
    return Word(_DONE.get(str(row["kind"]), str(row["kind"])), str(row["who"]), str(row["at"]), why, str(row["id"]))


def decided(db: sqlite3.Connection, ids: Set[str], every: Sequence[Decision]) -> Iterator[Field]:
    """Yield each decision on a record, by any of its `ids`, those too that were taken back, and by which."""
    taken_back, subjects = undone_by(every), set(ids)
    for one in every:
        if not subjects.isdisjoint(one.about):
            subjects.add(one.id)
            undone = f"; taken back by {taken_back[one.id]}" if one.id in taken_back else ""
            words, names = f"{one.id} {decision_in_words(one, every)}", actors_in(db, one, every)
            yield Field("decision", words, whose(one) + undone, dates_in(one), names=names)


def undone_by(every: Sequence[Decision]) -> dict[str, str]:
    """Return which decision takes back each that is taken back, by id."""
    return {one.subject: one.id for one in in_force(every) if one.kind == "undo"}


def whose(decision: Decision) -> str:
    """Return who decided, when and why: "alice at 2022-04-01T09:00:00+00:00: they tell of one order"."""
    return f"{decision.who} at {decision.at}" + (f": {decision.why}" if decision.why else "")


def dates_in(decision: Decision) -> tuple[str, ...]:
    """Return the date values that what a decision says (`decision_in_words`) may hold."""
    return tuple(str(side["published"]) for side in (decision.value, decision.was) if side.get("published"))


def actors_in(db: sqlite3.Connection, decision: Decision, every: Iterable[Decision]) -> dict[str, str]:
    """Return the names of the actors whose keys are in what a decision says (`decision_in_words`), by their keys."""
    every = list(every)
    while decision.kind == "undo" and not decision.value:
        decision = next(one for one in every if one.id == decision.subject)
    keys = (decision.subject, *(side.get("known_as") for side in (decision.value, decision.was)))
    return actor_names(db, (str(key) for key in keys if key))


def decision_in_words(decision: Decision, every: Iterable[Decision]) -> str:
    """Return what a decision says, in words: "outlet is One, was Two"; `every` holds what an undo takes back."""
    if decision.kind == "undo":
        words = _set(decision) or next(decision_in_words(one, every) for one in every if one.id == decision.subject)
        return f"takes back {decision.subject}: {words}"
    return _IN_WORDS[decision.kind](decision)


def _set(one: Decision) -> str:
    names = (name for name in one.value if name != "published_from")
    return "; ".join(f"{name} is {one.value[name] or 'unknown'}, was {one.was[name] or 'unknown'}" for name in names)


def _split(one: Decision) -> str:
    others = one.was["known_as"]
    return f"{one.subject} is set apart from {others if others != one.subject else 'all merged into it'}"


def _rated(one: Decision) -> str:
    letter = one.value.get("reliability")
    if letter:
        return f"{one.subject} is rated {letter}, {RELIABILITY[letter]}; was {one.was['reliability']}"
    number = str(one.value["credibility"])
    return f"{_claim(one.subject)} is rated {number}, {CREDIBILITY[number]}; was {one.was['credibility']}"


def _discarded(one: Decision) -> str:
    if reports := one.ids("claim"):
        return f"{_claim(one.subject)} discarded, with all that report it ({len(reports)})"
    return f"{', '.join((*one.ids('statement'), *one.ids('reports')))} discarded"


def _unlinked(one: Decision) -> str:
    own = "; what it spells out is a claim of its own" if one.ids("named") else ""
    return f"{one.subject} does not answer {one.was['of']}{own}"


def _forgotten(one: Decision) -> str:
    return f"{one.subject} was forgotten, with all that came from it"


def _claim(statement: str) -> str:
    return "c" + statement[1:]


_IN_WORDS = {
    "set": _set,
    "alias": lambda one: f"{one.subject} is also called “{one.value['alias']}”",
    "merge": lambda one: f"{one.subject} is one with {one.value['known_as']}",
    "split": _split,
    "link": lambda one: f"{one.subject} denies {_claim(one.ids('claim')[0])}",
    "unlink": _unlinked,
    "claim_merge": lambda one: f"{_claim(one.ids('other')[0])} is one claim with {_claim(one.subject)}",
    "claim_split": lambda one: f"{', '.join(one.ids('named'))} kept apart from the rest of {one.was['of']}",
    "discard": _discarded,
    "rate": _rated,
    "forget": _forgotten,
}
