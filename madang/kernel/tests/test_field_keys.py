"""The ring of field keys: rotated without losing one, retired only when another encrypts."""

import stat

import pytest

from madang.kernel import field_keys, keys


@pytest.fixture
def data(tmp_path):
    keys.ensure_keys(tmp_path)
    return tmp_path


def test_first_start_makes_one_key_for_the_owner_only(data):
    assert len(field_keys.load_ring(data).keys) == 1
    assert len(field_keys.load_ring(data).newest.secret) == 32
    for name in (keys.FIELD_KEYS, keys.BLIND_INDEX):
        assert stat.S_IMODE((data / "keys" / name).stat().st_mode) == 0o600


def test_rotate_adds_the_newest_and_keeps_the_old(data):
    before = field_keys.load_ring(data)
    made = field_keys.rotate(data)
    after = field_keys.load_ring(data)
    assert after.newest == made != before.newest
    assert after.keys == (*before.keys, made)
    assert stat.S_IMODE((data / "keys" / keys.FIELD_KEYS).stat().st_mode) == 0o600


def test_rotate_has_an_end(data):
    for _ in range(field_keys.LARGEST_RING - 1):
        field_keys.rotate(data)
    with pytest.raises(field_keys.RingRefused, match="32 keys"):
        field_keys.rotate(data)


def test_retire_the_newest_is_refused(data):
    with pytest.raises(field_keys.RingRefused, match="rotate"):
        field_keys.retire(data, field_keys.load_ring(data).newest.id)


def test_retire_takes_an_old_key_away(data):
    old = field_keys.load_ring(data).newest
    field_keys.rotate(data)
    field_keys.retire(data, old.id)
    with pytest.raises(field_keys.KeyUnknown, match=old.id):
        field_keys.load_ring(data).find(old.id)


@pytest.mark.parametrize(
    "text", ["", "{}", '{"keys": []}', '{"keys": [{"id": "a", "made_at": "", "key": "AA=="}]}']
)
def test_damaged_ring_says_what_to_do(data, text):
    (data / "keys" / keys.FIELD_KEYS).write_text(text)
    with pytest.raises(keys.KeysMissing, match="Restore it"):
        field_keys.load_ring(data)


def test_missing_ring_says_what_to_do(tmp_path):
    with pytest.raises(keys.KeysMissing, match="Start the city once"):
        field_keys.load_ring(tmp_path)
