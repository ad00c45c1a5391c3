"""The turns of a transcript, whose form says by itself who speaks: "MAYOR KOVACS: The bridge is safe."."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LABEL = re.compile(r"\s*[“\"]?(?P<who>[A-Z][A-Z.'’ -]{0,30})(?:,? \([^()\n]{1,60}\))?(?P<cue>:)\s+(?=\S)")
_FEWEST_TURNS, _FEWEST_SPEAKERS = 3, 2  # fewer are a heading ("UPDATE:") or a dialogue that somebody quotes


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands under one label: from after it to the next (code points)."""

    label: str
    start: int
    end: int


def turns(text: str) -> list[Turn]:
    """Return the turns of a transcript in order; none where the text is no transcript.

    A transcript has at least three turns of at least two speakers, one of whom speaks again.
    """
    labels = [label for p in _PARAGRAPH.finditer(text) if (label := _LABEL.match(text, *p.span())) is not None]
    names = [label["who"] for label in labels]
    if len(labels) < _FEWEST_TURNS or not _FEWEST_SPEAKERS <= len(set(names)) < len(names):
        return []
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return [Turn(label["who"], label.end(), end) for label, end in zip(labels, ends, strict=True)]
