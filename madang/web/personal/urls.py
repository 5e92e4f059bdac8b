"""One's own data, under /<language>/account/data/."""

from django.urls import path

from madang.web.personal import own

app_name = "my_data"
urlpatterns = [
    path("", own.index, name="index"),
    path("looks/", own.looks, name="looks"),
    path("delete/", own.delete, name="delete"),
]
