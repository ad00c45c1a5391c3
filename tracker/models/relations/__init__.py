"""The relation model: what a statement is about, whether it contests a claim, and which. MODEL.md is its card."""

from tracker.models.relations.encoding import REACH, before, plain, whole
from tracker.models.relations.reader import reading_of, relation_of

__all__ = ["REACH", "before", "plain", "reading_of", "relation_of", "whole"]
