"""What languages are called in English; read from languages.tsv."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _names() -> dict[str, str]:
    text = resources.files("tracker.lexicon").joinpath("languages.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return dict(rows[1:])


def language_name(code: str) -> str:
    """Return the English name of a language by its ISO 639 code; the code itself where no name is known."""
    return _names().get(code, code)
