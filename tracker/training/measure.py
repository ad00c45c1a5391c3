"""How well a network in training reads the articles that choose: the rows found and right, by the network alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from tracker.models.decoding import KINDS, DecodedMeeting, DecodedStatement, Heads, decode
from tracker.models.reader import STATUSES
from tracker.models.tags import Floats, log_softmax
from tracker.models.words import Ints, pieces_of, windows_of
from tracker.training.corpora import FAIR, Lesson, MarkedStatement, inside, shared
from tracker.training.examples import Example, same_name
from tracker.training.network import Network

ROWS = {"claim": ("claim", "confirmation"), "denial": ("denial", "ignorance"), "refusal": ("refusal",)}


def word_states(model: Network, example: Example) -> Mapping[str, Floats]:
    """Return what a network says of each word, the mean of the windows that have it; tags as log probabilities."""
    sums: dict[str, Floats] = {}
    times = np.zeros((len(example.words), 1), np.float32)
    for window in windows_of(example.words):
        ids, forms, first = (torch.from_numpy(part) for part in pieces_of(example.words, window))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            below = model.encoder.base.below(ids, [len(ids)])
            read = model.encoder(model.encoder.states(below, forms, [len(ids)])[first])
        values = {name: value.float().numpy() for name, value in read.items()}
        values["tags"] = np.exp(log_softmax(values["tags"]))
        for name in ("starts", "meets"):
            values[name] = 1 / (1 + np.exp(-values[name]))
        for name, value in values.items():
            sums.setdefault(name, np.zeros((len(example.words), value.shape[1]), np.float32))
            sums[name][window.start : window.end] += value
        times[window.start : window.end] += 1
    means = {name: value / times for name, value in sums.items()}
    means["tags"] = np.log(means["tags"] + 1e-9)
    return means


def read(model: Network, example: Example) -> tuple[list[DecodedStatement], list[DecodedMeeting]]:
    """Return what a network reads in an article."""
    model.eval()

    def second(near: Floats, anchor: Floats, mask: NDArray[np.bool_], what: Ints) -> Mapping[str, Floats]:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            again = model.second(*(torch.from_numpy(part) for part in (near, anchor, mask, what)))
        return {name: value.float().numpy() for name, value in vars(again).items()}

    def choose(meaning: Floats, source: Floats, mention: Floats, facts: Ints) -> Floats:
        with torch.no_grad():
            scores: Floats = model.chooser(
                *(torch.from_numpy(part) for part in (meaning, source, mention, facts))
            ).numpy()
        return scores

    def answer(answers: Floats, answered: Floats, facts: Ints) -> Floats:
        with torch.no_grad():
            scores: Floats = model.answerer(*(torch.from_numpy(part) for part in (answers, answered, facts))).numpy()
        return scores

    return decode(example.words, example.mentions, word_states(model, example), Heads(second, choose, answer))


def measured(model: Network, dev: Sequence[tuple[Example, Lesson]]) -> str:
    """Return P and R of rows of each kind, the share of wrong speakers, and of meetings, in one line."""
    count = {name: np.zeros(6) for name in ROWS}
    met = np.zeros(4)
    right_kind, answered = np.zeros(2), np.zeros(2)
    for example, lesson in dev:
        said, meetings = read(model, example)
        for name, kinds in ROWS.items():
            count[name] += _scored(example, lesson, said, name, kinds)
        met += _meetings(example, lesson, meetings)
        right_kind += _kinds(example, lesson, said)
        answered += _answered(example, lesson, said)
    parts = []
    for name, (right, shown, had, wanted, wrong, _) in count.items():
        parts.append(
            f"{name} P {right / max(shown, 1):.3f} R {had / max(wanted, 1):.3f} "
            f"who wrong {wrong / max(shown, 1):.3f} of {shown:.0f}/{wanted:.0f}"
        )
    parts.append(
        f"meeting P {met[0] / max(met[1], 1):.3f} R {met[2] / max(met[3], 1):.3f} of {met[1]:.0f}/{met[3]:.0f}"
    )
    parts.append(f"kind {right_kind[0] / max(right_kind[1], 1):.3f} of {right_kind[1]:.0f}")
    parts.append(f"answered {answered[0]:.0f} of {answered[1]:.0f}")
    return " · ".join(parts)


def places_of(example: Example, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs of words as places of the text."""
    words = example.words
    return [(int(words.starts[a]), int(words.ends[b - 1])) for a, b in runs]


def row_kind(one: DecodedStatement) -> tuple[str, float]:
    """Return the likeliest kind of a statement and the probability that it is one and of that kind."""
    kinds = one.kinds.copy()
    best = int(kinds.argmax())
    return KINDS[best], float(kinds[best]) * one.sureness


def shown_probability(one: DecodedStatement) -> float:
    """Return how likely a row of the statement is right, its speaker aside."""
    fair = sum(float(one.kinds[KINDS.index(kind)]) for kind in FAIR)
    kind, _ = row_kind(one)
    return one.sureness * (fair if kind in ROWS["claim"] else float(one.kinds[KINDS.index(kind)]))


def names_right(example: Example, one: DecodedStatement, who: Sequence[str]) -> bool:
    """Return whether whom a statement means is one of those marked."""
    best = one.who[0]
    if best.special == "outlet":
        return "outlet" in who
    if best.special == "nobody":
        return not who
    if best.special == "open":
        return any(w != "outlet" and _none(w, example) for w in who)
    return any(same_name(w, text_of(example, n)) for w in who for n in best.mentions[:3])


def _none(who: str, example: Example) -> bool:
    return not any(same_name(who, text_of(example, n)) for n in range(len(example.mentions)))


def text_of(example: Example, mention: int) -> str:
    """Return the words of a mention."""
    first, after = example.mentions.runs[mention]
    return example.text[example.words.starts[first] : example.words.ends[after - 1]]


def fits(
    example: Example, one: DecodedStatement, lesson: Lesson
) -> list[tuple[float, MarkedStatement | tuple[int, int]]]:
    """Return the marked statements that a read one may be, closest first."""
    content = places_of(example, one.content or (one.anchor,))
    found: list[tuple[float, MarkedStatement | tuple[int, int]]] = []
    for marked in lesson.statements:
        if marked.mark is None:
            continue
        alike = max(shared(content, marked.content or ()), 0.6 * (inside(content, marked.content or ()) >= 0.85))
        if marked.content is None and marked.anchor[0] <= content[0][1] and content[0][0] <= marked.anchor[1]:
            alike = 0.6
        if alike >= 0.5:
            found.append((alike, marked))
    found += [(0.51, span) for span in lesson.unclear if inside(content, [span]) >= 0.8]
    return sorted(found, key=lambda pair: -pair[0])


def _scored(
    example: Example, lesson: Lesson, said: Sequence[DecodedStatement], name: str, kinds: Sequence[str]
) -> NDArray[np.float64]:
    right = shown = wrong = 0
    found = set()
    for one in said:
        kind, _ = row_kind(one)
        if kind not in kinds or shown_probability(one) < 0.5:
            continue
        near = fits(example, one, lesson)
        if near and isinstance(near[0][1], tuple):
            continue
        marked = [t for _, t in near if isinstance(t, MarkedStatement)]
        closest = next((t for t in marked if t.kind in kinds), next(iter(marked), None))
        if closest is not None and not closest.is_sure:
            continue
        shown += 1
        if closest is None:
            continue
        fair = closest.kind in kinds or (name == "claim" and closest.kind in FAIR)
        who = names_right(example, one, closest.who or ())
        right += fair and who
        wrong += fair and not who
        if closest.kind in kinds and who:
            found.add(closest.mark)
    wanted = [one for one in lesson.statements if one.mark is not None and one.kind in kinds and one.is_sure]
    return np.array([right, shown, sum(t.mark in found for t in wanted), len(wanted), wrong, 0.0])


def _kinds(example: Example, lesson: Lesson, said: Sequence[DecodedStatement]) -> NDArray[np.float64]:
    right = every = 0
    for one in said:
        near = [t for _, t in fits(example, one, lesson) if isinstance(t, MarkedStatement)]
        if near and near[0].is_sure:
            every += 1
            right += KINDS[1 + int(one.kinds[1:].argmax())] == near[0].kind
    return np.array([right, every], dtype=float)


def _answered(example: Example, lesson: Lesson, said: Sequence[DecodedStatement]) -> NDArray[np.float64]:
    """Of statements that answer a passage of their article: how many find it first, of all that look for any."""
    right = every = 0
    for one in said:
        marked = next((t for _, t in fits(example, one, lesson) if isinstance(t, MarkedStatement)), None)
        if marked is not None and marked.answers and one.answers:
            every += 1
            ((start, end),) = places_of(example, [one.answers[0][0]])
            right += any(a <= start and end <= b for a, b in marked.answers)
    return np.array([right, every], dtype=float)


def _meetings(example: Example, lesson: Lesson, meetings: Sequence[DecodedMeeting]) -> NDArray[np.float64]:
    right = shown = 0
    found = set()
    for one in meetings:
        if one.sureness < 0.5:
            continue
        clause = places_of(example, one.clause or (one.word,))
        touched = [
            meeting
            for meeting in lesson.meetings
            if any(inside(clause, [place]) > 0 for place in (meeting.clause, *meeting.more))
        ]
        if touched and not any(meeting.is_sure for meeting in touched):
            continue
        shown += 1
        names = [text_of(example, side.mentions[0]) for side in one.sides]
        status = STATUSES[int(one.statuses.argmax())]
        for meeting in touched:
            all_there = all(any(same_name(who, name) for name in names) for who in meeting.who)
            none_else = all(any(same_name(who, name) for who in meeting.who) for name in names)
            if meeting.status == status and all_there and none_else:
                found.add(meeting)
        right += any(meeting in found for meeting in touched)
    wanted = [meeting for meeting in lesson.meetings if meeting.is_sure]
    return np.array([right, shown, sum(meeting in found for meeting in wanted), len(wanted)], dtype=float)
