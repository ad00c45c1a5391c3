"""Words and pieces are those of the library with which the encoders were trained, for every text that there may be."""

from __future__ import annotations

import itertools
import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.models.wordpiece import piece_id, pieces, words_in

MODELS = Path(__file__).parent.parent / "tracker" / "models"
ARTICLES = sorted((Path(__file__).parent.parent / "data" / "articles").glob("*.txt"))
LONGEST_WORD = 100

# Letters with accents, marks alone, emoji of several parts, controls, Chinese, Korean, right to left, zero width.
PIECES = [
    "Zelenskyy", "café", "e\u0301", "\u0301", "İstanbul", "Straße", "ΟΔΟΣ", "ﬁn", "Ⅳ", "北京", "\u302e", "한국어", "漢",
    "שלום", "السلام", "हिन्दी", "👩\u200d🚀", "🇺🇦", "\u200b", "\u00ad", "\ufeff", "\u202e", "\x00", "\x1f", "\ufffd",
    "\u00a0", "\u2028", "\t", "\r\n", "don't", "U.S.", "“", "—", "$5bn", "≠", "\u037e", "[SEP]", "[MASK]", "[mask]",
    "##ing", "x" * 101, "un" * 40,
]  # fmt: skip
letters, marks = st.text(max_size=3), st.text(st.characters(categories=("Mn", "Mc", "Cf", "Po")), max_size=3)
texts = st.text(max_size=60) | st.lists(st.sampled_from(PIECES) | letters | marks, max_size=12).map("".join)


@cache
def library() -> Any:
    """The tokenizer of the library, where it is installed."""
    opened = pytest.importorskip("tokenizers").Tokenizer.from_file(str(MODELS / "tokenizer.json"))
    opened.no_truncation()
    opened.no_padding()
    return opened


def theirs(text: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """The words as the library has them; it refuses halves of pairs, which are nothing to us."""
    whole = "".join("\ufffd" if unicodedata.category(char) == "Cs" else char for char in text)
    encoded = library().encode(whole, add_special_tokens=False)
    words: dict[int, list[int]] = {}
    for n, word in enumerate(encoded.word_ids):
        words.setdefault(word, []).append(n)
    offsets, ids = encoded.offsets, encoded.ids
    return [(offsets[at[0]][0], offsets[at[-1]][1], tuple(ids[n] for n in at)) for at in words.values()]


def read(text: str) -> list[str]:
    """The pieces of a text, a stroke between words."""
    return ["|".join(pieces()[number] for number in numbers) for _, _, numbers in words_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zelenskyy denied it.", ["ze|##len|##sky|##y", "denied", "it", "."]),
        ("Café cafe\u0301 CAFÉ", ["cafe", "cafe", "cafe"]),
        ("so\u00adft a\u200bb\x00", ["soft", "ab"]),
        ("中文a", ["中", "文", "a"]),
        ("x" * (LONGEST_WORD + 1), ["[UNK]"]),
        ("dog😀", ["[UNK]"]),
        ("\ud800 \u0301 \u2028", []),
    ],
)
def test_a_word_is_the_longest_pieces_of_the_vocabulary(text: str, words: list[str]) -> None:
    assert read(text) == words


def test_a_word_stands_where_its_letters_do() -> None:
    assert [(start, end) for start, end, _ in words_in(" \u00adso\u00adft\u0301, x")] == [(2, 7), (8, 9), (10, 11)]


def test_only_pieces_of_the_vocabulary_have_a_number() -> None:
    assert piece_id("minister") == pieces().index("minister")
    assert piece_id("zelenskyy") is None


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_are_read_as_the_library_reads_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(words_in(text)) == theirs(text)


@given(texts)
@example("x" * LONGEST_WORD)
@settings(max_examples=300)
def test_any_text_is_read_as_the_library_reads_it(text: str) -> None:
    found, expected = list(words_in(text)), theirs(text)
    assert [numbers for _, _, numbers in found] == [numbers for _, _, numbers in expected]
    if is_ordered(text):
        assert found == expected


def is_ordered(text: str) -> bool:
    """Whether marks stand in canonical order: where not, the library takes the place of one for that of another."""
    seen = "".join(normalize("NFD", char) for char in text if unicodedata.category(char)[0] != "C")
    return all(later == 0 or sooner <= later for sooner, later in itertools.pairwise(map(unicodedata.combining, seen)))


def test_each_character_is_what_the_library_takes_it_for() -> None:
    used = (*range(0xD800), *range(0xE000, 0x32000), *range(0xE0000, 0xE0200))  # beyond are no letters nor marks
    text = " ".join(f"a{chr(number)}b" for number in used)
    assert list(words_in(text)) == theirs(text)


def test_the_tokenizer_asks_for_nothing_else() -> None:
    stored = json.loads((MODELS / "tokenizer.json").read_text(encoding="utf-8"))
    assert stored["normalizer"] == {
        "type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
        "lowercase": True,
    }  # fmt: skip
    assert stored["pre_tokenizer"] == {"type": "BertPreTokenizer"}
    assert stored["model"].items() >= {"type": "WordPiece", "continuing_subword_prefix": "##"}.items()
    assert list(stored["model"]["vocab"].values()) == list(range(len(pieces())))
    assert not any(
        token[how] for token in stored["added_tokens"] for how in ("single_word", "lstrip", "rstrip", "normalized")
    )
