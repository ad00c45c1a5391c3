"""Rules for times of the day: "this morning", "4 p.m."."""

from __future__ import annotations

from dataclasses import replace

from tracker.dates import shift, value_of
from tracker.extract.times.expression import Expression, Rule, Timex
from tracker.extract.times.relative import from_focus
from tracker.extract.times.words import DAY_PARTS, NUMBERS, Word
from tracker.word_lists import meanings, word_list


def _part_of_day(e: Expression) -> Timex | None:
    """Read "this morning", "last night", "tonight": counted from publication."""
    part = "NI" if e.get("tonight") else DAY_PARTS[e.get("part") or ""]
    if e.get("that", "same", "next", "following"):
        day = from_focus(e, 1 if e.get("next", "following") else 0, "day")
        return replace(day, type="TIME", value=f"{day.value}T{part}") if day else None
    back = -1 if e.get("last") else 0
    value = e.context.on_publication(lambda today: value_of(shift(today, back, "day"), "day"))
    return Timex("TIME", f"{value or 'XXXX-XX-XX'}T{part}", "part of the day of publication")


def _part_alone(e: Expression) -> Timex | None:
    """Read "by mid-afternoon", "in the early morning", "in the morning": of the day in focus."""
    if e.context.before not in _BEFORE_A_CLOCK or e.context.after == "of" or e.context.is_before_a_noun():
        return None
    part = f"T{DAY_PARTS[e.get('part') or '']}"
    if day := from_focus(e, 0, "day"):
        return replace(day, type="TIME", value=day.value + part)
    today = e.context.on_publication(lambda today: value_of(today, "day")) if e.get("early") else None
    return Timex("TIME", today + part, "time of the day of publication", moves_focus=False) if today else None


def _clock_alone(e: Expression) -> Timex | None:
    """Read "4 p.m." without a date: of the day in focus, else of no known day."""
    clock = clock_of(e.words)
    if clock is None or not (e.get("ampm", "zone", "noon", "oclock") or e.context.before in _BEFORE_A_CLOCK):
        return None
    focus = e.context.focus
    if focus is not None and focus.first == focus.last:
        return Timex("TIME", f"{value_of(focus.first, 'day')}T{clock}", "time of the day in focus")
    day = e.context.on_publication(lambda today: value_of(today, "day"))
    return Timex("TIME", f"{day or 'XXXX-XX-XX'}T{clock}", "time of the day of publication", moves_focus=False)


_BEFORE_A_CLOCK = word_list("grammar_words", "before_a_time", "before_an_hour")


def clock_of(words: tuple[Word, ...]) -> str | None:
    """Return the time of day, "16:30", or its part, "MO"; None for a time that no clock shows."""
    kinds = {word.kind: word.text for word in words}
    digits = kinds.get("clock") or kinds.get("digits") or kinds.get("year") or ""
    if "numeral" in kinds:
        digits = str(NUMBERS[kinds["numeral"]])
    if not digits:
        return _NOONS[kinds["noon"]] if "noon" in kinds else DAY_PARTS[kinds["part"]]
    hour, minute, *second = digits.split(":") if ":" in digits else (digits[:2], digits[2:] or "00")
    half = kinds.get("ampm", "")[:1] or _HALF_OF_DAY.get(kinds.get("part", ""))
    if not (hour.isdigit() and minute.isdigit()) or int(minute) > 59 or int(hour) > (12 if half else 23):
        return None
    return f"{int(hour) % 12 + 12 * (half == 'p') if half else int(hour):02}:{':'.join((minute, *second))}"


_NOONS = meanings("time_words", "noons")
_HALF_OF_DAY = meanings("time_words", "halves_of_the_day")


CLOCK_RULES: tuple[Rule, ...] = (
    ("(this|last|that|the? same|the (next|following)) part | tonight", _part_of_day),
    ("the? early dash? part | the part", _part_alone),
    ("CLOCK", _clock_alone),
)
