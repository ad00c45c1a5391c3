"""Who passes a statement on: "the Times, citing officials", "Interfax quoted Peskov as saying".

There the officials and Peskov speak, through the Times and through Interfax.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from tracker.extract.attributions import Attribution, entry_and_content_head
from tracker.extract.saying import source_tokens
from tracker.extract.text_places import Place, places_of

_CITING = {"cite", "quote"}
_SAYING = {"say", "tell"}


def with_cited(attributions: list[Attribution], can_speak: Callable[[Token], bool]) -> list[Attribution]:
    """Return the attributions; of those that cite somebody, whoever is cited speaks, through whoever cites.

    `can_speak` tells whether the head of a noun phrase is somebody or something that says things: the Times may also
    cite bad weather.
    """
    citing: set[int] = set()
    told = [a for a in attributions if a.head.lemma_ in _CITING and a.head.tag_ == "VBG"]
    quoted = [a for a in attributions if _quotes_as_saying(a, can_speak)]
    for attribution in attributions:
        if attribution in quoted or attribution.speaker is None or attribution in told:
            continue
        verb = next(_citing(attribution), None) or _citing_beside(attribution, told)
        cited = next((k for k in verb.children if k.dep_ == "dobj"), None) if verb is not None else None
        if verb is None or cited is None or not can_speak(cited):
            continue
        before = [t for t in source_tokens(attribution.speaker) if t.i < verb.left_edge.i or verb.dep_ == "advcl"]
        attribution.through = attribution.speaker, places_of(before)
        attribution.speaker, attribution.source = cited, places_of(_cited_tokens(cited))
        attribution.content = _without(attribution.content, verb, _cited_tokens(cited))
        citing.add(verb.i)
    again = [a for a in attributions if a not in quoted and any(a.head == q.head for q in quoted)]  # "as denying it"
    return [a for a in attributions if a.head.i not in citing and a not in again]


def _without(content: list[Place], verb: Token, cited: list[Token]) -> list[Place]:
    """The content without "citing two officials" within it; as it is where nothing but that would be left out of it."""
    start, last = verb.idx, cited[-1]
    end = last.idx + len(last)
    before = next((t for t in reversed(verb.doc[verb.sent.start : verb.i]) if not t.is_punct), None)
    after = next((t for t in verb.doc[last.i + 1 : verb.sent.end] if not t.is_punct), None)
    kept: list[Place] = []
    for first, until in content:
        if until <= start or end <= first:
            kept.append((first, until))
            continue
        kept += [(first, before.idx + len(before))] if before is not None and first <= before.idx else []
        kept += [(after.idx, until)] if after is not None and after.idx < until else []
    return kept or content


def _cited_tokens(cited: Token) -> list[Token]:
    """The phrase of who is cited, without a clause of what is told that the parser hangs on it."""
    told = next(
        (k for k in cited.children if k.dep_ in ("acl", "relcl", "ccomp") and k.left_edge.lower_ == "that"), None
    )
    tokens = [t for t in source_tokens(cited) if told is None or t.i < told.left_edge.i]
    saying = next((n for n, t in enumerate(tokens) if t.lower_ == "as" and t.i > cited.i), len(tokens))
    return tokens[:saying]


def _citing(attribution: Attribution) -> Iterator[Token]:
    head, speaker = attribution.head, attribution.speaker
    beside = [*head.children, *(speaker.children if speaker is not None else ())]
    # "reported on Sunday, citing a survey, that trees had frozen": the parser may hang it on what is reported.
    within = attribution.content_head.children if attribution.content_head is not None else ()
    beside += [k for k in within if k.tag_ == "VBG" and not _is_inside(k, attribution.content)]
    for token in beside:
        if token.lemma_ in _CITING and token.dep_ in ("advcl", "relcl", "acl"):
            yield token


def _citing_beside(attribution: Attribution, told: list[Attribution]) -> Token | None:
    """The verb of "citing an aide" that has the same source in the same sentence, wherever the parser hangs it."""
    own = set(attribution.source)
    near = (a for a in told if a is not attribution and a.head.sent == attribution.head.sent)
    return next((a.head for a in near if own & set(a.source)), None)


def _is_inside(token: Token, places: list[Place]) -> bool:
    return any(start <= token.idx < end for start, end in places)


def _cited_of(cited: Token) -> list[Token]:
    """Who is cited, and of "one of the mayor's aides" the aides."""
    of = (k for k in cited.children if k.lower_ == "of" and cited.pos_ in ("NUM", "DET", "PRON"))
    return [cited, *(o for k in of for o in k.children if o.dep_ == "pobj")]


def _quotes_as_saying(attribution: Attribution, can_speak: Callable[[Token], bool]) -> bool:
    """Turn "Interfax quoted Peskov as saying …" and "Peskov was quoted by Interfax as saying …" to who says it.

    Returns whether the attribution is one of these. Its cue is left as it is, what is quoted is quoted, but where
    another act is told: "was quoted as denying".
    """
    verb = attribution.head
    if verb.lemma_ not in _CITING or verb.pos_ != "VERB":
        return False
    told = next((t for t in verb.subtree if t.i > verb.i and t.tag_ == "VBG" and t.nbor(-1).lower_ == "as"), None)
    if told is None:
        return False
    kids = {k.dep_: k for k in reversed(list(verb.children))}
    agent = next(iter(kids["agent"].children), None) if "agent" in kids else None
    outlet, cited = (agent, kids.get("nsubjpass")) if "auxpass" in kids else (kids.get("nsubj"), kids.get("dobj"))
    is_said = "auxpass" in kids and told.lemma_ in _SAYING  # whatever is quoted as saying, says
    if cited is None or not (is_said or cited.pos_ == "PRON" or any(map(can_speak, _cited_of(cited)))):
        return False
    tokens = _cited_tokens(cited)
    if outlet is not None:
        attribution.through = outlet, places_of(source_tokens(outlet)) or attribution.source
    attribution.speaker, attribution.source = cited, places_of(tokens)
    said = told.idx + len(told)
    content = [(max(start, said), end) for start, end in attribution.content if end > said]
    after = [t for t in told.doc[told.i + 1 : told.sent.end] if any(start <= t.idx < end for start, end in content)]
    if after:
        attribution.content = [(max(start, after[0].idx), end) for start, end in content]
        attribution.content_head = next((k for k in told.children if k.dep_ in ("ccomp", "dobj", "pobj")), after[0])
    if after and told.lemma_ not in _SAYING:  # "was quoted as denying it"
        attribution.head, attribution.cue = told, [told]
        entry, attribution.content_head = entry_and_content_head(told, after)
        demands = outlet is not None and entry.force in ("directive", "commissive")
        # What another tells that somebody demands or promises is a claim.
        attribution.entry = replace(entry, force="assertive") if demands else entry
    return True
