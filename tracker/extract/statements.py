"""From attributions to statements: stance, certainty, speaker, dates and proposition of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.extract.anonymity import with_reasons
from tracker.extract.attributions import Attribution, find_attributions
from tracker.extract.certainty import certainty_of
from tracker.extract.citing import with_cited
from tracker.extract.contested import with_contested
from tracker.extract.heard import Heard
from tracker.extract.hearsay import with_hearsay
from tracker.extract.missed import with_missed
from tracker.extract.people import People
from tracker.extract.propositions import proposition_of, spoken_mentions
from tracker.extract.sources import Speaker, can_speak, saying_mentions
from tracker.extract.stance import force_of, stance_of
from tracker.extract.statement_dates import happened_of, said_of
from tracker.extract.text_places import Place
from tracker.extract.times import Dated
from tracker.extract.untruths import with_untruths
from tracker.parsing import Page
from tracker.records import Mention, Source, Span, Statement, Time


def find_statements(page: Page, times: Iterable[Time], people: People) -> list[Statement]:
    """Return the statements of the page in text order, no two with the same cue and content."""
    found = with_untruths(page, with_missed(page, find_attributions(page)))
    attributions = with_cited(with_hearsay(page, with_contested(page, found, people)), can_speak)
    heard = Heard(attributions, people)
    dated = Dated(times)
    statements = [_statement(page, attribution, heard, dated, people) for attribution in attributions]
    saying = (s for s in statements if s.content or s.stance == "no_comment")
    return with_reasons(page, _refused_once({statement.id: statement for statement in saying}.values()))


def _refused_once(statements: Iterable[Statement]) -> list[Statement]:
    """The statements without each refusal that stands in another: "said it had no comment" refuses once."""
    every = list(statements)
    refusals = [one for one in every if one.stance == "no_comment"]
    within: set[str] = set()
    furthest = -1
    for refusal in sorted(refusals, key=lambda one: (one.place[0], -one.place[1])):
        if refusal.place[1] <= furthest:
            within.add(refusal.id)
        furthest = max(furthest, refusal.place[1])
    return [one for one in every if one.id not in within]


def _statement(page: Page, attribution: Attribution, heard: Heard, times: Dated, people: People) -> Statement:
    content = _spans(page, attribution.content)
    source = _spans(page, attribution.source)
    stance = stance_of(attribution, " ".join(span.words for span in content))
    speaker = heard.speaker(attribution)
    return Statement(
        article_id=page.article.id,
        source=source,
        cue=_spans(page, [(attribution.cue[0].idx, attribution.cue[-1].idx + len(attribution.cue[-1]))]),
        content=content,
        stance=stance,
        force=force_of(attribution, stance),
        certainty=certainty_of(page, attribution.content_head),
        speaker=speaker.source if speaker else None,
        acts_for=speaker.acts_for if speaker else None,
        anonymity=speaker.anonymity if speaker else None,
        number=speaker.number if speaker else None,
        via=tuple(_via(page, attribution, speaker, heard)),
        said=said_of(page, attribution, times),
        happened=happened_of(page, attribution, times),
        proposition=proposition_of(attribution, stance, people),
        mentions=tuple(_mentions(attribution, speaker, source, people)),
        contested=attribution.contested,
    )


def _via(page: Page, attribution: Attribution, speaker: Speaker | None, heard: Heard) -> Iterator[tuple[Source, Span]]:
    citing = heard.through(attribution)
    if citing is not None and attribution.through is not None and attribution.through[1]:
        yield citing.source, _spans(page, attribution.through[1])[0]
    if attribution.contested:
        return  # whoever denies it does not pass it on
    seen = {speaker.source} if speaker is not None else set()
    for through, outer in heard.around(attribution):
        if outer.source and through.source not in seen:
            seen.add(through.source)
            yield through.source, _spans(page, outer.source)[0]


def _spans(page: Page, places: Iterable[Place]) -> tuple[Span, ...]:
    return tuple(page.cut(start, end) for start, end in places)


def _mentions(
    attribution: Attribution, speaker: Speaker | None, source: tuple[Span, ...], people: People
) -> Iterator[Mention]:
    if speaker is not None and source:
        yield from saying_mentions(speaker, source[0])
    yield from spoken_mentions(people, attribution.content)
