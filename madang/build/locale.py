"""Compiles the catalogues: all .po files of a language become the one that Django loads from BUILT."""

from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from madang.config import CannotRun


def build_locale(root: Path, built: Path) -> None:
    """Write BUILT/locale/<language>/LC_MESSAGES/django.mo for every language that has catalogues.

    Raises:
        CannotRun: a catalogue cannot be read, or two translate one text differently.
    """
    for language, files in sorted(catalogues(root).items()):
        merged = merge(language, files, root)
        target = built / "locale" / language / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name("django.mo.part")
        with part.open("wb") as file:
            write_mo(file, merged)
        part.replace(target)
    (built / "locale").mkdir(parents=True, exist_ok=True)


def catalogues(root: Path) -> dict[str, list[Path]]:
    """The .po files by language, from every `locale/<language>/LC_MESSAGES` under madang/."""
    found: dict[str, list[Path]] = defaultdict(list)
    for file in sorted((root / "madang").glob("**/locale/*/LC_MESSAGES/django.po")):
        found[file.parent.parent.name].append(file)
    return found


def merge(language: str, files: list[Path], root: Path) -> Catalog:
    """One catalogue of all finished translations in `files`."""
    merged = Catalog(locale=language, fuzzy=False)
    first_in: dict[tuple[object, str | None], Path] = {}
    for path in files:
        for message in _read(path, language):
            if not message.id or not message.string or message.fuzzy:
                continue
            key = (message.id, message.context)
            known = merged.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise CannotRun(
                    f"Text {message.id!r} is translated twice, differently: "
                    f"'{first_in[key].relative_to(root)}' and '{path.relative_to(root)}'. Keep one."
                )
            first_in[key] = path
            merged.add(message.id, message.string, context=message.context, flags=message.flags)
    return merged


def _read(path: Path, language: str) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise CannotRun(f"Catalogue '{path}' cannot be read: {error}") from error
