"""The place document: what is read, and that every error says what is wrong, where, and what to write."""

import copy
from typing import Any

import pytest

from madang.places.document import DocumentError, read_document

GOOD: dict[str, Any] = {
    "place": "plaza",
    "title": {"ko": "광장", "en": "Square"},
    "spawns": [{"x": 10, "z": 12, "yaw": 64, "radius_m": 3}],
    "objects": [
        {"id": "desk", "kind": "kiosk", "service": "information", "x": 5, "z": 6, "yaw": 0,
         "colour": "#2f6fb5", "title": {"ko": "안내", "en": "Information"}},
        {"id": "bench", "kind": "seat", "x": 7, "z": 6, "yaw": 128, "title": {"ko": "의자", "en": "Bench"}},
    ],
    "zones": [{"id": "lawn", "x": 1, "z": 2, "title": {"ko": "잔디", "en": "Lawn"}}],
}  # fmt: skip
KINDS = ["kiosk", "seat", "sign", "portal"]


def changed(**at):
    """The good document with values replaced; a key is a path such as `objects__0__yaw`."""
    data: Any = copy.deepcopy(GOOD)
    for path, value in at.items():
        *way, last = (int(step) if step.isdigit() else step for step in path.split("__"))
        target: Any = data
        for step in way:
            target = target[step]
        if value is ...:
            del target[last]
        else:
            target[last] = value
    return data


def test_good_document_is_read_and_comes_back_from_its_json():
    document = read_document(GOOD, 20, KINDS)
    assert document.revision == 1
    assert document.objects[0].service == "information"
    assert document.spawns[0].radius_m == 3
    assert read_document(document.to_json(), 20, KINDS) == document


def test_json_leaves_out_what_is_not_set():
    bench = read_document(GOOD, 20, KINDS).to_json()["objects"][1]
    assert set(bench) == {"id", "kind", "x", "z", "yaw", "title"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"spawns": []}, "spawns refused: there is none"),
        ({"spawns__0__x": 21}, r"spawns\[0\].x 21 refused: write a number from 0 to 20"),
        ({"spawns__0__radius_m": 0}, r"spawns\[0\].radius_m 0 refused"),
        ({"spawns__0": "here"}, r"spawns\[0\] refused: 'here' is not a table"),
        ({"objects__0__x": "5"}, r"objects\[0\].x '5' refused"),
        ({"objects__0__x": True}, r"objects\[0\].x True refused"),
        ({"objects__0__x": float("nan")}, r"objects\[0\].x nan refused"),
        ({"objects__0__yaw": 256}, r"objects\[0\].yaw 256 refused: write 0–255"),
        ({"objects__0__colour": "blue"}, r"objects\[0\].colour 'blue' refused: write #rrggbb"),
        ({"objects__0__id": "Desk 1"}, r"objects\[0\].id 'Desk 1' refused"),
        ({"objects__1__id": "desk"}, "objects refused: id 'desk' is used twice"),
        ({"objects__0__kind": "desk"}, "'desk' has kind 'desk'. Use one of kiosk, portal, seat, sign"),
        ({"objects__0__service": ...}, "kiosk 'desk' names no service"),
        ({"objects__1__kind": "portal"}, "portal 'bench' leads nowhere"),
        ({"objects__1__to": 5}, r"objects\[1\].to 5 refused"),
        ({"objects__1__to": "https://example.org"}, r'to .* refused: write "<place>" or "<place>#<spawn>"'),
        ({"spawns__0__id": "North door"}, r"spawns\[0\].id 'North door' refused"),
        ({"spawns": [GOOD["spawns"][0] | {"id": "door"}] * 2}, "spawns refused: id 'door' is used twice"),
        ({"objects__0__title": {"ko": "안내"}}, r"objects\[0\].title.en None refused.*both languages"),
        ({"objects__0__title__en": "x" * 401}, r"objects\[0\].title.en .* refused: write 1–400"),
        ({"zones__0__title__ko": "  "}, r"zones\[0\].title.ko '  ' refused"),
        ({"zones": {"id": "lawn"}}, "zones refused: write a list of at most 200"),
        ({"objects": [GOOD["objects"][1]] * 501}, "objects refused: write a list of at most 500"),
        ({"revision": 0}, "revision 0 refused: write a whole number from 1"),
        ({"place": ""}, "place '' refused"),
    ],
)
def test_wrong_document_is_refused_with_where_and_what(change, said):
    with pytest.raises(DocumentError, match=said):
        read_document(changed(**change), 20, KINDS)


def test_door_leads_to_a_spawn_of_another_place():
    document = read_document(changed(objects__1__to="lobby#entrance", spawns__0__id="door"), 20)
    assert (document.objects[1].to, document.spawns[0].id) == ("lobby#entrance", "door")
    assert read_document(document.to_json(), 20) == document


def test_kinds_are_not_checked_when_not_given():
    assert read_document(changed(objects__1__kind="anything"), 20).objects[1].kind == "anything"


def test_sky_layers_and_hours_come_back_from_json():
    hours = {"id": "fountain", "months": [3, 11], "times": ["10:00-10:30", "23:00-24:00"]}
    document = read_document({**GOOD, "sky": "indoor", "layers": ["reading"], "hours": [hours]}, 100)
    assert (document.sky, document.layers, document.hours[0].months) == ("indoor", ("reading",), (3, 11))
    assert read_document(document.to_json(), 100) == document
    plain = read_document(GOOD, 100)
    assert (plain.sky, plain.layers, plain.hours) == ("outdoor", (), ())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("sky", "cloudy", "sky 'cloudy' refused: write one of outdoor, indoor"),
        ("layers", ["snow"], "layers: 'snow' refused. Use of: reading, rink"),
        ("layers", ["rink", "rink"], "'rink' is used twice"),
        ("layers", "rink", "layers refused: write a list"),
        ("hours", [{"id": "f", "months": [0, 3]}], "hours[0].months [0, 3] refused"),
        ("hours", [{"id": "f", "times": ["10-11"]}], "hours[0].times '10-11' refused"),
        ("hours", [{"id": "f", "times": ["11:00-10:00"]}], "hours[0].times '11:00-10:00' refused"),
    ],
)
def test_document_with_a_wrong_season_says_what_to_write(field, value, said):
    with pytest.raises(DocumentError) as refusal:
        read_document({**GOOD, field: value}, 100, KINDS, ["reading", "rink"])
    assert said in str(refusal.value)
