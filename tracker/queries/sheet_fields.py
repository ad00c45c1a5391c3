"""The fields that the sheets of several kinds of records have, each value with the reason why it is so."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tracker.queries.decided import whose
from tracker.queries.sides import newsroom_name
from tracker.queries.sql_parts import fill, rows
from tracker.store.versions import changed_from, versions
from tracker.views.reports import Word
from tracker.views.sheets import Field

# Making the records takes 13 ms of processor time, which a question would pay for the names of types alone.
if TYPE_CHECKING:
    from tracker.records import Decision

_TITLE = 100  # code points: a title longer than a line of a terminal is cut, its passage shows it whole
# The rules of the extractor that name a date.
_COUNTED_FROM = re.compile(r"\b(?:counted from|the same as) ([\dX][\w:/+-]*)")
_QUOTED = re.compile("“[^”]*”")
_READ_FROM = """
select statements.stance || {unless_kept} as name, statements.id, {who} as who,
    coalesce(statements.claimed, statements.words) as words, '' as reason
from statements
join articles on articles.id = statements.article
left join sources on sources.id = statements.source
where {which} and statements.narrated is not 'aside'
order by {first} is null, {first}, {last}, statements.article, statements.start, statements.id"""
UNLESS_KEPT = "iif(statements.discarded is null, '', ' (discarded)')"


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


def origin_of(article: dict[str, Any]) -> str:
    """Return the name of whose word an article is."""
    if article["origin"] == article["newsroom"]:
        return str(article["outlet"])
    return article["origin"] if article["origin"] == article["id"] else newsroom_name(article["origin"])


def article_field(row: Mapping[str, Any]) -> Field:
    """Return the article of a record, by its id and as people call it."""
    called = ": ".join(filter(None, (row["outlet"], row["title"])))
    return Field("article", f"{row['article_name']} {called}".rstrip())


def changed_fields(db: sqlite3.Connection, article: str, record: str) -> Iterator[Field]:
    """Yield what older versions of an article said in the place of a statement or a report of a meeting."""
    for version, row in changed_from(db, article, record):
        words = f"{row.id} {row.who}: {row.words}" if row.who else f"{row.id} {row.words}"
        yield Field("changed from", words, f"version {version.number} of the article, {version.id}")


def probability_field(row: Mapping[str, Any]) -> Iterator[Field]:
    """Yield how likely a statement or a meeting is right, and the decision that was least sure."""
    if row["least_sure"]:  # rows of older stores have none
        shown = "; not likely enough to be shown unasked" if row["possible"] else ""
        yield Field("probability", f"{row['probability']:.2f}", f"least sure: {row['least_sure']}{shown}")


def discarded_field(row: Mapping[str, Any], every: Iterable[Decision]) -> Iterator[Field]:
    """Yield that a person discarded the record, and who."""
    for one in every:
        if one.id == row["discarded"]:
            yield Field("discarded", f"by {whose(one)}", "hidden from every list but `tracker discarded`")


def rating_field(name: str, mark: str, scale: Mapping[str, str], words: Iterable[Word]) -> Field:
    """Return a rating in the words of its scale, and whose it is."""
    rated = [word for word in words if word.what == "rated"]
    by = (f"person, {word.who} at {word.at}" + (f": {word.why}" if word.why else "") for word in rated)
    return Field(name, f"{mark} {scale[mark]}", next(by, "the default: no person has rated it"))


def statements_sql(which: str) -> str:
    """Return the SQL of the links to the statements for which a condition holds."""
    return fill(_READ_FROM, which=which, unless_kept=UNLESS_KEPT)


def link_fields(linked: Iterable[dict[str, Any]], prefix: str = "") -> tuple[Field, ...]:
    """Return the fields of records that rows name, each with its words, score and reason."""
    return tuple(_link(row, prefix) for row in linked)


def _link(row: dict[str, Any], prefix: str) -> Field:
    words = ": ".join(part for part in (row["who"], row["words"]) if part)
    score = f"{row['score']:.2f} " if row.get("score") is not None else ""
    unsaid = row.get("found_by", "")
    name, value, reason = prefix + row["name"], f"{row['id']} {words}".rstrip(), score + row["reason"] + unsaid
    return Field(name, value, reason, (row["name"].partition(" ")[0], row.get("codes", "")), unsaid)


def fields_of(row: dict[str, Any], *names: str) -> Iterator[Field]:
    """Yield those fields of a row that are known, each by the name of its column."""
    for name in names:
        yield from field_of(name.replace("_", " "), row[name])


def field_of(
    name: str, value: object, reason: str = "", codes: tuple[str, ...] = (), names: Mapping[str, str] | None = None
) -> Iterator[Field]:
    """Yield the field, unless its value is not known."""
    if value is not None and value != "":
        yield Field(name, str(value), reason, codes, names=names or {})


def date_field(name: str, value: str | None, reason: str = "") -> Iterator[Field]:
    """Yield a date with the reason why it is this one, which may be another date that it was counted from."""
    yield from field_of(name, value, reason, (value or "", *_COUNTED_FROM.findall(_QUOTED.sub("", reason))))


def why_of_date(row: dict[str, Any], part: str) -> str:
    """Return the words that a date was read from and the rule that read them."""
    words, rule = row[f"{part}_words"], row[f"{part}_why"]
    return ": ".join(text for text in (f"“{words}”" if words else "", (rule or "").strip("; ")) if text)


def names_by_key(key: str | None, name: str | None) -> dict[str, str]:
    """Return the name of an actor by its key, as `Field.names` has it; empty where there is none."""
    return {key: name} if key and name else {}


def title_of(words: str) -> str:
    """Return the words as a title, on one line and cut to its length."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _TITLE else flat[: _TITLE - 1] + "…"


def row_of(db: sqlite3.Connection, sql: str, id_: str) -> dict[str, Any]:
    """Return the one row that the SQL finds for an id."""
    return rows(db, sql, {"id": id_})[0]
