"""Mail → Articles: .eml, .mbox, and pages that a browser saved as one file (MHTML).

A mail's text is its plain part, else its HTML part; attachments are not read. The subject is the title, the sender the
author, the day of sending the publication date. A signature below "-- " is left out.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from tracker.errors import InputError
from tracker.reading.articles import drafted, finished
from tracker.reading.decoding import decoded
from tracker.reading.fragments import paragraphs_of
from tracker.reading.libraries import foreign
from tracker.reading.sources import Parts, Source

_SIGNATURE = re.compile(r"^-- \n.*", re.MULTILINE | re.DOTALL)
_FLOWED = re.compile(r"(?<!^--) \n(?![>\s])", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER_BYTES = 256_000  # at most, of the headers of a mail; those of real mails are a few thousand


def read_mail(source: Source) -> Parts:
    """Yield the article of one mail; InputError where it has no text."""
    raw = source.read(source.options.most_bytes)
    mail = _parsed(raw)
    known = {
        "given_id": _header(mail, "Message-ID"),
        "title": _header(mail, "Subject"),
        "author": _sender(mail),
        "published": _header(mail, "Date"),
    }
    draft = drafted(_text(mail), source.intake("mail", raw, "mail header"), source.options, known)
    yield from finished(source.name, draft, source.options)


def read_mailbox(source: Source) -> Parts:
    """Yield each mail of a mailbox to be read."""
    for number, raw in enumerate(_mails(source), 1):
        yield source.within(f"mail {number}", raw)


def read_saved_page(source: Source) -> Parts:
    """Yield the page of an MHTML file to be read; InputError where it has none."""
    raw = source.read(source.options.most_bytes)
    mail = _parsed(raw)
    page = next(
        (part for part in mail.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if page is None:
        raise InputError("is a saved page without a page in it: save it anew")
    url = _header(mail, "Snapshot-Content-Location") or _header(page, "Content-Location")
    body = _payload(page)
    yield source.within(
        "page", body, url=url, charset=page.get_content_charset(), sha256=source.intake("", raw).raw_sha256
    )


def _mails(source: Source) -> Iterator[bytes]:
    """Yield the mails of an mbox file one by one; a line "From …" after a blank line begins the next."""
    lines: list[bytes] = []
    size, after_blank = 0, True
    while line := source.stream.readline(1 << 20):
        if after_blank and line.startswith(b"From ") and lines:
            yield _unquoted(lines)
            lines, size = [], 0
        elif line.startswith(b"From ") and not lines:
            continue
        else:
            lines.append(line)
            size += len(line)
        after_blank = not line.strip()
        if size > source.options.most_bytes:
            raise InputError(
                f"holds a mail longer than {source.options.most_bytes:,} bytes: --max-bytes raises the limit"
            )
    if lines:
        yield _unquoted(lines)


def _unquoted(lines: list[bytes]) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _parsed(raw: bytes) -> EmailMessage:
    header_end = min((end for end in (raw.find(b"\n\n"), raw.find(b"\r\n\r\n")) if end >= 0), default=len(raw))
    if header_end > _HEADER_BYTES:
        raise InputError(f"has headers of {header_end:,} bytes, which no mail has: save its text in a file")
    with foreign("mail"):
        return email.message_from_bytes(raw, policy=email.policy.default)


def _header(mail: EmailMessage, name: str) -> str | None:
    """Return a header, decoded; None where it is not there or too damaged to be read."""
    try:
        with foreign("header"):
            value = mail.get(name)
            return " ".join(str(value).split()) or None if value is not None else None
    except InputError:
        return None


def _sender(mail: EmailMessage) -> str | None:
    name, address = parseaddr(_header(mail, "From") or "")
    return name or address or None


def _text(mail: EmailMessage) -> str:
    with foreign("mail"):
        part = mail.get_body(("plain", "html"))
    if part is None:
        return ""
    text = _decoded(part).replace("\r\n", "\n")
    if part.get_content_subtype() == "html":
        return paragraphs_of(text, "mail")
    if part.get_param("format") == "flowed":
        text = _FLOWED.sub(" ", text)
    return _SIGNATURE.sub("", text).strip() + "\n"


def _decoded(part: MIMEPart) -> str:
    raw = _payload(part)
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decoded(raw)[0]


def _payload(part: MIMEPart) -> bytes:
    with foreign("mail"):
        raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""
