"""How many estimates a second one core answers through the API: `python -m bench.tax [seconds]`.

The whole way of a request runs (middleware, limits, reading, the rules, the funnel, JSON) in one thread,
without the socket in front of it. Prints requests a second and the median and 95th percentile of one answer.
"""

import json
import os
import sys
import tempfile
from statistics import quantiles
from time import perf_counter

BODY = {"year": 2026, "price": 500_000_000, "one_home": True, "last_price": 480_000_000}
WARM_UP = 50
FEWEST = 20
BOUND_PER_S = 300
BOUND_P95_MS = 50.0


def main() -> int:
    """Ask for some seconds, print what came out; 1 where a bound does not hold."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    with tempfile.TemporaryDirectory() as data:
        os.environ["MADANG_DATA"] = data
        os.environ["DJANGO_SETTINGS_MODULE"] = "madang.web.settings"
        took_s = _ask_for(seconds)
    per_s = len(took_s) / sum(took_s)
    p95_ms = quantiles(took_s, n=20)[-1] * 1000
    median_ms = quantiles(took_s, n=2)[0] * 1000
    print(f"{per_s:,.0f} estimates a second, median {median_ms:.2f} ms, p95 {p95_ms:.2f} ms")
    return 0 if per_s >= BOUND_PER_S and p95_ms < BOUND_P95_MS else 1


def _ask_for(seconds: float) -> list[float]:
    """The seconds that each request took."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    client = Client(HTTP_HOST="localhost")
    for _warm in range(WARM_UP):
        client.post("/api/tax/property", json.dumps(BODY), content_type="application/json")
    took_s: list[float] = []
    end = perf_counter() + seconds
    while perf_counter() < end or len(took_s) < FEWEST:
        start = perf_counter()
        answer = client.post("/api/tax/property", json.dumps(BODY), content_type="application/json")
        took_s.append(perf_counter() - start)
        if answer.status_code != 200:
            raise RuntimeError(f"Bench stopped: the API answered {answer.status_code}.")
    return took_s


if __name__ == "__main__":
    sys.exit(main())
