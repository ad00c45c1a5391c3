"""The networks: one that reads a text or two, and one that reads articles; they share the first half of their encoder.

Of one text a layer says whether it contests what somebody claims. Of two, read in one go so that each word of one can
be held against those of the other, a layer says how the second relates to the first, as in natural language inference
(Bowman et al., A large annotated corpus for learning natural language inference, 2015). An article is read as far as
the encoder reaches, and what is true of a statement is the mean of what is seen of its pieces; statements that tell the
same lie near each other (Reimers and Gurevych, Sentence-BERT, EMNLP 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from tracker.models.relations.encoding import Text, pieces_of_texts
from tracker.models.relations.reader import RELATIONS, Floats
from tracker.models.statements.encoding import Ints
from tracker.models.statements.teacher import teacher_encoder

SIZE, NUMBERS = 768, 128  # of a piece, of a vector
PLACES = 512  # pieces that the large encoder reaches over
_SHARPNESS = 12.0  # cosines are multiplied by it before the likeliest is chosen; it is learned


class Relations(nn.Module):
    """Of two texts: how the second relates to the first; of one: whether it contests something.

    The first half of the layers stays as it is, which costs nothing to learn; before the second half the pieces are
    marked by which text they are of.
    """

    def __init__(self, folder: Path) -> None:
        """Take the larger encoder from its folder, and untrained layers."""
        super().__init__()
        self.encoder = teacher_encoder(folder)
        self.layers = self.encoder.encoder.layer
        self.kinds = nn.Embedding(3, SIZE)
        nn.init.zeros_(self.kinds.weight)
        self.relation = nn.Linear(SIZE, len(RELATIONS))
        self.contests = nn.Linear(SIZE, 2)
        for part in (self.encoder.embeddings, *self._fixed):
            part.requires_grad_(False)

    @property
    def _fixed(self) -> nn.ModuleList:
        return self.layers[: len(self.layers) // 2]

    def seen(self, rows: Sequence[tuple[Ints, Ints]]) -> Tensor:
        """Return of each row, its pieces and which of them are of a text (not 0), the mean of what is seen of these."""
        longest = max(len(ids) for ids, _ in rows)
        ids, kinds, mask = (torch.zeros(len(rows), longest, dtype=torch.int64) for _ in range(3))
        for n, (own, kind) in enumerate(rows):
            ids[n, : len(own)], kinds[n, : len(own)] = torch.from_numpy(own), torch.from_numpy(kind)
            mask[n, : len(own)] = 1
        seen = self._encoded(ids, kinds, mask)
        share = (kinds > 0)[:, :, None].float()
        return (seen * share).sum(1) / share.sum(1).clamp(min=1)

    def _encoded(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        with torch.no_grad():
            seen = self.encoder.embeddings(input_ids=ids)
            bias = self.biases(ids.shape[1]) + torch.where(mask[:, None, None] > 0, 0.0, -1e4)
            for layer in self._fixed:
                (seen,) = layer(seen, position_bias=bias)
        seen = seen + self.kinds(kinds)
        for layer in self.later:
            (seen,) = layer(seen, position_bias=bias)
        return seen

    @property
    def later(self) -> nn.ModuleList:
        """The layers that learn."""
        return self.layers[len(self._fixed) :]

    def biases(self, pieces: int) -> Tensor:
        """Return what each head adds to what it sees of each place from each (1, heads, pieces, pieces)."""
        return self.encoder.encoder.compute_position_bias(torch.zeros(1, pieces))

    def forward(self, pairs: Sequence[tuple[Text, Text]]) -> Tensor:
        """Return the scores of the relations of each pair."""
        return self.relation(self.seen([pieces_of_texts(*pair) for pair in pairs]))

    def contesting(self, texts: Sequence[Text]) -> Tensor:
        """Return of each text the scores of contesting nothing and something."""
        return self.contests(self.seen([pieces_of_texts(text) for text in texts]))


class Articles(nn.Module):
    """Of each piece of an article's window: what the statement that it is of contests, tells and denies.

    It goes on from what the shared half of the encoder sees, with later layers of its own, which begin as the ones that
    read pairs.
    """

    def __init__(self, relations: Relations) -> None:
        """Take the later layers of the network that reads pairs, and untrained ones for what is asked."""
        super().__init__()
        self.layers, self.kinds = relations.later, relations.kinds
        self.contests = nn.Linear(SIZE, 2)
        self.tells = nn.Linear(SIZE, NUMBERS, bias=False)
        self.denies = nn.Linear(SIZE, NUMBERS, bias=False)
        self.denies.weight.data.copy_(self.tells.weight.data)  # what a statement is about, before it learns more
        self.of_links, self.of_same = (nn.Parameter(torch.tensor(_SHARPNESS)) for _ in range(2))
        self.register_buffer("biases", relations.biases(PLACES).detach(), persistent=False)

    def seen(self, rows: Sequence[tuple[Floats, Ints]]) -> Tensor:
        """Return what is seen of each piece of some windows (windows, pieces, size).

        Of each window it is given what the shared half sees, and the kinds of its pieces.
        """
        longest = max(len(kinds) for _, kinds in rows)
        x = torch.zeros(len(rows), longest, SIZE)
        kinds, mask = (torch.zeros(len(rows), longest, dtype=torch.int64) for _ in range(2))
        for n, (seen, kind) in enumerate(rows):
            x[n, : len(kind)], kinds[n, : len(kind)] = torch.from_numpy(seen), torch.from_numpy(kind)
            mask[n, : len(kind)] = 1
        bias = self.biases[:, :, :longest, :longest] + torch.where(mask[:, None, None] > 0, 0.0, -1e4)
        x = x + self.kinds(kinds)
        for layer in self.layers:
            (x,) = layer(x, position_bias=bias)
        return x

    def vectors(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        """Return what statements tell, and what they deny: what one denies lies near what tells it."""
        tells, denies = (nn.functional.normalize(part(seen), dim=1) for part in (self.tells, self.denies))
        return tells, denies
