"""Building: hashed names, brotli beside each file, the same bytes twice, and knowing what is stale."""

import json
import re
from pathlib import Path

import brotli
import pytest

from madang import paths
from madang.places import build
from madang.places.document import DocumentError
from madang.places.place import load_place

RECIPE = """
from madang.places.glb import Material, Part
from madang.places.mesh import Mesh
from madang.places.scenery import Models, Scenery
from madang.places.shapes import rectangle
from madang.places.svg import MapShape

from .colours import GROUND


def make():
    mesh = Mesh()
    mesh.box((0, 10), (-1, 0), (0, 10), GROUND)
    shape = rectangle(0, 0, 9, 10)
    return Scenery([Part("ground", mesh, "ground")], [Material("ground")], [shape], [rectangle(4, 0, 5, 10)],
                   [MapShape("land", shape)])
"""
MODELS = """
from madang.places.glb import Material, Part
from madang.places.mesh import Mesh
from madang.places.scenery import Models


def make():
    mesh = Mesh()
    mesh.box((0, 1), (0, 1), (0, 1), "#ffffff")
    kinds = {"seat": {"piece": "seat", "half": [0.5, 0.5]}}
    return Models([Part("seat", mesh, "m")], [Material("m")], {"kinds": kinds})
"""
PLACE = """
place = "yard"
side_m = 10
cell_m = 0.5
geo = { lat = 37.5, lon = 127.0, bearing = 0 }
title = { ko = "마당", en = "Yard" }
spawns = [{ x = 2, z = 5 }]
objects = [{ id = "seat", kind = "seat", x = 2, z = 2, title = { ko = "의자", en = "Seat" } }]
"""


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one city, one place of ten metres, and furniture of one kind."""
    yard = tmp_path / "cities" / "town" / "places" / "yard"
    yard.mkdir(parents=True)
    (yard / "place.toml").write_text(PLACE)
    (yard / "recipe.py").write_text(RECIPE)
    (yard / "colours.py").write_text('GROUND = "#cccccc"\n')
    for name in ("furniture", "wardrobe"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "recipe.py").write_text(MODELS)
    monkeypatch.setattr(paths, "checkout_dir", lambda: tmp_path)
    monkeypatch.setattr(paths, "cities_dir", lambda: tmp_path / "cities")
    return tmp_path


def built_files(out: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(out)): file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()
    }


def test_build_writes_hashed_files_named_in_place_json(checkout, capsys):
    out = checkout / "out"
    assert build.main(["--out", str(out)]) == 0
    assert "built town/yard in" in capsys.readouterr().out
    yard = out / "places" / "town" / "yard"
    about = json.loads((yard / "place.json").read_text())
    assert about == {
        "city": "town",
        "place": "yard",
        "side_m": 10,
        "cell_m": 0.5,
        "shell": about["shell"],
        "map": about["map"],
        "walk": about["walk"],
        "triangles": 10,
        "geo": {"lat": 37.5, "lon": 127.0, "bearing": 0},
        "layers": {},
    }
    for name, suffix in (("shell", "glb"), ("map", "svg"), ("walk", "bin")):
        assert re.fullmatch(rf"{name}\.[0-9a-f]{{8}}\.{suffix}", about[name])
    assert json.loads((yard / "document.json").read_text())["objects"][0]["id"] == "seat"


def test_every_file_has_its_brotli_form(checkout):
    out = checkout / "out"
    build.main(["--out", str(out)])
    files = [
        file for file in out.rglob("*") if file.is_file() and file.name[0] != "." and file.suffix != ".br"
    ]
    assert len(files) == 2 + 2 + 5
    for file in files:
        assert brotli.decompress(file.with_name(f"{file.name}.br").read_bytes()) == file.read_bytes()


def test_two_builds_give_the_same_bytes(checkout):
    build.main(["--out", str(checkout / "one")])
    build.main(["--out", str(checkout / "two")])
    assert built_files(checkout / "one") == built_files(checkout / "two")


def test_only_what_changed_is_built_again(checkout, capsys):
    out = checkout / "out"
    assert build.is_stale("town", "yard", out)
    build.main(["--out", str(out)])
    assert not build.is_stale("town", "yard", out)
    capsys.readouterr()
    build.main(["--out", str(out)])
    assert capsys.readouterr().out == ""
    (checkout / "cities" / "town" / "places" / "yard" / "colours.py").write_text('GROUND = "#aaaaaa"\n')
    assert build.is_stale("town", "yard", out)
    old = json.loads((out / "places/town/yard/place.json").read_text())["shell"]
    build.main(["--out", str(out)])
    assert [line.split(" in ")[0] for line in capsys.readouterr().out.splitlines()] == ["built town/yard"]
    new = json.loads((out / "places/town/yard/place.json").read_text())["shell"]
    assert old != new
    assert not (out / "places/town/yard" / old).exists()
    assert not (out / "places/town/yard" / f"{old}.br").exists()


def test_missing_file_makes_a_place_stale(checkout):
    out = checkout / "out"
    build.main(["--out", str(out)])
    about = json.loads((out / "places/town/yard/place.json").read_text())
    (out / "places/town/yard" / about["walk"]).unlink()
    assert build.is_stale("town", "yard", out)


def test_walk_grid_holds_only_what_the_spawn_reaches(checkout):
    out = checkout / "out"
    build.main(["--out", str(out)])
    place = load_place(out / "places/town/yard")
    assert place.is_walkable(1, 8)
    assert not place.is_walkable(4.5, 5)  # the wall
    assert not place.is_walkable(7, 5)  # beyond the wall
    assert not place.is_walkable(2, 2)  # the seat


def test_unknown_furniture_in_a_document_is_refused(checkout):
    toml = checkout / "cities/town/places/yard/place.toml"
    toml.write_text(PLACE.replace('kind = "seat"', 'kind = "throne"'))
    with pytest.raises(DocumentError, match=r"kind 'throne'\. Use one of seat"):
        build.main(["--out", str(checkout / "out")])


def test_unknown_place_is_named(checkout):
    with pytest.raises(FileNotFoundError, match="Place 'moon' of 'town' not found"):
        build.build_place("town", "moon", checkout / "out")


def test_recipe_that_makes_something_else_is_named(checkout):
    (checkout / "furniture" / "recipe.py").write_text("def make():\n    return 5\n")
    with pytest.raises(TypeError, match="answered int, not Models"):
        build.build_furniture(checkout / "out")


def test_wheel_has_nothing_to_build(checkout, monkeypatch):
    monkeypatch.setattr(paths, "checkout_dir", lambda: None)
    assert not build.is_stale("town", "yard", checkout / "out")
