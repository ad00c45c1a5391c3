"""The clauses of what is said, their subjects and predicates, and the words by which a claim is spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Token

from tracker.extract.words import (
    CLAIM_NOUNS,
    CLAIM_PRONOUNS,
    EVIDENCE,
    FALSE,
    FALSE_OF_A_CLAIM,
    FIGURES,
    LAWSUIT_NOUNS,
    REMARKS,
    WHOLLY,
)

NOT = r"(?:\bnot|n['’]t|\bnever|\bcannot)"
_BEEN = {"be", "been", "being"}
_BEING = {"be", "have", "see", "find"}  # what there is evidence of hangs on these
_LOTS = {"bunch", "load", "pack", "lot"}  # "a bunch of lies"
SEEMING = {"appear", "seem", "prove", "turn"}  # "appear to be made up", "turned out to be false"
_PREDICATES = ("acomp", "attr", "oprd")


def stands_with_no(token: Token) -> bool:
    """Return whether a noun stands with "no" or "neither"."""
    return any(k.dep_ == "det" and k.lower_ in ("no", "neither") for k in token.children)


def subject_of(clause: Token) -> Token | None:
    """Return the subject of a clause's verb, a word for nothing ("there") included."""
    return next((k for k in clause.children if k.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)


def main_clauses(tokens: list[Token]) -> Iterator[Token]:
    """Yield the verbs of the main clauses: the tops of the content, those joined to them, and those run together."""
    inside = {t.i for t in tokens}
    mains: set[int] = set()
    for token in sorted(tokens, key=lambda t: sum(1 for _ in t.ancestors)):
        above = token.head
        top = above == token or above.i not in inside
        joined = above.i in mains and (
            token.dep_ in ("conj", "parataxis")
            or (token.dep_ == "ccomp" and token.i < above.i and not is_marked(token))
        )
        if (top or joined) and not token.is_punct:
            mains.add(token.i)
            yield token


def is_marked(clause: Token) -> bool:
    """Return whether a clause begins with a word like "if" or "because"."""
    return any(k.dep_ == "mark" and k.lower_ != "that" for k in clause.children)


def is_that(clause: Token) -> bool:
    """Return whether a clause begins with "that"."""
    return any(k.dep_ == "mark" and k.lower_ == "that" for k in clause.children)


def asks(clause: Token) -> bool:
    """Return whether a clause is a question that is told: "how much it would buy", "whether it had"."""
    opening = (clause.left_edge, *clause.children)
    return any(k.tag_ in ("WRB", "WP", "WDT") or k.lower_ in ("whether", "if") for k in opening)


def is_told_in_clause(noun: Token) -> bool:
    """Return whether a clause after a noun tells what it is of: "the report that he had left"."""
    return any(k.dep_ in ("acl", "ccomp", "relcl") and k.i > noun.i for k in noun.children)


def is_plainly_negated(clause: Token) -> bool:
    """Return whether "not", "never" or the like stands by the verb of the clause."""
    return any(k.dep_ == "neg" or k.lower_ in ("never", "neither", "nor") for k in clause.children)


def is_partly_negated(clause: Token) -> bool:
    """Return whether a clause is so in part or at times: "is not always true", "was not entirely unfounded"."""
    words = (k for word in (clause, *predicates_of(clause)) for k in word.children if k.dep_ == "neg")
    after = (next((t for t in word.doc[word.i + 1 : word.i + 3] if t.lower_ not in _BEEN), None) for word in words)
    return any(word is not None and word.lower_ in WHOLLY for word in after)


def own_words_of(clause: Token) -> str:
    """Return the words of a clause without those of clauses that it only tells: "argued that there was no link"."""
    told = [k for k in clause.children if k.dep_ == "ccomp" and k.i > clause.i and subject_of(k) is not None]
    last = min((k.left_edge.i for k in told), default=clause.right_edge.i + 1)
    first = min([clause.left_edge.i, *(k.i for k in clause.children if k.dep_ == "expl")])
    words = clause.doc[first : clause.right_edge.i + 1] if clause.lemma_ in _BEING else clause.doc[first:last]
    return str(words.text)


def predicates_of(clause: Token) -> Iterator[Token]:
    """Yield what a clause says of its subject, with what is joined to it; a passive says its own verb of it."""
    said = [k for k in clause.children if k.dep_ in _PREDICATES]
    if not any(k.dep_ == "expl" for k in clause.children):
        said += [o for k in said if k.lemma_ in _LOTS for of in k.children if of.lower_ == "of" for o in of.children]
    if clause.lemma_ in SEEMING and not any(k.tag_ == "MD" for k in clause.children):
        said += [p for k in clause.children if k.dep_ == "xcomp" and not _is_not(k) for p in predicates_of(k)]
    if any(k.dep_ == "auxpass" for k in clause.children) or clause.pos_ in ("ADJ", "NOUN"):
        said.append(clause)
    for word in said:
        yield word
        yield from word.conjuncts


def _is_not(infinitive: Token) -> bool:
    return any(k.dep_ == "neg" for k in infinitive.subtree)


def is_own(noun: Token) -> bool:
    """Return whether a noun is called one's own: "did not share its assessment", "our story contained an error"."""
    return any(k.dep_ == "poss" and k.lower_ in ("its", "their", "our", "my") for k in noun.children)


def speaks_of_claim(token: Token) -> bool:
    """Return whether a noun phrase is about what somebody said: "the reports", "it", "the lawsuit"."""
    lemma = token.lemma_.lower()
    if lemma in EVIDENCE:
        return True
    parts = [o for k in token.children if k.dep_ == "prep" and k.lower_ == "of" for o in k.children]
    if parts and lemma in ("all", "most", "none", "some", "any", "many", "much", "number", "part", "series"):
        return any(map(speaks_of_claim, parts))
    return token.dep_ == "expl" or token.lower_ in CLAIM_PRONOUNS or lemma in CLAIM_NOUNS | LAWSUIT_NOUNS


def speaks_of_remark(token: Token) -> bool:
    """Return whether a noun phrase is about words that can be a lie, or figures that can be bogus: "his tweet"."""
    lemma = token.lemma_.lower()
    return lemma in REMARKS or (lemma in FIGURES and token.lower_ != "number")


def is_false_word(token: Token, words: Set[str] = FALSE_OF_A_CLAIM) -> bool:
    """Return whether a word says that a claim is not so ("baseless", "lies", "fake news")."""
    lemma = token.lemma_.lower()
    before = (*token.children, *token.doc[token.i - 1 : token.i])
    return lemma in words or token.lower_ in words or any(f"{k.lower_} {lemma}" in words for k in before)


def is_false_of_anything(token: Token) -> bool:
    """Return whether a word calls its object a false claim whatever the object is ("disinformation")."""
    return is_false_word(token, FALSE)
