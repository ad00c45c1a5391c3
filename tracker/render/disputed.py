"""Disputed claims in a terminal: the claim, both sides beside each other, who declined to speak, how far it goes.

The program says who asserts and who denies, and why it takes a denial to answer this claim. It never says who is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tracker.render.cells import NOBODY, coverage, days, named, person_words, said_or_reported, stance_of, why, worded
from tracker.render.column import COVERED_ONCE
from tracker.render.date_words import in_short
from tracker.render.layout import ASSERTS, DENIES, QUIET, STRONG, indented, lines, plain
from tracker.views.disputed import Disputed
from tracker.views.reports import AnswerReport, Report

_BESIDE = 80  # terminal columns from which the two sides stand beside each other
_INDENT = 2
_NOTHING_MORE = "disputed"  # the state of what was denied, and nothing came after


def draw_disputed(rows: Sequence[Disputed], width: int, *, wide: bool) -> Iterator[RenderableType]:
    """Yield the pieces of each claim, a thin line between two claims; what is usual only where it is wide."""
    for number, row in enumerate(rows):
        if number:
            yield Rule(style=QUIET)
        yield from _claim(row, width, wide=wide)


def _claim(row: Disputed, width: int, *, wide: bool) -> Iterator[RenderableType]:
    yield plain(row.claim, STRONG)
    judged = ((row.link, "linked"), (f"credibility {row.credibility}", "credibility 6"))
    said = (words for words, usual in judged if wide or words != usual)
    about = (row.id, *_kind_and_state(row), days(row.first, row.last, in_short), *said)
    yield plain(" · ".join(about), QUIET)
    if row.decided_by:
        yield plain(f"by a person: {person_words(row.decided_by)}", QUIET)
    yield Text()
    yield from _beside(row, width) if width >= _BESIDE else _beneath(row)
    for heading, reports in (("retracted", row.retracted), ("declined to say", row.declined)):
        if reports:
            yield Text()
            yield Text(heading, STRONG)
            yield indented(_reports(reports), _INDENT)
    if wide or coverage(row) != COVERED_ONCE:
        yield Text()
        yield Text(coverage(row))


def _kind_and_state(row: Disputed) -> Iterator[str]:
    """The kind of contest, and what stands by the history where that says more, which may have the kind in it."""
    kind = worded(row.kind)
    if kind not in row.state:
        yield kind
    if row.state != _NOTHING_MORE:
        yield row.state


def _beside(row: Disputed, width: int) -> Iterator[RenderableType]:
    side = (width - 3) // 2
    table = Table(box=box.MINIMAL, show_edge=False, pad_edge=False, border_style=QUIET)
    table.add_column(Text("asserted", ASSERTS), width=side, overflow="fold")
    table.add_column(Text("denied", DENIES), width=side, overflow="fold")
    table.add_row(_asserted(row), _reports(row.denied))
    yield table


def _beneath(row: Disputed) -> Iterator[RenderableType]:
    yield Text("asserted", ASSERTS)
    yield indented(_asserted(row), _INDENT)
    yield Text()
    yield Text("denied", DENIES)
    yield indented(_reports(row.denied), _INDENT)


def _asserted(row: Disputed) -> Text:
    return _reports(row.asserted) if row.asserted else Text(NOBODY, QUIET)


def _reports(reports: Sequence[Report]) -> Text:
    return Text("\n\n", overflow="fold").join(map(_report, reports))


def _report(report: Report) -> Text:
    """Return who, the words, the place of the report and, for an answer, its stance and why it is one."""
    date = said_or_reported(report.said, report.reported, in_short)
    place = " · ".join((date, report.outlet or report.article, report.id))
    parts = [plain(named(report.source, report.actor_name), STRONG), plain(report.words), plain(place, QUIET)]
    if isinstance(report, AnswerReport):
        label = "why" if report.stance == "no_comment" and report.state == "linked" else stance_of(report)
        parts.append(plain(f"{label}: {why(report)}", QUIET))
    return lines(parts)
