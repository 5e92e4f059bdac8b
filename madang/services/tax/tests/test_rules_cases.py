"""The worked cases of `cases/*.yaml`, which a tax officer can read and add to."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from madang.services.tax.rules import (
    CarInput,
    CarPurchase,
    HomePurchase,
    LocalIncomeInput,
    PropertyInput,
    acquisition_tax,
    automobile_tax,
    car_acquisition_tax,
    local_income_tax,
    property_tax,
    resident_tax,
)

CASES = Path(__file__).parent / "cases"
Estimate = Callable[[Mapping[str, Any]], object]

ESTIMATES: dict[str, Estimate] = {
    "property": lambda given: property_tax(PropertyInput(**given)),
    "acquisition": lambda given: acquisition_tax(HomePurchase(**given)),
    "acquisition_car": lambda given: car_acquisition_tax(CarPurchase(**given)),
    "automobile": lambda given: automobile_tax(CarInput(**given)),
    "local_income": lambda given: local_income_tax(LocalIncomeInput(**given)),
    "resident": lambda given: resident_tax(**given),
}


def shown(found: Any, name: str) -> object:
    """The field `name` of the estimate as the cases write it."""
    if name == "rate":
        return str(found.rate)
    if name == "bills":
        return len(found.bills)
    if name == "due":
        return [one.due.isoformat() if one.due else None for one in found.bills]
    return getattr(found, name)


def all_cases() -> list[Any]:
    """Every case of every file, named by its file and its Korean title."""
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{case['case']}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("tax", "case"), all_cases())
def test_case_is_estimated_to_the_won(tax, case):
    found = ESTIMATES[tax](case["given"])
    assert {name: shown(found, name) for name in case["expect"]} == case["expect"], case["because"]


def test_cases_every_file_has_an_estimate_and_says_why():
    assert {path.stem for path in CASES.glob("*.yaml")} == set(ESTIMATES)
    for path in CASES.glob("*.yaml"):
        cases = yaml.safe_load(path.read_text(encoding="utf-8"))
        titles = [case["case"] for case in cases]
        assert len(set(titles)) == len(titles), path
        assert all(case["because"] and case["expect"] for case in cases), path
