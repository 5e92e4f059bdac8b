"""The sandbox's thousand are invented, consistent with each other and with the law, and always the same."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from madang import paths
from madang.build.invented.bills import last_day, years
from madang.build.invented.books import Books
from madang.build.invented.numbers import RANDOM_SINCE, check_digit, foreigner_check_digit, resident_number
from madang.build.registers import invent, read_plans, read_population
from madang.services.tax.rules import CarInput, automobile_tax

FOLDER = paths.cities_dir() / "seoul" / "registers"


@pytest.fixture(scope="module")
def books() -> Books:
    return invent(read_plans(FOLDER / "named.yaml"), read_population(FOLDER / "population.yaml"))


def test_city_has_a_thousand_residents_in_about_four_hundred_households(books):
    people = books.residents()
    assert len(people) == len({person.id for person in people}) == 1000
    assert 360 <= len({person.household for person in people}) <= 440


def test_same_seed_gives_the_same_people(books):
    again = invent(read_plans(FOLDER / "named.yaml"), read_population(FOLDER / "population.yaml"))
    assert again.records == books.records


def test_no_resident_number_can_be_somebodys(books):
    numbers = [person.resident_number.replace("-", "") for person in books.residents()]
    assert len(set(numbers)) == len(numbers)
    for person, number in zip(books.residents(), numbers, strict=True):
        assert number[:6] == f"{person.birth:%y%m%d}"
        assert number[7:9] in {"97", "98", "99"}
        assert int(number[12]) not in {check_digit(number[:12]), foreigner_check_digit(number[:12])}
        if person.birth >= RANDOM_SINCE:
            assert number[6] in "90"


def test_check_digits_are_those_of_the_published_rule():
    # Two ways of the same sum: the weights of the rule, and the congruence that a right number fulfils.
    for twelve in ("880412201234", "901224112345", "000229312345"):
        weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
        total = sum(int(digit) * weight for digit, weight in zip(twelve, weights, strict=True))
        assert (total + check_digit(twelve)) % 11 in {0, 1}
        assert foreigner_check_digit(twelve) == (check_digit(twelve) + 2) % 10
    assert resident_number(date(1988, 4, 12), "F", False, 0) == "880412-2970000"


def test_households_fit_their_people(books):
    for person in books.residents():
        (household,) = books.of("households", person.id)
        assert person.id in {member.resident for member in household.members}
        assert [member.relation for member in household.members].count("head") == 1
        for member in household.members:
            assert member.birth <= member.joined_on <= last_day()
        if household.head.resident == person.id:
            assert person.age_on(last_day()) >= 19


def test_children_are_younger_than_heads_and_minors_have_somebody_to_act_for_them(books):
    for person in books.residents():
        (household,) = books.of("households", person.id)
        relation = next(one.relation for one in household.members if one.resident == person.id)
        if relation in {"child", "grandchild"}:
            assert person.birth.year - household.head.birth.year >= 15
        if person.is_minor_on(last_day()):
            assert books.of("guardians", person.id)
        else:
            assert not books.of("guardians", person.id)


def test_addresses_follow_each_other_from_birth_or_arrival(books):
    for person in books.residents():
        periods = books.of("addresses", person.id)
        assert periods[-1].moved_out is None
        assert periods[-1].address == person.address
        for before, after in pairwise(periods):
            assert before.moved_in < before.moved_out == after.moved_in
        if not person.foreigner:
            assert periods[0].moved_in == person.birth


def test_streets_and_postcodes_do_not_exist(books):
    for person in books.residents():
        for period in books.of("addresses", person.id):
            assert period.address.road.startswith("모래")
            assert period.address.postcode.startswith("00")


def test_bills_are_those_of_the_law(books):
    checked = 0
    for person in books.residents():
        cars = {car.id: car for car in books.of("cars", person.id)}
        for bill in books.of("bills", person.id):
            assert bill.total_krw == sum(part.amount_krw for part in bill.parts) > 0
            assert bill.total_krw % 10 == 0
            assert bill.issued_on <= bill.due
            assert bill.year in years()
            car = cars.get(bill.object_id)
            if car and bill.period == "12":
                law = automobile_tax(CarInput(bill.year, car.cc, car.first_registered, car.electric))
                assert bill.total_krw == law.bills[-1].total
                checked += 1
    assert checked > 100


def test_bill_is_paid_whole_once_or_not_at_all(books):
    unpaid = 0
    numbers: Counter[str] = Counter()
    for person in books.residents():
        payments = {payment.bill: payment for payment in books.of("payments", person.id)}
        assert len(payments) == len(books.of("payments", person.id))
        for bill in books.of("bills", person.id):
            numbers[bill.number] += 1
            payment = payments.get(bill.number)
            unpaid += payment is None
            assert payment is None or payment.amount_krw == bill.total_krw
            assert payment is None or bill.issued_on <= payment.paid_on <= bill.due
    assert set(numbers.values()) == {1}
    assert 10 <= unpaid <= 100


def test_agencies_know_who_they_should(books):
    for person in books.residents():
        assert books.of("insurance-coverage", person.id)
        army = books.of("military-service", person.id)
        assert bool(army) == (
            person.sex == "M" and not person.foreigner and last_day().year - person.birth.year >= 19
        )
        for one in army:
            assert one.enlisted_on is None or person.birth < one.enlisted_on < one.discharged_on
        assert all(dose.given_on >= person.birth for dose in books.of("vaccinations", person.id))
        crossings = [crossing.direction for crossing in books.of("border-crossings", person.id)]
        assert all(first != second for first, second in pairwise(crossings))
    welfare = {key: [one.kind for one in books.of("welfare", key)] for key in ("choi-malsoon", "jung-daeun")}
    assert welfare == {"choi-malsoon": ["basic_livelihood"], "jung-daeun": ["disability"]}
    assert [one.kind for one in books.of("welfare", "lee-junho")] == ["single_parent"]
    assert [one.plate for one in books.of("vehicles", "kim-haneul")] == [
        car.plate for car in books.of("cars", "kim-haneul")
    ]
