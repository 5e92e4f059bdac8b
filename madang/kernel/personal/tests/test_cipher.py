"""A value comes back from its own place with its own key, and in no other way."""

import secrets
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.kernel.field_keys import FieldKey, KeyRing, KeyUnknown
from madang.kernel.personal.cipher import Undecipherable, decrypt, encrypt

KEY = FieldKey("aaaa0001", "2026-01-01T00:00:00+00:00", secrets.token_bytes(32))
OTHER = FieldKey("aaaa0002", "2026-02-01T00:00:00+00:00", secrets.token_bytes(32))
RING = KeyRing((KEY,))
PLACE = "people.number"
texts = st.text(max_size=200)


@given(texts)
def test_what_goes_in_comes_out(text):
    assert decrypt(RING, encrypt(RING, text, PLACE), PLACE) == text


@given(texts)
def test_same_text_twice_looks_different(text):
    assert encrypt(RING, text, PLACE) != encrypt(RING, text, PLACE)


@given(texts)
def test_value_shows_nothing_of_the_text(text):
    assert len(text) < 4 or text not in encrypt(RING, text, PLACE)


@given(texts)
def test_moved_to_another_column_is_refused(text):
    with pytest.raises(Undecipherable, match=r"people\.address"):
        decrypt(RING, encrypt(RING, text, PLACE), "people.address")


@given(texts, st.integers(0, 10_000))
def test_cut_short_is_refused(text, length):
    value = encrypt(RING, text, PLACE)
    with pytest.raises((Undecipherable, KeyUnknown)):
        decrypt(RING, value[: length % len(value)], PLACE)


@given(texts, st.integers(0, 10_000), st.characters(codec="ascii"))
def test_one_letter_changed_is_refused(text, at, letter):
    value = encrypt(RING, text, PLACE)
    at %= len(value)
    altered = value[:at] + letter + value[at + 1 :]
    if altered == value:
        return
    with pytest.raises((Undecipherable, KeyUnknown)):
        decrypt(RING, altered, PLACE)


@given(texts, texts)
def test_two_values_swapped_parts_are_refused(one, two):
    first, second = encrypt(RING, one, PLACE).split("."), encrypt(RING, two, PLACE).split(".")
    with pytest.raises(Undecipherable):
        decrypt(RING, ".".join([*first[:3], second[3]]), PLACE)


def test_wrong_key_under_the_same_name_is_refused():
    value = encrypt(RING, "김하늘", PLACE)
    with pytest.raises(Undecipherable, match="aaaa0001"):
        decrypt(KeyRing((replace(KEY, secret=OTHER.secret),)), value, PLACE)


def test_missing_key_is_named():
    value = encrypt(RING, "김하늘", PLACE)
    with pytest.raises(KeyUnknown, match="aaaa0001"):
        decrypt(KeyRing((OTHER,)), value, PLACE)


def test_newest_encrypts_and_old_decrypts():
    old = encrypt(RING, "김하늘", PLACE)
    both = KeyRing((KEY, OTHER))
    assert decrypt(both, old, PLACE) == "김하늘"
    assert encrypt(both, "김하늘", PLACE).startswith("1.aaaa0002.")


@given(st.text(max_size=100))
def test_what_we_never_encrypted_is_refused_without_repeating_it(text):
    with pytest.raises((Undecipherable, KeyUnknown)) as refused:
        decrypt(RING, text, PLACE)
    assert len(text) < 30 or text not in str(refused.value)
