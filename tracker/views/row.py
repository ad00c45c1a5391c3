"""The decorator of all classes of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Spot = tuple[int, int]  # where words stand: start and end in code points
Row = TypeVar("Row")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def row(cls: type[Row]) -> type[Row]:
    """Return a class as a dataclass with slots, that can stand in a set and that mypy takes for frozen.

    Python is not asked to freeze it too: that takes a third of the time in which all these classes are made, which is
    the longest part of the start of every command.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
