"""What a person types to search for, as a query that FTS5 takes, or a sentence that says what is wrong with it.

The language is FTS5's own: AND, OR and NOT in capitals, "phrases", beginnings (drone*), NEAR(a b, 5), ^first, a + b and
title: or text: (https://sqlite.org/fts5.html#full_text_query_syntax). It is read here and written anew with every word
between quotation marks. So what FTS5 would refuse in a bare word (Taiwan's, anti-tank, $5bn) is searched for as it
stands, and nothing typed reaches FTS5 as anything but a word. The words of `--about` have no operators: all of them
must be there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from tracker.errors import UsageError
from tracker.terms import encodable

_LONGEST = 2_000  # code points
_DEEPEST = 40  # brackets within each other; FTS5 takes 256 levels
_NEAR, _FARTHEST = 10, 1_000  # words that NEAR lets stand between: as FTS5 has it, and at most
_OPERATORS = ("AND", "OR", "NOT")
_FILTERS = ("actor", "article", "outlet", "since", "until")
_QUOTES = str.maketrans("“”„‟", '""""')
_TOKEN = re.compile(
    r"""(?P<phrase>"(?:[^"]|"")*")
    |(?P<near>NEAR\((?:"[^"]*"|[^()"])*\))|(?P<far>NEAR\()
    |(?P<open>\()|(?P<close>\))|(?P<star>\*)|(?P<first>\^)|(?P<plus>\+(?=[\s"]|$))
    |(?P<minus>-(?=["(]))
    |(?P<column>(?i:title|text)\s?:)|(?P<unknown>[^\W\d_]+:(?=["(\w]))
    |(?P<bare>[^\s"()*^]+)|(?P<broken>")""",
    re.VERBOSE,
)
_INSIDE_NEAR = re.compile(r"(?P<words>.*?)(?:,\s*(?P<number>\d+)\s*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Search:
    """A query for FTS5, and whether it asks for a column of articles, which nothing else has."""

    match: str
    in_columns: bool


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of what was typed: its kind, its text, and where it starts and ends in code points."""

    kind: str
    text: str
    start: int
    end: int


def read_search(typed: str) -> Search:
    """Return what was typed as a query for FTS5; UsageError that says where and what is wrong, and how to write it."""
    text = encodable(typed.replace("\0", " ")).translate(_QUOTES)
    if len(text) > _LONGEST:
        raise UsageError(f"the search is longer than {_LONGEST} characters: leave some of it out")
    reader = _Reader(text, _tokens(text))
    return Search(reader.whole(), any(token.kind == "column" for token in reader.tokens))


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind, word = str(match.lastgroup), match[0]
        if kind == "bare" and not _is_searched(word):
            continue  # a mark between words: "drones – request", "Johnson & Johnson"
        found.append(_Token(word if kind == "bare" and word in _OPERATORS else kind, word, *match.span()))
    return found


def _is_searched(word: str) -> bool:
    """Whether a word has anything that the index holds: letters and figures."""
    return any(character.isalnum() for character in word)


@dataclass(slots=True)
class _Reader:
    """Reads tokens from left to right. OR binds least, then AND, then NOT, and words beside each other most."""

    text: str
    tokens: list[_Token]
    at: int = 0
    depth: int = 0

    @property
    def now(self) -> _Token:
        """The next token; of the kind "end" where there is none."""
        return self.tokens[self.at] if self.at < len(self.tokens) else _Token("end", "", len(self.text), len(self.text))

    @property
    def before(self) -> _Token | None:
        """The token before the next one."""
        return self.tokens[self.at - 1] if self.at else None

    def take(self, *kinds: str) -> _Token | None:
        """Return the next token and go on, if it is one of these kinds."""
        token = self.now
        self.at += token.kind in kinds
        return token if token.kind in kinds else None

    def whole(self) -> str:
        """Return the whole as FTS5 takes it."""
        if not self.tokens:
            raise UsageError('there is no word to search for: type one, as in `tracker search "drones AND request"`')
        found = self.any_of()
        if self.now.kind != "end":
            self.wrong("it closes a bracket that was not opened", "leave it out, or put “(” where it begins")
        return found

    def any_of(self) -> str:
        """Return what is asked for up to the end of a bracket, or of all."""
        return self.joined("OR", lambda: self.joined("AND", lambda: self.joined("NOT", self.all_of)))

    def joined(self, operator: str, part: Callable[[], str]) -> str:
        """Return one part, or several with an operator between them."""
        parts = [part()]
        while self.take(operator):
            parts.append(part())
        return f"({f' {operator} '.join(parts)})" if len(parts) > 1 else parts[0]

    def all_of(self) -> str:
        """Return what words beside each other ask for: all of them."""
        parts = [self.one()]
        while self.now.kind not in (*_OPERATORS, "close", "end"):
            parts.append(self.one())
        return f"({' AND '.join(parts)})" if len(parts) > 1 else parts[0]

    def one(self) -> str:
        """Return what a phrase, a bracket, NEAR or a column asks for."""
        if self.take("open"):
            return self.bracket()
        if near := self.take("near"):
            return self.near(near)
        if column := self.take("column"):
            return f"{column.text.rstrip(' :').lower()} : ({self.one()})"
        first = "^ " if self.take("first") else ""
        parts = [self.phrase()]
        while self.take("plus"):
            parts.append(self.phrase())
        return first + " + ".join(parts)

    def bracket(self) -> str:
        """Return what stands in a bracket that was opened."""
        self.depth += 1
        if self.depth > _DEEPEST:
            self.wrong(f"more than {_DEEPEST} brackets stand within each other", "leave some out")
        found = self.any_of()
        if not self.take("close"):
            self.wrong("a bracket is still open", "put “)” where it ends")
        self.depth -= 1
        return found

    def near(self, token: _Token) -> str:
        """Return NEAR with its phrases, and how many words may stand between them."""
        inside = _INSIDE_NEAR.fullmatch(token.text[5:-1])
        words = inside["words"] if inside else ""
        reader = _Reader(self.text, [_moved(one, token.start + 5) for one in _tokens(words)])
        phrases = []
        while reader.now.kind != "end":
            if reader.now.kind in _OPERATORS:
                reader.wrong("NEAR takes words and phrases alone", f"leave {reader.now.text} out")
            phrases.append(reader.phrase())
        if not phrases:
            self.at -= 1
            self.wrong("NEAR names no words", "write them into its bracket, as in NEAR(drones request, 5)")
        number = int(inside["number"]) if inside and inside["number"] else _NEAR
        return f"NEAR({' '.join(phrases)}, {min(number, _FARTHEST)})"

    def phrase(self) -> str:
        """Return a word or phrase between quotation marks, with a star where only its beginning is given."""
        token = self.take("phrase", "bare")
        if token is None:
            self.missing()
        words = token.text[1:-1].replace('""', '"') if token.kind == "phrase" else token.text
        if not _is_searched(words):
            self.at -= 1
            self.wrong("no letter or figure stands in it", "put a word between the quotation marks")
        if token.kind == "bare" and re.match(r"-+[^\W\d]", words):
            self.at -= 1
            word = words.lstrip("-")
            self.wrong("a hyphen leaves no word out", f"write NOT {word}, or {word} without it")
        quoted = '"' + words.replace('"', '""') + '"'
        if star := self.take("star"):
            if self.now.start == star.end and self.now.kind in ("bare", "phrase"):
                self.wrong("a star stands for the end of a word", "put nothing behind it, as in dron*")
            return f"{quoted} *"
        return quoted

    def missing(self) -> NoReturn:
        """Say why no word stands where one has to."""
        now, before = self.now, self.before
        if now.kind in _WRONG:
            self.wrong(*_WRONG[now.kind])
        if now.kind == "unknown":
            name = now.text[:-1].lower()
            option = f"--{name} NAME" if name in _FILTERS else "title: or text:"
            self.wrong(f"nothing is called {name} here", f"use {option}, or put the words into quotation marks")
        if now.kind == "NOT" and (before is None or before.kind not in _OPERATORS):
            self.wrong("NOT leaves out of what is found", "write what to find before it, as in drones NOT request")
        if before is not None and before.kind in _OPERATORS and now.kind in _OPERATORS:
            self.wrong(f"it stands right after {before.text}", f"leave {before.text} or {now.text} out")
        if before is not None and before.kind not in ("open", "phrase", "bare", "close"):
            self.wrong(f"no word stands after {before.text}", _instead(before.text))
        if now.kind in _OPERATORS:
            self.wrong(f"no word stands before {now.text}", _instead(now.text))
        self.wrong("nothing stands in a bracket", "put a word there, or leave the bracket out")

    def wrong(self, what: str, instead: str) -> NoReturn:
        """Say what is wrong at the next token, and what to write instead."""
        now = self.now
        where = f"at character {now.start + 1} (“{now.text[:20]}”)" if now.text else "at its end"
        raise UsageError(f"the search cannot be read {where}: {what}: {instead}")


_WRONG = {
    "broken": ("it opens a phrase that does not end", 'put " where the phrase ends, or leave it out'),
    "minus": ("a hyphen leaves nothing out", "write NOT in its place, as in drones NOT request"),
    "far": ("a bracket is still open", "put “)” where it ends, as in NEAR(drones request, 5)"),
    "star": ("no word stands before it", "a word can be left open only at its end, as in dron*"),
    "plus": ("it joins two words to a phrase", "leave it out: all words are searched for"),
    "near": ("it stands within a phrase", "put it before or after"),
    "first": ("it stands before the first word of a text", "put it before a word"),
}


def _moved(token: _Token, by: int) -> _Token:
    return _Token(token.kind, token.text, token.start + by, token.end + by)


def _instead(word: str) -> str:
    """What to write in place of something that lacks a word."""
    if word not in _OPERATORS:
        return "put one there, or leave it out"
    return f"put one there, or write “{word.lower()}” in small letters if that is the word to search for"


# -- words of a filter ---------------------------------------------------------------------------------------------


def phrases(typed: str) -> list[str]:
    """Return the words of a text search, words between double quotes as one phrase."""
    found = re.findall(r'"([^"]*)"|([^\s"]+)', encodable(typed.replace("\0", " ")))
    return [phrase or word for phrase, word in found if (phrase or word).strip()]


def full_text(typed: str) -> str:
    """Return an FTS5 query for all words and phrases typed; nothing in them is taken as syntax."""
    return " ".join(f'"{phrase}"' for phrase in phrases(typed)) or '""'
