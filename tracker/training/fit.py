"""Fits how likely rows are right, on the articles that choose, and writes `tracker/models/limits.json`.

The reader says how sure it is of each decision on a row, and is too sure of itself or not sure enough. So each kind of
row gets a logistic function of the log odds of these (Platt, 1999), fitted to whether the rows of whole articles are
right, and a limit from which on rows are shown unasked.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tracker.extract import extract
from tracker.models import limits
from tracker.models.limits import logistic
from tracker.models.reader import Reading, read
from tracker.parsing import parse
from tracker.records import Article, Extraction, Meeting, Statement
from tracker.training.corpora import FAIR, Lesson, MarkedStatement, Place, inside, lessons, read_jsonl, shared
from tracker.training.examples import same_name
from tracker.training.logistic import fitted

# The share of shown rows that are to be right, judged strictly: the names of speakers have to agree. Claims are many;
# of rarer kinds a reader would rather see one in four wrong than miss them.
_ASKED, _ASKED_OF_RARE = 0.86, 0.75
_FEWEST_MEETINGS = 2 / 3  # of shown meetings that are to be right, where their F1 is greatest
_RIDGE, _TOWARDS = 2.0, 0.6  # what the weights of kinds with few rows are drawn to
Row = tuple[str, Mapping[str, float], bool]  # kind, log odds of each decision, whether it is right


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
    rows: list[Row] = []
    for statement in extraction.statements:
        right = _is_right(statement, lesson, extraction.article.outlet)
        if right is not None:
            rows.append((kind_of(statement), _odds(statement.decisions), right))
    for meeting in extraction.meetings:
        right = _is_right_meeting(meeting, lesson)
        if right is not None:
            rows.append(("meeting", _odds(meeting.decisions), right))
    return rows


def _odds(decisions: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {name: limits.logit(sure) for name, sure in decisions}


def _is_right(statement: Statement, lesson: Lesson, outlet: str | None) -> bool | None:
    content = [(s.start, s.end) for s in statement.content or statement.cue]
    kind = kind_of(statement)
    same = ("denial", "ignorance") if kind == "denial" else FAIR if kind in ("claim", "confirmation") else (kind,)
    near = _marks_of(content, lesson)
    if not near:
        again = any(inside(content, [span]) >= 0.8 for span in lesson.unclear)
        return None if again else False
    _, marked = max(near, key=lambda one: (one[1].kind in same, one[0]))
    if not marked.is_sure:
        return None
    speaker = statement.speaker.name if statement.speaker is not None else None
    who = [outlet if name == "outlet" else name for name in marked.who or ()]
    named = speaker is None if not who else speaker is not None and any(w and same_name(w, speaker) for w in who)
    return marked.kind in same and named


def _is_right_meeting(meeting: Meeting, lesson: Lesson) -> bool | None:
    place = [(meeting.words.start, meeting.words.end)]
    touched = [
        marked
        for marked in lesson.meetings
        if any(inside(place, [clause]) > 0 for clause in (marked.clause, *marked.more))
    ]
    if touched and not any(marked.is_sure for marked in touched):
        return None
    names = [participant.name for participant in meeting.participants]
    return any(
        marked.status == meeting.status
        and all(any(same_name(who, name) for name in names) for who in marked.who)
        and all(any(same_name(who, name) for who in marked.who) for name in names)
        for marked in touched
    )


def limit_of(kind: str, rows: Iterable[tuple[float, bool]]) -> float:
    """Return the probability from which on rows of a kind are shown.

    The lowest from which on as many are right as is asked of the kind, if half of all right ones are among them; else,
    and of meetings where enough are right there, where F1 is greatest.
    """
    ordered = sorted(rows, reverse=True)
    every = sum(right for _, right in ordered)
    least = _ASKED if kind == "claim" else _ASKED_OF_RARE
    best, limit, asked, right, share = 0.0, 0.5, None, 0, 0.0
    for n, (likely, is_right) in enumerate(ordered, 1):
        right += is_right
        if right >= least * n and right >= every / 2:
            asked = likely
        if 2 * right / (every + n) > best:
            best, limit, share = 2 * right / (every + n), likely, right / n
    if asked is None or (kind == "meeting" and share >= _FEWEST_MEETINGS):
        asked = limit
    return math.floor(1000 * asked) / 1000


def _least(corpus: Path, dev: Iterable[tuple[Reading, Lesson]]) -> dict[str, float]:
    """The sureness from which on as many statements and meetings are read as are marked in articles that choose.

    Statements are counted in PolNeAR's development articles, where every attribution is marked.
    """
    rows = read_jsonl(corpus / "attributions_dev.jsonl.gz")
    said = [
        statement.sureness
        for row in rows
        for statement in _read(row["text"], row.get("title")).statements
        if statement.content
    ]
    marked = sum(len(row["attributions"]) for row in rows)
    met, tellings = [], 0
    for reading, lesson in dev:
        met += [one.sureness for one in reading.meetings]
        tellings += sum(1 + len(one.more) for one in lesson.meetings)
    return {"statement": _nth(said, marked), "meeting": _nth(met, tellings)}


def _from_where(kinds: Sequence[str], dev: Iterable[tuple[Reading, Lesson]]) -> float:
    """The probability from which on a statement is of one of the kinds, so that F1 is greatest."""
    scored, there = [], 0
    for reading, lesson in dev:
        there += sum(
            marked.mark is not None and marked.is_sure and marked.kind in kinds for marked in lesson.statements
        )
        for one in reading.statements:
            if one.sureness >= limits.limits().least["statement"]:
                near = _marks_of(one.content or (one.anchor,), lesson)
                marked = max(near, key=lambda pair: (pair[1].kind in kinds, pair[0]), default=(0.0, None))[1]
                if marked is None or marked.is_sure:
                    scored.append((sum(one.kinds[kind] for kind in kinds), marked is not None and marked.kind in kinds))
    best, limit, right = 0.0, 0.5, 0
    for n, (likely, is_one) in enumerate(sorted(scored, reverse=True), 1):
        right += is_one
        if 2 * right / (n + there) > best:
            best, limit = 2 * right / (n + there), likely
    print(kinds[0], f"from {limit:.3f} on: F1 {best:.3f} of {there}")  # noqa: T201
    return math.floor(1000 * limit) / 1000


def _marks_of(content: Sequence[Place], lesson: Lesson) -> list[tuple[float, MarkedStatement]]:
    """The marked statements that a content may be, each with how alike both are."""
    found = []
    for marked in lesson.statements:
        if marked.mark is None:
            continue
        theirs = marked.content or (marked.anchor,)
        alike = max(
            shared(content, theirs), 0.6 * (inside(content, theirs) >= 0.85), 0.6 * (inside(theirs, content) >= 0.85)
        )
        if alike >= 0.5:
            found.append((alike, marked))
    return found


def _read(text: str, title: str | None) -> Reading:
    return read(text, parse(Article(text, title=title)).noun_phrases())


def _nth(sureness: Sequence[float], n: int) -> float:
    return round(sorted(sureness, reverse=True)[min(n, len(sureness) - 1)], 3)


def main() -> None:
    """Fit the numbers and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the corpora")
    parser.add_argument("--dev", nargs="+", default=["reading_dev"], help="files of marks to fit on")
    options = parser.parse_args()
    dev = lessons(options.corpus, options.dev)
    readings = [(_read(lesson.text, lesson.title), lesson) for lesson in dev]
    limits.save(least=_least(options.corpus, readings), calibration={}, shown={})
    limits.save(kinds={kinds[0]: _from_where(kinds, readings) for kinds in (("denial", "ignorance"), ("refusal",))})
    articles = {
        row["id"]: row for name in ("triplets_dev", "triplets_train", "uk_train", "newswire_dev", "attributions_train")
        for row in read_jsonl(options.corpus / f"{name}.jsonl.gz")
    }  # fmt: skip
    rows: list[Row] = []
    for lesson in dev:
        row = articles[lesson.id]
        article = Article(
            row["text"], title=row.get("title"), outlet=row.get("outlet"), published=row.get("published"),
            published_from="given" if row.get("published") else "unknown",
        )  # fmt: skip
        rows += rows_of(extract(parse(article)), lesson)
    numbers: dict[str, dict[str, Any]] = {"calibration": {}, "shown": {}}
    for kind in sorted({kind for kind, _, _ in rows}):
        of_kind = [(odds, right) for one, odds, right in rows if one == kind]
        weights = fitted(of_kind, _RIDGE, _TOWARDS)
        likely = [(logistic(weights, odds), right) for odds, right in of_kind]
        numbers["calibration"][kind], numbers["shown"][kind] = weights, limit_of(kind, likely)
        shown = [right for p, right in likely if p >= numbers["shown"][kind]]
        print(kind, len(of_kind), weights, numbers["shown"][kind], f"{sum(shown)} of {len(shown)} right")  # noqa: T201
    limits.save(**numbers)


if __name__ == "__main__":
    main()
