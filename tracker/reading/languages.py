"""Which language an article is in, so that the English reader is never given another one.

The language of a text with too few Latin letters to judge is unknown, and it is read as English. Letters of other
scripts are enough however few they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from tracker.outcomes import Unreadable
from tracker.reading.sources import Found
from tracker.records import Article
from tracker.terms import ENGLISH

_SAMPLE = 3_000  # code points that are looked at; no more are needed, and they take half a millisecond
_FEWEST = 60  # Latin letters; names in 40 letters of English were taken for Polish in the sample articles
_SURE = 0.8  # the least probability of a language written in Latin letters
_ASCII_LETTER = re.compile("[A-Za-z]")


def language_of(text: str) -> str | None:
    """Return the ISO 639 code of the language of a text; None where it is too short or too mixed to judge."""
    sample = text[:_SAMPLE]
    ascii_letters = len(_ASCII_LETTER.findall(sample))
    others = [character for character in sample if not character.isascii() and character.isalpha()]
    latin = ascii_letters + sum(unicodedata.name(character, "").startswith("LATIN") for character in others)
    letters = ascii_letters + len(others)
    is_latin = latin > letters / 2
    if not letters or (is_latin and letters < _FEWEST):
        return None
    language, probability = _identifier().classify(sample)
    if is_latin:
        return str(language) if probability >= _SURE else None
    return None if language == ENGLISH else str(language)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def only_english(items: Iterable[Found]) -> Iterator[Found]:
    """Yield the items; an article in another language becomes Unreadable, since its words would be misread."""
    for item in items:
        yield _refused(item) if isinstance(item, Article) and item.is_foreign else item


def _refused(article: Article) -> Unreadable:
    name = article.intake.name if article.intake else article.id
    why = f"is in another language than English ({article.language}) and was not read: --language en if it is English"
    return Unreadable(name, article.given_id, f"{name}: {why}")
