"""What the words for offices and posts tell: who bears one, and for whom it speaks; read from titles.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from tracker.errors import TrackerError


@dataclass(frozen=True, slots=True)
class Title:
    """A word for an office or post; see titles.tsv."""

    is_office: bool
    is_for_state: bool
    gender: str


@cache
def _titles() -> dict[str, Title]:
    text = resources.files("tracker.lexicon").joinpath("titles.tsv").read_text(encoding="utf-8")
    rows = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    found: dict[str, Title] = {}
    for number, cells in rows[1:]:
        if len(cells) != 4 or cells[0] in found:
            raise TrackerError(f"titles.tsv, line {number}: four columns are needed, and each word once")
        found[cells[0]] = Title(cells[1] == "yes", cells[2] == "yes", cells[3])
    return found


def title(word: str) -> Title | None:
    """Return what a word tells as a title, whatever its letters, with or without a full stop; None where it is none."""
    return _titles().get(word.lower().rstrip("."))


def gender_of_title(word: str) -> str:
    """Return "m" or "f" where a title tells who bears it, else the empty string."""
    found = title(word)
    return found.gender if found is not None else ""
