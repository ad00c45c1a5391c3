"""Dates without a parser: values and their days, what people type, what feeds write."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import MONTHS, PartialDate, holidays, normalise_published, shift, typed_date, value_of
from tracker.errors import UsageError

TODAY = dt.date(2022, 3, 14)  # a Monday
UNITS = st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"])
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(9000, 12, 31))


def _values() -> st.SearchStrategy[str]:
    """Every form of value that is printed: a day with and without the time, every unit, and ranges."""
    clock = st.sampled_from(["", "T16:00", "TMO", "T09:30Z", "T23:59:59+02:00"])
    days = st.builds(lambda day, time: day.isoformat() + time, DAYS, clock)
    weekdays = st.builds(lambda day: "{}-W{:02}-{}".format(*day.isocalendar()), DAYS)
    ranges = st.tuples(DAYS, DAYS).map(lambda pair: PartialDate.between(*sorted(pair)).value)
    return days | weekdays | ranges | st.builds(value_of, DAYS, UNITS)


VALUES = _values()


def date(value: str) -> PartialDate:
    parsed = PartialDate.parse(value)
    assert parsed is not None
    return parsed


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2022-03-14", "2022-03-14", "2022-03-14"),
        ("2022-03-14T16:00", "2022-03-14", "2022-03-14"),
        ("2022-03-14TMO", "2022-03-14", "2022-03-14"),
        ("2022-W11", "2022-03-14", "2022-03-20"),
        ("2022-W11-WE", "2022-03-19", "2022-03-20"),
        ("2022-W11-3", "2022-03-16", "2022-03-16"),
        ("2022-Q1", "2022-01-01", "2022-03-31"),
        ("2022-H2", "2022-07-01", "2022-12-31"),
        ("2021-WI", "2021-12-01", "2022-02-28"),
        ("2022-SU", "2022-06-01", "2022-08-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("2022-03-01/2022-03-05", "2022-03-01", "2022-03-05"),
    ],
)
def test_a_value_tells_its_first_and_last_day(value: str, first: str, last: str) -> None:
    parsed = date(value)
    assert (parsed.first.isoformat(), parsed.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "value",
    [
        "P3D",
        "PT7H",
        "PXY",
        "P1W",
        "XXXX-03",
        "XXXX-WXX-1",
        "PAST_REF",
        "PRESENT_REF",
        "2022-13",
        "2022-02-30",
        "0000",
        "000",
        "00",
        "2022-W54",
        "2022-Q5",
        "9999-WI",
        "2022-03-05/2022-03-01",
        "2022/",
        "",
        "2022-03-14T25",
        "٢٠٢٢",
    ],
)
def test_what_is_no_date_has_no_days(value: str) -> None:
    assert PartialDate.parse(value) is None


@given(DAYS, UNITS)
def test_the_value_of_a_day_in_a_unit_covers_that_day(day: dt.date, unit: str) -> None:
    parsed = date(value_of(day, unit))
    if unit == "weekend":
        assert 0 <= (parsed.last - day).days < 7
    else:
        assert parsed.first <= day <= parsed.last


@given(st.text(max_size=30))
def test_parsing_any_text_gives_days_in_order_or_nothing(text: str) -> None:
    parsed = PartialDate.parse(text)
    assert parsed is None or parsed.first <= parsed.last


@given(DAYS, st.integers(-9, 9), UNITS)
def test_one_unit_on_and_back_is_never_further_than_the_month_ends_differ(day: dt.date, count: int, unit: str) -> None:
    assert 0 <= (day - shift(shift(day, count, unit), -count, unit)).days <= 3


def test_shifting_by_months_keeps_within_the_month() -> None:
    assert shift(dt.date(2022, 3, 31), -1, "month") == dt.date(2022, 2, 28)


@given(DAYS, DAYS, UNITS, UNITS)
def test_overlap_does_not_depend_on_the_order(one: dt.date, other: dt.date, unit: str, other_unit: str) -> None:
    left, right = date(value_of(one, unit)), date(value_of(other, other_unit))
    assert left.overlaps(right) == right.overlaps(left)
    if left.last < right.first:
        assert not left.overlaps(right)
        assert left < right


@given(VALUES)
def test_every_value_that_is_printed_is_read_back_with_its_days_in_order(value: str) -> None:
    parsed = date(value)
    assert parsed.value == value
    assert parsed.first <= parsed.last
    assert PartialDate.between(parsed.first, parsed.last).overlaps(parsed)


@given(VALUES, VALUES)
def test_dates_overlap_where_they_share_a_day_in_either_order(one: str, other: str) -> None:
    left, right = date(one), date(other)
    shares_a_day = max(left.first, right.first) <= min(left.last, right.last)
    assert left.overlaps(right) == right.overlaps(left) == shares_a_day
    assert left.overlaps(left)


@given(VALUES, VALUES, VALUES)
def test_the_order_of_dates_is_total_and_follows_their_days(one: str, other: str, third: str) -> None:
    a, b, c = date(one), date(other), date(third)
    assert [a < b, a == b, b < a].count(True) == 1
    assert (a <= b) == (not b < a)
    if a < b < c:
        assert a < c
    if a.first != b.first:
        assert (a < b) == (a.first < b.first)
    assert sorted([a, b, c]) == sorted([c, b, a])


@given(DAYS, DAYS)
def test_a_range_that_ends_before_it_begins_is_refused(one: dt.date, other: dt.date) -> None:
    assert PartialDate.between(min(one, other), max(one, other)).first <= max(one, other)
    if one != other:
        with pytest.raises(ValueError, match="ends before it begins"):
            PartialDate.between(max(one, other), min(one, other))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-03-11", "Friday 11 March 2022"),
        ("2022-03", "March 2022"),
        ("2022-W10", "7 to 13 March 2022"),
        ("2022-W09", "28 February to 6 March 2022"),
        ("2021-W52", "27 December 2021 to 2 January 2022"),
        ("2022-Q1", "January to March 2022"),
        ("2021-WI", "December 2021 to February 2022"),
        ("2022", "2022"),
        ("199", "1990 to 1999"),
        ("2022-03-01/2022-03-31", "March 2022"),
        ("9999-12-31", "Friday 31 December 9999"),
    ],
)
def test_the_days_of_a_date_are_written_out_without_repeating_what_they_share(value: str, words: str) -> None:
    assert date(value).in_words == words


def test_a_month_overlaps_its_days_and_not_the_next_month() -> None:
    assert date("2022-03").overlaps(date("2022-03-31"))
    assert not date("2022-03").overlaps(date("2022-04-01"))


def test_dates_sort_by_first_day_and_the_finer_first() -> None:
    values = ["2022-03-02", "2022", "2022-03", "2022-03-01", "2021-WI"]
    assert [d.value for d in sorted(map(date, values))] == ["2021-WI", "2022", "2022-03-01", "2022-03", "2022-03-02"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2022-03", "2022-03"),
        ("2022-w10", "2022-W10"),
        ("2021", "2021"),
        ("today", "2022-03-14"),
        ("Yesterday", "2022-03-13"),
        ("the day before yesterday", "2022-03-12"),
        ("3 days ago", "2022-03-11"),
        ("a week ago", "2022-W10"),
        ("two months ago", "2022-01"),
        ("last week", "2022-W10"),
        ("last month", "2022-02"),
        ("this year", "2022"),
        ("last 3 days", "2022-03-11/2022-03-14"),
        ("monday", "2022-03-14"),
        ("last monday", "2022-03-07"),
        ("Friday", "2022-03-11"),
        ("next friday", "2022-03-18"),
        ("March 2022", "2022-03"),
        ("march", "2022-03"),
        ("last March", "2021-03"),
        ("December", "2021-12"),
        ("14 March 2022", "2022-03-14"),
        ("March 14", "2022-03-14"),
        ("15th of March", "2021-03-15"),
        ("February 29", "2020-02-29"),
        ("Q1 2022", "2022-Q1"),
        ("summer of 2021", "2021-SU"),
        ("the 1990s", "199"),
        ("last Tuesday", "2022-03-08"),
        ("on Friday", "2022-03-11"),
        ("this friday", "2022-03-18"),
        ("Tuesday of last week", "2022-03-08"),
        ("tues", "2022-03-08"),
        ("Thur", "2022-03-10"),
        ("last thurs", "2022-03-10"),
        ("the week of March 8", "2022-W10"),
        ("early March", "2022-03-01/2022-03-10"),
        ("mid-March", "2022-03-11/2022-03-21"),
        ("the end of February", "2022-02-20/2022-02-28"),
        ("mid-2021", "2021-05-01/2021-08-31"),
        ("early in 2022", "2022-01-01/2022-04-30"),
        ("late last year", "2021-09-01/2021-12-31"),
        ("late last week", "2022-03-10/2022-03-13"),
        ("early 1990s", "1990-01-01/1992-12-31"),
        ("mid-Q1 2022", "2022-02-01/2022-02-28"),
        ("in March", "2022-03"),
        ("next March", "2023-03"),
        ("this December", "2022-12"),
        ("last summer", "2021-SU"),
        ("winter", "2021-WI"),
        ("last winter", "2021-WI"),
        ("next winter", "2022-WI"),
        ("this summer", "2022-SU"),
        ("q4", "2021-Q4"),
        ("the first quarter", "2022-Q1"),
        ("second half of 2021", "2021-H2"),
        ("in two weeks", "2022-W13"),
        ("3 days from now", "2022-03-17"),
        ("next 2 months", "2022-03-14/2022-05-14"),
        ("2022-03-01/2022-03-05", "2022-03-01/2022-03-05"),
        ("Christmas", "2021-12-25"),
        ("last Christmas", "2021-12-25"),
        ("Christmas 2020", "2020-12-25"),
        ("next Easter", "2022-04-17"),
        ("this Thanksgiving", "2022-11-24"),
        ("New Year\u2019s Day", "2022-01-01"),
        ("St. Patrick's Day", "2021-03-17"),
        ("Labor Day", "2021-09-06"),
        ("the week of Thanksgiving", "2021-W47"),
    ],
)
def test_dates_are_understood_as_people_type_them(typed: str, value: str) -> None:
    assert typed_date(typed, TODAY).value == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "19",
        "early today",
        "mid-early-2021",
        "week of March",
        "2022-13",
        "March 32",
        "9999999 years ago",
        "999999 years ago",
        "03/04/2022",
        "x" * 5000,
    ],
)
def test_what_is_not_understood_is_named_with_examples(typed: str) -> None:
    with pytest.raises(UsageError) as raised:
        typed_date(typed, TODAY)
    assert typed[:40] in str(raised.value)
    assert "2022-03-14" in str(raised.value)


@given(st.sampled_from(["March 2022", "2021", "last year", "the 1990s", "last week", "Q1 2022", "summer of 2021"]))
def test_early_mid_and_late_part_a_date_into_its_days(whole: str) -> None:
    date_itself = typed_date(whole, TODAY)
    parts = [typed_date(f"{part} {whole.removeprefix('the ')}", TODAY) for part in ("early", "mid", "late")]
    assert (parts[0].first, parts[-1].last) == (date_itself.first, date_itself.last)
    assert [(b.first - a.last).days for a, b in itertools.pairwise(parts)] == [1, 1]


IN_2022 = {
    "new year's day": "01-01", "martin luther king day": "01-17", "martin luther king jr day": "01-17",
    "valentine's day": "02-14", "presidents' day": "02-21", "ash wednesday": "03-02", "st patrick's day": "03-17",
    "april fools' day": "04-01", "palm sunday": "04-10", "holy thursday": "04-14", "maundy thursday": "04-14",
    "good friday": "04-15", "holy saturday": "04-16", "easter": "04-17", "easter sunday": "04-17",
    "easter monday": "04-18", "may day": "05-01", "ascension day": "05-26", "memorial day": "05-30",
    "pentecost": "06-05", "bastille day": "07-14", "labor day": "09-05", "columbus day": "10-10", "halloween": "10-31",
    "all saints' day": "11-01", "election day": "11-08", "armistice day": "11-11", "veterans day": "11-11",
    "thanksgiving": "11-24", "thanksgiving day": "11-24", "christmas eve": "12-24", "christmas": "12-25",
    "christmas day": "12-25", "boxing day": "12-26", "new year's eve": "12-31",
}  # fmt: skip


def test_each_holiday_has_the_day_that_a_calendar_of_the_year_prints() -> None:
    assert {name: f"{day_in(2022):%m-%d}" for name, day_in in holidays().items()} == IN_2022


@given(st.sampled_from(sorted(holidays())), DAYS)
def test_a_holiday_is_the_latest_and_the_next_follows_it(name: str, today: dt.date) -> None:
    latest, coming = typed_date(name, today).first, typed_date(f"next {name}", today).first
    assert latest <= today < coming
    assert 350 <= (coming - latest).days <= 400


@given(st.text(max_size=40) | st.from_regex(r"(last|next|[0-9]{1,3}) (day|week|month|march|friday)s?( ago)?"))
def test_any_typed_text_is_a_date_or_a_usage_error(typed: str) -> None:
    with contextlib.suppress(UsageError):
        assert PartialDate.parse(typed_date(typed, TODAY).value) is not None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2022-03-14", "2022-03-14"),
        ("2022-03", "2022-03"),
        ("2022", "2022"),
        ("2022-03-14T10:00:00Z", "2022-03-14"),
        ("2022-03-14T10:00:00.123-05:00", "2022-03-14"),
        ("2022-03-14 10:00", "2022-03-14"),
        ("2022/3/4", "2022-03-04"),
        ("14 March 2022", "2022-03-14"),
        ("March 14, 2022", "2022-03-14"),
        ("Monday, March 14th, 2022 at 10:30 a.m. EDT", "2022-03-14"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("March 2022", "2022-03"),
        ("Mon, 14 Mar 2022 10:00:00 GMT", "2022-03-14"),
        ("Mon, 14 Mar 2022 10:00:00 +0000 (UTC)", "2022-03-14"),
        ("Mon Mar 14 10:00:00 2022", "2022-03-14"),
        ("Published: 14 March 2022", "2022-03-14"),
        ("14/03/2022", "2022-03-14"),
        ("03/14/2022", "2022-03-14"),
        ("14.03.2022", "2022-03-14"),
        ("05/05/2022", "2022-05-05"),
    ],
)
def test_publication_dates_are_read_as_feeds_and_papers_write_them(written: str, value: str) -> None:
    assert normalise_published(written) == value


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2022",
        "March",
        "14 March",
        "yesterday",
        "2022-02-30",
        "31 April 2022",
        "14 Mar 22",
        "",
        "2022-03-14x",
        "March 14, 2022 and March 15, 2022",
        "1" * 5000,
    ],
)
def test_an_unclear_publication_date_is_not_guessed(written: str) -> None:
    assert normalise_published(written) is None


@given(st.text(max_size=60))
def test_a_publication_date_is_always_a_real_date_or_nothing(written: str) -> None:
    value = normalise_published(written)
    assert value is None or PartialDate.parse(value) is not None


@given(DAYS)
def test_every_written_day_is_read_back(day: dt.date) -> None:
    month = list(MONTHS)[day.month - 1].title()
    for written in (f"{day.day} {month} {day.year}", f"{month[:3]}. {day.day}, {day.year}", f"{day.isoformat()} 10:00"):
        assert normalise_published(written) == day.isoformat()


def test_dates_import_no_nlp_and_no_numpy() -> None:
    code = "import sys, tracker.dates; print({'spacy', 'numpy', 'dateutil'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
