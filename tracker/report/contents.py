"""What a report holds: the rows of five lists, and every statement and report of a meeting that they are read from.

What is cited is numbered in the order in which a reader comes upon it. A number stands for one statement in one
article, so the same words cited in two sections have one number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tracker.dates import PartialDate
from tracker.queries import every as queries
from tracker.queries.filters import Filters, Found
from tracker.render.cells import counted
from tracker.views.articles import ArticleRow
from tracker.views.citations import Citation, CitedArticle
from tracker.views.disputed import Disputed
from tracker.views.meetings import MeetingRow
from tracker.views.sources import SourceRow, UnnamedShare
from tracker.views.timeline import Played, TimelineRow

Key = tuple[str, str]  # of a row of the timeline: its id and kind


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a report is asked for: its title, if any was given, and the filters; `excerpts` leaves out whole texts."""

    filters: Filters
    title: str | None = None
    excerpts: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered citation with its article."""

    number: int
    citation: Citation
    article: CitedArticle


@dataclass(frozen=True)
class Contents:
    """All that a report shows.

    `cited_ids` has the statement or report whose words each row of the timeline shows, `played` its actors and outlets,
    `statements` the statements of each source, `notes` the note of each of these; all by id.
    """

    request: ReportRequest
    timeline: Found[TimelineRow]
    disputed: Found[Disputed]
    meetings: Found[MeetingRow]
    sources: Found[SourceRow]
    articles: Found[ArticleRow]
    share: UnnamedShare
    cited_ids: Mapping[Key, str]
    played: Mapping[Key, Played]
    statements: Mapping[str, list[str]]
    notes: Mapping[str, Note]
    texts: tuple[CitedArticle, ...]  # of the articles listed and of those cited
    names: Mapping[str, str]  # of the actors that play a part in the timeline, by their keys

    def cited_at(self, row: TimelineRow) -> Note:
        """Return the note of the words that a row of the timeline shows."""
        return self.notes[self.cited_ids[row.id, row.kind]]

    def said_by(self, source: SourceRow) -> list[Note]:
        """Return the notes of the statements that are counted for a source, in order of date."""
        return [self.notes[id_] for id_ in self.statements.get(source.id, ())]

    def named(self, actor: str | None) -> str:
        """Return the name of an actor by its key, "" where there is none."""
        return self.names.get(actor, actor) if actor else ""

    def outlet_of(self, row: TimelineRow) -> str:
        """Return the outlet whose words a row of the timeline shows, else the id of the article."""
        return self.cited_at(row).article.outlet or row.article

    @cached_property
    def listed(self) -> dict[str, ArticleRow]:
        """The rows of the list of articles, by id."""
        return {row.id: row for row in self.articles.rows}

    @cached_property
    def cited(self) -> dict[str, list[Note]]:
        """The notes of each article that something is cited from, by its id, in order of their numbers."""
        notes: dict[str, list[Note]] = {}
        for note in self.notes.values():
            notes.setdefault(note.article.id, []).append(note)
        return notes

    @property
    def title(self) -> str:
        """The title that was given, else one made of the filters: "Russia, since 1 March 2022"."""
        return self.request.title or ", ".join(_title(self.request.filters)) or "Claims, denials and meetings"

    @property
    def left_out(self) -> list[str]:
        """What a reader must know is not there, as sentences: what the limit cut off, and what no date places."""
        lists: dict[str, Found[Any]] = {
            "timeline row": self.timeline, "disputed claim": self.disputed, "meeting": self.meetings,
            "source": self.sources, "article": self.articles,
        }  # fmt: skip
        cut = [counted(found.left_out, name) for name, found in lists.items() if found.left_out]
        undated = [counted(found.undated, name) for name, found in lists.items() if found.undated]
        return [
            f"Left out {why}: {', '.join(counts)}."
            for why, counts in (("by the limit", cut), ("for want of a date, by since and until", undated))
            if counts
        ]


def gather(db: sqlite3.Connection, request: ReportRequest) -> Contents:
    """Return the contents of a report. The `kinds` of its filters narrow only the timeline: other lists have others."""
    filters = request.filters
    others = replace(filters, kinds=())
    timeline = queries.timeline(db, filters)
    disputed = queries.disputed(db, others, possible=filters.possible)
    meetings, sources = queries.meetings(db, others), queries.sources(db, others)
    articles = queries.articles(db, others)
    cited_ids = queries.stands_at(db, timeline.rows)
    statements = queries.counted_statements(db, others, [row.id for row in sources.rows])
    said = (id_ for row in sources.rows for id_ in statements.get(row.id, ()))
    cited = dict.fromkeys(
        [*(cited_ids[row.id, row.kind] for row in timeline.rows), *_report_ids(disputed, meetings), *said]
    )
    citations = queries.citations(db, cited)
    in_articles = (citation.article for citation in citations.values())
    texts = queries.cited_articles(db, sorted({*(row.id for row in articles.rows), *in_articles}))
    by_id = {text.id: text for text in texts}
    notes = {
        id_: Note(number, citations[id_], by_id[citations[id_].article]) for number, id_ in enumerate(cited, start=1)
    }
    played = queries.played(db, timeline.rows, cited_ids)
    names = queries.names_of(db, sorted({actor for row in played.values() for actor in row.actors}))
    share = queries.unnamed_share(db, others)
    return Contents(
        request,
        timeline,
        disputed,
        meetings,
        sources,
        articles,
        share,
        cited_ids,
        played,
        statements,
        notes,
        texts,
        names,
    )


def _report_ids(disputed: Found[Disputed], meetings: Found[MeetingRow]) -> Iterator[str]:
    """Yield the ids of all reports that the two lists show, in their order."""
    for row in disputed.rows:
        yield from (report.id for report in (*row.asserted, *row.denied, *row.declined, *row.retracted))
    for meeting in meetings.rows:
        yield from (report.id for report in (*meeting.reports, *meeting.denied))


def _title(filters: Filters) -> Iterator[str]:
    yield from filters.actors
    if filters.about is not None:
        yield f"“{filters.about}”"
    yield from filter(None, (filters.outlet, filters.article))
    for word, date in (("since", filters.since), ("until", filters.until)):
        if date is not None:
            yield f"{word} {_date_in_words(date)}"


def _date_in_words(date: PartialDate) -> str:
    """Return a date in words without the day of the week."""
    return date.in_words.split(" ", 1)[1] if date.first == date.last else date.in_words
