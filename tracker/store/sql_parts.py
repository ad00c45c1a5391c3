"""Parts of SQL that the store (to fill its derived tables) and the queries (to compute the same) share.

A `cross join` is SQLite's way to say in which order tables are read (see tracker.queries.sql_parts).
"""

from __future__ import annotations

# Whether the statement that answers is shown in lists; one that a person linked always is.
_IS_SHOWN = (
    "(answers.decision is not null or not exists ("
    "select 1 from statements as answering where answering.id = answers.statement and answering.hidden))"
)

SHARED = {
    "date": "coalesce(statements.said, articles.published)",
    "first": "coalesce(statements.said_first, articles.published_first)",
    "last": "coalesce(statements.said_last, articles.published_last)",
    "asserts": "(statements.stance in ('assert', 'confirm') and statements.force = 'assertive' "
    "and not statements.hidden)",
    # Whether an answer contests its claim: a denial, or another figure for the same thing.
    "contests": f"(answers.stance in ('deny', 'deny_knowledge', 'other_figure') and {_IS_SHOWN})",
    "is_shown": _IS_SHOWN,
}

# The number of the report at which lists show the claim {claim}: its first assertion, of a cited source before one of
# an outlet, undated ones last; a confirmation only where nobody simply asserts the claim, a denial only where nobody
# asserts it at all. {placed} narrows the articles.
FIRST_REPORT = """(
    select statements.n
    from statements
    cross join articles on articles.id = statements.article
    where statements.claim = {claim} and ({asserts} or statements.stance in ('deny', 'deny_knowledge'))
        and not statements.hidden and {placed}
    order by case statements.stance when 'assert' then 0 when 'confirm' then 1 else 2 end,
        statements.narrated is not null, {first} is null, {first}, {last}, statements.article, statements.start,
        statements.id
    limit 1
)"""

# Whether a row of `answers` (joined with the statement that it answers, `contested`) is a denial's link to what it
# spells out itself, and does not count: it is linked with another claim, and nobody asserts what it spells out.
DENIED_ELSEWHERE = """(answers.answered = answers.statement and exists (
    select 1 from answers as others join statements as answered on answered.id = others.answered
    where others.statement = answers.statement and others.state = 'linked' and answered.claim <> contested.claim
) and not exists (
    select 1 from statements where statements.claim = contested.claim and {asserts}))"""


# Every report of the claims of `denied` (a CTE of the caller), with the side that it is on in `part`; `itself` marks a
# denial's link to what it spells out.
REPORTS = """
reports as (
    select denied.claim, statements.id as statement, 'asserted' as part, statements.stance,
        statements.claim_score as score, statements.claim_reason as reason, 'linked' as state, null as decision,
        0 as itself
    from denied
    cross join statements on statements.claim = denied.claim
    where {asserts}
    union all
    select denied.claim, answers.statement, case answers.stance
            when 'no_comment' then 'declined' when 'confirm' then 'asserted' when 'retract' then 'retracted'
            else 'denied' end, answers.stance, answers.score, answers.reason, answers.state, answers.decision,
        answers.answered = answers.statement
    from denied
    cross join statements as contested on contested.claim = denied.claim
    cross join answers on answers.answered = contested.id
    where answers.state in {states} and {is_shown}
        and (answers.stance in ('no_comment', 'confirm', 'retract') or {contests})
)"""
