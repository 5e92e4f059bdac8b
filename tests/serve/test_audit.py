"""Sealing and re-encrypting with real processes on both databases: two at once, and killed in the middle."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running_city import city_environment

ENTRIES = 600
PREPARE = """
from madang.config import Config
from madang.web.manage import set_up
set_up(Config.from_env())
from django.db import connection, transaction
from django.utils import timezone
"""
WRITE = (
    PREPARE
    + f"""
from madang.kernel.audit import log as audit
from madang.kernel.identity import Visitor
from madang.kernel.service import Assurance
clerk = Visitor("staff-1", Assurance.MEMBER, ("clerk",))
with transaction.atomic():
    for number in range({ENTRIES}):
        audit.view(clerk, f"p-{{number % 7}}", "Receipts", "test", reference=str(number))
"""
)
SEAL = (
    PREPARE
    + """
import sys
from pathlib import Path
from madang.kernel.audit.seal_log import append_heads
from madang.kernel.audit.seals import seal_batch, unsealed
while unsealed()[0]:
    seal_batch(timezone.now(), limit=7)
append_heads(Path(sys.argv[1]))
"""
)
ERRANDS = (
    PREPARE
    + """
from datetime import timedelta
from madang.kernel.errands.models import Errand
now = timezone.now()
Errand.objects.bulk_create(
    Errand(number=f"{n:014d}", subject=f"p-{n}", service="tax", kind="test", title={"ko": "가", "en": "a"},
           draft={"address": f"세종대로 {n}"}, started_at=now, updated_at=now,
           keep_until=now + timedelta(days=9))
    for n in range(500)
)
"""
)
REENCRYPT = (
    PREPARE
    + """
from madang.kernel.personal.reencrypt import reencrypt
after = {}
while not (outcome := reencrypt(after, 5)).done:
    after = outcome.after
    print("batch", flush=True)
"""
)
CHECK = (
    PREPARE
    + """
from django.conf import settings
from madang.kernel.errands.models import Errand
from madang.kernel.field_keys import load_ring
from madang.kernel.personal.reencrypt import key_use
assert list(key_use()) == [load_ring(settings.CONFIG.data).newest.id], key_use()
assert all(one.draft == {"address": f"세종대로 {int(one.number)}"} for one in Errand.objects.all())
"""
)


@dataclass(frozen=True)
class Node:
    """A data directory with a database, and the environment of its processes."""

    data: Path
    environment: dict[str, str]

    def start(self, code: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", code, str(self.data)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def run(self, code: str) -> None:
        assert self.start(code).wait(50) == 0

    def madang(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "madang.cli", *words, "--data", str(self.data)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def node(request: pytest.FixtureRequest, tmp_path: Path) -> Node:
    """A loaded city without running processes, on each of the two databases."""
    environment = {**city_environment({}), "MADANG_DATA": str(tmp_path)}
    if request.param == "postgresql":
        environment["DATABASE_URL"] = request.getfixturevalue("postgresql_url")
    made = Node(tmp_path, environment)
    loaded = made.madang("city", "load")
    assert loaded.returncode == 0, loaded.stderr
    return made


def test_two_sealers_at_once_make_one_whole_chain(node: Node) -> None:
    node.run(WRITE)
    sealers = [node.start(SEAL) for _ in range(2)]
    assert [sealer.wait(50) for sealer in sealers] == [0, 0]
    verified = node.madang("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    assert f"batches with {ENTRIES} entries verified" in verified.stdout
    heads = (node.data / "audit" / "seals.log").read_text().splitlines()
    node.data.joinpath("audit", "seals.log").write_text("\n".join([heads[0], *heads[2:]]) + "\n")
    broken = node.madang("audit", "verify")
    assert broken.returncode == 1
    assert "BROKEN" in broken.stdout


def test_old_values_come_under_the_new_key_though_it_is_killed(node: Node) -> None:
    node.run(ERRANDS)
    rotated = node.madang("keys", "rotate")
    assert rotated.returncode == 0, rotated.stderr
    worker = node.start(REENCRYPT)
    assert worker.stdout is not None
    for _ in range(10):
        worker.stdout.readline()
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    left = node.madang("keys", "list").stdout.splitlines()
    old, new = (line.split() for line in left[1:3])
    assert 0 < int(old[2]) < 500
    refused = node.madang("keys", "retire", old[0])
    assert refused.returncode == 1
    assert "still encrypts" in refused.stderr
    node.run(REENCRYPT)
    node.run(CHECK)
    assert new[0] in node.madang("keys", "list").stdout
