"""The store as it stood on a day: only what was published and said by then, so that a list uses nothing later.

Temporary views of that connection stand in front of the tables of the same name, so a question asks them unknowingly.
A claim that later reports hold together is taken apart, and near-identical texts lose what only a later print credits.
"""

from __future__ import annotations

import sqlite3

from tracker.dates import PartialDate
from tracker.queries.asking import rows
from tracker.queries.pieces import fill
from tracker.store.origins import COPIES, ORIGIN

# An undated article stood when what it says was said: by when it was published nobody knows.
_PRINTED = "(articles.published_last <= '{day}' or articles.published_last is null)"
_STATEMENTS = f"""
create temp view statements as
select statements.* from main.statements
where exists (
    select 1 from main.articles
    where articles.id = statements.article and {_PRINTED}
        and coalesce(statements.said_last, articles.published_last) <= '{{day}}');

create temp view propositions as
select propositions.* from main.propositions
where exists (select 1 from temp.statements where statements.id = propositions.statement);

create temp view answers as
select answers.* from main.answers
where exists (select 1 from temp.statements where statements.id = answers.statement)
    and exists (select 1 from temp.propositions where propositions.id = answers.proposition);
"""

# Of the claims that somebody contests: their members by then, and with which of them each hangs together, directly or
# through others; what a person joined stays whole. The claim of a part goes by the claim's own first member, else by
# the earliest of its own.
_CLAIMS = """
create temp table claim_members as
with recursive contested as materialized (
    select distinct claim_members.claim
    from main.answers
    cross join main.claim_members on claim_members.proposition = answers.proposition
    where answers.state in ('linked', 'possible') and {contests}
), standing as materialized (
    select claim_members.*
    from contested
    cross join main.claim_members on claim_members.claim = contested.claim
    cross join temp.propositions on propositions.id = claim_members.proposition
), joined as materialized (
    select distinct standing.claim
    from standing cross join main.decided on decided.record = standing.proposition and decided.kind = 'claim_merge'
), alike (proposition, other) as (
    select proposition, proposition from standing
    union
    select one.proposition, other.proposition
    from standing as one cross join standing as other on other.claim = one.claim
    where one.claim in (select claim from joined)
    union
    select alike.proposition, hers.proposition
    from alike
    cross join standing as his on his.proposition = alike.other
    cross join main.same_claim on same_claim.joins
        and (same_claim.one = alike.other or same_claim.other = alike.other)
    cross join standing as hers on hers.claim = his.claim
        and hers.proposition = iif(same_claim.one = alike.other, same_claim.other, same_claim.one)
), placed as (
    select alike.proposition, alike.other, row_number() over (
        partition by alike.proposition
        order by claims.proposition is null, statements.stance in ('deny', 'deny_knowledge'),
            statements.narrated is not null,
            coalesce(statements.said_first, articles.published_first, '9999'), articles.published_first is null,
            articles.published_first, articles.id, statements.start, alike.other) as nth
    from alike
    cross join main.statements on statements.id = 's' || substr(alike.other, 2)
    cross join main.articles on articles.id = statements.article
    left join main.claims on claims.proposition = alike.other
)
select standing.proposition, 'c' || substr(placed.other, 2) as claim, standing.score, standing.reason
from standing join placed on placed.proposition = standing.proposition and placed.nth = 1;

create index temp.members_by_proposition on claim_members (proposition);
create index temp.members_by_claim on claim_members (claim);

create temp table claims as
select distinct claim as id, 'p' || substr(claim, 2) as proposition from temp.claim_members;

create index temp.claims_by_id on claims (id);
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
        select 1 from main.claim_members
        cross join main.claim_members as others on others.claim = claim_members.claim
        cross join main.answers on answers.proposition = others.proposition
        where claim_members.proposition = 'p' || substr(statements.id, 2) and answers.state = 'linked' and {contests}))
"""


def stand_at(db: sqlite3.Connection, date: PartialDate) -> int:
    """Let the connection answer `disputed` as of the end of the date; return how many undated reports that leaves out.

    Only what is asked of contested claims is so: the connection is for that question alone.
    """
    day = date.last.isoformat()
    columns = (row["name"] for row in rows(db, "pragma main.table_info(articles)", {}) if row["name"] != "origin")
    copied = _COPIED.format(day=day)
    origins = _ORIGINS.format(columns=", ".join(f"articles.{name}" for name in columns), those=copied)
    undated: int = rows(db, fill(_UNDATED), {})[0]["undated"]
    db.executescript("; ".join((_STATEMENTS.format(day=day), fill(_CLAIMS), origins)))
    return undated
