"""One record whole: what `tracker show ID` prints, each value with the reason why it is so."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tracker.queries.actors import actor, actor_names
from tracker.queries.asking import listed, rows
from tracker.queries.decided import (
    CREDIBILITY,
    RELIABILITY,
    actors_in,
    dates_in,
    decided,
    decision_in_words,
    on_claims,
    on_sources,
    undone_by,
    whose,
)
from tracker.queries.meetings import attendees, attendees_by_key, denials_of, told_otherwise, topics_of
from tracker.queries.names import Named, find_record, resolve_one_actor
from tracker.queries.passages import passages
from tracker.queries.pieces import NOBODY_ASSERTS, actor_name, fill, first_report, known_as, source_name
from tracker.queries.salience import salience_of
from tracker.queries.sides import Sides, newsroom_name, sides_of
from tracker.store.decisions import decisions, in_force, older_records
from tracker.store.versions import changed_from, newest, rows_of, versions
from tracker.views import Attendee, Field, Merged, Origin, Sheet, Word, other_names

if TYPE_CHECKING:
    from tracker.records import Decision

_TITLE = 100  # code points: a title longer than a line of a terminal is cut, its passage shows it whole

_ARTICLE = "select * from articles where id = :id"
_SAME_TEXT = """
select 'same text' as name, articles.id, articles.outlet as who, articles.title as words, same_text.share as score,
    'of shingles' as reason
from same_text join articles on articles.id = iif(same_text.one = :id, same_text.other, same_text.one)
where same_text.one = :id or same_text.other = :id
order by same_text.share desc, articles.id"""
_READ_FROM = """
select statements.stance || {unless_kept} as name, statements.id, {who} as who,
    coalesce(statements.claimed, statements.words) as words, '' as reason
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where {which} and statements.narrated is not 'aside'
order by {first} is null, {first}, {last}, statements.article, statements.start, statements.id"""
_MEETINGS_IN = """
select 'meeting' || case when discarded is not null then ' (discarded)' when possible then ' (possible)' else '' end
        as name, coalesce(meeting, id) as id, status as who, words, joined as reason
from meeting_reports where article = :id order by start, id"""

_STATEMENT = """
select statements.*, {who} as who, {actor} as speaks_for, {actor_name} as actor_name, {date} as date,
    {date_of} as date_of, {article} as article_name, articles.outlet, articles.title,
    sources.id as source_id, sources.kind as source_kind,
    articles.published_from, coalesce(statements.claimed, statements.words) as told,
    (select group_concat(words, '; ') from spans where statement = statements.id and role = 'said') as said_words,
    (select group_concat(reason, '; ') from spans where statement = statements.id and role = 'said') as said_why,
    (select group_concat(words, '; ') from spans
        where statement = statements.id and role = 'unnamed') as why_unnamed,
    (select group_concat(words, '; ') from spans
        where statement = statements.id and role = 'happened') as happened_words,
    (select group_concat(reason, '; ') from spans
        where statement = statements.id and role = 'happened') as happened_why,
    (select group_concat(name, ', ') from (
        select {through} as name from statement_sources join sources as through on through.id = statement_sources.source
        where statement = statements.id and role = 'via' order by position)) as via,
    (select min(reason) from mentions where statement = statements.id and shown and role = 'says'
        and actor = coalesce(statements.acts_for, sources.actor)) as actor_why
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where statements.id = :id"""
_IN_CLAIM = """
select 'claim' as name, claims.id, null as who, claims.words, claim_score as score, claim_reason as reason
from statements join claims on claims.id = statements.claim
where statements.id = :id"""

_CLAIM_ANSWERED = "coalesce(answered.claim, statements.id)"
# An answer that a person removed is shown as such: in a sheet nothing is hidden that was ever shown.
_ANSWERS = """
select answers.stance || iif(answers.state = 'linked', '', ' (' || answers.state || ')') as name, {shown} as id,
    {who} as who, coalesce(statements.claimed, statements.words) as words, answers.score,
    answers.reason, ' (' || answers.found_by || ')' as found_by
from {table} as answers
join statements as answered on answered.id = answers.answered
join statements on statements.id = {told}
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where {which} and answers.state <> 'possible'
order by answers.state, answers.score desc, {first} is null, {first}, statements.article,
    statements.start, statements.id"""
_OUTDATED_ANSWERS = """(
    select one as statement, other as answered, stance, score, reason, state, found_by
    from outdated_links where kind = 'answer')"""
_UNLESS_KEPT = "iif(statements.discarded is null, '', ' (discarded)')"

_CLAIM = """
select claims.id, statements.claimed as words, statements.id as statement,
    iif({asserts}, {who}, '{nobody}') as who,
    statements.discarded, {date} as date, {date_of} as date_of, statements.certainty, statements.happened
from claims
cross join statements on statements.n = coalesce({first_report}, (
    select n from statements where id = claims.statement))
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where claims.id = :id"""
_MEMBERS = """
select iif(statements.stance in ('assert', 'confirm') and statements.force = 'assertive', 'asserted', statements.stance)
        || {unless_kept} as name, statements.id, {who} as who, statements.words,
    statements.claim_score as score, statements.claim_reason as reason
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where statements.claim = :id
order by {first} is null, {first}, {last}, statements.article, statements.start, statements.id"""

_REVISED = """
select statements.article, statements.id as record
from statements join articles on articles.id = statements.article
where statements.claim = :id and articles.version > 1
order by 1, 2"""

# A source, by the name that the person is known by, and all sources that are one with it.
_SOURCE = """
select sources.id, {name} as name, sources.kind, {actor} as actor, {actor_name} as actor_name, sources.article
from sources where id = :id"""
# Of what stands in every article, older versions of one do not count; what is known in one alone is of that version.
_SAME_SOURCE = """(not statements.outdated or sources.article is not null) and statements.source in (
    select :id
    union
    select other.id from sources as one
    join same_actor as mine on mine.actor = one.actor
    join same_actor as theirs on theirs.known_as = mine.known_as
    join sources as other on other.actor = theirs.actor and other.kind = 'person'
    where one.id = :id and one.kind = 'person')"""
# Of a meeting's status and date the reason is that of a report that says the same. It is as likely as its likeliest.
_MEETING = """
select meetings.*, likeliest.probability, likeliest.least_sure, likeliest.possible,
    (select min(nullif(reason, '')) from meeting_reports
     where meeting = meetings.id and status = meetings.status) as status_why,
    (select min(spans.words) from meeting_reports join spans on report = meeting_reports.id and role = 'when'
     where meeting = meetings.id and held = meetings.start) as when_words,
    (select min(spans.reason) from meeting_reports join spans on report = meeting_reports.id and role = 'when'
     where meeting = meetings.id and held = meetings.start) as when_why
from meetings join meeting_reports as likeliest on likeliest.id = (
    select id from meeting_reports where meeting = meetings.id order by probability desc, id limit 1)
where meetings.id = :id"""
_MEETING_REPORTS = """
select 'report' as name, meeting_reports.id,
    coalesce(articles.outlet, {article}) || coalesce(', ' || sources.name, '') as who, meeting_reports.words,
    meeting_reports.joined as reason
from meeting_reports join articles on articles.id = meeting_reports.article
left join statements on statements.id = meeting_reports.statement
left join sources on sources.id = statements.source
where meeting_reports.meeting = :id
order by articles.published_first is null, articles.published_first, articles.id, meeting_reports.start"""
_REPORT = """
select meeting_reports.*, {article} as article_name, articles.outlet, articles.title,
    (select group_concat(words, '; ') from spans where report = meeting_reports.id and role = 'when') as when_words,
    (select group_concat(reason, '; ') from spans where report = meeting_reports.id and role = 'when') as when_why,
    (select group_concat(name, ' · ') from (
        select name from participants where report = meeting_reports.id order by position)) as names,
    (select group_concat(words, ' · ') from (
        select words from spans where report = meeting_reports.id and role = 'topic' order by start)) as topics,
    (select sources.name from statements join sources on sources.id = statements.source
     where statements.id = meeting_reports.statement) as teller
from meeting_reports join articles on articles.id = meeting_reports.article
where meeting_reports.id = :id"""
_ACTS_FOR = """
select {name} as name, {other} as id, actors.name as who, reason,
    case when since || until = '' then '' when until = '' then 'since ' || since when since = '' then 'until ' || until
        else since || '/' || until end as words,
    iif(since = '' or until = '', since || until, since || '/' || until) as codes
from acts_for join actors on actors.id = {other}
where {one} in (select value from json_each(:ids))
order by until <> '', since desc, {other}"""
# In which articles an actor is first and last named. Spans are numbered article by article, so that those of an actor
# that is named a hundred thousand times are found side by side.
_SEEN = """
with seen as materialized (
    select published, {article} as article, outlet, id, published_first, published_last from articles
    where published is not null and id in (
        select article from spans where n in (
            select span from mentions
            where shown and statement is not null and actor in (select value from json_each(:ids))
            union all
            select span from mentions
            where shown and report is not null and actor in (select value from json_each(:ids))))
)
select * from (select 'first' as end, published, article, outlet from seen order by published_first, id limit 1)
union all
select * from (select 'last', published, article, outlet from seen order by published_last desc, id limit 1)"""


def show(db: sqlite3.Connection, name: str) -> Sheet:
    """Return the sheet of the record that an id, the beginning of one, or an actor's name stands for.

    UnknownName where nothing fits, or several do.
    """
    record = find_record(db, name)
    return _SHEETS[record.letter](db, record)


def show_actor(db: sqlite3.Connection, name: str) -> Sheet:
    """Return the sheet of the actor called `name`; UnknownName where there is none, or several."""
    return _actor(db, Named("", resolve_one_actor(db, name)))


def _article(db: sqlite3.Connection, record: Named) -> Sheet:
    row = _one(db, _ARTICLE, record.id)
    every = decisions(db)
    fields = (
        *metadata_of(db, row, in_force(every), "title", "outlet", "author", "credit", "url", "given_id", "published"),
        *field_of("origin", origin_of(row), row["origin_why"]),
        *_fields(row, "words"),
        *field_of("ingested at", row["ingested_at"], codes=(row["ingested_at"],)),
        *_fields(row, "found_by"),
        *version_fields(db, record.id),
    )
    read = rows(db, _read_from("statements.article = :id"), {"id": record.id})
    found = _links((*read, *rows(db, _MEETINGS_IN, {"id": record.id})))
    same = _links(rows(db, _SAME_TEXT, {"id": record.id}))
    links = (*decided(db, {record.id}, every), *same, *found)
    return Sheet(record.id, "article", row["title"] or row["given_id"] or record.id, fields, (), links)


def metadata_of(
    db: sqlite3.Connection, row: dict[str, Any], standing: Iterable[Decision], *names: str
) -> Iterator[Field]:
    """Yield what is known of an article; where that is a person's word, also whose it is and what was read."""
    read = json.loads(row["as_read"])
    every = {one.id for one in versions(db, row["id"])}
    words = {
        name: one
        for one in standing
        if one.kind == "set" and one.subject in every
        for name in one.value
        if name in read
    }
    for name in names:
        is_date = name == "published"
        if name not in words:
            source = f"from: {row['published_from']}" if is_date else ""
            yield from field_of(name.replace("_", " "), row[name], source, (row[name],) if is_date else ())
            continue
        was = f"{read[name] or 'unknown'}{', from: ' + read['published_from'] if is_date else ''}"
        codes = (row[name] or "", read[name] or "") if is_date else ()
        yield Field(name, row[name] or "unknown", f"from: person, {whose(words[name])}; read: {was}", codes)


def version_fields(db: sqlite3.Connection, article: str) -> Iterator[Field]:
    """Yield which version of its article it is, where there are several, and which is the newest."""
    every = versions(db, article)
    for one in every if len(every) > 1 else ():
        if one.id == article:
            why = f"the newest is {every[-1].id}; see `tracker article diff {article}`"
            yield Field("version", f"{one.number} of {len(every)}", why if one.newer else "the newest")
        else:
            yield Field(f"version {one.number}", one.id)


def _statement(db: sqlite3.Connection, record: Named) -> Sheet:
    row = _one(db, fill(_STATEMENT, through=source_name("through")), record.id)
    every = decisions(db)
    values = {"id": record.id}
    table = _OUTDATED_ANSWERS if row["outdated"] else "answers"
    given = _answers("answers.statement = :id", _CLAIM_ANSWERED, "answered.id", table)
    taken = _answers("answers.answered = :id", "statements.id", table=table)
    links = (
        *decided(db, {record.id, *older_records(db, record.id)}, every),
        _in_article(row),
        *_outdated(db, row),
        *_changed_from(db, row["article"], record.id),
        *field_of("source", row["source_id"] and f"{row['source_id']} {row['who']}"),
        *_links(rows(db, _IN_CLAIM, values)),
        *_links(_best(rows(db, given, values)), "answers: "),
        *_links(rows(db, taken, values), "answered: "),
    )
    sheet_fields = (*_discarded(row, every), *_aside(row), *_statement_fields(row))
    return Sheet(record.id, "statement", _title(row["told"]), sheet_fields, tuple(passages(db, [record.id])), links)


def _outdated(db: sqlite3.Connection, row: dict[str, Any]) -> Iterator[Field]:
    """Yield, of a statement of an older version of its article, what the newest has in its place."""
    if not row["outdated"]:
        return
    newer = newest(db, row["article"])
    same = [one.id for one in rows_of(db, newer) if row["id"] in older_records(db, one.id)]
    why = "an older version of its article says it, which stands in no list"
    yield Field("newer version", f"{newer}: {same[0] if same else 'does not say it so'}", why)


def _changed_from(db: sqlite3.Connection, article: str, record: str) -> Iterator[Field]:
    """Yield what older versions of an article said in the place of a statement or a report of a meeting."""
    for version, row in changed_from(db, article, record):
        told = f"{row.id} {row.who}: {row.words}" if row.who else f"{row.id} {row.words}"
        yield Field("changed from", told, f"version {version.number} of the article, {version.id}")


def _statement_fields(row: dict[str, Any]) -> Iterator[Field]:
    force = "" if row["force"] == "assertive" else f"force: {row['force']}"
    yield from field_of("stance", row["stance"], force, (row["stance"],))
    yield from field_of("source", row["who"], row["source_kind"] or "")
    yield from field_of("anonymity", _anonymity(row), row["why_unnamed"] or "")
    yield from field_of("via", row["via"])
    names = _called(row["speaks_for"], row["actor_name"])
    yield from field_of("actor", row["speaks_for"], row["actor_why"] or "", names=names)
    reported = f"the article's publication date, from: {row['published_from']}"
    said_why = reported if row["said"] is None else _why(row, "said")
    yield from _date(row["date_of"] or "said", row["date"], said_why)
    yield from _date("happened", row["happened"], _why(row, "happened"))
    yield from field_of("certainty", row["certainty"])
    yield from _probability(row)
    yield from field_of("found by", row["found_by"])


def _probability(row: Mapping[str, Any]) -> Iterator[Field]:
    """Yield how likely a statement or a meeting is right, and the decision that was least sure."""
    if row["least_sure"]:  # rows of older stores have none
        shown = "; not likely enough to be shown unasked" if row["possible"] else ""
        yield Field("probability", f"{row['probability']:.2f}", f"least sure: {row['least_sure']}{shown}")


def _discarded(row: Mapping[str, Any], every: Iterable[Decision]) -> Iterator[Field]:
    """Yield that a person discarded the record, and who."""
    for one in every:
        if one.id == row["discarded"]:
            yield Field("discarded", f"by {whose(one)}", "hidden from every list but `tracker discarded`")


def _in_article(row: Mapping[str, Any]) -> Field:
    """Return the article of a record, by its id and as people call it."""
    called = ": ".join(filter(None, (row["outlet"], row["title"])))
    return Field("article", f"{row['article_name']} {called}".rstrip())


def _aside(row: Mapping[str, Any]) -> Iterator[Field]:
    """Yield that the outlet only tells it, and no list shows it for now."""
    if row["narrated"] == "aside":
        yield Field("told", "by the outlet alone", "in no list: nobody else reports it, and nobody denies it")


def _anonymity(row: dict[str, Any]) -> str | None:
    """ "unnamed, 2": whether who speaks is named, and how many of them are not."""
    return f"{row['anonymity']}, {row['number']}" if row["number"] else row["anonymity"]


def _claim(db: sqlite3.Connection, record: Named) -> Sheet:
    row = _one(db, fill(_CLAIM, first_report=first_report("claims.id"), nobody=NOBODY_ASSERTS), record.id)
    told = sides_of(db, [record.id]).get(record.id)
    every, members = decisions(db), rows(db, fill(_MEMBERS, unless_kept=_UNLESS_KEPT), {"id": record.id})
    credibility, words = on_claims(db, [record.id])[record.id]
    fields = (
        *_discarded(row, every),
        *field_of("asserted by", row["who"]),
        *_date(row["date_of"] or "said", row["date"]),
        *_date("happened", row["happened"]),
        *_fields(row, "certainty"),
        *field_of("state", told and told.state),
        *field_of("coverage", told and _coverage(told)),
        *(Field("salience", one.in_words, one.reckoned) for one in salience_of(db, claims=[record.id]).values()),
        _rating("credibility", credibility, CREDIBILITY, words),
    )
    answers = _best(rows(db, _answers("answered.claim = :id", "statements.id"), {"id": record.id}))
    about = {member["id"] for member in members}
    origins = map(_origin, told.shared if told else ())
    revised = [one for row in rows(db, _REVISED, {"id": record.id}) for one in _changed_from(db, **row)]
    links = (*decided(db, about, every), *origins, *_links((*members, *answers)), *revised)
    shown = dict.fromkeys([row["statement"], *(report.id for report in (told.denied if told else ()))])
    history = told.history if told else ()
    return Sheet(record.id, "claim", _title(row["words"]), fields, tuple(passages(db, shown)), links, history)


def _meeting(db: sqlite3.Connection, record: Named) -> Sheet:
    row = _one(db, _MEETING, record.id)
    reports = rows(db, fill(_MEETING_REPORTS), {"id": record.id})
    came = attendees(db, [record.id]).get(record.id, ())
    fields = (
        *field_of("status", row["status"], row["status_why"] or ""),
        *field_of("mode", row["mode"], codes=(row["mode"],)),
        *map(_participant, came),
        *_place(db, row),
        *_date("date", row["start"], _why(row, "when")),
        *_date("put off from", row["old"]),
        *(Field("topic", topic) for topic in topics_of(db, [record.id])[record.id]),
        *_fields(row, "count"),
        *_probability(row),
        *_told_otherwise(row["conflicts"], attendees_by_key(db, [record.id])[record.id]),
    )
    title = " · ".join(one.name for one in came)
    ids = [one["id"] for one in reports]
    denied = [
        Field("denied by", f"{one.id} {one.source}: {one.words}", one.reason)
        for one in denials_of(db, [record.id])[record.id]
    ]
    links = (*decided(db, set(ids), decisions(db)), *_links(reports), *denied)
    return Sheet(record.id, "meeting", title, fields, tuple(passages(db, ids)), links)


def _participant(one: Attendee) -> Field:
    """Return who took part, and for whom; that a country or a group takes part for itself is no news to people."""
    whom = f"for {one.actor}" if one.actor else ""
    unsaid = whom if one.actor_name == one.name else ""
    return Field("participant", _with_role(one), whom, unsaid=unsaid, names=_called(one.actor, one.actor_name))


def _place(db: sqlite3.Connection, row: Mapping[str, Any]) -> Iterator[Field]:
    country = row["place_country"] or ""
    yield from field_of("place", row["place"], country, names=actor_names(db, [country]))


def _called(key: str | None, name: str | None) -> dict[str, str]:
    return {key: name} if key and name else {}


def _with_role(one: Attendee) -> str:
    return f"{one.name}, {one.role}" if one.role and one.role.casefold() not in one.name.casefold() else one.name


def _told_otherwise(conflicts: str, came: Mapping[str, Attendee]) -> Iterator[Field]:
    """What reports of a meeting contradict each other about, each way that it is told."""
    for name, values in told_otherwise(conflicts, came).items():
        told = " / ".join(" · ".join(value) if isinstance(value, tuple) else value for value in values)
        codes = tuple(map(str, values)) if name in ("start", "mode") else ()
        told = f"{'date' if name == 'start' else name}: {told}"
        yield Field("told differently", told, "reports contradict each other", codes)


def _report(db: sqlite3.Connection, record: Named) -> Sheet:
    row = _one(db, fill(_REPORT), record.id)
    every = decisions(db)
    fields = (
        *_discarded(row, every),
        *field_of("status", row["status"], row["reason"]),
        *field_of("mode", row["mode"], codes=(row["mode"],)),
        *field_of("participants", row["names"]),
        *_place(db, row),
        *_date("date", row["held"], _why(row, "when")),
        *_date("put off from", row["old"]),
        *field_of("topics", row["topics"]),
        *_fields(row, "count"),
        *_probability(row),
        *_fields(row, "found_by"),
    )
    links = (
        *decided(db, {record.id}, every),
        *field_of("meeting", row["meeting"], row["joined"]),
        *field_of("takes up", row["refers"]),
        *field_of("told by", row["statement"], row["teller"] or ""),
        _in_article(row),
        *_changed_from(db, row["article"], record.id),
    )
    return Sheet(record.id, "meeting report", _title(row["words"]), fields, tuple(passages(db, [record.id])), links)


def _source(db: sqlite3.Connection, record: Named) -> Sheet:
    acting = {"actor": known_as("sources.actor"), "actor_name": actor_name("sources.actor")}
    row = _one(db, fill(_SOURCE, name=source_name("sources"), **acting), record.id)
    reliability, words = on_sources(db, [record.id])[record.id]
    fields = (
        *_fields(row, "kind"),
        *field_of("actor", row["actor"], names=_called(row["actor"], row["actor_name"])),
        _rating("reliability", reliability, RELIABILITY, words),
        *field_of("article", row["article"], "one of a class, known in it alone"),
    )
    rated = decided(db, {record.id, *(word.id for word in words)}, decisions(db))
    links = (*rated, *_links(rows(db, _read_from(_SAME_SOURCE), {"id": record.id})))
    return Sheet(record.id, "source", row["name"], fields, (), links)


def _decision(db: sqlite3.Connection, record: Named) -> Sheet:
    every = decisions(db)
    one = next(one for one in every if one.id == record.id)
    dates, names = dates_in(one), actors_in(db, one, every)
    fields = (
        Field("kind", one.kind, codes=(one.kind,)),
        *(
            Field(name.replace("_", " "), it or "unknown", _was(one, name), (*dates, *_stance(name, it)), names=names)
            for name, it in one.value.items()
        ),
        *field_of("who", one.who),
        *field_of("at", one.at, codes=(one.at,)),
        *field_of("why", one.why),
    )
    links = (Field("decided on", one.subject, names=names), *field_of("taken back by", undone_by(every).get(one.id)))
    return Sheet(record.id, "decision", _title(decision_in_words(one, every)), fields, (), links)


def _stance(name: str, value: object) -> tuple[str, ...]:
    return (str(value),) if name == "stance" else ()


def _was(decision: Decision, name: str) -> str:
    return f"was: {decision.was[name] or 'unknown'}" if name in decision.was else ""


def _rating(name: str, mark: str, scale: Mapping[str, str], words: Iterable[Word]) -> Field:
    """Return a rating in the words of its scale, and whose it is."""
    rated = [word for word in words if word.what == "rated"]
    by = (f"person, {word.who} at {word.at}" + (f": {word.why}" if word.why else "") for word in rated)
    return Field(name, f"{mark} {scale[mark]}", next(by, "the default: no person has rated it"))


def _actor(db: sqlite3.Connection, record: Named) -> Sheet:
    row = actor(db, record.id)
    ids = [record.id, *(one.id for one in row.merged)]
    every = decisions(db)
    given = [one for one in in_force(every) if one.kind == "alias" and one.subject in ids]
    acts_for = _called(row.acts_for, row.acts_for_name)
    fields = (
        *field_of("kind", row.kind),
        *field_of("aliases", ", ".join(other_names(row))),
        *(Field("also called", str(one.value["alias"]), f"person, {whose(one)}") for one in given),
        *(Field("merged", f"{one.id} {one.name}", _merged_by(one), names=acts_for) for one in row.merged),
        *field_of("says", row.says, f"see them with `tracker timeline --all --role says --actor {record.id}`"),
        *field_of("spoken of", row.spoken_of),
        *field_of("meets", row.meets),
        *_seen(db, ids),
    )
    acting = fill(_ACTS_FOR, name="'acts for'", one="actor", other="for_actor")
    acted_for = fill(_ACTS_FOR, name="'acts for it'", one="for_actor", other="actor")
    links = _links(row for sql in (acting, acted_for) for row in rows(db, sql, {"ids": listed(ids)}))
    return Sheet(record.id, "actor", row.name, fields, (), (*decided(db, set(ids), every), *links))


def _merged_by(merged: Merged) -> str:
    by = merged.by if merged.by == "tracker" else f"person, {merged.by}"
    return f"{by}: {merged.reason}" if merged.reason else by


def _seen(db: sqlite3.Connection, ids: Iterable[str]) -> Iterator[Field]:
    for row in rows(db, fill(_SEEN), {"ids": listed(ids)}):
        yield from _date(f"{row['end']} seen", row["published"], _seen_in(row))


def _seen_in(row: Mapping[str, Any]) -> str:
    return f"in {row['outlet']}, {row['article']}" if row["outlet"] else f"in the article {row['article']}"


_SHEETS: dict[str, Callable[[sqlite3.Connection, Named], Sheet]] = {
    "a": _article,
    "s": _statement,
    "c": _claim,
    "m": _meeting,
    "r": _report,
    "w": _source,
    "d": _decision,
    "": _actor,
}


def _read_from(which: str) -> str:
    return fill(_READ_FROM, which=which, unless_kept=_UNLESS_KEPT)


def _answers(which: str, shown: str, told: str = "answers.statement", table: str = "answers") -> str:
    return fill(_ANSWERS, which=which, shown=shown, told=told, table=table)


def _best(answers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each answer once: a statement that answers several reports of a claim answers the claim once, at best."""
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in answers:
        best.setdefault((row["name"], row["id"]), row)
    return list(best.values())


def _links(linked: Iterable[dict[str, Any]], prefix: str = "") -> tuple[Field, ...]:
    return tuple(_link(row, prefix) for row in linked)


def _link(row: dict[str, Any], prefix: str) -> Field:
    words = ": ".join(part for part in (row["who"], row["words"]) if part)
    score = f"{row['score']:.2f} " if row.get("score") is not None else ""
    unsaid = row.get("found_by", "")
    name, value, reason = prefix + row["name"], f"{row['id']} {words}".rstrip(), score + row["reason"] + unsaid
    return Field(name, value, reason, (row["name"].partition(" ")[0], row.get("codes", "")), unsaid)


def _fields(row: dict[str, Any], *names: str) -> Iterator[Field]:
    for name in names:
        yield from field_of(name.replace("_", " "), row[name])


def field_of(
    name: str, value: object, reason: str = "", codes: tuple[str, ...] = (), names: Mapping[str, str] | None = None
) -> Iterator[Field]:
    """Yield the field, unless its value is not known."""
    if value is not None and value != "":
        yield Field(name, str(value), reason, codes, names=names or {})


def _date(name: str, value: str | None, reason: str = "") -> Iterator[Field]:
    """Yield a date with the reason why it is this one, which may be another date that it was counted from."""
    yield from field_of(name, value, reason, (value or "", *_COUNTED_FROM.findall(_QUOTED.sub("", reason))))


# The rules of the extractor that name a date.
_COUNTED_FROM = re.compile(r"\b(?:counted from|the same as) ([\dX][\w:/+-]*)")
_QUOTED = re.compile("“[^”]*”")


def origin_of(article: dict[str, Any]) -> str:
    """Return the name of whose word an article is."""
    if article["origin"] == article["newsroom"]:
        return str(article["outlet"])
    return article["origin"] if article["origin"] == article["id"] else newsroom_name(article["origin"])


def _origin(origin: Origin) -> Field:
    """Return whose word some reports of a claim are, which they are and why."""
    where = " · ".join(f"{id_} {outlet}" for id_, outlet, _ in origin.reports)
    why = dict.fromkeys(reason for _, _, reason in origin.reports)
    reasons = (f"{id_} {reason}" for id_, _, reason in origin.reports) if len(why) > 1 else why
    return Field("origin", f"{origin.name}: {where}", "; ".join(reasons))


def _coverage(told: Sides) -> str:
    counts = (("article", told.articles), ("outlet", told.outlets), ("origin", told.origins))
    return " / ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts)


def _why(row: dict[str, Any], part: str) -> str:
    """Return the words that a date was read from and the rule that read them."""
    words, rule = row[f"{part}_words"], row[f"{part}_why"]
    return ": ".join(text for text in (f"“{words}”" if words else "", (rule or "").strip("; ")) if text)


def _title(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _TITLE else flat[: _TITLE - 1] + "…"


def _one(db: sqlite3.Connection, sql: str, id_: str) -> dict[str, Any]:
    return rows(db, sql, {"id": id_})[0]
