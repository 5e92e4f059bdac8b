"""How fast a city's pages answer: `python -m bench.pages --url http://localhost:8000 [--hz 30]`.

Asks for the pages that people begin with, so many times a second in all, through the door, and prints one
line of JSON: the median and the 95th percentile of the time to the last byte. Only this machine is loaded.
"""

import argparse
import ipaddress
import json
import statistics
import sys
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

PAGES = ("/ko/", "/en/", "/ko/information/", "/ko/today/", "/ko/tax/", "/ko/tax/property/?price=500000000")
AT_ONCE = 16
TIMEOUT_S = 10.0


def page_times_ms(url: str, seconds: float, hz: float, pages: Sequence[str] = PAGES) -> list[float]:
    """Ask `hz` times a second, the pages in turn; how long each answer took, in milliseconds."""

    def ask(number: int) -> float:
        time.sleep(max(0.0, first + number / hz - time.monotonic()))
        begun = time.monotonic()
        with urllib.request.urlopen(url + pages[number % len(pages)], timeout=TIMEOUT_S) as answer:  # noqa: S310
            answer.read()
        return (time.monotonic() - begun) * 1000

    first = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(ask, range(int(seconds * hz))))


def main() -> None:
    """Run as the command line says and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--url", required=True, help="the city's address on this machine")
    parser.add_argument("--hz", type=float, default=30.0, help="pages a second (default 30, most 200)")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long (default 20, most 600)")
    given = parser.parse_args()
    host = urlsplit(given.url).hostname or ""
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        parser.error(f"--url {given.url} refused: only this machine (127.0.0.1, localhost) may be loaded.")
    if not (0 < given.hz <= 200 and 0 < given.seconds <= 600):
        parser.error("--hz up to 200, --seconds up to 600.")
    page_times_ms(given.url, 1.0, 10.0)
    times = page_times_ms(given.url, given.seconds, given.hz)
    figures = {
        "pages": len(times),
        "per_s": given.hz,
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
