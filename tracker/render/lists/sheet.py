"""One record as lines, in the formats that have only rows, and what tables share with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from tracker.render.cells import STANCES, SayDate, as_value, dated, stance_verb, with_actor, worded
from tracker.render.column import Column, View
from tracker.render.date_words import codes_in_words, in_words
from tracker.render.forms import Form
from tracker.views.reports import Event
from tracker.views.sheets import Field, Passage, Sheet


def sheet_form(sheet: Sheet) -> Form:
    """Return one record whole; the marks of a passage are places within its words."""
    parts = {name: [_field_form(field) for field in getattr(sheet, name)] for name in ("fields", "links")}
    return asdict(sheet) | parts | {"passages": [_passage_form(passage) for passage in sheet.passages]}


def _field_form(field: Field) -> Form:
    return {"name": field.name, "value": field.value, "reason": field.reason}


def _passage_form(passage: Passage) -> Form:
    marks = [{"role": role, "start": start, "end": end} for start, end, role in passage.marks]
    named = {name: getattr(passage, name) for name in ("record", "outlet", "article")}
    return named | {"span": list(passage.span), "words": passage.words, "marks": marks}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a record's sheet in the formats that have only rows: which part of the sheet, and what it says."""

    part: str  # record field passage words history link
    name: str
    value: str
    reason: str = ""


def sheet_lines(sheet: Sheet, *, for_people: bool = False) -> list[SheetLine]:
    """Return a sheet as lines: the record, its fields, each passage and its marked words, its history, its links."""
    parts_of, say = (field_in_words, in_words) if for_people else (_field_as_stored, as_value)
    title = title_in_words(sheet) if for_people else sheet.title
    lines = [SheetLine("record", f"{worded(sheet.kind)} {sheet.id}", title)]
    lines += [SheetLine("field", *parts_of(field)) for field in sheet.fields]
    for passage in sheet.passages:
        lines.append(SheetLine("passage", place_of(passage.article, passage.span), passage.words))
        lines += [SheetLine("words", name, words) for name, words in marked_words(passage)]
    lines += [SheetLine("history", *event_line(event, say)) for event in sheet.history]
    return lines + [SheetLine("link", *parts_of(link)) for link in sheet.links]


def title_in_words(sheet: Sheet) -> str:
    """Return the title of a sheet as people read it; only that of a decision holds codes, which are put in words."""
    if sheet.kind != "decision":
        return sheet.title
    lines = (*sheet.fields, *sheet.links)
    names = {key: name for field in lines for key, name in field.names.items()}
    return codes_in_words(sheet.title, [code for field in lines for code in field.codes], names)


def field_in_words(field: Field) -> tuple[str, str, str]:
    """Return name, value and reason of a field as people read them: no code of the store, dates in words."""
    codes = field.codes
    names = {**{code: stance_verb(code) for code in codes if code in STANCES}, **field.names}
    value = codes_in_words(field.value, codes, names) if codes or names else field.value
    reason = codes_in_words(field.reason.removesuffix(field.unsaid), codes, names)
    return codes_in_words(field.name, codes, names), value, reason


def _field_as_stored(field: Field) -> tuple[str, str, str]:
    return field.name, field.value, field.reason


def event_line(event: Event, say: SayDate = as_value) -> tuple[str, str, str]:
    """Return an event of a claim's history as three texts: its date; what, who, where and the words; the reason."""
    where = f"{event.outlet or event.article}, {event.id}"
    what = f"{event.what}: {with_actor(event.who, event, say)}, {where}: {event.words}"
    return dated(event.date, event.date_of, say), what, event.reason


def marked_words(passage: Passage) -> Iterator[tuple[str, str]]:
    """Yield each marked part of a passage: its role with its place in the article (code points), and its words."""
    for start, end, role in passage.marks:
        yield f"{worded(role)} {passage.span[0] + start}-{passage.span[0] + end}", passage.words[start:end]


def place_of(article: str, span: tuple[int, int]) -> str:
    """Return where words stand: the article, start and end in code points ("a9xxqkgmknp 10-31")."""
    return f"{article} {span[0]}-{span[1]}"


SHEET: View[SheetLine] = View(
    "sheet",
    (
        Column("part", lambda r: r.part),
        Column("name", lambda r: r.name),
        Column("value", lambda r: r.value),
        Column("reason", lambda r: r.reason),
    ),
)
