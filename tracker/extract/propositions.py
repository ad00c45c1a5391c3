"""What a content says, as terms that can be compared later without a parser.

Terms are lemmas of the words that carry meaning, with synonyms made one ("request" and "ask"), and the keys of
actors, so that "Moscow" in one article is "Russia" in another. The core is who does what to whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from tracker.dates import MONTHS, WEEKDAYS
from tracker.extract.certainty import WORDS as CERTAINTY
from tracker.extract.clauses import doer_of, is_negated
from tracker.extract.people import People
from tracker.extract.quantities import WORDS, quantities_in
from tracker.extract.text_places import Place, merged, tokens_of
from tracker.lexicon.synonyms import common_word
from tracker.records import Force, Mention, Proposition
from tracker.terms import DENYING, Stance
from tracker.word_lists import word_list

CARRYING = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_LIGHT = word_list("light_words", "light_in_a_claim") | CERTAINTY | set(MONTHS) | set(WEEKDAYS)
_FIGURES = {word: f"{number:.0f}" for word, number in WORDS.items()}
_FEWEST = 3  # terms of what is denied, where it has no verb: fewer do not tell what it is
_OBJECTS = ("dobj", "dative", "pobj", "attr", "nsubjpass")
_TOWARDS = word_list("grammar_words", "towards")


def proposition_of(
    people: People, cue: Sequence[Place], content: Sequence[Place], kind: tuple[Stance, Force]
) -> Proposition | None:
    """Return the proposition that a content carries; None where the content is empty.

    Of a claim its words are the content; what is demanded, promised or felt has its cue too ("vowed to act").
    """
    if not content:
        return None
    page, (stance, force) = people.page, kind
    tokens = tokens_of(page, content)
    head = head_of(tokens)
    terms = terms_of(tokens, people)
    with_cue = stance == "assert" and force != "assertive"
    text = page.article.text
    places = merged([*content, *(cue if with_cue else ())], text)
    has_verb = any(t.pos_ in ("VERB", "AUX") for t in tokens)
    return Proposition(
        words=" … ".join(" ".join(text[start:end].split()) for start, end in places),
        terms=terms,
        core=core_of(head, people) if head is not None else None,
        negated=head is not None and is_negated(head),
        spelled_out=_is_spelled_out(stance, has_verb=has_verb, terms=len(terms)),
        quantities=quantities_in(tokens),
    )


def _is_spelled_out(stance: Stance, *, has_verb: bool, terms: int) -> bool:
    """Whether an answer tells what it answers ("that it had asked for arms"), and does not only point at it ("it")."""
    if terms >= _FEWEST or stance not in (*DENYING, "no_comment"):
        return True
    return has_verb and stance in DENYING  # of a refusal the verb is often "to comment"


def head_of(tokens: Sequence[Token]) -> Token | None:
    """Return the first verb of the tokens that hangs on none of the others, else the first word that does so."""
    numbers = {t.i for t in tokens}
    tops = [t for t in tokens if (t.head.i not in numbers or t.head == t) and not t.is_punct]
    return next((t for t in tops if t.pos_ in ("VERB", "AUX")), next(iter(tops), None))


def spoken_mentions(people: People, places: Iterable[Place]) -> Iterator[Mention]:
    """Yield the actors in the places, and those whom they act for; a name that only says where in the role "place"."""
    page = people.page
    seen: set[tuple[str, int]] = set()
    for token in tokens_of(page, places):
        person, name = people.person_at(token), people.name_at(token)
        if person is not None:
            first, last = next(p for p in person.places if p[0] <= token.i <= p[1])
        elif name is not None:
            first, last = name.first, name.last
        else:
            continue
        span = page.cut(page.doc[first].idx, page.doc[last].idx + len(page.doc[last]))
        for key, reason, is_place in people.actor_keys(token):
            if (key, first) not in seen:
                seen.add((key, first))
                yield Mention(key, "place" if is_place else "spoken_of", span, reason)


def terms_of(tokens: Iterable[Token], people: People) -> tuple[str, ...]:
    """Return the terms of the tokens, each once, sorted."""
    return tuple(sorted({term for token in tokens if (term := _term(token, people)) is not None}))


def _term(token: Token, people: People) -> str | None:
    actor = people.key_of(token)
    if actor is not None:
        return actor
    lemma = token.lemma_.lower().strip("'’“”\"")
    if token.pos_ not in CARRYING or lemma in _LIGHT or not any(c.isalnum() for c in lemma) or token.is_space:
        return None
    if token.pos_ == "NUM":
        return _FIGURES.get(lemma, lemma).replace(" ", "")
    return common_word(lemma).replace(" ", "")


def core_of(verb: Token, people: People) -> str | None:
    """Return "RUS ask CHN": the actor that does it, the verb, and the first actor to whom it is done."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    doer = doer_of(verb)
    agent = _actor_of(doer, people) if doer is not None else None
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
    person = people.person_at(token)
    if person is not None:
        return person.acts_for or person.key
    number = people.mention_at(token)
    party = people.party(number) if number is not None else None
    return (party.acts_for or party.actor) if party is not None else people.key_of(token)
