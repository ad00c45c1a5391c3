"""Whose claim a denial says that it denies, or a refusal does not speak of: "denied Iraqi claims that".

There Iraq asserts what is denied, though nobody quotes it: a statement of its own within the denial. So does the press
where somebody "had no comment on press reports that". Of rumours, and of reports that nobody is said to have made,
nobody is known to tell them, so they are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.clauses import subject_of
from tracker.extract.denied import denied_in, tells_of_own_claim
from tracker.extract.names import Name
from tracker.extract.people import People
from tracker.extract.polarity import has_no
from tracker.extract.roles import BODIES, DOCUMENTS, is_human
from tracker.extract.saying import source_tokens
from tracker.extract.stance import stance_of
from tracker.extract.text_places import merged, places_of, tokens_of
from tracker.extract.untruths import wrongly_said
from tracker.extract.words import CALENDAR, HELD
from tracker.lexicon import actors as lexicon
from tracker.lexicon.cues import Cue
from tracker.parsing import Page
from tracker.records import DENYING

_TOLD = HELD - {"fear"} | set(
    "claim allegation accusation charge report suggestion assertion account story insinuation statement contention "
    "version article testimony conclusion finding argument theory narrative characterization".split()
)
_PRINTED = {"report", "story", "article", "account"}
_BY, _IN = {"by", "from"}, {"in", "on"}
_CLAUSES = ("acl", "relcl", "ccomp")
_BESIDE = ("amod", "compound", "nmod")
_HIS = {"his", "her"}  # "its" and "their" are most often those of who denies
_TIMES = set(
    "today yesterday tomorrow week weekend month year day night morning evening summer winter spring autumn christmas "
    "easter hour".split()
)
_THAT = ("mark", "pobj", "dobj", "dep")  # "that" as the parser takes it in "allegations from the party that it had"


def with_contested(page: Page, attributions: list[Attribution], people: People) -> list[Attribution]:
    """Return the attributions, with those of whose claims the denials and refusals say that they are, in text order."""
    attributions = _joined(page, attributions)
    known = {t.i for a in attributions for t in a.cue}
    found: dict[int, Attribution] = {}  # by the clause that tells what is claimed
    for denial in attributions:
        for noun, clause, owner in _contested_by(denial, people):
            if clause.i in found or noun.i in known:
                continue
            answered = _answered(page, denial, clause)
            if clause in answered and noun not in answered:
                claim = _claim(noun, clause, owner, [t for t in answered if not _is_that(t, clause)])
                if claim.source:
                    found[clause.i] = claim
    return sorted([*attributions, *found.values()], key=lambda a: (a.cue[0].i, a.content))


def _joined(page: Page, attributions: list[Attribution]) -> list[Attribution]:
    """The attributions, without those that make a denier assert what he denies.

    Of "the firm denied the workers' claims and reports that it had" the model makes two, the second the firm's own.
    """
    second: list[Attribution] = []
    for one, other in pairwise(attributions):
        noun = other.head
        joined = noun.dep_ == "conj" and noun.head.lemma_.lower() in _TOLD and noun.lemma_.lower() in _TOLD
        if joined and one.source == other.source and one.content and other.content and _verb_over(noun) == one.head:
            one.content = merged([*one.content, (noun.idx, other.content[-1][1])], page.article.text)
            second.append(other)
    return [a for a in attributions if a not in second]


def _answered(page: Page, attribution: Attribution, clause: Token) -> Sequence[Token]:
    """What is denied; of a refusal, the clause of which nothing is said."""
    stance = stance_of(attribution, " ".join(page.cut(*place).words for place in attribution.content))
    tokens = tokens_of(page, attribution.content)
    if stance == "no_comment":
        return [t for t in clause.subtree if t in tokens]
    found = denied_in(attribution, stance, tokens) if stance in DENYING else None
    return found.tokens if found is not None else ()


def _claim(noun: Token, clause: Token, owner: Token, told: Sequence[Token]) -> Attribution:
    entry = Cue(noun.lemma_.lower(), "noun", "assertive", "assert")
    phrase = list(owner.subtree) if owner.dep_ in _BESIDE else source_tokens(owner)
    source = places_of(t for t in phrase if t not in told and not _is_that(t, clause))
    return Attribution(noun, entry, [noun], places_of(told), clause, source, owner, contested=True)


def _contested_by(denial: Attribution, people: People) -> Iterator[tuple[Token, Token, Token]]:
    """The nouns for a claim, the clauses that tell what is claimed, and who is said to claim it."""
    for noun in _claims_that_are_denied(denial):
        clause = _clause_of(noun)
        if clause is None:
            continue
        owner = next(filter(None, (_owner(one, clause, people) for one in (noun, *noun.conjuncts))), None)
        if owner is not None and not _is_source(owner, denial, people):
            yield noun, clause, owner
    for clause in denial.head.sent:
        wrong = wrongly_said(clause) if clause.dep_ == "ccomp" else None
        owner = subject_of(wrong.verb) if wrong is not None else None
        if wrong is not None and owner is not None and owner.pos_ in ("NOUN", "PROPN"):
            yield wrong.telling, clause, owner  # "said the union was wrong to claim that jobs would go"


def _is_that(token: Token, clause: Token) -> bool:
    return token.head == clause and token.lower_ == "that" and token.dep_ in _THAT


def _claims_that_are_denied(denial: Attribution) -> Iterator[Token]:
    """The nouns for a claim that the denial's verb is about, or of which it says something: "the report is false".

    Who denies that a report was altered does not deny what it says.
    """
    denies, said = denial.entry.stance in ("deny", "reject"), denial.content_head
    for noun in denial.head.sent:
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in _TOLD and not has_no(noun):
            verb = _verb_over(noun)
            over = (denial.head, *denial.cue[:1])  # "had no comment on": the parser hangs that on the "had"
            if verb in over or (not denies and said is not None and verb in (said, said.head)):
                yield noun


def _verb_over(noun: Token) -> Token:
    """The verb that a noun hangs on, also as what there is "no truth in", or what somebody is "skeptical of"."""
    word = noun.conjuncts[0] if noun.dep_ == "conj" and noun.conjuncts else noun
    while word.head != word and word.head.pos_ in ("ADP", "NOUN", "ADJ"):
        word = word.head
    return word.head


def _clause_of(noun: Token) -> Token | None:
    """The clause that tells what is claimed: on the noun, on a noun in its phrase, or on the verb after it."""
    on_verb = [k for k in noun.head.children if k.dep_ == "ccomp" and k.i > noun.i]
    below = [t for t in noun.subtree if t.i > noun.i and t.dep_ in _CLAUSES and not tells_of_own_claim(t.head)]
    told = (t for t in (*below, *on_verb) if subject_of(t) is not None and t.pos_ in ("VERB", "AUX"))
    return next((t for t in told if any(_is_that(k, t) and k.i < t.i for k in t.children) and not _lacks(t)), None)


def _lacks(clause: Token) -> bool:
    """Whether a clause lacks what "that" stands for: "the story that the editor liked", "that she had asked for"."""
    last = clause.right_edge
    stranded = last.dep_ == "prep" and not any(k.dep_ in ("pobj", "pcomp") for k in last.children)
    kids = {k.dep_ for k in clause.children if k.lower_ != "that"}
    # Of "a story that it had failed" the parser takes "that" for an object; of what one likes no helper tells.
    has_object = kids & {"dobj", "attr", "acomp", "nsubjpass", "ccomp", "xcomp", "prep", "aux"}
    of_that = any(_is_that(k, clause) and k.dep_ != "mark" for k in clause.children)
    return stranded or (of_that and not has_object)


def _owner(noun: Token, clause: Token, people: People) -> Token | None:
    """Who is said to claim it: "Ms Jones's", "Iraqi", "press", "by the captain", "made by", "in the Times"."""
    before = [k for k in noun.children if k.i < noun.i]
    whose = next((k for k in before if k.dep_ == "poss"), None)
    if whose is not None:
        own = any(k.lower_ == "own" for k in before)
        named = whose.lower_ in _HIS if whose.pos_ == "PRON" else not _is_time(whose)
        return whose if named and not own else None
    beside = (k for k in reversed(before) if k.dep_ in _BESIDE and _claims_beside(k, noun, people))
    return next(beside, None) or next(_by(noun, clause, people), None)


def _claims_beside(word: Token, noun: Token, people: People) -> bool:
    """ "Iraqi claims", "press reports", "a Reuters story": not "Watergate allegations", which says what about."""
    name = people.name_at(word)
    if name is not None:
        return name.naming.how == "demonym" or not _is_country(name)
    if word.pos_ == "PROPN":
        return noun.lemma_.lower() in _PRINTED and not _is_time(word)
    return word.pos_ == "NOUN" and (is_human(word) or word.lemma_.lower() in BODIES)


def _by(noun: Token, clause: Token, people: People) -> Iterator[Token]:
    printed = noun.lemma_.lower() in _PRINTED
    beside = {noun.head, *noun.subtree}
    for word in noun.doc[noun.i + 1 : clause.left_edge.i]:
        objects = [k for k in word.children if k.dep_ == "pobj"]
        if word.dep_ not in ("prep", "agent") or word.head not in beside or not objects:
            continue
        name = people.name_at(objects[0])
        somewhere = printed and word.lower_ != "by" and name is not None and _is_country(name)
        article = any(k.lower_ in ("a", "an", "the") for k in (*noun.children, *objects[0].children))
        if (word.lower_ in _BY or (printed and word.lower_ in _IN and article)) and not somewhere:
            yield from (k for k in objects if _tells(k, people))


def _tells(token: Token, people: People) -> bool:
    """Whether a word is for somebody or something that says things, not for a day, a way or a place."""
    if _is_time(token):
        return False
    if people.name_at(token) is not None or people.person_of(token) is not None or token.pos_ == "PROPN":
        return True
    return token.tag_ == "NNS" or is_human(token) or token.lemma_.lower() in DOCUMENTS | BODIES


def _is_time(word: Token) -> bool:
    return word.text in CALENDAR or word.lemma_.lower() in _TIMES or word.like_num


def _is_country(name: Name) -> bool:
    return lexicon.actor(name.naming.actor).kind == "country"


def _is_source(owner: Token, denial: Attribution, people: People) -> bool:
    """Whether it is who denies, or lies within the words for it: "the minister and his claims"."""
    if any(start <= owner.idx < end for start, end in denial.source):
        return True
    if denial.speaker is None:
        return False
    same_word = owner.pos_ == "NOUN" and owner.lemma_ == denial.speaker.lemma_
    own = _actor(owner, people)
    return same_word or (own is not None and own == _actor(denial.speaker, people))


def _actor(head: Token, people: People) -> str | None:
    """Who a word is for: a person, or the actor that it names; "Tehran" and "Iranian" are for one."""
    person, name = people.person_of(head), people.name_at(head)
    return person.key if person is not None else name.naming.actor if name is not None else None
