"""A sentence that a person typed, as terms that stored texts can be searched for.

A term is a content word with all that stands for the same: near words, and for an actor each of its names. How much a
term says is its inverse document frequency among the stored articles (Spärck Jones, 1972), so "asbestos" counts for
more than "said"; rarer than one article in fifty no word counts for more, since headlines are full of rare words. What
the store does not hold at all counts as much: it is missed, not passed over.
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

STEMMING = "porter unicode61 remove_diacritics 2"  # as the full-text indexes of the store
_RAREST = 0.02  # of all articles: words in fewer all weigh the same
_FEWEST = 2  # articles, likewise
_SHORT = 4  # terms: in so few none is said by the way
_FEWEST_WRITTEN = 4  # words by which a headline is told
_CAPITALS = 0.8  # the share of the words of a headline that begin with one
_LONGEST = 2000  # code points of a typed sentence that are looked at
_MOST_TERMS = 24
_MOST_NAMES = 60  # of an actor
_NAME_WORDS = 4
_SAME_BEGINNING = 2  # letters of a word that its stem has too

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
    "a about after again all also am an and any are as at back be because been before being but by can come comes "
    "could did do does doing down during each even ever every face faces facing for from further get gets getting go "
    "goes going got had has have having he her here hers him his how i if in into is it its itself just keep keeps "
    "kept know let lets like look looks made make makes making may me might more most must my never no nor not now of "
    "off on once one only or other our out over own per put puts really same see set shall she should so some still "
    "such take takes taking than that the their theirs them then there these they thing this those through to too took "
    "under until up upon us very via want wants was we were what when where which while who whom whose why will with "
    "would yes yet you your "
    "according claim claimed claims report reported reportedly reports said same say saying says "
    "exclusive lol new nope omg today tomorrow updated watch whoa wow yesterday".split()
)
_NO_ADVERBS = frozenset(
    "ally assembly belly bully daily elderly family fly italy jelly july rally reply supply".split()
)
_WHERE = frozenset("in at near outside inside across over".split())
_NEGATIONS = frozenset("not never no nope nobody none neither nor without".split())
# Words by which a sentence judges something itself: "the photo is a fake", "police debunk the hoax". A "fake website"
# may be what it is about, so that word judges only after a verb.
_JUDGING = re.compile(
    r"\b(?:hoax(?:es)?|debunk(?:s|ed|ing)?|untrue|den(?:y|ies|ied)|refut(?:es?|ed)|satire|prank|shoots? down|no such"
    r"|(?:is|are|was|were|proves?|proved)(?: (?:an?|not|just|only|completely|totally))* (?:fake|false|lie|myth))\b",
    re.IGNORECASE,
)
_CALLED_FALSE = re.compile(
    r"\b(?:hoax\w*|debunk\w*|untrue|fake[ds]?|satir\w+|prank\w*|false|fabricated|made[- ]up)\b", re.IGNORECASE
)
_DOUBTING = re.compile(
    r"\b(?:(?:casts?|casting|raise[sd]?|raising|expresse[sd]|express|ha[sd]|have) (?:\w+ ){0,2}doubts?"
    r"|doubt(?:s|ed)? (?:that|whether|if)|s[ck]eptical|questioned whether|(?:highly|very) unlikely|implausible"
    r"|not plausible)\b",
    re.IGNORECASE,
)
_LEAVING_OPEN = re.compile(r"\b(?:whether|considering|weighing|mulling|pondering)\b", re.IGNORECASE)
# What tells of an end has a "not" in it: "will not play the part" is no denial of "quits the film".
_ENDING = re.compile(
    r"(?:quit|bail|drop|dropp|leave|left|exit|cancel|scrap|end|stop|ban|bann|barr|refus|reject|fail|withdr[ae]w|abandon|"
    r"lose|lost|miss|halt|resign)(?:s|ed|es|ing|led|n)?",
    re.IGNORECASE,
)

_KINDS = "select kind from actors where id in (select value from json_each(?))"
_ALIASES = """
with called as (select value as actor from json_each(?1))
select distinct alias from actor_aliases where actor in (
    select actor from called union select actor from same_actor where known_as in (
        select known_as from same_actor join called using (actor)))
order by alias limit ?2"""
_HOLDING = "select count(*) from articles_fts where articles_fts match ?"

Held = int  # which terms of a sentence some words hold: one bit for each, since thousands of words are asked about


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that the sentence names: the words that stand for it, and how much it says (0 and up)."""

    words: tuple[str, ...]
    weight: float = 0.0
    short: tuple[str, ...] = ()  # words that stand for it only where an article has one of the others: a last name
    is_actor: bool = False
    is_unseen: bool = False  # no stored article has any of its words
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
    `headline` is whether it is written as one, where many a word is there to be read rather than to tell.
    """

    sentence: str
    terms: tuple[Term, ...]
    negated: bool
    judging: bool
    headline: bool

    @cached_property
    def weight(self) -> float:
        """The weight of all terms together."""
        return sum(term.weight for term in self.terms)

    @cached_property
    def actors(self) -> Held:
        """The terms that are actors."""
        return sum(1 << number for number, term in enumerate(self.terms) if term.is_actor)

    @cached_property
    def ends(self) -> Held:
        """The terms that tell of an end, so that a "not" elsewhere need be no contradiction."""
        return sum(1 << number for number, term in enumerate(self.terms) if term.is_end)

    @cached_property
    def unseen(self) -> Held:
        """The terms that no stored article has: nobody there says what they say."""
        return sum(1 << number for number, term in enumerate(self.terms) if term.is_unseen)

    @property
    def is_plain(self) -> bool:
        """Whether it is a short sentence that is no headline, so that no word of it is said by the way."""
        return len(self.terms) <= _SHORT and not self.headline

    @cached_property
    def _shares(self) -> dict[Held, float]:
        """The shares that were asked for: there are few, of many words."""
        return {}

    def share(self, held: Held) -> float:
        """Return the share of the sentence, by weight, that these terms make up."""
        if held not in self._shares:
            self._shares[held] = sum(term.weight for term in self.among(held)) / self.weight
        return self._shares[held]

    def among(self, held: Held) -> list[Term]:
        """Return the terms that some words hold, in the order of the sentence."""
        return [term for number, term in enumerate(self.terms) if held >> number & 1]


def read_typed(db: sqlite3.Connection, sentence: str) -> Typed:
    """Return the sentence as terms of this store; UsageError where it has no word that says anything."""
    text = _LABELS.sub(" ", sound(sentence[:_LONGEST].replace("\0", " ")))
    judging = bool(_JUDGING.search(text))
    plain = _OWNER.sub("", _JUDGING.sub(" ", text) if judging else text)
    terms = list(_terms(db, _WORD.findall(_NOT.sub(" not", plain))))[:_MOST_TERMS]
    if not terms:
        raise UsageError(
            "no word of the sentence says what it is about: type who did what, as in `tracker check "
            '"Russia asked China for drones"`'
        )
    total = db.execute("select count(*) from articles").fetchone()[0]
    weighed = tuple(_weighed(db, term, total) for term in terms)
    written = [word[0].isupper() for word in _WORD.findall(plain)[1:] if word.casefold() not in _LIGHT]
    headline = len(written) >= _FEWEST_WRITTEN and sum(written) > _CAPITALS * len(written)
    return Typed(sentence, weighed, judging or is_negative(text), judging, headline)


def is_negative(text: str) -> bool:
    """Return whether a text has a "not" or the like."""
    return any(word.casefold() in _NEGATIONS for word in _WORD.findall(_NOT.sub(" not", text)))


def judges(text: str) -> bool:
    """Return whether a text has a word that calls something a hoax, a fake or a prank."""
    return bool(_CALLED_FALSE.search(text))


def doubts(text: str) -> bool:
    """Return whether a text has words by which somebody doubts something."""
    return bool(_DOUBTING.search(text))


def leaves_open(text: str) -> bool:
    """Return whether a text tells of something that may be so or may come: "whether", "is considering"."""
    return bool(_LEAVING_OPEN.search(text))


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _weighed(db: sqlite3.Connection, term: Term, total: int) -> Term:
    held = db.execute(_HOLDING, (term.match,)).fetchone()[0]
    weight = math.log(1 + (total + 1) / (max(held, _FEWEST, _RAREST * total) + 0.5))
    return replace(term, weight=weight, is_unseen=not held)


def _terms(db: sqlite3.Connection, words: list[str]) -> Iterator[Term]:
    """Yield each term once: an actor by all its names, another word with those that are near it."""
    seen: set[str] = set()
    stem_of = _stems([*words, *(part for word in words for part in word.split("-"))])
    near = _near(stem_of.values())
    for run, actor in _with_names(db, words):
        if actor is not None:
            if actor.words[0] not in seen:
                seen |= {*actor.words, *(stem_of[word] for word in run)}
                yield actor
            continue
        (word,) = run
        stem = stem_of[word]
        if not _is_light(word) and stem not in seen:
            group = near.get(stem, ())
            seen |= {stem, *_stems(group).values()}
            yield Term(tuple(dict.fromkeys((word.casefold(), *group))), is_end=bool(_ENDING.fullmatch(word)))


def _is_light(word: str) -> bool:
    """Whether a word says nothing of what a sentence is about: small words, and adverbs, which tell how."""
    small = word.casefold()
    return small in _LIGHT or (small.endswith("ly") and small not in _NO_ADVERBS)


# -- names ------------------------------------------------------------------------------------------------------


def _with_names(db: sqlite3.Connection, words: list[str]) -> Iterator[tuple[list[str], Term | None]]:
    """Yield runs of words in order: those that name an actor with its term, and single words with None."""
    at = 0
    while at < len(words):
        for size in range(min(_NAME_WORDS, len(words) - at), 0, -1):
            run = words[at : at + size]
            if _may_name(run) and (actor := _actor(db, run)):
                tells_where = at > 0 and words[at - 1].casefold() in _WHERE
                yield run, replace(actor, is_actor=not tells_where)
                at += size
                break
        else:
            parts = words[at].split("-")
            yield from _with_names(db, parts) if len(parts) > 1 else [(parts, None)]
            at += 1


def _may_name(run: list[str]) -> bool:
    """Whether the words are written as a name is; short ones in capitals throughout ("US" and not "us")."""
    if len(run) == 1 and (len(run[0]) <= 3 or run[0].casefold() in _LIGHT):
        return run[0].isupper() and len(run[0]) > 1
    return run[0][0].isupper() and not run[-1].islower() and run[0].casefold() not in _LIGHT


def _actor(db: sqlite3.Connection, run: list[str]) -> Term | None:
    """Return the actors called by these words as one term, that name first; None where none is.

    A code of two or three letters ("so", "is") is another word in most texts, and stands for nobody.
    """
    typed = folded(" ".join(run))
    called = json.dumps(sorted(actors_called(db, typed)))
    kinds = {row[0] for row in db.execute(_KINDS, (called,))}
    known = [row[0].replace('"', " ") for row in db.execute(_ALIASES, (called, _MOST_NAMES))] if kinds else []
    names = dict.fromkeys(n for n in (typed, *known) if n not in _LIGHT and (n == typed or len(n) > 3 or "." in n))
    if not kinds or not names:
        return None
    if kinds != {"person"} or " " not in typed:
        return Term(tuple(names), is_actor=True)
    return Term(tuple(n for n in names if " " in n), short=(typed.split()[-1],), is_actor=True)


# -- stems ------------------------------------------------------------------------------------------------------


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


def _near(stems: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for the stem of each listed word that may have one of `stems` all words of its groups."""
    begin = {stem[:_SAME_BEGINNING] for stem in stems}
    groups = [group for group in near_words() if any(word[:_SAME_BEGINNING] in begin for word in group)]
    stem_of = _stems(word for group in groups for word in group)
    near: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for stem in dict.fromkeys(stem_of[word] for word in group):
            near[stem] = near.get(stem, ()) + group
    return near
