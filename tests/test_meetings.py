"""Meetings made of readings by hand: who takes part, where, when, how, whether, and in which statement."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_readings import Made, one_hot

from tracker.models.limits import limits
from tracker.models.reader import MODES, STATUSES

TYPES = {"Lind": "person", "Hale": "person", "Blinken": "person", "officials": "people", "Kazan": "place"}
MET = "Ann Lind met Otto Hale"


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("mode", MODES)
def test_a_meeting_has_the_status_and_mode_that_were_read(status: str, mode: str) -> None:
    made = Made(f"{MET}.", TYPES)
    (one,) = made.meetings(made.met("met", MET, "Ann Lind", "Otto Hale", status=status, mode=mode))
    assert (one.status, one.mode) == (status, mode)
    assert (one.words.words, [span.words for span in one.cue]) == (MET, ["met"])


def test_who_takes_part_is_named_in_full_each_once_and_with_whom_they_act_for() -> None:
    text = "Antony Blinken flew to Rome. There he met Chinese officials and Ms. Lind. Ann Lind is a nurse."
    made = Made(text, TYPES)
    clause = "he met Chinese officials and Ms. Lind"
    sides = ("he = Antony Blinken", "Chinese officials", "Ms. Lind", "Ann Lind")
    (one,) = made.meetings(made.met("met", clause, *sides))
    assert [(p.name, p.span.words, p.actor, p.acts_for) for p in one.participants] == [
        ("Antony Blinken", "Antony Blinken", "antony-blinken", "USA"),
        ("Chinese officials", "Chinese officials", None, "CHN"),
        ("Ann Lind", "Ms. Lind", "ann-lind", None),
    ]
    assert [(m.actor, m.role) for m in one.mentions] == [
        ("antony-blinken", "meets"), ("USA", "meets"), ("CHN", "meets"), ("ann-lind", "meets"),
    ]  # fmt: skip


def test_a_meeting_of_pronouns_alone_is_none() -> None:
    made = Made("They met her.", TYPES)
    assert made.meetings(made.met("met", "They met her", "They", "her")) == []


@pytest.mark.parametrize(
    ("where", "place", "country"),
    [
        ("in Geneva on Friday", "Geneva", "CHE"),
        ("in Rio de Janeiro", "Rio de Janeiro", "BRA"),
        ("in Port-au-Prince", "Port-au-Prince", "HTI"),
        ("in the Russian city of Kazan", "Kazan", "RUS"),
        ("at the Gull Hotel in Vienna", "Vienna", "AUT"),
        ("in the village of Dol in Sudria", "Sudria", None),
        ("in May", None, None),
        ("in the presence of Antony Blinken", None, None),
        (", who lives in Bonn, in Paris", "Paris", "FRA"),
    ],
)
def test_a_meeting_stands_at_the_place_of_its_clause(where: str, place: str | None, country: str | None) -> None:
    text = f"{MET} {where}".replace(" ,", ",")
    made = Made(f"{text}.", TYPES)
    (one,) = made.meetings(made.met("met", text, "Ann Lind", "Otto Hale"))
    assert (one.place.words if one.place is not None else None, one.place_country) == (place, country)


def test_who_takes_part_is_no_place_and_who_calls_or_writes_meets_nowhere() -> None:
    made = Made("Talks in China with Russia were good. Ann Lind called Otto Hale in Rome.", TYPES)
    talks = made.met("Talks", "Talks in China with Russia were good", "China", "Russia")
    called = made.met("called", "Ann Lind called Otto Hale in Rome", "Ann Lind", "Otto Hale", mode="phone")
    assert [(one.place, one.place_country) for one in made.meetings(talks, called)] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("text", "word", "status", "date"),
    [
        ("Ann Lind met Otto Hale on Friday evening.", "met", "held", "2022-03-11"),
        ("Ann Lind will meet Otto Hale on Friday.", "meet", "planned", "2022-03-18"),
        ("Talks between Ann Lind and Otto Hale took place in March.", "Talks", "held", "2022-03"),
        (
            "The talks of Ann Lind and Otto Hale, planned for 18 March, were called off.",
            "talks",
            "cancelled",
            "2022-03-18",
        ),
        ("Ann Lind flew to Rome on Friday and met Otto Hale.", "met", "held", "2022-03-11"),
        ("Ann Lind met Otto Hale before Friday.", "met", "held", None),
        ("Ann Lind, who was born in 1960, met Otto Hale.", "met", "held", None),
        ("Ann Lind met Otto Hale. It rained on Friday.", "met", "held", None),
        ("Ann Lind has met Otto Hale weekly in 2021.", "met", "habitual", None),
    ],
)
def test_a_meeting_has_its_own_date_and_borrows_none(text: str, word: str, status: str, date: str | None) -> None:
    made = Made(text, TYPES)
    clause = text.partition(". ")[0].rstrip(".")
    (one,) = made.meetings(made.met(word, clause, "Ann Lind", "Otto Hale", status=status))
    assert (one.when.value if one.when is not None else None) == date
    assert one.when is None or made.text[one.when.span.start : one.when.span.end] == one.when.span.words


@pytest.mark.parametrize(
    ("times", "status", "count"),
    [
        ("38 times", "habitual", 38),
        ("three times", "habitual", 3),
        ("at least 20 times", "habitual", 20),
        ("often", "habitual", None),
        ("three times", "held", None),
    ],
)
def test_how_often_people_meet_is_counted(times: str, status: str, count: int | None) -> None:
    text = f"Ann Lind has met Otto Hale {times}"
    made = Made(f"{text}.", TYPES)
    (one,) = made.meetings(made.met("met", text, "Ann Lind", "Otto Hale", status=status))
    assert one.count == count


def test_a_meeting_belongs_to_the_innermost_statement_that_reports_it() -> None:
    made = Made(f"The paper wrote that Ann Lind said that she met Otto Hale. {MET}.", TYPES)
    outer = made.said("wrote", "The paper", "Ann Lind said that she met Otto Hale", "The paper")
    inner = made.said("said", "Ann Lind", "she met Otto Hale", "Ann Lind")
    met = made.met("met", "she met Otto Hale", "Ann Lind", "Otto Hale")
    alone = made.met("Ann Lind met", MET, "Ann Lind", "Otto Hale")
    ids = [one.id for one in made.statements(outer, inner)]
    assert [one.statement for one in made.meetings(met, alone, said=(outer, inner))] == [ids[1], None]


def test_what_is_hardly_likely_is_only_possible_and_one_meeting_stays_one() -> None:
    made = Made(f"{MET}.", TYPES)
    sure = made.met("met", MET, "Ann Lind", "Otto Hale")
    unsure = made.met("met", MET, "Ann Lind", made.who("Otto Hale", 0.01), sureness=0.5)
    alone = made.met("met", MET, "Ann Lind")
    found = [made.meetings(one)[0] for one in (sure, unsure, alone)]
    assert [one.possible for one in found[:2]] == [False, True]
    assert [dict(one.decisions)["who takes part"] for one in found] == pytest.approx([1, 0.01, 0.5])
    assert [one.probability for one in found] == [limits().probability("meeting", dict(one.decisions)) for one in found]
    assert len(made.meetings(sure, sure)) == 1


def test_the_decision_that_was_least_sure_is_named() -> None:
    made = Made(f"{MET}.", TYPES)
    sides = ("Ann Lind", "Otto Hale")
    met = made.met("met", MET, *sides, sureness=0.9)
    rows = [
        met,
        replace(met, statuses=one_hot(STATUSES, "held", 0.8)),
        made.met("met", MET, "Ann Lind", made.who("Otto Hale", 0.7), sureness=0.9),
    ]
    least_sure = [made.meetings(row)[0].least_sure for row in rows]
    assert least_sure == ["that a meeting is told of", "its status", "who takes part"]
