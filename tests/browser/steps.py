"""What a visitor does: open the square, take a name, walk, talk; and a tap on the wire."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

READY_MS = 45_000

# Notes what passes through the page's WebSocket, with the wall clock that all pages of this machine share.
# It reads the frames by docs/protocol.md and knows nothing of the client's code.
WIRE_TAP = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const tap = { id: null, opened: 0, closed: [], keys: [], crowd: {}, said: [], frames: 0 };
  window.wireTap = tap;
  addEventListener("keydown", (e) => {
    if (!e.repeat) tap.keys.push({ t: performance.timeOrigin + e.timeStamp, key: e.key });
  }, true);
  const readCrowd = (buffer) => {
    const view = new DataView(buffer);
    if (view.getUint8(0) !== 2) return;
    tap.frames += 1;
    for (let at = 4; at + 10 <= buffer.byteLength; at += 10) {
      const id = view.getUint16(at, true);
      const [x, z] = [view.getUint16(at + 2, true), view.getUint16(at + 6, true)];
      const sample = { t: now(), x, z, yaw: view.getUint8(at + 8), gait: view.getUint8(at + 9) };
      (tap.crowd[id] ??= []).push(sample);
    }
  };
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...args) {
      super(...args);
      this.addEventListener("open", () => { tap.opened += 1 });
      this.addEventListener("close", (e) => tap.closed.push({ t: now(), code: e.code, reason: e.reason }));
      this.addEventListener("message", (e) => {
        if (typeof e.data !== "string") { readCrowd(e.data); return }
        const message = JSON.parse(e.data);
        if (message.type === "welcome") {
          Object.assign(tap, { id: message.id, welcomed: now(), spawn: message.spawn });
        }
        if (message.type === "said") tap.said.push({ t: now(), id: message.id, text: message.text });
      });
    }
  };
})();
"""


def until(page: Page, expression: str, within_ms: float = 10_000) -> None:
    """Wait until the expression is true in the page.

    Playwright's own waiting evaluates strings inside the page, which our CSP forbids.
    """
    deadline = time.monotonic() + within_ms / 1000
    while not page.evaluate(f"Boolean({expression})"):
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {within_ms:.0f} ms for {expression} at {page.url}")
        page.wait_for_timeout(30)


@dataclass
class Journey:
    """One visitor at one of the two views of a place, the plaza unless another is named."""

    page: Page
    base_url: str
    view: str
    lang: str
    place: str = "plaza"

    def open(self, query: str = "") -> "Journey":
        """Open the place; the wire is tapped from the start."""
        self.page.add_init_script(WIRE_TAP)
        self.page.goto(f"{self.base_url}/{self.lang}/place/{self.place}?view={self.view}{query}")
        return self

    def enter(self, name: str) -> "Journey":
        """Take a name and go in; returns when the world has welcomed this visitor."""
        if "wireTap" not in self.page.evaluate("Object.keys(window)"):
            self.open()
        field = self.page.locator("#enter-name")
        expect(field).to_be_visible(timeout=READY_MS)
        field.fill(name)
        self.page.locator("#enter-form button[type=submit]").click()
        return self.inside()

    def inside(self) -> "Journey":
        """Wait until the world has welcomed this visitor (in 3D: and the square is drawn)."""
        until(self.page, "window.wireTap.id !== null", READY_MS)
        if self.view == "3d":
            until(self.page, "window.madang?.stats().draw_calls.total > 0", READY_MS)
        return self

    @property
    def id(self) -> int:
        """The own id in the world."""
        return int(self.page.evaluate("window.wireTap.id"))

    def tap(self) -> dict[str, Any]:
        """Everything noted on the wire so far."""
        noted: dict[str, Any] = self.page.evaluate("window.wireTap")
        return noted

    def sees(self, other: "Journey") -> None:
        """Wait until this visitor has received where the other one stands."""
        until(self.page, f"window.wireTap.crowd[{other.id}]?.length > 0", 10_000)

    @contextmanager
    def walking(self, key: str) -> Iterator[None]:
        """Hold a walking key as long as the block lasts, with the square in focus."""
        self.stage.focus()
        self.page.keyboard.down(key)
        try:
            yield
        finally:
            self.page.keyboard.up(key)

    def walk(self, key: str, hold_ms: int = 900) -> None:
        """Hold a walking key for a while."""
        with self.walking(key):
            self.page.wait_for_timeout(hold_ms)

    @property
    def stage(self) -> Locator:
        """What takes the walking keys: the map or the picture of the square."""
        return self.page.locator("#map-stage" if self.view == "map" else "#stage")

    def say(self, text: str) -> None:
        """Say something to the people near."""
        self.page.locator("#say-text").fill(text)
        self.page.locator("#say button[type=submit]").click()

    def hears(self, text: str) -> None:
        """Wait until the log shows the words."""
        expect(self.page.locator("#log")).to_contain_text(text, timeout=10_000)
