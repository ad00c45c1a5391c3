"""The documentation is true: each command in it is run on the sample articles, and pages of reference are made anew.

`make golden` writes what the program says now. Ids, scores and words are its own; only paths of this machine and the
clock are replaced.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import pytest
import store_page
import typer
from conftest import COMMANDS, ROOT, SAMPLES, run_in
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text
from test_cli import on_terminal

from tracker import cli, records, terms
from tracker.commands.examples import EXAMPLES
from tracker.commands.help import ASK, HEADINGS, ONE_RECORD
from tracker.commands.pages import pages
from tracker.queries import every as queries
from tracker.render import signs
from tracker.render.lists.actors import ACTORS
from tracker.render.lists.articles import ARTICLES
from tracker.render.lists.claims import CLAIMS
from tracker.render.lists.denials import DENIALS
from tracker.render.lists.meetings import MEETINGS
from tracker.render.lists.sources import SOURCES
from tracker.store.opening import open_to_read

README, DOCS = ROOT / "README.md", ROOT / "tracker" / "docs"
PLAIN_HEADINGS = {"id", "date", "dates", "given id", "published", "times"}  # which say it themselves
PAGES = (README, DOCS / "guide.md")
SCREEN = re.compile(r"^```console\n\$ tracker (?P<command>.+)\n(?P<output>(?:(?!```).*\n)*)```$", re.MULTILINE)
WIDTH = "100"
LONGEST = 30  # lines of output on the page of commands
PICTURED = 'disputed --about "military equipment"'
PICTURE_LINES = 24
# A picture in a page must not fetch anything: without the fonts that rich would take from the network.
_WITHOUT_FONTS = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
WRITES = os.environ.get("TRACKER_GOLDEN") == "write"

Screen = Callable[[str], str]


@pytest.fixture(scope="module")
def screen(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Screen:
    """What a person sees after a command, on a terminal of 100 columns without colour."""
    home = tmp_path_factory.mktemp("docs")
    (home / "data").mkdir()
    (home / "data" / "articles").symlink_to(SAMPLES)
    decided = Path(shutil.copy(sample_store, home / "decided.db"))

    def run(command: str) -> str:
        words = shlex.split(command)
        decides = words[0] in ("article", "actor", "undo") and words[1:2] != ["show"]
        store = home / "new.db" if words[0] == "ingest" else decided if decides else sample_store
        if words[0] == "ingest":  # a line for each article is for terminals; a dumb one has no bar
            done = on_terminal(home, *words, "--db", str(store), width=int(WIDTH), TERM="dumb")
        else:
            is_table = _takes(words, "--format") and "--format" not in words
            words += ["--format", "table"] if is_table else []
            done = run_in(home, *words, "--db", str(store), COLUMNS=WIDTH, NO_COLOR="1")
        assert done.status == 0, (command, done.err)
        shown = (done.err + done.out).replace(str(store), "~/.local/share/tracker/tracker.db")
        shown = re.sub(r"ingested \S+", "ingested 2022-04-01T09:00:00+00:00", shown)
        return "".join(line.rstrip() + "\n" for line in shown.splitlines())

    return run


def _command(words: list[str]) -> Any:
    command: Any = typer.main.get_command(cli.app)
    for word in words:
        if not hasattr(command, "commands") or word not in command.commands:
            break
        command = command.commands[word]
    return command


def _takes(words: list[str], option: str) -> bool:
    return any(option in param.opts for param in _command(words).params)


def _help(name: str) -> str:
    context = typer.Context(_command([]), info_name="tracker", help_option_names=["-h", "--help"])
    for word in name.split():
        context = typer.Context(context.command.commands[word], info_name=word, parent=context)  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in context.get_help().splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_commands_print(screen: Screen, page: Path) -> None:
    written = page.read_text(encoding="utf-8")
    real = SCREEN.sub(lambda m: f"```console\n$ tracker {m['command']}\n{screen(m['command'])}```", written)
    _compare(page, real)


def test_the_picture_of_readme_is_what_a_terminal_shows(tmp_path: Path, sample_store: Path) -> None:
    shown = on_terminal(tmp_path, *shlex.split(PICTURED), "--db", sample_store, width=int(WIDTH), PAGER="cat").out
    lines = shown.splitlines()[:PICTURE_LINES]
    console = Console(record=True, width=int(WIDTH), file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi("\n".join([f"$ tracker {PICTURED}", *lines])))
    svg = console.export_svg(title="tracker", code_format=_WITHOUT_FONTS, unique_id="tracker")
    _compare(DOCS / "terminal.svg", svg)


def test_the_page_of_commands_has_the_help_of_each_and_what_its_first_example_prints(screen: Screen) -> None:
    _compare(DOCS / "commands.md", "\n".join(_commands_page(screen)) + "\n")


# What shows the clock, or needs something that the samples have not.
_WITHOUT_SCREEN = ("article show", "article diff", "actor merge", "actor split")


def _commands_page(screen: Screen) -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "What `tracker --help` and `tracker COMMAND --help` say, and what an example prints on the sample articles."
    for heading in HEADINGS:
        yield f"\n## {heading}"
        for name in (name for name in COMMANDS if _command(name.split()[:1]).rich_help_panel == heading):
            yield f"\n### tracker {name}\n\n```text\n{_help(name)}\n```"
            if heading in (ASK, ONE_RECORD) and name not in _WITHOUT_SCREEN:
                yield _screen_of(EXAMPLES[name][0][0].removeprefix("tracker "), screen)


def _screen_of(typed: str, screen: Screen) -> str:
    lines = screen(typed).splitlines()
    more = [f"… {len(lines) - LONGEST} more lines"] if len(lines) > LONGEST + 1 else lines[LONGEST:]
    return "\n```console\n" + "\n".join([f"$ tracker {typed}", *lines[:LONGEST], *more]) + "\n```"


def test_the_page_of_the_store_has_every_table_and_what_ten_questions_find(sample_store: Path) -> None:
    with closing(open_to_read(sample_store)) as db:
        _compare(DOCS / "store.md", store_page.page(db))


def _compare(page: Path, real: str) -> None:
    if WRITES:
        page.write_text(real, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == real


def test_readme_is_short_and_names_every_page() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 200
    assert [name for name in pages() if f"tracker/docs/{name}.md" not in text] == []


def test_every_path_and_command_that_the_pages_name_is_there() -> None:
    for page in (README, *sorted(DOCS.glob("*.md"))):
        text = page.read_text(encoding="utf-8")
        paths = set(re.findall(r"`(tracker/[\w./]+|tests/[\w./]+|data/[\w./]+)`", text)) - {"tracker/tracker.db"}
        assert {path for path in paths if not (ROOT / path).exists()} == set(), page
        named = re.findall(r"`tracker ((?:[a-z]+)(?: [a-z]+)?)", text)
        known = {word for name in COMMANDS for word in (name, name.split()[0])}
        assert {words for words in named if words not in known and words.split()[0] not in known} == set(), page


@pytest.mark.parametrize(
    "words",
    [
        terms.Stance, records.Force, records.PublishedFrom, records.DecisionKind, records.SourceKind,
        records.ActorKind, records.Anonymity, records.MentionRole, records.Band, records.MeetingStatus,
        records.MeetingMode,
    ],
    ids=str,
)  # fmt: skip
def test_the_page_of_words_has_every_word_that_a_record_may_hold(words: Any) -> None:
    text = (DOCS / "words.md").read_text(encoding="utf-8")
    assert [word for word in get_args(words) if f"`{word}`" not in text] == []


def test_the_page_of_words_has_every_kind_of_event() -> None:
    text = (DOCS / "words.md").read_text(encoding="utf-8")
    assert [kind for kind in queries.TIMELINE.kinds if f"`{kind}`" not in text] == []


def test_the_page_of_words_has_every_heading_and_sign_of_a_table() -> None:
    text = (DOCS / "words.md").read_text(encoding="utf-8")
    views = (CLAIMS, SOURCES, DENIALS, MEETINGS, ARTICLES, ACTORS)
    named = {column.header for view in views for column in view.brief} - PLAIN_HEADINGS
    assert sorted(name for name in named if name not in text) == []
    shown = (signs.MEETING, signs.NOT_MET, signs.DENIAL, signs.STATEMENT, *signs.SIGNS.values())
    assert [sign for sign in shown if f"\n| {sign.character} " not in text or sign.plain not in text] == []
