"""The relation model: what a statement is about, whether it contests a claim, and which. MODEL.md is its card."""

from tracker.models.relations.reader import Read, Relation, reading_of, relation_of

__all__ = ["Read", "Relation", "reading_of", "relation_of"]
