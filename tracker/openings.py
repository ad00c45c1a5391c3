"""Where the report in an article's text may open: at its start, or below up to three short lines.

Those are most often a headline, a line under it and a byline, but may be paragraphs too: who asks for a dateline there
must ask for more than a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"\S[^\n]*")
_ABOVE, _LONGEST = 3, 250  # lines that may stand above a report, and the code points of the longest of them


def openings(text: str) -> Iterator[int]:
    """Yield the places (code points) at which a report, and so its dateline, may begin: first the start of the text."""
    for number, line in enumerate(_LINE.finditer(text)):
        yield line.start()
        if number == _ABOVE or len(line[0]) > _LONGEST:
            return
