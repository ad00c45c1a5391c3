"""Which part of a claim alone is contested: of several clauses, or of several whom it names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.link.answerable import REPLYING
from tracker.link.fits import Link, reads_denied
from tracker.records import DENYING

# How surely one clause of a claim must be read as denied, and how little another, for only a part to be contested; and
# how surely what is that part.
_CLAUSE_DENIED, _CLAUSE_LEFT, _CLAUSE_CONTESTED = 0.8, 0.4, 0.6


def contested_part(link: Link, names: Mapping[str, str]) -> str | None:
    """Return the words of the claim that alone are contested, or of whom alone it is; None where all of it is.

    `names` are those of actors, by key.
    """
    return _clause_contested(link) or _named_alone(link, names)


def _clause_contested(link: Link) -> str | None:
    """The words of the claim that are contested, where the model reads that of some of its clauses, and not of others.

    "The crew are not short of food", of "the port was shut, and the crew are short of food". What only points ("That is
    a lie") means all of it.
    """
    answer, claim = link.answer, link.claim
    only_points = answer.stance in REPLYING or (answer.stance in DENYING and not answer.spelled_out)
    if len(claim.clauses) < 2 or claim.stance in DENYING or only_points:
        return None
    read = [reads_denied(answer, clause) for clause in claim.clauses]
    if max(read) < _CLAUSE_DENIED or min(read) >= _CLAUSE_LEFT:
        return None
    return " … ".join(clause for clause, likely in zip(claim.clauses, read, strict=True) if likely >= _CLAUSE_CONTESTED)


def _named_alone(link: Link, names: Mapping[str, str]) -> str | None:
    """Of whom alone it is denied, of those whom the claim names beside each other: "Kuwait and Ecuador did it"."""
    answer, claim = link.answer, link.claim
    named = (names[key] for key in sorted(answer.terms & names.keys()))
    alone = next((name for name in named if re.match(rf"{re.escape(name)}(?!\w|['’]s)", answer.words)), None)
    others = [re.escape(names[key]) for key in claim.terms - answer.terms if key in names]
    if alone is None or not others or link.stance not in DENYING or not answer.spelled_out:
        return None
    one, other = rf"(?:the )?{re.escape(alone)}\b", rf"(?:the )?(?:{'|'.join(others)})\b"
    beside = rf"(?<!between )(?:{one},? (?:and |or |along with )?{other}|{other},? (?:and |or |along with )?{one})"
    return alone if re.search(beside, claim.words) else None
