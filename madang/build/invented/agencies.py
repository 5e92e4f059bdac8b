"""Writes what other agencies would know of an invented household: insurance, doses, borders, army, welfare.

Amounts and dates are invented and plausible, not reckoned by a law; only the tax ledger is.
"""

import random
from datetime import date, timedelta

from madang.build.invented.bills import last_day
from madang.build.invented.books import Books
from madang.build.invented.plans import HouseholdPlan, PersonPlan
from madang.kernel.registers.agencies import (
    BorderCrossing,
    InsuranceCoverage,
    InsurancePremium,
    MilitaryService,
    Vaccination,
    VehicleRegistration,
    WelfareEntitlement,
)
from madang.kernel.registers.taxes import Car

_WORKPLACES = ("모래상사", "마당물산", "놀이터산업", "모래성건설", "그네교육")
_CLINIC = "모래마당의원"
# A child's doses: disease, kind of vaccine, months after birth of each dose.
_CHILDHOOD = (
    ("결핵", "BCG(피내용)", (0,)),
    ("B형간염", "HepB", (0, 1, 6)),
    ("디프테리아·파상풍·백일해", "DTaP", (2, 4, 6, 15)),
    ("폴리오", "IPV", (2, 4, 6)),
    ("홍역·유행성이하선염·풍진", "MMR", (12, 48)),
    ("수두", "VAR", (12,)),
)
_COVID_DOSES = (date(2021, 6, 1), date(2021, 8, 24), date(2021, 12, 1))
_DAYS_A_MONTH = 30


def write_agencies(books: Books, plan: HouseholdPlan, chance: random.Random) -> None:
    """Write the records of everybody in the household."""
    for person in plan.people:
        _insurance(books, plan, person, chance)
        _vaccinations(books, person, chance)
        _borders(books, plan, person, chance)
        _army(books, person, chance)
        _welfare(books, plan, person)
    _vehicles(books, plan)


def _insurance(books: Books, plan: HouseholdPlan, person: PersonPlan, chance: random.Random) -> None:
    """A worker is insured at work; who has none is a worker's dependant, or insured by the household."""
    came = plan.formed_on if person.nationality != "KR" else person.birth
    if plan.basic_livelihood:
        since = max(plan.basic_livelihood, person.birth)
        coverage = InsuranceCoverage("medical_aid", "", "", since, None)
        books.write("insurance-coverage", person.id, coverage)
        return
    worker = next((one for one in plan.people if one.work == "employee"), None)
    if person.work == "employee":
        grown = date(person.birth.year + 24, 3, 2)
        began = min(max(grown, came, date(last_day().year - 12, 3, 2)), last_day() - timedelta(days=400))
        began += timedelta(days=chance.randrange(300))
        before = InsuranceCoverage("local", "", "", came, began - timedelta(days=1))
        workplace = _WORKPLACES[chance.randrange(len(_WORKPLACES))]
        coverage = InsuranceCoverage("workplace", workplace, "", began, None)
        books.write("insurance-coverage", person.id, before, coverage)
        _premiums(books, person, "workplace", 80_000 + 1_000 * chance.randrange(200))
    elif worker is not None:
        books.write(
            "insurance-coverage", person.id, InsuranceCoverage("dependant", "", worker.name, came, None)
        )
    else:
        books.write("insurance-coverage", person.id, InsuranceCoverage("local", "", "", came, None))
        if person.relation == "head":
            _premiums(books, person, "local", 20_000 + 1_000 * chance.randrange(150))


def _premiums(books: Books, person: PersonPlan, kind: str, health_krw: int) -> None:
    """Every month of the last two years, paid on the tenth of the next month."""
    for month in range(24):
        year, index = last_day().year - 1 + month // 12, month % 12
        paid_on = date(year + (index == 11), (index + 1) % 12 + 1, 10)
        amount = health_krw // 10 * 10
        care = health_krw // 8 // 10 * 10
        premium = InsurancePremium(year, index + 1, kind, amount, care, paid_on)  # type: ignore[arg-type]
        books.write("insurance-premiums", person.id, premium)


def _vaccinations(books: Books, person: PersonPlan, chance: random.Random) -> None:
    doses: list[Vaccination] = []
    if person.birth.year >= 2002 and person.nationality == "KR":
        for disease, vaccine, months in _CHILDHOOD:
            for number, month in enumerate(months, start=1):
                days = month * _DAYS_A_MONTH + chance.randrange(10)
                doses.append(
                    Vaccination(disease, vaccine, number, person.birth + timedelta(days=days), _CLINIC)
                )
    if person.birth.year <= 2003:
        wanted = chance.randrange(2, 4)
        for number, first in enumerate(_COVID_DOSES[:wanted], start=1):
            given = first + timedelta(days=chance.randrange(20))
            doses.append(Vaccination("코로나바이러스감염증-19", "mRNA", number, given, _CLINIC))
    if last_day().year - person.birth.year >= 65:
        for year in range(last_day().year - 3, last_day().year + 1):
            given = date(year, 10, 12) + timedelta(days=chance.randrange(30))
            doses.append(Vaccination("인플루엔자", "IIV", 1, given, _CLINIC))
    books.write("vaccinations", person.id, *sorted(doses, key=lambda one: one.given_on))


def _borders(books: Books, plan: HouseholdPlan, person: PersonPlan, chance: random.Random) -> None:
    """Foreigners came once; whoever travels goes and comes back some days later."""
    crossings: list[BorderCrossing] = []
    if person.nationality != "KR":
        crossings.append(BorderCrossing("entry", plan.formed_on - timedelta(days=20)))
    day = max(person.birth + timedelta(days=400), plan.formed_on, date(2014, 1, 1))
    while chance.random() < 0.6:
        day += timedelta(days=90 + chance.randrange(700))
        back = day + timedelta(days=3 + chance.randrange(12))
        if back > last_day():
            break
        if not (date(2020, 3, 1) <= back and day <= date(2022, 6, 1)):
            crossings += [BorderCrossing("exit", day), BorderCrossing("entry", back)]
        day = back
    books.write("border-crossings", person.id, *crossings)


def _army(books: Books, person: PersonPlan, chance: random.Random) -> None:
    age = last_day().year - person.birth.year
    if person.sex != "M" or person.nationality != "KR" or age < 19:
        return
    number = f"S{person.birth:%y}-{chance.randrange(10**8):08d}"
    if person.disability:
        record = MilitaryService("exempt", "", "", number, None, None)
    elif age < 23:
        record = MilitaryService("to_be_examined", "", "", number, None, None)
    else:
        enlisted = date(person.birth.year + 20, 1 + chance.randrange(12), 1 + chance.randrange(28))
        months = 18 if person.birth.year >= 1999 else 24 if person.birth.year >= 1985 else 26
        discharged = enlisted + timedelta(days=months * 365 // 12)
        branch = ("육군", "육군", "육군", "해군", "공군", "해병대")[chance.randrange(6)]
        record = MilitaryService("completed", branch, "병장", number, enlisted, discharged)
    books.write("military-service", person.id, record)


def _welfare(books: Books, plan: HouseholdPlan, person: PersonPlan) -> None:
    others = tuple(one.name for one in plan.people if one.id != person.id)
    if plan.basic_livelihood:
        since = max(plan.basic_livelihood, person.birth)
        benefits = ("livelihood", "medical", "housing")
        books.write(
            "welfare",
            person.id,
            WelfareEntitlement("basic_livelihood", since, None, "", benefits, others),  # type: ignore[arg-type]
        )
    if plan.single_parent and person.relation in {"head", "child"}:
        since = max(plan.single_parent, person.birth)
        books.write("welfare", person.id, WelfareEntitlement("single_parent", since, None, "", (), others))
    if person.disability and person.disability_since:
        books.write(
            "welfare",
            person.id,
            WelfareEntitlement("disability", person.disability_since, None, person.disability, (), ()),
        )


def _vehicles(books: Books, plan: HouseholdPlan) -> None:
    for car, planned in zip(_cars(books, plan), plan.cars, strict=True):
        registered = car.acquired_on
        books.write(
            "vehicles",
            planned.owner,
            VehicleRegistration(
                car.plate,
                planned.owner,
                planned.model,
                car.cc,
                car.electric,
                car.first_registered,
                registered,
            ),
        )


def _cars(books: Books, plan: HouseholdPlan) -> list[Car]:
    """The cars of the household as they were written, in the plan's order."""
    written = {car.id: car for person in plan.people for car in books.of("cars", person.id)}
    return [written[f"{plan.id}-car-{index + 1}"] for index in range(len(plan.cars))]
