"""The publication date that an article's dateline or its address tells."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import MONTHS, PartialDate
from tracker.reading import Options
from tracker.reading.articles import finished
from tracker.reading.published import date_in_url, read_dateline
from tracker.records import Article

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))


def published(text: str, url: str | None = None, own: str | None = None) -> tuple[str | None, str]:
    """The publication date of an article, and where it is from."""
    *_, article = finished("a.txt", Article(text, url=url, published=own, published_from="header"), Options())
    assert isinstance(article, Article)
    return article.published, article.published_from


# -- datelines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ROME, March 14, 2022 (Reuters) — The envoys met.", "2022-03-14"),
        ("\nWASHINGTON, D.C., March 14, 2022 - The envoys met.", "2022-03-14"),
        ("SEOUL, South Korea, 14 March 2022 (AP) -- The envoys met.", "2022-03-14"),
        ("BEIJING, March 14, 2022 /Xinhua/ -- The envoys met.", "2022-03-14"),
        ("Envoys meet\n\nROME, March 14, 2022 (Reuters) — The envoys met.", "2022-03-14"),
        ("Envoys meet\nTalks went well\nBy Ann Lind\n\nROME, March 14, 2022 - The envoys met.", "2022-03-14"),
        ("Troops leave\n\nUS troops left Iraq on December 18, 2011 – but the war goes on.", None),
        ("One\nTwo\nThree\nFour\nROME, March 14, 2022 - The envoys met.", None),
        (f"{'The envoys met. ' * 20}\n\nROME, March 14, 2022 - They met again.", None),
        ("LOS ANGELES, Feb 26 - The envoys met.", None),
        ("ROME, March 14 (Reuters) — The envoys met.", None),
        ("ROME, March 34, 2022 - The envoys met.", None),
        ("ROME hosted talks on March 14, 2022, and they went well.", None),
        ("The envoys met on March 14, 2022 - in Rome.", None),
        ("", None),
    ],
)
def test_a_dateline_alone_gives_a_date_only_with_its_year(text: str, value: str | None) -> None:
    assert read_dateline(text) == value


@pytest.mark.parametrize(
    ("dateline", "near", "value"),
    [
        ("ROME, March 14 (Reuters) —", "2022-03-14", "2022-03-14"),
        ("ROME, March 14 (Reuters) —", "2022-03", "2022-03-14"),
        ("ROME, 12 March (AP) --", "2022-03-14", "2022-03-12"),
        ("ROME, March 15 -", "2022-03-14", "2022-03-15"),  # it is later in Rome than where the page was made
        ("ROME, Dec. 31 -", "2022-01-02", "2021-12-31"),
        ("ROME, March 14, 2019 -", "2022-03-14", "2019-03-14"),
        ("ROME, March 20 -", "2022-03-14", None),
        ("ROME, Jan 5 -", "2022-03-14", None),
        ("ROME, Feb 29 -", "2022-03-14", None),
        ("ROME, March 14-16", "2022-03-14", None),
    ],
)
def test_a_dateline_takes_its_year_from_a_date_near_it(dateline: str, near: str, value: str | None) -> None:
    assert read_dateline(f"{dateline} The envoys met.", PartialDate.parse(near)) == value


@given(DAYS, st.integers(-400, 400))
def test_a_dateline_with_its_year_left_out_is_that_day_or_none(day: dt.date, days: int) -> None:
    month = list(MONTHS)[day.month - 1].title()
    near = day + dt.timedelta(days=days)
    value = read_dateline(f"ROME, {month} {day.day} - It rained.", PartialDate.between(near, near))
    if -1 <= days <= 31:
        assert value == day.isoformat()
    elif abs(days) < 300:
        assert value is None


# -- addresses --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/2022/03/14/envoys-meet", "2022-03-14"),
        ("/2022/3/4", "2022-03-04"),
        ("/world/2022/mar/14/envoys-meet", "2022-03-14"),
        ("/2022/March/14/", "2022-03-14"),
        ("/envoys-meet-2022-03-14/", "2022-03-14"),
        ("/2022-03-14-envoys-meet.html", "2022-03-14"),
        ("/envoys_2022_03_14", "2022-03-14"),
        ("/20220314/envoys", "2022-03-14"),
        ("/20220314-envoys-meet", "2022-03-14"),
        ("/2022/03/", "2022-03"),
        ("/2022/03/envoys-meet", "2022-03"),
        ("/2022/03/1234/envoys", "2022-03"),
        ("/2022/03/14-dead-in-a-blast", "2022-03"),
        ("/2022/03/14/a-year-after-2021-02-01", "2022-03-14"),
        ("/2022/03/a-month-after-2022-02-24", "2022-03"),
        ("/2022/03/2022-03-14-envoys", "2022-03-14"),
        ("/from-2022-02-24-to-2022-03-14", None),
        ("/2022/03/14/2021/03/14/", None),
        ("/2022/02/30/envoys", None),
        ("/2022/13/01/envoys", None),
        ("/2022-13-45-envoys", None),
        ("/03/14/2022/envoys", None),
        ("/14-march/envoys", None),
        ("/1822/03/14/envoys", None),
        ("/2022/", None),
        ("/article-20220314", None),
        ("/120220314/", None),
        ("/12022-03-14/", None),
        ("/?date=2022-03-14", None),
        ("/#2022-03-14", None),
        ("/", None),
    ],
)
def test_an_address_gives_the_date_that_its_path_spells(path: str, value: str | None) -> None:
    assert date_in_url("https://news.example" + path) == value


@pytest.mark.parametrize("url", ["", "https://[x/2022/03/14/", "https://2022-03-14.example/", "no address"])
def test_what_is_no_address_with_a_path_gives_no_date(url: str) -> None:
    assert date_in_url(url) is None


_FORMS = (
    "/{y}/{m:02}/{d:02}/story",
    "/a/{y}/{m}/{d}",
    "/story-{y}-{m:02}-{d:02}",
    "/{y}{m:02}{d:02}/",
    "/{y}/{mon}/{d}/",
)


@given(DAYS, st.sampled_from(_FORMS))
def test_every_day_that_an_address_spells_is_read_back(day: dt.date, form: str) -> None:
    path = form.format(y=day.year, m=day.month, d=day.day, mon=list(MONTHS)[day.month - 1][:3])
    assert date_in_url("https://news.example" + path) == day.isoformat()


@given(st.text(st.sampled_from("0123456789/-_.2022mar")) | st.from_regex(r"(/?(19|20)?[0-9]{1,4}[-/_]?){1,6}"))
def test_a_date_is_never_finer_than_what_the_address_spells(path: str) -> None:
    value = date_in_url(f"https://news.example/{path}")
    if value is None:
        return
    assert PartialDate.parse(value) is not None
    year, month, *day = value.split("-")
    names = [name for name, number in MONTHS.items() if number == int(month)]
    spelled = f"{year}[-/_.]?(0?{int(month)}|{names[0][:3]}[a-z]*)" + "".join(
        f"[-/_.]?0?{int(d)}(?![0-9])" for d in day
    )
    assert re.search(spelled, path), value


# -- which of them counts ---------------------------------------------------------------------------------------

_DATELINE = "ROME, March 13 (Wire) — The envoys met."
_URL = "https://news.example/2022/03/14/envoys-meet"


@pytest.mark.parametrize(
    ("text", "url", "own", "expected"),
    [
        (_DATELINE, _URL, "2022-03-15", ("2022-03-15", "header")),
        (_DATELINE, _URL, None, ("2022-03-13", "dateline")),
        ("The envoys met.", _URL, None, ("2022-03-14", "url")),
        ("The envoys met.", "https://news.example/2022/03/envoys", None, ("2022-03", "url")),
        (_DATELINE, None, None, (None, "unknown")),
        (_DATELINE.replace("March", "July"), _URL, None, ("2022-03-14", "url")),
        ("The envoys met.", "https://news.example/envoys", None, (None, "unknown")),
    ],
)
def test_the_own_date_counts_before_the_dateline_and_that_before_the_address(
    text: str, url: str | None, own: str | None, expected: tuple[str | None, str]
) -> None:
    assert published(text, url, own) == expected
