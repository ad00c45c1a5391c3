r"""A biblatex file of the articles: ``@online`` with an address, else ``@article`` of the outlet, else ``@misc``.

The key of an entry is the article's id, which `tracker show` takes too. Text is escaped for LaTeX; an unbalanced brace
would end the field, so braces are written as commands. A byline is kept in braces of its own where commas would have
it read as "Last, First".
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from tracker.dates import PartialDate
from tracker.export.form_parts import batches, iso_prefix
from tracker.queries.quoted import publications
from tracker.render.safe import one_line
from tracker.terms import ENGLISH
from tracker.views.articles import ArticleRow
from tracker.views.quotations import Publication

# The ten characters that LaTeX takes for commands; a brace as a command of letters, since BibTeX counts even "\{".
_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{c: "\\" + c for c in "#$%&_"},
})  # fmt: skip
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%-._~"  # what RFC 3986 lets stand in an address; braces and backslashes do not
_NAMES = re.compile(r"[^,;/&\d{}]+")  # bylines that BibTeX reads rightly: "Jane Doe and John Roe"


def bibtex(db: sqlite3.Connection, articles: Sequence[ArticleRow]) -> Iterator[bytes]:
    """Yield an entry for each of these articles, in order."""
    for batch in batches(articles):
        by_id = publications(db, [row.id for row in batch])
        for row in batch:
            yield entry(by_id[row.id]).encode()


def entry(article: Publication) -> str:
    """Return the entry of one article, with an empty line after it."""
    kind = "online" if article.url else "article" if article.outlet else "misc"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(article).items() if value)
    return f"@{kind}{{{article.id},\n{lines}}}\n\n"


def _fields(article: Publication) -> dict[str, str]:
    outlet = escaped(article.outlet or "")
    return {
        "author": _author(article.author or ""),
        "title": f"{{{escaped(article.title or f'[untitled article {article.id}]')}}}",
        "organization" if article.url else "journaltitle": outlet,
        "date": date(article.published) or "",
        "url": _address(article.url or ""),
        "langid": "english" if article.language == ENGLISH else "",
    }


def date(value: str | None) -> str | None:
    """Return a date as biblatex reads it, never finer than `value`: of a week the month or year that it lies in."""
    if prefix := iso_prefix(value):
        return prefix
    known = PartialDate.parse(value or "")
    if known is None or known.first.year != known.last.year:
        return None
    first, last = known.first.isoformat(), known.last.isoformat()
    return next((first[:length] for length in (10, 7) if first[:length] == last[:length]), first[:4])


def escaped(text: str) -> str:
    """Return text on one line as LaTeX prints it."""
    return one_line(text).translate(_LATEX)


def _author(byline: str) -> str:
    name = escaped(byline)
    return name if _NAMES.fullmatch(byline) else f"{{{name}}}" if name else ""


def _address(url: str) -> str:
    """Return an address as biblatex takes it: not escaped for LaTeX, but other characters percent-encoded."""
    return quote(url.strip(), safe=_IN_ADDRESSES)
