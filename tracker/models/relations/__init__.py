"""The relation model: what a statement is about, whether it contests a claim, and which. MODEL.md is its card."""

from tracker.models.relations.encoding import before, whole
from tracker.models.relations.reader import reading_of, relation_of

__all__ = ["before", "reading_of", "relation_of", "whole"]
