"""Model fields that the database only ever sees encrypted.

They cannot be searched or sorted by: keep a `blind_index` beside them for exact search. A row's own number is
not bound in, because Django's fields do not know it while a row is first written.
"""

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, Lookup, Transform

from madang.kernel.field_keys import load_ring
from madang.kernel.personal.cipher import decrypt, encrypt

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _TextField = models.TextField[Any, Any]
else:
    # Django's own classes take no type arguments; only the checker's do.
    _TextField = models.TextField

SEARCHABLE = ("isnull",)


class EncryptedTextField(_TextField):
    """Text, encrypted with AES-256-GCM and bound to its table and column. None stays NULL."""

    def get_db_prep_save(self, value: Any, connection: "BaseDatabaseWrapper") -> Any:
        """What goes into the database."""
        if value is None:
            return None
        if isinstance(value, models.Value):
            return self.get_db_prep_save(value.value, connection)
        if isinstance(value, BaseExpression):
            if _encrypts_itself(value, self):
                return value
            raise FieldError(f"{self.place} is encrypted: it takes values, not expressions.")
        return encrypt(load_ring(settings.CONFIG.data), self.to_text(value), self.place)

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> Any:
        """What a model's attribute holds. Raises Undecipherable, KeyUnknown."""
        if value is None:
            return None
        return self.from_text(decrypt(load_ring(settings.CONFIG.data), value, self.place))

    @property
    def place(self) -> str:
        """The table and column that a value is bound to. Renaming either needs a migration of the values."""
        return f"{self.model._meta.db_table}.{self.column}"

    def to_text(self, value: Any) -> str:
        """What is encrypted of a Python value."""
        return str(value)

    def from_text(self, text: str) -> Any:
        """The Python value of what was encrypted."""
        return text

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Only `isnull`: every other would compare with the ciphertext and never find anything."""
        if lookup_name == "exact":
            return OnlyNone
        if lookup_name not in SEARCHABLE:
            raise _not_searchable(self, lookup_name)
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> type[Transform] | None:
        """None exists."""
        raise FieldError(f"{self.place} is encrypted: '{lookup_name}' cannot be asked of it.")


def _encrypts_itself(expression: Any, field: EncryptedTextField) -> bool:
    """Whether it is what bulk_update makes: a choice by key between values that know they are of `field`."""
    if isinstance(expression, models.Value):
        return expression.value is None or getattr(expression, "_output_field_or_none", None) is field
    if isinstance(expression, Cast):
        return _encrypts_itself(expression.get_source_expressions()[0], field)
    if isinstance(expression, models.Case):
        return all(
            _encrypts_itself(one, field)
            for one in (*(c.result for c in expression.cases), expression.default)
        )
    return False


class OnlyNone(Exact):
    """`field=None`, which Django turns into `isnull`; any other value is refused."""

    def get_prep_lookup(self) -> Any:
        """Raises FieldError for anything but None."""
        if self.rhs is not None:
            raise _not_searchable(self.lhs.output_field, "exact")
        return None


def _not_searchable(field: Any, lookup_name: str) -> FieldError:
    return FieldError(
        f"{field.place} is encrypted: '{lookup_name}' finds nothing. Keep a blind_index beside it."
    )


class EncryptedJSONField(EncryptedTextField):
    """A JSON value (dict, list, text, number, truth value), encrypted as a whole. None stays NULL."""

    # For the type checker's plugin (django-stubs): any JSON value goes in and comes out.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def to_text(self, value: Any) -> str:
        """Dates, decimals and UUIDs become text, as in Django's own JSON."""
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))

    def from_text(self, text: str) -> Any:
        """The value as JSON gives it back."""
        return json.loads(text)

    def to_python(self, value: Any) -> Any:
        """JSON values are what they are; TextField would make text of them."""
        return value

    def get_prep_value(self, value: Any) -> Any:
        """See `to_python`."""
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        """The value itself: serialisers write JSON."""
        return self.value_from_object(obj)
