"""What the world is told of a document: small, without words, and refused when it is no outline."""

import json

import pytest

from madang.places.document import DocumentError, read_document
from madang.places.outline import MAX_BYTES, outline_of, read_outline
from madang.places.tests.test_document import GOOD


def test_outline_says_where_things_stand_and_nothing_that_is_written():
    document = read_document({**GOOD, "layers": ["reading"]}, 100)
    data = outline_of(document.to_json())
    back = read_outline(data)
    assert [(item.kind, item.x, item.z, item.yaw) for item in back.objects] == [
        (item.kind, item.x, item.z, item.yaw) for item in document.objects
    ]
    assert (back.spawns, back.layers, back.revision) == (document.spawns, ("reading",), document.revision)
    assert document.objects[0].title["ko"] not in data.decode()


def test_largest_outline_fits_into_one_message():
    thing = {"kind": "k" * 64, "x": 319.99999999, "z": 319.99999999, "yaw": 255}
    spawn = {"x": 319.9999999, "z": 319.999999, "yaw": 255, "radius_m": 49.99999, "id": "s" * 64}
    layers = ["l" * 64] * 12
    whole = {
        "place": "p" * 64,
        "revision": 10**9,
        "spawns": [spawn] * 20,
        "objects": [thing] * 500,
        "layers": layers,
    }
    assert len(outline_of(whole)) < MAX_BYTES


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"place":"yard"}',
        json.dumps({"place": "y", "revision": 1, "spawns": [], "objects": [], "layers": []}).encode(),
        json.dumps({"place": "y", "revision": 1, "spawns": [[1]], "objects": [], "layers": []}).encode(),
        b" " * (MAX_BYTES + 1),
    ],
)
def test_what_is_no_outline_is_refused(data):
    with pytest.raises(DocumentError, match="Outline of"):
        read_outline(data)
