"""Whether a verb was done at all: negated, left open by "if", awaited, or only supposed.

"Did not deny", "if he denies it", "was expected to deny it" and "would deny it" all hold the verb of a denial, and
deny nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.tokens import Token

_BELIEVING, _DO = {"think", "believe"}, {"do", "does", "did"}
_SELVES = {"i", "we", "he", "she", "it", "they"}
_NOT_AT_ALL = re.compile(r"\b(?:neither|nor)\b", re.IGNORECASE)
_IMPLICATIVE = {"go", "continue", "begin", "start", "manage", "come", "take", "have", "use", "write", "issue"}
_OCCASIONS = {"opportunity", "chance", "occasion", "moment", "time", "trouble", "care"}
_SEIZING, _MISSING = {"take", "use", "seize"}, {"miss", "lose", "waste"}
_HARDLY = {"hardly", "scarcely"}
_SOME = {"a", "the", "these", "those", "some", "quite", "not", "last", "first"}
_NOT_ONE, _YET_SOME = {"one", "a", "an", "any"}, {"few", "but", "in"}  # "not a few", "not one but two", "one in five"
_RESPONSES = {"response", "reaction", "answer", "reply", "retort"}
_WAYS = {"time", "point", "stage", "moment", "way", "mean", "means", "circumstance", "event"}
_AWAITING = set(
    "expect plan want wish hope ask urge tell order prepare ready likely press invite beg call try seek intend able "
    "unable allow enable permit".split()
)
_HARD = {"hard", "harder", "difficult", "tough", "tougher"}
_TRYING = set("try seek attempt move work rush hasten hurry scramble struggle strive fight".split())
_NOT_DONE = {"would", "might", "may", "could", "should", "must"}  # what is said so is not told as done


_IN_THE_END = {"later", "eventually", "finally", "soon"}  # "would later force the bank to admit": it did
_FORCING = {"force", "push", "compel", "oblige", "pressure", "lead", "cause", "drive"}


def is_left_open(verb: Token) -> bool:
    """Whether a verb stands under "if" or "whether" or in a question that its sentence asks: "Did he deny it?"."""
    if any(k.dep_ == "mark" and k.lower_ in ("if", "unless", "whether") for k in verb.children):
        return True
    subject = next((k for k in verb.children if k.dep_ in ("nsubj", "nsubjpass")), None)
    if _is_condition(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and _is_condition(verb.head)):
        return True
    inverted = any(k.dep_ == "aux" and subject is not None and k.i < subject.i for k in verb.children)
    end = verb.right_edge
    asks = "?" in (end.text, end.nbor().text if end.i + 1 < len(end.doc) else "")
    return inverted and (asks or verb.sent.text.rstrip().endswith("?")) and verb.dep_ in ("ROOT", "ccomp")


def _is_condition(verb: Token) -> bool:
    """ "Had the bank denied it, shares would have fallen", "were it to deny it"."""
    first = next((t for t in verb.subtree if not t.is_punct), verb)
    helps = first == verb or (first.head == verb and first.dep_ in ("aux", "auxpass"))
    would = any(k.tag_ == "MD" for k in verb.head.children)
    return helps and first.lower_ in ("had", "should", "were") and verb.dep_ in ("advcl", "ccomp") and would


def is_awaited(verb: Token) -> bool:
    """ "Was expected to deny it", "urged him to retract it", "stopped short of denying it": nothing was said yet."""
    if verb.dep_ == "conj" and verb.head.dep_ == "pcomp" and verb.head.head.lower_ == "without":
        return True  # "without admitting or denying it"
    if goes_on(verb):
        return is_awaited(verb.head)  # "told him to wait and deny it"
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "without"):
        goes = verb.head.head.lemma_ == "go"  # "it goes without saying"
        return (verb.head.lower_ == "without" and not goes) or any(
            t.lower_ == "short" for t in (verb.head.head, *verb.head.head.children)
        )
    if _is_hard_to_do(verb):
        return True
    infinitive = any(k.dep_ == "aux" and k.lower_ == "to" for k in verb.children)
    if infinitive and (verb.head.lower_ == "nothing" or any(k.lower_ == "nothing" for k in verb.head.children)):
        return True  # "did nothing to quash the rumours"
    meant = infinitive and verb.dep_ in ("xcomp", "acl", "advcl", "ccomp")
    beside = list(verb.head.children)
    # "the vote could force her to concede that it is lost"
    may = any(k.tag_ == "MD" for k in beside) and not any(k.lower_ in _IN_THE_END for k in beside)
    hard = any(t.lower_ in _HARD and t.pos_ == "ADJ" for t in (verb.head, *beside))  # "it was hard to deny that"
    return meant and (hard or verb.head.lemma_.lower() in _AWAITING or (may and verb.head.lemma_ in _FORCING))


def _is_hard_to_do(verb: Token) -> bool:
    """ "Would have a hard time rejecting it", "had trouble denying it"; not "no trouble", nor "trouble, denying it"."""
    above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "in" else verb.head
    nouns = [above, *(k for k in above.children if k.dep_ == "dobj" and k.i < verb.i)]
    hard = (
        {k.lower_ for k in n.children}
        for n in nouns
        if n.lemma_ in ("trouble", "difficulty") or (n.lemma_ == "time" and any(k.lower_ in _HARD for k in n.children))
    )
    joined = verb.tag_ == "VBG" and verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text != ","
    return joined and any(not beside & {"no", "little"} for beside in hard)


def is_tried(verb: Token) -> bool:
    """ "Tried to dispel the rumours", "hastened to quash them": who tries to, contests them."""
    infinitive = any(k.dep_ == "aux" and k.lower_ == "to" for k in verb.children)
    above = verb.head
    if not infinitive or verb.dep_ not in ("xcomp", "advcl") or above.lemma_ not in _TRYING:
        return False
    return not (is_negated(above) or is_awaited(above) or is_left_open(above)) and not any(
        k.tag_ == "MD" for k in above.children
    )


def is_only_meant(verb: Token) -> bool:
    """An infinitive under a verb that does not say it was done (after Karttunen, Implicative Verbs, 1971)."""
    infinitive = any(k.dep_ == "aux" and k.lower_ == "to" for k in verb.children)
    meant = infinitive and verb.dep_ in ("xcomp", "acl", "advcl") and verb.head.lemma_ not in _IMPLICATIVE
    return meant and not _is_seized(verb.head) and not _is_how_it_went(verb)


def _is_seized(noun: Token) -> bool:
    """The noun of "took the opportunity to say", "never missed a chance to say"."""
    if noun.lemma_ not in _OCCASIONS or noun.dep_ != "dobj":
        return False
    return noun.head.lemma_ in _SEIZING or (noun.head.lemma_ in _MISSING and is_negated(noun.head))


def _is_how_it_went(verb: Token) -> bool:
    """That of "his first response was to say"; what "his plan was to say" was not said."""
    subjects = (k for k in verb.head.children if k.dep_ == "nsubj")
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and any(k.lemma_ in _RESPONSES for k in subjects)


def is_done_all_the_same(verb: Token) -> bool:
    """Return whether a negated verb has it done: "could not resist saying", "could not help saying"."""
    able = any(k.lower_ in ("could", "can", "ca") for k in verb.children)
    return verb.lemma_ in ("resist", "help") and able and is_negated(verb)


def is_supposed(verb: Token) -> bool:
    """ "Would deny it", "may reject the offer", "would draw fire and contradict him", "appeared to contradict him".

    So is what must be done, or has to: "must rebut the claims". Not "would not say", "would only confirm", "would later
    deny it", "had to deny it".
    """
    if verb.dep_ == "xcomp" and verb.head.lemma_ in ("appear", "seem"):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "need", "ought") and verb.head.tag_ != "VBD":
        return not is_negated(verb)  # "has yet to comment"
    if goes_on(verb):
        return is_supposed(verb.head)
    modal = any(k.dep_ == "aux" and k.lower_ in _NOT_DONE for k in verb.children)
    told = any(k.lower_ in ("later", "only") for k in verb.children) or is_negated(verb) or is_beside_nor(verb)
    return modal and not told


def goes_on(verb: Token) -> bool:
    """Return whether the helper of the verb before it is its own too: "would draw fire and contradict him"."""
    bare = verb.tag_ == "VB" and not any(k.dep_ in ("aux", "nsubj") for k in verb.children)
    return verb.dep_ == "conj" and bare and verb.head.pos_ in ("VERB", "AUX")


def is_negated(token: Token, said: Collection[int] = ()) -> bool:
    """Whether a verb is negated by itself, its auxiliary, or "fail to", "have yet to" and the like above it.

    `said` are the places of tokens that stand in what a verb of saying says, and negate no saying.
    """
    kids = [k for k in token.children if k.i not in said]
    helping = [k for aux in kids if aux.dep_ in ("aux", "auxpass") for k in aux.children]  # "did not, however, say"
    negating = (k for k in [*kids, *helping] if k.dep_ == "neg" or k.lower_ in ("never", "neither"))
    if any(not is_quoted(k, token) for k in negating) or is_of_nobody(token, said):
        return True
    if at_no_time(token):
        return True
    if any(k.dep_ == "det" and k.lower_ == "no" for k in kids):  # "there is no denying"
        return True
    if token.dep_ == "ccomp" and any(k.lower_ in ("neither", "nor") and k.i < token.i for k in token.head.children):
        return True  # "neither have the regulators indicated", in which the parser takes "have" for the verb
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and not any(k.dep_ == "nsubj" for k in token.children):
        return token.head.i < token.i and _joined_by_or(token.head) and is_negated(token.head)
    if token.dep_ != "xcomp":
        return False
    yet = any(k.lower_ == "yet" for k in token.head.children if k.i < token.i)
    return yet or token.head.lemma_ in ("fail", "stop", "cease", "quit")


def holds_not(verb: Token) -> bool:
    """Return whether a verb says that what it holds is not so: "does not believe that it leaked" (Horn, 1978).

    Not "does not necessarily believe that", "would not believe that", "does not believe the story"; nor what will be.
    """
    kids = {k.lower_ for k in verb.children if k.i < verb.i}
    negated = any(k.dep_ == "neg" and k.lower_ != "never" and not is_quoted(k, verb) for k in verb.children)
    if verb.lemma_ not in _BELIEVING or not negated or not kids & _DO or "necessarily" in kids or is_left_open(verb):
        return False
    held = next((k for k in verb.children if k.dep_ == "ccomp" and k.i > verb.i), None)
    if held is None or any(k.tag_ == "MD" for k in held.children):
        return False
    return not any(t.tag_ in ("WP", "WDT", "WRB") for t in held.subtree if t.i <= held.i)


def believed(verb: Token) -> Token | None:
    """Return the clause of which somebody says that he holds it to be so: "she believed that it leaked"; else None."""
    kids = {k.lower_: k for k in verb.children if k.i < verb.i}
    modified = any(k.dep_ == "neg" or k.tag_ == "MD" for k in verb.children)
    if verb.lemma_ not in _BELIEVING or modified or not any(kids[w].dep_ == "nsubj" for w in kids.keys() & _SELVES):
        return None
    held = next((k for k in verb.children if k.dep_ == "ccomp" and k.i > verb.i), None)
    if held is None or any(t.tag_ in ("WP", "WDT", "WRB") for t in held.subtree if t.i <= held.i):
        return None
    return held


def is_quoted(word: Token, verb: Token) -> bool:
    """Return whether a word is quoted and the verb is not: in ""Probably not," he said" it negates no saying."""
    between = verb.doc[min(word.i, verb.i) : max(word.i, verb.i)]
    return any(t.tag_ == ("''" if word.i < verb.i else "``") for t in between)


def at_no_time(verb: Token) -> list[Token]:
    """Return the words of "at no time", "in no way" that negate a clause; none where there are none."""
    for kid in verb.children:
        objects = [o for o in kid.children if has_no(o)] if kid.dep_ == "prep" else []
        if objects and (objects[0].lemma_ in _WAYS or objects[0].lower_ in _WAYS):
            return [kid, *(k for k in objects[0].children if k.lower_ == "no"), objects[0]]
    return []


def is_of_nobody(verb: Token, said: Collection[int] = ()) -> bool:
    """ "Neither account says", "nobody denied", "few believe", "hardly anyone said". `said` as in `is_negated`."""
    kids = (k for k in verb.children if k.i not in said)
    subjects = (k for k in kids if k.dep_ == "nsubj" and not k.is_digit)  # "No 10 denied it" is of somebody
    return any(
        (d.lower_ in ("no", "neither", "nobody", "none") and not _is_of_number(d)) or _is_hardly_any(d, k) or not_one(k)
        for k in subjects
        for d in (k, *k.children)
    )


def _is_hardly_any(word: Token, subject: Token) -> bool:
    """That of "few analysts", "hardly anyone"; "a few", "her few friends" are some."""
    some = [k for one in (word, subject) for k in one.children if k.i < word.i]
    some_few = any(k.lower_ in _SOME or k.dep_ == "poss" for k in some)
    following = word.doc[word.i + 1 : word.i + 2].text.lower()
    return (word.lower_ == "few" and not some_few) or (word.lower_ in _HARDLY and following.startswith("any"))


def _is_of_number(word: Token) -> bool:
    """That of "a No 10 spokesman"."""
    after = word.doc[word.i + 1 : word.i + 2]
    return any(t.is_digit for t in after)


def _joined_by_or(verb: Token) -> bool:
    return any(k.dep_ == "cc" and k.lower_ in ("or", "nor") for k in verb.children)


def is_beside_nor(verb: Token) -> bool:
    """Whether "neither" or "nor" stands near the verb: "would neither confirm nor deny"."""
    around = verb.doc[max(verb.sent.start, verb.i - 6) : min(verb.sent.end, verb.i + 6)].text
    return bool(_NOT_AT_ALL.search(around))


def has_no(noun: Token) -> bool:
    """Return whether a noun stands with "no", or with "not one", "not a single"."""
    return any(k.dep_ == "det" and k.lower_ == "no" for k in noun.children) or not_one(noun) is not None


def not_one(noun: Token) -> Token | None:
    """Return the "not" of "not one shell", "not a single shell"; "not all shells" leaves some."""
    counted = (k for one in (noun, *(k for k in noun.children if k.dep_ == "nummod")) for k in one.children)
    before = (k for k in counted if k.dep_ == "neg" and k.i < noun.i and k.nbor().lower_ in _NOT_ONE)
    return next((k for k in before if not {t.lower_ for t in k.doc[k.i + 2 : k.i + 4]} & _YET_SOME), None)
