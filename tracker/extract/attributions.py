"""Who says what, by rules over the parse: cue, source and content of each attribution, as places.

Roads, each a function: a word from the cue list with a complement that it takes ("said that", "accused X of", "was
criticised for", "the claim that", "reportedly"), "according to", and refusals to tell. A cue without a content yields
nothing: a statement in which nothing is said is worse in the table than one missed. What stands between quotation
marks is given to its statement in `utterances`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from tracker.extract.quotations import Quotation
from tracker.extract.words import ANSWERING, ASKING, CALENDAR, INFORMING, QUESTION_NOUNS, WITHHELD
from tracker.lexicon.cues import Cue, cue_verbs
from tracker.parsing import Page

Place = tuple[int, int]  # code points, start and end

_OUTER_PUNCTUATION = set(",;:.–—-…") | {"--", "..."}
_JUDGED = {"for", "of", "as", "with", "to"}  # "accused of", "criticised for", "described as"
_SAID_OF_OBJECT = ("prep", "xcomp", "oprd", "dative", "acl", "pcomp", "ccomp")
_SEEMING = {"seem", "appear"}
_MINDS = set("intention intent aim goal plan hope view position message word remark purpose objective".split())


@dataclass(slots=True, eq=False)
class Attribution:
    """The places of one attribution, and what later stages need of the parse."""

    head: Token  # the cue's own word: verb, noun, adverb or "according"
    entry: Cue
    cue: list[Token]
    content: list[Place]
    content_head: Token | None
    speaker: Token | None = None  # the head of the source
    passive: bool = False
    through: tuple[Token, list[Place]] | None = None  # who cites the speaker, by head and place
    quotations: list[Quotation] = field(default_factory=list)

    @property
    def source(self) -> list[Place]:
        """The place of the source, without the clause of which the source is the subject."""
        return [] if self.speaker is None else places_of(t for t in source_tokens(self.speaker) if not t.is_quote)


def find_attributions(page: Page) -> list[Attribution]:
    """Return the attributions of the page in text order, no two with the same cue and content."""
    found = [*_by_cue_word(page.doc), *_by_according(page.doc)]
    found += _by_withholding(page.doc, {a.head.i for a in found})
    refusing = {a.head.i for a in found if a.entry.stance in ("no_comment", "reject")}
    found = [a for a in found if not _is_part_of_cue(a, refusing)]
    return sorted(found, key=lambda a: (a.cue[0].i, a.content))


def _is_part_of_cue(attribution: Attribution, refusing: set[int]) -> bool:
    """Of "refused to discuss it" the second verb, of "turned down the request to describe it" the noun.

    Nor do "the reports that it had asked" assert anything under "declined to comment on".
    """
    if attribution.entry.complement == "noun" and attribution.speaker is None:
        return any(t.i in refusing for t in attribution.head.ancestors)
    return attribution.head.dep_ in ("xcomp", "dobj") and attribution.head.head.i in refusing


# ------------------------------------------------------------------ by a cue word and its complement


def _by_cue_word(doc: Doc) -> Iterator[Attribution]:
    for token in doc:
        entries = entries_of(token)
        if not entries:
            continue
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
            found = _by_verb(token, entries)
        elif token.pos_ == "NOUN" and "noun" in entries:
            found = _by_noun(token, entries["noun"])
        elif token.pos_ == "ADV" and "adverb" in entries:
            found = _by_adverb(token, entries["adverb"])
        else:
            continue
        if found is not None and found.content:
            yield found


def entries_of(token: Token) -> dict[str, Cue]:
    """Return what the cue list says of a word, with its particle where it has one ("point out", "go on"), else {}."""
    cues = cue_verbs()
    lemma = token.lemma_.lower()
    beside = (k for k in token.children if k.i == token.i + 1 and k.dep_ in ("prt", "advmod", "prep"))
    particle = next((k.lower_ for k in beside if k.n_rights == 0), None)
    return cues.get(f"{lemma} {particle}") or cues.get(lemma, {})


def _by_verb(verb: Token, entries: dict[str, Cue]) -> Attribution | None:
    speaker = find_speaker(verb) or _named_before(verb)
    for complement, heads in _complements(verb):
        entry = entries.get(complement)
        if entry is None:
            continue
        preposition = [heads[0].head] if complement.startswith("prep:") else []
        cue = cue_tokens(verb) + preposition
        apart = {t.i for t in cue} | {t.i for t in source_tokens(speaker)}
        aside = _aside_tokens(verb)
        of_heads = ((head, t) for head in heads for t in head.subtree)
        tokens = [t for head, t in of_heads if t.i not in apart and not (head == verb.head and t.i in aside)]
        if complement.startswith("object") and len(tokens) > 1 and tokens[0].tag_ in ("WDT", "WP", "WRB"):
            return None  # "what type of support Moscow is requesting" asks, and tells nothing
        if (
            complement == "clause"
            and heads[0].pos_ in ("ADJ", "NOUN", "ADV")
            and verb.lemma_ in ("find", "consider", "think", "see")
        ):
            return None  # "found it difficult" tells a judgement of an act, not a fact
        content = places_of(tokens)
        passive = any(k.dep_ in ("nsubjpass", "auxpass") for k in verb.children)
        if verb.lemma_ in _SEEMING:
            speaker = None  # "Japan seems peeved": the writer says so, not Japan
        elif speaker is None and not passive and complement != "clause":
            return None  # an act or wish of nobody: "requests for supporting Russia"
        return Attribution(verb, entry, cue, content, heads[-1], speaker, passive)
    return None


def _complements(verb: Token) -> Iterator[tuple[str, list[Token]]]:
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
        after = [k for k in kids if k.i > first["dobj"].i and k.dep_ in _SAID_OF_OBJECT]
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


def _aside_tokens(verb: Token) -> set[int]:
    """The numbers of the parenthesis: the verb and what it governs, from its subject on."""
    subject = next((k for k in verb.children if k.dep_ == "nsubj"), verb)
    first = min(subject.left_edge.i, verb.i)
    return {t.i for t in verb.subtree if t.i >= first}


def _by_noun(noun: Token, entry: Cue) -> Attribution | None:
    clauses = [k for k in noun.children if k.dep_ in ("acl", "ccomp") and k.i > noun.i and _has_mark(k)]
    if not clauses:
        return None
    by = [k for k in noun.children if k.dep_ == "prep" and k.lower_ in ("by", "from") and k.i < clauses[0].i]
    owners = (*noun.children, *(o for k in by for o in k.children))
    owner = next((k for k in owners if k.dep_ in ("poss", "pobj")), None)
    return Attribution(noun, entry, [noun], places_of(clauses[0].subtree), clauses[0], owner)


def _has_mark(clause: Token) -> bool:
    return any(k.dep_ in ("mark", "aux") and k.lower_ in ("that", "to") for k in clause.children)


def _by_adverb(adverb: Token, entry: Cue) -> Attribution | None:
    clause = adverb.head
    if clause.pos_ not in ("VERB", "AUX"):
        return None
    tokens = [t for t in clause.subtree if t != adverb]
    return Attribution(adverb, entry, [adverb], places_of(tokens), clause)


# ------------------------------------------------------------------ according to

_ACCORDING = Cue("according", "to", "assertive", "assert")


def _by_according(doc: Doc) -> Iterator[Attribution]:
    for token in doc:
        if token.lower_ != "according":
            continue
        to = next((k for k in token.children if k.lower_ == "to"), None)
        speaker = next((k for k in to.children if k.dep_ == "pobj"), None) if to is not None else None
        if to is None or speaker is None:
            continue
        apart = {t.i for t in token.subtree}
        clause = token.head if token.head.pos_ in ("VERB", "AUX") else token.sent.root
        tokens = [t for t in clause.subtree if t.i not in apart]
        if content := places_of(tokens):
            yield Attribution(token, _ACCORDING, [token, to], content, clause, speaker)


# ------------------------------------------------------------------ refusals without a verb of the cue list

_WITHHOLDING = Cue("withhold", "refusal", "assertive", "no_comment")
_TURNING_DOWN = set("turn reject refuse deny decline ignore".split())


def _by_withholding(doc: Doc, taken: set[int]) -> Iterator[Attribution]:
    """ "Would not list it", "were not sharing the source", "had no comment", "turned down a request to name it"."""
    for token in doc:
        if token.i in taken:
            continue
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in INFORMING and _withholds(token):
            yield _withheld(token, [k for k in token.children if k.i > token.i and k.dep_ in _WHAT])
        elif lemma == "comment" and token.dep_ == "dobj" and any(k.lower_ == "no" for k in token.children):
            yield _withheld(token.head, [token])
        elif token.pos_ == "VERB" and _is_not_reached(token):
            yield _withheld(token, [k for k in token.children if k.dep_ == "prep"])
        elif token.pos_ == "VERB" and lemma in _TURNING_DOWN and (asked := _turned_down(token)) is not None:
            yield _withheld(token, [asked])


def _is_not_reached(verb: Token) -> bool:
    """ "Could not be reached for comment", "would not be drawn on the date"."""
    if not all(any(k.dep_ == dep for k in verb.children) for dep in ("neg", "auxpass")):
        return False
    asked = {o.lower_ for k in verb.children if k.lower_ == "for" for o in k.children}
    return "comment" in asked or (verb.lemma_ == "draw" and any(k.lower_ in ("on", "into") for k in verb.children))


_WHAT = ("dobj", "ccomp", "prep", "dative", "advcl")


def _withholds(verb: Token) -> bool:
    if not any(k.dep_ == "neg" for k in verb.children) and not _negated_before(verb):
        return False
    if any(k.dep_ == "dobj" for k in verb.children):
        return any(t.lemma_.lower() in WITHHELD for k in verb.children if k.dep_ == "dobj" for t in (k, *k.conjuncts))
    return verb.lemma_.lower() in ANSWERING and not answers_a_thing(verb)


def answers_a_thing(verb: Token) -> bool:
    """Whether what is answered is no question and nobody who asks: "did not respond to treatment"."""
    to = [o for k in verb.children if k.dep_ == "prep" and k.lower_ == "to" for o in k.children if o.pos_ == "NOUN"]
    return verb.lemma_ in ("respond", "reply") and bool(to) and not any(o.lemma_.lower() in ASKING for o in to)


def _negated_before(verb: Token) -> bool:
    """Of "did not confirm or comment" the second verb."""
    return verb.dep_ == "conj" and verb.head.i < verb.i and any(k.dep_ == "neg" for k in verb.head.children)


def _turned_down(verb: Token) -> Token | None:
    """The request to say something, in "turned down a request to describe it"."""
    for kid in verb.children:
        if kid.dep_ in ("dobj", "nsubjpass") and kid.lemma_.lower() in QUESTION_NOUNS:
            asked = [k for k in kid.children if k.dep_ in ("acl", "relcl", "prep")]
            if any(t.lemma_.lower() in INFORMING for k in asked for t in k.subtree):
                return kid
    return None


def _withheld(verb: Token, what: list[Token]) -> Attribution:
    cue = cue_tokens(verb)
    if verb.dep_ == "pcomp":  # "were persistent in not sharing"
        above = verb.head.head.head if verb.head.head.dep_ == "acomp" else verb.head.head
        firm = [k for k in above.children if k.dep_ == "acomp"]
        cue = sorted([*cue, verb.head, above, *firm], key=lambda t: t.i)
    asked = (k for k in verb.children if k.dep_ == "nsubjpass")
    speaker = next(asked, None) if _is_not_reached(verb) else find_speaker(verb)
    tokens = [t for head in what for t in head.subtree if t not in cue]
    return Attribution(verb, _WITHHOLDING, cue, places_of(tokens), what[0] if what else None, speaker)


# ------------------------------------------------------------------ the parts


def find_speaker(verb: Token) -> Token | None:
    """Return the head of the noun phrase that does what the verb says, if the sentence names it.

    The subject, or "by …" of a passive; a participle or a joined verb has the subject of the verb it hangs on.
    """
    kids = list(verb.children)
    if any(k.dep_ in ("nsubjpass", "auxpass") for k in kids):
        agent = next((k for k in kids if k.dep_ == "agent"), None)
        return next((k for k in agent.children if k.dep_ == "pobj"), None) if agent is not None else None
    before = [k for k in kids if k.dep_ == "nsubj" and k.i < verb.i]
    subject = before[-1] if before else next((k for k in kids if k.dep_ == "nsubj"), None)
    if subject is not None:
        return _whose(subject)
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head if verb.tag_ in ("VBG", "TO", "VB") else None
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("for", "of", "from", "against"):
        judged = [k for k in verb.head.head.children if k.dep_ in ("dobj", "nsubjpass")]
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


def _named_before(verb: Token) -> Token | None:
    """Of "…, its head, Jens Stoltenberg, said" what stands between the commas, where the parser saw no subject."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].text in (",", '"', "”"):
        at -= 1
    found: Token | None = None
    for token in (verb.doc[at], *verb.doc[at].ancestors):
        if token.right_edge.i != at or token.pos_ not in ("NOUN", "PROPN"):
            break
        if token.left_edge.i > verb.sent.start and token.left_edge.nbor(-1).text == ",":
            found = token
    return found


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
    for kid in head.children:
        if kid.dep_ in ("acl", "parataxis") and kid.tag_ in ("VBG", "VBD", "VBZ"):
            tokens = [t for t in tokens if t.i < kid.left_edge.i]
    dated = [n for n, t in enumerate(tokens) if t.text in CALENDAR and t != head]
    if dated and all(t.text in CALENDAR or t.like_num or t.is_punct for t in tokens[: dated[0]]):
        tokens = tokens[dated[0] + 1 :]
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
    return list(head.doc[other.left_edge.i : head.left_edge.i]) if other is not None else []


def places_of(tokens: Iterable[Token]) -> list[Place]:
    """Return the unbroken runs of the tokens, without punctuation at their ends (marks of quotation stay)."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    places = [_trimmed(run) for run in runs]
    return [place for place in places if place is not None]


def _trimmed(run: list[Token]) -> Place | None:
    while run and (run[0].is_space or run[0].text in _OUTER_PUNCTUATION):
        run = run[1:]
    while run and (run[-1].is_space or run[-1].text in _OUTER_PUNCTUATION or run[-1].tag_ == "POS"):
        run = run[:-1]
    return (run[0].idx, run[-1].idx + len(run[-1])) if run else None


def merged(places: Iterable[Place], text: str) -> list[Place]:
    """Return the places in order, those made one that overlap or have only white space between them."""
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
