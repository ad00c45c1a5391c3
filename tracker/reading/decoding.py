"""Bytes → the text that a person saw, or the reason why they are no text.

UTF-8, or UTF-16 and UTF-32 with their byte-order mark. Bytes that are not UTF-8 are read as Windows-1252, one by one,
so that one stray byte does not spoil the quotation marks of a whole article. No other encoding is guessed: guessing
goes wrong on short texts, and the parser reads English only.
"""

from __future__ import annotations

import codecs
import re

from tracker.errors import InputError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FILES = (
    (b"\xd0\xcf\x11\xe0", "an office document of the old kind", "save it as .docx or PDF"),
    (b"{\\rtf", "an RTF document", "save it as .docx or text"),
    (b"\x89PNG", "a picture", "make its text readable with OCR first"),
    (b"\xff\xd8\xff", "a picture", "make its text readable with OCR first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "pack it as zip or tar"),
    (b"Rar!", "a RAR archive", "pack it as zip or tar"),
)
# What `file` (src/encoding.c) does not count as text: the control codes but BEL BS TAB LF VT FF CR ESC. DEL is none of
# them here: it alone may stand in JSON without an escape.
_CONTROLS = bytes(code for code in range(1, 32) if code not in (7, 8, 9, 10, 11, 12, 13, 27))
# The share of such codes from which bytes are no text: in compressed data it is a tenth, in scraped text far less.
_MOST_CONTROLS = 0.05

_ESCAPED = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of a byte that is not UTF-8
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _windows_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:  # five codes that Windows-1252 leaves open
        return chr(byte)


_WINDOWS_1252 = {0xDC00 + byte: _windows_1252(byte) for byte in range(0x80, 0x100)}


def decoded(raw: bytes) -> tuple[str, int]:
    """Return the text of `raw` without its byte-order mark, and how many bytes had to be read as Windows-1252.

    InputError where the bytes are no text; the message is what follows the name of the input.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _wide(raw, encoding), 0
    _refuse_binary(raw)
    text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    strays = len(_ESCAPED.findall(text))
    return (text.translate(_WINDOWS_1252) if strays else text), strays


def flaw(words: str) -> str | None:
    """Return what in `words` no store or terminal can hold, None where there is nothing."""
    if "\0" in words:
        return "holds a NUL character"
    if _LONE_SURROGATE.search(words):
        return "holds half a character (a lone surrogate)"
    return None


def clean(words: str) -> str:
    """Return words without what no store or terminal can hold (see `flaw`)."""
    return _LONE_SURROGATE.sub("\ufffd", words.replace("\0", ""))


def without_strays(text: str) -> str:
    """Return a text decoded with "surrogateescape" with its stray bytes (those not UTF-8) read as Windows-1252."""
    return text.translate(_WINDOWS_1252)


def opening_of(head: bytes) -> str:
    """Return the first bytes of a file as text, to know its kind by; what cannot be decoded there does not matter."""
    encoding = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "utf-8-sig")
    return head.decode(encoding, "replace")


def _wide(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"is not whole {encoding.upper()} ({error.reason}): save it as UTF-8") from error
    if "\0" in text:
        raise InputError("holds NUL characters, so it is not text: save the article's text as UTF-8")
    return text


def _refuse_binary(raw: bytes) -> None:
    for beginning, kind, way_out in _OTHER_FILES:
        if raw.startswith(beginning):
            raise InputError(f"is {kind}, which is not read: {way_out}")
    if b"\0" in raw:
        raise InputError("holds NUL bytes, so it is binary or UTF-16 without its mark: save the text as UTF-8")
    if len(raw) - len(raw.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(raw):
        raise InputError("is a binary file (too many control codes for text): save the article's text as UTF-8")
