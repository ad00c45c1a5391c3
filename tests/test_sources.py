"""Who speaks, for whom, and who is named: passages with gold, in the words of this project.

`gold/sources.toml` was written before the rules; `gold/sources_unseen.toml` by somebody who knew none of them, to be
scored apart. `gold/who.tsv` has a hundred sources of PolNeAR's development articles that are pronouns or short names,
by article and place (code points), and who each is; "?" where the text leaves it open.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent / "gold"
FILES = ["sources.toml", "sources_unseen.toml"]


def passages(name: str) -> list[dict[str, Any]]:
    """Return the passages of a gold file."""
    with (GOLD / name).open("rb") as file:
        every: list[dict[str, Any]] = tomllib.load(file)["passage"]
    return every


@pytest.mark.parametrize("name", FILES)
def test_what_the_gold_asks_for_stands_in_its_text(name: str) -> None:
    for passage in passages(name):
        asked = [(s["cue"], s.get("occurrence", 1)) for s in passage.get("statement", ())]
        asked += [(m["words"], m.get("occurrence", 1)) for m in passage.get("mention", ())]
        asked += [(s["source"], 1) for s in passage.get("statement", ())]
        missing = [words for words, times in asked if passage["text"].count(words) < times]
        assert missing == [], passage["text"]
