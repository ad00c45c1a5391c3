"""Who meets whom: the heads of the phrases that stand for each side of a meeting.

What does not act is no side, so "met the deadline" and "a meeting of minds" have none. A plural that nations share
is several ("Russian and Ukrainian negotiators", "the ministers of Mali and Chad"), and people that are named one after
the other are sides each, however the parser hangs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Token

from tracker.extract.firms import firm_partner
from tracker.extract.meeting_words import (
    AUDIENCE,
    BODIES_OF_MANY,
    BODY_NOUNS,
    BOUTS,
    CONTESTS,
    PEOPLE,
)
from tracker.extract.people import People
from tracker.extract.roles import ROLES, is_human
from tracker.extract.saying import find_speaker
from tracker.extract.words import CALENDAR
from tracker.lexicon import actors as lexicon

_PLURALS = {"they", "them", "their", "themselves", "both"}
_PAIRS = {"pair", "duo", "trio", "side", "party"}
_PERSONAL = {"i", "we", "me", "us", "my", "our"}
_STEERING = set("urge ask invite press push tell order want advise persuade allow call beg implore expect".split())
_LED = {"lead", "head", "chair"}
OFFERS = set("offer invitation proposal request plan decision call bid attempt refusal promise".split())
_LINKING = {"and", ",", "&"}


class Sides:
    """Who acts, and so may be a side of a meeting, in one article."""

    def __init__(self, people: People) -> None:
        """Take the people of the page."""
        self._people = people

    def subjects(self, verb: Token) -> list[Token]:
        """Return who does what a verb says, or is steered to do it: "urged Ankara to meet"."""
        steered = _steered(verb)
        if steered is not None:
            return [steered]
        several = [k for k in verb.children if k.dep_ == "nsubj" and k.i < verb.i and not k.is_punct]
        if len(several) > 1 and all(self._people.person_of(k) is not None for k in several):
            return several  # "Endo of Japan and Park of South Korea met", which the parser takes for two subjects
        subject = find_speaker(verb)
        if (
            subject is None and verb.dep_ == "acl" and verb.tag_ == "VBN"
        ):  # "Khan, called Erdogan", taken for a participle
            subject = verb.head if any(k.dep_ in ("dobj", "oprd") for k in verb.children) else None
        if subject is None and verb.dep_ == "pcomp" and verb.tag_ == "VBG":  # "in remarks after meeting them, he said"
            above = next((t for t in verb.ancestors if t.pos_ == "VERB"), None)
            subject = find_speaker(above) if above is not None else None
        if subject is None and verb.dep_ == "ROOT":  # "In August Trump met", where the parser makes one name of both
            month = [o for k in verb.lefts if k.dep_ == "prep" for o in k.children if o.i == verb.i - 1]
            subject = next((o for o in month if any(k.text in CALENDAR for k in o.children)), None)
        if subject is None:
            return []
        subject = antecedent(subject)
        if subject.lemma_.lower() in OFFERS:  # "turned down an invitation to meet", "her decision to meet"
            owner = [k for k in subject.children if k.dep_ == "poss"]
            above = find_speaker(subject.head) if subject.head.pos_ in ("VERB", "AUX") else None
            return owner or ([antecedent(above)] if above is not None else [])
        return [subject]

    def key(self, token: Token) -> str:
        """Return what tells one name from another: the person's or actor's key, else the word."""
        person, name = self._people.person_at(token), self._people.name_at(token)
        return person.key if person is not None else name.naming.actor if name is not None else token.text

    def acting(self, heads: Iterable[Token]) -> list[Token]:
        """Return each of the joined noun phrases that stands for people or an actor."""
        every = [t for head in heads for t in (self._listed(head) or (head, *self._joined(head)))]
        partners = [firm_partner(t, self._people) for t in every]
        every = [self._leader(t) for t in dict.fromkeys(every) if t not in partners]
        return self._named([t for t in dict.fromkeys(every) if self._acts(t)])

    def each(self, heads: Iterable[Token]) -> list[Token]:
        """Return the same as `acting`, with the nations that share a plural apart."""
        return [side for t in self.acting(heads) for side in (self._split(t) or [t])]

    def _listed(self, head: Token) -> list[Token]:
        """The people that a phrase names one after the other, however parsed: "leader A and premier B"."""
        last: dict[str, Token] = {}
        for token in head.subtree:
            person = self._people.person_at(token)
            if person is not None and token.pos_ != "PRON" and _is_of_phrase(token, head):
                last[person.key] = token
        people = sorted(last.values(), key=lambda t: t.i)
        if len(people) == 1 and not self._acts(head):
            return people
        between = [[t.lower_ for t in head.doc[a.i : b.i]] for a, b in pairwise(people)]
        if not between or not all(_LINKING & set(words) for words in between) or not {"and", "&"} & set(between[-1]):
            return []
        return [*people, *(t for t in head.conjuncts if t.i > people[-1].i and not t.is_ancestor(people[-1]))]

    def several(self, heads: Iterable[Token]) -> list[Token]:
        """Return the sides of "Putin and Xi met", of "Russian and Ukrainian envoys met", of "the ministers met"."""
        acting = self.acting(heads)
        sides = [side for t in acting for side in (self._split(t) or [t])]
        if len(sides) > 1:
            return sides
        return [t for t in sides if is_plural(t) or is_taken_up(t) or self._is_many(t)]

    def _is_many(self, head: Token) -> bool:
        return head.lemma_.lower() in BODIES_OF_MANY or self.is_organisation(head)

    def _split(self, group: Token) -> list[Token]:
        """The nations that share a plural, each of which is a side."""
        if not is_plural(group) or self._people.person_of(group) is not None:
            return []
        names = [t for t in group.subtree if self.is_named(t) and _is_of(t, group)]
        names += [t for name in names for t in name.conjuncts if t.pos_ == "PROPN" and not self.is_named(t)]
        firsts = {self.key(t): t for t in reversed(names)}
        found = sorted(firsts.values(), key=lambda t: t.i)
        return found if len(found) > 1 else []

    def _joined(self, head: Token) -> list[Token]:
        """What is joined to a side by "and"; after a name with a description the parser joins descriptions only."""
        beside = [k for k in head.children if k.dep_ in ("appos", "compound", "nmod")]
        if self._people.person_at(head) is None and any(self._people.person_at(k) for k in beside):
            named = [k for k in beside if self._people.person_at(k)]
            joined = [t for k in named for t in k.conjuncts if t.i > k.i]
            return joined + [t for k in named for t in self._joined_to_country(k)]
        joined = [t for t in head.conjuncts if head.i < t.i and t.head.pos_ not in ("VERB", "AUX")]
        joined += [k for k in head.children if k.dep_ == "nmod" and any(c.dep_ == "cc" for c in k.children)]
        return joined + (self._joined_to_country(head) if self._people.person_of(head) is not None else [])

    def _joined_to_country(self, head: Token) -> list[Token]:
        """Of "Macron of France and Scholz of Germany" Scholz, whom the parser joins to France."""
        joined = (t for t in head.subtree if t.dep_ == "conj" and t.head.dep_ == "pobj" and t.pos_ == "PROPN")
        return [t for t in joined if self._people.person_at(t) or (self._is_full_name(t) and not self.is_named(t))]

    @staticmethod
    def _is_full_name(token: Token) -> bool:
        return any(k.dep_ == "compound" and k.pos_ == "PROPN" for k in token.children)

    def _leader(self, head: Token) -> Token:
        """Of "a delegation led by General Prasert" the general."""
        for led in (k for k in head.children if k.dep_ == "acl" and k.lemma_ in _LED):
            for agent in (o for k in led.children if k.dep_ == "agent" for o in k.children):
                if self._people.person_of(agent) is not None:
                    return agent
        return head

    def _acts(self, head: Token) -> bool:
        lemma = head.lemma_.lower()
        if head.pos_ == "PRON" or head.lower_ in _PLURALS:
            return is_taken_up(head) or head.lower_ in _PERSONAL or self._people.person_of(head) is not None
        if lemma in AUDIENCE:
            return False
        if self.is_person_or_team(head):
            return True
        if self.is_named(head):
            return True
        return head.pos_ == "PROPN" and head.text not in CALENDAR and head.ent_type_ == ""

    def is_person_or_team(self, head: Token) -> bool:
        """Return whether a phrase is of a person, people or a body."""
        lemma = head.lemma_.lower()
        if lemma in AUDIENCE:
            return False
        titled = head.pos_ == "PROPN" and any(k.lemma_.lower() in ROLES for k in head.children if k.dep_ == "compound")
        return self._people.person_of(head) is not None or lemma in PEOPLE | BODY_NOUNS or is_human(head) or titled

    def is_named(self, token: Token) -> bool:
        """Return whether a token helps to name a listed actor."""
        return self._people.name_at(token) is not None

    def is_known(self, side: Token) -> bool:
        """Return whether a side is a person, a listed actor or people; of two unknown names neither need be anybody."""
        return self.is_person_or_team(side) or self.is_named(side) or is_taken_up(side)

    def is_organisation(self, token: Token) -> bool:
        """Return whether a token names a listed organisation."""
        name = self._people.name_at(token)
        return name is not None and lexicon.actor(name.naming.actor).kind == "organisation"

    def _named(self, sides: list[Token]) -> list[Token]:
        """Of "the foreign ministers, Lavrov and Kuleba," the names alone."""
        people = [t for t in sides if self._people.person_of(t) is not None]
        described = {
            t.i
            for t in sides
            if t not in people
            and is_plural(t)
            and any(p.dep_ in ("appos", "conj", "nsubj") and t.i < p.i for p in people)
            and t.lemma_.lower() in ROLES
        }
        return [t for t in sides if t.i not in described] if len(people) > 1 else sides

    def is_contest(self, cue: Token, sides: Iterable[Token]) -> bool:
        """Return whether those who meet play or argue before a public: "Italy meets Portugal in the final"."""
        sides = list(sides)
        if all(self._people.person_of(side) is not None for side in sides):
            return any(t.lemma_ in BOUTS and t.pos_ == "NOUN" for t in cue.subtree)
        if any(side.pos_ != "PROPN" for side in sides):  # "the ministers", "Russian envoys"
            return False
        words = [t for t in cue.sent if t.pos_ == "NOUN" or t.text in ("Cup", "Olympics", "Championship")]
        return any(t.lemma_.lower() in CONTESTS for t in words)


# ------------------------------------------------------------------ words and places


def antecedent(token: Token) -> Token:
    """Return what "who", "whom" or "which" stands for; any other token itself."""
    if token.tag_ not in ("WP", "WDT", "WP$") and not (token.lower_ == "that" and token.dep_ in ("nsubj", "dobj")):
        return token
    clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
    return clause.head if clause is not None else token


def is_taken_up(head: Token) -> bool:
    """Return whether a phrase means people named before: "they", "the two leaders", "both sides"."""
    if head.lower_ in _PLURALS and head.pos_ in ("PRON", "DET"):
        return True
    lemma = head.lemma_.lower()
    two = any(
        k.lower_ in ("two", "three", "both") and k.dep_ in ("nummod", "det", "predet", "amod") for k in head.children
    )
    own = any(k.dep_ in ("poss", "appos", "prep", "relcl") for k in head.children)
    own = own or any(k.pos_ == "PROPN" or (k.dep_ == "amod" and k.text[0].isupper()) for k in head.children)
    known = any(k.lower_ in ("the", "both", "these", "those") for k in head.children)
    return (
        (lemma in PEOPLE | _PAIRS or (head.tag_ == "NNPS" and lemma not in ("koreas", "sudans", "korea", "sudan")))
        and not own
        and ((two and known) or (lemma in _PAIRS - {"party"} and known and not two))
    )


def is_plural(token: Token) -> bool:
    """Return whether a noun is a plural."""
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in ("people", "police", "both")


def objects_after(verb: Token, *words: str) -> list[Token]:
    """Return what stands after these prepositions of a verb."""
    kids = (k for k in verb.children if k.dep_ in ("prep", "dative") and k.lower_ in words)
    return [o for k in kids for o in k.children if o.dep_ == "pobj"]


def _steered(verb: Token) -> Token | None:
    """Who is to meet in "urged Ankara to meet", "called on the president to meet"."""
    above = verb.head
    to = any(k.lower_ == "to" and k.dep_ == "aux" for k in verb.children)
    if not to or verb.dep_ not in ("xcomp", "ccomp", "advcl") or above.lemma_ not in _STEERING:
        return None
    own = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    if own is not None:
        return own
    passive = any(k.dep_ == "nsubjpass" for k in above.children)
    objects = [k for k in above.children if k.dep_ in ("dobj", "dative") and k.pos_ != "ADP"]
    objects += [o for k in above.children if k.lower_ == "on" and above.lemma_ == "call" for o in k.children]
    return objects[0] if objects and not passive else None


def _is_of(name: Token, group: Token) -> bool:
    """Whether a name tells whose a group is: before it, or after "of" or "from"."""
    token = name
    while token != group:
        if token.dep_ == "prep" and token.lower_ not in ("of", "from", "for"):
            return False
        if token.dep_ not in ("amod", "compound", "nmod", "poss", "conj", "prep", "pobj"):
            return False
        token = token.head
    return True


def _is_of_phrase(token: Token, head: Token) -> bool:
    """Whether a name belongs to a noun phrase itself, not to what owns it: not the Biden of "Biden's aide"."""
    while token != head:
        owns = token.dep_ == "poss" and any(k.dep_ == "case" for k in token.children)
        if owns or token.dep_ not in ("compound", "nmod", "appos", "conj", "amod", "flat", "punct", "npadvmod", "poss"):
            return False
        token = token.head
    return True
