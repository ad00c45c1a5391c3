"""How pairs of statements are chosen and weighed: by the two and their articles alone, whichever comes first."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.link.answers import candidates_across, candidates_within
from tracker.link.claims import near_pairs
from tracker.link.pairs import answers, are_distant_in_time, happen_on_other_days, incompatible_figures, same
from tracker.link.stored import StoredStatement, cosines
from tracker.models.limits import limits
from tracker.records import Quantity


def vector(seed: int, of: int = 0) -> np.ndarray:
    """A vector of length 127 in whole numbers, that of another seed far from it."""
    numbers = np.random.default_rng((seed, of)).normal(size=128)
    return np.rint(127 * numbers / np.linalg.norm(numbers)).astype(np.float32)


def a_statement(number: int, article: str = "a1", about: int = 0, **more: object) -> StoredStatement:
    words = f"Russia asked China for {about} kinds of arms"
    statement = StoredStatement(
        statement=f"s{number}", article=article, source=f"source {number}", stance="assert",
        words=words, whole=f"Officials said {words}", terms=frozenset(("RUS", "CHN", "ask", str(about))), core=None,
        negated=False, spelled_out=True, quantities=(), text="",
        start=100 * number, end=100 * number + 60, claim_start=100 * number, first=None, last=None,
        said="2022-03-14", said_until="2022-03-14",
        side="USA", tells=vector(about), denies=vector(about, 1), probability=0.9, narrated=False,
    )  # fmt: skip
    return replace(statement, **more)  # type: ignore[arg-type]


def test_whether_two_say_the_same_does_not_depend_on_which_comes_first() -> None:
    one, other = a_statement(1), a_statement(2, "a2", about=3)
    forward, back = same(one, other), same(other, one)
    assert (forward.at_sight, forward.read()) == (back.at_sight, back.read())


def test_every_fact_that_is_known_of_a_pair_counts_for_something() -> None:
    denial = a_statement(2, stance="deny", denies=vector(0))
    elsewhere = replace(denial, article="a2")
    pairs = (
        same(a_statement(1), elsewhere),
        answers(denial, a_statement(1), 0.5),
        answers(elsewhere, a_statement(1)),
        answers(replace(denial, spelled_out=False), a_statement(1), 0.5),
        answers(replace(elsewhere, spelled_out=False), a_statement(1)),
        answers(replace(denial, stance="no_comment"), a_statement(1), 0.5),
        answers(replace(elsewhere, stance="no_comment"), a_statement(1)),
    )
    assert [pair.kind for pair in pairs] == list(limits().pairs)
    for pair in pairs:
        fitted = limits().pairs[pair.kind]
        assert pair.at_sight.keys() | {"bias"} == fitted.at_sight.keys()
        assert pair.at_sight.keys() | pair.read().keys() | {"bias"} == fitted.weights.keys()


def test_what_hardly_belongs_together_at_sight_is_not_read() -> None:
    asked, snow = a_statement(1, narrated=True), a_statement(2, "a2", about=3, terms=frozenset(("FRA", "snow", "hill")))
    pair = same(asked, replace(snow, negated=True, said="2023-03-14", said_until="2023-03-14"))
    assert replace(pair, read=lambda: pytest.fail("was read")).probability() is None


def test_what_the_reader_takes_for_the_answered_claim_is_likelier_linked_with_it() -> None:
    denial, claim = a_statement(2, stance="deny", denies=vector(0)), a_statement(1)
    seldom, often = (answers(denial, claim, likely).probability() or 0.0 for likely in (0.02, 0.95))
    assert seldom < often


def test_two_that_differ_in_a_figure_are_read_without_it() -> None:
    one, other = (
        a_statement(n, words=f"the blast killed {n} people", quantities=(Quantity(n, n, "people"),)) for n in (12, 30)
    )
    assert incompatible_figures(one, other)
    assert same(one, other).read()["same"] > 2


@given(st.integers(0, 2**16))
@settings(max_examples=30)
def test_pairs_of_two_articles_are_the_same_whichever_comes_first(seed: int) -> None:
    rng = random.Random(seed)
    articles = [
        [
            a_statement(n, article, about=rng.randrange(6), narrated=rng.random() < 0.3)
            for n in rng.sample(range(50), rng.randrange(1, 6))
        ]
        for article in ("a1", "a2")
    ]
    one, other = articles[0], [replace(statement, statement=statement.statement + "b") for statement in articles[1]]

    def pairs(mine: list[StoredStatement], others: list[StoredStatement]) -> set[frozenset[str]]:
        found = near_pairs(mine, others)
        return {frozenset((a.statement, b.statement)) for a, b in found if a.article != b.article}

    assert pairs(one, other) == pairs(other, one)


def test_what_outlets_only_tell_keeps_no_claim_of_somebody_from_its_nearest() -> None:
    claim, again = a_statement(1, "a1"), a_statement(2, "a2")
    aside = a_statement(3, "a2", tells=vector(0), narrated=True, start=0, end=50)
    pairs = {(one.statement, other.statement) for one, other in near_pairs([claim], [aside, again])}
    assert ("s1", "s2") in pairs


def test_a_denial_is_held_against_the_nearest_claims_of_each_other_article() -> None:
    denial = a_statement(1, stance="deny", denies=vector(4))
    claims = [a_statement(n, f"a{2 + n % 2}", about=n) for n in range(2, 8)]
    found = [(claim.article, claim.statement) for _, claim, _ in candidates_across([denial], claims)]
    assert ("a2", "s4") in found
    assert max(sum(article == where for article, _ in found) for where in ("a2", "a3")) <= 3
    assert not list(candidates_across([replace(denial, stance="assert")], claims))


def test_a_confirmation_is_held_against_what_the_reader_takes_it_to_answer_alone() -> None:
    confirmation = a_statement(5, stance="confirm")
    claims = [a_statement(n, about=n) for n in range(3)]
    found = candidates_within([confirmation], claims, {("s5", "s1"): 0.4})
    assert [claim.statement for _, claim, _ in found] == ["s1"]
    assert not list(candidates_across([confirmation], [replace(claim, article="a2") for claim in claims]))


def test_a_refusal_that_only_points_reaches_no_further_than_its_own_article() -> None:
    refusal, claim = a_statement(5, stance="no_comment"), a_statement(1, "a2")
    assert list(candidates_across([refusal], [claim]))
    assert not list(candidates_across([replace(refusal, spelled_out=False)], [claim]))


def test_nobody_answers_words_in_which_the_answer_itself_stands() -> None:
    denial = a_statement(1, stance="deny", denies=vector(0))
    around = a_statement(2, start=denial.start - 20, end=denial.end + 20)
    assert not list(candidates_within([denial], [around], {("s1", "s2"): 0.9}))


@pytest.mark.parametrize(
    ("one", "other", "incompatible"),
    [((20, 20), (30, 30), True), ((20, 30), (25, 40), False), ((20, 20), (20, 20), False)],
)
def test_figures_are_incompatible_where_none_of_one_can_hold_beside_the_other(
    one: tuple[int, int], other: tuple[int, int], incompatible: bool
) -> None:
    def statement(figures: tuple[int, int]) -> StoredStatement:
        return a_statement(1, quantities=(Quantity(float(figures[0]), float(figures[1]), "dead"),))

    assert (incompatible_figures(statement(one), statement(other)) is not None) is incompatible


def test_days_are_other_days_only_where_both_tell_them() -> None:
    march, april = (a_statement(1, first=f"2022-0{m}-01", last=f"2022-0{m}-28") for m in (3, 4))
    assert happen_on_other_days(march, april)
    assert not happen_on_other_days(march, a_statement(2))
    later = a_statement(2, "a2", said="2022-07-01", said_until="2022-07-01")
    assert not are_distant_in_time(later, a_statement(3, said="2022-01-01", said_until="2022-12-31"))
    assert are_distant_in_time(march, later)
    assert not are_distant_in_time(march, replace(later, article="a1"))


def test_cosines_of_nothing_are_none() -> None:
    assert cosines([], [vector(1)]).shape == (0, 1)
    assert cosines([vector(1)], [vector(1)])[0, 0] == pytest.approx(1, abs=0.02)
