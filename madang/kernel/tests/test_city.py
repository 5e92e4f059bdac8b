"""Cities are data that is complete in both languages."""

import pytest

from madang.kernel.city import CityUnknown, installed_cities, load_city


@pytest.mark.parametrize("slug", installed_cities())
def test_city_says_everything_in_both_languages(slug):
    city = load_city(slug)
    for texts in (city.name, city.square, city.welcome):
        assert set(texts) == {"ko", "en"}
        assert all(texts.values())


def test_city_that_is_not_installed_names_those_that_are():
    with pytest.raises(CityUnknown, match=r"'atlantis'.*seoul"):
        load_city("atlantis")
