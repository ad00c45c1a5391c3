"""The program for notebooks and scripts: a store that is open, what reads articles into it, and what asks it.

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

from tracker.dates import PartialDate, typed_date
from tracker.errors import UsageError
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
    """A store by its file. Each question reads it as it is at that moment, so there is nothing to close."""

    path: Path


class FilterOptions(TypedDict, total=False):
    """What every list can be asked with, as typed on the command line: a name or several; None asks nothing."""

    actor: str | Sequence[str] | None
    role: str | None
    about: str | None
    outlet: str | None
    article: str | None
    since: str | dt.date | None
    until: str | dt.date | None
    kind: str | Sequence[str] | None
    sort: str | None
    limit: int | None
    top: int | None
    possible: bool | None
    min_score: float | None


class IngestOptions(TypedDict, total=False):
    """What is said of every article of one call; it wins over what an article says of itself."""

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

    at = Path(path) if path is not None else default_path()
    Store.open(at).close()
    return OpenStore(at)


def ingest(
    store: OpenStore, inputs: str | Path | Iterable[str | Path], **options: Unpack[IngestOptions]
) -> list[Ingested | Unreadable | Remark]:
    """Read articles into a store, and return what became of each, in order.

    `inputs` are as of `tracker ingest`: files, folders, addresses; one alone may stand for itself. What cannot be read
    is an Unreadable that says why; the rest is read all the same.
    """
    from tracker import pipeline
    from tracker.reading import Options, read_inputs
    from tracker.store.store import Store

    named = [inputs] if isinstance(inputs, (str, Path)) else inputs
    with closing(Store.open(store.path)) as opened:
        return list(pipeline.ingest(read_inputs([str(one) for one in named], Options(**options)), opened))


def timeline(
    store: OpenStore, *, all: bool = False, happened: bool = False, **asked: Unpack[FilterOptions]
) -> Found[TimelineRow]:
    """Return what was said, denied and agreed, in order; `all` and `happened` are `--all` and `--by happened`."""
    from tracker.queries import timeline as query

    return _ask(store, lambda db, filters: query.timeline(db, filters, happened=happened), asked, all=all)


def disputed(
    store: OpenStore, *, as_of: str | dt.date | None = None, **asked: Unpack[FilterOptions]
) -> Found[Disputed]:
    """Return the claims that somebody denies, with both sides; `as_of` is the last day of which anything is known."""
    from tracker.queries import disputed as query
    from tracker.queries.as_of import stand_at

    def ask(db: Connection, filters: Filters) -> Found[Disputed]:
        if as_of is not None:
            stand_at(db, _date(as_of))
        return query.disputed(db, filters, possible=filters.possible)

    return _ask(store, ask, asked)


def claims(store: OpenStore, **asked: Unpack[FilterOptions]) -> Found[ClaimRow]:
    """Return the claims, with who asserts each and how many deny it."""
    from tracker.queries import claims as query

    return _ask(store, query.claims, asked)


def denials(store: OpenStore, *, unlinked: bool = False, **asked: Unpack[FilterOptions]) -> Found[DenialRow]:
    """Return the denials, each with the claim that it answers; `unlinked` are those whose claim was not found."""
    from tracker.queries import denials as query

    return _ask(
        store, lambda db, filters: query.denials(db, filters, unlinked=unlinked, possible=filters.possible), asked
    )


def refusals(store: OpenStore, **asked: Unpack[FilterOptions]) -> Found[DenialRow]:
    """Return who declined to speak of what."""
    from tracker.queries import denials as query

    return _ask(store, query.refusals, asked)


def meetings(
    store: OpenStore,
    *,
    place: str | None = None,
    status: str | Sequence[str] = (),
    mode: str | Sequence[str] = (),
    **asked: Unpack[FilterOptions],
) -> Found[MeetingRow]:
    """Return the meetings: who, where, when, how, and whether they took place."""
    from tracker.queries import meetings as query

    statuses, modes = list(_several(status)), list(_several(mode))
    return _ask(
        store, lambda db, filters: query.meetings(db, filters, place=place, statuses=statuses, modes=modes), asked
    )


def sources(store: OpenStore, *, unnamed: bool = False, **asked: Unpack[FilterOptions]) -> Found[SourceRow]:
    """Return who speaks, for whom, how often, and how much of it others deny."""
    from tracker.queries import sources as query

    return _ask(store, lambda db, filters: query.sources(db, filters, unnamed=unnamed), asked)


def actors(store: OpenStore, **asked: Unpack[FilterOptions]) -> Found[ActorRow]:
    """Return the countries, organisations and people of the store."""
    from tracker.queries import actors as query

    return _ask(store, query.actors, asked)


def articles(store: OpenStore, **asked: Unpack[FilterOptions]) -> Found[ArticleRow]:
    """Return the articles, with where each publication date came from."""
    from tracker.queries import articles as query

    return _ask(store, query.articles, asked)


def show(store: OpenStore, id: str) -> Sheet:
    """Return one record whole, by its id, the beginning of one, or an actor's name; UnknownName for none."""
    from tracker.queries.sheets import show as sheet_of

    with closing(open_to_read(store.path)) as db:
        return sheet_of(db, id)


def _ask(
    store: OpenStore, question: Callable[[Connection, Filters], Found[Row]], asked: FilterOptions, *, all: bool = False
) -> Found[Row]:
    given = _given(asked)
    with closing(open_to_read(store.path)) as db:
        if (least := given.get("min_score", 0.0 if given.get("possible") else None)) is not None:
            show_from(db, least)
        return question(db, _filters(db, given, all=all))


def _given(asked: FilterOptions) -> dict[str, Any]:
    """What is asked for; UsageError for a filter that there is not, which would leave a whole list taken for a part."""
    for name in asked:
        if name not in FilterOptions.__annotations__:
            raise UsageError(f"no filter is called {name}: choose from {', '.join(FilterOptions.__annotations__)}")
    return {name: value for name, value in asked.items() if value is not None}


def _filters(db: Connection, given: dict[str, Any], *, all: bool) -> Filters:
    plain = {name: given[name] for name in ("role", "about", "article", "sort", "limit", "top") if name in given}
    return Filters(
        actors=tuple(matching_actor(db, name)[0] for name in _several(given.get("actor"))),
        outlet=matching_outlet(db, given["outlet"]) if "outlet" in given else None,
        since=_date(given["since"]) if "since" in given else None,
        until=_date(given["until"]) if "until" in given else None,
        kinds=tuple(_several(given.get("kind"))),
        possible=given.get("possible", False),
        all=all,
        **plain,
    )


def _several(given: str | Sequence[str] | None) -> Iterator[str]:
    yield from (given,) if isinstance(given, str) else given or ()


def _date(given: str | dt.date) -> PartialDate:
    return typed_date(given if isinstance(given, str) else given.isoformat(), dt.date.today())
