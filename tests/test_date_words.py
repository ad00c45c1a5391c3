"""Dates as people write them: every value that a store can hold has words, and none says more than the value."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import PartialDate, value_of
from tracker.render.date_words import codes_in_words, in_short, in_words

DAYS = st.dates(dt.date(1500, 1, 1), dt.date(2099, 12, 31))
UNITS = ["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
CLOCKS = ["", "TMO", "TMI", "TAF", "TEV", "TNI", "TDT", "T16:30", "T16:30:05Z", "T24:00", "T09:00+02:00"]

WORDS = {
    "2022-03-14": "14 March 2022",
    "2022-03-14TEV": "14 March 2022, evening",
    "2022-03-14T16:30": "14 March 2022, 16:30",
    "2026-12-02T18:54:14+00:00": "2 December 2026, 18:54:14 UTC",
    "2022-03-14T16:30+02:00": "14 March 2022, 16:30 UTC+02:00",
    "2022-W10": "week of 7 March 2022",
    "2020-W53": "week of 28 December 2020",
    "2022-W10-WE": "weekend of 12 March 2022",
    "2022-W10-1": "7 March 2022",
    "2022-03": "March 2022",
    "2022-SP": "spring 2022",
    "2021-WI": "winter 2021/22",
    "1999-WI": "winter 1999/00",
    "2022-Q1": "first quarter of 2022",
    "2022-H2": "second half of 2022",
    "2022": "2022",
    "202": "2020s",
    "19": "20th century",
    "20": "21st century",
    "2022-06-03/2022-06-05": "from 3 to 5 June 2022",
    "2022-02-28/2022-03-03": "from 28 February to 3 March 2022",
    "2021-12-31/2022-01-02": "from 31 December 2021 to 2 January 2022",
    "2022-03/2022-05": "from March to May 2022",
    "2022-03/2022-06-05": "from March 2022 to 5 June 2022",
    "2009/2010": "from 2009 to 2010",
    "2022-W10/2022-W11": "from the week of 7 to the week of 14 March 2022",
    "2022-03-14/2022-03-14": "14 March 2022",
    "2022-03-14TEV/2022-03-15TMO": "from 14 March 2022, evening to 15 March 2022, morning",
    "XXXX-03-14": "14 March",
    "XXXX-02-29": "29 February",
    "XXXX-Q3": "third quarter",
}


@pytest.mark.parametrize("value", WORDS)
def test_a_value_is_said_as_people_write_it(value: str) -> None:
    assert in_words(value) == WORDS[value]


@pytest.mark.parametrize(
    "value", ["", "soon", "undated", "2022-02-30", "2022-13", "2021-W53", "P3D", "2022-03-14/", "2022-03-14/soon"]
)
def test_what_is_no_date_is_shown_as_it_is(value: str) -> None:
    assert in_words(value) == value


def test_in_short_only_the_months_are_shorter() -> None:
    assert in_short("2022-W10") == "week of 7 Mar 2022"
    assert in_short("2022-09-28/2022-10-03") == "from 28 Sep to 3 Oct 2022"
    assert in_short("2022-05") == in_words("2022-05") == "May 2022"


@given(DAYS, st.sampled_from(UNITS), st.sampled_from(CLOCKS))
def test_every_value_of_a_date_has_words_that_are_no_code(day: dt.date, unit: str, clock: str) -> None:
    value = value_of(day, unit) + (clock if unit == "day" else "")
    assert PartialDate.parse(value) is not None
    words = in_words(value)
    assert words != value or unit == "year"
    assert "-" not in words.partition("UTC")[0]
    assert str(day.year)[:2] in words or unit in ("week", "weekend", "season", "century")


@given(DAYS, DAYS)
def test_two_days_are_told_apart_and_a_range_names_both(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    assert (in_words(first.isoformat()) == in_words(last.isoformat())) == (first == last)
    if first != last:
        words = in_words(f"{first}/{last}")
        start, to, end = words.removeprefix("from ").partition(" to ")
        assert to
        assert end == in_words(last.isoformat())
        assert in_words(first.isoformat()) == start + in_words(first.isoformat())[len(start) :]


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert isinstance(in_words(text), str)


def test_dates_and_tokens_among_our_own_words_are_said_in_words_and_quoted_words_stay() -> None:
    reason = "“14 March 2022-03-14”: counted from 2022-03-14; from: person, alice at 2022-04-01T09:00:00+00:00"
    assert codes_in_words(reason, ["2022-03-14"]) == (
        "“14 March 2022-03-14”: counted from 14 March 2022; from: person, alice at 1 April 2022, 09:00:00 UTC"
    )
    assert codes_in_words("answers: deny_knowledge", ["deny_knowledge"]) == "answers: deny knowledge"
    assert codes_in_words("2022 of 2022-03 and 12022", ["2022-03"]) == "2022 of March 2022 and 12022"
