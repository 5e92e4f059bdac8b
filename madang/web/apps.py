"""The web as a Django application: base templates, template tags, catalogues."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Composes the pages and the API root."""

    name = "madang.web"
    label = "web"
