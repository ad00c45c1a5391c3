"""Which words of an article name a listed actor: a country, a body, the holder of an office.

A name that is ambiguous alone ("Washington", "Johnson"), not `safe`, is taken where the article names the same actor
more fully elsewhere; of several bearers of one name, the one named last before it. A name that stays ambiguous is left
out. Whether "Moscow" is the state or the town is not decided here, but by `people.is_place`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from tracker.lexicon import actors as lexicon
from tracker.lexicon.actors import Naming, longest_name
from tracker.lexicon.titles import gender_of_title
from tracker.parsing import Page

_LONGEST_NAME = 6  # words of a listed name that begins with a word in capitals


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens first to last (numbers, both included) that name an actor."""

    first: int
    last: int
    naming: Naming


def find_names(page: Page) -> list[Name]:
    """Return the names of listed actors in text order."""
    doc = page.doc
    candidates = [(first, last, n) for first, last, n in _candidates(doc) if not _ends_other_name(doc, first, n)]
    named_fully: dict[str, list[int]] = {}  # the first tokens of safe names, by actor
    for first, _, namings in candidates:
        actors = {n.actor for n in namings if n.safe}
        if len(actors) == 1:
            named_fully.setdefault(actors.pop(), []).append(first)
    names = ((first, last, _disambiguated(namings, named_fully, first)) for first, last, namings in candidates)
    return [Name(first, last, naming) for first, last, naming in names if naming is not None]


def _candidates(doc: Doc) -> Iterator[tuple[int, int, tuple[Naming, ...]]]:
    """Yield the first and last token of each listed name, and all that it may name; none overlap."""
    words = [token.text for token in doc]
    at = 0
    while at < len(words):
        length, namings = longest_name(words, at) if words[at][:1].isupper() else (0, ())
        if not length and at + 1 < len(words) and _is_set_in_capitals(words[at], words[at + 1]):
            length, namings = longest_name([words[at].capitalize(), *words[at + 1 : at + _LONGEST_NAME]], 0)
        if namings := _possible_bearers(doc, at, namings):
            yield at, at + length - 1, namings
        at += max(length, 1)


def _is_set_in_capitals(word: str, following: str) -> bool:
    """Whether the first word of a story is set in capitals, as papers do: "LEO Varadkar"."""
    return len(word) > 2 and word.isalpha() and word.isupper() and following.istitle()


def _possible_bearers(doc: Doc, at: int, namings: tuple[Naming, ...]) -> tuple[Naming, ...]:
    """The namings without those whom a title or first name before a surname excludes: "Ivana Trump", "Ms. Trump"."""
    before = doc[at - 1] if at > 0 else None
    if before is None:
        return namings
    gender = gender_of_title(before.lower_)
    first_name = before.text if before.pos_ == "PROPN" and lexicon.is_given_name(before.text) else ""
    if not gender and not first_name:
        return namings
    return tuple(n for n in namings if n.how != "surname" or _may_be_called(n.actor, first_name, gender))


def _may_be_called(actor: str, first_name: str, title_gender: str) -> bool:
    """Whether a listed person may have the first name, by its first letter, and the gender that it or a title tells."""
    own = lexicon.actor(actor).name.split()[0]
    gender, gender_here = lexicon.gender_of(own), title_gender or lexicon.gender_of(first_name)
    if gender and gender_here and gender != gender_here:
        return False
    return not first_name or first_name[0] == own[0]


def _ends_other_name(doc: Doc, first: int, namings: Iterable[Naming]) -> bool:
    """Whether a country's or a city's name ends another's: "Radio Moscow", "Shell Canada"."""
    before = doc[first - 1] if first > 0 else None
    if before is None or any(n.is_person or n.how in ("demonym", "people") for n in namings):
        return False
    is_compound = before.dep_ == "compound" and before.head.i == first and before.pos_ == "PROPN"
    is_unlisted = before.is_title and not before.is_sent_start and not longest_name([before.text], 0)[0]
    return is_compound and is_unlisted


def _disambiguated(namings: Iterable[Naming], named_fully: dict[str, list[int]], at: int) -> Naming | None:
    """The naming of the one actor that is safe, else of the one that the article names fully, last before `at`."""
    safe = [n for n in namings if n.safe]
    if len({n.actor for n in safe}) == 1:
        return safe[0]
    known = [n for n in namings if n.actor in named_fully]
    if len({n.actor for n in known}) < 2:
        return known[0] if known else None
    before = [(first, n) for n in known for first in named_fully[n.actor] if first < at]
    return max(before, key=lambda entry: entry[0])[1] if before else None
