"""Whom the statement model takes for the source of a cue though the parse shows that it is not, or not all of it.

Nobody is named as the source of "asked if it was so", "a man said to be the leader", "battled accusations that"; of
"scolded Hale for saying that" it is Hale.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from tracker.extract.clauses import subject_of
from tracker.extract.roles import BODIES, is_human
from tracker.extract.saying import is_gotten, source_tokens
from tracker.extract.text_places import LETTER, Place
from tracker.extract.words import CLAIM_NOUNS

_SUFFERING = set("battle fight fend beat ward weather endure survive face confront combat suffer withstand".split())
_BLAMING = {"accuse", "blame", "criticize", "criticise"}
_TOLD_OF = {"said", "believed", "thought", "reported", "rumoured", "rumored", "alleged", "known"}
_HOW_MANY = {"many", "few", "several", "some", "more", "most", "numerous"}
_ASKING = {"ask", "question", "press", "quiz", "grill"}
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def has_none(cue: Token) -> bool:
    """Whether nobody is named who says it: "asked if it was so, she said", "battled accusations that"."""
    return _is_asked(cue) or _is_to_be_asked(cue) or _is_suffered(cue)


def asker(cue: Token) -> Token | None:
    """Return who asks, of "asked by a reporter if it was so, she said"; the model does not look for one there."""
    if not _is_asked(cue):
        return None
    by = (o for k in cue.children if k.dep_ == "agent" for o in k.children if o.dep_ == "pobj")
    return next((o for o in by if o.pos_ == "PROPN" or is_human(o) or o.lemma_.lower() in BODIES), None)


def is_told_of(cue: Token) -> bool:
    """Whether what the model takes for the source is what is spoken of: "a man said to be the leader"."""
    return _is_told_to_be(cue) or _is_accused(cue)


def is_said_of(cue: Token) -> bool:
    """Whether something is told of its subject or noun: "a drug known to cause cancer", which promises nothing."""
    return cue.tag_ == "VBN" and cue.lower_ in _TOLD_OF


def is_year(token: Token) -> bool:
    """Whether a token is a year, which says nothing: that of "the 1999 admission that"."""
    return _YEAR.fullmatch(token.text) is not None


def is_how_many(speaker: Token, cue: Token) -> bool:
    """Whether what the model takes for the source only counts what is said: the "some" of "led to some calls for"."""
    counts = speaker.dep_ in ("det", "amod", "predet") and speaker.lower_ in _HOW_MANY
    return counts and speaker.head == cue and cue.pos_ == "NOUN"


def _is_suffered(noun: Token) -> bool:
    """Whether a claim is made against the subject of its verb: "faced allegations that", "fought off accusations"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    whose = any(k.lower_ in ("by", "from") or k.dep_ == "poss" for k in noun.children)
    is_object = noun.dep_ in ("dobj", "pobj") and not whose
    return is_object and noun.lemma_.lower() in CLAIM_NOUNS and verb.lemma_ in _SUFFERING


def of_the_subject(head: Token, told_by: Sequence[Place]) -> Sequence[Place]:
    """Return of several places of a source those of the cue's own subject: the model may take another verb's too.

    "People would enroll, and then local leaders could call on their help". So too of "the mayor hit back at
    complaints from the bakers that" the bakers.
    """
    if head.pos_ == "NOUN":
        return [place for place in told_by if _is_told_by(head, place)] or told_by
    subjects = [k for k in head.children if k.dep_ == "nsubj" and k.tag_ not in ("WDT", "WP")]
    if not subjects or len(told_by) < 2:
        return told_by
    text = str(head.doc.text)
    if not any(LETTER.search(text, end, start) for (_, end), (start, _) in pairwise(told_by)):
        return told_by  # "Obama, others vow"
    phrase = [t.idx for t in source_tokens(subjects[0])]
    return [(start, end) for start, end in told_by if any(start <= at < end for at in phrase)] or told_by


def _is_told_by(noun: Token, place: Place) -> bool:
    """Whether a place is that of the bakers in "complaints from the bakers that"."""
    said = noun.doc.char_span(*place, alignment_mode="expand")
    if said is None or said.start <= noun.i + 1:
        return False
    before = said[0].nbor(-1)
    return before.lower_ in ("by", "from") and noun in before.ancestors


def _is_asked(head: Token) -> bool:
    """Of "Asked if it was so, she said" the asked: who asks is not named, and she is not the one."""
    if head.lower_ not in ("asked", "questioned", "pressed"):
        return False
    aside = head.i > 0 and head.nbor(-1).text == "," and not any(k.dep_ in ("nsubj", "cc") for k in head.children)
    return (head.tag_ == "VBN" and head.dep_ in ("advcl", "prep", "acl")) or (aside and head.dep_ != "conj")


def _is_to_be_asked(head: Token) -> bool:
    """Of "She was pressed about the leak", "they are sure to be asked" the asked: who asks is not named."""
    passive = head.tag_ == "VBN" and any(k.dep_ == "auxpass" for k in head.children)
    by = any(k.dep_ == "agent" for verb in (head, *head.conjuncts) for k in verb.children)  # "questioned and mocked by"
    topics = (o for k in head.children if k.lower_ == "for" for o in k.children if o.dep_ == "pobj")
    by = by or any(k.lower_ == "by" for o in topics for k in o.children)  # "was asked for comment by the Herald"
    return passive and head.lemma_.lower() in _ASKING and not by


def _is_accused(head: Token) -> bool:
    """ "Mayor accused of stealing", "with the Senate expected to reject it": who says so is not named."""
    if (
        head.tag_ not in ("VBN", "VBD")
        or head.dep_ == "relcl"
        or any(k.dep_ in ("dobj", "aux", "auxpass", "agent") for k in head.children)
    ):
        return False
    following = head.nbor().lower_ if head.i + 1 < len(head.doc) else ""
    awaited = head.lower_ == "expected" and following == "to" and head.dep_ in ("acl", "pcomp", "ccomp")
    return awaited or (head.lemma_.lower() in _BLAMING and following in ("of", "for"))


def _is_told_to_be(head: Token) -> bool:
    """ "A man said to be the leader", "millions said to have been diverted": who is told of says nothing."""
    after = head.doc[head.i + 1 : head.i + 3].text.lower().split()
    said = head.lower_ in _TOLD_OF and not any(k.dep_ in ("aux", "auxpass") for k in head.children)
    return said and after in (["to", "be"], ["to", "have"])


def doer_of_deed(saying: Token, speaker: Token | None) -> Token | None:
    """Return of "Bell scolded Hale for saying that" Hale, who said it, where the model read Bell or nobody."""
    doer = _blamed(saying)
    return doer if doer is not None and speaker in (None, *_reproaching(_verb_over(saying))) else None


def _blamed(saying: Token) -> Token | None:
    verb = _verb_over(saying)
    for_it = any(t.lower_ == "for" for t in (saying.head, saying.head.head))
    if saying.tag_ != "VBG" or saying.dep_ != "pcomp" or verb.pos_ != "VERB" or not for_it:
        return None
    doer = next((k for k in verb.children if k.dep_ in ("dobj", "nsubjpass")), None)
    return doer if doer is not None and not is_gotten(doer) else None


def _reproaching(verb: Token) -> list[Token]:
    """Who scolded: the subject of the verb, or who "by" names."""
    by = [o for k in verb.children if k.dep_ == "agent" for o in k.children]
    subject = subject_of(verb)
    return [*by, *([subject] if subject is not None else [])]


def _verb_over(saying: Token) -> Token:
    """The verb that "for saying", "by his role and for saying" hang on."""
    above = saying.head
    while above.pos_ == "ADP" and above.head != above:
        above = above.head
    return above
