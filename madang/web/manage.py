"""Django's own work as functions for the `madang` command: setting up, migrating."""

import os

import django
from django.core.management import call_command

from madang.config import Config


def set_up(config: Config) -> None:
    """Load Django's settings and applications for `config`; harmless when done before."""
    os.environ.setdefault("MADANG_DATA", str(config.data))
    os.environ.setdefault("MADANG_CITY", config.city)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madang.web.settings")
    django.setup()


def migrate(config: Config) -> None:
    """Bring the database up to date; quick when it is."""
    set_up(config)
    config.data.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
