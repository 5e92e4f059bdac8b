"""Builds places, wardrobe and furniture from their recipes into hashed files: `madang place build`."""

import argparse
import hashlib
import importlib.util
import json
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import brotli

from madang import paths
from madang.places.document import PlaceDocument, read_document
from madang.places.glb import triangle_count, write_glb
from madang.places.layers import layers_json, read_layers
from madang.places.scenery import Models, Scenery
from madang.places.svg import write_svg
from madang.places.walk import Grid, packed, reachable, walk_grid

CLEARANCE_M = 0.25
"""How near a person's middle comes to a wall."""
SOURCES_FILE = ".sources"
LIBRARY = Path(__file__).resolve().parent
Made = TypeVar("Made", Scenery, Models)


def build_place(city: str, place: str, out_dir: Path) -> Path:
    """Build `cities/<city>/places/<place>` into `out_dir/places/<city>/<place>` and answer that directory.

    The furniture must have been built there before. The same sources give the same bytes.
    """
    source, target = place_source(city, place), out_dir / "places" / city / place
    settings = tomllib.loads((source / "place.toml").read_text())
    furniture = json.loads((out_dir / "furniture" / "furniture.json").read_text())
    side_m, cell_m = settings["side_m"], settings["cell_m"]
    kinds, seasons = list(furniture["kinds"]), source / "layers.toml"
    layers = read_layers(tomllib.loads(seasons.read_text()) if seasons.is_file() else {}, side_m, kinds)
    document = read_document(settings, side_m, kinds, list(layers))
    scenery = made_scenery(city, place)
    ground = ground_grid(scenery, document, side_m, cell_m)
    title = tuple(document.title.items())
    about = {
        "city": city,
        "place": place,
        "side_m": side_m,
        "cell_m": cell_m,
        "shell": _write(target, "shell.glb", write_glb(scenery.parts, scenery.materials, scenery.extras)),
        "map": _write(target, "map.svg", write_svg(scenery.map_shapes, side_m, title).encode()),
        "walk": _write(target, "walk.bin", packed(ground)),
        "triangles": triangle_count(scenery.parts),
        "geo": settings["geo"],
        "layers": layers_json(layers),
    }
    _write_json(target / "document.json", document.to_json())
    return _finished(target, about, "place.json", _digest(source))


def build_wardrobe(out_dir: Path) -> Path:
    """Build `wardrobe/recipe.py` into `out_dir/wardrobe` and answer that directory."""
    return _build_models("wardrobe", out_dir)


def build_furniture(out_dir: Path) -> Path:
    """Build `furniture/recipe.py` into `out_dir/furniture` and answer that directory."""
    return _build_models("furniture", out_dir)


def made_scenery(city: str, place: str) -> Scenery:
    """What a place's recipe makes."""
    return _made(place_source(city, place), f"{city}_{place}", Scenery)


def made_models(name: str) -> Models:
    """What the recipe of `wardrobe` or `furniture` makes. FileNotFoundError in a wheel, which has none."""
    root = paths.checkout_dir()
    if root is None:
        raise FileNotFoundError(f"{name} cannot be built from a wheel: its recipe is in the source checkout.")
    return _made(root / name, name, Models)


def is_stale(city: str, place: str, out_dir: Path) -> bool:
    """Whether the place, the wardrobe or the furniture in `out_dir` is missing or older than its recipe."""
    return bool(_stale(city, place, out_dir))


def place_source(city: str, place: str) -> Path:
    """The directory of a place's recipe. FileNotFoundError that names it when there is none."""
    source = paths.cities_dir() / city / "places" / place
    if not (source / "place.toml").is_file():
        raise FileNotFoundError(f"Place {place!r} of {city!r} not found: {source} has no place.toml.")
    return source


def places_of(city: str) -> list[str]:
    """The slugs of a city's places, in order."""
    return sorted(toml.parent.name for toml in (paths.cities_dir() / city / "places").glob("*/place.toml"))


def ground_grid(scenery: Scenery, document: PlaceDocument, side_m: float, cell_m: float) -> Grid:
    """The walk grid of a place's ground: only what can be walked to from the first spawn."""
    grid = walk_grid(scenery.walkable, scenery.obstacles, side_m, cell_m, CLEARANCE_M)
    spawn = document.spawns[0]
    return reachable(grid, spawn.x, spawn.z, cell_m)


def main(argv: Sequence[str] | None = None) -> int:
    """`madang place build [--city seoul] [--place plaza] [--out DIR] [--force]`: build what is stale."""
    parser = argparse.ArgumentParser(
        prog="madang place build", description="Build places from their recipes."
    )
    parser.add_argument("--city", help="build only this city's places")
    parser.add_argument("--place", help="build only this place")
    parser.add_argument("--out", type=Path, default=paths.built_dir(), help="where the built files go")
    parser.add_argument("--force", action="store_true", help="build also what is not stale")
    options = parser.parse_args(argv)
    cities = (
        [options.city] if options.city else sorted(d.name for d in paths.cities_dir().iterdir() if d.is_dir())
    )
    for city in cities:
        for place in [options.place] if options.place else places_of(city):
            jobs = _stale(city, place, options.out, force=options.force)
            for name, job in jobs:
                start = time.monotonic()
                job()
                sys.stdout.write(f"built {name} in {time.monotonic() - start:.1f} s\n")
    return 0


def _stale(
    city: str, place: str, out_dir: Path, *, force: bool = False
) -> list[tuple[str, Callable[[], Path]]]:
    root = paths.checkout_dir()
    if root is None:
        return []
    jobs: list[tuple[str, Path, Path, Callable[[], Path]]] = [
        ("furniture", root / "furniture", out_dir / "furniture", lambda: build_furniture(out_dir)),
        ("wardrobe", root / "wardrobe", out_dir / "wardrobe", lambda: build_wardrobe(out_dir)),
        (
            f"{city}/{place}",
            place_source(city, place),
            out_dir / "places" / city / place,
            lambda: build_place(city, place, out_dir),
        ),
    ]
    return [(name, job) for name, source, target, job in jobs if force or not _is_fresh(source, target)]


def _is_fresh(source: Path, target: Path) -> bool:
    """Whether a target was made from these sources and still has all its files."""
    mark = target / SOURCES_FILE
    if not mark.is_file():
        return False
    digest, *names = mark.read_text().split("\n")
    return digest == _digest(source) and all((target / name).is_file() for name in names)


def _digest(source: Path) -> str:
    """A hash over a recipe's files, this library and the furniture that places stand on."""
    digest = hashlib.sha256()
    root = paths.checkout_dir() or LIBRARY
    for directory in (LIBRARY, source, root / "furniture"):
        for file in sorted([*directory.glob("*.py"), *directory.glob("*.toml")]):
            digest.update(f"{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _build_models(name: str, out_dir: Path) -> Path:
    models, target = made_models(name), out_dir / name
    glb = _write(target, f"{name}.glb", write_glb(models.parts, models.materials))
    source = (paths.checkout_dir() or LIBRARY) / name
    return _finished(target, {"glb": glb, **models.about}, f"{name}.json", _digest(source))


def _made(directory: Path, name: str, kind: type[Made]) -> Made:
    """Run `make()` of a directory's recipe.py, loaded as a package so that it can import its neighbours."""
    package = f"madang_recipe_{name}"
    for old in [module for module in sys.modules if module == package or module.startswith(f"{package}.")]:
        del sys.modules[old]
    spec = importlib.util.spec_from_file_location(
        f"{package}", directory / "recipe.py", submodule_search_locations=[str(directory)]
    )
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"Recipe of {name!r} not found: {directory} has no recipe.py.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    with _sources_alone():
        spec.loader.exec_module(module)
        made = module.make()
    if not isinstance(made, kind):
        raise TypeError(
            f"{directory / 'recipe.py'}: make() answered {type(made).__name__}, not {kind.__name__}."
        )
    return made


@contextmanager
def _sources_alone() -> Iterator[None]:
    """Import from sources only: byte code of a file of the same second and size would pass for a new one."""
    before = sys.pycache_prefix
    with tempfile.TemporaryDirectory() as empty:
        sys.pycache_prefix = empty
        try:
            yield
        finally:
            sys.pycache_prefix = before


def _write(target: Path, name: str, data: bytes) -> str:
    """Write a file, named with eight digits of its hash, and its brotli form beside it; answer the name."""
    target.mkdir(parents=True, exist_ok=True)
    stem, suffix = name.split(".")
    hashed = f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
    _write_whole(target / hashed, data)
    _write_whole(target / f"{hashed}.br", brotli.compress(data, quality=11))
    return hashed


def _write_json(file: Path, value: Any) -> None:
    data = (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
    _write_whole(file, data)
    _write_whole(file.with_name(f"{file.name}.br"), brotli.compress(data, quality=11))


def _write_whole(file: Path, data: bytes) -> None:
    """Write beside and rename, so that a reader meets the old file or the new one, never half of it."""
    beside = file.with_name(f"{file.name}.new")
    beside.write_bytes(data)
    beside.replace(file)


def _finished(target: Path, about: dict[str, Any], name: str, digest: str) -> Path:
    """Write the index, then drop the files of earlier builds and note what this one was made from and has."""
    _write_json(target / name, about)
    named = {value for value in about.values() if isinstance(value, str)}
    kept = {
        file.name
        for file in target.iterdir()
        if file.name.removesuffix(".br") in named | {name, "document.json"}
    }
    for file in target.iterdir():
        if file.name not in kept:
            file.unlink()
    (target / SOURCES_FILE).write_text("\n".join([digest, *sorted(kept)]))
    return target
