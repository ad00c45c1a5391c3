"""The last step of reading every input: the person's metadata, and the publication date with where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from tracker.dates import PartialDate, normalise_published
from tracker.errors import InputError
from tracker.outcomes import Remark
from tracker.reading.decoding import clean
from tracker.reading.headlines import headline_of
from tracker.reading.languages import language_of
from tracker.reading.options import Options
from tracker.reading.published import date_in_url, read_dateline
from tracker.records import Article, Intake

_READ_BY = {  # the packages that extract the text, by kind of input
    "web page": ("trafilatura", "htmldate"),
    "feed entry": ("feedparser",),
    "PDF": ("pypdf",),
    "Word document": ("python-docx",),
}
_JUDGED_BY = ("py3langid",)  # the packages that identify its language
_SHOWN = 100  # code points of a value that a remark quotes


def finished(name: str, draft: Article, options: Options) -> Iterator[Article | Remark]:
    """Yield the remarks on a draft, then the article.

    A draft has `published` as the input writes it, and `published_from` says where. The date of the article is the one
    that the person gave, else the draft's, else that of its dateline or url, else unknown; a draft's date that cannot
    be read is remarked on and ignored.
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
    yield _with_intake(name, article if published else _with_inferred_date(article), options)


def _with_intake(name: str, article: Article, options: Options) -> Article:
    """Return an article with its intake completed: its name, language, readers, and what dated it, if the input did."""
    if article.intake is None:
        return article
    dated_by = article.intake.dated_by if article.published_from in ("metadata", "header") else None
    language = options.language or language_of(article.text)
    read_by = _versions("tracker", *_READ_BY.get(article.intake.kind, ()), *(() if options.language else _JUDGED_BY))
    intake = replace(article.intake, name=name, language=language, dated_by=dated_by, read_by=read_by)
    return replace(article, intake=intake)


@cache
def _versions(*packages: str) -> str:
    return ", ".join(f"{package} {version(package)}" for package in packages)


def _with_inferred_date(article: Article) -> Article:
    in_url = date_in_url(article.url or "")
    near_date = PartialDate.parse(in_url) if in_url else None
    if dateline := read_dateline(article.text, near_date):
        return replace(article, published=dateline, published_from="dateline")
    return replace(article, published=in_url, published_from="url" if in_url else "unknown")


def _headline(text: str) -> str | None:
    place = headline_of(text)
    return _flat(text[slice(*place)]) if place is not None else None


def _flat(value: str | None) -> str | None:
    """Return a value on one line; None where nothing is left."""
    return " ".join((value or "").split()) or None


def drafted(text: str, intake: Intake, options: Options, known: Mapping[str, str | None]) -> Article:
    """Return the draft of an article from a text extracted from a page, mail or document, and its metadata (`known`).

    Characters that no store can hold are removed from both. InputError where there is no text, or too much.
    """
    text = clean(text)
    if not text.strip():
        raise InputError(f"was read as {intake.kind} and holds no text: check it, or save the text in a file")
    if len(text.encode()) > options.max_bytes:
        raise InputError(f"its text is longer than {options.max_bytes:,} bytes: --max-bytes raises the limit")
    fields: dict[str, Any] = {field: value and clean(value) for field, value in known.items()}
    return Article(text, **fields, published_from="metadata", intake=intake)


def is_web_address(url: str) -> bool:
    """Whether it is the address of a page: http or https, a host, and no space."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url
