"""Decisions of a person on claims and answers, on wrong rows, and on how far a source or a claim is to be trusted.

Each is checked against what the store holds now. It names statements, whose ids are made from places in the articles,
so that it still holds when an article is read again, or another one comes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tracker.commands.deciding import Say, flat, open_to_decide, person, report_on_claims
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
_PERSON_SOURCE = """
select id from sources where kind = 'person' and actor in (select value from json_each(?)) order by id limit 1
"""


def report_link(denial: str, claim: str, why: str | None, path: Path, say: Say) -> int:
    """Let a denial of the store at `path` answer a claim, saying so; return the exit status.

    UnknownName for what the store has not, DecisionError for a statement that denies nothing.
    """
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        statement, report_of_claim = resolve_statement(store.db, denial), resolve_report(store.db, claim)
        stance = _denial_stance(store, statement)
        claim_id = claim_of(store.db, report_of_claim)
        answers = store.rows(_ANSWERED, statement, claim_id)
        links = {decision.id: decision for decision in standing(store.db, "link")}
        if linked_by := [
            links[row["decision"]] for row in answers if row["decision"] in links and row["state"] == "linked"
        ]:
            raise DecisionError(
                f"{statement} is linked to {claim_id} already by {linked_by[0].who}: decision {linked_by[0].id}"
            )
        was = {"state": next((row["state"] for row in answers), None)}
        value = {"claim": report_of_claim, "stance": stance}
        return _report(_decision("link", statement, value, was, reason), store, say)


def report_unlink(denial: str, claim: str, why: str | None, path: Path, say: Say) -> int:
    """Let a denial of the store at `path` answer a claim no more, saying so; return the exit status.

    Where the denial spells out what it denies, that is a claim of its own from then on.
    UnknownName for what the store has not, DecisionError where it does not answer the claim.
    """
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        statement, report_of_claim = resolve_statement(store.db, denial), resolve_report(store.db, claim)
        claim_id = claim_of(store.db, report_of_claim)
        answers = store.rows(_ANSWERED, statement, claim_id)
        states = {row["state"] for row in answers}
        if not states - {"removed"}:
            already = " any more" if states else ""
            raise DecisionError(
                f"{statement} is not linked to {claim_id}{already}: `tracker show {statement}` has its links"
            )
        itself, rest = _itself_and_rest(statement, members_of(store.db, claim_id))
        if not rest:
            raise DecisionError(
                f"{claim_id} is what {statement} itself spells out: `tracker discard {statement}` hides both"
            )
        answered = [row["answered"] for row in answers if row["answered"] in rest]
        value = {"claim": " ".join(dict.fromkeys((report_of_claim if report_of_claim in rest else rest[0], *answered)))}
        if itself:
            value |= {"named": " ".join(itself), "rest": " ".join(rest)}
        was = {"state": min(states), "of": claim_id}
        return _report(_decision("unlink", statement, value, was, reason), store, say)


def report_claim_merge(claim: str, other: str, why: str | None, path: Path, say: Say) -> int:
    """Let two claims of the store at `path` be one, saying so; return the exit status.

    UnknownName for a claim the store has not, DecisionError where they are one already.
    """
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        reports = [resolve_report(store.db, name) for name in (claim, other)]
        claim_id, other_id = (claim_of(store.db, report) for report in reports)
        if claim_id == other_id:
            raise DecisionError(f"{claim} and {other} are one claim already: `tracker show {claim_id}` has its reports")
        members = " ".join([*members_of(store.db, claim_id), *members_of(store.db, other_id)])
        value = {"other": reports[1], "members": members}
        status = _report(_decision("claim_merge", reports[0], value, {}, reason), store, say)
        _say_claims(store, reports, say)
        return status


def report_claim_split(claim: str, names: Sequence[str], why: str | None, path: Path, say: Say) -> int:
    """Keep some reports of a claim of the store at `path` apart from its others, saying so; return the exit status.

    UnknownName for what the store has not, DecisionError for reports that are not its own, or are all it has.
    """
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        claim_id = claim_of(store.db, resolve_report(store.db, claim))
        members = members_of(store.db, claim_id)
        named = sorted({resolve_report(store.db, name) for name in names})
        if strange := [report for report in named if report not in members]:
            raise DecisionError(
                f"{strange[0]} is no report of {claim_id}: `tracker show {claim_id}` lists those it has"
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
    reason = flat("--why", why or "")
    with open_to_decide(path) as store:
        record = find_record(store.db, name)
        discard = _DISCARDS.get(record.letter)
        if discard is None:
            raise DecisionError(f"{name} cannot be discarded: a statement, a claim or a report of a meeting can")
        subject, value, discarded_by = discard(store, record.id)
        if discarded_by is not None:
            raise DecisionError(
                f"{name} is discarded already: decision {discarded_by}, `tracker undo {discarded_by}` brings it back"
            )
        return _report(_decision("discard", subject, value, {}, reason), store, say)


def report_rate(name: str, mark: str, why: str | None, path: Path, say: Say) -> int:
    """Rate a source (A to F) or a claim (1 to 6) of the store at `path`, saying so; return the exit status.

    UsageError for a mark of neither scale, UnknownName for what the store has not, DecisionError for a mark of the
    other scale, or the one that it has from a person already.
    """
    reason, typed = flat("--why", why or ""), mark.strip().upper()
    if typed not in (*RELIABILITY, *CREDIBILITY):
        raise UsageError(f"{mark!r} is on no scale: {_RATES['w']}, {_RATES['c']}")
    with open_to_decide(path) as store:
        record = find_record(store.db, name)
        if record.letter in ("", "w"):
            subject, scale, field = _rated_source(store, record), RELIABILITY, "reliability"
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


def _denial_stance(store: Store, statement: str) -> str:
    ((stance,),) = store.rows("select stance from statements where id = ?", statement)
    if stance in DENYING:
        return str(stance)
    raise DecisionError(f"{statement} is no denial, its stance is {stance}: `tracker denials` lists what can be linked")


def _itself_and_rest(statement: str, members: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the reports of a claim parted: the statement itself, if it is one of them, and the others."""
    return [report for report in members if report == statement], [report for report in members if report != statement]


def _rated_source(store: Store, record: Named) -> str:
    """Return the source that a record is, or the person who speaks as this actor; UnknownName where nobody does."""
    if record.letter == "w":
        return record.id
    for row in store.rows(_PERSON_SOURCE, json.dumps(one_with(store.db, record.id))):
        return str(row["id"])
    raise UnknownName(f"{record.id} is no source by itself: `tracker sources --actor {record.id}` lists who speaks")


# The subject and value of the decision that discards a record, and the id of one that did so already, if any.
_Discard = tuple[str, Values, str | None]


def _discard_statement(store: Store, statement: str) -> _Discard:
    (row,) = store.rows("select discarded from statements where id = ?", statement)
    return statement, {"statement": statement}, row["discarded"]


def _discard_claim(store: Store, claim: str) -> _Discard:
    members, first = members_of(store.db, claim), resolve_report(store.db, claim)
    earlier = standing(store.db, "discard")
    done = (decision.id for decision in earlier if not set(members).isdisjoint(decision.ids("claim")))
    return first, {"claim": " ".join(members)}, next(done, None)


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
    """Say how many reports each claim has that one of these reports belongs to now."""
    for row in store.rows(_CLAIMS, json.dumps(list(reports))):
        say(f"{row['claim']} has {row['reports']} report{'' if row['reports'] == 1 else 's'}")
