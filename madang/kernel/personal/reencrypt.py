"""Bringing old values under the newest key: in small batches, resumable, beside people who write.

What is left to do is what the database still holds under an older key, so a kill at any moment loses nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast, Substr

from madang.kernel import field_keys
from madang.kernel.field_keys import KeyRing, load_ring
from madang.kernel.personal.cipher import VERSION, Undecipherable, beginning, decrypt
from madang.kernel.personal.fields import EncryptedTextField

BATCH_ROWS = 200
SETTLED = timedelta(minutes=10)
"""A web process may still write with the key it read a moment before a rotation."""


class KeyInUse(ValueError):
    """A key that cannot be retired; the text says why."""


Place = Mapping[str, Any]
"""How far a pass has come: the last key seen, by column."""


@dataclass(frozen=True)
class Outcome:
    """One batch: values brought under the newest key, values that no key reads, how far it came."""

    changed: int
    unreadable: int
    after: Place
    done: bool


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Every encrypted column of the installed applications."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def reencrypt(after: Place, limit: int = BATCH_ROWS) -> Outcome:
    """Bring the next rows, at most `limit` of each column, under the newest key; begin with no place."""
    ring = load_ring(settings.CONFIG.data)
    changed = unreadable = 0
    come: dict[str, Any] = dict(after)
    done = True
    for model, field in encrypted_fields() if len(ring.keys) > 1 else ():
        for pk, value in _old_rows(model, field, ring, come.get(field.place), limit):
            come[field.place], done = pk, False
            try:
                text = decrypt(ring, value, field.place)
            except Undecipherable:
                unreadable += 1
                continue
            # Only if nobody has written it since.
            same = _raw(model, field).filter(pk=pk, _kept=value)
            changed += same.update(**{field.name: field.from_text(text)})
    return Outcome(changed, unreadable, come, done)


def key_use() -> Mapping[str, int]:
    """How many values each key encrypted that the database holds, by key id."""
    used: Counter[str] = Counter()
    length = len(VERSION) + 1
    for model, field in encrypted_fields():
        key = Substr(Cast(field.name, TextField()), length + 1, 8)
        rows = model._base_manager.exclude(**{field.name: None}).annotate(_of_key=key)
        for found in rows.values("_of_key").annotate(_rows=Count("pk")).order_by():
            used[found["_of_key"]] += found["_rows"]
    return used


def retire(key_id: str, now: datetime) -> None:
    """Delete a key for good.

    Raises:
        KeyInUse: values still need it, or it was replaced less than ten minutes ago.
        RingRefused, KeyUnknown: it is the newest, or is not there.
    """
    data = settings.CONFIG.data
    ring = load_ring(data)
    ring.find(key_id)
    if rows := key_use().get(key_id, 0):
        raise KeyInUse(
            f"Key '{key_id}' still encrypts {rows} values. The worker is changing them; try later."
        )
    replaced = datetime.fromisoformat(ring.newest.made_at).astimezone(UTC)
    if ring.newest.id != key_id and now - replaced < SETTLED:
        raise KeyInUse(f"Key '{key_id}' was replaced at {ring.newest.made_at}. Wait ten minutes.")
    field_keys.retire(data, key_id)


def _old_rows(
    model: type[models.Model], field: EncryptedTextField, ring: KeyRing, after: Any, limit: int
) -> list[tuple[Any, str]]:
    """Primary key and ciphertext of rows after `after` that an older key of the ring encrypted."""
    older = Q()
    for key in ring.keys[:-1]:
        older |= Q(_kept__startswith=beginning(key.id))
    rows = _raw(model, field).filter(older).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("pk", "_kept")[:limit])


def _raw(model: type[models.Model], field: EncryptedTextField) -> "models.QuerySet[Any]":
    return model._base_manager.annotate(_kept=Cast(field.name, TextField()))
