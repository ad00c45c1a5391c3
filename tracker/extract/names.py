"""Which words of an article name an actor, and whether they stand for it or for a place.

"Moscow said" speaks of Russia; "in Moscow" and "Moscow residents" speak of a city. The parse decides: a name after a
preposition of place is a place, and so is what one visits or leaves. An adjective of nationality counts where it stands
with a word for people, bodies or acts of a state ("Russian officials", "the Russian request"); with any other it names
neither an actor nor a place ("Russian dressing").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from tracker.extract.roles import GENDERS, ROLES, is_human
from tracker.extract.words import CALENDAR
from tracker.lexicon import actors as lexicon
from tracker.lexicon.actors import Naming, Office, longest_name
from tracker.parsing import Page

_LONGEST = 6  # words of a name of which a paper sets the first in capitals
_BESIDE = ("compound", "nmod", "flat")
# Short forms that begin otherwise than the name, and a spelling: "Bob" is Robert.
_NICKNAMES = {
    "Bob": "Robert", "Bill": "William", "Dick": "Richard", "Ted": "Edward", "Ned": "Edward", "Jack": "John",
    "Hank": "Henry", "Peggy": "Margaret", "Chuck": "Charles", "Bobby": "Robert", "Billy": "William", "Xavier": "Javier",
}  # fmt: skip
_PLACE_PREPOSITIONS = set(
    "in at near inside outside around across throughout within into through over above towards toward onto off".split()
)
# What lies in a place or comes from it, where a state's would be its own doing: "Moscow's streets", "Kyiv residents".
_OF_A_PLACE = set(
    "street resident suburb airport mayor hospital subway metro underground population weather crop skyline outskirt "
    "district centre center square market restaurant museum coast port harbour harbor river mountain city region "
    "north south east west neighbourhood neighborhood neighbourhoods apartment hotel cafe school university theatre "
    "theater zoo park bridge road station tourist visitor commuter shopper inhabitant dweller native taxi bus train "
    "flat house building church mosque cathedral stadium correspondent bureau summit conference heat winter summer "
    "rain storm earthquake flood soil territory border frontier capital side-street landmark suburbia vicinity area "
    "part town village province".split()
)
_WITHIN = set(
    "city capital east west north south outskirt suburb street centre center heart port town area part parts "
    "soil territory region coast map border side streets province village half rest".split()
)
_TRIPS = set(
    "flight trip visit journey road way travel return arrival train route tour voyage border frontier bus ship "
    "drive pilgrimage".split()
)
_VISITING = {
    "visit",
    "leave",
    "reach",
    "enter",
    "cross",
    "tour",
    "flee",
    "exit",
    "approach",
    "near",
    "depart",
    "overfly",
}
_RECEIVING = set(
    "hear buy get receive demand seek want need expect win extract obtain purchase secure draw differ distance shield "
    "protect learn accept request".split()
)
_SENT = set(
    "letter message signal word call money cash arm weapon help order instruction permission reply answer pushback "
    "criticism outrage condemnation praise invitation interference protection reassurance guarantee news warn".split()
)  # by the state whose seat is named
_TRUSTING = {"trust", "confidence", "faith", "belief", "believe"}
_AMERICAN_TOO = {"GEO"}
_STATE_ONLY = {"government", "official", "ministry"}
# What is between states: "US-China talks", "China ties".
_BETWEEN_STATES = set(
    "talk relation tie war conflict deal agreement summit crisis trade tension meeting dialogue dispute rivalry "
    "relationship alliance treaty pact negotiation row standoff cooperation partnership truce ceasefire".split()
)
_TELLING = {"tell", "ask", "inform", "remind", "assure", "warn"}
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
    "readout communique communiqué document dossier note briefing "
    "propaganda disinformation media television news newspaper regime occupation security action behaviour "
    "behavior".split()
)


_PRIVATE_BODIES = set("association federation museum forum foundation society league club church guild union".split())
_PRIVATE_FOR = set("institute center centre school university college hospital".split())  # "for Chinese Medicine"
_OF_STATES = {"Federal", "National", "State", "Military", "Army", "Police", "Central"}
_IN_NAMES = ("PROPN", "NOUN", "ADP")
_CALLED_BY_PLACE = {"Air", "Bank", "Radio", "Statistics", "Team", "Telecom", "Television", "TV"}
# Before a country's name these tell which part or time of it is meant, not whose branch.
_TELLING_OF_COUNTRY = set(
    "north south east west northern southern eastern western central upper lower greater inner outer mainland coastal "
    "nazi weimar communist soviet imperial tsarist fascist islamist moslem muslim christian catholic orthodox "
    "revolutionary democratic republican colonial baathist white black nuclear modern young "
    "victorian ottoman vichy tudor stalinist francoist bolivarian apartheid brexit sunni shiite shia kurdish "
    "small big vast rich host rival fellow".split()
)
_LIKE_A_WORD = re.compile(r"(?:ed|ing|[ae]nt|y|ful|less|ous|s|[eo]r|al|ic|an|war|time)$")


Use = Literal["actor", "place", "none"]


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens first to last (numbers, both included) that name an actor, and whether they stand for it.

    `use` is "place" where they only tell where, "none" where they tell neither ("Russian dressing").
    """

    first: int
    last: int
    naming: Naming
    use: Use

    @property
    def is_place(self) -> bool:
        """Whether the words do not stand for the actor."""
        return self.use != "actor"


def find_names(page: Page) -> list[Name]:
    """Return the names of listed actors in text order.

    A name that is not enough alone ("Washington", "Johnson") is taken where the article names the same actor more
    fully elsewhere; of several bearers of one name, the one that is so named, last before it where all of them are.
    What stays open is left out.
    """
    doc = page.doc
    found = list(_found(doc))
    sure: dict[str, list[int]] = {}
    for first, _, namings in found:
        safe = {n.actor for n in namings if n.safe}
        if len(safe) == 1:
            sure.setdefault(safe.pop(), []).append(first)
    start, end = page.dateline
    names: list[Name] = []
    for first, last, namings in found:
        naming = _by_use(doc, first, last, namings) or _of_office(doc, first, last, namings)
        naming = naming or _chosen(namings, sure, first)
        if naming is None and _is_foreign_state(doc, first, last, namings, sure):
            naming = next(n for n in namings if n.how == "name")
        if naming is not None and not _names_a_body(doc, first, naming):
            use: Use = "place" if start <= doc[first].idx < end else _use(doc, first, last, naming)
            names.append(Name(first, last, naming, use))
    return names


def _names_a_body(doc: Doc, first: int, naming: Naming) -> bool:
    """Whether a country's or a city's name ends another's: "Bank Indonesia", "Radio Moscow", "Shell Canada"."""
    before = doc[first - 1] if first > 0 and naming.how in ("name", "seat", "code") else None
    if before is None:
        return False
    if before.text in _CALLED_BY_PLACE and naming.how != "code":
        return before.dep_ in ("compound", "nmod", "nsubj")
    beside = before.dep_ == "compound" and before.head.i == first and naming.how != "seat"
    return beside and lexicon.actor(naming.actor).kind == "country" and _names_a_branch(before)


def _names_a_branch(before: Token) -> bool:
    """Whether a name before a country's is its own, as that of a firm or a person: "Priorities USA", "Brian France"."""
    told = before.i > 0 and before.nbor(-1).lemma_ in _TELLING  # "told Funaro Brazil had to pay"
    plain = before.pos_ == "PROPN" and before.text.isalpha() and before.text[0].isupper() and len(before) > 1
    other = before.text in CALENDAR or before.lower_ in _TELLING_OF_COUNTRY or is_human(before)
    other = other or _only_begins_sentence(before)
    return plain and not told and not other and not longest_name([before.text], 0)[0]


def _only_begins_sentence(word: Token) -> bool:
    """Whether a word looks like no name and has its capital only at a sentence's start: "Defiant Iran denied it"."""
    if not word.is_sent_start or word.nbor().text == "USA" or not _LIKE_A_WORD.search(word.text):
        return False
    return not any(t.text == word.text and not t.is_sent_start for t in word.doc)


def _found(doc: Doc) -> Iterator[tuple[int, int, tuple[Naming, ...]]]:
    words = [token.text for token in doc]
    at = 0
    while at < len(words):
        length, namings = longest_name(words, at) if words[at][:1].isupper() else (0, ())
        if not length and at + 1 < len(words) and _is_set_in_capitals(words[at], words[at + 1]):
            length, namings = longest_name([words[at].capitalize(), *words[at + 1 : at + _LONGEST]], 0)
        if namings := _of_bearer(doc, at, namings):
            yield at, at + length - 1, namings
        at += max(length, 1)


def _of_bearer(doc: Doc, at: int, namings: tuple[Naming, ...]) -> tuple[Naming, ...]:
    """Those whom a surname may name after a title or a first name: not "Ivana Trump", "Ms. Trump"."""
    before = doc[at - 1] if at > 0 else None
    title = GENDERS.get(before.lower_.rstrip(".")) if before is not None else None
    first_name = before.text if before is not None and before.dep_ in _BESIDE else ""
    if title is None and not lexicon.is_given_name(first_name):
        return namings
    return tuple(n for n in namings if n.how != "surname" or _may_be_called(n.actor, first_name, title))


def _of_office(doc: Doc, first: int, last: int, namings: tuple[Naming, ...]) -> Naming | None:
    """Of several bearers of a surname the only one who held the office before it: "Secretary Clinton".

    Not the "Park" of "President Park Min-seo"; nor does it tell who is meant by the surname alone later on.
    """
    title = doc[first - 1] if first > 0 else None
    word = title.lower_.rstrip(".") if title is not None else ""
    named_on = last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN"
    if title is None or word not in ROLES or named_on or len(namings) < 2 or any(n.how != "surname" for n in namings):
        return None
    which, countries = {word}, set[str]()
    for kid in title.children:
        named = longest_name([kid.text], 0)[1]
        countries |= {n.actor for n in named[:1] if lexicon.actor(n.actor).kind == "country"}
        if kid.dep_ in _BESIDE and not named:
            which.add(kid.lower_)
    held = [n for n in namings if any(_is_called(o, which, countries) for o in lexicon.offices(n.actor))]
    return held[0] if len(held) == 1 else None


def _is_called(office: Office, which: set[str], countries: set[str]) -> bool:
    """Whether an office may be called so: not secretary of state "Labor Secretary", a chair "chairman", too."""
    words = set(office.title.lower().split())
    if words & {"chair", "chairman"}:
        words |= {"chair", "chairman"}
    return which <= words and countries <= {office.acts_for}


def _may_be_called(actor: str, first_name: str, title: str | None) -> bool:
    """Whether a listed person may have the title, or the first name: in full, in short or spelled otherwise."""
    own = lexicon.actor(actor).name.split()[0]
    gender, called = lexicon.gender_of(own), title or lexicon.gender_of(first_name)
    if gender and called and gender != called:
        return False
    return title is not None or _NICKNAMES.get(first_name, first_name)[0] == own[0]


def _is_set_in_capitals(word: str, following: str) -> bool:
    """Whether a paper sets the first word of a story in capitals: "LEO Varadkar"."""
    return len(word) > 2 and word.isalpha() and word.isupper() and following.istitle()


def _chosen(namings: Iterable[Naming], sure: dict[str, list[int]], at: int) -> Naming | None:
    """The one actor that a safe name names, else the one of those that it may name which the article names surely."""
    safe = [n for n in namings if n.safe]
    if len({n.actor for n in safe}) == 1:
        return safe[0]
    fitting = [n for n in namings if n.actor in sure]
    if len({n.actor for n in fitting}) < 2:
        return fitting[0] if fitting else None
    before = [(place, n) for n in fitting for place in sure[n.actor] if place < at]
    return max(before, key=lambda one: one[0])[1] if before else None


def _by_use(doc: Doc, first: int, last: int, namings: Iterable[Naming]) -> Naming | None:
    """Of a seat of a country and of a body the country where it is a place, the body where it acts: "Brussels"."""
    kinds = {lexicon.actor(n.actor).kind: n for n in namings if n.how == "seat"}
    if set(kinds) != {"country", "organisation"}:
        return None
    return kinds["organisation" if _use(doc, first, last, kinds["country"]) == "actor" else "country"]


def _is_foreign_state(doc: Doc, first: int, last: int, namings: tuple[Naming, ...], sure: dict[str, list[int]]) -> bool:
    """Whether a country's name that is also something else ("Jordan") is the country's here.

    It does something or is acted upon, no other name stands beside it, and the article is about other states too. What
    is a state of the United States as well ("Georgia") stays open.
    """
    countries = {n.actor for n in namings if n.how == "name"}
    token = doc[last]
    if len(countries) != 1 or first != last or token.pos_ != "PROPN" or countries & _AMERICAN_TOO:
        return False
    beside = [doc[i] for i in (first - 1, last + 1) if 0 <= i < len(doc)]
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj") or any(t.pos_ == "PROPN" for t in beside):
        return False
    borne = any(t.text == token.text and t.i > 0 and doc[t.i - 1].pos_ == "PROPN" for t in doc)
    return not borne and any(key != "USA" and lexicon.actor(key).kind != "person" for key in sure)


def _use(doc: Doc, first: int, last: int, naming: Naming) -> Use:
    head = _head(doc, first, last)
    if naming.how in ("person", "surname", "people"):
        return "actor"
    if naming.how == "demonym" or head.dep_ in ("amod", "compound", "nmod"):
        return _use_before_noun(head, naming)
    if any(k.dep_ == "relcl" and any(t.lower_ == "where" for t in k.children) for k in head.children):
        return "place"  # "Cairo, where the ministers sat"
    if head.dep_ == "conj" and head.head.pos_ == "PROPN":  # "in Moscow and Kyiv"
        while head.dep_ == "conj":
            head = head.head
    if head.dep_ == "pobj":
        return "place" if _is_of_place(head.head, naming) else "actor"
    if head.dep_ == "dobj" and naming.how != "institution" and head.head.lemma_.lower() in _VISITING:
        return "place"
    if head.dep_ == "poss" and naming.how != "institution" and head.head.lemma_.lower() in _OF_A_PLACE:
        return "place"
    if head.dep_ in ("npadvmod", "appos") and head.head.pos_ == "PROPN" and naming.how in ("seat", "name"):
        return "place" if naming.how == "seat" or _is_in_place(head.head) else "actor"
    return "actor"


def _use_before_noun(head: Token, naming: Naming) -> Use:
    """The use of "Russian" in "Russian officials", of "Moscow" in "Moscow residents"."""
    if _goes_with_state(head, naming):
        return "actor"
    is_place = naming.how in ("seat", "name", "code") and head.head.pos_ == "NOUN" and head.head.tag_ != "NNPS"
    return "place" if is_place and _is_local(head.head) else "none"


def _is_local(noun: Token) -> bool:
    """Whether what a noun tells is somewhere: people and places are, a mule and boots are merely called so."""
    return noun.lemma_.lower() in _OF_A_PLACE or is_human(noun)


def _is_in_place(token: Token) -> bool:
    """Whether a name tells where: "in Antalya" of "in Antalya, Turkey"."""
    return token.dep_ == "pobj" and token.head.lower_ in _PLACE_PREPOSITIONS


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token of the name on which the others hang."""
    tokens = doc[first : last + 1]
    return next((t for t in tokens if not first <= t.head.i <= last or t.head == t), tokens[-1])


def _goes_with_state(head: Token, naming: Naming) -> bool:
    above = head.head
    if head.dep_ not in ("amod", "compound", "nmod"):
        return True
    if naming.how == "demonym" and above.pos_ == "PROPN":
        return not _is_of_private_body(above)
    between = {kid.lemma_.lower() for kid in above.children if head.i < kid.i < above.i}
    lemmas = {above.lemma_.lower(), *between}
    if lemmas & (_BETWEEN_STATES | STATE_NOUNS):
        return not (naming.how == "seat" and lemmas & _OF_A_PLACE and not lemmas & _STATE_ONLY)
    return above.pos_ == "PROPN" and (naming.how == "institution" or bool(lemmas & ROLES))


def _is_of_private_body(noun: Token) -> bool:
    """Whether a nation is named in what is no body of its state: "the Center for American Women and Politics"."""
    private = _PRIVATE_BODIES
    while noun.lemma_.lower() not in private:
        is_state = noun.lemma_.lower() in STATE_NOUNS | ROLES or any(k.dep_ == "det" for k in noun.children)
        if is_state or noun.dep_ not in ("conj", "pobj", "compound") or noun.head.pos_ not in _IN_NAMES:
            return False
        if noun.dep_ == "pobj":
            noun, private = noun.head.head, _PRIVATE_BODIES | _PRIVATE_FOR
        else:
            noun = noun.head
    return not any(k.text in _OF_STATES for k in noun.children)


def _is_of_place(preposition: Token, naming: Naming) -> bool:
    word, governor = preposition.lower_, preposition.head
    lemma = governor.lemma_.lower()
    if word == "in" and lemma in _TRUSTING:
        return False
    if word in _PLACE_PREPOSITIONS:
        return not (word in ("into", "toward", "towards") and naming.how == "institution")
    if naming.how not in ("name", "seat", "code"):
        return False
    if word in ("to", "from", "for", "with") and lemma in (_TRIPS if word != "with" else {"border", "frontier"}):
        return True
    if word == "from" and naming.how == "seat":
        return lemma not in _RECEIVING | STATE_NOUNS | _SENT
    if word == "from" and governor.pos_ == "NOUN" and is_human(governor) and lemma not in ROLES:
        return True  # "volunteers from Peru"
    if word in ("to", "from", "for"):
        return lemma in _MOTION
    return word == "of" and lemma in _WITHIN
