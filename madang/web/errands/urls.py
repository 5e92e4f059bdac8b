"""The addresses of errands, under /<language>/errands/."""

from django.urls import path, register_converter

from madang.kernel.errands.numbers import is_number
from madang.web.errands import pages, told


class ErrandNumber:
    """The number of an errand, as receipts show it; a mistyped one is no address."""

    regex = r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"

    def to_python(self, value: str) -> str:
        if not is_number(value):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ErrandNumber, "errand_number")

app_name = "errands"
urlpatterns = [
    path("", pages.mine, name="mine"),
    path("notifications/", told.notifications, name="notifications"),
    path("channels/", told.channels, name="channels"),
    path("<errand_number:number>/", pages.errand, name="errand"),
    path("<errand_number:number>/calendar.ics", pages.calendar, name="calendar"),
]
