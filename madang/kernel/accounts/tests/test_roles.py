"""Posts of staff: an admin's needs four eyes, nobody grants to themselves, a lost post is lost at once."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from madang.kernel.access import Access, allows, has_role
from madang.kernel.accounts.models import Account, StaffRole
from madang.kernel.accounts.roles import RoleRefused, confirm, grant, holds_admin, posts_of, revoke
from madang.kernel.accounts.sessions import visitor_for
from madang.kernel.identity import Post, Visitor
from madang.kernel.service import Assurance

pytestmark = pytest.mark.django_db


def admin(subject: str) -> Visitor:
    return Visitor(subject, Assurance.MEMBER, ("admin",))


@pytest.fixture
def account():
    """Somebody who has the authenticator app that staff need."""
    made = Account.objects.create_account()
    Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return made


def code_of(action, *args, **kwargs):
    with pytest.raises(RoleRefused) as refused:
        action(*args, **kwargs)
    return refused.value.code


def test_post_for_one_service_opens_that_service_alone(account):
    grant(admin("a1"), account, "officer", service="tax", unit="세무과")
    visitor = visitor_for(account)
    assert visitor.roles == ("officer",)
    assert visitor.posts == (Post("officer", "tax", "세무과"),)
    assert allows(Access.OFFICER, visitor, "tax")
    assert not allows(Access.OFFICER, visitor, "certificates")
    assert not allows(Access.CLERK, visitor, "tax")
    assert has_role(visitor, "officer", "tax", "세무과")
    assert not has_role(visitor, "officer", "tax", "주택과")


def test_admin_holds_only_after_a_second_admin_confirmed(account):
    row = grant(admin("a1"), account, "admin")
    assert posts_of(account) == ()
    assert not holds_admin(account.subject)
    assert code_of(confirm, admin("a1"), row.pk) == "own"
    assert code_of(confirm, admin(account.subject), row.pk) == "own"
    assert code_of(confirm, Visitor("a2", Assurance.MEMBER, ("moderator",)), row.pk) == "not_admin"
    confirm(admin("a2"), row.pk)
    assert holds_admin(account.subject)
    assert code_of(confirm, admin("a3"), row.pk) == "gone"


def test_nobody_grants_to_themselves_and_nobody_twice(account):
    assert code_of(grant, admin(account.subject), account, "clerk") == "own"
    assert code_of(grant, admin("a1"), account, "mayor") == "unknown_role"
    grant(admin("a1"), account, "clerk")
    assert code_of(grant, admin("a2"), account, "clerk") == "already"


def test_revoked_post_is_gone_and_may_be_granted_again(account):
    row = grant(admin("a1"), account, "clerk")
    revoke(admin("a2"), row.pk)
    assert posts_of(account) == ()
    assert code_of(revoke, admin("a2"), row.pk) == "gone"
    grant(admin("a1"), account, "clerk")
    assert StaffRole.objects.count() == 2


def test_last_admin_stays(account):
    other = Account.objects.create_account()
    row = grant(admin("a1"), account, "admin")
    confirm(admin("a2"), row.pk)
    assert code_of(revoke, admin("a1"), row.pk) == "last_admin"
    confirm(admin("a2"), grant(admin("a1"), other, "admin").pk)
    revoke(admin("a1"), row.pk)
    assert not holds_admin(account.subject)


@pytest.mark.parametrize(
    "change", [{"confirmed_by": "a1"}, {"confirmed_by": "SELF"}, {"granted_by": "SELF"}], ids=str
)
def test_database_itself_refuses_two_eyes(account, change):
    row = grant(admin("a1"), account, "admin")
    values = {name: account.subject if value == "SELF" else value for name, value in change.items()}
    if "confirmed_by" in values:
        values["confirmed_at"] = row.granted_at
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffRole.objects.filter(pk=row.pk).update(**values)
