"""What a person names on the command line → Articles, and a sentence for everything that is not one."""

from tracker.reading.articles import is_web_address
from tracker.reading.inputs import read_inputs
from tracker.reading.options import Options, Remark, Unreadable

__all__ = ["Options", "Remark", "Unreadable", "is_web_address", "read_inputs"]
