"""Derived tables: the salience and the dates by which lists are ordered and counted, kept beside the records.

To weigh each claim of a store for the first page of a list, or to count its rows, takes seconds where it holds a
million. So each claim, dispute and statement has a row with its points, its days and the report it is shown at.
Triggers (see triggers.py) note in `stale_claims` and `stale_statements` which rows a change may alter; before a
transaction ends, `derive` makes those rows anew, with the same SQL that queries use where the derived tables do not
apply (see tracker.queries.salience).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from tracker.store.sql_parts import DENIED_ELSEWHERE, FIRST_REPORT, REPORTS, SHARED

# How much each part of the salience of a claim or statement counts, and at most for further origins; see
# tracker.queries.salience.
POINTS = {"contested": 4, "official": 2, "in the lead": 2, "named speaker": 1, "holds a figure": 1}
MOST_FOR_ORIGINS = 4
Weigh = Callable[..., str]  # makes one SQL value of the parts of a salience: their sum, or a JSON list of them

# A demand or promise that somebody else tells of is part of what that one claims, and no event of its own.
_DIRECT = "statements.id not in (select statement from statement_sources where role = 'via')"
# The kinds of a statement other than the claims: a stance other than `assert` says what it is, else its force does.
STATEMENT_KINDS = {
    "denial": "statements.stance in ('deny', 'deny_knowledge')",
    "refusal": "statements.stance = 'no_comment'",
    "confirmation": "statements.stance = 'confirm'",
    "retraction": "statements.stance = 'retract'",
    "rejection": "statements.stance = 'reject'",
    "demand": f"statements.stance = 'assert' and statements.force = 'directive' and {_DIRECT}",
    "promise": f"statements.stance = 'assert' and statements.force = 'commissive' and {_DIRECT}",
    "question": "statements.stance = 'question'",
    "attitude": "statements.stance = 'assert' and statements.force <> 'assertive'",
}

# The parts of salience as SQL, each 0 or 1; the last of all is the number of origins.
_OFFICIAL = """(statements.acts_for is not null or coalesce((
    select sources.kind = 'office' or exists (select 1 from actors where id = sources.actor and kind = 'country')
    from sources where sources.id = statements.source), 0))"""
_NAMED = "coalesce(statements.anonymity in ('named', 'mixed'), 0)"

# What cites an outlet whose own report is among those of the claim has the origin of that.
_ORIGIN = """iif(statements.cites is null, articles.origin, coalesce((
    select min(own.origin)
    from statements as telling
    cross join articles as own on own.id = telling.article
    where telling.claim = {claim} and own.newsroom = statements.cites and not telling.hidden
        and (telling.stance in ('assert', 'confirm') and telling.force = 'assertive') = {asserts}
), statements.cites))"""
_IS_CONTESTED = """exists (
    select 1 from statements as contested
    cross join answers on answers.answered = contested.id
    where contested.claim = {claim} and answers.state = 'linked' and {contests} and not {denied_elsewhere})"""
_OF_CLAIM = """(
    select {weighed}
    from statements
    cross join articles on articles.id = statements.article
    where statements.claim = {claim} and not statements.hidden
    group by {asserts} order by {asserts} desc limit 1)"""

_CONTESTS_ONE = """exists (
    select 1 from answers where answers.statement = statements.id and answers.state = 'linked' and {contests})"""

# How plainly a claim is contested: by what is linked, else by what may be.
_RANK = """case answers.stance when 'deny' then 0 when 'deny_knowledge' then 1 else 2 end"""
PLAINEST = f"coalesce(min(iif(answers.state = 'linked', {_RANK}, null)), min({_RANK}))"
# A day has ten letters, so the least of day and date together is the date with the least day.
DISPUTES = """
    with denied as (
        select contested.claim, min(answers.state) as link, case
                when {rank} = 0 then 'denied' when {rank} = 1 then 'knowledge_denied'
                else 'figures' end as kind
        from {denials}
        where contested.claim is not null and {contests} and answers.state in {states} and not {denied_elsewhere}
            and {asked}
        group by contested.claim
        having {kind}
    ), {reports}{own}
    select denied.claim as id, denied.kind, denied.link, min({first}) as first, max({last}) as last,
        substr(min({first} || {date}), 11) as first_date, substr(max({last} || {date}), 11) as last_date,
        {origins} as origins, {asserting} as asserting, {denying} as denying, {denials_met} as denials,
        {salience} as salience
    from denied
    join reports on reports.claim = denied.claim
    cross join statements on statements.id = reports.statement
    cross join articles on articles.id = statements.article
    {with_sources}
    {with_own}
    group by denied.claim"""


# What only some orders of the list need (see tracker.queries.disputed).
_NOT_COUNTED = {
    "own": "", "with_own": "", "origins": "null", "with_sources": "", "asserting": "null", "denying": "null",
}  # fmt: skip
_DENIALS_MET = """count(distinct iif(
    reports.part = 'denied' and reports.stance in ('deny', 'deny_knowledge'), reports.statement, null))"""

# All denials with their claims; those of some claims are found from these, as SQLite would not without being told.
_OF_ALL = "answers cross join statements as contested on contested.id = answers.answered"
_OF_SOME = "statements as contested cross join answers on answers.answered = contested.id"


_STALE_CLAIMS = """
insert or ignore into stale_claims (claim)
select stale.claim from stale_statements
cross join statements as stale on stale.id = stale_statements.statement
where stale.claim is not null
union
select answered.claim from stale_statements
cross join answers on answers.statement = stale_statements.statement
cross join statements as answered on answered.id = answers.answered
where answered.claim is not null"""
_STALE_ANSWERS = """
insert or ignore into stale_statements (statement)
select answers.statement from stale_claims
cross join statements as members on members.claim = stale_claims.claim
cross join answers on answers.answered = members.id"""
_CLAIMS = """
insert into derived_claims (claim, statement, kind, asserted, first, last, parts, points)
with weighed as materialized (
    select claims.id as claim, statements.n as statement,
        iif(statements.stance = 'assert', 'claim', iif(statements.n, 'answered', null)) as kind,
        coalesce({asserts}, 0) as asserted, {first} as first, {last} as last, {weighed} as parts
    from stale_claims
    cross join claims on claims.id = stale_claims.claim
    left join statements on statements.n = {first_report}
    left join articles on articles.id = statements.article
)
select claim, statement, kind, asserted, first, last, parts, {points} from weighed"""
_DISPUTES = """
insert into disputes (claim, kind, first, last, first_date, last_date, denials, points)
select id, kind, first, last, first_date, last_date, denials, salience from ({disputes})"""
# Of a denial also whose claim it denies, each side by the actor whom it speaks for, where that is known. Where the
# claim that it answers best is known only from a denial, it denies nobody.
_STATEMENTS = """
insert into derived_statements (statement, kind, first, last, parts, points, denies, who, whom)
with weighed as materialized (
    select statements.n, case {kinds} end as kind, {first} as first, {last} as last, {weighed} as parts,
        iif({denies}, {best}, null) as best
    from stale_statements
    cross join statements on statements.id = stale_statements.statement
    cross join articles on articles.id = statements.article
    where not statements.hidden and ({which})
)
select weighed.n, weighed.kind, weighed.first, weighed.last, weighed.parts, {points}, denied.n,
    coalesce(speaking.acts_for, sources.actor), coalesce(denied.acts_for, claiming.actor)
from weighed
cross join statements as speaking on speaking.n = weighed.n
left join sources on sources.id = speaking.source
left join statements as denied on denied.n = weighed.best and denied.stance not in ('deny', 'deny_knowledge')
left join sources as claiming on claiming.id = denied.source"""
_BEST = """(
    select coalesce(derived_claims.statement, answered.n)
    from answers
    cross join statements as answered on answered.id = answers.answered
    left join derived_claims on derived_claims.claim = answered.claim
    where answers.statement = statements.id and answers.state = 'linked' and answers.stance <> 'other_figure'
    order by answered.id = answers.statement, answers.score desc, answers.answered limit 1)"""

_DERIVED_POINTS = "(select points from derived_claims where claim = denied.claim)"
_IS_STALE = "contested.claim in (select claim from stale_claims)"
_IS_ANY_STALE = "select exists (select 1 from stale_claims) or exists (select 1 from stale_statements)"


def derive(db: sqlite3.Connection) -> None:
    """Make the stale rows of the derived tables anew, inside the transaction that made them stale."""
    if not db.execute(_IS_ANY_STALE).fetchone()[0]:
        return
    for sql in _steps():
        db.execute(sql)


def _steps() -> tuple[str, ...]:
    return (
        _STALE_CLAIMS,
        _STALE_ANSWERS,
        "delete from derived_claims where claim in (select claim from stale_claims)",
        "delete from disputes where claim in (select claim from stale_claims)",
        "delete from derived_statements where statement in ("
        "select n from stale_statements cross join statements on id = statement)",
        _fill(
            _CLAIMS,
            first_report=_fill(FIRST_REPORT, claim="claims.id", placed="true"),
            weighed=claim_parts("claims.id", listed_parts),
            points=_points_of("weighed.parts"),
        ),
        _fill(_DISPUTES, disputes=disputes(_IS_STALE, points=_DERIVED_POINTS)),
        _fill(
            _STATEMENTS,
            kinds=" ".join(f"when {condition} then '{kind}'" for kind, condition in STATEMENT_KINDS.items()),
            which=" or ".join(f"({condition})" for condition in STATEMENT_KINDS.values()),
            weighed=statement_parts(listed_parts),
            points=_points_of("weighed.parts"),
            denies=STATEMENT_KINDS["denial"],
            best=_BEST,
        ),
        "delete from stale_claims",
        "delete from stale_statements",
    )  # fmt: skip


def disputes(
    asked: str,
    *,
    points: str,
    all_denials: bool = False,
    counting: str = "('linked')",
    kind: str = "true",
    **more: str,
) -> str:
    """Return the SQL of the claims that answers contest and that fit what is `asked` of what is `contested`.

    `counting` are the states of answers that count, as SQL; `more` fills what only some orders of the list need.
    """
    gaps = {
        "rank": PLAINEST,
        "denials": _OF_ALL if all_denials else _OF_SOME,
        "denials_met": _DENIALS_MET,
        "denied_elsewhere": _fill(DENIED_ELSEWHERE),
        "reports": _fill(REPORTS, states=counting),
        "states": counting,
        "salience": points,
        "asked": asked,
        "kind": kind,
    }
    return _fill(DISPUTES, **{**gaps, **_NOT_COUNTED, **more})


def counted(kinds: Iterable[str]) -> str:
    """Return the SQL of how many claims and statements of these kinds lists show."""
    names = ", ".join(f"'{kind}'" for kind in sorted(kinds))
    return f"(select coalesce(sum(number), 0) from counted_days where kind in ({names}))"


def claim_parts(claim: str, weigh: Weigh) -> str:
    """Return the SQL of the salience of a claim (SQL of its id), its parts made one value by `weigh`."""
    elsewhere = _fill(DENIED_ELSEWHERE)
    parts = (
        _fill(_IS_CONTESTED, claim=claim, denied_elsewhere=elsewhere),
        *(f"max({part})" for part in (_OFFICIAL, "statements.in_lead", _NAMED, "statements.holds_figure")),
        f"count(distinct {_fill(_ORIGIN, claim=claim)})",
    )
    return _fill(_OF_CLAIM, claim=claim, weighed=weigh(*parts))


def statement_parts(weigh: Weigh) -> str:
    """Return the SQL of the salience of a row of `statements` as an event of its own, its parts made one value."""
    parts = (_fill(_CONTESTS_ONE), _OFFICIAL, "statements.in_lead", _NAMED, "statements.holds_figure", "1")
    return f"({weigh(*parts)})"


def sum_of_points(*parts: str) -> str:
    """Return the SQL of the sum of the points; parts in the order of `POINTS`, then the origins."""
    *known, origins = parts
    weighed = (f"{points} * {part}" for points, part in zip(POINTS.values(), known, strict=True))
    return " + ".join((*weighed, f"min({MOST_FOR_ORIGINS}, max(0, {origins} - 1))"))


def listed_parts(*parts: str) -> str:
    """Return the SQL of the parts as a JSON list."""
    return f"json_array({', '.join(parts)})"


def _points_of(parts: str) -> str:
    """The sum of the points of parts that are listed; 0 where nothing is known that weighs."""
    return f"coalesce({sum_of_points(*(f'({parts} ->> {n})' for n in range(len(POINTS) + 1)))}, 0)"


def _fill(sql: str, **gaps: str) -> str:
    return sql.format_map({**SHARED, **gaps})
