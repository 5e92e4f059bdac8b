"""The addresses of keeping order, under /<language>/order/."""

from django.urls import path, register_converter

from madang.protocol.reports import is_number
from madang.web.order import desk, public


class NumberConverter:
    """The number of a report or removal, as receipts show it."""

    regex = r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"

    def to_python(self, value: str) -> str:
        if not is_number(value):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "number")

app_name = "order"
urlpatterns = [
    path("", desk.reports, name="reports"),
    path("reports/<number:number>/", desk.report, name="report"),
    path("appeals/", desk.appeals, name="appeals"),
    path("removals/", desk.removals, name="removals"),
    path("removals/<number:number>/", desk.removal, name="removal"),
    path("receipt/<number:number>/", public.receipt, name="receipt"),
    path("appeal/<number:number>/", public.appeal, name="appeal"),
]
