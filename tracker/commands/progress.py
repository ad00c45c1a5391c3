"""How far a long run is: a bar below the lines on a terminal, and nothing where nobody looks on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(expected: Callable[[], int | None] | None) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal, with how many articles a minute are done and the time left; yield what counts one.

    `expected` tells how many there will be, None where nobody knows before; no bar at all where it is None itself.
    """
    if expected is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    total, begun = expected(), time.monotonic()
    of = TextColumn("{task.completed}/{task.total}" if total else "{task.completed}")
    left = (TimeRemainingColumn(), TextColumn("left")) if total else (TimeElapsedColumn(),)
    columns = (BarColumn(), of, TextColumn("articles, {task.fields[rate]} a minute,"), *left)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="…")

        def tick() -> None:
            done = bar.tasks[task].completed + 1
            rate = f"{60 * done / max(time.monotonic() - begun, 0.001):,.0f}"
            bar.update(task, advance=1, total=max(total, done) if total else None, rate=rate)

        yield tick
