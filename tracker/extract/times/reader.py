"""Goes through the words of a page once: at each the longest match of a rule wins, with modifier and time of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.dates import PartialDate
from tracker.extract.times.anchored import with_anchors
from tracker.extract.times.clock import clock_of
from tracker.extract.times.expression import Context, Expression, Timex
from tracker.extract.times.grammar import grammar
from tracker.extract.times.words import CHARACTERS, Word, kinds_of, words_of
from tracker.parsing import Page
from tracker.records import Time
from tracker.word_lists import any_of, meanings, word_list


def find_times(page: Page) -> tuple[Time, ...]:
    """Return the temporal expressions of the article in the order of the text; none overlaps another.

    `rule` says in a few words what decided the value. The package says what stays open or is left out.
    """
    published = PartialDate.parse(page.article.published) if page.article.published else None
    return with_anchors(page, _Reader(page, published).times())


# The "Sunday" of "The Sunday Times" is no day; that of "on Sunday the Times" is.
_SUNDAY_PAPERS = [word.capitalize() for word in word_list("outlet_words", "short_names", "papers", "sunday_papers")]
_PAPER = re.compile(rf"\b[Tt]he Sunday (?:{any_of(_SUNDAY_PAPERS)})\b(?!\s+[A-Z])|\b[Tt]he Mail on Sunday\b")


class _Reader:
    """Reads the words of one page in order, and keeps the date in focus; positions are numbers of words."""

    def __init__(self, page: Page, published: PartialDate | None) -> None:
        self.page = page
        self.published = published
        self.words = tuple(words_of(page.article.text))
        self.kinds = kinds_of(self.words)
        self.focus: PartialDate | None = None
        self.quarter: PartialDate | None = None
        self.earlier_values: set[str] = set()
        self.papers = [paper.span() for paper in _PAPER.finditer(page.article.text)]

    def times(self) -> Iterator[Time]:
        position = 0
        while (first := grammar().next_start(self.kinds, position)) is not None:
            found = self._read_at(first) if not self._is_of_a_paper(self.words[first]) else None
            if found is None:
                position = first + 1
                continue
            timex, position = found
            self._move_focus(timex)
            start, end = self.words[first].start, self.words[position - 1].end
            yield Time(self.page.cut(start, end), timex.type, timex.value, timex.mod, timex.rule)

    def _is_of_a_paper(self, word: Word) -> bool:
        return any(start <= word.start < end for start, end in self.papers)

    def _move_focus(self, timex: Timex) -> None:
        if timex.moves_focus and timex.type in ("DATE", "TIME"):
            self.focus = PartialDate.parse(timex.value) or self.focus
            self.earlier_values.add(timex.value)
            if "-Q" in timex.value and self.focus is not None and self._is_over(self.focus):
                self.quarter = self.focus

        if timex.value in _LONGER_THAN_A_QUARTER:
            self.quarter = None

    def _is_over(self, date: PartialDate) -> bool:
        return self.published is None or date.last <= self.published.last

    def _read_at(self, position: int) -> tuple[Timex, int] | None:
        """Return the timex that begins at a word, and the position after it: with a modifier, else without."""
        prefix = grammar().prefix.match(self.kinds, position)
        found = self._read_modified(position, prefix.end()) if prefix else None
        return found or self._read_timed(position, prefixed=False)

    def _read_modified(self, position: int, core: int) -> tuple[Timex, int] | None:
        if self._text(core - 1) in ("over", "around", "about") and self._text(core) in ("the", "these"):
            return None  # "over the years"
        found = self._read_timed(core, prefixed=True)
        if found is None:
            return None
        mod = _mod(self.words[position:core])
        if found[0].type not in _MODIFIED.get(mod or "", ("DURATION",)) or "REF" in found[0].value:
            return None
        return replace(found[0], mod=mod), found[1]

    def _read_timed(self, position: int, prefixed: bool) -> tuple[Timex, int] | None:
        """Read a day with the time of day before or after it ("10 p.m. on Monday", "Friday evening")."""
        before = grammar().time_before.match(self.kinds, position)
        clock = clock_of(self.words[position : before.end()]) if before else None
        if before and clock and (found := self._read_core(before.end(), prefixed)) and _is_day(found[0]):
            timex, end = found
            if self.kinds[end : end + 1] == CHARACTERS["part"]:  # "8 o'clock on Monday morning"
                clock, end = clock_of(self.words[position : before.end()] + self.words[end : end + 1]) or clock, end + 1
            return _with_clock(timex, clock), end
        found = self._read_core(position, prefixed)
        after = grammar().time_after.match(self.kinds, found[1]) if found and _is_day(found[0]) else None
        if found and after and (clock := clock_of(self.words[found[1] : after.end()])):
            return _with_clock(found[0], clock), after.end()
        return found

    def _read_core(self, position: int, prefixed: bool) -> tuple[Timex, int] | None:
        """Return the first timex that its rule does not refuse, the longest match first."""
        matches = [(match.end(), read) for rule, read in grammar().rules if (match := rule.match(self.kinds, position))]
        for end, read in sorted(matches, key=lambda match: -match[0]):
            if end > position and (timex := read(self._expression(position, end, prefixed))):
                return timex, end
        return None

    def _expression(self, position: int, end: int, prefixed: bool) -> Expression:
        words = self.words[position:end]
        neighbours = (self._text(position - 1), self._text(end), self._text(end + 1))
        context = Context(
            self.published,
            self.focus,
            self.quarter,
            self.earlier_values,
            self.page,
            (words[0].start, words[-1].end),
            neighbours,
            self._text(position - 2),
            prefixed,
        )
        return Expression(words, context)

    def _text(self, position: int) -> str:
        return self.words[position].text if 0 <= position < len(self.words) else ""


# Periods that company news compares besides quarters: after one, "a year earlier" is a year again.
_LONGER_THAN_A_QUARTER = ("P6M", "P9M", "P1Y")


# The TIMEX3 mod of a word, or of all words of a kind.
_MODS = meanings("time_words", "modifiers")
# What "early" or "about" may modify; "more than" and the like go with durations.
_MODIFIED = {
    "START": ("DATE", "TIME"), "MID": ("DATE", "TIME"), "END": ("DATE", "TIME"),
    "APPROX": ("DATE", "TIME", "DURATION"),
}  # fmt: skip


def _mod(words: tuple[Word, ...]) -> str | None:
    mods = [_MODS.get(word.text, _MODS.get(word.kind)) for word in words]
    mod = next((mod for mod in mods if mod), None)
    if words[0].kind == "no":
        return "EQUAL_OR_LESS" if mod == "MORE_THAN" else "EQUAL_OR_MORE"
    return mod


def _is_day(timex: Timex) -> bool:
    return timex.type == "DATE" and re.fullmatch(r"[0-9X]{4}-([0-9X]{2}-[0-9X]{2}|WXX-[1-7])", timex.value) is not None


def _with_clock(timex: Timex, clock: str) -> Timex:
    return replace(timex, type="TIME", value=f"{timex.value}T{clock}")
