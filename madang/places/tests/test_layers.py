"""Seasons' touches: what layers.toml may say, and that the ground follows what is switched on."""

import dataclasses
import tomllib

import numpy as np
import pytest

from madang import paths
from madang.places.document import DocumentError, read_document
from madang.places.layers import layers_json, read_layers, with_layers
from madang.places.place import footprint
from madang.places.tests.test_document import GOOD
from madang.places.walk import raster

pytestmark = pytest.mark.timeout(300)
CART = {"id": "cart", "kind": "bookcart", "x": 5, "z": 6, "yaw": 0}
READING = {"reading": {"title": {"ko": "책", "en": "Books"}, "objects": [CART]}}


def test_layer_names_its_things_and_gives_them_its_title():
    layers = read_layers(READING, 100, ["bookcart"])
    (thing,) = layers["reading"].objects
    assert (thing.id, thing.title) == ("reading-cart", {"ko": "책", "en": "Books"})
    assert read_layers(layers_json(layers), 100) == layers


def test_document_shows_the_things_of_its_layers_only():
    layers = read_layers(READING, 100)
    off, on = (read_document({**GOOD, "layers": names}, 100) for names in ([], ["reading", "gone"]))
    assert with_layers(off, layers) == off
    assert [item.id for item in with_layers(on, layers).objects] == ["desk", "bench", "reading-cart"]


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ({"reading": {"title": {"ko": "책", "en": "Books"}}}, "layer 'reading' refused: give it 1 to 80"),
        ({"reading": {"objects": [CART]}}, "reading.title.ko None refused"),
        (
            {"snow": {**READING["reading"], "objects": [{**CART, "kind": "snowman"}]}},
            "'snowman', which there is",
        ),
        ({"reading": {**READING["reading"], "objects": [{**CART, "x": 101}]}}, "reading.objects[0].x 101"),
    ],
)
def test_wrong_layer_says_what_is_wrong(layers, said):
    with pytest.raises(DocumentError) as refusal:
        read_layers(layers, 100, ["bookcart"])
    assert said in str(refusal.value)


def test_ground_follows_what_is_switched_on(built):
    place = built.place
    assert "reading" in place.document.layers
    cart = next(item for item in place.layers["reading"].objects if item.kind == "bookcart")
    assert not place.is_walkable(cart.x, cart.z)
    cleared = place.with_document(dataclasses.replace(place.document, layers=()))
    assert cleared.is_walkable(cart.x, cart.z)


def test_every_layer_stands_on_free_ground_apart_from_the_document(built):
    place = built.place
    for layer in place.layers.values():
        taken = np.zeros_like(place.ground)
        for item in (*place.document.objects, *layer.objects):
            cells = raster([footprint(item, place.footprints[item.kind])], place.side_m, place.cell_m)
            assert not (cells & ~place.ground).any(), f"{item.id} stands in something"
            assert not (cells & taken).any(), f"{item.id} stands in another thing"
            taken |= cells


def test_plaza_has_reading_for_the_warm_months_and_ice_for_winter():
    text = (paths.cities_dir() / "seoul/places/plaza/layers.toml").read_text()
    assert {"reading", "rink"} <= set(tomllib.loads(text))
