"""What every adapter answers: the same people, the same records, the same errors."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from madang.kernel.registers.catalogue import RECORDS, kind_of
from madang.kernel.registers.http import http_source
from madang.kernel.registers.interfaces import (
    AGENCY_RECORDS,
    NotFound,
    ProvedIdentity,
)
from madang.kernel.registers.lookup import Agencies, Ledger, Registry, Source
from madang.kernel.registers.plan import HttpAdapter
from madang.kernel.registers.sandbox import SandboxSource
from tests.registers.register_server import register_server

NAMED = (
    "kim-haneul",
    "park-seojun",
    "lee-areum",
    "lee-junho",
    "choi-malsoon",
    "jung-daeun",
    "smith-john",
)
SLUGS = [slug for records in RECORDS.values() for slug in records]


@pytest.fixture(params=["sandbox", "http"], scope="module")
def source(
    request: pytest.FixtureRequest, sandbox: SandboxSource, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Source]:
    if request.param == "sandbox":
        yield sandbox
        return
    keys = tmp_path_factory.mktemp("keys")
    (keys / "register.token").write_text("a-token-for-tests", encoding="ascii")
    with register_server(sandbox) as server:
        adapter = HttpAdapter("http", server.url, timeout_s=10.0, token_file="register.token")
        yield http_source("resident_registry", adapter, keys)


def test_resident_is_found_by_key_and_by_proof(source):
    registry = Registry(source)
    for key in NAMED:
        person = registry.resident(key)
        assert person.id == key
        assert person.sandbox
        assert registry.find(ProvedIdentity(None, person.name, person.birth, "oidc")) == person
        assert registry.find(ProvedIdentity(key, person.name, person.birth, "oidc")) == person


def test_proof_with_another_birth_or_name_finds_nobody(source):
    registry = Registry(source)
    for proved in (
        ProvedIdentity("kim-haneul", "김하늘", date(1988, 4, 13), "oidc"),
        ProvedIdentity("kim-haneul", "박서준", date(1988, 4, 12), "oidc"),
        ProvedIdentity(None, "김하늘", date(1900, 1, 1), "oidc"),
    ):
        with pytest.raises(NotFound):
            registry.find(proved)


def test_household_has_its_head_first_and_every_member_in_the_register(source):
    registry = Registry(source)
    household = registry.household("kim-haneul")
    assert household.head.resident == "kim-haneul"
    for member in household.members:
        person = registry.resident(member.resident)
        assert (person.name, person.birth, person.household) == (member.name, member.birth, household.id)


def test_guardian_and_ward_name_each_other(source):
    registry = Registry(source)
    assert [child.id for child in registry.children("lee-junho")] == ["lee-areum"]
    assert [one.guardian for one in registry.guardians("lee-areum")] == ["lee-junho"]
    assert registry.children("lee-areum") == ()
    assert registry.guardians("lee-junho") == ()


def test_addresses_are_newest_first_without_gaps(source):
    periods = Registry(source).addresses("jung-daeun")
    assert len(periods) == 3
    assert periods[0].moved_out is None
    assert [period.moved_out for period in periods[1:]] == [period.moved_in for period in periods[:-1]]


def test_bills_are_newest_first_and_add_up(source):
    ledger = Ledger(source)
    bills = ledger.bills("park-seojun")
    assert [bill.due for bill in bills] == sorted((bill.due for bill in bills), reverse=True)
    payments = ledger.payments("park-seojun")
    for bill in bills:
        assert bill.total_krw == sum(part.amount_krw for part in bill.parts)
        assert bill.paid_krw == sum(one.amount_krw for one in payments if one.bill == bill.number)
    owned = {home.id for home in ledger.homes("park-seojun")} | {car.id for car in ledger.cars("park-seojun")}
    assert {bill.object_id for bill in bills} - {None} == owned


@pytest.mark.parametrize("slug", SLUGS)
def test_every_register_knows_nobody_under_an_unknown_key(source, slug):
    with pytest.raises(NotFound):
        source.look_up(slug, kind_of(slug), {"resident": "nobody-of-that-key"})


@pytest.mark.parametrize("slug", SLUGS)
def test_every_register_answers_for_every_named_resident_in_its_own_kind(source, slug):
    for key in NAMED:
        kind: type[Any] = kind_of(slug)
        found: tuple[Any, ...] = source.look_up(slug, kind, {"resident": key})
        assert all(type(record) is kind for record in found)


def test_agencies_answer_by_kind_and_refuse_a_kind_that_nobody_keeps(source):
    agencies = Agencies(source)
    for kind in AGENCY_RECORDS.values():
        found: tuple[object, ...] = agencies.records(kind, "kim-haneul")
        assert {type(record) for record in found} <= {kind}
    with pytest.raises(KeyError, match="No agency's register holds 'int'"):
        agencies.records(int, "kim-haneul")
