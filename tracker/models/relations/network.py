"""The networks: of a text, of two, and of whole articles; they share the first half of their encoder.

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
from tracker.models.relations.reader import RELATIONS, Floats, encoded
from tracker.models.statements.encoding import Ints
from tracker.models.statements.teacher import teacher_encoder

SIZE, NUMBERS = 768, 128  # of a piece, of a vector
PLACES = 512  # pieces that the large encoder reaches over
_TOGETHER = 8  # texts or pairs of about one length that are read in one go
_SHARPNESS = 12.0  # cosines are multiplied by it before the likeliest is chosen; it is learned


class _Later(nn.Module):
    """The later half of an encoder, over what the shared half sees of some rows of pieces.

    The shared half stays as it is, so it costs nothing to learn; after it the pieces are marked by what they are of.
    """

    def __init__(self, folder: Path) -> None:
        """Take the later layers of the larger encoder from its folder, and marks that say nothing yet."""
        super().__init__()
        encoder = teacher_encoder(folder)
        layers = encoder.encoder.layer
        self.layers = layers[len(layers) // 2 :]
        self.kinds = nn.Embedding(3, SIZE)
        nn.init.zeros_(self.kinds.weight)
        biases = encoder.encoder.compute_position_bias(torch.zeros(1, PLACES))  # of each head, for each two places
        self.register_buffer("biases", biases.detach(), persistent=False)

    def seen(self, rows: Sequence[tuple[Floats, Ints]]) -> Tensor:
        """Return what is seen of each piece of some rows (rows, pieces, size).

        Of each it is given what the shared half sees, and the kinds of its pieces.
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


class _Texts(_Later):
    """Of a text, or two that are read together, what is seen of all their pieces."""

    def mean_of(self, rows: Sequence[tuple[Ints, Ints]]) -> Tensor:
        """Return of each row, its pieces and which of them are of a text (not 0), the mean of what is seen of these."""
        by_length = sorted(range(len(rows)), key=lambda n: len(rows[n][0]))
        means = torch.cat(
            [self._mean_of([rows[n] for n in by_length[at : at + _TOGETHER]]) for at in range(0, len(rows), _TOGETHER)]
        )
        return means[torch.tensor(by_length).argsort()]

    def shared(self, ids: Ints) -> Floats:
        """Return what the shared half sees of some pieces (pieces, size)."""
        return encoded(ids)

    def _mean_of(self, rows: Sequence[tuple[Ints, Ints]]) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            seen = self.seen([(self.shared(ids), kinds) for ids, kinds in rows]).float()
        share = torch.zeros(*seen.shape[:2], 1)
        for n, (_, kinds) in enumerate(rows):
            share[n, : len(kinds), 0] = torch.from_numpy(kinds > 0)
        return (seen * share).sum(1) / share.sum(1).clamp(min=1)


class Relations(_Texts):
    """Of two texts: how the second relates to the first."""

    def __init__(self, folder: Path) -> None:
        """Take the later layers, and an untrained one for what is asked."""
        super().__init__(folder)
        self.relation = nn.Linear(SIZE, len(RELATIONS))

    def forward(self, pairs: Sequence[tuple[Text, Text]]) -> Tensor:
        """Return the scores of the relations of each pair."""
        return self.relation(self.mean_of([pieces_of_texts(*pair) for pair in pairs]))


class Contesting(_Texts):
    """Of one text: whether it contests something."""

    def __init__(self, folder: Path) -> None:
        """Take the later layers, and an untrained one for what is asked."""
        super().__init__(folder)
        self.contests = nn.Linear(SIZE, 2)

    def forward(self, texts: Sequence[Text]) -> Tensor:
        """Return of each text the scores of contesting nothing and something."""
        return self.contests(self.mean_of([pieces_of_texts(text) for text in texts]))


class Articles(_Later):
    """Of each piece of an article's window: what the statement that it is of contests, tells and denies."""

    def __init__(self, folder: Path) -> None:
        """Take the later layers, and untrained ones for what is asked."""
        super().__init__(folder)
        self.contests = nn.Linear(SIZE, 2)
        self.tells = nn.Linear(SIZE, NUMBERS, bias=False)
        self.denies = nn.Linear(SIZE, NUMBERS, bias=False)
        self.denies.weight.data.copy_(self.tells.weight.data)  # what a statement is about, before it learns more
        self.of_links, self.of_same = (nn.Parameter(torch.tensor(_SHARPNESS)) for _ in range(2))

    def vectors(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        """Return what statements tell, and what they deny: what one denies lies near what tells it."""
        tells, denies = (nn.functional.normalize(part(seen), dim=1) for part in (self.tells, self.denies))
        return tells, denies
