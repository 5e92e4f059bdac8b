"""A city whose city.toml names adapters that cannot be does not start."""

import subprocess
import sys

import pytest

from madang import paths
from madang.config import CannotRun
from madang.kernel.city import adapters_of, load_city
from madang.kernel.registers.plan import SandboxAdapter


@pytest.fixture
def city_toml(tmp_path, monkeypatch):
    file = tmp_path / "trial" / "city.toml"
    file.parent.mkdir()
    text = (paths.cities_dir() / "seoul" / "city.toml").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "cities_dir", lambda: tmp_path)
    load_city.cache_clear()
    yield file
    load_city.cache_clear()


def test_city_without_adapters_has_the_sandboxs(city_toml):
    assert isinstance(adapters_of(load_city("trial")).tax_ledger, SandboxAdapter)


def test_city_with_a_wrong_adapter_is_refused(city_toml):
    city_toml.write_text(city_toml.read_text() + '\n[adapters]\ntax_ledger = "soap"\n', encoding="utf-8")
    with pytest.raises(CannotRun, match=r"^trial/city.toml \[adapters.tax_ledger\]"):
        load_city("trial")


def test_real_city_without_adapters_is_refused(city_toml):
    real = city_toml.read_text().replace("sandbox = true", "sandbox = false")
    city_toml.write_text(real, encoding="utf-8")
    with pytest.raises(CannotRun, match="invented"):
        load_city("trial")


def test_sandbox_city_is_read_without_what_checks_adapters():
    code = "import sys; from madang.kernel.city import load_city as load; load('seoul'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pydantic" not in done.stdout.split()
