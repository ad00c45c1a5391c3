"""Watching folders and feeds: what is new is read until a person ends it, whatever fails meanwhile."""

from __future__ import annotations

import os
import queue
import shlex
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run, environment
from standby import Started
from test_fetching import PAGE, Site, site  # noqa: F401 - the server is a fixture

from tracker.commands.examples import EXAMPLES
from tracker.commands.watching import seconds_of
from tracker.errors import UsageError
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.store.opening import open_to_read

ARTICLE = "Russia asked China for weapons, US officials said on Monday {}. China's embassy denied that.\n"
SOON = 60.0  # seconds in which a line must have come, on a slow machine


class Watched:
    """`tracker watch` as a process of its own, with what it says as it comes."""

    def __init__(self, home: Path, *args: str) -> None:
        self.store = home / "t.db"
        heard, said = os.pipe()
        with open(os.devnull, "r+b") as nothing, os.fdopen(said, "wb") as end:  # noqa: PTH123
            streams = (nothing.fileno(), nothing.fileno(), end.fileno())
            self.process = Started([*args, "--db", str(self.store)], home, environment(home), streams)
        self.stderr = os.fdopen(heard, encoding="utf-8")
        self.said = queue.Queue[str]()
        self.lines: list[str] = []
        self.reading = threading.Thread(target=self._read, daemon=True)
        self.reading.start()

    def _read(self) -> None:
        for line in self.stderr:
            self.said.put(line.rstrip("\n").removeprefix("tracker: "))

    def hear(self, *words: str) -> str:
        """The next line, which holds these words."""
        line = self.said.get(timeout=SOON)
        self.lines.append(line)
        assert all(word in line for word in words), self.lines
        return line

    def ended_by(self, number: signal.Signals) -> tuple[int, list[str]]:
        """The exit status, and what it said at last."""
        self.process.send_signal(number)
        status = self.process.wait(timeout=SOON)
        self.reading.join()
        return status, [self.said.get_nowait() for _ in range(self.said.qsize())]

    def articles(self) -> int:
        with closing(open_to_read(self.store)) as db:
            return len(queries.articles(db, Filters()).rows)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    started: list[Watched] = []

    def start(*args: str | Path) -> Watched:
        typed = args if args[0] == "watch" else ("watch", *args, "--every", "1s")
        started.append(Watched(tmp_path, *map(str, typed)))
        started[-1].hear("watching", "every 1s; Ctrl-C ends it" if "--every" in typed and "1s" in typed else "every")
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.send_signal(signal.SIGKILL)
        one.process.wait(SOON)
        one.reading.join()
        one.stderr.close()


def put(path: Path, text: str | bytes) -> None:
    """Write a file that was finished some time ago."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, (time.time() - 60,) * 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    return made


def test_what_comes_into_a_folder_is_read_once_and_ctrl_c_ends_it_with_a_summary(
    watch: Callable[..., Watched], folder: Path
) -> None:
    put(folder / "a.txt", ARTICLE.format("in Rome"))
    watched = watch(folder)
    watched.hear("added a", "2 statements, 1 denial, 0 meetings")
    put(folder / "b.txt", ARTICLE.format("in Oslo"))
    watched.hear("added a")
    time.sleep(2.5)  # some more looks, at which nothing is new
    status, last = watched.ended_by(signal.SIGINT)
    assert (status, len(last)) == (0, 1)
    assert last[0].startswith("2 added, 0 known already, 0 failed; new are 4 statements, 2 denials, 0 meetings")
    assert watched.articles() == 2


@pytest.mark.parametrize("typed", [typed for typed, _ in EXAMPLES["watch"]])
def test_the_examples_of_help_run(watch: Callable[..., Watched], tmp_path: Path, typed: str) -> None:
    (tmp_path / "articles").mkdir()
    put(tmp_path / "articles" / "a.txt", ARTICLE.format("in Rome"))
    watched = watch(*shlex.split(typed)[1:])
    watched.hear("added a", "2 statements, 1 denial, 0 meetings")
    assert watched.ended_by(signal.SIGINT)[0] == 0


def test_a_broken_file_is_one_line_and_read_when_it_is_mended(watch: Callable[..., Watched], folder: Path) -> None:
    put(folder / "a.pdf", b"%PDF-1.7 broken off")
    put(folder / "b.txt", ARTICLE.format("in Rome"))
    watched = watch(folder)
    watched.hear("a.pdf")
    watched.hear("added a")
    time.sleep(2.5)
    put(folder / "a.pdf", ARTICLE.format("in Oslo"))
    watched.hear("added a")
    assert watched.ended_by(signal.SIGINT)[0] == 0
    assert watched.articles() == 2


def test_a_file_that_is_being_written_is_left_until_it_is_whole(watch: Callable[..., Watched], folder: Path) -> None:
    path = folder / "a.txt"
    watched = watch(folder)
    path.write_text(ARTICLE.format("in Rome")[:40], encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(ARTICLE.format("in Rome")[40:])
    watched.hear("added a", "2 statements")
    assert watched.ended_by(signal.SIGTERM)[0] == 0
    assert watched.articles() == 1


def test_a_feed_that_cannot_be_fetched_is_tried_again_and_its_new_entries_are_read(
    watch: Callable[..., Watched], site: Site  # noqa: F811
) -> None:  # fmt: skip
    feed = site.address("/feed")
    watched = watch(feed, "--allow-private", "--follow")
    watched.hear(feed, "404")
    site.pages |= {"/feed": (200, {}, _feed(site, "/a")), "/a": (200, {"Content-Type": "text/html"}, PAGE)}
    watched.hear("added a", "Port Almar")
    site.pages |= {
        "/feed": (200, {}, _feed(site, "/a", "/b")),
        "/b": (200, {"Content-Type": "text/plain"}, b"It rained."),
    }
    watched.hear("added a")
    status, last = watched.ended_by(signal.SIGINT)
    assert (status, last[-1].split(";")[0]) == (0, "2 added, 0 known already, 1 failed")
    assert [path for path, _ in site.asked].count("/a") == 1


def _feed(site: Site, *paths: str) -> bytes:  # noqa: F811
    items = "".join(f"<item><title>{path}</title><link>{site.address(path)}</link></item>" for path in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


def test_a_folder_that_is_away_for_a_while_is_read_when_it_is_back(watch: Callable[..., Watched], folder: Path) -> None:
    put(folder / "a.txt", ARTICLE.format("in Rome"))
    watched = watch(folder)
    watched.hear("added a")
    folder.rename(folder.with_name("moved"))
    watched.hear("news: there is no such file or folder")
    folder.with_name("moved").rename(folder)
    put(folder / "b.txt", ARTICLE.format("in Oslo"))
    watched.hear("added a")
    assert watched.ended_by(signal.SIGINT)[0] == 0


@pytest.mark.parametrize(("every", "seconds"), [("30s", 30), ("15m", 900), ("2 h", 7_200), ("1D", 86_400)])
def test_a_time_is_a_number_and_its_unit(every: str, seconds: int) -> None:
    assert seconds_of(every) == seconds


@pytest.mark.parametrize("every", ["", "15", "m", "0s", "-1s", "1.5h", "99d", "soon"])
def test_what_is_no_time_is_refused(every: str) -> None:
    with pytest.raises(UsageError, match="write it as 30s, 15m, 2h or 1d"):
        seconds_of(every)


def test_what_is_not_there_at_the_start_is_refused(run_tracker: Run) -> None:
    done = run_tracker("watch", "nowhere")
    assert (done.status, done.said) == (
        2, ["tracker: 'nowhere' is neither a folder, nor a file, nor an address: check the path"],
    )  # fmt: skip
