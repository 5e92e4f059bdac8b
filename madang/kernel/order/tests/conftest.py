"""A report as it comes from the world."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from madang.kernel.order.models import Report
from madang.kernel.order.reports import file_report
from madang.protocol.reports import PersonReported, SaidLine, new_number

FileOne = Callable[..., Report]


def reported(at: datetime | None = None, **changes: Any) -> PersonReported:
    """A message of the world; somebody called names, unless `changes` say otherwise."""
    moment = (at or timezone.now()).isoformat()
    values = {
        "number": new_number(),
        "place": "plaza",
        "at": moment,
        "reason": "insult",
        "words": "계속 따라와요",
        "by_sub": "p1",
        "by_sid": "v1",
        "by_name": "하늘",
        "by_lang": "ko",
        "of_sub": "p2",
        "of_sid": "v2",
        "of_name": "바람",
        "of_look": "k0",
        "said": (SaidLine(moment, "저리 가"),),
    }
    return PersonReported(**{**values, **changes})


@pytest.fixture
def file_one(db: None) -> FileOne:
    """Files a report and answers its row."""

    def file(at: datetime | None = None, **changes: Any) -> Report:
        message = reported(at, **changes)
        file_report(message)
        return Report.objects.get(pk=message.number)

    return file
