"""The page of a place: the chosen view, the config for the client, what happens before it is built."""

import json
import re

import pytest

from madang import paths
from madang.kernel import funnel
from madang.kernel.models import FunnelCount
from madang.kernel.notices import post_notice
from madang.kernel.places import load_built_place, publish_place

pytestmark = pytest.mark.django_db
URL = "/ko/place/plaza"
TEMPLATE_OF = {"": "web/place_3d.html", "?view=3d": "web/place_3d.html", "?view=map": "web/place_map.html"}


@pytest.fixture(autouse=True)
def _tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


def config_of(answer):
    found = re.search(
        r'<script id="place-config" type="application/json">(.*?)</script>', answer.text, re.DOTALL
    )
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize(("query", "template"), TEMPLATE_OF.items())
def test_view_that_was_chosen_is_served(client, query, template):
    answer = client.get(URL + query)
    assert template in [used.name for used in answer.templates]
    assert config_of(answer)["view"] == (query.removeprefix("?view=") or "auto")


def test_unknown_view_leaves_the_choice_open(client):
    assert config_of(client.get(URL + "?view=hologram"))["view"] == "auto"


def test_config_leads_moderators_to_their_desk(client):
    session = client.session
    session.update({"madang_subject": "s", "madang_level": 1, "madang_roles": ["moderator"]})
    session.save()
    urls = config_of(client.get("/en/place/plaza?view=map"))["urls"]
    assert urls["report"] == "/en/order/reports/{number}/"


def test_config_has_what_the_client_needs_and_costs_two_queries(client, django_assert_num_queries):
    client.get(URL)
    with django_assert_num_queries(2):
        config = config_of(client.get("/en/place/plaza?view=map"))
    assert config["urls"] == {
        "ticket": "/api/world/ticket",
        "here": "/api/world/here",
        "events": "/api/me/events",
        "document": "/api/places/plaza/document",
        "map": "/en/place/plaza?view=map",
        "three": "/en/place/plaza?view=3d",
        "front": "/en/",
        "errands": "/en/errands/",
        "receipt": "/en/order/receipt/{number}/",
        "appeal": "/en/order/appeal/{number}/",
        "report": None,
        "remove": None,
        "stage": "/api/today/stage/plaza",
        "stage_page": "/en/today/stage/plaza/",
    }
    assert {"shell", "map", "walk", "furniture", "furniture_meta", "wardrobe", "wardrobe_meta"} == set(
        config["built"]
    )
    assert [link["place"] for link in config["places"]] == ["lobby", "plaza"]
    assert config["notices"] == []
    assert (config["city"], config["place"], config["lang"]) == ("seoul", "plaza", "en")
    assert config["side_m"] > 0
    assert config["cell_m"] > 0
    assert config["services"]["information"]["url"] == "/en/information/"
    assert config["services"]["information"]["title"] == "Information"


def test_config_knows_what_stands_in_the_other_places_and_which_door_leads_there(client):
    config = config_of(client.get("/en/place/plaza?view=map"))
    lobby = next(link for link in config["places"] if link["place"] == "lobby")
    assert lobby["url"] == "/en/place/lobby"
    assert "information" in [kiosk["service"] for kiosk in lobby["kiosks"]]
    assert [spawn["id"] for spawn in lobby["spawns"]] == ["entrance"]
    assert lobby["doors"][0]["to"] == "plaza#city-hall"
    assert set(lobby["built"]) == {"shell", "map", "walk"}
    assert "lobby#entrance" in [thing.get("to") for thing in config["document"]["objects"]]


def test_config_tells_the_notices_of_today_in_the_pages_language(client):
    post_notice("seoul", {"ko": "오늘 분수는 쉽니다.", "en": "No fountain today."})
    config = config_of(client.get("/en/place/lobby"))
    assert [notice["text"] for notice in config["notices"]] == ["No fountain today."]


def test_place_named_by_its_own_title_in_both_languages(client):
    assert "<h1>서울시청 로비</h1>" in client.get("/ko/place/lobby?view=map").text
    assert "<title>City Hall Lobby: map and text" in client.get("/en/place/lobby?view=map").text


def test_config_names_the_object_only_when_it_is_there(client):
    assert config_of(client.get(URL + "?at=information"))["at"] == "information"
    assert config_of(client.get(URL + "?at=nothing"))["at"] is None


def test_config_carries_the_revision_that_staff_published(client):
    built = load_built_place("seoul", "plaza")
    titled = {**built.document, "title": {"ko": "</script><b>광장", "en": "Plaza"}}
    publish_place(built, titled, author="editor-1")
    answer = client.get(URL)
    assert config_of(answer)["document"]["title"]["ko"] == "</script><b>광장"
    assert "</script><b>" not in answer.text


def test_place_that_does_not_exist_is_404(client):
    assert client.get("/ko/place/nowhere").status_code == 404


def test_place_of_the_city_that_is_not_built_yet_says_so(client, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "built_dir", lambda: tmp_path)
    answer = client.get(URL)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "광장을 준비하고 있습니다" in answer.text


def test_visits_are_counted_by_view(client):
    client.get(URL + "?view=map")
    funnel.write_now()
    assert FunnelCount.objects.get().door == "map"


def test_address_with_a_slash_too_many_leads_to_the_place(client):
    answer = client.get("/ko/place/plaza/?view=map")
    assert (answer.status_code, answer["Location"]) == (301, "/ko/place/plaza?view=map")
    for path in ("//robots.txt/", "/ko/nothing/", "/ko/place/a/b/"):
        assert client.get("/", PATH_INFO=path).status_code == 404


def test_counter_and_its_sign_tell_when_an_officer_is_there(client, monkeypatch):
    monkeypatch.setattr("madang.services.tax.duty.OnDuty.sign", lambda _self: "09:00–18:00")
    things = {thing["id"]: thing for thing in config_of(client.get("/ko/place/lobby"))["document"]["objects"]}
    assert things["tax"]["text"]["ko"].endswith("09:00–18:00")
    assert things["tax-duty"]["text"]["en"].endswith("09:00–18:00")
    assert "09:00" not in str(things["certificates"])
