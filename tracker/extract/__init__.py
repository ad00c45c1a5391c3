"""From a page to everything that is read from it: times first, then who is who, then statements and meetings.

Each finder is a file of its own. spaCy's types end here: what leaves this folder are plain records.
"""

from __future__ import annotations

from tracker.extract.meetings import MeetingFinder
from tracker.extract.people import People
from tracker.extract.statements import find_statements
from tracker.extract.times import find_times
from tracker.parsing import Page
from tracker.records import Extraction

FOUND_BY = "rules 1"  # stored with every record, so that a better extractor can tell which rows to read again


def extract(page: Page) -> Extraction:
    """Return all that the page says, in text order; the same page gives the same records."""
    times = find_times(page)
    people = People(page)
    return Extraction(
        article=page.article,
        times=times,
        statements=tuple(find_statements(page, times, people)),
        meetings=tuple(MeetingFinder(page, times, people).find()),
        actors=tuple(people.actors()),
    )
