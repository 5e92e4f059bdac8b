"""Makes docs/pictures: `python -m tests.browser.pictures [DIR] [ONLY]` fills a city and takes every screen.

ONLY is a part of the names wanted, such as `square` or `desk-phone`. The people in the pictures are extras of
tests/browser/extras.py; the product never shows bots. The hour of each picture is given, not the machine's.
"""

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import DESKTOP, PHONE, QUIET, SOFTWARE_GL, chromium_path
from tests.browser.extras import filled, lobby_extras, square_extras
from tests.browser.steps import Journey, until
from tests.running_city import RunningCity, running_city

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
DOOR_PICTURE = ROOT / "client" / "pictures" / "square.webp"
SIZES = (("", DESKTOP), ("-phone", PHONE))
HOURS = (
    ("day", "2026-11-21T11:20+09:00"),
    ("dusk", "2026-11-21T17:34+09:00"),
    ("night", "2026-11-21T20:40+09:00"),
)
SEOUL = ZoneInfo("Asia/Seoul")
SQUARE_EXTRAS, LOBBY_EXTRAS = 170, 36
WEBP_QUALITY = 80
LOOK = "k1.h30.t20.b28.s1"
STANDS = {"plaza": '{"x":160,"z":232,"yaw":0}', "lobby": '{"x":30,"z":29.2,"yaw":0}'}

# Draws the finest tier, a frame in 1.1 s: the view takes such gaps for a sleeping tab and keeps its tier.
FINE_AND_SLOW = """
localStorage.setItem("madang.tier", "high " + Date.now());
localStorage.setItem("madang.quality", "high");
window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 1100);
"""


@dataclass(frozen=True)
class Studio:
    """A running city, a browser, where pictures go and which are wanted."""

    city: RunningCity
    browser: Browser
    directory: Path
    only: str

    def wants(self, *names: str) -> bool:
        """Whether one of these pictures is to be taken."""
        return any(self.only in name for name in names)

    def save(self, page: Page, name: str) -> None:
        """Take the picture as WebP, when it is wanted."""
        if not self.wants(name):
            return
        file = self.directory / f"{name}.webp"
        Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(
            file, "WEBP", quality=WEBP_QUALITY, method=6
        )
        sys.stdout.write(f"{file.name}: {file.stat().st_size // 1024} KB\n")
        sys.stdout.flush()

    @contextmanager
    def window(self, viewport: dict[str, int], lang: str = "ko", slow: bool = False) -> Iterator[Page]:
        """A fresh browser window; `slow` for the 3D view."""
        context: BrowserContext = self.browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            locale="ko-KR" if lang == "ko" else "en-GB",
            has_touch=viewport is PHONE,
            timezone_id="Asia/Seoul",
        )
        if slow:
            context.add_init_script(FINE_AND_SLOW)
        yield context.new_page()
        context.close()

    def sign_in(self, page: Page, persona: str) -> None:
        """Sign one of the sandbox's people in."""
        page.goto(f"{self.city.base_url}/ko/sign-in/")
        with page.expect_navigation():
            page.locator(f'button[name="persona"][value="{persona}"]').click()


def settle(page: Page, moment: str | None = None) -> None:
    """Set the hour (in 3D), and draw until names and words have found their places."""
    if moment:
        page.evaluate(f"window.madang.at('{moment}')")
    for _ in range(5):
        page.evaluate("window.madang?.frame(0.4)")
        page.wait_for_timeout(260)
    page.wait_for_timeout(900)


def press(page: Page, selector: str) -> None:
    """Press the first seen button of that kind without waiting for a picture to be drawn."""
    page.evaluate(
        f"[...document.querySelectorAll({selector!r})].find((one) => one.checkVisibility())?.click()"
    )
    page.wait_for_timeout(400)


def set_up(studio: Studio) -> None:
    """What a living city has: notices and events of today, a booked consultation."""
    now = datetime.now(SEOUL).replace(minute=0, second=0, microsecond=0)
    with studio.window(DESKTOP) as page:
        studio.sign_in(page, "editor")
        for kind, ko, en, text_ko, text_en, start, end in (
            (
                "notice",
                "오늘 바닥분수는 저녁 9시까지 켜 둡니다",
                "The floor fountain plays until 9 p.m. today",
                "아이와 함께라면 미끄러운 곳을 조심해 주세요.",
                "If you come with children, mind the wet stones.",
                now - timedelta(hours=1),
                now + timedelta(days=1),
            ),
            (
                "event",
                "책읽는 서울광장: 작가와의 대화",
                "Open-air reading: meet the author",
                "잔디 무대에서 만나요. 말은 글로도 함께 보여 드립니다.",
                "See you at the lawn stage. What is said is shown as text too.",
                now + timedelta(hours=3),
                now + timedelta(hours=5),
            ),
            (
                "event",
                "세금 상담의 날",
                "A day for questions about taxes",
                "로비의 세금광장 창구에서 예약 없이 상담합니다.",
                "Come to the tax counter in the lobby without an appointment.",
                now + timedelta(days=1),
                now + timedelta(days=1, hours=4),
            ),
        ):
            page.goto(f"{studio.city.base_url}/ko/today/desk/new/{kind}/")
            for name, value in (
                ("title_ko", ko),
                ("title_en", en),
                ("text_ko", text_ko),
                ("text_en", text_en),
                ("starts_at", start.strftime("%Y-%m-%dT%H:%M")),
                ("ends_at", end.strftime("%Y-%m-%dT%H:%M")),
                ("owner", "문화정책과"),
            ):
                page.locator(f'[name="{name}"]').fill(value)
            with page.expect_navigation():
                page.locator('button[name="do"][value="save"]').click()
            with page.expect_navigation():
                page.locator('button[name="do"][value="publish"]').click()


def take_errands(studio: Studio) -> None:
    """What a resident has begun and finished, and one receipt."""
    if not studio.wants("errands", "errands-phone", "receipt", "receipt-phone"):
        return
    with studio.window(DESKTOP) as page:
        studio.sign_in(page, "kim-haneul")
        page.goto(f"{studio.city.base_url}/ko/tax/booking/")
        page.locator('input[name="at"]').nth(2).check()
        page.locator("#tax-words").fill("집을 두 사람 이름으로 바꾸면 재산세가 달라지나요?")
        with page.expect_navigation():
            page.locator("button.tax-go").click()
        for size, viewport in SIZES:
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.goto(f"{studio.city.base_url}/ko/errands/")
            studio.save(page, f"errands{size}")
            with page.expect_navigation():
                page.get_by_role("link", name=re.compile("접수증")).first.click()
            studio.save(page, f"receipt{size}")


def take_desk(studio: Studio) -> None:
    """The moderators' desk with a report on it, and the report."""
    if not studio.wants("moderation", "moderation-phone", "moderation-report", "moderation-report-phone"):
        return
    base = studio.city.base_url
    with studio.window(DESKTOP) as one, studio.window(DESKTOP) as other, studio.window(DESKTOP) as desk:
        rude = Journey(one, base, "map", "ko").open().enter("바람")
        kind = Journey(other, base, "map", "ko").open().enter("하늘이")
        kind.sees(rude)
        for line in ("비켜. 여기는 내 자리야.", "자꾸 그러면 따라다닐 거야."):
            rude.say(line)
            kind.hears(line)
        press(other, 'button[aria-label="바람 님 신고"]')
        if not other.locator("#report").is_visible():
            other.get_by_role("button", name="바람 님 신고", exact=True).first.click()
        other.get_by_label("위협하거나 따라다님").check()
        other.get_by_role("button", name="신고 보내기").click()
        number = other.locator("#report-receipt a").first.inner_text()
        studio.sign_in(desk, "moderator")
        for size, viewport in SIZES:
            desk.set_viewport_size(viewport)  # type: ignore[arg-type]
            for _ in range(20):
                desk.goto(f"{base}/ko/order/")
                if desk.get_by_text(number).count():
                    break
                desk.wait_for_timeout(300)
            studio.save(desk, f"moderation{size}")
            desk.goto(f"{base}/ko/order/reports/{number}/")
            studio.save(desk, f"moderation-report{size}")


def take_pages(studio: Studio) -> None:
    """The plain pages, in both sizes; the front page in both languages and in large text."""
    pages = (
        ("front", "ko", ""),
        ("front-en", "en", ""),
        ("easy", "ko", "easy/"),
        ("today", "ko", "today/"),
        ("tax-result", "ko", "tax/property/?price=500000000&last_price=480000000"),
        ("sign-in", "ko", "sign-in/"),
    )
    for size, viewport in SIZES:
        for name, lang, path in pages:
            if not studio.wants(name + size):
                continue
            with studio.window(viewport, lang) as page:
                if name == "easy":
                    page.goto(f"{studio.city.base_url}/ko/settings/keep/?easy=on&next=/ko/easy/")
                else:
                    page.goto(f"{studio.city.base_url}/{lang}/{path}")
                if name == "tax-result":
                    page.locator(".tax-sum").scroll_into_view_if_needed()
                page.wait_for_timeout(900)
                studio.save(page, name + size)
    if studio.wants("front-phone-large"):
        with studio.window(PHONE) as page:
            page.goto(f"{studio.city.base_url}/ko/settings/keep/?text=150&next=/ko/")
            page.wait_for_timeout(900)
            studio.save(page, "front-phone-large")


def at_door(studio: Studio, page: Page, view: str, place: str = "plaza", lang: str = "ko") -> Journey:
    """A visitor before the door, with all that is drawn."""
    spot = STANDS[place]
    page.add_init_script(f"sessionStorage['madang.at.{place}'] ??= '{spot}'")
    visitor = Journey(page, studio.city.base_url, view, lang, place).open()
    page.locator("#enter-name").wait_for(state="visible", timeout=90_000)
    if view == "3d":
        until(page, "window.madang?.stats().draw_calls.total > 0", 90_000)
        page.wait_for_timeout(2500)
    return visitor


def go_in(visitor: Journey, name: str) -> None:
    """Through the door in the clothes of LOOK; the first-time help is put away."""
    press(visitor.page, f'input[name="preset"][value="{LOOK}"]')
    visitor.enter(name)
    if visitor.view == "3d":
        press(visitor.page, 'button[data-close="help"]')
    visitor.page.wait_for_timeout(6000 if visitor.view == "3d" else 2500)
    visitor.page.evaluate("scrollTo(0, 0)")
    visitor.page.mouse.move(2, 300)


def take_square(studio: Studio, size: str, viewport: dict[str, int]) -> None:
    """The square in 3D: the look editor, three hours, people, panels, settings, easy mode."""
    names = [
        "editor",
        *(f"square-{hour}" for hour, _ in HOURS),
        "people",
        "air",
        "panel",
        "settings",
        "around",
    ]
    if not studio.wants(*(name + size for name in [*names, "panel-tax", "panel-today", "easy-square"])):
        return
    with studio.window(viewport, slow=True) as page:
        visitor = at_door(studio, page, "3d")
        press(page, ".enter-more > summary")
        settle(page, HOURS[0][1])
        studio.save(page, f"editor{size}")
        go_in(visitor, "가온")
        for hour, moment in HOURS:
            settle(page, moment)
            studio.save(page, f"square-{hour}{size}")
            if not size and hour == "day" and studio.directory == PICTURES and studio.wants("door"):
                take_door_picture(page)
        settle(page, HOURS[0][1])
        for name, eye in (
            ("people", "{from: [160.6, 1.62, 229.6], to: [161.9, 1.3, 221.0]}"),
            ("air", "{from: [176, 46, 268], to: [158, 4, 150]}"),
        ):
            page.evaluate(f"window.madang.look({eye})")
            settle(page)
            studio.save(page, name + size)
        page.evaluate("window.madang.look({from: [160, 2.6, 238], to: [160, 3.6, 200]})")
        take_panels(studio, page, size)


def take_panels(studio: Studio, page: Page, size: str) -> None:
    """What opens over the square."""
    for service, name in (("information", "panel"), ("tax", "panel-tax"), ("today", "panel-today")):
        if not studio.wants(name + size):
            continue
        page.evaluate(f"document.querySelector('#easy-choices [data-service={service}]').click()")
        page.locator("#panel").wait_for(state="visible", timeout=60_000)
        until(page, "document.querySelectorAll('#panel-body :is(a, h2, h3, summary)').length > 2", 30_000)
        settle(page)
        studio.save(page, name + size)
        press(page, "#panel-close")
    press(page, 'button[data-drawer="around"]')
    settle(page)
    studio.save(page, f"around{size}")
    press(page, 'button[data-close="around"]')
    press(page, "#settings-open")
    settle(page)
    studio.save(page, f"settings{size}")
    page.keyboard.press("Escape")
    press(page, ".easy-begin")
    settle(page)
    studio.save(page, f"easy-square{size}")


def take_map(studio: Studio, size: str, viewport: dict[str, int]) -> None:
    """The same as map and text."""
    if studio.wants(f"map{size}", f"map-panel{size}"):
        with studio.window(viewport) as page:
            go_in(at_door(studio, page, "map"), "가온")
            studio.save(page, f"map{size}")
            press(page, "#places-list button:not(.button-quiet)")
            page.wait_for_timeout(1500)
            studio.save(page, f"map-panel{size}")
    if studio.wants(f"map-en{size}"):
        with studio.window(viewport, "en") as page:
            go_in(at_door(studio, page, "map", lang="en"), "Visitor")
            studio.save(page, f"map-en{size}")


def take_lobby(studio: Studio, size: str, viewport: dict[str, int]) -> None:
    """City Hall's lobby in both views."""
    if studio.wants(f"lobby{size}", f"lobby-night{size}"):
        with studio.window(viewport, slow=True) as page:
            go_in(at_door(studio, page, "3d", "lobby"), "가온")
            page.evaluate("window.madang.look({from: [35.5, 2.7, 33.6], to: [22, 4.4, 12]})")
            settle(page, HOURS[0][1])
            studio.save(page, f"lobby{size}")
            settle(page, HOURS[2][1])
            studio.save(page, f"lobby-night{size}")
    if studio.wants(f"lobby-map{size}"):
        with studio.window(viewport) as page:
            go_in(at_door(studio, page, "map", "lobby"), "가온")
            studio.save(page, f"lobby-map{size}")


def take_door_picture(page: Page) -> None:
    """The picture on the front page's 3D door: the square without anything over it."""
    over = ".hud-bar, .hud-notes, .dock, .prompt, .minimap-box"
    hide = "for (const one of document.querySelectorAll({!r})) one.style.visibility = {!r}"
    page.evaluate(hide.format(over, "hidden"))
    page.wait_for_timeout(300)
    shot = page.screenshot(clip={"x": 160, "y": 100, "width": 1000, "height": 453})
    Image.open(io.BytesIO(shot)).resize((960, 435)).save(DOOR_PICTURE, "WEBP", quality=72, method=6)
    page.evaluate(hide.format(over, ""))
    sys.stdout.write(f"{DOOR_PICTURE.name}: {DOOR_PICTURE.stat().st_size // 1024} KB\n")


def take_all(studio: Studio) -> None:
    """Every picture that is wanted."""
    set_up(studio)
    take_desk(studio)
    take_errands(studio)
    with filled(studio.city, "plaza", square_extras(SQUARE_EXTRAS)):
        take_pages(studio)
        for size, viewport in SIZES:
            take_map(studio, size, viewport)
            take_square(studio, size, viewport)
    with filled(studio.city, "lobby", lobby_extras(LOBBY_EXTRAS)):
        for size, viewport in SIZES:
            take_lobby(studio, size, viewport)


def main() -> None:
    """Take the pictures; answers how long it took."""
    directory = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PICTURES
    directory.mkdir(parents=True, exist_ok=True)
    begun = datetime.now(UTC)
    with (
        tempfile.TemporaryDirectory() as data,
        running_city(Path(data) / "data", ready_within_s=120) as city,
        sync_playwright() as p,
    ):
        browser = p.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *SOFTWARE_GL])
        take_all(Studio(city, browser, directory, sys.argv[2] if len(sys.argv) > 2 else ""))
        browser.close()
    whole = sum(file.stat().st_size for file in directory.glob("*.webp"))
    sys.stdout.write(f"{whole / 1e6:.1f} MB in {(datetime.now(UTC) - begun).seconds} s\n")


if __name__ == "__main__":
    main()
