"""For everyone: axe on every page in both languages, the keyboard alone, large text, a phone's width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, NewVisitor
from tests.browser.steps import READY_MS, Journey
from tests.running_city import RunningCity

START = Callable[..., Journey]
PAGES = [
    "",
    "information/",
    "accessibility/",
    "privacy/",
    "place/plaza?view=map",
    "place/plaza?view=3d",
    "no-such-page/",
]
LANGUAGES = ["ko", "en"]
MOST_TABS = 60
OPENER = "#places-list button:is([aria-label='안내 열기'], [aria-label='Open Information'])"
AROUND = 'button[data-drawer="around"]'


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_page_axe_finds_nothing(
    path: str, lang: str, new_visitor: NewVisitor, city: RunningCity, violations: Callable[[Page], list[str]]
) -> None:
    page = new_visitor(strict="no-such" not in path).page
    page.goto(f"{city.base_url}/{lang}/{path}")
    if path.startswith("place/"):
        expect(page.locator("#enter-name")).to_be_visible(timeout=READY_MS)
    assert violations(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ["map", "3d"])
def test_inside_with_panel_open_axe_finds_nothing(
    view: str, lang: str, journey: START, violations: Callable[[Page], list[str]]
) -> None:
    visitor = journey(view=view, lang=lang).open().enter("접근성")
    if view == "3d":
        visitor.page.locator(AROUND).click()
    visitor.page.locator(OPENER).click()
    expect(visitor.page.locator("#panel")).to_be_visible(timeout=15_000)
    expect(visitor.page.locator("#panel-body h2, #panel-body h3").first).to_be_visible(timeout=15_000)
    assert violations(visitor.page) == []


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what matches has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{selector} has the focus, but nothing shows it"
            return
    pytest.fail(f"{MOST_TABS} presses of Tab did not reach {selector}")


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("door", "view"), [("a.door-map", "map"), ("a.door-3d", "3d")])
def test_keyboard_alone_from_front_page_to_reading_the_information_desk(
    door: str, view: str, new_visitor: NewVisitor, city: RunningCity
) -> None:
    page = new_visitor().page
    visitor = Journey(page, city.base_url, view, "ko")
    page.goto(f"{city.base_url}/ko/")
    tab_to(page, door)
    page.keyboard.press("Enter")
    page.wait_for_selector("#enter-name", state="visible", timeout=READY_MS)
    if not page.evaluate("document.activeElement?.id === 'enter-name'"):
        tab_to(page, "#enter-name")
    page.keyboard.press("Control+a")
    page.keyboard.type("자판만")
    page.keyboard.press("Enter")
    page.wait_for_selector("#enter", state="hidden", timeout=READY_MS)
    if view == "3d":
        tab_to(page, AROUND)
        page.keyboard.press("Enter")
    tab_to(page, OPENER)
    page.keyboard.press("Enter")
    panel = visitor.page.locator("#panel")
    expect(panel).to_be_visible(timeout=15_000)
    assert "at=information" in page.url
    expect(panel.locator("#panel-body")).to_contain_text("119")
    assert page.evaluate("document.getElementById('panel').contains(document.activeElement)"), (
        "the focus did not move in"
    )
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate("s => document.activeElement?.matches(s) ?? false", OPENER), (
        "the focus did not come back"
    )
    assert "at=" not in page.url


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_page_at_200_percent_text_nothing_scrolls_sideways(
    path: str, viewport: dict[str, int], new_visitor: NewVisitor, city: RunningCity
) -> None:
    page = new_visitor(viewport=viewport, strict="no-such" not in path).page
    page.goto(f"{city.base_url}/ko/{path}")
    for size in ("100%", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        page.wait_for_timeout(150)
        wide, shown = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= shown, f"at {size} text the page is {wide} px wide in a window of {shown} px"


def test_no_webgl_the_map_is_chosen_by_itself_and_says_so(new_visitor: NewVisitor, city: RunningCity) -> None:
    page = new_visitor().page
    page.add_init_script(
        "const real = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : real.call(this, kind, ...rest) };"
        "if (window.OffscreenCanvas) OffscreenCanvas.prototype.getContext = () => null;"
    )
    page.goto(f"{city.base_url}/ko/place/plaza")
    page.wait_for_url("**view=map**", timeout=READY_MS)
    expect(page.locator("#why")).to_be_visible()
    expect(page.locator("#why a")).to_have_attribute("href", "/ko/place/plaza?view=3d")


def test_map_view_loads_no_3d_code(journey: START) -> None:
    visitor = journey(view="map").open().enter("가벼운이")
    names = visitor.page.evaluate("performance.getEntriesByType('resource').map(r => r.name)")
    assert not [name for name in names if name.endswith(".glb") or "/place-" in name or "three" in name]
