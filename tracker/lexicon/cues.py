"""The cue verbs of attribution, read from cues.tsv: which complement of which verb is a content, and what it does.

The words that turn a saying into a denial or a refusal stand in `extract.stance`, where they are used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from tracker.errors import TrackerError
from tracker.records import Force, Stance

_COLUMNS = ["lemma", "complement", "force", "stance"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a verb does with one complement: its illocutionary force and the stance it takes by itself."""

    lemma: str
    complement: str  # clause infinitive object object+ predicate passive prep:…
    force: Force
    stance: Stance


@cache
def cue_verbs() -> dict[str, dict[str, Cue]]:
    """Return the cues by lemma and complement; TrackerError with the line where the file is not as it should be."""
    verbs: dict[str, dict[str, Cue]] = {}
    for number, cells in _rows():
        if len(cells) != len(_COLUMNS):
            raise TrackerError(f"cues.tsv, line {number}: {len(_COLUMNS)} columns expected, {len(cells)} found")
        cue = Cue(cells[0], cells[1], cast(Force, cells[2]), cast(Stance, cells[3]))
        if verbs.setdefault(cue.lemma, {}).setdefault(cue.complement, cue) is not cue:
            raise TrackerError(f"cues.tsv, line {number}: {cue.lemma} with {cue.complement} is there twice")
    return verbs


def _rows() -> Iterator[tuple[int, list[str]]]:
    text = resources.files("tracker.lexicon").joinpath("cues.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#") and line.split("\t") != _COLUMNS:
            yield number, line.split("\t")
