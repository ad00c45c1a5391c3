"""What a list is shown by: its columns, each with the text of its cells and how a table makes room for it.

A cell's text is the same in every format but JSON, save that dates are values for programs ("2022-03-14 said") and
words for people ("14 Mar 2022 said"). It is not yet safe to print: each format makes it so in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from tracker.render.cells import SayDate, as_value, counted
from tracker.render.date_words import in_short
from tracker.render.forms import Form, fields_form
from tracker.views.row import Spot

Row = TypeVar("Row")
DATED_ID = 28  # terminal columns: "2 Jan 2019, morning reported" below an id, on one line
COVERED_ONCE = "1 article / 1 outlet / 1 origin"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its header, the text of its cells, and how a table lays it out.

    A column with `below` stands in the cell of the column before it, under its text and without a header of its own.
    Where a table has no room for all its columns, those with a number in `folds` move below the column before them,
    together with the columns below them, the lowest number first.
    """

    header: str
    text: Callable[[Row], str]
    least: int = 6  # terminal columns
    most: int = 60  # terminal columns, exceeded only by a long word; wider text is no easier to read
    below: str = ""  # how the text reads below another column: "{}", "said by {}"; "" for a column of its own
    beside: bool = False  # with `below`: on the same line as the column before it
    usual: str = ""  # the text that a table leaves out, unless it is asked to be wide
    right: bool = False  # aligned to the right
    style: str = ""
    marks: Callable[[Row], Iterable[Spot]] | None = None  # places in the cell's text that Markdown shows in bold
    shown: Callable[[Row], str] | None = None  # the text for people, where it is not `text`
    folds: int = 0  # 0: never
    folded: Callable[[Row], str] | None = None  # the text where the column was moved; "" leaves it out

    def for_people(self, row: Row) -> str:
        """Return the cell's text as people read it: its dates in words."""
        return (self.shown or self.text)(row)

    def below_another(self) -> Column[Row]:
        """Return the column as it is moved below another for want of room."""
        return replace(self, below="{}", style="", shown=self.folded or self.for_people)


def with_dates(header: str, text: Callable[[Row, SayDate], str], **settings: Any) -> Column[Row]:  # noqa: ANN401 - Column's
    """Return a column whose `text` is given how to write dates: as values for programs, in short words for people."""
    return Column(header, lambda row: text(row, as_value), shown=lambda row: text(row, in_short), **settings)


@dataclass(frozen=True, slots=True)
class View(Generic[Row]):
    """How a list is shown: its name, its columns, and the JSON form of a row.

    A table has the columns of `brief`, if any, unless it is asked to be wide. A brief row takes two lines (more where
    its id and what stands below it need them), and texts that are too long for these end in "…".
    In Markdown the rows that are not `is_dated` follow the others, under a heading of their own.
    """

    name: str
    columns: tuple[Column[Row], ...]
    form: Callable[[Row], Form] = fields_form
    is_dated: Callable[[Row], bool] = lambda _: True
    brief: tuple[Column[Row], ...] = ()


def number_column(header: str, number: Callable[[Any], int], pattern: str, **settings: Any) -> Column[Any]:  # noqa: ANN401
    """Return a column of a number; folded it reads as `pattern` ("{} made": "2 denials made"), and 0 is left out."""

    def folded(row: Any) -> str:  # noqa: ANN401
        thing = header.split(maxsplit=1)[0].removesuffix("s")
        return pattern.format(counted(number(row), thing)) if number(row) else ""

    return Column(header, lambda row: str(number(row)), right=True, folded=folded, **settings)
