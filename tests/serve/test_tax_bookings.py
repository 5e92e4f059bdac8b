"""Two people never get one time: many book the same minute at once, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running_city import city_environment

RACERS = 12
# Run as a process of its own: Django is set up for the database of the race, not for that of the tests.
RACE = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "madang.web.settings"
import django
django.setup()
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
call_command("migrate", verbosity=0)
from madang.services.tax import duty
from madang.services.tax.actions import bookings
from madang.services.tax.models import Booking

now = timezone.now()
times = [at for some in duty.free_times(now).values() for at in some][:3]
together = Barrier({RACERS})

def race(person):
    try:
        together.wait(20)
        outcomes = []
        for at in times:
            try:
                bookings.book(f"person-{{person}}", bookings.Wish(at, "property"), now)
                outcomes.append("booked")
            except bookings.BookingRefused as refused:
                outcomes.append(refused.code)
        return outcomes
    finally:
        connection.close()

with ThreadPoolExecutor({RACERS}) as pool:
    said = Counter(outcome for one in pool.map(race, range({RACERS})) for outcome in one)
rows = list(Booking.objects.values_list("starts_at", flat=True))
assert sorted(rows) == sorted(times), rows
print(connection.vendor, said["booked"], said["time"])
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    """The name of the database, and what of the environment chooses it."""
    if request.param == "sqlite":
        return "sqlite", {}
    return "postgresql", {"DATABASE_URL": request.getfixturevalue("postgresql_url")}


def test_two_people_never_get_one_time(database: tuple[str, dict[str, str]], tmp_path: Path):
    vendor, chosen = database
    environment = city_environment({**chosen, "MADANG_DATA": str(tmp_path)})
    environment["PATH"] = os.environ["PATH"]
    done = subprocess.run(
        [sys.executable, "-c", RACE], env=environment, capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == [vendor, "3", str(3 * RACERS - 3)]
