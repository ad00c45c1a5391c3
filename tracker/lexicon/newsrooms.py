"""Which newsroom a name stands for: "AP", "A.P.", "the Associated Press" and "ap.org" are one.

Listed outlets go by their listed name, any other by its words in small letters, without "the" and "newspaper".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tracker.lexicon.actors import listed_as
from tracker.word_lists import any_of, word_list

# The last word of a name that outlets bear. Only a body that speaks is asked: a street or a star is none.
_LAST_WORDS = word_list("outlet_words", "short_names", "papers", "outlets")
_AGENCIES = re.compile(rf"(?:^| )(?:{any_of(word_list('outlet_words', 'agencies'))})$")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+)\.(?:com|org|net|info|news|(?:co\.)?[a-z]{2})(?:/\S*)?", re.I)
_COMMON = re.compile(rf" (?:{any_of(word_list('outlet_words', 'kinds'))})$")
_OF_NO_NAME = re.compile(rf" (?:{any_of(word_list('outlet_words', 'no_name'))})$")


def newsroom(name: str) -> str:
    """Return the newsroom that a name stands for; the same for all its names."""
    plain = _plain(name)
    listed = _listed()
    return listed.get(plain) or listed.get(_COMMON.sub("", plain)) or _OF_NO_NAME.sub("", plain)


def is_listed(name: str) -> bool:
    """Whether the lexicon knows an outlet by this name."""
    return newsroom(name) in _listed().values()


def is_outlet(name: str) -> bool:
    """Whether a body of this name is an outlet, by the list or by its last word."""
    plain = _plain(name)
    return is_listed(name) or (" " in plain and plain.split()[-1] in _LAST_WORDS)


def is_agency(name: str) -> bool:
    """Whether it is an agency, whose texts others print."""
    return newsroom(name) in _agencies() or _AGENCIES.search(_plain(name)) is not None


@cache
def _listed() -> dict[str, str]:
    """The listed outlets by each of their names and their keys ("dpa")."""
    every = listed_as("outlet", "state outlet", "agency", "state agency")
    return {_plain(name): names[0] for key, names in every.items() for name in (key, *names)}


@cache
def _agencies() -> frozenset[str]:
    return frozenset(names[0] for names in listed_as("agency", "state agency").values())


@cache
def _plain(name: str) -> str:
    address = _DOMAIN.fullmatch(name.strip())
    letters = unicodedata.normalize("NFKD", address[1] if address else name).casefold()
    letters = "".join(c for c in letters if not unicodedata.combining(c) and c not in ".'\u2019")
    return " ".join(re.findall(r"\w+", letters)).removeprefix("the ")
