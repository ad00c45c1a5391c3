"""The tables, views and text indexes, as one migration step that makes them all; older.py converts older stores.

A step that has been released is never edited: a change is a new step, and `opening.SCHEMA_VERSION` is the number of the
last. The page `tracker docs store` is made from the comments beside each table and column.

Every row has a foreign key to what it belongs to, so that a browser of SQLite files links them. Columns `…_first` and
`…_last` are the earliest and latest day (ISO 8601) of the date before them. Columns that hold JSON are read whole and
hardly asked for by their parts: `articles.as_read` and `answers.as_found` have what was there before a person's
decision, `decisions.value` and `decisions.was` what is decided and was before, `named.details` all that one article
tells of an actor (`actors`, `actor_aliases` and `acts_for` hold the sum over articles), `meetings.conflicts` what
reports tell otherwise, and `parts` of derived tables the parts of a salience. The ids that decisions name, and those
that an older version of an article was linked with, are no foreign keys: those records may be gone.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from tracker.store import older
from tracker.store.opening import APPLICATION_ID
from tracker.store.triggers import APPENDED_ONLY, COUNTED_SOURCES, DAYS_KEPT, derived_triggers, stale_triggers

migrations = Migrations("tracker")

TABLES = """
create table articles ( -- Each version of each article, as one outlet published it.
    n integer primary key, -- in the order in which they came
    id text not null unique, -- made from the text and where it stood
    given_id text, -- the id that the input gave it
    title text,
    outlet text, -- who published it, as a person reads it
    author text,
    url text,
    credit text, -- the agency or place that the text was taken from, as the article says
    published text, -- TIMEX3 value: a day, month or year
    published_first text,
    published_last text,
    published_from text not null, -- what dated it: given, header, metadata, dateline, url, person, unknown
    newsroom text, -- whose article it is
    carries text, -- the newsroom whose text it says that it carries
    origin text not null, -- whose word its reports are, with those of all near-identical texts
    origin_why text not null default '',
    kind text, -- what it was understood as: web page, PDF
    input text, -- the file or address that it came from
    raw_sha256 text, -- SHA-256 of the bytes that came
    language text, -- ISO 639 code
    dated_by text, -- more closely what dated it: JSON-LD
    read_by text, -- what read the input, and which version of it
    first_version text not null default '', -- id of the first version of the article
    version integer not null default 1,
    newer text, -- id of the version that took its place; no list shows what an older version says
    found_by text not null, -- which version of the extractor read it
    ingested_at text not null, -- when it came (UTC)
    words integer not null, -- how many
    sha256 text not null, -- SHA-256 of the text
    as_read text not null default '{}' check (json_valid(as_read)), -- what was read where a person's word stands
    text text not null
);
create index articles_by_sha256 on articles (sha256);
create index articles_by_given_id on articles (given_id);
create index articles_by_outlet on articles (outlet, published_first);
create index articles_by_published on articles (published_first);
create index articles_by_origin on articles (origin);
create index articles_by_newsroom on articles (newsroom);
create index articles_by_first_version on articles (first_version, version);
create index articles_by_url on articles (url);
create index articles_by_read_url on articles (as_read ->> 'url') where as_read <> '{}';
create index articles_of_older_versions on articles (first_version) where newer is not null;
create index articles_newest on articles (outlet) where newer is null;

create table actors ( -- Countries, organisations and persons.
    id text primary key, -- a country's code, or a name
    name text not null,
    kind text not null check (kind in ('country', 'organisation', 'person')),
    spelling text -- a person is compared with others of the same; null until it is
) without rowid;
create index actors_by_spelling on actors (spelling);

create table actor_aliases ( -- The names under which actors are found, in small letters.
    alias text not null,
    actor text not null references actors (id) on delete cascade,
    given integer not null default 0, -- whether a person gave it, and no article
    primary key (alias, actor)
) without rowid;
create index actor_aliases_by_actor on actor_aliases (actor);

create table acts_for ( -- Whom an actor acts for, from when to when.
    actor text not null references actors (id) on delete cascade,
    for_actor text not null references actors (id),
    since text not null, -- '' where it is not known
    until text not null,
    reason text not null,
    primary key (actor, for_actor, since, until)
) without rowid;
create index acts_for_by_for_actor on acts_for (for_actor);

create table same_actor ( -- The actors that are one with others, each with the one that they are known as.
    actor text primary key references actors (id) on delete cascade,
    known_as text not null references actors (id) on delete cascade, -- it has a row too
    reason text not null,
    decision text -- of a person; null where the program found it
) without rowid;
create index same_actor_by_known_as on same_actor (known_as);

create table sources ( -- Who speaks: persons, offices, bodies, documents.
    id text primary key,
    name text not null,
    kind text not null check (kind in ('person', 'office', 'organisation', 'document', 'unnamed', 'outlet')),
    actor text references actors (id), -- who it is, where that is known
    article text references articles (id) on delete cascade -- of one that is only described: another in the next
);
create index sources_by_actor on sources (actor);
create index sources_by_article on sources (article);

create table claims ( -- What several statements say alike, with the words of the first of them.
    id text primary key, -- made from that of its first report
    statement text not null unique references statements (id) on delete cascade, -- the first report
    words text not null, -- what the first report claims
    answered_first text, -- the days from the first of its reports and answers to the last; null: nothing answers it
    answered_last text -- '~' where a report has no date, as '' is the first then
);
create index claims_answered on claims (answered_last) where answered_last is not null;

create table statements ( -- Somebody says, denies, confirms or asks something in one place of one article.
    n integer primary key,
    id text not null unique, -- made from its article and place
    article text not null references articles (id) on delete cascade,
    source text references sources (id), -- who says it; null where that is the outlet, or not told
    acts_for text references actors (id), -- whom the source acts for, as this article tells it
    stance text not null check (stance in
        ('assert', 'confirm', 'deny', 'deny_knowledge', 'no_comment', 'question', 'retract', 'reject')),
    words text not null, -- the whole of it, as the article has it
    claimed text, -- what is claimed, denied or asked of that
    said text, -- when it was said, TIMEX3; null: no other day than the article's
    said_first text,
    said_last text,
    happened text, -- when what it speaks of happens, TIMEX3
    happened_first text,
    happened_last text,
    certainty text, -- the words that say how certain it is, with the band of ICD 203
    claim text references claims (id) on delete set null, -- the claim that it reports
    claim_score real, -- how likely it says the same as another report of that (0 to 1)
    claim_reason text,
    force text not null check (force in ('assertive', 'directive', 'commissive', 'expressive')),
    negated integer not null default 0, -- whether the main verb of what is claimed is
    core text, -- agent, verb and counterpart of what is claimed
    own_voice integer not null, -- whether the outlet says it itself
    anonymity text check (anonymity in ('named', 'unnamed', 'mixed')), -- of who speaks
    number integer, -- how many speak who are not named
    cites text, -- the newsroom that it comes from, where that is not the article's own
    cites_why text,
    start integer not null, -- its place in the text, in code points
    end integer not null,
    probability real not null default 1, -- that the row is right (0 to 1)
    least_sure text not null default '', -- the decision of the reader that was least sure
    possible integer not null default 0, -- not likely enough to be shown unasked
    discarded text, -- the decision of a person that it is wrong
    narrated text check (narrated in ('aside', 'claim')), -- what an outlet only tells: alone, or as others claim it
    outdated integer not null default 0, -- whether an older version of the article says it
    hidden integer as
        (discarded is not null or coalesce(narrated = 'aside', 0) or possible or outdated) virtual, -- in no list
    in_lead integer not null default 0, -- whether it stands in the headline or the lead
    holds_figure integer not null default 0,
    spelled_out integer not null default 1, -- whether what is claimed is a clause, no mere word for one
    terms text not null default '', -- lemmas of what is claimed and keys of actors, with spaces between
    tells blob, -- what it tells, and what it denies, each as 128 numbers of 8 bits
    denies blob,
    found_by text not null -- which version of the extractor found it
);
create index statements_by_article on statements (article, start);
create index statements_by_source on statements (source, acts_for);
create index statements_by_stance on statements (stance);
create index statements_by_said on statements (said_first);
create index statements_said_within on statements (said_first, said_last) where said_first <> said_last;
create index statements_by_happened on statements (happened_first);
create index statements_by_claim on statements (claim, id);
create index statements_reporting on statements (id, claim, discarded);
create index statements_discarded on statements (discarded) where discarded is not null;
create index statements_hidden on statements (id) where hidden;

create table statement_sources ( -- The sources of a statement beside the one that speaks.
    statement text not null references statements (id) on delete cascade,
    role text not null check (role in ('via', 'beside')), -- through whom it came, nearest first, or who says it too
    position integer not null,
    source text not null references sources (id),
    primary key (statement, role, position)
) without rowid;
create index statement_sources_by_source on statement_sources (source);

create table figures ( -- The figures in what a statement claims.
    statement text not null references statements (id) on delete cascade,
    position integer not null,
    least real, -- null: no bound
    most real,
    of_what text not null, -- the lemma of what is counted
    primary key (statement, position)
) without rowid;

create table same_claim ( -- Two statements that were held against each other, and how alike they are.
    one text not null references statements (id) on delete cascade,
    other text not null references statements (id) on delete cascade,
    score real not null, -- how likely both say the same (0 to 1)
    reason text not null,
    joins integer not null default 1, -- whether that is enough to make them one claim
    primary key (one, other)
) without rowid;
create index same_claim_by_other on same_claim (other);

create table answers ( -- Which statement denies, confirms, retracts or declines to speak of which.
    statement text not null references statements (id) on delete cascade, -- the denial, refusal, confirmation …
    answered text not null references statements (id) on delete cascade, -- what it answers; itself: what it spells out
    stance text not null, -- that of the statement, or other_figure
    score real not null, -- how likely it answers that (0 to 1)
    reason text not null,
    state text not null check (state in ('linked', 'possible', 'removed')),
    found_by text not null,
    decision text, -- of a person, where it stands on that
    as_found text not null default '{}' check (json_valid(as_found)), -- what the program found, where a person decided
    primary key (statement, answered)
) without rowid;
create index answers_by_answered on answers (answered);
create index answers_by_stance on answers (stance);
create index answers_decided on answers (decision) where decision is not null;

create table read_answers ( -- What the reader takes a statement to answer in its own article, before it is linked.
    statement text not null references statements (id) on delete cascade,
    answered text not null references statements (id) on delete cascade,
    probability real not null,
    primary key (statement, answered)
) without rowid;
create index read_answers_by_answered on read_answers (answered);

create table meetings ( -- Meetings, each made of the reports of it.
    id text primary key, -- made from that of its first report
    status text not null check (status in ('held', 'planned', 'cancelled', 'refused', 'proposed', 'habitual')),
    mode text not null check (mode in ('in_person', 'phone', 'video', 'written', 'unknown')),
    participants text not null default '', -- who meets, as first told
    place text,
    place_country text,
    start text, -- TIMEX3
    start_first text,
    start_last text,
    old text, -- the date that it had before it was put off
    count integer, -- how often, of a habit
    conflicts text not null default '{}' check (json_valid(conflicts)) -- what its reports tell otherwise
);
create index meetings_by_start on meetings (start_first);
create index meetings_by_status on meetings (status);

create table meeting_reports ( -- What one place of one article says of a meeting.
    n integer primary key,
    id text not null unique,
    meeting text references meetings (id) on delete set null,
    article text not null references articles (id) on delete cascade,
    statement text references statements (id) on delete set null, -- which says it; null: the outlet itself
    status text not null,
    mode text not null,
    place text,
    place_country text,
    held text, -- when, TIMEX3
    held_first text,
    held_last text,
    old text,
    count integer,
    words text not null,
    reason text not null,
    joined text not null, -- why it belongs to the meeting
    again integer not null, -- whether it says that they met again
    refers text, -- the report of the same article that "the meeting" takes up
    start integer not null,
    end integer not null,
    probability real not null default 1,
    least_sure text not null default '',
    possible integer not null default 0,
    discarded text,
    outdated integer not null default 0,
    in_lead integer not null default 0,
    found_by text not null
);
create index meeting_reports_by_meeting on meeting_reports (meeting);
create index meeting_reports_by_article on meeting_reports (article);
create index meeting_reports_by_statement on meeting_reports (statement);
create index meeting_reports_discarded on meeting_reports (discarded) where discarded is not null;

create table participants ( -- Who takes part in a meeting, as one report tells it.
    report text not null references meeting_reports (id) on delete cascade,
    position integer not null,
    name text not null,
    actor text references actors (id),
    acts_for text references actors (id),
    role text,
    met_first text, -- the days by which the report is found by others of its meeting; '' where on any day
    met_last text,
    primary key (report, position)
) without rowid;
create index participants_by_side on participants (coalesce(actor, acts_for, lower(name)), met_first, met_last);
create index participants_by_actor on participants (actor, acts_for);
create index participants_by_acts_for on participants (acts_for, met_first, met_last);
create index participants_of_whom_little_is_known on participants (met_first, met_last, actor)
    where acts_for is null and actor is not null;

create table spans ( -- The words that a statement or a report of a meeting was read from, part by part.
    n integer primary key,
    statement text references statements (id) on delete cascade, -- whose words they are: of this,
    report text references meeting_reports (id) on delete cascade, -- or of that
    article text not null references articles (id) on delete cascade,
    role text not null, -- source, via, cue, content, certainty, said, happened, unnamed, mention, participant, place …
    start integer not null,
    end integer not null,
    words text not null,
    reason text not null,
    check ((statement is null) <> (report is null))
);
create index spans_by_statement on spans (statement, role) where statement is not null;
create index spans_by_report on spans (report, role) where report is not null;
create index spans_by_article on spans (article);

create table mentions ( -- Which words stand for which actor, and the part that it plays there.
    span integer not null references spans (n) on delete cascade,
    statement text references statements (id) on delete cascade,
    report text references meeting_reports (id) on delete cascade,
    actor text not null references actors (id),
    role text not null check (role in ('says', 'spoken_of', 'meets', 'place')), -- place: it only tells where
    shown integer not null default 1, -- 0 of places, and of what no list shows: no question about actors finds it
    reason text not null,
    primary key (span, actor, role),
    check ((statement is null) <> (report is null))
) without rowid;
create index mentions_by_actor on mentions (actor, role, statement, shown) where shown and statement is not null;
create index mentions_of_meetings on mentions (actor, role, report, shown) where shown and report is not null;
create index mentions_not_shown on mentions (actor) where not shown;
create index mentions_by_statement on mentions (statement, shown, role, actor) where statement is not null;
create index mentions_by_report on mentions (report) where report is not null;

create table decisions ( -- What people decided; it only grows.
    n integer primary key,
    id text not null unique,
    kind text not null, -- set, alias, merge, split, link, unlink, claim_merge, claim_split, discard, rate, undo, forget
    subject text not null, -- the record that it is about
    value text not null check (json_valid(value)), -- what holds from then on, by name of field
    was text not null check (json_valid(was)), -- what held before
    who text not null,
    at text not null, -- when (UTC)
    why text
);
create index decisions_by_subject on decisions (subject);

create table decided ( -- The records that decisions in force stand on.
    record text not null, -- id of a statement, a report of a meeting or a source
    decision text not null references decisions (id),
    kind text not null,
    primary key (record, decision)
) without rowid;
create index decided_by_kind on decided (kind, decision);

create table carried_on ( -- Records of older versions of articles that a newer version has in the same words.
    record text primary key, -- id of a statement, a report of a meeting or a source, in the older version
    newer text not null, -- the id that it has in the newer one
    article text not null references articles (id) on delete cascade -- the newer version
) without rowid;
create index carried_on_by_article on carried_on (article);

create table outdated_links ( -- What was linked with an older version of an article while it was the newest.
    article text not null references articles (id) on delete cascade, -- the older version
    kind text not null check (kind in ('member', 'answer', 'alike')), -- as in statements.claim, answers, same_claim
    one text not null, -- the statement; of answers the one that answers
    other text not null, -- the other statement; of a member another report of its claim, '' where there is none
    claim text, -- of a member: the claim that it reported; the columns below as in the table that the kind names
    joins integer,
    stance text,
    score real,
    reason text,
    state text,
    found_by text,
    decision text,
    primary key (kind, one, other)
) without rowid;
create index outdated_links_by_article on outdated_links (article);

create table derived_claims ( -- The salience and the days of each claim, by which lists are ordered and counted.
    claim text primary key references claims (id) on delete cascade,
    statement integer, -- the number (statements.n) of the report that lists show it at; null: in no list
    kind text, -- claim; answered: nobody simply asserts it
    asserted integer not null, -- whether somebody asserts or confirms it
    first text, -- the days of that report
    last text,
    parts text, -- of its salience, as JSON
    points integer not null -- its salience: the sum of the parts
) without rowid;
create index derived_claims_by_points on derived_claims (points desc, last desc, first desc, claim, kind, statement);
create index derived_claims_by_day on derived_claims (first, last, kind, statement);

create table derived_statements ( -- The same of each statement that is an event of its own: a denial, a demand …
    statement integer primary key references statements (n) on delete cascade,
    kind text not null, -- as in tracker.store.derived.STATEMENT_KINDS
    first text,
    last text,
    parts text,
    points integer not null,
    denies integer, -- the number (statements.n) of the report whose claim it denies
    who text, -- the actor that denies, or for whom it is denied
    whom text -- the actor that made the claim
);
create index derived_statements_by_points on derived_statements (points desc, last desc, first desc, kind);
create index derived_statements_by_day on derived_statements (first, last, kind);
create index derived_statements_that_deny on derived_statements (who, whom, denies) where denies is not null;

create table disputes ( -- The salience of each disputed claim, and from when to when it was disputed.
    claim text primary key references claims (id) on delete cascade,
    kind text not null, -- denied, knowledge_denied, figures
    first text,
    last text,
    first_date text, -- the dates that have these days, TIMEX3
    last_date text,
    denials integer not null, -- how many statements deny it
    points integer not null
) without rowid;
create index disputes_by_points on disputes (points desc, last desc, first desc, claim);
create index disputes_by_denials on disputes (denials desc, last desc, claim);

create table counted_days ( -- How many events of each kind have these days; '' where they have no date.
    kind text not null, -- of claims and statements, as in the derived tables
    first text not null,
    last text not null,
    number integer not null,
    primary key (kind, first, last)
) without rowid;

create table counted_sources ( -- How many statements each source makes.
    source text primary key references sources (id) on delete cascade,
    kind text not null,
    statements integer not null
) without rowid;
create index counted_sources_by_statements on counted_sources (statements desc, kind);

create table stale_claims ( -- Claims whose derived rows are to be made anew before the transaction ends.
    claim text primary key
) without rowid;

create table stale_statements ( -- Statements whose derived rows are to be made anew before the transaction ends.
    statement text primary key
) without rowid;

create table same_text ( -- Articles whose texts are near-identical.
    one text not null references articles (id) on delete cascade,
    other text not null references articles (id) on delete cascade,
    share real not null, -- of the shorter text (0 to 1)
    primary key (one, other)
) without rowid;
create index same_text_by_other on same_text (other);

create table text_bands ( -- An index of texts, by which near-identical ones are found (locality-sensitive hashing).
    band integer not null, -- hash of a part of the text's signature
    article text not null references articles (id) on delete cascade,
    primary key (band, article)
) without rowid;

create table article_terms ( -- An index of articles by their key terms, by which related ones are found.
    term text not null,
    period text not null, -- number of the 90 days of its publication; '' where the article has no date
    article text not null references articles (id) on delete cascade,
    weight real not null, -- how rare the term is
    primary key (term, period, article)
) without rowid;
create index article_terms_by_article on article_terms (article);

create table named ( -- Which article named which actor, and all that it tells of it.
    actor text not null,
    article text not null references articles (id) on delete cascade,
    details text not null check (json_valid(details)), -- name, kind, aliases, whom it acts for
    primary key (actor, article)
) without rowid;
create index named_by_article on named (article);

create table spoken ( -- Which article spoke of which source that is known beyond it, and how.
    source text not null,
    article text not null references articles (id) on delete cascade,
    name text not null,
    kind text not null,
    actor text,
    primary key (source, article)
) without rowid;
create index spoken_by_article on spoken (article)
"""

VIEWS = """
create view denials as -- Who denies what, with what that answers.
select statements.id, articles.published, statements.said, sources.name as source, statements.stance,
    statements.words, answered.claimed as answers, answers.reason, articles.outlet, statements.article
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
left join answers on answers.statement = statements.id and answers.state = 'linked'
left join statements as answered on answered.id = answers.answered
where statements.stance in ('deny', 'deny_knowledge') and not statements.hidden;

create view disputed as -- The claims that are contested: a row for each pair of who says it and who contests it.
select claims.id as claim, claims.words, asserting.name as asserted_by, asserted.said as asserted_when,
    asserted.words as assertion, denying.name as denied_by, denial.said as denied_when, answers.stance,
    denial.words as denial, answers.score, answers.reason, asserted.article as asserted_in, denial.article as denied_in
from answers
join statements as denial on denial.id = answers.statement and (answers.decision is not null or not denial.hidden)
join statements as contested on contested.id = answers.answered
join claims on claims.id = contested.claim
left join statements as asserted on asserted.claim = claims.id and asserted.stance in ('assert', 'confirm')
    and asserted.force = 'assertive' and not asserted.hidden
left join sources as asserting on asserting.id = asserted.source
left join sources as denying on denying.id = denial.source
where answers.stance in ('deny', 'deny_knowledge', 'other_figure') and answers.state = 'linked'
    and not (asserted.id is null and answers.answered = answers.statement and exists (
        -- what a denial spells out is a claim of its own only where it answers no other
        select 1 from answers as others join statements as answered on answered.id = others.answered
        where others.statement = answers.statement and others.state = 'linked' and answered.claim <> claims.id))
group by claims.id, asserted.id, denial.id
order by claims.id, asserted.id, denial.id;

create view timeline as -- All that is said and all meetings in order of date.
select * from (
select coalesce(statements.said, articles.published) as date,
    case when statements.said is null then 'reported' else 'said' end as date_of,
    coalesce(statements.said_first, articles.published_first) as sort_day,
    statements.stance as kind, sources.name as who, statements.claimed as what, articles.outlet, statements.id,
    statements.article
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where not statements.hidden
union all
select meetings.start, 'meeting', meetings.start_first, 'meeting ' || meetings.status, meetings.participants,
    (select words from meeting_reports where meeting = meetings.id order by n limit 1), null, meetings.id, null
from meetings
)
order by sort_day is null, sort_day, id
"""

# The texts stay in their tables (external content). What a statement says never changes, so that neither linking nor
# decisions touch its indexes.
_TOKENS = "tokenize='porter unicode61 remove_diacritics 2'"


def _index_of_words(index: str, table: str, *columns: str) -> tuple[str, ...]:
    """The SQL of a full-text index of some columns of a table, and of the triggers that keep it up to date."""
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{name}" for name in columns) for row in ("new", "old"))
    add = f"insert into {index} (rowid, {names}) values (new.n, {new});"
    remove = f"insert into {index} ({index}, rowid, {names}) values ('delete', old.n, {old});"
    return (
        f"create virtual table {index} using fts5({names}, content='{table}', content_rowid='n', {_TOKENS})",
        f"create trigger {index}_added after insert on {table} begin {add} end",
        f"create trigger {index}_removed after delete on {table} begin {remove} end",
        f"create trigger {index}_changed after update of n, {names} on {table} begin {remove} {add} end",
    )


INDEXES_OF_WORDS = (
    *_index_of_words("articles_fts", "articles", "title", "text"),
    *_index_of_words("statements_fts", "statements", "words"),
    *_index_of_words("claimed_fts", "statements", "claimed"),
)


def statements(sql: str) -> list[str]:
    """Return the statements of an SQL script that holds no triggers (their bodies have semicolons of their own)."""
    return [statement for statement in sql.split(";\n") if statement.strip()]


def make_tables(db: Database) -> None:
    """Make every table."""
    for statement in statements(TABLES):
        if not statement.lstrip().startswith("create index"):
            db.execute(statement)


def make_indexes(db: Database) -> None:
    """Make the indexes of all tables; a table that holds rows already is indexed faster than row by row."""
    for statement in statements(TABLES):
        if statement.lstrip().startswith("create index"):
            db.execute(statement)


def make_views_and_triggers(db: Database) -> None:
    """Make the views, the full-text indexes and the triggers, and mark all rows that are there as stale."""
    for statement in (*statements(VIEWS), *INDEXES_OF_WORDS, *DAYS_KEPT, *derived_triggers(), *stale_triggers()):
        db.execute(statement)
    db.execute(COUNTED_SOURCES)
    db.execute("insert into stale_claims select id from claims")
    db.execute("insert into stale_statements select id from statements")
    for index in ("articles_fts", "statements_fts", "claimed_fts"):
        db.execute(f"insert into {index} ({index}) values ('rebuild')")
    for trigger in APPENDED_ONLY:
        db.execute(trigger)


@migrations()
def m025_all_tables(db: Database) -> None:
    """Create every table of release 1.0, its indexes, full-text search and the views; bring along what 0.x stored."""
    held = older.put_away(db)
    make_tables(db)
    if held:
        older.bring_along(db, held)
    make_indexes(db)
    make_views_and_triggers(db)
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute("pragma user_version = 25")
