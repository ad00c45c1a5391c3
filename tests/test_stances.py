"""What the cue and the content of a statement make of it: its stance, and the words and band of its certainty.

gold/stances.tsv and gold/certainty.tsv say what a careful reader finds. Each sentence is tried twice: with cue and
content given by the gold, so that the stance alone is tested whatever finds the statements; and read from the bare
sentence. What is known to be wrong is listed, and must stay wrong until it is taken off the list.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.extract import extract
from tracker.extract.attributions import Attribution, attribution_of
from tracker.extract.certainty import band_of
from tracker.extract.saying import entries_of, find_speaker
from tracker.extract.stance import force_of, stance_of
from tracker.extract.text_places import Place
from tracker.lexicon.cues import Cue
from tracker.models.statements import Tagged
from tracker.parsing import parse
from tracker.records import Article, Force, Stance, Statement

GOLD = Path(__file__).parent / "gold"
_MARK = re.compile(r"[<>{}]")
_CERTAIN = re.compile(r"\{([^{}|]+)\|?([^{}]*)\}")
# Sentences that get a wrong stance, with the reason.
KNOWN_WRONG = {
    "The chief executive dodged questions about layoffs.",  # the parser takes "dodged" for an adjective
    'The paper\'s "no comment" column runs on Sundays.',  # the name of a column, given as if it were a cue
    "A late header denied United all three points.",  # the parser sees one object, "United all three points"
}
KNOWN_UNCERTAIN = {
    "The coach said that he could swim at the age of three.",  # what he was able to do: the words are the same
}
ALLOWED = {"none": {"assert", "reject"}}


@dataclass(frozen=True)
class Sentence:
    """A sentence of the gold without its marks, with the places of cue and content, and the stance."""

    stance: str
    text: str
    cue: tuple[Place, ...]
    content: tuple[Place, ...]

    @property
    def allowed(self) -> set[str]:
        return ALLOWED.get(self.stance, {self.stance})


def rows(name: str) -> Iterator[str]:
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def gold() -> tuple[Sentence, ...]:
    return tuple(_sentence(*line.split("\t")) for line in rows("stances.tsv"))


def _sentence(stance: str, marked: str) -> Sentence:
    places: dict[str, list[int]] = {"<": [], ">": [], "{": [], "}": []}
    text = ""
    for piece in re.split(r"([<>{}])", marked):
        if _MARK.fullmatch(piece):
            places[piece].append(len(text))
        else:
            text += piece
    cue, content = zip(places["<"], places[">"], strict=True), zip(places["{"], places["}"], strict=True)
    return Sentence(stance, text, tuple(cue), tuple(content))


# ------------------------------------------------------------------ with cue and content given


def given_attribution(sentence: Sentence) -> Attribution:
    """The attribution of the places given; who speaks is not part of the gold and is read from the parse."""
    page = parse(Article(sentence.text))
    cue = sentence.cue[0][0], sentence.cue[-1][1]
    attribution = attribution_of(page, Tagged((), cue, sentence.content, 1.0))
    attribution.speaker = find_speaker(attribution.head)
    return attribution


@cache
def given_stance(sentence: Sentence) -> Stance:
    return stance_of(given_attribution(sentence), " ".join(sentence.text[start:end] for start, end in sentence.content))


# ------------------------------------------------------------------ read from the bare sentence


@cache
def read(text: str) -> tuple[Statement, ...]:
    return extract(parse(Article(text=text))).statements


def read_stances(sentence: Sentence) -> set[str]:
    """The stances of the statements whose cue overlaps the cue of the gold; none where none is found."""
    told = [s for s in read(sentence.text) if not s.own_voice]
    return {s.stance for s in told if any(_meet(span.start, span.end, sentence.cue) for span in s.cue)}


def _meet(start: int, end: int, places: tuple[Place, ...]) -> bool:
    return any(start < last and first < end for first, last in places)


@pytest.mark.parametrize("sentence", [pytest.param(s, id=s.text) for s in gold() if s.text not in KNOWN_WRONG])
def test_a_statement_has_the_stance_of_its_words(sentence: Sentence) -> None:
    assert given_stance(sentence) in sentence.allowed


@pytest.mark.parametrize("text", sorted(KNOWN_WRONG))
def test_what_is_known_to_be_wrong_still_is(text: str) -> None:
    (sentence,) = [s for s in gold() if s.text == text]
    assert given_stance(sentence) not in sentence.allowed


def test_the_known_errors_are_few_and_of_no_one_stance_are_there_many() -> None:
    wrong = Counter(s.stance for s in gold() if s.text in KNOWN_WRONG)
    total = Counter(s.stance for s in gold())
    assert wrong.total() <= 0.02 * total.total()
    assert all(wrong[stance] <= 0.05 * total[stance] for stance in total), wrong


def test_a_bare_sentence_seldom_gets_a_wrong_stance() -> None:
    """Whether a statement is found at all is measured elsewhere; one that is found has the right stance."""
    found = [s for s in gold() if read_stances(s)]
    wrong = [(s.stance, read_stances(s), s.text) for s in found if not read_stances(s) <= s.allowed]
    assert len(found) >= 0.8 * len(gold())
    assert len(wrong) <= 0.02 * len(found), wrong


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("has refused to confirm or deny", "the report", "no_comment"),
        ("had no comment", "on the arrest", "no_comment"),
        ("was unavailable for comment", "", "no_comment"),
        ("said it was not aware", "of any such plan", "deny_knowledge"),
        ("said it would not comment", "on the plan", "no_comment"),
        ("issued a firm denial", "that it had paid", "deny"),
        ("did not deny", "that it had paid", "assert"),
        ("said", "that the report was false", "deny"),
        (":", "We deny it.", "deny"),
    ],
)
def test_a_cue_may_be_several_words_or_none(cue: str, content: str, stance: Stance) -> None:
    text = f"The company {cue} {content}".rstrip() + "."
    start = len("The company ")
    place = (start, start + len(cue))
    contents = ((place[1] + 1, len(text) - 1),) if content else ()
    assert given_stance(Sentence(stance, text, (place,), contents)) == stance


TEXTS = st.lists(
    st.sampled_from(
        "The minister denied that refused to say comment no not never claim report false is it was confirmed by police "
        'if would offer rejected the of , . ? " : “ ” nobody neither nor and'.split()
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.data())
def test_any_cue_and_content_of_any_text_get_a_stance_and_a_force(text: str, data: st.DataObject) -> None:
    doc = parse(Article(text)).doc
    number = st.integers(0, len(doc) - 1)
    first, last = sorted((data.draw(number), data.draw(number)))
    cue = list(doc[first : last + 1])
    ends = st.integers(-3, len(text) + 3)
    content = data.draw(st.lists(st.tuples(ends, ends), max_size=3))
    head, top = data.draw(st.sampled_from(cue)), data.draw(st.sampled_from([None, *doc]))
    entries = [*entries_of(head).values(), Cue(head.lemma_, "clause", "assertive", "assert")]
    attribution = Attribution(head, data.draw(st.sampled_from(entries)), cue, content, top, speaker=find_speaker(head))
    stance = stance_of(attribution, " ".join(text[max(0, start) : max(0, end)] for start, end in content))
    assert stance in get_args(Stance)
    assert force_of(attribution, stance) in get_args(Force)
    assert force_of(attribution, stance) == "assertive" or stance == "assert"


# ------------------------------------------------------------------ certainty


def _certain(marked: str) -> tuple[str, list[tuple[str, str | None]]]:
    """The sentence without its marks, and what they mark: words and band."""
    return _CERTAIN.sub(r"\1", marked), [(words, band or None) for words, band in _CERTAIN.findall(marked)]


@pytest.mark.parametrize("marked", [row for row in rows("certainty.tsv") if row not in KNOWN_UNCERTAIN])
def test_certainty_is_the_words_of_the_text_with_their_band(marked: str) -> None:
    text, expected = _certain(marked)
    assert certainties(text) == expected


@pytest.mark.parametrize("marked", sorted(KNOWN_UNCERTAIN))
def test_what_is_known_to_be_wrong_of_certainty_still_is(marked: str) -> None:
    assert marked in set(rows("certainty.tsv"))
    text, expected = _certain(marked)
    assert certainties(text) != expected


def certainties(text: str) -> list[tuple[str, str | None]]:
    """Words and band of all that the statements of a text say of their certainty, in text order, each once."""
    found = {c.start: c for s in read(text) for c in s.certainty}
    assert all(text[c.start : c.end] == c.words for c in found.values())
    return [(found[start].words, found[start].band) for start in sorted(found)]


def test_the_band_is_in_what_other_programs_read_and_in_what_a_person_is_shown(run_tracker: Run) -> None:
    text = b"Analysts said it was highly likely that the mill would close. The mayor said that it could reopen."
    row = json.loads(run_tracker("extract", "-", "--format", "jsonl", stdin=text).out)
    assert [s["certainty"] for s in row["statements"]] == [
        [{"words": "highly likely", "span": [21, 34], "band": "very likely"}],
        [{"words": "could", "span": [85, 90], "band": None}],
    ]
    assert run_tracker("ingest", "-", stdin=text).status == 0
    claims = json.loads(run_tracker("claims", "--format", "json").out)
    shown = [run_tracker("show", claim["id"]).out for claim in claims]
    assert any("certainty\thighly likely (ICD 203: very likely)" in out for out in shown)


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
    ],
)
def test_both_names_of_each_band_of_the_standard_name_it(words: str, band: str | None) -> None:
    assert band_of(set(words.split())) == band
