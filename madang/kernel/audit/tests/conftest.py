"""Entries to seal, and a data directory for the heads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from madang.kernel.audit import log as audit
from madang.kernel.audit.models import Entry
from madang.kernel.identity import Post, Visitor
from madang.kernel.service import Assurance

CLERK = Visitor("staff-1", Assurance.MEMBER, ("clerk",), None, (Post("clerk", "certificates", "민원과"),))


@pytest.fixture
def write(db: None) -> Callable[..., Entry]:
    """Writes one entry: the clerk views the bills of p-1."""

    def write_one(**changes: Any) -> Entry:
        values = {
            "actor": CLERK,
            "action": "viewed",
            "whose": "p-1",
            "what": "Tax bills",
            "why": "consultation",
        }
        with transaction.atomic():
            return audit.record(**{**values, **changes})

    return write_one
