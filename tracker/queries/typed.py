"""A sentence that a person typed, as terms that stored texts can be searched for.

A term is a content word with all that means the same: synonyms, and for an actor each of its names. How much a term
says is its inverse document frequency among the stored articles (Spärck Jones, 1972), so "asbestos" counts for more
than "said", and a word that no article has counts most: what the store does not hold is missed, not passed over.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.errors import UsageError
from tracker.lexicon.synonyms import near_words
from tracker.queries.names import actors_called, folded, sound

_LONGEST = 2000  # code points of a typed sentence that are looked at
CAP = 0.02
_MOST_TERMS = 24
_NAME_WORDS = 4
_MOST_NAMES = 60
STEMMING = "porter unicode61 remove_diacritics 2"  # as the full-text indexes of the store

_WORD = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*")
_OWNER = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
_NOT = re.compile(r"(?<=\w)n['’]t\b", re.IGNORECASE)
# What a headline adds to what it says: "WATCH:", "Report:", "[Video]", "(UPDATED)".
_LABELS = re.compile(
    r"\[[^\]]*\]|\((?:updated?|video|photos?)\)"
    r"|^\s*(?:watch|reports?|video|photos?|breaking|exclusive|updated?|rumou?r|claim)\s*:",
    re.IGNORECASE,
)
_LIGHT = frozenset(
    "a about after again all also am an and any are as at back be because been before being but by can come comes could "
    "did do does doing down during each even ever every face faces facing for from further get gets getting go goes going "
    "got had has have having he her here hers him his how i if in into is it its itself just keep keeps kept know let "
    "lets like look looks made make makes making may me might more most must my never no nor not now of off on once one "
    "only or other our out over own per put puts really same see set shall she should so some still such take takes "
    "taking than that the their theirs them then there these they thing this those through to too took under until up "
    "upon us very via want wants was we were what when where which while who whom whose why will with would yes yet you "
    "your "
    "according claim claimed claims report reported reportedly reports said say saying says "
    "exclusive here lol new nope omg photos today tomorrow updated video watch whoa wow yesterday".split()
)
_NO_ADVERBS = frozenset(
    "ally assembly belly bully daily elderly family fly italy jelly july rally reply supply weekly".split()
)
_NEGATIONS = frozenset("not never no nope nobody none neither nor without".split())
_KINDS = "select kind from actors where id in (select value from json_each(?))"
_ALIASES = """
with called as (select value as actor from json_each(?1))
select distinct alias from actor_aliases where actor in (
    select actor from called union select actor from same_actor where known_as in (
        select known_as from same_actor join called using (actor)))
order by alias limit ?2"""
# Words by which a sentence judges something itself: "the photo is a fake", "police debunk the hoax". A "fake website" may
# be what it is about, so that word judges only after a verb.
_JUDGES = re.compile(
    r"(?:hoax(?:es)?|debunk(?:s|ed|ing)?|untrue|den(?:y|ies|ied)|refut(?:es?|ed)|satire|prank|shoots? down|no such)\b",
    re.IGNORECASE,
)
_IS_FALSE = re.compile(
    r"(?:is|are|was|were|proves?|proved)(?: (?:an?|not|just|only|complete(?:ly)?|total(?:ly)?))* (?:fake|false|lie|myth)\b",
    re.IGNORECASE,
)
_CALLED_FALSE = re.compile(
    r"\b(?:hoax\w*|debunk\w*|untrue|fake[ds]?|satir\w+|prank\w*|false|fabricated|made[- ]up)\b", re.IGNORECASE
)
_JUDGING = re.compile(rf"\b(?:{_JUDGES.pattern}|{_IS_FALSE.pattern})", re.IGNORECASE)
# What tells of an end has a "not" in it: "will not play the part" is no denial of "quits the film".
_ENDING = re.compile(
    r"\b(?:quit|bail(?:s|ed)?|dropp?(?:s|ed)?|leaves?|left|exit(?:s|ed)?|cancel\w*|scrap\w*|ends?|ended|stop\w*|bans?|banned|"
    r"bar(?:s|red)|refus\w+|reject\w*|fail\w*|withdr[ae]w\w*|abandon\w*|los[et]s?|miss\w*|halt\w*|resign\w*)\b",
    re.IGNORECASE,
)


Held = frozenset[int]  # the numbers of the terms of a sentence that some words hold


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that the sentence names: the words that stand for it, and how much it says (0 and up)."""

    words: tuple[str, ...]
    weight: float
    short: tuple[str, ...] = ()  # words that stand for it only where an article has one of the others: a last name
    is_actor: bool = False
    is_end: bool = False  # it tells that something ends or does not come about

    @property
    def match(self) -> str:
        """The FTS5 query for the articles that name it; nothing in the words is taken as syntax."""
        return _any_of(self.words)

    @property
    def match_within(self) -> str:
        """The FTS5 query for the passages of such an article that name it, by a short name too."""
        return _any_of(self.words + self.short)


@dataclass(frozen=True)
class Typed:
    """A typed sentence: its terms, and whether it says of something that it is not so.

    `judging` is whether it does by a word for what is false, which is none of the terms, rather than by "not".
    """

    sentence: str
    terms: tuple[Term, ...]
    negated: bool
    judging: bool

    @cached_property
    def ends(self) -> Held:
        """The terms that tell of an end, so that a "not" elsewhere need be no contradiction."""
        return frozenset(number for number, term in enumerate(self.terms) if term.is_end)

    @cached_property
    def weight(self) -> float:
        """The weight of all terms together."""
        return sum(term.weight for term in self.terms)

    def share(self, held: Iterable[int]) -> float:
        """Return the share of the sentence, by weight, that the terms with these numbers make up."""
        return sum(self.terms[i].weight for i in held) / self.weight


def read_typed(db: sqlite3.Connection, sentence: str) -> Typed:
    """Return the sentence as terms of this store; UsageError where it has no word that says anything."""
    text = _LABELS.sub(" ", sound(sentence[:_LONGEST].replace("\0", " ")))
    judging = bool(_JUDGING.search(text))
    plain = _OWNER.sub("", _JUDGING.sub(" ", text) if judging else text)
    terms = list(_terms(db, [found[0] for found in _WORD.finditer(_NOT.sub(" not", plain))]))[:_MOST_TERMS]
    if not terms:
        raise UsageError(
            "no word of the sentence says what it is about: type who did what, as in `tracker check "
            '"Russia asked China for drones"`'
        )
    total = db.execute("select count(*) from articles").fetchone()[0]
    weighed = (replace(term, weight=_weight(db, term, total)) for term in terms)
    return Typed(sentence, tuple(weighed), judging or is_negative(text), judging)


def judges(text: str) -> bool:
    """Return whether a text has a word that calls something a hoax, a fake or a prank."""
    return bool(_CALLED_FALSE.search(text))


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def is_negative(text: str) -> bool:
    """Return whether a text has a "not" or the like."""
    return any(word.casefold() in _NEGATIONS for word in _WORD.findall(_NOT.sub(" not", text)))


def _weight(db: sqlite3.Connection, term: Term, total: int) -> float:
    held = db.execute("select count(*) from articles_fts where articles_fts match ?", (term.match,)).fetchone()[0]
    return math.log(1 + (total + 1) / (max(held, 2, CAP * total) + 0.5))


def _terms(db: sqlite3.Connection, words: list[str]) -> Iterator[Term]:
    """Yield each term once: an actor by all its names, another word with those that are near it."""
    seen: set[str] = set()
    stem_of = _stems([*words, *(part for word in words for part in word.split("-"))])
    near = _near()
    for run, actor in _with_names(db, words):
        if actor is not None:
            if actor.words[0] not in seen:
                seen |= {*actor.words, *(stem_of[word] for word in run)}
                yield actor
            continue
        (word,) = run
        stem = stem_of[word]
        if _is_light(word) or stem in seen:
            continue
        group = near.get(stem, ())
        seen |= {stem, *_stems(group).values()}
        yield Term(tuple(dict.fromkeys((word.casefold(), *group))), 0, is_end=bool(_ENDING.fullmatch(word)))


def _is_light(word: str) -> bool:
    """Whether a word says nothing of what a sentence is about: small words, and adverbs, which tell how."""
    folded_word = word.casefold()
    return folded_word in _LIGHT or (folded_word.endswith("ly") and folded_word not in _NO_ADVERBS)


def _with_names(db: sqlite3.Connection, words: list[str]) -> Iterator[tuple[list[str], Term | None]]:
    """Yield runs of words in order: those that name an actor with its term, and single words with None."""
    at = 0
    while at < len(words):
        for size in range(min(_NAME_WORDS, len(words) - at), 0, -1):
            run = words[at : at + size]
            if _may_name(run) and (actor := _actor(db, " ".join(run))):
                yield run, actor
                at += size
                break
        else:
            parts = words[at].split("-")
            yield from _with_names(db, parts) if len(parts) > 1 else [([words[at]], None)]
            at += 1


def _may_name(run: list[str]) -> bool:
    """Whether the words are written as a name is; short ones in capitals throughout ("US" and not "us")."""
    if len(run) == 1 and (len(run[0]) <= 3 or run[0].casefold() in _LIGHT):
        return run[0].isupper() and len(run[0]) > 1
    return run[0][0].isupper() and not run[-1].islower() and run[0].casefold() not in _LIGHT


def _actor(db: sqlite3.Connection, name: str) -> Term | None:
    """Return the actors called `name` as one term, that name first; None where none is."""
    called = json.dumps(sorted(actors_called(db, name)))
    kinds = {row[0] for row in db.execute(_KINDS, (called,))}
    if not kinds:
        return None
    typed = folded(name)
    names = [row[0] for row in db.execute(_ALIASES, (called, _MOST_NAMES))]
    known = [word for word in names if len(word) > 3 or "." in word]  # a code ("so", "is") is another word in a text
    all_names = dict.fromkeys(word.replace('"', " ") for word in (typed, *known) if word not in _LIGHT)
    if kinds != {"person"} or " " not in typed:
        return Term(tuple(all_names), 0, (), True)
    return Term(tuple(n for n in all_names if " " in n), 0, (typed.split()[-1],), True)


def _stems(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each word, as the full-text indexes make it."""
    listed = list(dict.fromkeys(words))
    with sqlite3.connect(":memory:") as db:
        db.execute(f"create virtual table words using fts5(word, tokenize='{STEMMING}')")
        db.execute("create virtual table stems using fts5vocab(words, instance)")
        db.executemany("insert into words (rowid, word) values (?, ?)", enumerate(listed))
        found: dict[str, str] = {}
        for term, row in db.execute("select term, doc from stems order by doc, offset"):
            found[listed[row]] = f"{found[listed[row]]} {term}" if listed[row] in found else term
    return {word: found.get(word, word) for word in listed}


def _near() -> dict[str, tuple[str, ...]]:
    """Return for the stem of each listed word all words of its groups."""
    groups = near_words()
    stem_of = _stems(word for group in groups for word in group)
    near: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for stem in dict.fromkeys(stem_of[word] for word in group):
            near[stem] = near.get(stem, ()) + group
    return near
