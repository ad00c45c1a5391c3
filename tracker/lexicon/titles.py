"""Titles: words for people in public life and for bodies, from titles.tsv ("minister", "embassy", "analyst")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tracker.errors import TrackerError
from tracker.word_lists import table


@dataclass(frozen=True, slots=True)
class Title:
    """What titles.tsv has of a title."""

    is_office: bool  # one person holds it at a time
    is_for_state: bool  # after the adjective of a country it speaks for that state
    gender: str  # "m", "f", or "" where the word does not tell


@cache
def _titles() -> dict[str, Title]:
    titles: dict[str, Title] = {}
    for number, (word, office, for_state, gender) in table("titles.tsv", ("word", "office", "for_state", "gender")):
        if word in titles:
            raise TrackerError(f"titles.tsv, line {number}: {word} is there twice")
        titles[word] = Title(office == "yes", for_state == "yes", gender)
    return titles


def title(word: str) -> Title | None:
    """Return the title that a word is, in any letter case, with or without a full stop; None where it is none."""
    return _titles().get(word.lower().rstrip("."))


def gender_of_title(word: str) -> str:
    """Return "m" or "f" where a word is a title that tells the gender, else the empty string."""
    known = title(word)
    return known.gender if known is not None else ""
