"""What passed between two actors: what one says of the other, or in answer to the other, and their meetings.

A claim of one that the other answers is kept with the answer, or nobody could read what is answered. What a third says
of both is left out, and so is what a third answers.

The statements of the rarer of the two are listed; of each of them it is asked whether it is about, or answers, the
other. So a frequent country costs no more than the actor that it is asked together with.
"""

from __future__ import annotations

from tracker.errors import UsageError
from tracker.queries.asking import Question
from tracker.queries.pieces import fill

_PLAYS = """exists (
    select 1 from mentions as others
    where others.statement = {statement} and others.shown and +others.actor in (select value from json_each(:{actor}))
        and others.role = {role})"""
_HOW_OFTEN = (
    "select count(*) from mentions "
    "where shown and statement is not null and actor in (select value from json_each(:{actor}))"
)
_SAID_BY = (
    "select statement as id from mentions "
    "where shown and statement is not null and actor in (select value from json_each(:{actor})) and role = 'says'"
)
_OF_THE_OTHER = """
    select statement as id from mentions
    where shown and statement is not null and actor in (select value from json_each(:{actor}))
        and role in ('says', 'spoken_of') and {plays_the_other_part}"""
_ANSWERS = "answers.state = 'linked' and exists (select 1 from statements where id = answers.statement and not hidden)"
_ASSERTED = "{told}.stance = 'assert' and {told}.force = 'assertive'"

# Answers to what is no claim, such as a demand, are linked to it alone; those to a claim may be linked to any report.
_PASSED = """
passed_claims as materialized (
    select distinct answers.statement as answer, members.claim
    from (
        select distinct claim from ({said_by_one}) as told
        cross join statements as saying on saying.id = told.id where {saying_asserted} and claim is not null
    ) as asserted
    cross join statements as members on members.claim = asserted.claim
    cross join answers on answers.answered = members.id
    where {answers} and {other_answers}
    union
    select answers.statement, contested.claim
    from ({said_by_one}) as told
    cross join answers on answers.statement = told.id
    cross join statements as contested on contested.id = answers.answered
    where {answers} and exists (
        select 1 from statements as members
        where members.claim = contested.claim and {member_asserted} and {other_is_member})
), passed_demands as materialized (
    select answers.statement as answer, told.id as told
    from ({said_by_one}) as told
    cross join answers on answers.answered = told.id
    where {answers} and answers.statement <> told.id and {other_answers}
    union
    select answers.statement, answers.answered
    from ({said_by_one}) as saying
    cross join answers on answers.statement = saying.id
    where {answers} and answers.answered <> answers.statement and {other_tells}
), passed as materialized (
    {of_the_other}
    union select answer from passed_claims
    union select answer from passed_demands
    union select told from passed_demands
    union
    select members.id from (select distinct claim from passed_claims) as answered
    cross join statements as members on members.claim = answered.claim
    where {member_asserted} and ({one_is_member} or {other_is_member})
)"""

HAS_PASSED = "statements.id in (select id from passed)"
# The claims of what passed; what one denies belongs to the claim that it denies, and does not assert it.
CLAIMS_PASSED = f"""claims.id in (
    select telling.claim from passed cross join statements as telling on telling.id = passed.id
    where {_ASSERTED.format(told="telling")} and telling.claim is not null)"""


def check_between(question: Question) -> None:
    """Raise UsageError unless two different actors are asked for, and in no role."""
    named = question.filters.actors
    if len(named) != 2:
        one = "one is" if len(named) == 1 else f"{len(named) or 'none'} are"
        raise UsageError(f"--between needs two actors and {one} named: --actor Russia --actor China --between")
    if question.values["actor0"] == question.values["actor1"]:
        raise UsageError(f"{named[0]} and {named[1]} are one actor: name another to see what passed between two")
    if question.filters.role:
        raise UsageError("--between shows what each says of the other: leave out --role")


def passed(question: Question) -> str:
    """Return the SQL, to stand after `with`, of `passed`: the statements that passed between the two actors."""
    one, other = sorted(question.actors, key=lambda actor: _how_often(question, actor))
    opposite = "iif(mentions.role = 'says', 'spoken_of', 'says')"
    return fill(
        _PASSED,
        said_by_one=_SAID_BY.format(actor=one),
        of_the_other=_OF_THE_OTHER.format(
            actor=one, plays_the_other_part=_PLAYS.format(statement="mentions.statement", actor=other, role=opposite)
        ),
        answers=_ANSWERS,
        saying_asserted=_ASSERTED.format(told="saying"),
        member_asserted=_ASSERTED.format(told="members"),
        one_is_member=_says(one, "members.id"),
        other_is_member=_says(other, "members.id"),
        other_answers=_says(other, "answers.statement"),
        other_tells=_says(other, "answers.answered"),
    )


def _how_often(question: Question, actor: str) -> int:
    count: int = question.db.execute(_HOW_OFTEN.format(actor=actor), question.values).fetchone()[0]
    return count


def _says(actor: str, statement: str) -> str:
    return _PLAYS.format(actor=actor, statement=statement, role="'says'")
