"""The addresses of the dashboard, under /<language>/officials/."""

from django.urls import path

from madang.web.officials import dashboard, entering

app_name = "officials"
urlpatterns = [
    path("", dashboard.show, name="dashboard"),
    path("figures.csv", dashboard.table, name="table"),
    path("enter/", entering.enter, name="enter"),
]
