"""A story, in every format."""

from __future__ import annotations

from tracker.render.formats import show_rows, write_json
from tracker.render.output import Output
from tracker.render.story import LINES, story_form, story_lines, story_page
from tracker.views.stories import Story


def show_story(story: Story, output: Output, *, whole: bool) -> None:
    """Write a story: one object in JSON and JSON lines, a page in Markdown, a row for each of its lines in CSV and TSV.

    A table is one screen, or all of it where the `whole` is asked for.
    """
    if output.is_json:
        write_json(story_form(story), output)
    elif output.format == "table":
        from tracker.render.story_screen import draw_story

        output.show(draw_story(story, output, whole=whole))
    elif output.format == "md":
        output.show(story_page(story))
    else:
        show_rows(list(story_lines(story)), LINES, output)
