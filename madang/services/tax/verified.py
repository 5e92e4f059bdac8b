"""How well the law of a year is known: which values were read in the law itself, and which elsewhere."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from madang.services.tax.rules.parameters import load, read_file


@dataclass(frozen=True)
class Weaker:
    """A value that was not read in the text of the law: its article, and where it was read instead."""

    article: str
    source: str


@dataclass(frozen=True)
class Verified:
    """Who checked `year` and when; `weaker` lists what was not read in the law's own text."""

    year: int
    checked: date
    weaker: tuple[Weaker, ...]


@cache
def verified(tax: str, year: int) -> Verified:
    """How well the law of `tax` in `year` was verified."""
    law = load(tax)
    sources = read_file("sources.yaml")
    on = date(year, *law.reference_day)
    weaker = []
    for parameter in law.parameters.values():
        for dated in parameter.values:
            if not dated.first <= on <= dated.last:
                continue
            if all(sources[name]["grade"] != "statute" for name in dated.sources):
                first = sources[dated.sources[0]]
                weaker.append(Weaker(parameter.article, first["promulgated"]))
    return Verified(year, law.verified_years[year]["checked"], tuple(weaker))
