"""The people and bodies of one article: who each name, short name, role and pronoun in it stands for.

A person is introduced once ("Liu Pengyu, a spokesman for the Chinese embassy in Washington") and then taken up as
"Liu", "Mr Liu", "the spokesman" or "he". What is known of a person, the listed office or the words of
introduction, says whom that person acts for. Where the words leave it open, it stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from tracker.extract.attributions import entries_of
from tracker.extract.names import STATE_NOUNS, Name, find_names
from tracker.extract.words import CALENDAR
from tracker.lexicon import actors as lexicon
from tracker.parsing import Page
from tracker.records import Actor

ROLES = set(
    "spokesman spokeswoman spokesperson minister president adviser advisor secretary ambassador diplomat director "
    "chief head leader senator representative governor mayor general chairman chairwoman chairperson chair member "
    "analyst professor expert economist lawyer attorney judge prosecutor strategist manager executive official officer "
    "commander king queen prince premier chancellor lawmaker congressman congresswoman candidate nominee founder envoy "
    "negotiator delegate deputy aide editor reporter journalist author activist doctor coordinator commissioner "
    "counsel dealer trader broker treasurer partner scientist researcher bishop pope cardinal priest imam sheriff "
    "colonel speaker captain lieutenant sergeant major admiral mp sen rep gov gen col dr mr mrs ms sir lord lady dame "
    "sheikh".split()
)
_TITLES = ROLES | set(
    "prime foreign vice defence defense first national security finance interior trade house white".split()
)
_BODIES = set(
    "corp corporation inc ltd plc co company bank group university ministry department committee council commission "
    "party agency association institute union court parliament senate house embassy times post journal news "
    "fund foundation organization organisation authority office bureau board congress center centre press radio "
    "television network international industries holdings airlines motors oil gas service services society league "
    "federation alliance force forces army navy police campaign administration government magazine tribune herald "
    "guardian gazette courier ledger telegraph street act bill pact treaty summit war accord agreement olympics "
    "city county state states island islands river sea ocean river mountain district province region airport".split()
)
_MALE, _FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_OCCUPATIONS = set(
    "nurse teacher driver farmer student engineer pilot baker fisherman writer historian singer actor actress soldier "
    "pastor shopkeeper owner resident surgeon electrician veteran mother father widow pensioner refugee witness "
    "banker politician businessman businesswoman lobbyist consultant psychologist poet worker neighbor".split()
)
_FELLOWS = {"counterpart", "colleague", "predecessor", "successor", "rival"}
_PRIVATE = {"company", "firm", "media", "newspaper", "news"}  # of a nation, and yet not its state
_REACH = 4  # sentences that a pronoun or a role looks back
_AFFILIATING = {"of", "for", "from", "at", "with", "to"}


@dataclass(slots=True)
class Person:
    """Somebody whom the article names: the fullest name, where named, in which roles, and whom he or she acts for."""

    key: str
    name: str
    places: list[tuple[int, int]] = field(default_factory=list)  # token numbers, both included
    roles: set[str] = field(default_factory=set)
    acts_for: str | None = None
    reason: str = ""

    @property
    def surname(self) -> str:
        """The last part of the name as it stands alone in news; for Chinese names the lexicon knows the first."""
        return self.name.split()[-1]


class People:
    """Everybody and every listed actor of an article, with look-ups by token."""

    def __init__(self, page: Page) -> None:
        """Read the names of the page; the lexicon's offices are those of the publication date."""
        self.page = page
        self.names = find_names(page.doc)
        self._name_at = {i: name for name in self.names for i in range(name.first, name.last + 1)}
        self._alone = _last_places_alone(page.doc)
        self._runs = list(_name_runs(page.doc))
        self.people: dict[str, Person] = {}
        self._person_at: dict[int, Person] = {}
        self._named: list[tuple[int, int, Person]] = []  # all mentions, in text order
        self._sentence_of = {token.i: number for number, sentence in enumerate(page.doc.sents) for token in sentence}
        for person, first, last in self._introduced():
            self._place(person, first, last)
        self._take_up_short_names()
        self._take_up_pronouns()

    # ---------------------------------------------------------- look-ups

    def name_at(self, token: Token) -> Name | None:
        """Return the listed actor that the token helps to name, if any."""
        return self._name_at.get(token.i)

    def person_at(self, token: Token) -> Person | None:
        """Return the person that the token helps to name, if any."""
        return self._person_at.get(token.i)

    def person_of(self, token: Token) -> Person | None:
        """Return whom a noun phrase with that head stands for: a name, a name beside a role, a role, or a pronoun."""
        return self.person_at(token) or self._beside(token) or self._by_role(token)

    def acts_for(self, head: Token) -> tuple[str, str] | None:
        """Return the actor that a noun phrase acts for, with the words that say so: "Chinese embassy" for CHN."""
        person = self.person_of(head)
        if person is not None and person.acts_for:
            return person.acts_for, person.reason
        return self._affiliation(head)

    # ---------------------------------------------------------- people with their full names

    def _introduced(self) -> Iterator[tuple[Person, int, int]]:
        for first, last in self._runs:
            listed = next((n for n in self._names_in(first, last) if n.naming.how in ("person", "surname")), None)
            if listed is not None:
                yield self._listed(listed), listed.first, listed.last
            elif (first := self._after_title(first, last)) < last and self._looks_like_person(first, last):
                yield self._unlisted(first, last), first, last

    def _names_in(self, first: int, last: int) -> list[Name]:
        return [n for n in dict.fromkeys(self._name_at.get(i) for i in range(first, last + 1)) if n is not None]

    def _listed(self, name: Name) -> Person:
        key = name.naming.actor
        if key not in self.people:
            office = lexicon.office_on(key, self.page.article.published)
            person = Person(key, lexicon.actor(key).name)
            if office is not None:
                person.acts_for, person.reason = office.acts_for, f"{person.name}: {office.title}"
                person.roles = set(re.findall(r"[a-z]+", office.title.lower())) & ROLES
            self.people[key] = person
        return self.people[key]

    def _unlisted(self, first: int, last: int) -> Person:
        doc = self.page.doc
        name = " ".join(t.text for t in doc[first : last + 1] if not t.is_space).replace(" - ", "-").replace(" ’ ", "’")
        person = self.people.setdefault(key := _slug(name), Person(key, name))
        head = _run_head(doc, first, last)
        person.roles |= {t.lemma_.lower() for t in _description(head)} & ROLES
        found = self._affiliation(head, beside=True)
        if found and not person.acts_for:
            person.acts_for, words = found
            person.reason = f"{name}: {words}"
        return person

    def _after_title(self, first: int, last: int) -> int:
        """The first token of the name itself: titles and listed countries or bodies before it are left out."""
        doc = self.page.doc
        titles = [i for i in range(first, last) if doc[i].lower_.rstrip(".") in _TITLES or i in self._name_at]
        return titles[-1] + 1 if titles else first

    def _looks_like_person(self, first: int, last: int) -> bool:
        doc = self.page.doc
        if not self._is_unlisted(first, last):
            return False
        head = _run_head(doc, first, last)
        titled = first > 0 and doc[first - 1].lemma_.lower().rstrip(".") in ROLES
        described = bool({t.lemma_.lower() for t in _description(head)} & (ROLES | _OCCUPATIONS))
        named = doc[first].text in _given_names()
        return titled or described or named or _has_age(doc, last) or self._is_taken_up(last)

    def _is_taken_up(self, last: int) -> bool:
        """Whether the last name stands alone later on, as a person's does and a firm's seldom."""
        surname = self.page.doc[last].text
        return len(surname) > 2 and self._alone.get(surname, -1) > last

    def _place(self, person: Person, first: int, last: int) -> None:
        person.places.append((first, last))
        insort(self._named, (first, last, person), key=lambda named: named[:2])
        for i in range(first, last + 1):
            self._person_at[i] = person

    # ---------------------------------------------------------- short names, roles, pronouns

    def _take_up_short_names(self) -> None:
        """A single name, "Yang" or "Pengyu", is the last person before it who bears it."""
        bearers: dict[str, Person] = {}
        for token in self.page.doc:
            known = self._person_at.get(token.i)
            if known is not None:
                bearers.update({part: known for part in known.name.split() if len(part) > 1})
            elif token.pos_ == "PROPN" and token.text in bearers and not self._is_within_longer_name(token):
                self._place(bearers[token.text], token.i, token.i)

    def _is_within_longer_name(self, token: Token) -> bool:
        name = self._name_at.get(token.i)
        following = token.nbor() if token.i + 1 < len(token.doc) else None
        longer = following is not None and following.pos_ == "PROPN" and following.dep_ == token.dep_ == "compound"
        return longer or (name is not None and name.naming.how not in ("person", "surname"))

    def _beside(self, head: Token) -> Person | None:
        """The name in apposition to a role, or before the verb after it ("A spokesman, Liu Pengyu, said")."""
        if head.lemma_.lower() not in ROLES | _FELLOWS and head.pos_ != "PROPN":
            return None
        for kid in head.children:
            if kid.dep_ in ("appos", "compound", "nmod") and (person := self._person_at.get(kid.i)):
                return person
        return None

    def _by_role(self, head: Token) -> Person | None:
        """ "The spokesman", "the Kremlin's spokesman": the last person of that role, of that side if one is named."""
        role = head.lemma_.lower()
        if role not in ROLES or head.tag_ not in ("NN", "NNP") or not _is_definite(head):
            return None
        side = self._affiliation(head)
        fitting = [p for p in self.people.values() if role in p.roles and (side is None or p.acts_for == side[0])]
        if side is None:
            fitting = [p for p in fitting if any(last < head.i for _, last in p.places)]
            fitting.sort(key=lambda p: max(last for _, last in p.places if last < head.i))
        return fitting[-1] if side is None and fitting else fitting[0] if len(fitting) == 1 else None

    def _take_up_pronouns(self) -> None:
        """Each "he" and "she" in turn, so that one that is resolved helps the next."""
        for token in self.page.doc:
            if token.lower_ in _MALE | _FEMALE:
                person = self._antecedent(token) or self._shown_by(token)
                if person is not None:
                    self._place(person, token.i, token.i)

    def _shown_by(self, pronoun: Token) -> Person | None:
        """Whom "he" or "she" shows to be a person where nobody was known: the subject named last before it."""
        here = self._sentence_of[pronoun.i]
        for first, last in self._runs_before(pronoun):
            head = _run_head(self.page.doc, first, last)
            near = here - self._sentence_of[first] <= 1 and head.dep_ == "nsubj"
            if near and first < last and self._is_unlisted(first, last):
                person = self._unlisted(first, last)
                self._place(person, first, last)
                return person
        return None

    def _runs_before(self, pronoun: Token) -> list[tuple[int, int]]:
        return [run for run in reversed(self._runs) if run[1] < pronoun.i]

    def _is_unlisted(self, first: int, last: int) -> bool:
        words = {t.lower_.rstrip(".") for t in self.page.doc[first : last + 1]}
        return last - first <= 3 and not words & _BODIES and not self._names_in(first, last)

    def _antecedent(self, pronoun: Token) -> Person | None:
        """The last sentence before the pronoun that speaks of people decides; in it the subject, then the first.

        Who speaks is not whom he speaks of: in "Putin, he went on, had lied" the pronoun is somebody before Putin, if
        there is anybody.
        """
        doer = _doer(pronoun)
        places = [
            (not self._is_spoken_of(first, pronoun), self._sentence_of[first], self._rank(first, last), -first, person)
            for first, last, person in self._named_before(pronoun)
            if doer is None or person is not self.person_of(doer)
        ]
        return max(places, key=lambda place: place[:4])[4] if places else None

    def _named_before(self, token: Token) -> Iterator[tuple[int, int, Person]]:
        """The mentions before a token that a reader still has in mind, the last first."""
        here = self._sentence_of[token.i]
        for at in range(bisect_left(self._named, token.i, key=lambda named: named[0]) - 1, -1, -1):
            if here - self._sentence_of[self._named[at][0]] > _REACH:
                return
            yield self._named[at]

    def _is_spoken_of(self, place: int, pronoun: Token) -> bool:
        """Whether the pronoun says what the words at `place` stand in."""
        verb = pronoun.head
        if pronoun.dep_ != "nsubj" or "clause" not in entries_of(verb):
            return False
        if self._sentence_of[place] != self._sentence_of[pronoun.i]:
            return False
        return self.page.doc[pronoun.i - 1].text in (",", '"', "”", "''")

    def _rank(self, first: int, last: int) -> int:
        """How much a mention is what its sentence is about: who speaks in it, its subject, whose it is, or less."""
        head = _run_head(self.page.doc, first, last)
        if head.dep_ in ("nsubj", "nsubjpass") and "clause" in entries_of(head.head):
            return 3
        if head.dep_ in ("nsubj", "nsubjpass") and head.head.dep_ in ("ROOT", "ccomp", "conj"):
            return 2
        return 1 if head.dep_ == "poss" and head.head.dep_ in ("nsubj", "nsubjpass") else 0

    # ---------------------------------------------------------- whom they act for

    def _affiliation(self, head: Token, *, beside: bool = False) -> tuple[str, str] | None:
        """The listed actor in the words that describe `head`: nearest before it, then after "of" or "for"."""
        own = [t for t in head.children if t.dep_ in ("amod", "compound", "nmod", "poss", "nummod")]
        for token in (head, *reversed(own)):
            if (found := self._acting(token)) is not None:
                return found
            if token != head and (found := self._nested(token)) is not None:
                return found
        for kid in head.children:
            if kid.dep_ == "prep" and kid.lower_ in _AFFILIATING - {"to"}:
                for named in kid.children:
                    if named.dep_ == "pobj" and (found := self._affiliation(named)):
                        return found
            elif (kid.dep_ == "appos" or (beside and kid.dep_ in ("acl", "nsubj"))) and (
                found := self._affiliation(kid)
            ):
                return found
        if beside and head.dep_ in ("appos", "compound", "nsubj"):
            described = head.head if head.dep_ != "nsubj" else _other_subject(head)
            if described is not None and described.lemma_.lower() in ROLES:
                return self._affiliation(described)
        return None

    def _nested(self, token: Token) -> tuple[str, str] | None:
        for kid in reversed(list(token.children)):
            if kid.dep_ in ("amod", "compound", "nmod", "poss") and (found := self._acting(kid) or self._nested(kid)):
                return found
        return None

    def _acting(self, token: Token) -> tuple[str, str] | None:
        """The actor that a token names, where it is a country or body that people act for."""
        name = self._name_at.get(token.i)
        if name is None or name.naming.how in ("person", "surname"):
            person = self._person_at.get(token.i)
            return (person.acts_for, person.reason) if person is not None and person.acts_for else None
        if name.naming.how == "demonym" and token.dep_ == "amod" and not _is_of_state(token.head):
            return None
        actor = lexicon.actor(name.naming.actor)
        words = self.page.doc[name.first : name.last + 1].text
        whole = f"{words} {token.head.text}" if token.dep_ in ("amod", "compound", "poss") else words
        return actor.acts_for or actor.key, f"“{whole}”"

    # ---------------------------------------------------------- for the store

    def actors(self) -> list[Actor]:
        """Return the records of all actors that the article names, and of those whom they act for."""
        keys = {n.naming.actor for n in self.names} | {p.acts_for for p in self.people.values() if p.acts_for}
        listed = [lexicon.actor(key) for key in keys if key not in self.people]
        found = [self._record(person) for person in self.people.values()]
        beyond = {a.acts_for for a in (*listed, *found) if a.acts_for} - keys
        return sorted([*listed, *found, *map(lexicon.actor, beyond)], key=lambda a: a.key)

    def _record(self, person: Person) -> Actor:
        office = lexicon.office_on(person.key, self.page.article.published)
        aliases = lexicon.actor(person.key).aliases if lexicon.offices(person.key) else ()
        since, until = (office.since, office.until) if office else (None, None)
        return Actor(person.key, person.name, "person", aliases, person.acts_for, since, until, person.reason)


def _doer(pronoun: Token) -> Token | None:
    """Of "Scholz spoke with him" Scholz, whom "him" cannot mean (Chomsky's principle B); None for other pronouns."""
    if pronoun.dep_ not in ("dobj", "dative", "pobj") or pronoun.lower_ not in ("him", "her"):
        return None
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    return next((k for k in verb.children if k.dep_ == "nsubj"), None) if verb.pos_ in ("VERB", "AUX") else None


def _has_age(doc: Doc, last: int) -> bool:
    """ "Olena Bondar, 44, said"."""
    after = [t.text for t in doc[last + 1 : last + 4]]
    return len(after) == 3 and after[0] == after[2] == "," and after[1].isdigit() and len(after[1]) == 2


def _is_of_state(noun: Token) -> bool:
    """ "Russian officials" act for Russia; "a Russian student" and "a Russian firm" for themselves."""
    nouns = {noun.lemma_.lower(), *(k.lemma_.lower() for k in noun.children if k.dep_ in ("compound", "amod"))}
    return noun.pos_ == "PROPN" or (bool(nouns & STATE_NOUNS) and noun.lemma_.lower() not in _PRIVATE)


@cache
def _given_names() -> frozenset[str]:
    """The first names of the people whom the lexicon lists: "Anna Schmidt" is a person, "Goldman Sachs" is not."""
    names = (actor.name.split() for actor in lexicon.actors() if actor.kind == "person")
    return frozenset(name[0] for name in names if len(name) > 1)


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


def _name_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the runs of proper nouns, first and last token, longest first by construction."""
    at = 0
    while at < len(doc):
        if doc[at].pos_ != "PROPN" or doc[at].text in CALENDAR:
            at += 1
            continue
        end = at
        while end + 1 < len(doc) and _continues(doc[end + 1], doc, end + 1):
            end += 1
        yield at, end
        at = end + 1


def _continues(token: Token, doc: Doc, at: int) -> bool:
    if token.text in ("-", "’", "'") and at + 1 < len(doc) and not doc[at - 1].whitespace_ and not token.whitespace_:
        return doc[at + 1].pos_ == "PROPN"
    return token.pos_ == "PROPN" and not token.is_sent_start and token.text not in CALENDAR


def _last_places_alone(doc: Doc) -> dict[str, int]:
    """The last place of each proper noun that stands alone as a subject, owner or object."""
    return {
        token.text: token.i
        for token in doc
        if token.pos_ == "PROPN"
        and token.dep_ in ("nsubj", "poss", "dobj", "pobj")
        and (token.i == 0 or doc[token.i - 1].pos_ != "PROPN" or doc[token.i - 1].lower_.rstrip(".") in ROLES)
    }


def _run_head(doc: Doc, first: int, last: int) -> Token:
    tokens = doc[first : last + 1]
    return next((t for t in reversed(list(tokens)) if not first <= t.head.i <= last), tokens[-1])


def _description(head: Token) -> list[Token]:
    """The nouns that describe a name: before it, in apposition to it, or that it stands in apposition to."""
    before = [k for k in head.children if k.dep_ in ("compound", "appos", "nmod", "amod")]
    deeper = [k for kid in before for k in kid.children if k.dep_ in ("compound", "conj")]
    above = [head.head] if head.dep_ in ("appos", "compound") else []
    other = _other_subject(head) if head.dep_ == "nsubj" else None
    return [*before, *deeper, *above, *([other] if other is not None else [])]


def _other_subject(head: Token) -> Token | None:
    """Of "A spokesman, Liu Pengyu, said" the parser makes two subjects: the role is the other."""
    return next((k for k in head.head.children if k.dep_ == "nsubj" and k != head and k.i < head.i), None)


def _is_definite(head: Token) -> bool:
    return any(k.dep_ == "poss" or (k.dep_ == "det" and k.lower_ == "the") for k in head.children) or any(
        k.dep_ in ("compound", "amod") for k in head.children
    )
