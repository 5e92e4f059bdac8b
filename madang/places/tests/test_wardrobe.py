"""The wardrobe: every choice has its piece, every piece a sound rig, every ready look is whole."""

import json

import numpy as np
import pytest

from madang.places.build import made_models

pytestmark = pytest.mark.timeout(300)
LETTERS = {
    "h": ("hair", "hair"),
    "w": ("headwear", "headwear"),
    "t": ("top", "cloth"),
    "b": ("bottom", "bottom"),
}


@pytest.fixture(scope="session")
def models():
    return made_models("wardrobe")


@pytest.fixture(scope="session")
def pieces(models):
    return {part.name: part for part in models.parts}


def choices(about):
    return [(slot, item) for slot, items in about["slots"].items() for item in items if item]


def test_every_choice_names_pieces_that_exist(models, pieces):
    wanted = {
        item[field] for _, item in choices(models.about) for field in ("piece", "under") if field in item
    }
    wanted |= set(models.about["always"]) | set(models.about["lod"].values())
    assert wanted == set(pieces)


def test_every_choice_has_a_title_in_both_languages(models):
    for slot, item in choices(models.about):
        assert set(item["title"]) == {"ko", "en"}, (slot, item["id"])
        assert all(item["title"].values())


def test_every_hair_says_what_shows_below_a_hat(models):
    assert all("under" in item for item in models.about["slots"]["hair"])


def test_first_choice_of_what_may_be_left_out_is_none(models):
    slots = models.about["slots"]
    assert [slot for slot, items in slots.items() if items[0] is None] == ["headwear", "glasses", "mobility"]


def test_ready_looks_stay_within_slots_and_palettes(models):
    slots, palettes = models.about["slots"], models.about["palettes"]
    assert len(models.about["presets"]) == 8
    for look in models.about["presets"]:
        assert len(look) <= 64
        for token in look.split("."):
            letter, digits = token[0], [int(digit, 36) for digit in token[1:]]
            if letter in LETTERS:
                slot, palette = LETTERS[letter]
                assert digits[0] < len(slots[slot])
                assert digits[1] < len(palettes[palette])
            else:
                whole = {
                    "k": palettes["skin"],
                    "s": palettes["shoes"],
                    "g": slots["glasses"],
                    "m": slots["mobility"],
                    "a": slots["age"],
                }
                assert digits[0] < len(whole[letter])


def test_ready_looks_show_who_lives_in_a_city(models):
    looks = models.about["presets"]
    assert len({look.split(".")[0] for look in looks}) >= 5  # skins
    assert any(".a1" in look for look in looks)
    assert any(".a2" in look for look in looks)
    assert any(".m1" in look for look in looks)
    assert sum(".t2" in look for look in looks) >= 2  # hanbok


def test_every_top_colour_has_an_accent(models):
    palettes = models.about["palettes"]
    assert len(palettes["accent"]) == len(palettes["cloth"])
    for colours in palettes.values():
        assert len(colours) <= 36  # one base-36 digit
        assert all(len(colour) == 7 and colour[0] == "#" for colour in colours)


def test_rigs_are_whole_and_limbs_lie_where_they_should(pieces):
    for name, part in pieces.items():
        rig = part.attributes["_RIG"]
        assert len(rig) == len(part.mesh), name
        assert rig[:, 0].max() <= 7
        assert rig[:, 3].max() <= 7
        x = part.mesh.positions()[:, 0]
        for left, right in ((2, 3), (4, 5)):
            assert (x[rig[:, 0] == left] < 0.02).all(), name
            assert (x[rig[:, 0] == right] > -0.02).all(), name


def test_people_face_north(pieces):
    head = pieces["head"]
    fixed = head.attributes["_RIG"][:, 3] == 7  # eyes and mouth
    assert (head.mesh.positions()[fixed][:, 2] < -0.1).all()


def test_people_are_as_tall_as_the_rig_says(models, pieces):
    assert pieces["head"].mesh.positions()[:, 1].max() == pytest.approx(
        models.about["rig"]["height"], abs=0.03
    )
    for name in ("bottom_trousers", "far", "mid"):
        assert pieces[name].mesh.positions()[:, 1].min() == pytest.approx(0, abs=0.02)


def test_far_bodies_are_light(pieces):
    for name, most in (("far", 180), ("far_dress", 180), ("mid", 460), ("mid_dress", 460)):
        assert len(pieces[name].mesh) // 3 <= most


def test_wardrobe_keeps_its_budget(built):
    assert (built.root / "wardrobe" / f"{built.wardrobe['glb']}.br").stat().st_size <= 120 * 1024


def test_json_is_what_the_recipe_says(built, models):
    assert built.wardrobe == {"glb": built.wardrobe["glb"], **json.loads(json.dumps(models.about))}


def test_skins_span_from_light_to_dark(models):
    light = [
        int(colour[1:3], 16) + int(colour[3:5], 16) + int(colour[5:], 16)
        for colour in models.about["palettes"]["skin"]
    ]
    assert light == sorted(light, reverse=True)
    assert light[0] > 600
    assert light[-1] < 180
    assert np.diff(light).max() < -60
