"""A real browser for the journeys: Debian's Chromium driven by Playwright, and axe to judge what it shows."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.steps import Journey
from tests.client_packages import client_package

DESKTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
QUIET = (
    "--no-sandbox",
    "--no-first-run",
    "--mute-audio",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
)
SOFTWARE_GL = ("--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str:
    """The browser's executable. Fails with what to install where there is none."""
    found = os.environ.get("MADANG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail(
            "No Chromium found. On Debian: apt-get install chromium libgl1-mesa-dri, or set MADANG_CHROMIUM."
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser with WebGL2 in software."""
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *SOFTWARE_GL])
        yield instance
        instance.close()


@dataclass
class Visitor:
    """One person's browser window, and everything it complained about."""

    page: Page
    complaints: list[str]


NewVisitor = Callable[..., Visitor]


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[NewVisitor]:
    """Opens windows: `new_visitor(viewport=PHONE, locale="en-GB")`.

    What the browser complains of fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def open_window(
        viewport: dict[str, int] = DESKTOP, locale: str = "ko-KR", strict: bool = True, **options: Any
    ) -> Visitor:
        context = browser.new_context(viewport=viewport, locale=locale, ignore_https_errors=True, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        visitor = Visitor(page, [])
        page.on("console", lambda m: visitor.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: visitor.complaints.append(str(e)))
        if strict:
            visitors.append(visitor)
        return visitor

    yield open_window
    for context in contexts:
        context.close()
    complaints = [line for visitor in visitors for line in visitor.complaints]
    assert not complaints, f"The browser complained: {complaints}"


@pytest.fixture
def journey(new_visitor: NewVisitor, city: Any) -> Callable[..., Journey]:
    """A visitor of the running city: `journey(view="map", lang="en").enter("하늘")`."""

    def start(view: str = "map", lang: str = "ko", **options: Any) -> Journey:
        return Journey(new_visitor(**options).page, city.base_url, view, lang)

    return start


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The source of axe-core, from wherever the client's packages are installed."""
    return (client_package("axe-core") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def violations(axe_source: str) -> Callable[[Page], list[str]]:
    """Runs axe over a page; each violation as one readable line."""

    def run(page: Page) -> list[str]:
        page.evaluate(axe_source)
        found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(AXE_TAGS)}}})")
        return [
            f"{rule['id']}: {node['target']} {node.get('failureSummary', '')[:300]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return run
