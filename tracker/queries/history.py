"""What became of a claim, in order of date: asserted, repeated, denied, confirmed, retracted; and what stands now.

The state says what was said, never what is so: "denied, then confirmed" by somebody, not true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from tracker.views.reports import Event

CONTESTS = ("deny", "deny_knowledge", "other_figure")  # stances, the plainest first
_WHAT = {
    "assert": "asserted",
    "confirm": "confirmed",
    "deny": "denied",
    "deny_knowledge": "knowledge denied",
    "other_figure": "other figure given",
    "no_comment": "declined to say",
    "retract": "retracted",
}
_CONTESTED_ONLY = {"denied": "disputed", "other figure given": "figures differ"}  # as states, where nothing came after

Row = dict[str, Any]


def events(reports: Sequence[Row]) -> tuple[Event, ...]:
    """Return what each report does to its claim, in their order: dated ones by date, then those without.

    A row has the columns that `sides_of` reads. An assertion repeats the claim where its source or its origin has
    asserted it at an earlier place in the order; of undated ones nobody knows.
    """
    return tuple(_events(reports))


def _events(reports: Sequence[Row]) -> Iterator[Event]:
    said_by: set[str] = set()
    first_of_origin: dict[str, str] = {}
    for row in reports:
        what, why = _WHAT[row["stance"]], row["reason"] if row["part"] != "asserted" else ""
        if row["stance"] == "assert" and row["date"] is not None:
            if row["speaker"] in said_by:
                what, why = "repeated", f"{row['source']} asserted it before"
            elif row["origin"] in first_of_origin:
                what, why = "repeated", f"of one origin with {first_of_origin[row['origin']]}"
            said_by |= {row["speaker"]} - {None}
            first_of_origin.setdefault(row["origin"], row["id"])
        names = ("date", "date_of", "actor", "actor_name", "id", "article", "outlet", "words")
        yield Event(what=what, who=row["source"], reason=why, **{name: row[name] for name in names})


def state(reports: Sequence[Row]) -> str:
    """Return what stands of a claim by its history: "disputed", "denied, then confirmed", "denied only"."""
    stances = {row["stance"] for row in reports}
    contest = next((_WHAT[stance] for stance in CONTESTS if stance in stances), None)
    if contest and not stances & {"assert", "confirm"}:
        return f"{contest} only"
    turns = {
        contest: _last(reports, CONTESTS),
        "confirmed": _last(reports, ("confirm",)),
        "retracted": _last(reports, ("retract",)),
    }
    ordered = sorted((days or ("", ""), word) for word, days in turns.items() if word and days is not None)
    if "retract" in stances and (again := _last(reports, ("assert",))) and again > ordered[-1][0]:
        ordered.append((again, "asserted again"))
    if [word for _, word in ordered] == [contest]:
        return f"{_CONTESTED_ONLY.get(contest or '', contest or '')}"
    return _in_order(ordered) or "asserted"


def _last(reports: Sequence[Row], stances: Sequence[str]) -> tuple[str, str] | None:
    """The days between which the last report of one of the stances lies, ("", "") where none has a date, or None."""
    days = [(row["first_day"] or "", row["last_day"] or "") for row in reports if row["stance"] in stances]
    return max(days) if days else None


def _in_order(turns: Sequence[tuple[tuple[str, str], str]]) -> str:
    """The turns as words, "then" between two where the days of the one are over before those of the other."""
    words = turns[0][1] if turns else ""
    for (before, _), (after, word) in pairwise(turns):
        words += f", then {word}" if before[1] and before[1] < after[0] else f" and {word}"
    return words
