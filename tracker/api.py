"""The program for notebooks and scripts: a store, a call that reads articles into it, and calls that ask it.

    from tracker import disputed, ingest, open_store, timeline

    store = open_store("story.db")
    ingest(store, ["article.txt"], outlet="Harbour Post")
    for row in timeline(store, actor="Russia", since="13 March 2022"):
        print(row.date, row.who, row.words)

Questions take the filters of the commands under the same names, and return the same rows (`tracker.views`). Whatever a
person can mend is a TrackerError (`tracker.errors`) whose message says how.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any, TypedDict, TypeVar, Unpack

from tracker.dates import PartialDate, understand
from tracker.outcomes import Ingested, Remark, Unreadable
from tracker.queries.filters import Filters, Found
from tracker.queries.names import matching_actor, matching_outlet
from tracker.store.opening import default_path, open_to_read, show_from
from tracker.views.actors import ActorRow
from tracker.views.articles import ArticleRow
from tracker.views.claims import ClaimRow
from tracker.views.denials import DenialRow
from tracker.views.disputed import Disputed
from tracker.views.meetings import MeetingRow
from tracker.views.sheets import Sheet
from tracker.views.sources import SourceRow
from tracker.views.timeline import TimelineRow

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A store, by its file. Each call opens the file for itself, so there is nothing to close."""

    path: Path


class FilterOptions(TypedDict, total=False):
    """The filters of the lists, with values as typed on the command line."""

    actor: str | Sequence[str]
    role: str
    about: str
    outlet: str
    article: str
    since: str | dt.date
    until: str | dt.date
    kind: str | Sequence[str]
    sort: str
    limit: int
    possible: bool
    min_score: float


class IngestOptions(TypedDict, total=False):
    """Metadata for every article of one call, which win over what an article says of itself, and limits of reading."""

    published: str
    outlet: str
    title: str
    url: str
    max_bytes: int
    columns: dict[str, str]
    language: str
    follow: bool
    allow_private: bool


def open_store(path: str | Path | None = None) -> OpenStore:
    """Return the store at `path` (else TRACKER_DB, else the one in the XDG data folder), made where there is none.

    StoreError where the file is no store, or of a newer version.
    """
    from tracker.store.store import Store

    file = Path(path) if path is not None else default_path()
    Store.open(file).close()
    return OpenStore(file)


def ingest(
    store: OpenStore, inputs: Iterable[str | Path], **options: Unpack[IngestOptions]
) -> list[Ingested | Unreadable | Remark]:
    """Read articles into a store, and return what became of each, in order.

    `inputs` are as of `tracker ingest`: files, folders, addresses. What cannot be read is an Unreadable that says why;
    the rest is read all the same.
    """
    from tracker import pipeline
    from tracker.reading import Options, read_inputs
    from tracker.store.store import Store

    with closing(Store.open(store.path)) as opened:
        return list(pipeline.ingest(read_inputs([str(name) for name in inputs], Options(**options)), opened))


def timeline(
    store: OpenStore, *, all: bool = False, happened: bool = False, **options: Unpack[FilterOptions]
) -> Found[TimelineRow]:
    """Return what was said, denied and agreed, in order; `all` and `happened` are `--all` and `--by happened`."""
    from tracker.queries import timeline as query

    return _ask(store, lambda db, filters: query.timeline(db, filters, happened=happened), options, all=all)


def disputed(
    store: OpenStore, *, as_of: str | dt.date | None = None, **options: Unpack[FilterOptions]
) -> Found[Disputed]:
    """Return the claims that somebody denies, with both sides; as it stood at the end of the day `as_of`."""
    from tracker.queries import disputed as query
    from tracker.queries.as_of import stand_at

    def ask(db: Connection, filters: Filters) -> Found[Disputed]:
        if as_of is not None:
            stand_at(db, _date(as_of))
        return query.disputed(db, filters, possible=filters.possible)

    return _ask(store, ask, options)


def claims(store: OpenStore, **options: Unpack[FilterOptions]) -> Found[ClaimRow]:
    """Return the claims, with who asserts each and how many deny it."""
    from tracker.queries import claims as query

    return _ask(store, query.claims, options)


def denials(store: OpenStore, *, unlinked: bool = False, **options: Unpack[FilterOptions]) -> Found[DenialRow]:
    """Return the denials, each with the claim that it answers; `unlinked` are those whose claim was not found."""
    from tracker.queries import denials as query

    return _ask(
        store, lambda db, filters: query.denials(db, filters, unlinked=unlinked, possible=filters.possible), options
    )


def refusals(store: OpenStore, **options: Unpack[FilterOptions]) -> Found[DenialRow]:
    """Return who declined to speak of what."""
    from tracker.queries import denials as query

    return _ask(store, query.refusals, options)


def meetings(
    store: OpenStore,
    *,
    place: str | None = None,
    status: Sequence[str] = (),
    mode: Sequence[str] = (),
    **options: Unpack[FilterOptions],
) -> Found[MeetingRow]:
    """Return the meetings: who, where, when, how, and whether they took place."""
    from tracker.queries import meetings as query

    return _ask(
        store, lambda db, filters: query.meetings(db, filters, place=place, statuses=status, modes=mode), options
    )


def sources(store: OpenStore, *, unnamed: bool = False, **options: Unpack[FilterOptions]) -> Found[SourceRow]:
    """Return who speaks, for whom, how often, and how much of it others deny."""
    from tracker.queries import sources as query

    return _ask(store, lambda db, filters: query.sources(db, filters, unnamed=unnamed), options)


def actors(store: OpenStore, **options: Unpack[FilterOptions]) -> Found[ActorRow]:
    """Return the countries, organisations and people of the store."""
    from tracker.queries import actors as query

    return _ask(store, query.actors, options)


def articles(store: OpenStore, **options: Unpack[FilterOptions]) -> Found[ArticleRow]:
    """Return the articles, with where each publication date came from."""
    from tracker.queries import articles as query

    return _ask(store, query.articles, options)


def show(store: OpenStore, id: str) -> Sheet:
    """Return one record whole, by its id, the beginning of one, or an actor's name; UnknownName for none."""
    from tracker.queries.sheets import show as sheet_of

    with closing(open_to_read(store.path)) as db:
        return sheet_of(db, id)


def _ask(
    store: OpenStore,
    question: Callable[[Connection, Filters], Found[Row]],
    options: FilterOptions,
    *,
    all: bool = False,
) -> Found[Row]:
    with closing(open_to_read(store.path)) as db:
        if (min_score := options.get("min_score", 0.0 if options.get("possible") else None)) is not None:
            show_from(db, min_score)
        return question(db, _filters(db, options, all=all))


def _filters(db: Connection, options: FilterOptions, *, all: bool) -> Filters:
    unchanged: dict[str, Any] = {
        name: options[name] for name in ("role", "about", "article", "sort", "limit") if name in options
    }
    return Filters(
        actors=tuple(matching_actor(db, name)[0] for name in _several(options.get("actor"))),
        outlet=matching_outlet(db, options["outlet"]) if "outlet" in options else None,
        since=_date(options["since"]) if "since" in options else None,
        until=_date(options["until"]) if "until" in options else None,
        kinds=tuple(_several(options.get("kind"))),
        possible=options.get("possible", False),
        all=all,
        **unchanged,
    )


def _several(value: str | Sequence[str] | None) -> Iterator[str]:
    yield from (value,) if isinstance(value, str) else value or ()


def _date(value: str | dt.date) -> PartialDate:
    return understand(value if isinstance(value, str) else value.isoformat(), dt.date.today())
