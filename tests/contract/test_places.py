"""Every built place: its document can be used, its kiosks lead somewhere, its files are there."""

import math

import pytest
from django.conf import settings

from madang import paths
from madang.kernel.places import built_places, load_built_place, shown_document
from madang.kernel.service import find_service, installed_services
from madang.places.document import read_document
from madang.places.place import load_place
from madang.web.doors import honest

CITY = settings.CONFIG.city
PLACES = built_places(CITY)

pytestmark = pytest.mark.django_db


def test_the_city_has_places():
    assert PLACES, "No place is built. Run `madang build`."


@pytest.mark.parametrize("name", PLACES)
def test_document_can_be_used(name):
    built = load_built_place(CITY, name)
    document = read_document(built.document, built.side_m, built.kinds)
    assert document.place == name


@pytest.mark.parametrize("name", PLACES)
def test_kiosks_lead_to_installed_services(name):
    """A counter may stand before its service is there, and says so; a kiosk is nothing but its service."""
    built = load_built_place(CITY, name)
    named = {thing["service"] for thing in built.document["objects"] if thing["kind"] == "kiosk"}
    assert not [slug for slug in named if find_service(slug) is None]


@pytest.mark.parametrize("name", PLACES)
def test_nothing_shown_names_a_service_that_is_not_installed(name):
    slugs = [service.slug for service in installed_services()]
    shown = honest(load_built_place(CITY, name).document, slugs)
    for was, thing in zip(load_built_place(CITY, name).document["objects"], shown["objects"], strict=True):
        assert thing.get("service") in {None, *slugs}
        if was.get("service") not in {None, *slugs}:
            assert thing["text"] != was.get("text"), f"{was['id']} promises what is not there"


@pytest.mark.parametrize("name", PLACES)
def test_doors_lead_to_spawns_of_built_places_before_a_door_that_leads_back(name):
    for thing in load_built_place(CITY, name).document["objects"]:
        if not thing.get("to"):
            continue
        place, _, spawn = thing["to"].partition("#")
        assert place in PLACES, f"{name}: {thing['id']} leads to {place!r}, which is not built"
        there = load_built_place(CITY, place).document
        names = [known["id"] for known in there["spawns"] if known.get("id")]
        assert not spawn or spawn in names, (
            f"{name}: {thing['id']} leads to {thing['to']!r}; use one of {names}"
        )
        back = [other["to"].partition("#")[0] for other in there["objects"] if other.get("to")]
        assert name in back, f"nobody comes back from {place!r} to {name!r}"


@pytest.mark.parametrize("name", PLACES)
def test_who_comes_through_a_door_stands_clear_of_every_door(name):
    place = load_place(paths.built_dir() / "places" / CITY / name)
    doors = [thing for thing in place.document.objects if thing.to]
    for spawn in place.document.spawns:
        for turn in range(16):
            angle = turn / 8 * math.pi
            x, z = spawn.x + spawn.radius_m * math.cos(angle), spawn.z + spawn.radius_m * math.sin(angle)
            assert place.is_walkable(x, z), f"{name}: {spawn.id or 'a spawn'} has a wall in it"
            assert all(math.hypot(x - door.x, z - door.z) > 1.8 for door in doors)


@pytest.mark.parametrize("name", PLACES)
def test_somebody_can_always_enter_without_a_door(name):
    assert any(not spawn.get("id") for spawn in load_built_place(CITY, name).document["spawns"])


@pytest.mark.parametrize("name", PLACES)
def test_files_named_to_the_client_are_built(name):
    for part, address in load_built_place(CITY, name).files.items():
        assert (paths.built_dir() / address.removeprefix("/built/")).is_file(), part


@pytest.mark.django_db
@pytest.mark.parametrize("name", PLACES)
def test_document_is_what_the_api_answers(client, name):
    answer = client.get(f"/api/places/{name}/document")
    built = load_built_place(CITY, name)
    slugs = [service.slug for service in installed_services()]
    assert answer.json() == honest(shown_document(built, built.document), slugs)
