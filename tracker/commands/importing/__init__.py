"""Reading exports of other stores into this one: articles as they were read there, and what people decided there.

No article is read anew, so neither parser nor reader is needed; claims, answers and meetings are found again by the
linking that every article goes through. One article is one transaction, and all decisions are one at the end.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from tracker.commands.importing.lines import LONGEST, decision_in, extraction_in, form_in
from tracker.commands.ingesting import called, collect_garbage
from tracker.commands.progress import progress
from tracker.export.forms import Form, FormError, record_of
from tracker.export.jsonl import VERSION
from tracker.extract import FOUND_BY
from tracker.outcomes import Unreadable
from tracker.pipeline import (
    add_imported,
    merge_decisions,
    replace_with_imported,
    reread,
    root_decision,
    with_new_corrections,
)
from tracker.records import Article, Decision, Extraction, make_id
from tracker.render.cells import counted
from tracker.render.date_words import in_words
from tracker.store.decisions import decisions, with_ids
from tracker.store.extractions import StoredExtraction
from tracker.store.merging import ids_named, missing, says_something
from tracker.store.opening import SCHEMA_VERSION
from tracker.store.outdated import OutdatedLinks, keep_outdated_links
from tracker.store.store import Store
from tracker.store.versions import newest

_NAMED = 20  # messages of each kind that are said; the rest is only counted
# What a database or our own code raises for values that no check foresaw.
_DEFECTS = (ValueError, TypeError, LookupError, ArithmeticError, sqlite3.IntegrityError)

Say = Callable[[str], None]


def report_import(inputs: Sequence[str], path: Path, say: Say) -> int:
    """Read exports into the store at `path`, saying what becomes of them; return the exit status.

    Articles that it knows stay as they are. StoreError where the store cannot be written.
    """
    collect_garbage()
    with closing(Store.open(path)) as store:
        done = _Import(store, say)
        with progress(lambda: None) as tick:
            for name in inputs:
                with _open_export(name) as (lines, why):
                    if why is not None:
                        done.refuse(f"{name} {why}")
                    else:
                        done.read(name, lines, tick)
        done.finish()
        say(f"{done.summary()}; the store is {path}")
    return 1 if done.counts["failed"] else 0


@contextmanager
def _open_export(name: str) -> Iterator[tuple[Iterator[bytes], str | None]]:
    if name == "-":
        yield _lines(sys.stdin.buffer), None
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        yield iter(()), f"cannot be read ({error.strerror}): name a file that `tracker export jsonl` wrote"
        return
    with file:
        yield _lines(file), None


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file; of one longer than LONGEST only its first LONGEST + 1 bytes."""
    while line := file.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = file.readline(LONGEST + 1)


@dataclass
class _File:
    """One export, as far as it is read."""

    name: str
    lines_in_all: int  # by its header, which is not counted
    lines: int = -1  # read so far; -1 before the header
    articles: set[str] = field(default_factory=set)  # ids
    decided: list[tuple[Decision, bool]] = field(default_factory=list)  # with whether it waits for its records
    new_ids: dict[str, str] = field(default_factory=dict)  # here, by the ids in the export, of records that differ


class _Import:
    """An import of exports into a store: what became of their lines so far."""

    def __init__(self, store: Store, say: Say) -> None:
        self.counts = Counter[str]()
        self._store, self._say = store, say
        self._files = list[_File]()
        self._new = list[Decision]()  # decisions added
        self._outdated_links = dict[str, OutdatedLinks]()  # by article added
        self._otherwise_read = dict[str, StoredExtraction]()  # known articles that people corrected differently there

    def read(self, name: str, lines: Iterator[bytes], tick: Callable[[], None]) -> None:
        """Take in the articles of an input, and keep its decisions for `finish`."""
        file: _File | None = None
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                form = form_in(line)
                if form.get("tracker") == "export":
                    self._check_whole(file)
                    file = _File(name, _line_count(form))
                    self._files.append(file)
                else:
                    self._take(file, form)
                    tick()
            except FormError as error:
                if file is None:
                    self.refuse(f"{name} is no export that can be read: {error}; `tracker ingest` reads articles")
                    return
                self.refuse(f"{name}, line {number}: {error}; nothing of this line was stored")
            if file is not None:
                file.lines += 1
        self._check_whole(file)
        if file is None:
            self.refuse(f"{name} is empty: name a file that `tracker export jsonl` wrote")

    def refuse(self, why: str) -> None:
        """Count a failure, and say why, of the first of many."""
        self._say_first("failed", why)

    def finish(self) -> None:
        """Let the decisions of all inputs take effect."""
        here = {decision.id: decision for decision in decisions(self._store.db)}
        theirs = [list(self._taken(file, here)) for file in self._files]
        merge_decisions(theirs, self._store)
        self._apply_corrections([decision for of_file in theirs for decision in of_file])
        self._say_forgotten()

    def summary(self) -> str:
        """Return how many articles and decisions had each outcome."""
        n = self.counts  # of each outcome
        of_added = [f"{n['updated']} of them a new version"] if n["updated"] else []
        of_added += [f"{n['outdated']} of them read by another version: tracker reread"] if n["outdated"] else []
        renamed = f" ({n['called otherwise']} of them by another id)" if n["called otherwise"] else ""
        details = f" ({'; '.join(of_added)})" if of_added else ""
        parts = [f"{n['added']} added{details}", f"{n['known']} known already{renamed}"]
        parts += [f"{n['reread']} read again with what people say of it"] if n["reread"] else []
        parts += [f"{n['failed']} failed"] if n["failed"] else []
        decided = [f"{counted(len(self._new), 'decision')} added"]
        decided += [f"{n['decided before']} known already"] if n["decided before"] else []
        decided += [f"{n['left out']} left out"] if n["left out"] else []
        return f"{', '.join(parts)}; {', '.join(decided)}"

    def _say_first(self, outcome: str, line: str) -> None:
        """Count an outcome, and say the line while it is one of the first."""
        self.counts[outcome] += 1
        if self.counts[outcome] <= _NAMED:
            self._say(line)
        elif self.counts[outcome] == _NAMED + 1:
            self._say(f"more like this are only counted: {outcome}")

    def _take(self, file: _File | None, form: Form) -> None:
        if file is None:
            raise FormError("", "it does not begin with the header of an export")
        if form.get("tracker") == "article":
            self._take_article(file, extraction_in(form))
        elif form.get("tracker") == "decision":
            file.decided.append(decision_in(form))
        else:
            raise FormError("", "the line is neither an article nor a decision")

    def _check_whole(self, file: _File | None) -> None:
        """Count an export as failed where it has fewer lines than its header says, as one that was cut off has."""
        if file is not None and file.lines < file.lines_in_all:
            self.refuse(f"{file.name} was cut off: {file.lines} of {counted(file.lines_in_all, 'line')} are there")

    # -- articles -------------------------------------------------------------------------------------------------

    def _take_article(self, file: _File, imported: StoredExtraction) -> None:
        article = imported.extraction.article
        known = self._known(file, article)
        file.articles.add(article.id)
        if known is None:
            self._add(file, imported)
        elif known.id == article.id:
            self.counts["known"] += 1
            if known != article:
                self._otherwise_read[article.id] = imported
        else:
            self.counts.update(["known", "called otherwise"])
            file.new_ids |= _ids_here(imported.extraction, known.id)

    def _known(self, file: _File, article: Article) -> Article | None:
        """Return the stored article that this one is: by its id, else as `ingest` recognises one; None for none.

        Two articles of one export are never taken for one.
        """
        here = self._store.article_by_id(article.id)
        if here is not None:
            return here.stored
        known = self._store.find_article(article.without_corrections())
        return known.stored if known is not None and known.stored.id not in file.articles else None

    def _add(self, file: _File, imported: StoredExtraction) -> None:
        article = imported.extraction.article
        before = self._version_before(file, imported)
        try:
            add_imported(imported, before, self._store)
        except _DEFECTS as error:
            raise FormError("", f"{called(article)} cannot be stored ({type(error).__name__}: {error})") from error
        self._outdated_links[article.id] = imported.aside
        if before in self._outdated_links:
            with self._store.transaction():
                keep_outdated_links(self._store.db, before, self._outdated_links[before])
        self.counts["added"] += 1
        self.counts["outdated"] += imported.found_by != FOUND_BY
        self.counts["updated"] += before is not None and imported.first is None

    def _version_before(self, file: _File, imported: StoredExtraction) -> str | None:
        """Return the id of the version that an article replaces: the newest of its own, else the one at its address."""
        if imported.first is not None:
            first = file.new_ids.get(imported.first, imported.first)
            return newest(self._store.db, first) if self._store.article_by_id(first) is not None else None
        before = self._store.version_before(imported.extraction.article)
        return before.stored.id if before is not None and before.stored.id not in file.articles else None

    # -- decisions ------------------------------------------------------------------------------------------------

    def _taken(self, file: _File, here: dict[str, Decision]) -> Iterator[Decision]:
        """Yield the decisions of a file that are in the store, or can be added since they stand on records that are."""
        gone = self._missing(file)
        for decision, waits in file.decided:
            own = _as_here(with_ids(decision, file.new_ids), here)
            if own.id != decision.id:
                file.new_ids[decision.id] = own.id
            if own.id in here:
                self.counts["decided before"] += 1
            elif own.subject in here if own.kind == "undo" else waits or says_something(own, gone):
                self._new.append(own)
            else:
                self._leave_out(own, gone)
                continue
            yield here.setdefault(own.id, own)

    def _missing(self, file: _File) -> set[str]:
        """Return the ids that decisions of a file name, of records that are not in the store."""
        decided = [with_ids(decision, file.new_ids) for decision, _ in file.decided]
        return missing(self._store.db, ids_named(decision for decision in decided if decision.kind != "undo"))

    def _leave_out(self, decision: Decision, gone: set[str]) -> None:
        named = next((id_ for id_ in sorted(ids_named([decision])) if id_ in gone), decision.subject)
        self._say_first(
            "left out",
            f"left out {decision.id}, a {decision.kind} by {decision.who}: it stands on {named}, which is not here",
        )

    def _apply_corrections(self, theirs: Sequence[Decision]) -> None:
        """Give articles the records that go with their corrections now: those of the other store, else read anew."""
        db = self._store.db
        by_id = {decision.id: decision for decision in decisions(db)}
        subjects = {root_decision(decision, by_id).subject for decision in theirs}
        articles = {subject for subject in subjects if self._store.article_by_id(subject) is not None}
        for any_version in sorted({*self._otherwise_read, *articles}):
            id_ = newest(db, any_version)
            if (corrected := with_new_corrections(id_, self._store)) is None:
                continue
            imported = self._otherwise_read.get(id_)
            if imported is not None and imported.extraction.article == corrected:
                replace_with_imported(imported, self._store)
                self.counts["reread"] += 1
            else:
                self._reread(id_)

    def _reread(self, id_: str) -> None:
        for done in reread([id_], self._store):
            if isinstance(done, Unreadable):
                self.refuse(done.why)
            else:
                self.counts["reread"] += 1

    def _say_forgotten(self) -> None:
        """Say which articles of the store somebody forgot in another one: an import does not forget them here."""
        for decision in self._new:
            if decision.kind == "forget" and (here := self._store.article_by_id(decision.subject)) is not None:
                here_still = (
                    f"{called(here.stored)} was forgotten by {decision.who} on {in_words(decision.at)}, and is here"
                )
                self._say_first("forgotten", f"{here_still}: `tracker article forget {decision.subject}` takes it out")


def _line_count(header: Form) -> int:
    """Return how many lines follow a header; FormError where this program cannot read them."""
    if header.get("version") != VERSION:
        version = header.get("version")
        raise FormError("version", f"is {version!r}, and this tracker reads {VERSION}: update the older of the two")
    store_version = header.get("store_version")
    if not isinstance(store_version, int) or store_version > SCHEMA_VERSION:
        raise FormError("store_version", f"is {store_version!r}: written by a newer tracker, update this one first")
    return sum(record_of(int, header.get(name, 0), name) for name in ("articles", "decisions"))


def _as_here(decision: Decision, here: dict[str, Decision]) -> Decision:
    """Return a decision with the id that it has here: a new one where two stores gave one id to two decisions."""
    namesake = here.get(decision.id)
    if namesake is None or (namesake.kind, namesake.who, namesake.at) == (decision.kind, decision.who, decision.at):
        return decision
    return replace(decision, id=make_id("d", decision.id, decision.who, decision.at))


def _ids_here(extraction: Extraction, id_: str) -> dict[str, str]:
    """Return, by the ids of an article and its records, the ids that they have where the article's id is `id_`."""
    ids = {extraction.article.id: id_}
    for statement in (*extraction.statements, *extraction.narrated):
        body = replace(statement, article_id=id_).body
        ids |= {letter + statement.body: letter + body for letter in "sc"}
        speakers = (statement.speaker, *statement.beside, *(source for source, _ in statement.via))
        local_sources = [source for source in speakers if source is not None and source.local]
        ids |= {source.id_in(extraction.article.id): source.id_in(id_) for source in local_sources}
    return ids | {meeting.id: replace(meeting, article_id=id_).id for meeting in extraction.meetings}
