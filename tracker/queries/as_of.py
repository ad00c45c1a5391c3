"""The store as it stood on a day: only what was published and said by then, so that a list uses nothing later.

Temporary views of that connection stand in front of the tables of the same name, so a question asks them unknowingly.
A claim that later reports hold together is taken apart, and near-identical texts lose what only a later print credits.

Of an article with several versions that one stands which was the newest on the day. A version has come with its date
where that is later than the one before has it, else on the day when it was read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from tracker.dates import PartialDate
from tracker.queries.sql_parts import fill, rows
from tracker.store.opening import put_hidden_before
from tracker.store.origins import COPIES, ORIGIN

# An undated article stood when what it says was said: by when it was published nobody knows.
_PRINTED = "(articles.published_last <= '{day}' or articles.published_last is null)"
_STATEMENTS = f"""
create temp view standing as
select statements.* from temp.every_version as statements
where statements.article not in (select id from temp.other_versions) and exists (
    select 1 from main.articles
    where articles.id = statements.article and {_PRINTED}
        and coalesce(statements.said_last, articles.published_last) <= '{{day}}');

create temp view statements as select * from temp.standing;

create temp view answers as
select answers.* from {{answers}} as answers
where exists (select 1 from temp.standing where standing.id = answers.statement)
    and exists (select 1 from temp.standing where standing.id = answers.answered);
"""

# Of the claims that somebody contests: their members by then, and with which of them each hangs together, directly or
# through others; what a person joined stays whole. The claim of a part goes by the claim's own first member, else by
# the earliest of its own. Then the statements that report them or answer those, with the claim that each has by then.
_CLAIMS = """
create temp table members as
with recursive contested as materialized (
    select distinct members.claim
    from {answers} as answers
    cross join {members} as members on members.id = answers.answered
    where answers.state in ('linked', 'possible') and members.claim is not null and {contests}
), here as materialized (
    select members.id, members.claim, members.claim_score, members.claim_reason
    from contested
    cross join {members} as members on members.claim = contested.claim
    cross join temp.standing on standing.id = members.id
), joined as materialized (
    select distinct here.claim
    from here cross join main.decided on decided.record = here.id and decided.kind = 'claim_merge'
), alike (id, other) as (
    select id, id from here
    union
    select one.id, other.id
    from here as one cross join here as other on other.claim = one.claim
    where one.claim in (select claim from joined)
    union
    select alike.id, hers.id
    from alike
    cross join here as his on his.id = alike.other
    cross join {alike} as same_claim on same_claim.joins
        and (same_claim.one = alike.other or same_claim.other = alike.other)
    cross join here as hers on hers.claim = his.claim
        and hers.id = iif(same_claim.one = alike.other, same_claim.other, same_claim.one)
), placed as (
    select alike.id, alike.other, row_number() over (
        partition by alike.id
        order by claims.statement is null, statements.stance in ('deny', 'deny_knowledge'),
            statements.narrated is not null,
            coalesce(statements.said_first, articles.published_first, '9999'), articles.published_first is null,
            articles.published_first, articles.id, statements.start, alike.other) as nth
    from alike
    cross join main.statements on statements.id = alike.other
    cross join main.articles on articles.id = statements.article
    left join main.claims on claims.statement = alike.other
)
select here.id, 'c' || substr(placed.other, 2) as claim, here.claim_score, here.claim_reason
from here join placed on placed.id = here.id and placed.nth = 1;

create index temp.members_by_id on members (id);

create temp table claims as
select distinct claim as id, 's' || substr(claim, 2) as statement, (
    select claimed from main.statements where statements.id = 's' || substr(claim, 2)) as words,
    '' as answered_first, '~' as answered_last
from temp.members;

create index temp.claims_by_id on claims (id);

drop view temp.statements;

create temp table statements as
select {plain}, members.claim, members.claim_score, members.claim_reason
from temp.standing left join temp.members on members.id = standing.id
where standing.id in (
    select id from temp.members
    union select answers.statement from temp.members cross join {answers} as answers on answers.answered = members.id);

create index temp.statements_by_id on statements (id);
create index temp.statements_by_n on statements (n);
create index temp.statements_by_claim on statements (claim);
create index temp.statements_by_article on statements (article);
"""

# Near-identical texts by then, and whose word they were.
_ORIGINS = f"""
create temp table origins as
with recursive {COPIES.format(those="{those}", hold="copies.copy in ({those})")}
select copies.article, {ORIGIN} as origin
from copies cross join main.articles as member on member.id = copies.copy
where copies.copy in ({{those}})
group by copies.article;

create index temp.origins_by_article on origins (article);

create temp view articles as
select {{columns}},
    coalesce((select origins.origin from temp.origins where origins.article = articles.id), articles.origin) as origin
from main.articles
"""
_COPIED = f"""
    select articles.id from main.articles
    where {_PRINTED} and articles.id in (select one from main.same_text union select other from main.same_text)"""
_UNDATED = """
select count(*) as undated from main.statements
cross join main.articles on articles.id = statements.article
where statements.said is null and articles.published is null and (
    exists (
        select 1 from main.answers
        where answers.statement = statements.id and answers.state = 'linked' and {contests})
    or exists (
        select 1 from main.statements as others
        cross join main.answers on answers.answered = others.id
        where others.claim = statements.claim and answers.state = 'linked' and {contests}))
"""

_OTHER_VERSIONS = """
create temp table other_versions as
with several as (
    select articles.id, articles.first_version, articles.version, articles.version = 1 or iif(
        articles.published_first > older.published_first, articles.published_last, substr(articles.ingested_at, 1, 10)
    ) <= '{day}' as has_come
    from main.articles left join main.articles as older
        on older.first_version = articles.first_version and older.version = articles.version - 1
    where articles.first_version in (select first_version from main.articles where newer is not null)
)
select id from several
where not has_come or exists (
    select 1 from several as later
    where later.first_version = several.first_version and later.version > several.version and later.has_come)
"""
_OLDER_STAND = """
select 1 from main.articles where newer is not null and id not in (select id from temp.other_versions) limit 1"""
# The claim of what an older version says is that of the same row of a newer one, else of a report that was beside it.
_WITH_OLDER = """
create temp table every_answer as
select statement, answered, stance, score, reason, state, found_by, decision, as_found from main.answers
union all
select one, other, stance, score, reason, state, found_by, decision, '{}' from main.outdated_links
where kind = 'answer';
create index temp.every_answer_by_statement on every_answer (statement);
create index temp.every_answer_by_answered on every_answer (answered);

create temp table every_member as
with recursive outdated as (
    select one as id, nullif(other, '') as beside, claim, score, reason from main.outdated_links where kind = 'member'
), standing_for (id, other, nth) as (
    select id, id, 0 from outdated
    union
    select standing_for.id, carried_on.newer, nth + 1
    from standing_for join main.carried_on on carried_on.record = standing_for.other
    union
    select standing_for.id, outdated.beside, nth + 100
    from standing_for join outdated on outdated.id = standing_for.other
    where beside is not null and nth < 1000
)
select id, claim, claim_score, claim_reason from main.statements where claim is not null
union all
select id, coalesce((
        select statements.claim from standing_for
        join main.statements on statements.id = standing_for.other and statements.claim is not null
        where standing_for.id = outdated.id order by nth, statements.claim limit 1
    ), claim), score, reason
from outdated;
create index temp.every_member_by_id on every_member (id);
create index temp.every_member_by_claim on every_member (claim);

create temp table every_likeness as
select one, other, joins from main.same_claim
union all select one, other, joins from main.outdated_links where kind = 'alike';
create index temp.every_likeness_by_one on every_likeness (one);
create index temp.every_likeness_by_other on every_likeness (other);

create temp view mentions as
select span, statement, report, actor, role, 1 as shown, reason from main.mentions where shown
union all
select span, statement, report, actor, role, 1, reason from main.mentions
where not shown and role <> 'place'
    and statement in (select id from main.statements where outdated and narrated is not 'aside')
"""
_NEWEST_ONLY = {"answers": "main.answers", "members": "main.statements", "alike": "main.same_claim"}
_OLDER_TOO = {"answers": "temp.every_answer", "members": "temp.every_member", "alike": "temp.every_likeness"}
_OF_CLAIMS = ("claim", "claim_score", "claim_reason")


def stand_at(db: sqlite3.Connection, date: PartialDate) -> int:
    """Let the connection answer `disputed` as of the end of the date; return how many undated reports that leaves out.

    Only what is asked of contested claims is so: the connection is for that question alone.
    """
    day = date.last.isoformat()
    columns = (row["name"] for row in rows(db, "pragma main.table_info(articles)", {}) if row["name"] != "origin")
    names = (row["name"] for row in rows(db, "pragma main.table_xinfo(statements)", {}))
    plain = ", ".join(f'standing."{name}"' for name in names if name not in _OF_CLAIMS)
    copied = _COPIED.format(day=day)
    origins = _ORIGINS.format(columns=", ".join(f"articles.{name}" for name in columns), those=copied)
    undated: int = rows(db, fill(_UNDATED), {})[0]["undated"]
    tables = _with_older(db, day)
    db.executescript("; ".join((_STATEMENTS.format(day=day, **tables), fill(_CLAIMS, plain=plain, **tables), origins)))
    return undated


def _with_older(db: sqlite3.Connection, day: str) -> Mapping[str, str]:
    """Find which versions stand on the day; return where answers, members of claims and likenesses are looked up.

    What was put aside with an older version that stands is copied together with all others: few stores are asked so.
    """
    if not db.execute("select 1 from temp.sqlite_master where name = 'every_version'").fetchone():
        put_hidden_before(db, "possible")
    db.execute("drop view temp.statements")
    db.executescript(_OTHER_VERSIONS.format(day=day))
    if not db.execute(_OLDER_STAND).fetchone():
        return _NEWEST_ONLY
    db.executescript(_WITH_OLDER)
    return _OLDER_TOO
