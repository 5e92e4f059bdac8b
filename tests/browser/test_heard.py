"""What a screen reader is told while people come, talk and go: who and what, never a flood."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import uvloop

from madang.config import Config
from tests.browser.steps import Journey
from tests.load.coming_and_going import Counts, come_and_go
from tests.running_city import RunningCity

START = Callable[..., Journey]
LISTEN_S = 40
PEOPLE_A_SECOND = 1.0
STAY_S = 10.0
"""About ten people are there at any time, another one every second."""
MOST_CHANGES = 20
"""Announcements besides the talk at most."""
MOST_LINES = 40

# Notes every change of a live region with its words, as a screen reader would hear of it.
EAR = """
(() => {
  window.ear = [];
  const live = (node) => {
    const place = node instanceof Element ? node : node.parentElement;
    const region = place?.closest("[aria-live], [role=status], [role=log], [role=alert]");
    return region && region.getAttribute("aria-live") !== "off" ? region : null;
  };
  new MutationObserver((changes) => {
    for (const region of new Set(changes.map((change) => live(change.target)).filter(Boolean))) {
      const added = changes.filter((c) => live(c.target) === region).flatMap((c) => [...c.addedNodes]);
      const text = added.map((node) => node.textContent).join(" ").trim();
      if (text) window.ear.push({ id: region.id, text });
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
})();
"""


@contextmanager
def visits(city: RunningCity, per_s: float, seconds: float) -> Iterator[None]:
    """People come and go while the block lasts."""
    config = replace(Config.from_env(), data=city.data, public_url=city.base_url)
    done: list[Counts] = []
    thread = threading.Thread(
        target=lambda: done.append(uvloop.run(come_and_go(config, city.world_url, per_s, seconds, STAY_S))),
        daemon=True,
    )
    thread.start()
    yield
    thread.join(60)
    assert [counts.failed for counts in done] == [0]


@pytest.mark.timeout(180)
def test_while_among_people_coming_and_going_is_told_without_a_flood(
    journey: START, city: RunningCity
) -> None:
    visitor = journey(view="map").open().enter("듣는이")
    page = visitor.page
    page.evaluate(EAR)
    with visits(city, PEOPLE_A_SECOND, LISTEN_S):
        page.wait_for_timeout(LISTEN_S * 1000)
        heard: list[dict[str, Any]] = page.evaluate("window.ear")
    told = [one["text"] for one in heard if one["id"] == "status"]
    lines = [one["text"] for one in heard if one["id"] == "log"]
    assert any("가까이" in text for text in told), "Nobody was told who came near."
    assert lines, "Nothing that was said was told."
    assert len(told) <= MOST_CHANGES
    assert len(lines) <= MOST_LINES
    assert {one["id"] for one in heard} <= {"status", "log"}, "Something else speaks up by itself."
