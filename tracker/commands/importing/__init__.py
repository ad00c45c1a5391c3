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

_NAMED = 20  # lines, articles and decisions of a kind that get a line of their own
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
                with _opened(name) as (lines, why):
                    if why is not None:
                        done.refuse(f"{name} {why}")
                    else:
                        done.read(name, lines, tick)
        done.finish()
        say(f"{done.summary()}; the store is {path}")
    return 1 if done.counts["failed"] else 0


@contextmanager
def _opened(name: str) -> Iterator[tuple[Iterator[bytes], str | None]]:
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
    """The lines of a file; of one that is too long no more than tells that it is."""
    while line := file.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = file.readline(LONGEST + 1)


@dataclass
class _File:
    """One export as far as it is read: how many lines its header tells of and it has, its articles, its decisions."""

    name: str
    lines_in_all: int
    lines: int = -1  # the header is none of them
    articles: set[str] = field(default_factory=set)
    decided: list[tuple[Decision, bool]] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)  # records by the id that they have here


class _Import:
    """What became of the lines of some exports so far."""

    def __init__(self, store: Store, say: Say) -> None:
        self.counts = Counter[str]()
        self._store, self._say = store, say
        self._files = list[_File]()
        self._new = list[Decision]()
        self._asides = dict[str, OutdatedLinks]()
        self._corrected_there = dict[str, StoredExtraction]()  # articles that were read there with other corrections

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
        """Say why something is not taken, of the first of many."""
        self._tell("failed", why)

    def finish(self) -> None:
        """Let the decisions of all inputs take effect."""
        here = {one.id: one for one in decisions(self._store.db)}
        theirs = [list(self._taken(file, here)) for file in self._files]
        merge_decisions(theirs, self._store)
        self._apply_corrections([one for of_file in theirs for one in of_file])
        self._say_forgotten()

    def summary(self) -> str:
        """Return how many articles and decisions came to what."""
        n = self.counts  # of each outcome
        added = [f"{n['updated']} of them a new version"] if n["updated"] else []
        added += [f"{n['outdated']} of them read by another version: tracker reread"] if n["outdated"] else []
        renamed = f" ({n['called otherwise']} of them by another id)" if n["called otherwise"] else ""
        of_them = f" ({'; '.join(added)})" if added else ""
        parts = [f"{n['added']} added{of_them}", f"{n['known']} known already{renamed}"]
        parts += [f"{n['reread']} read again with what people say of it"] if n["reread"] else []
        parts += [f"{n['failed']} failed"] if n["failed"] else []
        ours = [f"{counted(len(self._new), 'decision')} added"]
        ours += [f"{n['decided before']} known already"] if n["decided before"] else []
        ours += [f"{n['left out']} left out"] if n["left out"] else []
        return f"{', '.join(parts)}; {', '.join(ours)}"

    def _tell(self, what: str, line: str) -> None:
        self.counts[what] += 1
        if self.counts[what] <= _NAMED:
            self._say(line)
        elif self.counts[what] == _NAMED + 1:
            self._say(f"more like this are only counted: {what}")

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
        """Say where an export has fewer lines than its header tells, as one that was cut off has."""
        if file is not None and file.lines < file.lines_in_all:
            self.refuse(f"{file.name} was cut off: {file.lines} of {counted(file.lines_in_all, 'line')} are there")

    # -- articles -------------------------------------------------------------------------------------------------

    def _take_article(self, file: _File, held: StoredExtraction) -> None:
        article = held.extraction.article
        known = self._known(file, article)
        file.articles.add(article.id)
        if known is None:
            self._add(file, held)
        elif known.id == article.id:
            self.counts["known"] += 1
            if known != article:
                self._corrected_there[article.id] = held
        else:
            self.counts.update(["known", "called otherwise"])
            file.called |= _called_here(held.extraction, known.id)

    def _known(self, file: _File, article: Article) -> Article | None:
        """The stored article that this one is: of the same id, else as an article that is ingested is known.

        Two that another store held apart are two here too.
        """
        here = self._store.article_by_id(article.id)
        if here is not None:
            return here.stored
        known = self._store.find_article(article.without_corrections())
        return known.stored if known is not None and known.stored.id not in file.articles else None

    def _add(self, file: _File, held: StoredExtraction) -> None:
        article = held.extraction.article
        before = self._before(file, held)
        try:
            add_imported(held, before, self._store)
        except _DEFECTS as error:
            raise FormError("", f"{called(article)} cannot be stored ({type(error).__name__}: {error})") from error
        self._asides[article.id] = held.aside
        if before in self._asides:
            with self._store.transaction():
                keep_outdated_links(self._store.db, before, self._asides[before])
        self.counts["added"] += 1
        self.counts["outdated"] += held.found_by != FOUND_BY
        self.counts["updated"] += before is not None and held.first is None

    def _before(self, file: _File, held: StoredExtraction) -> str | None:
        """The version whose place an article takes: the newest of its own, else of the article at its address."""
        if held.first is not None:
            first = file.called.get(held.first, held.first)
            return newest(self._store.db, first) if self._store.article_by_id(first) is not None else None
        before = self._store.version_before(held.extraction.article)
        return before.stored.id if before is not None and before.stored.id not in file.articles else None

    # -- decisions ------------------------------------------------------------------------------------------------

    def _taken(self, file: _File, here: dict[str, Decision]) -> Iterator[Decision]:
        """Yield the decisions of a file that are here, or say something of what is here, and so come to be here."""
        gone = self._missing(file)
        for decision, waits in file.decided:
            one = _as_here(with_ids(decision, file.called), here)
            if one.id != decision.id:
                file.called[decision.id] = one.id
            if one.id in here:
                self.counts["decided before"] += 1
            elif one.subject in here if one.kind == "undo" else waits or says_something(one, gone):
                self._new.append(one)
            else:
                self._leave_out(one, gone)
                continue
            yield here.setdefault(one.id, one)

    def _missing(self, file: _File) -> set[str]:
        every = [with_ids(one, file.called) for one, _ in file.decided]
        return missing(self._store.db, ids_named(one for one in every if one.kind != "undo"))

    def _leave_out(self, one: Decision, gone: set[str]) -> None:
        named = next((id_ for id_ in sorted(ids_named([one])) if id_ in gone), one.subject)
        self._tell("left out", f"left out {one.id}, a {one.kind} by {one.who}: it stands on {named}, which is not here")

    def _apply_corrections(self, theirs: Sequence[Decision]) -> None:
        """Give articles the records that go with their corrections now: those of the other store, else read anew."""
        db = self._store.db
        by_id = {decision.id: decision for decision in decisions(db)}
        subjects = {root_decision(decision, by_id).subject for decision in theirs}
        articles = {subject for subject in subjects if self._store.article_by_id(subject) is not None}
        for any_version in sorted({*self._corrected_there, *articles}):
            id_ = newest(db, any_version)
            if (corrected := with_new_corrections(id_, self._store)) is None:
                continue
            imported = self._corrected_there.get(id_)
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
        """Say which articles somebody forgot that the store has: forgetting is nothing that an import does."""
        for one in self._new:
            if one.kind == "forget" and (here := self._store.article_by_id(one.subject)) is not None:
                here_still = f"{called(here.stored)} was forgotten by {one.who} on {in_words(one.at)}, and is here"
                self._tell("forgotten", f"{here_still}: `tracker article forget {one.subject}` takes it out")


def _line_count(header: Form) -> int:
    """How many lines follow by a header; FormError where they cannot be read."""
    if header.get("version") != VERSION:
        version = header.get("version")
        raise FormError("version", f"is {version!r}, and this tracker reads {VERSION}: update the older of the two")
    store_version = header.get("store_version")
    if not isinstance(store_version, int) or store_version > SCHEMA_VERSION:
        raise FormError("store_version", f"is {store_version!r}: written by a newer tracker, update this one first")
    return sum(record_of(int, header.get(name, 0), name) for name in ("articles", "decisions"))


def _as_here(one: Decision, here: dict[str, Decision]) -> Decision:
    """A decision with the id that it has here: another where two stores gave one id to two decisions."""
    same = here.get(one.id)
    if same is None or (same.kind, same.who, same.at) == (one.kind, one.who, one.at):
        return one
    return replace(one, id=make_id("d", one.id, one.who, one.at))


def _called_here(extraction: Extraction, id_: str) -> dict[str, str]:
    """The ids of all records of an article, each with the one that it has in a store that calls the article `id_`."""
    found = {extraction.article.id: id_}
    for statement in (*extraction.statements, *extraction.narrated):
        body = replace(statement, article_id=id_).body
        found |= {letter + statement.body: letter + body for letter in "sc"}
        speakers = (statement.speaker, *statement.beside, *(source for source, _ in statement.via))
        local = [one for one in speakers if one is not None and one.local]
        found |= {one.id_in(extraction.article.id): one.id_in(id_) for one in local}
    return found | {meeting.id: replace(meeting, article_id=id_).id for meeting in extraction.meetings}
