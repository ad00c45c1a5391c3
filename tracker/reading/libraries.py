"""The libraries that only some kinds of input need: each is imported when the first such input comes.

They read bytes of strangers, and may raise any error on these. So whatever is raised while one of them reads is taken
for damage of the input, and the rest of the batch is read.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from tracker.errors import InputError

_NEVER = logging.CRITICAL + 1  # a level that no message reaches
_SHOWN = 100  # code points of a library's error message


def needed(module: str, extra: str) -> ModuleType:
    """Return a module of an extra of this package; InputError with the command that installs it where it is missing."""
    package = module.partition(".")[0]
    logging.getLogger(package).setLevel(_NEVER)  # what it finds odd in an input is ours to say
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise InputError(f"cannot be read without {package}: pip install 'tracker[{extra}]', then try again") from error


@contextmanager
def foreign(kind: str) -> Iterator[None]:
    """Raise InputError in place of whatever a library raises while it reads an input of this kind."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        why = " ".join(str(error).split())[:_SHOWN] or type(error).__name__
        raise InputError(f"is a damaged {kind} ({why}): fetch or save it again") from error
