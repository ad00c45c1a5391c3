"""Pairs of texts with how they relate, from all that readers marked and what was written for this project.

`neighbours.jsonl` has invented affairs of several claims that a careless reader would mix up, `affairs.jsonl` such of
one; lines of `stories.jsonl` tell which claim they assert or deny; in news `judged.jsonl`, `answers.jsonl`,
`replies.jsonl` and whole marked articles tell what is the same and what is denied (their forms: the README of `marks`).
`frames.jsonl` has
short plain clauses with their opposites and negations, for the names of `names.json`.
Names that change places in a sentence make it another one (Zhang et al., PAWS, NAACL 2019): who asked whom is not told
by its words alone.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from tracker.models.decoding import ANSWERING
from tracker.models.pairs import CONTEXT_REACH, Text, in_one_line, statement_or_claim
from tracker.training.corpora import MARKS, TEXTS, Row, is_held_back, read_jsonl

Pair = tuple[Text, Text, str]  # claim, reply, one of `pairs.RELATIONS`
_NAME = re.compile(r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*\b")
_AUXILIARY = re.compile(r"\b(?:will|would|has|have|had|was|were|is|are|could|can|did)\b(?! not|n['’]t)")
_WITHIN = re.compile(r"[a-z,] (?=[A-Z])")
_ALONE = 0.4  # how often a text is read without what stands before it
_TENTH = 10
_EACH = 3  # texts that are neither, for each that is denied or said again


def neighbours(rng: random.Random, *, held_back: bool) -> Iterator[Pair]:
    """Yield pairs of claims that are easily mixed up, and of the denials of these."""
    for n, row in enumerate(read_jsonl(MARKS / "neighbours.jsonl")):
        if (n % _TENTH == 0) == held_back:
            about = [text for claim in row["claims"] for text in (*claim["claim"], *claim["other"])]
            for one, other, relation in _of_neighbours(row["claims"], rng):
                yield _after(about, one, rng), _after(about, other, rng), relation


def _of_neighbours(claims: Sequence[Row], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    names = _names_in([text for claim in claims for kind in ("claim", "deny", "other") for text in claim[kind]])
    for claim in claims:
        others = [other for other in claims if other is not claim]
        one, again = rng.sample(claim["claim"], 2)
        yield one, again, "same"
        yield one, rng.choice(claim["deny"]), "denies"
        yield again, rng.choice(claim["deny"]), "denies"
        yield rng.choice(claim["claim"]), rng.choice(rng.choice(others)["claim"]), "other"
        yield rng.choice(claim["claim"]), rng.choice(rng.choice(others)["deny"]), "other"
        yield rng.choice(claim["claim"]), rng.choice(claim["other"]), "other"
        yield rng.choice(claim["other"]), rng.choice(claim["deny"]), "other"
        if claim.get("agree"):
            yield rng.choice(claim["agree"]), rng.choice(claim["deny"]), "other"
        yield from _beside_itself(rng.choice(claim["claim"]), names, rng)


def _beside_itself(text: str, names: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """A text beside itself, beside the same with other names, and beside the same with a "not"."""
    yield text, text, "same"
    changed, negated = _with_other_names(text, names, rng), _AUXILIARY.sub(r"\g<0> not", text, count=1)
    if changed:
        yield text, changed, "other"
    if negated != text:
        yield text, negated, "denies"


def _names_in(texts: Iterable[str]) -> list[str]:
    """The names that some texts have within a sentence, in order."""
    return sorted({m.group() for text in texts for m in _NAME.finditer(text) if _WITHIN.search(text[: m.start() + 1])})


def _with_other_names(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    """A text in which two names have changed places, or one has become another; None where it has too few."""
    here = [name for name in names if re.search(rf"\b{name}\b", text)]
    here = [name for name in here if not any(name != other and name in other for other in here)]
    if len(here) > 1 and rng.random() < 0.7:
        one, other = rng.sample(here, 2)
        return re.sub(rf"\b(?:{one}|{other})\b", lambda m: other if m.group() == one else one, text)
    elsewhere = [name for name in names if name not in text and not any(name in one or one in name for one in here)]
    return re.sub(rf"\b{rng.choice(here)}\b", rng.choice(elsewhere), text) if here and elsewhere else None


def _after(about: Sequence[str], text: str, rng: random.Random) -> Text:
    before = "" if rng.random() < _ALONE else rng.choice(about)
    return ("" if before == text else before[-CONTEXT_REACH:]), text


def frames(rng: random.Random, *, held_back: bool) -> Iterator[Pair]:
    """Yield pairs of short plain clauses in which two actors stand: as they are, changed about, negated, opposed."""
    names = json.loads((MARKS / "names.json").read_text(encoding="utf-8"))
    for n, frame in enumerate(read_jsonl(MARKS / "frames.jsonl")):
        if (n % _TENTH == 0) == held_back:
            chosen = rng.sample(names[frame["slots"]], 3)
            about = _clauses(frame, chosen)
            for one, other, relation in _of_frame(frame, chosen, rng):
                yield _after(about, one, rng), _after(about, other, rng), relation


def _clauses(frame: Row, names: Sequence[str]) -> list[str]:
    """Return what is said of two actors in any way."""
    one, other, _ = names
    kinds = ("says", "not", "opposite", "beside", "denials", "no_denials")
    return [text.replace("{A}", one).replace("{B}", other) for kind in kinds for text in frame[kind]]


def _of_frame(frame: Row, names: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str, str]]:
    a, b, c = names
    says, both = frame["says"], all("{A}" in text and "{B}" in text for text in frame["says"])

    def filled(text: str, one: str = a, other: str = b) -> str:
        return text.replace("{A}", one).replace("{B}", other)

    first, again = rng.sample(says, 2)
    yield filled(first), filled(again), "same"
    yield filled(first), filled(first), "same"
    for kind, relation in (
        ("not", "denies"), ("opposite", "denies"), ("denials", "denies"),
        ("beside", "other"), ("beside", "other"), ("no_denials", "other"),
    ):  # fmt: skip
        yield filled(rng.choice(says)), filled(rng.choice(frame[kind])), relation
    yield filled(rng.choice(frame["beside"])), filled(rng.choice(frame["denials"])), "other"
    yield filled(rng.choice(frame["not"])), filled(rng.choice(frame["not"])), "same"
    if "{A}" in first and "{A}" in again:
        yield filled(first), filled(again, c), "other"
        yield filled(first), filled(rng.choice(frame["denials"]), c, a), "other"
    if both:
        relation = "same" if frame["symmetric"] else "other"
        yield filled(first), filled(first, b, a), relation
        yield filled(first), filled(again, b, a), relation
        yield filled(first), filled(rng.choice(says), a, c), "other"


def affairs(rng: random.Random) -> Iterator[Pair]:
    """Yield pairs of affairs of one claim, a bare reply right after it among them."""
    every = read_jsonl(MARKS / "affairs.jsonl")
    for n, affair in enumerate(every):
        elsewhere = every[(n + rng.randrange(1, len(every))) % len(every)]
        one, again = rng.sample(affair["claim"], 2)
        yield ("", one), ("", again), "same"
        yield ("", again), ("", rng.choice(affair["deny"])), "denies"
        yield ("", one), ("", rng.choice(affair["other"])), "other"
        yield ("", rng.choice(affair["other"])), ("", rng.choice(affair["deny"])), "other"
        yield ("", one), ("", rng.choice(elsewhere["claim"] + elsewhere["deny"])), "other"
        if affair.get("bare"):
            bare = rng.choice(affair["bare"])
            yield ("", one), (again, bare), "denies"
            yield ("", rng.choice(affair["other"])), (one, bare), "other"


def stories(rng: random.Random, *, held_back: bool) -> Iterator[Pair]:
    """Yield pairs of lines of the invented stories: the same, what is denied, and the likest that is neither."""
    for n, story in enumerate(read_jsonl(MARKS / "stories.jsonl")):
        if is_held_back(f"story-{n}") == held_back:
            lines = list(_lines(story))
            yield from _of_story(lines, rng)
            asserting = [text for (_, text), asserts, denies in lines if asserts and not denies]
            names = _names_in(text for (_, text), *_ in lines)
            for text in rng.sample(asserting, min(3, len(asserting))):
                yield from (
                    (("", one), ("", other), relation) for one, other, relation in _beside_itself(text, names, rng)
                )


def _lines(story: Row) -> Iterator[tuple[Text, set[str], set[str]]]:
    """The lines of a story with the claims that each asserts and denies."""
    for article in story["articles"]:
        before = ""
        for words, mark in article["lines"]:
            marks = mark.split()
            asserts, denies = ({one[1:] for one in marks if one[0] in signs} for signs in ("+", "-~"))
            yield (before[-CONTEXT_REACH:], words), asserts, denies
            before = words


def _of_story(lines: Sequence[tuple[Text, set[str], set[str]]], rng: random.Random) -> Iterator[Pair]:
    words = {line[0]: set(re.findall(r"\w{4,}", line[0][1].lower())) for line in lines}
    for text, asserts, denies in lines:
        about = denies or asserts
        if not about:
            continue
        near = [(other, theirs, their) for other, theirs, their in lines if other != text]
        near.sort(key=lambda one: -len(words[one[0]] & words[text]) + 2 * rng.random())
        right = [other for other, theirs, _ in near if theirs & about]
        wrong = [other for other, theirs, their in near if not theirs & about and (denies or not their & about)]
        relation = "denies" if denies else "same"
        for other in rng.sample(right, min(2, len(right))):
            yield _pair(other, text, relation, rng)
        for other in wrong[: _EACH - 1] + rng.sample(wrong, min(1, len(wrong))):
            yield _pair(other, text, "other", rng)


def _pair(one: Text, other: Text, relation: str, rng: random.Random) -> Pair:
    alone = rng.random() < _ALONE
    return (("", one[1]), ("", other[1]), relation) if alone else (one, other, relation)


class News:
    """Pairs of statements of news, by the corpora in a folder."""

    def __init__(self, folder: Path) -> None:
        """Read the texts and what is marked in them."""
        self.texts = {row["id"]: row["text"] for name in TEXTS for row in read_jsonl(folder / f"{name}.jsonl.gz")}
        self.texts |= {row["id"]: row["text"] for row in read_jsonl(MARKS / "own.jsonl")}
        self.judged = [
            row for row in read_jsonl(MARKS / "judged.jsonl") if {row["one"][0], row["other"][0]} <= self.texts.keys()
        ]
        self.answers = [row for row in read_jsonl(MARKS / "answers.jsonl") if row["article"] in self.texts]
        self.replies = [row for row in read_jsonl(MARKS / "replies.jsonl") if row["article"] in self.texts]
        paths = (folder / "reading_train.jsonl.gz", MARKS / "corpora.jsonl", MARKS / "own.jsonl")
        self.marked = [row for path in paths for row in read_jsonl(path) if not is_held_back(row["id"])]

    def _text(self, article: str, start: int, end: int) -> Text:
        text = self.texts[article]
        words = in_one_line(text[start:end])
        before = in_one_line(text[max(0, start - CONTEXT_REACH) : start])
        return before, statement_or_claim(words, words[: 4 * CONTEXT_REACH])

    def judged_pairs(self, *, held_back: bool) -> Iterator[Pair]:
        """Yield the pairs that a reader judged; of every fourth article they are held back."""
        for row in self.judged:
            if (zlib.crc32(row["other"][0].encode()) % 4 == 0) == held_back:
                yield self._text(*row["one"]), self._text(*row["other"]), row["relation"]

    def answer_pairs(self, rng: random.Random) -> Iterator[Pair]:
        """Yield what contests something with what asserts that in its article, and with what does not."""
        for row in self.answers:
            reply, id_ = self._text(row["article"], *row["denial"]), row["article"]
            yield from self._answered(id_, reply, row["asserted"], row["beside"], rng)
        for row in self.replies:
            every = [place for reply in row["replies"] for place in reply["contests"]]
            for answer in row["replies"]:
                before = in_one_line(
                    self.texts[row["article"]][max(0, answer["after"] - CONTEXT_REACH) : answer["after"]]
                )
                beside = [
                    place for place in every if place not in answer["contests"] and place not in answer["loosely"]
                ]
                yield from self._answered(row["article"], (before, answer["words"]), answer["contests"], beside, rng)

    def _answered(
        self,
        id_: str,
        reply: Text,
        asserted: Sequence[Sequence[int]],
        beside: Sequence[Sequence[int]],
        rng: random.Random,
    ) -> Iterator[Pair]:
        for place in rng.sample(list(asserted), min(1, len(asserted))):
            yield _pair(self._text(id_, *place), reply, "denies", rng)
        for place in rng.sample(list(beside), min(2, len(beside))):
            yield _pair(self._text(id_, *place), reply, "other", rng)

    def marked_pairs(self, rng: random.Random) -> Iterator[Pair]:
        """Yield what the marks of whole articles say answers what, says the same again, and does neither."""
        for row in self.marked:
            claims = [one for one in row["marks"] if one["kind"] == "claim" and not one.get("unsure")]
            marks = {one["n"]: one for one in row["marks"]}
            for one in claims:
                for span in one["also_spans"][:1]:
                    yield _pair(self._text(row["id"], *_hull(one)), self._text(row["id"], *span), "same", rng)
            for one, other in rng.sample(list(combinations(claims, 2)), min(2, len(claims) // 2)):
                yield _pair(self._text(row["id"], *_hull(one)), self._text(row["id"], *_hull(other)), "other", rng)
            for one in row["marks"]:
                if one["kind"] in ANSWERING[:2] and not one.get("unsure"):
                    yield from self._marked_answer(row["id"], one, marks, claims, rng)

    def _marked_answer(
        self, id_: str, mark: Row, marks: Mapping[int, Row], claims: Sequence[Row], rng: random.Random
    ) -> Iterator[Pair]:
        reply = self._text(id_, mark["start"], mark["end"])
        answered = [marks[to] for to in mark.get("answers", ()) if to in marks]
        for one in answered[:2]:
            yield _pair(self._text(id_, *_hull(one)), reply, "denies", rng)
        wrong = [one for one in claims if one not in answered]
        for one in rng.sample(wrong, min(2, len(wrong))) if answered else ():
            yield _pair(self._text(id_, *_hull(one)), reply, "other", rng)


def _hull(mark: Row) -> tuple[int, int]:
    """What a mark says is claimed, else all its words."""
    spans = mark.get("spans") or [(mark["start"], mark["end"])]
    return min(start for start, _ in spans), max(end for _, end in spans)
