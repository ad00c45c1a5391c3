"""Terms that questions share with what is read and stored, apart from the records, which no question needs."""

from typing import Literal

Stance = Literal["assert", "confirm", "deny", "deny_knowledge", "no_comment", "question", "retract", "reject"]
DENYING: tuple[Stance, ...] = ("deny", "deny_knowledge")
ENGLISH = "en"  # ISO 639
# The fields of a decision's value that hold ids of records.
OF_RECORDS = ("known_as", "claim", "other", "named", "rest", "statement", "reports")
