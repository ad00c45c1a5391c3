"""One character for each kind of event, and for the lines between them; plain ones where a stream has no others.

A sign never stands alone: the word stands beside it, or in the legend beneath.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text

from tracker.render.layout import ASSERTS, DENIES, QUIET, STRONG
from tracker.views.timeline import TimelineRow

HAPPENED = ("held", "habitual")  # the statuses of a meeting that took place
TO_COME = ("planned", "proposed")


@dataclass(frozen=True, slots=True)
class Sign:
    """A kind of event: its words in the legend, its character, the same in ASCII, and its colour."""

    words: str
    character: str
    plain: str
    style: str = ""

    def on(self, *, unicode: bool) -> str:
        """Return the character for a stream that has every character, or only ASCII."""
        return self.character if unicode else self.plain


MEETING = Sign("meeting", "◆", "#", STRONG)
NOT_MET = Sign("meeting planned or not held", "◇", "%", STRONG)
DENIAL = Sign("denial", "✗", "x", DENIES)
STATEMENT = Sign("statement", "●", "o", ASSERTS)
SIGNS = {
    "claim": Sign("claim", "●", "*", ASSERTS),
    "denial": DENIAL,
    "refusal": Sign("refusal", "○", "o"),
    "confirmation": Sign("confirmation", "✓", "+", ASSERTS),
    "retraction": Sign("retraction", "↶", "<", DENIES),
    "rejection": Sign("rejection", "⊘", "/"),
    "demand": Sign("demand", "!", "!"),
    "promise": Sign("promise", "»", ">"),
    "question": Sign("question", "?", "?"),
    "attitude": Sign("attitude", "~", "~"),
}
_BETWEEN = "   "  # two entries of the legend
_OTHER = Sign("other", "-", "-")


def sign_of(row: TimelineRow) -> Sign:
    """Return the sign of an event; a meeting that did not take place, or not yet, has one of its own."""
    if row.kind == "meeting":
        return MEETING if row.status in HAPPENED else NOT_MET
    return SIGNS.get(row.kind, _OTHER)


def legend(signs: Iterable[Sign], width: int, *, unicode: bool) -> Text:
    """Return the signs used with their words, each once, in the order of first use; none is parted from its words."""
    lines = [Text()]
    for sign in dict.fromkeys(signs):
        entry = Text.assemble((sign.on(unicode=unicode), sign.style), (f" {sign.words}", QUIET))
        if lines[-1].plain and lines[-1].cell_len + len(_BETWEEN) + entry.cell_len > width:
            lines.append(Text())
        lines[-1].append(_BETWEEN if lines[-1].plain else "").append_text(entry)
    return Text("\n").join(lines)


def rule(title: Text, width: int, *, unicode: bool) -> Text:
    """Return a line across the terminal with a title in it; a title that is too long for one stands by itself."""
    line = "─" if unicode else "-"
    rest = width - title.cell_len - 4
    if rest < 1:
        return title
    return Text.assemble((line * 2 + " ", QUIET), title, (" " + line * rest, QUIET))


def arrow(*, unicode: bool) -> str:
    """Return what stands between who speaks and whom he answers."""
    return "→" if unicode else "->"
