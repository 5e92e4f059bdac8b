"""What the client build made: which files an entry needs, read from vite's manifest."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from madang import paths

CLIENT_URL = "/built/client/"
# The face that every first page uses (client/fonts/subset.py); it is fetched beside the style sheet.
FIRST_FONT = "madang-sans-ui"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EntryFiles:
    """The addresses that one entry's page links to, in the order in which they apply."""

    script: str
    styles: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()


def entry_files(name: str) -> EntryFiles | None:
    """The files of client/src/<name>.ts, or None when the client is not built."""
    manifest = _manifest()
    chunk = manifest.get(f"src/{name}.ts")
    if chunk is None:
        return None
    chunks = [*_imported(manifest, chunk), chunk]
    assets = _unique(asset for part in chunks for asset in part.get("assets", ()))
    return EntryFiles(
        script=CLIENT_URL + chunk["file"],
        styles=tuple(
            CLIENT_URL + style for style in _unique(s for part in chunks for s in part.get("css", ()))
        ),
        modules=tuple(CLIENT_URL + part["file"] for part in chunks[:-1]),
        fonts=tuple(CLIENT_URL + asset for asset in assets if FIRST_FONT in asset),
    )


def built_file(source: str) -> str | None:
    """The address of the built form of client/<source> (such as `pictures/square.webp`), or None."""
    chunk = _manifest().get(source)
    return CLIENT_URL + chunk["file"] if chunk else None


def _manifest() -> Mapping[str, Any]:
    path = paths.built_dir() / "client" / "manifest.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        log.warning("The client is not built: '%s' is missing. Run `madang build`.", path)
        return {}


@lru_cache(maxsize=2)
def _read(path: Path, _changed_ns: int) -> Mapping[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def _imported(manifest: Mapping[str, Any], chunk: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The chunks that `chunk` imports statically, each once, dependencies first."""
    seen: set[str] = set()
    found: list[Mapping[str, Any]] = []

    def visit(part: Mapping[str, Any]) -> None:
        for key in part.get("imports", ()):
            if key not in seen:
                seen.add(key)
                visit(manifest[key])
                found.append(manifest[key])

    visit(chunk)
    return found


def _unique(values: Any) -> list[str]:
    return list(dict.fromkeys(values))
