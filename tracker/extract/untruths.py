"""What somebody is said to tell though it is not so: "spread the lie that it was rigged", "is wrong to say it was".

Whoever says this of another denies what is told: the outlet, in its own voice, or somebody who is cited. The other
asserts it all the same, and is no denier for the word "lie".
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from tracker.extract.attributions import Attribution
from tracker.extract.clauses import is_plainly_negated, subject_of
from tracker.extract.misreports import lies_somewhere
from tracker.extract.polarity import is_of_nobody
from tracker.extract.saying import find_speaker, source_tokens
from tracker.extract.text_places import places_of
from tracker.extract.words import CLAIM_NOUNS, HELD
from tracker.lexicon.cues import Cue
from tracker.parsing import Page

_UNTRUTHS = set("lie myth fiction falsehood fabrication untruth fantasy fallacy canard misconception".split())
_FALSE = set(
    "false fake bogus baseless groundless unfounded unsubstantiated untrue debunked discredited disproved disproven "
    "fabricated mistaken erroneous phony phoney".split()
)
_CLAIMED = CLAIM_NOUNS | HELD | {"news", "message"}
_PASSING_ON = set(
    "spread repeat push peddle promote perpetuate propagate parrot circulate share amplify echo recycle revive tell "
    "sell float put advance publish air post retweet tweet invent concoct fuel feed cite embrace believe buy "
    "fall cling stoke sow spin".split()
)
_SET_WITH = {("fall", "for"), ("cling", "to"), ("believe", "in"), ("buy", "into")}
_GOING_ON = set("continue keep begin start help go use".split())  # to spread it: not "denied spreading", "refused to"
_NORMATIVE = {"should", "must", "ought"}
_HIMSELF = {"he", "she", "they", "it", "i", "you"}
_SAYING = set("say claim state suggest argue allege assert insist contend imply maintain tell write tweet".split())
_WRONG = set("wrong mistaken incorrect dishonest untruthful lying misleading".split())
_ERRING = {"lie", "exaggerate", "err", "misspeak", "mislead", "overstate"}
_ANYONE = {"anyone", "anybody", "whoever", "everyone", "everybody", "those", "people"}
# "So many lies that she left" tells what came of them.
_NOT_THAT_ONE = {"no", "any", "many", "much", "few", "such"}
_FINITE = {"VBZ", "VBP", "VBD"}


class Untruth(NamedTuple):
    """What is told though it is not so: the verb of its clause, the words that say so, and the verbs of both clauses.

    Of "is wrong when she says it was" that is "was", "wrong", "says" and "is"; of "repeated the lie that it was" "was",
    "lie", and twice "repeated".
    """

    clause: Token
    judging: list[Token]
    telling: Token
    verb: Token


def untruth_in(clause: Token) -> Untruth | None:
    """Return what a clause that somebody tells is called by the words around it; None where it is not called untrue."""
    if subject_of(clause) is None:
        return None
    return _passed_on(clause) or wrongly_said(clause) or _named_false(clause)


def _named_false(clause: Token) -> Untruth | None:
    """ "His false claim that it was", of whatever is told of it."""
    noun = clause.head
    if clause.dep_ not in ("acl", "ccomp", "relcl") or noun.pos_ != "NOUN" or noun.lemma_.lower() not in CLAIM_NOUNS:
        return None
    that = any(k.dep_ == "mark" and k.lower_ == "that" for k in clause.children)
    known = any(k.dep_ in ("poss", "det") and k.lower_ not in (*_NOT_THAT_ONE, "a", "an") for k in noun.children)
    judging = _false_beside(noun)
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return Untruth(clause, judging, noun, verb) if that and known and judging and verb is not None else None


def _passed_on(clause: Token) -> Untruth | None:
    """ "Repeated the lie that it was rigged", "fell for a debunked claim that it was"."""
    noun = _noun_told_of(clause)
    if noun is None or any(k.lower_ in _NOT_THAT_ONE for k in noun.children if k.i < noun.i):
        return None
    lemma = noun.lemma_.lower()
    false = _false_beside(noun) if lemma in _CLAIMED else []
    judging = [noun] if lemma in _UNTRUTHS else [*false, noun] if false else []
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if not judging or verb.lemma_ not in _PASSING_ON or is_plainly_negated(verb):
        return None
    return Untruth(clause, judging, verb, _main(verb))


def _main(verb: Token) -> Token:
    """Of "continues to spread" the first verb."""
    while verb.dep_ == "xcomp":
        verb = verb.head
    return verb


def _noun_told_of(clause: Token) -> Token | None:
    """The noun of "repeated the lie that it was", on which the parser hangs the clause, or on the verb."""
    that = next((k for k in clause.children if k.dep_ == "mark" and k.lower_ == "that"), None)
    noun = that.doc[that.i - 1] if that is not None and that.i > clause.sent.start else None
    if noun is None or noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "pobj"):
        return None
    over = noun.head.head if noun.dep_ == "pobj" else noun.head
    return noun if clause.dep_ in ("acl", "relcl", "ccomp") and clause.head in (noun, over) else None


def _false_beside(noun: Token) -> list[Token]:
    """ "Debunked"; and "evidence-free", which is three words to the parser."""
    for word in noun.children:
        if word.dep_ in ("amod", "compound") and word.lower_ in _FALSE:
            return [word]
        if word.lower_ == "free" and word.doc[word.i - 2].lower_ in ("evidence", "fact"):
            return list(word.doc[word.i - 2 : word.i + 1])
    return []


def wrongly_said(clause: Token) -> Untruth | None:
    """Return who is wrong of "is wrong when she says it was", "exaggerates in saying it", "who says so is lying"."""
    said = clause.head
    if clause.dep_ != "ccomp" or said.lemma_ not in _SAYING or said.i > clause.i or is_plainly_negated(said):
        return None
    if said.dep_ in ("acl", "relcl"):
        verb = said.head.head if said.head.lower_ in _ANYONE and said.head.dep_ == "nsubj" else None
    elif said.dep_ == "xcomp" and _is_an_act(said, clause):
        return None
    else:
        verb = _above(said)
    judging = _judging(verb) if verb is not None else None
    return Untruth(clause, [judging], said, verb) if verb is not None and judging is not None else None


def _is_an_act(said: Token, clause: Token) -> bool:
    """ "Wrong to tell the family that he was dead", "to suggest that teachers be armed": to have said so is wrong."""
    helpers = [k for k in clause.children if k.dep_ in ("aux", "auxpass")]
    ought = any(k.lower_ in _NORMATIVE for k in helpers)
    bare = any(t.tag_ == "VB" for t in (clause, *helpers)) and not any(k.tag_ in ("MD", *_FINITE) for k in helpers)
    return said.lemma_ in ("tell", "write") or ought or bare


def _above(said: Token) -> Token | None:
    """The clause of "is wrong" that "when she says", "to say", "in saying" stands under."""
    above = said.head
    if said.dep_ == "advcl" and not any(k.lower_ == "when" for k in said.children):
        return None
    if said.dep_ == "pcomp":
        above = above.head if above.lower_ in ("in", "by", "for") else above
    elif said.dep_ not in ("advcl", "xcomp"):
        return None
    verb = above.head if above.dep_ == "acomp" else above
    return verb if said.dep_ != "advcl" or _is_himself(subject_of(said), subject_of(verb)) else None


def _is_himself(who: Token | None, judged: Token | None) -> bool:
    """Whether who says it is who is judged, not "is wrong when his opponents say that"."""
    return who is not None and (who.lower_ in _HIMSELF or (judged is not None and who.lemma_ == judged.lemma_))


def _judging(verb: Token) -> Token | None:
    """The word that says who does it is wrong: what "it is wrong to say" judges is asked elsewhere."""
    subject = subject_of(verb)
    if subject is None or subject.lower_ in ("it", "this", "that", "i", "we") or is_plainly_negated(verb):
        return None
    if any(k.tag_ == "MD" for k in verb.children) or verb.tag_ not in (*_FINITE, "VBG"):
        return None
    if verb.lemma_ in _ERRING:
        return None if verb.lemma_ == "lie" and lies_somewhere(verb) else verb
    fiction = (k for k in verb.children if k.dep_ == "dobj" and k.lemma_.lower() in _UNTRUTHS)
    if verb.lemma_ in _PASSING_ON and (found := next(fiction, None)) is not None:
        return found
    said = (k for k in verb.children if k.dep_ in ("acomp", "attr"))
    return next((k for k in said if k.lower_ in _WRONG or k.lemma_.lower() in _UNTRUTHS), None)


def with_untruths(page: Page, attributions: list[Attribution]) -> list[Attribution]:
    """Return the attributions, with those of who passes on what is called untrue, in text order.

    What they say is what is told, not "the lie"; where the model has none of them, the subject of the verb is who does.
    """
    found = []
    for token in page.doc:
        untruth = _passed_on(token) if subject_of(token) is not None else None
        if untruth is None:
            continue
        noun, verb, places = _noun_told_of(token), untruth.telling, places_of(token.subtree)
        entry = Cue(verb.lemma_.lower(), "clause", "assertive", "assert")
        told = [a for a in attributions if verb in a.cue or noun in a.cue]
        if noun is None or not _does_spread(untruth, noun):
            continue
        for one in told:
            cue = [t for t in one.cue if t.i <= verb.i] or [verb]
            one.head, one.entry, one.cue, one.content, one.content_head = verb, entry, cue, places, token
        speaker = find_speaker(untruth.verb)
        if not told and speaker is not None and speaker.tag_ not in ("WDT", "WP"):
            source = places_of(t for t in source_tokens(speaker) if not t.is_quote)
            found.append(Attribution(verb, entry, [verb], places, token, source, speaker))
    return sorted([*attributions, *found], key=lambda a: (a.cue[0].i, a.content))


def _does_spread(untruth: Untruth, noun: Token) -> bool:
    """Whether somebody passes it on: not who denied, refused or was accused of spreading it, nor nobody.

    Who "published it in the mistaken belief that" told something else.
    """
    verb, main = untruth.telling, untruth.verb
    if noun.dep_ == "pobj" and (verb.lemma_, noun.head.lower_) not in _SET_WITH:
        return False
    between = [t for t in verb.ancestors if t == main or main in t.ancestors] if verb != main else []
    goes_on = all(t.lemma_ in _GOING_ON for t in between) and verb.dep_ != "pcomp"
    return goes_on and not is_plainly_negated(main) and not is_of_nobody(main)
