"""What a list is made of: its columns, each with what stands in a cell and how a table makes room for it.

A cell's text is the same in every format but JSON, save that dates are values for programs ("2022-03-14 said") and
words for people ("14 Mar 2022 said"). It is not yet safe to print: each format makes it so in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from tracker.render.cells import Say, as_value, counted
from tracker.render.date_words import in_short
from tracker.render.forms import Form, fields_form
from tracker.views.row import Spot

Row = TypeVar("Row")
DATED_ID = 28  # terminal columns: "2 Jan 2019, morning reported" below an id, on one line
COVERED_ONCE = "1 article / 1 outlet / 1 origin"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A header, and the cell's text of a row; what people read in its place where that is another text (`shown`).

    In a table it is from `least` to `most` terminal columns wide (wider text is no easier to read), and wider only for
    a long word. With `below` it stands under the column before it, in the same cell and without a header of its own,
    and reads as that pattern: "{}" or "said by {}"; `beside` puts it on the line of the column before it. What is
    `usual` goes unsaid in a table, unless it is asked to be wide. Where a table has no room for all its columns, those
    that have a turn (`folds`) go below the column before them, with all that stands below, the lowest turn first;
    there they say what `folded` has ("" leaves them out).
    """

    header: str
    text: Callable[[Row], str]
    least: int = 6
    most: int = 60
    below: str = ""
    beside: bool = False
    usual: str = ""
    right: bool = False
    style: str = ""
    marks: Callable[[Row], Iterable[Spot]] | None = None  # places in the cell's text that Markdown shows in bold
    shown: Callable[[Row], str] | None = None
    folds: int = 0
    folded: Callable[[Row], str] | None = None

    def for_people(self, row: Row) -> str:
        """Return the cell's text as people read it: its dates in words."""
        return (self.shown or self.text)(row)

    def below_another(self) -> Column[Row]:
        """Return the column as it stands below another where there is no room for it beside that."""
        return replace(self, below="{}", style="", shown=self.folded or self.for_people)


def with_dates(header: str, text: Callable[[Row, Say], str], **more: Any) -> Column[Row]:  # noqa: ANN401 - as Column has them
    """Return a column whose `text` is told how to say dates: as values to programs, in short words to people."""
    return Column(header, lambda row: text(row, as_value), shown=lambda row: text(row, in_short), **more)


@dataclass(frozen=True, slots=True)
class View(Generic[Row]):
    """A list as a person knows it: its name, its columns, and the JSON form of a row.

    A table has the columns of `brief`, where there are some, unless it is asked to be wide: then a row takes two lines
    (more where columns are folded), and its longest words end in "…".
    `is_dated` tells which rows stand in the order of dates; for readers the others follow under a heading of their own.
    """

    name: str
    columns: tuple[Column[Row], ...]
    form: Callable[[Row], Form] = fields_form
    is_dated: Callable[[Row], bool] = lambda _: True
    brief: tuple[Column[Row], ...] = ()


def number_column(header: str, number: Callable[[Any], int], says: str, **more: Any) -> Column[Any]:  # noqa: ANN401
    """Return a column of a number; where it stands below another it `says` of what it is ("{} made"), none nothing."""

    def folded(row: Any) -> str:  # noqa: ANN401
        thing = header.split(maxsplit=1)[0].removesuffix("s")
        return says.format(counted(number(row), thing)) if number(row) else ""

    return Column(header, lambda row: str(number(row)), right=True, folded=folded, **more)
