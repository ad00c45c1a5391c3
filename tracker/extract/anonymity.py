"""The reason that an article gives for not naming a source.

News gives that reason in set words near the source or in the sentence after it: "who asked not to be named because
the talks are private", "speaking on condition of anonymity in line with army rules". Words that ask for anonymity and
give no reason are no reason.
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
_END = r"[^,;.:\n\"“”–—]+"
_REASONS = any_of(word_list("anonymity_words", "reasons"))
_PURPOSES = any_of(word_list("anonymity_words", "speaking", "purposes"))
_NO_LEAVE_TO = any_of(word_list("anonymity_words", "speaking", "handing_out"))
_MANNERS = any_of(word_list("anonymity_words", "manners"))
_OPENERS = any_of(word_list("grammar_words", "clause_openers"))
_RULES = any_of(word_list("anonymity_words", "rules"))
_LEAVE = any_of(word_list("anonymity_words", "leave"))
# Why: what follows the words that ask for anonymity, in the same clause.
_WHY = re.compile(
    rf"\b(?:{_REASONS}|under (?=[\w’' ]{{0,40}}(?:{_RULES}))|as (?=(?:{_OPENERS})\b)"
    rf"|to (?=(?:(?:{_MANNERS}) )?(?:{_PURPOSES})\b))" + _END,
    re.IGNORECASE,
)
# Fear and a lack of leave are reasons by themselves, whether or not the words ask for anonymity.
_NO_LEAVE = re.compile(
    rf"(?:(?:\bnot|n[’']t) (?:\w+ )?(?:{_LEAVE})|\bunauthori[sz]ed|\black\w* (?:the )?authori[sz]ation) to (?:\w+ )?"
    rf"(?:{_NO_LEAVE_TO})\b[^,;.:\n\"“”–—]*",
    re.IGNORECASE,
)
# Of "who were not allowed to speak".
_NO_LEAVE_OPENING = re.compile(rf"\b(?:{any_of(word_list('anonymity_words', 'clause_reasons'))}) (?:[\w’']+ ){{0,4}}$")
_LONGEST_OPENING = 60  # code points
_FEARING = re.compile(
    r"\b(?:who )?(?:fear(?:s|ed|ing)|(?:is|was|are|were) afraid of)\b[^,;.:\n\"“”–—]+?(?= and\b|[,;.])"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’']?(?:\s|$)|\n")
_REACH = 2  # sentences after the source in which the reason may stand


@dataclass(frozen=True, slots=True)
class _Reason:
    """A reason (code points), and the request for anonymity that it is of; a lack of leave is a request by itself."""

    start: int
    end: int
    request_start: int
    request_end: int


def with_reasons(page: Page, statements: list[Statement]) -> list[Statement]:
    """Return the statements, those of sources that the article says why it does not name with that reason."""
    contents = [(span.start, span.end) for statement in statements for span in statement.content]
    reasons = [r for r in _reasons(page.article.text) if not _is_in_content(r, contents)]
    if not reasons:
        return statements
    sentences = [sentence.start_char for sentence in page.doc.sents]
    whose: dict[str, _Reason] = {}
    for reason in reasons:
        owner = _owner(reason, statements, sentences)
        if owner is not None and owner.speaker is not None:
            whose.setdefault(owner.speaker.id_in(owner.article_id), reason)
    return [_with_reason(page, statement, whose) for statement in statements]


def _is_in_content(reason: _Reason, contents: Iterable[tuple[int, int]]) -> bool:
    """Whether it is part of a content and gives no reason: "who asked not to be named, said it failed because …"."""
    return any(reason.request_end <= start < reason.start < end for start, end in contents)


def _with_reason(page: Page, statement: Statement, whose: dict[str, _Reason]) -> Statement:
    if not _has_unnamed_speaker(statement) or statement.speaker is None:
        return statement
    reason = whose.get(statement.speaker.id_in(statement.article_id))
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
    for leave in _NO_LEAVE.finditer(text):
        opening = _NO_LEAVE_OPENING.search(text, max(0, leave.start() - _LONGEST_OPENING), leave.start())
        yield _trimmed(text, opening.start() if opening else leave.start(), leave.end(), leave.span())


def _trimmed(text: str, start: int, end: int, request: tuple[int, int]) -> _Reason:
    words = text[start:end]
    return _Reason(start + len(words) - len(words.lstrip()), start + len(words.rstrip()), *request)


def _owner(reason: _Reason, statements: Iterable[Statement], sentences: list[int]) -> Statement | None:
    """The unnamed source that a reason is about: in its sentence the last before it, else any; else one near before."""
    here = bisect_right(sentences, reason.request_start)
    near: list[tuple[int, int, Statement]] = []
    for statement in statements:
        if not _has_unnamed_speaker(statement) or not statement.source:
            continue
        start = statement.source[0].start
        behind = here - bisect_right(sentences, start)
        if behind == 0:
            is_before = start <= reason.request_start
            near.append((2 if is_before else 1, start if is_before else -start, statement))
        elif 0 < behind <= _REACH:
            near.append((0, start, statement))
    return max(near, key=lambda one: one[:2])[2] if near else None


def _has_unnamed_speaker(statement: Statement) -> bool:
    return statement.anonymity in ("unnamed", "mixed")
