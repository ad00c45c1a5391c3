"""What a content says, as terms that can be compared later without a parser.

Terms are lemmas of the words that carry meaning, with synonyms made one ("request" and "ask"), and the keys of
actors, so that "Moscow" in one article is "Russia" in another. The core is who does what to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Token

from tracker.extract.affirmed import sentences_without_not
from tracker.extract.attributions import Attribution
from tracker.extract.clauses import is_partly_negated, main_clauses
from tracker.extract.denied import denied_in, has_not
from tracker.extract.judged import spoken_of
from tracker.extract.people import People
from tracker.extract.polarity import believed, holds_not, is_left_open, is_negated
from tracker.extract.quantities import WORDS, quantities_in
from tracker.extract.saying import cue_tokens
from tracker.extract.stance import force_of, is_not_said
from tracker.extract.text_places import Place, merged
from tracker.extract.wording import CARRYING, FEWEST, only_points, words_of, words_under
from tracker.extract.words import CERTAINTY, CLAIM_NOUNS, QUESTION_NOUNS
from tracker.lexicon import actors as lexicon
from tracker.lexicon.synonyms import common_word
from tracker.records import DENYING, Affirmed, Mention, MentionRole, Proposition, Stance

_LOOKING_AHEAD = set("assume hope wish want fear expect predict forecast promise pledge vow agree demand urge".split())
_LIGHT = (
    set(
        "be have do make take get go come say tell such other own same so more most much many first last new good one "
        "thing way time year month week day today yesterday tomorrow monday tuesday wednesday thursday friday saturday "
        "sunday "
        "january february march april june july august september october november december".split()
    )
    | CERTAINTY
)
_FIGURES = {word: f"{number:.0f}" for word, number in WORDS.items()}
_OBJECTS = ("dobj", "dative", "pobj", "attr", "nsubjpass")
_CLAUSES = ("ccomp", "acl", "xcomp", "pcomp")
_VERBS = ("VERB", "AUX")
_BEING = {"is", "are", "was", "were", "has", "have", "had"}
_SUSPECTING = {"accuse", "suspect"}  # "accused the mill of dumping": what they do is no clause
_FINITE = ("VBD", "VBZ", "VBP")
_NO = {"no", "never"}
_TOWARDS = {"to", "from", "with", "against", "for", "on", "by", "at"}


def proposition_of(attribution: Attribution, stance: Stance, people: People) -> Proposition | None:
    """Return the proposition that the content carries; None where the content is empty."""
    if not attribution.content:
        return None
    tokens = [t for t in tokens_within(people, attribution.content) if not _is_of_asking(t, attribution)]
    head = attribution.content_head
    denies = stance in DENYING
    denied = denied_in(attribution, stance, tokens) if denies else None
    if denied is not None:
        head, tokens = denied.head, denied.tokens
    spelled_out = not denies or denied is not None or _is_spelled_out(attribution, tokens)
    text = people.page.article.text
    holds = stance == "assert" and head is not None and holds_not(attribution.head)  # "does not believe that it leaked"
    said = (sorted({*attribution.cue, *tokens}), attribution.head) if holds else (tokens, head)
    meant = tokens if spelled_out else spoken_of(attribution, tokens)
    held = believed(head) if stance == "assert" and head is not None and len(list(main_clauses(tokens))) == 1 else None
    if held is not None:
        head, tokens = held, words_under(held, tokens)
        meant = tokens
    who, words = "", _opened(words_of(tokens, text))
    if not (denies and spelled_out) and held is None:
        who, words = _words(attribution, stance, tokens, text)
    if stance == "assert" and (of_what := _stands_for(attribution, tokens)):
        meant = tokens = of_what
        who, words = "", words_of(tokens, text)
    return Proposition(
        words=words,
        who=who,
        terms=() if _is_only_a_name(tokens) else terms_of(meant, people),
        core=core_of(head, people) if head is not None else None,
        negated=denied.negated if denied is not None else _is_negated(head, said[0], holds=holds),
        spelled_out=spelled_out,
        quantities=quantities_in(tokens),
        affirmed=tuple(affirmed(*said, people)) if _answers(attribution, stance) else (),
        clauses=() if denies else clauses_of(tokens, text),
    )


def _stands_for(attribution: Attribution, tokens: Sequence[Token]) -> list[Token]:
    """Of "the bridge, which engineers say is unsafe" the bridge and what is said of it; else nothing."""
    saying = attribution.head
    if saying.dep_ != "relcl" or saying.head.pos_ not in ("NOUN", "PROPN") or attribution.quotations or not tokens:
        return []
    if tokens[0].tag_ not in ("WDT", "WP") or tokens[0].i > saying.i or all(t.pos_ not in _VERBS for t in tokens):
        return []
    noun_phrase = list(saying.doc[saying.head.left_edge.i : saying.left_edge.i])
    while noun_phrase and noun_phrase[-1].is_punct:
        noun_phrase.pop()
    return [*noun_phrase, *tokens[1:]] if saying.head in noun_phrase else []


def _is_only_a_name(tokens: Iterable[Token]) -> bool:
    """Whether what is said is "Hillary Clinton." and nothing that could be so or not."""
    return all(t.pos_ == "PROPN" or not t.is_alpha for t in tokens)


def clauses_of(tokens: Sequence[Token], text: str) -> tuple[str, ...]:
    """Return the words of each main clause of what is said, where more than one tells something; else nothing."""
    end = max((t.i for t in tokens), default=0) + 1
    starts = sorted({clause.left_edge.i for clause in main_clauses(list(tokens)) if clause.pos_ in ("VERB", "AUX")})
    runs = [[t for t in tokens if at <= t.i < to] for at, to in pairwise([0, *starts[1:], end])]
    told = [run for run in runs if sum(t.pos_ in CARRYING for t in run) >= FEWEST]
    return tuple(_without_joining(words_of(run, text)) for run in told) if len(told) > 1 else ()


def _without_joining(words: str) -> str:
    return re.sub(r"^that (?=\S)|(?:\W+(?:and|but|or|while))?\W*$", "", words)


def _is_negated(head: Token | None, tokens: Sequence[Token], *, holds: bool) -> bool:
    """Whether what is said is negated: by its verb, or as "there were no large misses", which the parser misreads."""
    opening = [t.lower_ for t in tokens if not t.is_punct and t.lower_ != "that"][:4]
    there_is_no = opening[:1] == ["there"] and "no" in opening[2:]
    if head is not None and is_partly_negated(head):
        return False
    return head is not None and (has_not(head) or (there_is_no and opening[1] in _BEING)) != holds


def affirmed(tokens: Sequence[Token], head: Token | None, people: People) -> Iterator[Affirmed]:
    """Yield the sentences with a "not" of what is said, with what each would deny; `head` is the head of its clause."""
    if head is None:
        return
    for clause, told, said in sentences_without_not(tokens, head):
        proposition = Proposition(
            words=words_of(told, people.page.article.text),
            terms=terms_of(told, people),
            core=core_of(clause, people),
            quantities=quantities_in(told),
        )
        if proposition.words and proposition.terms:  # "he had", of "he had not", tells nothing
            yield Affirmed(said[0].idx, said[-1].idx + len(said[-1]), proposition)


def _answers(attribution: Attribution, stance: Stance) -> bool:
    """Whether a "not" may answer somebody: what is merely assumed, hoped or promised does not."""
    return stance == "assert" and attribution.head.lemma_ not in _LOOKING_AHEAD


def _is_of_asking(token: Token, attribution: Attribution) -> bool:
    """ "A request for comment", "questions" that were not answered: the asking, not what was asked about."""
    return (
        attribution.head.lemma_ in ("respond", "reply", "return", "answer") and token.lemma_.lower() in QUESTION_NOUNS
    )


def _words(attribution: Attribution, stance: Stance, tokens: Iterable[Token], text: str) -> tuple[str, str]:
    """Who says it, and what, as a person reads it: a clause without its "that"; others with their cue ("vowed to act").

    Who says it is given where it stands before such a cue ("Hale vowed to act"), and is empty of a clause. So too what
    is no clause after a verb that takes one: "showed signs of a shift"; not "quoted him as saying that"...
    """
    if attribution.head.lemma_ in _SUSPECTING and (deed := _deed_of(attribution.head, tokens)):
        return "", words_of(deed, text)
    places = list(attribution.content)
    quotes = any(k.lower_ == "as" and any(g.lemma_ == "say" for g in k.children) for k in attribution.head.children)
    verbless = attribution.head.pos_ == "VERB" and not any(t.pos_ in ("VERB", "AUX") for t in tokens)
    accused = attribution.head.lemma_ in _SUSPECTING and any(k.dep_ == "dobj" for k in attribution.head.children)
    only_a_thing = accused or (verbless and not attribution.quotations and attribution.head.lemma_ != "say")
    is_clause = attribution.entry.complement in ("clause", "to", "noun", "adverb") and not holds_not(attribution.head)
    attitude = _attitude(attribution, stance)
    if (only_a_thing or not is_clause or attitude) and not quotes:
        cue = attitude or [(t.idx, t.idx + len(t)) for t in attribution.cue if t.dep_ != "agent"]
        places = merged([*places, *cue], text)
        with_who = merged([*places, *attribution.source], text)
        words, more = _joined(places, text), _joined(with_who, text)
        if _stands_before_verb(attribution) and more.endswith(" " + words):
            return more.removesuffix(words), words
    return "", _opened(_joined(places, text))


def _attitude(attribution: Attribution, stance: Stance) -> list[Place]:
    """Where a cue stands that tells the attitude to what is not said to be so: "hope", "did not, however, say".

    Nowhere where what makes it none stands elsewhere ("nobody says that it had", "Had Hale said that it had"), or where
    the cue tells nothing ("said which").
    """
    head, cue = attribution.head, attribution.cue
    if force_of(attribution, stance) != "expressive" or attribution.quotations or not any(t.is_alpha for t in cue):
        return []
    words = [t for t in (*cue, *cue_tokens(head)) if head.pos_ in ("VERB", "AUX") or t in cue]
    start, end = min(t.idx for t in words), max(t.idx + len(t) for t in words)
    told = any(start < other < end for place in (*attribution.content, *attribution.source) for other in place)
    shown = any(t.dep_ == "neg" or t.tag_ == "MD" or t.lower_ in _NO for t in words) and not told
    elsewhere = head.lemma_ == "say" or any(is_negated(t) for t in words if t.pos_ in ("VERB", "AUX"))
    if shown or not (elsewhere or is_not_said(attribution) or is_left_open(head)):
        return [(start, end)] if shown else [(t.idx, t.idx + len(t)) for t in cue]
    return []


def _deed_of(verb: Token, within: Iterable[Token]) -> list[Token]:
    """Of "accused the mill of dumping oil" the mill and the dumping; nothing where either is missing, or is no deed."""
    told = list(within)
    whom = next((k for k in verb.children if k.dep_ in ("dobj", "nsubjpass")), None)
    of = sorted(k for k in {*told, *verb.children} if k.lower_ == "of" and k.i > verb.i)
    deed = next((d for k in of for d in k.children if d.dep_ == "pcomp"), None)
    if whom is None or deed is None:
        return []
    by = {t for k in deed.children if k.dep_ == "agent" for t in k.subtree}  # "accused of lying by the police"
    of_whom = [t for t in whom.subtree if t.i < deed.head.i]
    return [t for t in told if t in of_whom or (t in deed.subtree and t not in by)]


def _joined(places: Iterable[Place], text: str) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in places)


def _stands_before_verb(attribution: Attribution) -> bool:
    """Whether who says it may begin the sentence: "Hale vowed to act", not "Hale, who vowed to", "vowing to"."""
    speaker, head = attribution.speaker, attribution.head
    finite = head.tag_ in _FINITE or any(k.dep_ == "aux" and k.tag_ in (*_FINITE, "MD") for k in head.children)
    return speaker is not None and finite and speaker.tag_ not in ("WDT", "WP") and head.dep_ != "relcl"


def _opened(words: str) -> str:
    """ "That it had asked" without its "that", "it was disclosed that ..." without "it", quotations without a comma."""
    return re.sub(r"^(?:[,:;] )?(?:[Ii]t … )?(?:that (?=\S))?", "", words)


def _is_spelled_out(attribution: Attribution, tokens: list[Token]) -> bool:
    """Whether a denial carries what it denies: in a clause, or as an act or thing that is further described.

    "Said the report was false" carries the answer, not the claim; "denied the report" carries neither.
    """
    head = attribution.content_head
    by_cue = attribution.entry.stance in ("deny", "reject") or attribution.head.lemma_ == "dismiss"
    if not by_cue or head is None or only_points(tokens):
        return False
    nouns = (t for t in tokens if t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ not in ("compound", "poss"))
    noun = next(nouns, head)
    if _is_made_by(noun):
        return False
    clauses = (t for t in tokens if t.pos_ in ("VERB", "AUX") and (t.dep_ in _CLAUSES or _is_told(t)))
    if any(t.head.lemma_.lower() not in CLAIM_NOUNS and not _is_after_colon(t, noun) for t in clauses):
        return True  # not "the claims made in court", "the criticism: "We are sound""
    beside = [k for k in (*head.children, *attribution.head.children) if k.i > attribution.head.i and k in tokens]
    described = any(k.dep_ in ("prep", "compound") for k in beside)
    if attribution.head.lemma_ == "deny" and head == noun and _is_some_deed(noun):
        described = True
    return not {head.lemma_.lower(), noun.lemma_.lower()} & CLAIM_NOUNS and noun.pos_ != "PRON" and described


def _is_some_deed(noun: Token) -> bool:
    """ "Any wrongdoing", "an affair", "bribery": what is denied, and no more than that; "the affair" is told before."""
    return noun.pos_ == "NOUN" and all(k.dep_ == "amod" or k.lower_ in ("a", "an", "any") for k in noun.children)


def _is_made_by(noun: Token) -> bool:
    """ "Arguments made by officials seeking a ban", which says whose and not what."""
    is_claim = noun.lemma_.lower() in CLAIM_NOUNS | {"argument"}
    return is_claim and any(k.dep_ == "acl" and k.tag_ == "VBN" for k in noun.children)


def _is_told(clause: Token) -> bool:
    """ "The report that it sank", as the parser may take it; not "the ideology that they find toxic"."""
    return clause.dep_ == "relcl" and not any(k.tag_ in ("WDT", "WP") for k in clause.children)


def _is_after_colon(clause: Token, noun: Token) -> bool:
    """ "Dismissed the criticism: "We are sound"": what is said instead."""
    is_claim = noun.lemma_.lower() in CLAIM_NOUNS and noun.i < clause.i
    return is_claim and any(t.text in (":", "``", "“", '"') for t in noun.doc[noun.i : clause.left_edge.i + 1])


def tokens_within(people: People, places: Iterable[Place]) -> list[Token]:
    """Return the tokens of the page that lie within the places (code points), in text order."""
    doc = people.page.doc
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in places)
    return [token for span in spans if span is not None for token in span]


def spoken_mentions(people: People, places: Iterable[Place]) -> Iterator[Mention]:
    """Yield the actors in the places, and those whom they act for; a name that only tells where in the role "place"."""
    page = people.page
    seen: set[tuple[str, int]] = set()
    for token in tokens_within(people, places):
        person, name = people.person_at(token), people.name_at(token)
        role: MentionRole = "spoken_of"
        if person is not None:
            first, last = next(p for p in person.places if p[0] <= token.i <= p[1])
            keys = [(person.key, person.name), (person.acts_for, person.reason)]
        elif name is not None and name.use != "none":
            first, last = name.first, name.last
            actor = lexicon.actor(name.naming.actor)
            keys = [(actor.key, f"“{page.doc[first : last + 1].text}”"), (actor.acts_for, f"{actor.name}")]
            role = "place" if name.use == "place" else "spoken_of"
        elif name is None and people.may_be_of_a_state(token):
            first = last = token.i
            acting, holder = people.acts_for(token), people.holder(token)
            keys = [(holder, f"“{token.text}”"), acting or (None, "")]
        else:
            continue
        span = page.cut(page.doc[first].idx, page.doc[last].idx + len(page.doc[last]))
        for key, reason in keys:
            if key is not None and (key, first) not in seen:
                seen.add((key, first))
                yield Mention(key, role, span, reason)


def terms_of(tokens: Iterable[Token], people: People) -> tuple[str, ...]:
    """Return the terms of the tokens, each once, sorted."""
    return tuple(sorted({term for token in tokens if (term := _term(token, people)) is not None}))


def _term(token: Token, people: People) -> str | None:
    actor = actor_key(token, people)
    if actor is not None:
        return actor
    lemma = token.lemma_.lower().strip("'’“”\"")
    if token.pos_ not in CARRYING or lemma in _LIGHT or not any(c.isalnum() for c in lemma) or token.is_space:
        return None
    if token.pos_ == "NUM":
        return _FIGURES.get(lemma, lemma).replace(" ", "")
    return common_word(lemma).replace(" ", "")


def actor_key(token: Token, people: People) -> str | None:
    """Return the key of the person or listed actor that the token helps to name: people before countries."""
    person = people.person_at(token)
    if person is not None:
        return person.key
    name = people.name_at(token)
    return name.naming.actor if name is not None else None


def core_of(verb: Token, people: People) -> str | None:
    """Return "RUS ask CHN": the actor that does it, the verb, and the first actor to whom it is done."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    subject = next((k for k in verb.children if k.dep_ == "nsubj"), None)
    agent = _actor_of(subject, people) if subject is not None else None
    if agent is None:
        return None
    others = (_actor_of(token, people) for token in _objects(verb))
    patient = next((other for other in others if other is not None and other != agent), None)
    return f"{agent} {common_word(verb.lemma_.lower())} {patient}" if patient is not None else None


def _objects(verb: Token) -> Iterable[Token]:
    for kid in verb.children:
        if kid.dep_ in _OBJECTS:
            yield kid
            yield from (o for k in kid.children if k.dep_ == "prep" and k.lower_ in _TOWARDS for o in k.children)
        elif kid.dep_ == "prep" and kid.lower_ in _TOWARDS:
            yield from kid.children


def _actor_of(token: Token, people: People) -> str | None:
    acting = people.acts_for(token)
    return acting[0] if acting is not None else actor_key(token, people)
