"""Long output on a real terminal goes through a pager, and short output, or other wishes, past it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import shutil
import struct
import sys
import termios
from collections.abc import Iterable, Iterator
from contextlib import closing
from io import FileIO
from pathlib import Path

import pytest
from conftest import environment
from standby import Started

from tracker.records import Article, Extraction
from tracker.store.store import Store

LINES, COLUMNS = 20, 100
ARTICLES = 30
SGR = re.compile(r"\x1b\[[0-9;]*m")
QUIET = 0.7  # seconds without output, after which a key is pressed


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of articles that take more than a screen, the last with a text that is longer than one."""
    made = tmp_path_factory.mktemp("pager") / "t.db"
    with closing(Store.open(made)) as store:
        for number in range(ARTICLES):
            text = f"Text {number}.\n" * (1 if number < ARTICLES - 1 else 60)
            title = f"The {number}th \x1b[5mtitle"
            store.add(Extraction(Article(text, title=title, given_id=f"n{number}")), "test")
    return made


def on_screen(path: Path, *args: str, keys: Iterable[bytes] = (), **env: str) -> tuple[int, str]:
    """Run the program on a terminal of LINES lines, pressing the keys where it waits; return status and output."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    given = environment(path.parent, TRACKER_DB=str(path), **env)
    process = Started(list(args), path.parent, given, (theirs,) * 3, controlled=True)
    os.close(theirs)
    with closing(os.fdopen(ours, "r+b", buffering=0)) as screen:
        shown = b"".join(_read(screen, iter(keys)))
    return process.wait(5), shown.decode().replace("\r\n", "\n")


def _read(screen: FileIO, keys: Iterator[bytes]) -> Iterator[bytes]:
    begun = False
    for _ in range(60):
        if select.select([screen], [], [], QUIET)[0]:
            try:
                yield screen.read(1 << 16)
            except OSError:  # nobody has the terminal open any more
                return
            begun = True
        elif begun:
            screen.write(next(keys, b""))
    raise TimeoutError("the program waits for more keys")


def recorder(folder: Path) -> tuple[str, Path]:
    """A pager that shows nothing, and keeps what it was given, its arguments and its environment."""
    kept, script = folder / "kept", folder / "record.py"
    script.write_text(
        "import os, pathlib, sys\n"
        f"pathlib.Path({str(kept)!r}).write_bytes("
        "repr((sys.argv[1:], os.environ['LESS'])).encode() + b'\\n' + sys.stdin.buffer.read())\n",
        encoding="utf-8",
    )
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}", kept


@pytest.mark.parametrize(
    "args", [("articles",), ("article", "text", f"n{ARTICLES - 1}"), ("articles", "--format", "json")]
)
def test_what_is_longer_than_the_screen_goes_through_the_pager_of_the_person(
    path: Path, tmp_path: Path, args: tuple[str, ...]
) -> None:
    pager, kept = recorder(tmp_path)
    status, shown = on_screen(path, *args, PAGER=f"{pager} --a 'b c'")
    about, _, paged = kept.read_text(encoding="utf-8").partition("\n")
    assert (status, shown) == (0, "")
    assert about == "(['--a', 'b c'], 'FRX')"
    assert len(paged.splitlines()) > LINES
    assert paged == on_screen(path, *args, "--no-pager")[1]


def test_the_pager_gets_the_colours_and_no_code_of_an_article(path: Path, tmp_path: Path) -> None:
    pager, kept = recorder(tmp_path)
    on_screen(path, "articles", PAGER=pager, LESS="-M")
    about, _, paged = kept.read_text(encoding="utf-8").partition("\n")
    assert about == "([], '-M')"
    assert SGR.search(paged)
    assert "\x1b" not in SGR.sub("", paged)
    assert "\x1b[5m" not in paged
    assert r"\x1b[5mtitle" in SGR.sub("", paged)


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (("articles", "--limit", "2"), {}),
        (("--no-pager", "articles"), {}),
        (("articles", "--no-pager"), {}),
        (("articles",), {"TERM": "dumb"}),
    ],
    ids=["short", "global option", "option", "TERM=dumb"],
)
def test_the_pager_stays_away(path: Path, tmp_path: Path, args: tuple[str, ...], env: dict[str, str]) -> None:
    pager, kept = recorder(tmp_path)
    status, shown = on_screen(path, *args, **{"PAGER": pager, **env})  # type: ignore[arg-type]
    assert status == 0
    assert "title" in shown
    assert not kept.exists()


@pytest.mark.parametrize("pager", ["", "cat", "no-such-program --at-all", "'"])
def test_without_a_pager_all_is_written_at_once(path: Path, pager: str) -> None:
    status, shown = on_screen(path, "articles", PAGER=pager)
    assert status == 0
    assert all(f"The {number}th" in SGR.sub("", shown) for number in range(ARTICLES))


def test_a_pager_that_ends_early_is_no_error(path: Path) -> None:
    status, shown = on_screen(path, "article", "text", f"n{ARTICLES - 1}", PAGER="head -n 3")
    assert (status, len(shown.splitlines())) == (0, 3)


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less")
@pytest.mark.parametrize(
    "keys", [(b"q",), (b"\x03", b"q"), (b" ", b"q")], ids=["quit", "Ctrl-C, then quit", "turn, quit"]
)
def test_less_is_the_pager_that_shows_a_screen_in_colour_and_is_quit_early(path: Path, keys: tuple[bytes, ...]) -> None:
    status, shown = on_screen(path, "articles", keys=keys)
    assert status == 0
    assert SGR.search(shown)
    assert "Traceback" not in shown
    assert 0 < len(re.findall(r"The \d+th", shown)) < ARTICLES


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less")
def test_what_was_left_out_is_said_below_what_less_showed(path: Path) -> None:
    status, shown = on_screen(path, "articles", "--limit", str(ARTICLES - 5), keys=(b"q",))
    assert status == 0
    assert shown.splitlines()[-1].endswith("tracker: 5 more left out by --limit")
