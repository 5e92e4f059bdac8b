"""Furniture: each kind has its node, its tinted part, a board one can read and a footprint that holds it."""

import pytest

from madang.places.build import made_models

pytestmark = pytest.mark.timeout(300)
KINDS = ["kiosk", "picture", "portal", "seat", "sign"]
SEASONS = ["beanbag", "bookcart", "parasol", "rink", "stage"]
INDOORS = ["counter", "door", "media-wall", "officer-seat", "plant", "waiting-seats", "way-out"]
BOARDS = ["kiosk", "picture", "sign", "portal", "counter", "door", "way-out"]


@pytest.fixture(scope="session")
def models():
    return made_models("furniture")


def test_kinds_are_those_a_document_may_use(built):
    assert sorted(built.furniture["kinds"]) == sorted(KINDS + INDOORS + SEASONS)


@pytest.mark.parametrize("kind", KINDS + INDOORS + SEASONS)
def test_kind_has_a_body_and_a_white_accent(models, kind):
    parts = {
        part.material: part for part in models.parts if part.parent == models.about["kinds"][kind]["piece"]
    }
    assert set(parts) - {"lit"} == {"furniture", "accent"}
    assert parts["accent"].mesh.colours().max() == 1


@pytest.mark.parametrize("kind", KINDS + INDOORS + SEASONS)
def test_footprint_holds_what_stands_on_the_ground(models, kind):
    hx, hz = models.about["kinds"][kind]["half"]
    behind = models.about["kinds"][kind].get("behind_m", hz)
    for part in models.parts:
        if part.parent == kind:
            x, y, z = part.mesh.positions().T
            low = (y < 1.2) & (y > 0.2) if kind == "rink" else y < 1.2
            if not low.any():
                continue
            assert abs(x[low]).max() <= hx + 0.02
            assert -z[low].min() <= hz + 0.02
            assert z[low].max() <= behind + 0.02


@pytest.mark.parametrize("kind", BOARDS)
def test_board_lies_before_everything_behind_it(models, kind):
    board = models.about["kinds"][kind]["board"]
    for part in models.parts:
        if part.parent == kind:
            x, y, z = part.mesh.positions().T
            behind = (abs(x - board["x"]) < board["w"] / 2) & (abs(y - board["y"]) < board["h"] / 2)
            assert (z[behind] > board["z"]).all()


def test_furniture_is_light(built):
    assert (built.root / "furniture" / f"{built.furniture['glb']}.br").stat().st_size <= 40 * 1024
