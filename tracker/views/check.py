"""What the store holds about a sentence that a person typed."""

from __future__ import annotations

from tracker.views.reports import AnswerReport
from tracker.views.row import row


@row
class CheckedReport(AnswerReport):
    """A report about a sentence that a person typed; `stance` is asserts, denies or mentions.

    Its `id` is empty for an outlet's own words, which are in no list. `score` is the probability of the stance
    by the pair reader; where an outlet's own words assert or mention it, the share of the sentence that they hold.
    """


@row
class NearClaim:
    """A stored claim near to a typed sentence, who asserts it first, and how likely it says the same (0 to 1)."""

    id: str
    words: str
    who: str
    score: float


@row
class Checked:
    """What the stored articles say about a typed sentence: those that assert it, then those that deny, then mention it.

    `left_out` is how many articles hold much of the sentence and were not read closely.
    """

    claim: str
    reports: tuple[CheckedReport, ...]
    near: tuple[NearClaim, ...]
    left_out: int = 0
