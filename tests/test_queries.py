"""What the lists and sheets have, and what they say was left out."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.dates import PartialDate
from tracker.errors import UnknownName, UsageError
from tracker.link.origins import link_origins
from tracker.queries import every as queries
from tracker.queries.filters import Filters
from tracker.queries.sheets import show
from tracker.records import (
    Actor,
    Article,
    Extraction,
    Meeting,
    Mention,
    Participant,
    Proposition,
    Source,
    Span,
    Statement,
    When,
)
from tracker.store.opening import open_to_read, show_from
from tracker.store.store import Store

Fill = Callable[..., sqlite3.Connection]

ACTORS = {
    "RUS": Actor("RUS", "Russia", "country", ("Kremlin", "Moscow")),
    "CHN": Actor("CHN", "China", "country", ("Beijing",)),
    "USA": Actor("USA", "United States", "country", ("Washington", "US")),
    "GEO": Actor("GEO", "Georgia", "country"),
    "US-GA": Actor("US-GA", "State of Georgia", "organisation", ("Georgia", "Peach State")),
    "US-OR": Actor("US-OR", "Oregon", "organisation", ("Peach State",)),
    "putin": Actor("putin", "Vladimir Putin", "person", ("Putin",), "RUS", "2000", reason="head of state"),
    "sullivan": Actor("sullivan", "Jake Sullivan", "person", ("Sullivan",), "USA"),
    "yang": Actor("yang", "Yang Jiechi", "person", ("Yang",), "CHN"),
}


@dataclass(frozen=True)
class Said:
    """A sentence "who cue words."; `claim` groups it, `answers` names the claim that it answers."""

    who: str | None
    words: str
    stance: Any = "assert"
    cue: str = "said"
    force: Any = "assertive"
    actor: str | None = None
    about: tuple[str, ...] = ()
    said: str | None = None
    happened: str | None = None
    claim: str | None = None
    answers: str | None = None
    answer_stance: str | None = None
    state: str = "linked"
    score: float = 1.0
    own_voice: bool = False
    kind: Any = "person"
    probability: float = 1.0


@dataclass(frozen=True)
class Met:
    """A sentence "A met B."; meetings with one `label` are one."""

    names: tuple[str, ...]
    label: str
    when: str | None = None
    status: Any = "held"
    mode: Any = "in_person"
    place: str | None = None


@dataclass(frozen=True)
class Story:
    """An article of one sentence for each part."""

    id: str | None
    parts: tuple[Said | Met, ...]
    published: str | None = "2022-03-14"
    outlet: str | None = None


def story(id_: str | None, *parts: Said | Met, **known: Any) -> Story:
    return Story(id_, parts, **known)


def sentence(part: Said | Met) -> str:
    if isinstance(part, Met):
        place = f" in {part.place}" if part.place else ""
        return f"{' and '.join(part.names)} met{place}."
    return f"{part.who} {part.cue} {part.words}." if part.who else f"{part.cue} {part.words}."


def extraction(draft: Story) -> Extraction:
    text = " ".join(map(sentence, draft.parts)) + f" [{draft.id}]"
    article = Article(
        text, given_id=draft.id, outlet=draft.outlet, published=draft.published,
        published_from="given" if draft.published else "unknown",
    )  # fmt: skip
    statements, meetings, at = [], [], 0
    for part in draft.parts:
        if isinstance(part, Said):
            statements.append(statement(part, article, at))
        else:
            meetings.append(meeting(part, article, at))
        at += len(sentence(part)) + 1
    return Extraction(article, (), tuple(statements), tuple(meetings), tuple(ACTORS.values()))


def statement(part: Said, article: Article, at: int) -> Statement:
    def span(words: str) -> Span:
        start = article.text.index(words, at)
        return Span.cut(article.text, start, start + len(words))

    source = (span(part.who),) if part.who else ()
    says = [key for key in (part.actor, ACTORS[part.actor].acts_for if part.actor else None) if key]
    mentions = [Mention(key, "says", (source or (span(part.cue),))[0], "named") for key in says]
    mentions += [Mention(key, "spoken_of", span(part.words), "named") for key in part.about]
    return Statement(
        article.id, source, (span(part.cue),), (span(part.words),), part.stance, part.force,
        speaker=Source(part.who, part.kind if part.actor else "office", part.actor) if part.who else None,
        acts_for=says[-1] if says else None,
        said=When(part.said, span(part.cue), "test") if part.said else None,
        happened=When(part.happened, span(part.words), "test") if part.happened else None,
        proposition=Proposition(part.words, ()), mentions=tuple(mentions), own_voice=part.own_voice,
        probability=part.probability, possible=part.probability < 0.5,
    )  # fmt: skip


def meeting(part: Met, article: Article, at: int) -> Meeting:
    def span(words: str) -> Span:
        start = article.text.index(words, at)
        return Span.cut(article.text, start, start + len(words))

    keys = [next((a.key for a in ACTORS.values() if a.name == name), None) for name in part.names]
    came = [
        Participant(name, span(name), key, ACTORS[key].acts_for if key else None)
        for name, key in zip(part.names, keys, strict=True)
    ]
    actors = [(one.span, key) for one in came for key in (one.actor, one.acts_for) if key]
    return Meeting(
        article.id, span(sentence(part)), (span("met"),), part.status, part.mode, tuple(came),
        place=span(part.place) if part.place else None,
        when=When(part.when, span("met"), "test") if part.when else None,
        mentions=tuple(Mention(key, "meets", place, "named") for place, key in actors),
    )  # fmt: skip


def filled(path: Path, *stories: Story) -> sqlite3.Connection:
    """Return a read-only connection to a store of the stories, with claims, answers and meetings linked."""
    store = Store.open(path)
    claims: dict[str, list[str]] = defaultdict(list)
    answers: list[tuple[Said, Statement]] = []
    met: dict[str, list[tuple[Met, Meeting]]] = defaultdict(list)
    with store.transaction():
        for draft in stories:
            read = extraction(draft)
            store.add(read, "test")
            said = [part for part in draft.parts if isinstance(part, Said)]
            for part, one in zip(said, read.statements, strict=True):
                if part.claim:
                    claims[part.claim].append(one.id)
                if part.answers:
                    answers.append((part, one))
            for came, report in zip([p for p in draft.parts if isinstance(p, Met)], read.meetings, strict=True):
                met[came.label].append((came, report))
        store.put_claims([(one, 0.75, "alike") for one in group] for group in claims.values())
        for part, one in answers:
            put_answer(store, part, one, claims[str(part.answers)][0])
        for group in met.values():
            put_meeting(store, group)
        for (article,) in store.rows("select id from articles"):
            link_origins(store, article)
    store.close()
    return open_to_read(path)


def put_answer(store: Store, part: Said, one: Statement, answered: str) -> None:
    store.put_answer({
        "statement": one.id, "answered": answered, "stance": part.answer_stance or part.stance,
        "score": part.score, "reason": "both speak of it", "state": part.state, "found_by": "test",
    })  # fmt: skip


def put_meeting(store: Store, group: list[tuple[Met, Meeting]]) -> None:
    part, report = group[0]
    when = PartialDate.parse(part.when) if part.when else None
    meeting = {
        "id": "m" + report.id[1:], "status": part.status, "mode": part.mode, "place": part.place,
        "place_country": None, "start": part.when, "start_first": when and when.first.isoformat(),
        "start_last": when and when.last.isoformat(), "count": None,
    }  # fmt: skip
    store.put_meetings([(meeting, {one.id: "same people" for _, one in group})])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Fill]:
    opened: list[sqlite3.Connection] = []

    def fill(*stories: Story) -> sqlite3.Connection:
        opened.append(filled(tmp_path / "tracker.db", *stories))
        return opened[-1]

    yield fill
    for db in opened:
        db.close()


def date(value: str) -> PartialDate:
    found = PartialDate.parse(value)
    assert found is not None
    return found


ASKED = "Russia asked China for arms"
OFFICIALS = Said("US officials", ASKED, actor="USA", about=("RUS", "CHN"), claim="asked", kind="unnamed")
EMBASSY = Said(
    "Liu Pengyu", "such a request by Russia", "deny_knowledge", "never heard of", actor="CHN", about=("RUS",),
    answers="asked",
)  # fmt: skip


# ------------------------------------------------------------------ names


def test_an_actor_is_found_by_any_alias_in_any_case(store: Fill) -> None:
    db = store(story("a", OFFICIALS))
    for name in ("RUS", "rus", "Russia", "the  kremlin".replace("the  ", ""), "MOSCOW"):
        assert queries.resolve_actor(db, name) == {"RUS"}


def test_an_alias_that_is_the_name_of_one_actor_means_that_actor_and_one_shared_by_others_means_all(
    store: Fill,
) -> None:
    db = store(story("a", OFFICIALS))
    assert queries.resolve_actor(db, "Georgia") == {"GEO"}
    assert queries.resolve_actor(db, "peach state") == {"US-GA", "US-OR"}


def test_an_unknown_actor_is_an_error_that_names_the_near_ones_and_the_next_step(store: Fill) -> None:
    db = store(story("a", OFFICIALS))
    with pytest.raises(UnknownName, match=r"Rusia.*russia.*`tracker actors`"):
        queries.timeline(db, Filters(actors=("Rusia",)))


@pytest.mark.parametrize("name", ["", " ", "\udcff", "\0", "'; drop table articles; --"])
def test_a_name_of_broken_bytes_is_unknown_like_any_other(store: Fill, name: str) -> None:
    db = store(story("a", OFFICIALS))
    for ask in (show, queries.resolve_actor):
        with pytest.raises(UnknownName):
            ask(db, name)
    for filters in (Filters(outlet=name), Filters(article=name)):
        with pytest.raises(UnknownName):
            queries.claims(db, filters)


@pytest.mark.parametrize(
    ("filters", "word"),
    [
        (Filters(kinds=("lie",)), "denial"),
        (Filters(sort="truth"), "latest"),
        (Filters(role="asserts", actors=("Russia",)), "--role"),
        (Filters(limit=0), "--limit"),
    ],
)
def test_what_the_timeline_cannot_be_asked_is_a_usage_error_that_names_the_choices(
    store: Fill, filters: Filters, word: str
) -> None:
    with pytest.raises(UsageError, match=word):
        queries.timeline(store(story("a", OFFICIALS)), filters)


def test_a_role_without_an_actor_and_a_date_for_actors_are_usage_errors(store: Fill) -> None:
    db = store(story("a", OFFICIALS))
    with pytest.raises(UsageError, match="--actor"):
        queries.disputed(db, Filters(role="asserts"))
    with pytest.raises(UsageError, match="--since"):
        queries.actors(db, Filters(since=date("2022")))


# ------------------------------------------------------------------ claims and coverage


def test_a_claim_stands_at_its_first_assertion_and_counts_articles_outlets_and_origins(store: Fill) -> None:
    db = store(
        story("late", OFFICIALS, published="2022-03-15", outlet="The Post"),
        story("early", Said("An aide", ASKED, claim="asked", said="2022-03-12"), outlet="The Times"),
        story("unknown", Said("An aide", ASKED, claim="asked"), outlet=None),
    )
    (row,) = queries.claims(db, Filters()).rows
    assert (row.who, row.said, row.words) == ("An aide", "2022-03-12", ASKED)
    assert (row.reports, row.articles, row.outlets, row.origins, row.denials) == (3, 3, 2, 3, 0)


def test_articles_of_unknown_outlets_count_as_one_outlet(store: Fill) -> None:
    db = store(story("a", OFFICIALS), story("b", OFFICIALS))
    (row,) = queries.claims(db, Filters()).rows
    assert (row.articles, row.outlets) == (2, 1)


def test_two_prints_of_one_text_are_two_articles_and_one_origin(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.db")
    with store.transaction():
        group = []
        for outlet in ("The Times", "The Post"):
            read = extraction(story(None, OFFICIALS, outlet=outlet))
            store.add(read, "test")
            group.append((read.statements[0].id, 1.0, "same words"))
            link_origins(store, read.article.id)
        store.put_claims([group])
    (row,) = queries.claims(store.db, Filters()).rows
    assert (row.articles, row.outlets, row.origins) == (2, 2, 1)
    store.close()


def test_a_claim_that_nobody_asserts_is_listed_so(store: Fill) -> None:
    denial = Said("Liu Pengyu", "that it sent arms", "deny", "denied", claim="sent", answers="sent")
    (row,) = queries.claims(store(story("a", denial)), Filters()).rows
    assert (row.who, row.reports, row.denials, row.articles) == ("(nobody asserts it)", 0, 1, 1)


def test_a_demand_makes_no_claim(store: Fill) -> None:
    db = store(story("a", Said("Kyiv", "to leave", cue="told them", force="directive", claim="leave")))
    assert queries.claims(db, Filters()).rows == ()


def test_a_statement_without_a_source_says_so_and_one_of_the_outlet_names_it(store: Fill) -> None:
    db = store(
        story(
            "a",
            Said(None, "it was raining", cue="reportedly", claim="rain"),
            outlet="The Times",
            published="2022-01-01",
        ),
        story("b", Said(None, "it is cold", cue="so", claim="cold", own_voice=True), outlet="The Times"),
        story("c", Said(None, "it is hot", cue="so", claim="hot", own_voice=True), published="2022-12-01"),
    )
    who = [row.who for row in queries.claims(db, Filters(sort="date")).rows]
    assert who == ["(no source named)", "The Times", "(outlet not known)"]


def test_an_actor_finds_a_claim_by_who_asserts_it_by_whom_it_speaks_of_and_by_who_answers_it(store: Fill) -> None:
    answered = Said("US officials", "they asked for it", actor="USA", claim="asked", kind="unnamed")
    denial = Said("Yang", "that", "deny", "denied", actor="yang", answers="asked")
    other = Said("An aide", "it rained", claim="rain")
    db = store(story("a", answered, other), story("b", denial))
    for name, found in (("US", 1), ("China", 1), ("Yang", 1), ("Russia", 0)):
        assert len(queries.claims(db, Filters(actors=(name,))).rows) == found, name
    assert len(queries.claims(db, Filters(actors=("US", "China"))).rows) == 1
    assert len(queries.claims(db, Filters(actors=("US", "Russia"))).rows) == 0


def test_a_state_finds_all_that_act_for_it_and_a_person_only_himself(store: Fill) -> None:
    db = store(
        story("a", Said("Vladimir Putin", "he is ready", actor="putin", claim="ready")),
        story("b", Said("Russia", "it is not", actor="RUS", claim="not")),
    )
    assert len(queries.claims(db, Filters(actors=("Russia",))).rows) == 2
    assert [row.who for row in queries.claims(db, Filters(actors=("Putin",))).rows] == ["Vladimir Putin"]


def test_an_outlet_in_any_case_and_an_article_by_its_given_id_narrow_to_what_they_report(store: Fill) -> None:
    db = store(
        story("a", OFFICIALS, Said("An aide", "it rained", claim="rain"), outlet="The Times"),
        story("b", OFFICIALS, published="2022-03-20", outlet="The Post"),
    )
    (row,) = queries.claims(db, Filters(outlet="the post")).rows
    assert (row.reported, row.reports) == ("2022-03-20", 2)
    assert len(queries.claims(db, Filters(article="a")).rows) == 2
    with pytest.raises(UnknownName, match=r"near: The Post, The Times|near: The Times, The Post"):
        queries.claims(db, Filters(outlet="the"))


def test_about_finds_word_forms_and_quoted_phrases(store: Fill) -> None:
    db = store(story("a", OFFICIALS, Said("An aide", "arms are for hugging", claim="hug")))
    assert len(queries.claims(db, Filters(about="ask china")).rows) == 1
    assert len(queries.claims(db, Filters(about="arms")).rows) == 2
    assert len(queries.claims(db, Filters(about='"for arms"')).rows) == 1
    assert queries.claims(db, Filters(about="!!")).rows == ()


def test_the_limit_and_the_undated_are_counted(store: Fill) -> None:
    db = store(
        story("a", OFFICIALS, Said("An aide", "it rained", claim="rain")),
        story("b", Said("An aide", "it snowed", claim="snow"), published=None),
        story("c", Said("An aide", "it hailed", claim="hail"), published="2021"),
    )
    found = queries.claims(db, Filters(limit=1, since=date("2022"), until=date("2022-03")))
    assert (len(found.rows), found.left_out, found.undated) == (1, 1, 1)
    assert queries.claims(db, Filters(limit=4)).left_out == 0
    assert queries.claims(db, Filters(limit=3)).left_out == 1


def test_a_coarse_date_is_kept_wherever_it_overlaps_the_window(store: Fill) -> None:
    db = store(story("a", Said("An aide", "it rained", claim="rain", said="2022-03")))
    for filters, kept in (
        (Filters(since=date("2022-03-31")), 1),
        (Filters(since=date("2022-04")), 0),
        (Filters(until=date("2022-02")), 0),
        (Filters(until=date("2022-03-01")), 1),
    ):
        assert len(queries.claims(db, filters).rows) == kept


# ------------------------------------------------------------------ denials


def test_a_denial_shows_the_claim_that_it_answers_and_who_asserts_it(store: Fill) -> None:
    db = store(story("a", OFFICIALS, EMBASSY, outlet="The Times"))
    (row,) = queries.denials(db, Filters()).rows
    assert (row.who, row.actor, row.stance, row.words) == (
        "Liu Pengyu",
        "CHN",
        "deny_knowledge",
        "Liu Pengyu never heard of such a request by Russia",
    )
    assert (row.claim_words, row.asserted_by, row.reason, row.article) == (
        ASKED,
        "US officials",
        "both speak of it",
        "a",
    )
    assert (row.date, row.date_of) == ("2022-03-14", "reported")
    assert row.claim == queries.claims(db, Filters()).rows[0].id


def test_unlinked_denials_are_those_without_a_linked_answer(store: Fill) -> None:
    lone = Said("An aide", "that", "deny", "denied")
    unsure = Said("A clerk", "this", "deny", "denied", answers="asked", state="possible")
    db = store(story("a", OFFICIALS, EMBASSY, lone, unsure))
    assert [row.who for row in queries.denials(db, Filters(), unlinked=True).rows] == ["An aide", "A clerk"]
    assert [row.claim for row in queries.denials(db, Filters(), unlinked=True).rows] == [None, None]
    assert len(queries.denials(db, Filters()).rows) == 3


def test_a_denial_that_brings_its_claim_along_is_linked_to_it_and_nobody_asserts_it(store: Fill) -> None:
    denial = Said("Liu Pengyu", "that it sent arms", "deny", "denied", claim="sent", answers="sent")
    (row,) = queries.denials(store(story("a", denial)), Filters()).rows
    assert (row.claim_words, row.asserted_by) == ("that it sent arms", None)
    assert row.claim is not None


def test_a_denial_of_a_claim_that_others_assert_names_them_even_if_it_carries_the_claim(store: Fill) -> None:
    denial = Said("Liu Pengyu", "that it asked", "deny", "denied", claim="asked", answers="asked")
    db = store(story("b", denial, published="2022-03-10"), story("a", OFFICIALS))
    assert [row.asserted_by for row in queries.denials(db, Filters()).rows] == ["US officials"]


def test_what_a_denial_answers_elsewhere_goes_before_what_it_brought_along(store: Fill) -> None:
    own = Said("Liu Pengyu", "that it sent arms", "deny", "denied", claim="sent", answers="sent")
    db = store(story("a", OFFICIALS, own))
    link_too(db, "sent arms", ASKED, "linked", score=0.6)
    (row,) = queries.denials(db, Filters()).rows
    assert (row.claim_words, row.asserted_by) == (ASKED, "US officials")


def test_only_linked_answers_stand_in_a_dispute(store: Fill) -> None:
    doubtful = Said("A clerk", "this", "deny", "denied")
    db = store(story("a", OFFICIALS, EMBASSY, doubtful))
    link_too(db, "this", ASKED, "possible", score=0.6)
    assert [[one.source for one in row.denied] for row in queries.disputed(db, Filters()).rows] == [["Liu Pengyu"]]


def link_too(db: sqlite3.Connection, denial: str, claim: str, state: str, score: float) -> None:
    """Let the denial with these words answer the claim with those."""
    writer = Store.open(Path(db.execute("pragma database_list").fetchone()[2]))
    find = "select id from statements where claimed like '%' || ?"
    (statement,), (answered,) = (writer.rows(find, words)[0] for words in (denial, claim))
    put = {"statement": statement, "answered": answered, "stance": "deny", "score": score, "reason": "test"}
    writer.put_answer({**put, "state": state, "found_by": "test"})
    writer.close()


def test_refusals_to_comment_are_a_list_of_their_own(store: Fill) -> None:
    declined = Said("US officials", "the source", "no_comment", "would not name", actor="USA", answers="asked")
    db = store(story("a", OFFICIALS, EMBASSY, declined))
    assert [(row.who, row.asserted_by) for row in queries.refusals(db, Filters()).rows] == [
        ("US officials", "US officials")
    ]
    assert len(queries.denials(db, Filters()).rows) == 1


# ------------------------------------------------------------------ disputed


def test_a_disputed_claim_has_both_sides_and_refusals_beside(store: Fill) -> None:
    declined = Said("An aide", "it", "no_comment", "would not discuss", answers="asked")
    db = store(story("a", OFFICIALS, declined, outlet="The Times"), story("b", EMBASSY, published="2022-03-16"))
    (row,) = queries.disputed(db, Filters()).rows
    assert (row.claim, row.kind) == (ASKED, "knowledge_denied")
    assert [(one.source, one.actor, one.article) for one in row.asserted] == [("US officials", "USA", "a")]
    assert [(one.source, one.stance, one.score, one.reason) for one in row.denied] == [
        ("Liu Pengyu", "deny_knowledge", 1.0, "both speak of it")
    ]
    assert [one.source for one in row.declined] == ["An aide"]
    assert (row.first, row.last, row.articles, row.outlets, row.origins) == ("2022-03-14", "2022-03-16", 1, 1, 1)


def test_the_words_of_a_report_are_those_at_its_span(store: Fill) -> None:
    db = store(story("a", OFFICIALS, EMBASSY))
    (row,) = queries.disputed(db, Filters()).rows
    text = db.execute("select text from articles").fetchone()[0]
    for report in (*row.asserted, *row.denied):
        assert text[slice(*report.span)] == report.words


def test_a_claim_known_only_from_its_denial_is_disputed_with_nobody_asserting(store: Fill) -> None:
    denial = Said("Liu Pengyu", "that it sent arms", "deny", "denied", claim="sent", answers="sent")
    (row,) = queries.disputed(store(story("a", denial)), Filters()).rows
    assert (row.claim, row.kind, row.asserted, len(row.denied)) == ("that it sent arms", "denied", (), 1)
    assert (row.articles, row.outlets, row.origins) == (1, 1, 1)


def test_possible_and_removed_answers_dispute_nothing(store: Fill) -> None:
    answers = [
        Said(f"Aide {state}", "it", "deny", "denied", answers="asked", state=state) for state in ("possible", "removed")
    ]
    assert queries.disputed(store(story("a", OFFICIALS, *answers)), Filters()).rows == ()


def test_a_denial_that_answers_two_reports_of_a_claim_denies_it_once(store: Fill) -> None:
    path_db = store(story("a", OFFICIALS, EMBASSY), story("b", OFFICIALS))
    path = Path(path_db.execute("pragma database_list").fetchone()[2])
    writer = Store.open(path)
    (denial,) = writer.rows("select id from statements where stance = 'deny_knowledge'")
    for (answered,) in writer.rows("select id from statements where claim is not null"):
        put = {"statement": denial[0], "answered": answered, "stance": "deny_knowledge", "score": 0.5}
        writer.put_answer({**put, "reason": "again", "state": "linked", "found_by": "test"})
    writer.close()
    (row,) = queries.disputed(path_db, Filters()).rows
    assert len(row.denied) == 1
    assert len(queries.denials(path_db, Filters()).rows) == 1


def test_the_role_of_an_actor_narrows_the_disputes(store: Fill) -> None:
    db = store(story("a", OFFICIALS, EMBASSY))
    found = {
        (actor, role): len(queries.disputed(db, Filters(actors=(actor,), role=role)).rows)
        for actor in ("USA", "China", "Russia")
        for role in ("says", "asserts", "denies", "spoken_of", None)
    }
    assert found == {
        ("USA", "says"): 1, ("USA", "asserts"): 1, ("USA", "denies"): 0, ("USA", "spoken_of"): 0, ("USA", None): 1,
        ("China", "says"): 1, ("China", "asserts"): 0, ("China", "denies"): 1, ("China", "spoken_of"): 1,
        ("China", None): 1, ("Russia", "says"): 0, ("Russia", "asserts"): 0, ("Russia", "denies"): 0,
        ("Russia", "spoken_of"): 1, ("Russia", None): 1,
    }  # fmt: skip


def test_the_role_of_an_actor_narrows_every_list_that_knows_it(store: Fill) -> None:
    db = store(story("a", OFFICIALS, EMBASSY, Met(("Jake Sullivan", "Yang Jiechi"), "rome")))

    def kinds(actor: str, role: str | None) -> list[str]:
        return [row.kind for row in queries.timeline(db, Filters(actors=(actor,), role=role)).rows]

    assert kinds("US", None) == ["claim", "denial", "meeting"]
    assert kinds("US", "says") == ["claim"]
    assert kinds("China", "says") == ["denial"]
    assert [len(queries.claims(db, Filters(actors=(one,), role="says")).rows) for one in ("US", "China")] == [1, 0]
    assert kinds("US", "meets") == ["meeting"]
    assert kinds("US", "spoken_of") == []
    assert kinds("Russia", "spoken_of") == ["claim", "denial"]
    assert [len(queries.meetings(db, Filters(actors=(one,), role="meets")).rows) for one in ("US", "Russia")] == [1, 0]
    for ask, role in ((queries.meetings, "says"), (queries.claims, "meets"), (queries.sources, "says")):
        with pytest.raises(UsageError, match="--role"):
            ask(db, Filters(actors=("US",), role=role))


def test_disputes_are_sorted_by_what_was_asked(store: Fill) -> None:
    def dispute(label: str, actor: str | None) -> tuple[Said, Said]:
        return (
            Said(f"Asserter {label}", f"fact {label}", claim=label, actor=actor),
            Said(f"Denier {label}", "it", "deny", "denied", answers=label),
        )

    again = Said("Asserter old", "fact old", claim="old", actor="USA")
    db = store(
        story("a", *dispute("old", "USA"), published="2022-03-01"),
        story("b", *dispute("new", "CHN"), published="2022-03-05"),
        story("c", again, published="2022-03-02"),
    )
    for sort, order in (
        (None, "old new"),
        ("salience", "old new"),
        ("latest", "new old"),
        ("origins", "old new"),
        ("denials", "new old"),
        ("actor", "new old"),
    ):
        rows = queries.disputed(db, Filters(sort=sort)).rows
        assert [row.claim for row in rows] == [f"fact {label}" for label in order.split()]


# ------------------------------------------------------------------ timeline


def kinds_and_who(db: sqlite3.Connection, filters: Filters | None = None) -> list[tuple[str, str]]:
    return [(row.kind, row.who) for row in queries.timeline(db, filters or Filters()).rows]


def test_each_kind_of_statement_has_its_row(store: Fill) -> None:
    parts = [
        OFFICIALS,
        EMBASSY,
        Said("B", "it", "no_comment", "would not discuss"),
        Said("C", "it was so", "confirm", "confirmed", claim="so"),
        Said("D", "it", "retract", "took back"),
        Said("E", "help", "reject", "turned down"),
        Said("F", "to leave", force="directive", cue="told them"),
        Said("G", "to come", force="commissive", cue="promised"),
        Said("H", "why", "question", "asked"),
        Said("I", "joy", force="expressive", cue="felt"),
    ]
    db = store(story("a", *parts))
    every_kind = [
        "claim", "denial", "refusal", "confirmation", "retraction", "rejection", "demand", "promise",
        "question", "attitude",
    ]  # fmt: skip
    assert [kind for kind, _ in kinds_and_who(db)] == every_kind[:8]
    assert [kind for kind, _ in kinds_and_who(db, Filters(all=True))] == every_kind
    assert kinds_and_who(db, Filters(kinds=("question", "promise"))) == [("promise", "G"), ("question", "H")]


def test_what_is_not_likely_enough_is_shown_only_where_it_is_asked_for(store: Fill) -> None:
    unlikely = Said("D", "it was not so", "deny", "denied", answers="so", probability=0.3)
    db = store(story("a", Said("C", "it was so", claim="so", probability=0.8), unlikely))
    assert [kind for kind, _ in kinds_and_who(db)] == ["claim"]
    assert queries.disputed(db, Filters()).rows == ()
    show_from(db, 0.2)
    assert [kind for kind, _ in kinds_and_who(db)] == ["claim", "denial"]
    assert len(queries.disputed(db, Filters()).rows) == 1


def test_a_list_can_be_narrowed_to_what_is_surer(store: Fill) -> None:
    db = store(story("a", Said("C", "it was so", claim="so", probability=0.8), Said("D", "all was well", claim="well")))
    show_from(db, 0.9)
    assert [who for _, who in kinds_and_who(db)] == ["D"]


def test_a_claim_has_one_row_with_its_reports_and_all_of_them_when_asked(store: Fill) -> None:
    db = store(story("a", OFFICIALS), story("b", OFFICIALS, published="2022-03-15"))
    (row,) = queries.timeline(db, Filters()).rows
    assert (row.reports, row.date, row.date_of, row.stance, row.article) == (2, "2022-03-14", "reported", "assert", "a")
    assert [(r.id[0], r.reports, r.article) for r in queries.timeline(db, Filters(all=True)).rows] == [
        ("c", 2, "a"), ("s", 1, "b"),
    ]  # fmt: skip


def test_an_answer_names_whom_it_answers(store: Fill) -> None:
    rows = queries.timeline(store(story("a", OFFICIALS, EMBASSY)), Filters()).rows
    assert [(row.who, row.whom) for row in rows] == [("US officials", None), ("Liu Pengyu", "US officials")]


def test_a_rejection_names_who_made_the_demand(store: Fill) -> None:
    demand = Said("Kyiv", "to leave", force="directive", cue="told them", claim="leave")
    refusal = Said("Moscow", "it", "reject", "turned down", answers="leave")
    rows = queries.timeline(store(story("a", demand, refusal)), Filters()).rows
    assert [(row.kind, row.whom) for row in rows] == [("demand", None), ("rejection", "Kyiv")]


def test_a_meeting_stands_at_its_own_date_and_an_undated_one_never_borrows_the_article_s(store: Fill) -> None:
    db = store(
        story("a", Met(("Jake Sullivan", "Yang Jiechi"), "rome", "2022-03-10", place="Rome"), OFFICIALS),
        story("b", Met(("Jake Sullivan", "Vladimir Putin"), "undated"), Met(("Jake Sullivan", "Yang Jiechi"), "rome")),
    )
    rows = queries.timeline(db, Filters()).rows
    assert [(row.kind, row.date, row.date_of, row.reports) for row in rows] == [
        ("meeting", "2022-03-10", "meeting", 2),
        ("claim", "2022-03-14", "reported", 1),
        ("meeting", None, None, 1),
    ]
    assert rows[0].who == "Jake Sullivan · Yang Jiechi"
    found = queries.timeline(db, Filters(since=date("2022")))
    assert (len(found.rows), found.undated) == (2, 1)


def test_by_happened_a_claim_stands_at_what_it_says_happened(store: Fill) -> None:
    db = store(
        story("a", OFFICIALS, Said("An aide", "it will rain", claim="rain", said="2022-03-01", happened="2022-05"))
    )
    rows = queries.timeline(db, Filters(), happened=True).rows
    assert [(row.date, row.date_of) for row in rows] == [("2022-03-14", "reported"), ("2022-05", "happened")]
    assert [row.date for row in queries.timeline(db, Filters()).rows] == ["2022-03-01", "2022-03-14"]
    assert len(queries.timeline(db, Filters(since=date("2022-05-15")), happened=True).rows) == 1


def test_rows_stand_in_the_order_of_partial_dates_and_undated_ones_last(store: Fill) -> None:
    dates = ["2022-03", "2022-03-01", None, "2022", *("2022-02-28", "2022-02-28T16:00", "2022-W09-1") * 3, "2022-W09"]
    parts = [story(f"a{i}", Said("An aide", f"fact {i}", claim=str(i)), published=d) for i, d in enumerate(dates)]
    found = [row.date for row in queries.timeline(store(*parts), Filters()).rows]
    dated = sorted(date(d) for d in dates if d)
    assert found == [*(d.value for d in dated), None]


def test_an_answer_is_found_by_an_actor_of_the_claim_that_it_answers(store: Fill) -> None:
    brief = Said("Liu Pengyu", "it", "deny", "denied", actor="CHN", answers="asked")
    db = store(story("a", OFFICIALS, brief, Said("An aide", "rain", claim="rain")))
    assert [kind for kind, _ in kinds_and_who(db, Filters(actors=("Russia",)))] == ["claim", "denial"]
    assert [kind for kind, _ in kinds_and_who(db, Filters(about="arms"))] == ["claim", "denial"]


# ------------------------------------------------------------------ meetings, articles, sources, actors


def test_a_meeting_has_its_participants_once_and_all_its_reports(store: Fill) -> None:
    db = store(
        story("a", Met(("Jake Sullivan", "Yang Jiechi"), "rome", "2022-03-14", place="Rome"), outlet="The Times"),
        story("b", Met(("Yang Jiechi", "a delegation"), "rome", place="Rome"), published="2022-03-16"),
    )
    (row,) = queries.meetings(db, Filters()).rows
    assert [(one.name, one.actor) for one in row.participants] == [
        ("Jake Sullivan", "USA"), ("Yang Jiechi", "CHN"), ("a delegation", None),
    ]  # fmt: skip
    assert [(one.article, one.outlet) for one in row.reports] == [("a", "The Times"), ("b", None)]
    assert (row.start, row.end, row.place, row.status, row.mode) == (
        "2022-03-14",
        "2022-03-14",
        "Rome",
        "held",
        "in_person",
    )


def test_a_range_of_days_has_a_start_and_an_end(store: Fill) -> None:
    (row,) = queries.meetings(store(story("a", Met(("A", "B"), "x", "2022-03-14/2022-03-16"))), Filters()).rows
    assert (row.start, row.end) == ("2022-03-14", "2022-03-16")


def test_meetings_are_found_by_kind_words_place_and_participant(store: Fill) -> None:
    db = store(
        story("a", Met(("Jake Sullivan", "Yang Jiechi"), "rome", place="Rome")),
        story("b", Met(("Jake Sullivan", "Vladimir Putin"), "call", mode="phone", status="planned")),
    )
    for filters, found in (
        (Filters(actors=("China",)), 1),
        (Filters(actors=("US",)), 2),
        (Filters(actors=("US", "China")), 1),
        (Filters(kinds=("phone",)), 1),
        (Filters(kinds=("held", "phone")), 0),
        (Filters(kinds=("held", "planned")), 2),
        (Filters(about="rome sullivan"), 1),
        (Filters(about="%"), 0),
        (Filters(article="b"), 1),
    ):
        assert len(queries.meetings(db, filters).rows) == found, filters


def test_an_article_counts_what_was_read_from_it_and_is_found_by_its_words(store: Fill) -> None:
    db = store(
        story("a", OFFICIALS, EMBASSY, Met(("A", "B"), "x"), outlet="The Times"),
        story("b", Met(("Jake Sullivan", "C"), "y"), published=None),
    )
    first, second = queries.articles(db, Filters()).rows
    assert (first.given_id, first.statements, first.denials, first.meetings) == ("a", 2, 1, 1)
    assert (second.given_id, second.published) == ("b", None)
    assert [row.given_id for row in queries.articles(db, Filters(about="request")).rows] == ["a"]
    assert [row.given_id for row in queries.articles(db, Filters(actors=("US",))).rows] == ["a", "b"]
    assert [row.given_id for row in queries.articles(db, Filters(outlet="THE TIMES")).rows] == ["a"]


def test_a_source_counts_its_statements_denials_and_refusals_and_its_first_and_last_day(store: Fill) -> None:
    db = store(
        story("a", EMBASSY, OFFICIALS, Said("Liu Pengyu", "it", "no_comment", "would not discuss", actor="CHN")),
        story("b", Said("Liu Pengyu", "it rains", actor="CHN", said="2022-02")),
    )
    by_name = {row.name: row for row in queries.sources(db, Filters()).rows}
    row = by_name["Liu Pengyu"]
    assert (row.statements, row.denials, row.refusals, row.articles, row.actor) == (3, 1, 1, 2, "CHN")
    assert (row.first, row.last) == ("2022-02", "2022-03-14")
    assert [row.name for row in queries.sources(db, Filters(actors=("US",))).rows] == ["US officials"]
    assert queries.sources(db, Filters(actors=("Russia",))).rows == ()
    assert [row.name for row in queries.sources(db, Filters(kinds=("unnamed",))).rows] == ["US officials"]
    assert [(r.name, r.statements) for r in queries.sources(db, Filters(article="b")).rows] == [("Liu Pengyu", 1)]


def test_an_actor_counts_statements_and_meetings_and_lists_who_acts_for_it(store: Fill) -> None:
    db = store(story("a", OFFICIALS, EMBASSY, Met(("Jake Sullivan", "Yang Jiechi"), "rome")))
    rows = {row.id: row for row in queries.actors(db, Filters()).rows}
    assert (rows["RUS"].says, rows["RUS"].spoken_of, rows["RUS"].meets) == (0, 2, 0)
    assert (rows["USA"].says, rows["USA"].meets, rows["sullivan"].acts_for) == (1, 1, "USA")
    assert rows["RUS"].aliases == ("kremlin", "moscow", "rus", "russia")
    assert {row.id for row in queries.actors(db, Filters(actors=("Russia",))).rows} == {"RUS", "putin"}
    assert len(queries.actors(db, Filters(kinds=("person",))).rows) == 3


# ------------------------------------------------------------------ sheets


def test_a_claim_is_found_by_every_id_it_could_have_had_and_shows_both_sides(store: Fill) -> None:
    db = store(story("a", OFFICIALS, EMBASSY), story("b", OFFICIALS))
    (claim,) = queries.claims(db, Filters()).rows
    members = [row[0] for row in db.execute("select id from statements where claim is not null")]
    sheets = {show(db, "c" + member[1:]) for member in members}
    assert {sheet.id for sheet in sheets} == {claim.id}
    sheet = sheets.pop()
    assert [(link.name, link.reason) for link in sheet.links if link.name != "origin"] == [
        ("asserted", "0.75 alike"), ("asserted", "0.75 alike"), ("deny_knowledge", "1.00 both speak of it (test)"),
    ]  # fmt: skip
    assert len(sheet.passages) == 2
    assert [field.value for field in sheet.fields if field.name == "coverage"] == ["2 articles / 1 outlet / 2 origins"]


def test_the_letters_of_an_id_choose_between_statement_and_claim_and_a_proposition_is_its_statement(
    store: Fill,
) -> None:
    db = store(story("a", OFFICIALS))
    body = queries.claims(db, Filters()).rows[0].id[1:]
    assert [show(db, letter + body).kind for letter in "spc"] == ["statement", "statement", "claim"]


def test_a_unique_beginning_of_an_id_is_enough_and_an_ambiguous_one_lists_the_candidates(
    store: Fill, tmp_path: Path
) -> None:
    db = store(story("a", OFFICIALS))
    id_ = queries.claims(db, Filters()).rows[0].id
    assert show(db, id_[:4]).id == id_
    with pytest.raises(UnknownName):
        show(db, id_[:3])
    path = Path(db.execute("pragma database_list").fetchone()[2])
    writer = Store.open(path)
    for id_ in ("w2222222222", "w2222333333"):
        writer.db.execute("insert into sources (id, name, kind) values (?, 'x', 'person')", (id_,))
    writer.close()
    with pytest.raises(UnknownName, match="w2222222222, w2222333333"):
        show(db, "w2222")


def test_a_meeting_is_found_by_the_id_of_any_of_its_reports(store: Fill) -> None:
    db = store(story("a", Met(("A", "B"), "x", place="Rome")), story("b", Met(("A", "B"), "x", place="Rome")))
    reports = [row[0] for row in db.execute("select id from meeting_reports")]
    (row,) = queries.meetings(db, Filters()).rows
    assert {show(db, "m" + report[1:]).id for report in reports} == {row.id}
    assert [show(db, report).kind for report in reports] == ["meeting report", "meeting report"]
    assert len(show(db, row.id).passages) == 2


def test_a_meeting_s_date_stands_with_the_words_it_was_read_from(store: Fill) -> None:
    db = store(story("a", Met(("A", "B"), "x", "2022-03-10")))
    (row,) = queries.meetings(db, Filters()).rows
    for id_ in (row.id, row.reports[0].id):
        (shown,) = [field for field in show(db, id_).fields if field.name == "date"]
        assert (shown.value, shown.reason) == ("2022-03-10", "“met”: test")


def test_an_actor_is_shown_by_any_alias_with_whom_it_acts_for_and_why(store: Fill) -> None:
    sheet = show(store(story("a", OFFICIALS)), "putin")
    assert (sheet.kind, sheet.title) == ("actor", "Vladimir Putin")
    assert [(link.name, link.value, link.reason) for link in sheet.links] == [
        ("acts for", "RUS Russia: since 2000", "head of state")
    ]  # fmt: skip


def test_an_alias_of_several_actors_lists_them_and_a_name_that_nothing_has_names_the_next_step(store: Fill) -> None:
    db = store(story("a", OFFICIALS))
    with pytest.raises(UnknownName, match="US-GA, US-OR"):
        show(db, "Peach State")
    with pytest.raises(UnknownName, match=r"near: russia.*`tracker claims`"):
        show(db, "rusia")


def test_a_statement_s_sheet_gives_each_value_its_reason_and_its_words_their_place(store: Fill) -> None:
    db = store(story("a", Said("An aide", "it rained", said="2022-03-01", claim="rain"), OFFICIALS))
    id_ = next(row.id for row in queries.claims(db, Filters()).rows if row.words == "it rained")
    sheet = show(db, "s" + id_[1:])
    fields = {field.name: (field.value, field.reason) for field in sheet.fields}
    assert fields["said"][0] == "2022-03-01"
    assert "“said”" in fields["said"][1]
    (passage,) = sheet.passages
    marked = {role: passage.words[start:end] for start, end, role in passage.marks}
    assert (marked["source"], marked["cue"], marked["content"]) == ("An aide", "said", "it rained")


def test_a_passage_of_a_long_paragraph_is_the_sentence_around_the_words(store: Fill) -> None:
    padding = [Said(f"Aide {i}", "nothing at all happened there on that day") for i in range(40)]
    db = store(story("a", *padding[:20], OFFICIALS, *padding[20:]))
    (claim,) = queries.claims(db, Filters()).rows
    (passage,) = show(db, claim.id).passages
    assert passage.words == f"US officials said {ASKED}."
    text = db.execute("select text from articles").fetchone()[0]
    assert text[slice(*passage.span)] == passage.words


# ------------------------------------------------------------------ misquotes


def test_every_span_quotes_its_article_until_one_is_changed(store: Fill) -> None:
    db = store(story("a", OFFICIALS, EMBASSY, Met(("A", "B"), "x")), story("b", OFFICIALS))
    path = Path(db.execute("pragma database_list").fetchone()[2])
    checked, wrong = queries.misquotes(db)
    assert (checked, wrong) == (db.execute("select count(*) from spans").fetchone()[0] + 4, [])
    writer = Store.open(path)
    writer.db.execute(
        "update spans set words = 'bored' where role = 'cue' and statement = (select min(id) from statements)"
    )
    writer.db.execute("update statements set end = end + 1000 where id = (select max(id) from statements)")
    writer.close()
    _, wrong = queries.misquotes(db)
    assert sorted(one.role for one in wrong) == ["cue", "hull"]
    assert wrong[0].stored != wrong[0].found


def test_words_after_a_nul_and_beyond_the_basic_plane_are_checked_like_others(store: Fill) -> None:
    db = store(story("a", Said("An \0 aide", "it rained \U0001f327 on", claim="rain"), OFFICIALS))
    assert queries.misquotes(db)[1] == []


# ------------------------------------------------------------------ always


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A store of some hundred statements, drawn once."""
    db = filled(tmp_path_factory.mktemp("crowd") / "tracker.db", *crowd_of_stories())
    yield db
    db.close()


def crowd_of_stories() -> list[Story]:
    draw = random.Random(7)
    stances = ["assert"] * 6 + [
        "confirm",
        "deny",
        "deny",
        "deny_knowledge",
        "no_comment",
        "question",
        "retract",
        "reject",
    ]
    forces = ["assertive"] * 5 + ["directive", "commissive", "expressive"]
    dates = [None, "2022", "2022-03", "2022-W10", *(f"2022-03-{day:02}" for day in range(1, 29))]
    keys = list(ACTORS)
    seen: set[str] = set()

    def said(i: int) -> Said:
        stance = draw.choice(stances)
        label = f"claim{draw.randrange(60)}"
        answers = draw.choice(sorted(seen)) if stance != "assert" and seen and draw.random() < 0.7 else None
        member = stance in ("assert", "confirm")
        if member:
            seen.add(label)
        return Said(
            draw.choice([None, "US officials", "Liu Pengyu", "An aide"]),
            f"thing {draw.randrange(9)} happened {i}", stance,
            force=draw.choice(forces) if stance == "assert" else "assertive", actor=draw.choice([None, *keys]),
            about=tuple(draw.sample(keys, draw.randrange(3))), said=draw.choice(dates), happened=draw.choice(dates),
            claim=label if member else None, answers=answers, own_voice=draw.random() < 0.1,
            state=draw.choice(["linked", "linked", "possible"]), score=draw.random(),
        )  # fmt: skip

    def met(i: int) -> Met:
        names = draw.sample(["Jake Sullivan", "Yang Jiechi", "Vladimir Putin", f"Guest {i}"], 2)
        return Met(tuple(names), f"meeting{draw.randrange(20)}", draw.choice(dates))

    return [
        story(
            f"story {i}", *(said(10 * i + j) for j in range(6)), met(i),
            published=draw.choice(dates), outlet=draw.choice([None, "The Times", "The Post"]),
        )
        for i in range(50)
    ]  # fmt: skip


LISTS: dict[str, Callable[..., Any]] = {
    "claims": queries.claims,
    "denials": queries.denials,
    "refusals": queries.refusals,
    "disputed": queries.disputed,
    "timeline": queries.timeline,
    "meetings": queries.meetings,
    "articles": queries.articles,
    "sources": queries.sources,
    "actors": queries.actors,
}
DATED = sorted(LISTS.keys() - {"actors"})
ordered = st.sampled_from(
    [(name, sort) for name in sorted(LISTS) for sort in getattr(queries, name.upper()).orders]
)  # each list in each of its orders
names = st.sampled_from(["Russia", "China", "USA", "Putin", "Yang", "Georgia"])
days = st.dates(dt.date(2022, 2, 20), dt.date(2022, 4, 5))
SYNTAX = '"*()^:-+ANDORNOTEAR thing{}%_\\\0\udc80'
often = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ids(found: Any) -> set[str]:
    return {row.id for row in found.rows}


def test_the_crowd_has_rows_of_every_list(crowd: sqlite3.Connection) -> None:
    assert all(len(ask(crowd, Filters(all=True)).rows) >= 9 for ask in LISTS.values())


@often
@given(name=st.sampled_from(sorted(LISTS.keys() - {"actors"})), one=names, other=names, all_=st.booleans())
def test_two_actors_find_what_each_finds(
    crowd: sqlite3.Connection, name: str, one: str, other: str, all_: bool
) -> None:
    ask = LISTS[name]
    both = ask(crowd, Filters(actors=(one, other), all=all_))
    of_each = [ids(ask(crowd, Filters(actors=(actor,), all=all_))) for actor in (one, other)]
    assert ids(both) == of_each[0] & of_each[1]


@often
@given(name=st.sampled_from(DATED), day=days, happened=st.booleans())
def test_before_and_since_a_day_are_all_dated_rows_and_those_in_both_overlap_the_border(
    crowd: sqlite3.Connection, name: str, day: dt.date, happened: bool
) -> None:
    def ask(filters: Filters) -> Any:
        return LISTS[name](crowd, filters, **({"happened": happened} if name == "timeline" else {}))

    before = ask(Filters(until=PartialDate.between(day, day)))
    since = ask(Filters(since=PartialDate.between(day + dt.timedelta(1), day + dt.timedelta(1))))
    whole = ask(Filters())
    assert before.undated == since.undated == len(whole.rows) - len(ids(before) | ids(since))
    if name == "timeline":
        for row in whole.rows:
            when = PartialDate.parse(row.date) if row.date else None
            assert (row.id in ids(before)) == (when is not None and when.first <= day)
            assert (row.id in ids(since)) == (when is not None and when.last > day)


@often
@given(asked=ordered, every=st.booleans(), limit=st.integers(1, 400))
def test_a_limit_cuts_the_end_and_counts_it(
    crowd: sqlite3.Connection, asked: tuple[str, str], every: bool, limit: int
) -> None:
    name, sort = asked
    whole = LISTS[name](crowd, Filters(all=every, sort=sort))
    cut = LISTS[name](crowd, Filters(all=every, sort=sort, limit=limit))
    assert cut.rows == whole.rows[:limit]
    assert cut.left_out == max(0, len(whole.rows) - limit)


@often
@given(
    name=st.sampled_from(sorted(LISTS)),
    typed=st.text() | st.text(SYNTAX, max_size=30),
)
def test_nothing_typed_in_a_search_is_syntax(crowd: sqlite3.Connection, name: str, typed: str) -> None:
    assert ids(LISTS[name](crowd, Filters(about=typed))) <= ids(LISTS[name](crowd, Filters()))


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_id_that_a_list_shows_can_be_shown(crowd: sqlite3.Connection, name: str) -> None:
    for row in LISTS[name](crowd, Filters(all=True)).rows:
        sheet = show(crowd, row.id)
        assert sheet.id == row.id
        for link in sheet.links:
            if re.fullmatch(r"[acmrsw][0-9a-z]{10}", link.value.split()[0]):
                assert show(crowd, link.value.split()[0]).id == link.value.split()[0]
        for passage in sheet.passages:
            assert all(0 <= start < end <= len(passage.words) for start, end, _ in passage.marks)


def test_all_shows_as_many_rows_as_the_claims_count_reports(crowd: sqlite3.Connection) -> None:
    claims = queries.timeline(crowd, Filters(kinds=("claim",))).rows
    every = queries.timeline(crowd, Filters(kinds=("claim",), all=True)).rows
    assert len(every) == sum(row.reports for row in claims) > len(claims)


def test_each_order_gives_the_same_rows(crowd: sqlite3.Connection) -> None:
    for listing, ask in (
        (queries.CLAIMS, queries.claims),
        (queries.DENIALS, queries.denials),
        (queries.DISPUTED, queries.disputed),
        (queries.TIMELINE, queries.timeline),
        (queries.MEETINGS, queries.meetings),
        (queries.ARTICLES, queries.articles),
        (queries.SOURCES, queries.sources),
        (queries.ACTORS, queries.actors),
    ):
        whole = ids(ask(crowd, Filters()))
        for sort in listing.orders:
            assert ids(ask(crowd, Filters(sort=sort))) == whole


def test_lists_are_the_same_whatever_the_order_of_ingest(crowd: sqlite3.Connection, tmp_path: Path) -> None:
    turned = filled(tmp_path / "turned.db", *crowd_of_stories()[::-1])
    for ask in (queries.sources, queries.actors):
        assert ask(turned, Filters()).rows == ask(crowd, Filters()).rows
    met = [{(row.participants, row.reports) for row in queries.meetings(db, Filters()).rows} for db in (turned, crowd)]
    assert met[0] == met[1]
    turned.close()


BIG = "statements|claims|spans|mentions|articles|answers|meeting_reports|meetings|sources"


@pytest.mark.parametrize("name", sorted(LISTS.keys() - {"actors"}))
@pytest.mark.parametrize(
    "filters",
    [Filters(actors=("Putin",)), Filters(article="story 3"), Filters(actors=("Putin", "Yang"), outlet="The Post")],
)
def test_a_filter_is_answered_from_indexes(crowd: sqlite3.Connection, name: str, filters: Filters) -> None:
    asked: list[str] = []
    crowd.set_trace_callback(asked.append)
    try:
        LISTS[name](crowd, filters)
    finally:
        crowd.set_trace_callback(None)
    for steps in plans(crowd, asked):
        scanned = [step for step in steps if re.fullmatch(rf"SCAN ({BIG})( USING .*)?", step)]
        for step in steps:  # what is picked from a table may bear its name, and is gone through once
            if step.startswith("CO-ROUTINE ") and (picked := step.replace("CO-ROUTINE", "SCAN")) in scanned:
                scanned.remove(picked)
        assert scanned == []


@pytest.mark.parametrize("name", sorted(LISTS))
@pytest.mark.parametrize(
    "filters", [Filters(), Filters(all=True, since=date("2022-03"), limit=9), Filters(about="thing")]
)
def test_no_list_reads_a_whole_table_again_and_again(crowd: sqlite3.Connection, name: str, filters: Filters) -> None:
    if name == "actors":
        filters = replace(filters, since=None)
    asked: list[str] = []
    crowd.set_trace_callback(asked.append)
    try:
        LISTS[name](crowd, filters)
    finally:
        crowd.set_trace_callback(None)
    for loops in plans(crowd, asked):
        inner = [step for step in loops if re.match("SCAN|SEARCH", step)][1:]
        assert [step for step in inner if re.fullmatch(rf"SCAN ({BIG})( USING .*)?", step)] == []


def plans(db: sqlite3.Connection, asked: list[str]) -> Iterator[list[str]]:
    """Yield the loops of each part of the statements' query plans, the outermost first."""
    for sql in asked:
        if "matching" in sql:
            parts: dict[int, list[str]] = defaultdict(list)
            for _, parent, _, step in db.execute("explain query plan " + sql):
                parts[parent].append(step)
            yield from parts.values()


def test_asking_needs_neither_the_parser_nor_the_writer_s_library_nor_what_is_read() -> None:
    code = "import json, sys, tracker.queries; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    needed = {name if name.startswith("tracker.") else name.split(".")[0] for name in json.loads(done.stdout)}
    assert not needed & {
        "spacy", "numpy", "sqlite_utils", "rich", "typer", "dateutil", "difflib", "lxml", "py3langid", "secrets",
        "tracker.records", "tracker.lexicon.actors",
    }  # fmt: skip
