"""Firms that bear two names joined by "and" or "&", which the parser takes for two."""

from __future__ import annotations

from spacy.tokens import Token

from tracker.extract.people import People
from tracker.extract.words import COMPANIES, FIRM_PARTNERS
from tracker.lexicon import actors as lexicon

# Other firms that two gave their names and that are written with "and", and those called by their letters.
_FIRMS = {
    tuple(names.split())
    for names in (
        "standard poor|marks spencer|dun bradstreet|ernst young|procter gamble|black decker|barnes noble|smith wesson"
        "|coopers lybrand|deloitte touche|bang olufsen|bausch lomb|johnson johnson|tate lyle|harland wolff|s p|a p"
    ).split("|")
}


def firm_partner(head: Token, people: People) -> Token | None:
    """Return what "and" joins to a name where both are one firm: "Inc" of "Merck and Co Inc", "Lyle" of "Tate & Lyle".

    None for what is listed, for people, and for two that are but joined ("Ann & Jim").
    """
    other = next((t for t in head.conjuncts if t.left_edge.i == head.i + 2), None)
    if other is None or head.nbor().lower_ not in ("and", "&"):
        return None
    if people.person_of(head) is not None or people.name_at(head) is not None:
        return None
    first, *more = head.doc[head.i + 2 : other.i + 1]
    if not all(t.text in COMPANIES for t in more) or any(k.lower_ == "of" for k in other.children):
        return None
    is_and_co = first.text in FIRM_PARTNERS and not any(k.dep_ == "det" for k in head.children)
    return other if is_and_co or (head.lower_, first.lower_) in _FIRMS or _are_signed(head, first, people) else None


def _are_signed(head: Token, first: Token, people: People) -> bool:
    """Whether two names stand together as on a door: "Cable & Wireless", not "Ann & Jim", "Giuliani & Sen. Hale"."""
    known = people.person_of(first) is not None or people.name_at(first) is not None
    proper = head.pos_ == first.pos_ == "PROPN" and head.n_lefts == 0 and head.nbor().text == "&"
    return proper and not known and not (lexicon.is_given_name(head.text) or lexicon.is_given_name(first.text))
