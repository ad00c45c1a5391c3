"""The failures that a person can mend, each as one sentence that names the input and the next step.

Anything that is not a TrackerError is a defect of the program and may crash with a traceback.
"""

from __future__ import annotations


class TrackerError(Exception):
    """A failure that a person can mend: its message is shown as it is, and a command ends with its `exit_status`."""

    exit_status = 1


class UsageError(TrackerError):
    """The command was asked for something that makes no sense, whatever the store holds."""

    exit_status = 2


class InputError(TrackerError):
    """One input cannot be read; the rest of the batch still can."""


class StoreError(TrackerError):
    """The store is missing, is not a store, is newer than the program, or is locked."""


class UnknownName(TrackerError):  # noqa: N818 - "unknown name" is what it tells a person
    """An id or an actor that the store does not hold."""


class DecisionError(TrackerError):
    """A decision that cannot hold: an actor merged with itself, or split though it is one with no other."""
