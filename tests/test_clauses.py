"""What the parse tells of a clause, on sentences of the parser."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from tracker.extract.clauses import doer_of, is_finite, is_modal, is_negated, subject_of, subjects_of
from tracker.parsing import parse
from tracker.records import Article


def verb_of(sentence: str) -> Token:
    """The main verb of a sentence."""
    return next(parse(Article(text=sentence)).doc.sents).root


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("Russia asked China for help.", False),
        ("Russia did not ask China for help.", True),
        ("Russia didn’t ask China for help.", True),
        ("Russia has never asked China for help.", True),
        ("Russia made no request.", True),
        ("No officials asked China for help.", True),
        ("Russia asked China whether it would help or not.", False),
    ],
)
def test_a_clause_is_negated_by_a_word_of_its_own(sentence: str, negated: bool) -> None:
    assert is_negated(verb_of(sentence)) == negated


@pytest.mark.parametrize(
    ("sentence", "subject", "doer"),
    [
        ("Russia asked China for help.", "Russia", "Russia"),
        ("China was asked for help.", "China", None),
        ("There were talks in Rome.", "There", None),
        ("Ask China for help.", None, None),
    ],
)
def test_a_subject_does_what_its_verb_tells_where_that_is_active(
    sentence: str, subject: str | None, doer: str | None
) -> None:
    verb = verb_of(sentence)
    assert [found.text if found is not None else None for found in (subject_of(verb), doer_of(verb))] == [subject, doer]
    assert [found.text for found in subjects_of(verb)] == ([subject] if subject else [])


@pytest.mark.parametrize(
    ("sentence", "finite", "modal"),
    [
        ("Russia has been asking China for help.", True, False),
        ("Russia may ask China for help.", True, True),
        ("Blinken to meet Lavrov.", False, False),
    ],
)
def test_a_verb_is_finite_by_a_tense_or_a_modal(sentence: str, finite: bool, modal: bool) -> None:
    verb = verb_of(sentence)
    assert (is_finite(verb), is_modal(verb)) == (finite, modal)
