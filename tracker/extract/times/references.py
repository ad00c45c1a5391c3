"""Rules for the present, the past and the future without a date: "now", "recently", "the near future"."""

from __future__ import annotations

from tracker.extract.times.expression import Expression, Read, Rule, Timex, period
from tracker.word_lists import word_list

_NOT_SOON = word_list("time_words", "not_soon")
_SOON_NO_MORE = word_list("time_words", "soon_no_more")


def _reference(value: str) -> Read:
    def read(_: Expression) -> Timex:
        return Timex("DATE", value, "no definite time")

    return read


def _the_past(e: Expression) -> Timex | None:
    token = e.context.next_token  # "the past three summers" is not "the past"
    if token is not None and token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    return Timex("DATE", "PAST_REF", "no definite time")


def _recent_units(e: Expression) -> Timex:
    """Read "in recent months": a stretch of some months."""
    return Timex("DURATION", period("X", e.unit), "some units")


def _soon(e: Expression) -> Timex | None:
    """Read "soon" of what is to come: not "as soon as", "soon after", "it soon became"."""
    if e.context.before in _NOT_SOON or e.context.after in _SOON_NO_MORE:
        return None
    return Timex("DATE", "FUTURE_REF", "no definite time") if e.context.direction().sign > 0 else None


def _current(e: Expression) -> Timex | None:
    is_noun = e.context.token is not None and e.context.token.tag_ == "NN"  # "swept off by the current"
    return (
        None if is_noun or e.context.after.startswith("account") else Timex("DATE", "PRESENT_REF", "no definite time")
    )


def _the_future(e: Expression) -> Timex | None:
    if e.context.after == "of":  # "the future of Europe"
        return None
    return Timex("DATE", "FUTURE_REF", "no definite time")


REFERENCE_RULES: tuple[Rule, ...] = (
    ("current", _current),
    ("right? presently | these units | at the? moment", _reference("PRESENT_REF")),
    ("recently | past units", _reference("PAST_REF")),
    ("recent units", _recent_units),
    ("the recent? past", _the_past),
    ("the near? future", _the_future),
    ("soon", _soon),
    ("near future | the? coming units | future units", _reference("FUTURE_REF")),
)
