"""The table that counts attempts for all web processes at once."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def create_table(_apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_table(_apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE IF EXISTS madang_cache")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]

    operations = [migrations.RunPython(create_table, drop_table)]
