"""Writes trained weights as two ONNX graphs of 8-bit weights, `statements.onnx` and `roles.onnx`.

The graphs are put together from the weights, layer by layer, with the fused operations of ONNX Runtime, so that nothing
in them depends on a tracing tool. Weights are symmetric 8-bit numbers, one scale for each output of a layer; what goes
in is made 8-bit as it comes, by the window. Where few inputs of a layer are far larger than the rest, these are divided
and their weights multiplied first (SmoothQuant; Xiao et al., ICML 2023).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tracker.models.statements.decoding import REACH

Array = NDArray[np.float32]
Weights = Mapping[str, Array]  # by the names that torch gives them

_FUSED = "com.microsoft"  # the operations that ONNX Runtime adds to the standard
_LAYERS, _HEADS, _ROLE_LAYERS, _ROLE_HEADS = 6, 12, 2, 4
_EPSILON = 1e-12  # of BERT's own layer normalisations


class Graph:
    """Collects operations and weights; each method adds one operation and returns the name of its result."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add an operation; an input that is left out is an empty name."""
        name = f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def const(self, value: NDArray[np.generic]) -> str:
        """Add a weight or another fixed value."""
        name = f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def exact(self, x: str, weight: Array, bias: Array) -> str:
        """Add a layer `x · weightᵀ + bias`, with weight (outputs, inputs)."""
        return self.op("Add", self.op("MatMul", x, self.const(weight.T)), self.const(bias))

    def linear(self, x: str, weight: Array, bias: Array, largest: Array | None = None) -> str:
        """Add such a layer in 8-bit numbers; where the largest value of each input is known, evened out by it."""
        if largest is not None:
            even = np.sqrt(largest / np.abs(weight).max(0)).clip(1e-3).astype(np.float32)
            x, weight = self.op("Mul", x, self.const(1 / even)), weight * even
        scale = np.abs(weight).max(1) / 127
        small = np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8)
        fixed = (small.T, scale.astype(np.float32), np.zeros(len(scale), np.int8), bias)
        return self.op("DynamicQuantizeMatMul", x, *map(self.const, fixed), domain=_FUSED)

    def norm(self, x: str, weight: Array, bias: Array, epsilon: float = 1e-5) -> str:
        """Add a layer normalisation over the last axis; means by multiplication take half the time of its operation."""
        share = self.const(np.full((len(weight), 1), 1 / len(weight), np.float32))
        apart = self.op("Sub", x, self.op("MatMul", x, share))
        variance = self.op("MatMul", self.op("Mul", apart, apart), share)
        spread = self.op("Sqrt", self.op("Add", variance, self.const(np.array([epsilon], np.float32))))
        even = self.op("Mul", apart, self.op("Reciprocal", spread))
        return self.op("Add", self.op("Mul", even, self.const(weight)), self.const(bias))

    def attention(self, mixed: str, size: int, heads: int, mask: str = "") -> str:
        """Add attention over queries, keys and values that lie side by side in `mixed` (rows, words, 3 * size)."""
        cuts = [np.array([n * size]) for n in range(4)]
        parts = [self.op("Slice", mixed, *map(self.const, (cuts[n], cuts[n + 1], np.array([2])))) for n in range(3)]
        return self.op("MultiHeadAttention", *parts, "", mask, domain=_FUSED, num_heads=heads)

    def save(self, path: Path, inputs: Mapping[str, tuple[int, list[str]]], outputs: Mapping[str, str]) -> None:
        """Write the graph: inputs by name with type and axes, outputs by name with the operation they come from."""
        ends = [helper.make_node("Identity", [made], [name]) for name, made in outputs.items()]
        values = [helper.make_tensor_value_info(name, *form) for name, form in inputs.items()]
        results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        graph = helper.make_graph([*self._nodes, *ends], path.stem, values, results, self._weights)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
        onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), str(path))


def write(weights: Weights, largest: Sequence[Array], folder: Path) -> None:
    """Write both graphs into the folder; `largest` has of each encoder layer the largest value of each input."""
    _write_tagger(weights, largest, folder / "statements.onnx")
    _write_roles(weights, folder / "roles.onnx")


def _write_tagger(w: Weights, largest: Sequence[Array], path: Path) -> None:
    """Of one window, without padding, the tag scores and the two vectors of each word."""
    g = Graph()
    x = g.op("Unsqueeze", _embedded(g, w), g.const(np.array([0])))
    for n in range(_LAYERS):
        of = f"tagger.encoder.encoder.layer.{n}."
        three = [f"{of}attention.self.{name}" for name in ("query", "key", "value")]
        weight, bias = (np.concatenate([w[f"{name}.{part}"] for name in three]) for part in ("weight", "bias"))
        mixed = g.linear(x, weight, bias, largest[n])
        out = g.linear(g.attention(mixed, weight.shape[1], _HEADS), *_both(w, of + "attention.output.dense"))
        x = g.norm(g.op("Add", x, out), *_both(w, of + "attention.output.LayerNorm"), epsilon=_EPSILON)
        up = g.op("Gelu", g.linear(x, *_both(w, of + "intermediate.dense")), domain=_FUSED)
        out = g.linear(up, *_both(w, of + "output.dense"))
        x = g.norm(g.op("Add", x, out), *_both(w, of + "output.LayerNorm"), epsilon=_EPSILON)
    words = g.op("Gather", g.op("Squeeze", x, g.const(np.array([0]))), "first")
    outputs = {name: g.exact(words, *_both(w, f"tagger.{name}")) for name in ("tags", "word", "cue")}
    axes = {"ids": "pieces", "forms": "pieces", "first": "words"}
    g.save(path, {name: (TensorProto.INT64, [axis]) for name, axis in axes.items()}, outputs)


def _embedded(g: Graph, w: Weights) -> str:
    """Of each piece the sum of its embeddings, those of the vocabulary as 8-bit numbers with a scale each."""
    of = "tagger.encoder.embeddings."
    words = w[of + "word_embeddings.weight"]
    scale = (np.abs(words).max(1, keepdims=True) / 127).clip(1e-12).astype(np.float32)
    small = g.op("Gather", g.const(np.rint(words / scale).astype(np.int8)), "ids")
    x = g.op("Mul", g.op("Cast", small, to=TensorProto.FLOAT), g.op("Gather", g.const(scale), "ids"))
    x = g.op("Add", x, g.op("Gather", g.const(w["tagger.forms.weight"]), "forms"))
    places = g.const(w[of + "position_embeddings.weight"] + w[of + "token_type_embeddings.weight"][0])
    here = g.op("Slice", places, g.const(np.array([0])), g.op("Shape", "ids"), g.const(np.array([0])))
    return g.norm(g.op("Add", x, here), *_both(w, of + "LayerNorm"), epsilon=_EPSILON)


def _write_roles(w: Weights, path: Path) -> None:
    """Of the words around each cue their role scores, and of each cue the score that it is one."""
    g = Graph()
    x = g.op("Add", "around", g.op("Unsqueeze", "cue", g.const(np.array([1]))))
    x = g.norm(g.op("Add", x, g.const(w["roles.place.weight"])), *_both(w, "roles.enter"))
    for n in range(_ROLE_LAYERS):
        of = f"roles.layers.{n}."
        mixed = g.linear(g.norm(x, *_both(w, of + "first")), *_both(w, of + "mixed"))
        seen = g.attention(mixed, w[of + "out.weight"].shape[0], _ROLE_HEADS, mask="mask")
        x = g.op("Add", x, g.linear(seen, *_both(w, of + "out")))
        up = g.op("Gelu", g.linear(g.norm(x, *_both(w, of + "second")), *_both(w, of + "up")), domain=_FUSED)
        x = g.op("Add", x, g.linear(up, *_both(w, of + "down")))
    x = g.norm(x, *_both(w, "roles.leave"))
    of_cue = g.op("Gather", x, g.const(np.array(REACH)), axis=1)
    outputs = {"roles": g.exact(x, *_both(w, "roles.roles")), "is_cue": g.exact(of_cue, *_both(w, "roles.is_cue"))}
    inputs = {
        "around": (TensorProto.FLOAT, ["cues", "places", "narrow"]),
        "cue": (TensorProto.FLOAT, ["cues", "narrow"]),
        "mask": (TensorProto.INT32, ["cues", "places"]),
    }
    g.save(path, inputs, outputs)


def _both(w: Weights, name: str) -> tuple[Array, Array]:
    return w[f"{name}.weight"], w[f"{name}.bias"]
