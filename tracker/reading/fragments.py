"""A piece of HTML that is an article's text and nothing else, as feeds and mails carry it → its paragraphs.

Whole pages have more than their article on them: `pages` reads those. Python's own parser takes quadratic time for
markup that never ends, so lxml's is used.
"""

from __future__ import annotations

import re
from typing import Any

from tracker.reading.libraries import foreign, needed

# Block elements, which break a line in browsers, with "li" and "td": each item and cell is a paragraph.
_BLOCKS = frozenset(
    "address article blockquote body dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section "
    "table td th tr ul".split()
)
_LEFT_OUT = frozenset("script style head template noscript figure figcaption nav aside form button iframe svg".split())
LINE_BREAK = "\u2029"  # stands for a <br> until `joined`
_TWO_BREAKS = re.compile(rf"{LINE_BREAK}\s*{LINE_BREAK}")


def paragraphs_of(html: str, extra: str) -> str:
    """Return the text of a piece of HTML, paragraphs parted by blank lines; `extra` of this package has the parser."""
    if not html.strip():
        return ""
    etree = needed("lxml.etree", extra)
    with foreign("piece of HTML"):
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
        return joined(_pieces(etree, root)) if root is not None else ""


def joined(paragraphs: list[str]) -> str:
    """Return paragraphs as one text, each on a line of its own; empty ones are left out.

    Two LINE_BREAKs part paragraphs, as in old pages; a single one becomes a space.
    """
    flat = (" ".join(part.split()) for paragraph in paragraphs for part in _TWO_BREAKS.split(paragraph))
    return "\n\n".join(filter(None, flat))


def _pieces(etree: Any, root: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Return the text between the starts and ends of blocks, in order."""
    pieces = [[""]]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _LEFT_OUT:
            walk.skip_subtree()
            continue
        if element.tag in _BLOCKS:
            pieces.append([])
        elif event == "start" and element.tag == "br":
            pieces[-1].append(LINE_BREAK)
        words = element.text if event == "start" else element.tail
        pieces[-1].append(words or "")
    return ["".join(piece) for piece in pieces]
