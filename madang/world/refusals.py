"""What the world says to people, in their language."""

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("ko", "en")
DEFAULT = "en"
REASON_BYTES = 123
"""What a WebSocket close frame can carry as reason."""


def say(code: str, lang: str, limit: int = 0) -> str:
    """The text of a refusal; English for a language that has no catalogue."""
    return catalogue(language(lang))[code].format(limit=limit)


def language(lang: str) -> str:
    """The catalogue for a language tag such as `ko-KR`."""
    short = lang.partition("-")[0]
    return short if short in LANGUAGES else DEFAULT


def pick(texts: dict[str, str], lang: str) -> str:
    """The text of a city in somebody's language, else in English, else in any."""
    for wanted in (language(lang), DEFAULT, *LANGUAGES):
        if texts.get(wanted):
            return texts[wanted]
    return next(iter(texts.values()), "")


def with_end(reason: str, until: str) -> str:
    """A reason with its end (ISO 8601, may be empty), short enough that a close frame carries the end too."""
    if not until:
        return reason
    end = f" ({until})"
    return reason.encode()[: REASON_BYTES - len(end)].decode("utf-8", "ignore") + end


def as_reason(text: str) -> bytes:
    """A text cut to fit a close frame, not within a character."""
    return text.encode()[:REASON_BYTES].decode("utf-8", "ignore").encode()


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All texts of one language by code."""
    text = files("madang.world").joinpath("texts", f"{lang}.toml").read_text("utf-8")
    return tomllib.loads(text)
