"""Gives each quotation to the statement that it belongs to.

A quotation that overlaps the content of a statement widens it; any other utterance is the content of the verb of
saying beside it; one with no such verb goes on from the quotation before it ('"We came," she said. "We saw."'), in
its paragraph or, where that one was left open, in the next. A few quoted words within a clause are a phrase, not an
utterance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from tracker.extract.attributions import Attribution, Place, cue_tokens, entries_of, find_speaker, merged, places_of
from tracker.extract.quotations import Quotation, find_quotations
from tracker.parsing import Page

_REACH = 14  # tokens from a quotation to its verb of saying: `," the minister for trade of Italy said`
_NEAR = 2_000  # code points from a quotation to the cue of the statement that it belongs to
_UTTERANCE = 5  # words: a shorter quotation within a clause is a phrase that the writer borrows


def with_utterances(page: Page, attributions: list[Attribution]) -> list[Attribution]:
    """Return the attributions with their quotations, and those that only a quotation shows, in text order."""
    quotations = find_quotations(page.article.text)
    utterances = _Utterances(page, quotations, attributions)
    last: Attribution | None = None
    for quotation in quotations:
        owner = utterances.widened(quotation) or utterances.beside(quotation) or utterances.going_on(last, quotation)
        if owner is not None:
            owner.quotations.append(quotation)
            last = owner
    return sorted([*attributions, *utterances.new], key=lambda a: (a.cue[0].i, a.content))


class _Utterances:
    """The statements and quotations of one page, by place."""

    def __init__(self, page: Page, quotations: list[Quotation], attributions: list[Attribution]) -> None:
        self._doc, self._text = page.doc, page.article.text
        self._inside = _tokens_inside(page.doc, quotations)
        self._known = sorted(attributions, key=lambda a: a.head.idx)
        self._by_head = {a.head.i: a for a in attributions}
        self.new: list[Attribution] = []

    def widened(self, quotation: Quotation) -> Attribution | None:
        """The outermost statement whose cue stands outside the quotation and whose content overlaps it, widened."""
        owner: Attribution | None = None
        for attribution in self._near(quotation):
            if self._inside.get(attribution.head.i) == quotation or not _overlap(attribution.content, quotation):
                continue
            if owner is None or attribution.head.idx < owner.head.idx < quotation.start:
                owner = attribution
        if owner is not None:
            owner.content = merged([*owner.content, (quotation.start, quotation.end)], self._text)
            owner.content = _without_own_words(owner)
        return owner

    def beside(self, quotation: Quotation) -> Attribution | None:
        """The statement of the verb of saying after or before the quotation, made if there is none yet."""
        verb = self._verb_after(quotation) or self._verb_before(quotation) if self._is_utterance(quotation) else None
        if verb is None:
            return None
        place = (quotation.start, quotation.end)
        known = self._by_head.get(verb.i)
        if known is not None:
            known.content = merged([*known.content, place], self._text)
            return known
        entry, first = entries_of(verb)["clause"], self._doc[self._number_at(quotation.start)]
        made = Attribution(verb, entry, cue_tokens(verb), [place], first, find_speaker(verb))
        self._by_head[verb.i] = made
        self.new.append(made)
        return made

    def going_on(self, last: Attribution | None, quotation: Quotation) -> Attribution | None:
        """The last statement, where the quotation goes on from its own."""
        if last is None or not last.quotations or not self._is_utterance(quotation):
            return None
        between = self._text[max(last.content[-1][1], last.head.idx) : quotation.start]
        if last.quotations[-1].is_open:
            goes_on = not between.strip()
        else:
            goes_on = "\n" not in between and between.count(".") <= 1
        if goes_on:
            last.content.append((quotation.start, quotation.end))
        return last if goes_on else None

    def _near(self, quotation: Quotation) -> list[Attribution]:
        bounds = (quotation.start - _NEAR, quotation.end + _NEAR)
        first, last = (bisect_left(self._known, place, key=lambda a: a.head.idx) for place in bounds)
        return self._known[first:last]

    def _is_utterance(self, quotation: Quotation) -> bool:
        words = self._text[quotation.start : quotation.end]
        return len(words.split()) >= _UTTERANCE or words.rstrip("\"'”’»“").endswith((".", ",", "!", "?"))

    def _verb_after(self, quotation: Quotation) -> Token | None:
        if quotation.is_open or self._text[quotation.end - 2 : quotation.end - 1] == ".":
            return None
        at = self._number_at(quotation.end)
        for token in self._doc[at : at + _REACH]:
            if token.i in self._inside or token.text in (".", "!", "?", ";") or token.is_space:
                return None
            if _is_saying(token):
                return token
        return None

    def _verb_before(self, quotation: Quotation) -> Token | None:
        at = self._number_at(quotation.start)
        for token in reversed(self._doc[max(0, at - _REACH) : at]):
            if token.i in self._inside or token.text in (".", "!", "?") or self._ends_paragraph(token):
                return None
            if _is_saying(token):
                return token
        return None

    def _ends_paragraph(self, token: Token) -> bool:
        return token.is_space and "\n" in self._text[token.idx : token.idx + len(token)]

    def _number_at(self, place: int) -> int:
        """The number of the first token that begins at `place` (code points) or after it."""
        return bisect_left(self._doc, place, key=lambda token: token.idx)


def _tokens_inside(doc: Doc, quotations: list[Quotation]) -> dict[int, Quotation]:
    """The quotation that each quoted token stands in, by the token's number."""
    inside: dict[int, Quotation] = {}
    ordered = iter(quotations)
    current = next(ordered, None)
    for token in doc:
        while current and token.idx >= current.end:
            current = next(ordered, None)
        if current and token.idx >= current.start:
            inside[token.i] = current
    return inside


def _is_saying(token: Token) -> bool:
    return token.pos_ == "VERB" and "clause" in entries_of(token)


def _overlap(content: Iterable[Place], quotation: Quotation) -> bool:
    return any(start < quotation.end and quotation.start < end for start, end in content)


def _without_own_words(attribution: Attribution) -> list[Place]:
    """A widened content never covers its own cue or source."""
    apart = [*places_of(attribution.cue), *attribution.source]
    left = [p for p in attribution.content if not any(a[0] < p[1] and p[0] < a[1] for a in apart)]
    return left or attribution.content
