"""What the outlet says in its own voice about a claim: "the photo is a fake", "there is no such order".

Most of an article is the outlet's own voice, and nearly all of it narrates. Here belong only sentences that judge what
is said or shown elsewhere: words of falsehood or truth over a word for a claim or a thing that can be faked, what is
said not to exist, what stands against reports, and what the outlet takes back. What stands in somebody's words, in a
quotation, under "if", "may" or a question is left out: a narration taken for a denial is worse than a denial missed.
How the statements of others were found makes no difference here; only their places are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tracker.extract.certainty import band_of
from tracker.extract.own_judgement import Judgement
from tracker.extract.own_judgements import answered_question, judged_in, verdict_on
from tracker.extract.own_standing import is_labelled, is_open, is_told_by_noun, lets_stand
from tracker.extract.own_words import ASIDE, CLAIM_LINE, SEEMING, TRIGGERS, VERDICT
from tracker.extract.people import People
from tracker.extract.propositions import core_of, spoken_mentions, terms_of
from tracker.extract.quotations import Quotation
from tracker.extract.text_places import Place, places_of
from tracker.extract.times import Dated, governing_verb, when_of
from tracker.extract.words import CERTAINTY
from tracker.parsing import Page
from tracker.records import Certainty, Proposition, Source, Statement, Time, When

_PREDICATES = ("acomp", "attr", "oprd", "xcomp")


@dataclass(frozen=True, slots=True)
class Others:
    """What others say on a page, as places in code points: the contents of statements found, and the quotations."""

    contents: Sequence[Place]
    quotations: Sequence[Quotation]


def find_own_voice(page: Page, others: Others, people: People, times: Iterable[Time]) -> list[Statement]:
    """Return the outlet's own statements about claims in text order; what judges is never in the words of others.

    What is judged may be: "reports that the bank had failed were untrue".
    `own_voice` is set, the source is empty, and the speaker is the outlet where the article names it.
    """
    return _OwnVoice(page, others, people, Dated(times)).statements()


class _OwnVoice:
    def __init__(self, page: Page, others: Others, people: People, dated: Dated) -> None:
        self._page, self._people, self._dated = page, people, dated
        self._said = _numbers(page, others.contents)
        self._quoted = _numbers(page, ((q.start, q.end) for q in others.quotations))

    def statements(self) -> list[Statement]:
        made: list[Statement] = []
        taken: set[int] = set()
        for judgement in self._judgements():
            statement = self._statement(judgement, taken)
            if statement is not None:
                taken |= {t.i for t in (*judgement.cue, *judgement.judged)}
                made.append(statement)
        return sorted(made, key=lambda s: (s.cue[0].start, s.content))

    def _judgements(self) -> Iterator[Judgement]:
        previous: Sentence | None = None
        claimed: Sentence | None = None  # a line "Claim: …" of a fact-check, until its verdict
        for sentence in self._page.doc.sents:
            if previous is not None:
                yield from answered_question(previous, sentence)
            if CLAIM_LINE.match(sentence.text):
                claimed = sentence
            elif claimed is not None and (match := VERDICT.match(sentence.text)):
                yield verdict_on(claimed, sentence, match.group("true") is not None)
                claimed = None
            previous = sentence
            # What opens with a single mark is most likely quoted.
            if TRIGGERS & {t.lower_ for t in sentence} and sentence.text[0] not in "'‘":
                yield from judged_in(sentence, self._page.article.text)

    def _statement(self, judgement: Judgement, taken: set[int]) -> Statement | None:
        page = self._page
        cue = sorted({t.i: t for t in judgement.cue}.values(), key=lambda t: t.i)
        if not cue or any(t.i in self._said or t.i in self._quoted or t.i in taken for t in cue):
            return None
        if judgement.clause is not None and not self._stands(judgement.clause):
            return None
        numbers = set() if judgement.names else {t.i for t in cue}
        judged = [t for t in judgement.judged if t.i not in numbers]
        if any(t.i in taken for t in judged):
            return None
        places = places_of(judged)
        if not places:
            return None
        told = [t for t in (judgement.told or judgement.judged) if t.i not in numbers]
        return Statement(
            article_id=page.article.id,
            source=(),
            cue=tuple(page.cut(*place) for place in places_of(cue)),
            content=tuple(page.cut(*place) for place in places),
            stance=judgement.stance,
            certainty=tuple(_certainty(page, judgement.clause)),
            speaker=Source(page.article.outlet, "outlet") if page.article.outlet else None,
            happened=self._happened(judgement),
            proposition=self._proposition(judgement, told, cue),
            mentions=tuple(spoken_mentions(self._people, places)),
            own_voice=True,
        )

    def _stands(self, clause: Token) -> bool:
        """Whether the outlet says the clause, of fact: neither it nor one above is somebody's, a condition, a guess."""
        if is_open(clause) or is_labelled(clause) or is_told_by_noun(clause):
            return False
        below, above = clause, clause.head
        while below.dep_ != "ROOT":
            if above.i in self._said or above.i in self._quoted or not lets_stand(below):
                return False
            below, above = above, above.head
        return not any(k.lower_ == "according" or k.lower_ in ASIDE for k in below.children)

    def _proposition(self, judgement: Judgement, told: list[Token], cue: list[Token]) -> Proposition:
        head = judgement.head
        if judgement.stance == "confirm" and head is None:
            worded = sorted({t.i: t for t in (*cue, *told)}.values(), key=lambda t: t.i)  # "the video is genuine"
        else:
            worded = told
        text = self._page.article.text
        words = " … ".join(" ".join(text[start:end].split()) for start, end in places_of(worded))
        return Proposition(
            words=re.sub(r"^that (?=\S)", "", words),
            terms=terms_of(told, self._people),
            core=core_of(head, self._people) if head is not None else None,
            negated=head is not None and any(k.dep_ == "neg" and k in told for k in head.children),
            spelled_out=head is not None,
        )

    def _happened(self, judgement: Judgement) -> When | None:
        if judgement.head is None:
            return None
        for start, end in places_of(judgement.told or judgement.judged):
            for time in self._dated.within(start, end):
                if governing_verb(self._page, time.span) == judgement.head:
                    return when_of(self._page, time, "stands in the content")
        return None


def _certainty(page: Page, clause: Token | None) -> Iterator[Certainty]:
    """How sure the outlet is of its judgement: "is almost certainly a fake"."""
    kids = [] if clause is None else list(clause.children)
    if clause is not None and clause.lemma_ in SEEMING:
        span = page.cut(clause.idx, clause.idx + len(clause))
        yield Certainty(span.start, span.end, span.words, band_of({clause.lower_}))
    for word in sorted((*kids, *(g for k in kids if k.dep_ in _PREDICATES for g in k.children)), key=lambda t: t.i):
        if word.lower_ in CERTAINTY and word.dep_ == "advmod":
            run = page.doc[word.left_edge.i : word.i + 1]
            span = page.cut(run.start_char, run.end_char)
            yield Certainty(span.start, span.end, span.words, band_of({t.lower_ for t in run}))


def _numbers(page: Page, places: Iterable[Place]) -> set[int]:
    """The numbers of the tokens that lie in the places, in part or whole."""
    spans = (page.doc.char_span(start, end, alignment_mode="expand") for start, end in places)
    return {token.i for span in spans if span is not None for token in span}
