"""The blind index finds what is the same and tells nothing else."""

import unicodedata

import pytest

from madang.kernel.personal.blind_index import BLIND_INDEX_CHARS, blind_index


def test_same_value_same_purpose_is_the_same():
    index = blind_index("880412-2345678", "people.number")
    assert index == blind_index(" 880412-2345678 ", "people.number")
    assert len(index) == BLIND_INDEX_CHARS
    assert "880412" not in index


def test_composed_and_decomposed_hangul_are_the_same():
    name = "김하늘"
    assert blind_index(name, "p.n") == blind_index(unicodedata.normalize("NFD", name), "p.n")


def test_another_purpose_or_value_is_another_index():
    assert len({blind_index("a", "t.a"), blind_index("a", "t.b"), blind_index("b", "t.a")}) == 3


def test_purpose_and_value_do_not_run_into_each_other():
    assert blind_index("c", "t.ab") != blind_index("bc", "t.a")


def test_no_purpose_is_refused():
    with pytest.raises(ValueError, match="purpose"):
        blind_index("a", "")
