"""Rules for the present, the past and the future without a date: "now", "recently", "the near future"."""

from __future__ import annotations

from tracker.extract.times.expression import Expression, Read, Reading, Rule


def _reference(value: str) -> Read:
    def read(_: Expression) -> Reading:
        return Reading("DATE", value, "no definite time")

    return read


def _the_past(e: Expression) -> Reading | None:
    token = e.at.next_token  # "the past three summers" is not "the past"
    if token is not None and token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    return Reading("DATE", "PAST_REF", "no definite time")


REFERENCE_RULES: tuple[Rule, ...] = (
    ("right? presently | current | these units | at the? moment", _reference("PRESENT_REF")),
    ("recently | recent units? | past units", _reference("PAST_REF")),
    ("the recent? past", _the_past),
    ("the near? future | near future | the? coming units | future units", _reference("FUTURE_REF")),
)
