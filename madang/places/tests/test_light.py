"""Baked light: open ground is bright, what lies beside a wall is not, lamps shine where they stand."""

import io

import numpy as np
from PIL import Image

from madang.places.light import Pool, ground_picture, height_field, raised, shaded
from madang.places.mesh import Mesh
from madang.places.png import rgb_png


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


def test_shaded_corners_stay_above_the_least():
    mesh = tower(50, 50, 30)
    shaded(mesh, height_field([tower(50, 50, 30), tower(60, 50, 60), tower(40, 50, 60)], 0, 0, 100, 0.5), 0.6)
    assert 0.6 <= mesh.colours().min() < 0.9
    assert mesh.colours().max() <= 1


def test_ground_picture_keeps_sky_in_red_and_lamps_in_green():
    field = height_field([tower(50, 50, 30)], 0, 0, 100, 0.5)
    picture = np.asarray(
        Image.open(io.BytesIO(ground_picture(field, 128, [Pool(20, 70, 4), Pool(22, 70, 4)]))).convert("RGB"),
        float,
    )
    assert picture.shape == (128, 128, 3)
    sky, lamps = picture[..., 0], picture[..., 1]
    beside, lamp, nowhere = (int(57 * 1.28), 64), (int(70 * 1.28), int(21 * 1.28)), (30, 100)
    assert sky[beside] < 0.93 * sky[nowhere]
    assert lamps[lamp] == 255
    assert lamps[nowhere] == 0
    assert sky[0].min() == 255


def test_png_comes_back_from_a_picture_library():
    pixels = np.arange(36, dtype=np.uint8).reshape(3, 4, 3) * 7
    found = np.asarray(Image.open(io.BytesIO(rgb_png(pixels))).convert("RGB"))
    assert (found == pixels).all()
