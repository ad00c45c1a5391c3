"""The actors, with those that were merged into them."""

from __future__ import annotations

from tracker.views.row import row


@row
class Merged:
    """An actor that is one with another, by whose name both are known.

    `by` is "tracker", or who decided it and when; `reason` says why.
    """

    id: str
    name: str
    by: str
    reason: str


@row
class ActorRow:
    """An actor in the list of actors, with all that were merged into it."""

    id: str
    name: str
    kind: str
    acts_for: str | None
    aliases: tuple[str, ...]
    says: int  # statements it makes, itself or through those who act for it
    spoken_of: int  # statements that mention it
    meets: int  # meetings it takes part in
    merged: tuple[Merged, ...] = ()
    acts_for_name: str | None = None


def other_names(row: ActorRow) -> list[str]:
    """Return the aliases of an actor that its id and its name do not say already."""
    return [alias for alias in row.aliases if alias.casefold() not in (row.name.casefold(), row.id.casefold())]
