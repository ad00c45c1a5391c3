"""From a page, an article and its parse, to the records of everything that is read from it.

The reader (`tracker.models.reader`) is the trained part: where something is said or somebody meets, of which kind, and
which noun phrases are its source or its sides. The finders here make records of that by rules: `times`, `people` (with
`names`), `statements` (with `certainty`, `statement_dates`, `propositions`, `quantities`), `anonymity`, `narration`,
`meetings`. spaCy's types end here: what leaves this folder are plain records.
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
    statements = with_reasons(page, StatementFinder(people, reading, times).find())
    statements = [_with_vectors(statement, reading.vectors) for statement in statements]
    spans = [span for statement in statements for span in (*statement.source, *statement.cue, *statement.content)]
    attributed = [(span.start, span.end) for span in spans]
    if headline is not None:  # it sums up what is below it, and so is no narration either
        attributed.append(headline)
    narrated = find_narration(people, attributed, times)
    return Extraction(
        article=page.article,
        times=tuple(times),
        statements=tuple(sorted(statements, key=_start)),
        narrated=tuple(_with_vectors(statement, reading.vectors) for statement in narrated),
        meetings=tuple(MeetingFinder(people, reading, times, statements).find()),
        actors=tuple(people.actors()),
    )


def _with_vectors(statement: Statement, vectors: WordVectors | None) -> Statement:
    """A statement with the reader's vectors of what it tells and denies, by which linking compares statements."""
    if statement.proposition is None or vectors is None:
        return statement
    tells, denies = vectors.of(*statement.place)
    return replace(statement, proposition=replace(statement.proposition, tells=tells, denies=denies))


def _start(statement: Statement) -> int:
    """Where the cue begins, or the content of a statement without one."""
    return (*statement.cue, *statement.content)[0].start
