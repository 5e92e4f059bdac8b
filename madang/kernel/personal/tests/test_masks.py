"""Masked values keep enough to recognise one's own and nothing that is worth taking."""

import pytest

from madang.kernel.personal import masks


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("880412-2345678", "880412-2******"),
        ("8804122345678", "880412-2******"),
        (" 460908-2123456 ", "460908-2******"),
        ("901224-5123456", "901224-5******"),
        ("880412-23456", "************"),
        ("여권 M12345678", "************"),
        ("", ""),
    ],
)
def test_resident_number(number, shown):
    assert masks.mask_resident_number(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("김하늘", "김*늘"),
        ("이도", "이*"),
        ("남궁하늘", "남**늘"),
        ("김", "김"),
        ("John Smith", "J*** S****"),
        ("Cher", "C***"),
        ("김 하늘", "김 하*"),
        ("", ""),
    ],
)
def test_name(name, shown):
    assert masks.mask_name(name) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("서울특별시 중구 세종대로 110, 101동 202호", "서울특별시 중구 세종대로 ***"),
        ("서울특별시 종로구 종로1가 24", "서울특별시 종로구 종로1가 ***"),
        ("서울특별시 마포구 월드컵북로 6길 12-3", "서울특별시 마포구 월드컵북로 6길 ***"),
        ("경상북도 안동시 풍천면 도청대로 455", "경상북도 안동시 풍천면 도청대로 ***"),
        ("서울특별시 강남구 역삼동 123-45 푸른아파트 3동 1204호", "서울특별시 강남구 역삼동 ***"),
        ("제주특별자치도 제주시 101동", "제주특별자치도 제주시 ***"),
        ("푸른아파트 1204호", "***"),
        ("", "***"),
        ("Unit 2, 110, Sejong-daero, Jung-gu, Seoul", "***, Sejong-daero, Jung-gu, Seoul"),
        ("12-3, Worldcupbuk-ro 6-gil, Mapo-gu, Seoul", "***, Worldcupbuk-ro 6-gil, Mapo-gu, Seoul"),
        ("Somewhere", "***"),
    ],
)
def test_address(address, shown):
    assert masks.mask_address(address) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("010-1234-5678", "010-****-5678"),
        ("01012345678", "010-****-5678"),
        ("02-123-4567", "02-***-4567"),
        ("+82 10-1234-5678", "+82 10-****-5678"),
        ("12345", "*****"),
    ],
)
def test_phone(phone, shown):
    assert masks.mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        ("haneul.kim@example.kr", "ha***@example.kr"),
        ("kim@example.kr", "k***@example.kr"),
        ("k@example.kr", "k***@example.kr"),
        ("@example.kr", "***********"),
        ("kim", "***"),
    ],
)
def test_email(email, shown):
    assert masks.mask_email(email) == shown
