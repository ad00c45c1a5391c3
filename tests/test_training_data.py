"""What the relation models are taught: invented stories and affairs, and how they become disputes and pairs."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

from tracker.models.relations import affairs, stories

CLAIM = "The port sold the cranes, a docker said."
REPLY = "“We sold nothing,” its director said. He told the council to wait."
OTHER = "The cranes went to a buyer in June, the ledger shows."
NEAR = "The cranes were painted in May, the director said."
STORY = {
    "story": "cranes",
    "claims": {"a": "The port sold its cranes."},
    "articles": [
        {"outlet": "Quay", "date": "2020-01-02", "title": "Cranes", "lines": [[CLAIM, "+a"], [REPLY, "-a"]]},
        {"outlet": "Gull", "date": "2020-01-03", "title": "Ledger", "lines": [[OTHER, "+a"], [NEAR, ""]]},
    ],
}


def told(tmp_path: Path) -> Path:
    path = tmp_path / "stories.jsonl"
    path.write_text(json.dumps(STORY) + "\n", encoding="utf-8")
    return path


def statement(text: str, words: str) -> dict[str, list[list[int]]]:
    start = text.index(words)
    return {"source": [], "cue": [], "content": [[start, start + len(words)]]}


def test_every_mark_names_a_claim_of_its_story() -> None:
    for row in stories.FILE.read_text(encoding="utf-8").splitlines():
        story = json.loads(row)
        for article in story["articles"]:
            for words, marks in article["lines"]:
                assert words.strip()
                for mark in marks.split():
                    assert mark[0] in "+-~?"
                    assert mark[1:] in story["claims"]


def test_a_line_that_contests_a_claim_is_held_against_every_line_that_asserts_it(tmp_path: Path) -> None:
    path = told(tmp_path)
    first, second = stories.articles(path)
    long, short = "“We sold nothing,” its director said", "He told the council"
    statements = {
        first["id"]: [statement(first["text"], words) for words in (CLAIM, short, long)],
        second["id"]: [],
    }
    (story,) = stories.marked(statements, path)
    (dispute,) = story.articles[0]["disputes"]
    start, end = dispute["denial"]
    assert first["text"][start:end] == long, "of two statements in a line the longer bears its marks"
    texts = {article["id"]: article["text"] for article in (first, second)}
    assert [texts[article][a:b] for article, a, b in dispute["asserted"]] == [CLAIM, OTHER]
    ((a, b),) = story.articles[0]["unsure"]
    assert first["text"][a:b] == REPLY, "the rest of the line is neither a dispute nor none"


def test_lines_that_assert_one_claim_are_learnt_as_the_same(tmp_path: Path) -> None:
    path = told(tmp_path)
    (story,) = stories.marked({article["id"]: [] for article in stories.articles(path)}, path)
    assert [pair["relation"] for pair in story.judged] == ["same", "other", "other"]
    texts = {article["id"]: article["text"] for article in stories.articles(path)}
    said = [tuple(texts[a][b:c] for a, b, c in (pair["one"], pair["other"])) for pair in story.judged]
    assert said == [(CLAIM, OTHER), (CLAIM, NEAR), (OTHER, NEAR)]


def test_each_claim_of_neighbours_has_wordings_denials_and_passages_that_do_neither() -> None:
    for affair in affairs.read_neighbours():
        numbers = {(len(told.claim), len(told.deny), len(told.other), len(told.agree)) for told in affair}
        assert numbers in ({(4, 4, 2, 0)}, {(5, 4, 3, 2)})
        assert len(affair) == 4


def test_a_denial_of_one_neighbour_is_taught_as_none_of_another() -> None:
    affair = [
        affairs.Affair(
            claim=(f"claim {n}",) * 5,
            deny=(f"denial {n}",) * 4,
            other=(f"other {n}",) * 3,
            agree=(f"agreement {n}",) * 2,
        )
        for n in range(4)
    ]
    pairs = affairs.lessons_of_neighbours([affair], random.Random(1)).pairs
    relations = {
        ("claim", "claim"): "same",
        ("claim", "denial"): "denies",
        ("denial", "denial"): "agrees",
        ("agreement", "denial"): "agrees",
        ("claim", "agreement"): affairs.APART,
    }
    for (_, one), (_, other), relation in pairs:
        (kind, of_one), (other_kind, of_other) = one.split(), other.split()
        expected = relations.get((kind, other_kind), "other") if of_one == of_other else "other"
        assert relation == expected, (one, other)
    assert Counter(relation for *_, relation in pairs).keys() == {"same", "denies", "agrees", "other", affairs.APART}
