"""Identifiers sort by the moment they were made."""

from madang.kernel.identifiers import uuid7, uuid7_at


def test_uuid7_is_version_7_with_its_millisecond_in_front():
    made = uuid7_at(1_700_000_000_123_000_000, random=0)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == 1_700_000_000_123


def test_uuid7_later_within_a_millisecond_sorts_later():
    largest = 2**62 - 1
    first = uuid7_at(1_700_000_000_123_400_000, random=largest)
    second = uuid7_at(1_700_000_000_123_401_000, random=0)
    assert str(first) < str(second)


def test_uuid7_never_repeats():
    assert len({uuid7() for _ in range(10_000)}) == 10_000
