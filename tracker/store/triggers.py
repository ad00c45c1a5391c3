"""The triggers that keep what follows from the records beside them, whoever writes those.

Of each claim the days of what answers it; of lists how many rows they have; and which claims and statements are to be
weighed anew (see derived.py). What a person decided they keep from being changed.
"""

from __future__ import annotations

from collections.abc import Iterator

_APPENDED_ONLY = """
create trigger decisions_never_{verb} before {verb} on decisions
begin select raise(abort, 'what a person decided is never changed: it is taken back by another decision'); end
"""
APPENDED_ONLY = tuple(_APPENDED_ONLY.format(verb=verb) for verb in ("update", "delete"))

# Of each claim that anything answers, in whatever state, the days from the first of its reports to the last, so that a
# window of dates finds the disputes in it without a look at the reports of all others. What has no date may be of any
# day: '' and '~' stand before and after all days. Which reports count is asked of the claims that are found. The days
# follow from reports and answers alone, in whatever order those came; triggers see to it, whoever writes them.
_DAYS = """
    select coalesce(statements.said_first, articles.published_first, '') as first,
        coalesce(statements.said_last, articles.published_last, '~') as last
    from {reports} cross join articles on articles.id = statements.article
    where {which}"""
_ANSWERING = """statements as reports
    cross join answers on answers.answered = reports.id
    cross join statements on statements.id = answers.statement"""


def _all_days(which: str, reports: str) -> str:
    """The SQL of the days of some statements and of those that answer them."""
    answering = _DAYS.format(reports=_ANSWERING, which=reports)
    return f"{_DAYS.format(reports='statements', which=which)} union all {answering}"


def _days_anew(claim: str) -> str:
    """The SQL that works out all days of a claim; it has to say which claim of that id, and goes on from there."""
    days = _all_days(f"statements.claim = {claim}", f"reports.claim = {claim}")
    return (
        f"update claims set (answered_first, answered_last) = (select min(first), max(last) from ({days})) "
        f"where id = {claim}"
    )


def _days_widened(claim: str, days: str) -> str:
    """The SQL that widens the days of a claim that is answered already."""
    return (
        "update claims set (answered_first, answered_last) = ("
        "select min(claims.answered_first, found.first), max(claims.answered_last, found.last) "
        f"from (select min(first) as first, max(last) as last from ({days})) as found) "
        f"where id = {claim} and answered_last is not null"
    )


_IS_ANSWERED = "exists (select 1 from claims where id = {claim} and answered_last is not null)"
_ANY_ANSWER = f"exists (select 1 from {_ANSWERING} where reports.claim = {{claim}})"
_CLAIM_OF = "(select claim from statements where id = {row}.answered)"
_DAYS_OF_ANSWER = _DAYS.format(reports="statements", which="statements.id = new.statement")
_GONE_THROUGH = """
    update claims set answered_first = null, answered_last = null where id = {claim};
    {anew} and {any_answer};"""


def _gone_through(claim: str) -> str:
    """The SQL for a claim that lost a report or an answer."""
    return _GONE_THROUGH.format(claim=claim, anew=_days_anew(claim), any_answer=_ANY_ANSWER.format(claim=claim))


DAYS_OF_ALL = (
    _days_anew("claims.id") + " and id in (select claim from statements where id in (select answered from answers))"
)
# A claim that lost its answers so far had none. Of one that is gone nothing is left to be told; of the many answers
# that one statement gives to the reports of a claim, only with the last that goes is the claim gone through.
DAYS_KEPT = (
    f"""
create trigger claims_with_report after update of claim on statements
when new.claim is not null and new.claim is not old.claim
begin
    {_days_widened("new.claim", _all_days("statements.id = new.id", "reports.id = new.id"))};
    {_days_anew("new.claim")} and answered_last is null and exists (select 1 from answers where answered = new.id);
end""",
    f"""
create trigger claims_without_report after update of claim on statements
when old.claim is not null and new.claim is not old.claim and {_IS_ANSWERED.format(claim="old.claim")}
begin{_gone_through("old.claim")}
end""",
    f"""
create trigger claims_without_statement after delete on statements
when {_IS_ANSWERED.format(claim="old.claim")}
begin{_gone_through("old.claim")}
end""",
    f"""
create trigger claims_with_answer after insert on answers
when {_CLAIM_OF.format(row="new")} is not null
begin
    {_days_widened(_CLAIM_OF.format(row="new"), _DAYS_OF_ANSWER)};
    {_days_anew(_CLAIM_OF.format(row="new"))} and answered_last is null;
end""",
    f"""
create trigger claims_without_answer after delete on answers
when {_IS_ANSWERED.format(claim=_CLAIM_OF.format(row="old"))} and not exists (
    select 1 from answers cross join statements on statements.id = answers.answered
    where answers.statement = old.statement and statements.claim = {_CLAIM_OF.format(row="old")})
begin{_gone_through(_CLAIM_OF.format(row="old"))}
end""",
)
# What lists are ordered and counted by is made anew of all that is stale before a transaction ends (`derived.derive`).
_COUNTED_DAY = """
create trigger counted_days_{does}_{table} after {does} on {table} when {row}.kind is not null
begin
    insert into counted_days (kind, first, last, number)
    values ({row}.kind, coalesce({row}.first, ''), coalesce({row}.last, ''), {by})
    on conflict (kind, first, last) do update set number = number + {by};
    delete from counted_days
    where kind = {row}.kind and first = coalesce({row}.first, '') and last = coalesce({row}.last, '') and number = 0;
end"""
# Who is only said to want or to ask for something does not speak: whoever tells of it stands in `statement_sources`.
_SPEAKS = """{row}.source is not null and not {row}.hidden and {row}.force <> 'expressive' and (
    {row}.force = 'assertive' or not exists (
        select 1 from statement_sources where statement = {row}.id and role = 'via'))"""
_SPOKE = """
    insert into counted_sources (source, kind, statements)
    select {row}.source, sources.kind, {by} from sources where sources.id = {row}.source and {speaks}
    on conflict (source) do update set statements = statements + {by};"""
_SPOKE_NOT = """
    update counted_sources set statements = statements - 1 where source = {row}.source and {speaks};
    delete from counted_sources where source = {row}.source and statements = 0;"""
_COUNTED_BY_TELLER = """
create trigger counted_sources_by_teller after insert on statement_sources
when new.role = 'via' and (
    select count(*) from statement_sources where statement = new.statement and role = 'via') = 1
begin
    update counted_sources set statements = statements - 1 where source = (
        select source from statements
        where id = new.statement and not hidden and force in ('directive', 'commissive'));
    delete from counted_sources where statements = 0 and source = (
        select source from statements where id = new.statement);
end"""
# Not "or ignore": the statement that fires a trigger may say otherwise, and then that holds inside.
_IS_STALE = """
create trigger {name} after {event} begin
    insert into stale_{what} {those} on conflict do nothing;
end"""


def derived_triggers() -> Iterator[str]:
    """Yield the triggers that count the rows of lists by day and the statements of each source."""
    for table in ("derived_claims", "derived_statements"):
        yield _COUNTED_DAY.format(table=table, does="insert", row="new", by=1)
        yield _COUNTED_DAY.format(table=table, does="delete", row="old", by=-1)
    spoke = _SPOKE.format(row="new", by=1, speaks=_SPEAKS.format(row="new"))
    spoke_not = _SPOKE_NOT.format(row="old", speaks=_SPEAKS.format(row="old"))
    changed = "source, force, discarded, narrated, possible, outdated"
    yield f"create trigger counted_sources_by_insert after insert on statements begin {spoke} end"
    yield f"create trigger counted_sources_by_delete before delete on statements begin {spoke_not} end"
    yield (
        f"create trigger counted_sources_by_update after update of {changed} on statements begin {spoke_not}{spoke} end"
    )
    yield _COUNTED_BY_TELLER
    yield (
        "create trigger counted_sources_by_kind after update of kind on sources when old.kind <> new.kind begin "
        "update counted_sources set kind = new.kind where source = new.id; end"
    )


def stale_triggers() -> Iterator[str]:
    """Yield the triggers that note which claims and statements a change may have altered."""
    claims, statements = "claims (claim)", "statements (statement)"
    answering = "select statement from answers where answered = {row}.id"
    answered = "select claim from statements where id = {row}.answered and claim is not null"
    speaking = "select id from statements where source = new.id"
    changed = "old.kind is not new.kind or old.actor is not new.actor"
    dated = "published_first, published_last, origin, newsroom"
    several = " or ".join(f"old.{column} is not new.{column}" for column in dated.split(", "))
    columns = (
        "source, acts_for, stance, force, said_first, said_last, anonymity, cites, in_lead, holds_figure, "
        "discarded, narrated, possible, outdated"
    )
    for row, event in (
        ("new", "update of claim on statements when new.claim is not null"),
        ("old", "update of claim on statements when old.claim is not null"),
        ("old", "delete on statements when old.claim is not null"),
    ):
        name = f"stale_{{}}_by_{row}_claim_{event.split()[0]}"
        yield _IS_STALE.format(name=name.format("claims"), event=event, what=claims, those=f"values ({row}.claim)")
        those = answering.format(row=row)
        yield _IS_STALE.format(name=name.format("statements"), event=event, what=statements, those=those)
    for row, does in (("new", "insert"), ("new", "update"), ("old", "delete")):
        for what, those in (
            (claims, answered.format(row=row)),
            (statements, f"values ({row}.statement)"),
        ):
            name = f"stale_{what.split()[0]}_by_{does}_of_answer"
            yield _IS_STALE.format(name=name, event=f"{does} on answers", what=what, those=those)
    for name, event, those in (
        ("stale_statements_by_insert", "insert on statements", "values (new.id)"),
        ("stale_statements_by_update", f"update of {columns} on statements", "values (new.id)"),
        ("stale_statements_by_article", f"update of {dated} on articles when {several}",
            "select id from statements where article = new.id"),
        ("stale_statements_by_source", f"update of kind, actor on sources when {changed}", speaking),
        ("stale_statements_by_actor", "update of kind on actors when old.kind <> new.kind",
            "select statements.id from sources join statements on statements.source = sources.id "
            "where sources.actor = new.id"),
    ):  # fmt: skip
        yield _IS_STALE.format(name=name, event=event, what=statements, those=those)


# What the triggers count from then on, of a store that holds statements already.
COUNTED_SOURCES = f"""
insert into counted_sources (source, kind, statements)
select sources.id, sources.kind, count(*) from statements join sources on sources.id = statements.source
where {_SPEAKS.format(row="statements")} group by sources.id"""
