"""The description of the API is true: schemathesis asks every operation what it allows and forbids."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from madang.kernel import presence
from madang.web.wsgi import application

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)


@pytest.fixture(autouse=True)
def _no_world(monkeypatch):
    monkeypatch.setattr(presence, "ask_world", lambda _url: None)
    presence.forget()


@schema.exclude(path_regex="^/api/tax/").parametrize()
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_operation_answers_as_described(case):
    case.call_and_validate(checks=CHECKS)
