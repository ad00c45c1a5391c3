"""The quantities in a content: how many of what, so that two accounts of one thing can be compared.

"About 20 soldiers" is a range around twenty, "at least 20" one without an upper bound; a figure that counts nothing
("in 1998", "room 12") is no quantity. The width of a hedged figure was chosen by hand: a fifth either way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tracker.lexicon.synonyms import common_word
from tracker.records import Quantity
from tracker.word_lists import meanings, numbers, word_list

NUMBER_WORDS = {word: float(number) for word, number in numbers("number_words", "small", "tens").items()}
_SCALES = {word: float(number) for word, number in numbers("number_words", "scales").items()}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SIGNS = meanings("number_words", "signs")
_UNITS = meanings("number_words", "units")
_ABOUT = word_list("number_words", "about", "about_a_figure")
_AT_LEAST = word_list("number_words", "at_least")
_AT_MOST = word_list("number_words", "at_most")
_BESIDE_A_BOUND = word_list("number_words", "beside_a_bound")
_HEDGE = 0.2  # of a hedged figure, either way
_NEAR = 3  # tokens before a figure that may hedge it, and after it in which the counted noun is sought


def quantities_in(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """Return the quantities that the tokens (in text order) name, each once."""
    quantities = (_quantity(figure) for figure in _figures(tokens))
    return tuple(dict.fromkeys(quantity for quantity in quantities if quantity is not None))


def _figures(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the runs of tokens that each spell a figure: "1.2 million", "two dozen", "85"."""
    run: list[Token] = []
    for token in tokens:
        if _value([token]) is not None and (not run or (token.i == run[-1].i + 1 and token.lower_ in _SCALES)):
            run.append(token)
            continue
        if run:
            yield run
        run = [token] if _value([token]) is not None else []
    if run:
        yield run


def _quantity(figure: Sequence[Token]) -> Quantity | None:
    value, counted = _value(figure), _counted(figure)
    return Quantity(*_range(figure, value), counted) if value is not None and counted is not None else None


def _value(words: Sequence[Token]) -> float | None:
    """The number that words spell, in letters or digits; None where any of them is no part of one."""
    total, found = 0.0, False
    for word in words:
        for part in word.lower_.strip("$€£¥%").split("-"):
            if part in _SCALES:
                total, found = (total if found else 1.0) * _SCALES[part], True
            elif part in NUMBER_WORDS:
                total, found = total + NUMBER_WORDS[part], True
            elif _DIGITS.fullmatch(part):
                total, found = total + float(part.replace(",", "")), True
            else:
                return None
    return total if found else None


def _counted(figure: Sequence[Token]) -> str | None:
    """The lemma of what is counted: the sign or unit beside the figure, else the noun that it modifies or precedes."""
    first, last = figure[0], figure[-1]
    doc, sign = first.doc, first.lower_[:1] if not first.is_alpha else ""
    before = doc[first.i - 1].lower_ if first.i else ""
    if sign in _SIGNS or before in _SIGNS:
        return _SIGNS.get(sign) or _SIGNS[before]
    if last.head.pos_ in ("NOUN", "PROPN") and last.i < last.head.i <= last.i + 2 * _NEAR:
        return _lemma(last.head)
    for token in doc[last.i + 1 : last.i + 1 + _NEAR]:
        if token.lower_ in _SIGNS or token.lower_ in _UNITS or token.pos_ == "NOUN":
            return _lemma(token)
        if token.pos_ not in ("ADJ", "ADP") or (token.lower_ not in ("per", "of") and token.pos_ == "ADP"):
            return None
    return None


def _lemma(noun: Token) -> str:
    return _SIGNS.get(noun.lower_) or _UNITS.get(noun.lower_) or common_word(noun.lemma_.lower())


def _range(figure: Sequence[Token], value: float) -> tuple[float, float]:
    """The lowest and highest number that a figure stands for, with the hedges and bounds before it."""
    before = {token.lower_ for token in figure[0].doc[max(0, figure[0].i - _NEAR) : figure[0].i]}
    if before & _BESIDE_A_BOUND:
        if before & _AT_LEAST:
            return value, math.inf
        if before & _AT_MOST:
            return -math.inf, value
    if before & _ABOUT or figure[-1].lower_ == "dozen":
        return value * (1 - _HEDGE), value * (1 + _HEDGE)
    return value, value
