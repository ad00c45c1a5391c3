"""What the content of a statement says, as terms that can be compared without a parser.

Terms are lemmas of content words, one for all synonyms ("request" and "ask"), and the keys of actors, so that "Moscow"
in one article is "Russia" in another. The core is who does what to whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from tracker.dates import MONTHS, WEEKDAYS
from tracker.extract.certainty import CERTAINTY_WORDS
from tracker.extract.clauses import doer_of, is_negated
from tracker.extract.people import People
from tracker.extract.quantities import NUMBER_WORDS, quantities_in
from tracker.extract.text_places import Place, merged, tokens_of
from tracker.lexicon.synonyms import common_word
from tracker.records import Force, Mention, Proposition
from tracker.terms import DENYING, Stance
from tracker.word_lists import word_list

_CONTENT_WORDS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")  # parts of speech
_LIGHT_WORDS = word_list("light_words", "light_in_a_claim") | CERTAINTY_WORDS | set(MONTHS) | set(WEEKDAYS)
_FIGURES = {word: f"{number:.0f}" for word, number in NUMBER_WORDS.items()}
_FEWEST_TERMS = 3  # of a denied content without a verb: fewer only point at what is denied
# Relations to a verb of what its act is done to; the subject of a passive is one.
_OBJECTS = ("dobj", "dative", "pobj", "attr", "nsubjpass")
_TOWARDS = word_list("grammar_words", "towards")


def proposition_of(
    people: People, cue: Sequence[Place], content: Sequence[Place], kind: tuple[Stance, Force]
) -> Proposition | None:
    """Return the proposition of a content; None where the content is empty.

    Its words are those of the content; what is demanded, promised or felt has its cue too ("vowed to act").
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
    """Whether it says itself what an answer answers ("that it had asked for arms"), and is no mere "it"; else true."""
    if terms >= _FEWEST_TERMS or stance not in (*DENYING, "no_comment"):
        return True
    return has_verb and stance in DENYING  # of a refusal the verb is often "to comment"


def head_of(tokens: Sequence[Token]) -> Token | None:
    """Return the first verb of the tokens that depends on none of the others, else the first such word."""
    numbers = {t.i for t in tokens}
    tops = [t for t in tokens if (t.head.i not in numbers or t.head == t) and not t.is_punct]
    return next((t for t in tops if t.pos_ in ("VERB", "AUX")), next(iter(tops), None))


def spoken_mentions(people: People, places: Iterable[Place]) -> Iterator[Mention]:
    """Yield the actors in the places and those they act for, with the role "place" where a name only says where."""
    page = people.page
    seen: set[tuple[str, int]] = set()
    for token in tokens_of(page, places):
        person, name = people.person_at(token), people.name_at(token)
        if person is not None:
            first, last = next(p for p in person.token_runs if p[0] <= token.i <= p[1])
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
    if (
        token.pos_ not in _CONTENT_WORDS
        or lemma in _LIGHT_WORDS
        or not any(c.isalnum() for c in lemma)
        or token.is_space
    ):
        return None
    if token.pos_ == "NUM":
        return _FIGURES.get(lemma, lemma).replace(" ", "")
    return common_word(lemma).replace(" ", "")


def core_of(verb: Token, people: People) -> str | None:
    """Return agent, verb and first patient, "RUS ask CHN"; None unless both actors are known."""
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    doer = doer_of(verb)
    agent = _actor_of(doer, people) if doer is not None else None
    if agent is None:
        return None
    actors = (_actor_of(token, people) for token in _objects(verb))
    patient = next((actor for actor in actors if actor is not None and actor != agent), None)
    return f"{agent} {common_word(verb.lemma_.lower())} {patient}" if patient is not None else None


def _objects(verb: Token) -> Iterable[Token]:
    """Yield the objects of a verb, and those of "to", "with" and the like at the verb or an object."""
    for kid in verb.children:
        if kid.dep_ in _OBJECTS:
            yield kid
            towards = (below for below in kid.children if below.dep_ == "prep" and below.lower_ in _TOWARDS)
            yield from (noun for preposition in towards for noun in preposition.children)
        elif kid.dep_ == "prep" and kid.lower_ in _TOWARDS:
            yield from kid.children


def _actor_of(token: Token, people: People) -> str | None:
    """The key of the actor that a noun names or describes, or rather of the one that it acts for."""
    person = people.person_at(token)
    if person is not None:
        return person.acts_for or person.key
    number = people.mention_at(token)
    party = people.party(number) if number is not None else None
    return (party.acts_for or party.actor) if party is not None else people.key_of(token)
