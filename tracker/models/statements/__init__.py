"""The statement model: reads who says what from a text. MODEL.md is its card; `reader` runs it, `train` makes it."""

from tracker.models.statements.reader import Tagged, read_attributions

__all__ = ["Tagged", "read_attributions"]
