"""Baked light: open ground is bright, what lies beside a wall is not, shadows fall away from the sun."""

import io

import numpy as np
from PIL import Image

from madang.places.light import SUN, ground_picture, height_field, raised, shaded
from madang.places.mesh import Mesh
from madang.places.png import indexed_png


def tower(x: float, z: float, high: float) -> Mesh:
    mesh = Mesh()
    mesh.box((x - 4, x + 4), (0, high), (z - 4, z + 4), "#ffffff")
    return mesh


def test_heights_are_those_of_the_roof():
    field = height_field([tower(50, 50, 12)], 0, 0, 100, 0.5)
    found = field.at(np.array([50.0, 47.0, 30.0], np.float32), np.array([50.0, 53.0, 50.0], np.float32))
    assert found.tolist() == [12, 12, 0]
    assert 60 <= (field.heights > 0).sum() * 0.25 <= 76  # m², of 64


def test_raised_field_keeps_what_stood():
    field = raised(height_field([tower(20, 20, 5)], 0, 0, 100, 0.5), [tower(60, 60, 9)])
    found = field.at(np.array([20.0, 60.0], np.float32), np.array([20.0, 60.0], np.float32))
    assert found.tolist() == [5, 9]


def test_points_beside_a_wall_see_less_sky_than_open_ground():
    field = height_field([tower(50, 50, 30)], 0, 0, 100, 0.5)
    beside, open_ground = field.sky(np.array([[50.0, 0, 56.0], [5.0, 0, 95.0]]))
    assert beside < 0.8
    assert open_ground > 0.97


def test_shadow_falls_away_from_the_sun():
    field = height_field([tower(50, 50, 30)], 0, 0, 100, 0.5)
    away = -SUN / np.hypot(SUN[0], SUN[2]) * 15
    shadow, sunny = field.sun(np.array([[50 + away[0], 0, 50 + away[2]], [50 - away[0], 0, 50 - away[2]]]))
    assert (shadow, sunny) == (0, 1)


def test_shaded_corners_stay_above_the_least():
    mesh = tower(50, 50, 30)
    shaded(mesh, height_field([tower(50, 50, 30), tower(60, 50, 60), tower(40, 50, 60)], 0, 0, 100, 0.5), 0.6)
    assert 0.6 <= mesh.colours().min() < 0.9
    assert mesh.colours().max() <= 1


def test_ground_picture_is_dark_behind_the_tower_and_light_at_the_rim():
    field = height_field([tower(50, 50, 30)], 0, 0, 100, 0.5)
    picture = np.asarray(Image.open(io.BytesIO(ground_picture(field, field, 128))).convert("L"), float)
    assert picture.shape == (128, 128)
    away = -SUN / np.hypot(SUN[0], SUN[2]) * 15
    row, column = int((50 + away[2]) * 1.28), int((50 + away[0]) * 1.28)
    assert picture[row, column] < 0.85 * picture[120, 20]
    assert picture[0].min() == 255


def test_png_comes_back_from_a_picture_library():
    pixels = np.arange(12, dtype=np.uint8).reshape(3, 4)
    palette = np.stack([np.arange(12) * 20, np.zeros(12), np.full(12, 9)], axis=1).astype(np.uint8)
    found = np.asarray(Image.open(io.BytesIO(indexed_png(pixels, palette))).convert("RGB"))
    assert (found == palette[pixels]).all()
