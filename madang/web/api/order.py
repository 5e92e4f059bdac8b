"""What those who keep order do from within the square: remove somebody whom they have just reported."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from ninja import Field, Router, Schema, Status

from madang.kernel.access import Access, access
from madang.kernel.identity import visitor_of
from madang.kernel.order import rules
from madang.kernel.order.models import Report
from madang.kernel.order.reports import OrderRefused
from madang.protocol.reports import is_number
from madang.web.api.errors import Problem, Refused
from madang.web.order.desk import remove_reported

router = Router(tags=["order"])


class RemovalRequest(Schema):
    """Which report is decided, why, and for how long (visit, hour, day, week, month, quarter)."""

    report: str = Field(max_length=20)
    reason: str = Field(max_length=20)
    term: str = Field(max_length=20)
    words: str = Field("", max_length=rules.WORDS_CHARS)


class RemovalAnswer(Schema):
    """The removal's number, and until when it holds."""

    number: str
    until: datetime


@router.post(
    "/order/removals", response={201: RemovalAnswer}, url_name="order_removals", summary="Remove a person"
)
@access(Access.MODERATOR)
def order_removals(request: HttpRequest, asked: RemovalRequest) -> Status[dict[str, object]]:
    """Removes whom a report is about, and closes it. 404 while the report is still on its way."""
    report = Report.objects.filter(pk=asked.report).first() if is_number(asked.report) else None
    if report is None:
        raise Http404
    try:
        made = remove_reported(report, visitor_of(request), asked.reason, asked.term, asked.words)
    except OrderRefused as error:
        text = gettext("This cannot be done: choose a reason and for how long, or look at the report.")
        raise Refused(409, Problem("", error.code, text)) from error
    return Status(201, {"number": made.number, "until": made.until})
