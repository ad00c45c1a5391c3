"""Words whose form says by itself who says them: the turns of a transcript, and quotations with a name below.

"MAYOR KOVACS: The bridge is safe." is a turn, with a label in capitals; a paragraph in quotation marks that ends
"— Ana Duarte, nurse" is signed. The statement model reads running text, and does not need to know either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.models.statements import Tagged

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LABEL = re.compile(r"\s*[“\"]?(?P<who>[A-Z][A-Z.'’ -]{0,30})(?:,? \([^()\n]{1,60}\))?(?P<cue>:)\s+(?=\S)")
_ASIDE = re.compile(r"\W*[(\[][^()\[\]]*[)\]]\W*")  # "(CROSSTALK.)"
_SIGNED = re.compile(
    r"^[^\S\n]*(?P<content>[“”\"][^\n]+[“”\"])[^\S\n]*(?:\n[^\S\n]*){0,2}(?P<cue>[—―–]|--?)[^\S\n]*"
    r"(?P<who>[\w.'’-]{1,40}(?: [\w.'’-]{1,40}){0,5})(?:, [^\n]{1,80})?[^\S\n]*$",
    re.MULTILINE,
)
_GOES_ON = re.compile(r"[,.?!]['’]?[\"”] +[^\"“\s]")  # "It holds," she said: no quotation from end to end
_PARTICLES = set("al bin da de del den der di dos du el ibn la le of ten ter the van von".split())
_TURNS, _SPEAKERS = 3, 2  # fewer are a heading ("UPDATE:") or a dialogue that somebody quotes


def formal_attributions(text: str) -> list[Tagged]:
    """Return the turns of a transcript and the signed quotations of a text, in order."""
    return sorted([*speaker_turns(text), *signed_quotations(text)], key=lambda t: t.cue)


def signed_quotations(text: str) -> list[Tagged]:
    """Return the paragraphs in quotation marks that end in a dash and a name, in order."""
    return [
        Tagged((_without_stop(signed, text),), signed.span("cue"), (signed.span("content"),), 1.0)
        for signed in _SIGNED.finditer(text)
        if _is_name(signed["who"]) and not _GOES_ON.search(signed["content"])
    ]


def _is_name(who: str) -> bool:
    words = who.split()
    return words[0][:1].isupper() and all(w[:1].isupper() or w in _PARTICLES for w in words) and words[-1] != "-"


def _without_stop(signed: re.Match[str], text: str) -> tuple[int, int]:
    start, end = signed.span("who")
    return (start, end - 1) if text[end - 1] == "." and text[end - 3 : end - 2] not in (" ", ".") else (start, end)


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
