"""What city.toml may say under [adapters], and what is refused with a sentence that helps."""

import pytest

from madang.config import CannotRun
from madang.kernel.registers.plan import HttpAdapter, SandboxAdapter, plan_of

HTTP = {"kind": "http", "url": "https://registers.example/v1"}
OIDC = {"kind": "oidc", "issuer": "https://login.example", "client_id": "madang"}


def test_sandbox_city_needs_no_adapters():
    plan = plan_of({}, sandbox=True, where="x/city.toml")
    assert isinstance(plan.identity, SandboxAdapter)
    assert isinstance(plan.tax_ledger, SandboxAdapter)


def test_one_register_may_be_real_while_others_are_not():
    plan = plan_of({"tax_ledger": HTTP, "agencies": "sandbox"}, sandbox=True, where="x/city.toml")
    assert isinstance(plan.tax_ledger, HttpAdapter)
    assert isinstance(plan.agencies, SandboxAdapter)


@pytest.mark.parametrize(
    ("adapters", "sandbox", "says"),
    [
        ({}, False, r"identity = 'sandbox' refused: its people are invented"),
        (
            {"identity": OIDC, "resident_registry": HTTP, "tax_ledger": HTTP},
            False,
            r"agencies = 'sandbox' refused",
        ),
        ({"ledger": "sandbox"}, True, r"'ledger' refused: use identity, resident_registry"),
        ({"tax_ledger": "http"}, True, r"\[adapters.tax_ledger\] url refused: Field required"),
        ({"tax_ledger": "soap"}, True, r"\[adapters.tax_ledger\] kind"),
        ({"tax_ledger": OIDC}, True, r"\[adapters.tax_ledger\] kind"),
        ({"tax_ledger": 7}, True, r"\[adapters.tax_ledger\] kind = 7"),
        ({"tax_ledger": {**HTTP, "timeout": 1}}, True, r"'timeout' refused: use kind, url, timeout_s"),
        ({"tax_ledger": {**HTTP, "timeout_s": 90}}, True, r"timeout_s = 90 refused"),
        ({"tax_ledger": {**HTTP, "url": "http://registers.example"}}, True, r"by https only"),
        ({"tax_ledger": {**HTTP, "url": "https://u:p@registers.example"}}, True, r"and no more"),
        ({"tax_ledger": {**HTTP, "token_file": "../secret"}}, True, r"token_file = '../secret' refused"),
        ({"tax_ledger": {**HTTP, "client_certificate": "a.pem"}}, True, r"needs client_key"),
        ({"identity": {**OIDC, "issuer": "http://login.example"}}, True, r"by https only"),
    ],
)
def test_wrong_adapter_is_refused_naming_file_and_value(adapters, sandbox, says):
    with pytest.raises(CannotRun, match=says) as refused:
        plan_of(adapters, sandbox=sandbox, where="x/city.toml")
    assert str(refused.value).startswith("x/city.toml [adapters")
