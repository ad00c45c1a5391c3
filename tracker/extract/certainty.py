"""How certain a statement says its content to be: the words, as they stand, and the band of likelihood they name.

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

_MODALS = word_list("certainty_words", "modals")
CERTAINTY_WORDS = word_list("certainty_words", "modals", "hedges")
_LIKELY = word_list("certainty_words", "likely")
_UNLIKELY = word_list("certainty_words", "unlikely")
_CERTAIN = word_list("certainty_words", "certain")
_CHANCE_NOUNS = word_list("certainty_words", "chances")
_CHANCE_SIZES = word_list("certainty_words", "chance_sizes")
_EVEN = word_list("certainty_words", "even_chances")
_STRONGLY = word_list("certainty_words", "strongly")
_ALMOST = word_list("certainty_words", "almost")
_NO_BAND = word_list("certainty_words", "not_a_band")
_NEGATORS = word_list("grammar_words", "negators")
_INTENSIFIERS = _STRONGLY | _ALMOST | _NEGATORS | word_list("certainty_words", "degrees")
# Relations of a predicate or object to its verb: its dependents too are searched for words of certainty.
_PREDICATES = ("acomp", "attr", "oprd", "advmod", "xcomp", "dobj")


def certainty_of(page: Page, head: Token | None) -> tuple[Certainty, ...]:
    """Return the words that say how certain a clause with that head is, in text order, each with its band."""
    merged: list[list[Token]] = []
    for run in sorted(_certainty_runs(head), key=lambda run: run[0].i):
        if merged and run[0].i <= merged[-1][-1].i + 1:  # "could possibly"
            merged[-1] = [*merged[-1], *(t for t in run if t.i > merged[-1][-1].i)]
        else:
            merged.append(run)
    return tuple(_certainty(page, run) for run in merged)


def _certainty_runs(head: Token | None) -> Iterator[list[Token]]:
    """Yield the runs of tokens around each word of certainty at the head, its dependents, or its predicates."""
    if head is None:
        return
    near = [head, *head.children]
    for token in {t.i: t for t in (*near, *(k for n in near if n.dep_ in _PREDICATES for k in n.children))}.values():
        if token.lower_ in _CHANCE_NOUNS and token.dep_ in _PREDICATES and (run := _sized_chance(token)):
            yield run
        elif token.lower_ in CERTAINTY_WORDS and _expresses_certainty(token):
            yield _widened(token)


def _expresses_certainty(token: Token) -> bool:
    """Whether a word says how certain something is: not the month of May, "a certain clerk", "a remote village"."""
    if token.lower_ in _MODALS:
        return token.tag_ == "MD"
    if token.lower_ != "remote":
        return token.dep_ != "amod"
    return any(subject.lemma_.lower() in _CHANCE_NOUNS for subject in subjects_of(token.head))


def _sized_chance(noun: Token) -> list[Token]:
    """The words of a chance from its article to the noun ("a roughly even chance"), none unless they give its size."""
    run = list(noun.doc[noun.left_edge.i : noun.i + 1])
    return run if any(t.lower_ in _CHANCE_SIZES for t in run) else []


def _widened(token: Token) -> list[Token]:
    """A word of certainty with its intensifiers and negators: "not very likely", "isn't certain", "may not"."""
    doc, sentence = token.doc, token.sent
    first, last = token.i, token.i + 1
    while first > sentence.start and doc[first - 1].lower_ in _INTENSIFIERS:
        first -= 1
    if doc[first].lower_ in _NEGATORS - {"not"} and first > sentence.start:
        first -= 1
    if token.tag_ == "MD" and last < sentence.end and doc[last].lower_ in _NEGATORS:
        last += 1
    if doc[last : min(last + 2, sentence.end)].text.lower() == "than not":
        last += 2
    return list(doc[first:last])


def _certainty(page: Page, run: list[Token]) -> Certainty:
    span = page.cut(run[0].idx, run[-1].idx + len(run[-1]))
    return Certainty(span.start, span.end, span.words, band_of({t.lower_ for t in run}))


def band_of(words: set[str]) -> Band | None:
    """Return the band of ICD 203 that the words of one expression, in small letters, name; None for none."""
    negated = bool(words & _NEGATORS)
    if words & _CHANCE_NOUNS:
        return _band_of_chance(words)
    if words & _UNLIKELY:
        return None if negated or words & {"more", "less"} else _band_by_strength(words, "very unlikely", "unlikely")
    if words & _LIKELY:
        if words & _NO_BAND:
            return "likely" if "than" in words and "more" in words else None
        return "unlikely" if negated else _band_by_strength(words, "very likely", "likely")
    if words & _CERTAIN:
        return "almost certain" if words & _ALMOST and not negated else None
    return "almost no chance" if "remote" in words and not negated else None


def _band_of_chance(words: set[str]) -> Band | None:
    if words & _EVEN:
        return "roughly even chance"
    return "almost no chance" if "remote" in words or ("no" in words and words & _ALMOST) else None


def _band_by_strength(words: set[str], strong: Band, plain: Band) -> Band:
    return strong if words & _STRONGLY else plain
