"""What the store holds about a typed sentence, in a terminal: who asserts it, who denies it, who speaks of it.

The sides stand beneath each other, each report with its words, its place and why it is there. It never says who is
right, and a side without a report says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from tracker.render.cells import named, reason_and_score, said_or_reported
from tracker.render.date_words import in_words
from tracker.render.layout import ASSERTS, DENIES, QUIET, STRONG, console_for, indented, lines, plain, printed
from tracker.render.output import Output
from tracker.views.check import Checked, CheckedReport, NearClaim

_INDENT = 2
_SIDES = (("asserts", "asserted by", ASSERTS), ("denies", "denied by", DENIES), ("mentions", "spoken of by", STRONG))
_OWN_WORDS = "the outlet's own words"


def draw_checked(checked: Checked, output: Output) -> Iterator[str]:
    """Yield the pieces of an answer as text for a terminal."""
    console = console_for(output)
    for piece in _pieces(checked):
        yield printed(console, piece)


def _pieces(checked: Checked) -> Iterator[RenderableType]:
    yield plain(checked.claim, STRONG)
    if not checked.reports:
        yield Text()
        yield Text("no article in this store says anything about it")
    else:
        for stance, heading, style in _SIDES:
            reports = [report for report in checked.reports if report.stance == stance]
            if reports or stance != "mentions":
                yield Text()
                yield Text(heading, style)
                side = Text("\n\n", overflow="fold").join(map(_report, reports)) if reports else Text("nobody", QUIET)
                yield indented(side, _INDENT)
    if checked.near:
        yield Text()
        yield Text("nearest claims", STRONG)
        yield indented(Text("\n\n", overflow="fold").join(map(_claim, checked.near)), _INDENT)


def _report(report: CheckedReport) -> Text:
    date = said_or_reported(report.said, report.reported, in_words)
    place = " · ".join((date, report.outlet or report.article, report.id or f"{report.article}, {_OWN_WORDS}"))
    return lines(
        (
            plain(named(report.source, report.actor_name), STRONG),
            plain(report.words),
            plain(place, QUIET),
            plain(f"why: {reason_and_score(report)}", QUIET),
        )
    )


def _claim(claim: NearClaim) -> Text:
    return lines((plain(claim.words), plain(f"{claim.who} · {claim.id}", QUIET)))
