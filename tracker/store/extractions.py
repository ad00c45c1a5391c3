"""Reading the records of a stored article back from its rows, which record_rows.py wrote.

Two things are not stored and so not there: temporal expressions that belong to no record, and how sure the reader was
of each of its decisions. Records read back and added to another store make the same rows.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.records import (
    Actor,
    Certainty,
    Extraction,
    Meeting,
    Mention,
    Participant,
    Proposition,
    Quantity,
    Source,
    Span,
    Statement,
    When,
)
from tracker.store.article_rows import article_of
from tracker.store.outdated import NOTHING, OutdatedLinks, outdated_links

_BAND = "ICD 203: "  # what the reason of a span with a band of likelihood begins with
_STATEMENTS = "select * from statements where article = ? order by n"
_SPANS = """
select n, coalesce(statement, report) as owner, role, start, end, words, reason from spans where article = ? order by n
"""
_MENTIONS = """
select span, actor, mentions.role, mentions.reason from spans join mentions on span = n where article = ?
order by 1, 2, 3
"""
_SOURCES = """
select source as id, name, kind, actor, 0 as local from spoken where article = ?1
union all select id, name, kind, actor, 1 from sources where article = ?1
"""
_SPEAKING = """
select statement, role, statement_sources.source from statements join statement_sources on statement = id
where article = ? order by statement, position
"""
_FIGURES = """
select figures.* from statements join figures on statement = id where article = ? order by statement, position
"""
_ANSWERS = """
select statement, answered, read_answers.probability from read_answers join statements on statements.id = statement
where statements.article = ? order by statement, answered
"""
_PARTICIPANTS = """
select report, name, actor, acts_for, role from participants join meeting_reports on meeting_reports.id = report
where article = ? order by report, position
"""


@dataclass(frozen=True, slots=True)
class StoredExtraction:
    """An article with all that was read from it, by which version of the extractor, and its place among its versions.

    `first` is the id of the first version and `came` the time of ingest (UTC); both None for a first version itself.
    `aside` is what was linked with an older version while it was the newest.
    """

    extraction: Extraction
    found_by: str
    first: str | None = None
    came: str | None = None
    aside: OutdatedLinks = NOTHING


def stored_extraction(db: sqlite3.Connection, article_id: str) -> StoredExtraction:
    """Return a stored article with all that was read from it; KeyError where the store does not hold it."""
    rows = _Rows(db, article_id)
    for row in rows.of("select * from articles where id = ?"):
        article = article_of(row)
        statements = [(row["narrated"], rows.statement(row)) for row in rows.of(_STATEMENTS)]
        extraction = Extraction(
            article,
            statements=tuple(one for narrated, one in statements if narrated is None),
            narrated=tuple(one for narrated, one in statements if narrated is not None),
            meetings=tuple(map(rows.meeting, rows.of("select * from meeting_reports where article = ? order by n"))),
            actors=tuple(_actors(rows.of("select actor, details from named where article = ? order by actor"))),
        )
        later = row["version"] > 1
        first, came = (row["first_version"], row["ingested_at"]) if later else (None, None)
        aside = outdated_links(db, article_id) if row["newer"] else NOTHING
        return StoredExtraction(extraction, row["found_by"], first, came, aside)
    raise KeyError(article_id)


class _Rows:
    """All rows of one article, by the record that they belong to."""

    def __init__(self, db: sqlite3.Connection, article: str) -> None:
        self._db, self._article = db, article
        self.spans = _by(self.of(_SPANS), "owner", "role")
        self.mentions = _by(self.of(_MENTIONS), "span")
        self.speaking = _by(self.of(_SPEAKING), "statement", "role")
        self.figures = _by(self.of(_FIGURES), "statement")
        self.answers = _by(self.of(_ANSWERS), "statement")
        self.participants = _by(self.of(_PARTICIPANTS), "report")
        self.sources = {row["id"]: _source(row, article) for row in self.of(_SOURCES)}

    def of(self, sql: str) -> list[sqlite3.Row]:
        """The rows of a query for the article."""
        cursor = self._db.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(sql, (self._article,)).fetchall()

    def statement(self, row: sqlite3.Row) -> Statement:
        """The statement of a row, with its proposition."""
        id_ = row["id"]
        return Statement(
            self._article,
            self._places(id_, "source"),
            self._places(id_, "cue"),
            self._places(id_, "content"),
            stance=row["stance"],
            force=row["force"],
            certainty=tuple(map(_certainty, self.spans[id_, "certainty"])),
            speaker=self.sources[row["source"]] if row["source"] else None,
            beside=tuple(self._sources(self.speaking[id_, "beside"])),
            acts_for=row["acts_for"],
            anonymity=row["anonymity"],
            number=row["number"],
            why_unnamed=self._place(id_, "unnamed"),
            via=tuple(zip(self._sources(self.speaking[id_, "via"]), self._places(id_, "via"), strict=True)),
            said=self._when(id_, "said", row["said"]),
            happened=self._when(id_, "happened", row["happened"]),
            proposition=_proposition(row, self.figures[id_,]) if row["claimed"] is not None else None,
            mentions=tuple(self._mentions(id_)),
            own_voice=bool(row["own_voice"]),
            narrated=row["narrated"] is not None,
            probability=row["probability"],
            least_sure=row["least_sure"],
            possible=bool(row["possible"]),
            answers=tuple((one["answered"], one["probability"]) for one in self.answers[id_,]),
        )

    def meeting(self, row: sqlite3.Row) -> Meeting:
        """The report of a meeting of a row."""
        id_ = row["id"]
        return Meeting(
            self._article,
            _span(row),
            self._places(id_, "cue"),
            row["status"],
            row["mode"],
            tuple(map(_participant, self.participants[id_,], self._places(id_, "participant"))),
            place=self._place(id_, "place"),
            place_country=row["place_country"],
            when=self._when(id_, "when", row["held"]),
            old=self._when(id_, "old", row["old"]),
            topics=self._places(id_, "topic"),
            count=row["count"],
            again=row["refers"],
            statement=row["statement"],
            reason=row["reason"],
            mentions=tuple(self._mentions(id_)),
            probability=row["probability"],
            least_sure=row["least_sure"],
            possible=bool(row["possible"]),
        )

    def _sources(self, rows: Iterable[sqlite3.Row]) -> Iterator[Source]:
        return (self.sources[row["source"]] for row in rows)

    def _places(self, owner: str, role: str) -> tuple[Span, ...]:
        return tuple(map(_span, self.spans[owner, role]))

    def _place(self, owner: str, role: str) -> Span | None:
        return next(iter(self._places(owner, role)), None)

    def _when(self, owner: str, role: str, value: str | None) -> When | None:
        """A date of a record; its value is empty where it was none that a store can order by."""
        return next((When(value or "", _span(row), row["reason"]) for row in self.spans[owner, role]), None)

    def _mentions(self, owner: str) -> Iterator[Mention]:
        for row in self.spans[owner, "mention"]:
            for one in self.mentions[row["n"],]:
                yield Mention(one["actor"], one["role"], _span(row), one["reason"])


def _by(rows: Iterable[sqlite3.Row], *columns: str) -> defaultdict[tuple[Any, ...], list[sqlite3.Row]]:
    found = defaultdict[tuple[Any, ...], list[sqlite3.Row]](list)
    for row in rows:
        found[tuple(row[column] for column in columns)].append(row)
    return found


def _span(row: sqlite3.Row) -> Span:
    return Span(row["start"], row["end"], row["words"])


def _certainty(row: sqlite3.Row) -> Certainty:
    band: Any = row["reason"].removeprefix(_BAND) or None
    return Certainty(row["start"], row["end"], row["words"], band)


def _participant(row: sqlite3.Row, span: Span) -> Participant:
    return Participant(row["name"], span, row["actor"], row["acts_for"], row["role"])


def _source(row: sqlite3.Row, article: str) -> Source:
    """A source as the article told it; where it told of it in several ways, in one that makes the same id."""
    source = Source(row["name"], row["kind"], row["actor"], bool(row["local"]))
    if source.id_in(article) == row["id"]:
        return source
    return Source(row["name"], "person" if row["kind"] != "person" else "office", row["actor"], bool(row["local"]))


def _proposition(row: sqlite3.Row, figures: Iterable[sqlite3.Row]) -> Proposition:
    return Proposition(
        row["claimed"],
        tuple(row["terms"].split()),
        row["core"],
        bool(row["negated"]),
        bool(row["spelled_out"]),
        tuple(Quantity.between(one["least"], one["most"], one["of_what"]) for one in figures),
        row["tells"] or b"",
        row["denies"] or b"",
    )


def _actors(rows: Sequence[sqlite3.Row]) -> Iterator[Actor]:
    """The actors that an article names, as it names them; one that acts for several is there with each."""
    for row in rows:
        naming = json.loads(row["details"])
        whole = Actor(row["actor"], naming["name"], naming["kind"], tuple(naming["aliases"]))
        for acts_for, since, until, reason in naming["acts_for"] or [(None, None, None, "")]:
            yield replace(whole, acts_for=acts_for, since=since or None, until=until or None, reason=reason)
