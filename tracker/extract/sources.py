"""Who the source of each statement is, and whom it acts for.

A named person is one source wherever he or she speaks; "US officials" and "some American officials" are one unnamed
class within their article and another in the next. A statement within a statement comes through whoever makes the
outer one, and that chain is kept. Of several who speak together ("France and Germany said") the first is the source,
and all of them say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from tracker.extract.anonymity import count_of
from tracker.extract.attributions import Attribution
from tracker.extract.clauses import subject_of
from tracker.extract.firms import firm_partner
from tracker.extract.names import Name
from tracker.extract.people import People, Person
from tracker.extract.roles import BODIES, DOCUMENTS, OFFICES, is_human
from tracker.extract.saying import entries_of
from tracker.extract.source_names import ARTICLES, description_of, is_short_form, name_of
from tracker.extract.words import CALENDAR
from tracker.lexicon import actors as lexicon
from tracker.records import Anonymity, Mention, Source, SourceKind, Span

_HE = {"he", "she"}
_THINGS = ("organisation", "document")  # kinds of source that "it" stands for
_THEY, _IT = {"they", "them", "their"}, {"it", "its"}
SPEAKING = {"i", "we", "me", "us", "my", "our"}
_OUTER_NOUNS = set("wake light face view context aftermath".split())  # "in the wake of polls that showed": the polls
_FORMS_OF_ADDRESS = {"mr", "mrs", "ms", "dr", "miss"}
_TELLING = {"tell", "inform", "assure", "remind"}  # whoever is told does not go on
_SPEAKING_UP = {"say", "tell", "add", "believe", "think"}  # what only people do, and what they write
_SEEMING = {"look", "seem", "appear", "sound"}
_PEOPLE_TOO = set("pupil patient family relative fan player shareholder creditor couple teenager settler".split())
_WITHIN = set("in on at from with within inside outside among around near across to behind".split())
_REACH = 3  # sentences that "they" and "it" look back for who spoke


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source with the actor it acts for and the words that say so; `others` speak together with it.

    `number` counts those of them who are not named, where the words do.
    """

    source: Source
    acts_for: str | None = None
    reason: str = ""
    number: int | None = None
    others: tuple[Speaker, ...] = ()

    @property
    def anonymity(self) -> Anonymity:
        """Whether all of them are named, none, or some."""
        unnamed = {one.source.kind == "unnamed" for one in (self, *self.others)}
        return "mixed" if len(unnamed) == 2 else "unnamed" if True in unnamed else "named"


class Speakers:
    """Finds the speaker of each attribution of an article; ask in text order, since "they" looks back."""

    def __init__(self, people: People) -> None:
        """Take the people of the article."""
        self._people = people
        self._groups: list[tuple[Token, Speaker]] = []

    def of(self, attribution: Attribution, around: Speaker | None) -> Speaker | None:
        """Return the speaker; `around` is that of the statement whose quotation this one stands in."""
        head = attribution.speaker
        if head is None:
            return None
        if head.tag_ in ("WP", "WDT", "WP$"):
            head = self._named_aside(head) or _antecedent(head)
        if not any(map(str.isalnum, head.text)) and head.i > 0 and head.nbor(-1).pos_ in ("PROPN", "NOUN"):
            head = head.nbor(-1)  # of "<Gull Air Inc>", in which the parser hangs the name on ">"
        if is_short_form(head) and (named := _before_brackets(head)) is not None:
            head = named
        if head.dep_ == "conj" and firm_partner(head.head, self._people) == head:
            head = head.head
        if head.lower_ in ARTICLES:
            head = _of_article(head, attribution.cue)
            if head is None:
                return None
        if head.pos_ == "PRON":
            return self._pronoun(head, around) or self._beside_pronoun(head)
        speaker = self._together(head)
        if speaker.source.kind != "person" or speaker.others:
            self._groups.append((head, speaker))
        return speaker

    def citing(self, head: Token) -> Speaker | None:
        """Return whom a phrase names who cites another; of "it quoted a pilot" whoever that stands for, if known."""
        if head.tag_ in ("WP", "WDT"):
            head = _antecedent(head)
        return self._pronoun(head, None) if head.pos_ == "PRON" else self.phrase(head)

    def _together(self, head: Token) -> Speaker:
        """The speaker, with those that are joined to it: "Karmo and three nurses"."""
        heads = self._joined(head)
        if len(heads) == 1:
            return self._of_several(head)
        every = [self.phrase(t) for t in heads if t == heads[0] or can_speak(t) or t.pos_ == "NUM"]
        first = min(every, key=lambda one: one.source.kind == "unnamed")  # who is named stands for the rest
        others = tuple(one for one in every if one.source != first.source)
        counts = [one.number for one in every if one.source.kind == "unnamed"]
        counted = sum(n for n in counts if n is not None) if counts and None not in counts else None
        return replace(first, others=others, number=counted or None)

    def _of_several(self, head: Token) -> Speaker:
        """The speaker; "French and German officials", "the ministers of France and Germany" speak for each of both."""
        speaker = self.phrase(head)
        if head.tag_ not in ("NNS", "NNPS") or speaker.acts_for is None or speaker.source.kind == "person":
            return speaker
        objects = (o for k in head.children if k.lower_ in ("of", "from") for o in k.children if o.dep_ == "pobj")
        first = [*(k for k in head.children if k.dep_ in ("amod", "compound")), *objects]
        named = (self._people.name_at(c) for t in first for c in t.conjuncts if self._people.name_at(t) is not None)
        keys = dict.fromkeys(n.naming.actor for n in named if n is not None)
        others = (key for key in keys if key != speaker.acts_for)
        return replace(
            speaker, others=tuple(replace(speaker, acts_for=k, reason=lexicon.actor(k).name) for k in others)
        )

    def _joined(self, head: Token) -> list[Token]:
        """The head and what is joined to it; "Hrynko, who runs it, and two aides" the parser makes two subjects."""
        if head.dep_ == "nsubj":
            others = [k for k in head.head.children if k.dep_ == "nsubj" and k.i < head.i]
            first = next((k for k in others if any(c.dep_ == "cc" and k.i < c.i < head.i for c in k.children)), None)
            if first is not None:
                return [first, head]
        if head.dep_ == "conj":
            return [head]
        every = [head, *(t for t in head.conjuncts if t.i > head.i and t.pos_ in ("NOUN", "PROPN", "NUM"))]
        partners = [firm_partner(t, self._people) for t in every]
        return [t for t in every if t not in partners]

    def _pronoun(self, head: Token, around: Speaker | None) -> Speaker | None:
        word = head.lower_
        if word in SPEAKING and around is not None:
            return around
        if word == "it" and (head.dep_ == "nsubjpass" or head.head.lemma_ in _SEEMING):
            return None  # "it was said that", "it looked as if"
        office = self._office_before(head)
        if (person := self._people.person_of(head)) is not None:
            named = max((last for _, last in person.places if last < head.i), default=-1)
            return office[1] if office is not None and office[0] > named else self._person(person)
        if office is not None and word in _HE:
            return office[1]
        if (subject := self._subject_above(head)) is not None:
            return self.phrase(subject)
        if word in _THEY | _IT:
            for token, speaker in reversed(self._groups):
                if self._people.sentences_between(token, head) > _REACH:
                    break
                if token.i < head.i and self._fits(token, speaker, word):
                    return speaker
        if word in _THEY | _IT and (subject := self._subject_before(head) or self._subject_told_of(head)) is not None:
            return self.phrase(subject)
        if word in _THEY:
            return self._body_before(head)
        return self._of_some(head, around)

    def _of_some(self, head: Token, around: Speaker | None) -> Speaker | None:
        """Of "some of the officials" the officials, of "some in the party", "those surveyed" these words."""
        if head.lower_ in ("some", "many", "others", "most", "several") and (whole := _whole(head)) is not None:
            return self._pronoun(whole, around) if whole.pos_ == "PRON" else self.phrase(whole)
        if head.lower_ in ("some", "those") and _is_told_apart(head):
            return self.phrase(head)
        return None  # a pronoun whose bearer is not known names nobody

    def _beside_pronoun(self, pronoun: Token) -> Speaker | None:
        """Of "they and their allies say", where nobody knows who they are, the allies."""
        others = [t for t in pronoun.conjuncts if t.i > pronoun.i and t.pos_ in ("NOUN", "PROPN") and can_speak(t)]
        return self._together(others[0]) if others else None

    def _named_aside(self, pronoun: Token) -> Token | None:
        """Of "the first vote since the walkout of Lund, who led it" Lund, where the parser finds nobody else."""
        aside = pronoun.lower_ == "who" and pronoun.i > 1 and pronoun.nbor(-1).text == ","
        named = pronoun.nbor(-2) if aside else None
        if named is None or self._people.person_at(named) is None or can_speak(_antecedent(pronoun)):
            return None
        return named

    def _body_before(self, pronoun: Token) -> Speaker | None:
        """The body that spoke last, of the sentence before "they": "The campaign denied it. They said …"."""
        spoken = ((t, s) for t, s in reversed(self._groups) if t.i < pronoun.i)
        token, speaker = next(spoken, (None, None))
        if token is None or speaker is None or speaker.source.kind != "organisation":
            return None
        near = self._people.sentences_between(token, pronoun) <= 1 and token.dep_ in ("nsubj", "agent", "pobj")
        return speaker if near and not _people_between(token, pronoun) else None

    @staticmethod
    def _fits(token: Token, speaker: Speaker, pronoun: str) -> bool:
        """Whether a pronoun may stand for who spoke before: "they" for people or several, "it" for one thing."""
        plural = token.tag_ in ("NNS", "NNPS") or bool(speaker.others)
        if pronoun in _THEY:
            people = bool(speaker.others) or is_human(token) or _has_spoken(token)
            return plural and (people or speaker.source.kind in _THINGS)
        one = not plural or (_is_firm_of_plural_name(token) and not speaker.others)
        return one and speaker.source.kind in _THINGS

    def _subject_above(self, pronoun: Token) -> Token | None:
        """Of "the constitution names no weapons, although it says" the constitution: a subject before it.

        Of "people exchange notes after they have agreed" the people.
        """
        if pronoun.dep_ != "nsubj" or pronoun.head.dep_ not in ("advcl", "conj"):
            return None
        subject = next((k for k in pronoun.head.head.children if k.dep_ == "nsubj" and k.i < pronoun.i), None)
        if subject is None:
            return None
        if pronoun.lower_ in _THEY:
            others = _people_between(subject, pronoun)  # "officers held the men after they refused to leave"
            return subject if subject.tag_ == "NNS" and is_human(subject) and not others else None
        return subject if pronoun.lower_ in _IT and self._is_thing(subject) else None

    def _thing_spoken_of(self, verb: Token) -> Token | None:
        """The body of which people speak, or what they cite: "Lind said Gull had agreed. It did not say when".

        Not where they may speak for another: "A Gull spokesman said Orr Inc had lied. It denied any fault".
        """
        speaker = next((k for k in verb.children if k.dep_ == "nsubj"), verb)
        if any(self._is_thing(t) and not is_human(t) for t in speaker.subtree if t != verb):
            return None
        told = [k for k in verb.children if k.dep_ == "ccomp" and k.i > verb.i and "clause" in entries_of(verb)]
        things = [s for clause in told for s in clause.children if s.dep_ in ("nsubj", "nsubjpass")]
        things += [k for k in verb.children if k.dep_ == "dobj" and kind_of(k) == "document"]
        return next(filter(self._is_thing, things), None)

    def _subject_told_of(self, pronoun: Token) -> Token | None:
        """Of "The bank will lend more, it said" the bank; Iran is no "it" of which nobody said who speaks for it."""
        told = [k for k in pronoun.head.children if k.dep_ == "ccomp" and k.i < pronoun.i and pronoun.lower_ == "it"]
        subjects = [s for clause in told for s in clause.children if s.dep_ == "nsubj"]
        return next((s for s in subjects if self._is_thing(s) and self._people.name_at(s) is None), None)

    def _is_thing(self, noun: Token) -> bool:
        """Whether "it" may stand for a body or document: "the bank", "Gull Air", "a memorandum"; a person is none."""
        if noun.tag_ == "NN":
            return kind_of(noun) in _THINGS
        return noun.tag_ == "NNP" and noun.text not in CALENDAR and self._people.person_of(noun) is None

    def _subject_before(self, pronoun: Token) -> Token | None:
        """The subject of the sentence before, where it is a body that "it", or people that "they", can stand for."""
        start = pronoun.sent.start
        root = pronoun.doc[start - 1].sent.root if start > 0 else pronoun
        subject = next((k for k in root.children if k.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None:
            return None
        if self._people.person_of(subject) is not None and pronoun.lower_ not in _THEY:
            return self._thing_spoken_of(root)
        if pronoun.lower_ in _THEY:
            many = [subject, *(t for t in root.children if t.dep_ == "dobj" and root.lemma_ not in _TELLING)]
            is_body = subject.tag_ == "NNS" and subject.lemma_.lower() in BODIES
            people = subject if is_body else next((t for t in many if t.tag_ == "NNS" and is_human(t)), None)
            return people or (subject if subject.tag_ == "NNP" and self._people.person_of(subject) is None else None)
        if pronoun.lower_ in _IT and is_human(subject) and (thing := self._thing_spoken_of(root)) is not None:
            return thing
        is_body = (
            subject.tag_ == "NNP"
            or _is_firm_of_plural_name(subject)
            or (subject.tag_ == "NN" and kind_of(subject) == "organisation")
        )
        return subject if is_body else None

    def _office_before(self, pronoun: Token) -> tuple[int, Speaker] | None:
        """The last single, unnamed speaker before the pronoun, with the place of its word."""
        if pronoun.lower_ not in _HE:
            return None
        singles = [
            (t.i, s)
            for t, s in self._groups
            if t.i < pronoun.i and t.tag_ == "NN" and s.source.kind in ("office", "unnamed") and is_human(t)
        ]
        return singles[-1] if singles else None

    def phrase(self, head: Token) -> Speaker:
        """Return the speaker that a noun phrase with this head names or describes."""
        if head.lower_.rstrip(".") in _FORMS_OF_ADDRESS and head.i + 1 < len(head.doc):
            head = head.nbor()
        head = _without_day(head)
        if (person := self._people.person_of(head)) is not None:
            return self._person(person)
        acting = self._people.acts_for(head)
        acts_for, reason = acting or (None, "")
        name = self._people.name_at(head)
        if name is not None and head.i == name.last:
            return self._named(head, name, acts_for, reason)
        if (called := self._called(head)) is not None:
            return called
        partner = firm_partner(head, self._people)
        if head.pos_ == "PROPN" or partner is not None:
            words = name_of(head, partner)
            if head.tag_ == "NNPS" and " " not in words:  # "Democrats"
                return Speaker(Source(words, "unnamed", local=True), acts_for, reason)
            kind: SourceKind = "document" if head.lower_ in DOCUMENTS else "organisation"
            return Speaker(Source(words, kind), acts_for, reason)
        if not _is_bare_plural(head) and (again := self._taken_up(head)) is not None:
            return again
        kind = kind_of(head)
        number = count_of(head) if kind == "unnamed" and (is_human(head) or head.pos_ == "NUM") else None
        holder = self._people.holder(head) if kind == "office" else None
        described = Source(description_of(head, acts_for, self._people), kind, holder, local=True)
        return Speaker(described, acts_for, reason, number)

    def _called(self, head: Token) -> Speaker | None:
        """ "The shipping company Maersk" is Maersk, "the Guards" the body named so before."""
        if head.pos_ == "NOUN" and kind_of(head) == "organisation":
            names = [k for k in head.children if k.dep_ == "appos" and k.i == head.i + 1 and self._people.name_at(k)]
            return self.phrase(names[0]) if names else None
        kids = {k.dep_ for k in head.children}
        if head.pos_ != "PROPN" or kids & {"compound", "amod", "poss", "prep"} or "det" not in kids:
            return None
        before = self._people.body_before(head)
        return self.phrase(before) if before is not None and before != head else None

    def _named(self, head: Token, name: Name, acts_for: str | None, reason: str) -> Speaker:
        """Who is named by a name of the list; "Americans" are people of it, "the American" one who spoke before."""
        words = self._people.page.doc[name.first : name.last + 1].text
        if name.naming.how == "people":
            return Speaker(Source(words, "unnamed", local=True))
        if name.naming.how == "demonym" and head.dep_ in ("amod", "compound", "nmod"):  # "Iraqi claims"
            return Speaker(Source(lexicon.actor(name.naming.actor).name, "organisation", name.naming.actor))
        if name.naming.how == "demonym":
            before = (s for t, s in reversed(self._groups) if s.acts_for == name.naming.actor and t.tag_ == "NN")
            one = self._people.last_of(name.naming.actor, head)
            if one is not None:
                return self._person(one)
            return next(before, None) or Speaker(Source(words, "unnamed", local=True), acts_for, reason)
        return Speaker(Source(words, "organisation", name.naming.actor), acts_for, reason)

    @staticmethod
    def _person(person: Person) -> Speaker:
        return Speaker(Source(person.name, "person", person.key), person.acts_for, person.reason)

    def _taken_up(self, head: Token) -> Speaker | None:
        """ "The officials" are those named last, "the agency" the last Agency, where no more is said of them.

        "The Gull official" is the "Gull official close to the talks" of before.
        """
        described = _described_by(head)
        the_one = head.tag_ == "NN" and any(k.lower_ == "the" for k in head.children)
        if any(k.dep_ in ("poss", "prep") for k in head.children) or (described and not the_one):
            return None
        for token, speaker in reversed(self._groups):
            if _is_of_a_kind(token):
                continue
            if token.lemma_.lower() == head.lemma_.lower() and token.tag_[:3].rstrip("P") == head.tag_[:3].rstrip("P"):
                is_plural = (token.tag_[-1] == "S", head.tag_[-1] == "S")
                if is_plural[0] == is_plural[1] and described <= _described_by(token):
                    return speaker
        if described:
            return None
        if head.tag_ in ("NN", "NNP") and any(k.lower_ == "the" for k in head.children) and kind_of(head) in _THINGS:
            named = self._people.body_before(head)
            return self.phrase(named) if named is not None else None
        return None


def _is_of_a_kind(noun: Token) -> bool:
    """Whether an example tells which are meant: "critics like Hale", who are not "the critics" of later on."""
    return any(k.dep_ == "prep" and k.lower_ in ("like", "as") and k.i > noun.i for k in noun.children)


def _described_by(head: Token) -> set[str]:
    """The words before a noun that say which it is."""
    return {k.lower_ for k in head.children if k.dep_ in ("amod", "compound")}


def can_speak(head: Token) -> bool:
    """Whether a noun phrase with this head may be somebody or something that says things."""
    return head.pos_ == "PROPN" or is_human(head) or head.lemma_.lower() in DOCUMENTS | BODIES


def saying_mentions(speaker: Speaker, span: Span) -> Iterator[Mention]:
    """Yield who speaks in the words of the source: each actor itself and the one it acts for."""
    seen: set[str] = set()
    for one in (speaker, *speaker.others):
        for key, reason in ((one.source.actor, one.source.name), (one.acts_for, one.reason)):
            if key is not None and key not in seen:
                seen.add(key)
                yield Mention(key, "says", span, reason)


def _people_between(first: Token, last: Token) -> bool:
    """Whether several people are told of between two words: "the school said it had warned the parents. They deny"."""
    between = (t for t in first.doc[first.i + 1 : last.i] if t.head.lemma_ not in _TELLING)
    return any(t.tag_ == "NNPS" or (t.tag_ == "NNS" and (is_human(t) or t.lemma_ in _PEOPLE_TOO)) for t in between)


def _before_brackets(short: Token) -> Token | None:
    """Of "<Gull Air Inc> (GAI)", both of which the parser makes subjects, the name before the short form."""
    before = next((t for t in reversed(short.doc[max(0, short.i - 3) : short.i]) if not t.is_punct), None)
    return before if before is not None and before.pos_ == "PROPN" else None


def _antecedent(pronoun: Token) -> Token:
    """Of "who said" the noun that the clause hangs on."""
    verb = pronoun.head
    while verb.dep_ not in ("relcl", "ROOT") and verb.head != verb:
        verb = verb.head
    if verb.dep_ != "relcl":
        return pronoun
    noun = _last_of_several(verb, pronoun)
    if noun.text in CALENDAR and noun.dep_ == "pobj":  # "released the report in July, which showed": the report
        clause = noun.head.head
        return next((k for k in clause.children if k.dep_ in ("dobj", "nsubjpass")), pronoun)
    of_place = pronoun.lower_ == "who" and not any(k.dep_ == "compound" for k in noun.children)  # "Hale, D-Ohio, who"
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and (is_human(noun) or of_place):
        return noun.head  # "Saez, an economics professor at Berkeley who concluded"
    if (named := _called_so(noun)) is not None:
        return named
    if pronoun.lower_ == "who":  # "a clerk familiar with the talks, who said": the clerk
        noun = next(filter(can_speak, _nouns_around(noun)), noun)
    inner = [k for p in noun.children if p.lower_ == "of" for k in p.children if k.dep_ == "pobj"]
    return inner[0] if noun.lemma_.lower() in _OUTER_NOUNS and inner else noun


def _last_of_several(clause: Token, pronoun: Token) -> Token:
    """The noun that a clause hangs on; of "Lind and Hale, who has denied it" Hale, as one alone has."""
    several = [t for t in (clause.head, *clause.head.conjuncts) if t.i < pronoun.i]
    last = max(several, key=lambda t: t.i, default=clause.head)
    finite = (clause, *(k for k in clause.children if k.dep_ in ("aux", "auxpass")))
    of_one = any(t.tag_ == "VBZ" or t.lower_ == "was" for t in finite)
    alone = last.tag_ in ("NN", "NNP") and any(k.dep_ == "cc" and k.lower_ == "and" for k in last.head.children)
    return last if pronoun.dep_ in ("nsubj", "nsubjpass") and of_one and alone and last.dep_ == "conj" else clause.head


def _called_so(noun: Token) -> Token | None:
    """Of "Marsh is a former judge who denies it" Marsh, of whom the noun is said."""
    first = noun
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ != "attr" or noun.tag_ not in ("NN", "NNP"):
        return None
    beside = (*first.children, *noun.children, *first.head.children)
    if any(k.dep_ == "neg" or k.lower_ in ("no", "never", "hardly") for k in beside):
        return None
    if any(k.dep_ in ("amod", "compound") and k.text[:1].isupper() for k in noun.children):
        return None  # "the Iraqi minister" tells for whom he speaks
    verb = first.head
    while subject_of(verb) is None and verb.dep_ == "conj":  # "Marsh lost his seat and is a clerk who denies it"
        verb = verb.head
    return next((k for k in verb.children if k.dep_ == "nsubj" and k.pos_ == "PROPN"), None)


def _nouns_around(noun: Token) -> Iterator[Token]:
    """Yield a noun, and those in whose phrase it stands, from the inside out."""
    yield noun
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
        noun = noun.head if noun.dep_ in ("amod", "acl") else noun
        yield noun


def _of_article(article: Token, cue: Sequence[Token]) -> Token | None:
    """Of "the 26-year-old says", in which the parser hangs the article on the verb, the old; of "the claim" nobody."""
    noun = article.head if article.head not in cue else article.doc[max(article.head.i - 1, 0)]
    return noun if noun.i > article.i and noun.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") else None


def _whole(head: Token) -> Token | None:
    """Of "some of the US officials" the officials."""
    of = next((k for k in head.children if k.lower_ == "of"), None)
    return next((k for k in of.children if k.dep_ == "pobj"), None) if of is not None else None


def _is_told_apart(pronoun: Token) -> bool:
    """Whether it is said who they are: "some in the party", "those close to the talks", "those surveyed"."""
    after = [k for k in pronoun.children if k.i > pronoun.i]
    within = (k for k in after if k.dep_ == "prep" and k.lower_ in _WITHIN)
    apart = any(k.dep_ in ("amod", "acl") for k in after)
    return apart or any(o.text not in CALENDAR for k in within for o in k.children)


def kind_of(head: Token) -> SourceKind:
    """Return the kind of a source that is described, not named: an office has one holder ("the prime minister")."""
    lemma = head.lemma_.lower()
    if lemma in DOCUMENTS:
        return "document"
    if lemma in BODIES:  # many of them are a class: "banks", "the authorities"
        return "unnamed" if head.tag_ in ("NNS", "NNPS") and lemma not in ("police", "force") else "organisation"
    is_one = head.tag_ in ("NN", "NNP") and any(k.lower_ == "the" or k.dep_ == "poss" for k in head.children)
    return "office" if lemma in OFFICES and is_one else "unnamed"


def _is_firm_of_plural_name(head: Token) -> bool:
    """ "General Motors", "the British Information Services", of which "it" may be said; not "the Democrats"."""
    before = [k for k in head.children if k.i < head.i and k.lower_ != "the"]
    named = bool(before) and all(k.text[:1].isupper() or k.text in ("&", "and") for k in before)
    return head.tag_ == "NNPS" and named and not is_human(head)


def _has_spoken(plural: Token) -> bool:
    """Whether a noun is shown to be of people by what they do: "Underwriters said", not "the attacks show"."""
    return plural.dep_ == "nsubj" and plural.head.lemma_ in _SPEAKING_UP and plural.head.pos_ == "VERB"


def _is_bare_plural(head: Token) -> bool:
    return not any(k.dep_ == "det" for k in head.children)


def _without_day(head: Token) -> Token:
    """Of "the Fed Jan. 8 proposed" the Fed."""
    is_day = head.text in CALENDAR and head.i + 1 < len(head.doc) and head.nbor().like_num
    return next((k for k in reversed(list(head.lefts)) if k.dep_ == "compound"), head) if is_day else head
