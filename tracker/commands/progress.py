"""How far a long run is: a bar below the lines on a terminal, and nothing where nobody looks on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(expected: Callable[[], int | None] | None) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, with the articles done a minute and the time left; yield a function that counts one.

    `expected` returns how many articles there will be, or None where that is not known beforehand. It is None itself
    where no bar is wanted.
    """
    if expected is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    total, start = expected(), time.monotonic()
    count = TextColumn("{task.completed}/{task.total}" if total else "{task.completed}")
    elapsed_or_left = (TimeRemainingColumn(), TextColumn("left")) if total else (TimeElapsedColumn(),)
    columns = (BarColumn(), count, TextColumn("articles, {task.fields[rate]} a minute,"), *elapsed_or_left)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="…")

        def tick() -> None:
            done = bar.tasks[task].completed + 1
            rate = f"{60 * done / max(time.monotonic() - start, 0.001):,.0f}"
            bar.update(task, advance=1, total=max(total, done) if total else None, rate=rate)

        yield tick
