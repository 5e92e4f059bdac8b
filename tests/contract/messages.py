"""Finds every message that a catalogue must carry: gettext calls in Python, translate tags in templates."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

KEYWORDS = {"gettext": None, "gettext_lazy": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


@dataclass(frozen=True)
class Message:
    """A msgid as it stands in the source. `plural` and `context` are None where there is none."""

    id: str
    plural: str | None
    context: str | None
    where: str


def messages_in(root: Path) -> Iterator[Message]:
    """Every message of the Python files and templates under `root`, without their tests."""
    for path in sorted(root.rglob("*")):
        if "/tests/" in path.as_posix() or not path.is_file():
            continue
        if path.suffix == ".py":
            yield from _read(path, path.read_text(encoding="utf-8"))
        elif path.suffix == ".html":
            yield from _read(path, templatize(path.read_text(encoding="utf-8"), origin=str(path)))


def _read(path: Path, source: str) -> Iterator[Message]:
    """Messages of Python source, or of a template turned into something that looks like it."""
    found = extract_python(BytesIO(source.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for line, keyword, given, _comments in found:
        parts = (given,) if isinstance(given, str) else tuple(given)
        where = f"{path}:{line}"
        if keyword == "ngettext":
            yield Message(parts[0], parts[1], None, where)
        elif keyword == "pgettext":
            yield Message(parts[1], None, parts[0], where)
        elif parts and parts[0]:
            yield Message(parts[0], None, None, where)
