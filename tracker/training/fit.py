"""Fits how likely rows are right, on the articles that choose, and writes `tracker/models/limits.json`.

A row's probability is the product of what the reader says of each of its decisions; these are too sure of themselves
or not sure enough. So each kind of row gets a logistic function of that product (Platt, 1999), fitted to whether the
rows of whole articles are right, and a limit from which on rows are shown unasked.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tracker.extract import extract
from tracker.models import limits
from tracker.models.reader import read
from tracker.parsing import parse
from tracker.records import Article, Extraction, Meeting, Statement
from tracker.training.corpora import FAIR, Lesson, inside, lessons, read_jsonl, shared
from tracker.training.examples import same_name

_ASKED = 0.9  # the share of shown rows that are to be right
_STEPS, _RATE, _LEAN = 3_000, 0.1, 0.02
Row = tuple[str, float, bool]  # kind, product of probabilities, whether it is right


def kind_of(statement: Statement) -> str:
    """Return the kind of row that a statement makes."""
    by_stance = {
        "deny": "denial", "deny_knowledge": "denial", "no_comment": "refusal", "confirm": "confirmation",
        "retract": "retraction", "reject": "rejection", "question": "question",
    }  # fmt: skip
    by_force = {"assertive": "claim", "directive": "demand", "commissive": "promise", "expressive": "attitude"}
    return by_stance.get(statement.stance) or by_force[statement.force]


def rows_of(extraction: Extraction, lesson: Lesson) -> list[Row]:
    """Return the rows of an article, but for those on what readers were unsure of."""
    rows = []
    for statement in extraction.statements:
        right = _is_right(statement, lesson, extraction.article.outlet)
        if right is not None:
            rows.append((kind_of(statement), statement.product, right))
    for meeting in extraction.meetings:
        told = _is_told(meeting, lesson)
        if told is not None:
            rows.append(("meeting", meeting.product, told))
    return rows


def _is_right(statement: Statement, lesson: Lesson, outlet: str | None) -> bool | None:
    content = [(s.start, s.end) for s in statement.content or statement.cue]
    kind = kind_of(statement)
    same = ("denial", "ignorance") if kind == "denial" else FAIR if kind in ("claim", "confirmation") else (kind,)
    near = []
    for told in lesson.told:
        if told.mark is None:
            continue
        theirs = told.content or (told.anchor,)
        alike = max(
            shared(content, theirs), 0.6 * (inside(content, theirs) >= 0.85), 0.6 * (inside(theirs, content) >= 0.85)
        )
        if alike >= 0.5:
            near.append((told.kind in same, alike, told))
    if not near:
        again = any(inside(content, [span]) >= 0.8 for span in lesson.unclear)
        return None if again else False
    _, _, told = max(near, key=lambda one: one[:2])
    if not told.is_sure:
        return None
    speaker = statement.speaker.name if statement.speaker is not None else None
    who = [outlet if name == "outlet" else name for name in told.who or ()]
    named = speaker is None if not who else speaker is not None and any(w and same_name(w, speaker) for w in who)
    return told.kind in same and named


def _is_told(meeting: Meeting, lesson: Lesson) -> bool | None:
    place = [(meeting.words.start, meeting.words.end)]
    touched = [met for met in lesson.met if any(inside(place, [clause]) > 0 for clause in (met.clause, *met.more))]
    if touched and not any(met.is_sure for met in touched):
        return None
    names = [participant.name for participant in meeting.participants]
    return any(
        met.status == meeting.status
        and all(any(same_name(who, name) for name in names) for who in met.who)
        and all(any(same_name(who, name) for who in met.who) for name in names)
        for met in touched
    )


def fitted(rows: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return slope and intercept of the logistic function of the log odds of a product, by maximum likelihood."""
    x = np.array([_logit(product) for product, _ in rows])
    y = np.array([float(right) for _, right in rows])
    slope, intercept = 1.0, 0.0
    for _ in range(_STEPS):
        wrong = 1 / (1 + np.exp(-(slope * x + intercept))) - y
        slope -= _RATE * (float((wrong * x).mean()) + _LEAN * (slope - 1) / max(1, len(rows) / 50))
        intercept -= _RATE * float(wrong.mean())
    return round(max(slope, 0.1), 3), round(intercept, 3)


def limit_of(rows: Iterable[tuple[float, bool]]) -> float:
    """Return the probability from which on rows are shown.

    The lowest from which on nine in ten are right, if half of all right ones are among them; else where F1 is greatest.
    """
    ordered = sorted(rows, reverse=True)
    every = sum(right for _, right in ordered)
    best, limit, asked, right = 0.0, 0.5, None, 0
    for n, (probability, is_right) in enumerate(ordered, 1):
        right += is_right
        if right >= _ASKED * n and right >= every / 2:
            asked = probability
        if 2 * right / (every + n) > best:
            best, limit = 2 * right / (every + n), probability
    return math.floor(1000 * (limit if asked is None else asked)) / 1000


def _logit(probability: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))


def _least(corpus: Path) -> float:
    """The sureness from which on as many statements are read in PolNeAR's development articles as are marked there."""
    rows = read_jsonl(corpus / "attributions_dev.jsonl.gz")
    sureness: list[float] = []
    for row in rows:
        doc = parse(Article(row["text"], title=row.get("title"))).doc
        phrases = [(c.start_char, c.end_char, c.root.pos_ == "PRON") for c in doc.noun_chunks]
        sureness += [told.sureness for told in read(row["text"], phrases).told if told.content]
    marked = sum(len(row["attributions"]) for row in rows)
    return round(sorted(sureness, reverse=True)[min(marked, len(sureness) - 1)], 3)


def _keep(told: Mapping[str, object]) -> None:
    limits.PATH.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    limits.limits.cache_clear()


def main() -> None:
    """Fit the numbers and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpora")
    parser.add_argument("--dev", nargs="+", default=["reading_dev"], help="files of marks to fit on")
    options = parser.parse_args()
    _keep({"least": _least(options.corpus), "calibration": {}, "shown": {}})
    articles = {
        row["id"]: row for name in ("triplets_dev", "triplets_train", "uk_train", "newswire_dev", "attributions_train")
        for row in read_jsonl(options.corpus / f"{name}.jsonl.gz")
    }  # fmt: skip
    rows: list[Row] = []
    for lesson in lessons(options.corpus, options.dev):
        row = articles[lesson.id]
        article = Article(
            row["text"], title=row.get("title"), outlet=row.get("outlet"), published=row.get("published"),
            published_from="given" if row.get("published") else "unknown",
        )  # fmt: skip
        rows += rows_of(extract(parse(article)), lesson)
    told: dict[str, Any] = {"least": limits.limits().least, "calibration": {}, "shown": {}}
    for kind in sorted({kind for kind, _, _ in rows}):
        of_kind = [(product, right) for one, product, right in rows if one == kind]
        slope, intercept = fitted(of_kind)
        likely = [(1 / (1 + math.exp(-(slope * _logit(p) + intercept))), right) for p, right in of_kind]
        told["calibration"][kind], told["shown"][kind] = [slope, intercept], limit_of(likely)
        shown = [right for p, right in likely if p >= told["shown"][kind]]
        print(kind, len(of_kind), told["calibration"][kind], told["shown"][kind], f"{sum(shown)} of {len(shown)} right")  # noqa: T201
    _keep(told)


if __name__ == "__main__":
    main()
