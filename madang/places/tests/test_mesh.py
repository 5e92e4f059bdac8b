"""The mesh builder: which way faces look, how colours go along, what is left out."""

import numpy as np
import pytest

from madang.places.colour import linear, mix, to_linear, to_srgb
from madang.places.mesh import Mesh, sphere, turned


def faces(mesh: Mesh) -> np.ndarray:
    return mesh.positions().reshape(-1, 3, 3)


def test_box_every_face_looks_outward():
    mesh = Mesh()
    mesh.box((-1, 1), (-2, 2), (-3, 3), "#ffffff", faces="xXyYzZ")
    middles = faces(mesh).mean(axis=1)
    assert len(middles) == 12
    assert (np.sum(middles * mesh.normals().reshape(-1, 3, 3)[:, 0], axis=1) > 0).all()


def test_box_top_has_its_own_colour():
    mesh = Mesh()
    mesh.box((0, 1), (0, 1), (0, 1), "#000000", top="#ffffff", faces="xY")
    up = mesh.normals()[:, 1] > 0.5
    assert (mesh.colours()[up] == 1).all()
    assert (mesh.colours()[~up] == 0).all()


def test_grid_is_seen_where_rows_run_up_and_columns_right():
    mesh = Mesh()
    mesh.grid([[(0, 0, 0), (1, 0, 0)], [(0, 1, 0), (1, 1, 0)]], "#808080")
    assert np.allclose(mesh.normals(), (0, 0, 1))


def test_smooth_lathe_normals_point_away_from_its_axis():
    mesh = Mesh()
    mesh.lathe((5, -2), [(1, 0), (1, 3)], 12, "#808080", smooth=True)
    outward = mesh.positions() - [5, 0, -2]
    outward[:, 1] = 0
    assert (np.sum(outward * mesh.normals(), axis=1) > 0.99).all()


def test_lathe_drawn_to_a_point_looks_along_its_axis_there():
    mesh = Mesh()
    mesh.lathe((0, 0), [(1, 0), (0, 1)], 8, "#808080", smooth=True)
    tip = mesh.positions()[:, 1] > 0.99
    assert (mesh.normals()[tip][:, 1] > 0.9).all()


def test_triangles_without_area_are_left_out():
    mesh = Mesh()
    mesh.triangles([[(0, 0, 0), (1, 0, 0), (2, 0, 0)], [(0, 0, 0), (1, 0, 0), (0, 1, 0)]], "#808080")
    assert len(mesh) == 3


def test_colour_for_each_quad_goes_to_both_its_triangles():
    mesh = Mesh()
    square = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
    mesh.quads([square, square], np.array([[1.0, 0, 0], [0, 1.0, 0]]))
    assert (mesh.colours()[:6] == (1, 0, 0)).all()
    assert (mesh.colours()[6:] == (0, 1, 0)).all()


def test_add_turns_clockwise_from_above_then_moves():
    arrow, mesh = Mesh(), Mesh()
    arrow.triangles([[(0, 0, 0), (0, 1, 0), (0, 0, -2)]], "#808080")
    mesh.add(arrow, np.pi / 2, (10, 0, 0), 2.0)
    assert np.allclose(mesh.positions()[2], (14, 0, 0))  # what faced north now faces east, twice as long


def test_turned_by_nothing_changes_nothing():
    assert np.allclose(turned(0.0), np.eye(3))


def test_sphere_is_closed_and_round():
    triangles = sphere(1)
    assert triangles.shape == (80, 3, 3)
    assert np.allclose(np.linalg.norm(triangles, axis=2), 1)
    normals = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
    assert (np.sum(normals * triangles.mean(axis=1), axis=1) > 0).all()


def test_shade_multiplies_every_corner():
    mesh = Mesh()
    mesh.triangles([[(0, 0, 0), (1, 0, 0), (0, 1, 0)]], "#ffffff")
    mesh.shade(np.array([1.0, 0.5, 0.25]))
    assert np.allclose(mesh.colours()[:, 0], (1, 0.5, 0.25))


def test_hex_colours_are_read_as_linear_light():
    assert np.allclose(linear("#ffffff"), 1)
    assert linear("#808080")[0] == pytest.approx(0.2158, abs=1e-3)
    assert np.allclose(to_srgb(to_linear(np.linspace(0, 1, 11))), np.linspace(0, 1, 11))
    assert np.allclose(mix("#000000", "#ffffff", 0.25), 0.25)


@pytest.mark.parametrize("wrong", ["red", "#fff", "808080x"])
def test_wrong_hex_colour_is_refused_with_the_form(wrong):
    with pytest.raises(ValueError, match="#rrggbb"):
        linear(wrong)
