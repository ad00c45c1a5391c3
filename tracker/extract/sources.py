"""Who the source of each statement is, and whom it acts for.

A named person is one source wherever he or she speaks; "US officials" and "some American officials" are one unnamed
class within their article and another in the next. A statement within a statement comes through whoever makes the
outer one, and that chain is kept.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from tracker.extract.attributions import Attribution, places_of, source_tokens
from tracker.extract.names import STATE_NOUNS, Name
from tracker.extract.people import ROLES, People, Person
from tracker.lexicon import actors as lexicon
from tracker.records import Mention, Source, SourceKind, Span

_DOCUMENTS = set(
    "report statement letter poll survey study document memo article filing lawsuit indictment data record email book "
    "tweet post message transcript video speech editorial column paper analysis text note communique resolution "
    "complaint affidavit story figure statistic law bill treaty constitution agreement accord".split()
)
_BODIES = set(
    "ministry government campaign company embassy department committee army court agency party group organisation "
    "organization council commission union bank firm newspaper paper magazine network station bureau office "
    "administration "
    "team parliament senate police military authority regime panel board association delegation side".split()
)
_PEOPLE = ROLES | STATE_NOUNS | set("person people man woman resident witness source survivor worker passenger".split())
_QUANTIFIERS = set(
    "some several many few two three four five six seven eight nine ten dozens all both other another one".split()
)
_HE = {"he", "she"}
_THINGS = ("organisation", "document")  # kinds of source that "it" stands for
_THEY, _IT = {"they", "them", "their"}, {"it", "its"}
_SPEAKING = {"i", "we", "me", "us", "my", "our"}
_LONGEST_CONTENT = 20_000  # code points; no statement is sought within a longer one
_LONGEST_NAME = 90  # code points; a longer description of a source is cut at a word


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source with the actor it acts for and the words that say so."""

    source: Source
    acts_for: str | None = None
    reason: str = ""


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
            head = _antecedent(head)
        speaker = self._pronoun(head, around) if head.pos_ == "PRON" else self.phrase(head)
        if head.pos_ != "PRON" and speaker is not None and speaker.source.kind != "person":
            self._groups.append((head, speaker))
        return speaker

    def _pronoun(self, head: Token, around: Speaker | None) -> Speaker | None:
        word = head.lower_
        if word in _SPEAKING and around is not None:
            return around
        office = self._office_before(head)
        if (person := self._people.person_of(head)) is not None:
            named = max((last for _, last in person.places if last < head.i), default=-1)
            return office[1] if office is not None and office[0] > named else self._person(person)
        if office is not None and word in _HE:
            return office[1]
        if word in _IT and (subject := _subject_above(head)) is not None:
            return self.phrase(subject)
        if word in _THEY | _IT:
            for token, speaker in reversed(self._groups):
                if token.i < head.i and (word in _THEY) == (token.tag_ in ("NNS", "NNPS")):
                    return speaker
        if word in _THEY | _IT and (subject := self._subject_before(head)) is not None:
            return self.phrase(subject)
        if head.lower_ in ("some", "many", "others", "most", "several") and (whole := _whole(head)) is not None:
            return self.phrase(whole)
        return None  # a pronoun whose bearer is not known names nobody

    def _subject_before(self, pronoun: Token) -> Token | None:
        """The subject of the sentence before, where it is a body that "it", or people that "they", can stand for."""
        start = pronoun.sent.start
        root = pronoun.doc[start - 1].sent.root if start > 0 else pronoun
        subject = next((k for k in root.children if k.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or self._people.person_of(subject) is not None:
            return None
        if pronoun.lower_ in _THEY:
            return subject if subject.tag_ == "NNS" and subject.lemma_.lower() in _PEOPLE else None
        is_body = subject.tag_ == "NNP" or (subject.tag_ == "NN" and _kind(subject) == "organisation")
        return subject if is_body else None

    def _office_before(self, pronoun: Token) -> tuple[int, Speaker] | None:
        """The last single, unnamed speaker before the pronoun, with the place of its word."""
        if pronoun.lower_ not in _HE:
            return None
        singles = [
            (t.i, s)
            for t, s in self._groups
            if t.i < pronoun.i and t.tag_ == "NN" and s.source.kind in ("office", "unnamed")
        ]
        return singles[-1] if singles else None

    def phrase(self, head: Token) -> Speaker:
        """Return the speaker that a noun phrase with this head names or describes."""
        if (person := self._people.person_of(head)) is not None:
            return self._person(person)
        acting = self._people.acts_for(head)
        acts_for, reason = acting or (None, "")
        name = self._people.name_at(head)
        if name is not None and head.i == name.last:
            words = self._people.page.doc[name.first : name.last + 1].text
            return Speaker(Source(words, "organisation", name.naming.actor), acts_for, reason)
        if head.pos_ == "PROPN":
            return Speaker(Source(_plain(_name_of(head)), "organisation"), acts_for, reason)
        if not _is_bare_plural(head) and (again := self._taken_up(head)) is not None:
            return again
        return Speaker(Source(self._description(head, acts_for), _kind(head), None, local=True), acts_for, reason)

    @staticmethod
    def _person(person: Person) -> Speaker:
        return Speaker(Source(person.name, "person", person.key), person.acts_for, person.reason)

    def _taken_up(self, head: Token) -> Speaker | None:
        """ "The officials" are the officials named last, where nothing more is said of them."""
        if any(k.dep_ in ("amod", "compound", "poss", "prep") for k in head.children):
            return None
        same = (s for token, s in reversed(self._groups) if token.lemma_ == head.lemma_ and token.tag_ == head.tag_)
        return next(same, None)

    def _description(self, head: Token, acts_for: str | None) -> str:
        """The phrase without article, number and asides; a country before it in the one form of its adjective."""
        kept = [t for t in source_tokens(head) if not _is_aside(t, head)]
        words: list[str] = []
        for token in kept:
            name = self._people.name_at(token)
            if name is not None and name.naming.actor == acts_for and _head_of(name, kept).dep_ in ("amod", "compound"):
                words += [lexicon.adjective(name.naming.actor) + " "] if token.i == name.first else []
            else:
                words.append(token.text_with_ws)
        return _plain("".join(words))[:_LONGEST_NAME] or head.text


def _head_of(name: Name, tokens: list[Token]) -> Token:
    """The token of a name on which its others hang."""
    own = [t for t in tokens if name.first <= t.i <= name.last]
    return next((t for t in own if not name.first <= t.head.i <= name.last), own[-1])


class Heard:
    """The speakers of all attributions of an article, and which attribution stands within which."""

    def __init__(self, attributions: Iterable[Attribution], people: People) -> None:
        """Find each speaker in text order; "I" within a quotation is whoever is quoted."""
        speakers = Speakers(people)
        self._speakers: dict[int, Speaker] = {}
        self._through: dict[int, Speaker] = {}
        self._contents: list[tuple[int, int, Attribution]] = []  # of statements that assert, in text order
        for attribution in attributions:
            around = next((speaker for speaker, outer in self.around(attribution) if outer.quotations), None)
            speaker = speakers.of(attribution, around)
            if attribution.through is not None:
                self._through[id(attribution)] = speakers.phrase(attribution.through[0])
            if speaker is not None:
                self._speakers[id(attribution)] = speaker
                if (attribution.entry.stance, attribution.entry.force) == ("assert", "assertive"):
                    for start, end in attribution.content:
                        insort(self._contents, (start, end, attribution), key=lambda content: (content[0], -content[1]))

    def speaker(self, attribution: Attribution) -> Speaker | None:
        """Return who makes the statement; None where nobody is named or the words leave it open."""
        return self._speakers.get(id(attribution))

    def through(self, attribution: Attribution) -> Speaker | None:
        """Return who cites the speaker of the statement, if anybody does."""
        return self._through.get(id(attribution))

    def around(self, attribution: Attribution) -> Iterator[tuple[Speaker, Attribution]]:
        """Yield the speakers in whose contents the cue stands, through whom it comes: the nearest first."""
        at = attribution.head.idx
        for place in range(bisect_right(self._contents, at, key=lambda content: content[0]) - 1, -1, -1):
            start, end, other = self._contents[place]
            if start < at - _LONGEST_CONTENT:
                return
            if at < end and other is not attribution:
                yield self._speakers[id(other)], other


def with_cited(attributions: list[Attribution]) -> list[Attribution]:
    """Return the attributions; in "the Times, citing officials, said" the officials speak, through the Times."""
    citing: set[int] = set()
    for attribution in attributions:
        verb = next(_citing(attribution), None)
        cited = next((k for k in verb.children if k.dep_ == "dobj"), None) if verb is not None else None
        if verb is None or cited is None or attribution.speaker is None or not _can_speak(cited):
            continue
        before = [t for t in source_tokens(attribution.speaker) if t.i < verb.left_edge.i or verb.dep_ == "advcl"]
        attribution.through = attribution.speaker, places_of(before)
        attribution.speaker, attribution.source = cited, places_of(source_tokens(cited))
        citing.add(verb.i)
    return [attribution for attribution in attributions if attribution.head.i not in citing]


def _citing(attribution: Attribution) -> Iterator[Token]:
    beside = attribution.speaker.children if attribution.speaker is not None else ()
    for token in (*attribution.head.children, *beside):
        if token.lemma_ in ("cite", "quote") and token.dep_ in ("advcl", "relcl", "acl"):
            yield token


def _can_speak(head: Token) -> bool:
    return head.pos_ == "PROPN" or head.lemma_.lower() in _PEOPLE | _DOCUMENTS | _BODIES


def saying_mentions(speaker: Speaker, span: Span) -> Iterator[Mention]:
    """Yield who speaks in the words of the source: the actor itself and the one it acts for."""
    if speaker.source.actor:
        yield Mention(speaker.source.actor, "says", span, speaker.source.name)
    if speaker.acts_for and speaker.acts_for != speaker.source.actor:
        yield Mention(speaker.acts_for, "says", span, speaker.reason)


def _antecedent(pronoun: Token) -> Token:
    """Of "who said" the noun that the clause hangs on."""
    verb = pronoun.head
    while verb.dep_ not in ("relcl", "ROOT") and verb.head != verb:
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" else pronoun


def _subject_above(pronoun: Token) -> Token | None:
    """Of "the constitution names no weapons, although it says" the constitution: a subject before, in one sentence."""
    if pronoun.dep_ != "nsubj" or pronoun.head.dep_ not in ("advcl", "conj"):
        return None
    subject = next((k for k in pronoun.head.head.children if k.dep_ == "nsubj" and k.i < pronoun.i), None)
    return subject if subject is not None and subject.tag_ in ("NN", "NNP") and _kind(subject) in _THINGS else None


def _whole(head: Token) -> Token | None:
    """Of "some of the US officials" the officials."""
    of = next((k for k in head.children if k.lower_ == "of"), None)
    return next((k for k in of.children if k.dep_ == "pobj"), None) if of is not None else None


def _kind(head: Token) -> SourceKind:
    lemma = head.lemma_.lower()
    if lemma in _DOCUMENTS:
        return "document"
    if lemma in _BODIES:
        return "organisation"
    return "office" if lemma in ROLES and head.tag_ == "NN" and lemma != "official" else "unnamed"


def _is_bare_plural(head: Token) -> bool:
    return not any(k.dep_ == "det" for k in head.children)


def _is_aside(token: Token, head: Token) -> bool:
    if token.dep_ in ("det", "predet", "nummod", "punct") and token.head == head:
        return True
    if token.lower_ in _QUANTIFIERS and token.head == head:
        return True
    return any(
        t.dep_ in ("relcl", "appos", "acl") and t.head == head
        for t in (token, *token.ancestors)
        if t != head and head.is_ancestor(t)
    )


def _name_of(head: Token) -> str:
    parts = [
        t
        for t in head.subtree
        if t == head
        or (t.dep_ in ("compound", "amod", "nmod", "nummod", "prep", "pobj", "case", "poss", "punct") and t.i < head.i)
    ]
    return "".join(t.text_with_ws for t in parts)


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" ,.;:-—–\"'“”‘’")
