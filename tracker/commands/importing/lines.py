"""The lines of an export read back: each a JSON object whose key `tracker` says what it is.

Nothing in a line is taken over before `checks` has checked it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn

from tracker.commands.importing.checks import RECORD_ID, check_article, check_decision, check_extraction, check_spans
from tracker.export.forms import Form, FormError, record_of
from tracker.records import Actor, Article, Decision, Extraction, Meeting, Statement
from tracker.store.decisions import on_statements
from tracker.store.extractions import StoredExtraction

LONGEST = 64 * 2**20  # bytes of a line: some ten times what an article of 400,000 bytes takes

_STATEMENT_COLUMNS = ("statement", "answered", "beside", "one", "other")
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
    """Return the article of a line with all that was read from it; FormError where the line is wrong."""
    values = {name: value for name, value in form.items() if name != "tracker"}
    id_ = _popped_id(values, "")
    article: Article = replace(record_of(Article, values.pop("article", None), "article"), kept_id=id_)
    check_article(article)
    actors: tuple[Actor, ...] = record_of(tuple[Actor, ...], values.pop("actors", None), "actors")
    records = {name: tuple(_records(values.pop(name, None), name, article)) for name in _KINDS}
    extraction = Extraction(article, actors=actors, **records)
    if isinstance(values.get("aside"), dict):
        values["aside"] = _aside_on_statements(values["aside"])
    imported = record_of(StoredExtraction, {**values, "extraction": {"article": {"text": ""}}})
    imported = replace(imported, extraction=extraction)
    check_extraction(imported)
    return imported


# By table of links: the columns of exports from before 1.0, which named propositions, with the columns of now.
_COLUMNS_NOW = {"members": {"proposition": "statement"}, "answers": {"proposition": "answered"}, "alike": {}}


def _aside_on_statements(aside: Form) -> Form:
    """Return the links of an outdated version with the columns and ids of statements as they are now (p… is s…)."""
    return {
        name: [_on_statements(row, _COLUMNS_NOW[name]) for row in rows]
        if name in _COLUMNS_NOW and isinstance(rows, list)
        else rows
        for name, rows in aside.items()
    }


def _on_statements(row: object, columns_now: Mapping[str, str]) -> object:
    if not isinstance(row, dict):
        return row
    renamed = {columns_now.get(name, name): value for name, value in row.items()}
    return {
        name: "s" + value[1:]
        if name in _STATEMENT_COLUMNS and isinstance(value, str) and value.startswith("p")
        else value
        for name, value in renamed.items()
    }


def _popped_id(form: Form, where: str) -> str:
    id_ = form.pop("id", None)
    if not isinstance(id_, str) or not RECORD_ID.fullmatch(id_):
        raise FormError(where, "has no id of a record")
    return id_


def _records(forms: object, name: str, article: Article) -> Iterator[Any]:
    if not isinstance(forms, list):
        raise FormError(name, "is no list")
    cls = _KINDS[name]
    for n, form in enumerate(forms):
        where = f"{name}[{n}]"
        values = dict(form) if isinstance(form, dict) else {}
        id_ = _popped_id(values, where)
        record = record_of(cls, {**values, "article_id": article.id}, where)
        check_spans(record, where, article.text)
        if isinstance(record, Statement) and not (record.cue or record.content):
            raise FormError(where, "has neither cue nor content")
        if record.id != id_:
            raise FormError(where, f"has the id {id_}, and its places make {record.id}")
        yield record


def decision_in(form: Form) -> tuple[Decision, bool]:
    """Return the decision of a line, and whether it waits for records that it names; FormError where it is wrong."""
    values = {name: value for name, value in form.items() if name not in ("tracker", "waits")}
    decision: Decision = on_statements(record_of(Decision, values))
    waits: bool = record_of(bool, form.get("waits", False), "waits")
    check_decision(decision)
    return decision, waits
