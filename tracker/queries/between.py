"""What passed between two actors: what one says of the other, or in answer to the other, and their meetings.

A claim of one that the other answers is kept with the answer, or nobody could read what is answered. What a third says
of both is left out, and so is what a third answers.

The statements of the rarer of the two are listed; of each of them it is asked whether it is about, or answers, the
other. So a frequent country costs no more than the actor that it is asked together with. Where fewer statements stand
in the window of dates, these are listed, with the other reports of their claims, since a claim stands at the first.
"""

from __future__ import annotations

from tracker.errors import UsageError
from tracker.queries.question import Question
from tracker.queries.sql_parts import fill

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
_ASSERTED = "{statement}.stance = 'assert' and {statement}.force = 'assertive'"

# Answers to what is no claim, such as a demand, are linked to it alone; those to a claim may be linked to any report.
_PASSED = """
passed_claims as materialized (
    select distinct answers.statement as answer, members.claim
    from (
        select distinct claim from ({said_by_one}) as said
        cross join statements as saying on saying.id = said.id where {saying_asserted} and claim is not null
    ) as asserted
    cross join statements as members on members.claim = asserted.claim
    cross join answers on answers.answered = members.id
    where {answers} and {other_answers}
    union
    select answers.statement, contested.claim
    from ({said_by_one}) as said
    cross join answers on answers.statement = said.id
    cross join statements as contested on contested.id = answers.answered
    where {answers} and exists (
        select 1 from statements as members
        where members.claim = contested.claim and {member_asserted} and {other_is_member})
), passed_demands as materialized (
    select answers.statement as answer, said.id as demand
    from ({said_by_one}) as said
    cross join answers on answers.answered = said.id
    where {answers} and answers.statement <> said.id and {other_answers}
    union
    select answers.statement, answers.answered
    from ({said_by_one}) as saying
    cross join answers on answers.statement = saying.id
    where {answers} and answers.answered <> answers.statement and {other_tells}
), passed as materialized (
    {of_the_other}
    union select answer from passed_claims
    union select answer from passed_demands
    union select demand from passed_demands
    union
    select members.id from (select distinct claim from passed_claims) as answered
    cross join statements as members on members.claim = answered.claim
    where {member_asserted} and ({one_is_member} or {other_is_member})
)"""

# The same, asked of the statements in the window of dates: all that has passed was said by one of the two.
_PASSED_IN_WINDOW = """
stood as materialized (
    select id from ({in_window}) as dated where {one_says_dated} or {other_says_dated}
), near as materialized (
    select id from stood
    union
    select members.id from stood
    cross join statements as standing on standing.id = stood.id
    cross join statements as members on members.claim = standing.claim
), spoken as materialized (
    select near.id, {one_says_near} as by_one, {other_says_near} as by_other from near
), passed as materialized (
    select spoken.id from spoken
    where by_one and {other_spoken_of} or by_other and {one_spoken_of} or (by_one or by_other) and (
        exists (
            select 1 from answers where answers.statement = spoken.id and {answers} and (
                answers.answered <> spoken.id and (by_other and {one_tells} or by_one and {other_tells})
                or exists (
                    select 1 from statements as answered
                    cross join statements as members on members.claim = answered.claim
                    where answered.id = answers.answered and {member_asserted}
                        and (by_other and {one_is_member} or by_one and {other_is_member}))))
        or exists (
            select 1 from answers where answers.answered = spoken.id and {answers}
                and answers.statement <> spoken.id and (by_one and {other_answers} or by_other and {one_answers}))
        or exists (select 1 from statements as said where said.id = spoken.id and {spoken_asserted}) and exists (
            select 1 from statements as own
            cross join statements as beside on beside.claim = own.claim
            cross join answers on answers.answered = beside.id
            where own.id = spoken.id and {answers} and exists (
                select 1 from statements as members where members.claim = own.claim and {member_asserted}
                    and ({one_is_member} and {other_answers} or {other_is_member} and {one_answers}))))
)"""

HAS_PASSED = "statements.id in (select id from passed)"
# The claims of what passed; what one denies belongs to the claim that it denies, and does not assert it.
CLAIMS_PASSED = f"""claims.id in (
    select telling.claim from passed cross join statements as telling on telling.id = passed.id
    where {_ASSERTED.format(statement="telling")} and telling.claim is not null)"""


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


def rarest(question: Question) -> tuple[int, str, str]:
    """Return how often the rarer of the two actors is mentioned, its name in `Question.actors`, and that of the other.

    Raises UsageError unless two are asked for.
    """
    check_between(question)
    one, other = sorted((_how_often(question, actor), actor) for actor in question.actors)
    return one[0], one[1], other[1]


def passed(question: Question, *, in_window: bool) -> str:
    """Return the SQL, to stand after `with`, of `passed`: the statements that passed between the two actors.

    Those `in_window` are, beside others, all in the window of dates and without a date, with what tells their claims.
    """
    _, one, other = rarest(question)
    shared = {
        "answers": _ANSWERS,
        "member_asserted": _ASSERTED.format(statement="members"),
        "one_is_member": _says(one, "members.id"),
        "other_is_member": _says(other, "members.id"),
        "other_answers": _says(other, "answers.statement"),
        "other_tells": _says(other, "answers.answered"),
    }
    if in_window:
        return fill(
            _PASSED_IN_WINDOW,
            in_window=" union all ".join(question.dated),
            one_says_dated=_says(one, "dated.id"),
            other_says_dated=_says(other, "dated.id"),
            one_says_near=_says(one, "near.id"),
            other_says_near=_says(other, "near.id"),
            one_spoken_of=_PLAYS.format(statement="spoken.id", actor=one, role="'spoken_of'"),
            other_spoken_of=_PLAYS.format(statement="spoken.id", actor=other, role="'spoken_of'"),
            one_tells=_says(one, "answers.answered"),
            one_answers=_says(one, "answers.statement"),
            spoken_asserted=_ASSERTED.format(statement="said"),
            **shared,
        )
    opposite = "iif(mentions.role = 'says', 'spoken_of', 'says')"
    plays = _PLAYS.format(statement="mentions.statement", actor=other, role=opposite)
    return fill(
        _PASSED,
        said_by_one=_SAID_BY.format(actor=one),
        of_the_other=_OF_THE_OTHER.format(actor=one, plays_the_other_part=plays),
        saying_asserted=_ASSERTED.format(statement="saying"),
        **shared,
    )


def _how_often(question: Question, actor: str) -> int:
    count: int = question.db.execute(_HOW_OFTEN.format(actor=actor), question.values).fetchone()[0]
    return count


def _says(actor: str, statement: str) -> str:
    return _PLAYS.format(actor=actor, statement=statement, role="'says'")
