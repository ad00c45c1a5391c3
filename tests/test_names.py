"""Which words of an article name a listed actor, and which only look so."""

from __future__ import annotations

import pytest

from tracker.extract.names import find_names
from tracker.parsing import parse
from tracker.records import Article


def names(text: str) -> list[tuple[str, str]]:
    page = parse(Article(text, published="2022-03-14"))
    return [(page.doc[name.first : name.last + 1].text, name.naming.actor) for name in find_names(page)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Johnson spoke.", []),
        ("Boris Johnson left. Johnson spoke.", [("Boris Johnson", "boris-johnson"), ("Johnson", "boris-johnson")]),
        ("Johnson spoke. Boris Johnson left.", [("Johnson", "boris-johnson"), ("Boris Johnson", "boris-johnson")]),
        ("Washington was silent.", []),
        ("The US agreed. Washington was silent.", [("US", "USA"), ("Washington", "USA")]),
    ],
)
def test_a_name_that_is_not_enough_alone_is_taken_where_the_article_names_the_actor_in_full(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert names(text) == found


def test_of_several_bearers_of_a_surname_it_names_who_was_named_last() -> None:
    text = "Hillary Clinton met Bill Clinton. Clinton left. Hillary Clinton stayed. Clinton slept."
    keys = [key for words, key in names(text) if words == "Clinton"]
    assert keys == ["bill-clinton", "hillary-clinton"]


@pytest.mark.parametrize(
    "text",
    [
        "Ivana Trump spoke.",
        "Ms. Trump spoke.",
        "Listeners of Radio Moscow slept.",
        "The china broke, and it hurt us.",
        "Ships crossed the South China Sea.",
    ],
)
def test_what_only_looks_like_a_listed_name_names_nobody(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LEO Varadkar spoke.", ("LEO Varadkar", "leo-varadkar")),
        ("CHINA AND RUSSIA AGREE", ("CHINA", "CHN")),
        ("Mr. Trump spoke.", ("Trump", "donald-trump")),
    ],
)
def test_capitals_and_titles_hide_no_name(text: str, found: tuple[str, str]) -> None:
    assert names(text)[0] == found
