"""The text of an article cut into paragraphs, sentences and pieces, so that citations can be linked to and marked.

A sentence that something is cited from has an anchor. Pieces are the longest stretches that the same citations cover:
they never overlap, however the citations do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.queries import every as queries
from tracker.report.contents import Note
from tracker.views.row import Spot


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the numbers of the notes that cite it."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the white space between two; `anchor` is where a link to it goes, "" where nothing cites it."""

    anchor: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of a paragraph; `after_gap` says that paragraphs before it were left out."""

    sentences: tuple[Sentence, ...]
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The paragraphs of an article, whether some at its end were left out, and the anchor of each note by number."""

    paragraphs: tuple[Paragraph, ...]
    gap_at_end: bool
    anchors: dict[int, str]


def laid_out(text: str, name: str, notes: Sequence[Note], *, excerpts: bool = False) -> LaidOut:
    """Return the text of an article cut into paragraphs; `excerpts`: only those cited. Anchors begin with `name`."""
    paragraphs = list(queries.paragraphs(text))
    sentences = [place for paragraph in paragraphs for place in _sentences(text, paragraph)]
    starts = [start for start, _ in sentences]
    anchors = {note.number: f"{name}s{_opening(note, starts)}" for note in notes}
    cuts = _cuts(text, notes)
    cited = frozenset(anchors.values())
    shown, gap, number = list[Paragraph](), False, 0  # `number`: that of the paragraph's first sentence
    for start, end in paragraphs:
        count = bisect_right(starts, end - 1, lo=number) - number
        numbered = [(f"{name}s{number + i}", sentences[number + i]) for i in range(count)]
        number += count
        parts = tuple(_with_spaces(text, (start, end), numbered, cited, cuts))
        if excerpts and not any(piece.notes for sentence in parts for piece in sentence.pieces):
            gap = True
            continue
        shown.append(Paragraph(parts, gap))
        gap = False
    return LaidOut(tuple(shown), gap, anchors)


def _sentences(text: str, paragraph: Spot) -> Iterator[Spot]:
    """Yield the sentences of a paragraph: there a line break is mere wrapping."""
    first, last = paragraph
    for start, end in queries.sentences(text[first:last].replace("\n", " ").replace("\r", " ")):
        yield first + start, first + end


def _opening(note: Note, starts: Sequence[int]) -> int:
    """Return the number of the sentence that a link to a note leads to: where what is said begins."""
    return max(0, bisect_right(starts, note.citation.opens[0]) - 1)


Cuts = list[tuple[int, tuple[int, ...]]]  # places in a text, each with the numbers of the notes that cover what follows


def _cuts(text: str, notes: Iterable[Note]) -> Cuts:
    """Return the places at which the notes that cover a text change, in order, with those from there on."""
    changes: dict[int, list[tuple[bool, int]]] = {}
    for note in notes:
        for start, end in _joined(text, note.citation.pieces):
            changes.setdefault(start, []).append((True, note.number))
            changes.setdefault(end, []).append((False, note.number))
    covering: set[int] = set()
    cuts: Cuts = [(0, ())]
    for place in sorted(changes):
        covering -= {number for opens, number in changes[place] if not opens}
        covering |= {number for opens, number in changes[place] if opens}
        cuts.append((place, tuple(sorted(covering))))
    return cuts


def _joined(text: str, places: Iterable[Spot]) -> list[Spot]:
    """Return the places of one citation; those that overlap or have only white space between them become one."""
    joined: list[Spot] = []
    for start, end in sorted(places):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _with_spaces(
    text: str, paragraph: Spot, numbered: Iterable[tuple[str, Spot]], cited: frozenset[str], cuts: Cuts
) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph and what stands between them, so that nothing of it is lost."""
    last_end, paragraph_end = paragraph
    for anchor, (start, end) in numbered:
        if last_end < start:
            yield Sentence("", tuple(_pieces(text, (last_end, start), cuts)))
        yield Sentence(anchor if anchor in cited else "", tuple(_pieces(text, (start, end), cuts)))
        last_end = end
    if last_end < paragraph_end:
        yield Sentence("", tuple(_pieces(text, (last_end, paragraph_end), cuts)))


def _pieces(text: str, place: Spot, cuts: Cuts) -> Iterator[Piece]:
    start, end = place
    n = bisect_right(cuts, start, key=lambda cut: cut[0]) - 1
    while start < end:
        cut = min(end, cuts[n + 1][0]) if n + 1 < len(cuts) else end
        if start < cut:
            yield Piece(text[start:cut], cuts[n][1])
        start, n = cut, n + 1
