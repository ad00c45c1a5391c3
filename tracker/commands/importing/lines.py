"""The lines of an export read back: each a JSON object whose key `tracker` says what it is.

What a line tells is believed only as far as `checks` can check it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn

from tracker.commands.importing.checks import check_article, check_came, check_decision, check_spans
from tracker.export.forms import Form, FormError, record_of
from tracker.records import Actor, Article, Decision, Extraction, Meeting, Statement
from tracker.store.extractions import StoredExtraction

LONGEST = 64 * 2**20  # bytes of a line: some ten times what an article of 400,000 bytes takes

_ID = re.compile(r"[a-z][0-9abcdefghjkmnpqrstvwxyz]{10}")
_KINDS: dict[str, Any] = {"statements": Statement, "narrated": Statement, "meetings": Meeting}


def form_in(line: bytes) -> Form:
    """Return the object that a line holds; FormError where it is none."""
    if len(line) > LONGEST:
        raise FormError("", f"the line is longer than {LONGEST >> 20} MiB")
    try:
        form = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        if isinstance(error, FormError):
            raise
        raise FormError("", f"the line is no JSON ({error})") from error
    if not isinstance(form, dict):
        raise FormError("", "the line is no JSON object")
    return form


def _no_number(name: str) -> NoReturn:
    raise FormError("", f"the line is no JSON ({name} is no number)")


def extraction_in(form: Form) -> StoredExtraction:
    """Return what the line of an article tells; FormError where it is no such line, or tells what cannot be."""
    told = {name: value for name, value in form.items() if name != "tracker"}
    id_ = _popped_id(told, "")
    article: Article = replace(record_of(Article, told.pop("article", None), "article"), kept_id=id_)
    check_came(article)
    actors: tuple[Actor, ...] = record_of(tuple[Actor, ...], told.pop("actors", None), "actors")
    of = {name: tuple(_records(told.pop(name, None), name, article)) for name in _KINDS}
    extraction = Extraction(article, actors=actors, **of)
    held = record_of(StoredExtraction, {**told, "extraction": {"article": {"text": ""}}})
    held = replace(held, extraction=extraction)
    check_article(held)
    return held


def _popped_id(form: Form, where: str) -> str:
    id_ = form.pop("id", None)
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise FormError(where, "has no id of a record")
    return id_


def _records(forms: object, name: str, article: Article) -> Iterator[Any]:
    if not isinstance(forms, list):
        raise FormError(name, "is no list")
    cls = _KINDS[name]
    for at, form in enumerate(forms):
        where = f"{name}[{at}]"
        told = dict(form) if isinstance(form, dict) else {}
        id_ = _popped_id(told, where)
        record = record_of(cls, {**told, "article_id": article.id}, where)
        check_spans(record, where, article.text)
        if isinstance(record, Statement) and not (record.cue or record.content):
            raise FormError(where, "has neither cue nor content")
        if record.id != id_:
            raise FormError(where, f"has the id {id_}, and its places make {record.id}")
        yield record


def decision_in(form: Form) -> tuple[Decision, bool]:
    """Return what the line of a decision tells, and whether it waits; FormError where it is no such line."""
    told = {name: value for name, value in form.items() if name not in ("tracker", "waits")}
    decision: Decision = record_of(Decision, told)
    waits: bool = record_of(bool, form.get("waits", False), "waits")
    check_decision(decision)
    return decision, waits
