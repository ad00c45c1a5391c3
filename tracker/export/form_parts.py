"""What several forms share: JSON, selectors of words, ids made of the store's ids, rows a batch at a time."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from tracker.dates import PartialDate
from tracker.render.safe import HIDDEN
from tracker.views.quotations import Publication, Quotation

Row = TypeVar("Row")
Form = dict[str, Any]

# The namespace of all ids that exports make (RFC 9562, version 5): drawn once, never to be changed.
NAMESPACE = uuid.UUID("9f078f8a-eaaf-4107-917d-a639c32349d2")
_BATCH = 500  # rows whose details are looked up in one query
_ISO_PREFIX = re.compile(r"(\d{4}(?:-\d\d){0,2})|(\d{4}-\d\d-\d\d)T.*", re.ASCII)
# A text that ends the script element of a page must not: JSON has an escape for its first character.
_UNSAFE = re.compile(f"<|{HIDDEN.pattern}")


def made_id(kind: str, *parts: str) -> str:
    """Return the UUID (version 5) of an object of this kind, made of the ids `parts`, which are kept apart in it."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((kind, *parts))))


def json_text(value: object, indent: int | None = None) -> str:
    r"""Return JSON with the article's own letters, without a code that a terminal would follow and without "<".

    Both are written as escapes (``\u202e``, ``\u003c``), so that a reader gets the text exactly, also from within the
    script element of a page.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def json_list(before: str, items: Iterable[object], after: str) -> Iterator[bytes]:
    """Yield a JSON text that holds a list with each item on a line of its own, so that two exports can be compared."""
    yield before.encode()
    for n, item in enumerate(items):
        yield ((",\n" if n else "\n") + json_text(item)).encode()
    yield ("\n" + after).encode()


def batches(rows: Sequence[Row], size: int = _BATCH) -> Iterator[Sequence[Row]]:
    """Yield the rows in order, at most `size` at a time."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def selectors(quoted: Quotation) -> list[Form]:
    """Return the place of words as two selectors of the W3C Web Annotation model (sections 4.2.4 and 4.2.5)."""
    return [
        {"type": "TextPositionSelector", "start": quoted.start, "end": quoted.end},
        {"type": "TextQuoteSelector", "exact": quoted.exact, "prefix": quoted.prefix, "suffix": quoted.suffix},
    ]


def target(quoted: Quotation) -> Form:
    """Return the target of an annotation: the article, by its address or else its id, and the place in it."""
    return {"source": address_of(quoted.article), "selector": selectors(quoted)}


def iso_prefix(value: str | None) -> str | None:
    """Return a date as ``2022``, ``2022-03`` or ``2022-03-14``; None for a week, a season, or what has no such form."""
    match = _ISO_PREFIX.fullmatch(value or "")
    prefix = (match[1] or match[2]) if match else ""
    return prefix if PartialDate.parse(prefix) else None


def address_of(article: Publication) -> str:
    """Return the address of an article, else a URN made of its id (RFC 9562)."""
    return article.url or f"urn:uuid:{made_id('article', article.id)}"


def outlet_of(article: Publication) -> str:
    """Return the outlet, or the article's id where that is not known."""
    return article.outlet or article.id
