"""Articles as what the network of whole articles learns from: their passages, and what each tells and denies.

Of marked news (`disputes.jsonl`, `answers.jsonl`; see `news.py`) the passages are sentences and what is marked, of
invented stories (`stories.jsonl`) lines. What is learnt together is a group: one article, or all of a story.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.models.relations import stories
from tracker.models.relations.news import ANSWERS, FILE

_LONGEST = 1000  # code points of a passage that is learnt from
_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])|(?=\n|$))")
_FEWEST = 20  # code points of a sentence

Place = tuple[int, int]


@dataclass(slots=True)
class Passage:
    """A place of an article (its number in the group), whether it contests anything, and which claims it tells, denies.

    `contests` is None where it is not known.
    """

    article: int
    start: int
    end: int
    contests: bool | None = False
    tells: set[str] = field(default_factory=set)
    denies: set[str] = field(default_factory=set)

    def overlaps(self, other: Passage) -> bool:
        """Return whether both have words of one article in common."""
        return self.article == other.article and self.start < other.end and other.start < self.end


@dataclass(slots=True)
class Group:
    """Articles (title, text) that are learnt from together, and their passages."""

    articles: list[tuple[str, str]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


def groups_of_stories(*, held_back: bool) -> Iterator[Group]:
    """Yield every tenth story where they are `held_back`, else the others."""
    for n, story in enumerate(map(json.loads, stories.FILE.read_text(encoding="utf-8").splitlines())):
        if (n % 10 == 0) == held_back:
            group = Group()
            for number, article in enumerate(story["articles"]):
                at = 0
                for words, marks in article["lines"]:
                    by_kind = defaultdict(set)
                    for mark in marks.split():
                        by_kind[mark[0]].add(mark[1:])
                    denies = by_kind["-"] | by_kind["~"]
                    end = at + len(words)
                    group.passages.append(Passage(number, at, end, bool(denies), set(by_kind["+"]), denies))
                    at = end + 2
                group.articles.append((article["title"], "\n\n".join(words for words, _ in article["lines"])))
            yield group


def groups_of_news(texts: Mapping[str, tuple[str, str]], *, held_back: bool) -> Iterator[Group]:
    """Yield marked articles, each alone, of `texts` (title, text); every tenth where they are `held_back`."""
    answers = defaultdict(list)
    for row in map(json.loads, ANSWERS.read_text(encoding="utf-8").splitlines()):
        answers[row["article"]].append(row)
    for n, row in enumerate(map(json.loads, FILE.read_text(encoding="utf-8").splitlines())):
        if (n % 10 == 0) == held_back and row["article"] in texts:
            yield _of_news(row, texts[row["article"]], answers[row["article"]])


def _of_news(row: Mapping[str, Any], article: tuple[str, str], answers: Sequence[Mapping[str, Any]]) -> Group:
    _, text = article
    places = [match.span() for match in _SENTENCE.finditer(text)]
    passages = {(s, e): Passage(0, s, e) for s, e in places if _FEWEST <= e - s <= _LONGEST}

    def about(place: Sequence[int]) -> list[Passage]:
        here = (place[0], place[1])
        passages.setdefault(here, Passage(0, *here, None))
        return [one for one in passages.values() if _is_of((one.start, one.end), here)]

    for start, end in [*row["unsure"], *(dispute["denial"] for dispute in row["disputes"])]:
        for one in passages.values():
            if one.start < end and start < one.end:
                one.contests = None
    for n, dispute in enumerate(row["disputes"]):
        for one in about(dispute["denial"]):
            one.contests = True
            one.denies.add(f"d{n}")
        for id_, *place in dispute["asserted"]:
            if id_ == row["article"] and not _is_of((place[0], place[1]), tuple(dispute["denial"])):
                for one in about(place):
                    one.tells.add(f"d{n}")
    for n, answer in enumerate(answers):
        (denial,) = (one for one in about(answer["denial"]) if [one.start, one.end] == answer["denial"])
        denial.contests = answer["contests"] if denial.contests is None else denial.contests
        if answer["asserted"]:
            denial.denies.add(f"a{n}")
            for place in answer["asserted"]:
                for one in about(place):
                    one.tells.add(f"a{n}")
    return Group([article], sorted(passages.values(), key=lambda one: (one.start, one.end)))


def _is_of(one: Place, other: Place) -> bool:
    """Whether two places are one passage: half of the shorter lies in the other."""
    shorter = min(one[1] - one[0], other[1] - other[0])
    return 2 * (min(one[1], other[1]) - max(one[0], other[0])) >= max(1, shorter)
