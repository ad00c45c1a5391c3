"""Whom a text gives as its source: the credit of the whole article, and the outlet that one statement cites.

A credit stands in the header ("source:"), in the byline, in the dateline ("ROME, March 14 (Reuters) —") or on the last
line ("— AP"). A statement cites an outlet where the outlet speaks ("Reuters reported"), where its source speaks through
it ("the Courier, citing officials"), and where its source spoke to it ("told the Times", "in an interview with CNN").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.lexicon.newsrooms import is_agency, is_listed, is_outlet, newsroom
from tracker.reading.openings import openings
from tracker.word_lists import any_of, word_list

_OPENING = 300  # code points in which a dateline stands
_AROUND = 120  # code points around a statement in which its sentence ends, for most

_WORD = r"[A-Z](?:[\w&'\u2019-]|\.(?=\w))*"
_NAME = rf"{_WORD}(?: (?:(?:of|de|della|al) )?{_WORD}){{0,4}}"
_DATELINE = re.compile(
    r"\W*(?P<place>[A-Z][\w.'\u2019/-]{2,})[^\n\u2013\u2014()]{0,60}?[ ,]"
    r"(?:\((?P<round>[^()\n]{2,40})\)\s*[-\u2013\u2014:]|/(?P<slash>[^/\n]{2,40})/\s*[-\u2013\u2014:.])"
)
_ENDING = re.compile(
    r"(?:^|[\n.!?\"\u201d])\s*(?P<words>\((?P<round>[^()\n]{2,30})\)|[-\u2013\u2014]+\s*(?P<dash>[^()\n]{2,30}?)"
    r"|(?:source|from|by):?\s+(?P<after>[^()\n]{2,30}?))\.?\s*\Z",
    re.IGNORECASE,
)
_BYLINE = re.compile(r",| and | for | of |/|\||;|\bby\b", re.I)

_THE = rf"(?:the )?(?:(?:{any_of(word_list('outlet_words', 'before_a_name'))}) )*"
_NAME_AFTER_TELLING = re.compile(rf"\s+{_THE}(?P<name>{_NAME})")
_SPOKE_TO = re.compile(
    rf"\b(?:{any_of(word_list('outlet_words', 'spoken_or_printed'))})(?: \w+){{0,2}}? "
    rf"(?:{any_of(word_list('outlet_words', 'to_an_outlet'))}) {_THE}(?P<name>{_NAME})"
)
_TELLING = re.compile(rf"\b(?:{any_of(word_list('outlet_words', 'telling'))})$")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)\]]*\s+(?=[A-Z\"\u201c(])|\n")
_SHORT_NAMES = word_list("outlet_words", "short_names")


@dataclass(frozen=True, slots=True)
class Credit:
    """A newsroom that a text names as its source, and in what words, as a reason: "carries “(AP)”"."""

    newsroom: str
    reason: str


@dataclass(frozen=True, slots=True)
class CitingStatement:
    """A statement as far as its chain of sources needs it; `start` and `end` are its place in the article's text.

    `bodies` are those who pass it on and then who speaks, where they are organisations; `cue_end` where its cue ends.
    """

    start: int
    end: int
    cue_end: int
    bodies: tuple[str, ...]


def credit_of(text: str, outlet: str | None, author: str | None, credit: str | None) -> Credit | None:
    """Return whose text an article carries; None where it does not say so, or its own outlet wrote it.

    An agency's own article carries the agency's text.
    """
    found = next(_credits(text, author, credit), None)
    if found is None and outlet and is_agency(outlet):
        return Credit(newsroom(outlet), f"published by {outlet}")
    return (
        found
        if found is not None and (outlet is None or found.newsroom != newsroom(outlet) or is_agency(outlet))
        else None
    )


def cited_by(statement: CitingStatement, text: str, outlet: str | None) -> Credit | None:
    """Return the outlet that a statement comes from, where that is another than the article's own."""
    own = newsroom(outlet) if outlet else None
    for name, words in _cited(statement, text):
        cited = _in_full(name, text, outlet)
        if cited != own:
            return Credit(cited, words)
    return None


def _credits(text: str, author: str | None, credit: str | None) -> Iterator[Credit]:
    if credit:
        yield Credit(newsroom(credit), f"its source is {credit}")
    for name in _BYLINE.split(author or ""):
        if is_listed(name) or is_agency(name):
            yield Credit(newsroom(name), f"its author is {author}")
    for above, at in enumerate(openings(text)):
        opening = _DATELINE.match(text[at : at + _OPENING])
        name = (opening["round"] or opening["slash"]) if opening is not None else ""
        if opening and ((not above and opening["place"].isupper()) or is_listed(name) or is_agency(name)):
            yield Credit(newsroom(name), f"carries “{name}”")
    if ending := _ENDING.search(text.rstrip()[-_AROUND:]):
        name = ending["round"] or ending["dash"] or ending["after"]
        if is_listed(name) or is_agency(name):
            yield Credit(newsroom(name), f"carries “{ending['words']}”")


def _cited(statement: CitingStatement, text: str) -> Iterator[tuple[str, str]]:
    """Yield each outlet that the statement names as where it comes from, with the words that say so."""
    for body in statement.bodies:
        if is_outlet(body) or _is_short(body):
            yield body, f"cites {body}"
    before = text[max(0, statement.cue_end - _AROUND) : statement.cue_end]
    if _TELLING.search(before) and (found := _NAME_AFTER_TELLING.match(text, statement.cue_end)):
        yield from _named(found, "told")
    for found in _SPOKE_TO.finditer(_sentence(statement, text)):
        yield from _named(found, "cites")


def _named(found: re.Match[str], verb: str) -> Iterator[tuple[str, str]]:
    name = found["name"].rstrip("'\u2019-")
    if is_outlet(name) or (_is_short(name) and re.search(rf"\bthe {name}", found[0], re.I)):
        yield name, f"{verb} {name}"


def _is_short(name: str) -> bool:
    return name.removeprefix("The ").removeprefix("the ").casefold() in _SHORT_NAMES


def _sentence(statement: CitingStatement, text: str) -> str:
    """The statement and the rest of the sentences that it begins and ends in."""
    before = _SENTENCE.split(text[max(0, statement.start - _AROUND) : statement.start])[-1]
    after = _SENTENCE.split(text[statement.end : statement.end + _AROUND])[0]
    return before + text[statement.start : statement.end] + after


def _in_full(name: str, text: str, outlet: str | None) -> str:
    """Return the newsroom that a name stands for; of a short one ("the Times") that which the article names in full."""
    if not _is_short(name):
        return newsroom(name)
    last = name.rsplit(maxsplit=1)[-1]
    fuller = (found[0] for found in re.finditer(rf"\b(?:[A-Z][\w'\u2019-]*(?: of)? )+{last}\b", text))
    for words in fuller:
        for longest in _ends_of(words):
            if is_listed(longest):
                return newsroom(longest)
        if not _is_short(words):
            return newsroom(words)
    return newsroom(outlet) if outlet and outlet.split()[-1] == last else newsroom(name)


def _ends_of(words: str) -> Iterable[str]:
    """The ends of a name, the longest first: "Sunday New York Times", "New York Times"."""
    parts = words.split()
    return (" ".join(parts[at:]) for at in range(len(parts) - 1))
