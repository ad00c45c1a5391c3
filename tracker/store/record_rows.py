"""Writing the records of an article as rows of the store; extractions.py reads them back.

No row depends on which article came first: where two name an actor or a source differently, a rule decides.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from tracker.dates import PartialDate
from tracker.reading.openings import lead_end
from tracker.records import Actor, Article, Certainty, Extraction, Meeting, Mention, Source, Span, SpanRole, Statement
from tracker.store.article_rows import date_columns
from tracker.terms import folded

_Owner = Mapping[str, str]  # a statement or a report, by the column of its id
_SPOKEN = """
insert into spoken (source, article, name, kind, actor) values (:id, :article, :name, :kind, :actor)
on conflict do update set name = max(name, excluded.name), kind = min(kind, excluded.kind),
    actor = min(coalesce(actor, excluded.actor), coalesce(excluded.actor, actor))"""
# Replace what only older versions of the extractor said of a source. If any statement of the source is of this version,
# the one stored last is.
_SPOKE_FOR_OLDER = """
update sources set name = :name, kind = :kind, actor = :actor where id = :id
    and :found_by is not (select found_by from statements where n = (select max(n) from statements where source = :id))
    and not exists (
        select 1 from statement_sources join statements on statements.id = statement
        where statement_sources.source = :id and found_by = :found_by)
"""
LONGEST = 31  # days: a meeting whose date is a longer period is compared with those of any day


class RecordWriter:
    """Writes the records of one article as rows, within a transaction of the store."""

    def __init__(self, db: sqlite3.Connection, article: Article, found_by: str) -> None:
        """Take the article, which the store holds, and the version of the extractor that read it."""
        self.db, self.article, self.found_by = db, article, found_by

    def add(self, extraction: Extraction) -> None:
        """Add the rows of all records of an extraction of the article."""
        for actor in extraction.actors:
            self._add_actor(actor)
        for actor in extraction.actors:
            self._add_acting_for(actor)
            self._add_named(actor)
        for statement in (*extraction.statements, *extraction.narrated):
            self._add_statement(statement)
        for statement in extraction.statements:
            for answered, likely in statement.answers:
                row = {"statement": statement.id, "answered": answered, "probability": round(likely, 4)}
                self._insert("read_answers", row)
        for meeting in extraction.meetings:
            self._add_meeting_report(meeting)

    def _add_actor(self, actor: Actor) -> None:
        self.db.execute(
            # Of two spellings the one with more small letters: "Liu Pengyu" before "LIU PENGYU", whichever came first.
            "insert into actors (id, name, kind) values (?, ?, ?) "
            "on conflict (id) do update set name = max(name, excluded.name), kind = excluded.kind",
            (actor.key, actor.name, actor.kind),
        )
        self.db.executemany(
            "insert into actor_aliases (alias, actor) values (?, ?) on conflict do update set given = 0",
            [(alias, actor.key) for alias in _aliases(actor)],
        )

    def _add_acting_for(self, actor: Actor) -> None:
        if actor.acts_for:
            self.db.execute(
                "insert into acts_for (actor, for_actor, since, until, reason) values (?, ?, ?, ?, ?) "
                "on conflict do update set reason = min(reason, excluded.reason)",
                (actor.key, actor.acts_for, actor.since or "", actor.until or "", actor.reason),
            )

    def _add_named(self, actor: Actor) -> None:
        acting = [[actor.acts_for, actor.since or "", actor.until or "", actor.reason]] if actor.acts_for else []
        details = {"name": actor.name, "kind": actor.kind, "aliases": _aliases(actor), "acts_for": acting}
        self.db.execute(
            "insert or replace into named (actor, article, details) values (?, ?, json(?))",
            (actor.key, self.article.id, json.dumps(details, ensure_ascii=False)),
        )

    def _add_source(self, source: Source) -> str:
        id_ = source.id_in(self.article.id)
        columns = {"id": id_, "name": source.name, "kind": source.kind, "actor": source.actor}
        self.db.execute(_SPOKE_FOR_OLDER, {**columns, "found_by": self.found_by})
        self.db.execute(
            "insert into sources (id, name, kind, actor, article) values (:id, :name, :kind, :actor, :article) "
            "on conflict (id) do update set name = max(name, excluded.name), kind = min(kind, excluded.kind), "
            "actor = min(coalesce(actor, excluded.actor), coalesce(excluded.actor, actor))",
            {**columns, "article": self.article.id if source.local else None},
        )
        if not source.local:
            self.db.execute(_SPOKEN, {**columns, "article": self.article.id})
        return id_

    def _add_statement(self, statement: Statement) -> None:
        start, end = statement.place
        self._insert("statements", {
            "id": statement.id,
            "article": self.article.id,
            "source": self._add_source(statement.speaker) if statement.speaker else None,
            "acts_for": statement.acts_for,
            "anonymity": statement.anonymity,
            "number": statement.number,
            "stance": statement.stance,
            "force": statement.force,
            "own_voice": statement.own_voice,
            "narrated": "aside" if statement.narrated else None,  # until it is linked with others
            "probability": round(statement.probability, 4),
            "least_sure": statement.least_sure,
            "possible": statement.possible,
            "in_lead": start < lead_end(self.article.text),
            "holds_figure": bool(statement.proposition and statement.proposition.quantities),
            **date_columns("said", statement.said.value if statement.said else None),
            "certainty": "; ".join(map(_with_band, statement.certainty)) or None,
            "start": start,
            "end": end,
            "words": self.article.text[start:end],
            **_claimed_columns(statement),
            "found_by": self.found_by,
        })  # fmt: skip
        via = [source for source, _ in statement.via]
        for role, sources in (("via", via), ("beside", statement.beside)):
            for position, source in enumerate(sources):
                self._insert("statement_sources", {
                    "statement": statement.id,
                    "role": role,
                    "position": position,
                    "source": self._add_source(source),
                })  # fmt: skip
        self._add_figures(statement)
        for role, spans, reason in _parts(statement):
            self._add_spans({"statement": statement.id}, role, spans, reason)
        self._add_mentions({"statement": statement.id}, statement.mentions, shown=not statement.narrated)

    def _add_figures(self, statement: Statement) -> None:
        for position, one in enumerate(statement.proposition.quantities if statement.proposition else ()):
            bounds = [float(f"{bound:.12g}") if math.isfinite(bound) else None for bound in (one.low, one.high)]
            row = (statement.id, position, *bounds, one.of)
            self.db.execute(
                "insert into figures (statement, position, least, most, of_what) values (?, ?, ?, ?, ?)", row
            )

    def _add_meeting_report(self, meeting: Meeting) -> None:
        self._insert("meeting_reports", {
            "id": meeting.id,
            "article": self.article.id,
            "status": meeting.status,
            "mode": meeting.mode,
            "place": meeting.place.words if meeting.place else None,
            "place_country": meeting.place_country,
            **date_columns("held", meeting.when.value if meeting.when else None),
            "old": meeting.old.value if meeting.old else None,
            "count": meeting.count,
            "again": meeting.again is not None,
            "refers": meeting.again,
            "statement": self._stored_statement(meeting.statement),
            "start": meeting.words.start,
            "end": meeting.words.end,
            "words": meeting.words.words,
            "reason": meeting.reason,
            "probability": round(meeting.probability, 4),
            "least_sure": meeting.least_sure,
            "possible": meeting.possible,
            "in_lead": meeting.words.start < lead_end(self.article.text),
            "joined": "",
            "found_by": self.found_by,
        })  # fmt: skip
        self._add_participants(meeting)
        self._add_meeting_spans(meeting)
        self._add_mentions({"report": meeting.id}, meeting.mentions)

    def _stored_statement(self, id_: str | None) -> str | None:
        """The statement with this id, if it is kept: a meeting may stand in words of which no statement is."""
        return next((row[0] for row in self.db.execute("select id from statements where id = ?", (id_,))), None)

    def _add_participants(self, meeting: Meeting) -> None:
        met_first, met_last = _met(meeting, self.article)
        for position, participant in enumerate(meeting.participants):
            self._insert("participants", {
                "report": meeting.id,
                "position": position,
                "name": participant.name,
                "actor": participant.actor,
                "acts_for": participant.acts_for,
                "met_first": met_first,
                "met_last": met_last,
                "role": participant.role,
            })  # fmt: skip

    def _add_meeting_spans(self, meeting: Meeting) -> None:
        owner = {"report": meeting.id}
        self._add_spans(owner, "participant", [p.span for p in meeting.participants])
        self._add_spans(owner, "place", [meeting.place] if meeting.place else [])
        if meeting.when:
            self._add_spans(owner, "when", [meeting.when.span], meeting.when.reason)
        if meeting.old:
            self._add_spans(owner, "old", [meeting.old.span], meeting.old.reason)
        self._add_spans(owner, "topic", meeting.topics)
        self._add_spans(owner, "cue", meeting.cue)

    def _add_spans(self, owner: _Owner, role: SpanRole, spans: Iterable[Span], reason: str = "") -> None:
        for span in spans:
            self._add_span(owner, role, span, reason)

    def _add_span(self, owner: _Owner, role: SpanRole, span: Span, reason: str) -> int:
        return self._insert("spans", {
            **owner,
            "article": self.article.id,
            "role": role,
            "start": span.start,
            "end": span.end,
            "words": span.words,
            "reason": reason,
        })  # fmt: skip

    def _add_mentions(self, owner: _Owner, mentions: Iterable[Mention], *, shown: bool = True) -> None:
        places: dict[Span, int] = {}
        for mention in mentions:
            if mention.span not in places:
                places[mention.span] = self._add_span(owner, "mention", mention.span, "")
            self.db.execute(
                "insert or ignore into mentions (span, statement, report, actor, role, shown, reason) "
                "values (:span, :statement, :report, :actor, :role, :shown, :reason)",
                {
                    "statement": None, "report": None, **owner,
                    "span": places[mention.span],
                    "actor": mention.actor,
                    "role": mention.role,
                    "shown": shown and mention.role != "place",  # no question about actors looks there
                    "reason": mention.reason,
                },
            )  # fmt: skip

    def _insert(self, table: str, values: Mapping[str, object]) -> int:
        names, places = ", ".join(values), ", ".join("?" * len(values))
        done = self.db.execute(f"insert into {table} ({names}) values ({places})", tuple(values.values()))
        return done.lastrowid or 0


def _claimed_columns(statement: Statement) -> dict[str, object]:
    claimed = statement.proposition
    if claimed is None:
        return {}
    return {
        "claimed": claimed.words,
        "terms": " ".join(claimed.terms),
        "core": claimed.core,
        "negated": claimed.negated,
        "spelled_out": claimed.spelled_out,
        "tells": claimed.tells or None,
        "denies": claimed.denies or None,
        **date_columns("happened", statement.happened.value if statement.happened else None),
    }


def _met(meeting: Meeting, article: Article) -> tuple[str | None, str | None]:
    """The first and last day under which other reports find that of a meeting: of its date, else of its publication.

    '' where it must be found whatever the day: a habit, a meeting that was put off, a date that is longer than a month;
    None where no date is known.
    """
    date = PartialDate.parse(meeting.when.value) if meeting.when else None
    is_long = date is not None and (date.last - date.first).days >= LONGEST
    if meeting.status == "habitual" or meeting.old or is_long:
        return "", ""
    if date is not None:
        return date.first.isoformat(), date.last.isoformat()
    published = PartialDate.parse(article.published) if article.published else None
    return (published.first.isoformat(),) * 2 if published is not None else (None, None)


def _with_band(certainty: Certainty) -> str:
    """The words and the band of likelihood that they name, if any: "highly likely (ICD 203: very likely)"."""
    return f"{certainty.words} (ICD 203: {certainty.band})" if certainty.band else certainty.words


def _parts(statement: Statement) -> Iterator[tuple[SpanRole, tuple[Span, ...], str]]:
    """Yield the parts of a statement that rows of `spans` hold: role, spans and reason."""
    yield "source", statement.source, ""
    yield "cue", statement.cue, ""
    yield "content", statement.content, ""
    for certainty in statement.certainty:
        yield "certainty", (certainty,), f"ICD 203: {certainty.band}" if certainty.band else ""
    if statement.why_unnamed:
        yield "unnamed", (statement.why_unnamed,), ""
    yield "via", tuple(span for _, span in statement.via), ""
    if statement.said:
        yield "said", (statement.said.span,), statement.said.reason
    if statement.happened:
        yield "happened", (statement.happened.span,), statement.happened.reason


def _aliases(actor: Actor) -> list[str]:
    return sorted({folded(name) for name in (actor.key, actor.name, *actor.aliases)})
