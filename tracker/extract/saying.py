"""What the parse tells of a word of saying: its entries in the cue list, its complements, who says it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tracker.extract.roles import BODIES, DOCUMENTS, is_human
from tracker.extract.words import CALENDAR
from tracker.lexicon.cues import Cue, cue_verbs

_JUDGED = {"for", "of", "as", "with", "to"}  # "accused of", "criticised for", "described as"
_WHEN = {"on", "in", "during", "after", "before", "since", "until"}  # "condemned the claim on Monday" says no more
_SAID_OF_OBJECT = ("prep", "xcomp", "oprd", "dative", "acl", "pcomp", "ccomp")
_GETTING = set(
    "draw take get win earn face receive attract spark provoke lose catch incur suffer endure deserve serve pay stir "
    "cause bring gain garner prompt trigger generate invite command collect reap".split()
)
_MINDS = set("intention intent aim goal plan hope view position message word remark purpose objective".split())


def entries_of(token: Token) -> dict[str, Cue]:
    """Return what the cue list says of a word, with its particle where it has one ("point out", "go on"), else {}."""
    cues = cue_verbs()
    lemma = token.lemma_.lower()
    beside = (k for k in token.children if k.i == token.i + 1 and k.dep_ in ("prt", "advmod", "prep"))
    particle = next((k.lower_ for k in beside if k.n_rights == 0), None)
    return cues.get(f"{lemma} {particle}") or cues.get(lemma, {})


def complements(verb: Token) -> Iterator[tuple[str, list[Token]]]:
    """Yield the verb's complements, the fullest first, each with the heads of what it covers."""
    kids = list(verb.children)
    first = {kid.dep_: kid for kid in reversed(kids)}
    if "nsubjpass" in first:
        rest = [k for k in kids if k.i > verb.i and k.dep_ in ("xcomp", "oprd", "prep") and _says_something(k)]
        if rest and rest[0].dep_ == "xcomp" and first["nsubjpass"].tag_ not in ("WDT", "WP"):
            yield "infinitive", [first["nsubjpass"], rest[0]]
        if rest:
            yield "object+", [first["nsubjpass"], *rest]
        yield "passive", [first["nsubjpass"]]
    clauses = [k for k in kids if k.dep_ == "ccomp"] or _misplaced_clauses(kids)
    if clauses:  # of "Quoting papers, the Times said prices rose" the clause after the verb
        yield "clause", [next((k for k in clauses if k.i > verb.i and _has_subject(k)), clauses[0])]
    if _is_aside(verb):
        yield "clause", [verb.head]
    if "xcomp" in first and first["xcomp"].tag_ == "VBG" and "dobj" not in first:
        yield "object", [first["xcomp"]]  # "denied sending drones": the act is the object
    if "dobj" in first:
        after = [k for k in kids if k.i > first["dobj"].i and k.dep_ in _SAID_OF_OBJECT and k.lower_ not in _WHEN]
        if after:
            yield "object+", [first["dobj"], *after]
        yield "object", [first["dobj"]]
    if "oprd" in first:
        yield "predicate", [first["oprd"]]
    if "xcomp" in first:
        yield "infinitive", [first["xcomp"]]
    for kid in kids:
        objects = [k for k in kid.children if k.dep_ in ("pobj", "pcomp")]
        if kid.dep_ == "prep" and kid.i > verb.i and objects:
            yield f"prep:{kid.lower_}", objects


def _misplaced_clauses(kids: list[Token]) -> list[Token]:
    """Of "replied in the debate that charges were unfounded" the clause, where the parser hangs it on the debate.

    In a true relative clause "that" is the subject or an object; in these it has no such part.
    """
    objects = [o for k in kids if k.dep_ in ("prep", "dative") for o in (k, *k.children)]
    hung = (c for o in objects for c in o.children if c.dep_ in ("relcl", "acl") and _has_subject(c))
    return [c for c in hung if any(k.lower_ == "that" and k.dep_ in ("mark", "pobj", "dep") for k in c.children)]


def _has_subject(clause: Token) -> bool:
    return any(k.dep_ in ("nsubj", "nsubjpass", "expl") for k in clause.children)


def _says_something(kid: Token) -> bool:
    """Not the "as" of "is quoted as saying": there "saying" is the cue."""
    if kid.dep_ != "prep":
        return True
    return kid.lower_ in _JUDGED and not any(k.lower_ == "saying" for k in kid.children)


def _is_aside(verb: Token) -> bool:
    """Whether the verb of saying stands as a parenthesis in its own content or after it: "It, he said, failed"."""
    if verb.head.pos_ not in ("VERB", "AUX") or verb.dep_ not in ("parataxis", "advcl"):
        return False
    subject = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    if verb.dep_ == "parataxis":
        return True
    marked = any(k.dep_ in ("mark", "advmod") and k.i < verb.i for k in verb.children)
    return subject is not None and not marked and subject.left_edge.i > 0 and subject.left_edge.nbor(-1).text == ","


def find_speaker(verb: Token) -> Token | None:
    """Return the head of the noun phrase that does what the verb says, if the sentence names it.

    The subject, or "by …" of a passive; a participle or a joined verb has the subject of the verb it hangs on.
    """
    kids = list(verb.children)
    if any(k.dep_ in ("nsubjpass", "auxpass") for k in kids):
        agent = next((k for k in kids if k.dep_ == "agent"), None)
        return next((k for k in agent.children if k.dep_ == "pobj"), None) if agent is not None else None
    of_auxiliary = [o for k in kids if k.dep_ == "aux" for o in k.children if o.dep_ == "nsubj"]  # a slip of the parser
    before = [k for k in (*of_auxiliary, *kids) if k.dep_ == "nsubj" and k.i < verb.i]
    subject = before[-1] if before else next((k for k in kids if k.dep_ == "nsubj"), None)
    if subject is not None:
        return _whose(subject)
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head if verb.tag_ in ("VBG", "TO", "VB") else None
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("for", "of", "from", "against", "as"):
        judged = [k for k in verb.head.head.children if k.dep_ in ("dobj", "nsubjpass") and not is_gotten(k)]
        if judged:  # "criticised China for supporting": China supports
            return judged[0]
    if verb.dep_ in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp") and verb.head != verb:
        above = verb.head
        passive = next((k for k in above.children if k.dep_ == "nsubjpass"), None)
        if verb.dep_ == "xcomp" and passive is not None:  # "is scheduled to hold talks": of the infinitive the subject
            return passive
        while above.dep_ in ("prep", "aux", "acomp") and above.head != above:
            above = above.head
        return find_speaker(above) if above.pos_ in ("VERB", "AUX") else None
    return None


def is_gotten(noun: Token) -> bool:
    """Whether an object is what one gets for a deed, not who did it: "drew fire for saying", "lost his job for"."""
    if noun.dep_ != "dobj" or noun.pos_ != "NOUN" or is_human(noun) or noun.lemma_.lower() in BODIES | DOCUMENTS:
        return False
    told_apart = any(k.dep_ in ("det", "poss", "nummod") for k in noun.children)
    return noun.head.lemma_ in _GETTING or (noun.tag_ == "NN" and not told_apart)


def _whose(subject: Token) -> Token:
    """Of "Sullivan's intention is to warn" Sullivan."""
    owner = next((k for k in subject.children if k.dep_ == "poss"), None)
    return owner if owner is not None and subject.lemma_.lower() in _MINDS else subject


def cue_tokens(verb: Token) -> list[Token]:
    """Return the verb with its auxiliaries, negation, particle, and the adverbs between them."""
    parts = [k for k in verb.children if k.dep_ in ("aux", "auxpass", "neg", "prt")]
    first, last = min([verb, *parts], key=lambda t: t.i), max([verb, *parts], key=lambda t: t.i)
    between = [k for k in verb.children if k.dep_ == "advmod" and first.i < k.i < last.i]
    return sorted([verb, *parts, *between], key=lambda t: t.i)


def source_tokens(head: Token | None) -> list[Token]:
    """Return the tokens of a source: its phrase, without a date before it or a clause of saying that hangs on it."""
    if head is None:
        return []
    if head.tag_ in ("WP", "WDT"):
        return [head]
    tokens = [*_other_subject(head), *head.subtree]
    after = tokens[-1].i + 1
    follows = [k for k in head.head.children if k.dep_ == "nsubj" and k.left_edge.i == after and hangs_on_before(k)]
    tokens += [t for k in follows for t in k.subtree]
    for kid in head.children:
        if kid.dep_ in ("acl", "parataxis") and kid.tag_ in ("VBG", "VBD", "VBZ"):
            tokens = [t for t in tokens if t.i < kid.left_edge.i]
    dated = [n for n, t in enumerate(tokens) if t.text in CALENDAR and t != head]
    if dated and all(t.text in CALENDAR or t.like_num or t.is_punct for t in tokens[: dated[0]]):
        tokens = tokens[dated[0] + 1 :]
        if tokens and tokens[0].dep_ == "case":  # "July's poll"
            tokens = tokens[1:]
        while (
            len(tokens) > 1
            and (tokens[0].like_num or tokens[0].is_punct)
            and tokens[0].shape_ in ("d", "dd", "dddd", ",")
        ):
            tokens = tokens[1:]
    return tokens or [head]


def _other_subject(head: Token) -> list[Token]:
    """Of "A spokesman, Liu Pengyu, said" the parser makes two subjects; both are the source, with what is between."""
    other = next((k for k in head.head.children if k.dep_ == head.dep_ == "nsubj" and k.i < head.i), None)
    between = [] if other is None else list(head.doc[other.left_edge.i : head.left_edge.i])
    return [] if any("\n" in token.text_with_ws or token.text in ".!?" for token in between) else between


def hangs_on_before(subject: Token) -> bool:
    """Whether a subject stands within the source: the minister of "sources close to the minister said"."""
    before = subject.doc[subject.left_edge.i - 1] if subject.left_edge.i > 0 else None
    return before is not None and before.dep_ == "prep" and before.n_rights == 0 and before.head.dep_ == "amod"
