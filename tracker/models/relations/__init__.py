"""The relation models: what a statement tells and denies, and how two relate. MODEL.md is their card."""

from tracker.models.relations.encoding import REACH, Text, plain, whole
from tracker.models.relations.reader import article_read, relation_of

__all__ = ["REACH", "Text", "article_read", "plain", "relation_of", "whole"]
