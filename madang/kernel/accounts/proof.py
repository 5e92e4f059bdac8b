"""From member to proved resident: the register's key and name become the account's, and only there."""

from django.db import transaction

from madang.kernel.accounts.models import Account
from madang.kernel.accounts.sessions import end_sessions
from madang.kernel.registers.people import Resident
from madang.kernel.service import Assurance


def become_resident(account: Account, resident: Resident) -> None:
    """Keep that `account` is `resident`. An older account of the same resident is a plain member again.

    The older one is signed out everywhere, so that nobody goes on in it as verified.
    """
    with transaction.atomic():
        others = list(Account.objects.filter(resident=resident.id, invented=False).exclude(pk=account.pk))
        for other in others:
            other.level, other.resident, other.name = int(Assurance.MEMBER), None, ""
            other.save(update_fields=["level", "resident", "name"])
            end_sessions(other)
        account.level = int(Assurance.VERIFIED)
        account.resident = resident.id
        account.name = resident.name
        account.save(update_fields=["level", "resident", "name"])
