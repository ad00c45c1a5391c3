"""Turns of speakers in a transcript: "MAYOR KOVACS: The bridge is safe." with a label in capitals before each.

The statement model reads running text; the form of a transcript says by itself who says what, however long the turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.models.statements import Tagged

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LABEL = re.compile(r"\s*[“\"]?(?P<who>[A-Z][A-Z.'’ -]{0,30})(?:,? \([^()\n]{1,60}\))?(?P<cue>:)\s+(?=\S)")
_ASIDE = re.compile(r"\W*[(\[][^()\[\]]*[)\]]\W*")  # "(CROSSTALK.)"
_TURNS, _SPEAKERS = 3, 2  # fewer are a heading ("UPDATE:") or a dialogue that somebody quotes


def speaker_turns(text: str) -> list[Tagged]:
    """Return the turns of a transcript in order, label, colon and words; none where the text is no transcript.

    A transcript has at least three turns of at least two speakers, one of whom speaks again.
    """
    turns = list(_turns(text))
    names = [text[slice(*turn.source[0])] for turn in turns]
    is_transcript = len(turns) >= _TURNS and _SPEAKERS <= len(set(names)) < len(names)
    return turns if is_transcript else []


def _turns(text: str) -> Iterator[Tagged]:
    turn: tuple[tuple[int, int], tuple[int, int]] | None = None
    content: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []  # what goes on with a turn only if another turn follows
    for paragraph in _PARAGRAPH.finditer(text):
        label = _LABEL.match(text, *paragraph.span())
        place = (label.end() if label else paragraph.start(), paragraph.start() + len(paragraph.group().rstrip()))
        if label:
            if turn is not None and content:
                yield Tagged((turn[0],), turn[1], (*content, *waiting), 1.0)
            turn, content, waiting = (label.span("who"), label.span("cue")), [place], []
        elif turn is not None and not _ASIDE.fullmatch(paragraph.group()):
            goes_on = paragraph.group().lstrip()[:1] in '“"' and not waiting
            (content if goes_on else waiting).append(place)
    if turn is not None and content:
        yield Tagged((turn[0],), turn[1], tuple(content), 1.0)
