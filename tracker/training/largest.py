"""How large the inputs of an encoder's layers become, which the 8-bit graphs even out (see `graph.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor, nn

from tracker.training.graph import Largest


def largest_inputs(layers: Iterable[nn.Module], parts: Sequence[str], read: Callable[[], object]) -> list[Largest]:
    """Return of each layer the largest value of each input of these parts of it while `read` has it read some texts."""
    seen: list[dict[str, Tensor]] = []
    hooks = []

    def note(of: dict[str, Tensor], part: str, given: Tensor) -> None:
        most = given.detach().abs().flatten(0, -2).amax(0).float()
        of[part] = torch.maximum(of.get(part, most), most)

    for layer in layers:
        seen.append({})
        for name in parts:
            part = layer.get_submodule(name)
            hooks.append(
                part.register_forward_pre_hook(lambda _, given, of=seen[-1], name=name: note(of, name, given[0]))
            )
    read()
    for hook in hooks:
        hook.remove()
    return [{name: most.numpy() for name, most in of.items()} for of in seen]
