"""The pages of Tax Square."""

from django.urls import path

from madang.services.tax.views import estimates, files

app_name = "tax"

urlpatterns = [
    path("", estimates.index, name="index"),
    path("<slug:slug>/", estimates.form, name="form"),
    path("<slug:slug>/compare/", estimates.compare, name="compare"),
    path("<slug:slug>/estimate.pdf", files.paper, name="paper"),
    path("<slug:slug>/due-dates.ics", files.calendar, name="calendar"),
]
