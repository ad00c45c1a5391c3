"""The network: one encoding of an article, and a second reading of each place where something is said or people meet.

The states of the words give tags (cue, source, content), the words where something is said without a cue, and meeting
words. The second reading looks at the words around one such place and knows which it is: whether it is one, of which
kind, which words are its source and content; or of a meeting its status, mode and clause. This is semantic role
labelling with the predicate given (He et al., Deep Semantic Role Labeling, ACL 2017). Whom a statement means, or who
meets, is a choice among the mentions of the article, by what the second reading found, the mention's own states, and
plain facts of place (`tracker.models.mentions`), as antecedents are ranked (Lee et al., EMNLP 2017); and so is what a
denial answers among the statements (`tracker.models.answering`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tracker.models import answering
from tracker.models.decoding import KINDS
from tracker.models.mentions import SIZES, SPECIAL, TYPES
from tracker.models.reader import MODES, STATUSES, VECTOR_SIZE
from tracker.models.tags import REACH, ROLES, TAGS
from tracker.models.words import WORD_FORMS
from tracker.training import mpnet
from tracker.training.mpnet import MPNet

_POOL = 2**23  # random numbers that are drawn once
NARROW, HEADS, INNER, LAYERS = 256, 4, 512, 2  # of the second reading
WEIGHTS = 3  # how much a statement matters to who follows the story: 0, 1, 2
WHATS = 3  # a cue, a start without a cue, a meeting word
# What the states of each word give.
PARTS = ("tags", "starts", "meets", "kinds", "word", "cue", "mention", "last", "tells", "denies")


class Dropout(nn.Module):
    """Dropout from a pool of numbers drawn once, read from a random place on: drawing them takes a tenth of a step."""

    pool: Tensor | None = None

    def __init__(self, share: float) -> None:
        """Take the share of the numbers that become zero."""
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Return the same with a share of zeros, and the rest grown by as much."""
        if not self.training or not self.share:
            return x
        if x.numel() > _POOL // 2:
            return nn.functional.dropout(x, self.share)
        if Dropout.pool is None:
            Dropout.pool = torch.rand(_POOL)
        start = int(torch.randint(_POOL - x.numel(), ()))
        kept = Dropout.pool[start : start + x.numel()].view(x.shape) >= self.share
        return x * kept / (1 - self.share)


class Layer(nn.Module):
    """A transformer layer, normalised before each part."""

    def __init__(self) -> None:
        """Make its weights."""
        super().__init__()
        self.first, self.second = nn.LayerNorm(NARROW), nn.LayerNorm(NARROW)
        self.mixed, self.out = nn.Linear(NARROW, 3 * NARROW), nn.Linear(NARROW, NARROW)
        self.up, self.down = nn.Linear(NARROW, INNER), nn.Linear(INNER, NARROW)
        self.dropout = Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return (places, words, narrow) from the same; `mask` is true for the words that may be looked at."""
        places, words, _ = x.shape
        mixed = self.mixed(self.first(x)).view(places, words, 3, HEADS, NARROW // HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        # Of so few words two products take half the time of torch's fused attention.
        scores = query @ key.transpose(-1, -2) * (NARROW // HEADS) ** -0.5
        scores = scores.float().masked_fill(~mask[:, None, None, :], -torch.inf)
        seen = scores.softmax(-1).to(value.dtype) @ value
        x = x + self.dropout(self.out(seen.transpose(1, 2).reshape(places, words, NARROW)))
        return x + self.dropout(self.down(nn.functional.gelu(self.up(self.second(x)))))


class Encoder(nn.Module):
    """The encoder with what it gives of each word."""

    def __init__(self, base: MPNet) -> None:
        """Take the encoder."""
        super().__init__()
        self.base = base
        self.forms = nn.Embedding(WORD_FORMS, mpnet.SIZE)
        nn.init.normal_(self.forms.weight, std=0.01)
        self.dropout = Dropout(0.1)
        widths = {"tags": len(TAGS), "starts": 1, "meets": 1, "kinds": len(KINDS)} | dict.fromkeys(PARTS[4:8], NARROW)
        widths |= dict.fromkeys(PARTS[8:], VECTOR_SIZE)
        self.heads = nn.ModuleDict({name: nn.Linear(mpnet.SIZE, width) for name, width in widths.items()})
        nn.init.zeros_(self.heads["kinds"].weight)

    def states(self, below: Tensor, forms: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the states (pieces, size) of windows of these lengths, from what the fixed layers give of them."""
        states: Tensor = self.base.above(below + self.forms(forms), lengths)
        return states

    def forward(self, states: Tensor) -> dict[str, Tensor]:
        """Return what the states of words give."""
        words = self.dropout(states)
        return {name: head(words) for name, head in self.heads.items()}


@dataclass
class Again:
    """What the second reading says of each place."""

    roles: Tensor  # (places, 2 * REACH + 1, roles)
    is_one: Tensor  # (places,)
    kind: Tensor
    weight: Tensor
    status: Tensor
    mode: Tensor
    meaning: Tensor  # (places, narrow): what the mentions are compared with
    answers: Tensor  # the same: what an answer looks for, and
    answered: Tensor  # what it finds in the statement that it answers


class SecondReader(nn.Module):
    """Reads the words around a place again, knowing the place."""

    def __init__(self) -> None:
        """Make its weights."""
        super().__init__()
        self.place, self.what = nn.Embedding(2 * REACH + 1, NARROW), nn.Embedding(WHATS, NARROW)
        for table in (self.place, self.what):
            nn.init.normal_(table.weight, std=0.1)
        self.enter, self.leave = nn.LayerNorm(NARROW), nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = Dropout(0.1)
        self.roles = nn.Linear(NARROW, len(ROLES))
        widths = {"is_one": 1, "kind": len(KINDS), "weight": WEIGHTS, "status": len(STATUSES), "mode": len(MODES)}
        self.heads = nn.ModuleDict({name: nn.Linear(NARROW, width) for name, width in widths.items()})
        self.meaning, self.answers, self.answered = (nn.Linear(NARROW, NARROW) for _ in range(3))

    def forward(self, around: Tensor, anchor: Tensor, mask: Tensor, what: Tensor) -> Again:
        """Return what is read of the words around each place; `mask` is true for a word, `anchor` is its own vector."""
        x = self.enter(around + (anchor + self.what(what))[:, None, :] + self.place.weight)
        for layer in self.layers:
            x = layer(x, mask)
        x = self.leave(x)
        here = self.dropout(x[:, REACH])
        found = {name: head(here) for name, head in self.heads.items()}
        return Again(
            self.roles(x), found["is_one"][:, 0], found["kind"], found["weight"], found["status"], found["mode"],
            self.meaning(here), self.answers(here), self.answered(here),
        )  # fmt: skip


class Chooser(nn.Module):
    """Scores how far each mention is whom a place means: who says it, who meets."""

    def __init__(self) -> None:
        """Make its weights."""
        super().__init__()
        self.source, self.none = nn.Linear(NARROW, NARROW), nn.Parameter(torch.zeros(NARROW))
        self.facts = nn.Embedding(sum(SIZES), NARROW)
        nn.init.normal_(self.facts.weight, std=0.02)
        self.special = nn.Parameter(torch.randn(len(SPECIAL), NARROW) * 0.1)
        self.dropout = Dropout(0.1)
        self.middle, self.out = nn.Linear(NARROW, NARROW), nn.Linear(NARROW, 2)
        self.types = nn.Linear(NARROW, len(TYPES))

    def forward(self, meaning: Tensor, source: Tensor, mention: Tensor, facts: Tensor) -> Tensor:
        """Return (places, mentions and the special ones, 2): scores of saying and of taking part.

        `source` has the mean vector of the words of each place's source, zeros where there are none; `mention` a vector
        a mention, `facts` the numbers of its features seen from each place (places, mentions, features).
        """
        has = source.abs().sum(-1, keepdim=True) > 0
        asked = meaning + torch.where(has, self.source(source), self.none)
        there = mention[None] + self.facts(facts).sum(2)
        there = torch.cat([there, self.special[None].expand(len(asked), -1, -1).to(there.dtype)], 1)
        hidden = self.dropout(nn.functional.gelu(asked[:, None] + there))
        return self.out(nn.functional.gelu(self.middle(hidden)))


class Answerer(nn.Module):
    """Scores how far each of some statements is what another one of the article answers."""

    def __init__(self) -> None:
        """Make its weights."""
        super().__init__()
        self.facts = nn.Embedding(sum(answering.SIZES), NARROW)
        nn.init.normal_(self.facts.weight, std=0.1)
        self.none = nn.Parameter(torch.zeros(NARROW))
        self.dropout = Dropout(0.1)
        self.middle, self.out = nn.Linear(NARROW, NARROW), nn.Linear(NARROW, 1)

    def forward(self, answers: Tensor, answered: Tensor, facts: Tensor) -> Tensor:
        """Return the scores (statements + 1) that each is answered, and last that none of them is.

        `answers` (1, narrow) is of the answer, `answered` (statements, narrow) of the others, `facts` the numbers of
        what is seen of each.
        """
        there = torch.cat([answered + self.facts(facts).sum(1), self.none[None].to(answered.dtype)])
        hidden = self.dropout(nn.functional.gelu(answers + there + answers * there))
        return self.out(nn.functional.gelu(self.middle(hidden)))[:, 0]


class Network(nn.Module):
    """All parts, trained together."""

    def __init__(self, base: MPNet) -> None:
        """Take the encoder."""
        super().__init__()
        self.encoder, self.second = Encoder(base), SecondReader()
        self.chooser, self.answerer = Chooser(), Answerer()


def student() -> Network:
    """Return the network that is shipped, on the base weights of its encoder."""
    return Network(mpnet.base())
