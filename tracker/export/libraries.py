"""The libraries that only some forms need, imported when such a form is asked for."""

from __future__ import annotations

import importlib
from types import ModuleType

from tracker.errors import TrackerError


def needed(module: str, extra: str) -> ModuleType:
    """Return a module of an extra of this package; TrackerError with the command that installs it if it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise TrackerError(
            f"this form cannot be written without {package}: pip install 'tracker[{extra}]', then try again"
        ) from error
