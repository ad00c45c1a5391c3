"""From a page to everything that is read from it: times first, then who is who, then statements and meetings.

Each finder is a file of its own. spaCy's types end here: what leaves this folder are plain records.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.extract.meetings import MeetingFinder
from tracker.extract.own_voice import Others, find_own_voice
from tracker.extract.people import People
from tracker.extract.quotations import find_quotations
from tracker.extract.statements import find_statements
from tracker.extract.times import find_times
from tracker.parsing import Page
from tracker.records import Extraction, Statement, Time

FOUND_BY = "model 1"  # stored with every record, so that a better extractor can tell which rows to read again


def extract(page: Page) -> Extraction:
    """Return all that the page says, in text order; the same page gives the same records."""
    times = find_times(page)
    people = People(page)
    statements = _with_own_voice(page, find_statements(page, times, people), times, people)
    return Extraction(
        article=page.article,
        times=times,
        statements=tuple(sorted(statements, key=_place)),
        meetings=tuple(MeetingFinder(page, times, people).find()),
        actors=tuple(people.actors()),
    )


def _with_own_voice(page: Page, statements: list[Statement], times: Iterable[Time], people: People) -> list[Statement]:
    """The statements and those of the outlet; where both have one cue ("the photo does not show it"), the outlet's."""
    contents = [(span.start, span.end) for statement in statements for span in statement.content]
    own = find_own_voice(page, Others(contents, find_quotations(page.article.text)), people, times)
    judging = [span for statement in own for span in statement.cue]
    kept = [s for s in statements if not any(a.start < b.end and b.start < a.end for a in s.cue for b in judging)]
    return [*kept, *own]


def _place(statement: Statement) -> int:
    return (*statement.cue, *statement.content)[0].start
