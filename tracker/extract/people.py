"""The people and bodies of one article: who each name, short name, role and pronoun in it stands for.

A person is introduced once ("Liu Pengyu, a spokesman for the Chinese embassy in Washington") and then taken up as
"Liu", "Mr Liu", "the spokesman" or "he". What is known of a person, the listed office or the words of
introduction, says whom that person acts for. Where the words leave it open, it stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from tracker.extract.affiliations import OWNING, Affiliations
from tracker.extract.name_runs import name_runs
from tracker.extract.names import Name, find_names
from tracker.extract.personal_names import NAMING_BODIES, SPELLED_OUT, TITLES, PersonalNames, ends_name_of_body
from tracker.extract.phrases import description, is_definite, run_head
from tracker.extract.pronouns import Pronouns
from tracker.extract.quotations import find_quotations
from tracker.extract.roles import BODIES, DOCUMENTS, GENDERS, ROLES, is_human
from tracker.extract.saying import entries_of
from tracker.extract.words import FIRM_PARTNERS, SPEAKING_FOR
from tracker.lexicon import actors as lexicon
from tracker.parsing import Page
from tracker.records import Actor

_BESIDE_HIM = set(
    "friend rival host guest opponent challenger critic foe enemy wife husband brother sister son daughter father "
    "mother predecessor successor".split()
)
_NAMED_LIKE_PEOPLE = set(
    "novel opera play song musical film movie show album label brand store shop chain ship boat trawler yacht ferry "
    "vessel hotel restaurant bar character".split()
)
_CALLED = re.compile(
    r"\b(?:(?:goes|went|go) by (?:the |his |her )?(?:name|nom de guerre|alias|nickname)(?: of)?"
    r"|(?:gave|gives|giving) (?:only |just )?(?:his|her|their)(?: first| last)? name(?: only)? as"
    r"|(?:identif|introduc)\w+ (?:himself|herself|themselves)(?: only)? as|known (?:only |simply )?as|named)"
    r"[ \"“]*$"
)
_FIRM = re.compile(r"\b([A-Z][\w.'’-]*[ \n][A-Z][\w.'’-]*)[ \n](?:Co|Inc|Corp|Ltd|Plc|PLC|LLC|Company|Corporation)\b")
_HEADS_OF_STATE = {"leader", "president", "premier", "chancellor", "king", "queen", "emir", "sultan", "taoiseach"}
_SERVING = {"adviser", "advisor", "official"}
_FELLOWS = {"counterpart", "colleague", "predecessor", "successor", "rival"}
_REACH = 4  # sentences that a pronoun or a role looks back


@dataclass(slots=True)
class Person:
    """Somebody whom the article names: the fullest name, where named, in which roles, and whom he or she acts for."""

    key: str
    name: str
    places: list[tuple[int, int]] = field(default_factory=list)  # token numbers, both included
    roles: set[str] = field(default_factory=set)
    acts_for: str | None = None
    reason: str = ""
    called: str = ""  # "m" or "f" where "he" or "she" has stood for this person

    @property
    def gender(self) -> str:
        """ "m" or "f" where a role, the first name or an earlier pronoun tells, else the empty string."""
        told = {gender for role in self.roles for gender in [GENDERS.get(role)] if gender}
        return told.pop() if len(told) == 1 else lexicon.gender_of(self.name.split()[0]) or self.called

    @property
    def surname(self) -> str:
        """The last part of the name as it stands alone in news; for Chinese names the lexicon knows the first."""
        return self.name.split()[-1]


class People:
    """Everybody and every listed actor of an article, with look-ups by token."""

    def __init__(self, page: Page) -> None:
        """Read the names of the page; the lexicon's offices are those of the publication date."""
        self.page = page
        self.names = find_names(page)
        self._name_at = {i: name for name in self.names for i in range(name.first, name.last + 1)}
        self._personal = PersonalNames(page, self._name_at)
        self.runs = list(name_runs(page.doc))
        self.people: dict[str, Person] = {}
        self._person_at: dict[int, Person] = {}
        self._named: list[tuple[int, int, Person]] = []  # all mentions, in text order
        self.sentence_of = {token.i: number for number, sentence in enumerate(page.doc.sents) for token in sentence}
        self._called: dict[int, Person] = {}  # by the noun in "a delegate, who goes by the name Azad"
        self._told: set[str] = set()  # actors that only descriptions lead to: "the prime minister", "the army"
        self._affiliations = Affiliations(self)
        self._quotations = find_quotations(page.article.text)
        self._firms = {" ".join(names.split()) for names in _FIRM.findall(page.article.text)}
        for person, first, last in self._introduced():
            self.place(person, first, last)
        for name in self.names:  # what the tagger took for no name: "Pence Announces a Plan"
            if name.naming.how in ("person", "surname") and name.last not in self._person_at:
                self.place(self._listed(name), name.first, name.last)
        self._called = {head.i: person for person, head in self._calling_themselves()}
        self._take_up_longer_names()
        for person, last in list(self._introduced_by_surname()):
            self.place(person, last, last)
        self._take_up_short_names()
        Pronouns(self).take_up()

    # ---------------------------------------------------------- look-ups

    def name_at(self, token: Token) -> Name | None:
        """Return the listed actor that the token helps to name, if any."""
        return self._name_at.get(token.i)

    def person_by_number(self, number: int) -> Person | None:
        """Return the person that the token of that number helps to name, if any."""
        return self._person_at.get(number)

    def name_by_number(self, number: int) -> Name | None:
        """Return the listed actor that the token of that number helps to name, if any."""
        return self._name_at.get(number)

    def body_before(self, head: Token) -> Token | None:
        """Return the head of the last name before "the agency", "the company" that such a word may take up."""
        return self._affiliations.body_before(head)

    def may_be_of_a_state(self, head: Token) -> bool:
        """Whether "the army", "the secretary of state" may speak for a state that its words do not name."""
        return self._affiliations.may_be_of_a_state(head)

    def person_at(self, token: Token) -> Person | None:
        """Return the person that the token helps to name, if any."""
        return self._person_at.get(token.i)

    def person_of(self, token: Token) -> Person | None:
        """Return whom a noun phrase with that head stands for: a name, a name beside a role, a role, or a pronoun."""
        return self.person_at(token) or self._called.get(token.i) or self._beside(token) or self._by_role(token)

    def acts_for(self, head: Token) -> tuple[str, str] | None:
        """Return the actor that a noun phrase acts for, with the words that say so: "Chinese embassy" for CHN."""
        person = self.person_of(head)
        if person is not None and person.acts_for:
            return person.acts_for, person.reason
        found = self._affiliations.of(head) or self._affiliations.state_around(head)
        if found is not None:
            self._told.add(found[0])
        return found

    def last_of(self, actor: str, before: Token) -> Person | None:
        """Return the person named last before a token who acts for the actor: of "the American" the one just named."""
        return next((person for _, _, person in self.named_before(before) if person.acts_for == actor), None)

    def holder(self, head: Token) -> str | None:
        """Return who held an office on the article's date where its words tell which: "the secretary of state"."""
        acting, date = self.acts_for(head), self.page.article.published
        if acting is None or date is None or _is_of_the_past(head, []):
            return None
        titles = _titles(head)
        key = next((key for title in titles if (key := lexicon.holder_on(acting[0], title, date))), None)
        if key is not None:
            self._told.add(key)
        return key

    def sentences_between(self, one: Token, other: Token) -> int:
        """Return how many sentences later the other token stands."""
        return self.sentence_of[other.i] - self.sentence_of[one.i]

    def is_quoted(self, at: int) -> bool:
        """Whether a place (code points) stands within a quotation."""
        number = bisect_right(self._quotations, at, key=lambda quotation: quotation.start) - 1
        return number >= 0 and at < self._quotations[number].end

    def named_before(self, token: Token) -> Iterator[tuple[int, int, Person]]:
        """Yield the mentions before a token that a reader still has in mind, the last first."""
        here = self.sentence_of[token.i]
        for at in range(bisect_left(self._named, token.i, key=lambda named: named[0]) - 1, -1, -1):
            if here - self.sentence_of[self._named[at][0]] > _REACH:
                return
            yield self._named[at]

    def named_within(self, places: range) -> Iterator[Person]:
        """Yield who is named by those tokens, but for names that only tell of another: "a Trump aide"."""
        start, stop = (bisect_left(self._named, at, key=lambda named: named[0]) for at in (places.start, places.stop))
        for first, last, person in self._named[start:stop]:
            if run_head(self.page.doc, first, last).dep_ not in ("compound", "amod", "nmod", "poss"):
                yield person

    # ---------------------------------------------------------- people with their full names

    def _introduced(self) -> Iterator[tuple[Person, int, int]]:
        for first, last in self.runs:
            listed = next(
                (n for n in self._personal.names_in(first, last) if n.naming.how in ("person", "surname")), None
            )
            if listed is not None:
                yield self._listed(listed), listed.first, listed.last
            elif (first := self._personal.after_title(first, last)) < last and self._personal.looks_like_person(
                first, last
            ):
                end = self._as_in_the_body(first, last)
                yield self._unlisted(first, end), first, end

    def _as_in_the_body(self, first: int, last: int) -> int:
        """Return where a name ends: of a headline's "Ann Lind Singing Opera" with Lind, as she is called below it."""
        doc, text = self.page.doc, self.page.article.text
        body = text.find("\n")
        if doc[last].idx >= body or text.find(doc[first : last + 1].text, body) >= 0:
            return last
        shorter = (at for at in range(last - 1, first, -1) if text.find(doc[first : at + 1].text, body) >= 0)
        return next(shorter, last)

    def _calling_themselves(self) -> Iterator[tuple[Person, Token]]:
        """ "The chief delegate, who goes by the name Azad": the name, and the noun that it is another name for."""
        doc = self.page.doc
        for first, last in self.runs:
            before = doc[max(0, first - 8) : first].text.lower()
            noun = _clause_noun(doc[last]) if _CALLED.search(before) else None
            if noun is None or not is_human(noun) or noun.tag_ not in ("NN", "NNP"):
                continue
            person = self._person_at.get(last)
            if person is None:
                person = self._unlisted(first, last)
                found = self._affiliations.of(noun)
                person.roles |= _roles([noun])
                person.acts_for, person.reason = found or (None, "")
                self.place(person, first, last)
            yield person, noun

    def _introduced_by_surname(self) -> Iterator[tuple[Person, int]]:
        """Whom the article only ever names by title and surname: "Defence Minister Nakatani"."""
        doc, known = self.page.doc, {part for person in self.people.values() for part in person.name.split()}
        for first, last in self.runs:
            titled = first < last and doc[last - 1].lemma_.lower().rstrip(".") in ROLES - {"general"}
            name = doc[last].text
            if (
                titled
                and name not in known
                and doc[last].lower_ not in TITLES
                and self._personal.is_unlisted(last, last)
            ):
                yield self._unlisted(last, last), last

    def _listed(self, name: Name) -> Person:
        key = name.naming.actor
        if key not in self.people:
            office = lexicon.office_on(key, self.page.article.published)
            person = Person(key, lexicon.actor(key).name)
            if office is not None:
                person.acts_for, person.reason = office.acts_for, f"{person.name}: {office.title}"
                person.roles = set(re.findall(r"[a-z]+", office.title.lower())) & ROLES
            self.people[key] = person
        self._describe(self.people[key], run_head(self.page.doc, name.first, name.last))
        return self.people[key]

    def _describe(self, person: Person, head: Token) -> None:
        """Add the roles in which the article introduces a person it lists, and whom "its chairman" acts for."""
        described = description(head)
        person.roles |= _roles(described)
        serving = (t for t in (head, *described) if t.lemma_.lower() not in _BESIDE_HIM)
        owners = [k for t in serving for k in t.children if k.dep_ == "poss" and k.lower_ in OWNING]
        found = self._affiliations.of_owner(owners[0]) if owners else None
        if found is None and person.acts_for is None and not _is_of_the_past(head, described):
            found = self._affiliations.of(
                head, beside=True
            )  # an office that the list does not know, or not on that date
        if found is not None:
            person.acts_for, person.reason = found[0], f"{person.name}: {found[1]}"

    def _unlisted(self, first: int, last: int) -> Person:
        doc = self.page.doc
        name = " ".join(t.text for t in doc[first : last + 1] if not t.is_space).replace(" - ", "-").replace(" ’ ", "’")
        person = self.people.setdefault(key := _slug(name), Person(key, name))
        head = run_head(doc, first, last)
        person.roles |= _roles(description(head))
        found = self._affiliations.of(head, beside=True) or self._affiliations.state_of_role(head)
        if found and not person.acts_for:
            person.acts_for, words = found
            person.reason = f"{name}: {words}"
        return person

    def shown_in(self, first: int, last: int) -> Person | None:
        """Return whom a run of proper nouns names that something else shows to name somebody, if it can; note it."""
        named = self._personal.after_title(first, last)
        if named == last or not self._personal.is_unlisted(named, last):
            return None
        person = self._unlisted(named, last)
        self.place(person, named, last)
        return person

    def place(self, person: Person, first: int, last: int) -> None:
        """Note that a person is named by tokens `first` to `last`."""
        person.places.append((first, last))
        insort(self._named, (first, last, person), key=lambda named: named[:2])
        for i in range(first, last + 1):
            self._person_at[i] = person

    # ---------------------------------------------------------- short names and roles

    def _take_up_longer_names(self) -> None:
        """A name that only its later places show to be a person's, and a surname of several tokens ("Ms Seo-Kim")."""
        hyphened = [
            (_slug(part), person)
            for person in self.people.values()
            for part in {person.name.split()[0], person.surname}
            if "-" in part
        ]
        times = Counter(part for part, _ in hyphened)
        surnames = {part: person for part, person in hyphened if times[part] == 1}
        for first, last in self.runs:
            if first < last and last not in self._person_at:
                words = _slug(self.page.doc[self._personal.after_title(first, last) : last + 1].text)
                again = self.people.get(_slug(self.page.doc[first : last + 1].text)) or surnames.get(words)
                if again is not None:
                    self.place(again, first, last)

    def _take_up_short_names(self) -> None:
        """A single name, "Yang" or "Pengyu", is the person before it who bears it; of several the one named most.

        Who is named most is named by the surname; of a relative the article says the first name too ("Heidi Cruz").
        In a headline, or the first paragraph, it may be that of the only one who bears it later, and of nothing listed.
        """
        bearers: dict[str, Person] = {}
        named_at: dict[str, Token] = {}
        surnames = Counter(person.surname for person in self.people.values())
        later = {person.surname: person for person in self.people.values() if surnames[person.surname] == 1}
        first = self.page.article.text.find("\n")  # where the first paragraph ends
        times = Counter(person.key for _, _, person in self._named)
        for token in self.page.doc:
            known = self._person_at.get(token.i)
            if known is not None:
                for part in known.name.split():
                    old = bearers.get(part)
                    at = named_at.get(part)  # of "Ann Keller, whose father, Otto Keller" Ann
                    told_of_old = old is not known and at is not None and at in token.ancestors
                    if len(part) > 1 and (old is None or times[old.key] + told_of_old <= times[known.key]):
                        bearers[part] = known
                        named_at[part] = token
                continue
            bearer = bearers.get(token.text)
            if bearer is None and token.idx < first and _may_be_surname(token):
                bearer = later.get(token.text)
            told = GENDERS.get(token.nbor(-1).lower_.rstrip(".")) if bearer is not None and token.i > 0 else None
            if bearer is not None and told is not None and bearer.gender not in (told, ""):
                others = (p for _, _, p in self.named_before(token) if token.text in p.name.split())
                bearer = next((p for p in others if p.gender in (told, "")), None)  # "Mr Brandt", not his sister
            if bearer is not None and bearer in (of := self._spoken_of_by(token)):
                others = (p for _, _, p in self.named_before(token) if token.text in p.name.split())
                bearer = next((p for p in others if p not in of), None)  # ""I am proud," Barlow said of Rita Barlow"
            if bearer is not None and _may_name(token, bearer) and not self._is_within_longer_name(token):
                self.place(bearer, token.i, token.i)

    def _spoken_of_by(self, speaker: Token) -> list[Person]:
        """Of whom a speaker is said to speak: those of "said of Rita Barlow", "spoke about her husband"."""
        if speaker.dep_ != "nsubj" or "clause" not in entries_of(speaker.head):
            return []
        of = (k for k in speaker.head.children if k.dep_ == "prep" and k.lower_ in ("of", "about"))
        named = (self._person_at.get(o.i) for k in of for o in k.children if o.dep_ == "pobj")
        return [person for person in named if person is not None]

    def _is_within_longer_name(self, token: Token) -> bool:
        name = self._name_at.get(token.i)
        following = token.nbor() if token.i + 1 < len(token.doc) else None
        longer = following is not None and following.pos_ == "PROPN" and following.dep_ == token.dep_ == "compound"
        of_body = token.dep_ == "compound" and ends_name_of_body(token.head) and token.i < token.head.i
        longer = longer or (of_body and token.head.pos_ == "PROPN")  # "the Gates Foundation"
        longer = longer or self._begins_name_of_firm(token)
        return longer or (name is not None and name.naming.how not in ("person", "surname"))

    def _begins_name_of_firm(self, token: Token) -> bool:
        """Whether a name and the one after it are a firm's that the article writes out: "Hale Milling" Inc."""
        beside = token.dep_ == "compound" and token.head.i == token.i + 1
        return beside and f"{token.text} {token.head.text}" in self._firms

    def _beside(self, head: Token) -> Person | None:
        """The name in apposition to a role, or before the verb after it ("A spokesman, Liu Pengyu, said")."""
        if not is_human(head) and head.lemma_.lower() not in _FELLOWS and head.pos_ != "PROPN":
            return self._named_after(head)
        for kid in head.children:
            if kid.i < head.i and head.pos_ != "PROPN":
                continue  # "a Trump aide" is not Trump
            if kid.i < head.i and ends_name_of_body(head):
                continue  # nor is "the Obama Administration" Obama
            if kid.dep_ in ("appos", "compound", "nmod") and (person := self._person_at.get(kid.i)):
                return person
            if kid.dep_ == "appos" and is_human(kid) and head.doc[kid.left_edge.i - 1].text != ",":
                return self._beside(kid)  # "ANZ Banking Group (ANZ) senior economist Ian Little"
        for named in (o for k in head.children if k.lower_ == "of" for o in k.children if o.dep_ == "pobj"):
            person = self._person_at.get(named.i)  # "President of the Trade Association Carlos Brito"
            if person is not None and any(
                k.lower_ in NAMING_BODIES and k.i not in self._person_at for k in named.children
            ):
                return person
        if head.lemma_.lower() in SPEAKING_FOR | _SERVING and (person := self._after_whom_it_serves(head)) is not None:
            return person
        if head.tag_ == "NNP" and not is_human(head) and (person := self._after_body_and_title(head)) is not None:
            return person
        if head.dep_ == "nsubj" and head.pos_ != "PROPN":  # "a parent, Chad Lindqvist, said": two subjects
            other = next((k for k in head.head.children if k.dep_ == "nsubj" and k.i > head.i), None)
            comma = head.doc[other.left_edge.i - 1].text == "," if other is not None else False
            return self._person_at.get(other.i) if other is not None and comma else None
        return None

    def _named_after(self, head: Token) -> Person | None:
        """Of "a busker, Peter Lang, said" Lang, by both names, though no list has the word for a person."""
        has_article = any(k.dep_ in ("det", "nummod") for k in head.children)
        if head.tag_ != "NN" or not has_article or head.lemma_.lower() in DOCUMENTS | BODIES | _NAMED_LIKE_PEOPLE:
            return None
        kid = next((k for k in head.children if k.dep_ == "appos" and k.i in self._person_at), None)
        if kid is None or head.doc[kid.left_edge.i - 1].text != "," or kid.n_lefts == 0:
            return None
        return self._person_at[kid.i] if all(k.dep_ == "compound" for k in kid.lefts) else None

    def _after_whom_it_serves(self, head: Token) -> Person | None:
        """Of "a spokesman for the Kremlin, Dmitry Peskov" Peskov, whom the parser sets beside the Kremlin."""
        served = [o for k in head.children if k.dep_ == "prep" for o in k.children if o.pos_ == "PROPN"]
        beside = [k for name in served for k in name.children if k.dep_ == "appos" and k.i > name.i]
        people = (person for k in beside if (person := self._person_at.get(k.i)) is not None)
        return next((person for person in people if all(self._person_at.get(o.i) is not person for o in served)), None)

    def _after_body_and_title(self, body: Token) -> Person | None:
        """Of "First Bank of Leeds branch manager Ann Bell", "Orr and Co director Ann Bell" Bell.

        The parser makes the name an object of the "of", or joins it to the body.
        """
        doc = body.doc
        objects = [(k, o) for k in body.children if k.lower_ == "of" for o in k.children if o.dep_ == "pobj"]
        joined = [(t, o) for o in body.conjuncts for t in body.children if t.dep_ == "conj" and t.text in FIRM_PARTNERS]
        for joint, named in (*objects, *joined):
            person = self._person_at.get(named.i)
            if person is None or named.i < joint.i:
                continue
            first = next(f for f, last in person.places if f <= named.i <= last)
            between = doc[joint.i + 1 : first]
            titled = len(between) > 0 and between[-1].tag_ == "NN" and is_human(between[-1]) and between[-1].is_lower
            of_body = joint.dep_ == "conj" or any(t.pos_ == "PROPN" for t in between)
            if titled and of_body and all(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in between):
                return person
        return None

    def _by_role(self, head: Token) -> Person | None:
        """ "The spokesman", "the Kremlin's spokesman": the last person of that role, of that side if one is named."""
        role = head.lemma_.lower()
        if role not in ROLES or head.tag_ not in ("NN", "NNP") or not is_definite(head):
            return None
        side = self._affiliations.of(head)
        roles = _HEADS_OF_STATE if role == "leader" and side is not None else {role}
        fitting = [p for p in self.people.values() if roles & p.roles and (side is None or p.acts_for == side[0])]
        if side is None:
            fitting = [p for p in fitting if any(last < head.i for _, last in p.places)]
            fitting.sort(key=lambda p: max(last for _, last in p.places if last < head.i))
        return fitting[-1] if side is None and fitting else fitting[0] if len(fitting) == 1 else None

    # ---------------------------------------------------------- for the store

    def actors(self) -> list[Actor]:
        """Return the records of all actors that the article names, and of those whom they act for."""
        keys = {n.naming.actor for n in self.names} | {p.acts_for for p in self.people.values() if p.acts_for}
        keys |= self._told
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


def _clause_noun(token: Token) -> Token | None:
    """The noun that the relative clause or participle around a token tells of."""
    verb = next((t for t in token.ancestors if t.dep_ in ("relcl", "acl")), None)
    return verb.head if verb is not None else None


def _titles(head: Token) -> Iterator[str]:
    """The titles that the words of an office may be, the longest first: "deputy secretary of state", "secretary"."""
    before = [t.text for t in head.lefts if t.dep_ in ("amod", "compound", "nmod") and t.text[0].islower()]
    after = [t.text for k in head.children if k.lower_ in ("of", "for", "to") for t in k.subtree]
    for first in range(len(before) + 1):
        yield " ".join([*before[first:], head.text, *after])
        if after:
            yield " ".join([*before[first:], head.text])


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


def _may_be_surname(token: Token) -> bool:
    """Whether a name may be somebody's before he is named in full: not a listed country, nor what "it" takes up."""
    listed = any(naming.how not in ("person", "surname") for naming in lexicon.longest_name([token.text], 0)[1])
    thing = any(t.lower_ in ("it", "its") for t in token.sent)
    return token.pos_ == "PROPN" and not listed and not thing


def _may_name(token: Token, bearer: Person) -> bool:
    """Whether a token may be a name; the tagger takes some surnames for common nouns ("Peladeau said")."""
    return token.pos_ == "PROPN" or (token.tag_ in ("NN", "NNS") and token.text == bearer.surname)


def _is_of_the_past(head: Token, described: Iterable[Token]) -> bool:
    """ "The former president", "ex-CIA director"."""
    words = (t.lower_ for one in (head, *described) for t in (one, *one.children))
    return any(
        word in ("former", "ex", "late", "then", "ousted", "onetime", "past") or word.startswith(("ex-", "then-"))
        for word in words
    )


def _roles(described: Iterable[Token]) -> set[str]:
    lemmas = (t.lemma_.lower().rstrip(".") for t in described)
    return {SPELLED_OUT.get(lemma, lemma) for lemma in lemmas} & ROLES
