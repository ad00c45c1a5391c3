"""The report in Markdown (GFM): the same rows, and a footnote for each statement that they were read from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from tracker.render.cells import KNOWN_FROM_DENIAL, UNDATED_BLOCK, coverage, joined
from tracker.render.lists.sources import unnamed_words
from tracker.render.lists.timeline import kind_words
from tracker.render.safe import markdown_cell as plain
from tracker.report import words
from tracker.report.contents import Contents, Note
from tracker.views.meetings import MeetingRow
from tracker.views.reports import Report
from tracker.views.sources import SourceRow
from tracker.views.timeline import TimelineRow


def as_markdown(contents: Contents) -> str:
    """Return the report; article text in it is escaped, so that it shows as it stands."""
    lines = [
        *_opening(contents),
        *_timeline(contents),
        *_disputed(contents),
        *_meetings(contents),
        *_sources(contents),
        *_articles(contents),
        *_footnotes(contents),
    ]
    return "\n".join(lines) + "\n"


def _opening(contents: Contents) -> Iterator[str]:
    yield from (f"# {plain(contents.title)}", "", " · ".join(words.counts(contents)), "", " ".join(words.READING), "")
    if filters := words.filter_words(contents.request.filters):
        yield from (*(f"- {name}: {plain(value)}" for name, value in filters), "")
    for sentence in contents.left_out:
        yield from (f"**{sentence}**", "")


def _timeline(contents: Contents) -> Iterator[str]:
    yield from ("## Timeline", "")
    rows = contents.timeline.rows
    dated, undated = [row for row in rows if row.date], [row for row in rows if not row.date]
    if not rows:
        yield from ("Nothing was found.", "")
    for heading, group in (([], dated), ([f"### {UNDATED_BLOCK}", ""], undated)):
        if group:
            headers = ("Date", "Kind", "Who", "Words", "Reported by")
            yield from (*heading, *_table(headers, (_event(contents, row) for row in group)), "")


def _event(contents: Contents, row: TimelineRow) -> tuple[str, ...]:
    return (
        words.when(row.date, row.date_of),
        kind_words(row),
        plain(" ".join(filter(None, (row.who, words.whom_words(row))))),
        _with_note(contents.cited_at(row), row.words) + plain_after(words.decided(row)),
        plain(words.reported_by(contents, row)),
    )


def _disputed(contents: Contents) -> Iterator[str]:
    yield from ("## Disputed claims", "")
    if not contents.disputed.rows:
        yield from ("No claim among these is denied.", "")
    for row in contents.disputed.rows:
        yield from (f"### {plain(row.claim)}", "", plain(words.standing(row) + words.decided(row)), "")
        if not row.asserted:
            yield from (f"Asserted: {KNOWN_FROM_DENIAL}.", "")
        sides = (
            ("Asserted", row.asserted), ("Denied", row.denied), ("Retracted", row.retracted),
            ("Declined to say", row.declined),
        )  # fmt: skip
        for heading, reports in sides:
            if reports:
                yield from (f"{heading}:", "", *(f"- {_report_line(contents, report)}" for report in reports), "")


def _report_line(contents: Contents, report: Report) -> str:
    why = plain_after(words.reason_of(report))
    return f"{plain(words.who_says(report))}: {_report_words(contents, report)}{why}"


def _meetings(contents: Contents) -> Iterator[str]:
    yield from ("## Meetings", "")
    rows = contents.meetings.rows
    if rows:
        headers = ("Date", "What", "Place", "Who met", "Reports")
        yield from _table(headers, (_meeting(contents, row) for row in rows))
    else:
        yield "No meeting was found."
    yield ""


def _meeting(contents: Contents, row: MeetingRow) -> tuple[str, ...]:
    lines = [_report_words(contents, report) for report in row.reports]
    lines += [_report_line(contents, report) for report in row.denied]
    return (
        words.period_words(row),
        words.meeting_kind(row),
        plain(row.place or ""),
        plain(joined(words.participants(row))),
        joined((*lines, *map(plain, words.meeting_notes(row)))),
    )


def _sources(contents: Contents) -> Iterator[str]:
    yield from ("## Sources and their records", "")
    rows = contents.sources.rows
    if rows:
        yield from (f"{unnamed_words(contents.share)}. {words.SCALES}", "")
        headers = ("Source", "Denials made", "Denials met", "Refusals", "Reliability", "Coverage", "Statements")
        yield from _table(headers, (_source(contents, row) for row in rows), right=(1, 2, 3))
    else:
        yield "No source was found."
    yield ""


def _source(contents: Contents, row: SourceRow) -> tuple[str, ...]:
    said = "".join(f"[^{note.number}]" for note in contents.said_by(row))
    figures = (str(figure) for figure in (row.denials, row.denials_met, row.refusals))
    name = plain(words.source_name(row) + words.decided(row))
    return name, *figures, row.reliability, coverage(row), f"{row.statements}: {said}"


def _articles(contents: Contents) -> Iterator[str]:
    yield from ("## Articles", "")
    if not contents.texts:
        yield "No article was found."
    for article in contents.texts:
        title = article.title or article.given_id or article.id
        facts = [*words.outlet_and_date(article), *words.article_facts(article, contents.listed.get(article.id))]
        yield f"- {plain(', '.join(filter(None, (title, *facts, article.url))))}"
    yield ""


def _footnotes(contents: Contents) -> Iterator[str]:
    for note in contents.notes.values():
        yield f"[^{note.number}]: {plain(', '.join(words.reference(note.article)))}: “{plain(note.citation.words)}”"


def plain_after(clause: str) -> str:
    """Return a clause, escaped, with a space in front of it; "" for none."""
    return f" {plain(clause)}" if clause else ""


def _report_words(contents: Contents, report: Report) -> str:
    return _with_note(contents.notes[report.id], report.words)


def _with_note(note: Note, text: str) -> str:
    return f"{plain(text)}[^{note.number}]"


def _table(headers: Sequence[str], rows: Iterable[Iterable[str]], right: Collection[int] = ()) -> Iterator[str]:
    """Yield a pipe table; the columns with the numbers `right` (from 0) are aligned to the right."""
    yield _pipes(headers)
    yield _pipes("---:" if i in right else "---" for i, _ in enumerate(headers))
    yield from map(_pipes, rows)


def _pipes(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
