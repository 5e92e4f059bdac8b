"""Every address of the web, found by walking the routes, so that a new page is tested without a new test."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from django.utils.translation import override

from madang.kernel.access import Access, declared_rule
from madang.kernel.errands.actions import finish, start
from madang.kernel.errands.decisions import Due
from madang.kernel.errands.models import Errand
from madang.kernel.order.models import Removal
from madang.kernel.order.removals import appeal
from madang.kernel.order.reports import file_report
from madang.kernel.places import built_places
from madang.protocol.reports import PersonReported, SaidLine
from madang.services.tax.models import Booking, Dispute
from madang.services.today.models import Item, StageSession
from madang.services.today.rules import KINDS
from madang.web.api.root import api

LANGUAGES = ("ko", "en")
# ninja's own routes: the root that only names itself, and the description of the API.
OF_NINJA = ("api-root", "openapi-json")
# Pages of one report and its removal; `some_order` makes both under this number.
NUMBER = "0000-0000-0000"
OF_ERRAND = ("errands:errand",)
NUMBERED = (
    "order:report",
    "order:removal",
    "order:receipt",
    "order:appeal",
    "tax:dispute",
    "tax:booked",
    "tax:move",
    "tax:desk_consultation",
    "tax:desk_dispute",
)
# Estimates: the empty form, and one with answers; and what is a file, not a page.
TAX_ANSWERS = {
    "tax:form": [
        ("property", "?price=500000000"),
        ("automobile", "?cc=1999&first_registered=2024-03-15"),
        ("acquisition", "?price=700000000"),
        ("acquisition-car", "?price=20000000"),
        ("local-income", "?base=60000000"),
        ("resident", "?year=2026"),
    ],
    "tax:compare": [("property", "?price=500000000&b.one_home=yes&c.price=600000000")],
}
FILES = (
    "tax:paper",
    "tax:calendar",
    "tax:booked_calendar",
    "errands:calendar",
    "today:calendar",
    "today:picture",
    "invitation_picture",
    "place_picture",
)
# What only takes POST, or shows what a certain person has; tested beside the service.
ELSEWHERE = ("tax:remind", "tax:cancel", "tax:bill", "tax:wrong", "placedesk:upload")
# Steps of signing in and of changing how: without the step before they lead back. madang/web/accounts/tests.
IN_A_FLOW = (
    "passkey_sign_in",
    "passkey_sign_up",
    "email_ask",
    "email_code",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "city_sign_in",
    "city_sign_in_back",
    "account_app_picture",
    "account_language",
    "account_address_code",
    "account_consent",
    "account_verify_back",
)
# A published event; `some_event` makes it under this id.
EVENT = UUID("01940000-0000-7000-8000-000000000001")
# A session on the stage of the plaza; `some_event` makes it with an invitation.
STAGE = UUID("01940000-0000-7000-8000-000000000002")
INVITATION = "invitation"
WITH_ARGUMENT: dict[str, Sequence[object]] = {
    **dict.fromkeys((*NUMBERED, *OF_ERRAND), (NUMBER,)),
    **dict.fromkeys(("today:item", "today:edit"), (EVENT,)),
    "today:new": KINDS,
    "today:stage": ("plaza", "lobby"),
    "today:stage_host": (STAGE,),
    "today:stage_invited": (INVITATION,),
}

# Pages of each place, with what may be asked of them.
OF_PLACE = {"place": ("", "?view=map", "?view=3d"), "placedesk:edit": ("",)}


@dataclass(frozen=True)
class Route:
    """One route: its name with namespace, the view, whether its address holds a variable part."""

    name: str
    view: Callable[..., Any]
    variable: bool


def page_routes() -> Iterator[Route]:
    """Every route that is not the API's."""
    yield from _walk(get_resolver().url_patterns, "", variable=False)


def api_operations() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Method and path of every API operation, with the function that answers it."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{','.join(operation.methods)} /api{prefix}{path}", operation.view_func


def page_addresses() -> list[str]:
    """The address of every page in both languages; one for each value of a variable part."""
    found: list[str] = []
    for language in LANGUAGES:
        with override(language):
            for route in page_routes():
                found += [address for address in _addresses(route) if address.startswith(f"/{language}/")]
    return found


def _addresses(route: Route) -> list[str]:
    if route.name in IN_A_FLOW:
        return []
    if not route.variable:
        return [reverse(route.name)]
    if route.name in TAX_ANSWERS:
        return [
            address for slug, query in TAX_ANSWERS[route.name] for address in _with(route.name, slug, query)
        ]
    if route.name in FILES + ELSEWHERE:
        return []
    if route.name in WITH_ARGUMENT:
        return [reverse(route.name, args=[value]) for value in WITH_ARGUMENT[route.name]]
    if route.name in OF_PLACE:
        places = built_places(settings.CONFIG.city)
        assert places, "No place is built. Run `madang build`."
        return [reverse(route.name, args=[name]) + view for name in places for view in OF_PLACE[route.name]]
    raise AssertionError(
        f"Route '{route.name}' has a variable part. Say in tests/contract/pages.py which values it takes."
    )


def _with(name: str, slug: str, query: str) -> list[str]:
    """A page with answers and, where it stands without them too, the empty one."""
    address = reverse(name, args=[slug])
    return [address, address + query] if name == "tax:form" else [address + query]


def rule_at(address: str) -> Access | None:
    """The access rule of the page at `address`."""
    with override(address[1:3]):
        return declared_rule(resolve(address.partition("?")[0]).func)


def some_order() -> None:
    """A report, the removal that followed and the appeal against it, for the pages that show one."""
    reported = PersonReported(
        number=NUMBER,
        place="plaza",
        at=timezone.now().isoformat(),
        reason="insult",
        words="",
        by_sub="p1",
        by_sid="v1",
        by_name="하늘",
        by_lang="ko",
        of_sub="p2",
        of_sid="v2",
        of_name="바람",
        of_look="k0",
        said=(SaidLine(timezone.now().isoformat(), "저리 가"),),
    )
    file_report(reported)
    now = timezone.now()
    Removal.objects.create(
        number=NUMBER,
        sid="v2",
        sub="p2",
        reason="insult",
        term="day",
        at=now,
        until=now + timedelta(days=1),
        by="s",
    )
    appeal(Removal.objects.get(), "억울합니다", "ko")
    some_tax_cases(now)


def some_errand(subject: str) -> None:
    """A finished errand of `subject` with a day to remember, for the pages that show one."""
    title = {"ko": "분실물 문의", "en": "Lost and found"}
    errand = start(subject, "information", "question", title)
    Errand.objects.filter(pk=errand.pk).update(number=NUMBER)
    errand.refresh_from_db()
    finish(errand, title, title, due=[Due(title, timezone.localdate())])


def some_tax_cases(now: datetime) -> None:
    """A disputed bill and a booked consultation of the person who may open every page."""
    bill = {"tax": "property", "year": 2026, "period": "07", "parts": [], "total_krw": 1000}
    case = {"number": NUMBER, "subject": "s-1", "name": "김하늘", "created_at": now}
    Dispute.objects.create(**case, bill_number="b-1", bill=bill, words="값이 이상합니다")
    when = now + timedelta(days=1)
    Booking.objects.create(**case, officer="s-1", starts_at=when, topic="property", changed_at=now)


def some_event() -> None:
    """An event of tomorrow, published, for the pages that show one."""
    now = timezone.now()
    texts = {"ko": "광장 음악회", "en": "Concert"}
    Item.objects.create(
        id=EVENT,
        city=settings.CONFIG.city,
        kind="event",
        title=texts,
        text=texts,
        place="plaza",
        spot="lawn",
        owner="문화본부",
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=1, hours=1),
        state="published",
        author="s-1",
        created_at=now,
        updated_at=now,
    )
    some_stage(now, texts)


def some_stage(now: datetime, texts: dict[str, str]) -> None:
    """A stage with a slide, a line, a waiting question and an invitation."""
    session = StageSession.objects.create(
        id=STAGE,
        city=settings.CONFIG.city,
        place="plaza",
        title=texts,
        speaker="문화본부",
        state="open",
        slide=1,
        created_at=now,
        opened_at=now,
        ends_at=now + timedelta(hours=1),
    )
    session.slides.create(position=1, title=texts, text=texts)
    session.lines.create(n=1, text="어서 오세요", lang="ko", name="문화본부", at=now)
    session.questions.create(subject="p3", text="언제까지 하나요?", lang="ko", asked_at=now, changed_at=now)
    digest = hashlib.sha256(INVITATION.encode()).hexdigest()
    session.speakers.create(name="하늘", secret_digest=digest, created_at=now)


def _walk(patterns: list[Any], namespace: str, *, variable: bool) -> Iterator[Route]:
    for pattern in patterns:
        holds = variable or bool(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            if pattern.namespace == api.urls_namespace:
                continue
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, variable=holds)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name}", pattern.callback, holds)
