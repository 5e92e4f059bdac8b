"""Every installed service has its three doors, in both languages, and a kiosk where people find it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import override

from madang.kernel import funnel
from madang.kernel.places import built_places, load_built_place
from madang.kernel.service import ServiceConfig, installed_services
from tests.contract.pages import LANGUAGES

pytestmark = pytest.mark.django_db
SERVICES = [pytest.param(service, id=service.slug) for service in installed_services()]


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_service_is_a_page_and_a_panel(client, service: ServiceConfig, language):
    with override(language):
        address, title = service.url(), str(service.title)
    assert address.startswith(f"/{language}/{service.slug}/")
    page = client.get(address).text
    panel = client.get(address, headers={"HX-Request": "true"}).text
    assert re.search(rf"<title>[^<]*{re.escape(title)}", page)
    assert "site-header" in page
    assert "<html" not in panel
    assert "site-header" not in panel
    assert "<h1" not in panel
    assert len(panel) > 200


@pytest.mark.parametrize("service", SERVICES)
def test_service_says_what_it_is_in_both_languages(service: ServiceConfig):
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append((str(service.title), str(service.summary)))
    assert all(all(texts) for texts in said)
    assert said[0] != said[1]


@pytest.mark.parametrize("service", SERVICES)
def test_service_has_a_kiosk_in_a_place_of_the_city(service: ServiceConfig):
    city = settings.CONFIG.city
    standing = {
        thing.get("service")
        for place in built_places(city)
        for thing in load_built_place(city, place).document["objects"]
    }
    assert service.slug in standing
    assert get_template(f"web/icons/{service.kiosk.icon}.svg")
    assert re.fullmatch(r"#[0-9a-f]{6}", service.kiosk.colour)


@pytest.mark.parametrize("service", SERVICES)
def test_service_tells_what_it_keeps(service: ServiceConfig):
    readme = Path(service.path) / "README.md"
    assert "keeps" in readme.read_text(encoding="utf-8")
