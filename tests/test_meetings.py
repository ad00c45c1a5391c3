"""Who met whom, where, when, how, and whether it took place; and the many words that speak of no meeting."""

from __future__ import annotations

from functools import cache

import pytest

from tracker.extract import extract
from tracker.parsing import parse
from tracker.records import Article, Meeting

PUBLISHED = "2022-03-14"  # a Monday


@cache
def meetings(text: str, published: str | None = PUBLISHED) -> tuple[Meeting, ...]:
    return extract(parse(Article(text=text, published=published))).meetings


def shown(text: str) -> list[tuple[object, ...]]:
    return [
        (
            sorted(p.name for p in m.participants),
            m.status,
            m.mode,
            m.place and m.place.words,
            m.when and m.when.value,
        )
        for m in meetings(text)
    ]


@pytest.mark.parametrize(
    ("text", "who", "status", "mode", "place", "date"),
    [
        (
            "Antony Blinken met Sergei Lavrov in Geneva on Friday.",
            ["Antony Blinken", "Sergei Lavrov"],
            "held",
            "in_person",
            "Geneva",
            "2022-03-11",
        ),
        (
            "Antony Blinken met with Sergei Lavrov in Geneva.",
            ["Antony Blinken", "Sergei Lavrov"],
            "held",
            "in_person",
            "Geneva",
            None,
        ),
        (
            "Antony Blinken and Sergei Lavrov will meet in Geneva on Thursday.",
            ["Antony Blinken", "Sergei Lavrov"],
            "planned",
            "in_person",
            "Geneva",
            "2022-03-17",
        ),
        (
            "Emmanuel Macron spoke with Vladimir Putin by phone on Saturday.",
            ["Emmanuel Macron", "Vladimir Putin"],
            "held",
            "phone",
            None,
            "2022-03-12",
        ),
        (
            "Emmanuel Macron telephoned Vladimir Putin on Saturday.",
            ["Emmanuel Macron", "Vladimir Putin"],
            "held",
            "phone",
            None,
            "2022-03-12",
        ),
        (
            "In a telephone call on Sunday, Vladimir Putin told Recep Tayyip Erdogan that the war would go on.",
            ["Recep Tayyip Erdogan", "Vladimir Putin"],
            "held",
            "phone",
            None,
            "2022-03-13",
        ),
        (
            "Joe Biden held a video call with Xi Jinping on Friday.",
            ["Joe Biden", "Xi Jinping"],
            "held",
            "video",
            None,
            "2022-03-11",
        ),
        (
            "Sergei Lavrov cancelled a meeting with Liz Truss.",
            ["Liz Truss", "Sergei Lavrov"],
            "cancelled",
            "unknown",
            None,
            None,
        ),
        (
            "A meeting between Vladimir Putin and Volodymyr Zelensky, planned for Tuesday, was called off.",
            ["Vladimir Putin", "Volodymyr Zelensky"],
            "cancelled",
            "unknown",
            None,
            "2022-03-15",
        ),
        (
            "Volodymyr Zelensky proposed a meeting with Vladimir Putin.",
            ["Vladimir Putin", "Volodymyr Zelensky"],
            "proposed",
            "unknown",
            None,
            None,
        ),
        (
            "Vladimir Putin refused to meet Volodymyr Zelensky.",
            ["Vladimir Putin", "Volodymyr Zelensky"],
            "refused",
            "in_person",
            None,
            None,
        ),
        (
            "Narendra Modi hosted Fumio Kishida in Delhi on Saturday.",
            ["Fumio Kishida", "Narendra Modi"],
            "held",
            "in_person",
            "Delhi",
            "2022-03-12",
        ),
        (
            "Fumio Kishida was received by Narendra Modi in Delhi.",
            ["Fumio Kishida", "Narendra Modi"],
            "held",
            "in_person",
            "Delhi",
            None,
        ),
        (
            "Naftali Bennett flew to Moscow on Saturday to meet Vladimir Putin.",
            ["Naftali Bennett", "Vladimir Putin"],
            "planned",
            "in_person",
            "Moscow",
            None,
        ),
        (
            "Talks between Russian and Ukrainian negotiators took place in Gomel on Monday.",
            ["Russian negotiators", "Ukrainian negotiators"],
            "held",
            "in_person",
            "Gomel",
            "2022-03-14",
        ),
        (
            "Boris Johnson had dinner with Emmanuel Macron in Paris.",
            ["Boris Johnson", "Emmanuel Macron"],
            "held",
            "in_person",
            "Paris",
            None,
        ),
        (
            "Olaf Scholz is due to meet Mario Draghi in Berlin on Friday.",
            ["Mario Draghi", "Olaf Scholz"],
            "planned",
            "in_person",
            "Berlin",
            "2022-03-18",
        ),
        (
            "Olaf Scholz is scheduled to hold talks with Mario Draghi on Friday.",
            ["Mario Draghi", "Olaf Scholz"],
            "planned",
            "unknown",
            None,
            "2022-03-18",
        ),
        (
            "Olaf Scholz offered to meet Mario Draghi.",
            ["Mario Draghi", "Olaf Scholz"],
            "proposed",
            "in_person",
            None,
            None,
        ),
        (
            "Olaf Scholz postponed his talks with Mario Draghi.",
            ["Mario Draghi", "Olaf Scholz"],
            "planned",
            "unknown",
            None,
            None,
        ),
        (
            "Antony Blinken and Sergei Lavrov met for two hours in Geneva on January 21.",
            ["Antony Blinken", "Sergei Lavrov"],
            "held",
            "in_person",
            "Geneva",
            "2022-01-21",
        ),
        (
            "The foreign ministry said Wang Yi had met Josep Borrell in Munich on Saturday.",
            ["Josep Borrell", "Wang Yi"],
            "held",
            "in_person",
            "Munich",
            "2022-03-12",
        ),
        (
            "Emmanuel Macron visited Kyiv and held talks with Volodymyr Zelensky.",
            ["Emmanuel Macron", "Volodymyr Zelensky"],
            "held",
            "in_person",
            "Kyiv",
            None,
        ),
        (
            "Sergei Lavrov flew to Antalya. He met Dmytro Kuleba on Thursday.",
            ["Dmytro Kuleba", "Sergei Lavrov"],
            "held",
            "in_person",
            None,
            "2022-03-10",
        ),
        (
            "The chief executives of Shell and BP met in London.",
            ["chief executives of BP", "chief executives of Shell"],
            "held",
            "in_person",
            "London",
            None,
        ),
        (
            "Antony Blinken to meet Sergei Lavrov in Geneva on Friday",
            ["Antony Blinken", "Sergei Lavrov"],
            "planned",
            "in_person",
            "Geneva",
            "2022-03-18",
        ),
    ],
)
def test_a_meeting_has_its_people_status_mode_place_and_date(
    text: str, who: list[str], status: str, mode: str, place: str | None, date: str | None
) -> None:
    assert shown(text) == [(who, status, mode, place, date)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Xi Jinping and Vladimir Putin have met 38 times.", 38),
        ("Xi Jinping and Vladimir Putin have met dozens of times since 2012.", None),
        ("Xi Jinping and Vladimir Putin meet every year.", None),
        ("Antony Blinken regularly meets Liz Truss.", None),
    ],
)
def test_a_habit_of_meeting_is_no_meeting_of_one_day(text: str, count: int | None) -> None:
    assert [(m.status, m.count) for m in meetings(text)] == [("habitual", count)]


@pytest.mark.parametrize(
    "text",
    [
        "The builders met the deadline.",
        "The plan met with criticism in Berlin.",
        "The plan met resistance in Berlin.",
        "The applicants met the conditions set by Brussels.",
        "The general met his match in Kutuzov.",
        "The road meets the river near Lyon.",
        "There was a meeting of minds on the budget.",
        "The train from Paris called at Lyon.",
        "Joe Biden called Vladimir Putin a war criminal.",
        "Joe Biden called the attack a crime.",
        "The minister spoke Russian.",
        "The minister spoke to reporters in Paris.",
        "Jake Sullivan told CNN that the talks had failed.",
        "Vladimir Putin talks of peace and prepares for war.",
        "Russian talks are a waste of time.",
        "The meeting room was empty.",
        "Vladimir Putin and Volodymyr Zelensky have never met.",
        "The envoy asked who would meet the cost.",
        "Demand will meet supply in May.",
        "The council will hold elections in May.",
        "The two countries hold joint exercises with Japan.",
    ],
)
def test_these_words_speak_of_no_meeting(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Antony Blinken did not meet Sergei Lavrov in Geneva.",
        "The ministry denied that Antony Blinken had met Sergei Lavrov.",
        "If Joe Biden meets Vladimir Putin, the talks will be short.",
        "China called for talks between Russia and Ukraine.",
        "Joe Biden would like to meet Vladimir Putin.",
        "Joe Biden has no plans to meet Vladimir Putin.",
        "Did Joe Biden meet Vladimir Putin in Geneva?",
        "Antony Blinken left Geneva without meeting Sergei Lavrov.",
    ],
)
def test_what_did_not_take_place_is_never_shown_as_held(text: str) -> None:
    assert "held" not in {m.status for m in meetings(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Antony Blinken met Sergei Lavrov in Washington.",
        "Antony Blinken flew to Moscow to meet Sergei Lavrov.",
        "At the Kremlin, Antony Blinken met Sergei Lavrov.",
    ],
)
def test_the_place_of_a_meeting_takes_no_part_in_it(text: str) -> None:
    assert [sorted(p.name for p in m.participants) for m in meetings(text)] == [["Antony Blinken", "Sergei Lavrov"]]


def test_where_the_subject_of_a_talk_lies_is_not_where_it_was_held() -> None:
    (meeting,) = meetings("Joe Biden and Xi Jinping spoke by video on Friday about the war in Ukraine.")
    assert (meeting.mode, meeting.place) == ("video", None)


def test_an_undated_meeting_never_borrows_the_date_of_the_article_or_of_a_sentence_beside_it() -> None:
    text = "Antony Blinken met Sergei Lavrov in Geneva. On Saturday the minister said that the talks had failed."
    assert [m.when for m in meetings(text)] == [None, None]  # the talks that had failed are those in Geneva
    assert [m.when for m in meetings("The ministry said on Saturday that Wang Yi had met Josep Borrell.")] == [None]


@pytest.mark.parametrize(
    ("text", "date", "words"),
    [
        (
            "Officials told the paper on Saturday. Wang Yi met Josep Borrell a day after officials told the paper.",
            "2022-03-13",
            "a day after officials told the paper",
        ),
        (
            "The vote was held on Friday. Two days after the vote, Wang Yi met Josep Borrell.",
            "2022-03-13",
            "Two days after the vote",
        ),
        ("The summit between Joe Biden and Vladimir Putin ended on Friday.", "2022-03-11", "Friday"),
        (
            "Monday's talks between Sergei Lavrov and Dmytro Kuleba ended without a deal, the ministry said.",
            "2022-03-14",
            "Monday",
        ),
        ("Wang Yi met Josep Borrell two days after the vote.", None, None),
    ],
)
def test_a_meeting_is_dated_by_its_own_words_or_by_the_event_they_count_from(
    text: str, date: str | None, words: str | None
) -> None:
    (meeting,) = meetings(text)
    assert (meeting.when and meeting.when.value, meeting.when and meeting.when.span.words) == (date, words)


def test_a_meeting_told_in_the_present_that_lies_ahead_is_planned() -> None:
    (meeting,) = meetings("Emmanuel Macron and Olaf Scholz meet again on Thursday.")
    assert (meeting.status, meeting.when and meeting.when.value) == ("planned", "2022-03-17")


def test_a_weekday_without_a_publication_date_gives_a_meeting_no_day() -> None:
    found = meetings("Antony Blinken met Sergei Lavrov in Geneva on Friday.", None)
    assert [m.when is None or "2" not in m.when.value[:4] for m in found] == [True]


def test_participants_act_for_their_countries() -> None:
    (meeting,) = meetings("Antony Blinken met Sergei Lavrov in Geneva.")
    assert {(p.name, p.acts_for) for p in meeting.participants} == {("Antony Blinken", "USA"), ("Sergei Lavrov", "RUS")}


def test_the_meeting_named_again_is_a_further_report_of_the_same() -> None:
    text = "Antony Blinken met Sergei Lavrov in Geneva on Friday. The meeting lasted two hours."
    first, second = meetings(text)
    assert (first.again, second.again) == (None, first.id)


def test_whom_one_would_like_to_travel_to_meet_one_has_not_met() -> None:
    (meeting,) = meetings("Omar Diallo said he would like to go to Oslo to meet Norwegian ministers.")
    assert meeting.status == "proposed"


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Wang Yi met Josep Borrell in Munich to discuss grain and the price of fuel.", ["grain", "the price of fuel"]),
        ("Talks between Greece and Turkey on maritime borders ended on Friday.", ["maritime borders"]),
        ("Wang Yi and Josep Borrell conferred over the closure of their border.", ["the closure of their border"]),
        ("Wang Yi spoke with Josep Borrell on the telephone on Monday.", []),
        ("Wang Yi met Josep Borrell on the sidelines of a conference in Munich.", []),
    ],
)  # fmt: skip
def test_the_topics_of_a_meeting_are_what_its_words_name(text: str, topics: list[str]) -> None:
    (meeting,) = meetings(text)
    assert [topic.words for topic in meeting.topics] == topics


@pytest.mark.parametrize(
    ("text", "date", "old"),
    [
        ("The talks of Greece and Turkey have been postponed from March 20 to April 3.", "2022-04-03", "2022-03-20"),
        ("Talks between Greece and Turkey, set for March 21, have been postponed.", None, "2022-03-21"),
        ("Greece and Turkey held talks in Oslo from March 5 to March 7.", "2022-03-05/2022-03-07", None),
        ("Greece cancelled a meeting with Turkey that was to be held in Oslo on 24 March 2022.", "2022-03-24", None),
    ],
)  # fmt: skip
def test_a_meeting_has_its_own_date_or_both_ends_and_the_one_it_had_before(
    text: str, date: str | None, old: str | None
) -> None:
    (meeting,) = meetings(text)
    assert (meeting.when and meeting.when.value, meeting.old and meeting.old.value) == (date, old)


def test_the_two_leaders_are_those_who_met_before() -> None:
    first, second = meetings(
        "Emmanuel Macron received Olaf Scholz in Paris on Monday. The two leaders spoke by phone on Sunday."
    )
    assert [p.actor for p in second.participants] == [p.actor for p in first.participants]
    assert [p.span.words for p in second.participants] == ["The two leaders", "The two leaders"]


def test_his_counterpart_is_whom_the_article_names_in_that_office() -> None:
    text = (
        "Hakan Demir, the Turkish foreign minister, flew to Athens. Nikos Vlachos, the Greek foreign minister, met his "
        "Turkish counterpart on Tuesday."
    )
    assert [[p.name for p in m.participants] for m in meetings(text)] == [["Nikos Vlachos", "Hakan Demir"]]


def test_a_name_is_without_what_is_said_of_it_and_the_marks_around_it() -> None:
    text = "Seixas, director of the bank's debt department, met Julio Alvarez, a senior banker, on Monday."
    assert [name for name, *_ in shown(text)] == [["Julio Alvarez", "Seixas"]]


def test_a_participant_has_the_role_that_the_words_give() -> None:
    (meeting,) = meetings("Greek Foreign Minister Nikos Vlachos met Hakan Demir, the Turkish envoy, in Athens.")
    assert [(p.name, p.acts_for, p.role) for p in meeting.participants] == [
        ("Nikos Vlachos", "GRC", "foreign minister"),
        ("Hakan Demir", "TUR", "envoy"),
    ]


@pytest.mark.parametrize(
    ("place", "country"), [("Geneva", "CHE"), ("Istanbul", "TUR"), ("Moscow", "RUS"), ("Camp David", "USA")]
)
def test_a_place_has_its_country(place: str, country: str) -> None:
    (meeting,) = meetings(f"Wang Yi met Josep Borrell in {place} on Monday.")
    assert (meeting.place and meeting.place.words, meeting.place_country) == (place, country)


def test_a_meeting_that_a_source_tells_of_belongs_to_what_it_says() -> None:
    text = "Wang Yi met Josep Borrell in Munich. The ministry said that Wang Yi had spoken with Olaf Scholz by phone."
    found = extract(parse(Article(text=text, published=PUBLISHED)))
    told = [statement.id for statement in found.statements]
    assert [meeting.statement for meeting in found.meetings] == [None, *told]


@pytest.mark.parametrize(
    "text",
    [
        "Wang Yi met Josep Borrell in Munich on Monday. The Munich meeting was chilly.",
        "Wang Yi met Josep Borrell on Monday. Monday's talks changed nothing.",
        "Wang Yi phoned Josep Borrell on Monday. The ministry would not speak of the phone call.",
        "Wang Yi will meet Josep Borrell on Friday. The meeting will be the first in a year.",
    ],
)
def test_a_meeting_is_taken_up_by_its_place_its_day_or_its_means(text: str) -> None:
    first, second = meetings(text)
    assert second.again == first.id


def test_what_was_said_at_the_meeting_or_came_of_it_is_no_further_report() -> None:
    text = "Wang Yi met Josep Borrell in Munich on Monday. The meeting produced a headline."
    assert len(meetings(text)) == 1
