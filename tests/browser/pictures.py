"""Makes docs/pictures: `python -m tests.browser.pictures [DIR]` fills a city's square, takes each screen.

The people in the pictures are extras of this script, with invented names; the product never shows bots.
"""

import asyncio
import io
import json
import math
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from madang.config import Config
from madang.kernel.keys import load_ticket_private
from madang.protocol.frames import KIND_MOVE, MOVE
from madang.protocol.tickets import LOAD_TICKET_LIFE_S, Visitor, fresh_id, issue, new_claims
from tests.browser.conftest import DESKTOP, PHONE, QUIET, SOFTWARE_GL, chromium_path
from tests.browser.steps import Journey
from tests.running_city import RunningCity, running_city

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
FAMILY = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = [
    "하늘",
    "바다",
    "서연",
    "도윤",
    "지우",
    "은우",
    "예준",
    "수아",
    "민준",
    "가온",
    "다온",
    "보람",
    "새봄",
    "아라",
]
WORDS = [
    "안녕하세요!",
    "오늘 날씨 참 좋네요 ☀️",
    "처음 왔어요. 반갑습니다.",
    "안내는 저쪽이에요 →",
    "Hello, Seoul!",
]
EXTRAS = 160
STAND, WALK, WAVE, BOW, HEART = 0, 1, 16, 17, 19
GAITS = [STAND] * 6 + [WALK] * 5 + [WAVE, BOW, HEART]


@dataclass(frozen=True)
class Extra:
    """Somebody in the picture: metres, yaw in 1/256 turns."""

    name: str
    look: str
    x: float
    z: float
    yaw: int
    gait: int
    says: str = ""


def extras(count: int) -> list[Extra]:
    """People about the spawn and on the lawn, the same at each run; nobody in the way of the camera."""
    chance = random.Random(2012)
    looks = json.loads((built() / "wardrobe" / "wardrobe.json").read_text(encoding="utf-8"))["presets"]
    people = [
        Extra("김하늘", looks[1], 157.6, 226.5, 100, WAVE, WORDS[0]),
        Extra("이도윤", looks[3], 163.3, 225.4, 190, STAND, WORDS[2]),
        Extra("박새봄", looks[6], 164.5, 226.0, 200, BOW),
        Extra("최다온", looks[7], 153.0, 224.6, 60, STAND, WORDS[3]),
    ]
    while len(people) < count:
        angle, away = chance.uniform(0, 2 * math.pi), 46 * math.sqrt(chance.random())
        x, z = 160 + away * math.sin(angle), 182 + 0.95 * away * math.cos(angle)
        if abs(x - 160) < 3.5 and z > 218:
            continue
        name = chance.choice(FAMILY) + chance.choice(GIVEN)
        gait = chance.choice(GAITS)
        people.append(Extra(name, varied(chance, chance.choice(looks)), x, z, chance.randrange(256), gait))
    return people


def varied(chance: random.Random, look: str) -> str:
    """The look with another skin, hair colour and top colour."""
    parts = {part[0]: part for part in look.split(".")}
    parts["k"] = f"k{chance.randrange(8)}"
    parts["h"] = f"{parts['h'][:2]}{chance.randrange(9)}"
    parts["t"] = f"{parts['t'][:2]}{'0123456789abcdefgh'[chance.randrange(18)]}"
    return ".".join(parts.values())


def built() -> Path:
    """What was built for this environment."""
    return Path(sys.prefix) / "share" / "madang"


class Stander(WSListener):
    """One extra's connection: enters, and says where it stands once a second."""

    def __init__(self, extra: Extra, ticket: str) -> None:
        self.extra = extra
        self.ticket = ticket
        self.inside = asyncio.Event()
        self.pose = extra

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        at = {"x": round(self.extra.x * 100), "z": round(self.extra.z * 100), "yaw": self.extra.yaw}
        enter = json.dumps({"type": "enter", "ticket": self.ticket, "at": at})
        transport.send(WSMsgType.TEXT, enter.encode())

    def on_ws_frame(self, _transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            message = json.loads(frame.get_payload_as_utf8_text())
            if message["type"] in ("welcome", "put"):
                spot = message.get("spawn", message)
                self.pose = replace(self.extra, x=spot["x"] / 100, z=spot["z"] / 100)
                self.inside.set()

    def stand(self, seq: int, step_s: float) -> None:
        """Send where this extra is now; those who walk go on, round and round."""
        pose = self.pose
        if pose.gait == WALK:
            angle = pose.yaw / 256 * 2 * math.pi
            way = 1.4 * step_s
            pose = replace(
                pose,
                x=pose.x + way * math.sin(angle),
                z=pose.z - way * math.cos(angle),
                yaw=(pose.yaw + 9) % 256,
            )
            self.pose = pose
        x, z = round(pose.x * 100), round(pose.z * 100)
        self.transport.send(
            WSMsgType.BINARY, MOVE.pack(KIND_MOVE, 0, seq & 0xFFFF, x, 0, z, pose.yaw, pose.gait, 0)
        )

    def say(self) -> None:
        """Say this extra's line."""
        if self.extra.says:
            words = json.dumps({"type": "say", "text": self.extra.says})
            self.transport.send(WSMsgType.TEXT, words.encode())


async def act(city: RunningCity, people: list[Extra], ended: threading.Event, ready: threading.Event) -> None:
    """Bring all extras in and keep them there until `ended`."""
    key = load_ticket_private(city.data)
    node = Config.from_env().node
    standers = []
    for extra in people:
        visitor = Visitor(sub=fresh_id(), sid=fresh_id(), name=extra.name, look=extra.look)
        claims = new_claims(
            visitor,
            issuer=city.base_url,
            place="plaza",
            node=node,
            now=time.time(),
            life_s=LOAD_TICKET_LIFE_S,
            load=True,
        )
        stander = Stander(extra, issue(claims, key))
        headers = {"Sec-WebSocket-Protocol": "madang.world.v1"}
        await ws_connect(lambda one=stander: one, city.world_url, extra_headers=headers)
        await stander.inside.wait()
        standers.append(stander)
    ready.set()
    seq = 0
    while not ended.is_set():
        for stander in standers:
            stander.stand(seq, 0.5)
            if seq % 16 == 0:
                stander.say()
        seq += 1
        await asyncio.sleep(0.5)


@contextmanager
def filled_square(city: RunningCity) -> Iterator[None]:
    """The square with its extras while the block runs."""
    ended, ready = threading.Event(), threading.Event()
    thread = threading.Thread(
        target=lambda: asyncio.run(act(city, extras(EXTRAS), ended, ready)), daemon=True
    )
    thread.start()
    if not ready.wait(60):
        raise TimeoutError("The extras did not come in within 60 s.")
    yield
    ended.set()
    thread.join(10)


# Draws the finest tier, a frame in 1.1 s: the view takes such gaps for a sleeping tab and keeps its tier.
FINE_AND_SLOW = """
localStorage.setItem("madang.tier", "high");
window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 1100);
"""


def save(page: Page, directory: Path, name: str) -> None:
    """Take the picture."""
    page.screenshot(path=directory / f"{name}.png")
    sys.stdout.write(f"{name}.png\n")


def inside(
    browser: Browser, city: RunningCity, view: str, viewport: dict[str, int], lang: str = "ko"
) -> Journey:
    """A visitor in the square."""
    context = browser.new_context(viewport=viewport, locale="ko-KR" if lang == "ko" else "en-GB")  # type: ignore[arg-type]
    context.add_init_script(FINE_AND_SLOW)
    visitor = Journey(context.new_page(), city.base_url, view, lang).open()
    visitor.enter("가온" if lang == "ko" else "Visitor")
    if view == "3d":
        visitor.page.locator('button[data-close="help"]').click()
    visitor.page.wait_for_timeout(9000)
    return visitor


def take_pages(browser: Browser, city: RunningCity, directory: Path) -> None:
    """The plain pages, in both sizes, both languages, and with large text."""
    for name, path in (("front", ""), ("information", "information/")):
        for size, viewport in (("", DESKTOP), ("-phone", PHONE)):
            for lang in ("ko", "en"):
                page = browser.new_page(viewport=viewport, locale=lang)  # type: ignore[arg-type]
                page.goto(f"{city.base_url}/{lang}/{path}")
                page.wait_for_timeout(800)
                save(page, directory, f"{name}{size}-{lang}")
                page.close()
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        page.goto(f"{city.base_url}/ko/settings/keep/?text=150&next=/ko/{path}")
        page.wait_for_timeout(800)
        save(page, directory, f"{name}-phone-large")
        page.close()


def take_square(browser: Browser, city: RunningCity, directory: Path) -> None:
    """The square in both views and sizes, with and without a panel."""
    for view, name in (("3d", "square"), ("map", "map")):
        for size, viewport in (("", DESKTOP), ("-phone", PHONE)):
            context = browser.new_context(viewport=viewport, locale="ko-KR")  # type: ignore[arg-type]
            context.add_init_script(FINE_AND_SLOW)
            door = Journey(context.new_page(), city.base_url, view, "ko").open()
            door.page.locator("#enter-name").wait_for(state="visible", timeout=60_000)
            door.page.wait_for_timeout(3500)
            save(door.page, directory, f"{name}{size}-door")
            context.close()
            visitor = inside(browser, city, view, viewport)
            save(visitor.page, directory, f"{name}{size}")
            if view == "3d":
                visitor.page.locator('button[data-drawer="around"]').click()
            visitor.page.locator("#places-list button:not(.button-quiet)").click()
            visitor.page.wait_for_timeout(3000)
            save(visitor.page, directory, f"{name}{size}-panel")
            visitor.page.context.close()
    visitor = inside(browser, city, "map", DESKTOP, "en")
    save(visitor.page, directory, "map-en")
    visitor.page.context.close()


def take_door_picture(browser: Browser, city: RunningCity, picture: Path) -> None:
    """The picture on the front page's 3D door: the square without anything over it."""
    page = inside(browser, city, "3d", DESKTOP).page
    hidden = ".hud-bar, .hud-notes, .dock, .prompt"
    page.evaluate(f"for (const e of document.querySelectorAll('{hidden}')) e.style.display = 'none'")
    page.wait_for_timeout(1500)
    shot = page.screenshot(clip={"x": 160, "y": 100, "width": 1000, "height": 453})
    picture.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(shot)).resize((960, 435)).save(picture, "WEBP", quality=72, method=6)
    page.context.close()
    sys.stdout.write(f"{picture.name}: {picture.stat().st_size // 1024} KB\n")


def main() -> None:
    """Take all pictures."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    directory.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        running_city(Path(data) / "data") as city,
        sync_playwright() as p,
    ):
        browser = p.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *SOFTWARE_GL])
        with filled_square(city):
            take_pages(browser, city, directory)
            take_square(browser, city, directory)
            if directory == PICTURES:
                take_door_picture(browser, city, ROOT / "client" / "pictures" / "square.webp")
        browser.close()


if __name__ == "__main__":
    main()
