"""A model with encrypted fields that exists in these tests alone, and keys of their own."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from madang.kernel.keys import ensure_keys
from madang.kernel.personal import reencrypt
from madang.kernel.personal.fields import EncryptedJSONField, EncryptedTextField

TABLE = "personal_test_dweller"


@pytest.fixture
def keys(tmp_path: Path, settings: Any) -> Path:
    """Fresh keys; answers the data directory."""
    ensure_keys(tmp_path)
    settings.CONFIG = SimpleNamespace(data=tmp_path, city="seoul")
    return tmp_path


@pytest.fixture
def dweller(db: None, keys: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[models.Model]]:
    """Somebody with an address, a history and a subject."""
    with isolate_apps("madang.kernel.personal"):

        class Dweller(models.Model):
            subject = models.CharField(max_length=64)
            address = EncryptedTextField(null=True)
            note = EncryptedTextField(default="")
            history = EncryptedJSONField(default=list)
            key = models.CharField(max_length=8, null=True)
            raw = models.CharField(max_length=8, null=True)

            class Meta:
                app_label = "personal"
                db_table = TABLE

    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {TABLE} (id integer PRIMARY KEY AUTOINCREMENT, subject varchar(64) NOT NULL, "
            "address text NULL, note text NOT NULL, history text NOT NULL, key varchar(8), raw varchar(8))"
        )
    fields = [(Dweller, Dweller._meta.get_field(name)) for name in ("address", "note", "history")]
    monkeypatch.setattr(reencrypt, "encrypted_fields", lambda: iter(fields))
    yield Dweller
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")
