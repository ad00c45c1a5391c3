"""What a person sees while articles are read: a line for each of the first, a progress bar, the count at the end."""

from __future__ import annotations

import gc
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from tracker.commands.progress import progress
from tracker.extract import FOUND_BY
from tracker.lexicon.languages import language_name
from tracker.outcomes import Ingested, Remark, Unreadable
from tracker.pipeline import Change, ingest, link_older, read, reread
from tracker.queries.articles import number_of_records
from tracker.queries.names import resolve_articles
from tracker.reading import Options, expected, only_english, read_inputs
from tracker.records import Article, Intake
from tracker.render.cells import counted
from tracker.render.date_words import in_words
from tracker.render.extraction import extraction_form
from tracker.render.formats import show_rows
from tracker.render.lists.articles import UNDERSTOOD
from tracker.render.output import Output
from tracker.store.store import Store
from tracker.views.articles import UnderstoodRow

_NAMED = 20  # articles that get a line of their own, where not all do
_OUTCOMES = ("added", "updated", "known", "filled", "failed")

Say = Callable[[str], None]


def collect_garbage() -> None:
    """Turn garbage collection, which `__main__` turns off, on for a long run: usually it takes 3 % of that."""
    gc.set_threshold(50_000)
    gc.enable()


def report_ingest(inputs: Sequence[str], options: Options, path: Path, say: Say, *, quiet: bool = False) -> int:
    """Read the inputs into the store at `path`, saying what becomes of each; return the exit status.

    On a terminal each article has a line, elsewhere what needs a look, and when `quiet` only what failed.
    """
    collect_garbage()
    articles, tally = read_inputs(inputs, options), Tally(each=sys.stderr.isatty())
    with closing(Store.open(path)) as store:
        with progress(None if quiet else lambda: expected(inputs)) as tick:
            for done in ingest(articles, store):
                for line in tally.lines(done, store):
                    if not quiet or isinstance(done, Unreadable):
                        say(line)
                if not isinstance(done, Remark):
                    tick()
        if not quiet:
            say(f"{tally.summary(store)}; the store is {path}")
    return 1 if tally.counts["failed"] else 0


def report_understood(inputs: Sequence[str], options: Options, out: Output, say: Say) -> int:
    """Show what the inputs were understood as, and store nothing; return the exit status."""
    rows, failed = list[UnderstoodRow](), 0
    for item in read_inputs(inputs, options):
        if isinstance(item, Article):
            rows.append(_understood(item))
        else:
            say(item.message if isinstance(item, Remark) else item.why)
            failed += isinstance(item, Unreadable)
    show_rows(rows, UNDERSTOOD, out)
    foreign = sum(row.language not in (None, "en") for row in rows)
    not_read = f"; {foreign} in other languages than English, which are not read" if foreign else ""
    say(f"{counted(len(rows), 'article')} understood, {failed} failed{not_read}; nothing was stored")
    return 1 if failed else 0


def _understood(article: Article) -> UnderstoodRow:
    intake = article.intake or Intake("text", "")
    return UnderstoodRow(
        input=intake.name,
        kind=intake.kind,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        published_from=intake.dated_by or article.published_from,
        author=article.author,
        url=article.url,
        words=len(article.text.split()),
        language=article.language,
        raw_sha256=intake.raw_sha256,
    )


def report_reread(names: Sequence[str], path: Path, say: Say) -> int:
    """Read the named articles of the store at `path` again, or all that an older version read; return the exit status.

    Says what changes in each. StoreError where there is no store, UnknownName where it holds no such article.
    """
    collect_garbage()
    with closing(Store.open_existing(path)) as store:
        ids = _named(names, store) if names else store.ids_read_by_another_version(FOUND_BY)
        link_older(store)
        if not ids:
            say(f"nothing to read again: all articles were read by this version ({FOUND_BY}); the store is {path}")
            return 0
        total, done, failed = [Change()] * 3, 0, 0
        with progress(lambda: len(ids)) as tick:
            for outcome in reread(ids, store):
                if isinstance(outcome, Unreadable):
                    failed += 1
                    say(f"{outcome.why}; what was read from it before stays")
                else:
                    done += 1
                    changes = (outcome.statements, outcome.denials, outcome.meetings)
                    total = [so_far + change for so_far, change in zip(total, changes, strict=True)]
                    if done + failed <= _NAMED:
                        say(f"reread {called(outcome.article)}: {changed(changes)}")
                tick()
    say(f"{done} reread: {changed(total)}; {failed} failed; the store is {path}")
    return 1 if failed else 0


def _named(names: Iterable[str], store: Store) -> list[str]:
    """The ids that the names stand for, each once."""
    return list(dict.fromkeys(id_ for name in names for id_ in sorted(resolve_articles(store.db, name))))


@dataclass
class Tally:
    """What became of the inputs so far, and what is said of each.

    With `each` every article has a line; else only those among the first that need a look.
    """

    each: bool
    counts: Counter[str] = field(default_factory=Counter)  # by outcome; also failed, outdated, undated
    foreign: Counter[str] = field(default_factory=Counter)  # by language
    added: list[str] = field(default_factory=list)  # ids of new articles that were read

    def lines(self, done: Ingested | Unreadable | Remark, store: Store) -> Iterator[str]:
        """Count what became of an input, and yield the lines to be said of it."""
        if isinstance(done, Remark):
            yield done.message
        elif isinstance(done, Unreadable):
            self.counts["failed"] += 1
            yield done.why
        else:
            self.counts[done.outcome] += 1
            self.counts["outdated"] += done.outdated
            is_foreign, is_new = done.article.is_foreign, done.outcome in ("added", "updated")
            self.foreign.update([_language(done.article)] if is_foreign else [])
            self.added += [done.article.id] if is_new and not is_foreign else []
            is_new_undated = done.outcome == "added" and done.article.published is None and not is_foreign
            needs_a_look = is_new_undated or is_foreign or done.differs or done.outcome in ("filled", "updated")
            if self.each or (needs_a_look and sum(self.counts[outcome] for outcome in _OUTCOMES) <= _NAMED):
                yield _line(done, store)
            else:
                self.counts["undated"] += is_new_undated

    def summary(self, store: Store) -> str:
        """Return how many articles had each outcome, and how much the lists show of the new ones."""
        n = self.counts  # of each outcome
        outdated = f" ({n['outdated']} of them read by an older version: tracker reread)" if n["outdated"] else ""
        parts = [f"{n['added']} added", f"{n['known']} known already{outdated}", f"{n['failed']} failed"]
        if n["filled"]:
            parts.insert(1, f"{n['filled']} known, and filled with what was unknown")
        if n["updated"]:
            parts.insert(1, f"{n['updated']} updated by a new version")
        undated = f"; {n['undated']} more of unknown date" if n["undated"] else ""
        new_rows = f"; new are {counts(store.db, self.added)}" if self.added else ""
        foreign = [f"{count} in {language}" for language, count in self.foreign.items()]
        not_read = f"; {', '.join(foreign)}: stored, not read" if foreign else ""
        return f"{', '.join(parts)}{undated}{new_rows}{not_read}"


def _line(done: Ingested, store: Store) -> str:
    article = done.article
    line = f"{done.outcome} {called(article)}"
    if article.is_foreign:
        line += f": in {_language(article)}, so not read; --language en if it is English"
    elif done.extraction is not None:
        line += f": {counts(store.db, [article.id])}"
    if done.outcome == "updated":
        line += f"; a new version: `tracker article diff {article.id}` has what changed"
    if done.differs:
        fields = " ".join(f"{name}=…" for name in done.differs)
        line += f"; what is given otherwise now is not taken: `tracker article set {article.id} {fields}` corrects it"
    if article.published is None and not article.is_foreign:
        line += "; date unknown, so only dates written in full were read: give --published"
    return line


def _language(article: Article) -> str:
    return language_name(article.language or "")


def counts(db: sqlite3.Connection, articles: Iterable[str]) -> str:
    """Return how much the lists show of articles (ids): "11 statements, 2 denials, 3 meetings"."""
    things = ("statement", "denial", "meeting")
    return ", ".join(
        counted(number, thing) for number, thing in zip(number_of_records(db, articles), things, strict=True)
    )


def called(article: Article) -> str:
    """Return an article as messages name it: its id, title, outlet and date."""
    published_by = ", ".join(part for part in (article.outlet, in_words(article.published or "")) if part)
    title = f" “{article.title}”" if article.title else ""
    return f"{article.id}{title}{f' ({published_by})' if published_by else ''}"


def changed(changes: Iterable[Change]) -> str:
    """Return how many records of each kind are new, gone and changed, and how many statements are kept."""
    phrases = []
    for change, thing in zip(changes, ("statement", "denial", "meeting"), strict=True):
        counts = [(change.new, "new"), (change.gone, "gone"), (change.changed, "changed")]
        parts = [(number, what) for number, what in counts if number]
        if thing == "statement":
            parts.append((change.kept, "kept"))
        if parts:
            (number, what), *others = parts
            noun = thing if number == 1 else f"{thing}s"
            phrases.append(", ".join([f"{number} {noun} {what}", *(f"{number} {what}" for number, what in others)]))
    return "; ".join(phrases)


def print_extractions(inputs: Sequence[str], options: Options, out: TextIO, say: Say) -> int:
    """Print one JSON object for each article, or with the error where it cannot be read; return the exit status."""
    collect_garbage()
    failed = False
    for row in _rows(only_english(read_inputs(inputs, options)), say):
        failed = failed or "error" in row
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 1 if failed else 0


def _rows(items: Iterable[Article | Unreadable | Remark], say: Say) -> Iterator[dict[str, object]]:
    for item in items:
        if isinstance(item, Remark):
            say(item.message)
        elif isinstance(item, Unreadable):
            yield {"id": item.given_id or item.name, "error": item.why}
        else:
            extraction = read(item)
            if isinstance(extraction, Unreadable):
                yield {"id": item.given_id or item.id, "error": extraction.why}
            else:
                yield extraction_form(extraction)
