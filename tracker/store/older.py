"""The steps by which stores of the releases before 1.0 came to be (0.1 to 0.9), and how their rows are brought along.

No new store takes these steps. An older one takes those that it has not taken, then its tables are put away under other
names, and what they hold is written into the tables of today: all ids, decisions and orders stay.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sqlite_utils import Database, Migrations

from tracker.store.decisions import decided_of, insert, on_statements
from tracker.store.opening import APPLICATION_ID

migrations = Migrations("tracker")
LAST = 23  # of these steps

_TABLES = """
create table articles (
    n integer primary key,
    id text not null unique,
    given_id text,
    title text,
    outlet text,
    author text,
    url text,
    credit text,
    published text,
    published_first text,
    published_last text,
    published_from text not null,
    sha256 text not null,
    origin text not null,
    text text not null,
    words integer not null,
    found_by text not null,
    ingested_at text not null
);
create index articles_by_sha256 on articles (sha256);
create index articles_by_given_id on articles (given_id);
create index articles_by_outlet on articles (outlet, published_first);
create index articles_by_published on articles (published_first);
create index articles_by_origin on articles (origin);

create table actors (
    id text primary key,
    name text not null,
    kind text not null check (kind in ('country', 'organisation', 'person'))
) without rowid;
create table actor_aliases (
    alias text not null,
    actor text not null references actors (id) on delete cascade,
    primary key (alias, actor)
) without rowid;
create index actor_aliases_by_actor on actor_aliases (actor);
create table acts_for (
    actor text not null references actors (id) on delete cascade,
    for_actor text not null references actors (id),
    since text not null,
    until text not null,
    reason text not null,
    primary key (actor, for_actor, since, until)
) without rowid;
create index acts_for_by_for_actor on acts_for (for_actor);

create table sources (
    id text primary key,
    name text not null,
    kind text not null check (kind in ('person', 'office', 'organisation', 'document', 'unnamed', 'outlet')),
    actor text references actors (id),
    article text references articles (id) on delete cascade
);
create index sources_by_actor on sources (actor);
create index sources_by_article on sources (article);

create table statements (
    n integer primary key,
    id text not null unique,
    article text not null references articles (id) on delete cascade,
    source text references sources (id),
    acts_for text references actors (id),
    stance text not null check (stance in
        ('assert', 'confirm', 'deny', 'deny_knowledge', 'no_comment', 'question', 'retract', 'reject')),
    force text not null check (force in ('assertive', 'directive', 'commissive', 'expressive')),
    own_voice integer not null,
    said text,
    said_first text,
    said_last text,
    certainty text,
    start integer not null,
    end integer not null,
    words text not null,
    found_by text not null
);
create index statements_by_article on statements (article, start);
create index statements_by_source on statements (source);
create index statements_by_stance on statements (stance);
create index statements_by_said on statements (said_first);
create table statement_sources (
    statement text not null references statements (id) on delete cascade,
    position integer not null,
    source text not null references sources (id),
    primary key (statement, position)
) without rowid;
create index statement_sources_by_source on statement_sources (source);

create table propositions (
    n integer primary key,
    id text not null unique,
    statement text not null unique references statements (id) on delete cascade,
    article text not null references articles (id) on delete cascade,
    words text not null,
    terms text not null,
    core text,
    negated integer not null,
    spelled_out integer not null,
    happened text,
    happened_first text,
    happened_last text
);
create index propositions_by_article on propositions (article);
create index propositions_by_happened on propositions (happened_first);
create table proposition_index (
    term text not null,
    proposition text not null references propositions (id) on delete cascade,
    primary key (term, proposition)
) without rowid;
create index proposition_index_by_proposition on proposition_index (proposition);

create table same_claim (
    one text not null references propositions (id) on delete cascade,
    other text not null references propositions (id) on delete cascade,
    score real not null,
    reason text not null,
    primary key (one, other)
) without rowid;
create index same_claim_by_other on same_claim (other);
create table claims (
    id text primary key,
    proposition text not null unique references propositions (id) on delete cascade
);
create table claim_members (
    proposition text primary key references propositions (id) on delete cascade,
    claim text not null references claims (id) on delete cascade,
    score real not null,
    reason text not null
) without rowid;
create index claim_members_by_claim on claim_members (claim);
create table answers (
    statement text not null references statements (id) on delete cascade,
    proposition text not null references propositions (id) on delete cascade,
    stance text not null,
    score real not null,
    reason text not null,
    state text not null check (state in ('linked', 'possible', 'removed')),
    found_by text not null,
    primary key (statement, proposition)
) without rowid;
create index answers_by_proposition on answers (proposition);
create index answers_by_stance on answers (stance);

create table meetings (
    id text primary key,
    status text not null check (status in ('held', 'planned', 'cancelled', 'refused', 'proposed', 'habitual')),
    mode text not null check (mode in ('in_person', 'phone', 'video', 'written', 'unknown')),
    place text,
    place_country text,
    start text,
    start_first text,
    start_last text,
    count integer
);
create index meetings_by_start on meetings (start_first);
create index meetings_by_status on meetings (status);
create table meeting_reports (
    n integer primary key,
    id text not null unique,
    meeting text references meetings (id) on delete set null,
    article text not null references articles (id) on delete cascade,
    status text not null,
    mode text not null,
    place text,
    place_country text,
    held text,
    held_first text,
    held_last text,
    count integer,
    again integer not null,
    start integer not null,
    end integer not null,
    words text not null,
    reason text not null,
    joined text not null,
    found_by text not null
);
create index meeting_reports_by_meeting on meeting_reports (meeting);
create index meeting_reports_by_article on meeting_reports (article);
create table participants (
    report text not null references meeting_reports (id) on delete cascade,
    position integer not null,
    name text not null,
    actor text references actors (id),
    acts_for text references actors (id),
    primary key (report, position)
) without rowid;
create index participants_by_actor on participants (actor);
create index participants_by_acts_for on participants (acts_for);

create table spans (
    n integer primary key,
    owner text not null,
    article text not null references articles (id) on delete cascade,
    role text not null,
    start integer not null,
    end integer not null,
    words text not null,
    reason text not null
);
create index spans_by_owner on spans (owner, role);
create index spans_by_article on spans (article);
create table mentions (
    span integer not null references spans (n) on delete cascade,
    owner text not null,
    actor text not null references actors (id),
    role text not null check (role in ('says', 'spoken_of', 'meets')),
    reason text not null,
    primary key (span, actor, role)
) without rowid;
create index mentions_by_actor on mentions (actor, role, owner);
create index mentions_by_owner on mentions (owner)
"""

_VIEWS = """
create view denials as
select statements.id, articles.published, statements.said, sources.name as source, statements.stance,
    propositions.words, answered.words as answers, answers.reason, articles.outlet, statements.article
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
left join propositions on propositions.statement = statements.id
left join answers on answers.statement = statements.id and answers.state = 'linked'
left join propositions as answered on answered.id = answers.proposition
where statements.stance in ('deny', 'deny_knowledge');

create view v_timeline as
select coalesce(statements.said, articles.published) as date,
    case when statements.said is null then 'reported' else 'said' end as date_of,
    coalesce(statements.said_first, articles.published_first) as sort_day,
    statements.stance as kind, sources.name as who, propositions.words, articles.outlet, statements.id,
    statements.article
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
left join propositions on propositions.statement = statements.id
union all
select meetings.start, 'meeting', meetings.start_first, 'meeting ' || meetings.status,
    (select group_concat(name, ' · ') from (
        select distinct name from participants join meeting_reports on meeting_reports.id = participants.report
        where meeting_reports.meeting = meetings.id order by meeting_reports.start, position)),
    (select words from meeting_reports where meeting = meetings.id order by n limit 1), null, meetings.id, null
from meetings
order by sort_day is null, sort_day, id;

create view v_disputed as
select claims.id as claim, first.words, asserting.name as asserted_by, claimed.article as asserted_in,
    denying.name as denied_by, answers.stance, denial.words as denial, answers.score, answers.reason,
    denial.article as denied_in
from answers
join claim_members on claim_members.proposition = answers.proposition
join claims on claims.id = claim_members.claim
join propositions as first on first.id = claims.proposition
join statements as claimed on claimed.id = first.statement
left join sources as asserting on asserting.id = claimed.source and claimed.stance in ('assert', 'confirm')
join statements as denial on denial.id = answers.statement
left join sources as denying on denying.id = denial.source
where answers.stance in ('deny', 'deny_knowledge') and answers.state = 'linked'
order by claims.id, denial.id
"""


def _statements(sql: str) -> list[str]:
    return [statement for statement in sql.split(";") if statement.strip()]


@migrations()
def m001_articles_statements_claims_meetings(db: Database) -> None:
    """Create every table of the first release, its indexes, full-text search and the views."""
    for statement in (*_statements(_TABLES), *_statements(_VIEWS)):
        db.execute(statement)
    for table, columns in (("articles", ["title", "text"]), ("propositions", ["words"])):
        db.table(table).enable_fts(columns, create_triggers=True, tokenize="porter unicode61 remove_diacritics 2")
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute("pragma user_version = 1")


# `value` and `was` are JSON objects by name of field, so that decisions of any kind have room: links, merges, ratings.
_DECISIONS = """
create table decisions (
    n integer primary key,
    id text not null unique,
    kind text not null,
    subject text not null,
    value text not null check (json_valid(value)),
    was text not null check (json_valid(was)),
    who text not null,
    at text not null,
    why text
);
create index decisions_by_subject on decisions (subject);
alter table articles add column as_read text not null default '{}'
"""
_APPENDED_ONLY = """
create trigger decisions_never_{verb} before {verb} on decisions
begin select raise(abort, 'what a person decided is never changed: it is taken back by another decision'); end
"""


@migrations()
def m002_decisions_of_people(db: Database) -> None:
    """Create the table of what people decided, which only grows, and keep what was read beside a person's word."""
    for statement in _statements(_DECISIONS):
        db.execute(statement)
    for verb in ("update", "delete"):
        db.execute(_APPENDED_ONLY.format(verb=verb))
    db.execute("pragma user_version = 2")


# Each actor that is one with others, `known_as` the same one of them, which has a row too. `decision` is that of a
# person, else null: the program's own. Persons are compared with those of the same `spelling`, null until they are.
_ONE_ACTOR = """
create table same_actor (
    actor text primary key references actors (id) on delete cascade,
    known_as text not null references actors (id) on delete cascade,
    reason text not null,
    decision text
) without rowid;
create index same_actor_by_known_as on same_actor (known_as);
alter table actors add column spelling text;
create index actors_by_spelling on actors (spelling);
alter table actor_aliases add column given integer not null default 0;
create index participants_by_side on participants (coalesce(actor, acts_for, lower(name)))
"""


@migrations()
def m003_actors_that_are_one(db: Database) -> None:
    """Create the table of actors that are one, and mark the aliases that a person gave; index the sides of meetings."""
    for statement in _statements(_ONE_ACTOR):
        db.execute(statement)
    db.execute("pragma user_version = 3")


_NAMED_OR_NOT = """
alter table statements add column anonymity text check (anonymity in ('named', 'unnamed', 'mixed'));
alter table statements add column number integer;
create table places (
    span integer not null references spans (n) on delete cascade,
    owner text not null,
    country text not null references actors (id),
    reason text not null,
    primary key (span, country)
) without rowid;
create index places_by_country on places (country, owner)
"""


@migrations()
def m004_whether_sources_are_named_and_places(db: Database) -> None:
    """Keep of each statement whether its source is named and how many speak, and names that only tell where.

    These stand apart from mentions: a place is no actor, and no question about actors finds it.
    """
    for statement in _statements(_NAMED_OR_NOT):
        db.execute(statement)
    db.execute("pragma user_version = 4")


# What follows from decisions that are in force. `decided` has a row for each record that one of them stands on, so that
# a list need not work out what was taken back. A statement or report that is `discarded` has that decision's id.
# Where a person's word stands on an answer, `decision` is its id and `as_found` what the program found, as JSON
# by name of column: {} for nothing.
_DECIDED = """
create table decided (
    record text not null,
    decision text not null references decisions (id),
    kind text not null,
    primary key (record, decision)
) without rowid;
create index decided_by_kind on decided (kind, decision);
alter table statements add column discarded text;
create index statements_discarded on statements (discarded) where discarded is not null;
alter table meeting_reports add column discarded text;
create index meeting_reports_discarded on meeting_reports (discarded) where discarded is not null;
alter table answers add column decision text;
alter table answers add column as_found text not null default '{}';
create index answers_decided on answers (decision) where decision is not null
"""
_DISCARDED_HIDDEN = """
drop view denials;
create view denials as
select statements.id, articles.published, statements.said, sources.name as source, statements.stance,
    propositions.words, answered.words as answers, answers.reason, articles.outlet, statements.article
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
left join propositions on propositions.statement = statements.id
left join answers on answers.statement = statements.id and answers.state = 'linked'
left join propositions as answered on answered.id = answers.proposition
where statements.stance in ('deny', 'deny_knowledge') and statements.discarded is null;

drop view v_timeline;
create view v_timeline as
select * from (
select coalesce(statements.said, articles.published) as date,
    case when statements.said is null then 'reported' else 'said' end as date_of,
    coalesce(statements.said_first, articles.published_first) as sort_day,
    statements.stance as kind, sources.name as who, propositions.words, articles.outlet, statements.id,
    statements.article
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
left join propositions on propositions.statement = statements.id
where statements.discarded is null
union all
select meetings.start, 'meeting', meetings.start_first, 'meeting ' || meetings.status,
    (select group_concat(name, ' · ') from (
        select distinct name from participants join meeting_reports on meeting_reports.id = participants.report
        where meeting_reports.meeting = meetings.id order by meeting_reports.start, position)),
    (select words from meeting_reports where meeting = meetings.id order by n limit 1), null, meetings.id, null
from meetings
)
order by sort_day is null, sort_day, id
"""


@migrations()
def m005_what_people_decide_of_claims(db: Database) -> None:
    """Keep what follows from decisions on claims, answers and wrong rows; what is discarded no view shows.

    The order of v_timeline was none that SQLite takes.
    """
    for statement in (*_statements(_DECIDED), *_statements(_DISCARDED_HIDDEN)):
        db.execute(statement)
    db.execute("pragma user_version = 5")


# `newsroom` is whose article it is, `carries` whose text, by its credit, and `origin` whose word its reports are, with
# all near-identical texts. `cites` is the newsroom that a statement comes from, where that is another. Of `same_text`
# the `share` is that of the shorter text. Texts are filed in `text_bands`, so that near-identical ones are found; a
# text never changes, nor do its bands, and an index by article would be as large as the table.
_ORIGINS = """
alter table articles add column newsroom text;
alter table articles add column carries text;
alter table articles add column origin_why text not null default '';
alter table statements add column cites text;
alter table statements add column cites_why text;
create index articles_by_newsroom on articles (newsroom);
create table same_text (
    one text not null references articles (id) on delete cascade,
    other text not null references articles (id) on delete cascade,
    share real not null,
    primary key (one, other)
) without rowid;
create index same_text_by_other on same_text (other);
create table text_bands (
    band integer not null,
    article text not null references articles (id) on delete cascade,
    primary key (band, article)
) without rowid;
drop view v_disputed;
create view v_disputed as
select claims.id as claim, first.words, asserting.name as asserted_by, claimed.article as asserted_in,
    denying.name as denied_by, answers.stance, denial.words as denial, answers.score, answers.reason,
    denial.article as denied_in
from answers
join claim_members on claim_members.proposition = answers.proposition
join claims on claims.id = claim_members.claim
join propositions as first on first.id = claims.proposition
join statements as claimed on claimed.id = first.statement
left join sources as asserting on asserting.id = claimed.source and claimed.stance in ('assert', 'confirm')
join statements as denial on denial.id = answers.statement
left join sources as denying on denying.id = denial.source
where answers.stance in ('deny', 'deny_knowledge', 'opposes', 'other_figure') and answers.state = 'linked'
order by claims.id, denial.id
"""


@migrations()
def m006_origins(db: Database) -> None:
    """Keep whose word each report is: near-identical texts, credits and cited outlets; show opposing statements too."""
    for statement in _statements(_ORIGINS):
        db.execute(statement)
    db.execute("pragma user_version = 6")


# `refers` is the report of the same article that "the meeting" takes up, `statement` the one that says it; `kin` is the
# first of all reports that a meeting's were compared with, so that those are grouped anew together.
_MEETING_DETAILS = """
alter table meeting_reports add column old text;
alter table meeting_reports add column refers text;
alter table meeting_reports add column statement text;
alter table participants add column role text;
alter table meetings add column old text;
alter table meetings add column kin text;
alter table meetings add column conflicts text not null default '{}' check (json_valid(conflicts));
create index meetings_by_kin on meetings (kin);
create index meeting_reports_by_statement on meeting_reports (statement)
"""


@migrations()
def m007_meetings_told_fully(db: Database) -> None:
    """Keep of each meeting the date it had before it was put off, what is told otherwise, who tells it, and roles."""
    for statement in _statements(_MEETING_DETAILS):
        db.execute(statement)
    db.execute("pragma user_version = 7")


# Of the statements whose date is a month or a year, so that those said within some days are found by their first day.
_SAID_WITHIN = """
create index statements_said_within on statements (said_first, said_last) where said_first <> said_last
"""


@migrations()
def m008_statements_said_within_days(db: Database) -> None:
    """Find the few statements whose date is no day, so that a window of dates need not look at all said before it."""
    for statement in _statements(_SAID_WITHIN):
        db.execute(statement)
    db.execute("pragma user_version = 8")


# What is found in a proposition to hold it against others: quantities as text, what it is about as 128 numbers of 8
# bits. An article is filed under its key terms; `period` is '' where it has no date.
_HELD_AGAINST_OTHERS = """
drop table if exists proposition_index;
alter table propositions add column quantities text not null default '';
alter table propositions add column about blob;
alter table propositions add column contests real;
create table article_terms (
    term text not null,
    period text not null,
    article text not null references articles (id) on delete cascade,
    weight real not null,
    primary key (term, period, article)
) without rowid;
create index article_terms_by_article on article_terms (article)
"""


@migrations()
def m009_what_propositions_are_held_against(db: Database) -> None:
    """File articles by their key terms, not propositions by theirs; keep what the relation model reads of each."""
    for statement in _statements(_HELD_AGAINST_OTHERS):
        db.execute(statement)
    db.execute("pragma user_version = 9")


# `met_first` and `met_last` are the days by which a report is found by others of its meeting (see store.py): they are
# written with the report and never change. With them a side is looked up in some days, whatever the store holds of
# other years. The sides whose article does not say whom they act for stand apart; of whom others say so, the first and
# the last are one look-up each. `kin` is gone: a meeting is found again by what lies near it.
_FOUND_BY_SIDE_AND_DAY = """
alter table participants add column met_first text;
alter table participants add column met_last text;
update participants set (met_first, met_last) = (
    select iif(found_always, '', coalesce(held_first, published_first)),
        iif(found_always, '', coalesce(held_last, published_first))
    from (
        select held_first, held_last, published_first, status = 'habitual' or old is not null
            or coalesce(julianday(held_last) - julianday(held_first) >= 31, false) as found_always
        from meeting_reports join articles on articles.id = meeting_reports.article
        where meeting_reports.id = participants.report));
drop index participants_by_side;
drop index participants_by_actor;
drop index participants_by_acts_for;
create index participants_by_side on participants (coalesce(actor, acts_for, lower(name)), met_first, met_last);
create index participants_by_actor on participants (actor, acts_for);
create index participants_by_acts_for on participants (acts_for, met_first, met_last);
create index participants_of_whom_little_is_known on participants (met_first, met_last, actor)
    where acts_for is null and actor is not null;
drop index meetings_by_kin;
alter table meetings drop column kin
"""


@migrations()
def m010_meetings_found_by_side_and_day(db: Database) -> None:
    """Find the reports that may be of one meeting by who takes part and when, so that other years cost nothing."""
    for statement in _statements(_FOUND_BY_SIDE_AND_DAY):
        db.execute(statement)
    db.execute("pragma user_version = 10")


# Of each claim that anything answers, in whatever state, the days from the first of its reports to the last, so that a
# window of dates finds the disputes in it without a look at the reports of all others. What has no date may be of any
# day: '' and '~' stand before and after all days. Which reports count is asked of the claims that are found. The rows
# follow from members and answers alone, in whatever order those came; triggers see to it, whoever writes them.
_FIRST = "coalesce(statements.said_first, articles.published_first, '')"
_LAST = "coalesce(statements.said_last, articles.published_last, '~')"
_ANSWERED_CLAIMS = f"""
insert into answered_claims (claim, first, last)
select claim, min(first), max(last) from (
    select claim_members.claim, {_FIRST} as first, {_LAST} as last
    from claim_members
    cross join statements on statements.id = 's' || substr(claim_members.proposition, 2)
    cross join articles on articles.id = statements.article
    where {{which}}
    union all
    select claim_members.claim, {_FIRST}, {_LAST}
    from claim_members
    cross join answers on answers.proposition = claim_members.proposition
    cross join statements on statements.id = answers.statement
    cross join articles on articles.id = statements.article
    where {{which}})
group by claim"""
_OF_ALL = _ANSWERED_CLAIMS.format(
    which="claim_members.claim in (select claim from answers join claim_members using (proposition))"
)
_CLAIM_OF = "(select claim from claim_members where proposition = {}.proposition)"
_IS_THERE = "exists (select 1 from answered_claims where claim = {0})"
# A claim that is not there yet had no answer so far. Of one that is, only what was added is looked at.
_UNLESS_THERE = f"claim_members.claim = {{0}} and not {_IS_THERE}"
_WIDENED = "on conflict (claim) do update set first = min(first, excluded.first), last = max(last, excluded.last)"
_MEMBER_ADDED = f"""
create trigger answered_claims_by_member after insert on claim_members
when {_IS_THERE.format("new.claim")} or exists (select 1 from answers where proposition = new.proposition)
begin
    {_ANSWERED_CLAIMS.format(which=_UNLESS_THERE.format("new.claim"))};
    {_ANSWERED_CLAIMS.format(which="claim_members.proposition = new.proposition")} {_WIDENED};
end"""
_ANSWER_ADDED = f"""
create trigger answered_claims_by_answer after insert on answers
when {_CLAIM_OF.format("new")} is not null
begin
    {_ANSWERED_CLAIMS.format(which=_UNLESS_THERE.format(_CLAIM_OF.format("new")))};
    update answered_claims set (first, last) = (
        select min(answered_claims.first, {_FIRST}), max(answered_claims.last, {_LAST})
        from statements cross join articles on articles.id = statements.article
        where statements.id = new.statement)
    where claim = {_CLAIM_OF.format("new")};
end"""
# Of a claim that is gone nothing is left to be told; of the many answers that one statement gives to the reports of a
# claim, only with the last that goes is the claim gone through.
_GONE_THROUGH = f"""
    delete from answered_claims where claim = {{0}};
    {
    _ANSWERED_CLAIMS.format(
        which="claim_members.claim = {0} and exists (select 1 from claims where id = {0}) and exists ("
        "select 1 from claim_members as members join answers on answers.proposition = members.proposition "
        "where members.claim = {0})"
    )
};"""
_MEMBER_REMOVED = f"""
create trigger answered_claims_without_member after delete on claim_members
when {_IS_THERE.format("old.claim")}
begin{_GONE_THROUGH.format("old.claim")}
end"""
_ANSWER_REMOVED = f"""
create trigger answered_claims_without_answer after delete on answers
when {_IS_THERE.format(_CLAIM_OF.format("old"))} and not exists (
    select 1 from answers cross join claim_members on claim_members.proposition = answers.proposition
    where answers.statement = old.statement and claim_members.claim = {_CLAIM_OF.format("old")})
begin{_GONE_THROUGH.format(_CLAIM_OF.format("old"))}
end"""


@migrations()
def m011_days_of_answered_claims(db: Database) -> None:
    """Keep from when to when each claim that is answered was reported, so that a window of dates finds disputes."""
    db.execute(
        "create table answered_claims (claim text primary key references claims (id) on delete cascade, "
        "first text not null, last text not null) without rowid"
    )
    for statement in (_OF_ALL, _MEMBER_ADDED, _ANSWER_ADDED, _MEMBER_REMOVED, _ANSWER_REMOVED):
        db.execute(statement)
    db.execute("pragma user_version = 11")


@migrations()
def m012_likeness_that_joins(db: Database) -> None:
    """Keep the likeness of two propositions that were read together, of those too that are not alike enough to join."""
    db.execute("alter table same_claim add column joins integer not null default 1")
    db.execute("pragma user_version = 12")


# What a statement tells and what it denies, as its article tells it, each 128 numbers of 8 bits, in place of what it is
# about by its own words.
@migrations()
def m013_what_statements_tell_and_deny(db: Database) -> None:
    """Keep both vectors; those of older stores come with `tracker reread`."""
    db.execute("alter table propositions drop column about")
    db.execute("alter table propositions add column tells blob")
    db.execute("alter table propositions add column denies blob")
    db.execute("pragma user_version = 13")


# What the outlet only tells is 'aside', in no list, until it carries a claim that others report, or somebody denies it:
# then it is the telling of a 'claim'. Null where somebody says it, or the outlet judges. No list shows what is hidden,
# and the actors that an aside speaks of stand apart from those of all that is told.
_NARRATED = f"""
create table aside_mentions (
    span integer not null references spans (n) on delete cascade,
    owner text not null,
    actor text not null references actors (id),
    role text not null,
    reason text not null,
    primary key (span, actor, role)
) without rowid;
create index aside_mentions_by_owner on aside_mentions (owner);
create index aside_mentions_by_actor on aside_mentions (actor);
alter table statements add column narrated text check (narrated in ('aside', 'claim'));
alter table statements add column hidden integer as (discarded is not null or coalesce(narrated = 'aside', 0)) virtual;
{_DISCARDED_HIDDEN.replace("statements.discarded is null", "not statements.hidden")}
"""


@migrations()
def m014_what_outlets_tell(db: Database) -> None:
    """Keep what outlets tell in their own voice, hidden where it carries no claim and answers none."""
    for statement in _statements(_NARRATED):
        db.execute(statement)
    db.execute("pragma user_version = 14")


@migrations()
def m015_who_stands_before_the_words(db: Database) -> None:
    """Keep what stands before words that begin with the verb of saying: "Hale ", "vowed to act"."""
    db.execute("alter table propositions add column who text not null default ''")
    db.execute("pragma user_version = 15")


# Of a claim of several clauses ("the port was shut and ships were burning") a denial may answer one. What stands in a
# refusal nobody tells, unless that says who does: "declined to speak of press reports that it had failed".
@migrations()
def m016_clauses_of_claims(db: Database) -> None:
    """Keep what each clause of a claim says, which one an answer answers, and what another statement tells of.

    Those of older stores come with `tracker reread`.
    """
    db.execute("alter table propositions add column clauses text not null default ''")
    db.execute("alter table answers add column clause text")
    db.execute("alter table statements add column contested integer not null default 0")
    db.execute("pragma user_version = 16")


# How likely a row is right, as the reader has it, and the decision that was least sure. What is not likely enough is
# only `possible`: no list shows it unless it is asked for. Several may say a thing together: `statements.source` is the
# first of them.
_PROBABILITY = f"""
drop view denials;
drop view v_timeline;
create view denials as select 1;
create view v_timeline as select 1;
alter table statements drop column hidden;
alter table statements add column probability real not null default 1;
alter table statements add column least_sure text not null default '';
alter table statements add column possible integer not null default 0;
alter table statements add column hidden integer as
    (discarded is not null or coalesce(narrated = 'aside', 0) or possible) virtual;
alter table meeting_reports add column probability real not null default 1;
alter table meeting_reports add column possible integer not null default 0;
create table statement_speakers (
    statement text not null references statements (id) on delete cascade,
    position integer not null,
    source text not null references sources (id),
    primary key (statement, position)
) without rowid;
create index statement_speakers_by_source on statement_speakers (source);
{_DISCARDED_HIDDEN.replace("statements.discarded is null", "not statements.hidden")}
"""


@migrations()
def m017_how_likely_rows_are_right(db: Database) -> None:
    """Keep of each row how likely it is right, and all who say it; those of older stores come with `tracker reread`."""
    for statement in _statements(_PROBABILITY):
        db.execute(statement)
    db.execute("pragma user_version = 17")


@migrations()
def m018_least_sure_of_meetings(db: Database) -> None:
    """Keep of each report of a meeting which decision was least sure; that of older stores comes with `reread`."""
    db.execute("alter table meeting_reports add column least_sure text not null default ''")
    db.execute("pragma user_version = 18")


# What the reader takes a statement of an article to answer among its other statements; linking weighs it with what else
# is known of both. What rules had told of clauses and of claims within denials is gone with them, and so are the
# vectors of another network, which lie near none of the new ones.
_READ_ANSWERS = """
create table read_answers (
    statement text not null references statements (id) on delete cascade,
    answered text not null references statements (id) on delete cascade,
    probability real not null,
    primary key (statement, answered)
) without rowid;
create index read_answers_by_answered on read_answers (answered);
delete from answers where stance = 'opposes';
alter table propositions drop column contests;
alter table propositions drop column clauses;
alter table propositions drop column who;
alter table answers drop column clause;
alter table statements drop column contested;
update propositions set tells = null, denies = null
"""


@migrations()
def m019_what_statements_answer(db: Database) -> None:
    """Keep what each statement may answer as its article is read; of older stores it comes with `tracker reread`."""
    for statement in _statements(_READ_ANSWERS):
        db.execute(statement)
    db.execute("pragma user_version = 19")


# How an article came: what it was understood as, the input, the SHA-256 of the original bytes, its language, what dated
# it, and the versions of what read it. The same article read again with other text is a new version in a row of its
# own: `first_version` is the id of the first, `newer` of the one that took its place. What was read from an older
# version is `outdated`, hidden from every list, and what was linked with it stands apart, for the store as it stood on
# a day; it stays when the other side is read again, and goes when that is forgotten. `beside` is another member of
# the claim that it belonged to. Of the newer version's records `carried_on` has those that say the same in the same
# words: what people decided of the older ones holds for them.
_INTAKE_AND_VERSIONS = f"""
alter table articles add column kind text;
alter table articles add column input text;
alter table articles add column raw_sha256 text;
alter table articles add column language text;
alter table articles add column dated_by text;
alter table articles add column read_by text;
alter table articles add column first_version text not null default '';
alter table articles add column version integer not null default 1;
alter table articles add column newer text;
update articles set first_version = id;
create index articles_by_first_version on articles (first_version, version);
create index articles_by_url on articles (url);
create index articles_by_read_url on articles (as_read ->> 'url') where as_read <> '{{}}';
create index articles_of_older_versions on articles (first_version) where newer is not null;
drop view denials;
drop view v_timeline;
create view denials as select 1;
create view v_timeline as select 1;
alter table statements drop column hidden;
alter table statements add column outdated integer not null default 0;
alter table statements add column hidden integer as
    (discarded is not null or coalesce(narrated = 'aside', 0) or possible or outdated) virtual;
alter table meeting_reports add column outdated integer not null default 0;
create table outdated_alike (
    one text not null,
    other text not null,
    joins integer not null,
    article text not null references articles (id) on delete cascade,
    primary key (one, other)
) without rowid;
create table outdated_members (
    proposition text primary key references propositions (id) on delete cascade,
    claim text not null,
    score real not null,
    reason text not null,
    beside text
) without rowid;
create table outdated_answers (
    statement text not null,
    proposition text not null,
    stance text not null,
    score real not null,
    reason text not null,
    state text not null,
    found_by text not null,
    decision text,
    article text not null references articles (id) on delete cascade,
    primary key (statement, proposition)
) without rowid;
create table carried_on (
    record text primary key,
    newer text not null,
    article text not null references articles (id) on delete cascade
) without rowid;
create index carried_on_by_article on carried_on (article);
{_DISCARDED_HIDDEN.replace("statements.discarded is null", "not statements.hidden")}
"""


@migrations()
def m020_how_articles_came_and_their_versions(db: Database) -> None:
    """Keep what was understood of each article, and older versions of it beside the newest."""
    for statement in _statements(_INTAKE_AND_VERSIONS):
        db.execute(statement)
    db.execute("pragma user_version = 20")


# Which article named which actor, and spoke of which source that is known beyond it, each as it did: so a name that no
# article gives any more can go. Of older stores each article is taken to have told all that is known by now.
_NAMED = """
create table named (
    actor text not null,
    article text not null references articles (id) on delete cascade,
    told text not null check (json_valid(told)),
    primary key (actor, article)
) without rowid;
create index named_by_article on named (article);
create table spoken (
    source text not null,
    article text not null references articles (id) on delete cascade,
    name text not null,
    kind text not null,
    actor text,
    primary key (source, article)
) without rowid;
create index spoken_by_article on spoken (article);
create index statements_hidden on statements (id) where hidden;
insert into named (actor, article, told)
with recursive referred (article, actor) as (
    select article, mentions.actor from spans join mentions on span = n
    union select article, aside_mentions.actor from spans join aside_mentions on span = n
    union select article, country from spans join places on span = n
    union select statements.article, sources.actor from statements join sources on sources.id = statements.source
    union select statements.article, sources.actor from statement_sources
        join statements on statements.id = statement join sources on sources.id = statement_sources.source
    union select statements.article, sources.actor from statement_speakers
        join statements on statements.id = statement join sources on sources.id = statement_speakers.source
    union select article, acts_for from statements
    union select article, actor from meeting_reports join participants on report = id
    union select article, acts_for from meeting_reports join participants on report = id
    union select article, for_actor from referred join acts_for on acts_for.actor = referred.actor
)
select actors.id, article, json_object('name', name, 'kind', kind, 'aliases', (
        select json_group_array(alias) from (
            select alias from actor_aliases where actor = actors.id and not given order by alias)),
    'acts_for', (
        select json_group_array(json_array(for_actor, since, until, reason)) from (
            select * from acts_for where acts_for.actor = actors.id order by for_actor, since, until)))
from referred join actors on actors.id = referred.actor;
insert into spoken (source, article, name, kind, actor)
select distinct sources.id, statements.article, name, kind, actor
from (
    select id as statement, source from statements
    union select statement, source from statement_sources
    union select statement, source from statement_speakers
) as speaking
join statements on statements.id = speaking.statement
join sources on sources.id = speaking.source
where sources.article is null
"""


@migrations()
def m021_which_article_named_whom(db: Database) -> None:
    """Keep who named whom and how, so that an article can be forgotten with all that only it told.

    What no list shows is found at once, so that it is not counted either.
    """
    for statement in _statements(_NAMED):
        db.execute(statement)
    db.execute("pragma user_version = 21")


# What weighs in the order of lists: whether a record stands in the headline or the lead of its article, and whether it
# holds a figure. To look into the texts for it would take most of the time of a list.
_WEIGHS = """
alter table statements add column in_lead integer not null default 0;
alter table statements add column holds_figure integer not null default 0;
alter table meeting_reports add column in_lead integer not null default 0;
update statements set in_lead = exists (
    select 1 from articles where articles.id = statements.article
        and statements.start < instr(text || char(10) || char(10), char(10) || char(10))
), holds_figure = exists (
    select 1 from propositions where propositions.statement = statements.id and quantities <> '');
update meeting_reports set in_lead = exists (
    select 1 from articles where articles.id = meeting_reports.article
        and meeting_reports.start < instr(text || char(10) || char(10), char(10) || char(10)))
"""


@migrations()
def m022_what_weighs_of_a_record(db: Database) -> None:
    """Keep what holds a figure, and what stands in the lead: of older stores the first paragraph, until `reread`."""
    for statement in _statements(_WEIGHS):
        db.execute(statement)
    db.execute("pragma user_version = 22")


# The words of a statement never change, so no update of it concerns the index: unlike the triggers of the other two
# indexes, these pass over all that linking and people decide. The text stays where it is (external content).
_STATEMENTS_FTS = (
    "create virtual table statements_fts using fts5(words, content='statements', content_rowid='n', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "create trigger statements_fts_added after insert on statements begin "
    "insert into statements_fts (rowid, words) values (new.n, new.words); end",
    "create trigger statements_fts_removed after delete on statements begin "
    "insert into statements_fts (statements_fts, rowid, words) values ('delete', old.n, old.words); end",
    "create trigger statements_fts_changed after update of n, words on statements begin "
    "insert into statements_fts (statements_fts, rowid, words) values ('delete', old.n, old.words); "
    "insert into statements_fts (rowid, words) values (new.n, new.words); end",
    "insert into statements_fts (statements_fts) values ('rebuild')",
)


@migrations()
def m023_search_of_statements(db: Database) -> None:
    """Index the words of statements, with who says it and how, as those of propositions are."""
    for statement in _STATEMENTS_FTS:
        db.execute(statement)
    db.execute("pragma user_version = 23")


# -- to 1.0 ---------------------------------------------------------------------------------------------------------

_AWAY = "older_{}"  # what a table is called while its rows are brought along
_STATEMENT = "'s' || substr({}, 2)"  # a proposition had the letters of its statement, after a p
_RECORD = "iif(substr({0}, 1, 1) = 'p', 's' || substr({0}, 2), {0})"
# By table: what is selected for which columns; one that is not here is as it was.
_MADE_OF = {
    "statements": """
        insert into statements (n, id, article, source, acts_for, stance, words, claimed, said, said_first, said_last,
            happened, happened_first, happened_last, certainty, claim, claim_score, claim_reason, force, negated, core,
            own_voice, anonymity, number, cites, cites_why, start, end, probability, least_sure, possible, discarded,
            narrated, outdated, in_lead, holds_figure, spelled_out, terms, tells, denies, found_by)
        select older.n, older.id, older.article, source, acts_for, stance, older.words, claimed.words, said, said_first,
            said_last, happened, happened_first, happened_last, certainty, members.claim, members.score, members.reason,
            force, coalesce(negated, 0), core, own_voice, anonymity, number, cites, cites_why, start, end, probability,
            least_sure, possible, discarded, narrated, outdated, in_lead, holds_figure, coalesce(spelled_out, 1),
            coalesce(terms, ''), tells, denies, found_by
        from older_statements as older
        left join older_propositions as claimed on claimed.id = 'p' || substr(older.id, 2)
        left join older_claim_members as members on members.proposition = claimed.id
        order by older.n""",
    "claims": """
        insert into claims (id, statement, words, answered_first, answered_last)
        select claims.id, 's' || substr(claims.proposition, 2), claimed.words, days.first, days.last
        from older_claims as claims join older_propositions as claimed on claimed.id = claims.proposition
        left join older_answered_claims as days on days.claim = claims.id order by claims.id""",
    "statement_sources": """
        insert into statement_sources (statement, role, position, source)
        select statement, 'via', position, source from older_statement_sources
        union all select statement, 'beside', position, source from older_statement_speakers""",
    "same_claim": f"""
        insert into same_claim (one, other, score, reason, joins)
        select {_STATEMENT.format("one")}, {_STATEMENT.format("other")}, score, reason, joins from older_same_claim""",
    "answers": f"""
        insert into answers (statement, answered, stance, score, reason, state, found_by, decision, as_found)
        select statement, {_STATEMENT.format("proposition")}, stance, score, reason, state, found_by, decision, as_found
        from older_answers""",
    "meetings": """
        insert into meetings (id, status, mode, participants, place, place_country, start, start_first, start_last, old,
            count, conflicts)
        select id, status, mode, '', place, place_country, start, start_first, start_last, old, count, conflicts
        from older_meetings""",
    "spans": """
        insert into spans (n, statement, report, article, role, start, end, words, reason)
        select n, iif(owner < 's', null, owner), iif(owner < 's', owner, null), article, role, start, end, words, reason
        from older_spans order by n""",
    "mentions": """
        insert into mentions (span, statement, report, actor, role, shown, reason)
        select span, iif(owner < 's', null, owner), iif(owner < 's', owner, null), actor, role, shown, reason from (
            select span, owner, actor, role, 1 as shown, reason from older_mentions
            union all select span, owner, actor, role, 0, reason from older_aside_mentions
            union all select span, owner, country, 'place', 0, reason from older_places)
        order by span, actor, role""",
    "decided": f"""
        insert or ignore into decided (record, decision, kind)
        select {_RECORD.format("record")}, decision, kind from older_decided""",
    "carried_on": """
        insert into carried_on (record, newer, article)
        select record, newer, article from older_carried_on where record not like 'p%'""",
    "outdated_links": f"""
        insert into outdated_links (article, kind, one, other, claim, joins, stance, score, reason, state, found_by,
            decision)
        select article, 'member', {_STATEMENT.format("proposition")}, coalesce({_STATEMENT.format("beside")}, ''),
            claim, null, null, score, reason, null, null, null
        from older_outdated_members join older_propositions on older_propositions.id = proposition
        union all
        select article, 'answer', statement, {_STATEMENT.format("proposition")}, null, null, stance, score, reason,
            state, found_by, decision
        from older_outdated_answers
        union all
        select article, 'alike', {_STATEMENT.format("one")}, {_STATEMENT.format("other")}, null, joins, null, null,
            null, null, null, null
        from older_outdated_alike""",
    "named": "insert into named (actor, article, details) select actor, article, told from older_named",
    "figures": None,
    "decisions": None,
}
# Who meets, each as the first report names it.
_WHO_MEETS = """
update meetings set participants = coalesce((
    select group_concat(name, ' · ') from (
        select name, min(nth) from (
            select name, actor, row_number() over (
                order by published_first is null, published_first, articles.id, reports.start, position) as nth
            from older_meeting_reports as reports cross join articles on articles.id = article
            cross join older_participants on report = reports.id
            where meeting = meetings.id)
        group by coalesce(actor, lower(name)) order by 2)), '')
"""
# What is derived from all that is there.
_DERIVED = (
    "stale_claims", "stale_statements", "derived_claims", "derived_statements", "disputes", "counted_days",
    "counted_sources",
)  # fmt: skip
_FIGURES = """
select 's' || substr(id, 2), quantities from older_propositions where quantities <> ''"""
_INDEXES_OF_WORDS = ("articles_fts", "propositions_fts", "statements_fts")


def put_away(db: Database) -> list[str]:
    """Let the tables of a store of before 1.0 have other names, without views, triggers and indexes; return theirs.

    A store without any table has none to put away.
    """
    made = "select name from sqlite_master where type = ? and name not like 'sqlite_%' and sql is not null"
    for index in _INDEXES_OF_WORDS:
        db.execute(f"drop table if exists {index}")
    for kind in ("view", "trigger", "index"):
        for (name,) in db.execute(made, (kind,)).fetchall():
            db.execute(f'drop {kind} "{name}"')
    tables = [name for (name,) in db.execute(made, ("table",)).fetchall() if name != "_sqlite_migrations"]
    db.execute("pragma legacy_alter_table = on")  # foreign keys name the tables that are made now
    for table in tables:
        db.execute(f'alter table "{table}" rename to {_AWAY.format(table)}')
    db.execute("pragma legacy_alter_table = off")
    return tables


def bring_along(db: Database, tables: Sequence[str]) -> None:
    """Write what was put away into the tables of today, which are empty, and drop it."""
    for (table,) in db.execute("select name from sqlite_master where type = 'table' order by rowid").fetchall():
        if table in _MADE_OF:
            if sql := _MADE_OF[table]:
                db.execute(sql)
        elif table in tables and table not in _DERIVED:
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"pragma table_info({table})"))
            db.execute(f"insert into {table} ({columns}) select {columns} from {_AWAY.format(table)}")
    db.execute("update meeting_reports set statement = null where statement not in (select id from statements)")
    _bring_figures(db)
    _bring_decisions(db)
    db.execute("create index older_reports on older_meeting_reports (meeting)")
    db.execute(_WHO_MEETS)
    for table in tables:
        db.execute(f"drop table {_AWAY.format(table)}")


def _bring_figures(db: Database) -> None:
    """Quantities were "20 20 soldier|…" in one column, infinite where there was no bound."""
    rows = (
        (statement, position, *(None if math.isinf(bound) else bound for bound in map(float, (low, high))), of)
        for statement, packed in db.execute(_FIGURES).fetchall()
        for position, (low, high, of) in enumerate(one.split(" ", 2) for one in packed.split("|"))
    )
    db.conn.executemany("insert into figures (statement, position, least, most, of_what) values (?, ?, ?, ?, ?)", rows)


def _bring_decisions(db: Database) -> None:
    """What stood on propositions stands on their statements, with the id that the decision had."""
    rows = db.execute(
        "select n, id, kind, subject, value, was, who, at, why from older_decisions order by n"
    ).fetchall()
    for n, *columns in rows:
        insert(db.conn, on_statements(decided_of(*columns)), n)
