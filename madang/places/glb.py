"""Writes glTF 2.0 binary files: corners quantised (KHR_mesh_quantization), equal ones welded.

Positions are 16 bits over each mesh's extent, normals 8 bits, colours 16-bit linear rounded to the 256 steps
of sRGB (8-bit linear would shift dark greens). Repeated things such as trees are one mesh with
EXT_mesh_gpu_instancing. The same parts give the same bytes.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madang.places.colour import Array, to_linear, to_srgb
from madang.places.mesh import Mesh

ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963
BYTE, UBYTE, SHORT, USHORT, UINT, FLOAT = 5120, 5121, 5122, 5123, 5125, 5126
CLAMP_TO_EDGE = 33071


@dataclass(frozen=True)
class Material:
    """How a surface is meant; clients know it by name. A picture is PNG bytes over TEXCOORD_0."""

    name: str
    roughness: float = 1.0
    metallic: float = 0.0
    picture: bytes | None = None


@dataclass(frozen=True)
class Instances:
    """Where copies of a part stand: positions (n, 3) metres, yaws (n,) radians clockwise, scales (n,)."""

    positions: Array
    yaws: Array
    scales: Array


@dataclass(frozen=True)
class Part:
    """One named mesh of the file: one material, one draw call."""

    name: str
    mesh: Mesh
    material: str
    coordinates: Array | None = None
    """TEXCOORD_0 (corners, 2) in 0..1."""
    attributes: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
    """Further vertex attributes, each (corners, 4) bytes; a name starts with `_`."""
    instances: Instances | None = None
    parent: str | None = None
    """Parts with the same parent hang under one node of that name."""


def write_glb(
    parts: Sequence[Part], materials: Sequence[Material], extras: Mapping[str, Any] | None = None
) -> bytes:
    """A GLB of the parts, one node each; `extras` go to the scene.

    Raises ValueError for an unknown material or an empty part.
    """
    file = _File(extras)
    numbers = {material.name: file.material(material) for material in materials}
    parents: dict[str, int] = {}
    for part in parts:
        if part.material not in numbers:
            raise ValueError(
                f"Part {part.name!r} refused: material {part.material!r} is not among {sorted(numbers)}."
            )
        if not len(part.mesh):
            raise ValueError(
                f"Part {part.name!r} refused: it has no triangles. Leave it out or give it a shape."
            )
        node = file.part(part, numbers[part.material])
        if part.parent is None:
            file.roots.append(node)
        elif part.parent in parents:
            file.tree["nodes"][parents[part.parent]]["children"].append(node)
        else:
            parents[part.parent] = file.node({"name": part.parent, "children": [node]})
            file.roots.append(parents[part.parent])
    return file.to_bytes()


def triangle_count(parts: Sequence[Part]) -> int:
    """Triangles drawn, with every instance."""
    return sum(len(part.mesh) // 3 * (len(part.instances.yaws) if part.instances else 1) for part in parts)


class _File:
    """A glTF document while it grows: its JSON tree and its one binary buffer."""

    def __init__(self, extras: Mapping[str, Any] | None) -> None:
        self.roots: list[int] = []
        scene: dict[str, Any] = {"nodes": self.roots} | ({"extras": dict(extras)} if extras else {})
        self.tree: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": "madang.places"},
            "extensionsUsed": ["KHR_mesh_quantization"],
            "extensionsRequired": ["KHR_mesh_quantization"],
            "scene": 0,
            "scenes": [scene],
        }
        self.binary = bytearray()

    def append(self, kind: str, value: Mapping[str, Any]) -> int:
        self.tree.setdefault(kind, []).append(dict(value))
        return len(self.tree[kind]) - 1

    def node(self, value: Mapping[str, Any]) -> int:
        return self.append("nodes", value)

    def view(self, data: bytes, target: int | None = None, stride: int | None = None) -> int:
        self.binary += bytes(-len(self.binary) % 4)
        view: dict[str, int] = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)}
        if target:
            view["target"] = target
        if stride:
            view["byteStride"] = stride
        self.binary += data
        return self.append("bufferViews", view)

    def material(self, material: Material) -> int:
        surface: dict[str, Any] = {"metallicFactor": material.metallic, "roughnessFactor": material.roughness}
        if material.picture is not None:
            image = self.append(
                "images", {"bufferView": self.view(material.picture), "mimeType": "image/png"}
            )
            sampler = self.append("samplers", {"wrapS": CLAMP_TO_EDGE, "wrapT": CLAMP_TO_EDGE})
            surface["baseColorTexture"] = {
                "index": self.append("textures", {"source": image, "sampler": sampler})
            }
        return self.append("materials", {"name": material.name, "pbrMetallicRoughness": surface})

    def part(self, part: Part, material: int) -> int:
        corners, indices, scale, middle = quantised(part)
        attributes = {
            name: self.accessor(corners[name], kind, normalized=not name.startswith("_"))
            for name, kind in _attribute_kinds(corners)
        }
        kind, dtype = (USHORT, "<u2") if len(corners) < 65535 else (UINT, "<u4")
        view = self.view(indices.astype(dtype).tobytes(), ELEMENT_BUFFER)
        index = self.append(
            "accessors", {"bufferView": view, "componentType": kind, "count": len(indices), "type": "SCALAR"}
        )
        primitive = {"attributes": attributes, "indices": index, "material": material}
        mesh = self.append("meshes", {"name": part.name, "primitives": [primitive]})
        if part.instances is None:
            return self.node(
                {"name": part.name, "mesh": mesh, "translation": middle.tolist(), "scale": [scale] * 3}
            )
        spread = self.instances(part.instances, scale, middle)
        return self.node({"name": part.name, "mesh": mesh, "extensions": {"EXT_mesh_gpu_instancing": spread}})

    def accessor(self, values: NDArray[Any], kind: tuple[int, str], *, normalized: bool) -> int:
        component, shape = kind
        row_bytes = values.dtype.itemsize * values.shape[1]
        padded = np.zeros((len(values), (row_bytes + -row_bytes % 4) // values.dtype.itemsize), values.dtype)
        padded[:, : values.shape[1]] = values
        view = self.view(padded.tobytes(), ARRAY_BUFFER, padded.strides[0])
        accessor: dict[str, Any] = {
            "bufferView": view,
            "componentType": component,
            "count": len(values),
            "type": shape,
        }
        if normalized:
            accessor["normalized"] = True
        if component == SHORT:
            accessor |= {"min": values.min(axis=0).tolist(), "max": values.max(axis=0).tolist()}
        return self.append("accessors", accessor)

    def instances(self, instances: Instances, scale: float, middle: Array) -> dict[str, Any]:
        for list_name in ("extensionsUsed", "extensionsRequired"):
            if "EXT_mesh_gpu_instancing" not in self.tree[list_name]:
                self.tree[list_name].append("EXT_mesh_gpu_instancing")
        cos, sin = np.cos(instances.yaws), np.sin(instances.yaws)
        x, y, z = middle
        offset = np.stack([x * cos - z * sin, np.full_like(cos, y), x * sin + z * cos], axis=1)
        none = np.zeros_like(cos)
        values = {
            "TRANSLATION": ("VEC3", instances.positions + offset * instances.scales[:, None]),
            "ROTATION": (
                "VEC4",
                np.stack([none, -np.sin(instances.yaws / 2), none, np.cos(instances.yaws / 2)], axis=1),
            ),
            "SCALE": ("VEC3", np.repeat(instances.scales[:, None] * scale, 3, axis=1)),
        }
        attributes = {}
        for name, (shape, array) in values.items():
            view = self.view(array.astype("<f4").tobytes())
            accessor = {"bufferView": view, "componentType": FLOAT, "count": len(array), "type": shape}
            attributes[name] = self.append("accessors", accessor)
        return {"attributes": attributes}

    def to_bytes(self) -> bytes:
        self.binary += bytes(-len(self.binary) % 4)
        self.tree["buffers"] = [{"byteLength": len(self.binary)}]
        text = json.dumps(self.tree, separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-len(text) % 4)
        head = struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(self.binary))
        chunks = (
            struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(self.binary), b"BIN\0")
        )
        return head + chunks + bytes(self.binary)


def quantised(part: Part) -> tuple[NDArray[Any], NDArray[np.int64], float, Array]:
    """A part's welded corners (a record array), triangle indices, and the node's scale and translation."""
    mesh = part.mesh
    positions = mesh.positions()
    low, high = positions.min(axis=0), positions.max(axis=0)
    scale, middle = max(float((high - low).max()) / 2, 1e-6), (low + high) / 2
    fields: list[Any] = [("POSITION", "<i2", 3), ("NORMAL", "i1", 3), ("COLOR_0", "<u2", 3)]
    if part.coordinates is not None:
        fields.append(("TEXCOORD_0", "<u2", 2))
    fields += [(name, "u1", 4) for name in part.attributes]
    corners = np.zeros(len(positions), fields)
    corners["POSITION"] = np.round((positions - middle) / scale * 32767)
    corners["NORMAL"] = np.round(mesh.normals() * 127)
    steps = np.round(to_srgb(mesh.colours()) * 255) / 255
    corners["COLOR_0"] = np.round(to_linear(steps) * 65535)
    if part.coordinates is not None:
        corners["TEXCOORD_0"] = np.round(np.clip(part.coordinates, 0, 1) * 65535)
    for name, values in part.attributes.items():
        corners[name] = values
    return *_welded(corners), scale, middle


def _welded(corners: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    flat = np.frombuffer(corners.tobytes(), np.uint8).reshape(len(corners), -1)
    _, first, inverse = np.unique(flat, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    triangles = rank[inverse.ravel()].reshape(-1, 3)
    a, b, c = triangles.T
    return corners[first[order]], triangles[(a != b) & (b != c) & (a != c)].ravel()


def _attribute_kinds(corners: NDArray[Any]) -> list[tuple[str, tuple[int, str]]]:
    known = {
        "POSITION": (SHORT, "VEC3"),
        "NORMAL": (BYTE, "VEC3"),
        "COLOR_0": (USHORT, "VEC3"),
        "TEXCOORD_0": (USHORT, "VEC2"),
    }
    names = corners.dtype.names or ()
    return [(name, known.get(name, (UBYTE, "VEC4"))) for name in names]
