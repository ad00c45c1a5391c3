"""The sheet of a statement, with what it answers, and that of a claim, with all that report or answer it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.queries.decided import CREDIBILITY, decided, on_claims
from tracker.queries.names import Named
from tracker.queries.passages import passages
from tracker.queries.salience import salience_of
from tracker.queries.sheet_fields import (
    UNLESS_KEPT,
    article_field,
    changed_fields,
    date_field,
    discarded_field,
    field_of,
    fields_of,
    link_fields,
    names_by_key,
    probability_field,
    rating_field,
    row_of,
    title_of,
    why_of_date,
)
from tracker.queries.sides import Sides, sides_of
from tracker.queries.sql_parts import NOBODY_ASSERTS, fill, first_report, rows, source_name
from tracker.store.decisions import decisions, older_records
from tracker.store.versions import newest, rows_of
from tracker.views.reports import Origin
from tracker.views.sheets import Field, Sheet

_STATEMENT = """
select statements.*, {who} as who, {actor} as speaks_for, {actor_name} as actor_name, {date} as date,
    {date_of} as date_of, {article} as article_name, articles.outlet, articles.title,
    sources.id as source_id, sources.kind as source_kind,
    articles.published_from, coalesce(statements.claimed, statements.words) as claim_words,
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
join statements on statements.id = {statement}
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where {which} and answers.state <> 'possible'
order by answers.state, answers.score desc, {first} is null, {first}, statements.article,
    statements.start, statements.id"""
_OUTDATED_ANSWERS = """(
    select one as statement, other as answered, stance, score, reason, state, found_by
    from outdated_links where kind = 'answer')"""
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


def statement_sheet(db: sqlite3.Connection, record: Named) -> Sheet:
    """Return the sheet of a statement: who says it, when, how sure it was read, and what it answers."""
    row = row_of(db, fill(_STATEMENT, through=source_name("through")), record.id)
    every = decisions(db)
    values = {"id": record.id}
    table = _OUTDATED_ANSWERS if row["outdated"] else "answers"
    given = _answers("answers.statement = :id", _CLAIM_ANSWERED, "answered.id", table)
    taken = _answers("answers.answered = :id", "statements.id", table=table)
    links = (
        *decided(db, {record.id, *older_records(db, record.id)}, every),
        article_field(row),
        *_outdated(db, row),
        *changed_fields(db, row["article"], record.id),
        *field_of("source", row["source_id"] and f"{row['source_id']} {row['who']}"),
        *link_fields(rows(db, _IN_CLAIM, values)),
        *link_fields(_best(rows(db, given, values)), "answers: "),
        *link_fields(rows(db, taken, values), "answered: "),
    )
    fields = (*discarded_field(row, every), *_aside(row), *_statement_fields(row))
    return Sheet(record.id, "statement", title_of(row["claim_words"]), fields, tuple(passages(db, [record.id])), links)


def _outdated(db: sqlite3.Connection, row: dict[str, Any]) -> Iterator[Field]:
    """Yield, of a statement of an older version of its article, what the newest has in its place."""
    if not row["outdated"]:
        return
    newer = newest(db, row["article"])
    same = [one.id for one in rows_of(db, newer) if row["id"] in older_records(db, one.id)]
    why = "an older version of its article says it, which stands in no list"
    yield Field("newer version", f"{newer}: {same[0] if same else 'does not say it so'}", why)


def _statement_fields(row: dict[str, Any]) -> Iterator[Field]:
    force = "" if row["force"] == "assertive" else f"force: {row['force']}"
    yield from field_of("stance", row["stance"], force, (row["stance"],))
    yield from field_of("source", row["who"], row["source_kind"] or "")
    yield from field_of("anonymity", _anonymity(row), row["why_unnamed"] or "")
    yield from field_of("via", row["via"])
    names = names_by_key(row["speaks_for"], row["actor_name"])
    yield from field_of("actor", row["speaks_for"], row["actor_why"] or "", names=names)
    reported = f"the article's publication date, from: {row['published_from']}"
    said_why = reported if row["said"] is None else why_of_date(row, "said")
    yield from date_field(row["date_of"] or "said", row["date"], said_why)
    yield from date_field("happened", row["happened"], why_of_date(row, "happened"))
    yield from field_of("certainty", row["certainty"])
    yield from probability_field(row)
    yield from field_of("found by", row["found_by"])


def _aside(row: Mapping[str, Any]) -> Iterator[Field]:
    """Yield that the outlet only tells it, and no list shows it for now."""
    if row["narrated"] == "aside":
        yield Field("told", "by the outlet alone", "in no list: nobody else reports it, and nobody denies it")


def _anonymity(row: dict[str, Any]) -> str | None:
    """ "unnamed, 2": whether who speaks is named, and how many of them are not."""
    return f"{row['anonymity']}, {row['number']}" if row["number"] else row["anonymity"]


def claim_sheet(db: sqlite3.Connection, record: Named) -> Sheet:
    """Return the sheet of a claim: its sides, its history, and all that report or answer it."""
    row = row_of(db, fill(_CLAIM, first_report=first_report("claims.id"), nobody=NOBODY_ASSERTS), record.id)
    sides = sides_of(db, [record.id]).get(record.id)
    every, members = decisions(db), rows(db, fill(_MEMBERS, unless_kept=UNLESS_KEPT), {"id": record.id})
    credibility, words = on_claims(db, [record.id])[record.id]
    fields = (
        *discarded_field(row, every),
        *field_of("asserted by", row["who"]),
        *date_field(row["date_of"] or "said", row["date"]),
        *date_field("happened", row["happened"]),
        *fields_of(row, "certainty"),
        *field_of("state", sides and sides.state),
        *field_of("coverage", sides and _coverage(sides)),
        *(Field("salience", one.in_words, one.sum_in_words) for one in salience_of(db, claims=[record.id]).values()),
        rating_field("credibility", credibility, CREDIBILITY, words),
    )
    answers = _best(rows(db, _answers("answered.claim = :id", "statements.id"), {"id": record.id}))
    about = {member["id"] for member in members}
    origins = map(_origin, sides.shared if sides else ())
    revised = [one for row in rows(db, _REVISED, {"id": record.id}) for one in changed_fields(db, **row)]
    links = (*decided(db, about, every), *origins, *link_fields((*members, *answers)), *revised)
    shown = dict.fromkeys([row["statement"], *(report.id for report in (sides.denied if sides else ()))])
    history = sides.history if sides else ()
    return Sheet(record.id, "claim", title_of(row["words"]), fields, tuple(passages(db, shown)), links, history)


def _answers(which: str, shown: str, statement: str = "answers.statement", table: str = "answers") -> str:
    return fill(_ANSWERS, which=which, shown=shown, statement=statement, table=table)


def _best(answers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each answer once: a statement that answers several reports of a claim answers the claim once, at best."""
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for row in answers:
        best.setdefault((row["name"], row["id"]), row)
    return list(best.values())


def _origin(origin: Origin) -> Field:
    """Return whose word some reports of a claim are, which they are and why."""
    where = " · ".join(f"{id_} {outlet}" for id_, outlet, _ in origin.reports)
    why = dict.fromkeys(reason for _, _, reason in origin.reports)
    reasons = (f"{id_} {reason}" for id_, _, reason in origin.reports) if len(why) > 1 else why
    return Field("origin", f"{origin.name}: {where}", "; ".join(reasons))


def _coverage(sides: Sides) -> str:
    counts = (("article", sides.articles), ("outlet", sides.outlets), ("origin", sides.origins))
    return " / ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts)
