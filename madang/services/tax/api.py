"""The API of Tax Square: an estimate for a JSON object, with every step (contract: README.md)."""

from datetime import date, datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext
from ninja import Field, Router, Schema
from pydantic import ConfigDict, WithJsonSchema

from madang.kernel.access import Access, access
from madang.kernel.funnel import count
from madang.kernel.limits import AddressLimit, client_address
from madang.kernel.refusals import Problem, Refused
from madang.services.tax import inputs
from madang.services.tax.articles import article_link
from madang.services.tax.duty import on_duty
from madang.services.tax.estimates import Estimate, estimate
from madang.services.tax.kinds import AUTOMOBILE, CAR, HOME, INCOME, PROPERTY, RESIDENT, Kind
from madang.services.tax.rules import MAXIMUM_WON, Bill, verified_years
from madang.services.tax.rules.acquisition import MAXIMUM_AREA_M2, MAXIMUM_HOMES
from madang.services.tax.rules.automobile import MAXIMUM_CC, PAY_AT_ONCE_MONTHS
from madang.services.tax.rules.texts import article_text, text

router = Router(tags=["tax"])
# Wide: a whole company may ask through one address. The bound keeps one caller from taking every core.
estimate_limit = AddressLimit(burst=10_000, per_s=500.0)

_WON_TEXT = r"^([1-9][0-9]{0,2}(,[0-9]{3}){1,3}|[1-9][0-9]{0,14}|[1-9][0-9]{0,3}억( ?[1-9][0-9]{0,3}만)?)원?$"


def _won(required: bool) -> dict[str, Any]:
    """The schema of an amount: whole won, or as people write it."""
    kinds: list[dict[str, Any]] = [
        {"type": "integer", "minimum": 1, "maximum": MAXIMUM_WON},
        {"type": "string", "pattern": _WON_TEXT, "maxLength": 20},
    ]
    return {"anyOf": kinds if required else [*kinds, {"type": "null"}]}


def _year(kind: Kind) -> dict[str, Any]:
    return {"anyOf": [{"type": "integer", "enum": list(verified_years(kind.tax))}, {"type": "null"}]}


Won = Annotated[Any, WithJsonSchema(_won(required=True))]
WonOrNone = Annotated[Any, WithJsonSchema(_won(required=False))]
YesNo = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "null"}]})]
_COUNT = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MAXIMUM_HOMES}, {"type": "null"}]}
_AREA = {
    "anyOf": [{"type": "number", "exclusiveMinimum": 0, "maximum": MAXIMUM_AREA_M2}, {"type": "null"}],
}
_CC = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MAXIMUM_CC}, {"type": "null"}]}
_DAY = {"type": "string", "format": "date"}
_MONTH = {"anyOf": [{"type": "string", "enum": list(PAY_AT_ONCE_MONTHS)}, {"type": "null"}]}


class PropertyAsked(Schema):
    """A dwelling owned on 1 June of `year` (default: the newest verified)."""

    model_config = ConfigDict(json_schema_extra={"required": ["price"]})

    year: Annotated[Any, WithJsonSchema(_year(PROPERTY))] = None
    price: Won = None
    one_home: YesNo = False
    urban: YesNo = True
    last_price: WonOrNone = None
    last_main: WonOrNone = None
    last_urban: WonOrNone = None
    taxed_before_2024: YesNo = True
    building_value: WonOrNone = None


class AcquisitionAsked(Schema):
    """A dwelling bought for `price`; `area_m2` is the floor area for private use."""

    model_config = ConfigDict(json_schema_extra={"required": ["price"]})

    year: Annotated[Any, WithJsonSchema(_year(HOME))] = None
    price: Won = None
    homes_after: Annotated[Any, WithJsonSchema(_COUNT)] = 1
    regulated_area: YesNo = False
    temporary_two_homes: YesNo = False
    area_m2: Annotated[Any, WithJsonSchema(_AREA)] = None
    company: YesNo = False


class CarPurchaseAsked(Schema):
    """A private passenger car bought for `price` without value added tax."""

    model_config = ConfigDict(json_schema_extra={"required": ["price"]})

    year: Annotated[Any, WithJsonSchema(_year(CAR))] = None
    price: Won = None
    light: YesNo = False


class AutomobileAsked(Schema):
    """A private passenger car; `cc` is not needed where `electric`."""

    model_config = ConfigDict(json_schema_extra={"required": ["first_registered"]})

    year: Annotated[Any, WithJsonSchema(_year(AUTOMOBILE))] = None
    cc: Annotated[Any, WithJsonSchema(_CC)] = None
    first_registered: Annotated[Any, WithJsonSchema(_DAY)] = None
    electric: YesNo = False
    pay_at_once: Annotated[Any, WithJsonSchema(_MONTH)] = None


class IncomeAsked(Schema):
    """The tax base of the global income of `year`."""

    model_config = ConfigDict(json_schema_extra={"required": ["base"]})

    year: Annotated[Any, WithJsonSchema(_year(INCOME))] = None
    base: Won = None


class ResidentAsked(Schema):
    """A householder who lives in Seoul on 1 July of `year`."""

    year: Annotated[Any, WithJsonSchema(_year(RESIDENT))] = None


class StepAnswer(Schema):
    """One line of the reasoning; `rate` is a fraction of one, `link` the official text of the article."""

    label: str
    amount: int
    rate: str | None
    article: str
    link: str


class NoteAnswer(Schema):
    """What the estimate leaves out (`not_included`), could not know (`not_known`) or decided (`choice`)."""

    kind: str
    text: str
    article: str


class PartAnswer(Schema):
    """One tax on a bill, in won."""

    label: str
    amount: int


class BillAnswer(Schema):
    """What is paid at once; `due` is null where the city sets it with an extra notice."""

    due: date | None
    total: int
    label: str
    parts: list[PartAnswer]


class Answer(Schema):
    """What every estimate says. It is an estimate, not a bill."""

    year: int
    total: int
    steps: list[StepAnswer]
    notes: list[NoteAnswer]


class PropertyAnswer(Answer):
    """Property tax; `fire` is null where the value of the building is not known."""

    base: int
    main: int
    urban: int
    education: int
    fire: int | None
    bills: list[BillAnswer]


class AcquisitionAnswer(Answer):
    """Acquisition tax; `rural` is null where it is not charged or the area is not known."""

    rate: str
    main: int
    education: int
    rural: int | None
    due_days: int


class AutomobileAnswer(Answer):
    """Automobile tax; `discount` is what paying at once saves."""

    main: int
    education: int
    discount: int
    bills: list[BillAnswer]


class IncomeAnswer(Answer):
    """Local income tax before credits and what was withheld."""

    base: int
    bills: list[BillAnswer]


class ResidentAnswer(Answer):
    """Resident tax of a household."""

    main: int
    education: int
    bills: list[BillAnswer]


class ProblemAnswer(Schema):
    """What is wrong with one field; `years` are those that are verified, with `year_not_verified`."""

    field: str
    code: str
    text: str
    years: list[int] = Field(default=[])


class RefusedAnswer(Schema):
    """All that is wrong."""

    detail: list[ProblemAnswer]


_REFUSED = {422: RefusedAnswer, 429: RefusedAnswer}


@router.post(
    "property",
    response={200: PropertyAnswer, **_REFUSED},
    url_name="tax_property",
    summary="Property tax on a dwelling",
)
@access(Access.ANYONE)
def property_tax(request: HttpRequest, response: HttpResponse, asked: PropertyAsked) -> dict[str, Any]:
    """Property tax with its surtaxes and bills, step by step, in the language of Accept-Language."""
    found = _estimate(request, response, PROPERTY, asked)
    result = found.result
    names = ("base", "main", "urban", "education", "fire")
    return {**_said(found), **{name: getattr(result, name) for name in names}, "bills": _bills(found)}


@router.post(
    "acquisition",
    response={200: AcquisitionAnswer, **_REFUSED},
    url_name="tax_acquisition",
    summary="Acquisition tax on a dwelling",
)
@access(Access.ANYONE)
def acquisition(request: HttpRequest, response: HttpResponse, asked: AcquisitionAsked) -> dict[str, Any]:
    """Acquisition tax on a dwelling bought for a price."""
    return _bought(_estimate(request, response, HOME, asked))


@router.post(
    "acquisition-car",
    response={200: AcquisitionAnswer, **_REFUSED},
    url_name="tax_acquisition_car",
    summary="Acquisition tax on a car",
)
@access(Access.ANYONE)
def acquisition_car(request: HttpRequest, response: HttpResponse, asked: CarPurchaseAsked) -> dict[str, Any]:
    """Acquisition tax on a private passenger car."""
    return _bought(_estimate(request, response, CAR, asked))


@router.post(
    "automobile",
    response={200: AutomobileAnswer, **_REFUSED},
    url_name="tax_automobile",
    summary="Automobile tax",
)
@access(Access.ANYONE)
def automobile(request: HttpRequest, response: HttpResponse, asked: AutomobileAsked) -> dict[str, Any]:
    """Automobile tax of a year, by halves or paid at once."""
    found = _estimate(request, response, AUTOMOBILE, asked)
    names = ("main", "education", "discount")
    return {**_said(found), **{name: getattr(found.result, name) for name in names}, "bills": _bills(found)}


@router.post(
    "local-income",
    response={200: IncomeAnswer, **_REFUSED},
    url_name="tax_local_income",
    summary="Local income tax",
)
@access(Access.ANYONE)
def local_income(request: HttpRequest, response: HttpResponse, asked: IncomeAsked) -> dict[str, Any]:
    """Local income tax on an individual's global income."""
    found = _estimate(request, response, INCOME, asked)
    return {**_said(found), "base": found.result.base, "bills": _bills(found)}


@router.post(
    "resident",
    response={200: ResidentAnswer, **_REFUSED},
    url_name="tax_resident",
    summary="Resident tax of an individual in Seoul",
)
@access(Access.ANYONE)
def resident(request: HttpRequest, response: HttpResponse, asked: ResidentAsked) -> dict[str, Any]:
    """Resident tax of a householder in Seoul."""
    found = _estimate(request, response, RESIDENT, asked)
    result = found.result
    return {**_said(found), "main": result.main, "education": result.education, "bills": _bills(found)}


class DutyAnswer(Schema):
    """Whether an officer is at the counter: until when, or else when one is next; `sign` is what it says."""

    on_duty: bool
    until: datetime | None
    next: datetime | None
    sign: str


@router.get("duty", response=DutyAnswer, url_name="tax_duty", summary="Who is at the counter")
@access(Access.ANYONE)
def at_the_counter(request: HttpRequest) -> dict[str, Any]:
    """What the sign of the Tax Square counter says now, in the language of Accept-Language."""
    now = on_duty(timezone.now())
    return {"on_duty": now.until is not None, "until": now.until, "next": now.next, "sign": now.sign()}


def _estimate(request: HttpRequest, response: HttpResponse, kind: Kind, asked: Schema) -> Estimate:
    """The estimate of what was asked. Raises Refused, which the API answers with 422 or 429."""
    wait_s = estimate_limit.wait_s(client_address(request))
    if wait_s > 0:
        told = gettext("Too many requests from your address. Wait a moment and try again.")
        raise Refused(429, Problem("", "too_many", told), retry_after_s=int(wait_s) + 1)
    patch_cache_control(response, no_store=True)
    if not request.body.lstrip().startswith(b"{"):
        raise Refused(422, Problem("", "json", gettext("The request's body is no JSON object.")))
    count("tax", door="api", step="start")
    try:
        values = inputs.read_answers(kind, asked.__dict__, timezone.localdate(), typed=True)
    except inputs.Refused as refused:
        raise Refused(422, *map(_problem, refused.refusals)) from refused
    found = estimate(kind, values)
    count("tax", door="api", step="finish")
    return found


def _problem(refusal: inputs.Refusal) -> Problem:
    more: dict[str, object] = {"years": list(refusal.years)} if refusal.years else {}
    return Problem(refusal.field, refusal.code, refusal.text(_language()), more)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _said(found: Estimate) -> dict[str, Any]:
    lang = _language()
    steps = [
        {
            "label": text(step.label_key, lang),
            "amount": step.amount,
            "rate": None if step.rate is None else f"{step.rate:f}",
            "article": article_text(step.article, lang),
            "link": article_link(step.article),
        }
        for step in found.steps
    ]
    notes = [
        {
            "kind": note.kind.value,
            "text": text(note.text_key, lang),
            "article": article_text(note.article, lang),
        }
        for note in found.notes
    ]
    return {"year": found.year, "total": found.total, "steps": steps, "notes": notes}


def _bought(found: Estimate) -> dict[str, Any]:
    result = found.result
    return {
        **_said(found),
        "rate": f"{result.rate:f}",
        "main": result.main,
        "education": result.education,
        "rural": result.rural,
        "due_days": result.due_days,
    }


def _bills(found: Estimate) -> list[dict[str, Any]]:
    return [_bill(bill) for bill in found.bills]


def _bill(bill: Bill) -> dict[str, Any]:
    lang = _language()
    parts = [{"label": text(part.label_key, lang), "amount": part.amount} for part in bill.parts]
    return {"due": bill.due, "total": bill.total, "label": text(bill.label_key, lang), "parts": parts}
