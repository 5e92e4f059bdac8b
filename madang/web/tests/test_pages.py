"""The pages: languages, honest numbers, doors, settings, easy mode, bounded queries."""

import re
from datetime import UTC, datetime

import pytest

from madang.kernel import funnel, presence
from madang.kernel.notices import post_notice
from madang.kernel.presence import Here
from madang.kernel.service import installed_services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


@pytest.mark.parametrize(
    ("asked", "cookie", "front"),
    [("ko", None, "/ko/"), ("en-GB,en;q=0.9", None, "/en/"), ("fr", None, "/ko/"), ("ko", "en", "/en/")],
)
def test_root_leads_to_the_language_chosen_or_asked_for(client, asked, cookie, front):
    if cookie:
        client.cookies["madang_language"] = cookie
    answer = client.get("/", headers={"Accept-Language": asked})
    assert (answer.status_code, answer["Location"]) == (302, front)
    assert "csrftoken" in answer.cookies


@pytest.mark.parametrize(
    ("here", "korean", "english"),
    [
        (None, "지금은 셀 수 없습니다", "We cannot count right now"),
        (Here({"plaza": 0}), "지금은 아무도 없습니다", "Nobody is here right now"),
        (Here({"plaza": 1}), "지금 1명이 있습니다", "One person is here now"),
        (Here({"plaza": 2, "hall": 3}), "지금 5명이 있습니다", "5 people are here now"),
    ],
)
def test_front_page_tells_the_number_honestly(client, monkeypatch, here, korean, english):
    monkeypatch.setattr(presence, "ask_world", lambda _url: here)
    assert re.search(rf'here-text">{korean}', client.get("/ko/").text)
    assert re.search(rf'here-text">{english}', client.get("/en/").text)


def test_front_page_has_two_doors_services_and_one_query(client, django_assert_max_num_queries):
    client.get("/ko/")
    with django_assert_max_num_queries(1):
        page = client.get("/ko/").text
    for target in ("/ko/place/plaza", "/ko/place/plaza?view=map", "/ko/information/"):
        assert f'href="{target}"' in page


def test_front_page_shows_notices_of_today(client):
    post_notice("seoul", {"ko": "오늘 저녁 음악회", "en": "A concert <tonight>"})
    assert "오늘 저녁 음악회" in client.get("/ko/").text
    assert "A concert &lt;tonight&gt;" in client.get("/en/").text


def test_notice_bears_the_citys_date_not_that_of_greenwich(client):
    evening = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    post_notice("seoul", {"ko": "새벽 알림", "en": "At night"}, starts_at=evening)
    assert '<time datetime="2026-11-21T01:30:00+09:00">' in client.get("/ko/").text


def test_first_link_of_every_page_leads_to_text_and_map(client):
    links = re.findall(r'<a [^>]*href="([^"]+)"', client.get("/ko/privacy/").text)
    assert links[0] == "/ko/place/plaza?view=map"


@pytest.mark.parametrize("path", ["/ko/", "/ko/information/", "/ko/privacy/", "/ko/accessibility/"])
def test_language_switch_keeps_the_page(client, path):
    page = client.get(path + "?x=1").text
    assert f'href="{path.replace("/ko/", "/en/")}?x=1" hreflang="en"' in page


def test_settings_without_script_are_remembered_and_go_back(client):
    answer = client.get("/ko/settings/keep/?text=150&contrast=high&next=/ko/privacy/")
    assert (answer.status_code, answer["Location"]) == (302, "/ko/privacy/")
    assert '<html lang="ko" data-text="150" data-contrast="high">' in client.get("/ko/").text
    client.get("/ko/settings/keep/?text=100&next=/ko/")
    assert '<html lang="ko" data-contrast="high">' in client.get("/ko/").text


def test_settings_that_are_no_choice_are_left_out(client):
    client.get("/ko/settings/keep/", {"text": "999", "motion": "<b>"})
    assert '<html lang="ko">' in client.get("/ko/").text


def test_easy_mode_is_kept_and_leads_the_front_page_to_its_own_start(client):
    client.get("/ko/settings/keep/?easy=on&next=/ko/easy/")
    assert client.get("/ko/")["Location"] == "/ko/easy/"
    page = client.get("/ko/easy/").text
    assert 'data-easy="on"' in page
    assert "무엇을 도와드릴까요?" in page
    client.get("/ko/settings/keep/?easy=off")
    assert client.get("/ko/").status_code == 200


def test_easy_start_has_every_service_in_plain_words(client):
    page = client.get("/en/easy/").text
    for service in installed_services():
        assert f'href="/en/{service.slug}/"' in page


@pytest.mark.parametrize("path", ["/ko/", "/en/privacy/", "/ko/place/plaza", "/en/place/plaza?view=map"])
def test_settings_and_easy_mode_are_one_press_away_from_every_page(client, path):
    page = client.get(path).text
    assert 'id="settings-open"' in page
    assert "easy=on" in page


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_settings_never_lead_elsewhere(client, target):
    assert client.get("/ko/settings/keep/", {"text": "150", "next": target})["Location"] == "/ko/"


def test_address_without_language_finds_its_page(client):
    answer = client.get("/information/", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/information/")


def test_missing_page_helps_in_both_languages(client):
    for path, text in (
        ("/ko/nothing", "이 주소에는 화면이 없습니다."),
        ("/en/nothing", "There is no page at this address."),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert text in answer.text
        assert "/information/" in answer.text


def test_sandbox_is_marked_on_every_page(client):
    for path in ("/ko/", "/ko/information/", "/ko/nothing"):
        assert "sandbox-mark" in client.get(path).text


def test_page_is_not_for_frames_and_not_shared_by_caches(client):
    answer = client.get("/ko/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "private" in answer["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= {part.strip() for part in answer["Vary"].split(",")}


def test_host_that_is_not_ours_is_refused(client):
    assert client.get("/ko/", HTTP_HOST="elsewhere.example").status_code == 400
