"""What the outlet states as fact in its own voice: "Tarnovian artillery shelled the village overnight".

Most of an article is such narration. It is shown only where others claim the same, or where somebody denies it, which
`link.narrated` decides. Found here are whole sentences for which nobody is cited and which stand as fact: with a finite
verb and a subject that is neither the writer nor the reader.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from spacy.tokens import Span as Sentence

from tracker.extract.certainty import certainty_of
from tracker.extract.clauses import is_finite, is_modal, subject_of
from tracker.extract.people import People
from tracker.extract.propositions import proposition_of, spoken_mentions
from tracker.extract.quotations import find_quotations
from tracker.extract.statement_dates import happens_on
from tracker.extract.text_places import Place, merged, places_of
from tracker.extract.times import DateIndex
from tracker.records import Source, Statement, Time
from tracker.word_lists import word_list

_FEWEST_TERMS = 3  # of a proposition that is worth comparing
_SENTENCE_ENDS = (".", "!", "”", '"', "’", ")", ";")
_WRITER_OR_READER = word_list("grammar_words", "first_person", "second_person")


def find_narration(people: People, attributed: Iterable[Place], times: Iterable[Time]) -> list[Statement]:
    """Return the narration as statements, in text order; `attributed` are the places of all that somebody else says.

    They have `own_voice` and `narrated` set, neither source nor cue, and the outlet, where known, as speaker.
    """
    said_by_others = merged(attributed, people.page.article.text)
    quoted = find_quotations(people.page.article.text)
    dated = DateIndex(times)
    facts = (
        sentence
        for sentence in people.page.doc.sents
        if _states_fact(sentence, said_by_others) and not _is_quoted(sentence, quoted)
    )
    certain = (sentence for sentence in facts if not certainty_of(people.page, sentence.root))
    statements = (_statement(people, sentence, dated) for sentence in certain)
    return [statement for statement in statements if statement is not None]


def _states_fact(sentence: Sentence, said_by_others: Sequence[Place]) -> bool:
    """Whether a sentence states something as fact, and holds nothing that others say."""
    root = sentence.root
    # The first place that ends after the sentence begins.
    after = bisect_right(said_by_others, sentence.start_char, key=lambda place: place[1])
    is_said_by_others = after < len(said_by_others) and said_by_others[after][0] < sentence.end_char
    if is_said_by_others or not sentence.text.rstrip().endswith(_SENTENCE_ENDS):
        return False
    subject = subject_of(root)
    if root.pos_ not in ("VERB", "AUX") or subject is None or not is_finite(root) or is_modal(root):
        return False
    return not any(t.lower_ in _WRITER_OR_READER for t in (*root.children, *subject.subtree))


def _is_quoted(sentence: Sentence, quoted: Sequence[Place]) -> bool:
    """Whether the whole sentence is quoted: then the outlet does not say it, though nobody is cited for it."""
    end = sentence.start_char + len(sentence.text.rstrip())
    before = bisect_right(quoted, sentence.start_char, key=lambda place: place[0]) - 1  # the last that begins no later
    return before >= 0 and end <= quoted[before][1]


def _statement(people: People, sentence: Sentence, dated: DateIndex) -> Statement | None:
    page = people.page
    places = places_of(list(sentence))
    proposition = proposition_of(people, (), places, ("assert", "assertive"))
    if proposition is None or len(proposition.terms) < _FEWEST_TERMS:
        return None
    return Statement(
        article_id=page.article.id,
        source=(),
        cue=(),
        content=tuple(page.cut(*place) for place in places),
        speaker=Source(page.article.outlet, "outlet") if page.article.outlet else None,
        happened=happens_on(page, sentence.root, places, dated),
        proposition=proposition,
        mentions=tuple(spoken_mentions(people, places)),
        own_voice=True,
        narrated=True,
    )
