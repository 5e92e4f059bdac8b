"""Personal data as a Django application: what the purge reports, how far a change of key has come."""

from django.apps import AppConfig


class PersonalConfig(AppConfig):
    """The registry of personal records lives in records.py; this carries its tables."""

    name = "madang.kernel.personal"
    label = "personal"
