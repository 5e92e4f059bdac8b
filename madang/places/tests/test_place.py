"""A built place read back: objects block the ground they stand on, turned as they are."""

import json

import numpy as np
import pytest

from madang.places.document import read_document
from madang.places.place import load_place, read_footprints, stamped
from madang.places.walk import packed

FURNITURE = {
    "glb": "f.glb",
    "kinds": {"kiosk": {"piece": "kiosk", "half": [2, 1]}, "mark": {"piece": "mark", "half": [0, 0]}},
}
TITLE = {"ko": "광장", "en": "Square"}


def document(*objects, revision=1):
    return {"place": "yard", "revision": revision, "title": TITLE, "spawns": [{"x": 2, "z": 2}],
            "objects": [{"title": TITLE, "service": "information", **item} for item in objects]}  # fmt: skip


@pytest.fixture
def built(tmp_path):
    """A tiny built place of 20 m with a kiosk in its middle, and its furniture."""
    directory = tmp_path / "places" / "town" / "yard"
    directory.mkdir(parents=True)
    (tmp_path / "furniture").mkdir()
    (tmp_path / "furniture" / "furniture.json").write_text(json.dumps(FURNITURE))
    about = {"city": "town", "place": "yard", "side_m": 20, "cell_m": 0.25, "walk": "walk.bin"}
    (directory / "place.json").write_text(json.dumps(about))
    (directory / "document.json").write_text(
        json.dumps(document({"id": "desk", "kind": "kiosk", "x": 10, "z": 10, "yaw": 0}))
    )
    (directory / "walk.bin").write_bytes(packed(np.ones((80, 80), bool)))
    return directory


def test_loaded_place_blocks_its_objects(built):
    place = load_place(built)
    assert not place.is_walkable(11.9, 10.9)
    assert place.is_walkable(11.9, 11.1)
    assert place.is_walkable(12.1, 10.9)
    assert place.ground.all()


def test_footprint_turns_with_the_object(built):
    turned = read_document(
        document({"id": "desk", "kind": "kiosk", "x": 10, "z": 10, "yaw": 64}, revision=2), 20
    )
    place = load_place(built).with_document(turned)
    assert place.document.revision == 2
    assert not place.is_walkable(10.9, 11.9)
    assert place.is_walkable(11.9, 10.9)


def test_outside_is_not_walkable(built):
    place = load_place(built)
    assert not any(
        place.is_walkable(x, z) for x, z in ((-0.1, 5), (5, -0.1), (20.0, 5), (5, 20.0), (1e9, 1e9))
    )


def test_things_without_a_footprint_block_nothing(built):
    ground = load_place(built).ground
    items = read_document(
        document({"id": "a", "kind": "mark", "x": 5, "z": 5}, {"id": "b", "kind": "unknown", "x": 9, "z": 9}),
        20,
    )
    assert stamped(ground, items, read_footprints(FURNITURE), 0.25).all()


def test_grids_cannot_be_written_by_accident(built):
    with pytest.raises(ValueError, match="read-only"):
        load_place(built).walkable[0, 0] = False
