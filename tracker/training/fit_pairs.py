"""Fits how likely two statements say the same and what a denial answers, and writes `tracker/models/limits.json`.

Pairs are those that linking looks at, in a store that holds the articles: marked ones, where a mark tells what it
answers, and invented stories whose lines tell which claim each asserts or denies. What each fact of a pair counts for
is a logistic function (maximum likelihood with a small ridge); the limits are those from which on as many pairs are
right as is asked of rows that are shown.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tracker.extract import FOUND_BY as EXTRACTED_BY
from tracker.link.actors import link_actors
from tracker.link.answers import candidates
from tracker.link.claims import near_pairs
from tracker.link.pairs import StatementPair, answers, incompatible_figures, same, tell_of_two_things
from tracker.link.related import file_article, related_to
from tracker.link.stored import StoredStatement, claims_of
from tracker.models import limits
from tracker.models.decoding import ANSWERING
from tracker.models.limits import logistic
from tracker.outcomes import Unreadable
from tracker.pipeline import read
from tracker.records import Article
from tracker.store.store import Store
from tracker.training.corpora import (
    MARKS,
    TEXTS,
    Place,
    Row,
    inside,
    is_held_back,
    read_jsonl,
    story_articles,
)
from tracker.training.logistic import fitted_by_signs, limit_of

_RIDGE = 1.0
_RIGHT = {  # the share asked of what is linked
    "same": 0.93, "denies within": 0.5, "denies across": 0.75, "denies bare within": 0.5, "denies bare across": 0.75,
    "answers within": 0.5, "answers across": 0.75,
}  # fmt: skip
_POSSIBLE = 0.25  # probability from which a link is possible
_FEWEST = 10  # right pairs of a kind; where there are fewer what the reader has taken for the answer holds
_NEVER = -6.0  # log odds
_LOST = 0.03  # the share of right pairs, and of those that are needed, left unread for what is known of them at sight
_NEEDED = {"same": 0.65}  # what a reading must come to, somewhat less than what links; of other kinds what is possible
_SIGNS = {  # what a fact can only speak for, or against
    **dict.fromkeys(("cosine", "terms", "all terms", "core", "answered", "claim", "answer", "inside"), 1),
    **dict.fromkeys(("other core", "other names", "other figures", "other days", "long apart", "distance"), -1),
}
_SIGNS_OF = {"same": {"same": 1, "denies": -1, "negated": -1, "denial": -1}, "denies": {"denies": 1}}
_OTHERS = ("own-a", "own-e")  # the affairs of two more writers
Passage = tuple[str, Place]  # article, code points
Pair = tuple[dict[str, float], dict[str, float], bool]  # facts at sight and as read, and whether it is one


@dataclass
class Gold:
    """What is known of passages of some articles: which answer which, and which claims each asserts or denies.

    What is `unclear` is neither an answer nor none.
    """

    articles: list[Article] = field(default_factory=list)
    answers: dict[Passage, list[Passage]] = field(default_factory=dict)
    claims: dict[Passage, set[str]] = field(default_factory=dict)
    unclear: list[Passage] = field(default_factory=list)
    denied: dict[Passage, list[str]] = field(default_factory=dict)  # of lines, until all are there

    def add(self, article: Row, affair: str, lines: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Add an article of lines, each with the claims of its affair that it asserts ("+a") or denies ("-a", "~a")."""
        self.articles.append(_article({**article, "text": "\n\n".join(words for words, _ in lines)}))
        start = 0
        for words, marks in lines:
            here = (article["id"], (start, start + len(words)))
            for mark in marks:
                if mark[0] == "+":
                    self.claims.setdefault(here, set()).add(affair + mark[1:])
                elif mark[0] in "-~?":
                    self.denied.setdefault(here, []).append(affair + mark[1:])
            start += len(words) + 2

    def finished(self) -> Gold:
        """Return the same, with what each line that denies answers."""
        asserting: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage, claims in self.claims.items():
            for claim in claims:
                asserting[claim].append(passage)
        for passage, denied in self.denied.items():
            self.answers[passage] = [to for claim in denied for to in asserting[claim]]
        return self


def marked(folder: Path, names: Iterable[str], *, only: Callable[[str], bool]) -> Gold:
    """Return the marked articles whose id is asked for, with what marks answer; what one answers says the same."""
    texts = {row["id"]: row for name in TEXTS for row in read_jsonl(folder / f"{name}.jsonl.gz")}
    texts |= {row["id"]: row for row in read_jsonl(MARKS / "own.jsonl")}
    gold, rows = Gold(), list[Row]()
    for name in names:
        path = MARKS / f"{name}.jsonl"
        rows += [row for row in read_jsonl(path if path.exists() else folder / f"{name}.jsonl.gz") if only(row["id"])]
    marks = {f"{row['id']}#{one['n']}": (row["id"], one) for row in rows for one in row["marks"]}
    for row in rows:
        gold.articles.append(_article(texts[row["id"]]))
    for name, (id_, one) in marks.items():
        here = (id_, (one["start"], one["end"]))
        if one.get("unsure"):
            gold.unclear.append(here)
        elif one["kind"] in ANSWERING:
            named = (to if "#" in str(to) else f"{id_}#{to}" for to in one.get("answers", ()))
            gold.answers[here] = [passage for to in named if to in marks for passage in _tellings(*marks[to])]
            for passage in gold.answers[here]:
                gold.claims.setdefault(passage, set()).add(name)
    return gold


def _tellings(article: str, mark: Row) -> list[Passage]:
    """The passages of an article that tell what a mark does."""
    return [(article, (a, b)) for a, b in ((mark["start"], mark["end"]), *mark["also_spans"])]


def stories(part: int) -> Gold:
    """Return half of the stories held back: their lines say which claim they assert ("+a") or deny ("-a", "~a")."""
    gold, rows = Gold(), read_jsonl(MARKS / "stories.jsonl")
    for id_, title, lines in story_articles():
        _, n, k = id_.split("-")
        if is_held_back(id_) and int(n) // 10 % 2 == part:
            about = rows[int(n)]["articles"][int(k)]
            row = {"id": id_, "title": title, "outlet": about["outlet"], "published": about["date"]}
            gold.add(row, f"story-{n}", [(words, mark.split()) for words, mark in lines])
    return gold.finished()


def _article(row: Row) -> Article:
    return Article(
        row["text"], title=row.get("title"), outlet=row.get("outlet"), given_id=row["id"],
        published=row.get("published"), published_from="given" if row.get("published") else "unknown",
    )  # fmt: skip


def pairs_of(gold: Gold) -> dict[str, list[Pair]]:
    """Return the pairs that linking looks at, by kind, each with what is known of it and whether it is one."""
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, closing(Store.open(Path(folder) / "pairs.db")) as store:
        for article in gold.articles:
            _put(store, article)
        given = {row["id"]: row["given_id"] for row in store.rows("select id, given_id from articles")}
        for id_ in sorted(given):
            for pair, is_one in _pairs_of_article(store, id_, _Judge(gold, given)):
                if is_one is not None:
                    found[pair.kind].append((pair.at_sight, pair.read(), is_one))
    return found


def _put(store: Store, article: Article) -> None:
    """Read an article into a store, and all that linking needs of it; nothing is linked."""
    extraction = read(article)
    if not isinstance(extraction, Unreadable):
        with store.transaction():
            store.add(extraction, EXTRACTED_BY)
            link_actors(store, {actor.key for actor in extraction.actors})
            file_article(store, article.id)


def _pairs_of_article(store: Store, id_: str, judge: _Judge) -> Iterator[tuple[StatementPair, bool | None]]:
    shared = [other for other in related_to(store, id_) if other < id_]
    mine, others = claims_of(store, [id_]), claims_of(store, shared)
    for answer, claim, likely in candidates(store, id_, mine, others, shared):
        yield answers(answer, claim, likely), judge.answers(answer, claim)
    for one, other in near_pairs(mine, others):
        if incompatible_figures(one, other) is None and not tell_of_two_things(one, other):
            yield same(one, other), judge.same(one, other)


@dataclass(frozen=True)
class _Judge:
    """Says of pairs of statements what the gold has; None where that is not known."""

    gold: Gold
    given: Mapping[str, str]

    def answers(self, answer: StoredStatement, claim: StoredStatement) -> bool | None:
        """Whether an answer means a claim; what nobody marked as an answer means nothing."""
        targets = [to for passage in self._passages(answer, self.gold.answers) for to in self.gold.answers[passage]]
        if any(self._is_in(claim, target) for target in targets):
            return True
        return None if any(self._passages(statement, self.gold.unclear) for statement in (answer, claim)) else False

    def same(self, one: StoredStatement, other: StoredStatement) -> bool | None:
        """Whether two claims say the same; what an outlet tells in passing and nobody marked says what none does."""
        left, right = (
            {claim for passage in self._passages(statement, self.gold.claims) for claim in self.gold.claims[passage]}
            for statement in (one, other)
        )
        in_passing = any(statement.narrated for statement in (one, other)) and bool(left or right)
        return bool(left & right) if in_passing or (left and right) else None

    def _passages(self, statement: StoredStatement, known: Iterable[Passage]) -> list[Passage]:
        return [
            passage
            for passage in known
            if passage[0] == self.given[statement.article] and self._is_in(statement, passage)
        ]

    def _is_in(self, statement: StoredStatement, passage: Passage) -> bool:
        article, place = passage
        mine = [(statement.start, statement.end)]
        return article == self.given[statement.article] and (
            inside(mine, [place]) >= 0.5 or inside([place], mine) >= 0.5
        )


def _numbers(kind: str, fit: list[Pair], choose: list[Pair]) -> dict[str, object]:
    """What facts of a kind of pair count for, by those that `fit`, and its limits, by these and those that `choose`."""
    if sum(is_one for *_, is_one in fit) < _FEWEST:
        reads = "answered" in fit[0][0]  # across articles the reader has no say: nothing is linked
        alone = {"bias": 0.0 if reads else _NEVER} | {name: float(name == "answered") for name in fit[0][0]}
        weights = alone | dict.fromkeys(fit[0][1], 0.0)
        return {"at_sight": alone, "read": _POSSIBLE, "weights": weights, "linked": 0.5, "possible": _POSSIBLE}
    signs = _SIGNS | _SIGNS_OF.get(kind.split(maxsplit=1)[0], {})
    at_sight = fitted_by_signs([(seen, is_one) for seen, _, is_one in fit], _RIDGE, signs)
    right = sorted(logistic(at_sight, seen) for seen, _, is_one in fit if is_one)
    read = right[int(_LOST * len(right))]
    likely = [(seen | both, is_one) for seen, both, is_one in fit if logistic(at_sight, seen) >= read]
    weights = fitted_by_signs(likely, _RIDGE, signs)
    every = [(logistic(at_sight, seen), logistic(weights, seen | both), is_one) for seen, both, is_one in fit + choose]
    limit = limit_of([(score if seen >= read else 0.0, is_one) for seen, score, is_one in every], _RIGHT[kind])
    needed = _NEEDED.get(kind, min(_POSSIBLE, limit))
    worth_it = sorted(seen for seen, score, _ in every if seen >= read and score >= needed)
    read = worth_it[int(_LOST * len(worth_it))]
    scored = [(score if seen >= read else 0.0, is_one) for seen, score, is_one in every]
    kept, looked_at = ([is_one for score, is_one in scored if score >= least] for least in (limit, 1e-9))
    there, share = sum(is_one for _, is_one in scored), len(looked_at) / max(1, len(scored))
    found = f"{sum(kept)} of {len(kept)} right, {there} there; {share:.2f} read"
    print(f"{kind}: {len(fit)} fit; from {limit} on {found}")  # noqa: T201
    read, possible = math.floor(1000 * read) / 1000, min(_POSSIBLE, limit)
    return {"at_sight": at_sight, "read": read, "weights": weights, "linked": limit, "possible": possible}


def main() -> None:
    """Fit the numbers and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpora")
    parser.add_argument("--keep", type=Path, help="a file that keeps the pairs, or has them from before")
    options = parser.parse_args()
    if options.keep and options.keep.exists():
        fit, choose = json.loads(options.keep.read_text(encoding="utf-8"))
    else:
        fit, choose = _all_pairs(options.corpus)
        if options.keep:
            options.keep.write_text(json.dumps([fit, choose]), encoding="utf-8")
    for pairs in (fit, choose):  # refusals of another article's claim are few, and name it as denials do
        pairs["answers across"] += [_without_denial(pair) for pair in pairs["denies across"]]
    limits.save(pairs={kind: _numbers(kind, fit[kind], choose[kind]) for kind in _RIGHT})


def _without_denial(pair: Pair) -> Pair:
    seen, both, is_one = pair
    return seen, {name: value for name, value in both.items() if name != "denies"}, is_one


def _all_pairs(corpus: Path) -> tuple[dict[str, list[Pair]], dict[str, list[Pair]]]:
    """The pairs that fit, and those that choose limits: of dev's articles and of the other half of the stories.

    The reader has learned what is answered in the invented articles, but for those held back: of the others, some of
    which fit, only the pairs in which it has no say.
    """
    invented, dev = ("own",), ("reading_dev",)
    parts = (
        stories(0),
        marked(corpus, invented, only=is_held_back),
        marked(corpus, invented, only=lambda id_: id_.startswith(_OTHERS)),
        stories(1),
        marked(corpus, dev, only=lambda _: True),
    )
    with ProcessPoolExecutor(2) as pool:
        held_back, new, learned, others, chosen = pool.map(pairs_of, parts)
    unread = {kind: learned[kind] for kind in ("same", "denies across")}
    return _together(held_back, new, unread), _together(others, chosen)


def _together(*parts: Mapping[str, list[Pair]]) -> dict[str, list[Pair]]:
    return {kind: [pair for part in parts for pair in part.get(kind, ())] for kind in _RIGHT}


if __name__ == "__main__":
    main()
