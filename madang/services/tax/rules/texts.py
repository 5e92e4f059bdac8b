"""The words of steps, bills, notes and refusals, and the articles of the law, in Korean and English."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("ko", "en")

_FOLDER = files("madang.services.tax.rules") / "texts"
_ARTICLE = re.compile(
    r"제(?P<article>\d+)조(?:의(?P<branch>\d+))?(?:제(?P<paragraph>\d+)항)?(?:제(?P<item>\d+)호)?(?:(?P<letter>[가-하])목)?$"
)
_LETTERS = "가나다라마바사아자차카타파하"


def text(key: str, language: str, values: Mapping[str, str | int] | None = None) -> str:
    """The words of `key` in `language` with `values` in its placeholders. KeyError for a key nobody wrote."""
    words = catalogue(language)[key]
    return words.format_map({name: _shown(value) for name, value in (values or {}).items()})


def article_text(article: str, language: str) -> str:
    """`article` in `language`: "지방세법 제111조의2제1항" → "Local Tax Act, Article 111-2 (1)"."""
    if language == "ko":
        return article
    found = _ARTICLE.search(article)
    law = text(f"law.{article[: found.start()].strip() if found else article}", language)
    if found is None:
        return law
    number = found["article"] + (f"-{found['branch']}" if found["branch"] else "")
    paragraph = f" ({found['paragraph']})" if found["paragraph"] else ""
    item = f" {found['item']}" if found["item"] else ""
    letter = f" ({chr(ord('a') + _LETTERS.index(found['letter']))})" if found["letter"] else ""
    return f"{law}, Article {number}{paragraph}{item}{letter}"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every text of `language` ("ko" or "en") by its key."""
    content = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return dict(_flat(content, ""))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield prefix + name, value
        else:
            yield from _flat(value, f"{prefix}{name}.")


def _shown(value: str | int) -> str:
    """`value` as it is read: numbers above 9,999 get thousands separators, so that a year stays a year."""
    return f"{value:,}" if isinstance(value, int) and value > 9_999 else str(value)
