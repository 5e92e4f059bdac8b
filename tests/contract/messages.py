"""Finds every message that a catalogue must carry: gettext calls in Python, translate tags in templates."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from madang import paths
from madang.build.locale import catalogues, merge

_IN_CONTEXT = ((1, "c"), 2)
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": _IN_CONTEXT,
    "pgettext_lazy": _IN_CONTEXT,
}


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
        parts = tuple(given) if isinstance(given, tuple | list) else (given,)
        where = f"{path}:{line}"
        if keyword == "ngettext":
            yield Message(parts[0], parts[1], None, where)
        elif str(keyword).startswith("pgettext"):
            yield Message(parts[1], None, parts[0], where)
        elif parts and parts[0]:
            yield Message(parts[0], None, None, where)


def missing_in(catalogue: Catalog, root: Path) -> list[Message]:
    """The messages under `root` that `catalogue` lacks or has no translation for."""
    lacking: list[Message] = []
    for message in messages_in(root):
        entry = catalogue.get(message.id, message.context)
        if entry is None or not entry.string or (message.plural is not None and not all(entry.string)):
            lacking.append(message)
    return lacking


def read_catalogue(language: str) -> Catalog:
    """All catalogues of `language` under madang/ as the build merges them."""
    root = paths.PACKAGE.parent
    return merge(language, catalogues(root)[language], root)


def unsure_in(language: str) -> list[str]:
    """The messages that a catalogue marks as guessed."""
    unsure = []
    for path in catalogues(paths.PACKAGE.parent)[language]:
        with path.open("rb") as file:
            unsure += [str(entry.id) for entry in read_po(file, locale=language) if entry.id and entry.fuzzy]
    return unsure


def main() -> None:
    """Print what the Korean catalogue lacks, ready to be translated and pasted."""
    for message in missing_in(read_catalogue("ko"), paths.PACKAGE):
        context = "" if message.context is None else f"msgctxt {json.dumps(message.context)}\n"
        print(f"#: {message.where}\n{context}msgid {json.dumps(message.id, ensure_ascii=False)}")
        if message.plural is None:
            print('msgstr ""\n')
        else:
            print(f'msgid_plural {json.dumps(message.plural, ensure_ascii=False)}\nmsgstr[0] ""\n')


if __name__ == "__main__":
    main()
