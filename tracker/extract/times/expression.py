"""What a rule is given, an expression and its context, and what it returns, a TIMEX3 value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from tracker.dates import PartialDate
from tracker.extract.times.tense import Direction, direction_of, token_at
from tracker.extract.times.words import SINGULAR, UNITS, Word, number_of
from tracker.parsing import Page

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the words: the publication date, the dates before, the parse, the neighbours."""

    published: PartialDate | None
    focus: PartialDate | None  # the last date before it in the article
    quarter: PartialDate | None  # the last quarter before it that was over at publication
    earlier_values: Container[str]  # the values of all dates before it
    page: Page
    place: tuple[int, int]  # of the expression, in code points
    neighbours: tuple[str, str, str]  # the word before, and two after, in lower case; "" at the borders of the text
    second_before: str  # the word before the word before
    prefixed: bool  # "the end of" or the like stands before it

    @property
    def before(self) -> str:
        """The word before the expression."""
        return self.neighbours[0]

    @property
    def after(self) -> str:
        """The word after the expression."""
        return self.neighbours[1]

    @property
    def token(self) -> Token | None:
        """The token of the parse at the start of the expression."""
        return token_at(self.page, self.place[0])

    @property
    def next_token(self) -> Token | None:
        """The token of the parse after the expression."""
        last = token_at(self.page, self.place[1] - 1)
        return last.nbor() if last is not None and last.i + 1 < len(self.page.doc) else None

    def is_adjective(self) -> bool:
        """Whether it modifies a noun after it ("a June agreement"), so that the tense of the clause is not its own."""
        token = self.token
        return token is not None and token.dep_ in ("compound", "amod", "nmod", "nummod") and token.head.i > token.i

    def is_name(self) -> bool:
        """Whether it is part of a name: "USA Today", or the broadcast "This Week", in quotation marks."""
        token = self.token
        if token is None or token.is_sent_start or not token.text[0].isupper():
            return False
        last = token_at(self.page, self.place[1] - 1)
        if last == token:
            return token.nbor(-1).pos_ == "PROPN" and token.tag_.startswith("NNP")
        return self.before in _QUOTATION_MARKS and last is not None and last.text[0].isupper()

    def is_before_a_noun(self) -> bool:
        """Whether the next word is of a noun phrase ("March 3 and 4 others")."""
        return self.next_token is not None and self.next_token.pos_ in ("NOUN", "PROPN", "ADJ")

    def is_before_its_noun(self) -> bool:
        """Whether its last word is part of a longer noun ("the Good Friday agreement")."""
        last = token_at(self.page, self.place[1] - 1)
        is_part = last is not None and last.dep_ in ("compound", "amod") and last.head.i > last.i
        return is_part and last is not None and last.head.pos_ in ("NOUN", "PROPN")

    def direction(self) -> Direction:
        """Return whether the verb of the expression puts it in the past or the future (see `direction_of`)."""
        return direction_of(self.page, *self.place)

    def on_publication(self, value_on: Callable[[dt.date], str | None]) -> str | None:
        """Return the value of a function of the day of publication; None if its possible days give different ones."""
        if self.published is None:
            return None
        try:
            values = {value_on(self.published.first), value_on(self.published.last)}
        except (OverflowError, ValueError):  # beyond the calendar
            return None
        return values.pop() if len(values) == 1 else None


_QUOTATION_MARKS = ('"', "\u201c", "``", "`", "'")


@dataclass(frozen=True, slots=True)
class Timex:
    """The TIMEX3 type and value of an expression, and in a few words the rule that gave them."""

    type: TimexType
    value: str
    rule: str
    mod: str | None = None
    moves_focus: bool = True  # whether later expressions may count from it


@dataclass(frozen=True, slots=True)
class Expression:
    """The words that a rule matched, and their context."""

    words: tuple[Word, ...]
    context: Context

    def get(self, *kinds: str) -> str | None:
        """Return the first word of one of these kinds."""
        return next((word.text for word in self.words if word.kind in kinds), None)

    def all(self, *kinds: str) -> list[str]:
        """Return every word of these kinds."""
        return [word.text for word in self.words if word.kind in kinds]

    @property
    def unit(self) -> str:
        """The last unit that it names, in the singular."""
        return SINGULAR[self.all("unit", "units", "quarter", "weekend")[-1]]

    @property
    def step(self) -> int:
        """How many units from now: -1 for last, 0 for this, 1 for next."""
        if self.get("last", "past", "previous"):
            return -1
        return 1 if self.get("next", "coming", "following") else 0

    @property
    def count(self) -> int | None:
        """The number that it states ("twenty-four", "1,500", "a"); None for "few" and the like."""
        if self.get("few"):
            return 2 if self.get("few") == "couple" else None
        total, found = 0, False
        for word in self.words:
            number = number_of(word)
            if number is None:
                continue
            found = True
            total = max(total, 1) * number if number in (100, 1000) and word.kind == "numeral" else total + number
        if found:
            return total
        return 1 if self.get("a", "the", "unit", "quarter", "part") else None


_YEARS_IN = {"decade": 10, "century": 100, "millennium": 1000}


def period(count: int | str, unit: str) -> str:
    """Return the TIMEX3 value of a duration: P3D, PT7H, PXY. Counted decades are years, as in ISO 8601."""
    if unit in _YEARS_IN and isinstance(count, int):
        return f"P{count * _YEARS_IN[unit]}Y"
    return f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{count}{UNITS[unit]}"


Read = Callable[[Expression], Timex | None]
# A pattern of kinds (see grammar.py) and what reads the words that it matches; None where these are no time after all.
Rule = tuple[str, Read]
