"""Resident tax of an individual in Seoul (주민세 개인분): 지방세법 제78조, 서울특별시 시세 조례 제8조."""

from dataclasses import dataclass

from madang.services.tax.rules.due_dates import due_date
from madang.services.tax.rules.model import Bill, Note, Step, bill
from madang.services.tax.rules.money import CUT_ARTICLE, cut
from madang.services.tax.rules.parameters import law_of, load

TAX = "resident"


@dataclass(frozen=True, slots=True)
class ResidentTax:
    """The year's taxes of a household in won."""

    year: int
    main: int
    education: int
    total: int
    bills: tuple[Bill, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]


def resident_tax(year: int) -> ResidentTax:
    """The resident tax of `year` for a householder living in Seoul on 1 July. Raises YearNotVerified."""
    values = law_of(TAX, year)
    main = cut(values["amount"].raw)
    rate = values["education_rate"].rate()
    education = cut(main * rate)
    due = due_date(year, values["due_august"].raw)
    steps = (
        Step("step.resident.amount", main, None, values["amount"].article),
        Step("step.education", education, rate, values["education_rate"].article),
        Step("step.total", main + education, None, CUT_ARTICLE),
    )
    bills = (bill("bill.resident", due, ("tax.main", main), ("tax.education", education)),)
    notes = load(TAX).not_included["not_included"]
    return ResidentTax(year, main, education, main + education, bills, steps, notes)
