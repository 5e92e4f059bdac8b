"""Puts together the sandbox's other households by chance, until the city has all its residents."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

from madang.build.invented.bills import last_day, years
from madang.build.invented.plans import CarPlan, HomePlan, HouseholdPlan, PersonPlan, Stay, Work
from madang.kernel.registers.people import Relation

Thing = TypeVar("Thing")
Sex = Literal["F", "M"]
# How often who lives with a head of which age: (share, (youngest, oldest head), relations of the others).
_SHAPES: tuple[tuple[int, tuple[int, int], tuple[str, ...]], ...] = (
    (15, (20, 45), ()),
    (10, (60, 92), ()),
    (12, (28, 50), ("spouse",)),
    (14, (55, 85), ("spouse",)),
    (17, (30, 52), ("spouse", "child")),
    (15, (32, 52), ("spouse", "child", "child")),
    (3, (35, 50), ("spouse", "child", "child", "child")),
    (5, (30, 52), ("child",)),
    (3, (33, 52), ("child", "child")),
    (4, (35, 55), ("spouse", "child", "parent")),
    (2, (40, 60), ("parent",)),
    (2, (62, 78), ("grandchild",)),
    (2, (22, 40), ("cohabitant",)),
)
_YEARLY_GROWTH = 1.04


@dataclass
class Invention:
    """The city's parts, and chance."""

    parts: Mapping[str, Any]
    chance: random.Random
    count: int = 0

    def one(self, things: Sequence[Thing], weights: Sequence[int] | None = None) -> Thing:
        """One of `things` by chance."""
        return self.chance.choices(things, weights)[0]

    def yes(self, share: float) -> bool:
        """True in that share of all cases."""
        return self.chance.random() < share

    def between(self, first: date, last: date) -> date:
        """A day by chance, both included; `first` where they are the wrong way round."""
        return first + timedelta(days=self.chance.randrange(max(1, (last - first).days + 1)))

    def key(self) -> str:
        """The register's key of the next person."""
        self.count += 1
        return f"r{self.count:04d}"


def other_households(parts: Mapping[str, Any], seed: str, already: int) -> Iterator[HouseholdPlan]:
    """Households until, with those `already` there, the city has its number of residents."""
    invention = Invention(parts, random.Random(seed))  # noqa: S311
    left = parts["residents"] - already
    number = 0
    for name, roman, sex, nation, language in parts["foreigners"]:
        number += 1
        left -= 1
        yield _foreigner(invention, f"h{number:03d}", (name, roman, sex, nation, language))
    while left > 0:
        number += 1
        plan = _household(invention, f"h{number:03d}", left)
        left -= len(plan.people)
        yield plan


def _household(invention: Invention, key: str, at_most: int) -> HouseholdPlan:
    _share, (youngest, oldest), others = invention.one(_SHAPES, [share for share, _ages, _ in _SHAPES])
    others = others[: at_most - 1]
    today = last_day()
    district = invention.one(
        list(invention.parts["districts"]), [share for share, _price in invention.parts["districts"].values()]
    )
    head = _person(invention, "head", invention.chance.randint(youngest, oldest), None, "FM")
    age = today.year - head.birth.year
    came_of_age = date(head.birth.year + 20, 1, 1)
    formed_on = invention.between(max(came_of_age, date(today.year - 25, 1, 1)), date(today.year, 3, 1))
    people = [head, *(_relative(invention, relation, head, age) for relation in others)]
    people = sorted(people, key=lambda one: (_ORDER.index(one.relation), one.birth))
    people = [_with_past(invention, person, formed_on) for person in people]
    adults = [person for person in people if person.relation in {"head", "spouse"}]
    minors = [person for person in people if today.year - person.birth.year < 18]
    alone = len(adults) == 1 and any(person.relation == "child" for person in minors)
    poor = invention.yes(0.16 if age >= 65 else 0.03)
    owned = () if poor else _homes(invention, adults, district, formed_on)
    return HouseholdPlan(
        id=key,
        district=district,
        formed_on=formed_on,
        reason=invention.one(("move", "formed", "split")),
        people=tuple(people),
        homes=owned,
        cars=() if poor else _cars(invention, adults),
        single_parent=invention.between(formed_on, date(today.year - 1, 12, 1)) if alone else None,
        basic_livelihood=invention.between(formed_on, date(today.year - 1, 12, 1)) if poor else None,
    )


_ORDER: tuple[Relation, ...] = ("head", "spouse", "child", "parent", "grandchild", "cohabitant")


def _foreigner(invention: Invention, key: str, about: tuple[str, str, Sex, str, str]) -> HouseholdPlan:
    name, roman, sex, nation, language = about
    today = last_day()
    birth = invention.between(date(1975, 1, 1), date(2000, 12, 31))
    person = PersonPlan(
        invention.key(), name, roman, birth, sex, "head", "employee", nationality=nation, language=language
    )
    formed_on = invention.between(date(2015, 1, 1), date(today.year - 1, 6, 1))
    district = invention.one(list(invention.parts["districts"]))
    return HouseholdPlan(key, district, formed_on, "foreigner_registration", (person,))


def _relative(invention: Invention, relation: str, head: PersonPlan, age: int) -> PersonPlan:
    surname = head.name[0]
    if relation == "spouse":
        sex = "F" if head.sex == "M" else "M"
        return _person(invention, "spouse", max(20, age + invention.chance.randint(-5, 5)), None, sex)
    if relation == "child":
        # A parent is 22 to 42 years older; a child that lives at home is at most 28.
        oldest = min(28, age - 22)
        return _person(
            invention, "child", invention.chance.randint(max(0, age - 42), max(0, oldest)), surname, "FM"
        )
    if relation == "parent":
        return _person(invention, "parent", min(96, age + invention.chance.randint(22, 34)), surname, "FM")
    if relation == "grandchild":
        return _person(invention, "grandchild", invention.chance.randint(6, 17), surname, "FM")
    return _person(invention, "cohabitant", max(20, age + invention.chance.randint(-4, 4)), None, "FM")


def _person(
    invention: Invention, relation: Relation, age: int, surname: str | None, sexes: str
) -> PersonPlan:
    year = last_day().year - age
    birth = invention.between(date(year, 1, 1), min(date(year, 12, 31), date(last_day().year, 3, 1)))
    sex: Sex = "F" if invention.one(sexes) == "F" else "M"
    surnames = invention.parts["surnames"]
    family = surname or invention.one(list(surnames), [share for share, _roman in surnames.values()])
    era = [one for one in invention.parts["given"] if one["from"] <= year][-1]
    given, roman = invention.one(era[sex]).split()
    disabled = invention.yes(0.05)
    since = max(birth, date(2000, 1, 1))
    return PersonPlan(
        id=invention.key(),
        name=family + given,
        roman=f"{surnames[family][1]} {roman}",
        birth=birth,
        sex=sex,
        relation=relation,
        work=_work(invention, age),
        disability=invention.one(("severe", "mild")) if disabled else "",
        disability_since=invention.between(since, last_day().replace(month=6, day=1)) if disabled else None,
    )


def _work(invention: Invention, age: int) -> Work:
    if age < 20:
        return "pupil"
    if age >= 65:
        return "retired"
    return invention.one(("employee", "self", "none"), (6, 2, 2))


def _with_past(invention: Invention, person: PersonPlan, formed_on: date) -> PersonPlan:
    """The person with up to two addresses from before the household."""
    if person.birth >= formed_on:
        return person
    elsewhere = [(province, district) for province, district in invention.parts["elsewhere"]]
    here = [(invention.parts["province"], district) for district in invention.parts["districts"]]
    born = invention.one(elsewhere if invention.yes(0.5) else here)
    stays = [Stay(born[0], born[1], person.birth, "birth", person.name, "child")]
    grown = person.birth.replace(day=1, year=person.birth.year + 20)
    if invention.yes(0.6) and grown < formed_on:
        moved = invention.one(here)
        stays.append(
            Stay(moved[0], moved[1], invention.between(grown, formed_on), "move", person.name, "head")
        )
    starts = [stay.moved_in for stay in stays]
    kept = stays if starts == sorted(set(starts)) and starts[-1] < formed_on else stays[:1]
    return PersonPlan(**{**vars(person), "history": tuple(kept)})


def _homes(
    invention: Invention, adults: Sequence[PersonPlan], district: str, formed_on: date
) -> tuple[HomePlan, ...]:
    head_age = last_day().year - adults[0].birth.year
    if not invention.yes(min(0.75, 0.1 + head_age / 90)):
        return ()
    first = _home(invention, invention.one(adults), district, formed_on, None)
    if not invention.yes(0.12):
        return (first,)
    other = invention.one(list(invention.parts["districts"]))
    return first, _home(invention, invention.one(adults), other, formed_on, other)


def _home(
    invention: Invention, owner: PersonPlan, district: str, formed_on: date, elsewhere: str | None
) -> HomePlan:
    usual_krw = invention.parts["districts"][district][1] * 1_000_000
    area_m2 = invention.one((49.9, 59.8, 74.6, 84.9, 84.9, 101.7, 114.2))
    newest = usual_krw * area_m2 / 84.9 * (0.7 + 0.6 * invention.chance.random())
    span = (*years(), min(years()) - 1)
    prices = {
        year: int(newest / _YEARLY_GROWTH ** (max(span) - year)) // 1_000_000 * 1_000_000 for year in span
    }
    acquired = invention.between(max(formed_on, date(2000, 1, 1)), date(last_day().year, 5, 1))
    kind: Any = invention.one(("apartment", "row_house", "house"), (7, 2, 1))
    return HomePlan(owner.id, kind, area_m2, acquired, prices, elsewhere)


def _cars(invention: Invention, adults: Sequence[PersonPlan]) -> tuple[CarPlan, ...]:
    if not invention.yes(0.5):
        return ()
    model, cc, _share = invention.one(
        invention.parts["cars"], [share for _model, _cc, share in invention.parts["cars"]]
    )
    oldest = date(last_day().year - 15, 1, 1) if cc else date(2019, 1, 1)
    registered = invention.between(oldest, date(last_day().year, 5, 1))
    return (
        CarPlan(
            owner=invention.one(adults).id,
            model=model,
            cc=cc,
            first_registered=registered,
            electric=cc == 0,
            pays_at_once=invention.yes(0.3),
        ),
    )
