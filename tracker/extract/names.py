"""Which words of an article name a listed actor: a country, a body, the holder of an office.

A name that is not enough alone ("Washington", "Johnson") is taken where the article names the same actor more fully
elsewhere; of several bearers of one name, the one named last before it. What stays open is left out. Whether "Moscow"
is the state or the town is not decided here: `people` knows what each noun phrase names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from tracker.lexicon import actors as lexicon
from tracker.lexicon.actors import Naming, longest_name
from tracker.lexicon.titles import gender_of_title
from tracker.parsing import Page

_LONGEST = 6  # words of a name of which a paper sets the first in capitals


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens first to last (numbers, both included) that name an actor."""

    first: int
    last: int
    naming: Naming


def find_names(page: Page) -> list[Name]:
    """Return the names of listed actors in text order."""
    doc = page.doc
    found = [one for one in _candidates(doc) if not _is_part_of_name(doc, one[0], one[2])]
    sure: dict[str, list[int]] = {}
    for first, _, namings in found:
        safe = {n.actor for n in namings if n.safe}
        if len(safe) == 1:
            sure.setdefault(safe.pop(), []).append(first)
    chosen = ((first, last, _chosen(namings, sure, first)) for first, last, namings in found)
    return [Name(first, last, naming) for first, last, naming in chosen if naming is not None]


def _candidates(doc: Doc) -> Iterator[tuple[int, int, tuple[Naming, ...]]]:
    words = [token.text for token in doc]
    at = 0
    while at < len(words):
        length, namings = longest_name(words, at) if words[at][:1].isupper() else (0, ())
        if not length and at + 1 < len(words) and _is_set_in_capitals(words[at], words[at + 1]):
            length, namings = longest_name([words[at].capitalize(), *words[at + 1 : at + _LONGEST]], 0)
        if namings := _fitting_bearers(doc, at, namings):
            yield at, at + length - 1, namings
        at += max(length, 1)


def _is_set_in_capitals(word: str, following: str) -> bool:
    """Whether a paper sets the first word of a story in capitals: "LEO Varadkar"."""
    return len(word) > 2 and word.isalpha() and word.isupper() and following.istitle()


def _fitting_bearers(doc: Doc, at: int, namings: tuple[Naming, ...]) -> tuple[Naming, ...]:
    """Those whom a surname may name after a title or a first name: not "Ivana Trump", "Ms. Trump"."""
    before = doc[at - 1] if at > 0 else None
    if before is None:
        return namings
    title = gender_of_title(before.lower_)
    first_name = before.text if before.pos_ == "PROPN" and lexicon.is_given_name(before.text) else ""
    if not title and not first_name:
        return namings
    return tuple(n for n in namings if n.how != "surname" or _may_be_called(n.actor, first_name, title))


def _may_be_called(actor: str, first_name: str, title: str) -> bool:
    """Whether a listed person may have the title, or the first name: in full or in short."""
    own = lexicon.actor(actor).name.split()[0]
    gender, called = lexicon.gender_of(own), title or lexicon.gender_of(first_name)
    if gender and called and gender != called:
        return False
    return not first_name or first_name[0] == own[0]


def _is_part_of_name(doc: Doc, first: int, namings: Iterable[Naming]) -> bool:
    """Whether a country's or a city's name ends another's: "Radio Moscow", "Shell Canada"."""
    before = doc[first - 1] if first > 0 else None
    if before is None or any(n.is_person or n.how in ("demonym", "people") for n in namings):
        return False
    beside = before.dep_ == "compound" and before.head.i == first and before.pos_ == "PROPN"
    is_other = before.is_title and not before.is_sent_start and not longest_name([before.text], 0)[0]
    return beside and is_other


def _chosen(namings: Iterable[Naming], sure: dict[str, list[int]], at: int) -> Naming | None:
    """The one actor that a safe name names, else the one of those that it may name which the article names surely."""
    safe = [n for n in namings if n.safe]
    if len({n.actor for n in safe}) == 1:
        return safe[0]
    fitting = [n for n in namings if n.actor in sure]
    if len({n.actor for n in fitting}) < 2:
        return fitting[0] if fitting else None
    before = [(place, n) for n in fitting for place in sure[n.actor] if place < at]
    return max(before, key=lambda one: one[0])[1] if before else None
