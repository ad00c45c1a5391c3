"""The report as one HTML page that asks nothing of a network and runs no script but its own.

All of it is in the page without the script, which only filters, zooms and opens a sentence in place. Text of articles
goes through Jinja's escaping, after `render.safe` has made what is hidden in it visible. The policy names the one
style sheet and the one script by their hashes, so nothing in a text could run, load or style anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.metadata import version
from itertools import groupby

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from tracker.render import cells
from tracker.render.lists.sources import unnamed_words
from tracker.render.lists.timeline import kind_words
from tracker.render.safe import leads_to_web, one_line, safe
from tracker.report import words
from tracker.report.chart import chart_of, lane_of
from tracker.report.contents import Contents
from tracker.report.text import Piece, laid_out
from tracker.views.timeline import Played, TimelineRow


def as_page(contents: Contents) -> str:
    """Return the page."""
    style, script = _file("report.css"), _file("report.js")
    filters = contents.request.filters
    texts = {
        id_: laid_out(notes[0].article.text, name, notes, excerpts=contents.request.excerpts)
        for (id_, notes), name in zip(contents.cited.items(), _names(contents), strict=True)
    }
    return _environment().get_template("page.html").render(
        contents=contents,
        chart=chart_of(contents.timeline.rows, filters.since, filters.until),
        choices=_Choices(contents),
        texts=texts,
        disputed_ids={row.id for row in contents.disputed.rows},
        anchors={number: anchor for laid in texts.values() for number, anchor in laid.anchors.items()},
        style=Markup(style),  # noqa: S704 - our own file, as is the next
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
        version=version("tracker"),
    )  # fmt: skip


def _names(contents: Contents) -> Iterable[str]:
    """The names of the cited articles within the page: a0, a1 and so on."""
    return (f"a{i}" for i, _ in enumerate(contents.cited))


def _file(name: str) -> str:
    """Return a file of this package; a test makes sure that style and script hold nothing that ends their element."""
    return resources.files("tracker.report").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Choices:
    """What the timeline can be filtered by: kinds, actors and outlets; rows refer to the last two by number."""

    def __init__(self, contents: Contents) -> None:
        played = contents.played.values()
        self.kinds = sorted({kind_words(row) for row in contents.timeline.rows})
        actors = {actor for row in played for actor in row.actors}
        self.actors = sorted(actors, key=lambda key: (contents.named(key).casefold(), key))
        self.outlets = sorted({outlet for row in played for outlet in row.outlets}, key=lambda o: (o.casefold(), o))
        self._actors, self._outlets = (
            {name: i for i, name in enumerate(names)} for names in (self.actors, self.outlets)
        )

    def actors_of(self, played: Played) -> str:
        """Return the numbers of the actors that a row is found by."""
        return _numbers(self._actors, played.actors)

    def outlets_of(self, played: Played) -> str:
        """Return the numbers of the outlets that a row is found by."""
        return _numbers(self._outlets, played.outlets)


def _numbers(numbered: Mapping[str, int], names: Iterable[str]) -> str:
    return " ".join(map(str, sorted(numbered[name] for name in names)))


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(words=words, cells=cells, kind_words=kind_words, unnamed_words=unnamed_words)
    environment.globals.update(lane_of=lane_of, leads_to_web=leads_to_web)
    environment.filters.update(
        piece=_piece, counted=cells.counted, sentence_case=words.sentence_case, groupby_dated=_by_whether_dated
    )
    return environment


def _by_whether_dated(rows: Iterable[TimelineRow]) -> list[tuple[bool, list[tuple[int, TimelineRow]]]]:
    """Return the rows with their numbers in two groups: those that have a date, those that have none."""
    groups = groupby(enumerate(rows), key=lambda numbered: numbered[1].date is not None)
    return [(is_dated, list(group)) for is_dated, group in groups]


def _harmless(value: object) -> object:
    """Make text safe on its way into the page; markup of our own passes."""
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _piece(piece: Piece) -> Markup:
    """Return a stretch of an article's text, marked where something is cited from it."""
    text = escape(safe(piece.text.replace("\r\n", "\n")))
    if not piece.notes:
        return text
    return Markup('<mark data-n="{}">{}</mark>').format(" ".join(map(str, piece.notes)), text)
