"""Loads a city into a data directory: keys and the documents of its places. Again changes nothing."""

import logging

from madang.config import Config
from madang.kernel.accounts.sessions import ensure_personas
from madang.kernel.city import load_city as read_city
from madang.kernel.keys import ensure_keys
from madang.kernel.places import built_places, load_built_place, load_city_pack

log = logging.getLogger(__name__)


def load_city(config: Config) -> None:
    """Make what is missing and publish what the city pack changed. The database must be migrated."""
    ensure_keys(config.data)
    city = read_city(config.city)
    if city.sandbox:
        ensure_personas()
    for place in built_places(city.slug):
        revision = load_city_pack(load_built_place(city.slug, place))
        if revision is not None:
            log.info("Published revision %d of place '%s'.", revision.revision, place)
