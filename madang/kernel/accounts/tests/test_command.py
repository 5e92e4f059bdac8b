"""`madang admin appoint`: the first two administrators, on the word of whoever runs the machine."""

import pytest
from allauth.account.models import EmailAddress

from madang.config import CannotRun
from madang.kernel.accounts.command import appoint
from madang.kernel.accounts.models import Account, StaffRole
from madang.kernel.audit.models import Entry

pytestmark = pytest.mark.django_db


def account_with(email: str, *, verified: bool = True) -> Account:
    account: Account = Account.objects.create_account(language="ko")
    EmailAddress.objects.create(user=account, email=email, verified=verified, primary=True)
    return account


def test_appoint_makes_an_administrator_and_writes_it_down(capsys):
    account = account_with("first@example.kr")
    assert appoint(" First@Example.kr ") == 0
    row = StaffRole.objects.get(account=account)
    assert (row.role, row.revoked_at) == ("admin", None)
    assert row.confirmed_at is not None
    assert Entry.objects.filter(action="granted").count() == 1
    assert "authenticator" in capsys.readouterr().out


def test_appoint_twice_is_one_post():
    account_with("first@example.kr")
    appoint("first@example.kr")
    appoint("first@example.kr")
    assert StaffRole.objects.count() == 1


def test_appoint_ends_after_two():
    for name in ("first", "second", "third"):
        account_with(f"{name}@example.kr")
    appoint("first@example.kr")
    appoint("second@example.kr")
    with pytest.raises(CannotRun, match="two administrators already"):
        appoint("third@example.kr")
    assert StaffRole.objects.count() == 2


@pytest.mark.parametrize("email", ["nobody@example.kr", "", "관리자", "unproved@example.kr"])
def test_appoint_refuses_whoever_has_not_signed_in(email):
    account_with("unproved@example.kr", verified=False)
    with pytest.raises(CannotRun, match="Sign in once with it"):
        appoint(email)
    assert not StaffRole.objects.exists()
