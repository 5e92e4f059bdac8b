"""What people wear."""

from madang.places.glb import Material, Part
from madang.places.mesh import Mesh
from madang.places.scenery import Models


def make() -> Models:
    mesh = Mesh()
    mesh.box((-0.2, 0.2), (0, 1.7), (-0.1, 0.1), "#cccccc")
    return Models([Part("far", mesh, "citizen")], [Material("citizen")], {})
