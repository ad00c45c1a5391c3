"""tracker: reads news articles into claims, sources, denials and meetings.

What scripts and notebooks use is named here (`tracker.api`); it is loaded when it is first asked for, so that the
commands start fast, and `__init__.pyi` has their types. To read the program itself, start at `pipeline.py`.
"""

from __future__ import annotations

import importlib

__all__ = [
    "OpenStore",
    "actors",
    "articles",
    "claims",
    "denials",
    "disputed",
    "ingest",
    "meetings",
    "open_store",
    "refusals",
    "show",
    "sources",
    "timeline",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("tracker.api"), name)


def __dir__() -> list[str]:
    """Return the names that `help`, and the Tab key in a notebook, offer."""
    return sorted({*globals(), *__all__})
