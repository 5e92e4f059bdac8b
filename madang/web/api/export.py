"""Everything kept about the person who asks, as one file."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, gettext_noop
from ninja import Router, Schema

from madang.kernel.access import Access, access
from madang.kernel.audit import log as auditing
from madang.kernel.audit.models import Entry
from madang.kernel.city import load_city
from madang.kernel.identity import visitor_of
from madang.kernel.personal.takeout import takeout
from madang.kernel.refusals import Problem, Refused

router = Router(tags=["me"])
EXPORTS_WITHIN = timedelta(minutes=1)
EXPORTS_MOST = 5


class ExportedKind(Schema):
    """All rows of one kind that are kept about the person: why, how long, and whether they outlive it."""

    kind: str
    title: str
    purpose: str
    kept: str
    after_deletion: str
    rows: list[dict[str, Any]]


class ProblemAnswer(Schema):
    """What is wrong; `field` is empty where it is with the request as a whole."""

    field: str
    code: str
    text: str


class RefusedAnswer(Schema):
    """All that is wrong."""

    detail: list[ProblemAnswer]


class ExportAnswer(Schema):
    """Everything kept about the person of the session, decrypted; no rows for a guest without an errand."""

    madang: str
    version: int
    city: str
    sandbox: bool
    made_at: datetime
    subject: str | None
    records: list[ExportedKind]


@router.get(
    "/me/export",
    response={200: ExportAnswer, 429: RefusedAnswer},
    url_name="my_export",
    summary="Everything kept about me",
)
@access(Access.ANYONE)
def my_export(request: HttpRequest) -> HttpResponse:
    """A JSON file to keep: every kind of data that the city keeps about this session's person."""
    person = visitor_of(request)
    now = timezone.now()
    if person.subject:
        with transaction.atomic():
            recent = Entry.objects.filter(
                actor=person.subject, action="exported", at__gt=now - EXPORTS_WITHIN
            )
            if recent.count() >= EXPORTS_MOST:
                told = gettext("You have just downloaded your data several times. Try again in a minute.")
                raise Refused(429, Problem("", "too_many", told), retry_after_s=60)
            auditing.record(
                person,
                "exported",
                person.subject,
                gettext_noop("Everything kept about a person"),
                gettext_noop("By themselves"),
            )
    city = load_city(settings.CONFIG.city)
    answer = JsonResponse(
        takeout(person.subject, city.slug, now, sandbox=city.sandbox),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    name = f"madang-{city.slug}-{timezone.localtime(now):%Y%m%d-%H%M}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(answer, no_store=True)
    return answer
