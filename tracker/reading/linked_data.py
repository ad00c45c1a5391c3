"""What a page says of its article in JSON-LD (schema.org): only the parts that are read here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DEEPEST = 8  # lists and graphs within each other


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What the first article of a page's data says: when it was published, its text, whether it must be paid for."""

    published: str | None = None
    text: str | None = None
    is_paid: bool = False

    @classmethod
    def of(cls, tree: Any) -> LinkedData:  # noqa: ANN401 - lxml has no types
        """Return what the scripts of a page say; data that cannot be read say nothing."""
        scripts = tree.iterfind(".//script[@type='application/ld+json']")
        nodes = (node for script in scripts for node in _nodes(_loaded(script.text or "")))
        node = next(filter(_is_article, nodes), {})
        return cls(_string(node, "datePublished"), _string(node, "articleBody"), _is_paid(node))


def _loaded(script: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Yield the objects of the data that stand by themselves: in lists and graphs, not as parts of others."""
    if isinstance(data, list) and depth < _DEEPEST:
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _nodes(data.get("@graph"), depth + 1) if isinstance(data.get("@graph"), list) else ()


def _is_article(node: dict[str, Any]) -> bool:
    """Whether a node is a NewsArticle, LiveBlogPosting …: the types of articles in schema.org end in these words."""
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(("Article", "Posting")) for name in names)


def _string(node: dict[str, Any], key: str) -> str | None:
    value = node.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _is_paid(node: dict[str, Any]) -> bool:
    return str(node.get("isAccessibleForFree", True)).lower() == "false"
