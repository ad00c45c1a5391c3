"""Which newsroom a name refers to: "AP", "A.P.", "the Associated Press" and "ap.org" are one.

A listed outlet has its listed name, any other its words in small letters, without "the" and "newspaper".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tracker.lexicon.actors import organisation_names
from tracker.word_lists import any_of, word_list

# Last words of the names of outlets. They are looked up only for a body that speaks, which is no street and no star.
_LAST_WORDS = word_list("outlet_words", "short_names", "papers", "outlets")
_AGENCIES = re.compile(rf"(?:^| )(?:{any_of(word_list('outlet_words', 'agencies'))})$")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+)\.(?:com|org|net|info|news|(?:co\.)?[a-z]{2})(?:/\S*)?", re.I)
_KIND_WORD = re.compile(rf" (?:{any_of(word_list('outlet_words', 'kinds'))})$")
_EMPTY_WORD = re.compile(rf" (?:{any_of(word_list('outlet_words', 'no_name'))})$")


def newsroom(name: str) -> str:
    """Return one name for the newsroom, the same for all its names."""
    folded = _folded(name)
    listed = _listed()
    return listed.get(folded) or listed.get(_KIND_WORD.sub("", folded)) or _EMPTY_WORD.sub("", folded)


def is_listed(name: str) -> bool:
    """Whether the lexicon knows an outlet by this name."""
    return newsroom(name) in _listed().values()


def is_outlet(name: str) -> bool:
    """Whether a body that speaks is an outlet, by the list or by the last word of its name."""
    folded = _folded(name)
    return is_listed(name) or (" " in folded and folded.split()[-1] in _LAST_WORDS)


def is_agency(name: str) -> bool:
    """Whether a newsroom is a news agency, by the list or by its name."""
    return newsroom(name) in _agencies() or _AGENCIES.search(_folded(name)) is not None


@cache
def _listed() -> dict[str, str]:
    """The listed outlets by each of their names and their keys ("dpa")."""
    outlets = organisation_names("outlet", "state outlet", "agency", "state agency")
    return {_folded(name): names[0] for key, names in outlets.items() for name in (key, *names)}


@cache
def _agencies() -> frozenset[str]:
    return frozenset(names[0] for names in organisation_names("agency", "state agency").values())


@cache
def _folded(name: str) -> str:
    """The words of a name, or of the domain that an address has, in small letters without accents and "the"."""
    address = _DOMAIN.fullmatch(name.strip())
    letters = unicodedata.normalize("NFKD", address[1] if address else name).casefold()
    letters = "".join(c for c in letters if not unicodedata.combining(c) and c not in ".'\u2019")
    return " ".join(re.findall(r"\w+", letters)).removeprefix("the ")
