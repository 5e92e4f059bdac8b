"""What is built, from what, and whether that is stale: by the content of the sources, never by dates."""

import fcntl
import hashlib
import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from madang import paths
from madang.config import CannotRun

IGNORED_FOLDERS = {"node_modules", "__pycache__", "tests", "dist"}
IGNORED_SUFFIXES = {".pyc", ".mo", ".md"}


@dataclass(frozen=True)
class Part:
    """One thing that is built: from which sources (relative to the checkout), into which folders of BUILT."""

    name: str
    what: str
    sources: tuple[str, ...]
    results: tuple[str, ...]
    function: str


PARTS = (
    Part("client", "the client", ("client",), ("client/manifest.json",), "madang.build.client:build_client"),
    Part(
        "places",
        "places, clothes and furniture",
        ("madang/places", "cities/*/places", "wardrobe", "furniture"),
        ("places", "wardrobe/wardrobe.json", "furniture/furniture.json"),
        "madang.build.places:build_places",
    ),
    Part(
        "registers",
        "the sandbox's people",
        (
            "cities/*/registers",
            "madang/build/invented",
            "madang/kernel/registers/*.py",
            "madang/services/tax/parameters",
            "madang/services/tax/rules",
        ),
        ("registers",),
        "madang.build.registers:build_registers",
    ),
    Part("locale", "texts", ("madang/**/*.po",), ("locale",), "madang.build.locale:build_locale"),
)


def build(names: Sequence[str] = ()) -> None:
    """Build the parts of these names (none: all) that are stale, into BUILT, telling what is done.

    Raises:
        CannotRun: a name is unknown, there is no checkout to build from, or a build failed.
    """
    root = paths.checkout_dir()
    if root is None:
        raise CannotRun("There is nothing to build in an installed wheel: it carries what was built.")
    for part in parts_named(names):
        with _one_at_a_time(part, paths.built_dir()):
            _build_part(part, root, paths.built_dir())


def _build_part(part: Part, root: Path, built: Path) -> None:
    digest = source_digest(root, part)
    if not is_stale(part, digest, built):
        return
    started = monotonic()
    module, function = part.function.split(":")
    getattr(importlib.import_module(module), function)(root, built)
    _stamp(part, built).write_text(digest, encoding="utf-8")
    print(f"  Built {part.what} in {monotonic() - started:.0f} s", flush=True)


@contextmanager
def _one_at_a_time(part: Part, built: Path) -> Iterator[None]:
    """Two starts at once build a part once: the second waits and finds it fresh."""
    built.mkdir(parents=True, exist_ok=True)
    with (built / f".{part.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def parts_named(names: Sequence[str]) -> list[Part]:
    """The parts of these names in their order of building; all when there are no names."""
    if unknown := sorted(set(names) - {part.name for part in PARTS}):
        known = ", ".join(part.name for part in PARTS)
        raise CannotRun(f"Part '{unknown[0]}' is unknown. Known: {known}.")
    return [part for part in PARTS if not names or part.name in names]


def stale_parts(root: Path, built: Path) -> list[str]:
    """The names of the parts whose result is missing or was made from other sources."""
    return [part.name for part in PARTS if is_stale(part, source_digest(root, part), built)]


def is_stale(part: Part, digest: str, built: Path) -> bool:
    """Whether the part's result is missing in `built` or was made from sources of another digest."""
    if not all((built / result).exists() for result in part.results):
        return True
    stamp = _stamp(part, built)
    return not stamp.is_file() or stamp.read_text(encoding="utf-8") != digest


def source_digest(root: Path, part: Part) -> str:
    """A hash over the names and contents of a part's sources and of the code that builds it."""
    digest = hashlib.sha256()
    builder = root / (part.function.split(":")[0].replace(".", "/") + ".py")
    for file in [builder, *source_files(root, part.sources)]:
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def source_files(root: Path, sources: Sequence[str]) -> list[Path]:
    """The files under these folders or patterns, without tests, caches and installed packages; sorted."""
    found = {file for source in sources for path in root.glob(source) for file in _files_under(path)}
    return sorted(file for file in found if file.suffix not in IGNORED_SUFFIXES)


def _files_under(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir() and path.name not in IGNORED_FOLDERS:
        for inner in path.iterdir():
            yield from _files_under(inner)


def _stamp(part: Part, built: Path) -> Path:
    return built / f".{part.name}.sources"
