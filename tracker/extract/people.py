"""Who the noun phrases of one article stand for: people, countries, bodies, and those who are only described.

A person is introduced once ("Liu Pengyu, a spokesman for the Chinese embassy in Washington") and then taken up as "Liu"
or "Mr Liu". Whether a name is a person's or a body's the reader has learned; which names are one, and for whom somebody
acts, the words tell: the listed office, or what stands beside the name. Whom "he" or "the ministry" means in a
statement is a choice among these phrases, and not made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from tracker.extract.clauses import SUBJECTS, subjects_of
from tracker.extract.names import Name, find_names
from tracker.lexicon import actors as lexicon
from tracker.lexicon.titles import gender_of_title, title
from tracker.models.reader import Mention
from tracker.parsing import Page
from tracker.records import Actor, SourceKind
from tracker.word_lists import numbers, word_list

_PARTICLES = word_list("name_words", "particles")
_BODY_PREPOSITIONS = word_list("grammar_words", "in_names")
_DESCRIBING = word_list("grammar_words", "describing")
_DEFINITE = word_list("grammar_words", "definite")
_WHERE = word_list("grammar_words", "where") | {"to"}  # "ambassador to China"
_LEFT_OUT = ("det", "predet", "nummod", "quantmod", "advmod")  # of a described source: "some", "two", "a"
_CLAUSES = ("relcl", "acl", "appos", "conj", "cc", "punct")
_SHORT_FORM = re.compile(r"\s*\(([A-Z][A-Za-z.&-]{1,9})\)")
_LONGEST = 90  # code points of a description
_NUMBERS = {word: number for word, number in numbers("number_words", "small").items() if number}


@dataclass(slots=True)
class Person:
    """Somebody whom the article names: the fullest name, where named, and whom he or she acts for."""

    key: str
    name: str
    places: list[tuple[int, int]] = field(default_factory=list)  # token numbers, both included
    acts_for: str | None = None
    reason: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks or meets: the name or description, who it is and whom it acts for, where known.

    `local` where it is described, not named; `number` counts those who are not named, where the words do.
    """

    name: str
    kind: SourceKind
    actor: str | None = None
    acts_for: str | None = None
    reason: str = ""
    local: bool = False
    number: int | None = None


class People:
    """Everybody and every listed actor of an article, with look-ups by mention and by token."""

    def __init__(self, page: Page, mentions: Sequence[Mention]) -> None:
        """Take the page and its mentions; the lexicon's offices are those of the publication date."""
        self.page, self.mentions = page, mentions
        self.names = find_names(page)
        self._name_at = {i: name for name in self.names for i in range(name.first, name.last + 1)}
        self._tokens = [self._within(mention) for mention in mentions]
        self._roots = [_root(tokens) if tokens else None for tokens in self._tokens]
        self._by_root = {root.i: n for n, root in enumerate(self._roots) if root is not None}
        self.people: dict[str, Person] = {}
        self._person_at: dict[int, Person] = {}
        self._aliases = dict(self._short_forms())
        self._described_actors: set[str] = set()  # keys of those that a description stands for
        self._name_people()
        for person in self.people.values():
            self._set_acts_for(person)

    # ---------------------------------------------------------- look-ups

    def person_at(self, token: Token) -> Person | None:
        """Return the person that the token helps to name, if any."""
        return self._person_at.get(token.i)

    def name_at(self, token: Token) -> Name | None:
        """Return the listed actor that the token helps to name, if any."""
        return self._name_at.get(token.i)

    def mention_at(self, token: Token) -> int | None:
        """Return the number of the mention that the token heads, if any."""
        return self._by_root.get(token.i)

    def is_place(self, name: Name) -> bool:
        """Whether a listed name only says where: what the reader takes for a place, "Moscow" of "Moscow residents"."""
        start, end = self.page.dateline
        head = self._head(name)
        if start <= head.idx < end:
            return True
        number = self._by_root.get(head.i)
        if number is not None:
            return self.mentions[number].type == "place"
        return name.naming.how == "seat" and head.dep_ in ("compound", "nmod", "poss") and not self._is_of_state(head)

    def party(self, mention: int, until: int | None = None) -> Party | None:
        """Return whom a mention means, None of a pronoun; a description goes on to `until` (code points) at most."""
        root = self._roots[mention]
        if root is None or self.mentions[mention].is_pronoun:
            return None
        person = self._person_at.get(root.i)
        if person is not None:
            return Party(person.name, "person", person.key, person.acts_for, person.reason)
        name = self._name_at.get(root.i)
        if name is not None and name.naming.how not in ("people", "demonym"):
            words = self.page.doc[name.first : name.last + 1].text
            actor = lexicon.actor(name.naming.actor)
            return Party(words, "organisation", actor.key, actor.acts_for, actor.reason if actor.acts_for else "")
        if root.pos_ == "PROPN" and name is None and not self._is_post(mention, root):
            return self._named(mention, root)
        return self._described(mention, root, until)

    def actor_keys(self, token: Token) -> Iterator[tuple[str, str, bool]]:
        """Yield the actors that a token names, each with the reason, and whether it only says where something is."""
        person, name = self.person_at(token), self.name_at(token)
        if person is not None:
            yield person.key, person.name, False
            if person.acts_for:
                yield person.acts_for, person.reason, False
        elif name is not None:
            actor, place = lexicon.actor(name.naming.actor), self.is_place(name)
            yield actor.key, f"“{self.page.doc[name.first : name.last + 1].text}”", place
            if actor.acts_for:
                yield actor.acts_for, actor.name, place

    def key_of(self, token: Token) -> str | None:
        """Return the key of the person or listed actor that the token helps to name: people before countries."""
        person = self._person_at.get(token.i)
        if person is not None:
            return person.key
        name = self._name_at.get(token.i)
        return name.naming.actor if name is not None else None

    # ---------------------------------------------------------- people

    def _within(self, mention: Mention) -> list[Token]:
        span = self.page.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return list(span) if span is not None else []

    def _name_people(self) -> None:
        for name in self.names:
            if name.naming.is_person:
                self._add_place(self._listed(name), name.first, name.last)
        runs = [(n, run) for n in range(len(self.mentions)) if (run := self._name_run(n)) is not None]
        single: list[tuple[int, int]] = []
        for number, (first, last) in runs:
            is_listed = last in self._person_at or last in self._name_at
            if is_listed or self.mentions[number].type != "person":
                continue
            if all(_is_particle(token) for token in self.page.doc[first:last]):
                single.append((first, last))
            elif self.page.doc[last].pos_ == "PROPN" or lexicon.is_given_name(self.page.doc[first].text):
                self._add_place(self._unlisted(first, last), first, last)
        for first, last in single:
            token = self.page.doc[last]
            person = self._bearer(token) or (self._unlisted(first, last) if token.pos_ == "PROPN" else None)
            if person is not None:
                self._add_place(person, first, last)
        self._name_within_phrases()

    def _name_within_phrases(self) -> None:
        """Find the people whom a surname within another phrase names: "Lind's lawyer", "a Lind aide"."""
        surnames = {part for person in self.people.values() for part in (person.name.split()[-1],)}
        for token in self.page.doc:
            if token.text in surnames and token.i not in self._person_at and token.i not in self._name_at:
                beside = token.dep_ in ("poss", "compound", "nmod", "conj", "appos", "pobj", "nsubj", "dobj")
                bearer = self._bearer(token) if beside and token.pos_ == "PROPN" else None
                if bearer is not None:
                    self._add_place(bearer, token.i, token.i)

    def _bearer(self, token: Token) -> Person | None:
        """The person with that surname or first name: the one named last before it, else the first named after it."""
        gender = gender_of_title(token.nbor(-1).lower_) if token.i > 0 else ""
        bearers = [
            (last, person)
            for person in self.people.values()
            if token.lower_ in person.name.lower().split() and person.gender in ("", gender or person.gender)
            for _, last in person.places
        ]
        before = [(last, person) for last, person in bearers if last < token.i]
        return (
            max(before, key=lambda b: b[0])[1] if before else min(bearers, key=lambda b: b[0])[1] if bearers else None
        )

    def _listed(self, name: Name) -> Person:
        key = name.naming.actor
        if key not in self.people:
            office = lexicon.office_on(key, self.page.article.published)
            called = lexicon.actor(key).name
            person = Person(key, called, gender=lexicon.gender_of(called.split()[0]))
            if office is not None:
                person.acts_for, person.reason = office.acts_for, f"{called}: {office.title}"
            self.people[key] = person
        return self.people[key]

    def _unlisted(self, first: int, last: int) -> Person:
        doc = self.page.doc
        name = " ".join(doc[first : last + 1].text.split())
        key = _slug(name)
        gender = gender_of_title(doc[first - 1].lower_) if first > 0 else ""
        return self.people.setdefault(key, Person(key, name, gender=gender or lexicon.gender_of(name.split()[0])))

    def _add_place(self, person: Person, first: int, last: int) -> None:
        person.places.append((first, last))
        for i in range(first, last + 1):
            self._person_at[i] = person

    def _name_run(self, mention: int) -> tuple[int, int] | None:
        """The tokens of the name that ends a mention, without the titles and nations before it; None of no name."""
        root, tokens = self._roots[mention], self._tokens[mention]
        if root is None or root.pos_ not in ("PROPN", "NOUN"):  # the parser takes some surnames for nouns
            return None
        first = self._run_start(tokens, root)
        while first < root.i and (self._is_no_name(self.page.doc[first]) or self._is_before_title(first, root.i)):
            first += 1
        is_name = _has_capital(root) and (title(root.text) is None or self._is_named(first))
        return (first, root.i) if is_name else None

    def _is_named(self, first: int) -> bool:
        """Whether a name stands there and no post: "Otto King", "Sen. Angus King", not "Prime Minister"."""
        before = self.page.doc[first - 1].text if first > 0 else ""
        is_titled = title(before) is not None and (before.endswith(".") or gender_of_title(before) != "")
        return is_titled or lexicon.is_given_name(self.page.doc[first].text)

    def _run_start(self, tokens: Sequence[Token], root: Token) -> int:
        first = root.i
        while first > tokens[0].i and _goes_before(self.page.doc[first - 1]):
            first -= 1
        return first

    def _is_before_title(self, at: int, root: int) -> bool:
        """Whether a word only leads on to a title: the "Foreign" of "Foreign Minister Otto Lind"."""
        doc = self.page.doc
        return not lexicon.is_given_name(doc[at].text) and any(title(t.text) is not None for t in doc[at + 1 : root])

    def _is_no_name(self, token: Token) -> bool:
        name = self._name_at.get(token.i)
        other = name is not None and not name.naming.is_person
        return other or title(token.text) is not None or not token.text[0].isupper() or token.dep_ == "punct"

    def _set_acts_for(self, person: Person) -> None:
        """Set for which state somebody acts who is in no list, by the words before or beside the name."""
        if person.acts_for is not None:
            return
        for first, last in person.places:
            number = self._by_root.get(last)
            root = self.page.doc[last]
            before = self._tokens[number][: first - self._tokens[number][0].i] if number is not None else []
            found = self._state_in(before)
            for beside in _beside(root) if found is None else ():
                other = self._by_root.get(beside.i)
                if other is not None and (party := self._described(other, beside, None)) and party.acts_for:
                    found = party.acts_for, party.name
                    break
            if found is not None:
                self._described_actors.add(found[0])
                person.acts_for, person.reason = found[0], f"{person.name}: {found[1]}"
                return

    # ---------------------------------------------------------- bodies and descriptions

    def _is_post(self, mention: int, root: Token) -> bool:
        """Whether a capital makes no name: "the Prime Minister", "Russia's Foreign Ministry"."""
        if not _has_capital(root):
            return True
        if title(root.text) is None:
            return False
        return self.mentions[mention].is_human or bool(
            self._state_in(self._tokens[mention]) or self._state_of_same(mention, root)
        )

    def _named(self, mention: int, root: Token) -> Party:
        """Who is named by a name of no list."""
        kind = self.mentions[mention].type
        words = self._aliases.get(root.text) or self._full_name(mention, root)
        if kind == "people":  # "Democrats"
            return Party(words, "unnamed", local=True)
        if kind == "person":
            return Party(words, "person", _slug(words))
        return Party(words, "document" if kind == "document" else "organisation")

    def _full_name(self, mention: int, root: Token) -> str:
        """The words of a body's name: "Ministry of Health", "Gull Air Inc"."""
        first, _ = self._name_run(mention) or (root.i, root.i)
        first = first if first < root.i else self._run_start(self._tokens[mention], root)
        tokens = list(self.page.doc[first : root.i + 1])
        of = next(
            (k for k in root.children if k.dep_ == "prep" and k.lower_ in _BODY_PREPOSITIONS and k.i == root.i + 1),
            None,
        )
        if of is not None and any(k.pos_ == "PROPN" for k in of.children):
            tokens += [t for t in of.subtree if not _is_below(t, of)]
        return _plain("".join(t.text_with_ws for t in tokens)) or root.text

    def _short_forms(self) -> Iterator[tuple[str, str]]:
        """Yield short forms in brackets with the name before whose initials they have: "Ministry of Defence (MoD)"."""
        text = self.page.article.text
        for number, mention in enumerate(self.mentions):
            found = _SHORT_FORM.match(text, mention.end)
            root = self._roots[number]
            if found is None or root is None or root.pos_ != "PROPN":
                continue
            start = mention.start
            before = text[max(0, start - 40) : mention.end]
            words = re.findall(r"[\w&'’-]+", before)
            letters = [c for c in found[1] if c.isupper()]
            initials = [w[0] for w in words if w[0].isupper()]
            if len(letters) > 1 and initials[-len(letters) :] == letters:
                capitals = [n for n, w in enumerate(words) if w[0].isupper()]
                yield found[1], " ".join(words[capitals[-len(letters)] :])

    def _described(self, mention: int, root: Token, until: int | None) -> Party:
        tokens = [t for t in self._tokens[mention] if not (t.head == root and t.dep_ in _LEFT_OUT)]
        tokens += self._following_modifiers(mention, root, until)
        found = self._state_in(tokens) or self._state_of_same(mention, root)
        acts_for, reason = found or (None, "")
        if acts_for is not None:
            self._described_actors.add(acts_for)
        words = _plain("".join(self._shown(t, acts_for) for t in tokens))[:_LONGEST]
        kind = self._kind(mention, root)
        number = _count(root) if kind == "unnamed" else None
        holder = self._holder(words, acts_for) if kind == "office" else None
        return Party(words or root.text, kind, holder, acts_for, reason, local=True, number=number)

    def _following_modifiers(self, mention: int, root: Token, until: int | None) -> list[Token]:
        """What says more right after a description: "of the embassy in Washington", "close to the talks"."""
        more: list[Token] = []
        at = self._tokens[mention][-1].i + 1
        is_human = self.mentions[mention].is_human
        for kid in root.rights:
            if kid.i != at or not (_is_preposition(kid) or (is_human and _is_property(kid))):
                continue
            phrase = [t for t in kid.subtree if not _is_below(t, kid)]
            if until is not None and phrase and phrase[-1].idx >= until:
                break
            more += phrase
            at = kid.right_edge.i + 1
        return more

    def _kind(self, mention: int, root: Token) -> SourceKind:
        kind = self.mentions[mention].type
        if kind in ("document", "other"):
            return "document"
        if kind in ("body", "place"):
            return "organisation"
        named = title(root.lemma_)
        is_one = root.tag_ in ("NN", "NNP") and any(k.lower_ == "the" or k.dep_ == "poss" for k in root.children)
        return "office" if is_one and named is not None and named.is_office else "unnamed"

    def _state_in(self, tokens: Sequence[Token]) -> tuple[str, str] | None:
        """For whom a description speaks, with its words: "Chinese embassy" for CHN; None where they do not."""
        if not any((named := title(t.lemma_)) is not None and named.is_for_state for t in tokens):
            return None
        for token in tokens:
            name = self._name_at.get(token.i)
            if name is None or name.naming.is_person or name.naming.how == "people" or _is_aside(token, tokens):
                continue
            return name.naming.actor, _plain("".join(t.text_with_ws for t in tokens))
        return None

    def _state_of_same(self, mention: int, root: Token) -> tuple[str, str] | None:
        """For whom "the embassy", "the spokesman" speaks: as the one described before it by these words and more."""
        is_definite = any(k.lower_ in _DEFINITE for k in root.children)
        if not is_definite:
            return None
        words = _words(self._tokens[mention], root)
        for number in range(mention - 1, max(-1, mention - 200), -1):
            other = self._roots[number]
            if other is not None and other.lower_ == root.lower_:
                tokens = self._tokens[number] + self._following_modifiers(number, other, None)
                found = self._state_in(tokens) if words <= _words(tokens, other) else None
                if found is not None:
                    return found
        return None

    def _is_of_state(self, token: Token) -> bool:
        named = title(token.head.lemma_)
        return named is not None and named.is_for_state

    def _shown(self, token: Token, acts_for: str | None) -> str:
        """A word of a description; a country in one form of its adjective, so that "US" and "American" are one."""
        name = self._name_at.get(token.i)
        if name is None or name.naming.actor != acts_for or token.dep_ not in ("amod", "compound"):
            return token.text_with_ws
        if name.naming.how in ("institution", "seat"):
            return token.text_with_ws
        after = self.page.doc[name.last].whitespace_
        return lexicon.adjective(name.naming.actor) + after if token.i == name.first else ""

    def _holder(self, words: str, acts_for: str | None) -> str | None:
        """Who held an office on the article's date where its words tell which: "the secretary of state"."""
        date = self.page.article.published
        if acts_for is None or date is None:
            return None
        plain = words.lower().split()
        for first in range(len(plain)):
            key = lexicon.holder_on(acts_for, " ".join(plain[first:]), date)
            if key is not None:
                self._described_actors.add(key)
                return key
        return None

    def _head(self, name: Name) -> Token:
        tokens = self.page.doc[name.first : name.last + 1]
        return next((t for t in reversed(list(tokens)) if not name.first <= t.head.i <= name.last), tokens[-1])

    # ---------------------------------------------------------- for the store

    def actors(self) -> list[Actor]:
        """Return the records of all actors that the article names, and of those whom they act for."""
        keys = {n.naming.actor for n in self.names} | {p.acts_for for p in self.people.values() if p.acts_for}
        keys |= self._described_actors
        listed = [self._in_office(key) for key in keys if key not in self.people]
        found = [self._record(person) for person in self.people.values()]
        beyond = {a.acts_for for a in (*listed, *found) if a.acts_for} - keys
        return sorted([*listed, *found, *map(lexicon.actor, beyond)], key=lambda a: a.key)

    def _in_office(self, key: str) -> Actor:
        """The listed actor; a person in the office held when the article appeared."""
        actor, office = lexicon.actor(key), lexicon.office_on(key, self.page.article.published)
        if office is None:
            return actor
        reason = f"lexicon: {office.title}"
        return replace(actor, acts_for=office.acts_for, since=office.since, until=office.until, reason=reason)

    def _record(self, person: Person) -> Actor:
        office = lexicon.office_on(person.key, self.page.article.published)
        aliases = lexicon.actor(person.key).aliases if lexicon.offices(person.key) else ()
        since, until = (office.since, office.until) if office else (None, None)
        return Actor(person.key, person.name, "person", aliases, person.acts_for, since, until, person.reason)


def _root(tokens: Sequence[Token]) -> Token:
    """The token on which the others hang."""
    numbers = {t.i for t in tokens}
    return next((t for t in reversed(tokens) if t.head.i not in numbers or t.head == t), tokens[-1])


def _goes_before(token: Token) -> bool:
    """Whether a token may belong to the name that follows it."""
    return token.pos_ == "PROPN" or token.lower_ in _PARTICLES or token.text in ("-", "–", "'", "’", "&")


def _is_particle(token: Token) -> bool:
    return token.lower_ in _PARTICLES


def _has_capital(token: Token) -> bool:
    return any(c.isupper() for c in token.text)


def _words(tokens: Sequence[Token], root: Token) -> set[str]:
    """The words of a phrase that tell whom it describes."""
    return {
        t.lower_ for t in tokens if t.pos_ in ("NOUN", "PROPN", "ADJ") and not (t.head == root and t.dep_ in _LEFT_OUT)
    }


def _is_preposition(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ in _DESCRIBING


def _is_property(token: Token) -> bool:
    """Whether what follows a word for people says who they are: "close to the talks", "briefed on the talks"."""
    return token.dep_ == "amod" or (token.dep_ == "acl" and token.tag_ in ("VBN", "VBD"))


def _is_aside(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether nobody speaks for what a name stands for: "embassy in Washington", "familiar with the US plan"."""
    is_where = token.dep_ == "pobj" and token.head.lower_ in _WHERE
    return is_where or any(above.pos_ in ("ADJ", "VERB") and above in tokens for above in token.ancestors)


def _beside(root: Token) -> Iterator[Token]:
    """Yield the nouns in apposition to a name; of "a spokesman, Liu Pengyu, said" the other subject."""
    yield from (k for k in root.children if k.dep_ == "appos")
    if root.dep_ == "appos":
        yield root.head
    if root.dep_ in SUBJECTS:
        yield from (k for k in subjects_of(root.head) if k != root)


def _is_below(token: Token, top: Token) -> bool:
    """Whether a token stands in a clause, an aside or another member within a phrase."""
    while token != top:
        if token.dep_ in _CLAUSES:
            return True
        token = token.head
    return False


def _count(root: Token) -> int | None:
    """How many people a noun counts: "two officials" 2, "a trader" 1; None where it does not count."""
    for kid in root.children:
        if kid.dep_ == "nummod":
            word = kid.lower_
            return _NUMBERS.get(word) or (int(word) if word.isdecimal() and len(word) < 4 else None)
    return 1 if root.tag_ == "NN" else None


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" ,.;:-—–<>\"'“”‘’")


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


__all__ = ["Party", "People", "Person"]
