"""The lists as plain columns, one row for each record, with the words it was read from and their place.

What a column holds is told by its `about`, which `tracker export csv --columns` prints and a Parquet file keeps. Dates
are TIMEX3 values, as fine as the article has them; `first_day` and `last_day` are the earliest and latest day that one
may mean, so that a program can sort and compare.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tracker.dates import PartialDate
from tracker.export.cameo import cameo_code
from tracker.export.form_parts import batches
from tracker.queries import every as queries
from tracker.queries.filters import Filters, Found, Listing
from tracker.queries.listings import STATEMENTS
from tracker.queries.quoted import quotations, stood_at
from tracker.queries.statements import statements
from tracker.render.cells import person_words
from tracker.render.lists.meetings import contradictions
from tracker.views.claims import ClaimRow
from tracker.views.quotations import Quotation

ColumnType = Literal["text", "integer", "number", "day", "moment", "texts"]
ExportedName = Literal["claims", "statements", "denials", "meetings", "articles", "sources"]
Value = str | int | float | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a list, with the quotation that it shows; None in lists of articles and sources, which show none."""

    row: Any
    quoted: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and type, the value that it has of a record, and what that is, in words."""

    name: str
    type: ColumnType
    value: Callable[[Record], Value]
    about: str


@dataclass(frozen=True, slots=True)
class ExportedList:
    """A list that can be exported.

    `ask` returns its rows; `shown` the ids of the records whose words these show, by the ids of the rows.
    """

    ask: Callable[[sqlite3.Connection, Filters], Found[Any]]
    listing: Listing
    columns: tuple[Column, ...]
    shown: Callable[[sqlite3.Connection, Filters, Sequence[Any]], Mapping[str, str]] | None = None


def _of_row(name: str, about: str, type_: ColumnType = "text", field: str | None = None) -> Column:
    return Column(name, type_, lambda r: getattr(r.row, field or name), about)


def _of_article(name: str, about: str, field: str) -> Column:
    return Column(name, "text", lambda r: getattr(r.quoted.article, field) if r.quoted else None, about)


def _of_quotation(name: str, about: str, type_: ColumnType = "text", field: str | None = None) -> Column:
    return Column(name, type_, lambda r: getattr(r.quoted, field or name) if r.quoted else None, about)


def _days(date: Callable[[Any], str | None]) -> tuple[Column, Column]:
    def day(record: Record, end: Literal["first", "last"]) -> str | None:
        known = PartialDate.parse(date(record.row) or "")
        return (known.first if end == "first" else known.last).isoformat() if known else None

    return (
        Column("first_day", "day", lambda r: day(r, "first"), "the earliest day that the date may mean"),
        Column("last_day", "day", lambda r: day(r, "last"), "the latest day that the date may mean"),
    )


_QUOTED = (
    _of_article("article", "the article's id", "id"),
    _of_article("given_id", "the id that the article came with", "given_id"),
    _of_article("outlet", "the outlet that published it", "outlet"),
    _of_article("title", "its title", "title"),
    _of_article("url", "its address", "url"),
    _of_article("published", "when it was published (TIMEX3)", "published"),
    _of_quotation("span_start", "where the words begin, in code points of the article's text", "integer", "start"),
    _of_quotation("span_end", "where they end", "integer", "end"),
    _of_quotation("exact", "the words of the article between these two"),
    _of_quotation("prefix", "up to 32 code points in front of them"),
    _of_quotation("suffix", "up to 32 code points after them"),
)
_PERSON = Column("by_person", "text", lambda r: person_words(r.row.decided_by), "what people decided of it")
_DATE = (
    _of_row("date", "when it was said, else published (TIMEX3)"),
    _of_row("date_of", "what the date is the date of: said or reported"),
    *_days(lambda row: row.date),
)


def _said_or_reported(row: ClaimRow) -> str | None:
    return row.said or row.reported


_CLAIMS = (
    _of_row("id", "the claim's id"),
    _of_row("words", "what it says, in the words of its first report"),
    _of_row("who", "who first asserts it"),
    Column("date", "text", lambda r: _said_or_reported(r.row), "when it was first said, else published (TIMEX3)"),
    Column(
        "date_of", "text",
        lambda r: "said" if r.row.said else "reported" if r.row.reported else None,
        "what the date is the date of: said or reported",
    ),
    *_days(_said_or_reported),
    _of_row("happened", "when what it says happens (TIMEX3)"),
    _of_row("certainty", "how certain it is, as worded, with the band of ICD 203"),
    _of_row("reports", "how many statements assert it", "integer"),
    _of_row("articles", "in how many articles", "integer"),
    _of_row("outlets", "of how many outlets", "integer"),
    _of_row("origins", "from how many independent origins", "integer"),
    _of_row("denials", "how many statements deny it", "integer"),
    _of_row("credibility", "Admiralty scale, 1 to 6, by a person; 6 also where nobody rated it"),
    _PERSON,
    Column("statement", "text", lambda r: r.quoted.id if r.quoted else None, "the statement whose words it has"),
    *_QUOTED,
)  # fmt: skip

_STATEMENTS = (
    _of_row("id", "the statement's id"),
    _of_row("claim", "the id of the claim that it reports, or spells out"),
    *_DATE,
    _of_row("said", "when it was said (TIMEX3)"),
    _of_row("happened", "when what it says happens (TIMEX3)"),
    _of_row("who", "who says it, and through whom it came"),
    _of_row("actor", "whom the speaker acts for, else who it is: an ISO 3166 alpha-3 code or a key"),
    _of_row("stance", "assert, confirm, deny, deny_knowledge, no_comment, question, retract or reject"),
    _of_row("force", "assertive, directive, commissive or expressive (Searle)"),
    _of_row("words", "what it says"),
    _of_row("certainty", "how certain it is, as worded, with the band of ICD 203"),
    _of_row("anonymity", "whether those who speak are named, unnamed or mixed"),
    _of_row("probability", "how likely the row is read right, 0 to 1", "number"),
    *_QUOTED,
)

_DENIALS = (
    _of_row("id", "the id of the statement that denies"),
    *_DATE,
    _of_row("who", "who denies"),
    _of_row("actor", "whom the speaker acts for, else who it is"),
    _of_row("stance", "deny, or deny_knowledge (“never heard of it”)"),
    _of_row("words", "the words that deny"),
    _of_row("claim", "the id of the claim that it answers; none where that was not found"),
    _of_row("claim_words", "what that claim says"),
    _of_row("asserted_by", "who first asserts it"),
    _of_row("reason", "why it is taken to answer that claim"),
    _PERSON,
    *_QUOTED,
)


def _texts(name: str, value: Callable[[Any], Sequence[str]], about: str) -> Column:
    return Column(name, "texts", lambda r: tuple(value(r.row)), about)


def _count(name: str, value: Callable[[Any], int], about: str) -> Column:
    return Column(name, "integer", lambda r: value(r.row), about)


_MEETINGS = (
    _of_row("id", "the meeting's id"),
    _of_row("status", "held, planned, cancelled, refused, proposed or habitual"),
    _of_row("mode", "in_person, phone, video, written or unknown"),
    Column("cameo", "text", lambda r: cameo_code(r.row), "CAMEO code of the event, where one fits"),
    _of_row("start", "the day it began, or its date (TIMEX3); none where the article gives none"),
    _of_row("end", "the day it ended, or its date"),
    *_days(lambda row: f"{row.start}/{row.end}" if row.start != row.end else row.start),
    _texts("participants", lambda row: [who.name for who in row.participants], "who took part"),
    _texts("actors", lambda row: [who.actor or "" for who in row.participants], "whom each of them acts for, in order"),
    _of_row("place", "where, as an article names it"),
    _of_row("country", "the country of the place (ISO 3166 alpha-3)"),
    _texts("topics", lambda row: row.topics, "what it was about, in the articles' words"),
    _of_row("count", "how many times, of a habit of meeting", "integer"),
    _of_row("put_off_from", "the date it had before it was put off", field="old"),
    Column("told_differently", "text", lambda r: contradictions(r.row), "what its reports tell differently"),
    _count("reports", lambda row: len(row.reports), "how many passages tell of it"),
    _count("denials", lambda row: len(row.denied), "how many statements deny what is told of it"),
    Column("report", "text", lambda r: r.quoted.id if r.quoted else None, "the first report, whose words follow"),
    *_QUOTED,
)  # fmt: skip

_ARTICLES = (
    _of_row("id", "the article's id"),
    _of_row("given_id", "the id that it came with"),
    _of_row("outlet", "the outlet that published it"),
    _of_row("title", "its title"),
    _of_row("url", "its address"),
    _of_row("published", "when it was published (TIMEX3)"),
    _of_row("published_from", "where that date came from"),
    *_days(lambda row: row.published),
    _of_row("words", "how many words it has", "integer"),
    _of_row("statements", "how many statements", "integer"),
    _of_row("denials", "how many denials", "integer"),
    _of_row("meetings", "how many meetings it tells of", "integer"),
    _of_row("language", "its language (ISO 639)"),
    _of_row("version", "which version of the article this is", "integer"),
    _of_row("ingested_at", "when it came into the store", "moment"),
    _texts("set_by_person", lambda row: row.set_by_person, "the fields that are a person's word"),
)

_SOURCES = (
    _of_row("id", "the source's id"),
    _of_row("name", "its name, or how it is described"),
    _of_row("kind", "person, office, organisation, document, unnamed or outlet"),
    _of_row("actor", "whom it acts for, else who it is"),
    _of_row("statements", "how many statements it makes", "integer"),
    _of_row("denials_made", "how many of them deny", "integer", "denials"),
    _of_row("refusals", "how many refuse to comment", "integer"),
    _of_row("denials_met", "how many claims of it others deny", "integer"),
    _of_row("articles", "in how many articles", "integer"),
    _of_row("outlets", "of how many outlets", "integer"),
    _of_row("origins", "from how many independent origins", "integer"),
    _of_row("first", "the date of its first statement (TIMEX3)"),
    _of_row("last", "the date of its last statement (TIMEX3)"),
    _of_row("reliability", "Admiralty scale, A to F, by a person; F also where nobody rated it"),
    _PERSON,
)


def _own_words(_: sqlite3.Connection, __: Filters, rows: Sequence[Any]) -> dict[str, str]:
    return {row.id: row.id for row in rows}


def _first_statement(db: sqlite3.Connection, filters: Filters, rows: Sequence[Any]) -> dict[str, str]:
    return stood_at(db, filters, queries.CLAIMS, [row.id for row in rows])


def _first_report(_: sqlite3.Connection, __: Filters, rows: Sequence[Any]) -> dict[str, str]:
    return {row.id: row.reports[0].id for row in rows}


LISTS: dict[ExportedName, ExportedList] = {
    "claims": ExportedList(queries.claims, queries.CLAIMS, _CLAIMS, _first_statement),
    "statements": ExportedList(statements, STATEMENTS, _STATEMENTS, _own_words),
    "denials": ExportedList(queries.denials, queries.DENIALS, _DENIALS, _own_words),
    "meetings": ExportedList(queries.meetings, queries.MEETINGS, _MEETINGS, _first_report),
    "articles": ExportedList(queries.articles, queries.ARTICLES, _ARTICLES),
    "sources": ExportedList(queries.sources, queries.SOURCES, _SOURCES),
}
# All that any of the lists can be asked with, for the options of the command; each list refuses what it does not know.
ANY_LIST = Listing(
    "lists",
    orders={name: "" for exported in LISTS.values() for name in exported.listing.orders},
    kinds=tuple(dict.fromkeys(kind for exported in LISTS.values() for kind in exported.listing.kinds)),
    roles=tuple(dict.fromkeys(role for exported in LISTS.values() for role in exported.listing.roles)),
)


def records(
    db: sqlite3.Connection, filters: Filters, exported: ExportedList, rows: Sequence[Any], size: int
) -> Iterator[list[Record]]:
    """Yield the rows of a list as records, with the words that they show, at most `size` at a time."""
    for batch in batches(rows, size):
        if exported.shown is None:
            yield [Record(row) for row in batch]
            continue
        shown = exported.shown(db, filters, batch)
        quoted = quotations(db, shown.values())
        yield [Record(row, quoted.get(shown[row.id])) for row in batch]
