"""The articles that the reader learns from, with all that is marked in them.

Two kinds of marks meet here. PolNeAR (Newell et al., An Attribution Relations Corpus for Political News, LREC 2018)
marks cue, source and content of each attribution. Readers' marks tell of whole articles who says what, of which kind,
and who meets whom, and only some of them which words are the cue; else it is that of an attribution whose content is
the mark's.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

Place = tuple[int, int]  # code points, start and end
Row = dict[str, Any]

MARKS = Path(__file__).parent / "marks"
TEXTS = ("triplets_train", "triplets_dev", "uk_train", "newswire_dev", "attributions_train", "attributions_dev")
# A row of a claim tells nothing wrong where readers would call it one of these.
FAIR = ("claim", "confirmation", "promise", "denial", "ignorance", "retraction")
_SURE = 0.36  # of an attribution that the former statement model found: from here on it is one
_ALIKE = 0.3  # of two contents, by the share of their code points that both have
_TOLD_AGAIN = 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """One statement to learn: where it stands, and what of it is known (None: not known).

    `anchor` is the cue, or where there is none the first word of what is said. `kind` is one of `reading.md`'s, "none"
    for an attribution that readers did not mark. `who` has the names of those who say it.
    """

    anchor: Place
    has_cue: bool
    source: tuple[Place, ...] | None
    content: tuple[Place, ...] | None
    kind: str | None = None
    who: tuple[str, ...] | None = None
    weight: int | None = None
    is_sure: bool = True
    mark: int | None = None  # the number of its mark


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting to learn, by the clause that tells it; `more` has the other clauses that tell it."""

    clause: Place
    more: tuple[Place, ...]
    status: str
    mode: str
    who: tuple[str, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article with what is marked in it; `is_marked` says whether readers marked it whole."""

    id: str
    text: str
    title: str | None
    told: tuple[Told, ...]
    met: tuple[Met, ...] = ()
    is_marked: bool = False
    has_attributions: bool = False  # PolNeAR's marks: each attribution that is there is marked
    unclear: tuple[Place, ...] = ()  # places of which nothing is to be learned
    types: tuple[tuple[int, int, str], ...] = ()  # noun phrases that name or describe one of mentions.TYPES
    answers: tuple[tuple[int, tuple[Any, ...]], ...] = field(default=())


def read_jsonl(path: Path) -> list[Row]:
    """Return the rows of a JSONL file, plain or gzipped."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def lessons(folder: Path, marked: Iterable[str]) -> list[Lesson]:
    """Return the articles of files of marks (`reading_train`), in the folder of the corpora or in `MARKS`."""
    texts = {row["id"]: row for name in TEXTS for row in read_jsonl(folder / f"{name}.jsonl.gz")}
    texts |= {row["id"]: row for row in read_jsonl(MARKS / "own.jsonl")}
    attributions = {row["id"]: row["attributions"] for row in read_jsonl(MARKS / "attributions.jsonl")}
    types = {row["id"]: row["types"] for row in read_jsonl(MARKS / "types.jsonl")}
    found = []
    for name in marked:
        path = MARKS / f"{name}.jsonl"
        for row in read_jsonl(path if path.exists() else folder / f"{name}.jsonl.gz"):
            article = texts[row["id"]]
            gold = article.get("attributions")
            there = gold if gold is not None else attributions.get(row["id"], [])
            lesson = lesson_of(article, row["marks"], there, has_attributions=gold is not None)
            known = [(int(a), int(b), str(called)) for a, b, called in types.get(row["id"], ())]
            found.append(replace(lesson, types=tuple(known)))
    return found


def attributed(folder: Path, name: str, without: Iterable[str] = ()) -> list[Lesson]:
    """Return the articles of a part of PolNeAR, without those whose ids are given."""
    left_out = set(without)
    rows = [row for row in read_jsonl(folder / f"{name}.jsonl.gz") if row["id"] not in left_out]
    return [lesson_of(row, None, row["attributions"], has_attributions=True) for row in rows]


def lesson_of(article: Row, marks: Sequence[Row] | None, attributions: Sequence[Row], has_attributions: bool) -> Lesson:
    """Return an article with its marks (None: nobody marked it whole), each tied to the attribution that it is.

    `has_attributions` says that all attributions are marked, as PolNeAR has them.
    """
    here = [_Attribution.of(row) for row in attributions if row.get("cue")]
    told: list[Told] = []
    used: set[int] = set()
    for mark in marks or ():
        if mark["kind"] != "meeting":
            best = _best(mark, here, used)
            if best is not None:
                used.add(best)
            told.append(_told(mark, None if best is None else here[best], has_attributions))
    again = [
        (place, mark) for mark in marks or () if mark["kind"] != "meeting" for place in _places(mark["also_spans"])
    ]
    for n, attribution in enumerate(here):
        if n not in used and (attribution.sureness >= _SURE or has_attributions):
            told.append(_unmarked(attribution, again, marks))
    return Lesson(
        article["id"],
        article["text"],
        article.get("title"),
        tuple(sorted(told, key=lambda one: one.anchor)),
        tuple(_meetings(marks or ())),
        marks is not None,
        has_attributions,
        tuple(place for place, _ in again),
        answers=tuple((mark["n"], tuple(mark["answers"])) for mark in marks or () if mark.get("answers")),
    )


@dataclass(frozen=True, slots=True)
class _Attribution:
    cue: Place
    source: tuple[Place, ...]
    content: tuple[Place, ...]
    sureness: float

    @classmethod
    def of(cls, row: Row) -> _Attribution:
        cue = row["cue"][0] if isinstance(row["cue"][0], list) else row["cue"]
        source, content = _places(row.get("source") or ()), _places(row.get("content") or ())
        return cls((cue[0], cue[1]), source, content, row.get("sure", 1.0))


def _best(mark: Row, attributions: Sequence[_Attribution], used: set[int]) -> int | None:
    """The number of the attribution that the mark is: its cue lies in the mark, and its content is the mark's."""
    found = []
    for n, one in enumerate(attributions):
        if n in used or not mark["start"] <= one.cue[0] < mark["end"]:
            continue
        alike = shared(mark["spans"], one.content) if mark["spans"] else one.sureness
        if alike >= (_ALIKE if mark["spans"] else 0):
            found.append((alike, -n))
    return -max(found)[1] if found else None


def _told(mark: Row, attribution: _Attribution | None, has_attributions: bool) -> Told:
    content = _places(mark["spans"])
    start = content[0][0] if content else mark["start"]
    cue = mark.get("cue") or (attribution.cue if attribution else None)
    return Told(
        anchor=(int(cue[0]), int(cue[1])) if cue else (start, start + 1),
        has_cue=cue is not None,
        source=attribution.source if attribution else () if not has_attributions and cue is None else None,
        content=content or (attribution.content if attribution and attribution.content else None),
        kind=mark["kind"],
        who=tuple(mark["who"]),
        weight=mark.get("weight"),
        is_sure=not mark.get("unsure"),
        mark=mark["n"],
    )


def _unmarked(attribution: _Attribution, again: Sequence[tuple[Place, Row]], marks: Sequence[Row] | None) -> Told:
    """An attribution without a mark: none, unless it tells a marked one again, or is part of one."""
    kind: str | None = "none" if marks is not None else None
    who = None
    for place, mark in again:
        if place[0] <= attribution.cue[0] < place[1] and inside(attribution.content, [place]) >= _TOLD_AGAIN:
            kind, who = mark["kind"], tuple(mark["who"])
            return Told(attribution.cue, True, attribution.source, attribution.content, kind, who, mark.get("weight"))
    if any(
        m.get("unsure") and m["start"] <= attribution.cue[0] < m["end"] for m in marks or () if m["kind"] != "meeting"
    ):
        kind = None
    return Told(attribution.cue, True, attribution.source, attribution.content, kind, who)


def _meetings(marks: Iterable[Row]) -> Iterator[Met]:
    for mark in marks:
        if mark["kind"] == "meeting":
            yield Met(
                (mark["start"], mark["end"]),
                _places(mark["also_spans"]),
                mark["status"],
                mark.get("mode") or "unknown",
                tuple(mark["who"]),
                not mark.get("unsure"),
            )


def _places(spans: Iterable[Sequence[int]]) -> tuple[Place, ...]:
    return tuple((int(start), int(end)) for start, end in spans)


def shared(one: Iterable[Sequence[int]], other: Iterable[Sequence[int]]) -> float:
    """Return the share of code points that both have, of those that one has (Jaccard)."""
    mine, theirs = _points(one), _points(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def inside(one: Iterable[Sequence[int]], other: Iterable[Sequence[int]]) -> float:
    """Return the share of the code points of `one` that `other` has too."""
    mine, theirs = _points(one), _points(other)
    return len(mine & theirs) / len(mine) if mine else 0.0


def _points(spans: Iterable[Sequence[int]]) -> set[int]:
    return {n for start, end in spans for n in range(start, end)}
