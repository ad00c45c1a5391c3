"""From a page to everything that is read from it: times, what the reader finds, who is who, and the records.

The reader (`tracker.models.reader`) has learned where something is said or somebody meets, of which kind it is and
which noun phrases it means; the finders here make records of that. spaCy's types end here: what leaves this folder are
plain records.
"""

from __future__ import annotations

from tracker.extract.anonymity import with_reasons
from tracker.extract.meetings import MeetingFinder
from tracker.extract.narration import find_narration
from tracker.extract.people import People
from tracker.extract.statements import StatementFinder
from tracker.extract.times import find_times
from tracker.headlines import headline_of
from tracker.models.reader import read
from tracker.parsing import Page
from tracker.records import Extraction, Statement

FOUND_BY = "reader 1"  # stored with every record, so that a better extractor can tell which rows to read again


def extract(page: Page) -> Extraction:
    """Return all that the page says, in text order; the same page gives the same records."""
    times = find_times(page)
    phrases = [(c.start_char, c.end_char, c.root.pos_ == "PRON") for c in page.doc.noun_chunks]
    headline = headline_of(page.article.text)
    reading = read(page.article.text, phrases, headline[1] if headline is not None else 0)
    people = People(page, reading.mentions)
    statements = with_reasons(page, StatementFinder(people, reading, times).find())
    told = [headline] if headline is not None else []
    told += [(span.start, span.end) for one in statements for span in (*one.source, *one.cue, *one.content)]
    return Extraction(
        article=page.article,
        times=tuple(times),
        statements=tuple(sorted(statements, key=_place)),
        narrated=tuple(find_narration(people, told, times)),
        meetings=tuple(MeetingFinder(people, reading, times, statements).find()),
        actors=tuple(people.actors()),
    )


def _place(statement: Statement) -> int:
    return (*statement.cue, *statement.content)[0].start
