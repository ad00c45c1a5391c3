"""Statements made of what is read: stance, speakers, spans, dates, and through whom, with readings made by hand."""

from __future__ import annotations

import pytest
from made_readings import OUTLET, Made

from tracker.extract.statements import STANCE_AND_FORCE
from tracker.models.decoding import KINDS, Referent
from tracker.models.limits import limits
from tracker.records import Force, Statement
from tracker.terms import Stance

TYPES = {"Lind": "person", "Hale": "person", "officials": "people", "bank": "body", "Gazette": "body"}
LEAKED = "Ann Lind said that the dam leaked."


def shown(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker is not None else None


def said(statement: Statement) -> str | None:
    return statement.said.value if statement.said is not None else None


# -- kinds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "stance", "force"),
    [
        ("none", "assert", "expressive"),
        ("claim", "assert", "assertive"),
        ("denial", "deny", "assertive"),
        ("ignorance", "deny_knowledge", "assertive"),
        ("refusal", "no_comment", "assertive"),
        ("confirmation", "confirm", "assertive"),
        ("retraction", "retract", "assertive"),
        ("rejection", "reject", "assertive"),
        ("demand", "assert", "directive"),
        ("promise", "assert", "commissive"),
        ("question", "question", "assertive"),
        ("attitude", "assert", "expressive"),
    ],
)
def test_the_kind_of_a_statement_gives_its_stance_and_force(kind: str, stance: Stance, force: Force) -> None:
    made = Made(LEAKED, TYPES)
    (one,) = made.statements(made.said("said", "Ann Lind", "the dam leaked", "Ann Lind", kind))
    assert (one.stance, one.force) == (stance, force)
    assert set(STANCE_AND_FORCE) == set(KINDS)


def test_a_demand_or_promise_has_its_cue_in_its_words_and_a_claim_has_not() -> None:
    made = Made("Ann Lind urged banks to close.", TYPES)
    demand, claim = (made.said("urged", "Ann Lind", "banks to close", "Ann Lind", kind) for kind in ("demand", "claim"))
    words = [one.proposition and one.proposition.words for found in (demand, claim) for one in made.statements(found)]
    assert words == ["urged banks to close", "banks to close"]


def test_only_what_denies_or_refuses_may_have_no_content_and_then_no_proposition() -> None:
    made = Made("The bank declined to comment. Ann Lind denied it. Otto Hale spoke.", TYPES)
    refusal = made.said("declined to comment", "The bank", "", "The bank", "refusal")
    denial = made.said("denied", "Ann Lind", "", "Ann Lind", "denial")
    claim = made.said("spoke", "Otto Hale", "", "Otto Hale", "claim")
    found = made.statements(refusal, denial, claim)
    assert [(one.stance, one.content, one.proposition) for one in found] == [
        ("no_comment", (), None), ("deny", (), None),
    ]  # fmt: skip


# -- who -------------------------------------------------------------------------------------------------------------


def test_a_speaker_is_shown_by_the_full_name_whatever_the_source_says() -> None:
    made = Made("Ann Lind, a French official, left.\n\nShe said that the dam leaked.", TYPES)
    (one,) = made.statements(made.said("said", "She", "the dam leaked", "She = Ann Lind"))
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.kind, one.speaker.actor) == ("Ann Lind", "person", "ann-lind")
    assert (one.acts_for, one.anonymity, [span.words for span in one.source]) == ("FRA", "named", ["She"])
    assert [(m.actor, m.span.words) for m in one.mentions if m.role == "says"] == [("ann-lind", "She"), ("FRA", "She")]


def test_of_several_speakers_the_first_who_is_named_stands_for_all() -> None:
    made = Made("Two French officials and Ann Lind told Otto Hale that the dam leaked.", TYPES)
    who = ["Two French officials", "Ann Lind", "Otto Hale"]
    (one,) = made.statements(made.said("told", "Two French officials and Ann Lind", "the dam leaked", who))
    assert (shown(one), one.acts_for, one.anonymity, one.number) == ("Ann Lind", None, "mixed", 2)
    assert [source.name for source in one.beside] == ["Otto Hale", "French officials"]
    assert [m.actor for m in one.mentions if m.role == "says"] == ["ann-lind", "otto-hale", "FRA"]


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        ("Ann Lind left. Lind said that the dam leaked.", "Ann Lind", "Lind"),
        (
            "US officials left. Two American officials said that the dam leaked.",
            "US officials",
            "Two American officials",
        ),
    ],
)
def test_mentions_of_one_speaker_are_one_who_is_as_likely_as_all_together(text: str, first: str, again: str) -> None:
    made = Made(text, TYPES)
    who = [made.who(first, 0.3), made.who(again, 0.6)]
    (one,) = made.statements(made.said("said", again, "the dam leaked", who))
    assert (shown(one), one.beside) == (first, ())
    assert dict(one.decisions)["who says it"] == pytest.approx(0.9)


def test_the_outlet_speaks_in_its_own_voice_and_nobody_has_no_name() -> None:
    made = Made("There is no evidence that the dam leaked. It reportedly broke.", TYPES)
    outlet = made.said("no evidence", "", "the dam leaked", "outlet", "denial")
    nobody = made.said("reportedly", "", "It … broke", "nobody")
    own, other = made.statements(outlet, nobody)
    assert own.speaker is not None
    assert (own.speaker.name, own.speaker.kind, own.own_voice, own.anonymity) == (OUTLET, "outlet", True, None)
    assert (other.speaker, other.own_voice, other.anonymity) == (None, False, None)


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("Some of the officials", "officials", "unnamed"),
        ("They", "They", "unnamed"),
        ("Those near the river", "river", "unnamed"),
        ("The bank", "bank", "organisation"),
    ],
)
def test_who_stays_open_is_shown_as_the_source_words_it(source: str, name: str, kind: str) -> None:
    made = Made(f"{source} said that the dam leaked.", TYPES | {"river": "people"})
    (one,) = made.statements(made.said("said", source, "the dam leaked", "open"))
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.kind, one.speaker.local) == (name, kind, True)


def test_a_description_of_the_speaker_ends_with_the_source() -> None:
    made = Made("An official in Rome said that the dam leaked.", {"official": "person"})
    whole, part = (
        made.said("said", s, "the dam leaked", "An official") for s in ("An official in Rome", "An official")
    )
    assert [shown(one) for found in (whole, part) for one in made.statements(found)] == ["official in Rome", "official"]


def test_through_whom_something_comes_are_those_in_whose_words_its_cue_stands_the_nearest_first() -> None:
    made = Made("The Gazette said that Ann Lind told Rome that Otto Hale promised money.", TYPES)
    found = made.statements(
        made.said("said", "The Gazette", "Ann Lind told Rome that Otto Hale promised money", "The Gazette"),
        made.said("told", "Ann Lind", "Otto Hale promised money", "Ann Lind"),
        made.said("promised", "Otto Hale", "money", "Otto Hale", "promise"),
    )
    via = [[(source.name, span.words) for source, span in one.via] for one in found]
    assert via == [[], [("Gazette", "The Gazette")], [("Ann Lind", "Ann Lind"), ("Gazette", "The Gazette")]]


def test_nothing_comes_through_the_speaker_himself() -> None:
    made = Made("Ann Lind said that she had told Rome that the dam leaked.", TYPES)
    outer = made.said("said", "Ann Lind", "she had told Rome that the dam leaked", "Ann Lind")
    inner = made.said("told", "she", "the dam leaked", "Ann Lind")
    assert [one.via for one in made.statements(outer, inner)] == [(), ()]


def test_a_quotation_that_runs_on_without_a_cue_is_a_statement_of_its_own_and_comes_through_nobody() -> None:
    made = Made('Ann Lind told the Gazette: "The dam leaks. It will break."', TYPES)
    first = made.said("told", "Ann Lind", '"The dam leaks. It will break."', "Ann Lind")
    _, one = made.statements(first, made.said("", "", "It will break.", "the Gazette"))
    assert (shown(one), one.source, one.cue, one.via) == ("Gazette", (), (), ())
    assert [span.words for span in one.content] == ["It will break."]


TURNS = (
    "Mayor Otto Hale spoke to reporters.\n\nMAYOR HALE: The bridge is safe.\n\nREPORTER: Is the dam safe?\n\n"
    "MAYOR HALE: I think it is closed. Ann Lind said that it leaked."
)


def test_in_a_transcript_the_label_speaks_unless_a_source_is_named() -> None:
    made = Made(TURNS, TYPES | {"HALE": "person"})
    found = made.statements(
        made.said("", "", "The bridge is safe.", "outlet"),
        made.said("", "", "Is the dam safe?", "nobody", "question"),
        made.said("think", "I", "it is closed", "open"),
        made.said("said", "Ann Lind", "it leaked", "Ann Lind"),
    )
    assert [shown(one) for one in found] == ["Otto Hale", "REPORTER", "Otto Hale", "Ann Lind"]
    assert not any(one.own_voice for one in found)


# -- when ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source", "content", "date"),
    [
        ("Ann Lind said on Friday that the dam leaked.", "Ann Lind", "the dam leaked", "2022-03-11"),
        ("Speaking on Friday, Ann Lind said the dam leaked.", "Ann Lind", "the dam leaked", "2022-03-11"),
        ("In a speech on 2 March, Ann Lind said it leaked.", "Ann Lind", "it leaked", "2022-03-02"),
        ("Ann Lind said Friday the talks failed.", "Ann Lind", "the talks failed", "2022-03-11"),
        ("A report published on Friday said it leaked.", "A report published on Friday", "it leaked", "2022-03-11"),
        ("Ann Lind said that the dam leaked on Friday.", "Ann Lind", "the dam leaked on Friday", None),
        ("Ann Lind, who left on Friday, said it leaked.", "Ann Lind, who left on Friday", "it leaked", None),
        ("Ann Lind, a judge since 2019, said it leaked.", "Ann Lind, a judge since 2019", "it leaked", None),
        ("Ann Lind said on 2 May 2022 it will close.", "Ann Lind", "it will close", None),
    ],
)
def test_a_statement_has_the_date_of_its_saying_and_no_other(
    text: str, source: str, content: str, date: str | None
) -> None:
    made = Made(text, TYPES)
    (one,) = made.statements(made.said("said", source, content, source.partition(",")[0].partition(" published")[0]))
    assert said(one) == date


@pytest.mark.parametrize(
    ("content", "date"),
    [
        ("the dam broke on Friday", "2022-03-11"),
        ("the dam will break in 2023", "2023"),
        ("the attack on Friday was a mistake", "2022-03-11"),
        ("the dam will close before May 7", None),
        ("the dam leaked more than in 2021", None),
        ("Hale, who was born in 1960, broke the dam", None),
    ],
)
def test_a_statement_has_the_date_of_what_it_tells(content: str, date: str | None) -> None:
    made = Made(f"Ann Lind said on 2 March that {content}.", TYPES)
    (one,) = made.statements(made.said("said", "Ann Lind", content, "Ann Lind"))
    assert (one.happened.value if one.happened is not None else None) == date
    assert said(one) == "2022-03-02"


@pytest.mark.parametrize("within", [" ", "\n"])
def test_the_day_goes_on_for_the_same_speaker_up_to_the_next_paragraph_wrapped_or_not(within: str) -> None:
    text = (
        f"Ann Lind said on Friday that it leaked.{within}Otto Hale denied this.{within}Lind added a warning.\n\n"
        "Lind told Rome the truth.\n\nLind argued her case."
    )
    made = Made(text, TYPES)
    found = made.statements(
        made.said("said", "Ann Lind", "it leaked", "Ann Lind"),
        made.said("denied", "Otto Hale", "this", "Otto Hale", "denial"),
        made.said("added", "", "a warning", "Ann Lind"),
        made.said("told", "", "the truth", "Ann Lind"),
        made.said("argued", "", "her case", "Ann Lind"),
    )
    assert [said(one) for one in found] == ["2022-03-11", None, "2022-03-11", "2022-03-11", None]


def test_the_day_of_what_nobody_is_named_for_does_not_go_on() -> None:
    made = Made("It was said on Friday that the dam leaked. It reportedly broke.")
    found = made.statements(made.said("said", "", "the dam leaked"), made.said("reportedly", "", "broke"))
    assert [said(one) for one in found] == ["2022-03-11", None]


# -- all together ----------------------------------------------------------------------------------------------------


def test_every_span_is_the_text_s_own_words_in_the_pieces_that_were_read() -> None:
    made = Made('"We came," Ann Lind said on Friday, "and we could see Rome."', TYPES)
    (one,) = made.statements(made.said("said", "Ann Lind", '"We came," … "and we could see Rome."', "Ann Lind"))
    assert [span.words for span in one.content] == ['"We came,"', '"and we could see Rome."']
    assert [span.words for span in (*one.source, *one.cue)] == ["Ann Lind", "said"]
    dates = [when.span for when in (one.said, one.happened) if when is not None]
    spans = [*one.source, *one.cue, *one.content, *one.certainty, *dates, *(m.span for m in one.mentions)]
    assert all(made.text[span.start : span.end] == span.words for span in spans)
    assert (one.proposition and one.proposition.words) == '"We came," … "and we could see Rome."'


def test_nothing_that_was_read_is_lost_or_doubled() -> None:
    made = Made("Ann Lind and Otto Hale said, and Lind knew, that the dam leaked and broke.", TYPES)
    readings = [
        made.said("said", "Ann Lind and Otto Hale", "the dam leaked and broke", ["Ann Lind", "Otto Hale"]),
        made.said("knew", "Lind", "the dam leaked and broke", "Ann Lind"),
        made.said("said", "Ann Lind and Otto Hale", "the dam leaked", ["Ann Lind", "Otto Hale"]),
        made.said("", "", "the dam leaked and broke", "outlet"),
    ]
    found = made.statements(*readings, readings[0])
    assert len({one.id for one in found}) == len(found) == len(readings)
    assert [[(s.start, s.end) for s in one.content] for one in found] == [list(one.content) for one in readings]


def test_what_is_hardly_likely_is_only_possible_and_what_is_hardly_said_at_all_is_left_out() -> None:
    made, least = Made(LEAKED, TYPES), limits().least["statement"]
    readings = [
        made.said("said", "Ann Lind", "the dam leaked", [made.who("Ann Lind", who)], sureness=sureness)
        for sureness, who in ((1.0, 1.0), (least, 0.01), (least - 0.01, 1.0))
    ]
    (sure,), (unsure,), none = (made.statements(one) for one in readings)
    assert (sure.possible, unsure.possible, none) == (False, True, [])
    assert dict(unsure.decisions) == pytest.approx({"that it is said": least, "its kind": 1, "who says it": 0.01})
    assert unsure.probability == limits().probability("claim", dict(unsure.decisions)) < sure.probability


def test_the_decision_that_was_least_sure_is_named() -> None:
    made = Made(LEAKED, TYPES)
    kinds = dict.fromkeys(KINDS, 0.0) | {"demand": 0.4, "claim": 0.3, "attitude": 0.3}
    rows = [
        made.said("said", "Ann Lind", "the dam leaked", "Ann Lind", sureness=0.7),
        made.said("said", "Ann Lind", "the dam leaked", [made.who("Ann Lind", 0.6)], sureness=0.7),
        made.said("said", "Ann Lind", "the dam leaked", [made.who("Ann Lind", 0.6)], sureness=0.7, kinds=kinds),
    ]
    assert [made.statements(row)[0].least_sure for row in rows] == ["that it is said", "who says it", "its kind"]


def test_what_is_likely_enough_a_denial_is_one_though_it_is_a_likelier_claim() -> None:
    made, least = Made(LEAKED, TYPES), limits().kinds["denial"]
    rows = [
        made.said("said", "Ann Lind", "the dam leaked", "Ann Lind", kinds=dict.fromkeys(KINDS, 0.0) | kinds)
        for kinds in (
            {"ignorance": least, "claim": 1 - least},
            {"denial": least / 2 - 0.01, "ignorance": least / 2, "claim": 1 - least},
        )
    ]
    assert [made.statements(row)[0].stance for row in rows] == ["deny_knowledge", "assert"]


@pytest.mark.parametrize(
    ("kinds", "stance", "likely"),
    [
        ({"claim": 0.5, "promise": 0.3, "attitude": 0.2}, "assert", 0.8),
        ({"denial": 0.5, "ignorance": 0.4, "claim": 0.1}, "deny", 0.9),
        ({"demand": 0.6, "claim": 0.4}, "assert", 0.6),
    ],
)
def test_a_row_is_as_likely_as_all_kinds_that_would_make_it_right(
    kinds: dict[str, float], stance: Stance, likely: float
) -> None:
    made = Made(LEAKED, TYPES)
    reading = made.said("said", "Ann Lind", "the dam leaked", "Ann Lind", kinds=dict.fromkeys(KINDS, 0.0) | kinds)
    (one,) = made.statements(reading)
    assert one.stance == stance
    assert dict(one.decisions)["its kind"] == pytest.approx(likely)


def test_what_a_content_speaks_of_is_mentioned_and_a_place_only_as_a_place() -> None:
    made = Made("Ann Lind said that Russia met Otto Hale in Rome.", TYPES | {"Russia": "body", "Rome": "place"})
    (one,) = made.statements(
        made.said("said", "Ann Lind", "Russia met Otto Hale in Rome", [Referent((), "nobody", 1.0)])
    )
    assert [(m.actor, m.role, m.span.words) for m in one.mentions] == [
        ("RUS", "spoken_of", "Russia"), ("otto-hale", "spoken_of", "Otto Hale"), ("ITA", "place", "Rome"),
    ]  # fmt: skip
    assert one.proposition is not None
    assert (one.proposition.core, one.proposition.negated) == ("RUS meet otto-hale", False)
