"""What makes a class one of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Spot = tuple[int, int]
Row = TypeVar("Row")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def row(made: type[Row]) -> type[Row]:
    """Make a class one of rows: a dataclass that nobody writes to, and that can stand in a set.

    mypy sees to the first. To have Python see to it too takes a third of the time in which all these classes are made,
    which is the longest part of the start of every command.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)
