"""RSS and Atom → an article for each entry.

An entry has its whole text, or only a summary of it. With `--follow` the page of an entry without its whole text is
fetched; else its summary is the article, and that is said once for the feed.
"""

from __future__ import annotations

import io
from typing import Any

from tracker.dates import normalise_published
from tracker.errors import InputError
from tracker.outcomes import Remark, Unreadable
from tracker.reading.articles import drafted, finished, is_web_address
from tracker.reading.fragments import joined, paragraphs_of
from tracker.reading.libraries import foreign, needed
from tracker.reading.safe_xml import refuse_entities
from tracker.reading.sources import Parts, Source

Entry = Any  # feedparser's, a dictionary that has what it could read


def read_feed(source: Source) -> Parts:
    """Yield the articles of a feed in its order; InputError where it has none."""
    raw = source.read(source.options.markup_bytes)
    refuse_entities(raw, "feeds")
    parse = needed("feedparser", "feeds").parse
    with foreign("feed"):
        # No tag outlives `paragraphs_of`; feedparser's own cleaning takes the square of the time for a hostile entry.
        feed = parse(io.BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)
    if not feed.entries:
        raise InputError("is a feed without entries: give the address of a page, or save the feed anew")
    summaries = 0
    for number, entry in enumerate(feed.entries, 1):
        name = f"entry {number}"
        known = _metadata(entry, feed)
        if not entry.get("content"):
            summaries += 1
            if source.options.follow and is_web_address(known["url"] or ""):
                yield from _followed(source, name, known)
                continue
        yield from _article_of(source.within(name, raw), entry, known)
    if summaries and not source.options.follow:
        share = f"{summaries} of {len(feed.entries)} entries"
        remark = f"{share} have only a summary, and that was read: --follow fetches the pages"
        yield Remark(source.name, f"{source.name}: {remark}")


def _metadata(entry: Entry, feed: Entry) -> dict[str, str | None]:
    return {
        "title": _text_of_html(entry.get("title")),
        "author": _text_of_html(entry.get("author")),
        "outlet": _text_of_html((entry.get("source") or {}).get("title") or feed.feed.get("title")),
        "url": entry.get("link"),
        "published": _date_of(entry, feed.get("version", "")),
    }


def _date_of(entry: Entry, version: str) -> str | None:
    """Return when an entry was published; in RSS also the date of Dublin Core, which feedparser calls updated."""
    names = ("published", "updated") if version.startswith("rss") else ("published",)
    for name in names:
        # The `get` of dict: that of feedparser gives one date for the other, with a warning.
        if parsed := dict.get(entry, f"{name}_parsed"):
            written = dict.get(entry, name)
            return written if written and normalise_published(written) else "{:04}-{:02}-{:02}".format(*parsed[:3])
    return None


def _text_of_html(html: str | None) -> str | None:
    return joined([paragraphs_of(html, "feeds")]) if html else None


def _followed(source: Source, name: str, known: dict[str, str | None]) -> Parts:
    url = known["url"] or ""
    followed = source.options.followed
    if followed is not None and url in followed:
        return
    try:
        page = source.fetcher.fetch(url, source.options.most_bytes)
    except InputError as error:
        yield Unreadable(f"{source.name}, {name}", None, f"{source.name}, {name}: {url}: {error}")
        return
    if followed is not None:
        followed.add(url)
    yield source.within(name, page.body, url=page.url, charset=page.charset, known=known)


def _article_of(source: Source, entry: Entry, known: dict[str, str | None]) -> Parts:
    pieces = entry.get("content") or [entry.get("summary_detail") or {}]
    text = "\n\n".join(_piece_text(piece) for piece in pieces)
    try:
        draft = drafted(text, source.intake("feed entry", source.stream.read(), "feed"), source.options, known)
    except InputError as error:
        yield Unreadable(source.name, None, f"{source.name}: {error}")
        return
    yield from finished(source.name, draft, source.options)


def _piece_text(piece: Entry) -> str:
    value = piece.get("value") or ""
    return joined(value.split("\n")) if piece.get("type") == "text/plain" else paragraphs_of(value, "feeds")
