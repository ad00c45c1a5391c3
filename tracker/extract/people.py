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

from spacy.tokens import Doc, Token

from tracker.extract.affiliations import OWNING, Affiliations
from tracker.extract.attributions import entries_of, find_speaker
from tracker.extract.names import Name, find_names
from tracker.extract.phrases import description, is_definite, run_head
from tracker.extract.quotations import find_quotations
from tracker.extract.roles import BODIES, DOCUMENTS, GENDERS, OCCUPATIONS, ROLES, is_human
from tracker.extract.words import CALENDAR, SPEAKING_FOR
from tracker.lexicon import actors as lexicon
from tracker.parsing import Page
from tracker.records import Actor

_TITLES = ROLES | set(
    "miss prime foreign vice defence defense first national security finance interior trade house white "
    "reps sens govs gens drs profs messrs representatives senators professors ministers ag".split()
)
_BODIES = set(
    "corp corporation inc ltd plc llc gmbh spa nv co company bank group university ministry department committee "
    "council commission party agency association institute union court parliament senate house embassy times post "
    "journal news fund foundation organization organisation authority office bureau board congress center centre "
    "press radio television network international industries holdings airlines motors oil gas service services "
    "society league federation alliance force forces army navy police campaign administration government "
    "magazine tribune herald guardian gazette courier ledger telegraph street act bill pact treaty summit war "
    "accord agreement olympics club healthcare energy fuels resources amendment capital systems technologies "
    "solutions motors foods stores media entertainment pictures records studios sports pharmaceuticals labs "
    "insurance securities trust financial investments properties hotels resorts steel mining minerals petroleum "
    "power electric water beach valley park hills springs falls creek road avenue square bridge tower stadium "
    "award prize cup bowl games day week show policy city county state states island islands river sea ocean "
    "river mountain district province region airport".split()
)
_SURNAMES_TOO = frozenset(
    "tower park hills day power valley church house street falls springs banks post week bridge steel stores "
    "rivers lake lakes bush guard stone court news herald marine major price county foster union journal".split()
)
_FIRST_NAMES_TOO = {"bill"}
_PORTFOLIOS = set(
    "industry agriculture commerce energy transport labor labour health education environment planning economy justice "
    "development staff operations communications".split()
)
_BESIDE_HIM = set(
    "friend rival host guest opponent challenger critic foe enemy wife husband brother sister son daughter father "
    "mother predecessor successor".split()
)
_NAMED_LIKE_PEOPLE = set(
    "novel opera play song musical film movie show album label brand store shop chain ship boat trawler yacht ferry "
    "vessel hotel restaurant bar character".split()
)
_ASKING_ABOUT = {"ask", "press", "question", "challenge", "grill", "quiz"}
# After "Jardine Fleming", "Morgan Grenfell".
_OF_FIRM = re.compile(r"\s*(?:\([\w. ]{1,30}\)|(?:and|&) Co) (?:Ltd|Plc|Inc|Corp|Co|AG|SA)\b")
_PARTICLES = set("de da di del della dos du la le van von der den ten ter zu zur al bin".split())  # within a name
_LONGEST_SYLLABLE = 4  # letters of the "seo" of "Park Min-seo"
_SUFFIXES = {"wide", "type", "size", "era", "area", "site", "run", "led", "born", "made", "free", "like", "bank"}
_LONGEST = 4  # parts of a person's name, initials apart
_INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.)*")
_CALLED = re.compile(
    r"\b(?:(?:goes|went|go) by (?:the |his |her )?(?:name|nom de guerre|alias|nickname)(?: of)?"
    r"|(?:gave|gives|giving) (?:only |just )?(?:his|her|their)(?: first| last)? name(?: only)? as"
    r"|(?:identif|introduc)\w+ (?:himself|herself|themselves)(?: only)? as|known (?:only |simply )?as|named)"
    r"[ \"“]*$"
)
_MALE, _FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_PLACE_NAMES_BEGIN = set("New North South East West San Los Las Santa Fort Mount Lake Port Cape El".split())
_SPELLED_OUT = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general"}
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
        self._alone = _last_places_alone(page.doc)
        self.runs = list(_name_runs(page.doc))
        self.people: dict[str, Person] = {}
        self._person_at: dict[int, Person] = {}
        self._named: list[tuple[int, int, Person]] = []  # all mentions, in text order
        self.sentence_of = {token.i: number for number, sentence in enumerate(page.doc.sents) for token in sentence}
        self._called: dict[int, Person] = {}  # by the noun in "a delegate, who goes by the name Azad"
        self._told: set[str] = set()  # actors that only descriptions lead to: "the prime minister", "the army"
        self._affiliations = Affiliations(self)
        self._quotations = find_quotations(page.article.text)
        for person, first, last in self._introduced():
            self._place(person, first, last)
        for name in self.names:  # what the tagger took for no name: "Pence Announces a Plan"
            if name.naming.how in ("person", "surname") and name.last not in self._person_at:
                self._place(self._listed(name), name.first, name.last)
        self._called = {head.i: person for person, head in self._calling_themselves()}
        self._take_up_longer_names()
        for person, last in list(self._introduced_by_surname()):
            self._place(person, last, last)
        self._take_up_short_names()
        self._take_up_pronouns()

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
        return next((person for _, _, person in self._named_before(before) if person.acts_for == actor), None)

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

    # ---------------------------------------------------------- people with their full names

    def _introduced(self) -> Iterator[tuple[Person, int, int]]:
        for first, last in self.runs:
            listed = next((n for n in self._names_in(first, last) if n.naming.how in ("person", "surname")), None)
            if listed is not None:
                yield self._listed(listed), listed.first, listed.last
            elif (first := self._after_title(first, last)) < last and self._looks_like_person(first, last):
                yield self._unlisted(first, last), first, last

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
                self._place(person, first, last)
            yield person, noun

    def _introduced_by_surname(self) -> Iterator[tuple[Person, int]]:
        """Whom the article only ever names by title and surname: "Defence Minister Nakatani"."""
        doc, known = self.page.doc, {part for person in self.people.values() for part in person.name.split()}
        for first, last in self.runs:
            titled = first < last and doc[last - 1].lemma_.lower().rstrip(".") in ROLES - {"general"}
            name = doc[last].text
            if titled and name not in known and doc[last].lower_ not in _TITLES and self._is_unlisted(last, last):
                yield self._unlisted(last, last), last

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

    def _after_title(self, first: int, last: int) -> int:
        """The first token of the name itself: titles and listed countries or bodies before it are left out."""
        doc = self.page.doc
        if self._is_called_like_a_country(first, last):
            return first
        titles = [i for i in range(first, last) if doc[i].lower_.rstrip(".") in _TITLES or i in self._name_at]
        if len(titles) > 1 and titles[-1] == last - 1 and doc[last - 1].lower_ in _SPELLED_OUT:
            titles.pop()  # "Defence Minister Gen Nakatani": a first name
        # "the Trade Association Carlos Brito": a body's name and its president's in one run
        titles += [
            i
            for i in range(first, last - 1)
            if doc[i].lower_ in _BODIES and lexicon.is_given_name(doc[i + 1].text) and i - 1 not in titles
        ]  # not the "Park" of "President Park Min-seo"
        if first > 0 and doc[first].lower_ in _PORTFOLIOS and doc[first - 1].lower_ in ("and", "of", "for"):
            titles.append(first)  # "the Minister of Trade and Industry Hajime Tamura"
        if doc[first].is_sent_start and doc[first].lower_ in OCCUPATIONS:  # "Coach Kwaku Boye said"
            titles.append(first)
        at = max(titles) + 1 if titles else first
        while at < last and doc[at].is_punct:  # "Col. Steven Warren", where the full stop is a token of its own
            at += 1
        return at

    def _looks_like_person(self, first: int, last: int) -> bool:
        doc = self.page.doc
        if self._is_called_like_a_country(first, last):
            return True
        if doc[last].text == "AG" or _OF_FIRM.match(self.page.article.text, doc[last].idx + len(doc[last])):
            return False
        head = run_head(doc, first, last)
        named = lexicon.is_given_name(doc[first].text) or bool(_INITIAL.fullmatch(doc[first].text))
        described = any(is_human(t) for t in description(head)) or _is_who(head)
        if doc[first].text in _PLACE_NAMES_BEGIN and not named:
            return False
        titled = first > 0 and doc[first - 1].lemma_.lower().rstrip(".") in ROLES
        if not self._is_unlisted(first, last, _SURNAMES_TOO if described or titled else frozenset()):
            return False
        described = described or self._is_of_a_body(head)
        return titled or described or named or _has_age(doc, last) or self._is_taken_up(last)

    def _is_of_a_body(self, head: Token) -> bool:
        """ "The Union Party's Nachman Shai": a body has people, a country has firms too."""
        owner = next((k for k in head.children if k.dep_ == "poss" and k.pos_ == "PROPN"), None)
        name = self._name_at.get(owner.i) if owner is not None else None
        is_body = name is not None and lexicon.actor(name.naming.actor).kind == "organisation"
        return is_body or (owner is not None and owner.lower_ in _BODIES)

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
                words = _slug(self.page.doc[self._after_title(first, last) : last + 1].text)
                again = self.people.get(_slug(self.page.doc[first : last + 1].text)) or surnames.get(words)
                if again is not None:
                    self._place(again, first, last)

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
                others = (p for _, _, p in self._named_before(token) if token.text in p.name.split())
                bearer = next((p for p in others if p.gender in (told, "")), None)  # "Mr Brandt", not his sister
            if bearer is not None and bearer in (of := self._spoken_of_by(token)):
                others = (p for _, _, p in self._named_before(token) if token.text in p.name.split())
                bearer = next((p for p in others if p not in of), None)  # ""I am proud," Barlow said of Rita Barlow"
            if bearer is not None and _may_name(token, bearer) and not self._is_within_longer_name(token):
                self._place(bearer, token.i, token.i)

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
        of_body = token.dep_ == "compound" and token.head.lower_ in _BODIES - _SURNAMES_TOO and token.i < token.head.i
        longer = longer or (of_body and token.head.pos_ == "PROPN")  # "the Gates Foundation"
        return longer or (name is not None and name.naming.how not in ("person", "surname"))

    def _beside(self, head: Token) -> Person | None:
        """The name in apposition to a role, or before the verb after it ("A spokesman, Liu Pengyu, said")."""
        if not is_human(head) and head.lemma_.lower() not in _FELLOWS and head.pos_ != "PROPN":
            return self._named_after(head)
        for kid in head.children:
            if kid.i < head.i and head.pos_ != "PROPN":
                continue  # "a Trump aide" is not Trump
            if kid.dep_ in ("appos", "compound", "nmod") and (person := self._person_at.get(kid.i)):
                return person
            if kid.dep_ == "appos" and is_human(kid) and head.doc[kid.left_edge.i - 1].text != ",":
                return self._beside(kid)  # "ANZ Banking Group (ANZ) senior economist Ian Little"
        for named in (o for k in head.children if k.lower_ == "of" for o in k.children if o.dep_ == "pobj"):
            person = self._person_at.get(named.i)  # "President of the Trade Association Carlos Brito"
            if person is not None and any(k.lower_ in _BODIES and k.i not in self._person_at for k in named.children):
                return person
        if head.lemma_.lower() in SPEAKING_FOR | _SERVING and (person := self._after_whom_it_serves(head)) is not None:
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

    def _take_up_pronouns(self) -> None:
        """Each "he" and "she" in turn, so that one that is resolved helps the next."""
        for token in self.page.doc:
            if token.lower_ in _MALE | _FEMALE:
                person = self._antecedent(token) or self._shown_by(token)
                if person is not None:
                    if self._shows_gender(token, person):
                        person.called = "m" if token.lower_ in _MALE else "f"
                    self._place(person, token.i, token.i)

    def _shows_gender(self, pronoun: Token, person: Person) -> bool:
        """Whether a pronoun tells whether he or she is meant: "his" only of whom alone its sentence names."""
        if self.is_quoted(pronoun.idx):
            return False
        if pronoun.dep_ in ("nsubj", "nsubjpass"):
            return True
        sentence = pronoun.sent
        alone = all(one is person for one in self._named_in(range(sentence.start, sentence.end)))
        return pronoun.dep_ == "poss" and not person.called and alone

    def _shown_by(self, pronoun: Token) -> Person | None:
        """Whom "he" or "she" shows to be a person where nobody was known: the subject named last before it."""
        here = self.sentence_of[pronoun.i]
        for first, last in self._runs_before(pronoun):
            head = run_head(self.page.doc, first, last)
            near = here - self.sentence_of[first] <= 1 and head.dep_ == "nsubj"
            named = self._after_title(first, last)
            if near and named < last and self._is_unlisted(named, last):
                person = self._unlisted(named, last)
                self._place(person, named, last)
                return person
        return None

    def _runs_before(self, pronoun: Token) -> list[tuple[int, int]]:
        return [run for run in reversed(self.runs) if run[1] < pronoun.i]

    def _is_unlisted(self, first: int, last: int, surnames: frozenset[str] = frozenset()) -> bool:
        is_first_name = first < last and self.page.doc[first].lower_ in _FIRST_NAMES_TOO  # "Mayor Bill de Blasio"
        words = {t.lower_.rstrip(".") for t in self.page.doc[first + is_first_name : last + 1]}
        parts = [t for t in self.page.doc[first : last + 1] if not _INITIAL.fullmatch(t.text) and not _is_hyphened(t)]
        return len(parts) <= _LONGEST and not words & (_BODIES - surnames) and not self._names_in(first, last)

    def _is_called_like_a_country(self, first: int, last: int) -> bool:
        """ "Owner India Hargreave", "Karen Jordan": a country's name as a first name or a surname.

        A word for people right before the one, a first name before the other, shows that it is.
        """
        names, doc = self._names_in(first, last), self.page.doc
        if len(names) != 1 or names[0].first != names[0].last or not first < last <= first + 2:
            return False
        if names[0].first == last:
            return lexicon.is_given_name(doc[first].text)
        before = doc[first - 1] if first > 0 else None
        return names[0].first == first and before is not None and is_human(before) and before.tag_ == "NN"

    def _antecedent(self, pronoun: Token) -> Person | None:
        """The last sentence before the pronoun that speaks of people decides; in it the subject, then the first.

        Who speaks is not whom he speaks of: in "Putin, he went on, had lied" the pronoun is somebody before Putin, if
        there is anybody.
        """
        doer = _doer(pronoun)
        other = "f" if pronoun.lower_ in _MALE else "m"
        speaks = pronoun.dep_ == "nsubj" and "clause" in entries_of(pronoun.head)
        told = _told_by(pronoun) if speaks else range(0)
        of_others = {person.key for person in self._named_in(told)}
        quoted = self.is_quoted(pronoun.idx) or not self._is_named_outside(pronoun, other)
        places = [
            (
                not self._is_spoken_of(first, pronoun) and person.key not in of_others,
                quoted or not self.is_quoted(self.page.doc[first].idx),
                self.sentence_of[first],
                4 if self._is_asked(first, last, pronoun, speaks=speaks) else self._rank(first, last),
                -first,
                person,
            )
            for first, last, person in self._named_before(pronoun)
            if person.gender != other and (doer is None or person is not self.person_of(doer))
        ]
        return max(places, key=lambda place: place[:5])[5] if places else None

    def _named_in(self, places: range) -> Iterator[Person]:
        start, stop = (bisect_left(self._named, at, key=lambda named: named[0]) for at in (places.start, places.stop))
        named = ((run_head(self.page.doc, first, last), person) for first, last, person in self._named[start:stop])
        return (person for head, person in named if head.dep_ not in ("compound", "amod", "nmod", "poss"))

    def _is_named_outside(self, pronoun: Token, other: str) -> bool:
        """Whether somebody who may be meant is named outside quotations in the pronoun's sentence or the one before."""
        here = self.sentence_of[pronoun.i]
        fitting = (first for first, _, person in self._named_before(pronoun) if person.gender != other)
        near = (first for first in fitting if here - self.sentence_of[first] <= 1)
        return any(not self.is_quoted(self.page.doc[first].idx) for first in near)

    def _named_before(self, token: Token) -> Iterator[tuple[int, int, Person]]:
        """The mentions before a token that a reader still has in mind, the last first."""
        here = self.sentence_of[token.i]
        for at in range(bisect_left(self._named, token.i, key=lambda named: named[0]) - 1, -1, -1):
            if here - self.sentence_of[self._named[at][0]] > _REACH:
                return
            yield self._named[at]

    def _is_spoken_of(self, place: int, pronoun: Token) -> bool:
        """Whether the pronoun says what the words at `place` stand in."""
        verb = pronoun.head
        if pronoun.dep_ != "nsubj" or "clause" not in entries_of(verb):
            return False
        if self.sentence_of[place] != self.sentence_of[pronoun.i]:
            return False
        return self.page.doc[pronoun.i - 1].text in (",", '"', "”", "''")

    def _is_asked(self, first: int, last: int, pronoun: Token, *, speaks: bool) -> bool:
        """ "A reporter asked Karmo whether it was late": Karmo, who speaks next; "pressed Karmo on what he said"."""
        head = run_head(self.page.doc, first, last)
        asking = head.head if head.dep_ in ("dobj", "dative", "nsubjpass") else head
        if asking != head and head.i < pronoun.i and asking.lemma_ in _ASKING_ABOUT and asking in pronoun.ancestors:
            below = next(t for t in (pronoun, *pronoun.ancestors) if t.head == asking)
            return below.dep_ in ("prep", "ccomp", "pcomp")  # not "asked Karmo for help and said he would"
        return speaks and asking.lemma_ == "ask" and any(k.dep_ == "ccomp" for k in asking.children)

    def _rank(self, first: int, last: int) -> int:
        """How much a mention is what its sentence is about: who speaks in it, its subject, whose it is, or less."""
        head = run_head(self.page.doc, first, last)
        if head.dep_ == "appos" and is_human(head.head):
            head = head.head  # "a spokesman, Peter Lang, said"
        if head.dep_ in ("nsubj", "nsubjpass") and "clause" in entries_of(head.head):
            return 3
        if head.dep_ in ("nsubj", "nsubjpass") and head.head.dep_ in ("ROOT", "ccomp", "conj"):
            return 2
        return 1 if head.dep_ == "poss" and head.head.dep_ in ("nsubj", "nsubjpass") else 0

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


def _told_by(pronoun: Token) -> range:
    """The places of what "he said" says after it: "he said Lund was a coward" is not said by Lund."""
    clause = next((k for k in pronoun.head.children if k.dep_ == "ccomp" and k.i > pronoun.head.i), None)
    return range(clause.left_edge.i, clause.right_edge.i + 1) if clause is not None else range(0)


def _doer(pronoun: Token) -> Token | None:
    """Of "Scholz spoke with him" Scholz, whom "him" cannot mean (Chomsky's principle B); None for other pronouns."""
    if pronoun.dep_ not in ("dobj", "dative", "pobj") or pronoun.lower_ not in ("him", "her"):
        return None
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    own = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    return find_speaker(verb) if own is None and verb.dep_ == "conj" else own


def _has_age(doc: Doc, last: int) -> bool:
    """ "Olena Bondar, 44, said"."""
    after = [t.text for t in doc[last + 1 : last + 4]]
    return len(after) == 3 and after[0] == after[2] == "," and after[1].isdigit() and len(after[1]) == 2


def _clause_noun(token: Token) -> Token | None:
    """The noun that the relative clause or participle around a token tells of."""
    verb = next((t for t in token.ancestors if t.dep_ in ("relcl", "acl")), None)
    return verb.head if verb is not None else None


def _is_who(head: Token) -> bool:
    """ "Selin Arkan, who teaches law"."""
    return any(t.lower_ == "who" for k in head.children if k.dep_ == "relcl" for t in k.children)


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
        last = end
        while doc[last].is_punct and last > at:  # the full stop of a sentence, which the tagger takes for a name
            last -= 1
        yield at, last
        at = end + 1


def _continues(token: Token, doc: Doc, at: int) -> bool:
    if token.text in ("-", "’", "'") and at + 1 < len(doc) and not doc[at - 1].whitespace_ and not token.whitespace_:
        return doc[at + 1].pos_ == "PROPN" or _is_second_half(doc, at + 1)
    if _is_second_half(doc, at):
        return True
    if token.text in _PARTICLES and at + 1 < len(doc):  # "Gerhard de Kock", of which the tagger takes one for no name
        return doc[at + 1].pos_ == "PROPN" or (doc[at + 1].text in _PARTICLES and _continues(doc[at + 1], doc, at + 1))
    return token.pos_ == "PROPN" and not token.is_sent_start and token.text not in CALENDAR


def _may_be_surname(token: Token) -> bool:
    """Whether a name may be somebody's before he is named in full: not a listed country, nor what "it" takes up."""
    listed = any(naming.how not in ("person", "surname") for naming in lexicon.longest_name([token.text], 0)[1])
    thing = any(t.lower_ in ("it", "its") for t in token.sent)
    return token.pos_ == "PROPN" and not listed and not thing


def _may_name(token: Token, bearer: Person) -> bool:
    """Whether a token may be a name; the tagger takes some surnames for common nouns ("Peladeau said")."""
    return token.pos_ == "PROPN" or (token.tag_ in ("NN", "NNS") and token.text == bearer.surname)


def _is_hyphened(token: Token) -> bool:
    """Whether a token is a hyphen within a word, or what comes after one: the "-" and the "won" of "Ji-won"."""
    before = token.nbor(-1) if token.i > 0 else token
    return token.text == "-" or (before.text == "-" and not before.whitespace_)


def _is_second_half(doc: Doc, at: int) -> bool:
    """Whether a token is the "won" of "Ji-won Seo", which the tagger takes for another word."""
    hyphened = at > 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and not doc[at - 2].whitespace_
    if not hyphened or doc[at - 2].pos_ != "PROPN" or not doc[at].is_alpha:
        return False
    if at + 1 < len(doc) and doc[at + 1].pos_ == "PROPN":
        return True
    after_surname = at > 2 and doc[at - 3].pos_ == "PROPN" and len(doc[at]) <= _LONGEST_SYLLABLE
    return (
        after_surname and doc[at].is_lower and doc[at].tag_ in ("NN", "NNP", "FW") and doc[at].lower_ not in _SUFFIXES
    )


def _last_places_alone(doc: Doc) -> dict[str, int]:
    """The last place of each proper noun that stands alone as a subject, owner or object."""
    return {
        token.text: token.i
        for token in doc
        if token.pos_ == "PROPN"
        and token.dep_ in ("nsubj", "poss", "dobj", "pobj")
        and not any(kid.dep_ == "det" for kid in token.children)  # "the Focus" is no surname
        and (token.i == 0 or doc[token.i - 1].pos_ != "PROPN" or doc[token.i - 1].lower_.rstrip(".") in ROLES)
    }


def _is_of_the_past(head: Token, described: Iterable[Token]) -> bool:
    """ "The former president", "ex-CIA director"."""
    words = (t.lower_ for one in (head, *described) for t in (one, *one.children))
    return any(
        word in ("former", "ex", "late", "then", "ousted", "onetime", "past") or word.startswith(("ex-", "then-"))
        for word in words
    )


def _roles(described: Iterable[Token]) -> set[str]:
    lemmas = (t.lemma_.lower().rstrip(".") for t in described)
    return {_SPELLED_OUT.get(lemma, lemma) for lemma in lemmas} & ROLES
