"""The relation models: what a statement tells, whether it contests a claim, and which. MODEL.md is their card."""

from tracker.models.relations.encoding import REACH, Text, before, plain, whole
from tracker.models.relations.reader import article_read, relation_of

__all__ = ["REACH", "Text", "article_read", "before", "plain", "relation_of", "whole"]
