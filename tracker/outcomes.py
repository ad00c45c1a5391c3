"""What becomes of an input: an article, or a sentence that says why there is none; and remarks on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.records import Article, Extraction

Outcome = Literal["added", "known", "filled", "updated"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One input that gave no article. `given_id` is the id of its row of JSONL, where that could be read."""

    name: str
    given_id: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know about an input, yielded before the article that it is about."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article: added, known already, known and filled with what was unknown before, or updated.

    It is updated where it is a new version of an article: the same address with other text.
    """

    outcome: Outcome
    article: Article
    extraction: Extraction | None = None
    outdated: bool = False  # known, and read by another version of the extractor than this
    differs: tuple[str, ...] = ()  # of a known article, the fields that the input gives otherwise than stored
