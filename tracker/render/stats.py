"""The numbers of a store in a terminal: how much there is, when it was said, who is quoted, who denies whom.

A bar stands for a week, or for as many weeks as it takes to fit the width; heights are relative to the highest bar.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tracker.render.cells import NOT_ASSERTED, counted, in_brackets, named
from tracker.render.date_words import in_short, in_words
from tracker.render.layout import (
    DENIES,
    QUIET,
    STRONG,
    console_for,
    indented,
    plain,
    printed,
    stack,
    widest_word,
)
from tracker.render.lists.sources import unnamed_words
from tracker.render.lists.stats import stats_counts
from tracker.render.output import Output
from tracker.render.signs import arrow
from tracker.views.stats import MostDenied, Stats, Week

_INDENT, _GAP = 2, 2  # terminal columns
_BESIDE = 100  # terminal columns from which most quoted and most denied stand beside each other
_NARROW = 45  # terminal columns, below which each count has a line of its own
_BARS, _ASCII_BARS = "▁▂▃▄▅▆▇█", ".:-=+*#@"
_WIDEST_BAR = 4  # terminal columns
_MOST_NAMES = 8  # on each side of the matrix, and pairs in the list
_NARROWEST, _WIDEST_NAME = 4, 24  # terminal columns: of a column of the matrix, and of the names beside it


def draw_stats(stats: Stats, output: Output) -> Iterator[str]:
    """Yield the pieces of the numbers as text for a terminal."""
    console = console_for(output)
    for piece in _pieces(stats, output):
        yield printed(console, piece)


def _pieces(stats: Stats, output: Output) -> Iterator[RenderableType]:
    width = output.columns
    yield _counts(stats, width)
    if stats.unnamed.sources:
        yield indented(plain(unnamed_words(stats.unnamed)), _INDENT)
    if stats.weeks or stats.no_week:
        yield from _section("activity per week", _activity(stats, width - _INDENT, unicode=output.unicode))
    yield from _most_quoted_and_denied(stats, width)
    if stats.denials:
        yield from _section("who denies whom", _who_denies_whom(stats, width - _INDENT, unicode=output.unicode))


def _section(heading: str, piece: RenderableType) -> Iterator[RenderableType]:
    yield Text()
    yield Text(heading, STRONG)
    yield indented(piece, _INDENT)


def _counts(stats: Stats, width: int) -> Table:
    counts = list(stats_counts(stats))
    rows = 2 if width >= _NARROW else len(counts)
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for _ in range(0, len(counts), rows):
        grid.add_column(justify="right", min_width=_INDENT + 4)
        grid.add_column(min_width=10)
    for n in range(rows):
        cells = ((Text(str(number), STRONG), Text(_noun(name, number))) for name, number in counts[n::rows])
        grid.add_row(*(cell for pair in cells for cell in pair))
    return grid


def _noun(name: str, number: int) -> str:
    return name.removesuffix("s") if number == 1 else name


# -- activity ---------------------------------------------------------------------------------------------------


def _activity(stats: Stats, width: int, *, unicode: bool) -> RenderableType:
    note = f"{counted(stats.no_week, 'event')} undated, or with a date that spans weeks"
    lines = [*(_bars(stats.weeks, width, unicode=unicode) if stats.weeks else ())]
    return stack([*lines, *([plain(note, QUIET)] if stats.no_week else ())])


def _bars(weeks: Sequence[Week], width: int, *, unicode: bool) -> Iterator[Text]:
    """Yield the bars, the dates at both ends, and how many events and weeks they stand for."""
    first, last = _monday(weeks[0]), _monday(weeks[-1])
    weeks_in_all = (last - first).days // 7 + 1
    per_bar = -(-weeks_in_all // width)
    events = Counter[int]()
    for week in weeks:
        events[(_monday(week) - first).days // 7 // per_bar] += week.events
    bars, most = -(-weeks_in_all // per_bar), max(events.values())
    bar_width = min(_WIDEST_BAR, width // bars)
    yield Text("".join(bar_width * _bar(events[n], most, unicode=unicode) for n in range(bars)), no_wrap=True)
    yield Text(_ends(in_short(str(first)), in_short(str(last + dt.timedelta(days=6))), bar_width * bars), QUIET)
    highest = max(weeks, key=lambda week: week.events)
    note = f", a bar for {per_bar} weeks" if per_bar > 1 else ""
    total = counted(sum(events.values()), "event")
    yield plain(f"{total} of the timeline{note}; most {highest.events}, in the {in_words(highest.week)}", QUIET)


def _monday(week: Week) -> dt.date:
    year, number = week.week.split("-W")
    return dt.date.fromisocalendar(int(year), int(number), 1)


def _bar(events: int, most: int, *, unicode: bool) -> str:
    levels = _BARS if unicode else _ASCII_BARS
    return levels[-(-len(levels) * events // most) - 1] if events else " "


def _ends(first: str, last: str, width: int) -> str:
    between = width - len(first) - len(last)
    return f"{first}{' ' * between}{last}" if between > 0 else f"{first} to {last}"


# -- most of all ------------------------------------------------------------------------------------------------


def _most_quoted_and_denied(stats: Stats, width: int) -> Iterator[RenderableType]:
    quoted = [(source.statements, plain(named(source.name, source.actor_name))) for source in stats.most_quoted]
    denied = [(claim.denials, _denied(claim)) for claim in stats.most_denied]
    if quoted and denied and width >= _BESIDE:
        left = min(width // 2, _INDENT + max(len(str(number)) + 1 + cell_len(text.plain) for number, text in quoted))
        grid = Table.grid(padding=(0, 2 * _GAP, 0, 0))
        grid.add_column(width=left)
        grid.add_column(width=width - left - 2 * _GAP)
        grid.add_row(Text("most quoted", STRONG), Text("most denied", STRONG))
        grid.add_row(*(indented(_numbered(rows), _INDENT) for rows in (quoted, denied)))
        yield stack([Text(), grid])
        return
    for heading, rows in (("most quoted", quoted), ("most denied", denied)):
        if rows:
            yield from _section(heading, _numbered(rows))


def _denied(row: MostDenied) -> Text:
    return Text.assemble(plain(row.claim), " ", plain(in_brackets(row.who or NOT_ASSERTED, row.id), QUIET))


def _numbered(rows: Sequence[tuple[int, Text]]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, text in rows:
        grid.add_row(Text(str(number), STRONG), text)
    return grid


# -- who denies whom --------------------------------------------------------------------------------------------


def _who_denies_whom(stats: Stats, width: int, *, unicode: bool) -> RenderableType:
    pairs = Counter[tuple[str, str]]()
    for denying in stats.who_denies_whom:
        pairs[denying.who, denying.whom] += denying.denials
    piece, shown = _matrix_or_list(pairs, width, unicode=unicode)
    linked = pairs.total()  # denials of what somebody asserts
    notes = {"between others": linked - shown, "of no assertion in this store": stats.denials - linked}
    lines = (plain(f"{counted(number, 'denial')} {which}", QUIET) for which, number in notes.items() if number)
    return stack([*([piece] if shown else ()), *lines])


def _matrix_or_list(pairs: Counter[tuple[str, str]], width: int, *, unicode: bool) -> tuple[RenderableType, int]:
    """Return who denies whom, as a matrix where that fits, and how many denials it shows."""
    who, whom = _foremost(pairs, 0), _foremost(pairs, 1)
    if len(who) > 1 and len(whom) > 1 and _matrix_width(pairs, who, whom) <= width:
        shown = sum(number for (denier, denied), number in pairs.items() if denier in who and denied in whom)
        return _matrix(pairs, who, whom, unicode=unicode), shown
    foremost = pairs.most_common(_MOST_NAMES)
    rows = [(number, plain(f"{denier} {arrow(unicode=unicode)} {denied}")) for (denier, denied), number in foremost]
    return _numbered(rows), sum(number for number, _ in rows)


def _foremost(pairs: Counter[tuple[str, str]], side: int) -> list[str]:
    """The names with most denials on one side of the pairs (0: who denies, 1: whom), the most frequent first."""
    counts = Counter[str]()
    for pair, number in pairs.items():
        counts[pair[side]] += number
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_NAMES]]


def _name_width(who: Sequence[str]) -> int:
    longest = min(_WIDEST_NAME, max(map(cell_len, (*who, "denied: "))))
    return max(longest, *map(widest_word, who))


def _column_width(name: str, pairs: Counter[tuple[str, str]]) -> int:
    return max(_NARROWEST, widest_word(name), len(str(max(pairs.values()))))


def _matrix_width(pairs: Counter[tuple[str, str]], who: Sequence[str], whom: Sequence[str]) -> int:
    return _name_width(who) + sum(_GAP + _column_width(name, pairs) for name in whom)


def _matrix(pairs: Counter[tuple[str, str]], who: Sequence[str], whom: Sequence[str], *, unicode: bool) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(width=_name_width(who), overflow="fold", vertical="bottom")
    for name in whom:
        grid.add_column(width=_column_width(name, pairs), justify="right", overflow="fold", vertical="bottom")
    grid.add_row(Text("denied:", QUIET), *(plain(name, QUIET) for name in whom))
    none = Text("·" if unicode else ".", QUIET)
    for denier in who:
        numbers = (pairs[denier, denied] for denied in whom)
        grid.add_row(plain(denier, DENIES), *(Text(str(number)) if number else none for number in numbers))
    return grid
