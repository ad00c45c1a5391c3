"""The columns of what `tracker verify` finds."""

from __future__ import annotations

from tracker.render.cells import worded
from tracker.render.column import Column, View
from tracker.views.quotations import Misquote

MISQUOTES: View[Misquote] = View(
    "misquotes",
    (
        Column("owner", lambda r: r.owner, style="dim"),
        Column("role", lambda r: worded(r.role), least=8),
        Column("article", lambda r: r.article, least=11),
        Column("span", lambda r: f"{r.span[0]}-{r.span[1]}"),
        Column("stored", lambda r: r.stored, least=16),
        Column("found", lambda r: r.found, least=16),
    ),
)
