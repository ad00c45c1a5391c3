"""Rules for durations ("three days") and sets ("every Monday")."""

from __future__ import annotations

from tracker.dates import MONTHS, WEEKDAYS
from tracker.extract.times.expression import Expression, Rule, Timex, period
from tracker.extract.times.words import DAY_PARTS, SEASONS, SETS, SINGULAR, Word, number_of
from tracker.word_lists import meanings, word_list


def _duration(e: Expression) -> Timex | None:
    """Read "three days", "the last two years", "two-week", "years"; an age ("7-year-old") is none."""
    core = [word for word in e.words if word.kind not in ("the", "dash")]
    if len(core) == 2 and core[0].kind == "a":
        return _one_unit(e)
    if [word.text for word in core] == ["one", "day"] and e.context.after != "old":
        return _one_day(e)
    if _is_no_duration(e, core[0], core[1:]):
        return None
    unit, count = e.unit, e.count
    if e.get("half") and unit in _HALVES:
        return Timex("DURATION", _HALVES[unit], "half a unit")
    if e.get("or", "to") or not e.get("numeral", "digits", "few", "a"):
        return Timex("DURATION", period("X", unit), "some units")
    return Timex("DURATION", period("X" if count is None else count, unit), "counted units")


_HALVES = meanings("time_words", "halves")


def _is_no_duration(e: Expression, first: Word, rest: list[Word]) -> bool:
    if e.context.after == "old" or e.context.neighbours[1:] == ("-", "old"):
        return True
    if e.unit == "quarter" and (e.context.after == "of" or first.kind == "units"):  # "three quarters of the voters"
        return True
    if first.kind == "a":  # "a two-week exercise" has "two-week", "a hundred years" all of it
        return (number_of(rest[0]) or 100) < 100
    return first.kind == "units" and e.context.before not in (_SPAN_BEFORE - {"of"}) | {"just"}


def _one_day(e: Expression) -> Timex | None:
    """Read "one day" as a duration ("on the job one day"), but not where it opens a story or names no certain day."""
    following = e.context.next_token
    if following is not None and following.pos_ in ("VERB", "AUX"):  # "will one day be free"
        return Timex("DATE", "FUTURE_REF", "no definite time") if e.context.direction().sign > 0 else None
    return None if e.context.before in _SENTENCE_STARTS else Timex("DURATION", "P1D", "one unit")


_SENTENCE_STARTS = ("", ".", "!", "?", '"', "\u201c", ",")


def _one_unit(e: Expression) -> Timex | None:
    """Read "a year" after "for" or "within"; "two dollars a day" is a set; else it is too vague to keep."""
    if e.unit == "quarter" and e.context.after == "of":  # "a quarter of the voters"
        return None
    if e.context.before in _SPAN_BEFORE or e.context.after in ("after", "before") or e.context.prefixed:
        return Timex("DURATION", period(1, e.unit), "one unit")
    if e.context.before in _BEFORE_A_RATE or e.context.before.isdigit():
        return Timex("SET", period(1, e.unit), "so many times a unit")
    return None


_BEFORE_A_RATE = word_list("time_words", "before_a_rate")
_SPAN_BEFORE = word_list("time_words", "before_a_stretch")


def _lasting(e: Expression) -> Timex:
    """Read "a day-long meeting", "a yearlong inquiry", "the decades-old dispute"."""
    many = e.get("units")
    unit = SINGULAR[many] if many else (e.get("unit", "unitlong") or "").removesuffix("long")
    return Timex("DURATION", period("X" if many else 1, unit), "as long as it lasts")


def _and_a_half(e: Expression) -> Timex | None:
    unit = e.unit
    whole = tuple(word for word in e.words if word.kind in ("a", "numeral", "digits"))
    count = Expression(whole[:1], e.context).count or 1
    if e.get("slash") and [word.text for word in whole[1:]] != ["1", "2"]:
        return None
    halves = meanings("time_words", "and_a_half").get(unit)
    if halves is None:
        return Timex("DURATION", period("X", unit), "counted units and a half")
    return Timex("DURATION", period(count, unit) + halves, "counted units and a half")


def _recurring(e: Expression) -> Timex | None:
    """Read "every day", "each July", "every two weeks", "Mondays", "Tuesday nights"."""
    part = f"T{DAY_PARTS[name.rstrip('s')]}" if (name := e.get("part", "parts")) else ""
    if day := e.get("weekday", "weekdays"):
        return Timex("SET", f"XXXX-WXX-{WEEKDAYS[day.removesuffix('s')] + 1}{part}", "every such weekday")
    if month := e.get("month"):
        return Timex("SET", f"XXXX-{MONTHS[month]:02}", "every such month")
    if season := e.get("season"):
        return Timex("SET", f"XXXX-{SEASONS[season]}", "every such season")
    if part:
        return Timex("SET", f"XXXX-XX-XX{part}", "every such part of the day")
    count = 2 if e.get("other") else e.count
    return Timex("SET", period("X" if count is None else count, e.unit), "every so many units")


def _per_unit(e: Expression) -> Timex:
    return Timex("SET", period(1, e.unit), "so many a unit")


def _set_word(e: Expression) -> Timex | None:
    token = e.context.token
    if token is not None and (token.tag_ not in ("RB", "JJ") or token.head.lemma_.lower() in _PAPERS):
        return None
    return Timex("SET", SETS[e.words[0].text], "adverb of frequency")


_PAPERS = word_list("time_words", "papers")  # "a daily newspaper" is a kind of paper


DURATION_RULES: tuple[Rule, ...] = (
    ("(the|these)? (nth|last|past|next|coming|previous|following|latest)? COUNT moreless? UNITS", _duration),
    ("COUNT dash UNIT | COUNT (to|or|dash) COUNT dash? UNITS | (the|the past|the last|the next)? units", _duration),
    ("half a UNIT | half dash UNIT", _duration),
    ("a UNIT", _one_unit),
    ("unit dash long | units dash (long|old) | unitlong", _lasting),
    ("COUNT UNITS and a half | COUNT and a half units | digits digits slash digits dash? UNITS", _and_a_half),
    ("every (other|nth|COUNT)? (UNITS|weekday|month|season|part) | weekdays parts? | weekday parts", _recurring),
    ("setword", _set_word),
    ("per unit", _per_unit),
)
