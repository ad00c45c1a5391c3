"""How certain a statement says its content to be: the words, kept as they stand, and the band they belong to.

ICD 203 (Office of the Director of National Intelligence, 2015) has seven bands of likelihood, each with two names. The
first name stands for the band here. Words that are neither in the standard nor plain synonyms of its words have no
band: "could" and "possible" may mean anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tracker.extract.clauses import subjects_of
from tracker.parsing import Page
from tracker.records import Band, Certainty
from tracker.word_lists import word_list

MODALS = word_list("certainty_words", "modals")
WORDS = word_list("certainty_words", "modals", "hedges")
_LIKELY = word_list("certainty_words", "likely")
_UNLIKELY = word_list("certainty_words", "unlikely")
_CERTAIN = word_list("certainty_words", "certain")
_CHANCES = word_list("certainty_words", "chances")
_SIZES = word_list("certainty_words", "chance_sizes")
_EVEN = word_list("certainty_words", "even_chances")
_STRONGLY = word_list("certainty_words", "strongly")
_ALMOST = word_list("certainty_words", "almost")
_NO_BAND = word_list("certainty_words", "not_a_band")
_NOT = word_list("grammar_words", "negators")
_BEFORE = _STRONGLY | _ALMOST | _NOT | word_list("certainty_words", "degrees")
_PREDICATE = ("acomp", "attr", "oprd", "advmod", "xcomp", "dobj")


def certainty_of(page: Page, clause: Token | None) -> tuple[Certainty, ...]:
    """Return the words that say how certain a clause is, given its verb, in text order, each with its band."""
    spans: list[list[Token]] = []
    for run in sorted(_runs(clause), key=lambda run: run[0].i):
        if spans and run[0].i <= spans[-1][-1].i + 1:  # "could possibly"
            spans[-1] = [*spans[-1], *(t for t in run if t.i > spans[-1][-1].i)]
        else:
            spans.append(run)
    return tuple(_certainty(page, span) for span in spans)


def _runs(head: Token | None) -> Iterator[list[Token]]:
    if head is None:
        return
    near = [head, *head.children]
    for token in {t.i: t for t in (*near, *(k for n in near if n.dep_ in _PREDICATE for k in n.children))}.values():
        if token.lower_ in _CHANCES and token.dep_ in _PREDICATE and (run := _chance_words(token)):
            yield run
        elif token.lower_ in WORDS and _expresses_certainty(token):
            yield _widened(token)


def _expresses_certainty(token: Token) -> bool:
    """Whether a word says how certain something is: not the month of May, "a certain clerk", "a remote village"."""
    if token.lower_ in MODALS:
        return token.tag_ == "MD"
    if token.lower_ != "remote":
        return token.dep_ != "amod"
    return any(subject.lemma_.lower() in _CHANCES for subject in subjects_of(token.head))


def _chance_words(noun: Token) -> list[Token]:
    """Of "there was a roughly even chance of rain" the words from the article to the noun, if they give its size."""
    run = list(noun.doc[noun.left_edge.i : noun.i + 1])
    return run if any(t.lower_ in _SIZES for t in run) else []


def _widened(token: Token) -> list[Token]:
    """The word with what stands right before it ("not very likely", "isn't certain") and after it ("may not")."""
    doc, sentence = token.doc, token.sent
    first, last = token.i, token.i + 1
    while first > sentence.start and doc[first - 1].lower_ in _BEFORE:
        first -= 1
    if doc[first].lower_ in _NOT - {"not"} and first > sentence.start:
        first -= 1
    if token.tag_ == "MD" and last < sentence.end and doc[last].lower_ in _NOT:
        last += 1
    if doc[last : min(last + 2, sentence.end)].text.lower() == "than not":
        last += 2
    return list(doc[first:last])


def _certainty(page: Page, run: list[Token]) -> Certainty:
    span = page.cut(run[0].idx, run[-1].idx + len(run[-1]))
    return Certainty(span.start, span.end, span.words, band_of({t.lower_ for t in run}))


def band_of(words: set[str]) -> Band | None:
    """Return the band of ICD 203 that the words of one expression name, in small letters; None where they name none."""
    negated = bool(words & _NOT)
    if words & _CHANCES:
        return _band_of_chance(words)
    if words & _UNLIKELY:
        return None if negated or words & {"more", "less"} else _strong(words, "very unlikely", "unlikely")
    if words & _LIKELY:
        if words & _NO_BAND:
            return "likely" if "than" in words and "more" in words else None
        return "unlikely" if negated else _strong(words, "very likely", "likely")
    if words & _CERTAIN:
        return "almost certain" if words & _ALMOST and not negated else None
    return "almost no chance" if "remote" in words and not negated else None


def _band_of_chance(words: set[str]) -> Band | None:
    if words & _EVEN:
        return "roughly even chance"
    return "almost no chance" if "remote" in words or ("no" in words and words & _ALMOST) else None


def _strong(words: set[str], strong: Band, plain: Band) -> Band:
    return strong if words & _STRONGLY else plain
