"""The report as a Word document: headings, tables whose first row repeats on each page, and numbered references.

A number in brackets leads to its reference at the end. They are no Word footnotes, which python-docx cannot make.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

from tracker.errors import TrackerError
from tracker.render.cells import KNOWN_FROM_DENIAL, UNDATED_BLOCK, counted, coverage
from tracker.render.lists.sources import unnamed_words
from tracker.render.lists.timeline import kind_words
from tracker.render.safe import escape, one_line
from tracker.report import words
from tracker.report.contents import Contents, Note
from tracker.views.meetings import MeetingRow
from tracker.views.reports import Report
from tracker.views.sources import SourceRow
from tracker.views.timeline import TimelineRow

_NOT_IN_XML = re.compile("[\ufffe\uffff]")  # characters that `safe` leaves and XML 1.0 does not allow
_LONGEST_TITLE = 255  # characters that Word keeps of a document's title

# A paragraph is made of pieces of text, and of notes, whose numbers lead to their reference; a cell of paragraphs.
Line = Sequence[str | Note]
Cell = Sequence[Line]


def as_document(contents: Contents) -> bytes:
    """Return the document; TrackerError, with the command that installs it, where python-docx is not there."""
    document = _Document(_library(), contents.title)
    document.heading(contents.title, 0)
    document.line([" · ".join(words.counts(contents))])
    document.line([" ".join(words.READING)])
    for name, value in words.filter_words(contents.request.filters):
        document.item([f"{name}: {value}"])
    for sentence in contents.left_out:
        document.line([sentence])
    for add in (_timeline, _disputed, _meetings, _sources, _articles, _references):
        add(document, contents)
    return document.saved()


def _library() -> ModuleType:
    try:
        import docx
    except ImportError as error:
        raise TrackerError(
            "a .docx cannot be written without python-docx: pip install 'tracker[docx]', then try again, or name a "
            ".html or .md"
        ) from error
    return docx


class _Document:
    """A python-docx document to which the parts of a report are added; all text in it is made harmless."""

    def __init__(self, docx: ModuleType, title: str) -> None:
        self._docx: Any = docx
        self._document = docx.Document()
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = _harmless(title)[:_LONGEST_TITLE], "tracker", ""

    def heading(self, text: str, level: int) -> None:
        self._document.add_heading(_harmless(text), level)

    def line(self, line: Line) -> None:
        self._fill(self._document.add_paragraph(), line)

    def item(self, line: Line) -> None:
        self._fill(self._document.add_paragraph(style="List Bullet"), line)

    def reference(self, note: Note, line: Line) -> None:
        """Add a reference with its number, where the number elsewhere leads to."""
        paragraph = self._document.add_paragraph()
        bookmark = {"id": str(note.number), "name": _bookmark(note)}
        paragraph._p.append(self._element("w:bookmarkStart", **bookmark))
        paragraph.add_run(f"[{note.number}] ")
        paragraph._p.append(self._element("w:bookmarkEnd", id=str(note.number)))
        self._fill(paragraph, line)

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Add a table; its first row is marked as one of headers."""
        table = self._document.add_table(rows=1, cols=len(headers), style="Light Grid Accent 1")
        for cell, header in zip(table.rows[0].cells, headers, strict=True):
            cell.text = header
        table.rows[0]._tr.get_or_add_trPr().append(self._element("w:tblHeader", val="true"))
        for row in rows:
            for cell, lines in zip(table.add_row().cells, row, strict=True):
                for i, line in enumerate(lines):
                    self._fill(cell.add_paragraph() if i else cell.paragraphs[0], line)

    def saved(self) -> bytes:
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _fill(self, paragraph: Any, line: Line) -> None:  # noqa: ANN401 - python-docx is not always there
        for part in line:
            if isinstance(part, Note):
                paragraph._p.append(self._link_to(part))
            elif part:
                paragraph.add_run(_harmless(part))

    def _link_to(self, note: Note) -> Any:  # noqa: ANN401
        link = self._element("w:hyperlink", anchor=_bookmark(note))
        run, text = self._element("w:r"), self._element("w:t")
        text.text = f" [{note.number}]"
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        link.append(run)
        return link

    def _element(self, tag: str, **attributes: str) -> Any:  # noqa: ANN401
        element = self._docx.oxml.OxmlElement(tag)
        for key, value in attributes.items():
            element.set(self._docx.oxml.ns.qn(f"w:{key}"), value)
        return element


def _bookmark(note: Note) -> str:
    return f"reference{note.number}"


def _harmless(text: str) -> str:
    return _NOT_IN_XML.sub(lambda found: escape(found[0]), one_line(text))


# -- sections ---------------------------------------------------------------------------------------------------


def _timeline(document: _Document, contents: Contents) -> None:
    document.heading("Timeline", 1)
    rows = contents.timeline.rows
    if not rows:
        document.line(["Nothing was found."])
    for heading, group in (
        ("", [row for row in rows if row.date]),
        (UNDATED_BLOCK, [row for row in rows if not row.date]),
    ):
        if heading and group:
            document.heading(heading, 2)
        if group:
            document.table(("Date", "Kind", "Who", "Words", "Reported by"), (_event(contents, row) for row in group))


def _event(contents: Contents, row: TimelineRow) -> list[Cell]:
    return [
        [[words.when(row.date, row.date_of)]],
        [[kind_words(row)]],
        [[" ".join(filter(None, (row.who, words.whom_words(row))))]],
        [[row.words, contents.cited_at(row), words.decided(row)]],
        [[words.reported_by(contents, row)]],
    ]


def _disputed(document: _Document, contents: Contents) -> None:
    document.heading("Disputed claims", 1)
    if not contents.disputed.rows:
        document.line(["No claim among these is denied."])
    for row in contents.disputed.rows:
        document.heading(row.claim, 2)
        document.line([words.standing(row), words.decided(row)])
        asserted, denied = ([_report_line(contents, report) for report in side] for side in (row.asserted, row.denied))
        nobody: Cell = [[words.sentence_case(KNOWN_FROM_DENIAL)]]
        document.table(("Asserted", "Denied"), [[asserted or nobody, denied]])
        for name, reports in (("Retracted", row.retracted), ("Declined to say", row.declined)):
            if reports:
                document.heading(name, 3)
            for report in reports:
                document.item(_report_line(contents, report))


def _report_line(contents: Contents, report: Report) -> Line:
    return [f"{words.who_says(report)}: {report.words}", contents.notes[report.id], words.reason_of(report)]


def _meetings(document: _Document, contents: Contents) -> None:
    document.heading("Meetings", 1)
    if not contents.meetings.rows:
        document.line(["No meeting was found."])
        return
    document.table(("Date", "What", "Who met", "Reports"), (_meeting(contents, row) for row in contents.meetings.rows))


def _meeting(contents: Contents, row: MeetingRow) -> list[Cell]:
    lines: list[Line] = [[report.words, contents.notes[report.id]] for report in row.reports]
    lines += [_report_line(contents, report) for report in row.denied]
    return [
        [[words.period_words(row)]],
        [[words.meeting_kind(row)], *([[row.place]] if row.place else [])],
        [[name] for name in words.participants(row)],
        [*lines, *([line] for line in words.meeting_notes(row))],
    ]


def _sources(document: _Document, contents: Contents) -> None:
    document.heading("Sources and their records", 1)
    if not contents.sources.rows:
        document.line(["No source was found."])
        return
    document.line([f"{unnamed_words(contents.share)}. {words.SCALES}"])
    headers = ("Source", "Denials made", "Denials met", "Refusals", "Reliability", "Statements")
    document.table(headers, (_source(contents, row) for row in contents.sources.rows))


def _source(contents: Contents, row: SourceRow) -> list[Cell]:
    figures = (str(row.denials), str(row.denials_met), str(row.refusals), row.reliability)
    figures_of = f"{counted(row.statements, 'statement')}, {coverage(row)}:"
    return [
        [[words.source_name(row), words.decided(row)]],
        *([[figure]] for figure in figures),
        [[figures_of, *contents.said_by(row)]],
    ]


def _articles(document: _Document, contents: Contents) -> None:
    document.heading("Articles", 1)
    if not contents.texts:
        document.line(["No article was found."])
    for article in contents.texts:
        facts = words.article_facts(article, contents.listed.get(article.id))
        document.item([", ".join([*words.reference(article), *facts])])


def _references(document: _Document, contents: Contents) -> None:
    document.heading("References", 1)
    for note in contents.notes.values():
        document.reference(note, [f"{', '.join(words.reference(note.article))}: “{note.citation.words}”"])
