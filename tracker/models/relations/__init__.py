"""The relation models: what a statement is about, whether it contests a claim, and which. MODEL.md is their card."""

from tracker.models.relations.encoding import REACH, Text, before, plain, whole
from tracker.models.relations.reader import Read, about_of, article_read, relation_of

__all__ = ["REACH", "Read", "Text", "about_of", "article_read", "before", "plain", "relation_of", "whole"]
