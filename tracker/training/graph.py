"""Puts ONNX graphs of 8-bit weights together, operation by operation, with the fused operations of ONNX Runtime.

So nothing in a graph depends on a tracing tool. Weights are symmetric 8-bit numbers, one scale for each output of a
layer; what goes in is made 8-bit as it comes, by the run. Where inputs of a layer are larger than the rest, these are
divided and their weights multiplied first (SmoothQuant; Xiao et al., ICML 2023), and the few that are far larger are
not made 8-bit at all (LLM.int8(); Dettmers et al., NeurIPS 2022).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]
Weights = Mapping[str, Array]  # by the names that torch gives them
Input = tuple[int, Sequence[str | int]]  # its type, and names or numbers of its axes
Largest = Mapping[str, Array]  # the largest value of each input of parts of a layer: attention, intermediate, output

TURNED = " turned"  # after the name of a weight that a graph has with its axes exchanged
_FAR = 3.0  # times the median of an input's largest values
FUSED = "com.microsoft"  # the operations that ONNX Runtime adds to the standard


@dataclass(frozen=True)
class Build:
    """How an encoder is built, and what torch calls its weights."""

    layers: int
    heads: int
    epsilon: float  # of its normalisations
    first: int  # the place of the first piece
    three: tuple[str, str, str]  # queries, keys, values
    out: str
    norm: str


MINILM = Build(
    layers=6, heads=12, epsilon=1e-12, first=0,
    three=("attention.self.query", "attention.self.key", "attention.self.value"),
    out="attention.output.dense", norm="attention.output.LayerNorm",
)  # fmt: skip


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

    def const(self, value: NDArray[np.generic], name: str = "") -> str:
        """Add a weight or another fixed value, by the name that `shipped` finds it by, if any."""
        name = name or f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def exact(self, x: str, weights: Weights, name: str) -> str:
        """Add the layer of that name, `x · weightᵀ + bias`, with weight (outputs, inputs)."""
        weight = self.const(weights[f"{name}.weight"].T, f"{name}.weight{TURNED}")
        return self.op("Add", self.op("MatMul", x, weight), self.const(weights[f"{name}.bias"], f"{name}.bias"))

    def linear(self, x: str, weight: Array, bias: Array, largest: Array | None = None) -> str:
        """Add such a layer in 8-bit numbers; where the largest value of each input is known, evened out by it.

        Inputs that become far larger than the rest are left as they are, and added to it.
        """
        exact = ""
        if largest is not None:
            far = np.flatnonzero(largest > _FAR * np.median(largest))
            if len(far):
                exact = self.op("MatMul", self.op("Gather", x, self.const(far), axis=2), self.const(weight[:, far].T))
            even = np.sqrt(largest / np.abs(weight).max(0)).clip(1e-3).astype(np.float32)
            weight = weight * even
            weight[:, far], even[far] = 0, np.inf
            x = self.op("Mul", x, self.const(1 / even))
        scale = np.abs(weight).max(1) / 127
        small = np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8)
        fixed = (small.T, scale.astype(np.float32), np.zeros(len(scale), np.int8), bias)
        made = self.op("DynamicQuantizeMatMul", x, *map(self.const, fixed), domain=FUSED)
        return self.op("Add", made, exact) if exact else made

    def norm(self, x: str, weight: Array, bias: Array, epsilon: float = 1e-5) -> str:
        """Add a layer normalisation over the last axis; means by multiplication take half the time of its operation."""
        share = self.const(np.full((len(weight), 1), 1 / len(weight), np.float32))
        centred = self.op("Sub", x, self.op("MatMul", x, share))
        variance = self.op("MatMul", self.op("Mul", centred, centred), share)
        spread = self.op("Sqrt", self.op("Add", variance, self.const(np.array([epsilon], np.float32))))
        even = self.op("Mul", centred, self.op("Reciprocal", spread))
        return self.op("Add", self.op("Mul", even, self.const(weight)), self.const(bias))

    def attention(self, mixed: str, size: int, heads: int, mask: str = "") -> str:
        """Add attention over queries, keys and values that lie side by side in `mixed` (rows, words, 3 * size)."""
        cuts = [np.array([n * size]) for n in range(4)]
        parts = [self.op("Slice", mixed, *map(self.const, (cuts[n], cuts[n + 1], np.array([2])))) for n in range(3)]
        return self.op("MultiHeadAttention", *parts, "", mask, domain=FUSED, num_heads=heads)

    def save(
        self, path: Path, inputs: Mapping[str, tuple[int, Sequence[str | int]]], outputs: Mapping[str, str]
    ) -> None:
        """Write the graph: inputs by name with type and axes, outputs by name with the operation they come from."""
        ends = [helper.make_node("Identity", [made], [name]) for name, made in outputs.items()]
        values = [helper.make_tensor_value_info(name, *form) for name, form in inputs.items()]
        results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        graph = helper.make_graph([*self._nodes, *ends], path.stem, values, results, self._weights)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), str(path))


@dataclass(frozen=True)
class Encoder:
    """Puts an encoder into a graph; `of` is what the names of its weights begin with."""

    graph: Graph
    weights: Weights
    of: str
    build: Build = MINILM

    def embedded(self, further: Mapping[str, Array]) -> str:
        """Return of each piece the sum of its embeddings, those of the vocabulary as 8-bit numbers with a scale each.

        `further` has tables beside those of words and places, by the input that says which row each piece takes.
        """
        g, named = self.graph, f"{self.of}embeddings."
        words = self.weights[f"{named}word_embeddings.weight"]
        scale = (np.abs(words).max(1, keepdims=True) / 127).clip(1e-12).astype(np.float32)
        small = g.op("Gather", g.const(np.rint(words / scale).astype(np.int8)), "ids")
        x = g.op("Mul", g.op("Cast", small, to=TensorProto.FLOAT), g.op("Gather", g.const(scale), "ids"))
        for name, table in further.items():
            x = g.op("Add", x, g.op("Gather", g.const(table, f"encoder.{name}.weight"), name))
        places = g.const(self.weights[f"{named}position_embeddings.weight"][self.build.first :])
        here = g.op("Slice", places, g.const(np.array([0])), g.op("Shape", "ids"), g.const(np.array([0])))
        return g.norm(g.op("Add", x, here), *both(self.weights, f"{named}LayerNorm"), epsilon=self.build.epsilon)

    def layers(self, x: str, largest: Sequence[Largest]) -> str:
        """Return its layers over the vectors of each piece of a text; `largest` has what is known of their inputs."""
        g, w, build = self.graph, self.weights, self.build
        x = g.op("Unsqueeze", x, g.const(np.array([0])))
        for n, known in zip(range(build.layers), largest, strict=True):
            layer = f"{self.of}encoder.layer.{n}."
            three = [layer + name for name in build.three]
            weight, shift = (np.concatenate([w[f"{name}.{part}"] for name in three]) for part in ("weight", "bias"))
            mixed = g.linear(x, weight, shift, known.get("attention"))
            seen = g.attention(mixed, weight.shape[1], build.heads)
            out = g.linear(seen, *both(w, layer + build.out))
            x = g.norm(g.op("Add", x, out), *both(w, layer + build.norm), epsilon=build.epsilon)
            up = g.linear(x, *both(w, layer + "intermediate.dense"), known.get("intermediate"))
            up = g.op("Gelu", up, domain=FUSED)
            out = g.linear(up, *both(w, layer + "output.dense"), known.get("output"))
            x = g.norm(g.op("Add", x, out), *both(w, layer + "output.LayerNorm"), epsilon=build.epsilon)
        return g.op("Squeeze", x, g.const(np.array([0])))


def both(w: Weights, name: str) -> tuple[Array, Array]:
    """Return weight and bias of a layer."""
    return w[f"{name}.weight"], w[f"{name}.bias"]
