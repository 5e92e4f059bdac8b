"""Loading a city makes what is missing, and doing it again changes nothing."""

import pytest

from madang.config import Config
from madang.kernel.models import PlaceRevision
from madang.kernel.sandbox import load_city


@pytest.mark.django_db
def test_load_city_twice_publishes_each_place_once():
    config = Config.from_env()
    load_city(config)
    first = list(PlaceRevision.objects.values_list("place", "revision"))
    load_city(config)
    assert list(PlaceRevision.objects.values_list("place", "revision")) == first
    assert ("plaza", 1) in first
