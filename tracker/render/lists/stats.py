"""The numbers of a store as lines, in the formats that have only rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.render.cells import NOT_ASSERTED, keyed
from tracker.render.column import Column, View
from tracker.views.stats import Stats


@dataclass(frozen=True, slots=True)
class StatsLine:
    """One number in the formats that have only rows: the section it stands in, what it is of, and the number."""

    section: str
    name: str
    value: int


def stats_counts(stats: Stats) -> Iterator[tuple[str, int]]:
    """Yield the name of each count of a store, and the count."""
    for name in ("articles", "outlets", "claims", "disputed", "denials", "meetings"):
        yield name, getattr(stats, name)


def stats_lines(stats: Stats) -> list[StatsLine]:
    """Return the numbers of a store as lines, section after section."""
    lines = [StatsLine("counts", name, number) for name, number in stats_counts(stats)]
    share = stats.unnamed
    unnamed = {"sources": share.sources, "unnamed sources": share.unnamed}
    said = {"statements": share.statements, "statements of unnamed sources": share.unnamed_statements}
    lines += [StatsLine("sources", name, number) for name, number in (unnamed | said).items()]
    lines += [StatsLine("activity per week", week.week, week.events) for week in stats.weeks]
    lines += [StatsLine("activity per week", "no one week", stats.no_week)] if stats.no_week else []
    lines += [StatsLine("most quoted", keyed(row.name, row.actor_name), row.statements) for row in stats.most_quoted]
    denied = ((f"{row.id} {row.who or NOT_ASSERTED}: {row.claim}", row.denials) for row in stats.most_denied)
    lines += [StatsLine("most denied", name, number) for name, number in denied]
    lines += [
        StatsLine("who denies whom", f"{row.who} denies {row.whom}", row.denials) for row in stats.who_denies_whom
    ]
    return lines


STATS: View[StatsLine] = View(
    "stats",
    (
        Column("section", lambda r: r.section),
        Column("name", lambda r: r.name),
        Column("value", lambda r: str(r.value), right=True),
    ),
)
