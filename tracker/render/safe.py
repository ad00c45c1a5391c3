r"""Article text made harmless for each place that it is shown in.

A text can hold codes that move the cursor, turn the reading direction, start a formula or break a line. Nothing is
dropped: what would be hidden is shown as an escape (``\x1b``, ``\u202e``), so that someone who looks for a trick in
a text can see it. JSON needs none of this: `formats` has its own escapes, and a reader gets the text exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# C0 but for tab and line feed, DEL, C1; the bidirectional controls of UAX #9 (the "Trojan Source" set and the three
# marks); line and paragraph separator; lone surrogates, which no encoding can carry.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_BREAKS = re.compile(r"(?:\r\n|[ \t\n\xa0])+")

# What a spreadsheet may take for a formula (OWASP, "CSV Injection": = + - @ tab, carriage return, line feed and the
# full-width forms), also after white space or an invisible character, which some programs trim.
_FORMULA = re.compile("[\\s\u200b\u2060\ufeff]*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")

_TSV = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})

# Inline Markdown (CommonMark 0.31 and GFM tables, strikethrough and formulas) starts with one of these. The three of
# HTML are written as entities, since not every reader of Markdown knows a backslash before them.
_MARKDOWN = str.maketrans({c: "\\" + c for c in "\\`*_[]|~$@"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})
_BARE_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\b(www)(?=\.)")


def escape(character: str) -> str:
    r"""Return one character as the text of its escape: ``\x1b`` or ``\u202e``."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def safe(text: str) -> str:
    """Return `text` with every hidden code as visible text; tabs and line feeds are left to the caller."""
    return HIDDEN.sub(lambda found: escape(found[0]), text)


def one_line(text: str) -> str:
    """Return `text` safe and on one line: breaks, tabs and no-break spaces are mere wrapping, and become one space."""
    return safe(_BREAKS.sub(" ", text)).strip(" ")


def tsv_cell(text: str) -> str:
    r"""Return a cell without tab or line break; ``\\ \t \n \r \xNN \uNNNN`` can be turned back exactly."""
    return safe(text.translate(_TSV))


def csv_cell(text: str) -> str:
    """Return a safe cell that no spreadsheet takes for a formula: such a cell gets an apostrophe in front."""
    shown = safe(text.replace("\r\n", "\n"))
    return "'" + shown if _FORMULA.match(text) else shown


def markdown_cell(text: str) -> str:
    """Return a cell of a pipe table that shows `text` itself: no links, pictures, HTML, emphasis or code."""
    return _markdown(text).strip(" ")


def marked_markdown_cell(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """Return the same with the `marks` in bold: places in code points that follow each other, of letters at the ends.

    What stands between two stars is safe by itself, so no mark can make a link or end another.
    """
    cell, at = "", 0
    for start, end in marks:
        cell += f"{_markdown(text[at:start])}**{_markdown(text[start:end])}**"
        at = end
    return (cell + _markdown(text[at:])).strip(" ")


def _markdown(text: str) -> str:
    return _BARE_LINK.sub(lambda found: found[0] + "\\", safe(_BREAKS.sub(" ", text)).translate(_MARKDOWN))


def leads_to_web(url: str | None) -> bool:
    """Return whether a link to an address can do no more than lead to a page: its scheme is http or https."""
    return url is not None and url.lower().startswith(("https://", "http://"))
