"""Bytes that a reader turns into articles: a file, a page fetched, a member of an archive, a record of a WARC."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO

from tracker.errors import InputError
from tracker.outcomes import Remark, Unreadable
from tracker.reading.fetching import Fetcher
from tracker.reading.options import Options
from tracker.records import Article, Intake


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes, with what is known of them from elsewhere.

    `stream` stands at its beginning and can be rewound. `depth` counts the archives around it. `url` and `charset` are
    what a server, an archive or a mail says of it, `known` what a feed says of its entry, by field of Article.
    `sha256` is that of the original, where these bytes were extracted from it.
    """

    name: str
    stream: IO[bytes]
    options: Options
    fetcher: Fetcher
    depth: int = 0
    url: str | None = None
    charset: str | None = None
    known: Mapping[str, str | None] = field(default_factory=dict)
    sha256: str | None = None

    def within(self, name: str, raw: bytes, **known: object) -> Source:
        """Return the source of a part of this one; of it only `known` (fields of Source) is known."""
        part = Source(f"{self.name}, {name}", io.BytesIO(raw), self.options, self.fetcher, self.depth)
        return replace(part, **known)  # type: ignore[arg-type]

    def read(self, limit: int) -> bytes:
        """Return all its bytes; InputError where they are more than `limit`, of which no more are held."""
        raw = self.stream.read(limit + 1)
        if len(raw) > limit:
            raise InputError(f"is longer than {limit:,} bytes: --max-bytes raises the limit")
        return raw

    def intake(self, kind: str, raw: bytes, dated_by: str | None = None) -> Intake:
        """Return how an article made of `raw` came."""
        return Intake(kind, self.sha256 or hashlib.sha256(raw).hexdigest(), dated_by=dated_by)


Found = Article | Unreadable | Remark
Parts = Iterator[Found | Source]  # what a reader yields; a Source in it is read in its place, by what it is
