"""The API of Tax Square: the contract's shapes, the worked cases, bad inputs with what to enter instead."""

import json
import re
from datetime import date

import pytest

from madang.kernel import funnel
from madang.services.tax.rules import (
    CarInput,
    HomePurchase,
    LocalIncomeInput,
    PropertyInput,
    acquisition_tax,
    automobile_tax,
    local_income_tax,
    property_tax,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


def ask(client, tax: str, body: object, language: str = "ko"):
    return client.post(
        f"/api/tax/{tax}",
        json.dumps(body),
        content_type="application/json",
        headers={"Accept-Language": language},
    )


def test_property_answers_as_the_contract_says(client):
    given = {"price": 500_000_000, "one_home": False, "urban": True, "last_price": 480_000_000}
    asked = {"year": 2026, **given, "last_main": None, "last_urban": None}
    answer = ask(client, "property", asked)
    assert answer.status_code == 200
    said = answer.json()
    law = property_tax(PropertyInput(2026, 500_000_000, last_price=480_000_000))
    assert {key: said[key] for key in ("year", "base", "main", "urban", "education", "total")} == {
        "year": 2026,
        "base": law.base,
        "main": law.main,
        "urban": law.urban,
        "education": law.education,
        "total": law.total,
    }
    assert [(bill["due"], bill["total"]) for bill in said["bills"]] == [
        ("2026-07-31", law.bills[0].total),
        ("2026-09-30", law.bills[1].total),
    ]
    assert set(said["steps"][0]) >= {"label", "amount", "rate", "article"}
    assert said["steps"][1] | {"link": ""} == {
        "label": "과세표준 = 공시가격 × 공정시장가액비율",
        "amount": 300_000_000,
        "rate": "0.60",
        "article": "지방세법 시행령 제109조제1항제2호",
        "link": "",
    }


def test_acquisition_answers_as_the_contract_says(client):
    asked = {
        "year": 2026,
        "price": 700_000_000,
        "homes_after": 1,
        "regulated_area": False,
        "temporary_two_homes": False,
        "area_m2": 84,
    }
    said = ask(client, "acquisition", asked).json()
    law = acquisition_tax(HomePurchase(2026, 700_000_000, area_m2=84))
    assert said["rate"] == "0.0167"
    assert (said["main"], said["education"], said["rural"], said["total"]) == (
        11_690_000,
        1_169_000,
        None,
        law.total,
    )


def test_automobile_answers_as_the_contract_says(client):
    asked = {
        "year": 2026,
        "cc": 2000,
        "first_registered": "2026-01-01",
        "electric": False,
        "pay_at_once": "01",
    }
    said = ask(client, "automobile", asked).json()
    law = automobile_tax(CarInput(2026, 2000, date(2026, 1, 1), pay_at_once="01"))
    assert {key: said[key] for key in ("main", "education", "total", "discount")} == {
        key: getattr(law, key) for key in ("main", "education", "total", "discount")
    }
    assert len(said["bills"]) == 1


def test_income_and_resident_answer_as_the_contract_says(client):
    said = ask(client, "local-income", {"year": 2026, "base": 60_000_000}).json()
    assert said["total"] == 864_000 == local_income_tax(LocalIncomeInput(2026, 60_000_000)).total
    said = ask(client, "resident", {"year": 2026}).json()
    assert (said["main"], said["education"], said["total"]) == (4_800, 1_200, 6_000)


def test_a_light_car_is_bought_too(client):
    assert ask(client, "acquisition-car", {"price": "2천만원", "light": True}).json()["main"] == 800_000


def test_a_year_that_is_not_verified_is_refused_with_those_that_are(client):
    answer = ask(client, "property", {"year": 2022, "price": 1})
    assert answer.status_code == 422
    problem = answer.json()["detail"][0]
    assert (problem["field"], problem["code"]) == ("year", "year_not_verified")
    assert problem["years"] == [2023, 2024, 2025, 2026]
    assert "2023, 2024, 2025, 2026" in problem["text"]


BAD = [
    ("property", {"price": 0}, "price", "zero"),
    ("property", {"price": -1}, "price", "negative"),
    ("property", {"price": 10**15}, "price", "too_large"),
    ("property", {"price": "오억"}, "price", "spelled_out"),
    ("property", {"price": "0"}, "price", "zero"),
    ("property", {"price": 1.5}, "price", "not_a_number"),
    ("property", {"price": True}, "price", "not_a_number"),
    ("property", {"price": [1]}, "price", "not_a_number"),
    ("property", {"price": {}}, "price", "not_a_number"),
    ("property", {}, "price", "required"),
    ("property", {"price": 1, "one_home": "yes"}, "one_home", "not_yes_or_no"),
    ("property", {"price": 1, "one_home": 1}, "one_home", "not_yes_or_no"),
    ("property", {"price": 1, "year": "2026"}, "year", "not_a_number"),
    ("property", {"price": 1, "year": 2026.5}, "year", "not_a_number"),
    ("property", {"price": 10**6, "building_value": 10**7}, "building_value", "above_price"),
    ("acquisition", {"price": 10**9, "homes_after": 0}, "homes_after", "out_of_range"),
    ("acquisition", {"price": 10**9, "homes_after": "2"}, "homes_after", "not_a_number"),
    ("acquisition", {"price": 10**9, "area_m2": -1}, "area_m2", "out_of_range"),
    ("acquisition", {"price": 10**9, "area_m2": "x"}, "area_m2", "not_a_number"),
    ("automobile", {"cc": 0, "first_registered": "2024-03-15"}, "cc", "zero"),
    ("automobile", {"first_registered": "2024-03-15"}, "cc", "required"),
    ("automobile", {"cc": 10**9, "first_registered": "2024-03-15"}, "cc", "too_large"),
    ("automobile", {"cc": 1999, "first_registered": "2999-01-01"}, "first_registered", "in_future"),
    ("automobile", {"cc": 1999, "first_registered": "2024-02-30"}, "first_registered", "not_a_day"),
    ("automobile", {"cc": 1999}, "first_registered", "required"),
    (
        "automobile",
        {"cc": 1999, "first_registered": "2024-03-15", "pay_at_once": "02"},
        "pay_at_once",
        "unknown",
    ),
    ("local-income", {"base": 0}, "base", "zero"),
    ("resident", {"year": 1}, "year", "year_not_verified"),
]


@pytest.mark.parametrize(("tax", "body", "field", "code"), BAD)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_bad_input_is_refused_with_what_to_enter(client, *, tax, body, field, code, language):
    answer = ask(client, tax, body, language)
    assert answer.status_code == 422
    problem = next(one for one in answer.json()["detail"] if one["field"] == field)
    assert problem["code"] == code
    assert bool(re.search("[요다]", problem["text"])) == (language == "ko")


@pytest.mark.parametrize("price", ["5억", "500,000,000", "5억 원", "500000000", 500_000_000])
def test_amounts_as_people_write_them_are_understood(client, price):
    assert ask(client, "property", {"price": price}).json()["base"] == 300_000_000


@pytest.mark.parametrize("body", ["", "[]", "null", '"x"', "{", '{"price": 1e999}', '{"price": NaN}'])
def test_a_body_that_is_no_object_is_refused(client, body):
    answer = client.post("/api/tax/property", body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_an_estimate_costs_no_query_and_is_counted(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        ask(client, "property", {"price": 500_000_000})
    counted = {(key.service, key.door, key.step) for key in funnel._tally._held}
    assert {("tax", "api", "start"), ("tax", "api", "finish")} <= counted


def test_counter_says_who_is_there_or_when(client):
    said = client.get("/api/tax/duty", headers={"Accept-Language": "ko"}).json()
    assert said["sign"]
    assert (said["until"] is None) != (said["next"] is None)
    assert said["on_duty"] == (said["until"] is not None)


def test_who_asks_too_often_waits(client, monkeypatch):
    from madang.kernel.limits import AddressLimit
    from madang.services.tax import api

    monkeypatch.setattr(api, "estimate_limit", AddressLimit(burst=1, per_s=0.5))
    assert ask(client, "resident", {}).status_code == 200
    refused = ask(client, "resident", {})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) >= 1
