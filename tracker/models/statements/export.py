"""Writes the statement model's trained weights as two ONNX graphs, `statements.onnx` and `roles.onnx`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnx import TensorProto

from tracker.models.graph import FUSED, Encoder, Graph, Largest, Weights, both
from tracker.models.statements.decoding import REACH

_ROLE_LAYERS, _ROLE_HEADS = 2, 4
_ENCODER = "tagger.encoder."


def write(weights: Weights, largest: Sequence[Largest], folder: Path) -> None:
    """Write both graphs into the folder; `largest` has of each encoder layer what is known of its inputs."""
    _write_tagger(weights, largest, folder / "statements.onnx")
    _write_roles(weights, folder / "roles.onnx")


def _write_tagger(w: Weights, largest: Sequence[Largest], path: Path) -> None:
    """Of one window, without padding, the tag scores and the two vectors of each word."""
    g = Graph()
    tables = {
        "forms": w["tagger.forms.weight"] + w[f"{_ENCODER}embeddings.token_type_embeddings.weight"][0],
    }
    encoder = Encoder(g, w, _ENCODER)
    x = encoder.layers(encoder.embedded(tables), largest)
    words = g.op("Gather", x, "first")
    outputs = {name: g.exact(words, *both(w, f"tagger.{name}")) for name in ("tags", "word", "cue")}
    axes = {"ids": "pieces", "forms": "pieces", "first": "words"}
    g.save(path, {name: (TensorProto.INT64, [axis]) for name, axis in axes.items()}, outputs)


def _write_roles(w: Weights, path: Path) -> None:
    """Of the words around each cue their role scores, and of each cue the score that it is one."""
    g = Graph()
    x = g.op("Add", "around", g.op("Unsqueeze", "cue", g.const(np.array([1]))))
    x = g.norm(g.op("Add", x, g.const(w["roles.place.weight"])), *both(w, "roles.enter"))
    for n in range(_ROLE_LAYERS):
        of = f"roles.layers.{n}."
        mixed = g.linear(g.norm(x, *both(w, of + "first")), *both(w, of + "mixed"))
        seen = g.attention(mixed, w[of + "out.weight"].shape[0], _ROLE_HEADS, mask="mask")
        x = g.op("Add", x, g.linear(seen, *both(w, of + "out")))
        up = g.op("Gelu", g.linear(g.norm(x, *both(w, of + "second")), *both(w, of + "up")), domain=FUSED)
        x = g.op("Add", x, g.linear(up, *both(w, of + "down")))
    x = g.norm(x, *both(w, "roles.leave"))
    of_cue = g.op("Gather", x, g.const(np.array(REACH)), axis=1)
    outputs = {"roles": g.exact(x, *both(w, "roles.roles")), "is_cue": g.exact(of_cue, *both(w, "roles.is_cue"))}
    inputs = {
        "around": (TensorProto.FLOAT, ["cues", "places", "narrow"]),
        "cue": (TensorProto.FLOAT, ["cues", "narrow"]),
        "mask": (TensorProto.INT32, ["cues", "places"]),
    }
    g.save(path, inputs, outputs)
