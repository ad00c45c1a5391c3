"""The timeline in a terminal: a line across for each day (week, month or story) and its events beneath.

Each event has its date, as precise as the article has it and no more; a sign and the word of its kind; who speaks to
whom, and the words. In a narrow terminal the words stand beneath. Meetings to come stand apart, and so does what has no
date. A legend of the signs ends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tracker.dates import PartialDate, value_of
from tracker.render.cells import UNDATED, UNDATED_BLOCK, counted, person_words
from tracker.render.date_words import in_short, in_words
from tracker.render.layout import QUIET, STRONG, indented, plain, stack, widest_word
from tracker.render.lists.timeline import kind_words
from tracker.render.output import Output
from tracker.render.signs import TO_COME, arrow, legend, rule, sign_of
from tracker.views.timeline import TimelineRow

PLANNED_BLOCK = "Planned"  # what stands over the meetings that are still to come
ALONE_BLOCK = "In no story with others"
_BESIDE = 80  # terminal columns from which the words stand beside the kind
# Widths of the cells of an event, in terminal columns.
_DATE = len("14 Mar 2022")
_KIND = len("denial of knowledge")
_ID = 11
_WIDE = 160  # terminal columns from which an event may stand on one line
_LONG_DATE = len("14 Mar 2022 reported")
_GAP = 2
_INDENT = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Events under a title; of a story also under the words of the claim that it begins with.

    The events do not repeat the date and the words that the title has.
    """

    title: Text
    rows: Sequence[TimelineRow]
    words: str = ""
    story: str = ""  # the id of that claim
    date: str | None = ""  # the date value that the title has; None of an undated block, "" where the title has none


def draw_timeline(rows: Sequence[TimelineRow], output: Output, *, group: str = "day") -> Iterator[RenderableType]:
    """Yield a block for each `group` (day, week, month, story), then the planned meetings, then what is undated.

    A date that lies within no single day, week or month has a block of its own that says so.
    """
    for number, block in enumerate(_blocks(rows, group)):
        if number:
            yield Text()
        yield rule(block.title, output.columns, unicode=output.unicode)
        if block.words:
            yield _claim_words(block)
        dates = [None, *(row.date for row in block.rows)]
        for row, (before, date) in zip(block.rows, pairwise(dates), strict=True):
            shows_date = row.date != block.date and (date != before or not date)
            yield _event(_cells(row, block, output, shows_date=shows_date), output)
    yield Text()
    yield legend(map(sign_of, rows), output.columns, unicode=output.unicode)


# -- blocks -----------------------------------------------------------------------------------------------------


def _blocks(rows: Sequence[TimelineRow], group: str) -> Iterator[Block]:
    planned = [row for row in rows if row.status in TO_COME]
    others = [row for row in rows if row.status not in TO_COME]
    if group == "story":
        yield from _stories(others)
    else:
        yield from _days([row for row in others if row.date], group)
    if planned:
        yield Block(Text(PLANNED_BLOCK, STRONG), planned)
    undated = [row for row in others if not row.date and group != "story"]
    if undated:
        yield Block(Text(UNDATED_BLOCK, STRONG), undated, date=None)


def _days(rows: Sequence[TimelineRow], unit: str) -> Iterator[Block]:
    blocks: dict[str, list[TimelineRow]] = {}
    for row in rows:
        blocks.setdefault(_title(row.date or "", unit), []).append(row)
    for title, events in blocks.items():
        yield Block(plain(title, STRONG), events, date=_date_of(events, unit))


def _date_of(rows: Sequence[TimelineRow], unit: str) -> str:
    """Return the date value of a day's block, where all its events have that very date; else ""."""
    dates = {row.date or "" for row in rows}
    return dates.pop() if unit == "day" and len(dates) == 1 and "T" not in "".join(dates) else ""


def _title(value: str, unit: str) -> str:
    """Return the unit (day, week, month) that a date lies in, in words; else the date and "not known"."""
    date = PartialDate.parse(value)
    if date is None:
        return value
    span = PartialDate.parse(value_of(date.first, unit))
    if span is not None and span.first <= date.first and date.last <= span.last:
        return span.in_words
    # A range from day to day says when it was; any other date is one of its days, and nobody knows which.
    ends = [PartialDate.parse(end) for end in value.split("/")]
    is_known = len(ends) > 1 and all(end and end.first == end.last for end in ends)
    return in_words(value) if is_known else f"{in_words(value)} ({unit} not known)"


def _stories(rows: Sequence[TimelineRow]) -> Iterator[Block]:
    by_story: dict[str | None, list[TimelineRow]] = {}
    for row in rows:
        by_story.setdefault(row.story, []).append(row)
    alone = [row for row in rows if row.story is None or len(by_story[row.story]) == 1]
    for story, events in by_story.items():
        if story is not None and len(events) > 1:
            yield Block(Text(_period(events), STRONG), events, _words_of_claim(story, events), story)
    if alone:
        yield Block(Text(ALONE_BLOCK, STRONG), alone)


def _words_of_claim(story: str, rows: Sequence[TimelineRow]) -> str:
    """Return the words of the claim that a story begins with, also where only answers to it are listed."""
    opening = [row.words for row in rows if row.id == story]
    return (opening or [row.story_words or row.words for row in rows])[0]


def _claim_words(block: Block) -> Text:
    """Return the words of the claim that a story begins with, and its id where no row beneath has it."""
    words = plain(block.words, STRONG)
    if block.story not in {row.id for row in block.rows}:
        words.append_text(Text.assemble(" ", plain(f"({block.story})", QUIET)))
    return words


def _period(rows: Sequence[TimelineRow]) -> str:
    dates = [date for row in rows if (date := PartialDate.parse(row.date or ""))]
    if not dates:
        return UNDATED_BLOCK
    return PartialDate.between(min(date.first for date in dates), max(date.last for date in dates)).in_words


# -- events -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cells:
    """The parts of an event as text: date, what it is the date of, sign and word of its kind, id, who says what."""

    date: Text
    date_of: Text
    sign: Text
    kind: Text
    id: Text
    words: Text


def _event(cells: Cells, output: Output) -> RenderableType:
    """Return an event on a line or two in a wide terminal; with its words beneath in a narrow one.

    Where hostile text would have to be folded in a narrow column, its words stand beneath too.
    """
    fits = widest_word(cells.kind.plain) <= _KIND and cells.id.cell_len <= _KIND
    if output.columns < _BESIDE or not fits:
        kind = Text.assemble(cells.sign, " ", cells.kind)
        first = _joined((kind, cells.date, cells.date_of, cells.id), " · " if output.unicode else " - ")
        return stack((first, indented(cells.words, _INDENT)))
    if output.columns >= _WIDE:
        date = _joined((cells.date, cells.date_of), " ")
        return _grid(((_LONG_DATE, date), (1, cells.sign), (_KIND, cells.kind), (_ID, cells.id)), cells.words, output)
    date, kind = _joined((cells.date, cells.date_of), "\n"), _joined((cells.kind, cells.id), "\n")
    return _grid(((_DATE, date), (1, cells.sign), (_KIND, kind)), cells.words, output)


def _joined(parts: Iterable[Text], between: str) -> Text:
    return Text(between, overflow="fold").join(part for part in parts if part.plain)


def _grid(cells: Sequence[tuple[int, Text]], words: Text, output: Output) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width, _ in cells:
        grid.add_column(width=width, overflow="fold")
    grid.add_column(width=output.columns - sum(width + _GAP for width, _ in cells), overflow="fold")
    grid.add_row(*(cell for _, cell in cells), words)
    return grid


def _cells(row: TimelineRow, block: Block, output: Output, *, shows_date: bool) -> Cells:
    sign = sign_of(row)
    return Cells(
        date=plain((in_short(row.date) if row.date else UNDATED) if shows_date else ""),
        date_of=plain(row.date_of or "" if row.date and row.date_of != row.kind else "", QUIET),
        sign=Text(sign.on(unicode=output.unicode), sign.style),
        kind=plain(kind_words(row), sign.style),
        id=plain(row.id, QUIET),
        words=_who_says_what(row, output, without_words=row.words == block.words),
    )


def _who_says_what(row: TimelineRow, output: Output, *, without_words: bool) -> Text:
    who = plain(row.who, STRONG)
    if row.whom:
        who.append(f" {arrow(unicode=output.unicode)} ", QUIET).append_text(plain(row.whom))
    further = f", +{counted(row.reports - 1, 'report')}" if row.reports > 1 else ""
    by_person = f"; by a person: {person_words(row.decided_by)}" if row.decided_by else ""
    where = plain(f"({row.outlet or row.article}{further}{by_person})", QUIET)
    if without_words:
        return Text.assemble(who, " ", where, overflow="fold")
    colon = ": " if row.who or row.whom else ""
    return Text.assemble(who, colon, plain(row.words), " ", where, overflow="fold")
