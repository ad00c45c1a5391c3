"""Which runs of proper nouns are the names of people, and where in a run the name itself begins.

A name is a person's by a role or a word for people beside it, by its first name, an age, or because its last part
stands alone later on. Titles, listed countries and bodies before it are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Doc, Token

from tracker.extract.name_runs import is_hyphened, last_places_alone
from tracker.extract.names import Name
from tracker.extract.phrases import description, run_head
from tracker.extract.roles import OCCUPATIONS, ROLES, is_human
from tracker.lexicon import actors as lexicon
from tracker.parsing import Page

TITLES = ROLES | set(
    "miss prime foreign vice defence defense first national security finance interior trade house white "
    "reps sens govs gens drs profs messrs representatives senators professors ministers ag".split()
)
NAMING_BODIES = set(
    "corp corporation inc ltd plc llc gmbh spa nv co company bank group university ministry department committee "
    "council commission party agency association institute union court parliament senate house embassy times post "
    "journal news fund foundation organization organisation authority office bureau board congress center centre "
    "press radio television network international industries holdings airlines motors oil gas service services "
    "society league federation alliance force forces army navy police campaign administration government "
    "magazine tribune herald guardian gazette courier ledger telegraph street act bill pact treaty summit war "
    "accord agreement olympics club healthcare energy fuels resources amendment capital systems technologies "
    "solutions motors foods stores media entertainment pictures records studios sports pharmaceuticals labs "
    "insurance securities trust financial investments properties hotels resorts steel mining minerals petroleum "
    "power electric water beach valley park hills springs falls creek road avenue square bridge tower stadium "
    "award prize cup bowl games day week show policy city county state states island islands river sea ocean "
    "river mountain district province region airport".split()
)
_SURNAMES_TOO = frozenset(
    "tower park hills day power valley church house street falls springs banks post week bridge steel stores "
    "rivers lake lakes bush guard stone court news herald marine major price county foster union journal".split()
)
_FIRST_NAMES_TOO = {"bill"}
_PORTFOLIOS = set(
    "industry agriculture commerce energy transport labor labour health education environment planning economy justice "
    "development staff operations communications".split()
)
# After "Jardine Fleming", "Morgan Grenfell".
_OF_FIRM = re.compile(r"\s*(?:\([\w. ]{1,30}\)|(?:and|&) Co) (?:Ltd|Plc|Inc|Corp|Co|AG|SA)\b")
_LONGEST = 4  # parts of a person's name, initials apart
_INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.)*")
_PLACE_NAMES_BEGIN = set("New North South East West San Los Las Santa Fort Mount Lake Port Cape El".split())
SPELLED_OUT = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general"}


class PersonalNames:
    """Tells of each run of proper nouns of a page, by its first and last token, whether it names somebody."""

    def __init__(self, page: Page, name_at: Mapping[int, Name]) -> None:
        """Take the page, and the listed name that each token of it helps to make."""
        self.page = page
        self._name_at = name_at
        self._alone = last_places_alone(page.doc)

    def names_in(self, first: int, last: int) -> list[Name]:
        """Return the listed names that the tokens help to make."""
        return [n for n in dict.fromkeys(self._name_at.get(i) for i in range(first, last + 1)) if n is not None]

    def after_title(self, first: int, last: int) -> int:
        """Return the first token of the name itself: titles and listed countries or bodies before it are left out."""
        doc = self.page.doc
        if self._is_called_like_a_country(first, last):
            return first
        titles = [i for i in range(first, last) if doc[i].lower_.rstrip(".") in TITLES or i in self._name_at]
        if len(titles) > 1 and titles[-1] == last - 1 and doc[last - 1].lower_ in SPELLED_OUT:
            titles.pop()  # "Defence Minister Gen Nakatani": a first name
        # "the Trade Association Carlos Brito": a body's name and its president's in one run
        titles += [
            i
            for i in range(first, last - 1)
            if doc[i].lower_ in NAMING_BODIES and lexicon.is_given_name(doc[i + 1].text) and i - 1 not in titles
        ]  # not the "Park" of "President Park Min-seo"
        if 0 < first < last and doc[first].lower_ in _PORTFOLIOS and doc[first - 1].lower_ in ("and", "of", "for"):
            titles.append(first)  # "the Minister of Trade and Industry Hajime Tamura"
        if first < last and doc[first].is_sent_start and doc[first].lower_ in OCCUPATIONS:  # "Coach Kwaku Boye said"
            titles.append(first)
        titles += [i for i in range(first, last - 1) if _is_occupation_before_name(doc[i])]
        at = max(titles) + 1 if titles else first
        while at < last and doc[at].is_punct:  # "Col. Steven Warren", where the full stop is a token of its own
            at += 1
        return at

    def looks_like_person(self, first: int, last: int) -> bool:
        """Whether the tokens, without a title, are somebody's name by what stands in, beside or after them."""
        doc = self.page.doc
        if self._is_called_like_a_country(first, last):
            return True
        if doc[last].text == "AG" or _OF_FIRM.match(self.page.article.text, doc[last].idx + len(doc[last])):
            return False
        head = run_head(doc, first, last)
        named = lexicon.is_given_name(doc[first].text) or bool(_INITIAL.fullmatch(doc[first].text))
        described = any(is_human(t) for t in description(head)) or _is_who(head)
        if (doc[first].text in _PLACE_NAMES_BEGIN or _is_country(doc[last])) and not named:
            return False
        titled = first > 0 and doc[first - 1].lemma_.lower().rstrip(".") in ROLES
        if not self.is_unlisted(first, last, _SURNAMES_TOO if described or titled else frozenset()):
            return False
        described = described or self._is_of_a_body(head)
        return titled or described or named or _has_age(doc, last) or self._is_taken_up(last)

    def is_unlisted(self, first: int, last: int, surnames: frozenset[str] = frozenset()) -> bool:
        """Whether a run may name a person: none of its words is listed, or of a body but for those `surnames`."""
        is_first_name = first < last and self.page.doc[first].lower_ in _FIRST_NAMES_TOO  # "Mayor Bill de Blasio"
        words = {t.lower_.rstrip(".") for t in self.page.doc[first + is_first_name : last + 1]}
        parts = [t for t in self.page.doc[first : last + 1] if not _INITIAL.fullmatch(t.text) and not is_hyphened(t)]
        return len(parts) <= _LONGEST and not words & (NAMING_BODIES - surnames) and not self.names_in(first, last)

    def _is_called_like_a_country(self, first: int, last: int) -> bool:
        """ "Owner India Hargreave", "Karen Jordan": a country's name as a first name or a surname.

        A word for people right before the one, a first name before the other, shows that it is.
        """
        names, doc = self.names_in(first, last), self.page.doc
        if len(names) != 1 or names[0].first != names[0].last or not first < last <= first + 2:
            return False
        if names[0].first == last:
            return lexicon.is_given_name(doc[first].text)
        before = doc[first - 1] if first > 0 else None
        return names[0].first == first and before is not None and is_human(before) and before.tag_ == "NN"

    def _is_of_a_body(self, head: Token) -> bool:
        """ "The Union Party's Nachman Shai": a body has people, a country has firms too."""
        owner = next((k for k in head.children if k.dep_ == "poss" and k.pos_ == "PROPN"), None)
        name = self._name_at.get(owner.i) if owner is not None else None
        is_body = name is not None and lexicon.actor(name.naming.actor).kind == "organisation"
        return is_body or (owner is not None and owner.lower_ in NAMING_BODIES)

    def _is_taken_up(self, last: int) -> bool:
        """Whether the last name stands alone later on, as a person's does and a firm's seldom."""
        surname = self.page.doc[last].text
        return len(surname) > 2 and self._alone.get(surname, -1) > last


def _is_occupation_before_name(token: Token) -> bool:
    """ "Senior Political Correspondent Anna Bell", "Actress Emma Hale": no first name, and one after it."""
    is_one = token.lower_ in OCCUPATIONS and not lexicon.is_given_name(token.text)
    return is_one and lexicon.is_given_name(token.nbor().text)


def ends_name_of_body(token: Token) -> bool:
    """Whether a word is what the name of a body ends in, and no surname: "the Gates Foundation"."""
    return token.lower_ in NAMING_BODIES - _SURNAMES_TOO


def _is_country(token: Token) -> bool:
    """Whether a word names a country, as the last of "Radio America", "Shell Canada" does."""
    return any(naming.how in ("name", "code") for naming in lexicon.longest_name([token.text], 0)[1])


def _has_age(doc: Doc, last: int) -> bool:
    """ "Olena Bondar, 44, said"."""
    after = [t.text for t in doc[last + 1 : last + 4]]
    return len(after) == 3 and after[0] == after[2] == "," and after[1].isdigit() and len(after[1]) == 2


def _is_who(head: Token) -> bool:
    """ "Selin Arkan, who teaches law"."""
    return any(t.lower_ == "who" for k in head.children if k.dep_ == "relcl" for t in k.children)
