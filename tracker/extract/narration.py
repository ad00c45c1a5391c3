"""What the outlet tells in its own voice, of fact: "Tarnovian artillery shelled the village overnight".

Most of an article is told so, and nearly all of it is of no account: it becomes a statement only where others say the
same, or where somebody denies it, which is decided in the store; or where it has a "not" and, as the relation model
reads it, contests something (`link.contests`). Here belong clauses that nobody is cited for and that stand as fact:
whole sentences, and of those in which somebody speaks too the main clauses in which nobody does. Questions, conditions,
what may be, headings, what a writer says of himself or to his readers, and what says too little to be known again
elsewhere are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tracker.extract.clauses import main_clauses
from tracker.extract.denied import has_not
from tracker.extract.own_standing import is_labelled, is_open, is_told_by_noun, subject_of
from tracker.extract.people import People
from tracker.extract.propositions import affirmed, clauses_of, core_of, spoken_mentions, terms_of
from tracker.extract.quantities import quantities_in
from tracker.extract.statement_dates import happens_on
from tracker.extract.text_places import Place, places_of
from tracker.extract.times import Dated
from tracker.extract.wording import words_of
from tracker.parsing import Page
from tracker.records import Proposition, Source, Statement, Time

FEWEST_TERMS = 3
_FINITE = {"VBD", "VBP", "VBZ", "MD"}
_OF_FACT = {"will", "wo"}  # "work will start on Monday", "it won't"
_ENDS = (".", "!", "”", '"', "’", ")", ";")
_NOT_OF_FACT = ("ccomp", "advcl", "acl", "relcl")  # what a sentence hangs on by mistake of the parser
_PERSONAL = set("i we you me us my our your".split())


def find_narration(page: Page, others: Iterable[Place], people: People, times: Iterable[Time]) -> list[Statement]:
    """Return what the outlet tells, in text order; `others` are the places of all that somebody says, or it judges.

    `own_voice` and `narrated` are set, there is neither source nor cue, and the speaker is the outlet, where known.
    """
    taken = [(start, end) for start, end in others]
    dated = Dated(times)
    found = []
    for sentence in page.doc.sents:
        for verb, tokens in _clauses(sentence, taken):
            statement = _statement(page, verb, tokens, people, dated)
            if statement is not None:
                found.append(statement)
    return found


def _clauses(sentence: Sentence, taken: Sequence[Place]) -> Iterator[tuple[Token, list[Token]]]:
    """Yield the sentence with its verb, where nobody speaks in it, else its main clauses in which nobody does."""
    root = sentence.root
    if not sentence.text.rstrip().endswith(_ENDS):
        return
    if not _overlaps(sentence, taken):
        if _stands(root):
            yield root, list(sentence)
        return
    for verb in (root, *(k for k in root.conjuncts if _has_subject(k))):
        joined = {t.i for k in verb.children if k.dep_ == "conj" and _has_subject(k) for t in k.subtree}
        tokens = [t for t in verb.subtree if t.i not in joined and t.sent == sentence]
        while tokens and tokens[-1].dep_ in ("cc", "punct"):
            tokens.pop()
        if _stands(verb) and not _overlaps(tokens, taken):
            yield verb, tokens


def _overlaps(tokens: Iterable[Token], taken: Sequence[Place]) -> bool:
    every = list(tokens)
    start, end = every[0].idx, every[-1].idx + len(every[-1])
    return any(here < end and start < there for here, there in taken)


def _has_subject(verb: Token) -> bool:
    return any(k.dep_ in ("nsubj", "nsubjpass", "expl") for k in verb.children)


def _stands(verb: Token) -> bool:
    """Whether the clause has a finite verb and a subject that is neither the writer nor the reader, and is of fact."""
    if verb.pos_ not in ("VERB", "AUX") or not _has_subject(verb) or verb.dep_ in _NOT_OF_FACT:
        return False
    finite = verb.tag_ in _FINITE or any(k.dep_ in ("aux", "auxpass") and k.tag_ in _FINITE for k in verb.children)
    if not finite or is_open(verb, _OF_FACT) or is_labelled(verb) or is_told_by_noun(verb):
        return False
    subject = subject_of(verb)
    about = [*verb.children, *(subject.subtree if subject is not None else ())]
    return subject is not None and not any(t.lower_ in _PERSONAL for t in about)


def _statement(page: Page, verb: Token, tokens: list[Token], people: People, dated: Dated) -> Statement | None:
    terms = terms_of(tokens, people)
    places = places_of(tokens)
    if len(terms) < FEWEST_TERMS or not places:
        return None
    first = min(main_clauses(tokens), key=lambda t: t.i, default=verb)  # "there was no gun: we have seen photographs"
    return Statement(
        article_id=page.article.id,
        source=(),
        cue=(),
        content=tuple(page.cut(*place) for place in places),
        speaker=Source(page.article.outlet, "outlet") if page.article.outlet else None,
        happened=happens_on(page, verb, places, dated),
        proposition=Proposition(
            words=words_of(tokens, page.article.text),
            terms=terms,
            core=core_of(verb, people),
            negated=has_not(verb),
            quantities=quantities_in(tokens),
            affirmed=tuple(affirmed(tokens, first, people)),
            clauses=clauses_of(tokens, page.article.text),
        ),
        mentions=tuple(spoken_mentions(people, places)),
        own_voice=True,
        narrated=True,
    )
