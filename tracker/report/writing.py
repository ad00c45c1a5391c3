"""Putting a report where it was asked for: whole, or not at all, and never over a file that is there already."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from tracker.errors import UsageError
from tracker.render.files import whole_file
from tracker.report.contents import Contents, ReportRequest, gather

FormName = Literal["html", "md", "docx"]
FORMS: tuple[FormName, ...] = get_args(FormName)
STDOUT = Path("-")
_KIB = 1024

Say = Callable[[str], None]


def form_of(output: Path, asked: FormName | None) -> FormName:
    """Return the form of a report by the suffix of its file, or the one asked for; UsageError for any other suffix."""
    suffix = output.suffix.lower().removeprefix(".")
    if asked is not None:
        return asked
    for form in FORMS:
        if suffix == form:
            return form
    problem = "standard output has no suffix" if output == STDOUT else f"{output} does not say in which form"
    raise UsageError(f"{problem}: name a file that ends in .html, .md or .docx, or say --format html, md or docx")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a report goes: a file, or standard output for "-"; its form; and whether a file there may be lost."""

    output: Path
    form: FormName
    force: bool = False

    @classmethod
    def of(cls, output: Path, form: FormName | None, *, force: bool) -> Target:
        """Return where to write, in the form that is asked for or else that of the suffix.

        UsageError where the file is there and `force` is not given, where its folder is not, for any other suffix, and
        for a .docx to standard output.
        """
        target = cls(output, form_of(output, form), force)
        _check(target)
        return target


def write_report(db: sqlite3.Connection, request: ReportRequest, target: Target, say: Say) -> None:
    """Write the report; a file is put in its place only when all of it is written."""
    contents = gather(db, request)
    file = _MAKERS[target.form](contents)
    for sentence in contents.left_out:
        say(sentence)
    if target.output == STDOUT:
        sys.stdout.buffer.write(file)
        return
    with whole_file(target.output) as stream:
        stream.write(file)
    say(f"{target.output}: {_size(contents)}, {-(-len(file) // _KIB)} KiB")


def _check(target: Target) -> None:
    output = target.output
    if output == STDOUT:
        if target.form == "docx":
            raise UsageError("a .docx is not for standard output: name a file with -o, or say --format html or md")
    elif output.is_dir():
        raise UsageError(f"{output} is a folder: name a file in it")
    elif output.is_file() and not target.force:
        raise UsageError(f"{output} is there already: name another file, or say --force to write over it")
    elif not output.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {output.absolute().parent}: make it first, or name another")


def _size(contents: Contents) -> str:
    from tracker.report.words import counts

    return ", ".join(counts(contents))


def _page(contents: Contents) -> bytes:
    from tracker.report.page import as_page

    return as_page(contents).encode()


def _markdown(contents: Contents) -> bytes:
    from tracker.report.markdown import as_markdown

    return as_markdown(contents).encode()


def _document(contents: Contents) -> bytes:
    from tracker.report.document import as_document

    return as_document(contents)


_MAKERS: dict[FormName, Callable[[Contents], bytes]] = {"html": _page, "md": _markdown, "docx": _document}
