"""From a page to everything that is read from it: times first, then who is who, then statements and meetings.

Each finder is a file of its own. spaCy's types end here: what leaves this folder are plain records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tracker.extract.meetings import MeetingFinder
from tracker.extract.narration import find_narration
from tracker.extract.own_voice import Others, find_own_voice
from tracker.extract.own_words import CLAIMS, HEARSAY, PASSED_ON
from tracker.extract.people import People
from tracker.extract.quotations import Quotation, find_quotations
from tracker.extract.statements import find_statements
from tracker.extract.times import find_times
from tracker.parsing import Page
from tracker.records import Extraction, Span, Statement, Time

FOUND_BY = "model 33"  # stored with every record, so that a better extractor can tell which rows to read again

_RELATIVE = {"that", "which"}
_NO_PROOF = re.compile(
    r"(?:\w+\s+)?(?:offer|provid|giv|gave|cit|present|produc)\w*\s+no\s+(?:\w+\s+){0,2}(?:proof|evidence)\b",
    re.IGNORECASE,
)
_CONTRARY_TO_WHAT = re.compile(r"\bcontrary\s+to\s+what\s[^,;]+$", re.IGNORECASE)
_NEAR = 100  # code points
_FEW = 6  # words: more of them are not merely the thing that is passed on


def extract(page: Page) -> Extraction:
    """Return all that the page says, in text order; the same page gives the same records."""
    times = find_times(page)
    people = People(page)
    quotations = find_quotations(page.article.text)
    statements = _with_own_voice(page, find_statements(page, times, people), quotations, times, people)
    told = [(span.start, span.end) for one in statements for span in (*one.source, *one.cue, *one.content)]
    told += [(quotation.start, quotation.end) for quotation in quotations]
    return Extraction(
        article=page.article,
        times=times,
        statements=tuple(sorted(statements, key=_place)),
        narrated=tuple(find_narration(page, told, people, times)),
        meetings=tuple(MeetingFinder(page, times, people, statements).find()),
        actors=tuple(people.actors()),
    )


def _with_own_voice(
    page: Page, statements: list[Statement], quotations: list[Quotation], times: Iterable[Time], people: People
) -> list[Statement]:
    """The statements and those of the outlet, which has one of both where nobody else says it.

    The cue of "the photo does not show it" is the outlet's; "contrary to rumours, he has not resigned" is its word too;
    but who "claimed without offering any evidence that" he had claims it.
    """
    told = [s for s in statements if not (_is_hearsay(s) or _gives_no_proof(s) or _is_contradicted(s, page))]
    contents = [(span.start, span.end) for statement in told for span in statement.content]
    own = find_own_voice(page, Others(contents, quotations), people, times)
    judging = [span for statement in own for span in statement.cue]
    judged = [span for statement in own for span in statement.content]
    kept = [
        s
        for s in statements
        if not _begins_in(s.cue, judging) and not (_is_hearsay(s) and _overlap(s.content, [*judging, *judged]))
    ]
    return [*kept, *own]


def _is_hearsay(statement: Statement) -> bool:
    """Whether nobody says it, or only "reports" or "rumours" do, or it is passed on ("shared the bogus article")."""
    words = [word for span in statement.source for word in span.words.lower().split() if word not in _RELATIVE]
    by_nobody = not words or words[-1] in HEARSAY or words[-1].removesuffix("s") in CLAIMS | HEARSAY
    passed_on = any(word in PASSED_ON for span in statement.cue for word in span.words.lower().split())
    return by_nobody or (passed_on and sum(len(span.words.split()) for span in statement.content) <= _FEW)


def _gives_no_proof(statement: Statement) -> bool:
    """ "But offered no proof": by that nobody says anything."""
    words = " ".join(span.words for span in (*statement.cue, *statement.content))
    return _NO_PROOF.match(words) is not None


def _is_contradicted(statement: Statement, page: Page) -> bool:
    """ "Contrary to what the mayor says, the bridge is open": that is not what the mayor says."""
    before = page.article.text[max(0, statement.cue[0].start - _NEAR) : statement.cue[0].start]
    return _CONTRARY_TO_WHAT.search(before) is not None


def _begins_in(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return bool(spans) and any(other.start <= spans[0].start < other.end for other in others)


def _overlap(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in spans for b in others)


def _place(statement: Statement) -> int:
    return (*statement.cue, *statement.content)[0].start
