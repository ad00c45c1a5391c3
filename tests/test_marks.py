"""What the reader learns from: the marks in the repository, and what a training step is given of a marked article."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from tracker.models.decoding import CUE, KINDS, MEETING, START
from tracker.models.reader import STATUSES
from tracker.training.add_marks import placed
from tracker.training.corpora import MARKS, excerpt, excerpts, lesson_of, read_jsonl, stories
from tracker.training.examples import UNKNOWN, Reread, example, meeting_words, same_name

TEXT = "Ann Lind said the dam leaks. “It is safe,” Otto Hale told the Ledger. “We checked it.” Both met in Oslo in May."
CUES = {word: [TEXT.index(word), TEXT.index(word) + len(word)] for word in ("said", "told")}


def mark(n: int, kind: str, words: str, content: str, who: list[str], **more: Any) -> dict[str, Any]:
    start, inner = TEXT.index(words), TEXT.index(content) if content else 0
    spans = [[inner, inner + len(content)]] if content else []
    known = {"n": n, "kind": kind, "who": who, "weight": 1, "start": start, "end": start + len(words), "spans": spans}
    return {**known, "also_spans": [], "answers": [], **more}


MARKED = [
    mark(1, "claim", "Ann Lind said the dam leaks", "the dam leaks", ["Ann Lind"]),
    mark(2, "denial", "“It is safe,” Otto Hale told the Ledger", "It is safe", ["Otto Hale"], answers=[1]),
    mark(3, "claim", "“We checked it.”", "We checked it", ["Otto Hale"]),
    mark(4, "meeting", "Both met in Oslo in May", "", ["Ann Lind", "Otto Hale"], status="held", mode="in_person"),
]
ATTRIBUTIONS = [
    {"cue": CUES["said"], "source": [[0, 8]], "content": [[14, 27]], "sure": 0.9},
    {"cue": CUES["told"], "source": [[44, 53]], "content": [[29, 42]], "sure": 0.9},
]


def known_kinds(place: Reread) -> set[str]:
    """The kinds that a place may be, as far as is known."""
    return {kind for kind, may_be in zip(KINDS, place.kinds, strict=True) if may_be}


def test_every_mark_in_the_repository_lies_in_its_article_and_answers_marks_that_are_there() -> None:
    rows = [*read_jsonl(MARKS / "corpora.jsonl"), *read_jsonl(MARKS / "own.jsonl")]
    assert len({row["id"] for row in rows}) == len(rows)
    known = {f"{row['id']}#{one['n']}" for row in rows for one in row["marks"]}
    for row in rows:
        for one in row["marks"]:
            assert one["kind"] in (*KINDS, "meeting")
            assert 0 <= one["start"] < one["end"] <= len(row.get("text", "x" * one["end"]))
            assert all(one["start"] <= a < b <= one["end"] for a, b in one["spans"])
            answered = [to if isinstance(to, str) else f"{row['id']}#{to}" for to in one.get("answers", [])]
            assert set(answered) <= known


def test_marks_of_corpora_hold_no_words_of_their_articles() -> None:
    for name in ("corpora", "second", "attributions", "types"):
        assert all("text" not in row and "words" not in str(row) for row in read_jsonl(MARKS / f"{name}.jsonl"))


def test_a_mark_has_the_cue_of_the_attribution_that_says_the_same_and_else_begins_with_its_words() -> None:
    lesson = lesson_of({"id": "a", "text": TEXT}, MARKED, ATTRIBUTIONS, has_attributions=False)
    by_mark = {one.mark: one for one in lesson.statements}
    assert [by_mark[n].has_cue for n in (1, 2, 3)] == [True, True, False]
    assert TEXT[slice(*by_mark[2].anchor)] == "told"
    assert by_mark[3].anchor[0] == TEXT.index("We checked it")


def test_an_attribution_that_readers_did_not_mark_is_learnt_as_none() -> None:
    lesson = lesson_of({"id": "a", "text": TEXT}, MARKED[2:3], ATTRIBUTIONS[:1], has_attributions=False)
    assert Counter(one.kind for one in lesson.statements) == {"claim": 1, "none": 1}


def test_a_mark_that_quotes_its_cue_has_it_whatever_the_attributions_are() -> None:
    quoted = {**MARKED[2], "cue": CUES["told"]}
    lesson = lesson_of({"id": "a", "text": TEXT}, [quoted], [], has_attributions=False)
    (statement,) = lesson.statements
    assert (statement.has_cue, TEXT[slice(*statement.anchor)]) == (True, "told")


def test_words_that_a_reader_quoted_become_places_and_are_not_kept() -> None:
    quoted = {
        "n": 2,
        "kind": "denial",
        "who": ["Otto Hale"],
        "weight": 2,
        "words": "“It is safe,” Otto Hale told the Ledger",
    }
    row = placed({**quoted, "content": ["It is safe"], "cue": "told", "answers": [1], "also": ["We checked it"]}, TEXT)
    assert [TEXT[slice(*row[name])] for name in ("cue",)] == ["told"]
    assert [TEXT[slice(*span)] for span in (*row["spans"], *row["also_spans"])] == ["It is safe", "We checked it"]
    assert "words" not in row
    with pytest.raises(ValueError, match="not found"):
        placed({**quoted, "cue": "denied"}, TEXT)


def test_an_excerpt_has_what_lies_whole_in_it_at_places_of_its_own() -> None:
    lesson = lesson_of({"id": "a", "text": TEXT}, MARKED, ATTRIBUTIONS, has_attributions=False)
    start = TEXT.index("“It")
    part = excerpt(lesson, start, len(TEXT))
    assert part.text == TEXT[start:]
    assert [part.text[slice(*one.anchor)] for one in part.statements if one.has_cue] == ["told"]
    (denial,) = (one for one in part.statements if one.kind == "denial")
    assert denial.answers is None  # what it answers lies outside
    assert [part.text[slice(*met.clause)] for met in part.meetings] == ["Both met in Oslo in May"]


def test_a_speaker_whom_an_excerpt_leaves_out_is_not_learnt_as_nobody() -> None:
    lesson = lesson_of({"id": "a", "text": TEXT}, MARKED, ATTRIBUTIONS, has_attributions=False)
    start = TEXT.index("“We")
    (whole,) = (p for p in example(lesson, [], {}).places if p.what == START)
    (part,) = (p for p in example(excerpt(lesson, start, len(TEXT)), [], {}).places if p.what == START)
    assert (whole.parties is None, part.parties) == (False, None)


def test_paragraphs_around_a_denial_are_read_together_and_far_ones_left_out() -> None:
    text = "\n\n".join(f"Paragraph {n} tells much of the dam and of those who built it. " * 8 for n in range(9))
    lesson = lesson_of({"id": "a", "text": text}, None, [], has_attributions=False)
    at = text.index("Paragraph 4")
    (part,) = excerpts(lesson, [(at, at + 10)])
    assert "Paragraph 4" in part.text
    assert "Paragraph 0" not in part.text
    assert "Paragraph 8" not in part.text


def test_of_stories_only_the_kind_is_learnt_and_of_most_lines_only_what_it_is_not() -> None:
    some = [example(lesson, [], {}) for lesson in stories()[:40]]
    kinds = [known_kinds(place) for one in some for place in one.places]
    assert {"denial"} in kinds
    assert {"refusal"} in kinds
    assert set(KINDS) - {"denial", "ignorance"} in kinds
    assert all((one.tags == UNKNOWN).all() and not (one.starts == 0).any() for one in some)
    assert all((place.roles == UNKNOWN).all() and place.parties is None for one in some for place in one.places)


def test_an_example_says_what_is_to_be_read_again_and_whom_it_means() -> None:
    lesson = lesson_of({"id": "a", "text": TEXT}, MARKED, ATTRIBUTIONS, has_attributions=False)
    phrases = [
        (0, 8, False, 0),
        (14, 21, False, 1),
        (44, 53, False, 1),
        (TEXT.index("We"), TEXT.index("We") + 2, True, 0),
    ]
    made = example(lesson, phrases, {"met": 3.0})
    places = {place.what: [p for p in made.places if p.what == place.what] for place in made.places}
    assert {what: len(found) for what, found in places.items()} == {CUE: 2, START: 1, MEETING: 1}
    assert [known_kinds(place) for place in places[CUE]] == [{"claim"}, {"denial"}]
    assert [place.answered for place in places[CUE]] == [None, frozenset({places[CUE][0].run})]
    assert [place.parties for place in places[CUE]] == [((0,),), ((2,),)]
    (start,) = places[START]
    assert (start.parties, made.starts[start.run[0]]) == (((2,),), 1)
    (met,) = places[MEETING]
    words = made.words
    assert TEXT[words.starts[met.run[0]] : words.ends[met.run[0]]] == "met"
    assert STATUSES[met.status] == "held"
    assert (made.tags != UNKNOWN).all()
    assert np.count_nonzero(made.tags == 1) == 2


def test_the_meeting_word_is_the_one_that_stands_in_such_clauses_and_hardly_elsewhere() -> None:
    again = [lesson_of({"id": str(n), "text": TEXT}, MARKED, (), has_attributions=False) for n in range(5)]
    others = [lesson_of({"id": f"o{n}", "text": "In May the dam in Oslo leaked."}, [], (), False) for n in range(9)]
    odds = meeting_words([*again, *others])
    assert odds["met"] == max(odds.values())
    assert odds["in"] < odds["met"]


def test_a_name_that_meets_in_the_articles_of_one_affair_alone_is_no_meeting_word() -> None:
    affair = [lesson_of({"id": str(n), "text": TEXT}, MARKED, (), has_attributions=False) for n in range(4)]
    assert meeting_words(affair) == {}


@pytest.mark.parametrize(
    ("who", "words", "same"),
    [
        ("Ann Lind", "Mrs Lind", True),
        ("Ann Lind", "Lind's", True),
        ("Ministry of Defence", "MD", True),
        ("US officials", "officials", True),
        ("US officials", "Chinese officials", False),
        ("Ann Lind", "Otto Hale", False),
        ("Ann Lind", "", False),
    ],
)
def test_a_reader_s_name_is_known_in_the_article_by_surname_initials_or_most_words(
    who: str, words: str, same: bool
) -> None:
    assert same_name(who, words) is same
