"""The columns of the actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tracker.render.cells import SayDate, as_value, counted, joined, worded
from tracker.render.column import Column, View, with_dates
from tracker.render.date_words import codes_in_words
from tracker.views.actors import ActorRow, Merged, other_names


def _merged(row: ActorRow, say: SayDate) -> str:
    names = {row.acts_for: row.acts_for_name} if row.acts_for and row.acts_for_name else {}
    return joined(_merged_actor(merged, say, names) for merged in row.merged)


def _merged_actor(merged: Merged, say: SayDate, names: Mapping[str, str]) -> str:
    """Return what was merged into an actor, by whom and why: "john-brown John Brown (tracker: …)"."""
    by = ": ".join(filter(None, (merged.by, merged.reason)))
    return f"{merged.id} {merged.name} ({by if say is as_value else codes_in_words(by, (), names)})"


ACTORS: View[ActorRow] = View(
    "actors",
    (
        Column("id", lambda r: r.id, style="dim"),
        Column("actor", lambda r: r.name, least=14, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        Column("acts for", lambda r: r.acts_for or "", least=8, shown=lambda r: r.acts_for_name or ""),
        Column("aliases", lambda r: joined(r.aliases), least=18),
        with_dates("merged", _merged, below="merged: {}"),
        Column("says", lambda r: str(r.says), right=True),
        Column("spoken of", lambda r: str(r.spoken_of), right=True),
        Column("meets", lambda r: str(r.meets), right=True),
    ),
)


ACTORS = replace(
    ACTORS,
    brief=(
        Column("id", lambda r: r.id, style="dim"),
        Column("actor", lambda r: r.name, least=20, style="bold"),
        Column("kind", lambda r: worded(r.kind), below="{}"),
        Column(
            "acts for", lambda r: r.acts_for or "", least=8, shown=lambda r: r.acts_for_name or "",
            folds=1, folded=lambda r: f"for {r.acts_for_name}" if r.acts_for_name else "",
        ),
        Column(
            "other names", lambda r: joined(r.aliases), least=18, shown=lambda r: joined(other_names(r)),
            folds=2, folded=lambda r: counted(len(other_names(r)), "other name") if other_names(r) else "",
        ),
        with_dates("merged", _merged, below="merged: {}"),
        Column("says", lambda r: str(r.says), right=True),
        Column("spoken of", lambda r: str(r.spoken_of), right=True),
        Column("meets", lambda r: str(r.meets), right=True),
    ),
)  # fmt: skip
