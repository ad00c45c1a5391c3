"""What the person said about the inputs: metadata for all of them, limits, and what may be fetched.

Messages about an input (`outcomes`) begin with its name as a person finds it: a path ("news/a.txt"), a line
("news.jsonl, line 3"), "standard input". They quote what was read, so they are not yet safe to print: `render` makes
them so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from tracker.dates import normalise_published
from tracker.errors import UsageError
from tracker.reading.decoding import flaw

FIELDS = ("text", "id", "title", "published", "outlet", "url", "author", "source")  # what a row of an input may have
MAX_BYTES = 400_000
"""What is read in a minute, with some room: a text of 2 MB, 332,000 words, took 252 processor seconds (on one of two
virtual cores of a server, December 2026). What is longer is a book, an archive run together or markup taken for text,
and would hold up all that comes after it."""
# In `max_bytes`: how long an original of markup may be (24 MB by default; a page of news has up to fifty times as much
# markup as text), and one with pictures, fonts or attachments (90 MB by default).
_MARKUP, _ORIGINAL = 60, 225
_LANGUAGE = re.compile("[a-z]{2,3}")


def columns_of(mapping: str | None) -> dict[str, str]:
    """Return which column holds which field from `text=body,published=date`; UsageError where it is not that."""
    if mapping is None:
        return {}
    pairs = [pair.partition("=") for pair in mapping.split(",")]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise UsageError(f"--map {mapping!r} is not understood: write it as text=body,published=date")
    return {field.strip(): column.strip() for field, _, column in pairs}


@dataclass(frozen=True, slots=True)
class Options:
    """What the person gave for every article of the command; it wins over what an article says of itself.

    `max_bytes` bounds the text of an article in bytes of UTF-8. `columns` says which column of a table or key of a row
    holds what we call text, published and so on. A `language` that is given is taken as it is, and none is guessed.
    `follow` fetches the pages of a feed's entries, `allow_private` also pages of this machine and its network. Where
    the same feeds are read again and again, `followed` keeps the addresses that need not be fetched again.
    """

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    max_bytes: int = MAX_BYTES
    columns: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    follow: bool = False
    allow_private: bool = False
    followed: set[str] | None = None

    @property
    def markup_bytes(self) -> int:
        """How many bytes an original may have that is markup around texts: a page, a feed."""
        return _MARKUP * self.max_bytes

    @property
    def most_bytes(self) -> int:
        """How many bytes an original may have that can hold pictures, fonts or attachments: a PDF, a mail."""
        return _ORIGINAL * self.max_bytes

    def checked(self) -> Options:
        """Return the options with an ISO publication date; UsageError where one of them makes no sense."""
        if self.max_bytes < 1:
            raise UsageError(f"--max-bytes {self.max_bytes} leaves nothing to read: give a number above 0")
        for option in fields(self):
            value = getattr(self, option.name)
            if isinstance(value, str) and (why := flaw(value)):
                raise UsageError(f"--{option.name} {why}: type it again")
        if unknown := sorted(self.columns.keys() - set(FIELDS)):
            raise UsageError(f"--map {unknown[0]}=… names no field of an article: the fields are {', '.join(FIELDS)}")
        if self.language is not None and not _LANGUAGE.fullmatch(self.language):
            raise UsageError(f"--language {self.language!r} is no code of a language: write en, ru, zh …")
        if self.published is None:
            return self
        published = normalise_published(self.published)
        if published is None:
            raise UsageError(f"--published {self.published!r} is not a date: write it as 2022-03-14 or 2022-03")
        return replace(self, published=published)
