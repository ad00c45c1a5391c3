"""What must hold of the statement model whatever its weights: exact places, every word answered for, one result."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.models.statements import Tagged, decoding, read_attributions
from tracker.models.statements.encoding import FOLDER, WINDOW, pieces_of, training_windows, windows_of, words_of

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


@given(texts)
@settings(max_examples=60, deadline=None)
def test_words_stand_in_order_and_cover_what_is_not_blank(text: str) -> None:
    words = words_of(text)
    assert (words.starts[1:] >= words.ends[:-1]).all()
    assert all(text[a:b].strip() for a, b in zip(words.starts, words.ends, strict=True))
    assert set(words.forms.tolist()) <= set(range(32))


@given(st.integers(0, 60))
@settings(max_examples=20, deadline=None)
def test_each_word_is_read_and_those_near_a_border_twice(sentences: int) -> None:
    words = words_of(" ".join(SENTENCES[n % len(SENTENCES)] for n in range(sentences)))
    windows = list(windows_of(words))
    times = Counter(n for window in windows for n in range(window.start, window.end))
    assert set(times) == set(range(len(words)))
    assert all(len(pieces_of(words, window)[0]) <= WINDOW for window in windows)
    for one, following in itertools.pairwise(windows):
        assert one.end - following.start > 30


@given(st.integers(0, 40), st.integers(120, WINDOW - 2), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_training_learns_each_word_once_from_a_window_that_holds_it(sentences: int, room: int, shift: int) -> None:
    words = words_of(" ".join(SENTENCES[n % len(SENTENCES)] for n in range(sentences)))
    windows = list(training_windows(words, room, shift))
    assert [n for w in windows for n in range(w.own, w.own_end)] == list(range(len(words)))
    assert all(w.start <= w.own < w.own_end <= w.end for w in windows)
    assert all(len(pieces_of(words, w)[0]) <= WINDOW for w in windows)


@given(texts)
@settings(max_examples=40, deadline=None)
def test_any_text_is_read_without_an_error_and_every_place_lies_in_it(text: str) -> None:
    for found in read_attributions(text):
        for start, end in (*found.source, found.cue, *found.content):
            assert 0 <= start < end <= len(text)
        assert 0 <= found.sureness <= 1


def test_said_is_a_cue_with_its_source_and_content() -> None:
    text = SENTENCES[0]
    (found,) = read_attributions(text)
    cut = {text[a:b] for a, b in (*found.source, found.cue, *found.content)}
    assert {"The minister", "said"} <= cut
    assert any("the bridge would open in May" in words for words in cut)


def test_an_article_reads_the_same_whatever_was_read_before() -> None:
    alone = [read_attributions(sentence) for sentence in SENTENCES]
    read_attributions(LONG)
    assert [read_attributions(sentence) for sentence in reversed(SENTENCES)][::-1] == alone


def test_the_number_of_threads_changes_no_score() -> None:
    words = words_of(LONG)
    ids, forms, first = pieces_of(words, next(windows_of(words)))
    scores = []
    for threads in (1, 4):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(FOLDER / "statements.onnx", options, providers=["CPUExecutionProvider"])
        scores.append(session.run(None, {"ids": ids, "forms": forms, "first": first}))
    for one, four in zip(*scores, strict=True):
        assert (one == four).all()


def test_as_many_cues_as_there_are_and_each_once() -> None:
    found = read_attributions(LONG)
    assert len({f.cue for f in found}) == len(found) > 90
    assert found == sorted(found, key=lambda f: f.cue)


@given(st.integers(1, 4), st.integers(1, 12), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_the_best_tags_are_legal_and_no_other_legal_ones_score_more(rows: int, length: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(rows, length, 5)).astype(np.float32)
    paths = decoding.best_tags(scores)
    for row, path in enumerate(paths):
        assert is_legal(path.tolist())
        best = scores[row, np.arange(length), path].sum()
        for _ in range(20):
            other = rng.integers(0, 5, length)
            if is_legal(other.tolist()):
                assert scores[row, np.arange(length), other].sum() <= best + 1e-4


def is_legal(tags: list[int]) -> bool:
    return all(tag % 2 or tag == 0 or before in (tag - 1, tag) for before, tag in zip([0, *tags], tags, strict=False))


def test_the_weights_are_small_enough_to_be_shipped() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 30_000_000


def test_reading_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    code = "from tracker.models.statements import read_attributions; read_attributions('The mayor said it rained.')"
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"HOME": str(tmp_path)}, check=True)
    assert not list(tmp_path.iterdir())


def test_reading_needs_no_training_library() -> None:
    code = "import sys, tracker.extract; print([m for m in ('torch', 'transformers', 'onnx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "\ud800", "…"])
def test_a_text_without_words_says_nothing(text: str) -> None:
    assert read_attributions(text) == []


def test_the_card_says_what_the_weights_were_made_from() -> None:
    card = (Path(FOLDER) / "MODEL.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("PolNeAR", "Apache-2.0", "MiniLM", "make train"))


def test_what_is_found_is_plain_values() -> None:
    assert isinstance(read_attributions(SENTENCES[0])[0], Tagged)


def test_what_two_cues_say_alike_is_kept_once_by_the_surer_cue() -> None:
    told = decoding.Found((2, 3), [(0, 2)], [(3, 12)], 0.9)
    again = decoding.Found((4, 5), [(0, 2)], [(5, 12)], 0.6)
    other = decoding.Found((14, 15), [], [(15, 20)], 0.5)
    assert decoding._told_once([again, told, other]) == [told, other]


def test_a_word_that_may_be_a_cue_is_asked_about_though_its_tag_says_otherwise() -> None:
    scores = np.zeros((4, len(decoding.TAGS)), np.float32)
    scores[:, 0] = 4
    scores[1, decoding.TAGS.index("B-cue")] = 3
    tags = decoding.tag_words(scores)
    assert (decoding.runs_of(tags, 1), decoding.possible_cues(scores, tags)) == ([], [(1, 2)])
