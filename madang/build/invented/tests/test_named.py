"""The sandbox's people are those of the shared contract: who they are, what they own, what they owe."""

from datetime import date
from pathlib import Path

import pytest

from madang import paths
from madang.build.registers import build_registers
from madang.kernel.personas import residents as resident_personas
from madang.kernel.registers.interfaces import NotFound, ProvedIdentity, RegisterUnavailable
from madang.kernel.registers.lookup import Ledger, Registry
from madang.kernel.registers.sandbox import SandboxSource

NOVEMBER = date(2026, 11, 22)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("built")
    build_registers(paths.cities_dir().parent, built)
    return built / "registers" / "seoul.sqlite"


@pytest.fixture
def registry(file: Path) -> Registry:
    return Registry(SandboxSource(file, lambda: NOVEMBER))


@pytest.fixture
def ledger(file: Path) -> Ledger:
    return Ledger(SandboxSource(file, lambda: NOVEMBER))


@pytest.mark.parametrize("slug", [persona.slug for persona in resident_personas()])
def test_resident_persona_is_in_the_register_under_its_name(registry, slug):
    persona = next(one for one in resident_personas() if one.slug == slug)
    assert registry.resident(slug).name == str(persona.name)
    assert registry.resident(slug).sandbox


@pytest.mark.parametrize(
    ("slug", "birth", "district"),
    [
        ("kim-haneul", date(1988, 4, 12), "중구"),
        ("park-seojun", date(1975, 11, 2), "강남구"),
        ("lee-areum", date(2009, 6, 30), "노원구"),
        ("lee-junho", date(1979, 1, 15), "노원구"),
        ("choi-malsoon", date(1946, 9, 8), "종로구"),
        ("jung-daeun", date(1995, 3, 3), "마포구"),
        ("smith-john", date(1990, 12, 24), "용산구"),
    ],
)
def test_named_resident_has_birth_and_district_of_the_contract(registry, slug, birth, district):
    person = registry.resident(slug)
    assert (person.birth, person.address.district) == (birth, district)
    assert person.resident_number.startswith(f"{birth:%y%m%d}-")


def test_kim_haneul_heads_four_and_has_paid_everything(registry, ledger):
    household = registry.household("kim-haneul")
    assert [member.relation for member in household.members] == ["head", "spouse", "child", "child"]
    assert [member.name for member in household.members][:2] == ["김하늘", "이도윤"]
    (home,) = ledger.homes("kim-haneul")
    assert (home.price_in(2026), home.price_in(2025), home.urban, home.one_home) == (
        500_000_000,
        480_000_000,
        True,
        True,
    )
    (car,) = ledger.cars("kim-haneul")
    assert (car.cc, car.first_registered) == (1999, date(2024, 3, 15))
    assert all(bill.outstanding_krw == 0 for bill in ledger.bills("kim-haneul"))
    newest = [bill for bill in ledger.bills("kim-haneul") if (bill.tax, bill.year) == ("property", 2026)]
    assert sum(bill.total_krw for bill in newest) == 260_000 + 52_000 + 308_000


def test_park_seojun_has_two_homes_and_one_open_automobile_bill(ledger):
    prices = [home.price_in(2026) for home in ledger.homes("park-seojun")]
    assert prices == [900_000_000, 700_000_000]
    assert not any(home.one_home for home in ledger.homes("park-seojun"))
    (car,) = ledger.cars("park-seojun")
    assert (car.cc, car.first_registered) == (3470, date(2014, 8, 20))
    (unpaid,) = [bill for bill in ledger.bills("park-seojun") if bill.outstanding_krw]
    assert unpaid.tax == "automobile"
    assert unpaid.is_overdue_on(NOVEMBER)


def test_lee_areum_is_a_minor_for_whom_lee_junho_acts(registry, ledger):
    assert registry.resident("lee-areum").is_minor_on(NOVEMBER)
    assert [one.guardian for one in registry.guardians("lee-areum")] == ["lee-junho"]
    assert [child.id for child in registry.children("lee-junho")] == ["lee-areum"]
    assert ledger.homes("lee-junho") == ()


def test_choi_malsoon_lives_alone(registry):
    assert len(registry.household("choi-malsoon").members) == 1


def test_jung_daeun_came_from_andong_in_2024_with_three_addresses(registry):
    now, before, first = registry.addresses("jung-daeun")
    assert (now.address.district, now.moved_in.year, now.moved_out) == ("마포구", 2024, None)
    assert before.address.district == first.address.district == "안동시"
    assert (first.moved_out, before.moved_out) == (before.moved_in, now.moved_in)


def test_smith_john_is_a_registered_foreigner_who_reads_english(registry):
    person = registry.resident("smith-john")
    assert (person.foreigner, person.nationality, person.language) == (True, "US", "en")


def test_proved_identity_is_found_only_with_its_own_name_and_birth(registry):
    proved = ProvedIdentity(None, "정다은", date(1995, 3, 3), "oidc")
    assert registry.find(proved).id == "jung-daeun"
    with pytest.raises(NotFound):
        registry.find(ProvedIdentity("jung-daeun", "김하늘", date(1995, 3, 3), "oidc"))
    with pytest.raises(NotFound):
        registry.find(ProvedIdentity(None, "정다은", date(1995, 3, 4), "oidc"))


def test_unknown_key_is_not_found_and_no_entries_are_an_empty_answer(registry, ledger):
    with pytest.raises(NotFound):
        registry.resident("nobody")
    with pytest.raises(NotFound):
        ledger.bills("nobody")
    assert ledger.cars("choi-malsoon") == ()


def test_bills_and_payments_of_the_future_are_not_told(file):
    june = Ledger(SandboxSource(file, lambda: date(2026, 6, 15)))
    assert max(bill.issued_on for bill in june.bills("kim-haneul")) == date(2026, 6, 10)
    assert all(bill.outstanding_krw == 0 for bill in june.bills("kim-haneul"))


def test_new_years_day_changes_nothing(file):
    first_january = SandboxSource(file, lambda: date(2027, 1, 1))
    assert first_january.day() == date(2026, 12, 31)
    assert len([bill for bill in Ledger(first_january).bills("park-seojun") if bill.outstanding_krw]) == 1


def test_sandbox_that_is_not_built_is_unavailable(tmp_path):
    with pytest.raises(RegisterUnavailable, match="not built"):
        Registry(SandboxSource(tmp_path / "none.sqlite", lambda: NOVEMBER)).resident("kim-haneul")
