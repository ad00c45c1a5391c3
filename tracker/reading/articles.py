"""The last step of every input: what the person gave, and the publication date with where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from tracker.dates import PartialDate, normalise_published
from tracker.headlines import headline_of
from tracker.reading.options import Options, Remark
from tracker.reading.published import date_in_url, read_dateline
from tracker.records import Article

_SHOWN = 100  # code points of a value that a remark quotes


def finished(name: str, draft: Article, options: Options) -> Iterator[Article | Remark]:
    """Yield the remarks on a draft, then the article.

    A draft has `published` as it was written and `published_from` as where it was written. The date is the one given,
    else the draft's own, else the dateline's, else that in its url, else unknown; an own date that cannot be read is
    remarked on and left.
    """
    url = options.url or _flat(draft.url)
    if url and not options.url and not is_web_address(url):
        yield Remark(name, f"{name}: the url {url[:_SHOWN]!r} is not a web address; it was kept as it is")
    published = options.published or normalise_published(draft.published or "")
    if not published and (unclear := _flat(draft.published)):
        yield Remark(name, f"{name}: published {unclear[:_SHOWN]!r} gives no clear date; write it as 2022-03-14")
    article = replace(
        draft,
        title=options.title or _flat(draft.title) or _headline(draft.text),
        outlet=options.outlet or _flat(draft.outlet),
        author=_flat(draft.author),
        credit=_flat(draft.credit),
        url=url,
        published=published,
        published_from="given" if options.published else draft.published_from,
    )
    yield article if published else _dated_by_itself(article)


def _dated_by_itself(article: Article) -> Article:
    in_url = date_in_url(article.url or "")
    near = PartialDate.parse(in_url) if in_url else None
    if dateline := read_dateline(article.text, near):
        return replace(article, published=dateline, published_from="dateline")
    return replace(article, published=in_url, published_from="url" if in_url else "unknown")


def _headline(text: str) -> str | None:
    place = headline_of(text)
    return _flat(text[slice(*place)]) if place is not None else None


def _flat(value: str | None) -> str | None:
    """Return a value on one line; None where nothing is left."""
    return " ".join((value or "").split()) or None


def is_web_address(url: str) -> bool:
    """Whether it is the address of a page: http or https, a host, and no space."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url
