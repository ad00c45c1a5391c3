"""What must hold of the reader whatever its weights: exact places, every word answered for, one result."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.models import reader
from tracker.models.limits import Limits, limits
from tracker.models.mentions import OFFSETS, ROLES, SIZES, Phrase, Seen, features, mentions_of, paragraphs_of, quoted_of
from tracker.models.reader import Reading, read
from tracker.models.tags import best_tags, possible_cues, tag_words
from tracker.models.weights import FOLDER
from tracker.models.words import WINDOW, pieces_of, training_windows, windows_of, words_of

SENTENCES = [
    "The minister said that the bridge would open in May.",
    '"We have no such plans," a spokeswoman for the bank told reporters.',
    "According to two officials, the ship left port on Monday.",
    "The embassy denied that it had hired the men.",
    "Snow fell on the hills all night.",
]
LONG = "\n\n".join(SENTENCES[n % len(SENTENCES)] for n in range(120))
texts = st.text(max_size=400) | st.lists(
    st.sampled_from([*SENTENCES, "\n\n", '"', "“", "”", "''", "—", "\u200b"]), max_size=12
).map(" ".join)


def phrases_of(text: str) -> list[Phrase]:
    """Noun phrases as a parser might give them: every run of two words, and some that are pronouns."""
    words = words_of(text)
    starts, ends = words.starts.tolist(), words.ends.tolist()
    return [(starts[n], ends[min(n + 1, len(ends) - 1)], n % 5 == 0, n % len(ROLES)) for n in range(0, len(starts), 3)]


def places_in(reading: Reading) -> Sequence[tuple[int, int]]:
    """Every place that a reading names."""
    in_statements = [place for one in reading.statements for place in (one.anchor, *one.source, *one.content)]
    in_meetings = [place for one in reading.meetings for place in (one.word, *one.clause)]
    return [*in_statements, *in_meetings, *((one.start, one.end) for one in reading.mentions)]


@given(texts)
@settings(max_examples=60)
def test_words_stand_in_order_and_cover_what_is_not_blank(text: str) -> None:
    words = words_of(text)
    assert (words.starts[1:] >= words.ends[:-1]).all()
    assert all(text[a:b].strip() for a, b in zip(words.starts, words.ends, strict=True))
    assert set(words.forms.tolist()) <= set(range(32))


@pytest.mark.parametrize("sentences", [1, 30, 120])
def test_each_word_is_read_and_those_near_a_border_twice(sentences: int) -> None:
    words = words_of(" ".join(LONG.split("\n\n")[:sentences]))
    times = np.zeros(len(words), int)
    for window in windows_of(words):
        ids, forms, first = pieces_of(words, window)
        assert len(ids) == len(forms) <= WINDOW
        assert len(first) == window.end - window.start
        times[window.start : window.end] += 1
    assert times.min() == 1
    assert times.max() <= 2


@pytest.mark.parametrize(("sentences", "room", "shift"), list(itertools.product([1, 40, 120], [190, 318], [0, 100])))
def test_training_learns_each_word_once_from_a_window_that_holds_it(sentences: int, room: int, shift: int) -> None:
    words = words_of(" ".join(LONG.split("\n\n")[:sentences]))
    windows = list(training_windows(words, room, shift))
    assert [n for w in windows for n in range(w.own, w.own_end)] == list(range(len(words)))
    assert all(w.start <= w.own < w.own_end <= w.end for w in windows)


@given(texts)
@settings(max_examples=40)
def test_any_text_is_read_without_an_error_and_every_place_lies_in_it(text: str) -> None:
    reading = read(text, phrases_of(text))
    assert all(0 <= start < end <= len(text) for start, end in places_in(reading))
    for one in reading.statements:
        assert 0 <= one.sureness <= 1
        assert sum(one.kinds.values()) == pytest.approx(1, abs=1e-3)
        assert one.who
        assert all(who.special or who.mentions for who in one.who)


def test_who_said_what_is_read_with_its_cue_source_and_content() -> None:
    text = "The minister said that the bridge had been closed for repairs."
    (one,) = read(text, [(0, 12, False, 1), (23, 33, False, 1)]).statements
    assert text[slice(*one.anchor)] == "said"
    assert [text[a:b] for a, b in one.source] == ["The minister"]
    assert "the bridge had been closed" in " ".join(text[a:b] for a, b in one.content)
    assert max(one.kinds, key=lambda kind: one.kinds[kind]) == "claim"
    assert one.who[0].mentions == (0,)


def test_a_quotation_longer_than_the_second_reading_sees_is_read_to_its_end() -> None:
    """What lies beyond its reach goes on as far as the first reading has it, and is not cut in mid-sentence."""
    said = (
        "We asked the company in March to close the old bridge, to send its engineers to both piers, to tell the "
        "people of the lower town which roads they can use, to pay for the ferry that the harbour board hired when "
        "the water rose, and to give the council, before the end of the summer, a report in writing on what the "
        "flood has done to the piers and what it will cost to mend them"
    )
    text = f'The mayor said: "{said}."'
    assert [[text[first:last] for first, last in one.content] for one in read(text, []).statements] == [[said]]


def test_an_article_reads_the_same_whatever_was_read_before() -> None:
    first = read(LONG, phrases_of(LONG))
    read("Something else entirely.", [])
    again = read(LONG, phrases_of(LONG))
    assert replace(again, vectors=first.vectors) == first
    assert all(np.array_equal(getattr(again.vectors, n), getattr(first.vectors, n)) for n in ("tells", "denies"))


def test_the_number_of_threads_changes_no_score() -> None:
    words = words_of(LONG)
    window = next(windows_of(words))
    given = dict(zip(("ids", "forms", "first"), pieces_of(words, window), strict=True))
    scores = []
    for threads in (1, 4):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(FOLDER / "encoder.onnx", options, providers=["CPUExecutionProvider"])
        scores.append(session.run(None, given))
    assert all((one == other).all() for one, other in zip(*scores, strict=True))


def test_whom_a_statement_means_is_found_among_the_mentions_near_it_however_long_the_text() -> None:
    far = LONG + "\n\n" + "\n\n".join(["Snow fell on the hills all night."] * 300) + "\n\n"
    text = far + "Ann Lind said that the bridge had closed."
    phrases = [*phrases_of(far), (len(far), len(far) + 8, False, 0)]
    last = read(text, phrases).statements[-1]
    assert last.who[0].mentions[0] == len(phrases) - 1


def test_a_text_read_in_parts_says_what_each_part_says(monkeypatch: pytest.MonkeyPatch) -> None:
    first = "The minister said that the bridge had been closed for repairs.\n\n"
    second = "The embassy denied that it had hired the men."
    monkeypatch.setattr(reader, "_LONGEST_PART", len(first))
    minister, embassy = (0, 12, False, 1), (0, 11, False, 1)
    moved = (len(first), len(first) + 11, False, 1)
    reading = read(first + second, [minister, moved])
    (one,), (other,) = read(first, [minister]).statements, read(second, [embassy]).statements
    shifted = tuple((a + len(first), b + len(first)) for a, b in other.content)
    assert [statement.content for statement in reading.statements] == [one.content, shifted]
    assert [
        [reading.mentions[n].start for who in statement.who for n in who.mentions] for statement in reading.statements
    ] == [
        [0],
        [len(first)],
    ]
    assert reading.vectors is not None
    assert len(reading.vectors.tells) == len(words_of(first + second))


@given(rows=st.integers(1, 4), length=st.integers(1, 5), seed=st.integers(0, 1000))
@settings(max_examples=50)
def test_the_best_tags_are_legal_and_no_other_legal_ones_score_more(rows: int, length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(rows, length, 5)).astype(np.float32)
    legal = [
        path
        for path in itertools.product(range(5), repeat=length)
        if all(t % 2 or t == 0 or (n > 0 and path[n - 1] in (t - 1, t)) for n, t in enumerate(path))
    ]
    for row, path in zip(scores, best_tags(scores), strict=True):
        assert tuple(path.tolist()) in legal
        best = max(sum(float(row[n, t]) for n, t in enumerate(p)) for p in legal)
        assert sum(float(row[n, t]) for n, t in enumerate(path.tolist())) == pytest.approx(best, abs=1e-4)


def test_a_word_that_may_be_a_cue_is_asked_about_though_its_tag_says_otherwise() -> None:
    scores = np.zeros((3, 7), np.float32)
    scores[:, 0], scores[1, 1] = 5.0, 4.0
    assert possible_cues(scores, tag_words(scores)) == [(1, 2)]


def test_each_fact_of_a_mention_has_a_number_of_its_own() -> None:
    text = "Ann Lind said that the bank, which she runs, would close."
    words = words_of(text)
    mentions = mentions_of(text, words, [(0, 8, False, 1), (19, 27, False, 1), (35, 38, True, 1)])
    facts = features(mentions, paragraphs_of(words), quoted_of(words), Seen((2, 3), [(0, 2)], [(4, len(words))]))
    assert facts.shape == (3, len(SIZES))
    assert ((facts >= OFFSETS) & (facts < OFFSETS + np.array(SIZES))).all()
    assert len({tuple(row) for row in facts.tolist()}) == 3


def test_rows_are_shown_from_the_fitted_limit_of_their_kind_on() -> None:
    fitted = Limits({}, {}, {"claim": {"bias": 0.0, "kind": 1.0}}, {"claim": 0.6})
    assert fitted.probability("claim", {"kind": 0.7}) == pytest.approx(0.7)
    assert fitted.is_shown("claim", 0.6)
    assert not fitted.is_shown("claim", 0.59)
    assert set(limits().shown) == set(limits().calibration) >= {"claim", "denial", "refusal", "meeting"}


def test_the_weights_are_small_enough_to_be_shipped() -> None:
    assert sum(file.stat().st_size for file in FOLDER.glob("*.onnx")) < 60_000_000


def test_reading_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    code = "from tracker.models.reader import read; read('The mayor said it rained.', [(0, 9, False, 0)])"
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    assert not list(tmp_path.iterdir())


def test_reading_needs_no_training_library() -> None:
    code = (
        "import sys; from tracker.models.reader import read; read('The mayor said it rained.', [(0, 9, False, 0)]);"
        "sys.exit(any(name in sys.modules for name in ('torch', 'transformers', 'onnx')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b"])
def test_a_text_without_words_says_nothing(text: str) -> None:
    assert read(text, []).statements == ()


def test_the_card_says_what_the_weights_were_made_from() -> None:
    card = (Path(reader.__file__).parent / "MODEL.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("PolNeAR", "marks", "MiniLM", "make train", "Agreement"))
