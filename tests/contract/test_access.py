"""Every route and every API operation says who may call it."""

import pytest

from madang.kernel.access import declared_rule
from madang.web import urls
from tests.contract.pages import api_operations, page_routes

ROUTES = [pytest.param(route.view, id=route.name) for route in page_routes()]
OPERATIONS = [pytest.param(view, id=name) for name, view in api_operations()]
HANDLERS = [
    pytest.param(view, id=view.__name__)
    for view in (urls.handler400, urls.handler403, urls.handler404, urls.handler500)
]


@pytest.mark.parametrize("view", ROUTES + OPERATIONS + HANDLERS)
def test_route_declares_its_rule(view):
    assert declared_rule(view) is not None, "Put @access(Access.…) nearest to the function."


def test_walk_finds_the_routes_that_we_know():
    assert {"front", "place", "information:index", "readyz"} <= {param.id for param in ROUTES}
    assert any("/api/world/ticket" in str(param.id) for param in OPERATIONS)
