"""In which country a place lies, read from places.tsv; capitals are known from the lexicon of actors."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources

from tracker.errors import TrackerError


@cache
def _countries() -> dict[str, str]:
    text = resources.files("tracker.lexicon").joinpath("places.tsv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    rows = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    for number, cells in rows[1:]:
        if len(cells) != 2:
            raise TrackerError(f"places.tsv, line {number}: {len(cells)} columns, where two are needed")
        for place in cells[1].split("|"):
            if found.setdefault(_folded(place), cells[0]) != cells[0]:
                raise TrackerError(f"places.tsv, line {number}: {place} stands with another country too")
    return found


def country_of(place: str) -> str | None:
    """Return the ISO 3166 code of the country in which a listed place lies; None where it is not listed."""
    return _countries().get(_folded(place))


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in plain if c.isalnum())
