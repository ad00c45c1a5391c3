"""The text of an article cut into paragraphs, sentences and pieces, so that what is cited can be opened and marked.

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
    """Return a text cut to pieces; anchors begin with `name`. With `excerpts` only paragraphs that hold citations."""
    paragraphs = list(queries.paragraphs(text))
    sentences = [place for paragraph in paragraphs for place in _sentences(text, paragraph)]
    starts = [start for start, _ in sentences]
    anchors = {note.number: f"{name}s{_opening(note, starts)}" for note in notes}
    cuts = _cuts(text, notes)
    cited = frozenset(anchors.values())
    made, gap, at = list[Paragraph](), False, 0
    for start, end in paragraphs:
        count = bisect_right(starts, end - 1, lo=at) - at
        numbered = [(f"{name}s{at + i}", sentences[at + i]) for i in range(count)]
        at += count
        pieces = tuple(_with_spaces(text, (start, end), numbered, cited, cuts))
        if excerpts and not any(piece.notes for sentence in pieces for piece in sentence.pieces):
            gap = True
            continue
        made.append(Paragraph(pieces, gap))
        gap = False
    return LaidOut(tuple(made), gap, anchors)


def _sentences(text: str, paragraph: Spot) -> Iterator[Spot]:
    """Yield the sentences of a paragraph: there a line break is mere wrapping."""
    first, last = paragraph
    for start, end in queries.sentences(text[first:last].replace("\n", " ").replace("\r", " ")):
        yield first + start, first + end


def _opening(note: Note, starts: Sequence[int]) -> int:
    """Return the number of the sentence that a note is opened at: where what is said begins."""
    return max(0, bisect_right(starts, note.citation.opens[0]) - 1)


Cuts = list[tuple[int, tuple[int, ...]]]


def _cuts(text: str, notes: Iterable[Note]) -> Cuts:
    """Return where the notes that cover a text change, in order, with the notes from there on."""
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
    """Return the places of one citation, as one those that overlap or have but white space between them."""
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
    at, end_of_all = paragraph
    for anchor, (start, end) in numbered:
        if at < start:
            yield Sentence("", tuple(_pieces(text, (at, start), cuts)))
        yield Sentence(anchor if anchor in cited else "", tuple(_pieces(text, (start, end), cuts)))
        at = end
    if at < end_of_all:
        yield Sentence("", tuple(_pieces(text, (at, end_of_all), cuts)))


def _pieces(text: str, place: Spot, cuts: Cuts) -> Iterator[Piece]:
    at, end = place
    i = bisect_right(cuts, at, key=lambda cut: cut[0]) - 1
    while at < end:
        until = min(end, cuts[i + 1][0]) if i + 1 < len(cuts) else end
        if at < until:
            yield Piece(text[at:until], cuts[i][1])
        at, i = until, i + 1
