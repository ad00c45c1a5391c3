"""The samples in data/kinds that no editor writes: PDF, Word, WARC, a saved page, archives. Run it to make them anew.

The PDFs are put together here by hand, since a library that writes them is needed for nothing else.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

KINDS = Path(__file__).parent.parent / "data" / "kinds"
_LEADING = 14  # points from line to line
_DAY = (2023, 5, 12, 9, 0, 0)

PDF_PAGES = (
    (
        "HARBOUR PAPERS NO. 7",
        "",
        "# Port authority: the cranes were never sold",
        "",
        "ALMAR, May 12, 2023 - The port authority never agreed to sell its cranes, accord-",
        "ing to a report that it published on Friday. The report names three buyers who asked",
        "for a price, and says that none of them was given one.",
        "",
        "“We answered all of them with no,” the authority's director, Lars Ek, said when he",
        "presented the report in Almar.",
        "",
        "- 1 -",
    ),
    (
        "HARBOUR PAPERS NO. 7",
        "",
        "The union rejected the report. It was written by the very people who had made the con-",
        "tract, Marta Lind said. She did not say how she knew of it.",
        "",
        "The ministry declined to comment on the report.",
        "",
        "- 2 -",
    ),
)


def pdf(pages: Iterable[Iterable[str]], info: str = "") -> bytes:
    """A PDF with these lines on its pages; an empty line is room between paragraphs, and no line an empty page."""
    streams = [_page_stream(lines) for lines in pages]
    count = len(streams)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        font.encode(),
    ]
    for n, stream in enumerate(streams):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<< {info} >>".encode())
    return _put_together(objects)


def _page_stream(lines: Iterable[str]) -> bytes:
    """Each line in a place of its own, as typesetting programs write them; one that begins with # is a headline."""
    parts = []
    for number, line in enumerate(lines):
        words = line.removeprefix("# ").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        size = 18 if line.startswith("# ") else 11
        place = f"1 0 0 1 60 {780 - number * _LEADING} cm"
        parts += [f"q {place} BT /F1 {size} Tf ({words}) Tj ET Q"] if line else []
    return "\n".join(parts).encode("cp1252")


def _put_together(objects: list[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects)))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def docx() -> bytes:
    """A Word document with a title, paragraphs, a list, a table and a caption."""
    from docx import Document

    document = Document()
    document.core_properties.author = "Jon Falk"
    document.core_properties.title = ""
    document.add_paragraph("Cranes were offered to two buyers", style="Title")
    document.add_paragraph("ALMAR, 13 May 2023 (Harbour Wire) - Two buyers were offered the cranes, a broker said.")
    document.add_paragraph("The broker named Norvik Lines.", style="List Bullet")
    document.add_paragraph("A crane at the north quay", style="Caption")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "First offer"
    table.rows[0].cells[1].text = "40 million crowns, the broker said"
    document.add_paragraph("Norvik Lines denied it.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def warc(answers: Iterable[tuple[str, str, bytes]], *, packed: bool = True) -> bytes:
    """A web archive with an answer (status, type, body) for each of these, each record packed by itself."""
    records = [_record(number, *answer) for number, answer in enumerate(answers, 1)]
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def _record(number: int, status: str, kind: str, body: bytes) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example.org/harbour/{number}\r\n"
        f"WARC-Date: 2023-05-12T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def mhtml(page: bytes, url: str) -> bytes:
    """A page as browsers save it in one file."""
    head = (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {url}\nSubject: A page\n"
        "Date: Fri, 12 May 2023 09:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b2"\n\n'
        f"--b2\nContent-Type: text/html; charset=utf-8\nContent-Location: {url}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    css = b"\n--b2\nContent-Type: text/css\n\nbody { color: black }\n--b2--\n"
    return head.encode() + page + css


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files, the same on every day."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), body, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """A tar archive of these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return made.getvalue()


def main() -> None:
    """Write the samples."""
    page = (KINDS / "page.html").read_bytes()
    few = {"one/mail.eml": (KINDS / "mail.eml").read_bytes(), "one/notes.md": (KINDS / "notes.md").read_bytes()}
    made = {
        "report.pdf": pdf(PDF_PAGES),
        "report.docx": docx(),
        "pages.warc.gz": warc([("200 OK", "text/html; charset=utf-8", page), ("404 Not Found", "text/html", b"gone")]),
        "page.mhtml": mhtml(page, "https://courier.example.org/harbour/ministry-denies-selling-cranes"),
        "articles.zip": zipped(few),
        "articles.tar.gz": tarred(few),
    }
    for name, body in made.items():
        (KINDS / name).write_bytes(body)


if __name__ == "__main__":
    main()
