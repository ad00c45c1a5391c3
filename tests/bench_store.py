"""A large store, measured: linking one more article, and the lists, on a million claims as on ten thousand.

Run by `make bench-store`. The stores are filled with made news (made_news.py), the same on any machine, through the
writer itself; only which statements say the same, and which answer which, comes from who made the news, since to find
it for a million claims takes hours. All figures are processor seconds (user and system), medians where several.

- linking: `link_article` of an article of some thirty statements in a transaction that is then taken back; the same
  articles on both stores.
- queries: a query function in a process of its own, on a connection of its own, against the SQL that it runs.
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from made_news import Affair, Made, affairs, in_order

from tracker.commands.checking import check
from tracker.commands.deciding_claims import report_claim_merge, report_discard, report_link, report_rate
from tracker.dates import PartialDate
from tracker.link import meetings
from tracker.link.actors import link_actors
from tracker.link.origins import link_origins
from tracker.link.related import file_article
from tracker.pipeline import link_article
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.records import Extraction, Statement
from tracker.store.derived import derive
from tracker.store.opening import open_to_read
from tracker.store.store import Store

FOUND_BY = "made"
CLAIMS, FEW = 1_000_000, 10_000
PER_ARTICLE = 25
ARTICLES_OF_AFFAIR = 20.0  # on average
MEASURED = 5  # affairs of which one more article is linked
UNSTORED_AFFAIR = 10**7  # a number that no affair of a store has
DECIDED = 10  # decisions of each kind
RUNS = 5
MOST_ROWS = 500
ASKED_LINKING, ASKED_SQL, ASKED_SECONDS = 3.0, 1.5, 0.3


# -- filling ------------------------------------------------------------------------------------------------------


def affairs_of(claims: int) -> list[Affair]:
    """The affairs that have about so many claims, and at least those that are measured."""
    return affairs(max(MEASURED, round(claims / PER_ARTICLE / ARTICLES_OF_AFFAIR)))


def fill(path: Path, every: list[Affair]) -> None:
    """Make a store of these affairs."""
    with closing(Store.open(path)) as store:
        for pragma in ("journal_mode = off", "synchronous = off", "cache_size = -2000000"):
            store.db.execute(f"pragma {pragma}")
        with store.transaction():
            _fill(store, every)
    decide(path)


def _fill(store: Store, every: list[Affair]) -> None:
    filled = _Filled(store)
    for affair, at in in_order(every):
        filled.add(affair, affair.article(at))
    filled.group()
    link_actors(store, [row["id"] for row in store.rows("select id from actors")])


@dataclass(frozen=True, slots=True)
class _Report:
    """A statement that tells a fact, in the order in which a claim has its reports."""

    order: tuple[object, ...]
    statement: str
    article: str
    denies: bool


class _Filled:
    """The reports of each fact so far, and what denies them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reports: defaultdict[tuple[int, int], list[_Report]] = defaultdict(list)
        self.denied: list[tuple[str, tuple[int, int], str, str]] = []  # statement, fact, stance, article

    def add(self, affair: Affair, made: Made) -> None:
        """Add an article, with all that does not need the claims of others."""
        store, article = self.store, made.extraction.article
        extraction = with_vectors(made.extraction)
        store.add(extraction, FOUND_BY)
        link_origins(store, article.id)
        file_article(store, article.id)
        meetings.link_meetings(store, article.id)
        for statement, fact in zip(extraction.statements, made.facts, strict=True):
            if fact is not None:
                denies = statement.stance == "deny"
                said = statement.said.value if statement.said else article.published
                order = (denies, said, article.published, article.id, statement.cue[0].start)
                report = _Report(order, statement.id, article.id, denies)
                self.reports[affair.number, fact].append(report)
        for answer in made.answers:
            statement = extraction.statements[answer.by]
            self.denied.append((statement.id, (affair.number, answer.fact), answer.stance, article.id))

    def group(self) -> None:
        """Make one claim of all that report a fact, and link what answers it."""
        for n, reports in enumerate(self.reports.values()):
            ordered = sorted(reports, key=lambda one: one.order)
            for one, other in itertools.combinations(ordered, 2):
                why = (
                    "what one denies the other says" if one.denies or other.denies else "both say: a fact of made news"
                )
                self.store.put_same_claim(one.statement, other.statement, 0.8 + n % 20 / 100, why)
            members = [(one.statement, 0.9, "both say: a fact of made news") for one in ordered[1:]]
            self.store.put_claims([[(ordered[0].statement, 1.0, "the first report of the claim"), *members]])
        for statement, fact, stance, article in self.denied:
            for one in self.reports[fact]:
                own = one.statement == statement
                if own or (not one.denies and (stance == "deny" or one.article == article)):
                    score, reason = (
                        (1.0, "the denial itself says what it denies") if own else (0.9, "read as a denial of it")
                    )
                    self._answer(statement, one.statement, stance, score, reason)

    def _answer(self, statement: str, answered: str, stance: str, score: float, reason: str) -> None:
        self.store.put_answer({
            "statement": statement, "answered": answered, "stance": stance, "score": score, "reason": reason,
            "state": "linked", "found_by": FOUND_BY,
        })  # fmt: skip


def with_vectors(extraction: Extraction) -> Extraction:
    """An extraction whose propositions have vectors."""
    return replace(extraction, statements=tuple(map(_with_vectors, extraction.statements)))


def _with_vectors(statement: Statement) -> Statement:
    """A statement with vectors as the reader would give it: those of the same words are the same."""
    if statement.proposition is None:
        return statement
    rng = random.Random(statement.proposition.words)

    def vector() -> bytes:
        numbers = [rng.gauss(0, 1) for _ in range(128)]
        size = math.hypot(*numbers)
        return bytes(round(127 * number / size) % 256 for number in numbers)

    return replace(statement, proposition=replace(statement.proposition, tells=vector(), denies=vector()))


def decide(path: Path) -> None:
    """Let a person decide of some claims and denials, as after some weeks of work."""
    with closing(open_to_read(path)) as db:
        firsts = [row[0] for row in db.execute("select id from claims order by id limit ?", (4 * DECIDED,))]
        denials = [
            row[0]
            for row in db.execute("select id from statements where stance = 'deny' order by n limit ?", (DECIDED,))
        ]
    said: list[str] = []
    say = said.append
    for n in range(DECIDED):
        report_discard(firsts[n], "not what it says", path, say)
        report_rate(firsts[DECIDED + n], "3", None, path, say)
        report_claim_merge(firsts[2 * DECIDED + n], firsts[3 * DECIDED + n], "one fact", path, say)
    for n, denial in enumerate(denials):
        report_link(denial, firsts[DECIDED + n], None, path, say)


# -- linking ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Linked:
    """Processor seconds of adding one more article, deciding which of its actors are one, and linking it."""

    added: float
    actors: float
    linked: float


def link_one_more(path: Path) -> list[Linked]:
    """Link one more article of each measured affair, leaving the store as it was."""
    with closing(Store.open(path)) as store:
        _linked(store, Affair(UNSTORED_AFFAIR).article(0))  # loads what is loaded once
        return [
            _median(_linked(store, affair.article(affair.size)) for _ in range(RUNS)) for affair in affairs(MEASURED)
        ]


def _median(several: Iterable[Linked]) -> Linked:
    every = list(several)
    return Linked(*(statistics.median(getattr(one, name) for one in every) for name in ("added", "actors", "linked")))


def link_and_derive(store: Store, article: str) -> None:
    """Link an article, and make anew what lists are ordered and counted by, as at the end of its transaction."""
    link_article(store, article)
    derive(store.db)


def _linked(store: Store, made: Made) -> Linked:
    steps: tuple[Callable[[], None], ...] = (
        lambda: store.add(with_vectors(made.extraction), FOUND_BY),
        lambda: link_actors(store, [actor.key for actor in made.extraction.actors]),
        lambda: link_and_derive(store, made.extraction.article.id),
    )
    times = []
    store.db.execute("begin immediate")
    for step in steps:
        began = time.process_time()
        step()
        times.append(time.process_time() - began)
    store.db.execute("rollback")
    return Linked(*times)


# -- queries ------------------------------------------------------------------------------------------------------

Query = Callable[[sqlite3.Connection], Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with what it is asked."""

    command: str
    arguments: dict[str, Any]

    def __call__(self, db: sqlite3.Connection) -> int:
        """Run its query function; return the number of rows."""
        if self.command == "show":
            sheet = queries.show(db, self.arguments["id"])
            return len(sheet.links)
        if self.command == "stats":
            queries.stats(db, Filters(**self.arguments))
            return 1
        given = dict(self.arguments)
        words, between = given.pop("words", ""), given.pop("between", False)
        if self.command == "story":
            story = queries.story(db, given.pop("topic", None), Filters(**given), whole=False)
            return len(story.claims) + len(story.contested) + len(story.denials) + len(story.sources)
        for name in ("since", "until"):
            if name in given:
                given[name] = PartialDate.parse(given[name])
        filters = Filters(**given)
        if self.command == "search":
            return sum(len(one.rows) for one in queries.search(db, words, filters).values())
        if self.command == "check":
            return len(check(db, words).reports)
        if self.command == "timeline --group story":
            return len(queries.timeline(db, filters, by_story=True).rows)
        if self.command in ("timeline", "lanes"):
            return len(getattr(queries, self.command)(db, filters, between=between).rows)
        return len(getattr(queries, self.command)(db, filters).rows)

    def __str__(self) -> str:
        """Return it as typed, about."""
        words = " ".join(f"--{k} {' '.join(v) if isinstance(v, tuple) else v}" for k, v in self.arguments.items())
        return f"{self.command} {words}"


def asked(db: sqlite3.Connection) -> Iterator[Asked]:
    """Yield the questions: about actors of the middle, and about the most frequent country in some days."""
    people, states = (_actors_by_frequency(db, kind) for kind in ("person", "country"))
    first = states[0][0]
    some, more = (_with_at_most(people, most) or people[-1][0] for most in (MOST_ROWS // 2, 10 * MOST_ROWS))
    rare = _with_at_most(states, MOST_ROWS // 2) or some
    days = {"since": "2023-03-01", "until": "2023-03-07"}
    yield Asked("timeline", {"actors": (some,)})
    yield Asked("timeline", {"actors": (rare,)})
    yield Asked("timeline", {"actors": (first,), **days})
    yield Asked("timeline", {"actors": (first, more)})
    yield Asked("timeline", {"actors": (more,), "role": "says", **days})
    yield from (Asked("stories", given) for given in ({}, {"actors": (first,)}))
    yield from (Asked("story", {"topic": topic}) for topic in (_words(db)[0], "some", next(_records(db))))
    yield from (Asked("story", {"actors": (actor,)}) for actor in (some, more, people[0][0], first))
    yield from (Asked("timeline --group story", given) for given in ({"actors": (some,)}, {"actors": (first, more)}))
    yield Asked("disputed", {"actors": (more,)})
    yield Asked("disputed", {"actors": (first, more), "sort": "actor"})
    yield Asked("disputed", {"actors": (first,), **days})
    yield Asked("disputed", {"actors": (people[0][0],)})
    yield Asked("disputed", {"about": _words(db)[0], "sort": "origins"})
    yield Asked("disputed", dict(days))
    for numbers in ({}, {"actors": (some,)}, {"actors": (rare,)}):
        yield Asked("stats", numbers)
    for listing in ("claims", "disputed", "timeline", "denials"):
        yield Asked(listing, {"top": 50, "sort": "latest"})
        yield Asked(listing, {"limit": 50, "sort": "salience"})
    for command in ("timeline", "lanes"):
        yield Asked(command, {"actors": (first, states[1][0]), "between": True, **days})
    for words in (" ".join(_words(db)), "said AND weapons", f'"{_name(db, first)}" AND deliver*', "said", "the"):
        yield Asked("search", {"words": words})
    yield Asked("search", {"words": "said", "actors": (more,)})
    yield Asked("search", {"words": "said", **days})
    yield Asked("check", {"words": f"{_name(db, first)} will deliver {_words(db)[0]}"})
    for record in _records(db):
        yield Asked("show", {"id": record})


def _actors_by_frequency(db: sqlite3.Connection, kind: str) -> list[tuple[str, int]]:
    sql = """
        select actor, count(*) as often from mentions join actors on id = actor
        where kind = ? group by 1 order by 2 desc, 1"""
    return [(actor, often) for actor, often in db.execute(sql, (kind,))]


def _with_at_most(named: Iterable[tuple[str, int]], most: int) -> str:
    return next((actor for actor, often in named if often <= most), "")


def _words(db: sqlite3.Connection) -> list[str]:
    """The things of a fact of an affair."""
    return list(Affair(MEASURED + 1).fact(3).things)


def _name(db: sqlite3.Connection, key: str) -> str:
    return str(db.execute("select name from actors where id = ?", (key,)).fetchone()[0])


def _records(db: sqlite3.Connection) -> Iterator[str]:
    """The claim with most reports, one of its statements, an article, a person, the most frequent country."""
    claim, statement = db.execute(
        "select claim, max(id) from statements where claim is not null group by claim order by count(*) desc, 1 limit 1"
    ).fetchone()
    yield from (claim, statement, "made-7-0", _actors_by_frequency(db, "person")[0][0])
    yield _actors_by_frequency(db, "country")[0][0]
    yield db.execute("select id from meetings order by id limit 1").fetchone()[0]


@dataclass(frozen=True, slots=True)
class Timed:
    """What a query took: rows, processor seconds of the function and of its bare SQL."""

    rows: int
    seconds: float
    sql: float
    statements: list[tuple[float, str]]


def timed(path: Path, query: Asked) -> Timed:
    """Run a query function and its bare SQL in turn, each time on a new connection."""
    seconds, bare = [], []
    kept = statements_of(path, query)
    for _ in range(RUNS):
        with closing(open_to_read(path)) as db:
            began = time.process_time()
            rows = query(db)
            seconds.append(time.process_time() - began)
        with closing(open_to_read(path)) as db:
            took = []
            for sql in kept:
                began = time.process_time()
                db.execute(sql).fetchall()
                took.append(time.process_time() - began)
            bare.append((sum(took), took))
    middle = sorted(bare)[RUNS // 2]
    return Timed(rows, statistics.median(seconds), middle[0], sorted(zip(middle[1], kept, strict=True), reverse=True))


def statements_of(path: Path, query: Asked) -> list[str]:
    """Return the SQL that a query function runs, with its values put in."""
    kept: list[str] = []
    with closing(open_to_read(path)) as db:
        db.set_trace_callback(kept.append)
        query(db)
        db.set_trace_callback(None)
    return [sql for sql in kept if not sql.startswith("--")]


# -- the report ---------------------------------------------------------------------------------------------------


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--claims", type=int, default=CLAIMS, help="how many claims the large store has")
    given.add_argument(
        "--keep", type=Path, help="a folder where the stores are kept, and taken from when they are there"
    )
    given.add_argument("--sql", action="store_true", help="also print the slowest SQL of each query")
    asked_for = given.parse_args()
    with tempfile.TemporaryDirectory() as place:
        bench(asked_for.keep or Path(place), asked_for.claims, with_sql=asked_for.sql)


def bench(folder: Path, number: int, *, with_sql: bool) -> None:
    """Fill both stores, measure, and print."""
    few, many = (folder / f"store-{size}.db" for size in (FEW, number))
    for path, size in ((few, FEW), (many, number)):
        if not path.exists():
            began = time.process_time()
            fill(path, affairs_of(size))
            print(f"filled {path.name} in {time.process_time() - began:.0f} s", flush=True)
        report_size(path)
    report_linking(few, many)
    report_queries(many, with_sql=with_sql)


def report_size(path: Path) -> None:
    with closing(open_to_read(path)) as db:
        counts = {
            name: db.execute(f"select count(*) from {name}").fetchone()[0]
            for name in ("claims", "statements", "articles")
        }
    size = path.stat().st_size
    sizes = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    print(f"{path.name}: {sizes}; {size / 2**20:,.0f} MiB, {size / counts['claims']:,.0f} bytes a claim", flush=True)


def report_linking(few: Path, many: Path) -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as process:
        before, after = process.submit(link_one_more, few).result(), process.submit(link_one_more, many).result()
    print(f"linking one more article           few       many     ratio (asked: at most {ASKED_LINKING})")
    for name in ("linked", "actors", "added"):
        one, other = (statistics.median(getattr(each, name) for each in every) for every in (before, after))
        print(f"  {name:24} {one * 1000:8.1f} ms {other * 1000:8.1f} ms {other / one:6.2f}")


def report_queries(path: Path, *, with_sql: bool) -> None:
    with closing(open_to_read(path)) as db:
        every = list(asked(db))
    print(f"query: rows, function, bare SQL, ratio (asked: at most {ASKED_SQL}, and {ASKED_SECONDS} s)")
    for query in every:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as process:
            took = process.submit(timed, path, query).result()
        missed = took.rows <= MOST_ROWS and (took.seconds > ASKED_SECONDS or took.seconds > ASKED_SQL * took.sql)
        print(
            f"  {str(query)[:66]:66} {took.rows:5} {took.seconds * 1000:8.1f} ms {took.sql * 1000:8.1f} ms "
            f"{took.seconds / took.sql:5.2f}{' missed' if missed else ''}",
            flush=True,
        )
        if with_sql:
            for seconds, sql in took.statements[:3]:
                print(f"      {seconds * 1000:.1f} ms: {' '.join(sql.split())}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
