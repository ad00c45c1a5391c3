"""Where the report in an article's text may open: at its start, or below up to three short lines.

Those lines are most often a headline, a line under it and a byline, but may be paragraphs too: to take what stands
below them for a dateline, more than a dash is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

_LINE = re.compile(r"\S[^\n]*")
_ABOVE, _LONGEST = 3, 250  # lines that may stand above a report, and code points of such a line
_BLANK = re.compile(r"\n[^\S\n]*\n")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*(?:\n|\Z)))*")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")


def openings(text: str) -> Iterator[int]:
    """Yield the places (code points) at which a report, and so its dateline, may begin: first the start of the text."""
    for number, line in enumerate(_LINE.finditer(text)):
        yield line.start()
        if number == _ABOVE or len(line[0]) > _LONGEST:
            return


@lru_cache(maxsize=2)  # called for each record of an article
def lead_end(text: str) -> int:
    """Return where the lead ends (code points): the first paragraph that ends as a sentence does.

    What stands above it, up to three lines that end otherwise (a headline, a byline), belongs to it. Where none of
    these ends so, the first is the lead. Lines are paragraphs in a text without blank lines.
    """
    paragraphs = islice((_PARAGRAPH if _BLANK.search(text) else _LINE).finditer(text), _ABOVE + 1)
    ends = [(paragraph.end(), bool(_ENDS_SENTENCE.search(paragraph[0]))) for paragraph in paragraphs]
    return next((end for end, is_sentence in ends if is_sentence), ends[0][0] if ends else 0)
