"""The decisions of a person on claims and answers, on wrong rows, and on how far a source or a claim can be trusted.

Each is checked against the store and kept with the ids of statements, which are made from places in the articles: so it
still holds when an article is read again, or another one comes. Each `report_…` carries one command out and returns its
exit status.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tracker.commands.deciding import Say, open_to_decide, person, reason_given, report_on_claims
from tracker.errors import DecisionError, UnknownName, UsageError
from tracker.queries.decided import CREDIBILITY, RELIABILITY, on_claims, on_sources
from tracker.queries.names import (
    Named,
    claim_of,
    find_record,
    members_of,
    one_with,
    resolve_report,
    resolve_statement,
)
from tracker.records import Decision, DecisionKind
from tracker.store.decisions import now, standing
from tracker.store.store import Store
from tracker.terms import DENYING

Values = Mapping[str, str | None]

_ANSWERED = """
select answered, state, decision from answers
where statement = ?1 and answered in (select id from statements where claim = ?2)
order by answered
"""
_REPORTS = "select id, discarded from meeting_reports where {column} = ? order by id"
_CLAIMS = """
select claim, count(*) as reports from statements
where claim in (select claim from statements where id in (select value from json_each(?)))
group by claim order by claim
"""
_SPEAKS = """
select id from sources where kind = 'person' and actor in (select value from json_each(?)) order by id limit 1
"""


def report_link(denial: str, claim: str, why: str | None, path: Path, say: Say) -> int:
    """Link a denial of the store at `path` to a claim that it answers, saying so; return the exit status.

    UnknownName for what the store has not, DecisionError for a statement that denies nothing.
    """
    reason = reason_given(why)
    with open_to_decide(path) as store:
        statement, first = resolve_statement(store.db, denial), resolve_report(store.db, claim)
        stance = _denying_stance(store, statement)
        claim_id = claim_of(store.db, first)
        answers = store.rows(_ANSWERED, statement, claim_id)
        links = {decision.id: decision for decision in standing(store.db, "link")}
        linked_by = [row["decision"] for row in answers if row["decision"] in links and row["state"] == "linked"]
        if linked_by:
            link = links[linked_by[0]]
            raise DecisionError(f"{statement} is linked to {claim_id} already by {link.who}: decision {link.id}")
        was = {"state": next((row["state"] for row in answers), None)}
        value = {"claim": first, "stance": stance}
        return _report(_decision("link", statement, value, was, reason), store, say)


def report_unlink(denial: str, claim: str, why: str | None, path: Path, say: Say) -> int:
    """Remove the link of a denial of the store at `path` to a claim, saying so; return the exit status.

    Where the denial spells out what it denies, that is a claim of its own from then on.
    UnknownName for what the store has not, DecisionError where it does not answer the claim.
    """
    reason = reason_given(why)
    with open_to_decide(path) as store:
        statement, first = resolve_statement(store.db, denial), resolve_report(store.db, claim)
        claim_id = claim_of(store.db, first)
        answers = store.rows(_ANSWERED, statement, claim_id)
        states = {row["state"] for row in answers}
        if not states - {"removed"}:
            already = " any more" if states else ""
            raise DecisionError(
                f"{statement} is not linked to {claim_id}{already}: `tracker show {statement}` has its links"
            )
        members = members_of(store.db, claim_id)
        rest = [member for member in members if member != statement]
        if not rest:
            raise DecisionError(
                f"{claim_id} is what {statement} itself spells out: `tracker discard {statement}` hides both"
            )
        answered = [row["answered"] for row in answers if row["answered"] in rest]
        value = {"claim": " ".join(dict.fromkeys((first if first in rest else rest[0], *answered)))}
        if statement in members:
            value |= {"named": statement, "rest": " ".join(rest)}
        was = {"state": min(states), "of": claim_id}
        return _report(_decision("unlink", statement, value, was, reason), store, say)


def report_claim_merge(claim: str, other: str, why: str | None, path: Path, say: Say) -> int:
    """Merge two claims of the store at `path`, saying so; return the exit status.

    UnknownName for a claim the store has not, DecisionError where they are one already.
    """
    reason = reason_given(why)
    with open_to_decide(path) as store:
        firsts = [resolve_report(store.db, name) for name in (claim, other)]
        claim_id, other_id = (claim_of(store.db, first) for first in firsts)
        if claim_id == other_id:
            raise DecisionError(f"{claim} and {other} are one claim already: `tracker show {claim_id}` has its reports")
        members = " ".join([*members_of(store.db, claim_id), *members_of(store.db, other_id)])
        value = {"other": firsts[1], "members": members}
        status = _report(_decision("claim_merge", firsts[0], value, {}, reason), store, say)
        _say_claims(store, firsts, say)
        return status


def report_claim_split(claim: str, names: Sequence[str], why: str | None, path: Path, say: Say) -> int:
    """Keep some reports of a claim of the store at `path` apart from its others, saying so; return the exit status.

    UnknownName for what the store has not, DecisionError for reports that are not its own, or are all it has.
    """
    reason = reason_given(why)
    with open_to_decide(path) as store:
        claim_id = claim_of(store.db, resolve_report(store.db, claim))
        members = members_of(store.db, claim_id)
        named = sorted({resolve_report(store.db, name) for name in names})
        if strangers := [report for report in named if report not in members]:
            raise DecisionError(
                f"{strangers[0]} is no report of {claim_id}: `tracker show {claim_id}` lists those it has"
            )
        rest = [report for report in members if report not in named]
        if not rest:
            raise DecisionError(f"{claim_id} has no other reports: name only those that are to be kept apart")
        value = {"named": " ".join(named), "rest": " ".join(rest)}
        status = _report(_decision("claim_split", named[0], value, {"of": claim_id}, reason), store, say)
        _say_claims(store, members, say)
        return status


def report_discard(name: str, why: str | None, path: Path, say: Say) -> int:
    """Hide a wrong statement, claim or report of a meeting of the store at `path`; return the exit status.

    A claim goes with all its reports, the later ones too. UnknownName for what the store has not, DecisionError for
    other records and for what is discarded already.
    """
    reason = reason_given(why)
    with open_to_decide(path) as store:
        record = find_record(store.db, name)
        discard = _DISCARDS.get(record.letter)
        if discard is None:
            raise DecisionError(f"{name} cannot be discarded: a statement, a claim or a report of a meeting can")
        subject, value, earlier = discard(store, record.id)
        if earlier is not None:
            raise DecisionError(
                f"{name} is discarded already: decision {earlier}, `tracker undo {earlier}` brings it back"
            )
        return _report(_decision("discard", subject, value, {}, reason), store, say)


def report_rate(name: str, mark: str, why: str | None, path: Path, say: Say) -> int:
    """Rate a source (A to F) or a claim (1 to 6) of the store at `path`, saying so; return the exit status.

    UsageError for a mark of neither scale, UnknownName for what the store has not, DecisionError for a mark of the
    other scale, or the one that it has from a person already.
    """
    reason, typed = reason_given(why), mark.strip().upper()
    if typed not in (*RELIABILITY, *CREDIBILITY):
        raise UsageError(f"{mark!r} is on no scale: {_RATES['w']}, {_RATES['c']}")
    with open_to_decide(path) as store:
        record = find_record(store.db, name)
        if record.letter in ("", "w"):
            subject, scale, field = _speaker(store, record), RELIABILITY, "reliability"
            was, words = on_sources(store.db, [subject])[subject]
        elif record.letter == "c":
            subject, scale, field = resolve_report(store.db, record.id), CREDIBILITY, "credibility"
            was, words = on_claims(store.db, [record.id])[record.id]
        else:
            raise DecisionError(f"{name} cannot be rated: {_RATES['w']}, {_RATES['c']}")
        if typed not in scale:
            raise DecisionError(f"{name} cannot be rated {typed}: {_RATES[record.letter or 'w']}")
        if was == typed and any(word.what == "rated" for word in words):
            raise DecisionError(f"{name} is rated {typed} already: decision {words[-1].id}")
        return _report(_decision("rate", subject, {field: typed}, {field: was}, reason), store, say)


_RATES = {
    "w": f"a source is rated A ({RELIABILITY['A']}) to F ({RELIABILITY['F']})",
    "c": f"a claim is rated 1 ({CREDIBILITY['1']}) to 6 ({CREDIBILITY['6']})",
}


def _denying_stance(store: Store, statement: str) -> str:
    """Return the stance of a denial; DecisionError for a statement that denies nothing."""
    ((stance,),) = store.rows("select stance from statements where id = ?", statement)
    if stance in DENYING:
        return str(stance)
    raise DecisionError(f"{statement} is no denial, its stance is {stance}: `tracker denials` lists what can be linked")


def _speaker(store: Store, record: Named) -> str:
    """Return the id of a source: the record itself, or of an actor the source that this person is."""
    if record.letter == "w":
        return record.id
    for row in store.rows(_SPEAKS, json.dumps(one_with(store.db, record.id))):
        return str(row["id"])
    raise UnknownName(f"{record.id} is no source by itself: `tracker sources --actor {record.id}` lists who speaks")


# Of the decision that discards a record: its subject and value, and the earlier decision that did so already, if any.
_Discard = tuple[str, Values, str | None]


def _discard_statement(store: Store, statement: str) -> _Discard:
    (row,) = store.rows("select discarded from statements where id = ?", statement)
    return statement, {"statement": statement}, row["discarded"]


def _discard_claim(store: Store, claim: str) -> _Discard:
    members, first = members_of(store.db, claim), resolve_report(store.db, claim)
    earlier = (
        decision.id for decision in standing(store.db, "discard") if not set(members).isdisjoint(decision.ids("claim"))
    )
    return first, {"claim": " ".join(members)}, next(earlier, None)


def _discard_reports(column: str) -> Callable[[Store, str], _Discard]:
    def discard(store: Store, id_: str) -> _Discard:
        reports = store.rows(_REPORTS.format(column=column), id_)
        return reports[0]["id"], {"reports": " ".join(row["id"] for row in reports)}, reports[0]["discarded"]

    return discard


_DISCARDS: dict[str, Callable[[Store, str], _Discard]] = {
    "s": _discard_statement,
    "c": _discard_claim,
    "r": _discard_reports("id"),
    "m": _discard_reports("meeting"),
}


def _decision(kind: DecisionKind, subject: str, value: Values, was: Values, why: str | None) -> Decision:
    return Decision(kind, subject, value, was, person(), now(), why)


def _report(decision: Decision, store: Store, say: Say) -> int:
    return report_on_claims(decision, decision, store, say)


def _say_claims(store: Store, reports: Sequence[str], say: Say) -> None:
    """Say how many reports each claim has that any of these reports belongs to now."""
    for row in store.rows(_CLAIMS, json.dumps(list(reports))):
        say(f"{row['claim']} has {row['reports']} report{'' if row['reports'] == 1 else 's'}")
