"""The denials and the refusals to comment, each with the claim that it answers, where one was found."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from tracker.queries.actors import actor_names
from tracker.queries.decided import words_of
from tracker.queries.filters import Filters, Found
from tracker.queries.listings import DENIALS, REFUSALS
from tracker.queries.question import Question, Ranked
from tracker.queries.salience import statement_points
from tracker.queries.sql_parts import answered, every, fill, first_report, known_as, listed, rows
from tracker.store.derived import counted
from tracker.views.denials import DenialRow, Denying, PossibleClaim
from tracker.views.reports import Word

_MATCHING = """
    select statements.id, statements.n as statement, statements.stance, {first} as first, {last} as last,
        statements.article, statements.start, {salience} as salience
    from statements
    join articles on articles.id = statements.article
    where not statements.hidden and {which} and {asked}"""

# The same from the derived table, which has all denials.
_DERIVED = """
    select statements.id, derived_statements.statement, statements.stance, derived_statements.first,
        derived_statements.last, statements.article, statements.start, derived_statements.points as salience
    from derived_statements
    left join statements on statements.n = derived_statements.statement
    where derived_statements.kind = 'denial'"""

_WHOLE_LIST = Ranked((_DERIVED,), counted(("denial",)))

_DENIES = "statements.stance in ('deny', 'deny_knowledge')"
_OF_KIND = "statements.stance in (select value from json_each(:kinds))"
_UNLINKED = "statements.id not in (select statement from answers where state = 'linked')"

_SELECT = """
, {answered}
select {counts}, picked.id, {date} as date, {date_of} as date_of, {who} as who, {actor} as actor,
    {actor_name} as actor_name, picked.stance, statements.words as words, whom.claim, whom.words as claim_words,
    whom.who as asserted_by, whom.reason, {article} as article, whom.decision
from picked
cross join statements on statements.n = picked.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
left join whom on whom.id = picked.id"""
# Who denies what who else asserted first, each by the actor whom they speak for, where that is known.
_PAIRS = """
, {answered}
select coalesce({actor}, {who}) as who, coalesce(whom.actor, whom.who) as whom, count(*) as denials
from picked
cross join statements on statements.n = picked.statement
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
join whom on whom.id = picked.id and whom.who is not null
group by 1, 2
order by 3 desc, 1, 2"""
# The same from the derived table; who has no actor there is looked up by name.
_DERIVED_PAIRS = """
select {who_known} as who, {whom_known} as whom, sum(pair.denials) as denials
from (
    select derived_statements.who, derived_statements.whom, count(*) as denials
    from {picked}
    where denies is not null and derived_statements.who is not null and derived_statements.whom is not null
    group by 1, 2
    union all
    select coalesce(derived_statements.who, ({speaker_of_who})),
        coalesce(derived_statements.whom, ({speaker_of_whom})), 1
    from {picked}
    where denies is not null and (derived_statements.who is null or derived_statements.whom is null)
) as pair
group by 1, 2
order by 3 desc, 1, 2"""
_ALL_DERIVED = "derived_statements"
_PICKED_DERIVED = "picked cross join derived_statements on derived_statements.statement = picked.statement"
_SPEAKER = """
    select {who} from statements join articles on articles.id = statements.article
    left join sources on sources.id = statements.source where statements.n = """
# What a person took a statement from.
_REMOVED = """
select distinct answers.statement, answers.decision
from json_each(:ids) as asked
cross join answers on answers.statement = asked.value and answers.state = 'removed'
join decisions on decisions.id = answers.decision
where decisions.kind = 'unlink'
order by decisions.n"""
# What statements may answer beside what they are linked to: each claim once, by the best of the links.
_POSSIBLE = """
with possible as (
    select answers.statement as id, answers.score, answers.reason, answered.claim, answered.n as statement,
        row_number() over (
            partition by answers.statement, answered.claim order by answers.score desc, answers.answered
        ) as rank
    from json_each(:ids) as asked
    cross join answers on answers.statement = asked.value and answers.state = 'possible'
    cross join statements as answered on answered.id = answers.answered and answered.claim is not null
    where not exists (
        select 1 from answers as linked join statements as mates on mates.id = linked.answered
        where linked.statement = asked.value and linked.state = 'linked' and mates.claim = answered.claim)
)
select possible.id, possible.claim, statements.claimed as claim_words,
    iif(statements.stance in ('deny', 'deny_knowledge'), null, {who}) as asserted_by, possible.score, possible.reason
from possible
cross join statements on statements.n = coalesce({first_report}, possible.statement)
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where possible.rank = 1
order by possible.score desc, possible.claim"""


def denials(
    db: sqlite3.Connection, filters: Filters, *, unlinked: bool = False, possible: bool = False
) -> Found[DenialRow]:
    """Return the statements that deny something.

    `unlinked` keeps those that no claim was found for; `possible` adds the claims that each may answer. Kinds: deny,
    deny_knowledge. Orders: date, latest, salience (see salience.py).
    """
    conditions = [_DENIES, *([_OF_KIND] if filters.kinds else ()), *([_UNLINKED] if unlinked else ())]
    found = _answers(Question.of(db, filters, DENIALS), every(conditions))
    if not possible:
        return found
    others = _possible(db, [row.id for row in found.rows])
    return found.map(lambda row: replace(row, possible=tuple(others[row.id])))


def ids_of_denials(db: sqlite3.Connection, filters: Filters) -> Found[str]:
    """Return the ids of the statements that `denials` returns, in its order."""
    question = Question.of(db, filters, DENIALS)
    return question.ids(*_ranked(_matching(question, _DENIES)))


def number_of_denials(db: sqlite3.Connection, filters: Filters) -> int:
    """Return how many denials their list has for the same filters."""
    question = Question.of(db, replace(filters, sort="date", top=None), DENIALS)
    return question.number(*_ranked(_matching(question, _DENIES)))


def _ranked(matching: str) -> tuple[str, Ranked | None]:
    return matching, _WHOLE_LIST if matching == _DERIVED else None


def who_denies_whom(db: sqlite3.Connection, filters: Filters) -> tuple[Denying, ...]:
    """Return who denies whom in how many denials, most first: of all that fit, those that answer an assertion."""
    question = Question.of(db, filters, DENIALS)
    matching = _matching(question, _DENIES)
    if question.can_use_derived:
        is_whole_list = matching == _DERIVED and not any(question.dated)
        pairs = question.tally(matching, _derived_pairs(_ALL_DERIVED if is_whole_list else _PICKED_DERIVED))
    else:
        pairs = question.tally(matching, fill(_PAIRS, answered=answered()))
    names = actor_names(db, {pair[side] for pair in pairs for side in ("who", "whom")})
    return tuple(
        Denying(names.get(pair["who"], pair["who"]), names.get(pair["whom"], pair["whom"]), pair["denials"])
        for pair in pairs
    )


def _derived_pairs(picked: str) -> str:
    """The SQL of who denies whom how often, of the statements of `picked` (SQL), from the derived table."""
    sides = {f"{side}_known": known_as(f"pair.{side}") for side in ("who", "whom")}
    speakers = {
        f"speaker_of_{side}": fill(_SPEAKER) + f"derived_statements.{statement}"
        for side, statement in (("who", "statement"), ("whom", "denies"))
    }
    return fill(_DERIVED_PAIRS, picked=picked, **sides, **speakers)


def refusals(db: sqlite3.Connection, filters: Filters) -> Found[DenialRow]:
    """Return the refusals to comment, linked to a claim or not. Orders: date, latest, salience."""
    return _answers(Question.of(db, filters, REFUSALS), "statements.stance = 'no_comment'")


def _answers(question: Question, which: str) -> Found[DenialRow]:
    matching, ranked = _ranked(_matching(question, which))
    found = question.pick(matching, fill(_SELECT, answered=answered()), ranked)
    decided = _decided(question.db, {row["id"]: row.pop("decision") for row in found.rows})
    return found.map(lambda row: DenialRow(**row, decided_by=tuple(decided[row["id"]])))


def _matching(question: Question, which: str) -> str:
    asked = question.statements()
    if which == _DENIES and asked == "true" and question.can_use_derived:
        return _DERIVED
    if question.finds_few:  # "+": of their few statements, rather than of all that deny
        which = which.replace("statements.stance", "+statements.stance")
    salience = statement_points() if question.needs_salience else "0"
    return fill(_MATCHING, which=which, asked=asked, salience=salience)


def _decided(db: sqlite3.Connection, linked: Mapping[str, str | None]) -> dict[str, list[Word]]:
    """Return what people decided of the links of statements; `linked` has the decision that linked each, if any."""
    removed = rows(db, _REMOVED, {"ids": listed(linked)})
    decisions = [*linked.items(), *((row["statement"], row["decision"]) for row in removed)]
    words = words_of(db, (decision for _, decision in decisions))
    words_on: dict[str, list[Word]] = defaultdict(list)
    for statement, decision in decisions:
        words_on[statement].extend(words[decision])
    return words_on


def _possible(db: sqlite3.Connection, statements: list[str]) -> dict[str, list[PossibleClaim]]:
    found: dict[str, list[PossibleClaim]] = defaultdict(list)
    sql = fill(_POSSIBLE, first_report=first_report("possible.claim"))
    for row in rows(db, sql, {"ids": listed(statements)}):
        found[row.pop("id")].append(PossibleClaim(**row))
    return found
