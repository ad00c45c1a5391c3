"""What a person names on the command line → Articles, and a sentence for everything that is not one."""

from tracker.reading.articles import is_web_address
from tracker.reading.inputs import read_inputs
from tracker.reading.languages import only_english
from tracker.reading.options import Options, Remark, Unreadable, columns_of

__all__ = ["Options", "Remark", "Unreadable", "columns_of", "is_web_address", "only_english", "read_inputs"]
