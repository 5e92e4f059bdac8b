"""`madang serve` with real processes: a quick second start, restarts, a clean end, clear refusals."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.running_city import RunningCity, city_environment, free_ports, running_city, status_of, wait_until

PARTS = ("nats", "web", "world", "worker", "door")


@pytest.fixture(scope="module")
def own_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCity]:
    """A city whose processes these tests may end."""
    with running_city(tmp_path_factory.mktemp("own") / "data") as running:
        yield running


def serve_once(data: Path, *options: str, environment: dict[str, str] | None = None) -> tuple[int, str]:
    """Run `madang serve` that is expected to refuse; answers its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "madang.cli", "serve", "--data", str(data), *options],
        env=city_environment(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stderr


def test_readyz_of_running_city_names_all_parts_as_ready(own_city: RunningCity) -> None:
    with urllib.request.urlopen(f"{own_city.base_url}/readyz") as answer:
        body = json.load(answer)
    assert body["ready"]
    assert {name: body["parts"][name] for name in ("database", "world", "nats")} == dict.fromkeys(
        ("database", "world", "nats"), True
    )
    assert {name.partition(".")[0] for name in body["parts"]} == {"database", "world", "nats", "registers"}
    assert set(own_city.pids) == {"serve", *PARTS}


@pytest.mark.parametrize("path", ["/metrics", "/healthz/world", "/metrics/anything"])
def test_door_hides_what_is_for_monitoring(own_city: RunningCity, path: str) -> None:
    assert status_of(own_city.base_url + path) == 404


@pytest.mark.parametrize("name", ["worker", "world", "web", "nats", "door"])
def test_killed_process_is_started_again_and_said_so(own_city: RunningCity, name: str) -> None:
    before = own_city.pids[name]
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: own_city.pids.get(name, before) != before, 10, f"{name} to be started again")
    assert f"{name} ended (SIGKILL); it is started again in" in own_city.log("serve")
    wait_until(lambda: ready(own_city), 20, f"the city to be ready after {name}")


def ready(city: RunningCity) -> bool:
    worker = f"http://127.0.0.1:{city.facts['worker_port']}/readyz"
    if status_of(worker) != 200 or status_of(f"{city.base_url}/readyz") != 200:
        return False
    with urllib.request.urlopen(f"{city.base_url}/readyz") as answer:
        return bool(json.load(answer)["ready"])


def test_request_made_while_the_web_is_started_again_is_answered(own_city: RunningCity) -> None:
    before = own_city.pids["web"]
    os.kill(before, signal.SIGKILL)
    assert status_of(f"{own_city.base_url}/ko/", timeout_s=20) == 200
    assert own_city.pids["web"] != before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ending_leaves_no_process_and_frees_the_ports(tmp_path: Path, number: signal.Signals) -> None:
    with running_city(tmp_path / "data") as city:
        processes = [psutil.Process(pid) for pid in city.pids.values()]
        processes += psutil.Process(city.pids["serve"]).children(recursive=True)
        ports = [value for key, value in city.facts.items() if key.endswith("port") and value]
        city.process.send_signal(number)
        assert city.process.wait(20) == 0
    assert not [process for process in processes if process.is_running()]
    for port in ports:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    said = city.console.read_text(encoding="utf-8")
    assert not [word for word in ("Traceback", "Killing") if word in said], said


def test_killed_supervisor_leaves_no_process(tmp_path: Path) -> None:
    with running_city(tmp_path / "data") as city:
        processes = psutil.Process(city.pids["serve"]).children(recursive=True)
        city.process.kill()
        city.process.wait()
        gone, alive = psutil.wait_procs(processes, timeout=5)
    assert len(gone) >= len(PARTS)
    assert not alive


def test_data_directory_that_is_served_already_is_refused(own_city: RunningCity) -> None:
    code, said = serve_once(own_city.data, "--port", str(free_ports()))
    assert code == 1
    assert said.count("\n") == 1
    assert f"already served at {own_city.base_url}" in said


def test_port_in_use_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = serve_once(tmp_path / "data", "--port", str(port))
    assert code == 1
    assert said == (
        f"madang: Port {port} on 127.0.0.1 is in use by another program. "
        "End it, or choose another with --port.\n"
    )


def test_data_directory_that_cannot_be_written_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = serve_once(tmp_path / "file" / "data", "--port", str(free_ports()))
    assert code == 1
    assert said.count("\n") == 1
    assert "cannot be written" in said
    assert "--data" in said


def test_unknown_city_is_refused_with_those_known(tmp_path: Path) -> None:
    code, said = serve_once(tmp_path / "data", "--city", "atlantis")
    assert code == 1
    assert "City 'atlantis' is not here. Known: seoul" in said


def test_nothing_is_written_to_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    places = dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), "")
    with running_city(tmp_path / "data", environment={"HOME": str(home), **places}) as city:
        assert status_of(f"{city.base_url}/ko/") == 200
    assert not list(home.rglob("*"))


def test_city_on_postgresql_serves_pages(tmp_path: Path, postgresql_url: str) -> None:
    with running_city(tmp_path / "data", environment={"DATABASE_URL": postgresql_url}) as city:
        assert status_of(f"{city.base_url}/ko/") == 200
        assert ready(city)
    assert not (city.data / "madang.sqlite3").exists()


def test_tls_answers_https_with_a_certificate_of_this_machine(tmp_path: Path) -> None:
    import ssl

    with running_city(tmp_path / "data", "--tls") as city:
        root = city.data / "run" / "door" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        context = ssl.create_default_context(cafile=str(root))
        with urllib.request.urlopen(f"{city.base_url}/readyz", context=context) as answer:
            assert answer.status == 200
        assert "certificate is made on this machine" in city.console.read_text(encoding="utf-8")


def test_city_with_its_own_door_and_nats_starts_neither(own_city: RunningCity, tmp_path: Path) -> None:
    users = json.loads((own_city.data / "keys" / "nats.json").read_text(encoding="utf-8"))
    address = f"nats://web:{users['web']}@127.0.0.1:{own_city.facts['nats_port']}"
    own = {"MADANG_DOOR": "none", "MADANG_NATS_URL": address}
    with running_city(tmp_path / "data", environment=own) as city:
        assert set(city.pids) == {"serve", "web", "world", "worker"}
        assert status_of(f"http://127.0.0.1:{city.facts['web_port']}/readyz") == 200
