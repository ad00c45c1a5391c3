"""What the words for offices and posts tell: who bears one, and for whom it speaks; read from titles.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tracker.errors import TrackerError
from tracker.word_lists import table


@dataclass(frozen=True, slots=True)
class Title:
    """A word for an office or post; see titles.tsv."""

    is_office: bool
    is_for_state: bool
    gender: str


@cache
def _titles() -> dict[str, Title]:
    found: dict[str, Title] = {}
    for number, (word, office, for_state, gender) in table("titles.tsv", ("word", "office", "for_state", "gender")):
        if word in found:
            raise TrackerError(f"titles.tsv, line {number}: {word} is there twice")
        found[word] = Title(office == "yes", for_state == "yes", gender)
    return found


def title(word: str) -> Title | None:
    """Return what a word tells as a title, whatever its letters, with or without a full stop; None where it is none."""
    return _titles().get(word.lower().rstrip("."))


def gender_of_title(word: str) -> str:
    """Return "m" or "f" where a title tells who bears it, else the empty string."""
    found = title(word)
    return found.gender if found is not None else ""
