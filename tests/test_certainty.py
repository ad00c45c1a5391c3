"""The words of a content that say how certain it is, and the band of ICD 203 that they name.

gold/certainty.tsv says what a careful reader finds.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_readings import Made

from tracker.extract.certainty import band_of

ROWS = (Path(__file__).parent / "gold" / "certainty.tsv").read_text(encoding="utf-8").splitlines()
_CERTAIN = re.compile(r"\{([^{}|]+)\|?([^{}]*)\}")
_SAID = re.compile(r"(?P<after>.*?(?:said|says|heard)(?: that)? )(?P<content>.*)\.|(?P<before>.*), the engineer said\.")
# What he was able to do: the words are the same.
KNOWN_WRONG = "The coach said that he could swim at the age of three."


def certainties(text: str) -> list[tuple[str, str | None]]:
    """Words and band of all that the content of a sentence says of its certainty."""
    made, said = Made(text), _SAID.fullmatch(text)
    assert said is not None
    (one,) = made.statements(made.said("", "", said["content"] or said["before"]))
    assert all(text[c.start : c.end] == c.words for c in one.certainty)
    return [(c.words, c.band) for c in one.certainty]


@pytest.mark.parametrize("marked", [row for row in ROWS if row and not row.startswith("#") and row != KNOWN_WRONG])
def test_certainty_is_the_words_of_the_text_with_their_band(marked: str) -> None:
    expected = [(words, band or None) for words, band in _CERTAIN.findall(marked)]
    assert certainties(_CERTAIN.sub(r"\1", marked)) == expected


@pytest.mark.xfail(reason="what somebody was able to do has the same words")
def test_what_somebody_was_able_to_do_is_not_uncertain() -> None:
    assert KNOWN_WRONG in ROWS
    assert certainties(KNOWN_WRONG) == []


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("almost no chance", "almost no chance"),
        ("remote", "almost no chance"),
        ("very unlikely", "very unlikely"),
        ("highly improbable", "very unlikely"),
        ("unlikely", "unlikely"),
        ("improbable", "unlikely"),
        ("roughly even chance", "roughly even chance"),
        ("roughly even odds", "roughly even chance"),
        ("likely", "likely"),
        ("probable", "likely"),
        ("very likely", "very likely"),
        ("highly probable", "very likely"),
        ("almost certain", "almost certain"),
        ("nearly certain", "almost certain"),
        ("could", None),
        ("possible", None),
        ("certain", None),
        ("less likely", None),
        ("not almost certain", None),
    ],
)
def test_both_names_of_each_band_of_the_standard_name_it(words: str, band: str | None) -> None:
    assert band_of(set(words.split())) == band
