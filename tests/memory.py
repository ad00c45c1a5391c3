"""How much memory a call takes at most, as Python counts it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable


def peak_memory(read: Callable[[], object]) -> int:
    """Return the most bytes that were held at once while it ran."""
    tracemalloc.start()
    try:
        read()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
