"""What an outlet says in its own voice: passages of own words with what must be found in each, half of them traps.

What must hold for any text, and how such a statement is linked and shown, stands below them.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.extract import extract
from tracker.parsing import parse
from tracker.records import Article, Extraction, Span, Statement

Passage = dict[str, Any]
GOLD = Path(__file__).parent / "gold" / "own_voice.toml"
PASSAGES: list[Passage] = tomllib.loads(GOLD.read_text(encoding="utf-8"))["passage"]
FLOOR = 0.95  # of the passages, known weaknesses among them


@cache
def read(text: str, outlet: str | None = "The Courier") -> Extraction:
    return extract(parse(Article(text=text, outlet=outlet, published="2022-03-14")))


def own(extraction: Extraction) -> list[Statement]:
    return [s for s in extraction.statements if s.own_voice]


def words(spans: tuple[Span, ...]) -> str:
    return " ".join(" ".join(span.words.split()) for span in spans)


def told(passage: Passage) -> list[tuple[str, str, str]]:
    """Stance, cue and content of each statement of the outlet; what pytest shows where a passage fails."""
    return [(s.stance, words(s.cue), words(s.content)) for s in own(read(passage["text"]))]


def is_read_right(passage: Passage) -> bool:
    found = told(passage)
    if "none" in passage:
        return not found
    return len(found) == 1 and all(
        (found[0][0] == passage["stance"], passage["cue"] in found[0][1], passage["words"] in found[0][2])
    )


def _row(passage: Passage) -> Any:
    marks = [pytest.mark.xfail(reason=passage["xfail"], strict=True)] if "xfail" in passage else []
    return pytest.param(passage, marks=marks, id=passage["text"][:60])


@pytest.mark.parametrize("passage", [_row(passage) for passage in PASSAGES])
def test_what_the_outlet_judges_itself_is_found_and_nothing_else(passage: Passage) -> None:
    assert is_read_right(passage), told(passage)


def test_the_share_of_passages_read_right_stays_above_the_floor() -> None:
    assert sum(map(is_read_right, PASSAGES)) / len(PASSAGES) >= FLOOR


SENTENCES = [passage["text"] for passage in PASSAGES]
MARKS = [
    "\n\n",
    " ",
    "“",
    "”",
    '"',
    "'",
    ":",
    "?",
    "No, ",
    "Fake: ",
    " said ",
    "the photo is a fake",
    "\u202e",
    "[/b]",
    "—",
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(SENTENCES + MARKS) | st.text(max_size=20), max_size=5))
@example(["Claim:", "FALSE"])
@example(["Fake:", "\n"])
@example(["?", "No"])
def test_what_the_outlet_says_is_in_the_text_and_never_in_the_words_of_others(parts: list[str]) -> None:
    text = " ".join(parts).replace("\r", "\n")
    extraction = extract(parse(Article(text=text)))
    theirs = [span for s in extraction.statements if not s.own_voice for span in s.content]
    taken: list[Span] = []
    for statement in own(extraction):
        spans = [*statement.cue, *statement.content]
        assert statement.source == ()
        assert statement.stance in ("deny", "confirm", "retract")
        assert statement.cue and statement.content
        assert all(text[span.start : span.end] == span.words for span in spans)
        assert not any(overlap(span, other) for span in statement.cue for other in theirs)
        assert not any(overlap(span, other) for span in spans for other in taken)
        taken += spans


def overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def test_a_clause_is_judged_without_the_words_that_judge_it() -> None:
    (statement,) = own(read("Contrary to reports, the mayor has not resigned."))
    assert statement.proposition is not None
    assert (statement.proposition.words, statement.proposition.negated) == ("the mayor has … resigned", False)


@pytest.mark.parametrize(
    ("text", "sure", "band"),
    [
        ("The photo is probably a fake.", "probably", "likely"),
        ("That is almost certainly not true.", "almost certainly", "almost certain"),
    ],
)
def test_how_sure_the_outlet_is_of_its_judgement_is_kept(text: str, sure: str, band: str) -> None:
    (statement,) = own(read(text))
    assert [(certainty.words, certainty.band) for certainty in statement.certainty] == [(sure, band)]


def test_the_speaker_is_the_outlet_where_the_article_names_it() -> None:
    speakers = [own(read("The photo is a fake.", outlet))[0].speaker for outlet in ("The Courier", None)]
    assert [speaker and (speaker.name, speaker.kind) for speaker in speakers] == [("The Courier", "outlet"), None]


def test_extract_lists_what_the_outlet_says_apart_from_the_statements_of_others(run_tracker: Run) -> None:
    text = "The mayor said the photo was old. The photo is a fake."
    form = json.loads(run_tracker("extract", "-", "--format", "jsonl", stdin=text.encode()).out)
    assert [statement["speaker"] for statement in form["statements"]] == ["mayor"]
    assert [(s["source"], s["stance"], s["content"]) for s in form["own_voice"]] == [([], "deny", [[34, 43]])]


@pytest.mark.parametrize(
    "judged", ["There is no such order.", "The report is false.", "It was a hoax.", "No such order was ever signed."]
)
def test_what_the_outlet_judges_by_a_mere_word_is_linked_with_the_claim_before_it(
    judged: str, run_tracker: Run, tmp_path: Path
) -> None:
    text = f"outlet: The Courier\npublished: 2022-03-14\n\nA shopkeeper said the army had ordered curfew. {judged}\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert run_tracker("ingest", "a.txt", "--db", "t.db").status == 0
    rows = json.loads(run_tracker("disputed", "--format", "json", "--db", "t.db").out)
    assert [[report["source"] for report in row["denied"]] for row in rows] == [["The Courier"]]
