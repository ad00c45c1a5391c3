"""Temporal expressions of real parses: spans, types, values, and which way the tense points."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from tracker.dates import PartialDate
from tracker.extract.times import find_times, governing_verb
from tracker.parsing import Page, model, parse
from tracker.records import Article

PUBLISHED = "2022-03-14"  # a Monday


def page_of(text: str, published: str | None = PUBLISHED) -> Page:
    return parse(Article(text=text, published=published))


def times(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(t.span.words, t.type, t.value) for t in find_times(page_of(text, published))]


def values(text: str, published: str | None = PUBLISHED) -> list[str]:
    return [value for _, _, value in times(text, published)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The envoys met in Rome on Monday.", "2022-03-14"),
        ("The envoys met in Rome on Friday.", "2022-03-11"),
        ("The envoys will meet in Rome on Friday.", "2022-03-18"),
        ("The envoys plan to meet on Tuesday.", "2022-03-15"),
        ("Talks are scheduled for Thursday.", "2022-03-17"),
        ("The summit opens on Thursday.", "2022-03-17"),
        ("The envoy flew to Rome to meet him on Tuesday.", "2022-03-08"),
        ("The president has been in Rome since Friday.", "2022-03-11"),
        ("They met last Monday.", "2022-03-07"),
        ("They will meet next Monday.", "2022-03-21"),
        ("The presidents last spoke in November.", "2021-11"),
        ("The report is due in April.", "2022-04"),
        ("The law takes effect on May 1.", "2022-05-01"),
        ("The envoy resigned on January 20.", "2022-01-20"),
        ("The envoy spoke in March.", "2022-03"),
        ("She left last May.", "2021-05"),
    ],
)
def test_weekdays_and_months_lie_where_the_tense_puts_them(sentence: str, value: str) -> None:
    assert values(sentence) == [value]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("March 5, 2021", "2021-03-05"),
        ("5 March 2021", "2021-03-05"),
        ("the 5th of March 2021", "2021-03-05"),
        ("Friday, March 5, 2021", "2021-03-05"),
        ("2021-03-05", "2021-03-05"),
        ("25/03/2021", "2021-03-25"),
        ("Sept. 2021", "2021-09"),
        ("March 2021", "2021-03"),
        ("2019", "2019"),
        ("the summer of 2021", "2021-SU"),
        ("the third quarter of 2021", "2021-Q3"),
        ("the first half of 2015", "2015-H1"),
        ("the 1990s", "199"),
        ("the 20th century", "19"),
        ("nineteen ninety-six", "1996"),
        ("last week", "2022-W10"),
        ("last month", "2022-02"),
        ("last year", "2021"),
        ("March last year", "2021-03"),
        ("two days ago", "2022-03-12"),
        ("two weeks ago", "2022-W09"),
        ("three years ago", "2019"),
        ("several years ago", "PAST_REF"),
        ("yesterday", "2022-03-13"),
        ("the day before yesterday", "2022-03-12"),
        ("last fall", "2021-FA"),
        ("this winter", "2021-WI"),
        ("the weekend", "2022-W10-WE"),
        ("recently", "PAST_REF"),
    ],
)
def test_a_date_has_the_value_of_its_words_and_covers_them(words: str, value: str) -> None:
    assert times(f"The envoy left the city in {words}.") == [(words, "DATE", value)]


@pytest.mark.parametrize(
    ("words", "mod", "value"),
    [
        ("early February", "START", "2022-02"),
        ("mid-February", "MID", "2022-02"),
        ("late last week", "END", "2022-W10"),
        ("the end of 2021", "END", "2021"),
        ("the late 1970s", "END", "197"),
        ("about two weeks ago", "APPROX", "2022-W09"),
        ("more than two years", "MORE_THAN", "P2Y"),
        ("no more than sixty days", "EQUAL_OR_LESS", "P60D"),
    ],
)
def test_what_modifies_a_date_is_kept_apart_from_its_value(words: str, mod: str, value: str) -> None:
    (found,) = find_times(page_of(f"The envoy left in {words}."))
    assert (found.span.words, found.mod, found.value) == (words, mod, value)


@pytest.mark.parametrize(
    ("sentence", "words", "kind", "value"),
    [
        ("The talks lasted three days.", "three days", "DURATION", "P3D"),
        ("The talks lasted twenty-four hours.", "twenty-four hours", "DURATION", "PT24H"),
        ("They held a two-week exercise.", "two-week", "DURATION", "P2W"),
        ("He stayed for several years.", "several years", "DURATION", "PXY"),
        ("He stayed for the last six months.", "the last six months", "DURATION", "P6M"),
        ("He stayed for 2 1/2 years.", "2 1/2 years", "DURATION", "P2Y6M"),
        ("They meet every month.", "every month", "SET", "P1M"),
        ("They meet each Thursday.", "each Thursday", "SET", "XXXX-WXX-4"),
        ("They talk on Mondays.", "Mondays", "SET", "XXXX-WXX-1"),
        ("He left at 4 p.m. on Friday.", "4 p.m. on Friday", "TIME", "2022-03-11T16:00"),
        ("He left on 14 March 2022 at 16:30 GMT.", "14 March 2022 at 16:30 GMT", "TIME", "2022-03-14T16:30"),
        ("He left at noon on Saturday.", "noon on Saturday", "TIME", "2022-03-12T12:00"),
        ("He left yesterday morning.", "yesterday morning", "TIME", "2022-03-13TMO"),
        ("He called last night.", "last night", "TIME", "2022-03-13TNI"),
        ("They met from March 1 to 5.", "March 1 to 5", "DATE", "2022-03-01/2022-03-05"),
    ],
)
def test_durations_sets_and_times_of_day_have_their_own_types(sentence: str, words: str, kind: str, value: str) -> None:
    assert times(sentence) == [(words, kind, value)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The rebels may attack.",
        "The march through the city was long.",
        "Some 2000 troops arrived.",
        "The minister is 52 years old.",
        "The loan of $1990 was paid.",
        "He won on 03/04/2022.",
        "A quarter of the voters stayed at home.",
        "The fall of the city came as a surprise.",
    ],
)
def test_what_only_looks_like_a_date_is_left_out(sentence: str) -> None:
    assert times(sentence) == []


def test_later_expressions_count_from_the_last_date_spoken_of() -> None:
    text = "He resigned on March 3, 2021. The day before, he had met them. Two weeks later the trial began."
    assert values(text) == ["2021-03-03", "2021-03-02", "2021-W11"]


def test_the_same_day_and_the_following_month_take_up_a_date() -> None:
    assert values("He resigned on March 3, 2021. The same day, shares fell.") == ["2021-03-03", "2021-03-03"]
    assert values("He resigned in March 2021. The following month, he left.") == ["2021-03", "2021-04"]


def test_nothing_is_counted_from_a_date_coarser_than_the_unit() -> None:
    assert values("He resigned in 2021. The same day, shares fell.") == ["2021"]


def test_a_day_after_an_event_without_a_date_is_only_a_duration() -> None:
    text = "The meeting took place a day after officials had told the newspaper."
    assert times(text) == [("a day", "DURATION", "P1D")]
    assert values("He left the day before the summit.") == []


def test_a_year_earlier_means_the_quarter_where_the_text_speaks_of_quarters() -> None:
    assert values("Sales rose in the third quarter of 2021. They had fallen a year earlier.") == ["2021-Q3", "2020-Q3"]
    assert values("They had fallen a year earlier.") == ["2021"]


def test_without_a_publication_date_only_absolute_expressions_are_dated() -> None:
    text = "He met him on Monday, in May, and again on 14 March 2021, but not last week."
    assert values(text, None) == ["XXXX-WXX-1", "XXXX-05", "2021-03-14", "PAST_REF"]


def test_a_month_of_publication_dates_months_but_no_weekday() -> None:
    assert values("He left on Monday. He came back last month. He was ill last year.", "2022-03") == [
        "XXXX-WXX-1",
        "2022-02",
        "2021",
    ]


def test_each_time_says_what_decided_it() -> None:
    found = find_times(page_of("He left on Friday, will return in April, and met her on March 3, 2021."))
    assert [t.rule for t in found] == ["weekday, behind by tense", "month, year by tense", "day and month, year"]


@pytest.mark.parametrize(
    ("sentence", "words", "governor"),
    [
        ("Sullivan met Yang in Rome on Monday.", "Monday", "met"),
        ("The envoys will meet on Friday.", "Friday", "meet"),
        ("Monday's summit was tense.", "Monday", "summit"),
        ("The ministers, who met on Monday, will travel home.", "Monday", "met"),
    ],
)
def test_the_governing_verb_is_the_verb_or_event_that_the_words_modify(
    sentence: str, words: str, governor: str
) -> None:
    page = page_of(sentence)
    start = sentence.index(words)
    token = governing_verb(page, page.cut(start, start + len(words)))
    assert token is not None
    assert token.text == governor


def test_words_without_a_verb_or_event_have_no_governing_verb() -> None:
    page = page_of("Rome, Monday")
    assert governing_verb(page, page.cut(6, 12)) is None


RELATIVE = page_of(
    "They met on Monday, on Friday, last Tuesday and yesterday. They will meet on Thursday. Last week it rained."
)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(-60, 60))
@settings(max_examples=60, deadline=None)
def test_shifting_publication_by_weeks_shifts_weekdays_alike(day: dt.date, weeks: int) -> None:
    def firsts(published: dt.date) -> list[dt.date]:
        page = Page(Article(text=RELATIVE.article.text, published=published.isoformat()), RELATIVE.doc)
        dates = [PartialDate.parse(t.value) for t in find_times(page)]
        return [date.first for date in dates if date is not None]

    moved = dt.timedelta(weeks=weeks)
    assert len(firsts(day)) == 6
    assert firsts(day + moved) == [first + moved for first in firsts(day)]


WORDS = (
    "last next this the past early late a two 14 2022 March May Monday week month year days ago later earlier of in on "
    "quarter third , - . 1990s fall p.m. 4 10:30 and before after every half end said met"
)


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=14),
    st.sampled_from([None, "2022", "2022-03", "2022-03-14", "0001-01-01", "9999-12-31"]),
)
@settings(max_examples=150, deadline=None)
def test_times_are_in_order_quote_the_text_and_never_overlap(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    doc = Doc(model().vocab, words=words) if words else Doc(model().vocab)
    found = find_times(Page(Article(text=text, published=published), doc))
    assert all(text[t.span.start : t.span.end] == t.span.words for t in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


LENGTH = {"day": 1, "week": 7, "weekend": 2, "month": 28, "quarter": 90, "year": 365, "decade": 3652, "century": 36524}


@given(
    st.sampled_from(["{n} {unit}s ago", "last {unit}", "this {unit}", "next {unit}", "the following {unit}"]),
    st.sampled_from(sorted(LENGTH)),
    st.integers(2, 30),
    st.sampled_from(["2022", "2022-03", "2022-03-14"]),
)
@settings(max_examples=150, deadline=None)
def test_a_value_is_never_finer_than_the_unit_it_names(pattern: str, unit: str, n: int, published: str) -> None:
    words = pattern.format(n=n, unit=unit)
    doc = Doc(model().vocab, words=words.split())
    for found in find_times(Page(Article(text=words, published=published), doc)):
        date = PartialDate.parse(found.value)
        assert date is None or (date.last - date.first).days + 1 >= LENGTH[unit]


@pytest.mark.parametrize("piece", ["1", "last ", "a ", "1,000,", "two days later ", "Monday 5 ", "10:10 ", "- "])
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        page = Page(Article(text=text, published=PUBLISHED), Doc(model().vocab, words=["x"]))
        begun = time.process_time()
        find_times(page)
        return time.process_time() - begun

    assert seconds(200_000) < 8 * seconds(50_000) + 0.5  # four times as long; a quadratic reading takes sixteen
