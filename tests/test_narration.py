"""What an outlet tells in its own voice: read as fact, or left out."""

from __future__ import annotations

import pytest
from made_readings import OUTLET, Made

from tracker.extract.narration import find_narration
from tracker.records import Statement

BURNED = "Gunmen burned the town hall of Orsa"


def narrated(text: str, *others: str) -> list[Statement]:
    """What the outlet tells in a text in which `others` is what somebody says."""
    made = Made(text)
    return find_narration(made.people, [made.place(words) for words in others], made.times)


def test_what_nobody_is_cited_for_is_narration_of_the_outlet_with_its_date() -> None:
    (one,) = narrated(f"{BURNED} on Friday.")
    assert [span.words for span in one.content] == [f"{BURNED} on Friday"]
    assert (one.own_voice, one.narrated, one.source, one.cue, one.stance) == (True, True, (), (), "assert")
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.kind) == (OUTLET, "outlet")
    assert one.happened is not None
    assert one.happened.value == "2022-03-11"
    assert one.proposition is not None
    assert {"gunman", "burn", "orsa"} <= set(one.proposition.terms)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen may have burned the town hall of Orsa.",
        "Gunmen probably burned the town hall of Orsa.",
        "Had gunmen burned the town hall of Orsa?",
        "Gunmen burn town hall of Orsa",
        "We burned the town hall of Orsa.",
        f"“{BURNED}.”",
        "It burned.",
    ],
)
def test_what_is_asked_possible_quoted_or_too_little_is_no_narration(text: str) -> None:
    assert narrated(text) == []


def test_a_sentence_in_which_somebody_speaks_is_no_narration_and_those_beside_it_are() -> None:
    text = f"{BURNED}, the mayor said. Schools in the valley closed. They burned the “old” school of Dol."
    found = narrated(text, f"{BURNED}, the mayor said")
    assert [one.content[0].words for one in found] == [
        "Schools in the valley closed", "They burned the “old” school of Dol",
    ]  # fmt: skip
