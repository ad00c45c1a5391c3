"""The relation models: what a statement tells, whether it contests a claim, and which. MODEL.md is their card."""

from tracker.models.relations.encoding import REACH, Text, before, plain, whole, without_before
from tracker.models.relations.reader import article_read, contests_alone, relation_of

__all__ = [
    "REACH",
    "Text",
    "article_read",
    "before",
    "contests_alone",
    "plain",
    "relation_of",
    "whole",
    "without_before",
]
