"""From the square through City Hall's door into the lobby and out again, without typing one's name twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import READY_MS, Journey
from tests.running_city import RunningCity

START = Callable[..., Journey]
AT_THE_DOOR = "&spawn=city-hall"


def led_to(visitor: Journey, place: str) -> None:
    """Wait until the page of another place is being loaded."""
    visitor.page.wait_for_url(f"**/place/{place}?**", timeout=READY_MS)


def arrived(visitor: Journey, place: str) -> None:
    """Wait until the visitor is inside the place of that name, and has typed nothing."""
    led_to(visitor, place)
    visitor.inside()
    expect(visitor.page.locator("#enter")).to_be_hidden()


@pytest.mark.flaky(reruns=2)
@pytest.mark.timeout(120)
def test_through_the_door_and_back_on_the_map_by_keyboard_name_and_view_stay(journey: START) -> None:
    host = journey(view="map")
    host.place = "lobby"
    host.open().enter("안에있는이")
    guest = journey(view="map").open().enter("문지나는이")
    row = guest.page.locator("#places-list li", has_text="서울시청 로비")
    row.get_by_role("button", name="서울시청 로비로 들어가기").focus()
    guest.page.keyboard.press("Enter")
    arrived(guest, "lobby")
    assert "view=map" in guest.page.url
    expect(guest.page.locator("#status")).to_contain_text("서울시청 로비에 들어왔습니다", timeout=10_000)
    assert guest.page.evaluate("document.activeElement.id") == "map-stage"
    guest.say("들어왔어요")
    host.hears("문지나는이")
    with guest.walking("ArrowDown"):
        led_to(guest, "plaza")
    arrived(guest, "plaza")
    spawn = guest.tap()["spawn"]
    assert spawn["yaw"] == 128
    assert abs(spawn["x"] - 10900) <= 80
    guest.page.go_back()
    arrived(guest, "lobby")


@pytest.mark.flaky(reruns=2)
@pytest.mark.timeout(180)
def test_walking_into_the_door_in_3d_leads_in_and_out(journey: START) -> None:
    visitor = journey(view="3d").open(AT_THE_DOOR).enter("입체문지기")
    with visitor.walking("ArrowDown"):
        led_to(visitor, "lobby")
    arrived(visitor, "lobby")
    assert "view=3d" in visitor.page.url
    expect(visitor.page.locator("#status")).to_contain_text("서울시청 로비에 들어왔습니다", timeout=10_000)
    with visitor.walking("ArrowDown"):
        led_to(visitor, "plaza")
    arrived(visitor, "plaza")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("view", ["map", "3d"])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_lobby_page_has_no_violations(
    journey: START, violations: Callable[[Page], list[str]], view: str, lang: str
) -> None:
    visitor = journey(view=view, lang=lang)
    visitor.place = "lobby"
    visitor.open()
    expect(visitor.page.locator("#enter-name")).to_be_visible(timeout=READY_MS)
    assert violations(visitor.page) == []


@pytest.mark.flaky(reruns=2)
@pytest.mark.timeout(120)
def test_counter_without_its_service_offers_no_button_and_says_so(journey: START, city: RunningCity) -> None:
    visitor = journey(view="map")
    visitor.place = "lobby"
    visitor.open()
    row = visitor.page.locator("#places-list li", has_text="120 상담")
    expect(row).to_contain_text("아직 열지 않았습니다", timeout=READY_MS)
    expect(row.get_by_role("button", name="열기")).to_have_count(0)
