"""Puts ONNX graphs of 8-bit weights together, operation by operation, with the fused operations of ONNX Runtime.

So nothing in a graph depends on a tracing tool. Weights are symmetric 8-bit numbers, one scale for each output of a
layer; what goes in is made 8-bit as it comes, by the run. Where few inputs of a layer are far larger than the rest,
these are divided and their weights multiplied first (SmoothQuant; Xiao et al., ICML 2023).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]
Weights = Mapping[str, Array]  # by the names that torch gives them

FUSED = "com.microsoft"  # the operations that ONNX Runtime adds to the standard
_LAYERS, _HEADS = 6, 12  # of MiniLM
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
        return self.op("DynamicQuantizeMatMul", x, *map(self.const, fixed), domain=FUSED)

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
        return self.op("MultiHeadAttention", *parts, "", mask, domain=FUSED, num_heads=heads)

    def save(self, path: Path, inputs: Mapping[str, tuple[int, list[str]]], outputs: Mapping[str, str]) -> None:
        """Write the graph: inputs by name with type and axes, outputs by name with the operation they come from."""
        ends = [helper.make_node("Identity", [made], [name]) for name, made in outputs.items()]
        values = [helper.make_tensor_value_info(name, *form) for name, form in inputs.items()]
        results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        graph = helper.make_graph([*self._nodes, *ends], path.stem, values, results, self._weights)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), str(path))


def encoded(g: Graph, w: Weights, of: str, embedded: str, largest: Sequence[Array]) -> str:
    """Return MiniLM's layers over the embeddings of one text, a vector for each piece.

    `largest` has of each layer the largest value of each input; `of` is what the names of the weights begin with.
    """
    x = g.op("Unsqueeze", embedded, g.const(np.array([0])))
    for n in range(_LAYERS):
        layer = f"{of}encoder.layer.{n}."
        three = [f"{layer}attention.self.{name}" for name in ("query", "key", "value")]
        weight, bias = (np.concatenate([w[f"{name}.{part}"] for name in three]) for part in ("weight", "bias"))
        mixed = g.linear(x, weight, bias, largest[n])
        out = g.linear(g.attention(mixed, weight.shape[1], _HEADS), *both(w, layer + "attention.output.dense"))
        x = g.norm(g.op("Add", x, out), *both(w, layer + "attention.output.LayerNorm"), epsilon=_EPSILON)
        up = g.op("Gelu", g.linear(x, *both(w, layer + "intermediate.dense")), domain=FUSED)
        out = g.linear(up, *both(w, layer + "output.dense"))
        x = g.norm(g.op("Add", x, out), *both(w, layer + "output.LayerNorm"), epsilon=_EPSILON)
    return g.op("Squeeze", x, g.const(np.array([0])))


def embedded(g: Graph, w: Weights, of: str, further: Mapping[str, Array]) -> str:
    """Return of each piece the sum of its embeddings, those of the vocabulary as 8-bit numbers with a scale each.

    `further` has tables beside those of words and places, by the input that says which row each piece takes.
    """
    words = w[of + "embeddings.word_embeddings.weight"]
    scale = (np.abs(words).max(1, keepdims=True) / 127).clip(1e-12).astype(np.float32)
    small = g.op("Gather", g.const(np.rint(words / scale).astype(np.int8)), "ids")
    x = g.op("Mul", g.op("Cast", small, to=TensorProto.FLOAT), g.op("Gather", g.const(scale), "ids"))
    for name, table in further.items():
        x = g.op("Add", x, g.op("Gather", g.const(table), name))
    places = g.const(w[of + "embeddings.position_embeddings.weight"])
    here = g.op("Slice", places, g.const(np.array([0])), g.op("Shape", "ids"), g.const(np.array([0])))
    return g.norm(g.op("Add", x, here), *both(w, of + "embeddings.LayerNorm"), epsilon=_EPSILON)


def both(w: Weights, name: str) -> tuple[Array, Array]:
    """Return weight and bias of a layer."""
    return w[f"{name}.weight"], w[f"{name}.bias"]
