"""Encrypted fields: the database sees ciphertext, Python sees the value, nothing can be searched by it."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import Case, F, Value
from django.db.models.functions import Concat

from madang.kernel.personal.cipher import Undecipherable
from madang.kernel.personal.tests.conftest import TABLE

ADDRESS = "서울특별시 중구 세종대로 110"


def stored(column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {TABLE} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def store(column, value):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET {column} = %s", [value])


def test_text_and_json_come_back_and_lie_encrypted(dweller):
    history = [{"at": "2024-03-01", "place": "안동시"}, None, 3, True]
    dweller.objects.create(subject="p", address=ADDRESS, history=history)
    row = dweller.objects.get()
    assert (row.address, row.history, row.note) == (ADDRESS, history, "")
    for column in ("address", "history", "note"):
        assert stored(column)[0].startswith("1.")
        assert "세종" not in stored(column)[0]
        assert "안동" not in stored(column)[0]


def test_every_way_to_write_encrypts(dweller):
    rows = dweller.objects.bulk_create(
        [dweller(subject="p", address="하나"), dweller(subject="p", address="둘")]
    )
    dweller.objects.filter(subject="p").update(note="셋", history={"a": "넷"})
    for row in rows:
        row.address += "!"
    dweller.objects.bulk_update(rows, ["address"])
    assert sorted(dweller.objects.values_list("address", "note")) == [("둘!", "셋"), ("하나!", "셋")]
    assert dweller.objects.first().history == {"a": "넷"}
    assert all(
        value.startswith("1.") for column in ("address", "note", "history") for value in stored(column)
    )


def test_none_stays_null_and_can_be_asked_for(dweller):
    dweller.objects.create(subject="p", address=None)
    dweller.objects.create(subject="q", address=ADDRESS)
    assert dweller.objects.get(address__isnull=True).subject == "p"
    assert dweller.objects.exclude(address=None).get().subject == "q"
    assert stored("address")[0] is None


@pytest.mark.parametrize("lookup", ["address", "address__contains", "address__in", "history__a", "note__gt"])
def test_search_is_refused(dweller, lookup):
    with pytest.raises(FieldError, match="blind_index"):
        list(dweller.objects.filter(**{lookup: [ADDRESS]}))


@pytest.mark.parametrize(
    "expression", [F("note"), Case(default=Value("in clear")), Concat(F("note"), Value("in clear"))]
)
def test_expression_is_refused(dweller, expression):
    dweller.objects.create(subject="p", address=ADDRESS)
    with pytest.raises(FieldError, match="values, not expressions"), transaction.atomic():
        dweller.objects.update(address=expression)
    assert stored("address")[0].startswith("1.")


def test_value_moved_to_another_column_is_refused(dweller):
    dweller.objects.create(subject="p", address=ADDRESS, note="메모")
    store("address", stored("note")[0])
    with pytest.raises(Undecipherable, match=f"{TABLE}.address"):
        dweller.objects.get()


def test_clear_text_in_the_column_is_refused_and_not_repeated(dweller):
    dweller.objects.create(subject="p")
    store("note", ADDRESS)
    with pytest.raises(Undecipherable) as refused:
        dweller.objects.get()
    assert ADDRESS not in str(refused.value)


def test_field_can_be_written_into_a_migration(dweller):
    _name, path, _args, kwargs = dweller._meta.get_field("history").deconstruct()
    assert path == "madang.kernel.personal.fields.EncryptedJSONField"
    assert kwargs == {"default": list}
