"""What a person names on the command line → Articles, and a sentence for everything that is not one."""

from tracker.reading.articles import is_web_address
from tracker.reading.expected import expected
from tracker.reading.inputs import files_to_read, read_inputs
from tracker.reading.languages import only_english
from tracker.reading.options import Options, columns_of

__all__ = [
    "Options",
    "columns_of",
    "expected",
    "files_to_read",
    "is_web_address",
    "only_english",
    "read_inputs",
]
