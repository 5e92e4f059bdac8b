"""The description of the API is true: schemathesis asks what it allows and forbids, and finds nothing."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from madang.services.tax import api
from madang.web.wsgi import application

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)


@schema.include(path_regex="^/api/tax/", method="POST").parametrize()
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_operation_is_as_described(case):
    assert api.estimate_limit.wait_s("127.0.0.1") == 0
    case.call_and_validate(checks=CHECKS)
