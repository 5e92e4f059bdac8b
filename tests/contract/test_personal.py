"""Every row of a person is registered, exported to them alone, and deleted or unlinked with them.

Rows are made for every registered model without knowing it, so that a new one is covered without a new test.
"""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import override

from madang.kernel.identity import LEVEL_KEY, SUBJECT_KEY
from madang.kernel.personal import takeout
from madang.kernel.personal.fields import EncryptedJSONField, EncryptedTextField
from madang.kernel.personal.records import PersonalRecords, adopt, export, forget, registered

MINE, THEIRS = "person-mine", "person-theirs"
REGISTERED = [pytest.param(records, id=records.label) for records in registered()]
OURS = [
    pytest.param(model, id=model._meta.label)
    for model in apps.get_models()
    if model.__module__.startswith("madang.")
]
# Fields that hold a person's subject, by what they are called.
SUBJECT_NAMES = frozenset(
    {"subject", "sub", "by", "owner", "person", "actor", "account", "user", "guardian", "minor", "resident"}
)
SUBJECT_ENDS = ("_sub", "_by", "_subject", "_account", "_owner", "_resident")
# Such fields by which nothing is exported or deleted, each with its reason.
NOT_PERSONAL = {
    "accounts.Account.resident": "the account is registered by its subject",
    "accounts.GuardianConsent.guardian_resident": "the register's key of who was asked; `guardian` answers",
    "errands.PhoneLine.by": "which official entered figures of the phone line",
    "errands.RunningCost.by": "which official entered what running costs",
    "kernel.OutboxEvent.subject": "the NATS subject that an event travels on",
    "today.Item.author": "which editor began a public notice",
    "today.Item.owner": "the office that answers for a notice",
    "today.ItemVersion.by": "which editor changed a public notice",
    "order.Appeal.answered_by": "hangs on its removal, and Handling holds who answered",
}


def subject_like(model: type[models.Model]) -> list[str]:
    """Names of the fields of `model` that by their name hold somebody's subject."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if (field.name in SUBJECT_NAMES or field.name.endswith(SUBJECT_ENDS))
        and isinstance(field, models.CharField | models.ForeignKey)
    ]


@pytest.mark.parametrize("model", OURS)
def test_every_field_that_holds_a_subject_is_registered(model):
    known = {records.label for records in registered()} | NOT_PERSONAL.keys()
    missing = [name for name in subject_like(model) if f"{model._meta.label}.{name}" not in known]
    assert not missing, "Register it (madang/kernel/personal/records.py), or say in NOT_PERSONAL why not."


def test_walk_sees_fields_that_hold_a_subject():
    labels = {f"{model._meta.label}.{name}" for model in apps.get_models() for name in subject_like(model)}
    assert {"kernel.PersonEvent.subject", "order.Report.by_sub", "audit.Entry.actor"} <= labels


@pytest.mark.parametrize("model", OURS)
def test_encrypted_fields_lie_in_rows_that_belong_to_somebody(model):
    if any(isinstance(field, EncryptedTextField) for field in model._meta.concrete_fields):
        assert model in {records.model for records in registered()}, "Encrypted, so personal: register it."


@pytest.mark.parametrize("records", REGISTERED)
def test_registration_tells_a_citizen_what_is_kept_and_why(records: PersonalRecords):
    for language in ("ko", "en"):
        with override(language):
            assert str(records.title)
            assert records.staff or str(records.purpose or records.basis or "")
            assert takeout.how_long(records)


@pytest.mark.django_db
@pytest.mark.parametrize("records", REGISTERED)
def test_export_never_holds_anothers_rows(records: PersonalRecords):
    make(records, MINE)
    make(records, THEIRS)
    rows = next(part for part in export(MINE) if part.records is records).rows
    assert len(rows) == 1
    text = json.dumps(takeout.takeout(MINE, "seoul", timezone.now(), sandbox=True), ensure_ascii=False)
    assert THEIRS not in text


@pytest.mark.django_db
@pytest.mark.parametrize("records", REGISTERED)
def test_forgotten_person_has_no_rows_and_anothers_stay(records: PersonalRecords):
    make(records, MINE)
    make(records, THEIRS)
    forget(MINE)
    assert records.of(MINE).count() == (1 if records.on_delete == "keep" else 0)
    assert records.of(THEIRS).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("records", REGISTERED)
def test_guests_rows_go_to_their_account_and_to_nobody_else(records: PersonalRecords):
    if is_account(records):
        return
    make(records, "guest-1")
    make(records, THEIRS)
    adopt("guest-1", MINE)
    assert records.of(THEIRS).count() == 1
    assert records.of("guest-1").count() == (1 if records.on_delete == "keep" else 0)


@pytest.mark.django_db
def test_api_exports_for_the_person_of_the_session_alone(client):
    for records in registered():
        if not is_account(records):
            make(records, MINE)
            make(records, THEIRS)
    session = client.session
    session.update({SUBJECT_KEY: MINE, LEVEL_KEY: 0})
    session.save()
    answer = client.get("/api/me/export")
    assert answer.status_code == 200
    body = answer.json()
    assert body["subject"] == MINE
    assert {kind["kind"] for kind in body["records"]} == {records.label for records in registered()}
    assert THEIRS not in answer.content.decode()


def is_account(records: PersonalRecords) -> bool:
    """Whether only somebody with an account can have such rows, or is one: never a guest."""
    field = records.model._meta.get_field(records.subject_field)
    return bool(field.is_relation) or (records.model._meta.label == "accounts.Account")


def make(records: PersonalRecords, subject: str) -> models.Model:
    """A row of the model that belongs to `subject`, with something in every field that must have it."""
    if records.model._meta.label == "accounts.Account":
        return related_row(records.model, subject)
    given: dict[str, Any] = {records.subject_field: subject}
    moment = records.subject_field.removesuffix("_by") + "_at"
    if moment in field_names(records.model):
        given[moment] = timezone.now()
    return saved(records.model, values_of(records.model, given))


def field_names(model: Any) -> set[str]:
    """The columns of a model."""
    return {field.name for field in model._meta.concrete_fields}


def saved(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    """A new row, written past what the model itself does at a save."""
    row = model(**values)
    row.save_base(force_insert=True)
    return row


def values_of(model: type[models.Model], given: dict[str, Any]) -> dict[str, Any]:
    """What a row of `model` needs; relations that cannot be empty are made too."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        wanted = given.get(field.name)
        if field.is_relation:
            if wanted is not None:
                values[field.name] = related_row(field.related_model, str(wanted))
            elif not field.null:
                values[field.name] = related_row(field.related_model, f"other-{uuid.uuid4().hex}")
        elif wanted is not None:
            values[field.name] = wanted
        elif not isinstance(field, models.AutoField) and not field.null:
            values[field.name] = value_for(field)
    return values


def related_row(model: Any, subject: str) -> models.Model:
    """The row of `model` for `subject`: the person where the model is one, or a new row of theirs."""
    if isinstance(model._meta.pk, models.CharField):
        found: models.Model | None = model._base_manager.filter(pk=subject).first()
        if found is not None:
            return found
    return saved(model, values_of(model, {"subject": subject} if "subject" in field_names(model) else {}))


def moment_for(field: "models.Field[Any, Any]") -> Any:
    """A moment, day or time of day, as the field takes it."""
    now = timezone.now() + timedelta(microseconds=uuid.uuid4().int % 1000)
    if isinstance(field, models.TimeField):
        return now.time()
    return now if isinstance(field, models.DateTimeField) else now.date()


def value_for(field: "models.Field[Any, Any]") -> Any:
    """Something that fits a field and that no other row has."""
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, EncryptedJSONField | models.JSONField):
        return field.get_default() or {"ko": "가", "en": "a"}
    if field.has_default():
        return field.get_default()
    if isinstance(field, models.DateField | models.TimeField):
        return moment_for(field)
    if isinstance(field, models.IntegerField):
        return uuid.uuid4().int % 30_000
    return uuid.uuid4().hex[: field.max_length or 32]
