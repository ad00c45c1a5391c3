"""Answers that are no list: a checked sentence, what was searched, one record, the numbers of a store, a story.

Each has a layout of its own on a terminal and one object in JSON; in the formats that have only rows it is a row for
each of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.render.formats import FORMATS, json_text, show_rows
from tracker.render.forms import fields_form
from tracker.render.lists.check import CHECKED, checked_form
from tracker.render.lists.search import Results, search_view
from tracker.render.lists.sheet import SHEET, sheet_form, sheet_lines
from tracker.render.lists.stats import STATS, stats_lines
from tracker.render.output import Output
from tracker.render.story import LINES, story_form, story_lines, story_page
from tracker.views.check import Checked
from tracker.views.sheets import Sheet
from tracker.views.stats import Stats
from tracker.views.stories import Story


def show_checked(checked: Checked, output: Output) -> None:
    """Write what the store holds about a sentence: one object in JSON and JSON lines, else a row for each report."""
    output.show(_checked_pieces(checked, output))


def _checked_pieces(checked: Checked, output: Output) -> Iterable[str]:
    if output.format in ("json", "jsonl"):
        indent = 2 if output.format == "json" else None
        return [json_text(checked_form(checked), output, indent) + "\n"]
    if output.format == "table":
        from tracker.render.check import draw_checked

        return draw_checked(checked, output)
    return FORMATS[output.format](checked.reports, CHECKED, output)


def show_searched(found: Mapping[str, Results], output: Output) -> None:
    """Write the results by the kind searched (claims, statements, articles): in a table each kind under its heading.

    In other formats all stand in one list, one kind after the other.
    """
    if output.format == "table":
        from tracker.render.search import draw_searched

        output.show(draw_searched(found, output))
    else:
        show_rows([row for results in found.values() for row in results.rows], search_view([*found]), output)


def show_sheet(sheet: Sheet, output: Output) -> None:
    """Write one record whole: one object in JSON and JSON lines, a row for each line of it in CSV, TSV and Markdown."""
    output.show(_sheet_pieces(sheet, output))


def _sheet_pieces(sheet: Sheet, output: Output) -> Iterable[str]:
    if output.format in ("json", "jsonl"):
        indent = 2 if output.format == "json" else None
        return [json_text(sheet_form(sheet), output, indent) + "\n"]
    if output.format == "table":
        from tracker.render.sheet import draw_sheet

        return draw_sheet(sheet, output)
    return FORMATS[output.format](sheet_lines(sheet, for_people=output.format == "md"), SHEET, output)


def show_stats(stats: Stats, output: Output) -> None:
    """Write the numbers of a store: one object in JSON and JSON lines, else a row for each number."""
    output.show(_stats_pieces(stats, output))


def _stats_pieces(stats: Stats, output: Output) -> Iterable[str]:
    if output.format in ("json", "jsonl"):
        indent = 2 if output.format == "json" else None
        return [json_text(fields_form(stats), output, indent) + "\n"]
    if output.format == "table":
        from tracker.render.stats import draw_stats

        return draw_stats(stats, output)
    return FORMATS[output.format](stats_lines(stats), STATS, output)


def show_story(story: Story, output: Output, *, whole: bool) -> None:
    """Write a story: one object in JSON and JSON lines, a page in Markdown, a row for each of its lines in CSV and TSV.

    A table is one screen, or all of it where the `whole` is asked for.
    """
    output.show(_story_pieces(story, output, whole=whole))


def _story_pieces(story: Story, output: Output, *, whole: bool) -> Iterable[str]:
    if output.format in ("json", "jsonl"):
        indent = 2 if output.format == "json" else None
        return [json_text(story_form(story), output, indent) + "\n"]
    if output.format == "table":
        from tracker.render.story_screen import draw_story

        return draw_story(story, output, whole=whole)
    if output.format == "md":
        return story_page(story)
    return FORMATS[output.format](list(story_lines(story)), LINES, output)
