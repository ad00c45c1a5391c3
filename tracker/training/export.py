"""Writes the trained weights as the graphs that are shipped: encoder, second reading, chooser and answerer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from onnx import TensorProto

from tracker.models.tags import REACH
from tracker.training import mpnet
from tracker.training.graph import FUSED, Encoder, Graph, Largest, Weights, both
from tracker.training.network import HEADS, LAYERS, PARTS

_ENCODER = "encoder.base."


def write(weights: Weights, largest: Sequence[Largest], folder: Path) -> None:
    """Write the graphs into the folder; `largest` has of each encoder layer what is known of its inputs."""
    _write_encoder(weights, largest, folder / "encoder.onnx")
    _write_second(weights, folder / "second.onnx")
    _write_chooser(weights, folder / "chooser.onnx")
    _write_answerer(weights, folder / "answerer.onnx")


def _write_encoder(w: Weights, largest: Sequence[Largest], path: Path) -> None:
    """Of one window, without padding, what its words' states give."""
    g = Graph()
    encoder = Encoder(g, w, _ENCODER)
    states = encoder.layers(encoder.embedded(), largest, {mpnet.FIXED: ("forms", w["encoder.forms.weight"])})
    words = g.op("Gather", states, "first")
    outputs = {name: g.exact(words, w, f"encoder.heads.{name}") for name in PARTS}
    axes = {"ids": "pieces", "forms": "pieces", "first": "words"}
    g.save(path, {name: (TensorProto.INT64, [axis]) for name, axis in axes.items()}, outputs)


def _write_second(w: Weights, path: Path) -> None:
    """Of the words around each place what is read of it."""
    g = Graph()
    place = g.op("Add", "anchor", g.op("Gather", g.const(w["second.what.weight"], "second.what.weight"), "what"))
    x = g.op("Add", "around", g.op("Unsqueeze", place, g.const(np.array([1]))))
    x = g.norm(g.op("Add", x, g.const(w["second.place.weight"], "second.place.weight")), *both(w, "second.enter"))
    for n in range(LAYERS):
        of = f"second.layers.{n}."
        mixed = g.linear(g.norm(x, *both(w, of + "first")), *both(w, of + "mixed"))
        seen = g.attention(mixed, w[of + "out.weight"].shape[0], HEADS, mask="mask")
        x = g.op("Add", x, g.linear(seen, *both(w, of + "out")))
        up = g.op("Gelu", g.linear(g.norm(x, *both(w, of + "second")), *both(w, of + "up")), domain=FUSED)
        x = g.op("Add", x, g.linear(up, *both(w, of + "down")))
    x = g.norm(x, *both(w, "second.leave"))
    here = g.op("Gather", x, g.const(np.array(REACH)), axis=1)
    outputs = {"roles": g.exact(x, w, "second.roles")}
    outputs |= {name: g.exact(here, w, f"second.{name}") for name in ("meaning", "answers", "answered")}
    for name in ("is_one", "kind", "weight", "status", "mode"):
        outputs[name] = g.exact(here, w, f"second.heads.{name}")
    inputs = {
        "around": (TensorProto.FLOAT, ["places", "words", "narrow"]),
        "anchor": (TensorProto.FLOAT, ["places", "narrow"]),
        "mask": (TensorProto.INT32, ["places", "words"]),
        "what": (TensorProto.INT64, ["places"]),
    }
    g.save(path, inputs, outputs)


def _write_chooser(w: Weights, path: Path) -> None:
    """Of each place and mention two scores: that it says it, that it takes part; and what each mention names."""
    g = Graph()
    types = g.exact("mention", w, "chooser.types")
    size = g.op("ReduceSum", g.op("Abs", "source"), g.const(np.array([1])), keepdims=1)
    has = g.op("Greater", size, g.const(np.array([0], np.float32)))
    source = g.op("Where", has, g.exact("source", w, "chooser.source"), g.const(w["chooser.none"], "chooser.none"))
    asked = g.op("Unsqueeze", g.op("Add", "meaning", source), g.const(np.array([1])))
    table = g.const(w["chooser.facts.weight"], "chooser.facts.weight")
    facts = g.op("ReduceSum", g.op("Gather", table, "facts"), g.const(np.array([2])), keepdims=0)
    there = g.op("Add", g.op("Unsqueeze", "mention", g.const(np.array([0]))), facts)
    special = g.const(w["chooser.special"], "chooser.special")
    shape = g.op("Concat", g.op("Shape", "meaning", start=0, end=1), g.op("Shape", special), axis=0)
    there = g.op("Concat", there, g.op("Expand", special, shape), axis=1)
    hidden = g.op("Gelu", g.op("Add", asked, there), domain=FUSED)
    hidden = g.op("Gelu", g.exact(hidden, w, "chooser.middle"), domain=FUSED)
    outputs = {"scores": g.exact(hidden, w, "chooser.out"), "types": types}
    inputs = {
        "meaning": (TensorProto.FLOAT, ["places", "narrow"]),
        "source": (TensorProto.FLOAT, ["places", "narrow"]),
        "mention": (TensorProto.FLOAT, ["mentions", "narrow"]),
        "facts": (TensorProto.INT64, ["places", "mentions", "features"]),
    }
    g.save(path, inputs, outputs)


def _write_answerer(w: Weights, path: Path) -> None:
    """Of an answer and the statements near it the scores that each is what it answers, and last that none is."""
    g = Graph()
    table = g.const(w["answerer.facts.weight"], "answerer.facts.weight")
    facts = g.op("ReduceSum", g.op("Gather", table, "facts"), g.const(np.array([1])), keepdims=0)
    none = g.op("Unsqueeze", g.const(w["answerer.none"], "answerer.none"), g.const(np.array([0])))
    there = g.op("Concat", g.op("Add", "answered", facts), none, axis=0)
    together = g.op("Add", g.op("Add", "answers", there), g.op("Mul", "answers", there))
    hidden = g.op("Gelu", together, domain=FUSED)
    hidden = g.op("Gelu", g.exact(hidden, w, "answerer.middle"), domain=FUSED)
    inputs = {
        "answers": (TensorProto.FLOAT, ["one", "narrow"]),
        "answered": (TensorProto.FLOAT, ["statements", "narrow"]),
        "facts": (TensorProto.INT64, ["statements", "features"]),
    }
    g.save(path, inputs, {"scores": g.exact(hidden, w, "answerer.out")})
