"""Words that a person typed for a topic, as terms that stored claims can be searched for.

A term is a content word with all that stands for the same: near words, and for an actor each of its names. How much a
term says is its inverse document frequency among the stored articles (Spärck Jones, 1972).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator

from tracker.errors import UsageError
from tracker.lexicon.synonyms import light_words, near_words
from tracker.queries.names import actors_called
from tracker.queries.retrieval import Term, weighed
from tracker.terms import encodable, folded

_STEMMING = "porter unicode61 remove_diacritics 2"  # as the full-text indexes of the store
_LONGEST = 2000  # code points that are looked at
_MOST_TERMS = 24
_MOST_NAMES = 60  # of an actor
_NAME_WORDS = 4
_SAME_BEGINNING = 2  # letters of a word that its stem has too

_WORD = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*")
_OWNER = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)

_KINDS = "select kind from actors where id in (select value from json_each(?))"
_ALIASES = """
with called as (select value as actor from json_each(?1))
select distinct alias from actor_aliases where actor in (
    select actor from called union select actor from same_actor where known_as in (
        select known_as from same_actor join called using (actor)))
order by alias limit ?2"""


def topic_terms(db: sqlite3.Connection, words: str) -> tuple[Term, ...]:
    """Return the words as terms of this store; UsageError where none says what the topic is."""
    plain = _OWNER.sub("", encodable(words[:_LONGEST].replace("\0", " ")))
    terms = list(_terms(db, _WORD.findall(plain)))[:_MOST_TERMS]
    if not terms:
        raise UsageError(f"no word of “{words}” says what the story is of: `tracker stories` proposes some")
    total = db.execute("select count(*) from articles").fetchone()[0]
    return tuple(weighed(db, term, total) for term in terms)


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
        if word.casefold() not in light_words() and stem not in seen:
            group = near.get(stem, ())
            seen |= {stem, *_stems(group).values()}
            yield Term(tuple(dict.fromkeys((word.casefold(), *group))))


# -- names ------------------------------------------------------------------------------------------------------


def _with_names(db: sqlite3.Connection, words: list[str]) -> Iterator[tuple[list[str], Term | None]]:
    """Yield runs of words in order: those that name an actor with its term, and single words with None."""
    at = 0
    while at < len(words):
        for size in range(min(_NAME_WORDS, len(words) - at), 0, -1):
            run = words[at : at + size]
            if _may_name(run) and (actor := _actor(db, run)):
                yield run, actor
                at += size
                break
        else:
            parts = words[at].split("-")
            yield from _with_names(db, parts) if len(parts) > 1 else [(parts, None)]
            at += 1


def _may_name(run: list[str]) -> bool:
    """Whether the words are written as a name is; short ones in capitals throughout ("US" and not "us")."""
    if len(run) == 1 and (len(run[0]) <= 3 or run[0].casefold() in light_words()):
        return run[0].isupper() and len(run[0]) > 1
    return run[0][0].isupper() and not run[-1].islower() and run[0].casefold() not in light_words()


def _actor(db: sqlite3.Connection, run: list[str]) -> Term | None:
    """Return the actors called by these words as one term, that name first; None where none is.

    A code of two or three letters ("so", "is") is another word in most texts, and stands for nobody.
    """
    typed = folded(" ".join(run))
    called = json.dumps(sorted(actors_called(db, typed)))
    kinds = {row[0] for row in db.execute(_KINDS, (called,))}
    known = [row[0].replace('"', " ") for row in db.execute(_ALIASES, (called, _MOST_NAMES))] if kinds else []
    names = dict.fromkeys(
        n for n in (typed, *known) if n not in light_words() and (n == typed or len(n) > 3 or "." in n)
    )
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
        db.execute(f"create virtual table words using fts5(word, tokenize='{_STEMMING}')")
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
