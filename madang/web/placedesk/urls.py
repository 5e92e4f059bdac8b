"""The addresses of the desk, under /<language>/places/."""

from django.urls import path

from madang.web.placedesk import pictures, views

app_name = "placedesk"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:name>/pictures/", pictures.upload, name="upload"),
    path("<slug:name>/edit/", views.edit, name="edit"),
]
