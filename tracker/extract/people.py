"""Whom the noun phrases of one article refer to: people, countries, bodies, and those who are only described.

A person is introduced once ("Liu Pengyu, a spokesman for the Chinese embassy in Washington") and then taken up as "Liu"
or "Mr Liu". Whether a name is a person's or a body's is the reader's decision (`Mention.type`). Which names are of one
person, and for whom somebody acts, is decided here, by rules: from the office that the lexicon lists, or from the words
beside the name. Which antecedent "he" or "the ministry" has in a statement is a choice among these phrases, which the
reader makes (`models.decoding`).

A mention is given by its number in the list of the page's mentions, a token by its number in the page. The root of a
phrase is its head, as spaCy calls it (`Span.root`).
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
_NAME_PREPOSITIONS = word_list("grammar_words", "in_names")
_DESCRIBING_PREPOSITIONS = word_list("grammar_words", "describing")
_DEFINITE = word_list("grammar_words", "definite")
_PLACE_PREPOSITIONS = word_list("grammar_words", "where") | {"to"}  # "ambassador to China"
# Dependents of a described source that its description is shown without: "some", "two", "a".
_NOT_DESCRIPTIVE = ("det", "predet", "nummod", "quantmod", "advmod")
_OUTSIDE_THE_PHRASE = ("relcl", "acl", "appos", "conj", "cc", "punct")  # see `_is_outside_phrase`
_IN_NOUN_PHRASES = ("poss", "compound", "nmod", "conj", "appos", "pobj", "nsubj", "dobj")
_REACH = 200  # mentions back to which an antecedent is sought
_BEFORE_SHORT_FORM = 40  # code points before a mention that may still be of the name that a short form stands for
_MOST_DIGITS = 3  # of a number of people
_SHORT_FORM = re.compile(r"\s*\(([A-Z][A-Za-z.&-]{1,9})\)")
_LONGEST_DESCRIPTION = 90  # code points of a description
_NUMBER_WORDS = {word: number for word, number in numbers("number_words", "small").items() if number}


@dataclass(slots=True)
class Person:
    """Somebody whom the article names: the fullest name, where it stands, and for whom he or she acts."""

    key: str
    name: str
    token_runs: list[tuple[int, int]] = field(default_factory=list)  # first and last token of each naming, included
    acts_for: str | None = None  # the key of an actor
    reason: str = ""  # how it is known for whom
    gender: str = ""  # as `lexicon.gender_of` has it; "" where it is not known


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks or meets: the name or description, and the keys of that actor and of the one it acts for, if known.

    `reason` says how it is known for whom. It is `local` where it is described, not named; `number` is how many people
    a description counts ("two officials").
    """

    name: str
    kind: SourceKind
    actor: str | None = None
    acts_for: str | None = None
    reason: str = ""
    local: bool = False
    number: int | None = None


class People:
    """The people and listed actors that an article names, with look-ups by mention and by token."""

    def __init__(self, page: Page, mentions: Sequence[Mention]) -> None:
        """Take the page and its mentions; the lexicon's offices are those of the publication date."""
        self.page, self.mentions = page, mentions
        self.names = find_names(page)
        self._name_at = {i: name for name in self.names for i in range(name.first, name.last + 1)}
        self._tokens = [self._tokens_in(mention) for mention in mentions]
        self._roots = [_root(tokens) if tokens else None for tokens in self._tokens]
        self._mention_of_root = {root.i: n for n, root in enumerate(self._roots) if root is not None}
        self.people: dict[str, Person] = {}
        self._person_at: dict[int, Person] = {}
        self._aliases = dict(self._short_forms())
        self._represented: set[str] = set()  # keys of actors that descriptions speak for or stand for
        self._find_people()
        for person in self.people.values():
            self._set_acts_for(person)

    # ---------------------------------------------------------- look-ups

    def person_at(self, token: Token) -> Person | None:
        """Return the person of whose name the token is a part, if any."""
        return self._person_at.get(token.i)

    def name_at(self, token: Token) -> Name | None:
        """Return the name of a listed actor of which the token is a part, if any."""
        return self._name_at.get(token.i)

    def mention_at(self, token: Token) -> int | None:
        """Return the number of the mention whose root the token is, if any."""
        return self._mention_of_root.get(token.i)

    def is_place(self, name: Name) -> bool:
        """Return whether a listed name only says where: in the dateline, or where the reader takes it for a place.

        Within another phrase a capital does, where it modifies no representative: "Moscow residents", not "Moscow
        officials".
        """
        start, end = self.page.dateline
        head = self._head_of_name(name)
        if start <= head.idx < end:
            return True
        mention = self._mention_of_root.get(head.i)
        if mention is not None:
            return self.mentions[mention].type == "place"
        return (
            name.naming.how == "seat"
            and head.dep_ in ("compound", "nmod", "poss")
            and not _is_representative(head.head)
        )

    def party(self, mention: int, until: int | None = None) -> Party | None:
        """Return whom a mention names or describes, None for a pronoun.

        A description takes in what modifies the mention after it, but none that reaches `until` (code points).
        """
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
        if root.pos_ == "PROPN" and name is None and not self._is_description(mention, root):
            return self._unlisted_party(mention, root)
        return self._described_party(mention, root, until)

    def actor_keys(self, token: Token) -> Iterator[tuple[str, str, bool]]:
        """Yield the keys of the actor that a token names and of the one it acts for, with reason and `is_place`."""
        person, name = self.person_at(token), self.name_at(token)
        if person is not None:
            yield person.key, person.name, False
            if person.acts_for:
                yield person.acts_for, person.reason, False
        elif name is not None:
            actor, is_place = lexicon.actor(name.naming.actor), self.is_place(name)
            yield actor.key, f"“{self.page.doc[name.first : name.last + 1].text}”", is_place
            if actor.acts_for:
                yield actor.acts_for, actor.name, is_place

    def key_of(self, token: Token) -> str | None:
        """Return the key of the person, else of the listed actor, of whose name the token is a part, if any."""
        person = self._person_at.get(token.i)
        if person is not None:
            return person.key
        name = self._name_at.get(token.i)
        return name.naming.actor if name is not None else None

    # ---------------------------------------------------------- people

    def _tokens_in(self, mention: Mention) -> list[Token]:
        span = self.page.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return list(span) if span is not None else []

    def _find_people(self) -> None:
        """Find those listed, then full names, last single names, which may be parts of the others."""
        for name in self.names:
            if name.naming.is_person:
                self._add_run(self._listed_person(name), name.first, name.last)
        runs = [(mention, run) for mention in range(len(self.mentions)) if (run := self._name_run(mention)) is not None]
        single_names: list[tuple[int, int]] = []
        for mention, (first, last) in runs:
            is_listed = last in self._person_at or last in self._name_at
            if is_listed or self.mentions[mention].type != "person":
                continue
            if all(_is_particle(token) for token in self.page.doc[first:last]):
                single_names.append((first, last))
            elif self.page.doc[last].pos_ == "PROPN" or lexicon.is_given_name(self.page.doc[first].text):
                self._add_run(self._unlisted_person(first, last), first, last)
        for first, last in single_names:
            token = self.page.doc[last]
            person = self._bearer(token) or (self._unlisted_person(first, last) if token.pos_ == "PROPN" else None)
            if person is not None:
                self._add_run(person, first, last)
        self._find_bare_surnames()

    def _find_bare_surnames(self) -> None:
        """Find the surnames of known people within phrases of others: "Lind's lawyer", "a Lind aide"."""
        surnames = {person.name.split()[-1] for person in self.people.values()}
        for token in self.page.doc:
            if token.text in surnames and token.i not in self._person_at and token.i not in self._name_at:
                is_name = token.dep_ in _IN_NOUN_PHRASES and token.pos_ == "PROPN"
                bearer = self._bearer(token) if is_name else None
                if bearer is not None:
                    self._add_run(bearer, token.i, token.i)

    def _bearer(self, token: Token) -> Person | None:
        """The person of whose name it is a part: the one named last before it, else the first named after it."""
        gender = gender_of_title(token.nbor(-1).lower_) if token.i > 0 else ""
        bearers = [
            (last, person)
            for person in self.people.values()
            if token.lower_ in person.name.lower().split() and person.gender in ("", gender or person.gender)
            for _, last in person.token_runs
        ]
        before = [(last, person) for last, person in bearers if last < token.i]
        if before:
            return max(before, key=lambda bearer: bearer[0])[1]
        return min(bearers, key=lambda bearer: bearer[0])[1] if bearers else None

    def _listed_person(self, name: Name) -> Person:
        key = name.naming.actor
        if key not in self.people:
            office = lexicon.office_on(key, self.page.article.published)
            full_name = lexicon.actor(key).name
            person = Person(key, full_name, gender=lexicon.gender_of(full_name.split()[0]))
            if office is not None:
                person.acts_for, person.reason = office.acts_for, f"{full_name}: {office.title}"
            self.people[key] = person
        return self.people[key]

    def _unlisted_person(self, first: int, last: int) -> Person:
        doc = self.page.doc
        name = " ".join(doc[first : last + 1].text.split())
        key = _slug(name)
        gender = gender_of_title(doc[first - 1].lower_) if first > 0 else ""
        return self.people.setdefault(key, Person(key, name, gender=gender or lexicon.gender_of(name.split()[0])))

    def _add_run(self, person: Person, first: int, last: int) -> None:
        person.token_runs.append((first, last))
        for i in range(first, last + 1):
            self._person_at[i] = person

    def _name_run(self, mention: int) -> tuple[int, int] | None:
        """The first and last token of the name that ends a mention, without titles and nations; None for no name."""
        root, tokens = self._roots[mention], self._tokens[mention]
        if root is None or root.pos_ not in ("PROPN", "NOUN"):  # the parser takes some surnames for nouns
            return None
        first = self._run_start(tokens, root)
        while first < root.i and (self._is_outside_name(self.page.doc[first]) or self._is_before_title(first, root.i)):
            first += 1
        is_name = _has_capital(root) and (title(root.text) is None or self._begins_a_name(first))
        return (first, root.i) if is_name else None

    def _begins_a_name(self, first: int) -> bool:
        """Whether a name and not a title begins there: "Otto King", "Sen. Angus King", not "Prime Minister"."""
        before = self.page.doc[first - 1].text if first > 0 else ""
        is_titled = title(before) is not None and (before.endswith(".") or gender_of_title(before) != "")
        return is_titled or lexicon.is_given_name(self.page.doc[first].text)

    def _run_start(self, tokens: Sequence[Token], root: Token) -> int:
        """The first token of the unbroken run of name words that ends with the root."""
        first = root.i
        while first > tokens[0].i and _goes_before(self.page.doc[first - 1]):
            first -= 1
        return first

    def _is_before_title(self, at: int, root: int) -> bool:
        """Whether a word only leads on to a title: the "Foreign" of "Foreign Minister Otto Lind"."""
        doc = self.page.doc
        return not lexicon.is_given_name(doc[at].text) and any(title(t.text) is not None for t in doc[at + 1 : root])

    def _is_outside_name(self, token: Token) -> bool:
        """Whether a person's name does not begin with a token: a nation, a body, a title, a small letter, a mark."""
        name = self._name_at.get(token.i)
        is_other_actor = name is not None and not name.naming.is_person
        return is_other_actor or title(token.text) is not None or not token.text[0].isupper() or token.dep_ == "punct"

    def _set_acts_for(self, person: Person) -> None:
        """Set for which state somebody without a listed office acts, by the words before or beside the name."""
        if person.acts_for is not None:
            return
        for first, last in person.token_runs:
            mention = self._mention_of_root.get(last)
            root = self.page.doc[last]
            before = self._tokens[mention][: first - self._tokens[mention][0].i] if mention is not None else []
            state = self._state_in(before)
            for noun in _beside(root) if state is None else ():
                description = self._mention_of_root.get(noun.i)
                if description is None:
                    continue
                party = self._described_party(description, noun, None)
                if party.acts_for:
                    state = party.acts_for, party.name
                    break
            if state is not None:
                self._represented.add(state[0])
                person.acts_for, person.reason = state[0], f"{person.name}: {state[1]}"
                return

    # ---------------------------------------------------------- bodies and descriptions

    def _is_description(self, mention: int, root: Token) -> bool:
        """Whether a mention describes and names nobody, in spite of a capital: "the Prime Minister"."""
        if not _has_capital(root):
            return True
        if title(root.text) is None:
            return False
        return self.mentions[mention].is_human or bool(
            self._state_in(self._tokens[mention]) or self._state_of_antecedent(mention, root)
        )

    def _unlisted_party(self, mention: int, root: Token) -> Party:
        """The party of a name that the lexicon does not list."""
        kind = self.mentions[mention].type
        words = self._aliases.get(root.text) or self._full_name(mention, root)
        if kind == "people":  # "Democrats"
            return Party(words, "unnamed", local=True)
        if kind == "person":
            return Party(words, "person", _slug(words))
        return Party(words, "document" if kind == "document" else "organisation")

    def _full_name(self, mention: int, root: Token) -> str:
        """The words of an unlisted name, with the "of …" that belongs to it: "Ministry of Health", "Gull Air Inc"."""
        first, _ = self._name_run(mention) or (root.i, root.i)
        first = first if first < root.i else self._run_start(self._tokens[mention], root)
        tokens = list(self.page.doc[first : root.i + 1])
        preposition = next(
            (k for k in root.children if k.dep_ == "prep" and k.lower_ in _NAME_PREPOSITIONS and k.i == root.i + 1),
            None,
        )
        if preposition is not None and any(k.pos_ == "PROPN" for k in preposition.children):
            tokens += [t for t in preposition.subtree if not _is_outside_phrase(t, preposition)]
        return _plain("".join(t.text_with_ws for t in tokens)) or root.text

    def _short_forms(self) -> Iterator[tuple[str, str]]:
        """Yield the short forms in brackets, each with the name that it is short for: "Ministry of Defence (MoD)"."""
        text = self.page.article.text
        for number, mention in enumerate(self.mentions):
            short_form = _SHORT_FORM.match(text, mention.end)
            root = self._roots[number]
            if short_form is None or root is None or root.pos_ != "PROPN":
                continue
            before = text[max(0, mention.start - _BEFORE_SHORT_FORM) : mention.end]
            words = re.findall(r"[\w&'’-]+", before)
            letters = [c for c in short_form[1] if c.isupper()]
            initials = [w[0] for w in words if w[0].isupper()]
            if len(letters) > 1 and initials[-len(letters) :] == letters:
                capitalised = [n for n, w in enumerate(words) if w[0].isupper()]
                yield short_form[1], " ".join(words[capitalised[-len(letters)] :])

    def _described_party(self, mention: int, root: Token, until: int | None) -> Party:
        """The party of a description, by its words: its kind, and for whom it speaks."""
        tokens = [t for t in self._tokens[mention] if not (t.head == root and t.dep_ in _NOT_DESCRIPTIVE)]
        tokens += self._following_modifiers(mention, root, until)
        acts_for, reason = self._state_in(tokens) or self._state_of_antecedent(mention, root) or (None, "")
        if acts_for is not None:
            self._represented.add(acts_for)
        words = _plain("".join(self._words_of_token(t, acts_for) for t in tokens))[:_LONGEST_DESCRIPTION]
        kind = self._kind(mention, root)
        number = _count(root) if kind == "unnamed" else None
        holder = self._office_holder(words, acts_for) if kind == "office" else None
        return Party(words or root.text, kind, holder, acts_for, reason, local=True, number=number)

    def _following_modifiers(self, mention: int, root: Token, until: int | None) -> list[Token]:
        """What modifies a description right after it: "of the embassy in Washington", "close to the talks"."""
        modifiers: list[Token] = []
        following = self._tokens[mention][-1].i + 1
        is_human = self.mentions[mention].is_human
        for kid in root.rights:
            if kid.i != following or not (_is_preposition(kid) or (is_human and _is_property(kid))):
                continue
            phrase = [t for t in kid.subtree if not _is_outside_phrase(t, kid)]
            if until is not None and phrase and phrase[-1].idx >= until:
                break
            modifiers += phrase
            following = kid.right_edge.i + 1
        return modifiers

    def _kind(self, mention: int, root: Token) -> SourceKind:
        """The kind of source that a description is, by the reader's type of the mention; one holder of an office."""
        kind = self.mentions[mention].type
        if kind in ("document", "other"):
            return "document"
        if kind in ("body", "place"):
            return "organisation"
        held = title(root.lemma_)
        is_one = root.tag_ in ("NN", "NNP") and any(k.lower_ == "the" or k.dep_ == "poss" for k in root.children)
        return "office" if is_one and held is not None and held.is_office else "unnamed"

    def _state_in(self, tokens: Sequence[Token]) -> tuple[str, str] | None:
        """The key of the actor that a description speaks for, and its words: CHN, "Chinese embassy"."""
        if not any(_is_representative(t) for t in tokens):
            return None
        for token in tokens:
            name = self._name_at.get(token.i)
            if name is None or name.naming.is_person or name.naming.how == "people" or _is_aside(token, tokens):
                continue
            return name.naming.actor, _plain("".join(t.text_with_ws for t in tokens))
        return None

    def _state_of_antecedent(self, mention: int, root: Token) -> tuple[str, str] | None:
        """As `_state_in` of the antecedent of "the embassy": the nearest before with its words that speaks for one."""
        if not any(k.lower_ in _DEFINITE for k in root.children):
            return None
        words = _words(self._tokens[mention], root)
        for earlier in range(mention - 1, max(-1, mention - _REACH), -1):
            earlier_root = self._roots[earlier]
            if earlier_root is not None and earlier_root.lower_ == root.lower_:
                tokens = self._tokens[earlier] + self._following_modifiers(earlier, earlier_root, None)
                state = self._state_in(tokens) if words <= _words(tokens, earlier_root) else None
                if state is not None:
                    return state
        return None

    def _words_of_token(self, token: Token, acts_for: str | None) -> str:
        """A token as a description shows it, a state by its adjective, so that "US" and "American" are one."""
        name = self._name_at.get(token.i)
        if name is None or name.naming.actor != acts_for or token.dep_ not in ("amod", "compound"):
            return token.text_with_ws
        if name.naming.how in ("institution", "seat"):
            return token.text_with_ws
        after = self.page.doc[name.last].whitespace_
        return lexicon.adjective(name.naming.actor) + after if token.i == name.first else ""

    def _office_holder(self, words: str, acts_for: str | None) -> str | None:
        """Who held an office on the article's date where its words tell which: "the secretary of state"."""
        date = self.page.article.published
        if acts_for is None or date is None:
            return None
        lowered = words.lower().split()
        for first in range(len(lowered)):
            key = lexicon.holder_on(acts_for, " ".join(lowered[first:]), date)
            if key is not None:
                self._represented.add(key)
                return key
        return None

    def _head_of_name(self, name: Name) -> Token:
        """The token of a name whose own head lies outside the name."""
        tokens = self.page.doc[name.first : name.last + 1]
        return next((t for t in reversed(list(tokens)) if not name.first <= t.head.i <= name.last), tokens[-1])

    # ---------------------------------------------------------- for the store

    def actors(self) -> list[Actor]:
        """Return the records of all actors that the article names, and of those whom they act for."""
        keys = {n.naming.actor for n in self.names} | {p.acts_for for p in self.people.values() if p.acts_for}
        keys |= self._represented
        listed = [self._in_office(key) for key in keys if key not in self.people]
        people = [self._record(person) for person in self.people.values()]
        acted_for = {a.acts_for for a in (*listed, *people) if a.acts_for} - keys
        return sorted([*listed, *people, *map(lexicon.actor, acted_for)], key=lambda a: a.key)

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
    """The last of the tokens that depends on none of the others."""
    numbers = {t.i for t in tokens}
    return next((t for t in reversed(tokens) if t.head.i not in numbers or t.head == t), tokens[-1])


def _goes_before(token: Token) -> bool:
    """Whether a token may belong to the name that follows it."""
    return token.pos_ == "PROPN" or token.lower_ in _PARTICLES or token.text in ("-", "–", "'", "’", "&")


def _is_particle(token: Token) -> bool:
    return token.lower_ in _PARTICLES


def _is_representative(token: Token) -> bool:
    """Whether a word is for somebody, or a body, who speaks for a state: "embassy", "spokesman"."""
    named = title(token.lemma_)
    return named is not None and named.is_for_state


def _has_capital(token: Token) -> bool:
    return any(c.isupper() for c in token.text)


def _words(tokens: Sequence[Token], root: Token) -> set[str]:
    """The words of a description by which two are compared: nouns and adjectives, in small letters."""
    return {
        t.lower_
        for t in tokens
        if t.pos_ in ("NOUN", "PROPN", "ADJ") and not (t.head == root and t.dep_ in _NOT_DESCRIPTIVE)
    }


def _is_preposition(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ in _DESCRIBING_PREPOSITIONS


def _is_property(token: Token) -> bool:
    """Whether what follows a word for people says who they are: "close to the talks", "briefed on the talks"."""
    return token.dep_ == "amod" or (token.dep_ == "acl" and token.tag_ in ("VBN", "VBD"))


def _is_aside(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a description only names an actor: "embassy in Washington", "familiar with the US plan"."""
    is_place = token.dep_ == "pobj" and token.head.lower_ in _PLACE_PREPOSITIONS
    return is_place or any(above.pos_ in ("ADJ", "VERB") and above in tokens for above in token.ancestors)


def _beside(root: Token) -> Iterator[Token]:
    """Yield the nouns in apposition to a name; of "a spokesman, Liu Pengyu, said" the other subject."""
    yield from (k for k in root.children if k.dep_ == "appos")
    if root.dep_ == "appos":
        yield root.head
    if root.dep_ in SUBJECTS:
        yield from (k for k in subjects_of(root.head) if k != root)


def _is_outside_phrase(token: Token, top: Token) -> bool:
    """Whether a token below `top` belongs to a clause, an aside or another coordinated member, not to its phrase."""
    while token != top:
        if token.dep_ in _OUTSIDE_THE_PHRASE:
            return True
        token = token.head
    return False


def _count(root: Token) -> int | None:
    """How many people a noun counts: "two officials" 2, "a trader" 1; None where it does not count."""
    for kid in root.children:
        if kid.dep_ == "nummod":
            word = kid.lower_
            return _NUMBER_WORDS.get(word) or (int(word) if word.isdecimal() and len(word) <= _MOST_DIGITS else None)
    return 1 if root.tag_ == "NN" else None


def _plain(words: str) -> str:
    """Words in one line, without punctuation at either end."""
    return " ".join(words.split()).strip(" ,.;:-—–<>\"'“”‘’")


def _slug(name: str) -> str:
    """The key of a person by the name: "Ann Lind" is "ann-lind"."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


__all__ = ["Party", "People", "Person"]
