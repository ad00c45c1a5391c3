"""Makes news: affairs of some twenty articles within some weeks, as extractions that look as if they had been read.

The benchmark of large stores needs a million claims, which nobody would wait for a parser to read. An affair has its
own actors, places and rare words, and is the same whatever the number of affairs: all follows from its own number.
Its articles tell new facts, repeat some in other words, deny, refuse, meet; some are wire copies of others. The
sentences are of words as frequent as in English, by Zipf's law, and mean nothing.
"""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import accumulate

from tracker.lexicon.actors import actor, actors
from tracker.models.wordpiece import pieces
from tracker.records import (
    Actor,
    Article,
    Extraction,
    Meeting,
    Mention,
    Participant,
    Proposition,
    Quantity,
    Source,
    Span,
    Statement,
    When,
    hull,
)
from tracker.terms import Stance

SEED = "news of nowhere"
FIRST_DAY, DAYS = dt.date(2022, 1, 1), 1095
NEW_FACTS, REPEATED = 27, 3  # of each article that is no copy
COPIED = 0.08  # the share of the articles that are wire copies
_COMMON_WORDS = (2200, 9000)  # numbers in the vocabulary, which stands in the order of frequency
_RARE_WORDS = (9000, 28000)
_PEOPLE, _BODIES, _TOWNS, _OUTLETS = 5000, 800, 1500, 90
_AGENCIES = ("Reuters", "Associated Press", "Agence France-Presse")
_VERBS = (
    ("ask", "asked", "urged"),
    ("send", "sent", "delivered"),
    ("offer", "offered", "promised"),
    ("sell", "sold", "supplied"),
    ("show", "showed", "presented"),
    ("refuse", "refused", "withheld"),
    ("move", "moved", "shifted"),
    ("return", "returned", "gave back"),
    ("promise", "promised", "pledged"),
    ("lend", "lent", "advanced"),
    ("owe", "owed", "still owed"),
    ("hide", "hid", "concealed"),
    ("explain", "explained", "set out"),
    ("pay", "paid", "transferred"),
    ("report", "reported", "described"),
    ("transfer", "transferred", "handed over"),
)  # lemma, and two ways to say it
_TITLES = ("minister", "ambassador", "spokeswoman", "general", "director", "senator")
_UNNAMED = ("officials", "diplomats", "investigators", "two aides", "people briefed on it")
_SOME = (0.8, 1.2)  # what "some 20" may be, as it is read
_PARTS = {"said": "said", "told": "told reporters", "insisted": "insisted", "wrote": "wrote"}


@cache
def words_between(first: int, last: int) -> tuple[str, ...]:
    """Return the whole words of the vocabulary between two numbers, the most frequent first."""
    return tuple(word for word in pieces()[first:last] if word.isalpha() and word.isascii() and len(word) > 3)


@cache
def _zipf(number: int) -> tuple[float, ...]:
    """The cumulated shares of so many things of which the first is the most frequent."""
    return tuple(accumulate(1 / (rank + 3) for rank in range(number)))


def _frequent(rng: random.Random, number: int) -> int:
    """A number below `number`, the small ones oftener."""
    shares = _zipf(number)
    return bisect(shares, rng.random() * shares[-1])


def _invented(rng: random.Random, syllables: int) -> str:
    parts = (
        rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") + rng.choice(("", "", "n", "r", "l"))
        for _ in range(syllables)
    )
    return "".join(parts).title()


@cache
def countries() -> tuple[str, ...]:
    """Return the keys of countries, in an order that puts some hundred before others."""
    keys = sorted(one.key for one in actors() if one.kind == "country" and len(one.key) == 3)
    random.Random(SEED).shuffle(keys)
    return tuple(keys)


@cache
def _person(number: int) -> Actor:
    rng = random.Random(f"{SEED} person {number}")
    name = f"{_invented(rng, 2)} {_invented(rng, 3)}"
    key = name.lower().replace(" ", "-")
    country = countries()[_frequent(rng, len(countries()))]
    return Actor(key, name, "person", (name.rsplit(maxsplit=1)[-1],), country, reason=f"“{rng.choice(_TITLES)}”")


@cache
def _body(number: int) -> Actor:
    rng = random.Random(f"{SEED} body {number}")
    name = f"{_invented(rng, 2)} {rng.choice(('Institute', 'Company', 'Union', 'Ministry', 'Council'))}"
    return Actor(name.lower().replace(" ", "-"), name, "organisation")


@cache
def _town(number: int) -> str:
    return _invented(random.Random(f"{SEED} town {number}"), 3)


@cache
def _outlet(number: int) -> str:
    rng = random.Random(f"{SEED} outlet {number}")
    return f"{_invented(rng, 2)} {rng.choice(('Courier', 'Gazette', 'Ledger', 'Chronicle', 'Post'))}"


@dataclass(frozen=True)
class Fact:
    """Who did what to whom, with what, where, how many: what an article of an affair tells."""

    agent: Actor
    verb: tuple[str, str, str]
    things: tuple[str, ...]
    counterpart: Actor
    town: str
    number: int
    day: dt.date

    @property
    def terms(self) -> tuple[str, ...]:
        named = {self.agent.key, self.counterpart.key, self.verb[0], self.town.lower(), str(self.number)}
        return tuple(sorted({*named, *self.things}))


@dataclass(frozen=True, slots=True)
class Answered:
    """That a statement of an article answers a fact, with what stance; `by` is the statement's place in the article."""

    by: int
    fact: int
    stance: Stance


@dataclass(frozen=True)
class Made:
    """An article of an affair: all that was "read" from it; the fact that each statement tells, if any; its answers."""

    extraction: Extraction
    facts: tuple[int | None, ...]
    answers: tuple[Answered, ...]


class Affair:
    """One affair, by its number: `articles` of it, each made when it is asked for, and one more, the last."""

    def __init__(self, number: int) -> None:
        self.number = number
        rng = random.Random(f"{SEED} affair {number}")
        self.start = FIRST_DAY + dt.timedelta(days=rng.randrange(DAYS))
        length = rng.randrange(7, 43)
        self.size = rng.randrange(12, 29)
        self.days = sorted(self.start + dt.timedelta(days=rng.randrange(length)) for _ in range(self.size + 1))
        self.people = [_person(_frequent(rng, _PEOPLE)) for _ in range(7)]
        self.states = [actor(countries()[_frequent(rng, len(countries()))]) for _ in range(3)]
        self.bodies = [_body(_frequent(rng, _BODIES)) for _ in range(2)]
        self.towns = [_town(_frequent(rng, _TOWNS)) for _ in range(3)]
        self.things = rng.sample(words_between(*_RARE_WORDS), 14)
        self.outlets = [_outlet(_frequent(rng, _OUTLETS)) for _ in range(8)]
        self.meetings = [(rng.sample(self.people, 2), rng.choice(self.towns), rng.choice(self.days)) for _ in range(4)]

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        acting = [actor(person.acts_for or "") for person in self.people]
        return tuple({one.key: one for one in (*self.states, *self.bodies, *acting, *self.people)}.values())

    def fact(self, number: int) -> Fact:
        """Return one of the affair's facts."""
        rng = random.Random(f"{SEED} affair {self.number} fact {number}")
        common = words_between(*_COMMON_WORDS)
        agent, counterpart = rng.sample([*self.states, *self.bodies, *self.people], 2)
        things = (rng.choice(self.things), *(common[_frequent(rng, len(common))] for _ in range(3)))
        day = self.start + dt.timedelta(days=rng.randrange(-20, 20))
        return Fact(agent, rng.choice(_VERBS), things, counterpart, rng.choice(self.towns), rng.randrange(2, 900), day)

    def article(self, at: int) -> Made:
        """Return one of the affair's articles, 0 to `size`; that of `size` is the one more."""
        rng = random.Random(f"{SEED} affair {self.number} article {at}")
        if 1 <= at < self.size and rng.random() < COPIED:
            return self._copy(rng.randrange(at), at, rng)
        return _Writing(self, at, at, self.outlets[_frequent(rng, len(self.outlets))]).made()

    def _copy(self, of: int, at: int, rng: random.Random) -> Made:
        outlet = _outlet(rng.randrange(_OUTLETS))
        return _Writing(self, of, at, outlet, credit=rng.choice(_AGENCIES), kept=rng.choice((1.0, 1.0, 0.6))).made()


@dataclass
class _Writing:
    """Writes one article, `words_of` the number of the article whose words they are, `at` its own number."""

    affair: Affair
    words_of: int
    at: int
    outlet: str
    credit: str | None = None
    kept: float = 1.0  # of the sentences
    text: list[str] = field(default_factory=list)
    length: int = 0
    statements: list[Statement] = field(default_factory=list)
    facts: list[int | None] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)
    reports: list[Meeting] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{SEED} affair {self.affair.number} text {self.words_of}")
        self.published = self.affair.days[self.at]

    def made(self) -> Made:
        new = [self.words_of * NEW_FACTS + n for n in range(NEW_FACTS)]
        before = [self.rng.randrange(self.words_of * NEW_FACTS) for _ in range(REPEATED)] if self.words_of else []
        numbers = [*new, *before]
        self.rng.shuffle(numbers)
        head = " ".join(self.affair.fact(numbers[0]).things)
        for number in numbers[: round(len(numbers) * self.kept)]:
            self._assert(number)
            if self.rng.random() < 1 / 30 and before:
                self._deny(self.rng.choice(before))
            if self.rng.random() < 1 / 40:
                self._deny_knowledge(number)
            if self.rng.random() < 1 / 40:
                self._refuse(number)
            if self.rng.random() < 1 / 60:
                self._meet()
        article = Article(
            text="".join(self.text),
            given_id=f"made-{self.affair.number}-{self.at}",
            title=f"{head.capitalize()} in {self.affair.towns[0]}",
            outlet=self.outlet,
            credit=self.credit,
            url=f"https://news.example/{self.affair.number}/{self.at}",
            published=self.published.isoformat(),
            published_from="given",
        )
        article = replace(article, kept_id=article.id)
        statements = tuple(replace(one, article_id=article.id) for one in self.statements)
        meetings = tuple(replace(one, article_id=article.id) for one in self.reports)
        extraction = Extraction(article, (), statements, meetings, self.affair.actors)
        return Made(extraction, tuple(self.facts), tuple(self.answers))

    # -- words ----------------------------------------------------------------------------------------------------

    def _put(self, words: str) -> Span:
        self.text.append(words)
        start = self.length
        self.length += len(words)
        return Span(start, self.length, words)

    def _end(self) -> None:
        self._put(".\n\n" if self.rng.random() < 1 / 3 else ". ")

    def _clause(self, fact: Fact) -> tuple[Span, list[Mention], Quantity]:
        """Write a fact in one of some ways."""
        rng, first = self.rng, len(self.text)
        start = self.length
        agent = self._put(fact.agent.name)
        self._put(f" {fact.verb[rng.randrange(1, 3)]} ")
        things = list(fact.things)
        if rng.random() < 0.5:
            things[1:] = things[:0:-1]
        exact = rng.random() < 0.5
        number = f"{fact.number} " if exact else f"some {fact.number} "
        low, high = (1.0, 1.0) if exact else _SOME
        counted = Quantity(fact.number * low, fact.number * high, things[1])
        self._put(f"{number}{' '.join(things[:2])} with {' and '.join(things[2:])} to ")
        counterpart = self._put(fact.counterpart.name)
        self._put(f" in {fact.town}")
        mentions = [
            Mention(a.key, "spoken_of", s, f"“{s.words}”")
            for a, s in ((fact.agent, agent), (fact.counterpart, counterpart))
        ]
        return Span(start, self.length, "".join(self.text[first:])), mentions, counted

    def _speaker(self) -> tuple[Source, str | None, Span, str | None]:
        """Write who speaks: a person, a body, or some who are not named."""
        draw = self.rng.random()
        if draw < 0.5:
            person = self.rng.choice(self.affair.people)
            return Source(person.name, "person", person.key), person.acts_for, self._put(person.name), person.key
        if draw < 0.7:
            body = self.rng.choice(self.affair.bodies)
            return Source(body.name, "organisation", body.key), None, self._put(f"The {body.name}"), body.key
        state = self.rng.choice(self.affair.states)
        name = f"{state.name} {self.rng.choice(_UNNAMED)}"
        return Source(name, "unnamed", None, local=True), state.key, self._put(name), state.key

    def _when(self, day: dt.date) -> When:
        return When(day.isoformat(), self._put(f"on {day:%A}"), "weekday of publication")

    # -- statements -----------------------------------------------------------------------------------------------

    def _say(self, cue: str, stance: Stance, fact: Fact | None, rest: str = "", fact_number: int | None = None) -> None:
        source, acts_for, who, key = self._speaker()
        self._put(" ")
        cues = [self._put(cue)]
        said = happened = None
        if self.rng.random() < 0.4:
            self._put(" ")
            said = self._when(self.published - dt.timedelta(days=self.rng.randrange(3)))
        self._put(" that " if fact else " ")
        mentions = [Mention(key, "says", who, f"“{who.words}”")] if key else []
        if fact:
            content, named, counted = self._clause(fact)
            mentions += named
            if self.rng.random() < 0.2:
                self._put(" ")
                happened = self._when(fact.day)
            core = f"{fact.agent.key} {fact.verb[0]} {fact.counterpart.key}"
            proposition = Proposition(content.words, fact.terms, core, quantities=(counted,))
        else:
            content = self._put(rest)
            proposition = Proposition(rest, tuple(sorted(set(rest.split()[-1:]))), spelled_out=False)
        self._end()
        self.facts.append(fact_number)
        self.statements.append(
            Statement(
                "", (who,), tuple(cues), (content,), stance, speaker=source, acts_for=acts_for,
                anonymity="unnamed" if source.local else "named", said=said, happened=happened,
                proposition=proposition, mentions=tuple(mentions),
            )
        )  # fmt: skip

    def _assert(self, number: int) -> None:
        self._say(self.rng.choice(list(_PARTS.values())), "assert", self.affair.fact(number), fact_number=number)

    def _deny(self, number: int) -> None:
        self._answer(number, "deny")
        self._say("denied", "deny", self.affair.fact(number), fact_number=number)

    def _deny_knowledge(self, number: int) -> None:
        self._answer(number, "deny_knowledge")
        self._say("had", "deny_knowledge", None, "never heard of it")

    def _refuse(self, number: int) -> None:
        self._answer(number, "no_comment")
        self._say("declined", "no_comment", None, f"to comment on the {self.affair.fact(number).things[0]}")

    def _answer(self, number: int, stance: Stance) -> None:
        self.answers.append(Answered(len(self.statements), number, stance))

    def _meet(self) -> None:
        people, town, day = self.rng.choice(self.affair.meetings)
        sides = []
        for n, person in enumerate(people):
            if n:
                self._put(" ")
                cue = self._put("met")
                self._put(" ")
            sides.append(Participant(person.name, self._put(person.name), person.key, person.acts_for))
        self._put(" in ")
        place = self._put(town)
        self._put(" ")
        when = self._when(day)
        start, end = hull([*(side.span for side in sides), when.span])
        mentions = tuple(Mention(side.actor or "", "meets", side.span, f"“{side.name}”") for side in sides)
        self._end()
        words = Span(start, end, "".join(self.text)[start:end])
        self.reports.append(
            Meeting("", words, (cue,), "held", "in_person", tuple(sides), place, None, when, reason="“met”",
                    mentions=mentions)
        )  # fmt: skip


def affairs(number: int) -> list[Affair]:
    """Return the first `number` affairs."""
    return [Affair(n) for n in range(number)]


def in_order(every: Sequence[Affair]) -> Iterator[tuple[Affair, int]]:
    """Yield each affair with the numbers of its articles but the last, all by day of publication."""
    dated = ((affair.days[at], affair.number, at) for affair in every for at in range(affair.size))
    by_number = {affair.number: affair for affair in every}
    return ((by_number[number], at) for _, number, at in sorted(dated))
