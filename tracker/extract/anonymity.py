"""The reason that an article gives for not naming a source.

News gives it in set phrases beside the source or in the sentences after it: "who asked not to be named because the
talks are private", "speaking on condition of anonymity in line with army rules". A request for anonymity alone is no
reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.parsing import Page
from tracker.records import Statement
from tracker.word_lists import any_of, word_list

_NAMING = any_of(word_list("anonymity_words", "naming"))
_NAMED = r"(?:named|identified|quoted by name)"
# Words that ask for a source not to be named, or say that it is not.
_ASKS_NOT_TO_BE_NAMED = re.compile(
    r"\banonym(?:ity|ous|ously)\b"
    r"|\bcondition that (?:\w+ ){1,5}?(?:not|n[o’']t|never) (?:\w+ ){0,3}?" + _NAMED + r"|\bnot for attribution\b"
    r"|(?:\bnot|\bnever|n[’']t|\bdeclin\w+|\brefus\w+|\bwithout|\bavoid) (?:\w+ ){0,4}?" + _NAMED + r"\b"
    rf"|(?:\bnot|\bnever|n[’']t|\bdeclin\w+|\brefus\w+|\bwithout) (?:\w+ ){{0,3}}?(?:{_NAMING})\w* "
    r"(?:his|her|their)(?: \w+)? names?\b"
    r"|\bnames? (?:\w+ ){0,2}?withheld\b|\bwithh[eo]ld\w* (?:his|her|their)(?: \w+)? names?\b",
    re.IGNORECASE,
)
_REST_OF_CLAUSE = r"[^,;.:\n\"“”–—]+"
_REASONS = any_of(word_list("anonymity_words", "reasons"))
_PURPOSES = any_of(word_list("anonymity_words", "speaking", "purposes"))
_NOT_PERMITTED_TO = any_of(word_list("anonymity_words", "speaking", "handing_out"))
_MANNERS = any_of(word_list("anonymity_words", "manners"))
_OPENERS = any_of(word_list("grammar_words", "clause_openers"))
_RULES = any_of(word_list("anonymity_words", "rules"))
_ALLOWED = any_of(word_list("anonymity_words", "leave"))
# The reason, after a request for anonymity.
_WHY = re.compile(
    rf"\b(?:{_REASONS}|under (?=[\w’' ]{{0,40}}(?:{_RULES}))|as (?=(?:{_OPENERS})\b)"
    rf"|to (?=(?:(?:{_MANNERS}) )?(?:{_PURPOSES})\b))" + _REST_OF_CLAUSE,
    re.IGNORECASE,
)
# A lack of permission to speak is a reason by itself, without a request for anonymity.
_NOT_PERMITTED = re.compile(
    rf"(?:(?:\bnot|n[’']t) (?:\w+ )?(?:{_ALLOWED})|\bunauthori[sz]ed|\black\w* (?:the )?authori[sz]ation) to (?:\w+ )?"
    rf"(?:{_NOT_PERMITTED_TO})\b[^,;.:\n\"“”–—]*",
    re.IGNORECASE,
)
# What such a reason begins with: the "who were" of "who were not allowed to speak".
_CLAUSE_OPENING = re.compile(rf"\b(?:{any_of(word_list('anonymity_words', 'clause_reasons'))}) (?:[\w’']+ ){{0,4}}$")
_LONGEST_OPENING = 60  # code points before a lack of permission in which it is sought
# Fear is a reason before a request for anonymity, in its clause.
_FEARING = re.compile(
    r"\b(?:who )?(?:fear(?:s|ed|ing)|(?:is|was|are|were) afraid of)\b[^,;.:\n\"“”–—]+?(?= and\b|[,;.])"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’']?(?:\s|$)|\n")
_SENTENCES_AFTER = 2  # sentences after the source in which the reason may stand


@dataclass(frozen=True, slots=True)
class _Reason:
    """Where a reason stands, and its request for anonymity (code points); a lack of permission is both."""

    start: int
    end: int
    request_start: int
    request_end: int


def with_reasons(page: Page, statements: list[Statement]) -> list[Statement]:
    """Return the statements, with the reason why the speaker is unnamed where the article gives one.

    It holds for all statements of a speaker.
    """
    contents = [(span.start, span.end) for statement in statements for span in statement.content]
    reasons = [reason for reason in _reasons(page.article.text) if not _is_in_content(reason, contents)]
    if not reasons:
        return statements
    sentences = [sentence.start_char for sentence in page.doc.sents]
    reasons_by_speaker: dict[str, _Reason] = {}
    for reason in reasons:
        statement = _statement_of(reason, statements, sentences)
        if statement is not None and statement.speaker is not None:
            reasons_by_speaker.setdefault(statement.speaker.id_in(statement.article_id), reason)
    return [_with_reason(page, statement, reasons_by_speaker) for statement in statements]


def _is_in_content(reason: _Reason, contents: Iterable[tuple[int, int]]) -> bool:
    """Whether it is part of what the source says: "who asked not to be named, said it failed because …"."""
    return any(reason.request_end <= start < reason.start < end for start, end in contents)


def _with_reason(page: Page, statement: Statement, reasons_by_speaker: dict[str, _Reason]) -> Statement:
    if not _has_unnamed_speaker(statement) or statement.speaker is None:
        return statement
    reason = reasons_by_speaker.get(statement.speaker.id_in(statement.article_id))
    return replace(statement, why_unnamed=page.cut(reason.start, reason.end)) if reason is not None else statement


def _reasons(text: str) -> Iterator[_Reason]:
    for request in _ASKS_NOT_TO_BE_NAMED.finditer(text):
        sentence_end = _SENTENCE_END.search(text, request.end())
        end = sentence_end.start() if sentence_end else len(text)
        why = _WHY.search(text, request.end(), end)
        if why is not None:
            yield _trimmed(text, why.start(), why.end(), request.span())
            continue
        start = max(text.rfind(mark, 0, request.start()) for mark in ",.\n") + 1
        feared = _FEARING.search(text, start, end)
        if feared is not None:
            yield _trimmed(text, feared.start(), feared.end(), request.span())
    for not_permitted in _NOT_PERMITTED.finditer(text):
        start, end = not_permitted.span()
        opening = _CLAUSE_OPENING.search(text, max(0, start - _LONGEST_OPENING), start)
        yield _trimmed(text, opening.start() if opening else start, end, (start, end))


def _trimmed(text: str, start: int, end: int, request: tuple[int, int]) -> _Reason:
    words = text[start:end]
    return _Reason(start + len(words) - len(words.lstrip()), start + len(words.rstrip()), *request)


def _statement_of(reason: _Reason, statements: Iterable[Statement], sentences: list[int]) -> Statement | None:
    """The statement of the unnamed source whose reason it is.

    The last before the request in its sentence goes first, then the first after it there, then the last of the two
    sentences before.
    """
    here = bisect_right(sentences, reason.request_start)
    candidates: list[tuple[int, int, Statement]] = []  # the greatest first two numbers are the best
    for statement in statements:
        if not _has_unnamed_speaker(statement) or not statement.source:
            continue
        start = statement.source[0].start
        sentences_after = here - bisect_right(sentences, start)
        if sentences_after == 0:
            is_before = start <= reason.request_start
            candidates.append((2 if is_before else 1, start if is_before else -start, statement))
        elif 0 < sentences_after <= _SENTENCES_AFTER:
            candidates.append((0, start, statement))
    return max(candidates, key=lambda candidate: candidate[:2])[2] if candidates else None


def _has_unnamed_speaker(statement: Statement) -> bool:
    return statement.anonymity in ("unnamed", "mixed")
