"""The filters that a person gives a list, which of them each list takes, and the form of its answer.

Filters that a list does not take are refused here, before anything is looked up in a store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.dates import PartialDate
from tracker.errors import UsageError

Row = TypeVar("Row")
NewRow = TypeVar("NewRow")

BY_SALIENCE = "salience desc, last is null, last desc, first desc, id"  # `salience` is a column of points


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person asks of a list, as typed; a name given several times in `actors` or `kinds` adds to it.

    All of `actors` must be found, any of `kinds` is enough. `role` (says, spoken_of, meets; in disputes also asserts
    and denies) narrows `actors` where the list knows it. `limit` None is no limit; `possible` asks for links that
    are not sure too; `all` shows each further report in the timeline. `top` keeps so many of the most salient rows, in
    whatever order is asked for. `claims` None is all claims, else only these (their ids) with what answers them;
    meetings have none.
    """

    actors: tuple[str, ...] = ()
    role: str | None = None
    about: str | None = None
    outlet: str | None = None
    article: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    kinds: tuple[str, ...] = ()
    sort: str | None = None
    limit: int | None = None
    possible: bool = False
    all: bool = False
    top: int | None = None
    claims: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """The rows of an answer, and how many others fit but are not among them.

    `left_out` were cut off by the limit, or are less salient than those at the `top`; `undated` have no date, so that
    nobody can say whether they fit `since` and `until`.
    """

    rows: tuple[Row, ...]
    left_out: int = 0
    undated: int = 0
    cut: str = "limit"  # what left them out: limit, or top
    at_most: bool = False  # whether `left_out` is an upper bound

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows, in order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def map(self, make: Callable[[Row], NewRow]) -> Found[NewRow]:
        """Return the same answer with each row made into another."""
        return Found(tuple(make(row) for row in self.rows), self.left_out, self.undated, self.cut, self.at_most)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list's kinds, roles and orders (SQL by name; the first is the default), and whether its rows have dates."""

    name: str
    orders: Mapping[str, str]
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    dated: bool = True


def check_filters(filters: Filters, listing: Listing) -> None:
    """Raise UsageError for what the list cannot be asked, and say what it can be."""
    _check_choices("kind", filters.kinds, listing.kinds, listing.name)
    _check_choices("sort", [filters.sort] if filters.sort else [], tuple(listing.orders), listing.name)
    _check_choices("role", [filters.role] if filters.role else [], listing.roles, listing.name)
    if filters.role and not filters.actors:
        raise UsageError("--role narrows --actor: name an actor too")
    if not listing.dated and (filters.since or filters.until):
        raise UsageError(f"{listing.name} have no date of their own: leave out --since and --until")
    if filters.limit is not None and filters.limit < 1:
        raise UsageError("--limit must be at least 1: leave it out to see every row")
    _check_top(filters, listing)


def _check_top(filters: Filters, listing: Listing) -> None:
    if filters.top is None:
        return
    if BY_SALIENCE not in listing.orders.values():
        raise UsageError(f"{listing.name} are not weighed: give --limit in place of --top")
    if filters.top < 1:
        raise UsageError("--top must be at least 1: leave it out to see every row")
    if filters.limit is not None:
        raise UsageError(
            "--top and --limit both cut the list: give --top for the most salient rows, or --limit for the first ones"
        )


def _check_choices(option: str, asked: tuple[str, ...] | list[str], choices: tuple[str, ...], name: str) -> None:
    for one in asked:
        if one not in choices:
            raise UsageError(
                f"no --{option} {one} in {name}: choose from {', '.join(choices)}"
                if choices
                else f"{name} cannot be asked for by --{option}: leave it out"
            )
