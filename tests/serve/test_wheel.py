"""The wheel: built by one command, installed in a clean environment without node, it serves."""

import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from madang import paths
from tests.running_city import city_environment, free_ports, status_of, wait_until

pytestmark = pytest.mark.timeout(300)

CHECKOUT = paths.PACKAGE.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "madang.cli", "wheel", "--out", str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    made = Path(done.stdout.strip().splitlines()[-1])
    assert made.parent == out
    return made


def test_wheel_holds_the_built_client_and_the_cities_but_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "madang/_bundle/built/client/manifest.json" in names
    assert "madang/_bundle/cities/seoul/city.toml" in names
    assert [
        name for name in names if re.search(r"built/places/seoul/plaza/shell\.[0-9a-f]{8}\.glb\.br$", name)
    ]
    assert [name for name in names if name.endswith("dist-info/licenses/LICENSE")]
    assert not [name for name in names if "/tests/" in name or "__pycache__" in name or "/." in name]


def test_installed_wheel_serves_without_node(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    lock = (CHECKOUT / "requirements" / "run.lock").read_text(encoding="utf-8")
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("\n".join(re.findall(r"^[a-z][^\\\n]*", lock, re.MULTILINE)), encoding="utf-8")
    options = ("--quiet", "--disable-pip-version-check", "--no-cache-dir", "--only-binary=:all:")
    install = [str(venv / "bin" / "pip"), "install", *options, "-c", str(constraints), str(wheel)]
    subprocess.run(install, check=True)
    assert not (venv / "bin" / "node").exists()

    home, data, port = tmp_path / "home", tmp_path / "data", free_ports()
    home.mkdir()
    environment = {**city_environment(), "HOME": str(home), "PATH": f"{venv / 'bin'}:/usr/bin:/bin"}
    environment.pop("PYTHONPATH", None)
    command = [str(venv / "bin" / "madang"), "serve", "--data", str(data), "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL) as city:
        try:
            address = f"http://localhost:{port}"
            wait_until(lambda: status_of(f"{address}/readyz") == 200, 60, "the wheel's city to be ready")
            with urllib.request.urlopen(f"{address}/ko/") as answer:
                page = answer.read().decode()
            assets = re.findall(r'"(/built/client/assets/[^"]+)"', page)
            assert assets
            assert all(status_of(address + asset) == 200 for asset in assets)
        finally:
            city.terminate()
    assert not list(home.iterdir())
