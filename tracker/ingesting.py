"""What a person sees while articles are read: a line for each of the first, a progress bar, the count at the end."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

from tracker.pipeline import Ingested, ingest, read
from tracker.reading import Options, Remark, Unreadable, read_inputs
from tracker.records import Article, Extraction
from tracker.render.extraction import extraction_form
from tracker.store.store import Store

_NAMED = 20  # articles that get a line of their own; in a longer run only what needs a look does

Say = Callable[[str], None]


def report_ingest(inputs: Sequence[str], options: Options, path: Path, say: Say) -> int:
    """Read the inputs into the store at `path`, saying what becomes of each; return the exit status."""
    gc.enable()
    found = read_inputs(inputs, options)
    counts: Counter[str] = Counter()
    with closing(Store.open(path)) as store, _progress() as tick:
        for done in ingest(found, store):
            for line in _lines(done, counts):
                say(line)
            tick()
    say(_summary(counts, path))
    return 1 if counts["failed"] else 0


def _lines(done: Ingested | Unreadable | Remark, counts: Counter[str]) -> Iterator[str]:
    if isinstance(done, Remark):
        yield done.message
    elif isinstance(done, Unreadable):
        counts["failed"] += 1
        yield done.why
    else:
        counts[done.outcome] += 1
        if counts.total() <= _NAMED:
            yield _line(done)
        elif done.outcome == "added" and done.article.published is None:
            counts["undated"] += 1


def _line(done: Ingested) -> str:
    article = done.article
    named = f"{done.outcome} {article.id}"
    of = ", ".join(part for part in (article.outlet, article.published) if part)
    title = f" “{article.title}”" if article.title else ""
    line = f"{named}{title}{f' ({of})' if of else ''}"
    if done.extraction is not None:
        line += f": {_counted(done.extraction)}"
    if article.published is None:
        line += "; date unknown, so only dates written in full were read: give --published"
    return line


def _counted(extraction: Extraction) -> str:
    statements = extraction.statements
    denials = sum(s.stance in ("deny", "deny_knowledge") for s in statements)
    counts = ((len(statements), "statement"), (denials, "denial"), (len(extraction.meetings), "meeting"))
    return ", ".join(f"{number} {thing}{'' if number == 1 else 's'}" for number, thing in counts)


def _summary(counts: Counter[str], path: Path) -> str:
    parts = [f"{counts['added']} added", f"{counts['known']} known already", f"{counts['failed']} failed"]
    if counts["filled"]:
        parts.insert(1, f"{counts['filled']} known, and filled with what was unknown")
    undated = f"; {counts['undated']} more of unknown date" if counts["undated"] else ""
    return f"{', '.join(parts)}{undated}; the store is {path}"


@contextmanager
def _progress() -> Iterator[Callable[[], None]]:
    """A count of articles and the time, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda: bar.advance(task)


def print_extractions(inputs: Sequence[str], options: Options, out: TextIO, say: Say) -> int:
    """Print one JSON object an article; one that cannot be read gives an object with its error. Return the status."""
    gc.enable()
    failed = False
    for row in _rows(read_inputs(inputs, options), say):
        failed = failed or "error" in row
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 1 if failed else 0


def _rows(found: Iterable[Article | Unreadable | Remark], say: Say) -> Iterator[dict[str, object]]:
    for item in found:
        if isinstance(item, Remark):
            say(item.message)
        elif isinstance(item, Unreadable):
            yield {"id": item.given_id or item.name, "error": item.why}
        else:
            found_in = read(item)
            if isinstance(found_in, Unreadable):
                yield {"id": item.given_id or item.id, "error": found_in.why}
            else:
                yield extraction_form(found_in)
