"""The articles that the reader learns from, with all that is marked in them.

Several kinds of marks meet here. PolNeAR (Newell et al., An Attribution Relations Corpus for Political News, LREC 2018)
marks cue, source and content of each attribution. Readers' marks tell of whole articles who says what, of which kind,
and who meets whom; those that do not name the cue have it from an attribution whose content is the mark's. Disputes
tell which passages of further articles deny something, and lines of invented stories whether they do: of these the kind
is learned and nothing else.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracker.models.decoding import ANSWERING

Place = tuple[int, int]  # code points, start and end
Row = dict[str, Any]

MARKS = Path(__file__).parent / "marks"
TEXTS = (
    "triplets_train", "triplets_dev", "uk_train", "world_train", "newswire_dev",
    "attributions_train", "attributions_dev",
)  # fmt: skip
# A row of a claim tells nothing wrong where readers would call it one of these.
FAIR = ("claim", "confirmation", "promise", "denial", "ignorance", "retraction")
_SURE = 0.36  # of an attribution that the former statement model found: from here on it is one
_ALIKE = 0.3  # of two contents, by the share of their code points that both have
_REPEATED = 0.5  # of what is said, that lies in a passage which tells a mark again
_AROUND = 400  # code points around a denial that are read with it
_NEAR = 1500  # code points between a denial and what it answers, to be read together
_SHORT, _SHORTEST = 1, 60  # short stretches of each article, and code points of their paragraphs
_BETWEEN = "\n\n"
_HELD_BACK, _HELD_BACK_OWN = 10, "g"  # every tenth story, and the affairs that one writer wrote
DENYING = ("denial", "ignorance")
_LINES = {"-": "denial", "?": "refusal"}  # what marks of the lines of a story say


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """One statement to learn: where it stands, and what of it is known (None: not known).

    `anchor` is the cue, or where there is none the first word of what is said. `kind` is one of the guideline's, "none"
    for an attribution that readers did not mark; `never` has kinds that it is not, where it is not known which it is.
    `who` has the names of those who say it.
    """

    anchor: Place
    has_cue: bool
    source: tuple[Place, ...] | None
    content: tuple[Place, ...] | None
    kind: str | None = None
    never: tuple[str, ...] = ()
    who: tuple[str, ...] | None = None
    weight: int | None = None
    is_sure: bool = True
    is_one: bool = True  # whether it is known that something is said there
    answers: tuple[Place, ...] | None = None  # the passages of the article that it answers
    mark: int | None = None  # the number of its mark


@dataclass(frozen=True, slots=True)
class MarkedMeeting:
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
    statements: tuple[MarkedStatement, ...]
    meetings: tuple[MarkedMeeting, ...] = ()
    is_marked: bool = False
    has_attributions: bool = False  # PolNeAR's marks: each attribution that is there is marked
    is_excerpt: bool = False  # of a longer article, which may name elsewhere who speaks
    unclear: tuple[Place, ...] = ()  # places of which nothing is to be learned
    types: tuple[tuple[int, int, str], ...] = ()  # noun phrases that name or describe one of mentions.TYPES

    @property
    def is_whole(self) -> bool:
        """Whether what is not marked as said is known not to be."""
        return self.is_marked or self.has_attributions


def read_jsonl(path: Path) -> list[Row]:
    """Return the rows of a JSONL file, plain or gzipped."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def lessons(folder: Path, marked: Iterable[str]) -> list[Lesson]:
    """Return the articles of files of marks (`reading_train`), in the folder of the corpora or in `MARKS`.

    Those that are held back are not among them.
    """
    texts = {row["id"]: row for name in TEXTS for row in read_jsonl(folder / f"{name}.jsonl.gz")}
    texts |= {row["id"]: row for row in read_jsonl(MARKS / "own.jsonl")}
    attributions = {row["id"]: row["attributions"] for row in read_jsonl(MARKS / "attributions.jsonl")}
    types = {row["id"]: row["types"] for row in read_jsonl(MARKS / "types.jsonl")}
    found = []
    for name in marked:
        path = MARKS / f"{name}.jsonl"
        for row in read_jsonl(path if path.exists() else folder / f"{name}.jsonl.gz"):
            article = texts[row["id"]]
            if is_held_back(row["id"]):
                continue
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


def disputed(folder: Path, without: Iterable[str] = ()) -> list[Lesson]:
    """Return what surrounds the passages that deny something in articles that were read for disputes alone.

    What stands in a passage that denies outright is a denial; what is in no passage, nor doubtful, is none.
    """
    left_out = set(without)
    names = "newswire_dev", "attributions_train"
    texts = {row["id"]: row for name in names for row in read_jsonl(folder / f"{name}.jsonl.gz")}
    found_before = {row["id"]: row["attributions"] for row in read_jsonl(MARKS / "attributions.jsonl")}
    doubtful = {row["article"]: row["read"] for row in read_jsonl(MARKS / "contesting.jsonl")}
    better = {(row["article"], row["denial"][0]): row["asserted"] for row in read_jsonl(MARKS / "answers.jsonl")}
    found: list[Lesson] = []
    for row in read_jsonl(MARKS / "disputes.jsonl"):
        id_ = row["article"]
        if id_ in left_out or not any(one["explicit"] for one in row["disputes"]):
            continue
        answered: dict[Place, tuple[Place, ...]] = {}
        for one in row["disputes"]:
            here = [place[1:] for place in one["asserted"] if place[0] == id_]
            if one["explicit"]:
                answered[_place(one["denial"])] = _places(better.get((id_, one["denial"][0]), here))
        unclear = _places(one["denial"] for one in row["disputes"] if not one["explicit"]) + _places(row["unsure"])
        unclear += _places(one[:2] for one in doubtful.get(id_, ()) if one[2] != "no")
        article, gold = texts[id_], texts[id_].get("attributions")
        lesson = lesson_of(article, None, gold or (), has_attributions=gold is not None)
        statements = lesson.statements or tuple(_Attribution.of(one).statement() for one in found_before.get(id_, ()))
        kinds = _denials(statements, answered, unclear, keep=gold is not None)
        found += excerpts(replace(lesson, statements=tuple(kinds)), [_with_near(*pair) for pair in answered.items()])
    return found


def _with_near(denial: Place, answered: Iterable[Place]) -> Place:
    """A denial with what lies between it and the nearest passages that it answers."""
    near = [place for place in (denial, *answered) if abs(place[0] - denial[0]) <= _NEAR]
    return min(start for start, _ in near), max(end for _, end in near)


def _denials(
    statements: Sequence[MarkedStatement],
    answered: Mapping[Place, tuple[Place, ...]],
    unclear: Sequence[Place],
    *,
    keep: bool,
) -> Iterator[MarkedStatement]:
    """Statements with what is known of their kind; those of which nothing is known only where they are to be kept."""
    denials = {}
    for place, claims in answered.items():
        here = [one for one in statements if _in(one, [place])]
        if here:
            denials[max(here, key=_length)] = claims or None
    for one in statements:
        if one in denials:
            yield replace(one, kind="denial", answers=denials[one])
        elif not _in(one, (*answered, *unclear)):
            yield replace(one, never=DENYING, is_one=keep)
        elif keep:
            yield one


def _in(statement: MarkedStatement, places: Iterable[Place]) -> bool:
    """Whether the better part of a statement lies in one of the places."""
    content = (statement.anchor, *(statement.content or ()))
    return any(inside(content, [place]) >= _REPEATED for place in places)


def _length(statement: MarkedStatement) -> int:
    return sum(end - start for start, end in statement.content or ())


def stories() -> list[Lesson]:
    """Return the invented stories, whose lines are marked with whether they deny or refuse something.

    Every tenth is held back: linking is fitted to it.
    """
    found_before = {row["id"]: row["attributions"] for row in read_jsonl(MARKS / "attributions.jsonl")}
    found = []
    for id_, title, lines in story_articles():
        if is_held_back(id_):
            continue
        here = [_Attribution.of(one).statement() for one in found_before.get(id_, ())]
        statements: list[MarkedStatement] = []
        start = 0
        for words, mark in lines:
            line = [one for one in here if start <= one.anchor[0] < start + len(words)]
            statements += _kinds_of_line(line, mark[:1])
            start += len(words) + len(_BETWEEN)
        if statements:
            found.append(Lesson(id_, _BETWEEN.join(words for words, _ in lines), title, tuple(statements)))
    return found


def stories_as_articles() -> Iterator[Row]:
    """Yield the articles of the invented stories as rows with id, title and text."""
    for id_, title, lines in story_articles():
        yield {"id": id_, "title": title, "text": _BETWEEN.join(words for words, _ in lines)}


def story_articles() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield id, title and lines of each article of the invented stories; a line has its words and its mark."""
    for n, story in enumerate(read_jsonl(MARKS / "stories.jsonl")):
        for k, article in enumerate(story["articles"]):
            yield f"story-{n}-{k}", article["title"], [(words, mark) for words, mark in article["lines"]]


def is_held_back(id_: str) -> bool:
    """Return whether an invented article is held back: no network learns from it, and linking is fitted to it."""
    kind, part, *_ = [*id_.split("-"), ""]
    return (kind == "story" and int(part) % _HELD_BACK == 0) or (kind == "own" and part == _HELD_BACK_OWN)


def _kinds_of_line(line: Sequence[MarkedStatement], mark: str) -> Iterator[MarkedStatement]:
    """What is known of the statements of a line: in one that denies, the longest denies; where none is, none does."""
    if mark in _LINES and line:
        yield replace(max(line, key=_length), kind=_LINES[mark])
    elif mark in ("", "+"):
        yield from (replace(one, never=DENYING if mark else (*DENYING, "refusal"), is_one=False) for one in line)


def excerpts(lesson: Lesson, places: Iterable[Place]) -> list[Lesson]:
    """Return the paragraphs around some places of an article as articles of their own; neighbours are one."""
    paragraphs = paragraphs_of(lesson.text)
    near = [
        n
        for n, (start, end) in enumerate(paragraphs)
        if any(a < end + _AROUND and start - _AROUND < b for a, b in places)
    ]
    runs: list[list[int]] = []
    for n in near:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [excerpt(lesson, paragraphs[run[0]][0], paragraphs[run[-1]][1]) for run in runs]


def short_excerpts(lesson: Lesson) -> list[Lesson]:
    """Return a stretch of an article of one or two paragraphs, chosen by its id: short texts are read too."""
    rng = random.Random(lesson.id)  # noqa: S311
    paragraphs = [place for place in paragraphs_of(lesson.text) if place[1] - place[0] >= _SHORTEST]
    found = []
    for n in rng.sample(range(len(paragraphs)), min(_SHORT, len(paragraphs))):
        last = min(n + rng.randrange(2), len(paragraphs) - 1)
        found.append(excerpt(lesson, paragraphs[n][0], paragraphs[last][1]))
    return found


def paragraphs_of(text: str) -> list[Place]:
    """Return where the paragraphs of a text stand."""
    return [(one.start(), one.end()) for one in re.finditer(r"\S[^\n]*", text)]


def excerpt(lesson: Lesson, start: int, end: int) -> Lesson:
    """Return what stands between two places as an article of its own, with what lies whole in it."""
    part = _Part(start, end)
    statements = tuple(
        part.statement(one)
        for one in lesson.statements
        if part.holds(one.anchor, *(one.source or ()), *(one.content or ()))
    )
    meetings = tuple(
        replace(one, clause=part.moved([one.clause])[0], more=part.within(one.more))
        for one in lesson.meetings
        if part.holds(one.clause)
    )
    return replace(
        lesson,
        id=f"{lesson.id}:{start}",
        text=lesson.text[start:end],
        title=None,
        statements=statements,
        meetings=meetings,
        unclear=part.within(lesson.unclear),
        types=tuple((a - start, b - start, name) for a, b, name in lesson.types if part.holds((a, b))),
        is_excerpt=True,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an article, from one place to another, and places of the article as places of the part."""

    start: int
    end: int

    def holds(self, *places: Place) -> bool:
        return all(self.start <= a and b <= self.end for a, b in places)

    def moved(self, places: Iterable[Place]) -> tuple[Place, ...]:
        return tuple((a - self.start, b - self.start) for a, b in places)

    def within(self, places: Iterable[Place]) -> tuple[Place, ...]:
        return self.moved(place for place in places if self.holds(place))

    def statement(self, one: MarkedStatement) -> MarkedStatement:
        answers = None if one.answers is None else self.within(one.answers)
        return replace(
            one,
            anchor=self.moved([one.anchor])[0],
            source=None if one.source is None else self.moved(one.source),
            content=None if one.content is None else self.moved(one.content),
            answers=None if one.answers and not answers else answers,  # what it answers lies elsewhere: not known
        )


def lesson_of(article: Row, marks: Sequence[Row] | None, attributions: Sequence[Row], has_attributions: bool) -> Lesson:
    """Return an article with its marks (None: nobody marked it whole), each tied to the attribution that it is.

    `has_attributions` says that all attributions are marked, as PolNeAR has them.
    """
    here = [_Attribution.of(row) for row in attributions if row.get("cue")]  # of what has none, marks tell more
    statements: list[MarkedStatement] = []
    used: set[int] = set()
    for mark in marks or ():
        if mark["kind"] != "meeting":
            best = _best(mark, here, used)
            if best is not None:
                used.add(best)
            one = _marked_statement(mark, None if best is None else here[best], has_attributions)
            statements.append(replace(one, answers=_answered(mark, article["id"], marks or ())))
    again = [
        (place, mark) for mark in marks or () if mark["kind"] != "meeting" for place in _places(mark["also_spans"])
    ]
    for n, attribution in enumerate(here):
        if n not in used and (attribution.sureness >= _SURE or has_attributions):
            statements.append(_unmarked(attribution, again, marks))
    return Lesson(
        article["id"],
        article["text"],
        article.get("title"),
        tuple(sorted(statements, key=lambda one: one.anchor)),
        tuple(_meetings(marks or ())),
        is_marked=marks is not None,
        has_attributions=has_attributions,
        unclear=tuple(place for place, _ in again),
    )


@dataclass(frozen=True, slots=True)
class _Attribution:
    anchor: Place  # the cue, or the first word of what is said without one
    has_cue: bool
    source: tuple[Place, ...]
    content: tuple[Place, ...]
    sureness: float

    @classmethod
    def of(cls, row: Row) -> _Attribution:
        """Return an attribution from PolNeAR, where a cue is a list of places, or from `attributions.jsonl`."""
        cue = row.get("cue") or row["start"]
        first, after = cue[0] if isinstance(cue[0], list) else cue
        source, content = _places(row.get("source") or ()), _places(row.get("content") or ())
        return cls((first, after), bool(row.get("cue")), source, content, row.get("sure", 1.0))

    def statement(self, kind: str | None = None) -> MarkedStatement:
        """Return it as a statement to learn."""
        return MarkedStatement(self.anchor, self.has_cue, self.source, self.content, kind)


def _best(mark: Row, attributions: Sequence[_Attribution], used: set[int]) -> int | None:
    """The number of the attribution that the mark is: its cue lies in the mark, and its content is the mark's."""
    found = []
    for n, one in enumerate(attributions):
        first, after = mark.get("cue") or (mark["start"], mark["end"])
        if n in used or not one.has_cue or not (one.anchor[0] < after and first < one.anchor[1]):
            continue
        alike = shared(mark["spans"], one.content) if mark["spans"] else one.sureness
        if alike >= (_ALIKE if mark["spans"] else 0):
            found.append((alike, -n))
    return -max(found)[1] if found else None


def _marked_statement(mark: Row, attribution: _Attribution | None, has_attributions: bool) -> MarkedStatement:
    content = _places(mark["spans"])
    start = content[0][0] if content else mark["start"]
    cue = mark.get("cue") or (attribution.anchor if attribution else None)
    source = attribution.source if attribution else () if not has_attributions and cue is None else None
    return MarkedStatement(
        anchor=(int(cue[0]), int(cue[1])) if cue else (start, start + 1),
        has_cue=cue is not None,
        source=_places([mark["source"]]) if "source" in mark else source,
        content=content or (attribution.content if attribution and attribution.content else None),
        kind=mark["kind"],
        who=tuple(mark["who"]),
        weight=mark.get("weight"),
        is_sure=not mark.get("unsure"),
        mark=mark["n"],
    )


def _answered(mark: Row, article: str, marks: Sequence[Row]) -> tuple[Place, ...] | None:
    """The passages of its article that a mark answers, and where these are told again; None for what is no answer."""
    if mark["kind"] not in ANSWERING:
        return None
    named = {str(to).removeprefix(f"{article}#") for to in mark.get("answers", ())}
    answered = [other for other in marks if str(other["n"]) in named]
    return tuple(place for m in answered for place in ((m["start"], m["end"]), *_places(m["also_spans"])))


def _unmarked(
    attribution: _Attribution, again: Sequence[tuple[Place, Row]], marks: Sequence[Row] | None
) -> MarkedStatement:
    """An attribution without a mark: none, unless it tells a marked one again, or is part of one."""
    at = attribution.anchor[0]
    for place, mark in again:
        if place[0] <= at < place[1] and inside(attribution.content, [place]) >= _REPEATED:
            return replace(attribution.statement(mark["kind"]), who=tuple(mark["who"]), weight=mark.get("weight"))
    said = [mark for mark in marks or () if mark["kind"] != "meeting"]
    unclear = marks is None or any(mark.get("unsure") and mark["start"] <= at < mark["end"] for mark in said)
    return attribution.statement(None if unclear else "none")


def _meetings(marks: Iterable[Row]) -> Iterator[MarkedMeeting]:
    for mark in marks:
        if mark["kind"] == "meeting":
            yield MarkedMeeting(
                (mark["start"], mark["end"]),
                _places(mark["also_spans"]),
                mark["status"],
                mark.get("mode") or "unknown",
                tuple(mark["who"]),
                not mark.get("unsure"),
            )


def _place(span: Sequence[int]) -> Place:
    return int(span[0]), int(span[1])


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
