"""A web page → its article, without what stands around it.

trafilatura finds the main text. Before it looks, links that make up a paragraph by themselves ("read more") are taken
out, and the time of each entry of a live blog is made a paragraph, which it would leave out with the entry's head.
Titles and bylines are trafilatura's too; the date is looked for where pages give it most reliably
first: in JSON-LD, meta elements, address and dateline, and at last in the words of the page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tracker.errors import InputError
from tracker.outcomes import Remark
from tracker.reading.articles import drafted, finished
from tracker.reading.fragments import LINE_BREAK, joined
from tracker.reading.libraries import foreign, needed
from tracker.reading.linked_data import LinkedData
from tracker.reading.page_dates import date_of
from tracker.reading.sources import Parts, Source

Tree = Any  # lxml's element, which has no types

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
# Pages that name one of these encodings are decoded with its superset (WHATWG Encoding Standard).
_SUPERSETS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_CHARSET_BYTES = 4096  # at the start of a page, in which its encoding is looked for
_LINKS = 0.6  # the share of words in links from which a paragraph is a teaser
_LONGEST_TEASER = 30  # words
_FEWEST_WORDS = 15  # of an article's text; where there are fewer, that of its JSON-LD is taken, if any
_LONGEST_TITLE = 250  # code points
_SITE_NAME_AT_END = re.compile(r" [|–—-] [^|–—-]*$")
_HEADER_PARAGRAPHS = 4  # at the beginning, which may repeat title or author
# XPaths of what is cut out, unless it has many paragraphs: a whole article may be "body paywall has-captions".
_PRUNED = (
    "//figcaption",
    "//*[contains(@class, 'caption') or contains(@class, 'share') or contains(@class, 'related')"
    " or contains(@class, 'cookie') or contains(@id, 'cookie') or contains(@class, 'newsletter')"
    " or contains(@class, 'promo') or contains(@class, 'advert') or contains(@class, 'paywall')]"
    "[count(.//p) < 4][not(self::body or self::html or .//article)]",
    "//*[contains(@class, 'comments') or contains(@id, 'comments')][not(self::body or self::html or .//article)]",
)


def read_page(source: Source) -> Parts:
    """Yield the article of a page with the remarks on it; InputError where the page has none."""
    raw = source.read(source.options.markup_bytes)
    html, doubt = decoded_page(raw, source.charset)
    if doubt:
        yield Remark(source.name, f"{source.name}: {doubt}")
    trafilatura = needed("trafilatura", "web")
    with foreign("web page"):
        tree = trafilatura.load_html(html) if html.strip() else None
        if tree is None:
            raise InputError("is a web page that is empty or too damaged to be read: save it anew")
        data = LinkedData.of(tree)
        known = _metadata(tree, source)
        text = _text(tree, data, known)
        published, dated_by = date_of(tree, data, known["url"], text)
    if data.is_paid:
        remark = "the page says that it is not free to read: its text may be cut short"
        yield Remark(source.name, f"{source.name}: {remark}")
    intake = source.intake("web page", raw, dated_by if published else "feed")
    draft = drafted(text, intake, source.options, known | {"published": published or known.get("published")})
    yield from finished(source.name, draft, source.options)


def decoded_page(raw: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return the text of a page and, where its encoding had to be guessed, the sentence that says so."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace"), None
    for encoding in _named_encodings(raw, charset):
        try:
            return raw.decode(encoding), None
        except (UnicodeDecodeError, LookupError):
            continue
    guessed = _guessed_encoding(raw)
    doubt = f"its encoding is not what it says, and was taken for {guessed}; save it as UTF-8 if its words look wrong"
    return raw.decode(guessed, "replace"), doubt


def _guessed_encoding(raw: bytes) -> str:
    best = needed("charset_normalizer", "web").from_bytes(raw[:1_000_000]).best()
    return str(best.encoding) if best else "cp1252"


def _named_encodings(raw: bytes, charset: str | None) -> Iterator[str]:
    head = raw[:_CHARSET_BYTES]
    matches = [_META_CHARSET.search(head), _XML_CHARSET.search(head)]
    for name in (charset, *(match[1].decode("ascii", "replace") for match in matches if match)):
        try:
            encoding = codecs.lookup(name).name if name else None
        except LookupError:
            continue
        if encoding and not encoding.startswith("utf-16"):  # a page whose "utf-16" can be read in ASCII is none
            yield _SUPERSETS.get(encoding, encoding)
    yield "utf-8"


def _metadata(tree: Tree, source: Source) -> dict[str, str | None]:
    metadata = needed("trafilatura.metadata", "web").extract_metadata(tree, default_url=source.url)
    url = metadata.url if metadata.url and metadata.url.startswith(("http://", "https://")) else source.url
    host = urlsplit(url or "").netloc
    site = metadata.sitename or "@"
    name = None if site.startswith("@") or site in (host, metadata.hostname) else site
    known = {"title": _title(metadata.title, tree), "author": metadata.author, "outlet": name, "url": url}
    known |= {field: value for field, value in source.known.items() if value and not known.get(field)}
    return known | {"outlet": known["outlet"] or host or None}  # a site without a name is known by its host


def _title(title: str | None, tree: Tree) -> str | None:
    """Return the title; where it is too long, as of an element that is never closed, that of <title> instead."""
    if title is None or len(title) <= _LONGEST_TITLE:
        return title
    title_element = " ".join((tree.findtext(".//title") or "").split())
    return _SITE_NAME_AT_END.sub("", title_element)[:_LONGEST_TITLE] or None


def _text(tree: Tree, data: LinkedData, known: dict[str, str | None]) -> str:
    paragraphs = without_header(_paragraphs(tree), known)
    text = joined(paragraphs)
    if len(text.split()) < _FEWEST_WORDS and data.text:
        text = joined(data.text.split("\n"))
    if not text:
        raise InputError(
            "is a web page without an article's text: save it after it has loaded, or save the text in a file"
        )
    return text


def _paragraphs(tree: Tree) -> list[str]:
    _keep_times(tree)
    _drop_teasers(tree)
    bare_extraction = needed("trafilatura", "web").bare_extraction
    page = bare_extraction(tree, include_comments=False, include_tables=True, prune_xpath=list(_PRUNED))
    if page is None or page.body is None:
        return []
    return [_words(block) for block in page.body.iter("p", "head", "item", "cell", "ab") if not _holds_blocks(block)]


def _holds_blocks(block: Tree) -> bool:
    return any(True for _ in block.iterchildren("p", "list", "item", "quote"))


def _words(block: Tree) -> str:
    for line_break in block.iter("lb"):
        line_break.tail = LINE_BREAK + (line_break.tail or "")
    return "".join(block.itertext())


def _keep_times(tree: Tree) -> None:
    """Make the time of each entry of a live blog a paragraph at its beginning.

    Entries are neighbours of the same element and class that hold a time and a paragraph each.
    """
    for parent in {time.getparent().getparent() for time in tree.iter("time") if time.getparent() is not None}:
        for near in (parent, parent.getparent() if parent is not None else None):
            entries = _entries(near) if near is not None else []
            for entry in entries if len(entries) > 1 else []:
                _time_first(entry)


def _entries(parent: Tree) -> list[Tree]:
    children = [child for child in parent if child.find(".//time") is not None and child.find(".//p") is not None]
    first = (children[0].tag, children[0].get("class")) if children else None
    return [child for child in children if (child.tag, child.get("class")) == first]


def _time_first(entry: Tree) -> None:
    time = entry.find(".//time")
    words = " ".join(time.text_content().split()) or time.get("datetime") or ""
    if not words or entry.get("data-timed"):
        return
    entry.set("data-timed", "yes")
    for child in list(time):
        child.drop_tree()
    time.text = None  # its attribute may still date the page
    paragraph = entry.makeelement("p")
    paragraph.text = words
    entry.insert(0, paragraph)


def _drop_teasers(tree: Tree) -> None:
    for block in list(tree.iter("p", "li", "h2", "h3", "h4", "h5", "h6")):
        words = block.text_content().split()
        linked = sum(len(link.text_content().split()) for link in block.iter("a"))
        if words and len(words) <= _LONGEST_TEASER and linked >= _LINKS * len(words) and not _is_sentence(words[-1]):
            block.drop_tree()


def _is_sentence(last_word: str) -> bool:
    return last_word.endswith((".", "?", "!", ".”", '."', "?”", "!”"))


def without_header(paragraphs: list[str], known: dict[str, str | None]) -> list[str]:
    """Return the paragraphs without those at the beginning that repeat the title or the author."""
    repeated = {_folded(known.get("title")), _folded(known.get("author")), "by " + _folded(known.get("author"))} - {
        "",
        "by ",
    }
    return [
        paragraph
        for n, paragraph in enumerate(paragraphs)
        if n >= _HEADER_PARAGRAPHS or _folded(paragraph) not in repeated
    ]


def _folded(words: str | None) -> str:
    return " ".join((words or "").casefold().split())
