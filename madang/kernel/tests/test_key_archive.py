"""All keys into a safe and back: only with the passphrase, only into an empty data directory."""

import json
import stat

import pytest

from madang.kernel import key_archive, keys
from madang.kernel.key_archive import ArchiveRefused, open_keys, restore_keys, seal_keys

PASSPHRASE = "마당에 핀 꽃 열두 송이"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Guessing may be cheap in a test."""
    monkeypatch.setattr(key_archive, "SCRYPT_N", 2**10)


@pytest.fixture
def data(tmp_path):
    keys.ensure_keys(tmp_path / "one")
    return tmp_path / "one"


def test_keys_come_back_as_they_were(data, tmp_path):
    archive = seal_keys(data, PASSPHRASE)
    restore_keys(tmp_path / "two", open_keys(archive, PASSPHRASE))
    for path in (data / "keys").iterdir():
        copy = tmp_path / "two" / "keys" / path.name
        assert copy.read_bytes() == path.read_bytes()
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_archive_holds_no_key_in_clear(data):
    archive = seal_keys(data, PASSPHRASE)
    assert keys.load_secret(data) not in archive


def test_wrong_passphrase_or_altered_file_is_refused(data):
    archive = seal_keys(data, PASSPHRASE)
    with pytest.raises(ArchiveRefused, match="passphrase"):
        open_keys(archive, PASSPHRASE + "!")
    body = json.loads(archive)
    body["sealed"] = body["sealed"][:-8] + "AAAAAAA="
    with pytest.raises(ArchiveRefused):
        open_keys(json.dumps(body), PASSPHRASE)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"sealed": "AAAA"}', '{"sealed": 3}'])
def test_other_file_is_refused(text):
    with pytest.raises(ArchiveRefused, match="keys export"):
        open_keys(text, PASSPHRASE)


def test_short_passphrase_and_missing_keys_are_refused(data, tmp_path):
    with pytest.raises(ArchiveRefused, match="7 characters"):
        seal_keys(data, "짧은 암호 1")
    with pytest.raises(ArchiveRefused, match="holds no keys"):
        seal_keys(tmp_path / "nothing", PASSPHRASE)


def test_keys_that_are_there_are_never_overwritten(data):
    files = open_keys(seal_keys(data, PASSPHRASE), PASSPHRASE)
    with pytest.raises(ArchiveRefused, match="not overwritten"):
        restore_keys(data, files)


def test_archive_that_names_another_folder_is_refused(tmp_path):
    with pytest.raises(ArchiveRefused, match="no key"):
        restore_keys(tmp_path / "two", {"../evil": "x"})
