"""One room, three doors: page, panel and API say the same."""

import pytest

from madang.kernel import funnel
from madang.kernel.models import FunnelCount
from madang.services.information.rules import load_topics

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_page_panel_and_api_say_the_same(client, language):
    page = client.get(f"/{language}/information/").text
    panel = client.get(f"/{language}/information/", headers={"HX-Request": "true"}).text
    api = client.get("/api/information/", headers={"Accept-Language": language}).json()
    assert [topic["id"] for topic in api] == [topic.id for topic in load_topics(language)]
    for topic in load_topics(language):
        assert topic.heading in page
        assert topic.heading in panel
        for item in topic.items:
            assert f'id="{item.id}"' in page
            assert f'id="{item.id}"' in panel


def test_page_needs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/ko/information/")


def test_each_door_is_counted_by_itself(client):
    client.get("/ko/information/")
    client.get("/ko/information/", headers={"HX-Request": "true"})
    client.get("/api/information/")
    funnel.write_now()
    assert set(FunnelCount.objects.values_list("service", "door", "step", "count")) == {
        ("information", "page", "visit", 1),
        ("information", "panel", "visit", 1),
        ("information", "api", "visit", 1),
    }


def test_outside_links_open_in_a_window_of_their_own_and_say_so(client):
    page = client.get("/ko/information/").text
    assert page.count('target="_blank" rel="noopener"') == page.count("(새 창)")
