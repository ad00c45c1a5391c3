"""From a page to everything that is read from it: times, what the reader finds, who is who, and the records.

The reader (`tracker.models.reader`) has learned where something is said or somebody meets, of which kind it is and
which noun phrases it means; the finders here make records of that. spaCy's types end here: what leaves this folder are
plain records.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.extract.anonymity import with_reasons
from tracker.extract.meetings import MeetingFinder
from tracker.extract.narration import find_narration
from tracker.extract.people import People
from tracker.extract.statements import StatementFinder
from tracker.extract.times import find_times
from tracker.models.reader import WordVectors, read
from tracker.parsing import Page
from tracker.reading.headlines import headline_of
from tracker.records import Extraction, Statement

FOUND_BY = "reader 2"  # stored with every record, so that a better extractor can tell which rows to read again


def extract(page: Page) -> Extraction:
    """Return all that the page says, in text order; the same page gives the same records."""
    times = find_times(page)
    headline = headline_of(page.article.text)
    reading = read(page.article.text, page.noun_phrases(), headline[1] if headline is not None else 0)
    people = People(page, reading.mentions)
    found = StatementFinder(people, reading, times).find()
    statements = [_with_vectors(one, reading.vectors) for one in with_reasons(page, found)]
    attributed = [headline] if headline is not None else []  # a headline sums up what is below it
    attributed += [(span.start, span.end) for one in statements for span in (*one.source, *one.cue, *one.content)]
    return Extraction(
        article=page.article,
        times=tuple(times),
        statements=tuple(sorted(statements, key=_place)),
        narrated=tuple(_with_vectors(one, reading.vectors) for one in find_narration(people, attributed, times)),
        meetings=tuple(MeetingFinder(people, reading, times, statements).find()),
        actors=tuple(people.actors()),
    )


def _with_vectors(statement: Statement, vectors: WordVectors | None) -> Statement:
    """A statement with the vectors of what it says and denies, by which linking finds what belongs together."""
    if statement.proposition is None or vectors is None:
        return statement
    tells, denies = vectors.of(*statement.place)
    return replace(statement, proposition=replace(statement.proposition, tells=tells, denies=denies))


def _place(statement: Statement) -> int:
    return (*statement.cue, *statement.content)[0].start
