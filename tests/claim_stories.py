"""Scores claims across articles against story gold: who says the same, who denies what, and what contests what.

`python tests/claim_stories.py [FILE] [--misses]` reads the stories of a gold file into a store of its own and prints
the figures. A passage of the gold and a statement of the store are one where they overlap. Figures are pairwise, over
all stories together: of two passages whether they are in one claim, of a denial and a claim whether it denies that.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from tracker.pipeline import ingest
from tracker.records import Article
from tracker.store.store import Store

Passage = tuple[str, int, int]  # article, start, end in code points
GOLD = Path(__file__).parent / "gold"


@dataclass
class Story:
    """What a person found in the articles of one story; those of titles are left out: no record has a place there."""

    name: str
    articles: list[Article]
    claims: dict[str, list[Passage]] = field(default_factory=dict)
    denials: list[tuple[Passage, set[str]]] = field(default_factory=list)
    contests: list[tuple[str, str, str]] = field(default_factory=list)  # kind, claim, claim
    traps: list[tuple[str, Passage]] = field(default_factory=list)
    origins: list[set[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Figures:
    """Precision, recall and their harmonic mean of what was found against what is there."""

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        figures = f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
        return f"{figures}  ({self.right} right of {self.found} found, {self.there} there)"


def stories(path: Path) -> list[Story]:
    """The stories of a gold file."""
    return [_story(table) for table in tomllib.loads(path.read_text(encoding="utf-8"))["story"]]


def _story(table: dict[str, Any]) -> Story:
    articles = [
        Article(
            text=a["text"].strip() + "\n",
            given_id=a["id"],
            title=a["title"],
            outlet=a["outlet"],
            published=a["published"],
            published_from="given",
        )
        for a in table["article"]
    ]
    texts = {a.given_id: a.text for a in articles}

    def passage(one: dict[str, Any]) -> Passage | None:
        text = texts[one["article"]]
        if one.get("where") == "title" or one["words"] not in text:
            return None
        return (one["article"], text.index(one["words"]), text.index(one["words"]) + len(one["words"]))

    story = Story(table["name"], articles)
    for claim in table["claim"]:
        story.claims[claim["id"]] = [p for r in claim["reports"] if (p := passage(r))]
    for denial in table.get("denial", []):
        if (p := passage(denial)) is not None:
            story.denials.append((p, set(denial["claims"])))
    for contest in table.get("contest", []):
        for one, other in combinations(contest["claims"], 2):
            story.contests.append((contest["kind"], one, other))
    for trap in table.get("trap", []):
        if (p := passage(trap)) is not None:
            story.traps.append((trap["kind"], p))
    story.origins = [set(origin["articles"]) for origin in table.get("origin", [])]
    return story


# -- what the store says ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlacedStatement:
    """A statement of the store, by its content where it has one."""

    id: str
    article: str
    start: int
    end: int
    stance: str
    claim: str | None
    words: str


@dataclass(frozen=True)
class Linked:
    statement: str
    claim: str
    stance: str


def fill(store: Store, articles: Iterable[Article]) -> None:
    for _ in ingest(articles, store):
        pass


_STATEMENTS = """
select statements.id, given_id as article, min(spans.start) as start, max(spans.end) as end, stance, claim,
    statements.claimed
from statements join articles on articles.id = statements.article
join spans on spans.statement = statements.id and spans.role in ('content', 'cue')
where statements.claimed is not null
group by statements.id order by statements.id
"""
_LINKED = """
select distinct answers.statement, answered.claim, answers.stance
from answers join statements as answered on answered.id = answers.answered and answered.claim is not null
where answers.state = 'linked' and answers.stance in ('deny', 'deny_knowledge', 'other_figure')
"""


def statements_of(db: sqlite3.Connection) -> list[PlacedStatement]:
    return [PlacedStatement(*row) for row in db.execute(_STATEMENTS)]


def linked(db: sqlite3.Connection) -> list[Linked]:
    return [Linked(*row) for row in db.execute(_LINKED)]


def overlap(passage: Passage, one: PlacedStatement) -> int:
    article, start, end = passage
    return max(0, min(end, one.end) - max(start, one.start)) if article == one.article else 0


# -- scoring ------------------------------------------------------------------------------------------------------


@dataclass
class Scores:
    same: Figures
    denied: Figures
    misses: list[str]
    invented: list[str]  # disputes shown where the gold has none


def score(every: Sequence[Story], db: sqlite3.Connection) -> Scores:
    """Compare the store with the gold of the stories that it was filled with."""
    statements, links, misses, invented = statements_of(db), linked(db), list[str](), list[str]()
    by_id = {one.id: one for one in statements}
    contents = {a.given_id: a.text for story in every for a in story.articles}
    reports = [(story, claim, p) for story in every for claim, places in story.claims.items() for p in places]
    # The gold claims that each statement asserts, by its passages; a statement of no passage is not judged.
    golden: dict[str, set[str]] = defaultdict(set)
    mapped: dict[Passage, list[PlacedStatement]] = {}
    for story, claim, p in reports:
        hits = [one for one in statements if overlap(p, one) and one.stance in ("assert", "confirm", "deny")]
        mapped[p] = hits
        for one in hits:
            golden[one.id].add(f"{story.name} {claim}")
    there = [(name, *pair) for name, pair in _pairs_there(reports)]
    right_there = 0
    for name, here, elsewhere in there:
        if {t.claim for t in mapped[here]} & {t.claim for t in mapped[elsewhere]} - {None}:
            right_there += 1
        else:
            lost = "" if mapped[here] and mapped[elsewhere] else " (no statement)"
            misses.append(f"same    {name}: {_words(contents, here)!r} ~ {_words(contents, elsewhere)!r}{lost}")
    groups: dict[str, list[PlacedStatement]] = defaultdict(list)
    for one in statements:
        if one.claim and one.id in golden:
            groups[one.claim].append(one)
    found = right = 0
    for members in groups.values():
        for left, other in combinations(members, 2):
            found += 1
            if golden[left.id] & golden[other.id]:
                right += 1
            else:
                misses.append(f"joined  {left.words!r} ~ {other.words!r}")
    # Precision is of pairs of statements, recall of pairs of passages: a passage may be that of two statements.
    same = _figures(right, found, right_there, len(there))
    denied, denial_misses, invented = _denials(every, statements, links, golden, by_id, contents)
    return Scores(same, denied, misses + denial_misses, invented)


def _pairs_there(reports: Sequence[tuple[Story, str, Passage]]) -> Iterator[tuple[str, tuple[Passage, Passage]]]:
    by_claim: dict[str, list[Passage]] = defaultdict(list)
    for story, claim, p in reports:
        by_claim[f"{story.name} {claim}"].append(p)
    for name, places in by_claim.items():
        yield from ((name, pair) for pair in combinations(sorted(set(places)), 2))


def _denials(
    every: Sequence[Story],
    statements: Sequence[PlacedStatement],
    links: Sequence[Linked],
    golden: dict[str, set[str]],
    by_id: dict[str, PlacedStatement],
    contents: dict[str | None, str],
) -> tuple[Figures, list[str], list[str]]:
    members: dict[str, set[str]] = defaultdict(set)  # the gold claims of each claim of the store
    for one in statements:
        if one.claim:
            members[one.claim] |= golden.get(one.id, set())
    denials = [
        (f"{story.name} ", p, {f"{story.name} {c}" for c in claims}, story)
        for story in every
        for p, claims in story.denials
    ]
    opposed = {(f"{s.name} {a}", f"{s.name} {b}") for s in every for _, a, b in s.contests}
    opposed |= {(b, a) for a, b in opposed}
    misses: list[str] = []
    invented: list[str] = []
    there = right_there = 0
    for _, p, claims, story in denials:
        for claim in sorted(claims):
            if not story.claims[claim.split(" ", 1)[1]]:
                continue  # known only from its denial: there is no claim to link it with
            there += 1
            hits = [link for link in links if overlap(p, by_id[link.statement]) and claim in members[link.claim]]
            right_there += bool(hits)
            if not hits:
                misses.append(f"denial  {claim}: {_words(contents, p)!r}")
    found = right = 0
    for link in links:
        one = by_id[link.statement]
        over = [claims for _, p, claims, _ in denials if overlap(p, one)]
        gold_of = set().union(*over) if over else set()
        own = golden.get(one.id, set())
        contest = any((a, b) in opposed for a in own for b in members[link.claim])
        if not members[link.claim] and over:
            continue  # the denial's own words as a claim: not judged
        found += 1
        if gold_of & members[link.claim] or contest:
            right += 1
        else:
            said = [s.words for s in statements if s.claim == link.claim][:2]
            (misses if over else invented).append(f"linked  {link.stance} {one.article} {one.words!r} -> {said}")
    return _figures(right, found, right_there, there), misses, invented


def _figures(right: int, found: int, right_there: int, there: int) -> Figures:
    """Figures whose precision and recall are counted over other things: `found` is scaled so that both hold."""
    precision = right / found if found else 1.0
    return Figures(right_there, round(right_there / precision) if precision else found, there)


def _words(contents: dict[str | None, str], passage: Passage) -> str:
    article, start, end = passage
    return f"{article}: {contents[article][start:end]}"


def main(path: Path, show: bool) -> None:
    every = stories(path)
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder) / "stories.db")) as store:
        fill(store, [article for story in every for article in story.articles])
        scores = score(every, store.db)
    print(f"same claim    {scores.same}")
    print(f"denial→claim  {scores.denied}")
    print(f"invented      {len(scores.invented)}")
    if show:
        print("\n".join(scores.misses + scores.invented))


if __name__ == "__main__":
    named = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    main(Path(named[0]) if named else GOLD / "claim_stories.toml", "--misses" in sys.argv)
