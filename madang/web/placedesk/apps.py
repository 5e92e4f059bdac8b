"""The desk as a Django app, for its templates and texts."""

from django.apps import AppConfig


class PlaceDeskConfig(AppConfig):
    """The editors' desk for places."""

    name = "madang.web.placedesk"
    label = "placedesk"
