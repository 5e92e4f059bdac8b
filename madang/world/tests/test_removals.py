"""Removals: by visit or person, with an end, and never failing open."""

from madang.world.removals import Removal, Removals, read_removal


def test_removal_by_visit_or_person_holds_until_its_end():
    removals = Removals(10)
    removals.remember("sid.v1", Removal(100.0, {}))
    removals.remember("sub.p2", Removal(None, {"ko": "욕설"}))
    assert removals.of("v1", "p1", 99.0)
    assert not removals.of("v1", "p1", 100.0)
    assert removals.of("v9", "p2", 1e12) == Removal(None, {"ko": "욕설"})
    removals.lift("sub.p2")
    assert not removals.of("v9", "p2", 0.0)


def test_removals_are_bounded_and_the_oldest_goes_first():
    removals = Removals(2)
    for name in ("a", "b", "c"):
        removals.remember(f"sid.{name}", Removal(None, {}))
    assert [bool(removals.of(name, "", 0.0)) for name in ("a", "b", "c")] == [False, True, True]


def test_removal_is_read_from_the_bucket():
    value = b'{"until": "2026-11-22T00:00:00Z", "reason": {"ko": "\xea\xb0\x80", "en": "a", "x": 1}}'
    assert read_removal(value) == Removal(1795305600.0, {"ko": "가", "en": "a"})
    assert read_removal(b'{"until": "2026-11-22T09:00:00+09:00"}').until_s == 1795305600.0
    assert read_removal(b'{"until": null, "reason": "x"}') == Removal(None, {"ko": "x"})


def test_removal_that_cannot_be_read_keeps_the_person_out():
    for value in (b"", b"[]", b"\xff", b'{"until": "soon"}', b'{"until": 7, "reason": [1]}', b"[" * 9999):
        assert read_removal(value) == Removal(None, {})
