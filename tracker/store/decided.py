"""Writing the effect of decisions on rows beside what the program found there, so that an undo leaves no trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Literal

from tracker.records import Decision

Discardable = Literal["statements", "meeting_reports"]

# The columns of an answer that a person's word replaces, as JSON; the score as text, to keep its last digit.
_AS_JSON = """json_object(
        'stance', stance, 'score', format('%.17g', score), 'reason', reason, 'state', state, 'found_by', found_by)"""
_AS_FOUND_AGAIN = """
update answers set decision = null, as_found = '{}', stance = as_found ->> 'stance',
    score = cast(as_found ->> 'score' as real), reason = as_found ->> 'reason', state = as_found ->> 'state',
    found_by = as_found ->> 'found_by'
where decision is not null"""
# Both records must be there: what a second reading no longer finds is answered again when it is found again.
_LINK = f"""
insert into answers (statement, answered, stance, score, reason, state, found_by, decision)
select statements.id, answered.id, :stance, 1.0, :reason, 'linked', 'person', :decision
from statements join statements as answered on answered.id = :answered
where statements.id = :statement and not statements.outdated and not answered.outdated
on conflict (statement, answered) do update set
    as_found = iif(decision is null, {_AS_JSON}, as_found),
    stance = excluded.stance, score = excluded.score, reason = excluded.reason, state = excluded.state,
    found_by = excluded.found_by, decision = excluded.decision"""
_REMOVE = f"""
update answers set as_found = iif(decision is null, {_AS_JSON}, as_found), state = 'removed', decision = :decision,
    reason = :reason || '; ' || reason
where statement = :statement and answered = :answered"""


def put_discarded(db: sqlite3.Connection, table: Discardable, wanted: Mapping[str, str]) -> list[str]:
    """Make exactly the records `wanted` (id to decision) discarded; return the ids of those for which that is a change.

    Records that the store does not hold are passed over.
    """
    discarded = dict(db.execute(f"select id, discarded from {table} where discarded is not null").fetchall())
    updates = [(wanted.get(id_), id_) for id_ in {**wanted, **discarded} if wanted.get(id_) != discarded.get(id_)]
    sql = f"update {table} set discarded = ? where id = ?"
    return sorted(id_ for decision, id_ in updates if db.execute(sql, (decision, id_)).rowcount)


def put_as_found(db: sqlite3.Connection) -> None:
    """Set all answers that people decided on back to what the program found."""
    db.execute("delete from answers where decision is not null and as_found = '{}'")
    db.execute(_AS_FOUND_AGAIN)


def put_link(db: sqlite3.Connection, decision: Decision, statement: str, answered: str, reason: str) -> None:
    """Link a statement to one that it answers, with the stance that a person decided, if the store holds both."""
    values = {"statement": statement, "answered": answered, "stance": decision.value["stance"], "reason": reason}
    db.execute(_LINK, {**values, "decision": decision.id})


def put_removed(db: sqlite3.Connection, decision: str, statement: str, answered: str, reason: str) -> None:
    """Mark an answer as removed by a decision; `reason` goes before the reason that the program gave."""
    values = {"statement": statement, "answered": answered, "decision": decision, "reason": reason}
    db.execute(_REMOVE, values)


def forget_meetings(db: sqlite3.Connection, reports: str) -> None:
    """Delete the meetings of those of the reports (ids as JSON) that are discarded; their other reports stay."""
    discarded = "discarded is not null and id in (select value from json_each(?))"
    db.execute(f"delete from meetings where id in (select meeting from meeting_reports where {discarded})", (reports,))
    db.execute(f"update meeting_reports set joined = '' where {discarded}", (reports,))
