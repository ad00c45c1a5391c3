"""How articles are cut into what the network reads at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.models.relations import article_read
from tracker.models.relations.reader import session
from tracker.models.relations.windows import windows_of
from tracker.models.statements.encoding import CLS, SEP

MOST = 512  # places that the encoder knows

_PARAGRAPH = "The mayor of Tarn said on Monday that the bridge was closed. Nobody had told the drivers, she added.\n\n"
_TEXTS = st.one_of(
    st.text(max_size=300),
    st.builds(
        lambda word, n: word * n,
        st.sampled_from([_PARAGRAPH, "bridge ", "naïve\u200b 東京 ", "\n"]),
        st.integers(0, 120),
    ),
)


@settings(deadline=None, max_examples=40)
@given(_TEXTS, st.sampled_from(["", "Bridge closed", "The mayor " * 60]))
def test_every_place_of_an_article_lies_in_the_stretch_of_one_window(text: str, title: str) -> None:
    windows = list(windows_of(text, title))
    assert windows[0].first == 0
    assert windows[-1].last > len(text)
    assert [window.last for window in windows[:-1]] == [window.first for window in windows[1:]]


@settings(deadline=None, max_examples=40)
@given(_TEXTS, st.sampled_from(["", "Bridge closed", "The mayor " * 60]))
def test_a_window_is_never_longer_than_the_network_reaches(text: str, title: str) -> None:
    for window in windows_of(text, title):
        assert len(window.ids) == len(window.kinds) == len(window.starts) == len(window.ends) <= MOST
        assert (window.ids[0], window.ids[-1]) == (CLS, SEP)


def test_a_later_window_has_how_the_article_begins_and_what_stands_before_it() -> None:
    first, second, *_ = windows_of("Floods hit Tarn. " + _PARAGRAPH * 60, "")
    opening = first.ids[1:6]
    assert np.array_equal(second.ids[1:6], opening)
    assert (second.kinds[1:6] == 0).all()
    assert second.starts[second.starts >= 0].min() < second.first


def test_a_stretch_ends_where_a_paragraph_does() -> None:
    text = _PARAGRAPH * 60
    for window in list(windows_of(text, ""))[:-1]:
        assert text[: window.last].endswith("\n\n")


def test_a_title_is_read_once() -> None:
    (alone,) = windows_of("Bridge closed\n\nThe mayor closed it.", "Bridge closed")
    (named,) = windows_of("The mayor closed it.", "Bridge closed")
    assert len(alone.ids) <= len(named.ids) + 1
    assert (alone.kinds[1:-1] == 1).all()


def test_what_is_read_of_a_statement_is_the_same_whatever_was_read_before() -> None:
    text = _PARAGRAPH * 30
    place = text.index("Nobody", 2000)
    alone = article_read(text, "").of(place, place + 40)
    for other in ("A dog was found.", _PARAGRAPH):
        article_read(other, "")
    assert article_read(text, "").of(place, place + 40) == alone


def test_what_holds_no_words_contests_nothing() -> None:
    assert article_read("\n \n", "").of(0, 1).contests == 0


def test_the_number_of_threads_makes_no_difference() -> None:
    for window in windows_of(_PARAGRAPH * 12, "Bridge closed"):
        (seen,), (too,) = (session("encoder", threads).run(["seen"], {"ids": window.ids}) for threads in (1, 3))
        assert np.array_equal(seen, too)
        one, other = (
            session("articles", threads).run(["contests", "tells"], {"seen": seen, "kinds": window.kinds})
            for threads in (1, 3)
        )
        assert all(map(np.array_equal, one, other))
