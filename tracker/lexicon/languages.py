"""What languages are called in English; read from languages.tsv."""

from __future__ import annotations

from functools import cache

from tracker.word_lists import table


@cache
def _names() -> dict[str, str]:
    return {code: name for _, (code, name) in table("languages.tsv", ("code", "name"))}


def language_name(code: str) -> str:
    """Return the English name of a language by its ISO 639 code; the code itself where no name is known."""
    return _names().get(code, code)
