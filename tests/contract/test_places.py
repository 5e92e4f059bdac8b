"""Every built place: its document can be used, its kiosks lead somewhere, its files are there."""

import pytest
from django.conf import settings

from madang import paths
from madang.kernel.places import built_places, load_built_place
from madang.kernel.service import find_service
from madang.places.document import read_document

CITY = settings.CONFIG.city
PLACES = built_places(CITY)


def test_the_city_has_places():
    assert PLACES, "No place is built. Run `madang build`."


@pytest.mark.parametrize("name", PLACES)
def test_document_can_be_used(name):
    built = load_built_place(CITY, name)
    document = read_document(built.document, built.side_m, built.kinds)
    assert document.place == name


@pytest.mark.parametrize("name", PLACES)
def test_kiosks_lead_to_installed_services(name):
    built = load_built_place(CITY, name)
    named = {thing["service"] for thing in built.document["objects"] if thing.get("service")}
    assert not [slug for slug in named if find_service(slug) is None]


@pytest.mark.parametrize("name", PLACES)
def test_files_named_to_the_client_are_built(name):
    for part, address in load_built_place(CITY, name).files.items():
        assert (paths.built_dir() / address.removeprefix("/built/")).is_file(), part


@pytest.mark.django_db
@pytest.mark.parametrize("name", PLACES)
def test_document_is_what_the_api_answers(client, name):
    answer = client.get(f"/api/places/{name}/document")
    assert answer.json() == load_built_place(CITY, name).document
