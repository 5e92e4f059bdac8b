"""The last day for paying: the law's day, moved on when it is a Saturday, a Sunday or a public holiday."""

from datetime import date, timedelta
from functools import cache

from madang.services.tax.rules.parameters import read_file

_SATURDAY = 5


def due_date(year: int, month_day: str) -> date:
    """The last day for what is due on `month_day` ("07-31") of `year` (지방세기본법 제24조제1항)."""
    month, day = map(int, month_day.split("-"))
    due = date(year, month, day)
    while due.weekday() >= _SATURDAY or due in holidays():
        due += timedelta(days=1)
    return due


@cache
def holidays() -> frozenset[date]:
    """The public holidays of the verified years that can move a due date of this library."""
    content = read_file("due_dates.yaml")
    days = [(year, day) for year in content["years"] for day in content["every_year"]]
    days += [(year, day) for year, listed in content["by_year"].items() for day in listed]
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, day in days)
