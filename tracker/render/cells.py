"""What cells say that are in several lists: dates and what they are the dates of, names, coverage, reports, stances.

A number never stands for coverage alone ("4 articles / 2 outlets / 1 origin"), and a date says what it is the date of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Protocol

from tracker.render.date_words import in_short
from tracker.views.reports import AnswerReport, Report, Word

SayDate = Callable[[str], str]  # gives a date value for programs (`as_value`), or in words (`in_words`, `in_short`)

UNDATED = "undated"
UNDATED_BLOCK = "Undated"  # heading of the rows without a date, in a list in order of dates
KNOWN_FROM_DENIAL = "nobody in this store asserts it; known from its denial"
NOT_ASSERTED = "nobody asserts it"
_TIME_OF_DAY = re.compile(r"^(\d{4}-\d\d-\d\d)T.*", re.ASCII)

STANCES = {
    "assert": "asserts it",
    "confirm": "confirms it",
    "deny": "denies it",
    "deny_knowledge": "denies knowledge of it",
    "no_comment": "declined to say",
    "question": "questions it",
    "retract": "retracts it",
    "reject": "rejects it",
    "other_figure": "gives another figure",
}


class Covered(Protocol):
    """A row with its coverage: how many articles, outlets and independent origins report it."""

    @property
    def articles(self) -> int:
        """How many articles report it."""

    @property
    def outlets(self) -> int:
        """How many outlets these are of."""

    @property
    def origins(self) -> int:
        """How many independent origins they have it from."""


class OfActor(Protocol):
    """A row with an actor, by key and by name."""

    @property
    def actor(self) -> str | None:
        """The key, as programs know it."""

    @property
    def actor_name(self) -> str | None:
        """The name, as people call it."""


def as_value(date: str) -> str:
    """Return a date value unchanged, for programs."""
    return date


def dated(date: str | None, date_of: str | None, say: SayDate = as_value) -> str:
    """Return a date with what it is the date of, or "undated"."""
    return " ".join(filter(None, (say(date), date_of))) if date else UNDATED


def said_or_reported(said: str | None, reported: str | None, say: SayDate = as_value) -> str:
    """Return when it was said, else when it was reported, marked as such."""
    return dated(said, "said", say) if said else dated(reported, "reported", say)


def period(start: str | None, end: str | None, say: SayDate = as_value) -> str:
    """Return "start to end", one date where both are the same or one is missing, or "undated"; "13 to 15 Mar 2022"."""
    ends = list(dict.fromkeys(filter(None, (start, end))))
    if len(ends) < 2 or say is as_value:
        return " to ".join(map(say, ends)) or UNDATED
    date_range = "/".join(ends)
    words = say(date_range)
    words = words if words != date_range else f"from {say(ends[0])} to {say(ends[1])}"
    return words if say is not in_short or words.startswith("from the ") else words.removeprefix("from ")


def days(first: str | None, last: str | None, say: SayDate = as_value) -> str:
    """Return from when to when statements are, as `period`; for people without the times of day."""
    if say is not as_value:
        first, last = (date and _TIME_OF_DAY.sub(r"\1", date) for date in (first, last))
    return period(first, last, say)


def counted(number: int, thing: str) -> str:
    """Return "1 article", "4 articles"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def coverage(row: Covered) -> str:
    """Return the coverage of a row: "4 articles / 2 outlets / 1 origin"."""
    return coverage_words(row.articles, row.outlets, row.origins)


def coverage_words(articles: int, outlets: int, origins: int) -> str:
    """Return a coverage given as three numbers: "4 articles / 2 outlets / 1 origin"."""
    numbers = (articles, "article"), (outlets, "outlet"), (origins, "origin")
    return " / ".join(counted(number, thing) for number, thing in numbers)


def named(name: str, actor: str | None) -> str:
    """Return a name with the actor it stands for: "US officials (United States)", unless the name says it."""
    return f"{name} ({actor})" if actor and not _says(name, actor) else name


def _says(name: str, actor: str) -> bool:
    """Whether a name contains that of the actor: "the embassy of Sudria" contains "Sudria"."""
    bare = re.escape(actor.removeprefix("the "))
    return re.search(rf"(?<!\w){bare}(?!\w)", name, re.IGNORECASE) is not None


def keyed(name: str, key: str | None) -> str:
    """Return a name with the key of the actor it stands for, as programs read it: "US officials (USA)"."""
    return f"{name} ({key})" if key and key != name else name


def with_actor(name: str, row: OfActor, say: SayDate) -> str:
    """Return a name in a row with the actor of the row, as people call it or as programs know it."""
    return keyed(name, row.actor) if say is as_value else named(name, row.actor_name)


def stance_words(stance: str) -> str:
    """Return what a stance does to the claim it answers: "denies knowledge of it"."""
    return STANCES.get(stance, worded(stance))


def stance_verb(stance: str) -> str:
    """Return what a stance does, without the "it" of the claim: "denies knowledge", "asserts"."""
    return stance_words(stance).removesuffix(" it").removesuffix(" of")


def worded(token: str | None) -> str:
    """Return a token of the store as words: "in person" for ``in_person``."""
    return (token or "").replace("_", " ")


def joined(texts: Iterable[str]) -> str:
    """Return texts one after the other in one cell, with dots between them."""
    return " · ".join(texts)


def report_cell(report: Report, say: SayDate = as_value) -> str:
    """Return a report in one cell: who said it, when, the outlet, the id and the words."""
    where = report.outlet or report.article
    who = with_actor(report.source, report, say)
    return f"{who}, {report_date(report, say)}, {where}, {report.id}: {report.words}"


def answer_cell(report: AnswerReport, say: SayDate = as_value) -> str:
    """Return a report with its stance, and why it is taken to answer the claim."""
    return f"{report_cell(report, say)} [{stance_of(report)}; {reason_and_score(report)}]"


def stance_of(report: AnswerReport) -> str:
    """Return what an answer does to the claim; "possibly: denies it" of a possible link."""
    return f"{'possibly: ' if report.state == 'possible' else ''}{stance_words(report.stance)}"


def person_words(words: Iterable[Word]) -> str:
    """Return what people decided of a row: "merged by alice: they tell of one order"."""
    return joined(f"{word.what} by {word.who}" + (f": {word.why}" if word.why else "") for word in words)


def reason_and_score(report: AnswerReport) -> str:
    """Return the reason of a link in words, and its score (0 to 1)."""
    return ", ".join(filter(None, (report.reason, f"score {report.score:.2f}")))


def report_date(report: Report, say: SayDate) -> str:
    """Return when a report was said, else when it was reported."""
    return said_or_reported(report.said, report.reported, say)


def in_brackets(*parts: str) -> str:
    """Return "(Politico, c79jdd592z9)"; a name that has brackets of its own, "(no source named)", keeps none."""
    return f"({', '.join(part.removeprefix('(').removesuffix(')') for part in parts)})"
