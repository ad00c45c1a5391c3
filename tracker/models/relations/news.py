"""Disputes that are marked in the articles of corpora, and the lessons made of them.

`disputes.jsonl` holds no words of the articles, only places in code points, so it is of use to whoever has the corpora:
PolNeAR (Newell et al., An Attribution Relations Corpus for Political News, LREC 2018) and the wire stories of
Reuters-21578 (Lewis, 1997). A line for each article that was read whole: {"article", "disputes": [{"denial":
[start, end], "asserted": [[article, start, end]], "explicit"}], "unsure": [[start, end]]}. A denial contests, outright
or by another account, what is asserted where it says.

`judged.jsonl` holds pairs of statements that an earlier model took for likely, or that stand in related articles which
were read whole, with what a reader said of them:
{"one": [article, start, end], "other": [article, start, end], "asked": "same" or (of one by the other) "denies",
"relation": "same", "denies" or "other"}. So the model learns from its mistakes, and from what it would not find.

`contesting.jsonl` holds what a further reader said of what one or both had marked, and of what an earlier model took
for contesting: {"article", "read": [[start, end, "yes", "arguably" or "no"]]}.

`answers.jsonl` holds what contests something, or what the extractor took for a denial: {"article", "denial": [start,
end], "contests": whether it contests anything, "asserted": [[start, end]], which statements of its article assert just
that, "beside": [[start, end]], which do not}; what asserts it loosely is in neither. Those of articles that are in none
of the corpora are kept for `link/meant.py`.

`replies.jsonl` holds sentences that were written for this project, to stand in articles of the corpora and contest one
of their claims, or none: {"article", "replies": [{"words", "how": "out", "acc", "obl", "poi" or "non", "after": the
place right after which it stands, "contests": [[start, end]], the statements that claim what it contests, "loosely":
[[start, end]], those that claim it in part}]}.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.models.relations import stories
from tracker.models.relations.affairs import APART, Choice, Lessons, Pair
from tracker.models.relations.encoding import Text, before, plain, whole
from tracker.models.relations.stories import Line

FILE, JUDGED, ANSWERS, CONTESTING, REPLIES = (
    Path(__file__).parent / f"{name}.jsonl" for name in ("disputes", "judged", "answers", "contesting", "replies")
)
_LONGEST = 1000  # code points of a statement that is learnt from
_HARD = 3  # statements beside each denial that it does not deny
_BESIDE_ANSWER = 5  # statements beside what was taken for a denial, which it does not deny
_LIKEST_BESIDE = 8  # the likest of those, of which three are taken; where nothing asserts what it denies, no others
_A_TERM = 3000  # code points that lying nearer to it counts for as much as a term in common
_BESIDE = 10  # of those likest to it
_RIGHT, _OF_CHOICE = 2, 6  # claims that it denies, at most, and claims in all between which to choose
_LIKEST = 2  # lines of a choice that have most words in common with what is asked of, but are not it
_NONE = 0.3  # how often it is learnt that an article of a story has nothing of a claim
_OF_STORY = 8  # choices of each story in an epoch
_QUIET = 2  # statements that contest nothing, for each that does
_LIKELY = {  # that a statement contests something: as two readers marked it, and what a further one said of it
    "both": {None: 0.975, "yes": 0.975, "arguably": 0.8, "no": 0.4},
    "one": {None: 0.4, "yes": 0.8, "arguably": 0.4, "no": 0.1},
    "none": {None: 0.025, "yes": 0.6, "arguably": 0.3, "no": 0.025},
}
_ALONE = 0.3  # how often a text of a pair is read without what stands before it
_OFTEN = 3  # times in an epoch that a pair judged to be a denial is learnt from, since most are none

_NEGATION = re.compile(r"\b(?:not|no|never|nothing|nobody|none)\b|n['’]t\b", re.IGNORECASE)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, or another passage of an article: its place, what it claims, its words, what stands before them."""

    place: Place
    claim: str
    words: str
    before: str
    terms: frozenset[str] = frozenset()
    denies: bool = False  # by its stance, or with a "not" in it

    @property
    def told(self) -> Text:
        """The words with what stands before them."""
        return self.before, self.words

    @property
    def claimed(self) -> Text:
        """What it claims, with what stands before the statement."""
        return self.before, self.claim


@dataclass(frozen=True, slots=True)
class Dispute:
    """The statements that deny, those that assert what is denied (some for each passage), others by likeness.

    `here` are those of the former that stand in the article of the denial.
    """

    denial: tuple[Said, ...]
    asserted: tuple[tuple[Said, ...], ...]
    here: tuple[Said, ...]
    beside: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was taken for a denial, the statements of its article that assert what it denies, and all others."""

    denial: Said
    asserted: tuple[Said, ...]
    beside: tuple[Said, ...]


@dataclass(slots=True)
class News:
    """All that is learnt from articles of news, or from invented ones."""

    disputes: list[Dispute] = field(default_factory=list)
    contesting: list[Said] = field(default_factory=list)
    unsure: list[Said] = field(default_factory=list)  # what one reader of two took for contesting
    quiet: list[Said] = field(default_factory=list)
    read: dict[Said, str] = field(default_factory=dict)  # what a further reader said of some of these
    articles: list[list[Said]] = field(default_factory=list)  # what each asserts
    judged: list[Pair] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    replies: list[Answer] = field(default_factory=list)  # what was written to contest a claim of an article, or none
    stories: list[list[tuple[Line, Said]]] = field(default_factory=list)


def read_news(corpora: Iterable[Path], extracted: Path, *, held_back: bool) -> News:
    """Return what marked articles of the corpora teach: every tenth where they are `held_back`, else the others.

    Of judged pairs those of every fourth article are. `extracted` is what `tracker extract` printed of the corpora.
    """
    texts = {row["id"]: row["text"] for path in corpora for row in _rows(path)}
    statements = _statements(extracted, texts)
    marked = [row for n, row in enumerate(_rows(FILE)) if (n % 10 == 0) == held_back and row["article"] in statements]
    judged = [row for row in _rows(JUDGED) if (zlib.crc32(row["other"][0].encode()) % 4 == 0) == held_back]
    news = _taught(marked, judged, texts, statements, {row["article"]: row["read"] for row in _rows(CONTESTING)})
    if not held_back:
        learnt = {row["article"] for row in marked}
        news.answers.extend(_answer(row, texts, statements) for row in _rows(ANSWERS) if row["article"] in learnt)
        for row in _rows(REPLIES):
            if row["article"] in learnt:
                text, said = texts[row["article"]], list(_said(texts[row["article"]], statements[row["article"]]))
                news.replies.extend(replies_to(text, said, row["replies"]))
    return news


def read_stories(extracted: Path, *, held_back: bool) -> News:
    """Return what invented stories teach: every tenth where they are `held_back`, else the others.

    `extracted` is what `tracker extract` printed of them.
    """
    texts = {row["id"]: row["text"] for row in stories.articles()}
    statements = _statements(extracted, texts)
    every = [story for story in stories.marked(statements) if (story.number % 10 == 0) == held_back]
    marked = [row for story in every for row in story.articles]
    news = _taught(marked, [row for story in every for row in story.judged], texts, statements, {})
    for story in every:
        news.stories.append([(line, _at(texts, statements, line.article, *line.place)) for line in story.lines])
    return news


def _statements(extracted: Path, texts: Mapping[str, str]) -> dict[str, Any]:
    return {row["id"]: row["statements"] for row in _rows(extracted) if row["id"] in texts}


def _taught(
    marked: Iterable[Mapping[str, Any]],
    judged: Iterable[Mapping[str, Any]],
    texts: Mapping[str, str],
    statements: Mapping[str, Any],
    read: Mapping[str, Any],
) -> News:
    news = News()
    said = {id_: list(_said(texts[id_], statements[id_])) for id_ in statements}
    for row in marked:
        _add(news, row, texts, said)
        places = {(start, end): verdict for start, end, verdict in read.get(row["article"], ())}
        news.read.update((one, places[one.place]) for one in said[row["article"]] if one.place in places)
    for row in judged:
        if {row["one"][0], row["other"][0]} <= texts.keys():
            one, other = (_at(texts, statements, *row[which]) for which in ("one", "other"))
            denies = row["asked"] == "denies"
            relation = APART if denies and row["relation"] == "other" else row["relation"]
            news.judged.append((one.claimed, other.told if denies else other.claimed, relation))
    return news


def _answer(row: Mapping[str, Any], texts: Mapping[str, str], statements: Mapping[str, Any]) -> Answer:
    def told(places: Iterable[Sequence[int]]) -> tuple[Said, ...]:
        return tuple(_at(texts, statements, row["article"], start, end) for start, end in places)

    (denial,) = told([row["denial"]])
    return Answer(denial, told(row["asserted"]), told(row["beside"]))


def replies_to(text: str, said: Sequence[Said], replies: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
    """Yield what was written to stand in an article, with those of its statements that it contests, and the others."""
    for reply in replies:
        after, words = reply["after"], reply["words"]
        here = Said((after, after), words, words, before(text, after), _terms(words))
        contested = tuple(
            next((one for one in said if _is_of(one, at)), passage(text, (at[0], at[1]))) for at in reply["contests"]
        )
        claiming_it = (*reply["contests"], *reply["loosely"])
        beside = (one for one in said if not one.denies and not any(_is_of(one, at) for at in claiming_it))
        yield Answer(here, contested, tuple(beside))


def lessons(news: News, rng: random.Random) -> Lessons:
    """Return the lessons of one epoch of two texts: of what was written no more than of what was said."""
    made = Lessons()
    for dispute in news.disputes:
        replies = dispute.denial
        made.pairs.extend((rng.choice(told).claimed, rng.choice(replies).told, "denies") for told in dispute.asserted)
        beside = rng.sample(dispute.beside[:_BESIDE], min(_HARD, len(dispute.beside)))
        made.pairs.extend((one.claimed, rng.choice(replies).told, APART) for one in beside)
        if len(dispute.asserted) > 1:
            for _ in range(2):
                one, other = (rng.choice(told) for told in rng.sample(dispute.asserted, 2))
                made.pairs.append((one.claimed, other.claimed, "same"))
        if dispute.here and len(dispute.beside) >= _HARD:
            made.choices.append(_choice(dispute, rng))
    made.pairs.extend(_both_deny(news.disputes, rng))
    for answer in (*news.answers, *rng.sample(news.replies, min(len(news.replies), len(news.answers)))):
        asked, choice = choice_of_answer(answer, rng)
        if answer.asserted:
            made.choices.append((asked, choice))
        else:
            made.pairs.extend((claim, reply, APART) for claim, reply, _ in choice)
    for story in news.stories:
        every = list(choices_of_story(story, rng))
        made.choices.extend(rng.sample(every, min(_OF_STORY, len(every))))
    for pair in news.judged:
        made.pairs.extend([pair] * (_OFTEN if pair[-1] == "denies" else 1))
    for article in news.articles:
        if len(article) > 1:
            one, other = rng.sample(article, 2)
            made.pairs.append((one.claimed, other.claimed, "other"))
    made.pairs[:] = [(_alone(one, rng), _alone(other, rng), relation) for one, other, relation in made.pairs]
    return made


def singles(news: News, rng: random.Random) -> list[tuple[Text, float]]:
    """Return the texts of one epoch, each with how likely it contests something: of what nobody looked at, some.

    Of what was written for articles as much contests as does not.
    """
    looked_at, others = (
        [one for one in news.quiet if (one.denies or one in news.read) == is_it] for is_it in (True, False)
    )
    quiet = [*looked_at, *rng.sample(others, min(len(others), round(_QUIET * len(news.contesting))))]
    told = (("both", news.contesting), ("one", news.unsure), ("none", quiet))
    of_news = [(one.told, _LIKELY[marked][news.read.get(one)]) for marked, some in told for one in some]
    contesting, idle = ([one for one in news.replies if bool(one.asserted) == is_it] for is_it in (True, False))
    written = (("both", rng.sample(contesting, min(len(contesting), len(idle)))), ("none", idle))
    return [*of_news, *((one.denial.told, _LIKELY[marked][None]) for marked, some in written for one in some)]


def choice_of_answer(answer: Answer, rng: random.Random) -> Choice:
    """Return what asserts what an answer contests, at most two, and five others: three of the likest to it, two of any.

    Where nothing asserts it the three are all. The likest have most terms in common with both and lie near, by chance
    now this one and now that.
    """
    right = rng.sample(answer.asserted, min(_RIGHT, len(answer.asserted)))
    terms = answer.denial.terms.union(*(one.terms for one in answer.asserted))

    def unlike(one: Said) -> float:
        apart = abs(one.place[0] - answer.denial.place[0]) / _A_TERM
        return apart - len(one.terms & terms) + rng.random()

    beside = sorted(answer.beside, key=unlike)
    wrong = rng.sample(beside[:_LIKEST_BESIDE], min(_HARD, len(beside)))
    if right:
        rest = [one for one in beside if one not in wrong]
        wrong += rng.sample(rest, min(len(rest), _BESIDE_ANSWER - len(wrong)))
    return _between(answer.denial.told, right, wrong)


def choices_of_story(told: Sequence[tuple[Line, Said]], rng: random.Random) -> Iterator[Choice]:
    """Yield what each line denies of the lines of each article of its story, and what says the same in another.

    Now and then that in an article which has nothing of it none of the lines is it.
    """
    by_article: defaultdict[str, list[tuple[Line, Said]]] = defaultdict(list)
    for line, said in told:
        by_article[line.article].append((line, said))
    for line, said in told:
        asked, about = ("denies", line.contests) if line.contests else ("same", line.asserts)
        for article, lines in by_article.items() if about else ():
            near = [(other, there) for other, there in lines if other is not line and not other.contests & about]
            near.sort(key=lambda one: -len(one[0].words & line.words))
            right, wrong = (
                [there for other, there in near if bool(other.asserts & about) == is_it] for is_it in (True, False)
            )
            elsewhere = asked == "denies" or article != line.article
            if elsewhere and wrong and (right or rng.random() < _NONE):
                some = rng.sample(right, min(_RIGHT, len(right)))
                rest = rng.sample(wrong[_LIKEST:], max(0, min(len(wrong) - _LIKEST, _OF_CHOICE - _LIKEST - len(some))))
                reply = said.told if asked == "denies" else said.claimed
                yield _between(reply, some, (*wrong[:_LIKEST], *rest), asked)


def _both_deny(disputes: Iterable[Dispute], rng: random.Random) -> Iterator[Pair]:
    """Two that deny one passage agree; one pair for each passage."""
    denied: defaultdict[Said, list[Dispute]] = defaultdict(list)
    for dispute in disputes:
        for told in dispute.asserted:
            denied[told[0]].append(dispute)
    for some in denied.values():
        if len(some) > 1:
            one, other = (dispute.denial[0] for dispute in rng.sample(some, 2))
            if one != other:
                yield one.claimed, other.told, "agrees"


def _alone(text: Text, rng: random.Random) -> Text:
    """A text, now and then without what stands before it, so that its own words are read too."""
    return ("" if rng.random() < _ALONE else text[0]), text[1]


def _choice(dispute: Dispute, rng: random.Random) -> Choice:
    """One or two claims of the article that are denied, and others of it, some of them the likest."""
    reply = rng.choice(dispute.denial).told
    right = rng.sample(dispute.here, min(_RIGHT, len(dispute.here)))
    wrong = rng.sample(dispute.beside[:_BESIDE], _HARD)
    rest = [one for one in dispute.beside if one not in wrong]
    wrong += rng.sample(rest, min(len(rest), _OF_CHOICE - len(right) - len(wrong)))
    return _between(reply, right, wrong)


def _between(reply: Text, right: Iterable[Said], wrong: Iterable[Said], asked: str = "denies") -> Choice:
    some = (*((one, True) for one in right), *((one, False) for one in wrong))
    return asked, tuple((one.claimed, reply, is_right) for one, is_right in some)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return (json.loads(line) for line in text.split("\n") if line.strip())


def _said(text: str, statements: Iterable[Mapping[str, Any]]) -> Iterator[Said]:
    """The statements of an article, as `tracker extract` gives them."""
    for statement in statements:
        places = [place for part in ("source", "cue", "content") for place in statement[part]]
        start, end = min(place[0] for place in places), max(place[1] for place in places)
        if statement["content"] and end - start <= _LONGEST:
            claim = " … ".join(plain(text[slice(*place)]) for place in statement["content"])
            words = _terms(claim)
            denies = statement["stance"] in ("deny", "deny_knowledge") or bool(_NEGATION.search(claim))
            yield Said((start, end), claim, whole(text[start:end], claim), before(text, start), words, denies)


def _terms(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{4,}", words.lower()))


def _add(news: News, row: Mapping[str, Any], texts: Mapping[str, str], said: Mapping[str, list[Said]]) -> None:
    here, text = said[row["article"]], texts[row["article"]]
    denials = [tuple(dispute["denial"]) for dispute in row["disputes"]]
    open_ = [*denials, *map(tuple, row["unsure"]), *row.get("around", ())]
    for one in here:
        if any(_is_of(one, place) for place in denials):
            news.contesting.append(one)
        elif any(_is_of(one, tuple(place)) for place in row["unsure"]):
            news.unsure.append(one)
        elif not any(_overlap(one.place, place) for place in open_):
            news.quiet.append(one)
    news.articles.append([one for one in here if not one.denies])
    for dispute in row["disputes"]:
        place = tuple(dispute["denial"])
        denial = tuple(one for one in here if _is_of(one, place)) or (passage(text, place),)
        asserted = []
        for article, *at in dispute["asserted"]:
            own = article == row["article"]
            if article in said and not (own and 2 * _overlap((at[0], at[1]), place) > at[1] - at[0]):
                told = tuple(one for one in said[article] if _is_of(one, (at[0], at[1])) and one not in denial)
                asserted.append(told or (passage(texts[article], (at[0], at[1])),))
        places = [place, *((at[0], at[1]) for article, *at in dispute["asserted"] if article == row["article"])]
        terms = frozenset().union(*(one.terms for one in denial))
        beside = [one for one in here if not any(_overlap(one.place, at) for at in places)]
        beside.sort(key=lambda one: -len(one.terms & terms))
        told_here = tuple(one for told in asserted for one in told if one in here)
        news.disputes.append(Dispute(denial, tuple(asserted), told_here, tuple(beside)))


def _at(texts: Mapping[str, str], statements: Mapping[str, Any], article: str, start: int, end: int) -> Said:
    """The statement at a place, or the words there where none is."""
    here = (one for one in _said(texts[article], statements.get(article, ())) if _is_of(one, (start, end)))
    return next(here, passage(texts[article], (start, end)))


def passage(text: str, place: Place) -> Said:
    """Return what stands at a place of a text as something said."""
    words = plain(text[slice(*place)])
    return Said(place, words, words, before(text, place[0]))


def _overlap(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _is_of(one: Said, place: Sequence[int]) -> bool:
    """Whether a statement is the marked passage: half of the shorter lies in the other."""
    shorter = min(one.place[1] - one.place[0], place[1] - place[0])
    return 2 * _overlap(one.place, (place[0], place[1])) >= max(1, shorter)
