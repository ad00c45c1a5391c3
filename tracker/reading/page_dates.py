"""When a page was published, with where it says so.

A date of change is not a date of publication. htmldate knows the many names under which pages give their date; to know
where it found one, it is given one part of the page at a time.
"""

from __future__ import annotations

import copy
from typing import Any

from tracker.dates import normalise_published
from tracker.reading.libraries import needed
from tracker.reading.linked_data import LinkedData
from tracker.reading.published import date_in_url, read_dateline

_OF_CHANGES = ("modif", "updat")


def date_of(tree: Any, data: LinkedData, url: str | None, text: str) -> tuple[str | None, str | None]:  # noqa: ANN401
    """Return the date that a page gives, and where; (None, None) where only address or dateline have one, or none."""
    if data.published and (value := normalise_published(data.published)):
        return value, "JSON-LD"
    if value := _date_found_in(_meta_elements(tree)):
        return value, "meta"
    if (url and date_in_url(url)) or read_dateline(text):
        return None, None
    value = _date_found_in(_words(tree))
    return value, "text of the page" if value else None


def _date_found_in(tree: Any) -> str | None:  # noqa: ANN401 - lxml has no types
    find_date = needed("htmldate", "web").find_date
    value = find_date(tree, extensive_search=False, original_date=True) if tree is not None else None
    return str(value) if value else None


def _meta_elements(tree: Any) -> Any:  # noqa: ANN401
    """Return a page that has only the meta elements of this one, without those for changes or addresses."""
    html = needed("lxml.html", "web")
    page = html.document_fromstring("<html><head></head><body></body></html>")
    for meta in tree.iter("meta"):
        named = " ".join(str(meta.get(key) or "") for key in ("name", "property", "itemprop", "http-equiv")).lower()
        if "url" not in named and not any(word in named for word in _OF_CHANGES):
            page.head.append(copy.copy(meta))
    return page


def _words(tree: Any) -> Any:  # noqa: ANN401
    """Return a copy of the page without its data, and without what stands around the article."""
    page = copy.deepcopy(tree)
    for left_out in list(page.iter("meta", "script", "link", "aside", "nav", "footer")):
        left_out.drop_tree()
    return page
