"""Markdown → an Article: its metadata from the front matter, and the rest as its text without markup.

The front matter is YAML between lines of three dashes, of which plain `key: value` and lists of such values are read,
or TOML between lines of three pluses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

from tracker.errors import InputError
from tracker.outcomes import Remark
from tracker.reading.articles import drafted, finished
from tracker.reading.decoding import decoded
from tracker.reading.fragments import joined
from tracker.reading.sources import Parts, Source
from tracker.reading.texts import stray_bytes

_FRONT = re.compile(r"\s*(---|\+\+\+)[^\S\n]*\n(?P<front>(?:.*\n)*?)\1[^\S\n]*(?:\n|\Z)")
_PAIR = re.compile(r"([A-Za-z][\w -]*?)[^\S\n]*:(?:[^\S\n]+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.*)")
# The names that site generators and note programs use for our fields of an article.
_FIELDS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "outlet": ("outlet", "publication", "publisher", "site"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url"),
    "published": ("published", "date", "publishdate", "pubdate", "datepublished"),
    "credit": ("source", "credit"),
    "given_id": ("id",),
}


def read_markdown(source: Source) -> Parts:
    """Yield the remarks on a Markdown file, then its article; InputError where it has no text."""
    raw = source.read(source.options.max_bytes)
    text, strays = decoded(raw)
    if strays:
        yield Remark(source.name, f"{source.name}: {stray_bytes(strays)}")
    known, body = split_front_matter(text.replace("\r\n", "\n"))
    intake = source.intake("Markdown", raw, "front matter")
    yield from finished(source.name, drafted(_plain(body), intake, source.options, known), source.options)


def split_front_matter(text: str) -> tuple[dict[str, str | None], str]:
    """Return the values of the front matter by field of Article, and what follows it."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    values = _toml(match["front"]) if match[1] == "+++" else _yaml(match["front"])
    known: dict[str, str | None] = {}
    for field, names in _FIELDS.items():
        known[field] = next((values[name] for name in names if values.get(name)), None)
    return known, text[match.end() :]


def _toml(front: str) -> dict[str, str]:
    try:
        table = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"has a front matter that is not TOML ({error}): mend it") from error
    return {key.lower(): _listed(value if isinstance(value, list) else [value]) for key, value in table.items()}


def _yaml(front: str) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    key = ""
    for line in front.split("\n"):
        pair, item = _PAIR.fullmatch(line), _ITEM.fullmatch(line)
        if item and key:
            values[key].append(_scalar(item[1]))
        elif pair:
            key = pair[1].lower()
            written = (pair[2] or "").strip()
            inner = written[1:-1].split(",") if written.startswith("[") and written.endswith("]") else [written]
            values[key] = [_scalar(value) for value in inner]
    return {key: _listed(every) for key, every in values.items()}


def _scalar(written: str) -> str:
    written = written.strip()
    quoted = len(written) > 1 and written[0] == written[-1] and written[0] in "\"'"
    return written[1:-1] if quoted else written.split(" #")[0].rstrip()


def _listed(values: Sequence[object]) -> str:
    return "; ".join(str(value) for value in values if not isinstance(value, dict) and str(value))


def _plain(markdown: str) -> str:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    inline = [token.children or () for token in tokens if token.type == "inline"]
    return joined(["".join(_words(part.type, part.content) for part in parts) for parts in inline])


def _words(kind: str, content: str) -> str:
    """Return the words of an inline token; pictures and HTML have none of the article's."""
    if kind in ("softbreak", "hardbreak"):
        return " "
    return content if kind in ("text", "code_inline") else ""
