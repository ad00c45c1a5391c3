"""Reading what is new in folders and feeds, again and again, until a person ends it.

A file is read when it is new or has changed; one that was changed within the last seconds may still be being written,
and is left for a moment. An input that fails is tried again each time; its failure is said once, and again when it is
another one.
"""

from __future__ import annotations

import re
import signal
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from tracker.commands.ingesting import Say, Tally, collect_garbage
from tracker.errors import TrackerError, UsageError
from tracker.outcomes import Ingested, Remark, Unreadable
from tracker.pipeline import ingest
from tracker.reading import Options, files_to_read, read_inputs
from tracker.store.store import Store

_SETTLED = 2.0  # seconds after the last change of a file, from which it is taken to be whole
_EVERY = re.compile(r"(\d{1,6})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LONGEST = 30 * 86_400  # seconds

FileState = tuple[int, int]  # when a file was changed last, in nanoseconds, and its size in bytes


def seconds_of(every: str) -> int:
    """Return how many seconds "30s", "15m", "2h" or "1d" are; UsageError for what is no such time."""
    match = _EVERY.fullmatch(every.strip().lower())
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
    if not 1 <= seconds <= _LONGEST:
        raise UsageError(f"--every {every!r} is no time from a second to thirty days: write it as 30s, 15m, 2h or 1d")
    return seconds


def report_watch(inputs: Sequence[str], options: Options, every: str, path: Path, say: Say) -> int:
    """Read what is new in `inputs` into the store at `path`, again after `every` ("15m"), until Ctrl-C; return 0.

    UsageError at once for another form of time, and for what is neither a folder, a file nor an address.
    """
    seconds = seconds_of(every)
    for name in inputs:
        if not _is_address(name) and not (name and Path(name).exists()):
            raise UsageError(f"{name!r} is neither a folder, nor a file, nor an address: check the path")
    collect_garbage()
    for ending in (signal.SIGINT, signal.SIGTERM):  # a job in the background ignores SIGINT by default
        signal.signal(ending, signal.default_int_handler)
    with closing(Store.open(path)) as store:
        watch = Watch(replace(options.checked(), followed=set()), store, say)
        say(f"watching {', '.join(inputs)}, every {every.strip()}; Ctrl-C ends it")
        try:
            while True:
                time.sleep(seconds if watch.look(inputs) else min(seconds, _SETTLED))
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # one is enough
        say(f"{watch.tally.summary(store)}; the store is {path}")
    return 0


@dataclass
class Watch:
    """What was read so far, and which failures and remarks were said of it."""

    options: Options
    store: Store
    say: Say
    tally: Tally = field(default_factory=lambda: Tally(each=True))
    read: dict[str, FileState] = field(default_factory=dict)  # by path: files of which all could be read, as they were
    said: dict[tuple[str, ...], set[str]] = field(default_factory=dict)  # by inputs read together: failures and remarks

    def look(self, inputs: Sequence[str]) -> bool:
        """Read what is new; return False where something is just being written.

        Addresses are read together, so that no server is asked twice in a second.
        """
        is_complete = True
        self._ingest(*filter(_is_address, inputs))
        for given in inputs:
            for file, state in () if _is_address(given) else self._changed(given):
                if 0 <= time.time() - state[0] / 1e9 < _SETTLED:
                    is_complete = False
                elif self._ingest(file):
                    self.read[file] = state
        return is_complete

    def _changed(self, given: str) -> Iterator[tuple[str, FileState]]:
        """Yield the files that were not read as they are now; a folder may be gone for a while."""
        for file in files_to_read(given):
            try:
                stat = file.stat()
            except OSError:
                state = (0, 0)  # reading it says why
            else:
                state = (stat.st_mtime_ns, stat.st_size)
            if self.read.get(str(file)) != state:
                yield str(file), state

    def _ingest(self, *given: str) -> bool:
        """Read some inputs, with a line for each new article; return whether all of them could be read."""
        said, said_before = set[str](), self.said.get(given, set())
        failed = False
        try:
            for done in ingest(read_inputs(given, self.options), self.store):
                failed = failed or isinstance(done, Unreadable)
                said |= self._report(done, said_before)
        except (TrackerError, sqlite3.OperationalError, OSError) as error:
            failed, names = True, ", ".join(given)
            why = f"{names}: not read now ({error}): it is tried again"
            said |= self._report(Unreadable(names, None, why), said_before)
        self.said[given] = said
        return not failed

    def _report(self, done: Ingested | Unreadable | Remark, said_before: set[str]) -> set[str]:
        """Say what became of an input, unless it was `said_before`; return what is not to be said again."""
        if isinstance(done, Ingested):
            if done.outcome != "known":
                self._say(done)
            return set()
        # A remark counts the short entries of a feed, which change each time: by the input's name it is said once.
        what = done.name if isinstance(done, Remark) else done.why
        if what not in said_before:
            self._say(done)
        return {what}

    def _say(self, done: Ingested | Unreadable | Remark) -> None:
        for line in self.tally.lines(done, self.store):
            self.say(line)


def _is_address(given: str) -> bool:
    return given.lower().startswith(("http://", "https://"))
