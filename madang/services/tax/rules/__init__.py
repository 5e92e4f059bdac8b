"""Korean local taxes as pure functions: dated law in, an estimate with every step out, without a clock."""

from madang.services.tax.rules.acquisition import (
    AcquisitionTax,
    CarPurchase,
    HomePurchase,
    acquisition_tax,
    car_acquisition_tax,
)
from madang.services.tax.rules.automobile import AutomobileTax, CarInput, automobile_tax, require_not_future
from madang.services.tax.rules.errors import InputError, YearNotVerified
from madang.services.tax.rules.local_income import LocalIncomeInput, LocalIncomeTax, local_income_tax
from madang.services.tax.rules.model import Bill, Note, NoteKind, Part, Step
from madang.services.tax.rules.money import MAXIMUM_WON, parse_won
from madang.services.tax.rules.parameters import newest_year, verified_years
from madang.services.tax.rules.property import PropertyInput, PropertyTax, property_tax
from madang.services.tax.rules.resident import ResidentTax, resident_tax

__all__ = [
    "MAXIMUM_WON",
    "AcquisitionTax",
    "AutomobileTax",
    "Bill",
    "CarInput",
    "CarPurchase",
    "HomePurchase",
    "InputError",
    "LocalIncomeInput",
    "LocalIncomeTax",
    "Note",
    "NoteKind",
    "Part",
    "PropertyInput",
    "PropertyTax",
    "ResidentTax",
    "Step",
    "YearNotVerified",
    "acquisition_tax",
    "automobile_tax",
    "car_acquisition_tax",
    "local_income_tax",
    "newest_year",
    "parse_won",
    "property_tax",
    "require_not_future",
    "resident_tax",
    "verified_years",
]
