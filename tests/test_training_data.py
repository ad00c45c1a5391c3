"""What the relation models are taught: invented stories and affairs, and how they become disputes and pairs."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

from tracker.models.relations import affairs, news, stories

CLAIM = "The port sold the cranes, a docker said."
REPLY = "“We sold nothing,” its director said. He told the council to wait."
OTHER = "The cranes went to a buyer in June, the ledger shows."
NEAR = "The cranes were painted in May, the director said."
STORY = {
    "story": "cranes",
    "claims": {"a": "The port sold its cranes."},
    "articles": [
        {"outlet": "Quay", "date": "2020-01-02", "title": "Cranes", "lines": [[CLAIM, "+a"], [REPLY, "-a"]]},
        {"outlet": "Gull", "date": "2020-01-03", "title": "Ledger", "lines": [[OTHER, "+a"], [NEAR, ""]]},
    ],
}


def told(tmp_path: Path) -> Path:
    path = tmp_path / "stories.jsonl"
    path.write_text(json.dumps(STORY) + "\n", encoding="utf-8")
    return path


def statement(text: str, words: str) -> dict[str, list[list[int]]]:
    start = text.index(words)
    return {"source": [], "cue": [], "content": [[start, start + len(words)]]}


def test_every_mark_names_a_claim_of_its_story() -> None:
    for row in stories.FILE.read_text(encoding="utf-8").splitlines():
        story = json.loads(row)
        for article in story["articles"]:
            for words, marks in article["lines"]:
                assert words.strip()
                for mark in marks.split():
                    assert mark[0] in "+-~?"
                    assert mark[1:] in story["claims"]


def test_a_line_that_contests_a_claim_is_held_against_every_line_that_asserts_it(tmp_path: Path) -> None:
    path = told(tmp_path)
    first, second = stories.articles(path)
    long, short = "“We sold nothing,” its director said", "He told the council"
    statements = {
        first["id"]: [statement(first["text"], words) for words in (CLAIM, short, long)],
        second["id"]: [],
    }
    (story,) = stories.marked(statements, path)
    (dispute,) = story.articles[0]["disputes"]
    start, end = dispute["denial"]
    assert first["text"][start:end] == long, "of two statements in a line the longer bears its marks"
    texts = {article["id"]: article["text"] for article in (first, second)}
    assert [texts[article][a:b] for article, a, b in dispute["asserted"]] == [CLAIM, OTHER]
    ((a, b),) = story.articles[0]["around"]
    assert first["text"][a:b] == REPLY, "the rest of the line is neither a dispute nor none"


def test_what_one_reader_of_two_took_for_contesting_is_learnt_as_something_between() -> None:
    said = [news.passage("He denied it. It was cold. He shrugged.", place) for place in ((0, 13), (14, 26), (27, 39))]
    told = news.News(contesting=said[:1], quiet=said[1:2], unsure=said[2:])
    likely = {words: share for (_, words), share in news.singles(told, random.Random(1))}
    assert likely["It was cold."] < likely["He shrugged."] < likely["He denied it."]


def test_what_a_further_reader_says_of_a_mark_counts() -> None:
    words = ("He denied it.", "It was cold.", "He shrugged.")
    said = [news.passage("He denied it. It was cold. He shrugged.", place) for place in ((0, 13), (14, 26), (27, 39))]
    learnt = {}
    for verdict in ("yes", "arguably", "no"):
        read = dict.fromkeys(said, verdict)
        told = news.News(contesting=said[:1], quiet=said[1:2], unsure=said[2:], read=read)
        likely = {words: share for (_, words), share in news.singles(told, random.Random(1))}
        learnt[verdict] = [likely[one] for one in words]
    for yes, arguably, no in zip(*learnt.values(), strict=True):
        assert yes > arguably > no


def test_what_a_further_reader_looked_at_is_always_learnt_from() -> None:
    text = "It was cold. " * 50
    said = [news.passage(text, (13 * n, 13 * n + 12)) for n in range(50)]
    told = news.News(contesting=said[:1], quiet=said[1:], read=dict.fromkeys(said[40:], "no"))
    assert len(news.singles(told, random.Random(1))) == 1 + 2 + 10


SENTENCES = ["He did not sell the crane.", *(f"It rained on day {n}." for n in range(10, 50))]
TEXT = " ".join(SENTENCES)
DENIAL, *RAIN = (news.passage(TEXT, (TEXT.index(one), TEXT.index(one) + len(one))) for one in SENTENCES)


def test_of_what_stands_beside_a_contested_claim_three_of_the_likest_are_to_be_told_apart() -> None:
    terms = frozenset({"sell", "crane"})
    likest = [replace(one, terms=terms) for one in RAIN[20:28]]
    beside = (*RAIN[1:20], *likest, *RAIN[28:])
    answer = news.Answer(replace(DENIAL, terms=terms), (RAIN[0],), beside)
    for seed in range(20):
        asked, some = news.choice_of_answer(answer, random.Random(seed))
        assert asked == "denies"
        assert {reply for _, reply, _ in some} == {DENIAL.told}
        assert [claim for claim, _, right in some if right] == [RAIN[0].claimed]
        assert len([claim for claim, _, right in some if not right]) == 5
        assert len({claim for claim, _, _ in some} & {one.claimed for one in likest}) >= 3


def test_of_claims_that_are_as_like_the_nearest_are_to_be_told_apart() -> None:
    far = [replace(one, place=(90000, 90010)) for one in RAIN[8:]]
    nearest = {one.claimed for one in RAIN[:8]}
    for seed in range(20):
        _, some = news.choice_of_answer(news.Answer(DENIAL, (), (*far, *RAIN[:8])), random.Random(seed))
        assert {claim for claim, _, _ in some} <= nearest


def test_what_nobody_asserts_is_learnt_as_apart_from_three_of_what_stands_beside_it() -> None:
    made = news.lessons(news.News(answers=[news.Answer(DENIAL, (), tuple(RAIN))]), random.Random(1))
    assert not made.choices
    assert [relation for *_, relation in made.pairs] == [affairs.APART] * 3


def test_what_was_written_for_an_article_contests_what_it_was_written_against_and_nothing_that_is_near_that() -> None:
    text = "The port sold the cranes. The ferry sank. It sold a crane. The mayor left."
    places = ((0, 25), (26, 41), (42, 58), (59, 74))
    said = [news.passage(text, place) for place in places]
    lie = {"words": "“A lie,” he said.", "how": "poi", "after": 25, "contests": [places[0]], "loosely": [places[2]]}
    idle = {"words": "It rained.", "how": "non", "after": 25, "contests": [], "loosely": []}
    first, second = news.replies_to(text, said, [lie, idle])
    assert first.denial.told == ("The port sold the cranes.", "“A lie,” he said.")
    assert (first.asserted, first.beside) == ((said[0],), (said[1], said[3]))
    assert (second.asserted, second.beside) == ((), tuple(said))
    (unread,) = news.replies_to(text, said[1:], [lie])
    assert unread.asserted == (said[0],), "what contests something does so where no statement was read too"


def test_as_much_that_was_written_contests_something_as_does_not() -> None:
    said = [news.passage("He denied it. It was cold. He shrugged.", place) for place in ((0, 13), (14, 26), (27, 39))]
    replies = [news.Answer(one, (said[0],), ()) for one in said[:2]] + [news.Answer(said[2], (), (said[0],))]
    (_, first), (quiet, second) = news.singles(news.News(replies=replies), random.Random(1))
    assert (first > 0.9, quiet[1], second < 0.1) == (True, "He shrugged.", True)


def test_every_reply_says_what_it_contests_unless_it_contests_nothing() -> None:
    for line in news.REPLIES.read_text(encoding="utf-8").splitlines():
        for reply in json.loads(line)["replies"]:
            assert reply["words"].strip() == reply["words"] != ""
            assert reply["how"] in {"out", "acc", "obl", "poi", "non"}
            assert bool(reply["contests"]) == (reply["how"] != "non")
            assert all(start < end for start, end in (*reply["contests"], *reply["loosely"]))


def test_lines_that_assert_one_claim_are_learnt_as_the_same(tmp_path: Path) -> None:
    path = told(tmp_path)
    (story,) = stories.marked({article["id"]: [] for article in stories.articles(path)}, path)
    assert [pair["relation"] for pair in story.judged] == ["same", "other", "other"]
    texts = {article["id"]: article["text"] for article in stories.articles(path)}
    said = [tuple(texts[a][b:c] for a, b, c in (pair["one"], pair["other"])) for pair in story.judged]
    assert said == [(CLAIM, OTHER), (CLAIM, NEAR), (OTHER, NEAR)]


def test_each_claim_of_neighbours_has_wordings_denials_and_passages_that_do_neither() -> None:
    for affair in affairs.read_neighbours():
        numbers = {(len(told.claim), len(told.deny), len(told.other), len(told.agree)) for told in affair}
        assert numbers in ({(4, 4, 2, 0)}, {(5, 4, 3, 2)})
        assert len(affair) == 4


AFFAIR = [
    affairs.Affair(
        claim=tuple(f"claim {n} {k}" for k in range(5)),
        deny=(f"denial {n}",) * 4,
        other=(f"other {n}",) * 3,
        agree=(f"agreement {n}",) * 2,
    )
    for n in range(4)
]
MANY = [affairs.lessons_of_neighbours([AFFAIR], random.Random(seed)) for seed in range(60)]


def test_a_denial_of_one_neighbour_is_taught_as_none_of_another() -> None:
    relations = {
        ("claim", "claim"): "same",
        ("claim", "denial"): "denies",
        ("denial", "denial"): "agrees",
        ("agreement", "denial"): "agrees",
        ("claim", "agreement"): affairs.APART,
    }
    pairs = [pair for lessons in MANY for pair in lessons.pairs]
    for (_, one), (_, other), relation in pairs:
        (kind, of_one), (other_kind, of_other) = one.split()[:2], other.split()[:2]
        expected = relations.get((kind, other_kind), "other") if of_one == of_other else "other"
        assert relation == expected, (one, other)
    assert Counter(relation for *_, relation in pairs).keys() == {"same", "denies", "agrees", "other", affairs.APART}


def test_of_neighbours_only_the_claim_that_is_denied_or_told_again_is_to_be_chosen() -> None:
    choices = [choice for lessons in MANY for choice in lessons.choices]
    for asked, some in choices:
        for (_, claim), (_, reply), right in some:
            (kind, of), (other_kind, of_other) = claim.split()[:2], reply.split()[:2]
            assert other_kind == {"denies": "denial", "same": "claim"}[asked]
            assert right == (kind == "claim" and of == of_other and claim != reply), (claim, reply)
        assert sum(right for *_, right in some) == 1
    assert {asked for asked, _ in choices} == {"denies", "same"}


def test_of_a_story_the_lines_of_each_article_that_assert_what_a_line_denies_are_to_be_chosen(tmp_path: Path) -> None:
    path = told(tmp_path)
    (story,) = stories.marked({article["id"]: [] for article in stories.articles(path)}, path)
    texts = {article["id"]: article["text"] for article in stories.articles(path)}
    said = [(line, news.passage(texts[line.article], line.whole)) for line in story.lines]
    chosen = [choice for seed in range(30) for choice in news.choices_of_story(said, random.Random(seed))]
    right = {(asked, reply[1], claim[1]) for asked, some in chosen for claim, reply, is_right in some if is_right}
    assert right == {("denies", REPLY, OTHER), ("same", CLAIM, OTHER)}, "of what else an article has there is no choice"
    wrong = {(asked, reply[1], claim[1]) for asked, some in chosen for claim, reply, is_right in some if not is_right}
    assert wrong == {("denies", REPLY, NEAR), ("same", CLAIM, NEAR)}
