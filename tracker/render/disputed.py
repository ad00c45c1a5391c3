"""Disputed claims in a terminal: the claim, both sides beside each other, who declined to speak, the coverage.

The program says who asserts and who denies, and why it takes a denial to answer this claim. It never says who is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tracker.render.cells import (
    KNOWN_FROM_DENIAL,
    coverage,
    days,
    named,
    person_words,
    reason_and_score,
    said_or_reported,
    stance_of,
    worded,
)
from tracker.render.column import COVERED_ONCE
from tracker.render.date_words import in_short
from tracker.render.layout import ASSERTS, DENIES, QUIET, STRONG, indented, lines, plain
from tracker.views.disputed import Disputed
from tracker.views.reports import AnswerReport, Report

_BESIDE = 80  # terminal columns from which the two sides stand beside each other
_INDENT = 2
_NO_MORE_THAN_DISPUTED = "disputed"  # the state of a claim whose denial nothing followed


def draw_disputed(rows: Sequence[Disputed], width: int, *, wide: bool) -> Iterator[RenderableType]:
    """Yield the pieces of each claim, a thin line between two claims; facts that are usual only where `wide`."""
    for number, row in enumerate(rows):
        if number:
            yield Rule(style=QUIET)
        yield from _claim(row, width, wide=wide)


def _claim(row: Disputed, width: int, *, wide: bool) -> Iterator[RenderableType]:
    yield plain(row.claim, STRONG)
    facts = ((row.link, "linked"), (f"credibility {row.credibility}", "credibility 6"))
    unusual = (fact for fact, usual in facts if wide or fact != usual)
    about = (row.id, *_kind_and_state(row), days(row.first, row.last, in_short), *unusual)
    yield plain(" · ".join(about), QUIET)
    if row.decided_by:
        yield plain(f"by a person: {person_words(row.decided_by)}", QUIET)
    yield Text()
    yield from _sides_beside(row, width) if width >= _BESIDE else _sides_beneath(row)
    for heading, reports in (("retracted", row.retracted), ("declined to say", row.declined)):
        if reports:
            yield Text()
            yield Text(heading, STRONG)
            yield indented(_reports(reports), _INDENT)
    if wide or coverage(row) != COVERED_ONCE:
        yield Text()
        yield Text(coverage(row))


def _kind_and_state(row: Disputed) -> Iterator[str]:
    """Yield the kind of dispute, and the state of the claim where it says more; only the state where that names it."""
    kind = worded(row.kind)
    if kind not in row.state:
        yield kind
    if row.state != _NO_MORE_THAN_DISPUTED:
        yield row.state


def _sides_beside(row: Disputed, width: int) -> Iterator[RenderableType]:
    side = (width - 3) // 2
    table = Table(box=box.MINIMAL, show_edge=False, pad_edge=False, border_style=QUIET)
    table.add_column(Text("asserted", ASSERTS), width=side, overflow="fold")
    table.add_column(Text("denied", DENIES), width=side, overflow="fold")
    table.add_row(_asserted(row), _reports(row.denied))
    yield table


def _sides_beneath(row: Disputed) -> Iterator[RenderableType]:
    yield Text("asserted", ASSERTS)
    yield indented(_asserted(row), _INDENT)
    yield Text()
    yield Text("denied", DENIES)
    yield indented(_reports(row.denied), _INDENT)


def _asserted(row: Disputed) -> Text:
    return _reports(row.asserted) if row.asserted else Text(KNOWN_FROM_DENIAL, QUIET)


def _reports(reports: Sequence[Report]) -> Text:
    return Text("\n\n", overflow="fold").join(map(_report, reports))


def _report(report: Report) -> Text:
    """Return who said it, the words, date, outlet and id, and for an answer its stance and the reason of the link."""
    date = said_or_reported(report.said, report.reported, in_short)
    place = " · ".join((date, report.outlet or report.article, report.id))
    parts = [plain(named(report.source, report.actor_name), STRONG), plain(report.words), plain(place, QUIET)]
    if isinstance(report, AnswerReport):
        label = "why" if report.stance == "no_comment" and report.state == "linked" else stance_of(report)
        parts.append(plain(f"{label}: {reason_and_score(report)}", QUIET))
    return lines(parts)
