"""Which words of an article name an actor, and whether they stand for it or for a place.

"Moscow said" speaks of Russia; "in Moscow" and "Moscow residents" speak of a city. The parse decides: a name after a
preposition of place is a place, and an adjective of nationality counts where it stands with a word for people,
bodies or acts of a state ("Russian officials", "the Russian request"), not with any other ("Russian dressing").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tracker.lexicon.actors import Naming, longest_name

_PLACE_PREPOSITIONS = set(
    "in at near inside outside around across throughout within into through over above towards toward onto off".split()
)
_MOTION = set(
    "go come fly travel arrive return leave flee move send drive walk sail head depart visit deploy ship export import "
    "withdraw transfer live base station".split()
)
STATE_NOUNS = set(
    "official government administration president presidency presidential minister ministry premier chancellor king "
    "queen prince leader leadership authority parliament lawmaker senator congressman senate congress party army "
    "military force troop soldier navy police fighter rebel militia separatist commander general officer embassy "
    "ambassador diplomat envoy consulate delegation negotiator spokesman spokeswoman spokesperson adviser advisor aide "
    "intelligence agency agent spy court prosecutor regulator bank treasury department committee council commission "
    "invasion attack aggression offensive operation strike war assault request demand proposal offer plan statement "
    "response reply claim denial allegation accusation position stance policy support aid assistance decision sanction "
    "threat warning pressure interest ally side team counterpart foreign defence defense prime vice deputy senior "
    "top state federal national central company firm oil gas weapon arm missile drone import export influence power "
    "propaganda disinformation media television news newspaper regime occupation security action behaviour "
    "behavior".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens first to last (numbers, both included) that name an actor; `is_place` where they only tell a place."""

    first: int
    last: int
    naming: Naming
    is_place: bool


def find_names(doc: Doc) -> list[Name]:
    """Return the names of listed actors in text order.

    A name that is not enough alone ("Washington", "Johnson") is taken where the article names the same actor more
    fully elsewhere; of several bearers of one name, the one that is so named. What stays open is left out.
    """
    found = list(_found(doc))
    sure = {
        actor
        for _, _, namings in found
        if len(actor_set := {n.actor for n in namings if n.safe}) == 1
        for actor in actor_set
    }
    names: list[Name] = []
    for first, last, namings in found:
        naming = _chosen(namings, sure)
        if naming is not None:
            names.append(Name(first, last, naming, _is_place(doc, first, last, naming)))
    return names


def _found(doc: Doc) -> Iterator[tuple[int, int, tuple[Naming, ...]]]:
    words = [token.text for token in doc]
    at = 0
    while at < len(words):
        length, namings = longest_name(words, at) if words[at][:1].isupper() else (0, ())
        if namings:
            yield at, at + length - 1, namings
        at += max(length, 1)


def _chosen(namings: Iterable[Naming], sure: set[str]) -> Naming | None:
    """The one actor that a safe name names, else the one of those that it may name which the article names surely."""
    for fitting in ([n for n in namings if n.safe], [n for n in namings if n.actor in sure]):
        if len({n.actor for n in fitting}) == 1:
            return fitting[0]
    return None


def _is_place(doc: Doc, first: int, last: int, naming: Naming) -> bool:
    head = _head(doc, first, last)
    if naming.how in ("person", "surname", "people"):
        return False
    if naming.how == "demonym" or head.dep_ in ("amod", "compound"):
        return not _goes_with_state(head, naming)
    if head.dep_ == "pobj":
        return _is_of_place(head.head, naming)
    return head.dep_ in ("npadvmod", "appos") and naming.how in ("seat",) and head.head.pos_ == "PROPN"


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token of the name on which the others hang."""
    tokens = doc[first : last + 1]
    return next((t for t in tokens if not first <= t.head.i <= last or t.head == t), tokens[-1])


def _goes_with_state(head: Token, naming: Naming) -> bool:
    above = head.head
    if head.dep_ not in ("amod", "compound", "nmod"):
        return True
    if naming.how == "demonym" and above.pos_ == "PROPN":
        return True
    lemmas = {above.lemma_.lower(), *(kid.lemma_.lower() for kid in above.children if head.i < kid.i < above.i)}
    return bool(lemmas & STATE_NOUNS) or (above.pos_ == "PROPN" and naming.how != "seat")


def _is_of_place(preposition: Token, naming: Naming) -> bool:
    word, governor = preposition.lower_, preposition.head
    if word in _PLACE_PREPOSITIONS:
        return not (word in ("into", "toward", "towards") and naming.how == "institution")
    if word in ("to", "from", "for"):
        return governor.lemma_.lower() in _MOTION and naming.how in ("name", "seat", "code")
    return word == "of" and governor.lemma_.lower() in (
        "city",
        "capital",
        "east",
        "west",
        "north",
        "south",
        "outskirt",
        "suburb",
    )
