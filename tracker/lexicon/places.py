"""In which country a place lies, from places.tsv; capitals are in the lexicon of actors."""

from __future__ import annotations

import unicodedata
from functools import cache

from tracker.errors import TrackerError
from tracker.word_lists import table


@cache
def _countries() -> dict[str, str]:
    countries: dict[str, str] = {}
    for number, (country, places) in table("places.tsv", ("country", "places")):
        for place in places.split("|"):
            if countries.setdefault(_folded(place), country) != country:
                raise TrackerError(f"places.tsv, line {number}: {place} stands with another country too")
    return countries


def country_of(place: str) -> str | None:
    """Return the ISO 3166 code of the country in which a listed place lies; None where it is not listed."""
    return _countries().get(_folded(place))


def _folded(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in decomposed if c.isalnum())
