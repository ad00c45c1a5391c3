"""Web archives (WARC) → the pages in them; records that are no page, or have no status 200, are counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tracker.errors import InputError
from tracker.outcomes import Remark, Unreadable
from tracker.reading.libraries import foreign, needed
from tracker.reading.sources import Parts, Source

_PAGES = ("text/html", "application/xhtml+xml")


def read_archive(source: Source) -> Parts:
    """Yield each page of a web archive to be read; InputError where it has none, or breaks off."""
    iterator = needed("warcio.archiveiterator", "warc").ArchiveIterator
    left_out: Counter[str] = Counter()
    pages = 0
    with foreign("web archive"):
        for number, record in enumerate(iterator(source.stream), 1):
            if why := _why_left_out(record):
                left_out[why] += 1
            else:
                pages += 1
                yield from _page(source, f"record {number}", record)
    reasons = ", ".join(f"{why}: {count:,}" for why, count in sorted(left_out.items()))
    if not pages:
        raise InputError(f"is a web archive without pages{f' ({reasons})' if reasons else ''}: name another file")
    if reasons:
        yield Remark(source.name, f"{source.name}; left unread: {reasons}")


def _why_left_out(record: Any) -> str | None:  # noqa: ANN401 - warcio's
    """Return why a record is no page; records of the archive itself are not worth a word."""
    if record.rec_type not in ("response", "resource"):
        return "records that hold no answer of a site"
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != "200":
        return "answers that are no page"
    return None if _type(record).startswith(_PAGES) else "files that are no page"


def _type(record: Any) -> str:  # noqa: ANN401
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    return (headers.get_header("Content-Type") or "").lower()


def _page(source: Source, name: str, record: Any) -> Parts:  # noqa: ANN401
    limit = source.options.markup_bytes
    url = record.rec_headers.get_header("WARC-Target-URI")
    body = record.content_stream().read(limit + 1)
    if len(body) > limit:
        where = f"{source.name}, {name}"
        yield Unreadable(where, None, f"{where}: is longer than {limit:,} bytes: --max-bytes raises the limit")
        return
    _, _, charset = _type(record).partition("charset=")
    yield source.within(name, body, url=url, charset=charset.strip(" \"'") or None)
