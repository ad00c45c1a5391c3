"""What a source is called: the words of its name, or its description without what only the sentence needs."""

from __future__ import annotations

import re

from spacy.tokens import Token

from tracker.extract.names import STATE_NOUNS, Name
from tracker.extract.people import People
from tracker.extract.saying import source_tokens
from tracker.extract.words import CALENDAR, COMPANIES, SUNDAY_PAPERS
from tracker.lexicon import actors as lexicon

_QUANTIFIERS = set(
    "some several many few two three four five six seven eight nine ten dozens all both other another one".split()
)
_SHARES = {"percent", "pct"}
ARTICLES = {"a", "an", "the"}
_OPENING = ("WP", "WDT", "WP$")  # tags of what opens a clause
_BREAKS = {":", "”", "''", "—"}  # what ends a label, a dateline or a quotation
_LOOSE = ("ADP", "SCONJ", "CCONJ", "ADV", "PUNCT", "PART", "INTJ", "SPACE")
_LOOSE_END = re.compile(r"(?:\W+(?:and|or|the|an?|of|for|in|on|at|to|by|as|such|with|from|who))+$")
_UNCLOSED = re.compile(r"^[^()]*\)\W*|\s*\([^()]*$")
_SHORT_FORM = re.compile(r"[A-Z][A-Z0-9&/-]{1,7}(?:\.[A-Z]{1,3})?")  # "(EC)", "(NCRO.L)"; not the "(U.K.)" of a firm
_NAMING = ("compound", "amod", "nmod", "nummod", "npadvmod", "prep", "pobj", "case", "poss", "punct")
_COMMON = ("NOUN", "ADJ", "ADV", "VERB", "PUNCT", "DET")
_BODIES_OF = ("institution", "seat")  # named so, a state's body tells more than the state
_LONGEST_NAME = 90  # code points; a longer description of a source is cut at a word


def description_of(head: Token, acts_for: str | None, people: People) -> str:
    """Return the phrase without article, number and asides, a country before it in one form of its adjective."""
    kept = _trimmed([t for t in source_tokens(head) if not _is_aside(t, head) and not is_short_form(t)], head)
    words: list[str] = []
    for token in kept:
        name = people.name_at(token)
        of_state = name is not None and name.naming.actor == acts_for and name.naming.how not in _BODIES_OF
        if name is not None and of_state and _is_of_a_state(_head_of(name, kept)):
            after = " " if _is_followed_by_space(token.doc[name.last]) else ""
            words += [lexicon.adjective(name.naming.actor) + after] if token.i == name.first else []
        else:
            words.append(token.text + (" " if _is_followed_by_space(token) else ""))
    described = re.sub(r" (?=[,;]|[\"”](?:\s|$))", "", _plain("".join(words)))
    if len(described) > _LONGEST_NAME:
        described = _LOOSE_END.sub("", described[: _LONGEST_NAME + 1].rpartition(" ")[0])
    return _plain(_UNCLOSED.sub("", described)) or head.text


def _trimmed(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens of a description without what the parser hung on it: a label before it, a clause after it, loose ends.

    "Skepticism: Now, viewers", "after leaked documents", "a man who came with friends", "many of".
    """
    labels = [n for n, t in enumerate(tokens) if t.text in _BREAKS and t.i < head.i]
    tokens = tokens[labels[-1] + 1 if labels else 0 :]
    opens = (n for n, t in enumerate(tokens) if n and (t.tag_ in _OPENING or (t.lower_, t.dep_) == ("that", "mark")))
    tokens = tokens[: next(opens, len(tokens))]
    if head.head.dep_ == "agent":  # "questioned by police about the fire"
        about = (n for n, t in enumerate(tokens) if t.i > head.i and t.lower_ in ("about", "over") and t.dep_ == "prep")
        tokens = tokens[: next(about, len(tokens))]
    while len(tokens) > 1 and tokens[0] != head and _is_loose(tokens[0]):
        tokens = tokens[1:]
    if len(tokens) > 2 and tokens[-1].text in CALENDAR and tokens[-2].lower_ in ("on", "in") and tokens[-2] != head:
        tokens = tokens[:-2]  # "the bank's former chairman on Thursday denied"
    while len(tokens) > 1 and tokens[-1] != head and tokens[-1].pos_ in (*_LOOSE, "DET"):
        if _bears_an_s(tokens[-2]):
            break
        tokens = tokens[:-1]
    return tokens


def _is_loose(token: Token) -> bool:
    """Whether a token at the start of a description adds nothing: not of "the mayor's aides", "very old men"."""
    if token.lower_ in ARTICLES:
        return token.head.dep_ != "poss"
    if token.tag_ in _OPENING and token.head.dep_ != "poss":
        return True  # "who police say killed two men"
    describes = token.pos_ == "ADV" and (token.head.pos_ in ("ADJ", "NUM") or token.head.dep_ == "amod")
    return token.pos_ in _LOOSE and not describes


def _is_followed_by_space(token: Token) -> bool:
    """Whether white space follows, or punctuation that is left out of a description and white space after it."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    quote = following is not None and following.is_quote and following.tag_ != "POS"
    left_out = following is not None and (following.text == "," or quote)
    return bool(token.whitespace_) or (left_out and following is not None and bool(following.whitespace_))


def _head_of(name: Name, tokens: list[Token]) -> Token:
    """The token of a name on which its others hang."""
    own = [t for t in tokens if name.first <= t.i <= name.last]
    return next((t for t in own if not name.first <= t.head.i <= name.last), own[-1])


def _is_aside(token: Token, head: Token) -> bool:
    if token.dep_ == "nummod" and token.head == head and head.lower_ in _SHARES:
        return False  # "52 percent of voters"
    if token.dep_ in ("det", "predet", "nummod", "punct") and token.head == head and token.text not in ("-", "–", "/"):
        return True
    if token.lower_ in _QUANTIFIERS and token.head == head:
        return True
    if token.dep_ == "case" and token.head == head and not _bears_an_s(head):
        return True
    if any(t.dep_ == "nummod" and t.head == head for t in token.ancestors):
        return True  # "more than" of "more than 20 workers"
    return any(
        t.dep_ in ("relcl", "appos", "acl", "conj", "cc") and t.head == head and not (_is_issued_by(t) or _tells_who(t))
        for t in (token, *token.ancestors)
        if t != head and head.is_ancestor(t)
    )


def _is_of_a_state(country: Token) -> bool:
    """Whether "American" before a noun says whose it is: not that of "the American Farm Bureau Federation"."""
    of = country.head
    is_own_name = of.pos_ == "PROPN" and of.dep_ == "compound" and of.lemma_.lower() not in STATE_NOUNS
    return country.dep_ in ("amod", "compound") and not is_own_name


def is_short_form(token: Token) -> bool:
    """Whether a token is of the short form or ticker in brackets that follows a name: "(EC)"."""
    at, doc = token.i + (token.text == "(") - (token.text == ")"), token.doc
    if not 0 < at < len(doc) - 1 or (doc[at - 1].text, doc[at + 1].text) != ("(", ")"):
        return False
    of_firm = doc[min(at + 2, len(doc) - 1)].text in COMPANIES and "." not in doc[at].text  # "Sony (UK) Ltd"
    return _SHORT_FORM.fullmatch(doc[at].text) is not None and not of_firm


def _is_issued_by(clause: Token) -> bool:
    """Of "a statement issued by the Treasury" what says whose it is."""
    return clause.lemma_ in ("issue", "release", "publish", "sign") and any(k.dep_ == "agent" for k in clause.children)


def name_of(head: Token, partner: Token | None) -> str:
    """Return the name that a proper noun heads, with that of the partner where two are one firm."""
    parts = [t for t in head.subtree if t == head or (t.i < head.i and _is_of_name(t, head))]
    if partner is not None:
        parts += head.doc[head.i + 1 : partner.i + 1]
    if _bears_an_s(parts[-1]):
        parts.append(parts[-1].nbor())
    last = max(parts, key=lambda t: t.i)
    of = next(
        (k for k in head.children if k.dep_ == "prep" and k.lower_ in ("of", "for", "on") and k.i == last.i + 1), None
    )
    if of is not None and any(k.pos_ == "PROPN" for k in of.children):  # "Ministry of Health and Sport"
        parts += [t for t in of.subtree if not _is_below(t, of, ("relcl", "appos", "acl"))]
    is_paper = len(parts) > 1 and parts[0].text == "Sunday" and parts[1].text in SUNDAY_PAPERS
    named_so = is_paper and parts[0].i > 0 and parts[0].nbor(-1).lower_ == "the"  # "the Sunday Times"
    while len(parts) > 1 and not named_so and (parts[0].text in CALENDAR or parts[0].dep_ == "case"):
        parts = parts[1:]  # "Sunday's Observer"
    while len(parts) > 1 and parts[0].pos_ in _COMMON and not parts[0].text[:1].isupper():
        parts = parts[1:]  # "state news agency SPA"
    return _plain("".join(t.text_with_ws for t in parts if not is_short_form(t)))


def _is_of_name(token: Token, head: Token) -> bool:
    """Whether what stands before the head of a name is of it: of "Standard and Poor's Corp" all."""
    joins = token.dep_ in ("cc", "conj") and token.head != head and token.head.pos_ == "PROPN"
    return joins or token.dep_ in _NAMING


def _bears_an_s(token: Token) -> bool:
    """Whether a name ends in "'s" that owns nothing, as that of Lloyd's; "a friend of Brown's" is one of Brown."""
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    owns = token.dep_ in ("poss", "compound") or (token.dep_ == "pobj" and token.head.lower_ == "of")
    return after.dep_ == "case" and after.head == token and token.pos_ == "PROPN" and not owns


def _tells_who(clause: Token) -> bool:
    """Of "those surveyed" what alone says who they are."""
    return clause.dep_ == "acl" and clause.head.lower_ == "those"


def _is_below(token: Token, top: Token, deps: tuple[str, ...]) -> bool:
    chain = (token, *token.ancestors)
    return any(t.dep_ in deps for t in chain[: chain.index(top)])


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" ,.;:-—–<>\"'“”‘’")
