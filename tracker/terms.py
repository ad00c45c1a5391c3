"""What questions share with what is read, stored and linked, apart from the records, which no question needs."""

from typing import Literal

Stance = Literal["assert", "confirm", "deny", "deny_knowledge", "no_comment", "question", "retract", "reject"]
DENYING: tuple[Stance, ...] = ("deny", "deny_knowledge")
ENGLISH = "en"  # ISO 639
# The fields of a decision's value that hold ids of records.
OF_RECORDS = ("known_as", "claim", "other", "named", "rest", "statement", "reports")
# Two articles are related where the weights of the terms that both are filed under add up to so much. Of the pairs of
# the short articles of invented stories, half of those on one affair reach it, and one in 2,000 of the others.
LEAST_SHARED = 5.0
MOST_FILED = 100  # articles of some months: a term that more are filed under relates none of them


def folded(name: str) -> str:
    """Return a name as names are compared: without difference in case or spaces, or in broken bytes."""
    return " ".join(encodable(name).casefold().split())


def encodable(typed: str) -> str:
    """Return what was typed without the broken bytes that SQLite cannot take."""
    return typed.encode("utf-8", "replace").decode("utf-8")


def is_actor_key(term: str) -> bool:
    """Return whether a term is the key of an actor: of a state, or of a person or body with several words."""
    return (term.isupper() and len(term) == 3) or "-" in term
