"""Whom people, bodies and documents act for, as the words of an article tell it.

"The Chinese embassy", "a spokesman for the ministry in Tokyo" and "its chairman" say it in their own words, by
position in the parse; "the army" and "the prime minister" leave it to the words around. Where these name several
states, it stays open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from tracker.extract.names import STATE_NOUNS, Name
from tracker.extract.phrases import description, is_definite, other_subject, run_head
from tracker.extract.roles import BODIES, DOCUMENTS, ROLES, is_human
from tracker.lexicon import actors as lexicon
from tracker.lexicon.newsrooms import is_outlet

if TYPE_CHECKING:
    from tracker.extract.people import People

Acting = tuple[str, str]  # the key of an actor, and the words that lead to it

_COMPANIES = {"company", "firm", "carmaker", "manufacturer", "retailer", "group"}
# Bodies and offices of a state: without its name they are those of the state that the words around are about.
_OF_A_STATE = set(
    "government army military junta navy ministry parliament presidency minister premier chancellor".split()
)
_ALONE_OF_A_STATE = {"president", "king", "queen", "opposition", "cabinet"}  # with more words, of a company as well
_OF_A_STATE_TOO = {"foreign", "defence", "defense", "interior"}  # of a state, where a department is of them
# What without a country is an office of the United States in news in English.
_AMERICAN = (
    "administration official",
    "secretary of state",
    "secretary of defense",
    "defense secretary",
    "treasury secretary",
    "treasury",
)
_SERVANTS = {"official", "spokesman", "spokeswoman", "spokesperson", "source", "officer", "general"}  # of a ministry
_STATE_ROLES = {"minister", "premier", "chancellor"}  # a president, a secretary or an official may be a company's
_RANKS = {"senior", "top", "high", "ranking", "unnamed", "anonymous", "other"}
_OF_SOMEBODY = {"aide", "adviser", "advisor", "assistant", "counsel"}  # to a president, for whom they act
_RUN_BY = {"run", "led", "controlled", "appointed", "installed"}
_PRIVATE = {"company", "firm", "media", "newspaper", "news"}  # of a nation, and yet not its state
_AFFILIATING = {"of", "for", "from", "at", "with"}
_FAR = 200  # names and runs of proper nouns that a word like "the agency" looks back over
_STATE_REACH = 2  # sentences that "the army" looks back for its state
OWNING = {"its", "their", "his", "her"}


class Affiliations:
    """Finds whom a noun phrase of an article acts for; who is who is asked of its people, as far as known by then."""

    def __init__(self, people: People) -> None:
        """Take the people of the article."""
        self._people = people
        self._person_at, self._name_at = people.person_by_number, people.name_by_number

    def body_before(self, head: Token) -> Token | None:
        """Return the head of the last name before "the agency", "the company" that such a word may take up."""
        word = head.text[0].upper() + head.text[1:]
        for name in self._names_before(head):
            if name.is_place or name.naming.how in ("demonym", "people", "person", "surname"):
                continue
            words = {t.text for t in self._people.page.doc[name.first : name.last + 1]}
            actor = lexicon.actor(name.naming.actor)
            is_company = head.lemma_.lower() in _COMPANIES and actor.kind == "organisation" and not actor.acts_for
            if word in words or (is_company and not is_outlet(actor.name)):  # "he told Reuters. The company said"
                return self._people.page.doc[name.last]
        runs = self._people.runs
        at = bisect_left(runs, (head.i, 0))
        for first, last in reversed(runs[max(0, at - _FAR) : at]):
            run = self._people.page.doc[first : last + 1]
            if last < head.i and first < last and word in {t.text for t in run}:
                title = next((t.i for t in run if t.i > first and t.lemma_.lower() in ROLES), last + 1)
                if title <= last and self._person_at(last) is not None:  # "Gull Agency Director Mary Dale"
                    return self._people.page.doc[title - 1]
                return run_head(self._people.page.doc, first, last)
        return None

    def may_be_of_a_state(self, head: Token) -> bool:
        """Whether "the army", "the secretary of state" may speak for a state that its words do not name."""
        return head.pos_ in ("NOUN", "PROPN") and self._is_of_a_state(head) and is_definite(head)

    def of(self, head: Token, *, beside: bool = False) -> Acting | None:
        """Return whom a noun phrase acts for by its own words: nearest before its head, then after "of" or "for".

        `beside`: also by what stands beside it, as for a name in apposition.
        """
        before = (found for token in self._before(head) if (found := self._of_one(token, head)) is not None)
        found = next(before, None) or self._of_those_after(head, beside)
        if found is None and beside and head.dep_ in ("appos", "compound", "nsubj"):
            described = head.head if head.dep_ != "nsubj" else other_subject(head)
            if described is not None and described.lemma_.lower() in ROLES:
                return self.of(described)
        return found

    @staticmethod
    def _before(head: Token) -> list[Token]:
        own = [t for t in head.children if t.dep_ in ("amod", "compound", "nmod", "poss", "nummod")]
        # not the first of "France's Marine Le Pen Backs Trump And Denounces Clinton"
        own = [t for t in own if t.dep_ != "poss" or all(k.text != "And" for k in head.doc[t.i : head.i])]
        return [head, *reversed(own)]

    def _of_one(self, token: Token, head: Token) -> Acting | None:
        """Whom one word before the head, or the head itself, says that it acts for."""
        found = self.of_name(token)
        if found is not None or token == head:
            return found
        if token.lower_ in _RUN_BY:  # "the Hamas-run health ministry"
            found = next((one for k in token.children if k.i < token.i and (one := self.of_name(k)) is not None), None)
        elif token.lower_ in OWNING:
            found = self.of_owner(token)
        elif token.dep_ == "poss":
            found = self._of_taken_up(token) or (self.state_around(token) if is_definite(token) else None)
        return found or self._nested(token)

    def _of_those_after(self, head: Token, beside: bool) -> Acting | None:
        lemma = head.lemma_.lower()
        affiliating = _AFFILIATING | ({"to"} if lemma in _OF_SOMEBODY else set())
        affiliating |= {"by"} if lemma in DOCUMENTS else set()
        for kid in head.children:
            if kid.dep_ == "prep" and kid.lower_ in affiliating:
                for named in kid.children:
                    if named.dep_ == "pobj" and (found := self.of(named) or self.state_around(named)):
                        return found
            elif (kid.dep_ == "appos" or (beside and kid.dep_ in ("acl", "nsubj"))) and (found := self.of(kid)):
                return found
        return None

    def _names_before(self, token: Token) -> Iterator[Name]:
        """The names before a token that may act for themselves or a state, the last first, as far as one looks back."""
        names = self._people.names
        at = bisect_left(names, token.i, key=lambda name: name.first)
        return (names[n] for n in range(at - 1, max(-1, at - 1 - _FAR), -1) if names[n].last < token.i)

    def of_owner(self, pronoun: Token) -> Acting | None:
        """Return whom "its", "his" in "its spokesman" means: the subject before it that can act, else the last."""
        if (person := self._person_at(pronoun.i)) is not None:
            return (person.acts_for, person.reason) if person.acts_for else None
        if pronoun.lower_ not in ("its", "their"):
            return None
        here = self._people.sentence_of[pronoun.i]
        best: tuple[tuple[bool, int, int], Name] | None = None
        for name in self._names_before(pronoun):
            if name.is_place or name.naming.how in ("person", "surname", "people", "demonym"):
                continue
            behind = here - self._people.sentence_of[name.first]
            if behind > 1:
                break
            head = run_head(self._people.page.doc, name.first, name.last)
            rank = (head.dep_ in ("nsubj", "nsubjpass"), -behind, name.first)
            if best is None or rank > best[0]:
                best = rank, name
        return self._acting_by(best[1], f"“{pronoun.text} {pronoun.head.text}”") if best is not None else None

    def _of_taken_up(self, owner: Token) -> Acting | None:
        """Of "the company's chairman", "the Agency's report" whom the name that the owner takes up acts for."""
        if owner.pos_ not in ("NOUN", "PROPN") or not any(k.lower_ == "the" for k in owner.children):
            return None
        if owner.lemma_.lower() not in BODIES or any(k.dep_ in ("compound", "amod") for k in owner.children):
            return None
        body = self.body_before(owner)
        if body is None or body.is_ancestor(owner):  # "the Harbour Bank, Olsen, the bank's economist"
            return None
        return self.of(body)

    def _acting_by(self, name: Name, words: str) -> tuple[str, str]:
        actor = lexicon.actor(name.naming.actor)
        return actor.acts_for or actor.key, f"{words}: {actor.name}"

    def state_of_role(self, head: Token) -> Acting | None:
        """Of "Lim Sung-nam, the first vice foreign minister" the state whose minister he is."""
        described = (t for t in description(head) if t.lemma_.lower() in _STATE_ROLES)
        return next((found for t in described if (found := self.state_around(t)) is not None), None)

    def state_around(self, head: Token) -> Acting | None:
        """The state whose "army", "foreign ministry" or "prime minister" it is, where only the words around tell.

        A country or capital after "in" in the same clause; else the state that acts in the sentences before.
        """
        if not self._is_of_a_state(head) or any(k.dep_ == "poss" and k.pos_ == "PROPN" for k in head.children):
            return None
        phrase = " ".join(t.lower_ for t in head.subtree)
        if any(office in phrase for office in _AMERICAN):
            return "USA", f"“{head.text}” without a country"
        if head.lemma_ == "official" and not self._is_of_a_state_by_words(head):
            seats = (n for k in head.children for n in self._where(k) if n.naming.how == "seat")
            return next(
                ((n.naming.actor, f"“{head.text}” in {lexicon.actor(n.naming.actor).name}") for n in seats), None
            )
        serves = head.lemma_.lower() in _SERVANTS
        # a minister speaks in many a capital, an army in one
        people = (is_human(head) or head.tag_ in ("NNS", "NNPS")) and not serves
        clause = [head, *head.ancestors][: 1 if people else 3]
        for name in (n for t in clause for k in t.children for n in self._where(k)):
            return name.naming.actor, f"“{head.text}” in {lexicon.actor(name.naming.actor).name}"
        is_one = head.tag_ in ("NN", "NNP") and not any(k.lower_ in ("a", "an") for k in head.children)
        return self._state_before(head) if is_one and head.lemma_.lower() not in _SERVANTS else None

    @staticmethod
    def _is_of_a_state(head: Token) -> bool:
        lemma = head.lemma_.lower()
        if lemma == "official" and not any(
            k.dep_ in ("compound", "amod") and k.lower_ not in _RANKS for k in head.children
        ):
            return True  # "officials in Tokyo"
        return Affiliations._is_of_a_state_by_words(head)

    @staticmethod
    def _is_of_a_state_by_words(head: Token) -> bool:
        lemma = head.lemma_.lower()
        beside = {k.lower_ for k in head.children if k.dep_ in ("compound", "amod")}
        deeper = {g.lower_ for k in head.children if k.dep_ == "compound" for g in k.children}
        if lemma in _SERVANTS:
            return bool((beside | deeper) & (_OF_A_STATE | {"administration"}))
        if lemma == "department":
            return any(t.lower_ in _OF_A_STATE_TOO for t in head.subtree)
        is_american = lemma == "secretary" and any(o in " ".join(t.lower_ for t in head.subtree) for o in _AMERICAN)
        return lemma in _OF_A_STATE or is_american or (lemma in _ALONE_OF_A_STATE and not beside)

    def _where(self, preposition: Token) -> Iterator[Name]:
        """The country or seat after "in" or "from"."""
        if preposition.dep_ == "prep" and preposition.lower_ in ("in", "from"):
            named = (self._name_at(k.i) for k in preposition.children if k.dep_ == "pobj")
            yield from (n for n in named if n is not None and lexicon.actor(n.naming.actor).kind == "country")

    def _state_before(self, head: Token) -> Acting | None:
        """The state that acts in this sentence and the two before it; of several the one subject of a main clause."""
        here = self._people.sentence_of[head.i]
        states, places, subjects = dict[str, str](), dict[str, str](), set[str]()
        for name in self._names_before(head):
            if here - self._people.sentence_of[name.first] > _STATE_REACH:
                break
            if name.use == "none":
                continue
            person = self._person_at(name.first)
            actor = lexicon.actor(name.naming.actor)
            of_country = person.acts_for if person is not None else actor.acts_for
            key = of_country or (actor.key if actor.kind == "country" else None)
            if key is not None and lexicon.actor(key).kind == "country":
                (places if name.is_place else states).setdefault(key, actor.name)
                named = run_head(self._people.page.doc, name.first, name.last)
                if not name.is_place and named.dep_ == "nsubj" and named.head.dep_ == "ROOT":
                    subjects.add(key)
        one = subjects if len(states) > 1 else set(states or places)
        if len(one) != 1:
            return None
        key = one.pop()
        return key, f"“{head.text}”, named after {(states or places)[key]}"

    def _nested(self, token: Token) -> Acting | None:
        for kid in reversed(list(token.children)):
            if kid.dep_ in ("amod", "compound", "nmod", "poss") and (found := self.of_name(kid) or self._nested(kid)):
                return found
        return None

    def of_name(self, token: Token) -> Acting | None:
        """Return the actor that a token names, where it is a country or body that people act for."""
        name = self._name_at(token.i)
        if name is None or name.naming.how in ("person", "surname"):
            person = self._person_at(token.i)
            return (person.acts_for, person.reason) if person is not None and person.acts_for else None
        if name.naming.how == "demonym" and token.dep_ == "amod" and not _is_of_state(token.head):
            return None
        if name.is_place or (token.dep_ == "pobj" and not _may_act_for(token, name)):
            return None
        actor = lexicon.actor(name.naming.actor)
        words = self._people.page.doc[name.first : name.last + 1].text
        whole = f"{words} {token.head.text}" if token.dep_ in ("amod", "compound", "poss") else words
        return actor.acts_for or actor.key, f"“{whole}”"


def _is_of_state(noun: Token) -> bool:
    """ "Russian officials" act for Russia; "a Russian student" and "a Russian firm" for themselves."""
    nouns = {noun.lemma_.lower(), *(k.lemma_.lower() for k in noun.children if k.dep_ in ("compound", "amod"))}
    return bool(nouns & (STATE_NOUNS | ROLES)) and noun.lemma_.lower() not in _PRIVATE


def _may_act_for(token: Token, name: Name) -> bool:
    """ "A minister from Poland" acts for it; "a student from Poland", "a resident of Moscow" only come from there."""
    noun = token.head.head
    if name.naming.how in ("institution", "person", "surname") or noun.pos_ != "NOUN":
        return True
    return noun.lemma_.lower() in STATE_NOUNS | ROLES | BODIES | DOCUMENTS and noun.lemma_.lower() not in _PRIVATE
