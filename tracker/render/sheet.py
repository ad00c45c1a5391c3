"""One record whole in a terminal: what it is, each field with its reason, its passages, and what it is linked to.

The words that a record rests on stand in their sentence, each part marked in a style of its own, or by carets where
there are no colours (`marks`). The parts are listed below in both cases, with their places, since two may overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from tracker.render.cells import UNDATED, worded
from tracker.render.date_words import in_words
from tracker.render.layout import QUIET, STRONG, console_for, indented, lines, plain, printed, side_by_side
from tracker.render.lists.sheet import event_line, field_in_words, marked_words, place_of, title_in_words
from tracker.render.marks import marked, with_carets
from tracker.render.output import Output
from tracker.views.reports import Event
from tracker.views.sheets import Field, Passage, Sheet

_INDENT = 2
_WIDEST_LABEL = 24  # terminal columns

_ROLE_STYLES = {
    "source": "bold cyan",
    "via": "cyan",
    "cue": "italic yellow",
    "certainty": "italic",
    "content": "underline",
}
_OTHER_ROLE = "bold"


def draw_sheet(sheet: Sheet, output: Output) -> Iterator[str]:
    """Yield the pieces of a sheet as text for a terminal."""
    console = console_for(output)
    for piece in _pieces(sheet, console):
        yield printed(console, piece)


def _pieces(sheet: Sheet, console: Console) -> Iterator[RenderableType]:
    yield plain(f"{worded(sheet.kind)} {sheet.id}", QUIET)
    if title := title_in_words(sheet):
        yield plain(title, STRONG)
    yield from _section("", sheet.fields, console.width)
    for passage in sheet.passages:
        yield Text()
        yield plain(_place(passage, sheet), QUIET)
        yield from _passage(passage, console)
    yield from _history(sheet.history, console.width)
    yield from _section("links", sheet.links, console.width)


def _section(heading: str, fields: Sequence[Field], width: int) -> Iterator[RenderableType]:
    """Yield each field as "name: value" with its reason beneath."""
    if not fields:
        return
    yield Text()
    if heading:
        yield Text(heading, STRONG)
    shown = map(field_in_words, fields)
    yield _labelled([(f"{name}:", _value(value, reason)) for name, value, reason in shown], width)


def _history(events: Sequence[Event], width: int) -> Iterator[RenderableType]:
    """Yield what became of a claim in order of date; what has no date stands in a block of its own."""
    for heading, group in (
        ("history", [event for event in events if event.date]),
        (f"history, {UNDATED}", [event for event in events if not event.date]),
    ):
        yield from _section(heading, [Field(*event_line(event, in_words)) for event in group], width)


def _value(value: str, reason: str) -> Text:
    return lines((plain(value), plain(f"why: {reason}", QUIET) if reason else Text()))


def _labelled(values: Sequence[tuple[str, Text]], width: int) -> RenderableType:
    """Return each value beside its label."""
    pairs = [(plain(label, QUIET), value) for label, value in values]
    widest = max((label.cell_len for label, _ in pairs), default=0)
    return side_by_side(pairs, min(widest, _WIDEST_LABEL), width)


# -- passages ---------------------------------------------------------------------------------------------------


def _place(passage: Passage, sheet: Sheet) -> str:
    """Return the outlet and place of a passage; also its record, where the passages of a sheet are of several."""
    records = {each.record for each in sheet.passages}
    record = passage.record if len(records) > 1 else None
    return " · ".join(filter(None, (passage.outlet, record, place_of(passage.article, passage.span))))


def _passage(passage: Passage, console: Console) -> Iterator[RenderableType]:
    """Yield the passage with its words marked, and a line for each of the parts."""
    text = marked(passage.words, ((start, end, _style(role)) for start, end, role in passage.marks))
    shown = text if console.color_system else with_carets(text, console.width - _INDENT, console)
    yield indented(shown, _INDENT)
    styles = [_style(role) for _, _, role in passage.marks]
    parts = zip(marked_words(passage), styles, strict=True)
    labelled = [(f"{name}:", plain(words, style)) for (name, words), style in parts]
    if labelled:
        yield indented(_labelled(labelled, console.width - _INDENT), _INDENT)


def _style(role: str) -> str:
    return _ROLE_STYLES.get(role, _OTHER_ROLE)
