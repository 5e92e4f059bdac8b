"""The GLB writer: what a reader gets back, and what is refused."""

import json
import struct

import numpy as np
import pytest

from madang.places.glb import Instances, Material, Part, triangle_count, write_glb
from madang.places.mesh import Mesh, turned

KINDS = {
    5120: ("i1", 127),
    5121: ("u1", 255),
    5122: ("<i2", 32767),
    5123: ("<u2", 65535),
    5125: ("<u4", 1),
    5126: ("<f4", 1),
}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


def read(data: bytes) -> tuple[dict, bytes]:
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20 : 20 + size]), data[28 + size :]


def values(tree: dict, binary: bytes, number: int) -> np.ndarray:
    accessor = tree["accessors"][number]
    view = tree["bufferViews"][accessor["bufferView"]]
    dtype, most = KINDS[accessor["componentType"]]
    width = WIDTHS[accessor["type"]]
    raw = np.frombuffer(binary, np.uint8, view["byteLength"], view["byteOffset"])
    if "byteStride" in view:
        raw = raw.reshape(accessor["count"], view["byteStride"])[:, : width * np.dtype(dtype).itemsize].copy()
    found = raw.reshape(-1).view(dtype).reshape(accessor["count"], width)
    return found / most if accessor.get("normalized") else found


def wedge() -> Mesh:
    mesh = Mesh()
    mesh.quads([[(10, 0, 5), (14, 0, 5), (14, 3, 5), (10, 3, 5)]], "#336699")
    mesh.quads([[(10, 0, 5), (10, 3, 5), (10, 3, 1), (10, 0, 1)]], "#ffffff")
    return mesh


def test_positions_normals_and_colours_come_back():
    tree, binary = read(write_glb([Part("wedge", wedge(), "stone")], [Material("stone")]))
    node, primitive = tree["nodes"][0], tree["meshes"][0]["primitives"][0]
    position = values(tree, binary, primitive["attributes"]["POSITION"]) * node["scale"] + node["translation"]
    assert position.min(axis=0) == pytest.approx((10, 0, 1), abs=1e-3)
    assert position.max(axis=0) == pytest.approx((14, 3, 5), abs=1e-3)
    colour = values(tree, binary, primitive["attributes"]["COLOR_0"])
    assert sorted(set(np.round(colour[:, 0], 4))) == pytest.approx([0.0331, 1.0], abs=1e-3)
    assert {tuple(n) for n in np.round(values(tree, binary, primitive["attributes"]["NORMAL"]))} == {
        (0, 0, 1),
        (-1, 0, 0),
    }


def test_equal_corners_are_welded_and_triangles_kept():
    tree, binary = read(write_glb([Part("wedge", wedge(), "stone")], [Material("stone")]))
    primitive = tree["meshes"][0]["primitives"][0]
    assert tree["accessors"][primitive["attributes"]["POSITION"]]["count"] == 8  # 2 quads of 4 corners
    indices = values(tree, binary, primitive["indices"]).ravel()
    assert len(indices) == 12
    assert indices.max() == 7


def test_limits_of_positions_are_told():
    tree, binary = read(write_glb([Part("wedge", wedge(), "stone")], [Material("stone")]))
    number = tree["meshes"][0]["primitives"][0]["attributes"]["POSITION"]
    stored = values(tree, binary, number) * 32767
    assert stored.min(axis=0) == pytest.approx(tree["accessors"][number]["min"])
    assert stored.max(axis=0) == pytest.approx(tree["accessors"][number]["max"])


def test_further_attributes_are_whole_bytes():
    rig = np.tile(np.array([2, 255, 0, 7], np.uint8), (len(wedge()), 1))
    tree, binary = read(write_glb([Part("w", wedge(), "m", attributes={"_RIG": rig})], [Material("m")]))
    found = values(tree, binary, tree["meshes"][0]["primitives"][0]["attributes"]["_RIG"])
    assert (found == (2, 255, 0, 7)).all()


def test_instances_stand_where_they_were_put():
    places = Instances(np.array([[100.0, 0, 50.0]]), np.array([np.pi / 2]), np.array([2.0]))
    tree, binary = read(write_glb([Part("w", wedge(), "m", instances=places)], [Material("m")]))
    spread = tree["nodes"][0]["extensions"]["EXT_mesh_gpu_instancing"]["attributes"]
    x, y, z, w = values(tree, binary, spread["ROTATION"])[0]
    assert (x, z) == (0, 0)
    rotation = np.array([[1 - 2 * y * y, 0, 2 * y * w], [0, 1, 0], [-2 * y * w, 0, 1 - 2 * y * y]])
    number = tree["meshes"][0]["primitives"][0]["attributes"]["POSITION"]
    scale, at = values(tree, binary, spread["SCALE"])[0], values(tree, binary, spread["TRANSLATION"])[0]
    drawn = (values(tree, binary, number) * scale) @ rotation.T + at
    wanted = (wedge().positions() * 2) @ turned(np.pi / 2).T + [100, 0, 50]
    assert drawn.min(axis=0) == pytest.approx(wanted.min(axis=0), abs=2e-3)
    assert drawn.max(axis=0) == pytest.approx(wanted.max(axis=0), abs=2e-3)
    assert tree["extensionsRequired"] == ["KHR_mesh_quantization", "EXT_mesh_gpu_instancing"]


def test_parts_of_one_parent_hang_under_one_node():
    parts = [
        Part("body", wedge(), "m", parent="kiosk"),
        Part("accent", wedge(), "m", parent="kiosk"),
        Part("far", wedge(), "m"),
    ]
    tree, _ = read(write_glb(parts, [Material("m")]))
    roots = [tree["nodes"][number] for number in tree["scenes"][0]["nodes"]]
    assert [root["name"] for root in roots] == ["kiosk", "far"]
    assert [tree["nodes"][child]["name"] for child in roots[0]["children"]] == ["body", "accent"]


def test_triangles_are_counted_with_every_instance():
    places = Instances(np.zeros((3, 3)), np.zeros(3), np.ones(3))
    assert triangle_count([Part("a", wedge(), "m"), Part("b", wedge(), "m", instances=places)]) == 4 + 12


def test_scene_carries_extras():
    tree, _ = read(write_glb([Part("w", wedge(), "m")], [Material("m")], {"sun": [0, 1, 0]}))
    assert tree["scenes"][0]["extras"] == {"sun": [0, 1, 0]}


def test_unknown_material_is_refused_by_name():
    with pytest.raises(ValueError, match=r"'wood' is not among \['stone'\]"):
        write_glb([Part("wedge", wedge(), "wood")], [Material("stone")])


def test_empty_part_is_refused_by_name():
    with pytest.raises(ValueError, match="'nothing' refused: it has no triangles"):
        write_glb([Part("nothing", Mesh(), "stone")], [Material("stone")])
