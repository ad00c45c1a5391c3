"""Checks XML with defusedxml before any other library reads it: entities that it declares itself are refused."""

from __future__ import annotations

from tracker.errors import InputError
from tracker.reading.libraries import needed


def refuse_entities(raw: bytes, extra: str) -> None:
    """Raise InputError where XML declares entities; XML that is not well formed is left to the caller to read."""
    tree, common = needed("defusedxml.ElementTree", extra), needed("defusedxml.common", extra)
    try:
        tree.fromstring(raw)
    except common.DefusedXmlException as error:
        raise InputError(
            "declares entities of its own, which may unfold without end: save its text in a file"
        ) from error
    except Exception as error:
        if b"<!ENTITY" in raw.replace(b"\0", b""):  # also in UTF-16
            raise InputError(f"is damaged XML with entities of its own ({error}): save the text in a file") from error
