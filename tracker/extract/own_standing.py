"""Whether a clause is the writer's own word, of fact: not said by somebody, supposed, asked or only possible."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Token

from tracker.extract.own_words import ASIDE, BELIEFS, CLAIMS, FACTS
from tracker.extract.saying import entries_of

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OWN_ADVERSE = {"if", "unless", "whether", "lest"}


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb; of a relative clause the noun above it, of a joined verb that of the first."""
    subject = next((k for k in verb.children if k.dep_ in _SUBJECTS), None)
    if subject is not None and subject.dep_ == "csubj":  # "a video of him being hit was …"
        return next((k for k in subject.children if k.dep_ in ("nsubj", "nsubjpass")), subject)
    if subject is not None and verb.dep_ == "relcl" and subject.tag_ in ("WDT", "WP"):
        return verb.head
    if subject is None and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head)
    return subject


def is_copula(verb: Token) -> bool:
    """Return whether a verb only joins its subject with what is said of it."""
    helps = verb.dep_ in ("aux", "auxpass", "case")
    is_short = verb.lower_ in ("’s", "’re")  # which the lemmatiser leaves as they are
    return verb.lemma_ in ("be", "remain", "become") or ((verb.pos_ == "AUX" or is_short) and not helps)


def is_open(clause: Token, of_fact: Container[str] = ()) -> bool:
    """Return whether a clause is a condition, a question, a guess, or nobody's by name ("is reportedly").

    What may, could or will be is no fact, but for the modal verbs that are said to be `of_fact`.
    """
    near = [clause, *clause.children, *(g for k in clause.children if k.dep_ in ("acomp", "attr") for g in k.children)]
    if any((k.tag_ == "MD" and k.lower_ not in of_fact) or k.lower_ in ASIDE for k in near):
        return True
    if any(k.dep_ in ("mark", "advmod") and k.lower_ in _OWN_ADVERSE for k in clause.children):
        return True
    if any(k.dep_ == "aux" and k.lower_ == "to" for k in clause.children):
        return True
    subject = next((k for k in clause.children if k.dep_ in _SUBJECTS), None)
    inverted = subject is not None and any(
        k.dep_ in ("aux", "auxpass") and k.i < subject.i and k.lower_ in ("had", "were", "should")
        for k in clause.children
    )
    return inverted or clause.sent.text.rstrip().endswith("?")


def lets_stand(clause: Token) -> bool:
    """Return whether a clause under another is still the outlet's own: not said, thought, doubted or supposed."""
    if is_open(clause):
        return False
    if clause.dep_ == "ccomp":
        return _is_spliced(clause) or _is_the_fact(clause)
    if clause.dep_ == "relcl":  # "claims it is a hoax" is none, where the parser sees one
        return any(k.tag_ in ("WDT", "WP", "WP$", "WRB") for k in clause.subtree) or clause.head.lemma_ not in CLAIMS
    return clause.dep_ not in ("acl", "csubj", "pcomp", "xcomp")


def _is_spliced(clause: Token) -> bool:
    """ "It is a hoax: the secret is safe": a sentence of its own before another, and no verb of saying after it."""
    above = clause.head
    if clause.i > above.i:
        return False
    return any(t.text in (":", ";") for t in clause.doc[clause.i : above.i]) or not entries_of(above)


def _is_the_fact(clause: Token) -> bool:
    """ "The problem is that none of it is true"."""
    subject = subject_of(clause.head) if is_copula(clause.head) else None
    return subject is not None and subject.lemma_.lower() in FACTS


def is_told_by_noun(clause: Token) -> bool:
    """Return whether a claim's noun stands right before the clause, whatever the parse: "amid claims it is a hoax"."""
    subject = subject_of(clause)
    first = min(subject.left_edge.i if subject is not None else clause.i, clause.i)
    before = clause.doc[first - 1] if first > clause.sent.start else None
    return before is not None and before.pos_ == "NOUN" and before.lemma_.lower() in CLAIMS | BELIEFS


def is_labelled(clause: Token) -> bool:
    """Return whether a colon or a dash of a headline gives the clause to somebody: "Police: video is fake"."""
    sentence = clause.sent
    subject = subject_of(clause)
    first = min(subject.left_edge.i if subject is not None else clause.i, clause.i)
    before = clause.doc[sentence.start : first]
    if any(t.text == ":" for t in before) and not any(t.pos_ in ("VERB", "AUX") for t in before):
        return True
    if sentence.text.rstrip().endswith((".", "!", "?", "”", '"')):
        return False
    after = clause.doc[clause.i : sentence.end]
    dash = next((t.i for t in after if t.text in ("-", "–", "—", "--", ":")), None)
    return dash is not None and not any(t.pos_ in ("VERB", "AUX") for t in clause.doc[dash : sentence.end])
