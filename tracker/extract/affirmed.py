"""What an assertion with a "not" would deny, if it answers anybody: its clauses without the "not".

"We never sold arms" carries "we … sold arms". Whether anybody claims that, the parse cannot tell: where the relation
model can, the assertion becomes a denial (`link.contests`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from spacy.tokens import Token

from tracker.extract.clauses import asks, is_partly_negated, main_clauses
from tracker.extract.polarity import at_no_time, has_no, not_one
from tracker.extract.wording import SUBJECTS, points, words_under

# "We do not think that it was": the "not" is of the clause below. "We are sure that it was not": so it is.
_HOLDING = {"think", "believe", "consider", "suppose", "feel"}
_SURE = set("sure certain confident convinced satisfied clear show find conclude determine confirm".split())
_NO = {"no", "neither", "never", "nor"}
_NOBODY = {"nobody", "none", "nothing"}
_BESIDE = ("conj", "parataxis", "cc", "punct")  # what stands beside a clause: "not a ban, but a limit"
_OF_WHAT_MAY_BE = {"must", "should", "ought", "will", "wo", "shall", "sha"}
_UNTIL = {"until", "till"}
_GROUNDS = {"reason", "need", "point", "sense", "excuse", "justification", "doubt"}
_ATTITUDES = {"accept", "agree", "want", "like", "mind", "doubt", "deny", "dispute"}
_WILLING = {"prepared", "willing", "ready", "inclined", "going"}
_SURE_OF = {"sure", "certain"}
_HAVING = {"do", "have", "find", "take", "get", "receive"}  # "she knows nothing" without the "nothing" is no claim
_ALL = {"all", "every", "each", "everyone", "everybody", "everything"}  # "every shot did not kill": some did
_KNOWING = {"know", "hear"}  # "I know of nobody who was taken ill"
_OBJECTS = ("dobj", "attr", "pobj", *SUBJECTS)
_GRANTING = {"although", "though", "whereas"}
_TOLD = set("rumor rumour report claim allege suggest say state charge believe assume suppose".split())
_CUT = {"ca"}  # what is left of "can't"


def sentences_without_not(tokens: Sequence[Token], head: Token) -> Iterator[tuple[Token, list[Token], list[Token]]]:
    """Yield of each sentence with a "not" the head of its clause, the clause without the "not", and the sentence.

    Of "we do not think that he stole", "he is sure that she did not steal" the clause below. What only points ("it is
    not so") or says what should be ("must not") would deny nothing that can be told. `tokens` are those of the content.
    """
    for top, said in tops(tokens, head):
        opposite = without_not(top, said)
        if opposite is not None:
            yield *opposite, said


def without_not(head: Token, within: Sequence[Token]) -> tuple[Token, list[Token]] | None:
    """Return the head and the words of a negated clause without what negates it; None where the parse does not tell."""
    clause, without = head, set(negating(head))
    held = next((k for k in _clauses_below(head) if k in within), None)
    excluded = next((k for k in _in_no_way(head) if k in within), None)
    if excluded is not None:
        if any(negating(excluded)):
            return None
        clause, without = excluded, {k for k in excluded.children if k.lower_ == "that" and k.i < excluded.i}
    elif held is not None and (without and head.lemma_ in _HOLDING) != (not without and _is_sure(head)):
        below = set(negating(held))
        if bool(below) == bool(without):
            return None
        clause, without = held, below
    elif not without:
        return None
    inverted = _is_inverted(clause) and not at_no_time(clause)
    helping = {k.lower_ for k in clause.children if k.dep_ in ("aux", "auxpass")}
    if is_partly_negated(clause):
        return None
    if "might" in helping:  # "it might not fit": and might
        return None
    never = any(k.lower_ == "never" for k in without)  # "she never would have told them"
    if helping >= {"would", "have"} and not never:  # "there would not have been an attack": there was one
        return None
    if clause.lemma_ in _ATTITUDES or any(_keeps_from_denying(k) for k in clause.children) or inverted:
        return None
    beside = {t for k in clause.children if _stands_beside(k, clause) for t in k.subtree}
    beside |= {t for k in clause.subtree if _is_granted(k) for t in k.subtree}
    beside |= {t for k in clause.subtree if _is_contrary_to(k, clause) for t in k.subtree}  # "contrary to reports"
    beside |= {t for k in clause.children if _is_as_told(k) for t in k.subtree}
    beside |= {k for k in clause.children if k.dep_ == "intj"}  # "no, we did not"
    beside |= {k for k in clause.children if k.lower_ == "ever" and k.dep_ == "advmod"}  # "nobody ever paid"
    kept = [t for t in words_under(clause, within) if t not in without and t not in beside]
    but = next((n for n, t in enumerate(kept) if t.i > clause.i and t.lower_ == "but"), None)
    kept = kept[:but]  # "not aimed at revenge but at justice": the rest is affirmed
    helpers = [k for k in clause.children if k.dep_ in ("aux", "auxpass")]  # the parser may hang the subject there
    parts = [k for verb in (clause, *helpers) for k in verb.children]
    of_what = any(k.dep_ in (*SUBJECTS, "expl", "csubj") and (k in kept or k in without) for k in parts)
    return (clause, kept) if of_what and not points(kept) else None


def _in_no_way(head: Token) -> Iterator[Token]:
    """What "there is no way that he knew" says cannot be."""
    for way in (k for k in head.children if k.dep_ == "attr" and k.lower_ == "way" and has_no(k)):
        if not any(k.dep_ == "amod" for k in way.children):  # "no better way"
            yield from (k for t in (way, head) for k in t.children if _is_clause_after(k, way))


def _is_clause_after(token: Token, noun: Token) -> bool:
    infinitive = any(k.dep_ == "aux" and k.lower_ == "to" for k in token.children)
    has_subject = any(k.dep_ in SUBJECTS for k in token.children)
    return token.i > noun.i and token.dep_ in ("relcl", "acl", "ccomp") and has_subject and not infinitive


def _stands_beside(token: Token, clause: Token) -> bool:
    """What is no part of what is negated: another clause ("Trade is normal, I see no change"), or why it is not so."""
    joining = max((k for k in clause.children if k.dep_ == "cc" and k.i < token.i), key=lambda k: k.i, default=None)
    if token.dep_ == "conj" and joining is not None and joining.lower_ == "nor" and token.lemma_ != "do":
        return any(k.dep_ == "conj" for k in token.children)  # "neither sent nor received mails": of one object
    if token.i < clause.i:
        return token.dep_ in ("ccomp", "parataxis") and any(k.dep_ in SUBJECTS for k in token.children)
    return token.dep_ in _BESIDE or (token.dep_ == "advcl" and any(k.lower_ == "because" for k in token.children))


def _is_contrary_to(word: Token, clause: Token) -> bool:
    first = word.head == clause or word.i < clause.i  # where the parser may hang it on "that"
    return word.lower_ == "contrary" and first and word.doc[word.i + 1 : word.i + 2].text.lower() == "to"


def _is_as_told(clause: Token) -> bool:
    """ "There is no epidemic, as has been rumoured": who told it otherwise."""
    after_comma = clause.dep_ == "advcl" and clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text == ","
    return after_comma and clause.left_edge.lower_ == "as" and clause.lemma_ in _TOLD


def _is_granted(token: Token) -> bool:
    """ "Although the rules allow it"; not "as though", nor "while", which may tell when."""
    marks = {k.lower_ for k in token.children if k.i < token.i}
    return token.dep_ == "advcl" and bool(marks & _GRANTING) and "as" not in marks


def _keeps_from_denying(token: Token) -> bool:
    """ "Must not", "will not", "not prepared to", "none of the banks", "not all": a duty, a refusal, some of many.

    "Did not hear of it until June" tells that it did, "no reason to impose limits" what one thinks of them, "does not
    show whether it was" what is not known.
    """
    none = token.lower_ in ("none", "nothing") and token.dep_ in SUBJECTS and not _of_these(token)
    never = any(k.lower_ == "never" for k in token.head.children)
    every = any(t.lower_ in _ALL for t in (token, *token.children) if t.i <= token.i)
    not_all = token.dep_ in SUBJECTS and every and not never
    before = token.doc[max(token.left_edge.i - 1, 0)].lower_
    asked = token.dep_ == "ccomp" and asks(token) and before not in (*_NOBODY, "one")  # not "of nobody who fell ill"
    unknown = asked and not any(k.lower_ == "to" for k in token.children)
    until = any(t.lower_ in _UNTIL for t in (token, *token.children))
    ground = token.lower_ in _GROUNDS and has_no(token)
    return (
        none
        or not_all
        or _is_condition(token)
        or unknown
        or until
        or ground
        or token.lower_ in _OF_WHAT_MAY_BE
        or (token.dep_ == "acomp" and token.lower_ in _WILLING | _SURE_OF)
    )


def _is_condition(clause: Token) -> bool:
    """ "It would not happen if they stayed away": not "even if they did"."""
    if clause.dep_ != "advcl" or not any(k.lower_ in ("would", "'d") and k.tag_ == "MD" for k in clause.head.children):
        return False
    marks = [k for k in clause.children if k.dep_ == "mark" and k.lower_ in ("if", "unless")]
    return any(clause.doc[max(k.i - 1, 0)].lower_ != "even" and clause.doc[k.i + 1].lower_ != "only" for k in marks)


def _is_left_undone(nothing: Token) -> bool:
    """ "Has done nothing to dispel it", "has nothing to prove"; not "had nothing to do with it"."""
    undone = [v for v in nothing.children if any(k.dep_ == "aux" and k.lower_ == "to" for k in v.children)]
    return any(verb.lemma_ != "do" or nothing.head.lemma_ == "do" for verb in undone)


def _is_inverted(clause: Token) -> bool:
    """ "Had there not been a sale": a condition, or a question."""
    subject = next((k for k in clause.children if k.dep_ in (*SUBJECTS, "expl")), None)
    verbs = [clause] * (clause.pos_ == "AUX") + [k for k in clause.children if k.dep_ in ("aux", "auxpass")]
    first = min(verbs, key=lambda k: k.i, default=None)
    return subject is not None and first is not None and first.i < subject.i


def held_clauses(head: Token) -> Iterator[Token]:
    """Yield the clauses whose truth another tells of: "we think that", "she is sure that", "there is no way that"."""
    yield from _in_no_way(head)
    if head.lemma_ in _HOLDING or _is_sure(head):
        yield from _clauses_below(head)


def _clauses_below(head: Token) -> Iterator[Token]:
    for above in (head, *(k for k in head.children if k.dep_ == "acomp")):
        yield from (k for k in above.children if k.dep_ == "ccomp" and k.i > above.i)


def _is_sure(word: Token) -> bool:
    """ "Satisfied that", "the review shows that": the clause below is what is said."""
    return any(w.lemma_.lower() in _SURE for w in (word, *(k for k in word.children if k.dep_ == "acomp")))


def negating(clause: Token) -> Iterator[Token]:
    """Yield the words that negate a clause: by its verb, or "no" by its subject or object ("there was no request")."""
    if ways := at_no_time(clause):
        fronted = ways[0].i < min((k.i for k in clause.children if k.dep_ in SUBJECTS), default=clause.i)
        yield from (*ways, *(k for k in clause.children if fronted and k.dep_ == "aux" and k.lemma_ == "do"))
    for kid in clause.children:
        if kid.dep_ in SUBJECTS and kid.lower_ in ("none", "neither") and (of := _of_these(kid)):
            yield from (kid, of)
        elif kid.dep_ == "neg" or (kid.lower_ in _NO and kid.dep_ != "intj"):  # not "No, I meant it"
            yield kid
            yield from (k for k in clause.children if k.i == kid.i - 1 and k.lower_ in _CUT)
        elif kid.dep_ in SUBJECTS and (
            kid.lower_ in _NOBODY or (kid.lower_ == "one" and _NO & {k.lower_ for k in kid.children})
        ):
            yield from (kid, *(k for k in kid.children if k.lower_ == "no"))
            yield from (k for k in clause.children if k.i == kid.i + 1 and k.lower_ == "'s")  # "nobody's been hurt"
        elif kid.lower_ == "nothing" and kid.dep_ == "dobj" and clause.lemma_ in _HAVING:
            yield from () if _is_left_undone(kid) else (kid,)
        elif kid.dep_ == "acomp":  # "no more biased than others"
            compared = (k for k in (kid, *kid.children) if k.tag_ in ("RBR", "JJR"))
            yield from (k for word in compared for k in word.children if k.lower_ == "no")
        elif kid.lower_ == "none" and kid.dep_ == "dobj":  # "sold none of the drums"
            yield from (kid, *(k for k in kid.children if k.lower_ == "of"))
        elif kid.dep_ == "prep" and clause.lemma_ in _KNOWING and kid.lower_ in ("of", "about"):
            yield from (k for o in kid.children for k in (o, *o.children) if k.lower_ in _NO | _NOBODY)
        elif kid.dep_ in _OBJECTS:
            nos = [k for k in kid.children if k.dep_ in ("det", "preconj", "cc") and k.lower_ in _NO]
            beside = kid.conjuncts if nos else ()  # "no box and no paper is missing"
            yield from (*nos, *(k for noun in beside for k in noun.children if k.dep_ == "det" and k.lower_ == "no"))
            yield from filter(None, [not_one(kid)])


def _of_these(none: Token) -> Token | None:
    """The "of" of "none of these letters name her", which denies that these letters do."""
    return next((k for k in none.children if k.lower_ == "of" and k.i == none.i + 1 and any(k.children)), None)


def tops(tokens: Sequence[Token], head: Token) -> list[tuple[Token, list[Token]]]:
    """Return the head of a content, with its tokens; of one of many sentences, the first main clause of each."""
    sentences = [list(said) for _, said in groupby(tokens, key=lambda t: t.sent.start)]
    if len(sentences) == 1:
        return [(head, sentences[0])]
    return [(top, said) for said in sentences if (top := next(main_clauses(said), None)) is not None]
