"""The map: its shapes are the numbers given, its names are safe, it has no presentation of its own."""

from xml.etree import ElementTree as ET

from madang.places.shapes import Ellipse, circle, rectangle
from madang.places.svg import MapShape, write_svg

SVG = "{http://www.w3.org/2000/svg}"
TITLE = (("ko", "광장"), ("en", "Square"))


def drawn(*shapes):
    return ET.fromstring(write_svg(shapes, 320, TITLE))


def test_view_box_is_the_place_in_metres():
    root = drawn()
    assert root.get("viewBox") == "0 0 320 320"
    assert [title.text for title in root.findall(f"{SVG}title")] == ["광장", "Square"]


def test_shapes_keep_their_numbers():
    root = drawn(
        MapShape("lawn", Ellipse(160, 171, 50, 41.05)),
        MapShape("tree", circle(3, 4, 2)),
        MapShape("road", rectangle(1, 2, 3, 4)),
    )
    ellipse, tree, road = root.find(f"{SVG}ellipse"), root.find(f"{SVG}circle"), root.find(f"{SVG}polygon")
    assert [ellipse.get(name) for name in ("cx", "cy", "rx", "ry")] == ["160.00", "171.00", "50.00", "41.05"]
    assert [tree.get(name) for name in ("cx", "cy", "r", "class")] == ["3.00", "4.00", "2.00", "map-tree"]
    assert road.get("points") == "1.00,2.00 3.00,2.00 3.00,4.00 1.00,4.00"


def test_named_shape_is_a_group_with_label_and_titles():
    names = (("ko", "더 <플라자>"), ("en", 'The "Plaza" & more'))
    group = drawn(MapShape("building", rectangle(0, 0, 10, 20), "hotel", names, (5, 30))).find(f"{SVG}g")
    assert (group.get("id"), group.get("data-x"), group.get("data-z")) == ("hotel", "5", "30")
    assert group.get("data-en") == 'The "Plaza" & more'
    assert [title.text for title in group.findall(f"{SVG}title")] == ["더 <플라자>", 'The "Plaza" & more']


def test_map_has_no_style_of_its_own():
    text = write_svg([MapShape("lawn", circle(1, 1, 1), "lawn", TITLE)], 320, TITLE)
    for word in ("<style", "style=", "fill=", "stroke=", "<script", "http://", "href"):
        assert word not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
