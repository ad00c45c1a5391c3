"""Pieces of SQL that questions share, so that "who says it" and "its first assertion" mean the same everywhere.

A `cross join` is SQLite's way to say in which order tables are read: from the few rows asked for to the many that hold
their details, each by its key. Without statistics SQLite would now and then begin with the largest table.
"""

from __future__ import annotations

NOBODY_NAMED = "(no source named)"
OUTLET_NOT_KNOWN = "(outlet not known)"
NOBODY_ASSERTS = "(nobody asserts it)"

# The name of a source; where persons are one, that by which they are known.
_SOURCE_NAME = """coalesce((
    select actors.name from same_actor join actors on actors.id = known_as
    where same_actor.actor = {source}.actor and {source}.kind = 'person'
), {source}.name)"""
_KNOWN_AS = "coalesce((select known_as from same_actor where same_actor.actor = {key}), {key})"
_NAME_OF = "(select called.name from actors as called where called.id = {key})"
_SPEAKS_FOR = _KNOWN_AS.format(key="coalesce(statements.acts_for, sources.actor)")


def _names(table: str, before: str, between: str) -> str:
    """The SQL of the names that a table of sources has for a statement, in order; empty where there are none."""
    name = _SOURCE_NAME.format(source="one")
    return f"""coalesce((
    select '{before}' || group_concat(name, '{between}')
    from (select {name} as name from {table} join sources as one on one.id = {table}.source
        where {table}.statement = statements.id order by {table}.position)
), '')"""


_VIA = _names("statement_sources", " via ", ", ")  # through whom it came, nearest first: "Xi via the Chinese account"
_BESIDE = _names("statement_speakers", " and ", " and ")  # who says it too: "France and Germany"
_OUTLET = f"iif(statements.own_voice, coalesce(articles.outlet, '{OUTLET_NOT_KNOWN}'), '{NOBODY_NAMED}')"

# Whether who answers is in the lists: an answer that a person gave always is.
_IS_SHOWN = (
    "(answers.decision is not null or not exists ("
    "select 1 from statements as answering where answering.id = answers.statement and answering.hidden))"
)

_SHARED = {
    "counts": "picked.nth, picked.fitting, picked.undated",  # what Question.pick reads beside the row itself
    "who": f"coalesce({_SOURCE_NAME.format(source='sources')}, {_OUTLET}) || {_BESIDE} || {_VIA}",
    "actor": _SPEAKS_FOR,
    "actor_name": _NAME_OF.format(key=_SPEAKS_FOR),
    "article": "coalesce(articles.given_id, articles.id)",
    "date": "coalesce(statements.said, articles.published)",
    "date_of": "case when statements.said is not null then 'said' "
    "when articles.published is not null then 'reported' end",
    "first": "coalesce(statements.said_first, articles.published_first)",
    "last": "coalesce(statements.said_last, articles.published_last)",
    # The ids of a statement and its proposition share all but their first letter (records.Statement.body): one look-up
    # less for each member of a claim makes a list of all claims a third faster.
    "told_in": "'s' || substr(claim_members.proposition, 2)",
    "asserts": "(statements.stance in ('assert', 'confirm') and statements.force = 'assertive' "
    "and not statements.hidden)",
    # The meeting that a report is of. One that is only possible is joined with no other: where such are asked for it is
    # a meeting by itself, with the id of the report (see store.opening.show_from); else no meeting has that id.
    "meeting_of": "coalesce(meeting_reports.meeting, meeting_reports.id)",
    "of_meetings": "(meeting_reports.meeting in (select value from json_each(:meetings)) "
    "or meeting_reports.id in (select value from json_each(:meetings)))",
    "report_count": "max(1, (select count(*) from meeting_reports where meeting = meetings.id))",
    # Whether an answer contests its claim: a denial or another figure; and which is the plainest.
    "contests": f"(answers.stance in ('deny', 'deny_knowledge', 'other_figure') and {_IS_SHOWN})",
    "is_shown": _IS_SHOWN,
    "plainest": "case told.stance when 'deny' then 0 when 'deny_knowledge' then 1 else 2 end",
}

# The report that the claim {claim} stands at: its first assertion (undated ones last), if any of one who is cited; a
# confirmation only where nobody simply asserts the claim, a denial only where nobody asserts it at all. {placed}
# narrows the articles.
FIRST_REPORT = """(
    select statements.n
    from claim_members
    cross join statements on statements.id = {told_in}
    cross join articles on articles.id = statements.article
    where claim_members.claim = {claim} and ({asserts} or statements.stance in ('deny', 'deny_knowledge'))
        and not statements.hidden and {placed}
    order by case statements.stance when 'assert' then 0 when 'confirm' then 1 else 2 end,
        statements.narrated is not null, {first} is null, {first}, {last}, statements.article, statements.start,
        statements.id
    limit 1
)"""

# For the statements of `picked`: the claim that each answers best, other than by another figure, what
# it says and who asserted it first. What a denial itself brought along counts only where it answers nothing else, and
# then nobody asserted it.
ANSWERED = """
answered as (
    select picked.id, answers.reason, answers.decision, told.n as told, claim_members.claim, row_number() over (
            partition by picked.id order by told.n = statements.n, answers.score desc, answers.proposition) as rank
    from picked
    cross join statements on statements.n = picked.statement
    cross join answers on answers.statement = statements.id and answers.state = 'linked'
        and answers.stance <> 'other_figure'
    cross join propositions on propositions.id = answers.proposition
    cross join statements as told on told.id = propositions.statement
    left join claim_members on claim_members.proposition = answers.proposition
), whom as (
    select answered.id, answered.claim, answered.reason, answered.decision, propositions.words,
        iif(statements.stance in ('deny', 'deny_knowledge'), null, {who}) as who,
        iif(statements.stance in ('deny', 'deny_knowledge'), null, {actor}) as actor
    from answered
    cross join statements on statements.n = coalesce({first_report}, answered.told)
    join propositions on propositions.statement = statements.id
    join articles on articles.id = statements.article
    left join sources on sources.id = statements.source
    where answered.rank = 1
)"""

# What a denial spells out and nobody asserts is a claim of its own only as long as it is linked with no other: of a row
# of `answers` joined with `claim_members`. {told_in} is the statement of a row of `members`.
DENIED_ELSEWHERE = """(answers.proposition = 'p' || substr(answers.statement, 2) and exists (
    select 1 from answers as others join claim_members as told on told.proposition = others.proposition
    where others.statement = answers.statement and others.state = 'linked' and told.claim <> claim_members.claim
) and not exists (
    select 1 from claim_members as members cross join statements on statements.id = {told_in}
    where members.claim = claim_members.claim and {asserts}))"""


def fill(sql: str, **gaps: str) -> str:
    """Return an SQL statement with the shared pieces and `gaps` put in where it names them in braces."""
    return sql.format_map({**_SHARED, **gaps})


def source_name(source: str) -> str:
    """Return the SQL of the name of a row of `sources`, and where persons are one, that by which they are known."""
    return _SOURCE_NAME.format(source=source)


def known_as(key: str) -> str:
    """Return the SQL of the key by which the actor of a `key` (SQL) is known, where it is one with others."""
    return _KNOWN_AS.format(key=key)


def actor_name(key: str) -> str:
    """Return the SQL of the name by which the actor of a `key` (SQL) is known."""
    return _NAME_OF.format(key=known_as(key))


def first_report(claim: str, placed: str = "true") -> str:
    """Return the SQL of the number of the statement that a claim stands at, among the articles that are `placed`."""
    return fill(FIRST_REPORT, claim=claim, placed=placed)


def answered() -> str:
    """Return the SQL of `whom`: what each of the picked statements answers, and who asserted that."""
    return fill(ANSWERED, first_report=first_report("answered.claim"))
