"""A story in a terminal, on one screen: every part in its order, of each as many rows as there is room for.

A row takes one line where it fits, else a second one for its words, which end in "…" where they are cut. Room is dealt
out in turns, so that no part fills the screen; each heading says how many of how many rows are shown. The whole story
has every row with all its words. Each line has the id of its row.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from rich.console import RenderableType
from rich.text import Text

from tracker.render.cells import coverage, joined
from tracker.render.layout import (
    ASSERTS,
    DENIES,
    QUIET,
    STRONG,
    console_for,
    indented,
    plain,
    printed,
    side_by_side,
    stack,
)
from tracker.render.lists.sources import unnamed_words
from tracker.render.output import Output
from tracker.render.story import (
    SIDES,
    claim_head,
    denial_head,
    first_words,
    headline,
    kept_words,
    meeting_head,
    near_words,
    question_head,
    side_words,
    source_words,
)
from tracker.views.disputed import Disputed
from tracker.views.reports import AnswerReport, Report
from tracker.views.sources import SourceRow
from tracker.views.stories import OpenQuestion, Story

FEWEST, MOST = 24, 50  # lines of a screen; on a taller one a story is no easier to read
_GAP = 2  # terminal columns
_NARROW = 100  # terminal columns, below which words on a second line are indented by the gap only
_STYLES = {"asserted": ASSERTS, "denied": DENIES, "declined": QUIET}
_MORE = "some rows or words are cut: --all shows them"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a screen: what is never cut, an id as a rule, and the text behind it, cut where the line ends."""

    left: Text
    right: Text
    indent: int = 0


_Block = list[_Line]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the story: its heading, how many rows it has in all, and a block of lines for each row at hand."""

    heading: str
    total: int
    blocks: list[_Block]
    note: str = ""

    def heading_line(self, shown: int) -> Text:
        """Return the heading with how many of the rows are shown."""
        numbers = "none" if not self.total else str(self.total) if shown == self.total else f"{shown} of {self.total}"
        return Text.assemble((self.heading, STRONG), f"  {joined(filter(None, (numbers, self.note)))}")


def draw_story(story: Story, output: Output, *, whole: bool, lines: int | None = None) -> Iterator[str]:
    """Yield a story as text for a terminal of `lines` (None: as it has), from FEWEST to MOST; the `whole` in full."""
    console, width = console_for(output), output.columns
    parts = _parts(story, width, whole=whole)
    top = [printed(console, piece) for piece in _top(story)]
    yield from top
    if whole:
        for part in parts:
            yield printed(console, stack(_all_of(part, width)))
        return
    height = min(MOST, max(FEWEST, lines or shutil.get_terminal_size((width, MOST)).lines))
    headings = sum(_height(printed(console, part.heading_line(len(part.blocks)))) for part in parts)
    room = height - 2 - sum(map(_height, top)) - headings  # two for the prompt, and for what says that rows are cut
    shown = _blocks_shown([[len(block) for block in part.blocks] for part in parts], room)
    for part, count in zip(parts, shown, strict=True):
        yield printed(console, part.heading_line(count))
        for line in chain.from_iterable(part.blocks[:count]):
            yield printed(console, _cut(line, width))
    if _is_cut(parts, shown, width):
        yield printed(console, Text(_MORE, QUIET))


def _height(piece: str) -> int:
    return piece.count("\n")


def _blocks_shown(sizes: Sequence[Sequence[int]], room: int) -> list[int]:
    """Return how many blocks of each part fit in `room` lines, dealt in turns; `sizes` are in lines."""
    shown = [0] * len(sizes)
    is_dealing = True
    while is_dealing:
        is_dealing = False
        for n, part in enumerate(sizes):
            if shown[n] < len(part) and part[shown[n]] <= room:
                room -= part[shown[n]]
                shown[n] += 1
                is_dealing = True
    return shown


def _is_cut(parts: Sequence[_Part], shown: Sequence[int], width: int) -> bool:
    if any(count < part.total for part, count in zip(parts, shown, strict=True)):
        return True
    lines = chain.from_iterable(chain.from_iterable(part.blocks) for part in parts)
    return any(_joined(line).cell_len > width for line in lines)


def _joined(line: _Line) -> Text:
    gap = " " * _GAP if line.left.plain and line.right.plain else ""
    return Text.assemble(" " * line.indent, line.left, gap, line.right)


def _cut(line: _Line, width: int) -> Text:
    text = _joined(line)
    text.truncate(width, overflow="ellipsis")
    return text


def _all_of(part: _Part, width: int) -> Iterator[RenderableType]:
    yield Text()
    yield part.heading_line(len(part.blocks))
    for line in chain.from_iterable(part.blocks):
        if line.left.plain:
            grid = side_by_side([(line.left, line.right)], line.left.cell_len, width - line.indent)
            yield indented(grid, line.indent)
        else:
            yield indented(line.right, line.indent)


# -- the parts --------------------------------------------------------------------------------------------------


def _top(story: Story) -> Iterator[RenderableType]:
    title = plain(story.topic, STRONG)
    yield Text.assemble((story.claim, QUIET), " " * _GAP, title) if story.claim else title
    if story.kept:
        yield plain(kept_words(story), QUIET)
    if story.near:
        yield plain(near_words(story), QUIET)
    yield plain(headline(story))


def _parts(story: Story, width: int, *, whole: bool) -> list[_Part]:
    contested = [row for row in story.contested if row.asserted]
    ids = {row.id for row in story.contested}
    others = [row for row in story.claims if row.reports and row.id not in ids]
    alone, met, open_ = story.denials, story.meetings, _by_turns(story.questions)
    sides = [_contested(row, width, whole=whole) for row in contested]
    claims = [_row(row.id, claim_head(row), row.words, width) for row in others]
    denials = [_row(row.id, denial_head(row), row.words, width) for row in alone]
    meetings = [_row(row.id, meeting_head(row), first_words(row), width) for row in met]
    questions = [_row(row.id, question_head(row), row.words, width) for row in open_]
    return [
        _Part("Contested claims", len(sides), sides),
        _Part("Other claims", len(claims), claims),
        _Part("Denials of what nobody here asserts", len(denials), denials),
        _Part("Meetings", story.totals["meetings"], meetings),
        _Part("Sources", story.totals["sources"], list(map(_source, story.sources)), unnamed_words(story.unnamed)),
        _Part("Open questions", len(questions), questions),
    ]


def _row(id_: str, head: str, words: str, width: int) -> _Block:
    """Return a row on one line, or where that is too long with its words on a second one."""
    first = _Line(plain(id_, QUIET), plain(head))
    both = _Line(first.left, Text.assemble(plain(head), ": ", plain(words, STRONG)))
    if _joined(both).cell_len <= width or not words:
        return [both if words else first]
    return [first, _Line(Text(), plain(words, STRONG), _indent_of_words(id_, width))]


def _indent_of_words(id_: str, width: int) -> int:
    return _GAP if width < _NARROW else len(id_) + _GAP


def _contested(row: Disputed, width: int, *, whole: bool) -> _Block:
    """Return a claim with a line for each side: its plainest report and how many others, or every report."""
    block = _row(row.id, joined((row.state, coverage(row))), row.claim, width)
    indent = _indent_of_words(row.id, width)
    for side in SIDES:
        reports = sorted(getattr(row, side), key=_plainest)
        shown = reports if whole else reports[:1]
        block += [_side(side, report, indent, len(reports) - len(shown)) for report in shown]
    return block


def _plainest(report: Report) -> bool:
    """A key that sorts assertions and outright denials before answers that only contest a claim."""
    return isinstance(report, AnswerReport) and report.stance != "deny"


def _side(side: str, report: Report, indent: int, others: int) -> _Line:
    further = f" (+{others} more)" if others else ""
    left = Text.assemble((f"{side} by" if side != "declined" else side, _STYLES[side]), "  ", (report.id, QUIET))
    return _Line(left, plain(f"{side_words(report)}{further}: {report.words}"), indent)


def _source(row: SourceRow) -> _Block:
    return [_Line(plain(row.id, QUIET), plain(source_words(row)))]


def _by_turns(questions: Iterable[OpenQuestion]) -> list[OpenQuestion]:
    """Return the questions in turns: the first of each kind, then the second of each."""
    kinds: dict[str, list[OpenQuestion]] = defaultdict(list)
    for question in questions:
        kinds[question.kind].append(question)
    return [question for turn in zip_longest(*kinds.values()) for question in turn if question is not None]
