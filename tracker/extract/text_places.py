"""From places in an article's text (start and end in code points) to the tokens that stand there, and back."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from tracker.parsing import Page

Place = tuple[int, int]  # code points, start and end
_OUTER_PUNCTUATION = set(",;:.–—-…") | {"--", "..."}


def tokens_of(page: Page, places: Iterable[Place]) -> list[Token]:
    """Return the tokens that lie within the places, wholly or in part, place by place."""
    spans = (page.doc.char_span(start, end, alignment_mode="expand") for start, end in places)
    return [token for span in spans if span is not None for token in span]


def places_of(tokens: Iterable[Token]) -> list[Place]:
    """Return the places of the unbroken runs of the tokens, without punctuation at the ends (quotation marks stay)."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    places = [_trimmed(run) for run in runs]
    return [place for place in places if place is not None]


def _trimmed(run: list[Token]) -> Place | None:
    while run and (run[0].is_space or run[0].text in _OUTER_PUNCTUATION):
        run = run[1:]
    while run and (run[-1].is_space or run[-1].text in _OUTER_PUNCTUATION or run[-1].tag_ == "POS"):
        run = run[:-1]
    return (run[0].idx, run[-1].idx + len(run[-1])) if run else None


def merged(places: Iterable[Place], text: str) -> list[Place]:
    """Return the places in order; those that overlap or have only white space between them are made one."""
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
